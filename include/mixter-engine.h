// How an engine that is not Mixter's own is compared with it: a shared library that exports
//
//     const struct mixter_engine *mixter_engine(uint32_t version);
//
// which returns NULL if it does not know the version. docs/engines.md has an example. An engine is
// given pages, a context and a budget, and says why it stopped. What it does not declare in
// `capabilities` is not compared. Functions that return an int return 0, or anything else if they
// cannot do that. Memory is little-endian.
#ifndef MIXTER_ENGINE_H
#define MIXTER_ENGINE_H

#include <stddef.h>
#include <stdint.h>

enum { MIXTER_ENGINE_VERSION = 1, MIXTER_ENGINE_PAGE = 4096 };

enum mixter_engine_capability {
    MIXTER_ENGINE_BUDGETS = 1,     // run() retires exactly `budget` instructions
    MIXTER_ENGINE_SLOTS = 2,       // next_pc is read and set: it starts and stops in delay slots
    MIXTER_ENGINE_LINKS = 4,       // ll, sc
    MIXTER_ENGINE_FLOATS = 8,      // coprocessor 1
    MIXTER_ENGINE_EXCEPTIONS = 16, // their kind, and the context before the instruction
    MIXTER_ENGINE_ADDRESSES = 32,  // the address of an access that faults
    MIXTER_ENGINE_HARDWARE = 64,   // rdhwr
    MIXTER_ENGINE_STEPS = 128      // run(1) retires exactly one instruction, whatever run(n) does
};

// An engine without MIXTER_ENGINE_SLOTS is never asked to start or stop between a branch and its
// slot. If a step of its own takes both, `retired` has to say so.

struct mixter_engine_context {
    uint32_t general[32];
    uint32_t pc;
    uint32_t next_pc; // pc + 4, or the target if pc is in the slot of a taken branch
    uint32_t hi;
    uint32_t lo;
    uint32_t user_local;
    uint32_t floating[32];
    uint32_t fcsr;
    uint32_t link; // the address of the last ll, plus 1; 0: none
    uint32_t link_value;
};

enum mixter_engine_reason {
    MIXTER_ENGINE_STOP_BUDGET = 1,
    MIXTER_ENGINE_STOP_CALL, // syscall
    MIXTER_ENGINE_STOP_PAGE_FAULT,
    MIXTER_ENGINE_STOP_ADDRESS_ERROR,
    MIXTER_ENGINE_STOP_RESERVED,
    MIXTER_ENGINE_STOP_OVERFLOW,
    MIXTER_ENGINE_STOP_TRAP,
    MIXTER_ENGINE_STOP_BREAKPOINT,
    MIXTER_ENGINE_STOP_FLOATING,
    MIXTER_ENGINE_STOP_UNKNOWN // the engine does not have this instruction: nothing is compared
};

struct mixter_engine_stop {
    uint32_t reason;
    uint32_t address; // of the access that faults
    uint64_t retired; // how many instructions this run has retired: it is MIXTER_ENGINE_NOT_TOLD
                      // before, and may stay that
};

#define MIXTER_ENGINE_NOT_TOLD UINT64_MAX

struct mixter_engine {
    uint32_t version;
    const char *name;
    uint32_t capabilities; // sum of enum mixter_engine_capability
    void *(*open)(void);   // a machine without pages; NULL if there cannot be one
    void (*close)(void *machine);
    // Permissions: read 1, write 2, execute 4. New pages are zero; those that are mapped already
    // keep their contents, and those without permission are unmapped.
    int (*map)(void *machine, uint32_t address, uint32_t size, uint32_t permissions);
    // Whatever the permissions. Code that is written takes effect at once.
    int (*read)(void *machine, uint32_t address, void *bytes, size_t size);
    int (*write)(void *machine, uint32_t address, const void *bytes, size_t size);
    int (*set)(void *machine, const struct mixter_engine_context *context);
    int (*get)(void *machine, struct mixter_engine_context *context);
    // An instruction that raises an exception has not been executed.
    int (*run)(void *machine, uint64_t budget, struct mixter_engine_stop *stop);
};

const struct mixter_engine *mixter_engine(uint32_t version);

#endif
