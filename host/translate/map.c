// Which guest registers are kept in host registers: those that the program uses most, by sampling
// the block that is being executed. When another choice would have been much better, all code is
// translated again with that one; each time after twice as many rounds of samples.
#include <string.h>

#include "../../core/environment.h"
#include "translate.h"

// The interval between samples, in instructions, grows from the first to the last: whatever
// interrupts translated code costs the host's prediction of branches for some while after.
enum { SAMPLES = 48, FIRST_INTERVAL = 1 << 14, LAST_INTERVAL = 1 << 22, READ = 2, WRITE = 3 };

void map_start(struct translator *translator) {
    translator->interval = FIRST_INTERVAL;
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

// Changes the map if a tenth of all register accesses would profit.
static void judge(struct translator *translator) {
    uint8_t better[GUESTS_MAPPED];
    uint32_t all = 0;
    for (unsigned i = 1; i < GUEST_REGISTERS; i++)
        all += translator->weights[i];
    choose(translator, better);
    if (translator->rounds++ < translator->threshold ||
        weight_of(translator, better) - weight_of(translator, translator->guest_mapped) < all / 10)
        return;
    translator->rounds = 0;
    translator->threshold = translator->threshold * 2 + 1;
    memcpy(translator->guest_mapped, better, sizeof better);
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
        }
    }
    if (++translator->samples < SAMPLES)
        return;
    translator->samples = 0;
    if (translator->interval < LAST_INTERVAL)
        translator->interval *= 2;
    judge(translator);
    for (unsigned i = 0; i < GUEST_REGISTERS; i++)
        translator->weights[i] /= 2;
}
