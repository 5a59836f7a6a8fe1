// limits: the translator where the host's resources end, and where a guest's memory does. One case
// at a time against the reference, in page-table mode and in windows; measured times are printed.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "../../core/environment.h"
#include "../../core/isa/isa.h"
#include "../../core/machine/context.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/page_table.h"
#include "../../core/mipster/emulate.h"
#include "../../core/machine/step.h"
#include "../../host/translate/translate.h"
#include "../machine/world.h"

enum { V0 = 2, A0 = 4, A1, A2, T0 = 8, T1, T2, RA = 31 };

static struct translate_tuning *tuning;
static struct translate_counts *counts;

static int failures;
static unsigned checks;

static void expect(const char *what, uint64_t is, uint64_t should_be) {
    checks++;
    if (is == should_be)
        return;
    printf("limits: %s: %llx, not %llx\n", what, (unsigned long long)is,
           (unsigned long long)should_be);
    failures++;
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static uint32_t *new_context(void) {
    uint32_t *context = frame_words(machine, frame_allocate(machine));
    context[CONTEXT_PAGE_TABLE] = page_table_create(machine);
    context[CONTEXT_SUBSET] = ISA_MIPS32;
    return context;
}

static uint32_t map_new(uint32_t *context, uint32_t address, uint32_t permissions) {
    uint32_t frame = frame_allocate(machine);
    page_table_map(machine, context[CONTEXT_PAGE_TABLE], address, frame, permissions);
    return frame;
}

static void start_at(uint32_t *context, uint32_t pc) {
    context[CONTEXT_PC] = pc;
    context[CONTEXT_NEXT_PC] = pc + 4;
}

// ---- every address: what is around a window stays as it is ----

enum { CANARY = 0x5a };

// Everything below a window that a displacement could reach: no access there fails.
static const uint64_t reach = 0x80000000u;

enum { CANARIES = 2 * GUARD_SIZE / PAGE_SIZE };

struct canaries {
    unsigned char *pages[CANARIES];
};

// Pages of ours wherever the host has room for them, on one side of the window.
static void put_canaries(struct canaries *canaries, unsigned char *place) {
    for (uint32_t i = 0; i < CANARIES; i++) {
        unsigned char *page = mmap(place + i * PAGE_SIZE, PAGE_SIZE, PROT_READ | PROT_WRITE,
                                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
        canaries->pages[i] = page != MAP_FAILED ? page : NULL;
        if (page != MAP_FAILED)
            memset(page, CANARY, PAGE_SIZE);
    }
}

static void check_canaries(struct canaries *canaries) {
    unsigned bad = 0;
    for (uint32_t i = 0; i < CANARIES; i++) {
        unsigned char *page = canaries->pages[i];
        for (uint32_t j = 0; page != NULL && j < PAGE_SIZE; j++)
            bad += page[j] != CANARY;
        if (page != NULL)
            munmap(page, PAGE_SIZE);
    }
    expect("bytes written around the window", bad, 0);
}

static void access_everywhere(struct world *left, struct world *right, enum isa_operation row) {
    static const uint32_t bases[] = {0,          1,          4,          0x7ffc,     0x8000,
                                     DATA,       0x7fff8000, 0x7ffffffc, 0x80000000, 0x80007ffc,
                                     0xbffffffc, 0xfffeffff, 0xffff8000, 0xfffffffc, 0xffffffff};
    static const int32_t offsets[] = {-32768, -4, -1, 0, 3, 4, 32764, 32767};
    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        for (size_t j = 0; j < sizeof offsets / sizeof offsets[0]; j++) {
            // The upper half of the base is known, or it is not.
            uint32_t before = isa_encode_immediate(ISA_LUI, T0, 0, (int32_t)(bases[i] / 0x10000));
            if (bases[i] % 0x10000 != 0)
                before = 0;
            uint32_t word = isa_encode_immediate(row, T1, T0, offsets[j]);
            struct world *worlds[2] = {left, right};
            enum exception exceptions[2];
            for (int k = 0; k < 2; k++) {
                uint32_t *context = worlds[k]->context;
                world_store(worlds[k], worlds[k]->code[0], 0, before);
                world_store(worlds[k], worlds[k]->code[0], 1, word);
                world_store(worlds[k], worlds[k]->code[0], 2, isa_table[ISA_SYSCALL].word);
                memset(context, 0, CONTEXT_PAGE_TABLE * 4);
                context[CONTEXT_RETIRED_LOW] = context[CONTEXT_LINK] = 0;
                context[T0] = bases[i];
                context[T1] = 0x12345678;
                start_at(context, CODE);
                exceptions[k] = k == 0 ? step_run(machine, context, 100)
                                       : translated_run(machine, context, 100);
            }
            uint32_t where;
            expect(isa_table[row].name, exceptions[1], exceptions[0]);
            expect("state", world_difference(left, right, &where) == NULL, 1);
        }
    }
}

static void test_guards(uint64_t window_after) {
    tuning->window_after = window_after;
    tuning->window_faults = 1000000;
    space_release_all(machine->translator);
    struct world left = world_create();
    struct world right = world_create();
    left.context[CONTEXT_SUBSET] = right.context[CONTEXT_SUBSET] = ISA_MIPS32;
    translated_run(machine, right.context, 200); // nothing but nops
    struct address_space *space = space_of(machine->translator, right.context, 0);
    expect("has a window", space->window != NULL, window_after == 0);
    static struct canaries before, after;
    void *below = MAP_FAILED;
    if (space->window != NULL) {
        below = mmap(space->window - 2 * GUARD_SIZE - reach, reach, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
        put_canaries(&before, space->window - 2 * GUARD_SIZE);
        put_canaries(&after, space->window + window_size);
    }
    for (unsigned row = 0; row < ISA_RESERVED; row++) {
        if (isa_table[row].kind == ISA_LOAD || isa_table[row].kind == ISA_STORE)
            access_everywhere(&left, &right, (enum isa_operation)row);
    }
    expect("still has a window", space->window != NULL, window_after == 0);
    if (window_after == 0) {
        check_canaries(&before);
        check_canaries(&after);
    }
    tuning->window_faults = 12;
    if (below != MAP_FAILED)
        munmap(below, reach);
    world_destroy(&left);
    world_destroy(&right);
}

// ---- many pages, far apart ----

// A loop that adds 1 to a word of every second page, COUNT pages.
static void test_scattered(uint32_t count, uint64_t window_after) {
    tuning->window_after = window_after;
    space_release_all(machine->translator);
    double start = seconds();
    uint32_t *context = new_context();
    uint32_t *code = frame_words(machine, map_new(context, CODE, ACCESS_READ + ACCESS_EXECUTE));
    static uint32_t frames[100000];
    for (uint32_t i = 0; i < count; i++)
        frames[i] = map_new(context, 0x10000000 + i * 2 * PAGE_SIZE, ACCESS_READ + ACCESS_WRITE);
    code[0] = isa_encode_immediate(ISA_LW, T0, A0, 0);
    code[1] = isa_encode_immediate(ISA_ADDIU, T0, T0, 1);
    code[2] = isa_encode_immediate(ISA_SW, T0, A0, 0);
    code[3] = isa_encode_register(ISA_ADDU, A0, A0, A1);
    code[4] = isa_encode_immediate(ISA_BNE, A2, A0, -5);
    code[6] = isa_encode_register(ISA_SYSCALL, 0, 0, 0);
    for (uint32_t round = 0; round < 3; round++) {
        context[A0] = 0x10000000;
        context[A1] = 2 * PAGE_SIZE;
        context[A2] = 0x10000000 + count * 2 * PAGE_SIZE;
        start_at(context, CODE);
        expect("scattered", translated_run(machine, context, 10000000), EXCEPTION_SYSTEM_CALL);
    }
    uint32_t bad = 0;
    for (uint32_t i = 0; i < count; i++)
        bad += frame_words(machine, frames[i])[0] != 3;
    expect("scattered pages that are wrong", bad, 0);
    printf("limits: %u scattered pages, three times%s: %.0f ms\n", (unsigned)count,
           window_after == 0 ? ", with windows" : "", (seconds() - start) * 1000);
    page_table_destroy(machine, context[CONTEXT_PAGE_TABLE], true);
}

// ---- what costs nothing in the long run ----

// Loads and stores in turn, as many as fit on a page of code, to eight pages: once these are known,
// no access fails any more, also when the space gets a window in the middle.
static void test_steady(uint64_t window_after) {
    enum { ACCESSES = 1000, PAGES_USED = 8, SLICE = 100000 };
    tuning->window_after = window_after;
    space_release_all(machine->translator);
    uint32_t *context = new_context();
    uint32_t *code = frame_words(machine, map_new(context, CODE, ACCESS_READ + ACCESS_EXECUTE));
    for (uint32_t i = 0; i < PAGES_USED; i++)
        map_new(context, DATA + i * PAGE_SIZE, ACCESS_READ + ACCESS_WRITE);
    for (uint32_t i = 0; i < ACCESSES; i++)
        code[i] = isa_encode_immediate(i % 2 == 0 ? ISA_LW : ISA_SW, T0, A0,
                                       (int32_t)(i % PAGES_USED * PAGE_SIZE + i * 4 % PAGE_SIZE));
    code[ACCESSES] = isa_encode_jump(ISA_J, CODE);
    context[A0] = DATA;
    start_at(context, CODE);
    uint64_t faults = counts->faults;
    for (uint32_t slice = 0; slice < 30; slice++)
        expect("steady", translated_run(machine, context, SLICE), EXCEPTION_TIMER);
    faults = counts->faults - faults;
    if (faults > 3 * PAGES_USED)
        expect("accesses that failed", faults, 3 * PAGES_USED);
    const struct address_space *space = space_of(machine->translator, context, SLICE);
    expect("where its code begins in a line of the cache", *cache_entry(space, CODE) % 64, 0);
    page_table_destroy(machine, context[CONTEXT_PAGE_TABLE], true);
}

// ---- many spaces ----

static void test_spaces(uint32_t count, uint32_t kept, uint64_t window_after) {
    static uint32_t *contexts[1000];
    tuning->spaces = kept;
    tuning->window_after = window_after;
    space_release_all(machine->translator);
    double start = seconds();
    for (uint32_t i = 0; i < count; i++) {
        contexts[i] = new_context();
        uint32_t *code =
            frame_words(machine, map_new(contexts[i], CODE, ACCESS_READ + ACCESS_EXECUTE));
        map_new(contexts[i], DATA, ACCESS_READ + ACCESS_WRITE);
        code[0] = isa_encode_immediate(ISA_LW, T0, A0, 0);
        code[1] = isa_encode_immediate(ISA_ADDIU, T0, T0, (int32_t)i);
        code[2] = isa_encode_immediate(ISA_SW, T0, A0, 0);
        code[3] = isa_encode_jump(ISA_J, CODE);
        contexts[i][A0] = DATA;
        start_at(contexts[i], CODE);
    }
    for (uint32_t round = 0; round < 20; round++) {
        for (uint32_t i = 0; i < count; i++)
            translated_run(machine, contexts[i], 500);
    }
    for (uint32_t i = 0; i < count; i++) {
        expect("counter of a space", contexts[i][T0], 2000 * i);
        expect("retired", context_retired(contexts[i]), 10000);
    }
    printf("limits: %u spaces in turn, %u kept%s: 20 slices of 500 each: %.0f ms\n",
           (unsigned)count, (unsigned)kept, window_after == 0 ? ", with windows" : "",
           (seconds() - start) * 1000);
    for (uint32_t i = 0; i < count; i++)
        page_table_destroy(machine, contexts[i][CONTEXT_PAGE_TABLE], true);
    tuning->spaces = 1024;
}

// ---- code that changes, and too much of it ----

// Changes the immediate of an instruction just ahead, COUNT times, and adds it up.
static void test_self_modifying(uint32_t count, uint64_t window_after) {
    tuning->window_after = window_after;
    space_release_all(machine->translator);
    double start = seconds();
    uint32_t *context = new_context();
    enum { ALL = ACCESS_READ + ACCESS_WRITE + ACCESS_EXECUTE };
    uint32_t *code = frame_words(machine, map_new(context, CODE, ALL));
    code[0] = isa_encode_immediate(ISA_SW, T0, A0, 8);
    code[1] = isa_encode_immediate(ISA_ADDIU, T0, T0, 1);
    code[3] = isa_encode_immediate(ISA_ADDIU, A1, A1, -1);
    code[4] = isa_encode_immediate(ISA_BNE, A1, 0, -5);
    code[6] = isa_encode_register(ISA_SYSCALL, 0, 0, 0);
    context[A0] = CODE;
    context[A1] = count;
    context[T0] = isa_encode_immediate(ISA_ADDIU, V0, V0, 0);
    start_at(context, CODE);
    expect("self-modifying", translated_run(machine, context, 1000000000), EXCEPTION_SYSTEM_CALL);
    expect("sum", context[V0], (uint32_t)((uint64_t)count * (count - 1) / 2));
    expect("instructions", context_retired(context), (uint64_t)count * 6);
    printf("limits: an instruction changed %u times%s: %.0f ms\n", (unsigned)count,
           window_after == 0 ? ", with a window" : "", (seconds() - start) * 1000);
    page_table_destroy(machine, context[CONTEXT_PAGE_TABLE], true);
}

// PAGES pages of code, each a thousand instructions, one after the other, three times.
static void test_overflow(uint32_t count, uint32_t code_bytes) {
    tuning->window_after = 1000000;
    tuning->code_bytes = code_bytes;
    space_release_all(machine->translator);
    cache_flush(machine->translator);
    double start = seconds();
    uint64_t flushes = counts->flushes;
    uint32_t *context = new_context();
    for (uint32_t i = 0; i < count; i++) {
        uint32_t *code = frame_words(
            machine, map_new(context, CODE + i * PAGE_SIZE, ACCESS_READ + ACCESS_EXECUTE));
        for (uint32_t j = 0; j < PAGE_WORDS; j++)
            code[j] = isa_encode_immediate(ISA_ADDIU, 2 + j % 20, 2 + j % 20, (int32_t)(i % 100));
        if (i + 1 == count)
            code[PAGE_WORDS - 1] = isa_encode_register(ISA_SYSCALL, 0, 0, 0);
    }
    uint32_t sum = 0;
    for (uint32_t round = 0; round < 3; round++) {
        start_at(context, CODE);
        expect("much code", translated_run(machine, context, 1000000000), EXCEPTION_SYSTEM_CALL);
    }
    for (uint32_t i = 0; i < count; i++)
        sum += 3 * (i % 100) * 52; // register 2 has 52 of the 1024 in each page
    expect("register", context[V0], sum);
    expect("instructions", context_retired(context), 3 * ((uint64_t)count * PAGE_WORDS - 1));
    printf("limits: %u pages of code, three times, %u KiB of cache: %.0f ms, %llu flushes\n",
           (unsigned)count, (unsigned)(code_bytes / 1024), (seconds() - start) * 1000,
           (unsigned long long)(counts->flushes - flushes));
    page_table_destroy(machine, context[CONTEXT_PAGE_TABLE], true);
    tuning->code_bytes = 32 << 20;
}

// A table that is taken out of the directory, with the pages that were accessed, and put back.
static void test_table_removed(uint64_t window_after) {
    enum { FAR = 0x10000000, ENTRY = FAR / (PAGE_SIZE * PAGE_WORDS), PAGES_THERE = 5 };
    tuning->window_after = window_after;
    tuning->window_faults = 1000000;
    space_release_all(machine->translator);
    uint32_t *context = new_context();
    uint32_t directory = context[CONTEXT_PAGE_TABLE];
    uint32_t *code = frame_words(machine, map_new(context, CODE, ACCESS_READ + ACCESS_EXECUTE));
    for (uint32_t i = 0; i < PAGES_THERE; i++) {
        frame_words(machine, map_new(context, FAR + i * PAGE_SIZE, ACCESS_READ + ACCESS_WRITE))[0] =
            i + 1;
        code[2 * i] = isa_encode_immediate(ISA_LW, V0, T0, (int32_t)(i * PAGE_SIZE));
        code[2 * i + 1] = isa_encode_register(ISA_ADDU, T1, T1, V0);
    }
    code[2 * PAGES_THERE] = isa_table[ISA_SYSCALL].word;
    context[T0] = FAR;
    uint32_t entry = frame_words(machine, directory)[ENTRY];
    for (uint32_t round = 0; round < 4; round++) {
        bool removed = round % 2 == 1;
        frame_store(machine, directory, ENTRY, removed ? 0 : entry);
        for (uint32_t i = removed ? 0 : PAGES_THERE - 1; i < PAGES_THERE; i++) {
            context[T1] = 0;
            start_at(context, CODE + (removed ? 8 * i : 0));
            enum exception exception = translated_run(machine, context, 100);
            expect("table", exception, removed ? EXCEPTION_PAGE_FAULT : EXCEPTION_SYSTEM_CALL);
            expect("sum of the pages", context[T1], removed ? 0 : 15);
        }
    }
    expect("window", space_of(machine->translator, context, 0)->window != NULL, window_after == 0);
    page_table_destroy(machine, directory, true);
    tuning->window_faults = 12;
}

// ---- immediates ----

// The ends of what 16 bits mean, with a sign and without, for registers that the translator keeps
// in host registers and others, alone and after a value has been computed.
static void test_immediates(void) {
    static const uint32_t ends[] = {0, 1, 0xff, 0x100, 0x7fff, 0x8000, 0xff00, 0xfffe, 0xffff};
    static const uint32_t values[] = {0, 0x7f, 0x80ff, 0x8000ffff, 0xffff8000, 0xffffffff};
    static const uint32_t registers[] = {0, 2, 4, 8, 24, 28, 31};
    enum { ENDS = sizeof ends / 4, VALUES = sizeof values / 4, REGISTERS = sizeof registers / 4 };
    tuning->window_after = 1000000;
    space_release_all(machine->translator);
    struct world worlds[2] = {world_create(), world_create()};
    for (unsigned row = 0; row < ISA_RESERVED; row++) {
        if (isa_table[row].format != ISA_FORMAT_I || isa_table[row].kind != ISA_PLAIN)
            continue;
        for (uint32_t i = 0; i < ENDS * REGISTERS * REGISTERS; i++) {
            uint32_t to = registers[i % REGISTERS];
            uint32_t from = row == ISA_LUI ? 0 : registers[i / REGISTERS % REGISTERS];
            uint32_t word = isa_encode_immediate((enum isa_operation)row, to, from,
                                                 (int32_t)ends[i / REGISTERS / REGISTERS]);
            for (int k = 0; k < 2; k++) {
                uint32_t *context = worlds[k].context;
                context[CONTEXT_SUBSET] = ISA_MIPS32;
                world_store(&worlds[k], worlds[k].code[0], 0, word);
                world_store(&worlds[k], worlds[k].code[0], 1,
                            isa_encode_register(ISA_ADDU, from, from, 9));
                world_store(&worlds[k], worlds[k].code[0], 2, word);
                world_store(&worlds[k], worlds[k].code[0], 3, isa_table[ISA_SYSCALL].word);
                for (uint32_t j = 0; j < VALUES; j++) {
                    context[9] = j;
                    context[from] = from == 0 ? 0 : values[j];
                    start_at(context, CODE);
                    if (k == 0)
                        step_run(machine, context, 100);
                    else
                        translated_run(machine, context, 100);
                    context[10] = context[10] * 31 + context[to];
                }
            }
            uint32_t where;
            expect(isa_table[row].name, world_difference(&worlds[0], &worlds[1], &where) == NULL,
                   1);
        }
    }
    world_destroy(&worlds[0]);
    world_destroy(&worlds[1]);
}

// ---- one mapping of the host for many pages ----

// Frames in a row at addresses in a row, with permissions that alternate. All are read before the
// space gets its window; a store afterwards has to fail where it has to.
static void test_neighbours(void) {
    enum { PAGES_USED = 16 };
    static const uint32_t permissions[] = {ACCESS_READ + ACCESS_WRITE, ACCESS_READ,
                                           ACCESS_READ + ACCESS_EXECUTE,
                                           ACCESS_READ + ACCESS_WRITE + ACCESS_EXECUTE};
    tuning->window_after = 500;
    tuning->window_faults = 1000000;
    space_release_all(machine->translator);
    uint32_t *context = new_context();
    uint32_t *code = frame_words(machine, map_new(context, CODE, ACCESS_READ + ACCESS_EXECUTE));
    uint32_t frames[PAGES_USED];
    for (uint32_t i = 0; i < PAGES_USED; i++)
        frames[i] = frame_allocate(machine);
    for (uint32_t i = 0; i < PAGES_USED; i++)
        page_table_map(machine, context[CONTEXT_PAGE_TABLE], DATA + i * PAGE_SIZE, frames[i],
                       permissions[i % 4]);
    expect("frames in a row", frames[PAGES_USED - 1] - frames[0], (PAGES_USED - 1) * PAGE_SIZE);
    code[0] = isa_encode_immediate(ISA_LW, T0, A0, 0);
    code[1] = isa_encode_register(ISA_ADDU, A0, A0, A1);
    code[2] = isa_encode_immediate(ISA_BNE, A2, A0, -3);
    code[4] = isa_encode_immediate(ISA_ADDIU, A0, A0, -PAGES_USED / 2 * PAGE_SIZE);
    code[5] = isa_encode_immediate(ISA_ADDIU, A0, A0, -PAGES_USED / 2 * PAGE_SIZE);
    code[6] = isa_encode_jump(ISA_J, CODE);
    code[8] = isa_encode_immediate(ISA_SW, A1, A0, 4);
    code[9] = isa_table[ISA_SYSCALL].word;
    context[A0] = DATA;
    context[A1] = PAGE_SIZE;
    context[A2] = DATA + PAGES_USED * PAGE_SIZE;
    start_at(context, CODE);
    for (uint32_t round = 0; round < 10; round++)
        translated_run(machine, context, 1000);
    expect("window", space_of(machine->translator, context, 0)->window != NULL, 1);
    for (uint32_t i = 0; i < PAGES_USED; i++) {
        bool may = permissions[i % 4] & ACCESS_WRITE;
        context[A0] = DATA + i * PAGE_SIZE;
        start_at(context, CODE + 32);
        expect("a store beside others", translated_run(machine, context, 10),
               may ? EXCEPTION_SYSTEM_CALL : EXCEPTION_PAGE_FAULT);
        expect("what it has stored", frame_words(machine, frames[i])[1], may ? PAGE_SIZE : 0);
    }
    page_table_destroy(machine, context[CONTEXT_PAGE_TABLE], true);
    tuning->window_faults = 12;
}

// A frame with code is mapped ALIASES times more, to be written. Each of them is warm when the code
// is translated anew; a store through any has to be heard of.
static void test_aliases(uint64_t window_after) {
    enum { ALIASES = 4, ROUNDS = 100, SUM = 8 };
    tuning->window_after = window_after;
    tuning->window_faults = 1000000;
    space_release_all(machine->translator);
    uint32_t *context = new_context();
    uint32_t directory = context[CONTEXT_PAGE_TABLE];
    uint32_t *code = frame_words(machine, map_new(context, CODE, ACCESS_READ + ACCESS_EXECUTE));
    uint32_t frame = map_new(context, MIXED, ACCESS_READ + ACCESS_EXECUTE);
    for (uint32_t i = 0; i < ALIASES; i++)
        page_table_map(machine, directory, DATA + i * PAGE_SIZE, frame, ACCESS_READ + ACCESS_WRITE);
    frame_words(machine, frame)[0] = isa_encode_immediate(ISA_ADDIU, V0, V0, 1);
    frame_words(machine, frame)[1] = isa_encode_register(ISA_JR, 0, RA, 0);
    // Stores T0 as the instruction, elsewhere through all aliases, and calls the code.
    uint32_t at = 0;
    code[at++] = isa_encode_immediate(ISA_SW, T0, A0, 0);
    for (int32_t i = 0; i < ALIASES; i++)
        code[at++] = isa_encode_immediate(ISA_SW, T0, A1, i * PAGE_SIZE + 0x800);
    code[at++] = isa_encode_jump(ISA_JAL, MIXED);
    at++;
    code[at] = isa_table[ISA_SYSCALL].word;
    context[A1] = DATA;
    uint32_t sum = 0;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        for (uint32_t i = 0; i < ALIASES; i++) {
            uint32_t number = (round * ALIASES + i) % SUM;
            context[T0] = isa_encode_immediate(ISA_ADDIU, V0, V0, (int32_t)number);
            context[A0] = DATA + i * PAGE_SIZE;
            start_at(context, CODE);
            expect("code stored through an alias", translated_run(machine, context, 100),
                   EXCEPTION_SYSTEM_CALL);
            sum += number;
            expect("what it adds", context[V0], sum);
        }
    }
    for (uint32_t i = 0; i < ALIASES; i++)
        page_table_unmap(machine, directory, DATA + i * PAGE_SIZE);
    page_table_destroy(machine, directory, true);
    tuning->window_faults = 12;
}

// ---- what is allowed ahead, and what comes later ----

// Stores to pages in a row: few of them fail, but one to a page that may only be read does, and one
// to a page that is not there. One page is that of the code, again: what is stored there, over a
// delay slot, is executed from then on.
static void test_ahead(uint64_t window_after) {
    enum { PAGES_USED = 64, CODE_AGAIN = 12, READ_ONLY = 20, MISSING = 40, FEW = 12, LOOP = 12 };
    tuning->window_after = window_after;
    tuning->window_faults = 1000000;
    space_release_all(machine->translator);
    uint32_t *context = new_context();
    uint32_t frame = map_new(context, CODE, ACCESS_READ + ACCESS_EXECUTE);
    uint32_t *code = frame_words(machine, frame);
    uint32_t table = context[CONTEXT_PAGE_TABLE];
    for (uint32_t i = 0; i < PAGES_USED; i++) {
        if (i == CODE_AGAIN)
            page_table_map(machine, table, DATA + i * PAGE_SIZE, frame, ACCESS_READ + ACCESS_WRITE);
        else if (i != MISSING)
            map_new(context, DATA + i * PAGE_SIZE,
                    ACCESS_READ + (i == READ_ONLY ? 0 : ACCESS_WRITE));
    }
    code[LOOP] = isa_encode_immediate(ISA_SW, A1, A0, (LOOP + 4) * 4);
    code[LOOP + 1] = isa_encode_register(ISA_ADDU, A0, A0, T2);
    code[LOOP + 3] = isa_encode_immediate(ISA_BNE, A2, A0, -4);
    code[LOOP + 5] = isa_table[ISA_SYSCALL].word;
    context[A0] = DATA;
    context[A1] = isa_encode_immediate(ISA_ADDIU, T1, T1, 1);
    context[A2] = DATA + PAGES_USED * PAGE_SIZE;
    context[T2] = PAGE_SIZE;
    uint64_t faults = counts->faults;
    start_at(context, CODE + LOOP * 4);
    expect("a page to read", translated_run(machine, context, 10000), EXCEPTION_PAGE_FAULT);
    expect("its address", context[CONTEXT_ADDRESS], DATA + READ_ONLY * PAGE_SIZE + (LOOP + 4) * 4);
    context[A0] += PAGE_SIZE;
    expect("a missing page", translated_run(machine, context, 10000), EXCEPTION_PAGE_FAULT);
    expect("its address", context[CONTEXT_ADDRESS], DATA + MISSING * PAGE_SIZE + (LOOP + 4) * 4);
    map_new(context, DATA + MISSING * PAGE_SIZE, ACCESS_READ + ACCESS_WRITE);
    expect("all pages", translated_run(machine, context, 10000), EXCEPTION_SYSTEM_CALL);
    expect("instructions that were stored", context[T1], PAGES_USED - CODE_AGAIN - 1);
    faults = counts->faults - faults;
    if (faults > FEW)
        expect("accesses that failed", faults, FEW);
    page_table_unmap(machine, table, DATA + CODE_AGAIN * PAGE_SIZE);
    page_table_destroy(machine, table, true);
    tuning->window_faults = 12;
}

// The page of a delay slot comes after the branch, in the word before it, has been translated.
static void test_slot_later(void) {
    tuning->window_after = 1000000;
    space_release_all(machine->translator);
    uint32_t *context = new_context();
    uint32_t *code = frame_words(machine, map_new(context, CODE, ACCESS_READ + ACCESS_EXECUTE));
    code[PAGE_WORDS - 2] = isa_encode_immediate(ISA_ADDIU, T0, T0, 1);
    code[PAGE_WORDS - 1] = isa_encode_jump(ISA_J, CODE + PAGE_SIZE - 8);
    start_at(context, CODE + PAGE_SIZE - 8);
    expect("no slot yet", translated_run(machine, context, 1000), EXCEPTION_PAGE_FAULT);
    code = frame_words(machine, map_new(context, CODE + PAGE_SIZE, ACCESS_READ + ACCESS_EXECUTE));
    code[0] = isa_encode_immediate(ISA_ADDIU, T1, T1, 1);
    uint64_t steps = counts->steps;
    expect("a slot", translated_run(machine, context, 30000), EXCEPTION_TIMER);
    expect("its effect", context[T1], 10000);
    if (counts->steps - steps > 3)
        expect("instructions by the reference", counts->steps - steps, 3);
    page_table_destroy(machine, context[CONTEXT_PAGE_TABLE], true);
}

// ---- calls and returns ----

enum { V1 = 3, S0 = 16, SP = 29 };

static uint32_t addu(unsigned d, unsigned s, unsigned t) {
    return isa_encode_register(ISA_ADDU, d, s, t);
}

static uint32_t addiu(unsigned t, unsigned s, int32_t by) {
    return isa_encode_immediate(ISA_ADDIU, t, s, by);
}

static uint32_t call(uint32_t index) {
    return isa_encode_jump(ISA_JAL, CODE + index * 4);
}

// Deeper than return addresses of the host are kept.
static void write_deep(uint32_t *code) {
    code[0] = call(4);
    code[2] = isa_table[ISA_SYSCALL].word;
    code[4] = addiu(SP, SP, -8);
    code[5] = isa_encode_immediate(ISA_SW, RA, SP, 0);
    code[6] = isa_encode_immediate(ISA_BEQ, A0, 0, 3);
    code[7] = addiu(A0, A0, -1);
    code[8] = call(4);
    code[10] = isa_encode_immediate(ISA_LW, RA, SP, 0);
    code[11] = addiu(V0, V0, 1);
    code[12] = isa_encode_register(ISA_JR, 0, RA, 0);
    code[13] = addiu(SP, SP, 8);
}

// Calls that never return.
static void write_lost(uint32_t *code) {
    code[0] = call(4);
    code[1] = addiu(V0, V0, 1);
    code[4] = isa_encode_immediate(ISA_BNE, A0, V0, -5);
    code[6] = isa_table[ISA_SYSCALL].word;
}

// Nothing but such calls.
static void write_endless(uint32_t *code) {
    code[0] = call(0);
    code[1] = addiu(V0, V0, 1);
}

// Every second return is to the instruction behind the one where it should be.
static void write_beside(uint32_t *code) {
    code[0] = call(8);
    code[2] = addiu(V1, V1, 1);
    code[3] = addiu(V0, V0, 1);
    code[4] = isa_encode_immediate(ISA_BNE, A0, V0, -5);
    code[6] = isa_table[ISA_SYSCALL].word;
    code[8] = addu(T0, T0, T1);
    code[9] = isa_encode_register(ISA_SUBU, T1, T2, T1);
    code[10] = addu(RA, RA, T1);
    code[11] = isa_encode_register(ISA_JR, 0, RA, 0);
}

// Two stacks in turn: what is called returns to where the other one has called.
static void write_turns(uint32_t *code) {
    code[0] = call(16);
    code[1] = addiu(V0, V0, 1);
    code[2] = isa_encode_immediate(ISA_BNE, A0, V0, -3);
    code[4] = isa_table[ISA_SYSCALL].word;
    code[8] = isa_encode_register(ISA_JALR, RA, T2, 0);
    code[9] = addiu(V1, V1, 1);
    code[10] = isa_encode_jump(ISA_J, CODE + 32);
    code[16] = addu(T0, RA, 0);
    code[17] = addu(RA, S0, 0);
    code[18] = isa_encode_register(ISA_JR, 0, RA, 0);
    code[19] = addu(S0, T0, 0);
}

// To an address that is no multiple of 4.
static void write_misaligned(uint32_t *code) {
    code[0] = call(4);
    code[2] = isa_table[ISA_SYSCALL].word;
    code[4] = addiu(RA, RA, 2);
    code[5] = isa_encode_register(ISA_JR, 0, RA, 0);
}

// What is known of registers, and what scratch registers hold, around hi and lo. ($24 is seldom
// used.)
static void write_known(uint32_t *code) {
    enum { T8 = 24, T9 };
    uint32_t body[] = {addiu(T8, 0, 12345),
                       isa_encode_register(ISA_MULTU, 0, A0, S0),
                       isa_encode_register(ISA_MTHI, 0, T8, 0),
                       isa_encode_register(ISA_MFHI, V1, 0, 0),
                       addu(V0, V0, V1),
                       isa_encode_register(ISA_MULTU, 0, S0, A0),
                       isa_encode_register(ISA_MTLO, 0, 0, 0),
                       isa_encode_register(ISA_MFLO, T0, 0, 0),
                       isa_encode_register(ISA_MADDU, 0, S0, V0),
                       isa_encode_register(ISA_MFLO, T1, 0, 0),
                       addu(V0, V0, T0),
                       isa_encode_register(ISA_MUL, T9, A0, T8),
                       isa_encode_register(ISA_SUBU, V0, T1, V0),
                       addu(T9, T9, T8),
                       addiu(A0, A0, -1),
                       isa_encode_immediate(ISA_BNE, A0, 0, -16),
                       addu(V0, V0, T9),
                       isa_table[ISA_SYSCALL].word};
    memcpy(code, body, sizeof body);
}

static uint32_t *returning(void (*write)(uint32_t *code), uint64_t slice) {
    enum { STACK_PAGES = 16 };
    uint32_t *context = new_context();
    write(frame_words(machine, map_new(context, CODE, ACCESS_READ + ACCESS_EXECUTE)));
    for (uint32_t i = 0; i < STACK_PAGES; i++)
        map_new(context, DATA + i * PAGE_SIZE, ACCESS_READ + ACCESS_WRITE);
    context[CONTEXT_SUBSET] = ISA_MIPS32;
    context[A0] = write == write_lost && slice > 1000 ? 1200000 : 5000;
    context[T2] = write == write_turns ? CODE + 64 : 4;
    context[S0] = CODE + 32;
    context[SP] = DATA + STACK_PAGES * PAGE_SIZE;
    start_at(context, CODE);
    return context;
}

// As the reference does it, and without much help.
static void test_returns(void (*write)(uint32_t *code), uint64_t slice, uint64_t exits_most) {
    tuning->window_after = 0;
    space_release_all(machine->translator);
    uint32_t *left = returning(write, slice), *right = returning(write, slice);
    machine->translator->interval = 1 << 22; // no sample forgets return addresses before
    enum exception expected, exception;
    uint64_t exits = counts->exits;
    do {
        expected = step_run(machine, left, slice);
        exception = translated_run(machine, right, slice);
        expect("an exception", exception, expected);
        bool same = true;
        for (uint32_t i = 1; i < CONTEXT_WORDS; i++)
            same = same && (i == CONTEXT_PAGE_TABLE || left[i] == right[i]);
        expect("a context", same, true);
    } while (expected == EXCEPTION_TIMER && exception == expected && failures == 0);
    exits = counts->exits - exits;
    if (exits > exits_most)
        expect("times that translated code was left", exits, exits_most);
    page_table_destroy(machine, left[CONTEXT_PAGE_TABLE], true);
    page_table_destroy(machine, right[CONTEXT_PAGE_TABLE], true);
}

// As many return addresses as there can be: their stack has room for them, and for signals.
static void test_endless_calls(void) {
    enum { CALLS = 5000000 };
    space_release_all(machine->translator);
    uint32_t *context = returning(write_endless, 0);
    const unsigned char *stack = machine->translator->stack;
    uint32_t used = 0;
    machine->translator->interval = INTERVAL_MAX;
    expect("calls", translated_run(machine, context, 2 * CALLS), EXCEPTION_TIMER);
    expect("calls that were made", context[V0], CALLS);
    for (uint32_t i = 0; i < STACK_ROOM - PAGE_SIZE; i++)
        used += stack[i] != 0;
    expect("bytes that are used of the room for signals", used, 0);
    expect("a return address", stack[STACK_SIZE - INTERVAL_MAX / 2 * 8 + PAGE_SIZE] != 0, 1);
    page_table_destroy(machine, context[CONTEXT_PAGE_TABLE], true);
}

static void test_all_returns(void) {
    test_endless_calls();
    static void (*const writes[])(uint32_t * code) = {write_deep,  write_lost,       write_beside,
                                                      write_turns, write_misaligned, write_known};
    for (size_t i = 0; i < sizeof writes / sizeof writes[0]; i++) {
        test_returns(writes[i], 10000000, 60);
        test_returns(writes[i], 997, 1000);
    }
}

// ---- numbers of more than 32 bits ----

// COUNT instructions in one go; the count of retired ones starts just below 2^32.
static void test_long_run(uint64_t count) {
    tuning->window_after = 1000000;
    space_release_all(machine->translator);
    uint32_t *context = new_context();
    uint32_t *code = frame_words(machine, map_new(context, CODE, ACCESS_READ + ACCESS_EXECUTE));
    code[0] = isa_encode_immediate(ISA_ADDIU, T0, T0, 1);
    code[1] = isa_encode_jump(ISA_J, CODE);
    code[2] = isa_encode_immediate(ISA_ADDIU, T1, T1, 3);
    context[CONTEXT_RETIRED_LOW] = 0xfffffff0;
    start_at(context, CODE);
    expect("a long run", translated_run(machine, context, count), EXCEPTION_TIMER);
    expect("its count", context_retired(context), 0xfffffff0u + count);
    expect("its iterations", context[T0], (uint32_t)((count + 2) / 3));
    expect("its delay slots", context[T1], (uint32_t)(count / 3 * 3));
    expect("its pc", context[CONTEXT_PC], CODE + (uint32_t)(count % 3 * 4));
    page_table_destroy(machine, context[CONTEXT_PAGE_TABLE], true);
}

int main(int argc, char **argv) {
    uint32_t part = argc > 1 && strcmp(argv[1], "short") == 0 ? 10 : 1;
    world_start();
    struct translator *translator = translator_of(machine);
    if (translator == NULL)
        return 0;
    tuning = &translator->tuning;
    counts = &translator->counts;
    *tuning = (struct translate_tuning){0, 0, 12, 32 << 20, 1024, 40000, 8, 0, NULL};
    test_neighbours(); // first, because frames that are given back come again in another order
    test_guards(0);
    test_guards(1000000000);
    for (uint64_t window_after = 0; window_after < 2; window_after++) {
        uint64_t after = window_after * 1000000000;
        test_scattered(100000 / part, after);
        test_spaces(1000 / part, 1024, after);
        test_spaces(1000 / part, 10, after);
        test_steady(0);
        test_steady(1000000);
        test_steady(1000000000);
        test_self_modifying(30000 / part, after);
        test_table_removed(after);
        test_aliases(after);
        test_ahead(after);
    }
    test_slot_later();
    test_all_returns();
    test_immediates();
    test_long_run(100);
    test_long_run(0x100000000u + 12345);
    test_long_run(2 * 0x100000000u - 1);
    test_overflow(2000 / part, 32 << 20);
    test_overflow(2000 / part, 400 << 10);
    printf("limits: %u checks, %d failures\n", checks, failures);
    machine_destroy(machine);
    return failures != 0;
}
