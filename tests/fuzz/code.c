// Code as a fuzzer writes it: rows of the instruction table with registers that others use too,
// addresses that are mapped, targets that are near; and idioms, in which engines remember things.
#include <string.h>

#include "../../core/isa/isa.h"
#include "../../core/calls.h"
#include "../../core/machine/switch.h"
#include "mutate.h"

uint32_t chance_below(struct chance *chance, uint32_t limit) {
    chance->state += 0x9e3779b97f4a7c15u; // splitmix64
    uint64_t mixed = (chance->state ^ chance->state >> 30) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebu;
    return (uint32_t)(((mixed ^ mixed >> 31) >> 32) * limit >> 32);
}

bool chance_one_in(struct chance *chance, uint32_t n) {
    return chance_below(chance, n) == 0;
}

static uint32_t any_word(struct chance *chance) {
    return chance_below(chance, 0x10000) << 16 | chance_below(chance, 0x10000);
}

uint32_t chance_number(struct chance *chance) {
    static const uint32_t edges[] = {0,          1,          2,          0xffffffff, 0x7fffffff,
                                     0x80000000, 0x80000001, 0x7fff,     0x8000,     0xffff,
                                     0x10000,    0xffff8000, 0x7f800000, 0x7fc00000, 0x7fbfffff,
                                     0x7ff80000, 0x7ff00000, 0x00800000, 0x00100000, 0x3f800000,
                                     0x3ff00000, 0x4effffff, 0x41dfffff, 31};
    switch (chance_below(chance, 4)) {
    case 0: return any_word(chance);
    case 1: return chance_below(chance, 64) - 8;
    case 2: return 0x3f000000 + (any_word(chance) & 0x80ffffff);
    default: return edges[chance_below(chance, sizeof edges / sizeof edges[0])];
    }
}

// ---- registers ----

// $s0 to $s4 and $sp have addresses. Of a hypervisor $s7 has that of its guest's block, $k0 where
// its guest starts.
enum { T0 = 8, S0 = 16, BASES = 5, S7 = 23, K0 = 26, SP = 29, RA = 31 };

static uint32_t some_register(struct code *code) {
    static const uint8_t few[] = {0, 2, 3, 4, 7, 8, 9, 10, 24, 30, 31};
    return chance_one_in(code->chance, 24) ? chance_below(code->chance, 32)
                                           : few[chance_below(code->chance, sizeof few)];
}

static uint32_t base_register(struct code *code) {
    uint32_t choice = chance_below(code->chance, BASES + 1);
    if (chance_one_in(code->chance, 40))
        return some_register(code);
    return choice == BASES ? SP : S0 + choice;
}

void code_registers(struct code *code, uint32_t *context) {
    struct chance *chance = code->chance;
    uint32_t level = code->level;
    for (uint32_t i = 1; i < 32; i++)
        context[i] = chance_number(chance);
    for (uint32_t i = S0; i < S0 + BASES; i++)
        context[i] = state_address(level, chance_below(chance, PLAIN_PAGES)) +
                     (chance_one_in(chance, 3) ? PAGE_SIZE - 4 * chance_below(chance, 40)
                                               : 4 * chance_below(chance, 80));
    context[S0] = code->address + 4 * chance_below(chance, 4);
    context[SP] = state_address(level, PLAIN_PAGES - 1) + PAGE_SIZE / 2;
    context[RA] = code->address + 4 * chance_below(chance, code->count + 1);
    if (level + 1 < code->level_count) {
        uint32_t role = chance_below(chance, PAGES_OF_GUEST);
        context[S7] = state_address(level, state_guest_page(level + 1, GUEST_BLOCK));
        context[S0 + 4] = state_address(level, state_guest_page(level + 1, role));
        if (role == GUEST_TABLE)
            context[S0 + 4] += state_address(level + 1, 0) / PAGE_SIZE % PAGE_WORDS * 4;
        context[K0] = state_address(level + 1, level + 1);
    }
}

// ---- single instructions ----

