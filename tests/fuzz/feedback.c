// The differential fuzzer as libFuzzer drives it: the engines' code is instrumented; and besides,
// each pair of kinds of instructions that follow each other is something new, and each instruction
// that a run has ended at, with why and how deep.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "../../core/memory.h"
#include "mutate.h"
#include "report.h"
#include "worlds.h"

enum { COUNTERS = 1 << 15, KINDS = 9 };
__attribute__((section("__libfuzzer_extra_counters"),
               used)) static unsigned char counters[COUNTERS];

static struct worlds *worlds;
static struct state *state, *other;
static uint32_t before; // the class of what has been executed last

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t most, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *left, size_t left_size, const uint8_t *right,
                                 size_t right_size, uint8_t *bytes, size_t most, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t most);

static void count(uint32_t feature) {
    unsigned char *counter = &counters[(feature * 2654435761u >> 8) % COUNTERS];
    if (*counter == 0)
        *counter = 1;
}

// Rows that are alike to whoever caches and translates are one class.
static uint32_t class_of(uint32_t word, enum isa_operation operation) {
    const struct isa_row *row = &isa_table[operation];
    return (uint32_t)row->kind +
           KINDS * (row->writes[0] == 'h' || row->writes[0] == 'l' || row->reads[0] == 'h' ||
                    row->reads[0] == 'l') +
           2 * KINDS * isa_is_coprocessor(operation) + 4 * KINDS * (word == 0);
}

static void note_retired(void *unused, const uint32_t *context, uint32_t word) {
    (void)unused;
    enum isa_operation operation = isa_decode(word);
    uint32_t class = class_of(word, operation);
    bool in_slot = context[CONTEXT_NEXT_PC] != context[CONTEXT_PC] + 4;
    bool is_last = context[CONTEXT_PC] % PAGE_SIZE == PAGE_SIZE - 4;
    count(0x1000000 + (class * 64 + before) * 4 + in_slot * 2 + is_last);
    count(0x2000000 + (uint32_t)operation * 2 + in_slot);
    before = class;
}

static void note_end(void *unused, const uint32_t *context, enum exception exception) {
    (void)unused;
    uint32_t word = 0;
    bool in_slot = context[CONTEXT_NEXT_PC] != context[CONTEXT_PC] + 4;
    worlds_code(worlds, WORLD_STEP, context[CONTEXT_PC], &word);
    enum isa_operation operation = isa_decode(word);
    uint32_t classes = class_of(word, operation) * 64 + before;
    count(0x3000000 + ((uint32_t)operation * EXCEPTIONS + exception) * 2 + in_slot);
    count(0x4000000 + (classes * EXCEPTIONS + exception) * 2 + in_slot);
}

// What ran last, for a difference that depends on it.
enum { KEPT = 32 };
static struct {
    uint8_t *bytes;
    size_t size;
} kept[KEPT];
static unsigned next_kept;

static void keep(const uint8_t *bytes, size_t size) {
    kept[next_kept].bytes = memory_resize(kept[next_kept].bytes, size + 1);
    if (size > 0)
        memcpy(kept[next_kept].bytes, bytes, size);
    kept[next_kept].size = size;
    next_kept = (next_kept + 1) % KEPT;
}

// All of that, the oldest first, and then the state that differs.
static void write_history(const char *path) {
    struct chain chain = {0};
    FILE *file = path == NULL ? NULL : fopen(path, "w");
    for (unsigned i = 0; i < KEPT; i++) {
        unsigned at = (next_kept + i) % KEPT;
        if (kept[at].bytes != NULL)
            chain_add_bytes(&chain, kept[at].bytes, kept[at].size);
    }
    if (file != NULL)
        chain_write(file, &chain);
    if (file != NULL)
        fclose(file);
    report_difference(stderr, &chain);
}

// How many states all engines have run, for whoever reads FUZZ_COUNT while this goes on.
static void count_states(void) {
    enum { OFTEN = 1024 };
    static uint64_t inputs;
    static FILE *file;
    const char *path = getenv("FUZZ_COUNT");
    if (++inputs % OFTEN != 0 || path == NULL)
        return;
    if (file == NULL)
        file = fopen(path, "w");
    if (file == NULL)
        return;
    rewind(file);
    fprintf(file, "%llu\n", (unsigned long long)inputs * (1 + VARIANTS));
    fflush(file);
}

static void found(void) {
    const struct chain alone = {state, 1};
    struct difference difference;
    uint32_t at;
    if (!chain_run(worlds_create(), &alone, &at, &difference)) {
        report_difference(stderr, &alone);
    } else {
        fprintf(stderr, "DIFFERENT only after what ran before\n");
        write_history(getenv("FUZZ_HISTORY"));
    }
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static const struct observer_of_runs observer = {note_retired, note_end, NULL};
    struct difference difference;
    if (worlds == NULL) { // not before: the translator's signals are to come before libFuzzer's
        worlds = worlds_create();
        worlds_observe(worlds, &observer);
        state = memory_new(sizeof *state);
        other = memory_new(sizeof *other);
    }
    before = 0;
    state_read_bytes(state, bytes, size);
    keep(bytes, size);
    count_states();
    if (!worlds_run_varied(worlds, state, &difference))
        found();
    return 0;
}

static struct chance chance_of(unsigned seed) {
    return (struct chance){(uint64_t)seed << 32 | seed};
}

// Most states have the settings that others had just before: new ones take as long as a state.
static void keep_settings(struct chance *chance) {
    enum { AS_OFTEN = 32 };
    static uint8_t settings[SETTING_COUNT];
    uint8_t keeps = state->settings[SETTING_KEEP];
    if (chance_one_in(chance, AS_OFTEN))
        memcpy(settings, state->settings, sizeof settings);
    else if (!chance_one_in(chance, AS_OFTEN))
        memcpy(state->settings, settings, sizeof settings);
    state->settings[SETTING_KEEP] = keeps;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t most, unsigned seed) {
    struct chance chance = chance_of(seed);
    if (state == NULL || chance_one_in(&chance, 200))
        return LLVMFuzzerMutate(bytes, size, most);
    if (size < 64 || chance_one_in(&chance, 8)) {
        state_generate(state, &chance);
    } else {
        state_read_bytes(state, bytes, size);
        state_mutate(state, NULL, &chance);
    }
    keep_settings(&chance);
    size_t written = state_write_bytes(state, bytes, most);
    return written != 0 ? written : size;
}

size_t LLVMFuzzerCustomCrossOver(const uint8_t *left, size_t left_size, const uint8_t *right,
                                 size_t right_size, uint8_t *bytes, size_t most, unsigned seed) {
    struct chance chance = chance_of(seed);
    if (state == NULL)
        return 0;
    state_read_bytes(state, left, left_size);
    state_read_bytes(other, right, right_size);
    state_mutate(state, other, &chance);
    keep_settings(&chance);
    return state_write_bytes(state, bytes, most);
}
