// comparison: what compares slices and finds the place of a difference, with engines that are made
// up: they do nothing but what a case needs, so that a run of 2^40 instructions takes no time and a
// difference can be in any word. Prints what is wrong; status 0 if nothing is.
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../core/environment.h"
#include "../../core/kernel/watch.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/page_table.h"
#include "../../core/mixter/locate.h"
#include "../../core/mixter/slice.h"

enum { MEMORY = 0x10000000, PAGES_MAX = 700 };

static struct machine *machine;
static unsigned checks;
static unsigned failures;

static void expect(const char *what, uint64_t is, uint64_t should_be) {
    checks++;
    if (is == should_be || ++failures > 20)
        return;
    printf("comparison: %s: %llx, not %llx\n", what, (unsigned long long)is,
           (unsigned long long)should_be);
}

// ---- a process without a program ----

static struct process *new_process(uint32_t pages) {
    struct process *process = calloc(1, sizeof *process);
    process->machine = machine;
    process->context = frame_words(machine, frame_allocate(machine));
    process->context[CONTEXT_PAGE_TABLE] = page_table_create(machine);
    for (uint32_t i = 0; i < pages; i++)
        page_table_map(machine, process->context[CONTEXT_PAGE_TABLE], MEMORY + i * PAGE_SIZE,
                       frame_allocate(machine), ACCESS_READ + ACCESS_WRITE);
    process->image.data_permissions = ACCESS_READ + ACCESS_WRITE;
    process->break_start = MEMORY;
    process->break_now = MEMORY + pages * PAGE_SIZE;
    watch_start(process);
    return process;
}

static struct slice slice_of(struct process *process, engine *first, engine *second) {
    struct slice slice;
    memset(&slice, 0, sizeof slice);
    slice.pair.engines[0] = (struct named_engine){"first", "the first", first};
    slice.pair.engines[1] = (struct named_engine){"second", "the second", second};
    slice_begin(&slice, process);
    return slice;
}

static void retire(uint32_t *context, uint64_t count) {
    uint64_t retired = context_retired(context) + count;
    context[CONTEXT_RETIRED_LOW] = (uint32_t)retired;
    context[CONTEXT_RETIRED_HIGH] = (uint32_t)(retired >> 32);
}

static enum exception clean(struct machine *of, uint32_t *context, uint64_t budget) {
    (void)of;
    retire(context, budget);
    return context_raise(context, EXCEPTION_TIMER, 0, 0);
}

// ---- words ----

static uint32_t wrong_word;
static uint32_t wrong_bits;

static enum exception with_wrong_word(struct machine *of, uint32_t *context, uint64_t budget) {
    clean(of, context, budget);
    context[wrong_word] ^= wrong_bits;
    return EXCEPTION_TIMER;
}

static void test_words(struct process *process) {
    uint32_t table = process->context[CONTEXT_PAGE_TABLE];
    struct slice slice = slice_of(process, clean, with_wrong_word);
    for (wrong_word = 0; wrong_word < CONTEXT_WORDS; wrong_word++) {
        for (wrong_bits = 1; wrong_bits != 0; wrong_bits *= 2) {
            slice_run(&slice, 0, 10);
            slice_run(&slice, 1, 10);
            checks++;
            if (slice_is_equal(&slice)) {
                printf("comparison: bit %08x of word %u is not compared\n", wrong_bits, wrong_word);
                failures++;
                break;
            }
            process->context[CONTEXT_PAGE_TABLE] = table;
        }
    }
    slice_run(&slice, 0, 10);
    slice_run(&slice, 0, 10);
    wrong_word = wrong_bits = 0;
    slice_run(&slice, 1, 10);
    expect("equal contexts", slice_is_equal(&slice), true);
    slice_abandon(&slice);
}

// ---- pages ----

static uint32_t written; // pages
static uint32_t wrong_page;
static uint32_t wrong_place;
static uint32_t left_out; // a page that only the first engine writes

// Stores to each page as an engine would: a page fault where it is write-protected.
static enum exception write_pages(struct machine *of, uint32_t *context, uint32_t except,
                                  uint32_t wrong) {
    for (uint32_t i = 0; i < written; i++) {
        uint32_t table;
        uint32_t entry =
            page_table_entry(machine, context[CONTEXT_PAGE_TABLE], MEMORY + i * PAGE_SIZE, &table);
        if (i == except)
            continue;
        if (!page_table_allows(entry, ACCESS_WRITE))
            return context_raise(context, EXCEPTION_PAGE_FAULT, MEMORY + i * PAGE_SIZE,
                                 ACCESS_WRITE);
        frame_words(machine, entry - entry % PAGE_SIZE)[i % PAGE_WORDS] = i;
        if (i == wrong_page)
            frame_words(machine, entry - entry % PAGE_SIZE)[wrong_place] = wrong;
    }
    return clean(of, context, 1);
}

static enum exception write_all(struct machine *of, uint32_t *context, uint64_t budget) {
    (void)budget;
    return write_pages(of, context, PAGES_MAX, 1);
}

static enum exception write_otherwise(struct machine *of, uint32_t *context, uint64_t budget) {
    (void)budget;
    return write_pages(of, context, left_out, 2);
}

static bool pages_are_equal(struct slice *slice) {
    slice_run(slice, 0, 10);
    slice_run(slice, 1, 10);
    return slice_is_equal(slice);
}

