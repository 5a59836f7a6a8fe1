// A small hypervisor: two guests by turns, in slices of 1 to 29 instructions, which share a page of
// data. In between it steps over their system calls, maps what they miss, takes it away again, moves
// it, changes their registers and their code.
#include <stdio.h>
#include <string.h>

#include "../../../lib/syscall.h"

typedef unsigned word;
enum { PAGE = 4096, READ = 1, WRITE = 2, EXECUTE = 4, CODE = 0x10000, SHARED = 0x20000, OWN = 0x21000 };
enum { V0 = 2, A3 = 7, T0 = 8, PC = 32, NEXT, HI, LO, LOCAL, TABLE, EXCEPTION, ADDRESS, KIND, RETIRED };
enum { TIMER = 1, SYSTEM_CALL, PAGE_FAULT };

static char pool[20 * PAGE];
static word *page(word number) { return (word *)(((word)pool + PAGE - 1) / PAGE * PAGE + number * PAGE); }

enum { BLOCKS, DIRECTORY, TABLE_1 = 3, CODE_1 = 5, CODE_2 = 6, SHARE = 7, OWN_1 = 8, SPARE = 10 };

static word *block(word guest) { return page(BLOCKS) + guest * 128; }

static void map(word guest, word address, word *frame, word permissions) {
    page(TABLE_1 + guest)[address / PAGE] = frame == NULL ? 0 : (word)frame + permissions;
}

static void start(word guest) {
    static const word program[] = {
        0x3c090002, // lui   $t1,2
        0x25080003, // addiu $t0,$t0,3
        0x01080019, // multu $t0,$t0
        0x8d2a0000, // lw    $t2,0($t1)
        0x01485021, // addu  $t2,$t2,$t0
        0xad2a0000, // sw    $t2,0($t1)
        0x7c0ee83b, // rdhwr $t6,$29
        0x00005810, // mfhi  $t3
        0xc12c0004, // ll    $t4,4($t1)
        0x258c0001, // addiu $t4,$t4,1
        0xe12c0004, // sc    $t4,4($t1)
        0xad2a1000, // sw    $t2,0x1000($t1)
        0x1500fff3, // bne   $t0,$zero,lui (its slot is the next)
        0x25ad0001, // addiu $t5,$t5,1
        0x0000000c, // syscall
    };
    block(guest)[TABLE] = (word)page(DIRECTORY + guest);
    page(DIRECTORY + guest)[0] = (word)page(TABLE_1 + guest) + READ;
    memcpy(page(CODE_1 + guest), program, sizeof program);
    map(guest, CODE, page(CODE_1 + guest), READ + EXECUTE);
    block(guest)[PC] = CODE;
    block(guest)[NEXT] = CODE + 4;
    block(guest)[43] = 1; // mips32
    block(guest)[LOCAL] = 77 + guest;
    block(guest)[T0] = (word)-99 + guest * 9;
}

static void serve(word guest, int exception) {
    word *b = block(guest), at = b[ADDRESS] / PAGE * PAGE;
    if (exception == SYSTEM_CALL) {
        b[T0] = (word)-30 - guest;
        b[PC] = CODE + 4;
        b[NEXT] = CODE + 8;
        b[RETIRED]++;
    } else if (exception == PAGE_FAULT) {
        map(guest, at, at == SHARED ? page(SHARE) : page(OWN_1 + guest), b[KIND] == WRITE ? READ + WRITE : READ);
    } else if (exception != TIMER) {
        printf("exception %d\n", exception);
    }
}

// Entries that were not valid are stored to before others, with no switch in between.
static void meddle(word guest, word turn) {
    map(guest, 0x3f0000, NULL, 0);
    switch (turn % 11) {
    case 3: map(guest, SHARED, NULL, 0); break;
    case 7: page(CODE_1 + guest)[1] = 0x25080000 + turn % 7 + 1; break;
    case 8: block(guest)[10] += turn; break;
    case 9: block(guest)[LO] = turn; break;
    case 5: map(guest, OWN, page(OWN_1 + guest), READ); break;
    default: map(guest, OWN, page(turn % 2 == 0 ? SPARE : OWN_1 + guest), READ + WRITE); break; // moved
    }
}

int main(void) {
    start(0);
    start(1);
    for (word turn = 0; turn < 150; turn++) {
        word guest = turn / 3 % 2;
        int exception = __syscall(4901, block(guest), turn % 29 + 1, 0);
        if (exception < 0) {
            printf("error %d\n", exception);
            return 1;
        }
        serve(guest, exception);
        meddle(guest, turn);
    }
    printf("%u instructions and %u\n", block(0)[RETIRED], block(1)[RETIRED]);
    printf("%u %u %u %u\n", *page(SHARE), *page(OWN_1), *page(OWN_1 + 1), *page(SPARE));
    return 0;
}
