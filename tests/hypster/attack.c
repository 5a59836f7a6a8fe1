// attack CASE: a hypervisor that asks for what it should not, or for what is at the edge. Prints what
// the switch returns, and what the block says.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/syscall.h"

typedef unsigned word;
enum { PAGE = 1024, V0 = 2, A0 = 4, A1, A2, A3, PC = 32, NEXT = 33, TABLE = 37, RESERVED = 43 };
enum { ADDIU = 0x24000000, LW = 0x8c000000, SW = 0xac000000, SYSCALL = 12, T0 = 8, T1 = 9 };

static word pool[16 * PAGE];
static word *block, *directory, *table, *code, *data, *inner;

static word operation(word opcode, word to, word base, word immediate) {
    return opcode + base * 0x200000 + to * 0x10000 + immediate % 0x10000;
}

// A guest with a page of code at 0x1000, one of data at 0x2000, and a loop that stores and loads.
static void prepare(void) {
    word *page = (word *)(((word)pool + 4095) / 4096 * 4096);
    block = page, directory = page + PAGE, table = page + 2 * PAGE, code = page + 3 * PAGE, data = page + 4 * PAGE;
    inner = page + 5 * PAGE;
    directory[0] = (word)table + 1;
    table[1] = (word)code + 5;
    table[2] = (word)data + 3;
    block[TABLE] = (word)directory;
    block[PC] = 0x1000, block[NEXT] = 0x1004;
    block[T0] = 0x2000;
    code[0] = operation(ADDIU, T1, T1, 1);
    code[1] = operation(SW, T1, T0, 0);
    code[2] = operation(LW, 10, T0, 0);
    code[3] = SYSCALL;
}

static void print(int result) {
    printf("%d: pc %x, next %x, exception %u, address %x, kind %u, retired %u %u, t1 %u\n", result, block[PC], block[NEXT],
           block[38], block[39] & 0xfff, block[40], block[41], block[42], block[T1]);
}

static void go(word budget) { print(__syscall(4901, block, budget, 0)); }

// The guest is to switch itself, to a block in its data page.
static void nest(word *page, word budget) {
    code[0] = SYSCALL;
    block[V0] = 4901, block[A0] = 0x2000, block[A1] = budget, block[A2] = 0;
    table[2] = (word)page + 3;
}

// Wherever the guest reads or writes, it finds its own data page, or nothing.
static void probe(void) {
    word found = 0, faults = 0, others = 0;
    for (word page = 0; page < 0x80000; page += page < 16 ? 1 : 61) {
        for (int write = 0; write < 2; write++) {
            code[1] = operation(write ? SW : LW, T1, T0, 0);
            block[PC] = 0x1004, block[NEXT] = 0x1008, block[T0] = page * 4096;
            int result = __syscall(4901, block, 1, 0);
            if (result == 1)
                found = found * 16 + page;
            else if (result == 3 && block[38] == 3 && block[39] == page * 4096 && block[40] == (write ? 2 : 1))
                faults++;
            else
                others++;
        }
    }
    printf("found %x, faults %u, others %u\n", found, faults, others);
}

