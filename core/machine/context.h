// The machine context: all there is to know about a processor between two instructions, as one
// block of 128 words. It lives in the memory of its supervisor and has the same layout on every
// level; what the machine does next follows from this block and from memory alone.
#ifndef CONTEXT_H
#define CONTEXT_H

#include <stdint.h>

enum context_word {
    CONTEXT_REGISTERS = 0, // $zero to $ra, in order; $zero is 0
    CONTEXT_PC = 32,
    CONTEXT_NEXT_PC, // differs from pc + 4 only in the delay slot of a taken branch
    CONTEXT_HI,
    CONTEXT_LO,
    CONTEXT_USER_LOCAL,
    CONTEXT_PAGE_TABLE, // frame of the directory (page_table.h)
    CONTEXT_EXCEPTION,  // why the last run ended: enum exception; not read by the machine
    CONTEXT_ADDRESS,    // of the access, if the exception is about one; or a code; else 0
    CONTEXT_KIND,       // of the access: enum access, else 0
    CONTEXT_RETIRED_LOW,
    CONTEXT_RETIRED_HIGH,
    CONTEXT_SUBSET,     // of the instructions that this processor has: 0 mipster, 1 mips32
    CONTEXT_LINK,       // what ll leaves for sc: the address, plus 1; 0 if there is none
    CONTEXT_LINK_VALUE, // and what it has loaded
    CONTEXT_RESERVED,   // zero up to the next
    CONTEXT_FPR = 64,   // $f0 to $f31 of coprocessor 1, in order: of processors with mips32 only
    CONTEXT_FCSR = 96,
    CONTEXT_UNUSED, // the rest is zero
    CONTEXT_WORDS = 128
};

// Bits of FCSR that are always 0.
enum { FCSR_ZERO = 0x007c0000 };

// Registers that have a part in the calling conventions of functions and system calls (MIPS o32).
enum {
    REGISTER_AT = 1,
    REGISTER_V0 = 2,
    REGISTER_A0 = 4,
    REGISTER_A1 = 5,
    REGISTER_A2 = 6,
    REGISTER_A3 = 7,
    REGISTER_T9 = 25,
    REGISTER_GP = 28,
    REGISTER_SP = 29,
    REGISTER_S8 = 30,
    REGISTER_RA = 31
};

enum exception {
    EXCEPTION_NONE,
    EXCEPTION_TIMER, // the budget is used up
    EXCEPTION_SYSTEM_CALL,
    EXCEPTION_PAGE_FAULT,    // the page table does not allow the access
    EXCEPTION_ADDRESS_ERROR, // misaligned, or from 0x80000000 up
    EXCEPTION_RESERVED_INSTRUCTION,
    EXCEPTION_OVERFLOW,       // of add, addi or sub
    EXCEPTION_TRAP,           // the code of the instruction is in CONTEXT_ADDRESS
    EXCEPTION_BREAKPOINT,     // the same
    EXCEPTION_FLOATING_POINT, // an enabled one; the causes, as in FCSR, are in CONTEXT_ADDRESS
    EXCEPTIONS
};

// Kinds of access, and the permissions of a page: one bit each.
enum access { ACCESS_READ = 1, ACCESS_WRITE = 2, ACCESS_EXECUTE = 4 };

// Why an instruction has not retired.
struct fault {
    enum exception exception;
    uint32_t address; // as in CONTEXT_ADDRESS
    uint32_t kind;
};

enum { USER_LIMIT = 0x80000000u - 1 }; // the last address that a guest can have

// Emulation and virtualization alike, on a machine (machine.h): retires exactly `budget`
// instructions unless an exception comes first, which never retires its instruction. Returns the
// exception, which is also in the context.
struct machine;
typedef enum exception engine(struct machine *machine, uint32_t *context, uint64_t budget);

// The name of a word from CONTEXT_PC on, for messages; isa_register_names has those of the
// registers.
enum { CONTEXT_NAME_SIZE = 16 };
void context_word_name(uint32_t word, char name[CONTEXT_NAME_SIZE]);
extern const char *const exception_names[EXCEPTIONS];

static inline enum exception context_raise(uint32_t *context, enum exception exception,
                                           uint32_t address, uint32_t kind) {
    context[CONTEXT_EXCEPTION] = exception;
    context[CONTEXT_ADDRESS] = address;
    context[CONTEXT_KIND] = kind;
    return exception;
}

static inline void context_retire(uint32_t *context, uint32_t count) {
    uint32_t low = context[CONTEXT_RETIRED_LOW] + count;
    context[CONTEXT_RETIRED_HIGH] += low < count;
    context[CONTEXT_RETIRED_LOW] = low;
}

static inline uint64_t context_retired(const uint32_t *context) {
    return (uint64_t)context[CONTEXT_RETIRED_HIGH] * 0x100000000u + context[CONTEXT_RETIRED_LOW];
}

// Completes the instruction at pc on behalf of the machine, as a system call is by its kernel.
static inline void context_complete(uint32_t *context) {
    context[CONTEXT_PC] = context[CONTEXT_NEXT_PC];
    context[CONTEXT_NEXT_PC] += 4;
    context_retire(context, 1);
}

#endif
