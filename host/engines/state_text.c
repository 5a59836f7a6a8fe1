// Vectors as JSON: objects of numbers, by name, and arrays of numbers.
#include <stdlib.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "../../core/memory.h"
#include "state.h"
#include "words.h"

// ---- a vector ----

void state_clear(struct state *state) {
    memset(state, 0, offsetof(struct state, pages));
    state->subset = ISA_MIPS32;
}

struct state_page *state_add_page(struct state *state, uint32_t address, uint32_t permissions) {
    for (uint32_t i = 0; i < state->count; i++) {
        if (state->pages[i].address == address)
            return NULL;
    }
    if (state->count == STATE_PAGES)
        return NULL;
    struct state_page *page = &state->pages[state->count++];
    memset(page, 0, sizeof *page);
    page->address = address;
    page->permissions = permissions;
    return page;
}

// The pages that vectors have without saying so.
static struct state_page *usual_page(struct state *state, uint32_t address) {
    uint32_t permissions =
        address == VECTOR_CODE ? ACCESS_READ + ACCESS_EXECUTE : ACCESS_READ + ACCESS_WRITE;
    for (uint32_t i = 0; i < state->count; i++) {
        if (state->pages[i].address == address)
            return &state->pages[i];
    }
    return state_add_page(state, address, permissions);
}

// ---- writing ----

static void write_context(FILE *file, const char *key, const uint32_t *context) {
    const char *separator = "";
    fprintf(file, ",\"%s\":{", key);
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++) {
        char text[WORD_NAME_SIZE];
        const char *name = word_name(i, text);
        if (name == NULL || (context[i] == 0 && i != CONTEXT_NEXT_PC))
            continue;
        fprintf(file, "%s\"%s\":%u", separator, name, (unsigned)context[i]);
        separator = ",";
    }
    fputs("}", file);
}

static void write_words(FILE *file, const char *key, const uint32_t *words) {
    uint32_t count = PAGE_WORDS;
    while (count > 0 && words[count - 1] == 0)
        count--;
    fprintf(file, "\"%s\":[", key);
    for (uint32_t i = 0; i < count; i++)
        fprintf(file, "%s%u", i == 0 ? "" : ",", (unsigned)words[i]);
    fputs("]", file);
}

static void write_page(FILE *file, const struct state_page *page) {
    static const char *const permissions[] = {"", "r", "w", "rw", "x", "rx", "wx", "rwx"};
    fprintf(file, "{\"address\":%u,\"permissions\":\"%s\",", (unsigned)page->address,
            permissions[page->permissions]);
    write_words(file, "words", page->words);
    if (page->is_left) {
        fputs(",", file);
        write_words(file, "left", page->left);
    }
    fputs("}", file);
}

bool state_is_usual(const struct state *state) {
    return state->count == 2 && state->pages[0].address == VECTOR_CODE &&
           state->pages[0].permissions == ACCESS_READ + ACCESS_EXECUTE &&
           state->pages[1].address == VECTOR_DATA &&
           state->pages[1].permissions == ACCESS_READ + ACCESS_WRITE;
}

void state_write(FILE *file, const struct state *state) {
    fprintf(file, "{\"budget\":%u,", (unsigned)state->budget);
    if (state->subset == ISA_MIPSTER)
        fputs("\"isa\":\"mipster\",", file);
    if (state_is_usual(state)) {
        write_words(file, "code", state->pages[0].words);
        fputs(",", file);
        write_words(file, "data", state->pages[1].words);
    } else {
        fputs("\"pages\":[", file);
        for (uint32_t i = 0; i < state->count; i++) {
            if (i > 0)
                fputs(",", file);
            write_page(file, &state->pages[i]);
        }
        fputs("]", file);
    }
    write_context(file, "before", state->before);
    if (state->is_complete)
        write_context(file, "after", state->after);
    if (state->is_complete && state_is_usual(state)) {
        fputs(",", file);
        write_words(file, "left", state->pages[1].left);
    }
    fputs("}\n", file);
}

// ---- reading: the text of one ----

static bool is_blank(int character) {
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
}

// From the first { to the } that belongs to it.
static bool read_object(struct state_input *input) {
    size_t length = 0;
    int depth = 0, character;
    bool is_string = false;
    while ((character = getc(input->file)) != EOF) {
        if (length == 0)
            input->line = input->next + 1;
        input->next += character == '\n';
        if (length == 0 && is_blank(character))
            continue;
        if (length + 1 >= input->capacity) {
            input->capacity = input->capacity == 0 ? 4096 : input->capacity * 2;
            input->text = memory_resize(input->text, input->capacity);
        }
        input->text[length++] = (char)character;
        input->text[length] = '\0';
        is_string = is_string != (character == '"');
        depth += is_string ? 0 : (character == '{') - (character == '}');
        if (depth <= 0)
            break;
    }
    return length > 0;
}

