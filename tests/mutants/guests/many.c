// A hypervisor with more guests than engines have places for: blocks 256 KiB apart, a page table each,
// one program for all, data of their own. By turns, in slices of 9 instructions.
#include <stdio.h>
#include <string.h>

#include "../../../lib/syscall.h"

typedef unsigned word;
enum { PAGE = 4096, READ = 1, WRITE = 2, EXECUTE = 4, GUESTS = 24, DISTANCE = 0x40000, CODE = 0x10000, DATA = 0x20000 };
enum { T0 = 8, PC = 32, NEXT, TABLE = 37, SUBSET = 43 };

static char pool[(GUESTS + 1) * DISTANCE];

// Block, directory, table, data of each; the program.
static word *page(word guest, word number) {
    return (word *)(((word)pool + PAGE - 1) / PAGE * PAGE + guest * DISTANCE + number * PAGE);
}

int main(void) {
    static const word program[] = {
        0x3c090002, // lui   $t1,2
        0x8d2a0000, // lw    $t2,0($t1)
        0x01485021, // addu  $t2,$t2,$t0
        0xad2a0000, // sw    $t2,0($t1)
        0x1000fffb, // b     lui
        0x25080001, // addiu $t0,$t0,1
    };
    memcpy(page(GUESTS, 0), program, sizeof program);
    for (word i = 0; i < GUESTS; i++) {
        word *block = page(i, 0);
        block[T0] = i * 1000;
        block[PC] = CODE;
        block[NEXT] = CODE + 4;
        block[TABLE] = (word)page(i, 1);
        block[SUBSET] = 1;
        page(i, 1)[0] = (word)page(i, 2) + READ;
        page(i, 2)[CODE / PAGE] = (word)page(GUESTS, 0) + READ + EXECUTE;
        page(i, 2)[DATA / PAGE] = (word)page(i, 3) + READ + WRITE;
    }
    for (word turn = 0; turn < 3 * GUESTS; turn++) {
        int exception = __syscall(4901, page(turn % GUESTS, 0), 9, 0);
        if (exception != 1)
            printf("exception %d\n", exception);
    }
    for (word i = 0; i < GUESTS; i++)
        printf("%u ", *page(i, 3));
    printf("\n");
    return 0;
}
