#include "mutate.h"

#include <string.h>

#include "../../core/isa/isa.h"

// ---- pieces ----

static uint32_t first_word(const struct state *state, uint32_t piece) {
    uint32_t first = 0;
    for (uint32_t i = 0; i < piece; i++)
        first += state->pieces[i].count;
    return first;
}

static void remove_words(struct state *state, uint32_t piece, uint32_t at, uint32_t count) {
    uint32_t first = first_word(state, piece) + at;
    memmove(state->words + first, state->words + first + count,
            (state->word_count - first - count) * sizeof *state->words);
    state->word_count -= count;
    state->pieces[piece].count = (uint16_t)(state->pieces[piece].count - count);
    if (state->pieces[piece].count > 0)
        return;
    memmove(state->pieces + piece, state->pieces + piece + 1,
            (state->piece_count - piece - 1u) * sizeof *state->pieces);
    state->piece_count--;
}

static bool insert_words(struct state *state, uint32_t piece, uint32_t at, const uint32_t *words,
                         uint32_t count) {
    struct piece *changed = &state->pieces[piece];
    uint32_t first = first_word(state, piece) + at;
    if (state->word_count + count > WORDS_MAX ||
        changed->index + changed->count + count > PAGE_WORDS)
        return false;
    memmove(state->words + first + count, state->words + first,
            (state->word_count - first) * sizeof *state->words);
    memcpy(state->words + first, words, count * sizeof *words);
    state->word_count += count;
    changed->count = (uint16_t)(changed->count + count);
    return true;
}

static void add_piece(struct state *state, uint32_t page, uint32_t index, const uint32_t *words,
                      uint32_t count) {
    if (count > PAGE_WORDS - index)
        count = PAGE_WORDS - index;
    if (state->piece_count == PIECES_MAX || state->word_count + count > WORDS_MAX)
        return;
    state->pieces[state->piece_count++] =
        (struct piece){(uint16_t)page, (uint16_t)index, (uint16_t)count};
    memcpy(state->words + state->word_count, words, count * sizeof *words);
    state->word_count += count;
}

// ---- from nothing ----

// Of what code in a page is at a level.
static uint32_t level_of(const struct state *state, uint32_t page) {
    return page < state->level_count ? page : state->level_count - 1u;
}

static struct code code_in(const struct state *state, struct chance *chance, uint32_t page,
                           uint32_t index, uint32_t *words, uint32_t count, uint32_t most) {
    uint32_t level = level_of(state, page);
    return (struct code){chance,
                         words,
                         count,
                         most,
                         state_address(level, page) + index * 4,
                         level,
                         state->level_count,
                         state->levels[level].context[CONTEXT_SUBSET],
                         state->levels[level].context[CONTEXT_FCSR] != 0};
}

static uint32_t some_permissions(struct chance *chance) {
    return chance_one_in(chance, 3) ? ALL_ACCESS : chance_below(chance, 8);
}

static struct mapping some_mapping(const struct state *state, struct chance *chance) {
    uint32_t level = chance_below(chance, state->level_count);
    uint32_t page = chance_below(chance, PLAIN_PAGES), to = chance_below(chance, PLAIN_PAGES);
    if (chance_one_in(chance, 2))
        to = page;
    if (chance_one_in(chance, 6))
        to = chance_below(chance, state_pages(state));
    if (chance_one_in(chance, 6))
        page = chance_below(chance, VIRTUAL_PAGES);
    return (struct mapping){(uint8_t)level, (uint8_t)page, (uint8_t)to,
                            (uint8_t)some_permissions(chance)};
}

static struct action some_action(const struct state *state, struct chance *chance) {
    struct action action = {ACTION_RUN, (uint8_t)chance_below(chance, 256),
                            (uint16_t)chance_below(chance, 40), 0};
    if (!chance_one_in(chance, 3)) {
        if (chance_one_in(chance, 3))
            action.a = (uint16_t)chance_below(chance, chance_one_in(chance, 4) ? 3000 : 300);
        return action;
    }
    action.kind = (uint8_t)chance_below(chance, ACTION_KINDS);
    action.word = chance_number(chance);
    switch (action.kind) {
    case ACTION_MAP:
        action.a = (uint16_t)chance_below(chance, chance_one_in(chance, 2) ? state->level_count + 1u
                                                                           : PLAIN_PAGES);
        action.b =
            (uint8_t)((chance_one_in(chance, 2) ? action.a : chance_below(chance, PLAIN_PAGES)) *
                          8 +
                      some_permissions(chance));
        break;
    case ACTION_MOVE:
    case ACTION_RESTORE: action.a = (uint16_t)chance_below(chance, state_pages(state)); break;
    case ACTION_STORE:
        action.b = (uint8_t)chance_below(chance, state_pages(state));
        action.a = (uint16_t)chance_below(chance, 100);
        if (state->piece_count > 0 && !chance_one_in(chance, 3)) {
            const struct piece *piece = &state->pieces[chance_below(chance, state->piece_count)];
            action.b = (uint8_t)piece->page;
            action.a = (uint16_t)(piece->index + chance_below(chance, piece->count));
        }
        break;
    default: break;
    }
    return action;
}

