// Which guest registers are kept in host registers: those that the program uses most, by sampling
// the block that is being executed. When another choice would have been much better, all code is
// translated again with that one, if enough has been executed since the last time.
#include <string.h>

#include "../../core/environment.h"
#include "translate.h"

enum { MOVED = 1, COMPUTED = 4 }; // weights of a register of coprocessor 1
// The interval between samples, in instructions, grows up to INTERVAL_MAX: whatever interrupts
// translated code costs the host's prediction of branches for some while after.
enum { SAMPLES = 48, FIRST_INTERVAL = 1 << 14, READ = 2, WRITE = 3 };
// What translating a block again costs, in instructions that have to be executed first; more than
// that after each change, since what one changes for has to last.
enum { FIRST_PRICE = 2000, PRICE_GROWTH = 64, LAST_PRICE = 2000 << 12 };

void map_start(struct translator *translator) {
    translator->interval = FIRST_INTERVAL;
    translator->price = FIRST_PRICE;
    float_map_clear(&translator->next_floats);
}

// The even registers, as doubles, until it is known which are used.
void map_start_floats(struct translator *translator) {
    for (unsigned i = 0; i < FLOATS_MAPPED; i++)
        float_map_add(&translator->next_floats, FLOAT_FIRST + i, 2 * i, true);
    translator->uses_floats = true;
    cache_flush(translator);
}

static void count_read(void *state, unsigned number) {
    struct translator *translator = state;
    translator->weights[number] += READ;
}

static void count_written(void *state, unsigned number) {
    struct translator *translator = state;
    translator->weights[number] += WRITE;
}

static uint32_t weight_of(const struct translator *translator, const uint8_t *mapped) {
    uint32_t weight = 0;
    for (unsigned i = 0; i < GUESTS_MAPPED; i++)
        weight += translator->weights[mapped[i]];
    return weight;
}

// The heaviest first.
static void choose(const struct translator *translator, uint8_t *mapped) {
    bool taken[GUEST_REGISTERS] = {true}; // not $0
    for (unsigned i = 0; i < GUESTS_MAPPED; i++) {
        unsigned best = 0;
        for (unsigned j = 1; j < GUEST_REGISTERS; j++) {
            if (!taken[j] && (best == 0 || translator->weights[j] > translator->weights[best]))
                best = j;
        }
        taken[best] = true;
        mapped[i] = (uint8_t)best;
    }
}

// ---- of coprocessor 1 ----

// A pair that is used as such more than its halves are is one double.
static bool is_double(const struct float_weights *weights, unsigned even) {
    return weights->pairs[even / 2] > weights->singles[even] + weights->singles[even + 1];
}

static uint32_t float_weight(const struct float_weights *weights, unsigned number, bool is_pair) {
    return is_pair ? weights->pairs[number / 2] + weights->singles[number] / 2
                   : weights->singles[number];
}

static uint32_t weight_of_floats(const struct float_weights *weights, const struct float_map *map) {
    uint32_t weight = 0;
    for (unsigned i = 0; i < FLOATS; i++) {
        bool is_pair = (map->pairs >> i / 2 & 1) != 0;
        if (map->homes[i] != NO_REGISTER && !(is_pair && i % 2 != 0))
            weight += float_weight(weights, i, is_pair);
    }
    return weight;
}

static void choose_floats(const struct float_weights *weights, struct float_map *map) {
    float_map_clear(map);
    for (unsigned i = 0; i < FLOATS_MAPPED; i++) {
        unsigned best = FLOATS;
        uint32_t most = 0;
        for (unsigned j = 0; j < FLOATS; j++) {
            bool is_pair = is_double(weights, j & ~1u);
            uint32_t weight = float_weight(weights, j, is_pair);
            if (map->homes[j] == NO_REGISTER && weight > most && !(is_pair && j % 2 != 0)) {
                best = j;
                most = weight;
            }
        }
        if (best < FLOATS)
            float_map_add(map, FLOAT_FIRST + i, best, is_double(weights, best & ~1u));
    }
}

// Where a row has a pair is said by upper case.
static void count_floats(struct float_weights *weights, struct isa_registers registers,
                         const char *letters, uint32_t weight) {
    bool is_wide = strpbrk(letters, "ABCXY") != NULL;
    for (unsigned i = 0; i < registers.count; i++) {
        unsigned number = registers.numbers[i];
        if (number < ISA_FPR || number >= ISA_FPR + FLOATS)
            continue;
        number -= ISA_FPR;
        if (!is_wide)
            weights->singles[number] += weight;
        else if (number % 2 == 0)
            weights->pairs[number / 2] += weight;
    }
}

static void sample_floats(struct translator *translator, uint32_t word) {
    enum isa_operation operation = isa_decode(word);
    const struct isa_row *row = &isa_table[operation];
    if (!isa_is_coprocessor(operation))
        return;
    uint32_t weight = strchr(row->reads, 'f') != NULL ? COMPUTED : MOVED;
    count_floats(&translator->float_weights, isa_reads(word), row->reads, weight);
    count_floats(&translator->float_weights, isa_writes(word), row->writes, weight);
}

// ---- the choice ----

// Changes the map if a tenth of all register accesses would profit.
static void judge(struct translator *translator) {
    uint8_t better[GUESTS_MAPPED];
    struct float_weights *floats = &translator->float_weights;
    struct float_map better_floats = translator->next_floats;
    uint32_t all = 0;
    for (unsigned i = 1; i < GUEST_REGISTERS; i++)
        all += translator->weights[i];
    for (unsigned i = 0; i < FLOATS; i++)
        all += floats->singles[i] + floats->pairs[i / 2] / 2;
    choose(translator, better);
    if (translator->uses_floats)
        choose_floats(floats, &better_floats);
    uint32_t gain = weight_of(translator, better) - weight_of(translator, translator->guest_mapped);
    uint32_t new_weight = weight_of_floats(floats, &better_floats);
    uint32_t old_weight = weight_of_floats(floats, &translator->next_floats);
    if (new_weight > old_weight)
        gain += new_weight - old_weight;
    if (translator->used < translator->price * translator->block_count || gain < all / 10)
        return;
    if (translator->price < LAST_PRICE)
        translator->price *= PRICE_GROWTH;
    memcpy(translator->guest_mapped, better, sizeof better);
    translator->next_floats = better_floats;
    translator->counts.maps++;
    cache_flush(translator);
}

void map_sample(struct translator *translator, const struct block *block) {
    const struct unit *unit = cache_units(translator, block);
    for (uint32_t i = 0; i < block->unit_count; i++, unit++) {
        uint32_t next = i + 1 < block->unit_count ? unit[1].index : block->count;
        for (uint32_t j = unit->word_index; j < unit->word_index + next - unit->index; j++) {
            uint32_t word = block_word(block, j);
            instruction_registers(word, count_read, count_written, translator);
            sample_floats(translator, word);
        }
    }
    if (++translator->samples < SAMPLES)
        return;
    translator->samples = 0;
    if (translator->interval < INTERVAL_MAX)
        translator->interval *= 2;
    judge(translator);
    for (unsigned i = 0; i < GUEST_REGISTERS; i++)
        translator->weights[i] /= 2;
    for (unsigned i = 0; i < FLOATS; i++) {
        translator->float_weights.singles[i] /= 2;
        if (i % 2 == 0)
            translator->float_weights.pairs[i / 2] /= 2;
    }
}
