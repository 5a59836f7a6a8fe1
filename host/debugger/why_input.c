// What an instruction has read to make the bits that matter of the register that it has written.
#include "why_slice.h"

#include <string.h>

enum { ALL = 0xffffffffu };

// All bits up to the highest one: what a sum depends on.
static uint32_t up_to(uint32_t mask) {
    mask |= mask >> 1;
    mask |= mask >> 2;
    mask |= mask >> 4;
    mask |= mask >> 8;
    return mask | mask >> 16;
}

static bool is_power(uint32_t number) {
    return number != 0 && (number & (number - 1)) == 0;
}

static uint32_t exponent(uint32_t power) {
    uint32_t count = 0;
    while (power >>= 1)
        count++;
    return count;
}

// What an instruction is about, and its node.
struct reading {
    struct slice *slice;
    uint32_t number;
    const struct mixter_step *step;
    struct isa_operands operands;
    uint32_t mask;
    uint32_t reg; // that it has written
};

static struct why_node *node_of(const struct reading *reading) {
    return &reading->slice->answer->nodes[reading->number];
}

static void origin(const struct reading *reading, enum why_origin kind) {
    struct why_node *node = node_of(reading);
    node->kind = WHY_ORIGIN;
    node->origin = kind;
}

static void want(const struct reading *reading, uint32_t reg, uint32_t mask) {
    slice_want_register(reading->slice, reading->number, reg, mask != 0 ? mask : ALL, 0);
}

static bool is_base(uint32_t reg) {
    return reg == REGISTER_SP || reg == REGISTER_GP;
}

// ---- loads ----

static void lowest_bytes(uint32_t mask, uint32_t *first, uint32_t *count) {
    uint32_t last = 3;
    *first = 0;
    while (*first < 3 && (mask >> *first * 8 & 0xff) == 0)
        ++*first;
    while (last > *first && (mask >> last * 8 & 0xff) == 0)
        last--;
    *count = last - *first + 1;
}

static void read_load(const struct reading *reading, enum isa_operation operation) {
    struct why_node *node = node_of(reading);
    uint32_t address = reading->step->address, size = isa_table[operation].size;
    uint32_t first = 0, count = size, mask = reading->mask;
    node->kind = WHY_LOAD;
    if (operation == ISA_LWL) { // the upper bytes of the register
        uint32_t loaded = address % 4 + 1;
        uint32_t own = ALL << (4 - loaded) * 8;
        if ((mask & ~own) != 0 && (mask & own) == 0) {
            want(reading, reading->reg, mask);
            return;
        }
        address -= address % 4;
        count = loaded;
        node->address = address;
        node->size = count;
        slice_want_memory(reading->slice, reading->number, address, count);
        if ((mask & ~own) != 0)
            want(reading, reading->reg, mask & ~own);
        return;
    }
    if (operation == ISA_LWR) {
        uint32_t loaded = 4 - address % 4;
        uint32_t own = ALL >> (4 - loaded) * 8;
        if ((mask & own) != 0) {
            node->address = address;
            node->size = loaded;
            slice_want_memory(reading->slice, reading->number, address, loaded);
        }
        if ((mask & ~own) != 0)
            want(reading, reading->reg, mask & ~own);
        return;
    }
    if (size == 8 && reading->reg % 2 != 0)
        first = 4;
    if (size >= 4) {
        uint32_t byte;
        lowest_bytes(mask, &byte, &count);
        first += byte;
    } else if (size == 2 && (mask & 0xff00) == 0 && (mask & 0xff) != 0) {
        count = 1;
    }
    node->address = address + first;
    node->size = count;
    slice_want_memory(reading->slice, reading->number, address + first, count);
}

// ---- two operands ----

// Which of two operands tells more: the one that is not the pointer of a sum that is none, or the
// larger one.
static bool second_is_main(const struct reading *reading, uint32_t first, uint32_t second) {
    const struct why_run *run = reading->slice->run;
    uint32_t result = reading->step->result;
    if (first == 0 || second == 0)
        return first == 0 && second != 0;
    bool is_pointer = why_is_mapped(run, result);
    bool first_is = why_is_mapped(run, first), second_is = why_is_mapped(run, second);
    if (first_is != second_is)
        return is_pointer ? second_is : first_is;
    uint32_t first_size = first >> 31 != 0 ? 0 - first : first;
    uint32_t second_size = second >> 31 != 0 ? 0 - second : second;
    return second_size > first_size;
}