static uint32_t with_field(uint32_t word, unsigned shift, uint32_t value) {
    return (word & ~(31u << shift)) | value << shift;
}

static uint32_t with_immediate(uint32_t word, uint32_t value) {
    return (word & 0xffff0000u) | (value & 0xffff);
}

static uint32_t some_operation(struct code *code) {
    struct chance *chance = code->chance;
    if (code->subset == ISA_MIPSTER || chance_one_in(chance, 4))
        return chance_below(chance, ISA_SYSCALL + 1);
    for (;;) {
        uint32_t operation = chance_below(chance, ISA_RESERVED);
        if (isa_is_coprocessor((enum isa_operation)operation)
                ? code->has_floats
                : !code->has_floats || chance_one_in(chance, 2))
            return operation;
    }
}

static uint32_t near(struct code *code, uint32_t index) {
    struct chance *chance = code->chance;
    if (chance_one_in(chance, 40))
        return chance_below(chance, 0x10000);
    if (chance_one_in(chance, 6))
        return chance_below(chance, 4) - 1;
    return chance_below(chance, code->count + 4) - index - 1;
}

static uint32_t memory_offset(struct code *code, uint32_t alignment) {
    uint32_t offset = chance_below(code->chance, 320);
    if (chance_one_in(code->chance, 30))
        offset = chance_below(code->chance, 0x10000);
    if (!chance_one_in(code->chance, 24))
        offset -= offset % alignment;
    return offset - 32;
}

static uint32_t with_operands(struct code *code, const struct isa_row *row, uint32_t word,
                              uint32_t index) {
    struct chance *chance = code->chance;
    for (unsigned shift = 11; shift <= 21; shift += 5) {
        if ((row->fixed >> shift & 31) == 0 && (shift > 11 || row->format == ISA_FORMAT_R))
            word = with_field(word, shift, some_register(code));
    }
    if (row->kind == ISA_LOAD || row->kind == ISA_STORE)
        return with_immediate(with_field(word, 21, base_register(code)),
                              memory_offset(code, row->alignment));
    if (row->kind == ISA_LOAD_INDEXED || row->kind == ISA_STORE_INDEXED)
        return with_field(with_field(word, 21, base_register(code)), 16,
                          chance_one_in(chance, 2) ? 0 : some_register(code));
    if (row->kind == ISA_BRANCH || row->kind == ISA_LIKELY)
        return with_immediate(word, near(code, index));
    if (row->kind == ISA_JUMP && !chance_one_in(chance, 3))
        return with_field(word, 21, RA);
    if (row->format == ISA_FORMAT_I && chance_one_in(chance, 2))
        return with_immediate(word, chance_number(chance));
    return word;
}

uint32_t code_instruction(struct code *code, uint32_t index) {
    struct chance *chance = code->chance;
    uint32_t operation = some_operation(code);
    const struct isa_row *row = &isa_table[operation];
    uint32_t word = row->word | (any_word(chance) & ~row->fixed);
    if (chance_one_in(chance, 300))
        return any_word(chance);
    if (row->kind == ISA_TRAP && chance_one_in(chance, 2))
        return 0;
    if (row->format == ISA_FORMAT_J)
        return isa_encode_jump((enum isa_operation)operation,
                               code->address + chance_below(chance, code->count + 4) * 4);
    // Of coprocessor 1 few registers, even ones where a pair is needed.
    if (isa_is_coprocessor((enum isa_operation)operation) && row->format == ISA_FORMAT_R) {
        word = row->word;
        for (unsigned shift = 6; shift <= 21; shift += 5) {
            if ((row->fixed >> shift & 30) == 0)
                word |= chance_below(chance, 6) << shift & ~row->fixed;
        }
        static const uint8_t controls[] = {0, 25, 26, 28, 31};
        if (operation == ISA_CFC1 || operation == ISA_CTC1)
            word = with_field(word, 11, controls[chance_below(chance, sizeof controls)]);
        if (strchr(row->operands, 't') != NULL)
            word = with_field(word, 16, some_register(code));
        if (strchr(row->operands, '(') != NULL)
            word = with_field(word, 21, base_register(code));
        return (row->operands[0] == 'N') ? word | chance_below(chance, 8) << 8 : word;
    }
    return with_operands(code, row, word, index);
}

