// States as text: one thing a line, numbers as in C; what is behind # is a comment.
#include <stdlib.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "state.h"

static const char *const setting_names[] = {
#define SETTING(id, name) name,
    SETTINGS
#undef SETTING
};

static const char *const action_names[ACTION_KINDS] = {"run",   "map",     "move",    "register",
                                                       "store", "restart", "restore", "forget"};

const char *setting_name(enum setting setting) {
    return setting_names[setting];
}

void context_word_text(uint32_t word, char name[CONTEXT_NAME_SIZE]) {
    if (word < CONTEXT_PC)
        snprintf(name, CONTEXT_NAME_SIZE, "%s", isa_register_names[word]);
    else
        context_word_name(word, name);
}

// ---- writing ----

static void write_level(FILE *file, const struct state *state, uint32_t number) {
    const struct level *level = &state->levels[number];
    fprintf(file, "level %u", (unsigned)number);
    if (number > 0)
        fprintf(file, " block %u 0x%x", (unsigned)(level->block / PAGE_SIZE),
                (unsigned)(level->block % PAGE_SIZE));
    fputc('\n', file);
    for (uint32_t i = 0; i < CONTEXT_UNUSED; i++) {
        char name[CONTEXT_NAME_SIZE];
        context_word_text(i, name);
        if (level->context[i] != 0)
            fprintf(file, "  %s 0x%x\n", name, (unsigned)level->context[i]);
    }
}

static void write_pieces(FILE *file, const struct state *state) {
    const uint32_t *words = state->words;
    for (uint32_t i = 0; i < state->piece_count; i++) {
        const struct piece *piece = &state->pieces[i];
        uint32_t level = piece->page < state->level_count ? piece->page : state->level_count - 1u;
        uint32_t address = state_address(level, piece->page) + piece->index * 4u;
        fprintf(file, "page %u %u\n", (unsigned)piece->page, (unsigned)piece->index);
        for (uint32_t j = 0; j < piece->count; j++, address += 4) {
            char text[64];
            isa_disassemble(words[j], address, text, sizeof text);
            for (char *tab = text; (tab = strchr(tab, '\t')) != NULL;)
                *tab = ' ';
            fprintf(file, "  0x%08x # %x: %s\n", (unsigned)words[j], (unsigned)address, text);
        }
        words += piece->count;
    }
}

void state_write_text(FILE *file, const struct state *state) {
    for (uint32_t i = 0; i < SETTING_COUNT; i++) {
        if (state->settings[i] != 0)
            fprintf(file, "setting %s %u\n", setting_names[i], state->settings[i]);
    }
    for (uint32_t i = 0; i < state->level_count; i++)
        write_level(file, state, i);
    for (uint32_t i = 0; i < state->mapping_count; i++) {
        const struct mapping *mapping = &state->mappings[i];
        fprintf(file, "map %u %u %u %u\n", mapping->level, mapping->page, mapping->to,
                mapping->permissions);
    }
    write_pieces(file, state);
    for (uint32_t i = 0; i < state->action_count; i++) {
        const struct action *action = &state->actions[i];
        fprintf(file, "then %s %u %u 0x%x\n", action_names[action->kind], action->a, action->b,
                (unsigned)action->word);
    }
}

// ---- reading ----

// The next word of a line, or NULL.
static char *next_word(char **at) {
    *at += strspn(*at, " \t\n");
    if (**at == 0 || **at == '#')
        return NULL;
    char *word = *at;
    *at += strcspn(*at, " \t\n");
    if (**at != 0)
        *(*at)++ = 0;
    return word;
}

static bool read_number(char **at, uint32_t most, uint32_t *number) {
    char *word = next_word(at), *end;
    if (word == NULL || *word < '0' || *word > '9')
        return false;
    unsigned long long value = strtoull(word, &end, 0);
    *number = (uint32_t)value;
    return *end == 0 && value <= most;
}

static bool find_name(const char *name, const char *const *names, uint32_t count, uint32_t *which) {
    for (*which = 0; *which < count; ++*which) {
        if (name != NULL && strcmp(name, names[*which]) == 0)
            return true;
    }
    return false;
}

static const char *read_setting(struct state *state, char **at) {
    uint32_t which, value;
    if (!find_name(next_word(at), setting_names, SETTING_COUNT, &which))
        return "no such setting";
    if (!read_number(at, 255, &value))
        return "a setting is 0 to 255";
    state->settings[which] = (uint8_t)value;
    return NULL;
}

