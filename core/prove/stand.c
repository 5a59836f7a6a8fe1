#include "stand.h"

#include <stddef.h>
#include <string.h>

#include "../isa/isa.h"
#include "../machine/machine.h"
#include "../machine/step.h"
#include "../memory.h"
#include "../mipster/emulate.h"
#include "../mipster/run.h"

enum { PAGES = STAND_DIRECTORY + 2 * STAND_LEVELS_MAX, FIRST_WORD = 16, BUDGET_OF_GUESTS = 1000 };

// ---- step ----

enum exception prove_stand_step(struct machine *machine, uint32_t *context) {
    return step(machine, context);
}

static int stand_at_step(struct machine *machine) {
    enum exception (*volatile call)(struct machine *, uint32_t *) =
        prove_stand_step; // not to be inlined
    uint32_t frames[6];   // D, T1, T2, P1, P2, and one for the context
    for (unsigned i = 0; i < 6; i++) {
        frames[i] = frame_allocate(machine);
        if (frames[i] == 0)
            return 1;
    }
    for (unsigned i = 0; i < 2; i++) {
        frame_words(machine, frames[0])[i] = frames[1 + i] + ACCESS_READ;
        frame_words(machine, frames[1])[i] =
            frames[3 + i] + ACCESS_READ + ACCESS_WRITE + ACCESS_EXECUTE;
    }
    uint32_t *context = frame_words(machine, frames[5]);
    context[CONTEXT_PAGE_TABLE] = frames[0];
    context[CONTEXT_SUBSET] = ISA_MIPS32;
    // Whatever is made at first use is made now: each instruction, once.
    for (unsigned row = 0; row < ISA_RESERVED; row++) {
        frame_words(machine, frames[3])[0] = isa_table[row].word;
        context[CONTEXT_PC] = 0;
        context[CONTEXT_NEXT_PC] = 4;
        step(machine, context);
    }
    return call(machine, context) == EXCEPTION_NONE;
}

// ---- two engines ----

// The engine that does nothing but step(): what run() has to do.
static enum exception run_by_steps(struct machine *machine, uint32_t *context, uint64_t budget) {
    context[0] = 0;
    context[CONTEXT_EXCEPTION] = EXCEPTION_NONE;
    for (; budget > 0; budget--) {
        enum exception exception = step(machine, context);
        if (exception != EXCEPTION_NONE)
            return exception;
    }
    return context_raise(context, EXCEPTION_TIMER, 0, 0);
}

static void copy(uint32_t *to, const uint32_t *from, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        to[i] = from[i];
}

// The words of an area, which is in a frame, are those at the start again.
static void restore(struct machine *machine, const struct stand_area *area) {
    uint32_t at = (uint32_t)((unsigned char *)area->words - machine->memory);
    frame_changes(machine, page_start(at), at % PAGE_SIZE, area->count * 4);
    copy(area->words, area->before, area->count);
}

static void call_both(struct stand_pair *pair) {
    uint32_t *context = pair->areas[0].words;
    for (uint32_t i = 0; i < pair->area_count; i++)
        copy(pair->areas[i].before, pair->areas[i].words, pair->areas[i].count);
    pair->returned[0] = pair->first(pair->machine, context, pair->budget);
    for (uint32_t i = 0; i < pair->area_count; i++) {
        copy(pair->areas[i].after, pair->areas[i].words, pair->areas[i].count);
        restore(pair->machine, &pair->areas[i]);
    }
    pair->returned[1] = pair->second(pair->machine, context, pair->budget);
}

void prove_stand_pair(struct stand_pair *pair) {
    call_both(pair);
}

static void add_area(struct stand_pair *pair, uint32_t *words, uint32_t count) {
    struct stand_area *area = &pair->areas[pair->area_count++];
    area->words = words;
    area->count = count;
    area->before = memory_new(count * sizeof *words);
    area->after = memory_new(count * sizeof *words);
}

// All pages are mapped on each level at the same addresses, but for one; level 0 has them in
// frames.
static void map_pages(struct machine *machine, const uint32_t *frames, unsigned level) {
    uint32_t *directory = frame_words(machine, frames[STAND_DIRECTORY + 2 * level]);
    uint32_t *table = frame_words(machine, frames[STAND_DIRECTORY + 2 * level + 1]);
    uint32_t place = (STAND_DIRECTORY + 2 * level + 1) * PAGE_SIZE;
    directory[0] = (level == 0 ? frames[place / PAGE_SIZE] : place) + ACCESS_READ;
    for (uint32_t page = 1; page < PAGES; page++) {
        uint32_t permissions = page == STAND_READ_ONLY ? ACCESS_READ
                               : page == STAND_UNMAPPED
                                   ? 0
                                   : ACCESS_READ + ACCESS_WRITE + ACCESS_EXECUTE;
        if (permissions != 0)
            table[page] = (level == 0 ? frames[page] : page * PAGE_SIZE) + permissions;
    }
}