// ---- reading: parts of the text ----

static void skip(const char **at) {
    *at += strspn(*at, " \t\r\n");
}

static bool take(const char **at, char character) {
    skip(at);
    if (**at != character)
        return false;
    ++*at;
    return true;
}

static bool read_digits(const char **at, uint32_t base, uint32_t *number) {
    uint64_t value = 0;
    const char *start = *at;
    for (;; ++*at) {
        uint32_t digit = **at >= '0' && **at <= '9'   ? (uint32_t)(**at - '0')
                         : **at >= 'a' && **at <= 'f' ? (uint32_t)(**at - 'a' + 10)
                         : **at >= 'A' && **at <= 'F' ? (uint32_t)(**at - 'A' + 10)
                                                      : base;
        if (digit >= base || value > UINT32_MAX)
            break;
        value = value * base + digit;
    }
    *number = (uint32_t)value;
    return *at != start && value <= UINT32_MAX;
}

// A number, or "0x..." as a string.
static bool read_number(const char **at, uint32_t *number) {
    skip(at);
    if (strncmp(*at, "\"0x", 3) != 0)
        return read_digits(at, 10, number);
    *at += 3;
    return read_digits(at, 16, number) && take(at, '"');
}

// A string without escapes. NULL if there is none.
static const char *read_string(const char **at, size_t *length) {
    if (!take(at, '"'))
        return NULL;
    const char *start = *at;
    *length = strcspn(start, "\"\\\n");
    *at += *length;
    return take(at, '"') ? start : NULL;
}

static const char *read_key(const char **at, size_t *length) {
    const char *key = read_string(at, length);
    return key != NULL && take(at, ':') ? key : NULL;
}

static bool is_key(const char *key, size_t length, const char *name) {
    return strlen(name) == length && memcmp(key, name, length) == 0;
}

// ---- reading: members ----

// What is wrong, or NULL.
static const char *read_assembly(const char **at, uint32_t address, uint32_t *words) {
    static char wrong[ASSEMBLY_WRONG];
    size_t capacity = strlen(*at) * 8 + 64, size = 0;
    char *lines = memory_new(capacity);
    const char *problem = NULL;
    do {
        uint32_t number;
        size_t length;
        skip(at);
        if (**at == '"' && strncmp(*at, "\"0x", 3) != 0) {
            const char *line = read_string(at, &length);
            problem = line == NULL ? "a string does not end" : NULL;
            if (line != NULL)
                size +=
                    (size_t)snprintf(lines + size, capacity - size, "%.*s\n", (int)length, line);
        } else if (read_number(at, &number)) {
            size += (size_t)snprintf(lines + size, capacity - size, ".word %u\n", (unsigned)number);
        } else {
            problem = "a word is no number of 32 bits";
        }
    } while (problem == NULL && take(at, ','));
    if (problem == NULL && state_assemble(lines, address, words, wrong) < 0)
        problem = wrong;
    free(lines);
    return problem != NULL ? problem : take(at, ']') ? NULL : "] is missing";
}

static const char *read_words(const char **at, uint32_t address, uint32_t *words) {
    uint32_t count = 0, room = PAGE_WORDS - address % PAGE_SIZE / 4;
    if (!take(at, '['))
        return "an array of words is missing";
    const char *start = *at;
    if (take(at, ']'))
        return NULL;
    do {
        if (count == room)
            return "more words than a page has";
        skip(at);
        if (**at == '"' && strncmp(*at, "\"0x", 3) != 0) {
            *at = start;
            return read_assembly(at, address, words);
        }
        if (!read_number(at, &words[count++]))
            return "a word is no number of 32 bits";
    } while (take(at, ','));
    return take(at, ']') ? NULL : "] is missing";
}

static const char *read_context(const char **at, uint32_t *context) {
    bool is_next_given = false;
    if (!take(at, '{'))
        return "an object is missing";
    if (take(at, '}'))
        return "a context has at least a pc";
    do {
        size_t length;
        const char *key = read_key(at, &length);
        if (key == NULL)
            return "a name is missing";
        uint32_t word = word_number(key, length);
        if (word == CONTEXT_WORDS)
            return "a context has no word of this name";
        is_next_given = is_next_given || word == CONTEXT_NEXT_PC;
        if (!read_number(at, &context[word]))
            return "a word is no number of 32 bits";
    } while (take(at, ','));
    if (!is_next_given)
        context[CONTEXT_NEXT_PC] = context[CONTEXT_PC] + 4;
    return take(at, '}') ? NULL : "} is missing";
}

static const char *read_permissions(const char **at, uint32_t *permissions) {
    size_t length;
    const char *text = read_string(at, &length);
    *permissions = 0;
    for (size_t i = 0; text != NULL && i < length; i++) {
        uint32_t bit = text[i] == 'r'   ? ACCESS_READ
                       : text[i] == 'w' ? ACCESS_WRITE
                       : text[i] == 'x' ? ACCESS_EXECUTE
                                        : 0;
        if (bit == 0)
            return "permissions are letters of rwx";
        *permissions |= bit;
    }
    return *permissions != 0 ? NULL : "permissions are letters of rwx";
}

