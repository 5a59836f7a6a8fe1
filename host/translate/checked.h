// Translated code of a context whose memory is checked (host/check): before each access it tests a
// byte of the shadow for each byte of memory, and leaves if one does not pass. What it leaves for
// is done by `slow`.
#ifndef TRANSLATE_CHECKED_H
#define TRANSLATE_CHECKED_H

#include <stdbool.h>
#include <stdint.h>

#include "../../core/isa/isa.h"
#include "../../core/machine/context.h"

enum shadow_state {
    SHADOW_NO_ACCESS = 0,
    SHADOW_DEFINED = 1,
    SHADOW_PARTIAL = 2, // some bits of it are
    SHADOW_UNDEFINED = 0xff
};

// An instruction without effect by which starc -fcheck-gaps says where there is a gap between
// variables: from the address that it computes up to the multiple of 8 that is 8 to 15 bytes behind
// it.
static inline bool checked_is_gap(enum isa_operation operation, uint32_t word) {
    return operation == ISA_ADDIU && isa_rt(word) == 0 && isa_rs(word) == REGISTER_SP;
}

static inline uint32_t checked_gap_end(uint32_t address) {
    return (address + 15) / 8 * 8;
}

struct checked {
    unsigned char *shadow; // of address 0; readable in 64 KiB on both sides of all addresses
    // Executes instructions, at most `budget`; EXCEPTION_NONE: translated code may go on.
    enum exception (*slow)(struct checked *checked, uint32_t *context, uint64_t budget);
    // True if `slow` has to execute what is at an address.
    bool (*is_hook)(const struct checked *checked, uint32_t pc);
};

// The engine, with these tests. The context has the same ones each time that it runs.
enum exception translated_run_checked(struct machine *machine, uint32_t *context, uint64_t budget,
                                      struct checked *checked);

#endif
