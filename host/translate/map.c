// Which guest registers are kept in host registers: those that the program uses most, as far as
// samples tell. Now and then it is asked which block is being executed; when other registers would
// have been much better, everything is translated anew with those. That is tried less and less
// often.
#include <string.h>

#include "../../core/environment.h"
#include "translate.h"

enum { SAMPLES = 48, FIRST_INTERVAL = 1 << 14, LAST_INTERVAL = 1 << 18, READ = 2, WRITE = 3 };

static uint32_t weights[GUEST_REGISTERS];
static uint32_t samples;
static uint64_t interval = FIRST_INTERVAL;
static uint32_t patience; // rounds to wait for
static uint32_t waited;

uint64_t map_interval(void) {
    return interval;
}

static void count_read(unsigned number) {
    weights[number] += READ;
}

static void count_written(unsigned number) {
    weights[number] += WRITE;
}

static uint32_t weight_of(const uint8_t *mapped) {
    uint32_t weight = 0;
    for (unsigned i = 0; i < GUESTS_MAPPED; i++)
        weight += weights[mapped[i]];
    return weight;
}

// The heaviest first.
static void choose(uint8_t *mapped) {
    bool taken[GUEST_REGISTERS] = {true}; // not $0
    for (unsigned i = 0; i < GUESTS_MAPPED; i++) {
        unsigned best = 0;
        for (unsigned j = 1; j < GUEST_REGISTERS; j++) {
            if (!taken[j] && (best == 0 || weights[j] > weights[best]))
                best = j;
        }
        taken[best] = true;
        mapped[i] = (uint8_t)best;
    }
}

// Better if a tenth of all uses of registers would go elsewhere.
static void judge(void) {
    uint8_t better[GUESTS_MAPPED];
    uint32_t all = 0;
    for (unsigned i = 1; i < GUEST_REGISTERS; i++)
        all += weights[i];
    choose(better);
    if (waited++ < patience || weight_of(better) - weight_of(guest_mapped) < all / 10)
        return;
    waited = 0;
    patience = patience * 2 + 1;
    memcpy(guest_mapped, better, sizeof better);
    translate_counts.maps++;
    cache_flush();
}

void map_sample(const struct block *block) {
    const struct unit *unit = cache_units(block);
    for (uint32_t i = 0; i < block->unit_count; i++, unit++) {
        uint32_t next = i + 1 < block->unit_count ? unit[1].index : block->count;
        for (uint32_t j = unit->place; j < unit->place + next - unit->index; j++) {
            uint32_t word = block_word(block, j);
            instruction_registers(word, count_read, count_written);
        }
    }
    if (++samples < SAMPLES)
        return;
    samples = 0;
    if (interval < LAST_INTERVAL)
        interval *= 2;
    judge();
    for (unsigned i = 0; i < GUEST_REGISTERS; i++)
        weights[i] /= 2;
}