// The address comes first, because code is assembled for it.
static const char *read_page_member(const char **at, const char *key, size_t length,
                                    struct state *state, struct state_page **page) {
    uint32_t address;
    if (is_key(key, length, "address")) {
        if (!read_number(at, &address) || address % PAGE_SIZE != 0 || address > USER_LIMIT)
            return "a page's address is a multiple of 4096 below 0x80000000";
        *page = state_add_page(state, address, ACCESS_READ + ACCESS_WRITE + ACCESS_EXECUTE);
        return *page != NULL ? NULL : "a page twice, or more than 16 of them";
    }
    if (*page == NULL)
        return "a page starts with its address";
    if (is_key(key, length, "permissions"))
        return read_permissions(at, &(*page)->permissions);
    if (is_key(key, length, "words"))
        return read_words(at, (*page)->address, (*page)->words);
    if (!is_key(key, length, "left"))
        return "a page has no member of this name";
    (*page)->is_left = true;
    return read_words(at, (*page)->address, (*page)->left);
}

static const char *read_pages(const char **at, struct state *state) {
    if (!take(at, '['))
        return "an array of pages is missing";
    if (take(at, ']'))
        return NULL;
    do {
        struct state_page *page = NULL;
        if (!take(at, '{'))
            return "a page is an object";
        do {
            size_t length;
            const char *key = read_key(at, &length);
            const char *wrong =
                key == NULL ? "a name is missing" : read_page_member(at, key, length, state, &page);
            if (wrong != NULL)
                return wrong;
        } while (take(at, ','));
        if (!take(at, '}'))
            return "} is missing";
    } while (take(at, ','));
    return take(at, ']') ? NULL : "] is missing";
}

static const char *read_isa(const char **at, struct state *state) {
    size_t length;
    const char *text = read_string(at, &length);
    if (text == NULL || !(is_key(text, length, "mips32") || is_key(text, length, "mipster")))
        return "isa is \"mips32\" or \"mipster\"";
    state->subset = is_key(text, length, "mipster") ? ISA_MIPSTER : ISA_MIPS32;
    return NULL;
}

static const char *read_member(const char **at, const char *key, size_t length,
                               struct state *state) {
    struct state_page *page;
    if (is_key(key, length, "budget"))
        return read_number(at, &state->budget) ? NULL : "the budget is no number of 32 bits";
    if (is_key(key, length, "isa"))
        return read_isa(at, state);
    if (is_key(key, length, "pages"))
        return read_pages(at, state);
    if (is_key(key, length, "before"))
        return read_context(at, state->before);
    if (is_key(key, length, "after")) {
        state->is_complete = true;
        return read_context(at, state->after);
    }
    bool is_left = is_key(key, length, "left");
    bool is_code = is_key(key, length, "code");
    if (!is_left && !is_code && !is_key(key, length, "data"))
        return "a vector has no member of this name";
    if ((page = usual_page(state, is_code ? VECTOR_CODE : VECTOR_DATA)) == NULL)
        return "more than 16 pages";
    page->is_left = page->is_left || is_left;
    return read_words(at, page->address, is_left ? page->left : page->words);
}

static const char *parse(const char **at, struct state *state) {
    bool has_pages = false;
    state_clear(state);
    if (!take(at, '{'))
        return "{ is missing";
    do {
        size_t length;
        const char *key = read_key(at, &length);
        const char *wrong = key == NULL ? "a name is missing" : read_member(at, key, length, state);
        if (wrong != NULL)
            return wrong;
        has_pages = has_pages || is_key(key, length, "pages");
    } while (take(at, ','));
    if (!take(at, '}'))
        return "} is missing";
    if (!has_pages &&
        (usual_page(state, VECTOR_CODE) == NULL || usual_page(state, VECTOR_DATA) == NULL))
        return "more than 16 pages";
    if (state->budget == 0)
        return "the budget is 0";
    if (state->before[CONTEXT_PC] % 4 != 0)
        return "pc is no multiple of 4";
    return NULL;
}

// ---- reading ----

bool state_read(struct state_input *input, struct state *state) {
    input->wrong[0] = '\0';
    if (!read_object(input))
        return false;
    const char *at = input->text;
    const char *wrong = parse(&at, state);
    unsigned line = input->line;
    for (const char *read = input->text; read < at; read++)
        line += *read == '\n';
    if (wrong != NULL)
        snprintf(input->wrong, sizeof input->wrong, "line %u: %s", line, wrong);
    return wrong == NULL;
}

void state_input_end(struct state_input *input) {
    free(input->text);
    if (input->file != NULL && input->file != stdin)
        fclose(input->file);
}
