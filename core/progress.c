#include "progress.h"

#include <string.h>

#include "environment.h"

static bool is_own;
static uint32_t last_slice[PROGRESS_WORDS];

static void put(uint32_t *words, uint64_t number) {
    words[0] = (uint32_t)(number % 0x100000000u);
    words[1] = (uint32_t)(number / 0x100000000u);
}

void progress_show(enum progress_kind kind, uint64_t done, uint64_t total, uint64_t slices) {
    uint32_t words[PROGRESS_WORDS];
    memset(words, 0, sizeof words);
    words[PROGRESS_KIND] = kind;
    put(words + PROGRESS_DONE, done);
    put(words + PROGRESS_TOTAL, total);
    put(words + PROGRESS_SLICES, slices);
    is_own = true;
    environment_progress(words);
}

void progress_end(void) {
    if (is_own)
        progress_show(PROGRESS_END, 0, 0, 0);
}

static uint64_t number_at(const uint32_t *words) {
    return (uint64_t)words[1] * 0x100000000u + words[0];
}

bool progress_slice(uint64_t *done, uint64_t *budget, uint32_t *engine) {
    *done = number_at(last_slice + PROGRESS_DONE);
    *budget = number_at(last_slice + PROGRESS_TOTAL);
    *engine = last_slice[PROGRESS_SLICES];
    return last_slice[PROGRESS_KIND] == PROGRESS_SLICE;
}

void progress_pass_on(const uint32_t words[PROGRESS_WORDS]) {
    if (words[PROGRESS_KIND] == PROGRESS_SLICE)
        memcpy(last_slice, words, sizeof last_slice);
    if (!is_own && words[PROGRESS_KIND] < PROGRESS_KINDS)
        environment_progress(words);
}
