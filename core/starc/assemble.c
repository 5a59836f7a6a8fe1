// Assembly language: lines to statements, labels, sections, symbols.
//
//     line      = statement (";" statement)* ["#" comment]
//     statement = label* [directive | instruction | symbol "=" expression]

#include "assembly.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SYMBOL_BUCKETS = 256, MOST_NESTED = 20, WORD = 4 };

struct assembly_unit *assembly;
struct assembly_section *assembly_section;
bool assembly_is_in_function;
place_t assembly_place;
const char *assembly_cursor;

static struct assembly_section *previous_section;
static struct assembly_section **pushed; // pairs of the current and the previous one
static uint32_t pushed_count, pushed_capacity;
static struct assembly_symbol *buckets[SYMBOL_BUCKETS];
static struct assembly_symbol **symbols_tail;
static uint32_t nesting;
static struct assembly_symbol **labels; // that nothing stands behind so far
static uint32_t label_count, label_capacity;

void assembly_error(const char *format, ...) {
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    error_at(assembly_place, "%s", text);
}

// ---- text ----

bool assembly_is_word(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '_' || character == '.' ||
           character == '$' || (unsigned char)character >= 128 || character == 1;
}

void assembly_skip_space(void) {
    while (*assembly_cursor == ' ' || *assembly_cursor == '\t' || *assembly_cursor == '\r')
        assembly_cursor++;
}

uint32_t assembly_word(void) {
    uint32_t length = 0;
    while (assembly_is_word(assembly_cursor[length]))
        length++;
    return length;
}

bool assembly_accept(char character) {
    assembly_skip_space();
    if (*assembly_cursor != character)
        return false;
    assembly_cursor++;
    assembly_skip_space();
    return true;
}

// ---- symbols ----

static struct assembly_symbol *symbol_new(struct name *name) {
    struct assembly_symbol *symbol = allocate(sizeof *symbol);
    symbol->name = name;
    symbol->place = assembly_place;
    *symbols_tail = symbol;
    symbols_tail = &symbol->next;
    return symbol;
}

struct assembly_symbol *assembly_symbol(const char *text, uint32_t length) {
    struct name *name = name_intern(text, length);
    struct assembly_symbol **bucket = &buckets[name->hash % SYMBOL_BUCKETS];
    struct assembly_symbol *symbol = *bucket;
    while (symbol != NULL && symbol->name != name)
        symbol = symbol->next_hashed;
    if (symbol != NULL)
        return symbol;
    symbol = symbol_new(name);
    symbol->next_hashed = *bucket;
    return *bucket = symbol;
}

void assembly_define(struct assembly_symbol *symbol, struct assembly_section *section,
                     uint32_t value) {
    if (symbol->is_defined && (section != NULL || symbol->section != NULL)) {
        assembly_error("symbol '%s' is already defined", symbol->name->text);
        return;
    }
    symbol->is_defined = true;
    symbol->section = section;
    symbol->value = value;
    symbol->place = assembly_place;
}

// ---- sections ----

uint32_t assembly_offset(void) {
    return assembly_section->kind == SECTION_BSS ? assembly_section->size
                                                 : assembly_section->bytes.size;
}

struct assembly_value assembly_here(void) {
    return (struct assembly_value){.symbol = assembly_section->start, .number = assembly_offset()};
}

static bool begins(const char *name, const char *with) {
    size_t length = strlen(with);
    return strncmp(name, with, length) == 0 && (name[length] == '\0' || name[length] == '.');
}

enum section assembly_kind_of(const char *name, const char *flags) {
    if (begins(name, ".text") || begins(name, ".init") || begins(name, ".fini"))
        return SECTION_TEXT;
    if (begins(name, ".rodata") || begins(name, ".rdata"))
        return SECTION_RODATA;
    if (begins(name, ".data") || begins(name, ".sdata"))
        return SECTION_DATA;
    if (begins(name, ".bss") || begins(name, ".sbss"))
        return SECTION_BSS;
    if (flags == NULL || strchr(flags, 'a') == NULL)
        return SECTION_NONE;
    return strchr(flags, 'x') != NULL   ? SECTION_TEXT
           : strchr(flags, 'w') != NULL ? SECTION_DATA
                                        : SECTION_RODATA;
}