uint32_t code_vary(struct code *code, uint32_t index, uint32_t word) {
    struct chance *chance = code->chance;
    enum isa_operation operation = isa_decode(word);
    const struct isa_row *row = &isa_table[operation];
    if (operation == ISA_RESERVED || chance_one_in(chance, 8))
        return code_instruction(code, index);
    if (row->format == ISA_FORMAT_J)
        return isa_encode_jump(operation,
                               code->address + chance_below(chance, code->count + 4) * 4);
    if (row->format == ISA_FORMAT_I && chance_one_in(chance, 2)) {
        uint32_t value = isa_immediate(word) +
                         (chance_below(chance, 9) - 4) * (row->alignment > 0 ? row->alignment : 1);
        return with_immediate(word, chance_one_in(chance, 4) ? chance_number(chance) : value);
    }
    unsigned shift = 6 + 5 * chance_below(chance, 4);
    uint32_t field = with_field(word, shift, some_register(code));
    return (word & row->fixed) | (field & ~row->fixed);
}

// ---- several ----

static void put(struct code *code, uint32_t word) {
    if (code->count < code->most)
        code->words[code->count++] = word;
}

static void put_any(struct code *code) {
    put(code, code_instruction(code, code->count));
}

static void compare_and_branch(struct code *code) {
    struct chance *chance = code->chance;
    uint32_t to = some_register(code), left = some_register(code);
    put(code, isa_encode_register(ISA_SLT, to, left,
                                  chance_one_in(chance, 3) ? to : some_register(code)));
    if (chance_one_in(chance, 4))
        put_any(code);
    put(code,
        with_immediate(isa_encode_immediate(chance_one_in(chance, 2) ? ISA_BEQ : ISA_BNE, to, 0, 0),
                       near(code, code->count)));
    put_any(code);
}

static void constant_address(struct code *code) {
    uint32_t to = some_register(code);
    uint32_t address = state_address(code->level, chance_below(code->chance, PLAIN_PAGES));
    if (code->subset == ISA_MIPS32)
        put(code, isa_encode_immediate(ISA_LUI, to, 0, (int32_t)(address >> 16)));
    else
        put(code, isa_encode_immediate(ISA_ADDIU, to, base_register(code), 4));
    put(code, isa_encode_immediate(ISA_ADDIU, to, to, (int32_t)isa_immediate(address)));
    put(code, isa_encode_immediate(chance_one_in(code->chance, 2) ? ISA_LW : ISA_SW,
                                   some_register(code), to, (int32_t)memory_offset(code, 4)));
}

static void counted_loop(struct code *code) {
    uint32_t counter = 11 + chance_below(code->chance, 4), start;
    put(code, isa_encode_immediate(ISA_ADDIU, counter, 0, (int32_t)chance_below(code->chance, 9)));
    start = code->count;
    for (uint32_t i = chance_below(code->chance, 4); i > 0; i--)
        put_any(code);
    put(code, isa_encode_immediate(ISA_ADDIU, counter, counter, -1));
    put(code, isa_encode_immediate(ISA_BNE, counter, 0, (int32_t)start - (int32_t)code->count - 1));
    put_any(code);
}

// Copies an instruction over another one, often over one at the end of a page or behind it: $s0 has
// an address near the beginning of the code.
static void changed_code(struct code *code) {
    struct chance *chance = code->chance;
    uint32_t to = some_register(code);
    uint32_t at = chance_one_in(chance, 2) ? code->count + chance_below(chance, 12) - 4
                                           : chance_below(chance, code->count + 12);
    uint32_t page_end = (PAGE_SIZE - code->address % PAGE_SIZE) / 4;
    if (chance_one_in(chance, 4) && page_end < 2000)
        at = page_end - 1 + chance_below(chance, 2);
    put(code, isa_encode_immediate(ISA_LW, to, S0, (int32_t)chance_below(chance, 40) * 4));
    put(code, isa_encode_immediate(ISA_SW, to, S0, (int32_t)at * 4));
}

