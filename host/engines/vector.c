#define _GNU_SOURCE
#include "vector.h"

#include <stdlib.h>
#include <string.h>

#include "../../core/memory.h"
#include "state.h"

void state_of_vector(struct state *state, const struct vector *vector) {
    state_clear(state);
    struct state_page *code = state_add_page(state, VECTOR_CODE, ACCESS_READ + ACCESS_EXECUTE);
    struct state_page *data = state_add_page(state, VECTOR_DATA, ACCESS_READ + ACCESS_WRITE);
    state->budget = vector->budget;
    state->is_complete = data->is_left = true;
    memcpy(state->before, vector->before, sizeof state->before);
    memcpy(state->after, vector->after, sizeof state->after);
    memcpy(code->words, vector->code, sizeof vector->code);
    memcpy(data->words, vector->data, sizeof vector->data);
    memcpy(data->left, vector->left, sizeof vector->left);
}

static bool is_small(const uint32_t *words) {
    for (uint32_t i = VECTOR_WORDS; i < PAGE_WORDS; i++) {
        if (words[i] != 0)
            return false;
    }
    return true;
}

bool state_to_vector(const struct state *state, struct vector *vector) {
    const struct state_page *code = &state->pages[0], *data = &state->pages[1];
    const uint32_t *left = data->is_left ? data->left : data->words;
    if (!state_is_usual(state) || !is_small(code->words) || !is_small(data->words) ||
        !is_small(left))
        return false;
    memset(vector, 0, sizeof *vector);
    vector->budget = state->budget;
    memcpy(vector->before, state->before, sizeof vector->before);
    memcpy(vector->after, state->after, sizeof vector->after);
    memcpy(vector->code, code->words, sizeof vector->code);
    memcpy(vector->data, data->words, sizeof vector->data);
    memcpy(vector->left, left, sizeof vector->left);
    return true;
}

void vector_write(FILE *file, const struct vector *vector) {
    struct state *state = memory_new(sizeof *state);
    state_of_vector(state, vector);
    state_write(file, state);
    free(state);
}

const char *vector_read(const char *line, struct vector *vector) {
    static char wrong[STATE_WRONG];
    struct state *state = memory_new(sizeof *state);
    struct state_input input = {.file = fmemopen((void *)(uintptr_t)line, strlen(line), "r")};
    strcpy(wrong, "it is no vector: it has other pages than vectors, or more words");
    bool is_read = input.file != NULL && state_read(&input, state);
    if (input.wrong[0] != '\0')
        strcpy(wrong, input.wrong);
    is_read = is_read && state_to_vector(state, vector);
    state_input_end(&input);
    free(state);
    return is_read ? NULL : wrong;
}