static void make_level(struct state *state, uint32_t number, struct chance *chance) {
    uint32_t words[160];
    struct level *level = &state->levels[number];
    uint32_t *context = level->context;
    bool has_floats = chance_one_in(chance, 3);
    memset(context, 0, sizeof level->context);
    context[CONTEXT_SUBSET] = chance_one_in(chance, 4) ? ISA_MIPSTER : ISA_MIPS32;
    context[CONTEXT_FCSR] = has_floats ? 0x01000000 : 0;
    // The code of a level is in the page of its number, often up to the next page.
    uint32_t count = 3 + chance_below(chance, chance_one_in(chance, 3) ? 90 : 24);
    uint32_t index = chance_one_in(chance, 2) && number + 1 == state->level_count
                         ? PAGE_WORDS - 1 - chance_below(chance, count)
                         : chance_below(chance, 8);
    struct code code = code_in(state, chance, number, index, words, 0, 160);
    if (number + 1 < state->level_count && !chance_one_in(chance, 12))
        code_append_hypervisor(&code);
    else
        code_append_until(&code, count);
    if (chance_one_in(chance, 2))
        code_cross_page(&code);
    add_piece(state, number, index, words, code.count);
    if (code.count > PAGE_WORDS - index)
        add_piece(state, number + 1, 0, words + (PAGE_WORDS - index),
                  code.count - (PAGE_WORDS - index));
    code_registers(&code, context);
    // Some are NaN, as singles and as doubles.
    for (uint32_t i = CONTEXT_FPR; i < CONTEXT_FCSR; i++)
        context[i] = chance_one_in(chance, 8) ? 0x7ff80000 : chance_number(chance);
    if (has_floats)
        context[CONTEXT_FCSR] =
            chance_below(chance, 4) |
            (chance_one_in(chance, 8) ? chance_number(chance) & ~(uint32_t)FCSR_ZERO : 0);
    context[CONTEXT_PC] = code.address;
    context[CONTEXT_NEXT_PC] =
        code.address + 4 + (chance_one_in(chance, 12) ? 4 * chance_below(chance, count) : 0);
    context[CONTEXT_HI] = chance_number(chance);
    context[CONTEXT_LO] = chance_number(chance);
    if (chance_one_in(chance, 4))
        context[CONTEXT_RETIRED_LOW] = 0xffffffffu - chance_below(chance, 200);
    level->block = number == 0 ? 0 : state_guest_page(number, GUEST_BLOCK) * PAGE_SIZE;
}

static void make_data(struct state *state, struct chance *chance) {
    uint32_t words[96];
    for (uint32_t page = state->level_count; page < PLAIN_PAGES;
         page += 1 + chance_below(chance, 3)) {
        uint32_t count = 1 + chance_below(chance, 96);
        for (uint32_t i = 0; i < count; i++)
            words[i] = chance_number(chance);
        add_piece(state, page, 0, words, count);
    }
}

static void change_setting(struct state *state, struct chance *chance) {
    uint32_t setting = chance_below(chance, SETTING_COUNT);
    state->settings[setting] =
        (uint8_t)(chance_one_in(chance, 3)
                      ? 0
                      : chance_below(chance, chance_one_in(chance, 2) ? 8 : 256));
}

void state_generate(struct state *state, struct chance *chance) {
    memset(state, 0, offsetof(struct state, words));
    state->level_count =
        (uint8_t)(chance_one_in(chance, 2) ? 1 : 1 + chance_below(chance, LEVELS_MAX));
    for (uint32_t i = chance_below(chance, 5); i > 0; i--)
        change_setting(state, chance);
    if (chance_one_in(chance, 3))
        state->settings[SETTING_WINDOW] = 1;
    state->settings[SETTING_FILL] = !chance_one_in(chance, 8);
    for (uint32_t i = 0; i < state->level_count; i++)
        make_level(state, i, chance);
    make_data(state, chance);
    for (uint32_t i = chance_one_in(chance, 2) ? 0 : chance_below(chance, 5); i > 0; i--)
        state->mappings[state->mapping_count++] = some_mapping(state, chance);
    for (uint32_t i = 1 + chance_below(chance, 8); i > 0; i--)
        state->actions[state->action_count++] = some_action(state, chance);
    if (chance_one_in(chance, 2))
        state->actions[state->action_count++] = (struct action){ACTION_RUN, 0, 400, 0};
}