static const char *read_level(struct state *state, char **at) {
    uint32_t number, page, offset;
    if (!read_number(at, LEVELS_MAX - 1, &number) || number != state->level_count)
        return "levels are 0, 1, 2, in this order";
    struct level *level = &state->levels[state->level_count++];
    char *word = next_word(at);
    if (word == NULL)
        return NULL;
    if (strcmp(word, "block") != 0 || !read_number(at, MEMORY_PAGES - 1, &page) ||
        !read_number(at, PAGE_SIZE - 1, &offset))
        return "a block is a page and an offset";
    level->block = page * PAGE_SIZE + offset;
    return NULL;
}

static const char *read_context_word(struct state *state, const char *name, char **at) {
    for (uint32_t i = 1; state->level_count > 0 && i < CONTEXT_UNUSED; i++) {
        char text[CONTEXT_NAME_SIZE];
        context_word_text(i, text);
        if (strcmp(text, name) == 0)
            return read_number(at, UINT32_MAX, &state->levels[state->level_count - 1].context[i])
                       ? NULL
                       : "a word of the context is a number";
    }
    return "no such word of the context, nor anything else";
}

static const char *read_mapping(struct state *state, char **at) {
    uint32_t level, page, to, permissions;
    if (state->mapping_count == MAPPINGS_MAX)
        return "too many mappings";
    if (!read_number(at, LEVELS_MAX - 1, &level) || !read_number(at, VIRTUAL_PAGES - 1, &page) ||
        !read_number(at, MEMORY_PAGES - 1, &to) || !read_number(at, 7, &permissions))
        return "a mapping is a level, a page, where it leads, and permissions";
    state->mappings[state->mapping_count++] =
        (struct mapping){(uint8_t)level, (uint8_t)page, (uint8_t)to, (uint8_t)permissions};
    return NULL;
}

static const char *read_page(struct state *state, char **at) {
    uint32_t page, index;
    if (state->piece_count == PIECES_MAX)
        return "too many pieces";
    if (!read_number(at, MEMORY_PAGES - 1, &page) || !read_number(at, PAGE_WORDS - 1, &index))
        return "words begin at a page and an index";
    state->pieces[state->piece_count++] = (struct piece){(uint16_t)page, (uint16_t)index, 0};
    return NULL;
}

static const char *read_word(struct state *state, char *word) {
    char *at = word;
    if (state->piece_count == 0)
        return "words belong to a page";
    if (state->word_count == WORDS_MAX)
        return "too many words";
    struct piece *piece = &state->pieces[state->piece_count - 1];
    if (piece->index + piece->count >= PAGE_WORDS)
        return "words do not fit into the page";
    piece->count++;
    return read_number(&at, UINT32_MAX, &state->words[state->word_count++]) ? NULL
                                                                            : "this is no word";
}

static const char *read_action(struct state *state, char **at) {
    uint32_t kind, a, b, word;
    if (state->action_count == ACTIONS_MAX)
        return "too many actions";
    if (!find_name(next_word(at), action_names, ACTION_KINDS, &kind))
        return "no such action";
    if (!read_number(at, UINT16_MAX, &a) || !read_number(at, UINT8_MAX, &b) ||
        !read_number(at, UINT32_MAX, &word))
        return "an action has three numbers";
    state->actions[state->action_count++] =
        (struct action){(uint8_t)kind, (uint8_t)b, (uint16_t)a, word};
    return NULL;
}

static const char *read_line(struct state *state, char *line) {
    char *at = line;
    char *word = next_word(&at);
    if (word == NULL)
        return NULL;
    if (strcmp(word, "setting") == 0)
        return read_setting(state, &at);
    if (strcmp(word, "level") == 0)
        return read_level(state, &at);
    if (strcmp(word, "map") == 0)
        return read_mapping(state, &at);
    if (strcmp(word, "page") == 0)
        return read_page(state, &at);
    if (strcmp(word, "then") == 0)
        return read_action(state, &at);
    return *word >= '0' && *word <= '9' ? read_word(state, word)
                                        : read_context_word(state, word, &at);
}

// Up to the line that the next state begins with.
const char *state_read_text(FILE *file, struct state *state, unsigned *number) {
    char line[256];
    const char *wrong = NULL;
    while (wrong == NULL && fgets(line, sizeof line, file) != NULL) {
        ++*number;
        if (state->level_count > 0 && strncmp(line, "# state", 7) == 0)
            break;
        wrong = read_line(state, line);
    }
    if (wrong == NULL && state->level_count == 0)
        wrong = "there is no level";
    state_make_valid(state);
    return wrong;
}
