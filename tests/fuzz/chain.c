#include "chain.h"

#include <stdlib.h>
#include <string.h>

#include "../../core/memory.h"
#include "mutate.h"

static const char first_line[] = "# state\n";

struct state *chain_add(struct chain *chain) {
    chain->states = memory_resize(chain->states, (chain->count + 1) * sizeof *chain->states);
    struct state *state = &chain->states[chain->count++];
    memset(state, 0, offsetof(struct state, words));
    return state;
}

void chain_remove(struct chain *chain, uint32_t first, uint32_t count) {
    chain->count -= count;
    for (uint32_t i = first; i < chain->count; i++)
        state_copy(&chain->states[i], &chain->states[i + count]);
}

void chain_end(struct chain *chain) {
    free(chain->states);
    *chain = (struct chain){0};
}

static bool load_text(struct chain *chain, const char *path, FILE *file) {
    unsigned line = 0;
    const char *wrong = NULL;
    while (wrong == NULL && !feof(file))
        wrong = state_read_text(file, chain_add(chain), &line);
    if (wrong != NULL)
        fprintf(stderr, "%s:%u: %s\n", path, line, wrong);
    return wrong == NULL;
}

void chain_add_bytes(struct chain *chain, const uint8_t *bytes, size_t size) {
    state_read_bytes(chain_add(chain), bytes, size);
    struct chance chance = state_chance(&chain->states[chain->count - 1]);
    for (uint32_t i = 0; i < VARIANTS; i++) {
        struct state *state = chain_add(chain);
        state_copy(state, state - 1);
        state_vary(state, &chance);
    }
}

static void load_bytes(struct chain *chain, FILE *file) {
    static uint8_t bytes[STATE_BYTES_MAX + 64];
    chain_add_bytes(chain, bytes, fread(bytes, 1, sizeof bytes, file));
}

bool chain_load(struct chain *chain, const char *path) {
    char first[sizeof first_line];
    bool good = true;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return false;
    }
    bool is_text = fgets(first, sizeof first, file) != NULL && strncmp(first, first_line, 7) == 0;
    rewind(file);
    if (is_text)
        good = load_text(chain, path, file);
    else
        load_bytes(chain, file);
    fclose(file);
    return good;
}

void chain_write(FILE *file, const struct chain *chain) {
    for (uint32_t i = 0; i < chain->count; i++) {
        fputs(first_line, file);
        state_write_text(file, &chain->states[i]);
    }
}

bool chain_run(struct worlds *worlds, const struct chain *chain, uint32_t *at,
               struct difference *difference) {
    for (*at = 0; *at < chain->count; ++*at) {
        if (!worlds_run(worlds, &chain->states[*at], false, difference))
            return false;
    }
    return true;
}