// ---- changes ----

// In a piece that is likely to be code.
static void change_code(struct state *state, struct chance *chance) {
    if (state->piece_count == 0)
        return;
    uint32_t number =
        chance_below(chance, chance_one_in(chance, 4)
                                 ? state->piece_count
                                 : (state->piece_count < state->level_count ? state->piece_count
                                                                            : state->level_count));
    struct piece piece = state->pieces[number];
    uint32_t first = first_word(state, number), at = chance_below(chance, piece.count);
    uint32_t words[64];
    struct code code = code_in(state, chance, piece.page, piece.index, words, 0, 48);
    uint32_t *word = &state->words[first + at];
    code.count = piece.count;
    switch (chance_below(chance, 8)) {
    case 0:
    case 1: *word = code_instruction(&code, at); break;
    case 2:
    case 3: *word = code_vary(&code, at, *word); break;
    case 4: remove_words(state, number, at, 1); break;
    case 5: {
        uint32_t other = chance_below(chance, piece.count), kept = *word;
        *word = state->words[first + other];
        state->words[first + other] = kept;
        break;
    }
    case 6: { // a copy of some of it
        uint32_t count = 1 + chance_below(chance, piece.count - at);
        if (count > 16)
            count = 16;
        memcpy(words, word, count * sizeof *words);
        insert_words(state, number, chance_below(chance, piece.count), words, count);
        break;
    }
    default:
        code.count = 0;
        code.address += at * 4;
        if (chance_one_in(chance, 12) && code.level + 1 < code.level_count)
            code_append_hypervisor(&code);
        else
            code_append(&code);
        insert_words(state, number, at, words, code.count);
        break;
    }
}

static void change_context(struct state *state, struct chance *chance) {
    uint32_t *context = state->levels[chance_below(chance, state->level_count)].context;
    static const uint8_t few[] = {CONTEXT_PC,   CONTEXT_NEXT_PC,    CONTEXT_HI,
                                  CONTEXT_LO,   CONTEXT_SUBSET,     CONTEXT_FCSR,
                                  CONTEXT_LINK, CONTEXT_RETIRED_LOW};
    uint32_t word = 1 + chance_below(chance, 31);
    if (chance_one_in(chance, 4))
        word = few[chance_below(chance, sizeof few)];
    else if (chance_one_in(chance, 4))
        word = CONTEXT_FPR + chance_below(chance, 32);
    switch (word) {
    case CONTEXT_PC:
        context[word] += 4 * chance_below(chance, 9) - 16;
        context[CONTEXT_NEXT_PC] = context[word] + 4;
        break;
    case CONTEXT_NEXT_PC: context[word] += 4 * chance_below(chance, 17) - 32; break;
    case CONTEXT_SUBSET: context[word] ^= 1; break;
    case CONTEXT_FCSR:
        context[word] = (chance_number(chance) ^ chance_below(chance, 4)) & ~(uint32_t)FCSR_ZERO;
        break;
    default:
        context[word] = chance_one_in(chance, 3) ? context[word] + chance_below(chance, 17) - 8
                                                 : chance_number(chance);
        break;
    }
}

static void change_mappings(struct state *state, struct chance *chance) {
    uint32_t at = chance_below(chance, state->mapping_count + 1u);
    if (at == state->mapping_count || chance_one_in(chance, 3)) {
        if (state->mapping_count < MAPPINGS_MAX)
            state->mappings[state->mapping_count++] = some_mapping(state, chance);
    } else if (chance_one_in(chance, 3)) {
        state->mappings[at] = state->mappings[--state->mapping_count];
    } else {
        state->mappings[at].permissions = (uint8_t)some_permissions(chance);
    }
}

