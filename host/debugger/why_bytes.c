// The machine of 17 instructions stores words only. To store a byte or a half, starc loads the
// word, and adds to it the difference of the new and the old part, multiplied by the power of two
// of its position:
//
//     divu  word, power; mflo; divu …, modulus; mfhi old     modulus: 256 or 65536
//     divu  value, modulus; mfhi new
//     subu  difference = new - old
//     multu difference, power; mflo                           or nothing, if the power is 1
//     addu  word + …; sw
#include "why_slice.h"

#include <stdlib.h>

enum { NEAR = 400 }; // instructions back, spills included

static bool is_spill(const struct mixter_step *step, enum isa_operation operation) {
    return operation == ISA_LW && isa_rs(step->word) == REGISTER_SP;
}

bool slice_written_by(struct slice *slice, uint32_t index, uint32_t reg, uint32_t *found) {
    const struct mixter_step *window = slice->run->window;
    uint32_t spilled = 0;
    if (reg == 0)
        return false;
    for (uint32_t i = index, steps = 0; i-- > 0 && steps < NEAR; steps++) {
        const struct why_word *word = slice_word(slice, i);
        if (spilled != 0) {
            if (!word->is_store || window[i].address != spilled)
                continue;
            reg = isa_rt(window[i].word);
            spilled = 0;
        } else if ((word->low >> reg & 1) != 0) {
            *found = i;
            if (!is_spill(&window[i], word->operation))
                return true;
            spilled = window[i].address;
        }
        if (reg == 0)
            return false;
    }
    return false;
}

// The instruction of a kind that has written a register.
static bool made_by(struct slice *slice, uint32_t index, uint32_t reg, enum isa_operation operation,
                    uint32_t *found) {
    return slice_written_by(slice, index, reg, found) &&
           slice_word(slice, *found)->operation == operation;
}

static bool is_position(uint32_t power, uint32_t *at) {
    for (*at = 0; *at < 4; ++*at) {
        if (power == 1u << *at * 8)
            return true;
    }
    return false;
}

// The difference that is added, and the position that it is multiplied to.
static bool find_difference(struct slice *slice, uint32_t index, uint32_t reg, uint32_t *difference,
                            uint32_t *at) {
    const struct mixter_step *window = slice->run->window;
    uint32_t low, product;
    *at = 0;
    if (made_by(slice, index, reg, ISA_SUBU, difference))
        return true;
    if (!made_by(slice, index, reg, ISA_MFLO, &low) ||
        !made_by(slice, low, ISA_LO, ISA_MULTU, &product))
        return false;
    const struct mixter_step *step = &window[product];
    if (is_position(step->second, at) &&
        made_by(slice, product, isa_rs(step->word), ISA_SUBU, difference))
        return true;
    return is_position(step->first, at) &&
           made_by(slice, product, isa_rt(step->word), ISA_SUBU, difference);
}

bool slice_part_stored(struct slice *slice, uint32_t index, struct part *part) {
    const struct mixter_step *window = slice->run->window, *store = &window[index];
    uint32_t sum, difference, remainder, division;
    if (!made_by(slice, index, isa_rt(store->word), ISA_ADDU, &sum))
        return false;
    uint32_t other = window[sum].first == store->second    ? isa_rt(window[sum].word)
                     : window[sum].second == store->second ? isa_rs(window[sum].word)
                                                           : 0;
    if (!find_difference(slice, sum, other, &difference, &part->at))
        return false;
    const struct mixter_step *step = &window[difference];
    part->size = 4 - part->at;
    if (made_by(slice, difference, isa_rt(step->word), ISA_MFHI, &remainder) &&
        made_by(slice, remainder, ISA_HI, ISA_DIVU, &division))
        part->size = window[division].second == 256 ? 1 : window[division].second == 65536 ? 2 : 0;
    part->reg = isa_rs(step->word);
    part->below = step->total;
    return part->size != 0;
}

bool slice_aligned(struct why_run *run, uint32_t reg, uint32_t *pointer, uint64_t *place) {
    struct slice *slice = calloc(1, sizeof *slice);
    uint32_t difference, remainder, division;
    if (slice == NULL)
        return false;
    slice->run = run;
    const struct mixter_step *window = run->window;
    bool is_aligned =
        made_by(slice, run->window_count, reg, ISA_SUBU, &difference) &&
        made_by(slice, difference, isa_rt(window[difference].word), ISA_MFHI, &remainder) &&
        made_by(slice, remainder, ISA_HI, ISA_DIVU, &division) && window[division].second == 4 &&
        window[division].first == window[difference].first;
    free(slice);
    if (!is_aligned)
        return false;
    *pointer = isa_rs(window[difference].word);
    *place = window[difference].total;
    return true;
}