static struct assembly_section *section_new(const char *name, enum section kind) {
    struct assembly_section **link = &assembly->sections;
    while (*link != NULL)
        link = &(*link)->next;
    struct assembly_section *section = *link = allocate(sizeof *section);
    section->name = name;
    section->kind = kind;
    section->alignment = kind == SECTION_TEXT ? WORD : 1;
    section->fixups_tail = &section->fixups;
    section->start = symbol_new(NULL);
    section->start->is_defined = true;
    section->start->section = section;
    return section;
}

void assembly_choose_section(const char *name, enum section kind) {
    struct assembly_section *section = assembly->sections;
    while (section != NULL && strcmp(section->name, name) != 0)
        section = section->next;
    previous_section = assembly_section;
    assembly_section = section != NULL ? section : section_new(name, kind);
}

void assembly_previous_section(void) {
    struct assembly_section *section = previous_section;
    previous_section = assembly_section;
    assembly_section = section;
}

void assembly_push_section(void) {
    pushed = array_room(pushed, &pushed_capacity, pushed_count + 1, sizeof(void *));
    pushed[pushed_count++] = assembly_section;
    pushed[pushed_count++] = previous_section;
}

bool assembly_pop_section(void) {
    if (pushed_count == 0)
        return false;
    previous_section = pushed[--pushed_count];
    assembly_section = pushed[--pushed_count];
    return true;
}

// ---- contents ----

void assembly_put(const void *bytes, uint32_t size) {
    if (assembly_section->kind == SECTION_BSS)
        assembly_error("'%s' has no contents", assembly_section->name);
    else
        buffer_append(&assembly_section->bytes, bytes, size);
    label_count = 0;
}

void assembly_put_zeros(uint32_t size) {
    label_count = 0;
    if (assembly_section->kind == SECTION_BSS)
        assembly_section->size += size;
    else
        for (uint32_t i = 0; i < size; i++)
            buffer_append_byte(&assembly_section->bytes, 0);
}

void assembly_align(uint32_t alignment, int fill, uint32_t most) {
    uint32_t size = (0 - assembly_offset()) & (alignment - 1);
    if (assembly_section->alignment < alignment)
        assembly_section->alignment = alignment;
    if (size == 0 || size > most)
        return;
    for (uint32_t i = 0; i < label_count; i++) // what they name is aligned, too
        labels[i]->value += labels[i]->section == assembly_section ? size : 0;
    if (fill == 0)
        assembly_put_zeros(size);
    else
        for (unsigned char byte = (unsigned char)fill; size > 0; size--)
            assembly_put(&byte, 1);
}

void assembly_put_field(uint32_t size, struct assembly_value value, enum relocation_kind kind) {
    struct assembly_fixup *fixup = allocate(sizeof *fixup);
    fixup->offset = assembly_offset();
    fixup->kind = (uint8_t)kind;
    fixup->size = (uint8_t)size;
    fixup->value = value;
    fixup->place = assembly_place;
    *assembly_section->fixups_tail = fixup;
    assembly_section->fixups_tail = &fixup->next;
}

// ---- statements ----

static void check_end(void) {
    assembly_skip_space();
    if (*assembly_cursor != '\0')
        assembly_error("junk at the end of the line: '%s'", assembly_cursor);
}

// "1:" is the place that 1b names behind it, and 1f before.
static void define_label(const char *text, uint32_t length) {
    struct assembly_symbol *symbol = assembly_symbol(text, length);
    assembly_define(symbol, assembly_section, assembly_offset());
    labels = array_room(labels, &label_capacity, label_count, sizeof(void *));
    labels[label_count++] = symbol;
    symbol->is_function = symbol->is_function || assembly_section->kind == SECTION_TEXT;
}

static void define_number(const char *text, uint32_t length) {
    struct buffer name = {0};
    struct assembly_symbol *count = assembly_symbol(text, length); // how many there were
    count->value++;
    buffer_format(&name, "%s\2%u", count->name->text, (unsigned)count->value);
    define_label((const char *)name.bytes, name.size);
    free(name.bytes);
}

void assembly_assign(const char *name, uint32_t length) {
    struct assembly_symbol *symbol = assembly_symbol(name, length);
    struct assembly_value value;
    int64_t number;
    if (!assembly_expression(&value))
        return;
    if (assembly_is_number(&value, &number))
        assembly_define(symbol, NULL, (uint32_t)number);
    else if (value.symbol != NULL && value.minus == NULL && value.symbol->section != NULL)
        assembly_define(symbol, value.symbol->section,
                        value.symbol->value + (uint32_t)value.number);
    else
        assembly_error("the value of '%s' is not known here", symbol->name->text);
}

