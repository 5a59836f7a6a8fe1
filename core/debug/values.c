#include "values.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../float/float.h"
#include "../isa/isa.h"
#include "variables.h"

enum { FLOATING_REGISTERS = 32 }; // in DWARF: their first one
enum { COLUMNS = 100, VALUES_MAX = 12, VALUE_SIZE = 160, TEXT_MAX = 24 };

struct printer {
    const struct subject *subject;
    const struct stack_frame *frame;
    uint32_t count;
    uint32_t column;
};

// ---- memory ----

static bool byte_at(const struct subject *subject, uint32_t address, uint32_t *byte) {
    uint32_t word;
    if (!subject_word(subject, address - address % 4, &word))
        return false;
    *byte = word >> 8 * (address % 4) & 0xff;
    return true;
}

// A number of 1 to 4 bytes.
static bool number_at(const struct subject *subject, uint32_t address, uint32_t size,
                      uint32_t *number) {
    *number = 0;
    for (uint32_t i = 0; i < size; i++) {
        uint32_t byte;
        if (!byte_at(subject, address + i, &byte))
            return false;
        *number |= byte << 8 * i;
    }
    return true;
}

// ---- values ----

static bool read_word(const struct printer *printer, const struct word_location *location,
                      uint32_t size, uint32_t *word) {
    const struct stack_frame *frame = printer->frame;
    uint32_t number = location->number;
    size = size < 4 ? size : 4;
    switch (location->place) {
    case WORD_IN_REGISTER:
        if (number >= FLOATING_REGISTERS && number < 2 * FLOATING_REGISTERS) { // not unwound
            *word = printer->subject->context[ISA_FPR + number - FLOATING_REGISTERS];
            return !frame->is_left;
        }
        *word = number < 32 ? frame->registers[number] : 0;
        return number < 32 && (frame->known_registers >> number & 1) != 0;
    case WORD_BY_REGISTER:
        return (frame->known_registers >> location->reg & 1) != 0 &&
               number_at(printer->subject, frame->registers[location->reg] + number, size, word);
    case WORD_IN_FRAME: return number_at(printer->subject, frame->caller + number, size, word);
    case WORD_IN_MEMORY: return number_at(printer->subject, number, size, word);
    case WORD_CONSTANT: *word = number; return true;
    default: return false;
    }
}

static uint32_t extend(uint32_t word, uint32_t size, bool is_signed) {
    uint32_t sign = size < 4 ? 1u << (8 * size - 1) : 0;
    if (size >= 4)
        return word;
    word &= (1u << 8 * size) - 1;
    return is_signed ? (word ^ sign) - sign : word;
}

static bool is_printable(uint32_t byte) {
    return byte >= ' ' && byte <= '~';
}

// The text that a pointer points to, in quotes; nothing if it is none.
static void print_text(const struct subject *subject, uint32_t address, char *to, size_t size) {
    char text[TEXT_MAX + 1];
    uint32_t length = 0, byte = 0;
    bool is_there = byte_at(subject, address, &byte);
    while (is_there && is_printable(byte) && length < TEXT_MAX) {
        text[length++] = (char)byte;
        is_there = byte_at(subject, address + length, &byte);
    }
    text[length] = 0;
    if (is_there && (byte == 0 || length == TEXT_MAX))
        snprintf(to, size, " \"%s%s\"", text, byte == 0 ? "" : "...");
}

static void print_number(const struct variable *variable, const uint32_t words[2], char *to,
                         size_t size) {
    bool is_signed = variable->type == TYPE_SIGNED;
    uint32_t word = extend(words[0], variable->size, is_signed);
    if (variable->size == 8)
        snprintf(to, size, is_signed ? "%lld" : "%llu",
                 (unsigned long long)words[1] << 32 | words[0]);
    else if (is_signed)
        snprintf(to, size, "%d", (int)word);
    else
        snprintf(to, size, "%u", (unsigned)word);
}

static void print_floating(const struct variable *variable, const uint32_t words[2], char *to,
                           size_t size) {
    char text[FLOAT_TEXT_SIZE];
    float_text(text, (uint64_t)words[1] << 32 | words[0], variable->size == 4);
    snprintf(to, size, "%s", text);
}

static void print_value(const struct subject *subject, const struct variable *variable,
                        const uint32_t words[2], char *to, size_t size) {
    uint32_t word = words[0];
    switch (variable->type) {
    case TYPE_CHAR:
    case TYPE_SIGNED_CHAR:
        word = extend(word, 1, variable->type == TYPE_SIGNED_CHAR);
        snprintf(to, size, is_printable(word) ? "%d '%c'" : "%d", (int)word, (int)word);
        break;
    case TYPE_FLOATING: print_floating(variable, words, to, size); break;
    case TYPE_BOOL: snprintf(to, size, "%s", (word & 0xff) != 0 ? "true" : "false"); break;
    case TYPE_POINTER:
    case TYPE_POINTER_TO_CHAR:
        snprintf(to, size, word == 0 ? "NULL" : "0x%08x", (unsigned)word);
        if (variable->type == TYPE_POINTER_TO_CHAR)
            print_text(subject, word, to + strlen(to), size - strlen(to));
        break;
    default: print_number(variable, words, to, size); break;
    }
}

static void print_variable(void *state, const struct variable *variable) {
    struct printer *printer = state;
    uint32_t words[2] = {0, 0};
    char text[VALUE_SIZE], value[VALUE_SIZE / 2];
    uint32_t needed = variable->size > 4 ? 2 : 1;
    if (variable->type == TYPE_OTHER || variable->size == 0 || variable->size > 8 ||
        variable->word_count < needed || printer->count == VALUES_MAX)
        return;
    for (uint32_t i = 0; i < needed; i++)
        if (!read_word(printer, &variable->words[i], variable->size - 4 * i, &words[i]))
            return;
    print_value(printer->subject, variable, words, value, sizeof value);
    uint32_t length = (uint32_t)snprintf(text, sizeof text, "%.60s = %s", variable->name, value);
    bool is_first = printer->count++ == 0;
    bool breaks = printer->column + length + 2 > COLUMNS;
    fprintf(stderr, "%s%s", is_first ? "  " : breaks ? ",\n  " : ", ", text);
    printer->column = is_first || breaks ? length + 2 : printer->column + length + 2;
}

void values_print(const struct subject *subject, const struct stack_frame *frame) {
    struct printer printer = {subject, frame, 0, 0};
    // In a caller, the locations at the end of the delay slot hold, as in debuggers.
    uint32_t pc = frame->is_left ? frame->pc + 7 : frame->pc;
    image_variables(subject->image, pc, false, print_variable, &printer);
    if (printer.count == 0)
        image_variables(subject->image, pc, true, print_variable, &printer);
    if (printer.count > 0)
        fprintf(stderr, "\n");
}