static void call_and_return(struct code *code) {
    put(code,
        isa_encode_jump(ISA_JAL, code->address + chance_below(code->chance, code->count + 8) * 4));
    put_any(code);
    if (chance_one_in(code->chance, 2)) {
        put(code, isa_encode_register(ISA_JR, 0, RA, 0));
        put(code, isa_encode_immediate(ISA_ADDIU, RA, RA, chance_one_in(code->chance, 8) ? 2 : 4));
    }
}

static void same_few(struct code *code) {
    uint32_t few[3];
    for (unsigned i = 0; i < 3; i++)
        few[i] = some_register(code);
    for (uint32_t count = 3 + chance_below(code->chance, 3); count > 0; count--) {
        uint32_t word = code_instruction(code, code->count);
        const struct isa_row *row = &isa_table[isa_decode(word)];
        for (unsigned shift = 11; shift <= 21; shift += 5) {
            if ((row->fixed >> shift & 31) == 0 && (shift > 11 || row->format == ISA_FORMAT_R) &&
                row->format != ISA_FORMAT_J && !(shift == 21 && row->size != 0) &&
                !isa_is_coprocessor(isa_decode(word)))
                word = with_field(word, shift, few[chance_below(code->chance, 3)]);
        }
        put(code, word);
    }
}

// Instructions that the interpreter executes at once, in their order.
static void group(struct code *code) {
    enum {
        ROW_MOVE = ISA_MFLO, // a special case, by a row that it comes from
#define ISA(id, name, operands, format, word, fixed, subset, kind, size, alignment, reads, writes, \
            effect)                                                                                \
    ROW_##id = ISA_##id,
#include "../../core/isa/isa.def"
#undef ISA
        NONE = ISA_RESERVED
    };
    static const uint8_t groups[][3] = {
#define GROUP2(first, second)        {ROW_##first, ROW_##second, NONE},
#define GROUP3(first, second, third) {ROW_##first, ROW_##second, ROW_##third},
#include "../../core/mipster/groups_alike.def"
    };
    const uint8_t *rows = groups[chance_below(code->chance, sizeof groups / sizeof groups[0])];
    for (uint32_t i = 0; i < sizeof groups[0] && rows[i] != NONE; i++) {
        const struct isa_row *row = &isa_table[rows[i]];
        put(code, with_operands(code, row, row->word, code->count));
    }
}

static void put_float(struct code *code, enum isa_operation operation, uint32_t to, uint32_t left,
                      uint32_t right) {
    const struct isa_row *row = &isa_table[operation];
    put(code, row->word | ((to << 6 | left << 11 | right << 16) & ~row->fixed));
}

// A value that has been computed with is a number; another one in its place may be none.
static void float_replaced(struct code *code) {
    struct chance *chance = code->chance;
    static const enum isa_operation computes[2][3] = {{ISA_ADD_S, ISA_MUL_S, ISA_CVT_S_W},
                                                      {ISA_ADD_D, ISA_MUL_D, ISA_CVT_D_W}};
    static const enum isa_operation moves[] = {ISA_MOV_S, ISA_MOV_D};
    static const enum isa_operation loads[] = {ISA_LWC1, ISA_LDC1};
    uint32_t wide = chance_below(chance, 2), value = 2 * chance_below(chance, 3);
    uint32_t from = 2 * chance_below(chance, 16), to = 2 * chance_below(chance, 3);
    put_float(code, computes[wide][chance_below(chance, 3)], to, value, value);
    if (chance_one_in(chance, 3))
        put(code, isa_encode_immediate(loads[wide], value, base_register(code),
                                       (int32_t)memory_offset(code, 8)));
    else
        put_float(code, moves[wide], value, from, 0);
    put_float(code, computes[wide][chance_below(chance, 2)], to, value, value);
}

