#include "rows.h"

#include <string.h>

// Registers of the fields s, t, d: all different, all the same, $zero as one of the sources, as
// both, as target, and $ra, which jal and its like write.
static const uint8_t registers[][3] = {{8, 9, 10}, {8, 8, 8},  {0, 9, 10}, {8, 0, 10}, {0, 0, 10},
                                       {8, 9, 0},  {8, 8, 10}, {8, 9, 9},  {8, 9, 8},  {31, 9, 31}};

// Of fields that are numbers: shifts; position and last bit of ext and ins, one that is not within
// the word among them; hardware registers.
static const uint8_t amounts[] = {0, 1, 5, 31};
static const uint8_t fields[][2] = {{0, 0}, {0, 31}, {4, 11}, {31, 31}, {16, 15}, {20, 19}};
static const uint8_t hardware[] = {0, 1, 2, 3, 29, 7};

struct list {
    uint32_t *words;
    uint32_t count;
};

static void add(struct list *list, enum isa_operation operation, uint32_t word) {
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->words[i] == word)
            return;
    }
    // Words of other rows that look alike (sll $0 is nop) are not of this one.
    if (isa_decode(word) == operation && list->count < ROW_WORDS_MAX)
        list->words[list->count++] = word;
}

static bool has(enum isa_operation operation, char letter) {
    return strchr(isa_table[operation].operands, letter) != NULL;
}

static void add_with_numbers(struct list *list, enum isa_operation operation, uint32_t word) {
    if (has(operation, 'm') || has(operation, 'n')) {
        for (unsigned i = 0; i < sizeof fields / sizeof fields[0]; i++)
            add(list, operation, word | (uint32_t)fields[i][1] << 11 | (uint32_t)fields[i][0] << 6);
    } else if (has(operation, 'w')) {
        for (unsigned i = 0; i < sizeof amounts; i++)
            add(list, operation, word | (uint32_t)amounts[i] << 6);
    } else if (has(operation, 'h')) {
        for (unsigned i = 0; i < sizeof hardware; i++)
            add(list, operation, word | (uint32_t)hardware[i] << 11);
    } else if (has(operation, 'x') || has(operation, 'c') || has(operation, 'e')) {
        add(list, operation, word);
        add(list, operation, word | 0x2a5u << 6);
    } else {
        add(list, operation, word);
    }
}

static uint32_t with_registers(enum isa_operation operation, unsigned s, unsigned t, unsigned d) {
    uint32_t word = isa_table[operation].word;
    if (has(operation, 's'))
        word |= s << 21;
    if (has(operation, 't'))
        word |= t << 16;
    if (has(operation, 'd'))
        word |= d << 11;
    if (operation == ISA_CLO || operation == ISA_CLZ) // the manual wants the same number in t
        word |= d << 16;
    return word;
}

uint32_t row_words(enum isa_operation operation, bool all_registers, uint32_t *words) {
    struct list list = {words, 0};
    for (unsigned i = 0; i < sizeof registers / sizeof registers[0] && !all_registers; i++)
        add_with_numbers(
            &list, operation,
            with_registers(operation, registers[i][0], registers[i][1], registers[i][2]));
    for (uint32_t i = 0; i < 0x8000u && all_registers; i++) {
        bool is_new = (has(operation, 's') || i % 32 == 0) &&
                      (has(operation, 't') || i / 32 % 32 == 0) &&
                      (has(operation, 'd') || i / 1024 == 0);
        if (is_new)
            add_with_numbers(&list, operation,
                             with_registers(operation, i % 32, i / 32 % 32, i / 1024));
    }
    return list.count;
}

struct instruction row_instruction(uint32_t word) {
    struct instruction in = instruction_of(word);
    if (in.operation == ISA_RESERVED)
        return in;
    if (has(in.operation, 'i') || has(in.operation, 'u') || has(in.operation, 'b'))
        in.immediate = term_variable("immediate", 16);
    if (has(in.operation, 'a'))
        in.index = term_variable("index", 26);
    return in;
}

term instruction_word(const struct instruction *in) {
    uint64_t number;
    if (!term_is_constant(in->immediate, &number))
        return term_concat(term_constant(16, in->word >> 16), in->immediate);
    if (!term_is_constant(in->index, &number))
        return term_concat(term_constant(6, in->word >> 26), in->index);
    return term_word(in->word);
}