static uint32_t block_address(unsigned level) {
    return (STAND_BLOCK + level) * PAGE_SIZE + level * BLOCK_SIZE;
}

// The context of a level is at a switch, but for the innermost one.
static void start_context(uint32_t *context, const uint32_t *frames, unsigned level,
                          unsigned innermost) {
    memset(context, 0, BLOCK_SIZE);
    context[CONTEXT_PC] = (STAND_CODE + level) * PAGE_SIZE + FIRST_WORD * 4;
    context[CONTEXT_NEXT_PC] = context[CONTEXT_PC] + 4;
    context[CONTEXT_PAGE_TABLE] =
        level == 0 ? frames[STAND_DIRECTORY] : (STAND_DIRECTORY + 2 * level) * PAGE_SIZE;
    context[CONTEXT_SUBSET] = ISA_MIPS32;
    if (level == innermost)
        return;
    context[REGISTER_V0] = CALL_switch;
    context[REGISTER_A0] = block_address(level + 1);
    context[REGISTER_A1] = BUDGET_OF_GUESTS;
}

static void start_contexts(struct stand_pair *pair, const uint32_t *frames) {
    unsigned innermost = pair->area_count - 2;
    for (unsigned level = 0; level <= innermost; level++)
        start_context(pair->areas[level].words, frames, level, innermost);
}

// Whatever is made at first use, and cached, is made now: a load of both pages, a store, and each
// instruction, once.
static void warm_up(struct stand_pair *pair, const uint32_t *frames) {
    uint32_t frame = frames[STAND_CODE + pair->area_count - 2];
    const uint32_t words[] = {
        isa_table[ISA_LW].word | 8u << 16 | STAND_DATA * PAGE_SIZE,
        isa_table[ISA_SW].word | 8u << 16 | STAND_DATA * PAGE_SIZE,
        isa_table[ISA_LW].word | 8u << 16 | STAND_READ_ONLY * PAGE_SIZE,
    };
    for (unsigned row = 0; row < ISA_RESERVED; row++) {
        start_contexts(pair, frames);
        frame_store(pair->machine, frame, FIRST_WORD, isa_table[row].word);
        call_both(pair);
    }
    for (unsigned i = 0; i < sizeof words / sizeof words[0]; i++) {
        start_contexts(pair, frames);
        frame_store(pair->machine, frame, FIRST_WORD, words[i]);
        call_both(pair);
    }
    frame_store(pair->machine, frame, FIRST_WORD, 0); // nothing is decoded
    start_contexts(pair, frames);
}

static int stand_at_pair(struct machine *machine, unsigned innermost, engine *first,
                         engine *second) {
    void (*volatile call)(struct stand_pair *) = prove_stand_pair; // not to be inlined
    static struct stand_pair pair;
    uint32_t frames[PAGES] = {0};
    for (unsigned i = 1; i < PAGES; i++) {
        frames[i] = frame_allocate(machine);
        if (frames[i] == 0)
            return 1;
    }
    pair.machine = machine;
    pair.first = first;
    pair.second = second;
    pair.budget = 1;
    for (unsigned level = 0; level <= innermost; level++) {
        map_pages(machine, frames, level);
        add_area(&pair, frame_words(machine, frames[STAND_BLOCK + level]) + level * CONTEXT_WORDS,
                 CONTEXT_WORDS);
        pair.code = frame_words(machine, frames[STAND_CODE + level]) + FIRST_WORD;
        *pair.code = isa_table[ISA_SYSCALL].word;
    }
    add_area(&pair, frame_words(machine, frames[STAND_DATA]), STAND_DATA_WORDS);
    warm_up(&pair, frames);
    call(&pair);
    return 0;
}

int prove_stand(const char *what) {
    const char *wrong;
    struct machine *machine = machine_create(&wrong);
    if (machine == NULL)
        return 1;
    if (strcmp(what, "run") == 0)
        return stand_at_pair(machine, 0, run, run_by_steps);
    if (strcmp(what, "switch-1") == 0)
        return stand_at_pair(machine, 1, emulate, emulate_by_steps);
    if (strcmp(what, "switch-2") == 0)
        return stand_at_pair(machine, 2, emulate, emulate_by_steps);
    return stand_at_step(machine);
}