static void want_both(const struct reading *reading, uint32_t first_mask, uint32_t second_mask,
                      bool second_first) {
    uint32_t first = reading->operands.b / 4, second = reading->operands.c / 4;
    bool has_first = first != 0 && !is_base(first), has_second = second != 0 && !is_base(second);
    if (first == second)
        has_second = false;
    if (second_first && has_second)
        want(reading, second, second_mask);
    if (has_first)
        want(reading, first, first_mask);
    if (!second_first && has_second)
        want(reading, second, second_mask);
    if (!has_first && !has_second)
        origin(reading, is_base(first) || is_base(second) ? ORIGIN_ADDRESS : ORIGIN_CONSTANT);
}

static void copy_of(const struct reading *reading, uint32_t reg) {
    if (is_base(reg)) {
        origin(reading, ORIGIN_ADDRESS);
        return;
    }
    node_of(reading)->kind = WHY_COPY;
    want(reading, reg, reading->mask);
}

static void read_sum(const struct reading *reading, enum isa_operation operation) {
    uint32_t first = reading->operands.b / 4, second = reading->operands.c / 4;
    uint32_t mask = up_to(reading->mask);
    if (operation != ISA_SUBU && operation != ISA_SUB && first == 0 && second != 0)
        copy_of(reading, second);
    else if (second == 0 && first != 0)
        copy_of(reading, first);
    else if (mask != ALL && (reading->step->second & mask) == 0 && !is_base(first))
        want(reading, first, mask); // parts of words are put together by sums
    else if (mask != ALL && (reading->step->first & mask) == 0 && !is_base(second))
        want(reading, second, mask);
    else
        want_both(
            reading, mask, mask,
            operation != ISA_SUBU && operation != ISA_SUB &&
                second_is_main(reading, reading->step->first & mask, reading->step->second & mask));
}

static bool is_mask(uint32_t word) {
    return (word & (word + 1)) == 0 || (~word & (~word + 1)) == 0;
}

// Which operand of a logical operation is more than a mask.
static bool second_is_value(const struct reading *reading, enum isa_operation operation) {
    uint32_t first = reading->step->first, second = reading->step->second;
    bool first_is = first == reading->step->result, second_is = second == reading->step->result;
    if (operation != ISA_AND)
        return second > first;
    return first_is != second_is ? second_is : is_mask(first) && !is_mask(second);
}

static void read_bits(const struct reading *reading, enum isa_operation operation) {
    uint32_t first = reading->operands.b / 4, second = reading->operands.c / 4;
    uint32_t first_mask = reading->mask, second_mask = reading->mask;
    if ((operation == ISA_OR || operation == ISA_XOR) && (first == 0 || second == 0) &&
        first + second != 0) {
        copy_of(reading, first + second);
        return;
    }
    if (operation == ISA_AND && reading->step->result != 0) {
        first_mask &= reading->step->second;
        second_mask &= reading->step->first;
    }
    want_both(reading, first_mask, second_mask, second_is_value(reading, operation));
}

static void read_division(const struct reading *reading) {
    uint32_t divisor = reading->step->second, mask = ALL;
    if (is_power(divisor))
        mask = reading->reg == ISA_HI ? reading->mask & (divisor - 1)
                                      : reading->mask << exponent(divisor);
    want_both(reading, mask, ALL, false);
}

static void read_product(const struct reading *reading) {
    uint32_t first = reading->step->first, second = reading->step->second;
    bool by_first = is_power(first) && !is_power(second) && reading->reg == ISA_LO;
    bool by_second = is_power(second) && reading->reg == ISA_LO;
    uint32_t factor = by_first ? first : second;
    uint32_t mask = by_first || by_second ? reading->mask >> exponent(factor) : ALL;
    want_both(reading, mask, mask, by_first);
}

// ---- the rest ----

