// Branches likely that are not taken: other emulators do not tell, or count, that the slot is
// skipped. (The opcodes are those of the manual's table A-2; adapters are libraries of their own,
// without the instruction table.)
#ifndef LIKELY_H
#define LIKELY_H

#include <stdbool.h>
#include <stdint.h>

// Whether the word is a branch likely that will not be taken. `s` and `t` are its registers before
// it, `fcsr` is that of coprocessor 1.
static inline bool skips_slot(uint32_t word, int32_t s, int32_t t, uint32_t fcsr) {
    bool is_likely = (word >> 17 & 1) != 0;
    bool sense = (word >> 16 & 1) != 0;
    uint32_t code = word >> 18 & 7;
    switch (word >> 26) {
    case 0x14: return s != t; // beql
    case 0x15: return s == t; // bnel
    case 0x16: return s > 0;  // blezl
    case 0x17: return s <= 0; // bgtzl
    case 0x01:                // bltzl, bgezl, bltzall, bgezall; not traps, synci
        return is_likely && (word >> 18 & 3) == 0 && (sense ? s < 0 : s >= 0);
    case 0x11: // bc1fl, bc1tl
        return is_likely && (word >> 21 & 31) == 8 &&
               (fcsr >> (code == 0 ? 23 : 24 + code) & 1) != sense;
    default: return false;
    }
}

#endif