static void test_pages(struct process *process) {
    static const uint32_t places[] = {0, 1, 2, 3, 4, 511, 1020, 1021, 1022, 1023};
    written = PAGES_MAX;
    left_out = wrong_page = PAGES_MAX;
    struct slice slice = slice_of(process, write_all, write_otherwise);
    expect("equal pages", pages_are_equal(&slice), true);
    expect("as many pages as were written", slice.count, PAGES_MAX);
    for (wrong_page = 0; wrong_page < PAGES_MAX; wrong_page = wrong_page * 2 + 1) {
        for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
            wrong_place = places[i];
            expect("a word that differs is seen", pages_are_equal(&slice), false);
        }
    }
    wrong_page = PAGES_MAX - 1;
    expect("the last page is seen", pages_are_equal(&slice), false);
    wrong_page = PAGES_MAX;
    for (left_out = 0; left_out < PAGES_MAX; left_out = left_out * 2 + 1)
        expect("a page of one engine is seen", pages_are_equal(&slice), false);
    left_out = PAGES_MAX;
    expect("equal pages again", pages_are_equal(&slice), true);
    slice_abandon(&slice);

    // What is committed is what the second engine has left, in every page.
    slice = slice_of(process, write_all, write_all);
    slice_run(&slice, 0, 10);
    slice_run(&slice, 1, 10);
    slice_commit(&slice);
    unsigned bad = 0;
    for (uint32_t i = 0; i < PAGES_MAX; i++) {
        uint32_t table;
        uint32_t entry = page_table_entry(machine, process->context[CONTEXT_PAGE_TABLE],
                                          MEMORY + i * PAGE_SIZE, &table);
        bad += frame_words(machine, entry - entry % PAGE_SIZE)[i % PAGE_WORDS] != i;
        bad += page_table_allows(entry, ACCESS_WRITE);
    }
    expect("pages that are wrong after a commit", bad, 0);
}

// ---- places ----

static uint64_t first_wrong; // instruction, counted by the context

// What an engine computes depends on the instructions that it has executed, and goes on doing so.
static enum exception wrong_from_there(struct machine *of, uint32_t *context, uint64_t budget) {
    bool is_wrong = context_retired(context) + budget > first_wrong;
    clean(of, context, budget);
    if (is_wrong)
        context[REGISTER_A0] = 77;
    return EXCEPTION_TIMER;
}

static void test_places(struct process *process) {
    static const uint64_t places[] = {
        0,          1,          2,           1000,        999999,      1000000,     1000001,
        0x7fffffff, 0xffffffff, 0x100000000, 0x200000001, 0x987654321, 0xfffffffffe};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        const uint64_t start = i % 2 == 0 ? 5 : 0xfffffff0;
        uint32_t *context = process->context;
        struct difference difference;
        context[REGISTER_A0] = 1;
        context[CONTEXT_RETIRED_LOW] = (uint32_t)start;
        context[CONTEXT_RETIRED_HIGH] = 0;
        first_wrong = start + places[i];
        struct slice slice = slice_of(process, clean, wrong_from_there);
        locate(&slice, places[i] + 1 + i % 3 * 0x100000000u, &difference);
        expect("where they differ", difference.retired, first_wrong);
        expect("from the start of the slice", difference.distance, places[i]);
        expect("before it", context_retired(difference.before), first_wrong);
        expect("not in one go only", difference.only_in_one_go, false);
        expect("the word", difference.after[1][REGISTER_A0], 77);
        expect("the other's", difference.after[0][REGISTER_A0], 1);
    }
}

// ---- deaths ----

static enum exception dies(struct machine *of, uint32_t *context, uint64_t budget) {
    uint32_t table;
    uint32_t entry = page_table_entry(of, context[CONTEXT_PAGE_TABLE], MEMORY, &table);
    if (!page_table_allows(entry, ACCESS_WRITE))
        return context_raise(context, EXCEPTION_PAGE_FAULT, MEMORY, ACCESS_WRITE);
    frame_words(of, page_start(entry))[0] = 0xdead;
    clean(of, context, budget / 2);
    raise(SIGSEGV);
    return EXCEPTION_TIMER;
}

static enum exception has_no_end(struct machine *of, uint32_t *context, uint64_t budget) {
    (void)of;
    for (volatile bool has_end = false; !has_end;)
        context[REGISTER_A0] += (uint32_t)budget;
    return EXCEPTION_TIMER;
}

static void test_deaths(struct process *process) {
    engine *const engines[] = {dies, dies, has_no_end};
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t before[CONTEXT_WORDS];
        memcpy(before, process->context, sizeof before);
        struct slice slice = slice_of(process, i == 0 ? dies : clean, engines[i]);
        if (i == 2)
            environment_set_deadline(1, NULL);
        slice_run(&slice, 0, 10);
        slice_run(&slice, 1, 10);
        expect("equal after a death", slice_is_equal(&slice), false);
        expect("who has died", slice.dead, i != 0);
        expect("of what",
               slice.death != NULL &&
                   strcmp(slice.death, i < 2 ? "died of SIGSEGV" : "has not ended") == 0,
               true);
        slice_restore(&slice);
        expect("the state before", memcmp(before, process->context, sizeof before), 0);
        uint32_t table;
        uint32_t entry = page_table_entry(machine, before[CONTEXT_PAGE_TABLE], MEMORY, &table);
        expect("the memory before", frame_words(machine, page_start(entry))[0], 0);
        slice_abandon(&slice);
    }
}

int main(void) {
    environment_start();
    alarm(120); // a search that has no end
    const char *wrong;
    machine = machine_create(&wrong);
    if (machine == NULL) {
        printf("comparison: %s\n", wrong);
        return 1;
    }
    struct process *process = new_process(PAGES_MAX);
    test_words(process);
    test_pages(process);
    test_places(process);
    alarm(0);
    test_deaths(process); // last, because it needs the clock
    printf("comparison: %u checks, %u failures\n", checks, failures);
    return failures != 0;
}
