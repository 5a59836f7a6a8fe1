// A hypervisor that changes the code of its guest while that is running: a loop of stores gets a way out, and back. Then it runs
// another one.
#include <stdio.h>

#include "../../lib/syscall.h"

typedef unsigned word;
enum { SWITCH = 4901, PC = 32, NEXT = 33, TABLE = 37, RETIRED = 41, PAGE = 1024, ADDIU = 0x24000000, BRANCH = 0x10000000, JUMP = 0x08000000 };

static word pool[6 * PAGE];

int main(void) {
    word *block = (word *)(((word)pool + 4095) / 4096 * 4096);
    word *directory = block + PAGE, *table = block + 2 * PAGE, *code = block + 3 * PAGE;
    directory[0] = (word)table + 1;
    table[1] = (word)code + 5;
    block[TABLE] = (word)directory;
    block[PC] = 0x1000, block[NEXT] = 0x1004;
    for (int i = 0; i < 8; i++)
        code[i] = ADDIU + 8 * 0x200000 + 8 * 0x10000 + 1; // addiu t0,t0,1
    code[8] = JUMP + 0x1000 / 4;
    for (int i = 0; i < 50; i++) {
        __syscall(SWITCH, block, 100, 0);
        code[4] = i % 2 == 0 ? BRANCH + 3 : code[3]; // to the jump, or nothing
    }
    printf("%u\n", block[8]);
    // Another guest in the same block.
    block[RETIRED] = 0, block[PC] = 0x1000, block[NEXT] = 0x1004;
    __syscall(SWITCH, block, 7, 0);
    return 0;
}