static bool is_digits(const char *text, uint32_t length) {
    for (uint32_t i = 0; i < length; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return true;
}

// start: of the text at `assembly_place`, whose words have places of their own; or NULL.
static void read_statement(const char *start) {
    for (place_t place = assembly_place;;) {
        assembly_skip_space();
        const char *word = assembly_cursor;
        if (start != NULL)
            assembly_place = place + (place_t)(word - start);
        uint32_t length = assembly_word();
        if (*word == '\0')
            return;
        if (length == 0) {
            assembly_error("expected an instruction before '%s'", word);
            return;
        }
        assembly_cursor += length;
        if (*assembly_cursor == ':') {
            assembly_cursor++;
            if (is_digits(word, length))
                define_number(word, length);
            else
                define_label(word, length);
            continue;
        }
        uint32_t errors = error_count;
        if (assembly_accept('=')) {
            assembly_accept('=');
            assembly_assign(word, length);
        } else if (*word != '.' || !assembly_directive(word, length)) {
            assembly_skip_space();
            if (*word == '.')
                assembly_error("unknown directive '%.*s'", (int)length, word);
            else
                assembly_instruction(word, length);
        }
        if (error_count == errors)
            check_end();
        return;
    }
}

// ---- lines ----

// How long the statement at the start of a text is.
static uint32_t statement_length(const char *text, uint32_t length) {
    uint32_t i = 0;
    for (; i < length && text[i] != ';' && text[i] != '\n'; i++) {
        if (text[i] == '\'' && i + 1 < length) {
            i += text[i + 1] == '\\' ? 2 : 1;
        } else if (text[i] == '"') {
            for (i++; i < length && text[i] != '"' && text[i] != '\n'; i++)
                i += text[i] == '\\';
            if (i < length && text[i] == '\n')
                break;
        }
    }
    return i < length ? i : length;
}

// Comments become blanks: those of C, which may go over several lines, and those from # on.
static void blank_comments(char *text, const struct assembly_piece *piece, bool *is_in_comment,
                           place_t *opened) {
    uint32_t length = piece->length;
    bool is_in_line = false;
    for (uint32_t i = 0; i < length; i++) {
        char next = i + 1 < length ? text[i + 1] : '\0';
        if (*is_in_comment && text[i] == '*' && next == '/') {
            *is_in_comment = false;
            text[i++] = ' ';
        } else if (text[i] == '\n') {
            is_in_line = false;
            continue;
        } else if (!*is_in_comment && !is_in_line) {
            if (text[i] == '"') {
                for (i++; i < length && text[i] != '"' && text[i] != '\n'; i++)
                    i += text[i] == '\\';
                continue;
            }
            if (text[i] == '\'' && next != '\0') {
                i += next == '\\' ? 2 : 1;
                continue;
            }
            is_in_line = text[i] == '#';
            *is_in_comment = text[i] == '/' && next == '*';
            if (!is_in_line && !*is_in_comment)
                continue;
            if (*is_in_comment) {
                *opened = piece->place + (piece->is_made ? 0 : i);
                text[i++] = ' ';
            }
        }
        text[i] = ' ';
    }
}

static void read_statements(const char *text, uint32_t length, const struct assembly_piece *of) {
    for (uint32_t at = 0; at < length; at++) {
        uint32_t size = statement_length(text + at, length - at);
        bool has_places = of != NULL && !of->is_made;
        if (of != NULL)
            assembly_place = of->place + (has_places ? at : 0);
        assembly_cursor = allocate_text(text + at, size);
        read_statement(has_places ? assembly_cursor : NULL);
        at += size;
    }
}

void assembly_run_text(const char *text, uint32_t length) {
    const char *outer = assembly_cursor;
    if (++nesting > MOST_NESTED)
        fatal_at(assembly_place, "nesting too deep");
    read_statements(text, length, NULL);
    assembly_cursor = outer;
    nesting--;
}

static void read_pieces(const struct assembly_piece *pieces, uint32_t count) {
    bool is_in_comment = false;
    place_t opened = 0;
    for (uint32_t i = 0; i < count; i++) {
        char *text = allocate_text(pieces[i].text, pieces[i].length);
        blank_comments(text, &pieces[i], &is_in_comment, &opened);
        read_statements(text, pieces[i].length, &pieces[i]);
    }
    if (is_in_comment)
        error_at(opened, "unterminated comment");
}

// ---- fixups ----

static uint32_t part_of(int64_t number, uint32_t part) {
    uint32_t word = (uint32_t)number;
    return part == PART_HIGH ? (word + 0x8000) >> 16 : part == PART_LOW ? word & 0xffff : word;
}

static void set_number(const struct assembly_section *section, const struct assembly_fixup *fixup,
                       int64_t number) {
    unsigned char *to = section->bytes.bytes + fixup->offset;
    int64_t limit = (int64_t)1 << (fixup->size < 8 ? 8 * fixup->size : 0); // 8 bytes have any
    if (fixup->kind == RELOCATION_HIGH || fixup->kind == RELOCATION_LOW) {
        uint32_t part = fixup->kind == RELOCATION_HIGH ? PART_HIGH : PART_LOW;
        store_number(to, WORD, load_number(to) | (part_of(number, part) & 0xffff));
        return;
    }
    if (fixup->size < 8 && (number >= limit || number < -limit))
        assembly_error("%lld does not fit into %u bytes", (long long)number, (unsigned)fixup->size);
    store_number(to, fixup->size, (uint64_t)number);
}

static void set_branch(const struct assembly_section *section, const struct assembly_fixup *fixup,
                       int64_t target) {
    unsigned char *to = section->bytes.bytes + fixup->offset;
    int64_t distance = target - fixup->offset - WORD;
    if (distance % WORD != 0)
        assembly_error("branch to an address that is no multiple of 4");
    if (!fits_16(distance / WORD))
        assembly_error("the branch does not reach");
    store_number(to, WORD, load_number(to) | ((uint32_t)(distance / WORD) & 0xffff));
}

static bool check_number(const struct assembly_symbol *symbol) {
    const char *end = symbol->name != NULL ? strchr(symbol->name->text, '\2') : NULL;
    if (end != NULL && !symbol->is_defined)
        error_at(assembly_place, "there is no label '%.*s:' behind '%.*sf'",
                 (int)(end - symbol->name->text), symbol->name->text,
                 (int)(end - symbol->name->text), symbol->name->text);
    return end == NULL || symbol->is_defined;
}

// Sets a field. False if only a linker can.
static bool resolve(struct assembly_section *section, const struct assembly_fixup *fixup) {
    struct assembly_symbol *symbol = fixup->value.symbol;
    int64_t number;
    assembly_place = fixup->place;
    if (symbol != NULL && !check_number(symbol))
        return true;
    if (assembly_is_number(&fixup->value, &number) && fixup->kind != RELOCATION_BRANCH &&
        fixup->kind != RELOCATION_JUMP) {
        set_number(section, fixup, number);
        return true;
    }
    if (fixup->value.minus != NULL || symbol == NULL)
        assembly_error("the operand is no address that a linker knows");
    else if (fixup->kind == RELOCATION_BRANCH && symbol->section == section)
        set_branch(section, fixup, symbol->value + fixup->value.number);
    else if (fixup->kind == RELOCATION_WORD && fixup->size != WORD)
        assembly_error("an address does not fit into %u bytes", (unsigned)fixup->size);
    else
        return false;
    return true;
}

// What is left is for the linker.
static void resolve_all(struct assembly_section *section) {
    struct assembly_fixup **link = &section->fixups;
    while (*link != NULL) {
        if (resolve(section, *link))
            *link = (*link)->next;
        else
            link = &(*link)->next;
    }
}

struct assembly_unit *assembly_read(const struct assembly_piece *pieces, uint32_t count,
                                    bool is_in_function) {
    assembly = allocate(sizeof *assembly);
    symbols_tail = &assembly->symbols;
    memset(buckets, 0, sizeof buckets);
    pushed_count = nesting = label_count = 0;
    assembly_is_in_function = is_in_function;
    assembly_section = NULL;
    assembly_choose_section(".text", SECTION_TEXT);
    previous_section = assembly_section;
    assembly_settings_start();
    read_pieces(pieces, count);
    for (struct assembly_section *s = assembly->sections; s != NULL; s = s->next)
        resolve_all(s);
    return assembly;
}
