// A hypervisor of a hundred lines, written from docs/machine.md alone.
//   tiny SLICE PROGRAM ARGUMENT …
// runs a program in slices of so many instructions and tells at the end how many have retired.
#include <stdio.h>
#include <stdlib.h>

#include "../../lib/syscall.h"

typedef unsigned word;
enum { PAGE = 4096, TOP = 0x7fff8000, STACK = TOP - 0x800000, READ = 1, WRITE = 2, EXECUTE = 4 };
enum { TIMER = 1, SYSTEM_CALL, PAGE_FAULT, ADDRESS_ERROR, RESERVED_INSTRUCTION };
enum { V0 = 2, A0 = 4, A1, A2, A3, SP = 29, PC = 32, NEXT = 33, TABLE = 37, ADDRESS = 39, KIND = 40, RETIRED = 41 };

static char pool[6000 * PAGE], file[0x100000];
static word used, *block, heap, break_now;

static word *page_new(void) { // of zeros, as everything in the pool
    word start = ((word)pool + PAGE - 1) / PAGE * PAGE;
    if ((used + 2) * PAGE > sizeof pool)
        exit(137);
    return (word *)(start + PAGE * used++);
}

static word at(word offset) { return *(word *)(file + offset); }

// What the program header says of the page: permissions of a region, 0 if it is in none.
static word region(word page, word *header) {
    if (page >= STACK && page < TOP)
        return READ + WRITE;
    if (page >= heap)
        return page < break_now ? READ + WRITE : 0;
    for (word i = 0; i < at(44) % 65536; i++) {
        word h = at(28) + 32 * i;
        if (at(h) == 1 && page + PAGE > at(h + 8) && page < at(h + 8) + at(h + 20))
            return *header = h, at(h + 24) / 4 % 2 * READ + at(h + 24) / 2 % 2 * WRITE + at(h + 24) % 2 * EXECUTE;
    }
    return 0;
}

// Our pointer to a byte of the guest, with its page mapped; NULL if it cannot be accessed so.
static char *byte_of(word address, word kind) {
    word page = address / PAGE * PAGE, header = 0, permissions = region(page, &header), *directory = (word *)block[TABLE];
    if (permissions / kind % 2 == 0)
        return NULL;
    if (directory[page >> 22] == 0)
        directory[page >> 22] = (word)page_new() + 1;
    word *entry = (word *)(directory[page >> 22] - 1) + page / PAGE % 1024;
    if (*entry == 0) {
        char *frame = (char *)page_new();
        for (word i = 0; header != 0 && i < PAGE; i++)
            if (page + i >= at(header + 8) && page + i < at(header + 8) + at(header + 16))
                frame[i] = file[at(header + 4) + page + i - at(header + 8)];
        *entry = (word)frame + permissions;
    }
    return (char *)(*entry / PAGE * PAGE + address % PAGE);
}

// Reads or writes to the end of the page: the guest asks again for the rest.
static int transfer(int number) {
    word left = PAGE - block[A1] % PAGE;
    char *bytes = byte_of(block[A1], number == 4003 ? WRITE : READ);
    return bytes ? __syscall(number, block[A0], bytes, block[A2] < left ? block[A2] : left) : -14;
}

static int serve(int number) {
    char path[PAGE], *from;
    switch (number) {
    case 4001: // exit, and exit_group
    case 4246: fprintf(stderr, "%llu\n", block[RETIRED + 1] * 0x100000000ull + block[RETIRED] + 1), exit((int)block[A0]);
    case 4003:
    case 4004: return transfer(number);
    case 4005:
        for (word i = 0; i < PAGE && (from = byte_of(block[A0] + i, READ)) && (path[i] = *from); i++) {}
        return __syscall(4005, path, block[A1], block[A2]);
    case 4006: return __syscall(4006, block[A0]);
    case 4045: return (int)(block[A0] >= heap && block[A0] < STACK ? break_now = block[A0] : break_now);
    default: return -89;
    }
}

static void put(word *to, word value) { *(word *)byte_of(*to, WRITE) = value, *to += 4; }

static void start(int argc, char **argv) {
    word text = TOP - PAGE, sp = TOP - 2 * PAGE;
    block = page_new(), block[TABLE] = (word)page_new();
    block[PC] = at(24), block[NEXT] = block[PC] + 4, block[SP] = sp;
    put(&sp, (word)argc);
    for (int i = 0; i < argc; i++) {
        put(&sp, text);
        for (char *c = argv[i]; c == argv[i] || c[-1]; c++)
            *byte_of(text++, WRITE) = *c;
    }
    for (int i = 0; i < 4; i++) // no environment, no auxiliary vector
        put(&sp, 0);
    for (word i = 0; i < at(44) % 65536; i++) {
        word h = at(28) + 32 * i;
        if (at(h) == 1 && at(h + 8) + at(h + 20) > heap)
            heap = break_now = (at(h + 8) + at(h + 20) + PAGE - 1) / PAGE * PAGE;
    }
}

int main(int argc, char **argv) {
    FILE *program = argc > 2 ? fopen(argv[2], "rb") : NULL;
    if (program == NULL || fread(file, 1, sizeof file, program) < 52)
        return 127;
    start(argc - 2, argv + 2);
    for (int exception, result;;) {
        exception = __syscall(4901, block, (word)atoi(argv[1]), atoi(argv[1]) == 0);
        if (exception == PAGE_FAULT && byte_of(block[ADDRESS], block[KIND]) == NULL)
            return 139;
        if (exception == SYSTEM_CALL) {
            result = serve((int)block[V0]);
            block[A3] = result < 0, block[V0] = (word)(result < 0 ? -result : result);
            block[PC] = block[NEXT], block[NEXT] += 4, block[RETIRED] += 1, block[RETIRED + 1] += block[RETIRED] == 0;
        }
        if (exception < 0 || exception > PAGE_FAULT)
            return exception < 0 ? 125 : exception == RESERVED_INSTRUCTION ? 132 : block[ADDRESS] > 0x7fffffff ? 139 : 135;
    }
}
