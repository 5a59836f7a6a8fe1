// Where values come from that were never set: the first load of each, kept when it is stored and
// loaded again.
#include <stdlib.h>

#include "../../core/memory.h"
#include "check.h"

enum { FEWEST = 256 };

static uint32_t place_of(const struct checker *checker, uint32_t address, uint32_t pc) {
    uint32_t most = checker->origin_capacity * 2 - 1; // of twice as many places
    uint32_t at = (address * 0x9e3779b1u ^ pc * 0x85ebca6bu) & most;
    for (; checker->origin_places[at] != 0; at = (at + 1) & most) {
        const struct origin *origin = &checker->all_origins[checker->origin_places[at]];
        if (origin->address == address && origin->pc == pc)
            break;
    }
    return at;
}

static void grow(struct checker *checker) {
    checker->origin_capacity =
        checker->origin_capacity == 0 ? FEWEST : 2 * checker->origin_capacity;
    checker->all_origins = memory_resize(checker->all_origins,
                                         checker->origin_capacity * sizeof *checker->all_origins);
    free(checker->origin_places);
    checker->origin_places =
        memory_new(2 * checker->origin_capacity * sizeof *checker->origin_places);
    if (checker->origin_count == 0)
        checker->all_origins[checker->origin_count++] = (struct origin){0};
    for (uint32_t i = 1; i < checker->origin_count; i++) {
        const struct origin *origin = &checker->all_origins[i];
        checker->origin_places[place_of(checker, origin->address, origin->pc)] = i;
    }
}

static struct kept_origin *kept_at(struct checker *checker, uint32_t address) {
    return &checker->kept_origins[address / 4 * 0x9e3779b1u >> 20];
}

uint32_t origin_of_load(struct checker *checker, uint32_t address) {
    const struct kept_origin *kept = kept_at(checker, address);
    if (kept->origin != 0 && kept->address == address / 4)
        return kept->origin;
    uint32_t pc = checker->context != NULL ? checker->context[CONTEXT_PC] : 0;
    if (checker->origin_count >= checker->origin_capacity)
        grow(checker);
    uint32_t *place = &checker->origin_places[place_of(checker, address, pc)];
    if (*place == 0) {
        *place = checker->origin_count++;
        checker->all_origins[*place] = (struct origin){
            .address = address,
            .pc = pc,
            .pointer = checker->context != NULL ? checker->context[REGISTER_SP] : 0};
    }
    return *place;
}

void origin_stored(struct checker *checker, uint32_t address, uint32_t origin) {
    *kept_at(checker, address) = (struct kept_origin){address / 4, origin};
}

void origins_end(struct checker *checker) {
    free(checker->all_origins);
    free(checker->origin_places);
}
