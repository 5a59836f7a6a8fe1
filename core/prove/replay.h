// A counterexample as a program: it puts values into registers and a word of memory, and jumps to
// the instructions that are wrong. Run on two engines and compared (mixter verify), it shows what
// one of them does.
#ifndef REPLAY_H
#define REPLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "../machine/frames.h"

enum { REPLAY_HI = 32, REPLAY_LO, REPLAY_REGISTERS, REPLAY_CODE_PAGES = 2 };

struct replay {
    uint32_t registers[REPLAY_REGISTERS];
    uint32_t pc;                                  // where the instructions are
    uint32_t code[REPLAY_CODE_PAGES][PAGE_WORDS]; // the page that holds it, and the next
    uint32_t code_pages;
    uint32_t address, word; // of memory; address 0: none
};

// NULL, or why there is no such program: its pc is not one that a program can jump to, or the file
// cannot be written.
const char *replay_write(const struct replay *replay, const char *path);
// mixter prove --replay FILE WORD [NAME=VALUE ...]. Returns the exit status.
int replay_main(const char *path, int argc, char **argv);

#endif
