#include "state.h"

#include <string.h>

#include "../../core/isa/isa.h"

// ---- places ----

void state_copy(struct state *to, const struct state *from) {
    memcpy(to, from, offsetof(struct state, words) + from->word_count * sizeof from->words[0]);
}

uint32_t state_pages(const struct state *state) {
    return PLAIN_PAGES + PAGES_OF_GUEST * (state->level_count - 1u);
}

uint32_t state_address(uint32_t level, uint32_t page) {
    return 0x00800000u * (level + 1) + 0x00400000u + (page - PLAIN_PAGES / 2) * PAGE_SIZE;
}

uint32_t state_page(uint32_t level, uint32_t address) {
    uint32_t page = (address - state_address(level, 0)) / PAGE_SIZE;
    return page < VIRTUAL_PAGES ? page : VIRTUAL_PAGES;
}

uint32_t state_guest_page(uint32_t level, uint32_t role) {
    return PLAIN_PAGES + PAGES_OF_GUEST * (level - 1) + role;
}

// ---- the start ----

static uint32_t entry_index(uint32_t level, uint32_t page) {
    return state_address(level, page) / PAGE_SIZE % PAGE_WORDS;
}

// One table serves both regions: one has its last entries, the other its first ones.
static void make_page_table(const struct state *state, uint32_t level,
                            uint32_t memory[][PAGE_WORDS]) {
    uint32_t region = state_address(level, 0) / PAGE_SIZE / PAGE_WORDS;
    uint32_t *directory = memory[state_guest_page(level, GUEST_DIRECTORY)];
    uint32_t *table = memory[state_guest_page(level, GUEST_TABLE)];
    directory[region] = directory[region + 1] =
        state_address(level - 1, state_guest_page(level, GUEST_TABLE)) + ACCESS_READ;
    // What supports a guest is out of its reach.
    for (uint32_t page = 0; page < state_pages(state); page++) {
        bool supports = page >= PLAIN_PAGES && page < state_guest_page(level + 1, 0);
        table[entry_index(level, page)] =
            supports ? 0 : state_address(level - 1, page) + ALL_ACCESS;
    }
    for (uint32_t i = 0; i < state->mapping_count; i++) {
        const struct mapping *mapping = &state->mappings[i];
        if (mapping->level == level)
            table[entry_index(level, mapping->page)] =
                mapping->permissions == 0
                    ? 0
                    : state_address(level - 1, mapping->to) + mapping->permissions;
    }
}

static void make_block(const struct level *guest, uint32_t directory,
                       uint32_t memory[][PAGE_WORDS]) {
    uint32_t *block = memory[guest->block / PAGE_SIZE] + guest->block / 4 % PAGE_WORDS;
    memcpy(block, guest->context, sizeof guest->context);
    block[CONTEXT_PAGE_TABLE] = directory;
}

void state_memory(const struct state *state, uint32_t memory[][PAGE_WORDS]) {
    uint32_t rest = state->settings[SETTING_FILL] % 2 == 0 ? 0 : isa_table[ISA_SYSCALL].word;
    memset(memory[PLAIN_PAGES], 0, (state_pages(state) - PLAIN_PAGES) * (size_t)PAGE_SIZE);
    for (uint32_t page = 0; page < PLAIN_PAGES; page++) {
        for (uint32_t i = 0; i < PAGE_WORDS; i++)
            memory[page][i] = rest;
    }
    for (uint32_t level = 1; level < state->level_count; level++) {
        make_page_table(state, level, memory);
        make_block(&state->levels[level],
                   state_address(level - 1, state_guest_page(level, GUEST_DIRECTORY)), memory);
    }
    const uint32_t *words = state->words;
    for (uint32_t i = 0; i < state->piece_count; i++) {
        const struct piece *piece = &state->pieces[i];
        if (piece->page < state_pages(state))
            memcpy(memory[piece->page] + piece->index, words, piece->count * sizeof *words);
        words += piece->count;
    }
}

void state_context(const struct state *state, uint32_t *context) {
    memset(context, 0, CONTEXT_WORDS * sizeof *context);
    memcpy(context, state->levels[0].context, sizeof state->levels[0].context);
}

// ---- what can be run ----

static void make_context_valid(uint32_t *context) {
    context[0] = 0;
    context[CONTEXT_PAGE_TABLE] = context[CONTEXT_EXCEPTION] = context[CONTEXT_ADDRESS] =
        context[CONTEXT_KIND] = 0;
    context[CONTEXT_SUBSET] %= 2;
    for (uint32_t i = CONTEXT_RESERVED; i < CONTEXT_FPR; i++)
        context[i] = 0;
    context[CONTEXT_FCSR] &= ~(uint32_t)FCSR_ZERO;
}