static void attack(int number) {
    switch (number) {
    case 0: go(1), go(1), go(1), go(1), go(0); break;
    case 1: go(100), block[PC] = 0x1000, block[NEXT] = 0x1004, go(3), go(100); break;
    case 2: print(__syscall(4901, (char *)block + 4, 100, 0)); break;
    case 3: print(__syscall(4901, (char *)block + 256, 100, 0)); break;
    case 4: print(__syscall(4901, 0x80000000, 100, 0)); break;
    case 5: print(__syscall(4901, 0xffffff00, 100, 0)); break;
    case 6: block[63] = 1, go(100); break;
    case 7: block[TABLE] += 4, go(100); break;
    case 8: block[TABLE] = 0x80000000, go(100); break;
    case 9: directory[0] = 0x80000001, go(100); break;
    case 10: table[2] = 0x80000003, go(100); break;
    case 11: table[2] = (word)block + 3, go(100); break;
    case 12: table[2] = (word)directory + 3, go(100); break;
    case 13: table[2] = (word)table + 3, go(100); break;
    case 14: table[1] = (word)block + 5, go(100); break;
    case 15: directory[0] = (word)directory + 1, directory[1] = (word)code + 5, directory[2] = (word)data + 3, go(100); break;
    case 16: directory[0] = 0, go(100); break;
    case 17: directory[0]--, go(100); break;
    case 18: table[1] = (word)code + 3, go(100); break;
    case 19: table[2] = (word)data + 1, go(100); break;
    case 20: table[2] = (word)data + 2, go(100); break;
    case 21: block[0] = 7, block[38] = 99, block[39] = 98, block[40] = 97, go(2); break;
    case 22: block[41] = 0xfffffffe, go(3); break;
    case 23: block[T0] = 0x80000000, go(100); break;
    case 24: block[T0] = 0x2002, go(100); break;
    case 25: block[PC] = 0x1002, go(100); break;
    case 26: block[NEXT] = 0x1008, go(2), go(1); break;
    case 27: code[1] = code[0], go(1), code[1] = operation(ADDIU, T1, T1, 100), go(1), code[2] = 0, go(1); break; // stores to code
    case 28: table[2] = (word)code + 3, block[T0] = 0x2008, block[T1] = 0x25290fff, go(3), go(1); break;         // by the guest itself
    case 29: nest(data, 5), go(100); break; // no table: inner page fault
    case 30: nest(data, 5), data[63] = 1, go(1), print((int)block[A3]); break;
    case 31: nest(block, 5), go(100), print((int)block[A3]); break; // a context as its own guest
    case 32: nest(data, 0), go(1), print((int)block[V0]); break;
    case 33: // an inner guest with the same code
        nest(data, 2), data[TABLE] = 0x3000, data[PC] = 0x1004, data[NEXT] = 0x1008, data[T0] = 0x2000;
        table[3] = (word)inner + 1, table[4] = (word)(inner + PAGE) + 1, table[5] = (word)code + 1, table[6] = (word)(inner + 2 * PAGE) + 3;
        inner[0] = 0x4001, inner[PAGE + 1] = 0x5005, inner[PAGE + 2] = 0x6003;
        data[V0] = 4001; // what stands behind the loop is the guest's system call, not a switch
        for (int i = 0; i < 4; i++)
            go(1), printf("inner: pc %x, retired %u, left %u, t2 %u\n", data[PC], data[41], block[A1], data[10]);
        break;
    case 34: go(2), memcpy(inner, block, 512), block = inner, go(1), go(1); break;                 // a block moves
    case 35: go(2), memcpy(data + PAGE, data, 4096), table[2] = (word)(data + PAGE) + 3, go(1); break; // a page moves
    case 36: print(__syscall(4901, block, 0, 1)); break;
    case 37: print(__syscall(4901, block, 0xffffffff, 0xffffffff)); break;
    case 38: probe(); break;
    case 50: print(__syscall(4901, 0, 100, 0)); break; // from here on the hypervisor dies
    case 51: print(__syscall(4901, 0x100, 100, 0)); break;
    case 52: print(__syscall(4901, "rodata", 100, 0)); break;
    case 53: block[TABLE] = 0x1000, go(100); break;
    case 54: directory[0] = 0x70000001, go(100); break;
    case 55: table[2] = 0x7000003, go(100); break;
    case 56: table[2] = 0x400003, go(100); break; // our own text, which we cannot write
    case 57: table[1] = 0x7f000005, go(100); break;
    }
}

int main(int argc, char **argv) {
    int last = argc > 2 ? atoi(argv[2]) : 38;
    for (int number = argc > 1 ? atoi(argv[1]) : 0; number <= last; number++) {
        memset(pool, 0, sizeof pool);
        prepare();
        printf("%d: ", number);
        fflush(stdout);
        attack(number);
    }
    return 0;
}