static void read_field(const struct reading *reading, enum isa_operation operation) {
    uint32_t position = reading->operands.c / 64, end = reading->operands.c % 64;
    uint32_t field = end > position && end - position < 32 ? (1u << (end - position)) - 1 : ALL;
    if (operation == ISA_EXT) {
        want(reading, reading->operands.b / 4, (reading->mask & field) << position);
        return;
    }
    if ((reading->mask & field << position) != 0 && reading->operands.b != 0)
        want(reading, reading->operands.b / 4, (reading->mask & field << position) >> position);
    if ((reading->mask & ~(field << position)) != 0)
        want(reading, reading->reg, reading->mask & ~(field << position));
}

// True if it was one of these.
static bool read_shift(const struct reading *reading, enum isa_operation operation) {
    uint32_t amount = isa_amount(reading->step->word), mask = reading->mask;
    switch (operation) {
    case ISA_SLL: mask >>= amount; break;
    case ISA_SRL: mask <<= amount; break;
    case ISA_SRA: mask = mask << amount | 0x80000000u; break;
    case ISA_ANDI: mask &= reading->step->word & 0xffff; break;
    case ISA_ADDIU: mask = up_to(mask); break;
    case ISA_SEB: mask = (mask & 0xff) | 0x80; break;
    case ISA_SEH: mask = (mask & 0xffff) | 0x8000; break;
    case ISA_WSBH: mask = (mask & 0x00ff00ffu) << 8 | (mask >> 8 & 0x00ff00ffu); break;
    default: return false;
    }
    uint32_t source = reading->operands.b / 4;
    if (source == 0)
        origin(reading, ORIGIN_CONSTANT);
    else if (is_base(source))
        origin(reading, ORIGIN_ADDRESS);
    else if ((operation == ISA_SLL && amount == 0) ||
             (operation == ISA_ADDIU && isa_immediate(reading->step->word) == 0))
        copy_of(reading, source);
    else
        want(reading, source, mask);
    return true;
}

static void read_choice(const struct reading *reading, enum isa_operation operation) {
    bool moves = (reading->step->second != 0) == (operation == ISA_MOVN);
    if (moves && reading->operands.b == 0)
        origin(reading, ORIGIN_CONSTANT);
    else
        copy_of(reading, moves ? reading->operands.b / 4 : reading->reg);
}

static void read_others(const struct reading *reading) {
    struct isa_registers read = isa_reads(reading->step->word);
    for (uint32_t i = 0; i < read.count; i++) {
        if (!is_base(read.numbers[i]))
            want(reading, read.numbers[i], ALL);
    }
    if (read.count == 0)
        origin(reading, ORIGIN_CONSTANT);
}

void slice_inputs(struct slice *slice, uint32_t number, uint32_t index, uint32_t mask) {
    const struct mixter_step *step = &slice->run->window[index];
    const struct why_word known = *slice_word(slice, index), *word = &known;
    struct reading reading = {slice, number, step, {0, 0, 0}, mask, 0};
    reading.reg = slice->answer->nodes[number].reg;
    isa_operands(word->operation, step->word, &reading.operands);
    if (word->links) {
        origin(&reading, ORIGIN_RETURN_ADDRESS);
        return;
    }
    if (word->is_load && word->operation != ISA_SC) {
        read_load(&reading, word->operation);
        slice_want_pointer(slice, number, isa_rs(step->word));
        return;
    }
    if (read_shift(&reading, word->operation))
        return;
    switch (word->operation) {
    case ISA_ADDU:
    case ISA_ADD:
    case ISA_SUBU:
    case ISA_SUB: read_sum(&reading, word->operation); break;
    case ISA_AND:
    case ISA_OR:
    case ISA_XOR:
    case ISA_NOR: read_bits(&reading, word->operation); break;
    case ISA_DIVU:
    case ISA_DIV: read_division(&reading); break;
    case ISA_MULTU:
    case ISA_MULT:
    case ISA_MUL: read_product(&reading); break;
    case ISA_MFHI: copy_of(&reading, ISA_HI); break;
    case ISA_MFLO: copy_of(&reading, ISA_LO); break;
    case ISA_EXT:
    case ISA_INS: read_field(&reading, word->operation); break;
    case ISA_MOVN:
    case ISA_MOVZ: read_choice(&reading, word->operation); break;
    default: read_others(&reading); break;
    }
}