static void make_pieces_valid(struct state *state) {
    uint32_t words = 0, count = 0;
    for (uint32_t i = 0; i < state->piece_count; i++) {
        struct piece *piece = &state->pieces[i];
        piece->page %= MEMORY_PAGES;
        piece->index %= PAGE_WORDS;
        if (piece->count > PAGE_WORDS - piece->index)
            piece->count = (uint16_t)(PAGE_WORDS - piece->index);
        if (words + piece->count > state->word_count)
            piece->count = (uint16_t)(state->word_count - words);
        words += piece->count;
        if (piece->count > 0)
            state->pieces[count++] = *piece;
    }
    state->piece_count = (uint8_t)count;
    state->word_count = words;
}

void state_make_valid(struct state *state) {
    for (uint32_t i = 0; i < state->level_count; i++) {
        struct level *level = &state->levels[i];
        make_context_valid(level->context);
        uint32_t bytes = state_pages(state) * PAGE_SIZE;
        level->block = level->block % bytes / BLOCK_SIZE * BLOCK_SIZE;
    }
    for (uint32_t i = 0; i < state->mapping_count; i++) {
        struct mapping *mapping = &state->mappings[i];
        mapping->level %= LEVELS_MAX;
        mapping->page %= VIRTUAL_PAGES;
        mapping->to %= MEMORY_PAGES;
        mapping->permissions %= 8;
    }
    for (uint32_t i = 0; i < state->action_count; i++)
        state->actions[i].kind %= ACTION_KINDS;
    make_pieces_valid(state);
}

// ---- as bytes ----

struct bytes {
    uint8_t *at;
    const uint8_t *from;
    size_t left;
    bool short_of; // room
};

// What is missing is 0.
static void take(struct bytes *bytes, void *to, size_t size) {
    size_t got = size < bytes->left ? size : bytes->left;
    memset(to, 0, size);
    if (got > 0)
        memcpy(to, bytes->from, got);
    bytes->from += got;
    bytes->left -= got;
}

static void put(struct bytes *bytes, const void *from, size_t size) {
    if (size > bytes->left) {
        bytes->short_of = true;
        return;
    }
    if (size > 0)
        memcpy(bytes->at, from, size);
    bytes->at += size;
    bytes->left -= size;
}

static uint8_t at_most(uint8_t count, uint8_t most) {
    return count <= most ? count : (uint8_t)(count % (most + 1u));
}

void state_read_bytes(struct state *state, const uint8_t *from, size_t size) {
    struct bytes bytes = {.from = from, .left = size};
    uint8_t counts[4];
    memset(state, 0, offsetof(struct state, words));
    take(&bytes, counts, sizeof counts);
    take(&bytes, state->settings, sizeof state->settings);
    state->level_count = (uint8_t)(1 + counts[0] % LEVELS_MAX);
    state->mapping_count = at_most(counts[1], MAPPINGS_MAX);
    state->piece_count = at_most(counts[2], PIECES_MAX);
    state->action_count = at_most(counts[3], ACTIONS_MAX);
    take(&bytes, state->mappings, state->mapping_count * sizeof *state->mappings);
    take(&bytes, state->pieces, state->piece_count * sizeof *state->pieces);
    take(&bytes, state->actions, state->action_count * sizeof *state->actions);
    take(&bytes, state->levels, state->level_count * sizeof *state->levels);
    state->word_count = (uint32_t)(bytes.left / 4);
    if (state->word_count > WORDS_MAX)
        state->word_count = WORDS_MAX;
    take(&bytes, state->words, state->word_count * sizeof *state->words);
    state_make_valid(state);
}

size_t state_write_bytes(const struct state *state, uint8_t *to, size_t size) {
    struct bytes bytes = {.at = to, .left = size};
    uint8_t counts[4] = {(uint8_t)(state->level_count - 1), state->mapping_count,
                         state->piece_count, state->action_count};
    put(&bytes, counts, sizeof counts);
    put(&bytes, state->settings, sizeof state->settings);
    put(&bytes, state->mappings, state->mapping_count * sizeof *state->mappings);
    put(&bytes, state->pieces, state->piece_count * sizeof *state->pieces);
    put(&bytes, state->actions, state->action_count * sizeof *state->actions);
    put(&bytes, state->levels, state->level_count * sizeof *state->levels);
    put(&bytes, state->words, state->word_count * sizeof *state->words);
    return bytes.short_of ? 0 : size - bytes.left;
}
