// What a translator that runs on the host tells of the code that it has made: the bytes, and what
// it promises about them to whoever enters and leaves them. Proofs take the bytes from here, and
// have to show the promises.
#ifndef TRANSLATION_H
#define TRANSLATION_H

#include <stdbool.h>
#include <stdint.h>

struct machine;

// Guest registers, 32 and 33 for hi and lo.
enum { TRANSLATION_REGISTERS = 34, TRANSLATION_SCRATCHES = 3, TRANSLATION_UNMAPPED = 255 };

// One or some instructions of the guest, which begin again as a whole. Up to the last host
// instruction that can fault, the guest's state is that before the unit.
struct translated_unit {
    uint32_t run;   // where its code begins
    uint32_t pc;    // of its first instruction
    uint32_t index; // instructions of the block before it
    bool is_start;  // whatever the guest's registers have, execution may start here
    uint8_t held[TRANSLATION_SCRATCHES]; // guest register that eax, ecx, edx have before it, or 0
};

// Entered at its head, where the guest's pc is known and nothing else.
struct translated_block {
    uint32_t pc;
    uint32_t run;
    uint32_t size;     // bytes from there
    uint32_t count;    // instructions, which the head takes from the budget
    uint32_t indirect; // from here on the units are behind; 0: there is no such part
    uint32_t returns;  // where its call returns to, with the guest's pc in eax; 0: it has none
    uint32_t stub;     // where the head leads when the block has been dropped
    const struct translated_unit *units;
    uint32_t unit_count;
};

struct translation {
    struct machine *machine;
    uint32_t directory; // of the guest's page table
    uint32_t subset;    // of instructions
    bool has_window;    // rbx is the window, else the page tables
    const uint8_t *map; // by guest register: its host register, or TRANSLATION_UNMAPPED
    // All code, executed from address `code_run` on.
    const unsigned char *code;
    uint32_t code_run, code_size;
    // Addresses of code that enters, once C has filled what is shared, and of code that leaves: to
    // C it returns which of these it was, from 1 on.
    uint32_t enter;
    // A return to elsewhere goes to `missed`, with the guest's pc in eax.
    uint32_t missed;
    uint32_t leave_link, leave_indirect, leave_budget, leave_step, leave_system_call, leave_fault;
    // Addresses of words that are shared with it: two for its own use, the address that failed, of
    // which LEAVE_FAULT tells; of 64 bits, the page tables and the table of code by pc.
    uint32_t saved, part, site, tables, flat;
    // The same of what is filled before code is entered: of 64 bits, the context, plus 128, memory
    // (the window, or the page tables), the budget and where to go; of 32, what scratch registers
    // have. The budget is set again by code that leaves, and by a link the jump that was taken.
    uint32_t context, base, budget, enter_to, held, link;
    // Of 64 bits: where return addresses are put, downwards, below one of `missed`, with room for
    // as many as there are calls until code is left; and, set by code that enters, the stack of C.
    uint32_t stack, host_stack;
    const struct translated_block *blocks;
    uint32_t block_count;
    // The pc of the block of this address space whose head is at an address; 1 if there is none.
    uint32_t (*head_pc)(void *state, uint32_t run);
    void *state;
};

typedef void translation_watcher(void *watching, const struct translation *translation);

// Calls the watcher with all blocks that are translated from now on, before they are executed.
// False if this host has no translator.
bool environment_watch_translation(struct machine *machine, translation_watcher *watcher,
                                   void *watching);

#endif