static void change_actions(struct state *state, struct chance *chance) {
    uint32_t count = state->action_count, at = chance_below(chance, count + 1);
    struct action *action = &state->actions[at];
    uint32_t kind = chance_below(chance, 6);
    if (at == count || kind <= 1) {
        if (count == ACTIONS_MAX)
            return;
        memmove(action + 1, action, (count - at) * sizeof *action);
        *action = some_action(state, chance);
        state->action_count++;
    } else if (kind == 2) {
        memmove(action, action + 1, (count - at - 1) * sizeof *action);
        state->action_count--;
    } else if (action->kind == ACTION_RUN) {
        action->a = (uint16_t)(kind == 3 ? action->a + chance_below(chance, 5) - 2
                                         : chance_below(chance, 64));
        action->b = (uint8_t)chance_below(chance, 256);
        if (action->a > 4000)
            action->a = 0;
    } else {
        *action = some_action(state, chance);
    }
}

static void change_pieces(struct state *state, const struct state *other, struct chance *chance) {
    uint32_t number = chance_below(chance, state->piece_count + 1u);
    if (other != NULL && other->piece_count > 0 && chance_one_in(chance, 2)) {
        uint32_t from = chance_below(chance, other->piece_count);
        const struct piece *piece = &other->pieces[from];
        add_piece(state, piece->page, piece->index, other->words + first_word(other, from),
                  piece->count);
    } else if (number == state->piece_count) {
        uint32_t words[8];
        for (uint32_t i = 0; i < 8; i++)
            words[i] = chance_one_in(chance, 2)
                           ? chance_number(chance)
                           : state_address(chance_below(chance, LEVELS_MAX),
                                           chance_below(chance, MEMORY_PAGES)) +
                                 chance_below(chance, 8);
        uint32_t page = chance_below(chance, state_pages(state));
        uint32_t index = page < PLAIN_PAGES
                             ? chance_below(chance, 64)
                             : (PAGE_WORDS - 4 + chance_below(chance, 24)) % PAGE_WORDS;
        add_piece(state, page, index, words, 1 + chance_below(chance, 8));
    } else if (chance_one_in(chance, 2)) {
        state->pieces[number].page = (uint16_t)chance_below(chance, state_pages(state));
    } else {
        remove_words(state, number, 0, state->pieces[number].count);
    }
}

static void change_levels(struct state *state, const struct state *other, struct chance *chance) {
    uint32_t level = chance_below(chance, state->level_count);
    if (other != NULL && chance_one_in(chance, 2) && level < other->level_count)
        memcpy(state->levels[level].context, other->levels[level].context, CONTEXT_PAGE_TABLE * 4);
    else if (chance_one_in(chance, 3) && state->level_count > 1)
        state->level_count--;
    else if (chance_one_in(chance, 2) && state->level_count < LEVELS_MAX)
        make_level(state, state->level_count++, chance);
    else
        state->levels[level].block = (chance_one_in(chance, 2) && level > 0
                                          ? state_guest_page(level, chance_below(chance, 3))
                                          : chance_below(chance, state_pages(state))) *
                                         PAGE_SIZE +
                                     chance_below(chance, 8) * BLOCK_SIZE;
}

void state_mutate(struct state *state, const struct state *other, struct chance *chance) {
    for (uint32_t i = 1 + chance_below(chance, chance_one_in(chance, 2) ? 2 : 6); i > 0; i--) {
        switch (chance_below(chance, 16)) {
        case 0:
        case 1: change_context(state, chance); break;
        case 2: change_mappings(state, chance); break;
        case 3:
        case 4: change_actions(state, chance); break;
        case 5: change_setting(state, chance); break;
        case 6: change_pieces(state, other, chance); break;
        case 7: change_levels(state, other, chance); break;
        default: change_code(state, chance); break;
        }
    }
    state_make_valid(state);
}

// ---- variants ----

struct chance state_chance(const struct state *state) {
    uint64_t hash = 0;
    for (uint32_t i = 0; i < state->word_count; i++)
        hash = hash * 0x100000001b3u + state->words[i];
    for (uint32_t level = 0; level < state->level_count; level++) {
        for (uint32_t i = 0; i < CONTEXT_UNUSED; i++)
            hash = hash * 0x100000001b3u + state->levels[level].context[i];
    }
    return (struct chance){hash};
}

void state_vary(struct state *state, struct chance *chance) {
    for (uint32_t i = 1 + chance_below(chance, 4); i > 0; i--)
        change_context(state, chance);
    for (uint32_t i = 0; i < state->action_count; i++) {
        struct action *action = &state->actions[i];
        if (action->kind != ACTION_RUN || chance_one_in(chance, 2))
            continue;
        action->a = (uint16_t)chance_below(chance, chance_one_in(chance, 8) ? 300 : 40);
        action->b = (uint8_t)chance_below(chance, 256);
    }
    state->settings[SETTING_KEEP] |= 1;
    state_make_valid(state);
}