static void linked(struct code *code) {
    uint32_t base = base_register(code);
    int32_t offset = (int32_t)memory_offset(code, 4);
    put(code, isa_encode_immediate(ISA_LL, some_register(code), base, offset));
    put_any(code);
    put(code, isa_encode_immediate(ISA_SC, some_register(code), base, offset));
}

void code_append(struct code *code) {
    switch (chance_below(code->chance, 20)) {
    case 0: compare_and_branch(code); break;
    case 1: constant_address(code); break;
    case 2: counted_loop(code); break;
    case 3: changed_code(code); break;
    case 4: call_and_return(code); break;
    case 5:
    case 6: same_few(code); break;
    case 7:
        if (code->subset == ISA_MIPS32)
            linked(code);
        break;
    case 8: group(code); break;
    case 9:
        if (code->has_floats)
            float_replaced(code);
        break;
    default: put_any(code); break;
    }
}

// A branch in the last word of a page has its slot in the next one.
void code_cross_page(struct code *code) {
    uint32_t last = (PAGE_SIZE - code->address % PAGE_SIZE) / 4 - 1;
    if (last + 1 >= code->count)
        return;
    uint32_t to = chance_below(code->chance, code->count) - last - 1;
    code->words[last] =
        with_immediate(isa_encode_immediate(chance_one_in(code->chance, 2) ? ISA_BNE : ISA_BEQ,
                                            some_register(code), some_register(code), 0),
                       to);
}

void code_append_until(struct code *code, uint32_t count) {
    for (uint32_t tries = 0; code->count < count && tries < 4 * count; tries++)
        code_append(code);
}

// Steps over system calls; restarts its guest after other exceptions.
void code_append_hypervisor(struct code *code) {
    struct chance *chance = code->chance;
    uint32_t chaos = chance_one_in(chance, 3) ? 4 : 0;
    uint32_t budget =
        chance_one_in(chance, 4) ? chance_below(chance, 200) : chance_below(chance, 14);
    put(code, isa_encode_register(ISA_ADDU, REGISTER_A0, S7, 0));
    put(code, isa_encode_immediate(ISA_ADDIU, REGISTER_A1, 0, (int32_t)budget));
    put(code, isa_encode_register(ISA_ADDU, REGISTER_A2, 0, 0));
    put(code, isa_encode_immediate(ISA_ADDIU, REGISTER_V0, 0, CALL_switch));
    if (chance_one_in(chance, 4)) // in a delay slot
        put(code, isa_encode_immediate(ISA_BEQ, 0, 0, 1 + (int32_t)chance_below(chance, 2)));
    put(code, isa_encode_register(ISA_SYSCALL, 0, 0, 0));
    for (uint32_t i = chance_below(chance, chaos + 1); i > 0; i--)
        put_any(code);
    put(code, isa_encode_immediate(ISA_ADDIU, T0, 0, EXCEPTION_TIMER));
    put(code, isa_encode_immediate(ISA_BEQ, T0, REGISTER_V0, 7));
    put(code, isa_encode_immediate(ISA_ADDIU, T0, 0, EXCEPTION_SYSTEM_CALL));
    put(code, isa_encode_immediate(ISA_BEQ, T0, REGISTER_V0, 2));
    put(code, isa_encode_immediate(ISA_LW, T0, S7, CONTEXT_NEXT_PC * 4));
    put(code, isa_encode_register(ISA_ADDU, T0, K0, 0));
    put(code, isa_encode_immediate(ISA_SW, T0, S7, CONTEXT_PC * 4));
    put(code, isa_encode_immediate(ISA_ADDIU, T0, T0, 4));
    put(code, isa_encode_immediate(ISA_SW, T0, S7, CONTEXT_NEXT_PC * 4));
    for (uint32_t i = chance_below(chance, chaos + 1); i > 0; i--)
        put_any(code);
    put(code, isa_encode_jump(ISA_J, code->address));
    put_any(code);
}
