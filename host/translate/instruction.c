// One instruction at a time, in the order of the table. Meanings are those of core/machine/step.h.
#include <stddef.h>
#include <string.h>

#include "translate.h"

// ---- constants ----

static void know(struct build *build, uint32_t value) {
    build->now_known = true;
    build->result = value;
}

bool guest_known(struct build *build, unsigned number, uint32_t *value) {
    *value = 0;
    if (number == 0)
        return true;
    if (!build->known[number])
        return false;
    // What is entered between here and there may find another value.
    struct unit *units = cache_units(build->translator, build->block);
    for (unsigned i = build->since[number] + 1u; i < build->block->unit_count; i++)
        units[i].clean = false;
    *value = build->value[number];
    return true;
}

static void move(struct build *build, unsigned to, unsigned from) {
    if (to == 0)
        return;
    if (from == 0)
        emit_constant(build->hot, guest_place(build, to), 0);
    else if (build->guest_map[to] != NO_REGISTER)
        guest_load(build, build->guest_map[to], from);
    else
        guest_write(build, to, guest_read(build, from, RAX));
}

static void set_constant(struct build *build, unsigned to, uint32_t value) {
    if (to == 0)
        return;
    emit_constant(build->hot, guest_place(build, to), value);
    know(build, value);
}

// ---- arithmetic ----

// d = s op t
static void three(struct build *build, uint32_t word, enum arithmetic what, bool commutes) {
    unsigned d = isa_rd(word);
    unsigned s = isa_rs(word);
    unsigned t = isa_rt(word);
    if (d == 0)
        return;
    if (commutes && (d == t || (d != s && guest_is_held(build, t)))) {
        t = s;
        s = isa_rt(word);
    }
    if (d == s && build->guest_map[d] == NO_REGISTER && !guest_is_held(build, d)) {
        emit_arithmetic_to(build->hot, what, guest_place(build, d), guest_read(build, t, RAX));
        return;
    }
    unsigned to = guest_target(build, d, RAX);
    guest_load(build, to, s);
    emit_arithmetic(build->hot, what, to, guest_source(build, t));
    guest_write(build, d, to);
}

static void emit_addu(struct build *build, uint32_t word) {
    unsigned d = isa_rd(word);
    if (isa_rt(word) == 0 || isa_rs(word) == 0) {
        move(build, d, isa_rt(word) == 0 ? isa_rs(word) : isa_rt(word));
        return;
    }
    if (!build->keep_flags &&
        (build->guest_map[d] == NO_REGISTER || d == isa_rs(word) || d == isa_rt(word))) {
        three(build, word, ADD, true);
        return;
    }
    unsigned to = guest_target(build, d, RAX);
    unsigned s = guest_read(build, isa_rs(word), RAX);
    unsigned t = guest_read(build, isa_rt(word), s == RCX ? RAX : RCX);
    emit_address(build->hot, to, at_index(s, t, 0, 0));
    guest_write(build, d, to);
}

static void emit_subu(struct build *build, uint32_t word) {
    unsigned d = isa_rd(word);
    if (d != 0 && d == isa_rt(word) && d != isa_rs(word) && build->guest_map[d] != NO_REGISTER) {
        emit_unary(build->hot, NEG, guest_place(build, d));
        emit_arithmetic(build->hot, ADD, build->guest_map[d], guest_source(build, isa_rs(word)));
    } else {
        three(build, word, SUB, false);
    }
}

static void emit_and(struct build *build, uint32_t word) {
    three(build, word, AND, true);
}

static void emit_or(struct build *build, uint32_t word) {
    if (isa_rt(word) == 0 || isa_rs(word) == 0)
        move(build, isa_rd(word), isa_rt(word) == 0 ? isa_rs(word) : isa_rt(word));
    else
        three(build, word, OR, true);
}

static void emit_xor(struct build *build, uint32_t word) {
    three(build, word, XOR, true);
}

static void emit_nor(struct build *build, uint32_t word) {
    guest_load(build, RAX, isa_rs(word));
    if (isa_rt(word) != 0)
        emit_arithmetic(build->hot, OR, RAX, guest_source(build, isa_rt(word)));
    emit_unary(build->hot, NOT, in_register(RAX));
    guest_write(build, isa_rd(word), RAX);
}

static void emit_addiu(struct build *build, uint32_t word) {
    unsigned t = isa_rt(word);
    unsigned s = isa_rs(word);
    int32_t immediate = (int32_t)isa_immediate(word);
    uint32_t value;
    if (t == 0)
        return;
    if (guest_known(build, s, &value)) {
        set_constant(build, t, value + (uint32_t)immediate);
    } else if (immediate == 0) {
        move(build, t, s);
    } else if (t == s && !build->keep_flags && !guest_is_held(build, t)) {
        emit_arithmetic_constant(build->hot, ADD, guest_place(build, t), immediate);
    } else {
        unsigned to = guest_target(build, t, RAX);
        emit_address(build->hot, to, at_base(guest_read(build, s, RAX), immediate));
        guest_write(build, t, to);
    }
}

// t = s op immediate, which is not signed
static void logical(struct build *build, uint32_t word, enum arithmetic what) {
    unsigned t = isa_rt(word);
    unsigned s = isa_rs(word);
    uint32_t immediate = word % 0x10000;
    uint32_t value;
    if (t == 0)
        return;
    if (what != AND && guest_known(build, s, &value)) {
        set_constant(build, t, what == OR ? value | immediate : value ^ immediate);
        return;
    }
    if (t == s && !guest_is_held(build, t)) {
        emit_arithmetic_constant(build->hot, what, guest_place(build, t), (int32_t)immediate);
        return;
    }
    unsigned to = guest_target(build, t, RAX);
    guest_load(build, to, s);
    emit_arithmetic_constant(build->hot, what, in_register(to), (int32_t)immediate);
    guest_write(build, t, to);
}

static void emit_andi(struct build *build, uint32_t word) {
    uint32_t immediate = word % 0x10000;
    unsigned to = guest_target(build, isa_rt(word), RAX);
    if (immediate != 0xff && immediate != 0xffff) {
        logical(build, word, AND);
        return;
    }
    struct place from = in_register(guest_read(build, isa_rs(word), RAX));
    if (immediate == 0xff)
        emit_load_byte(build->hot, to, from, false);
    else
        emit_load_half(build->hot, to, from, false);
    guest_write(build, isa_rt(word), to);
}

static void emit_ori(struct build *build, uint32_t word) {
    logical(build, word, OR);
}

static void emit_xori(struct build *build, uint32_t word) {
    logical(build, word, XOR);
}

static void emit_lui(struct build *build, uint32_t word) {
    set_constant(build, isa_rt(word), word % 0x10000 * 0x10000);
}

// With overflow: the interpreter raises the exception.
static void overflowing(struct build *build, uint32_t word, enum arithmetic what) {
    guest_load(build, RAX, isa_rs(word));
    emit_arithmetic(build->hot, what, RAX, guest_source(build, isa_rt(word)));
    block_fail_if(build, IF_OVERFLOW);
    guest_write(build, isa_rd(word), RAX);
}

static void emit_add(struct build *build, uint32_t word) {
    overflowing(build, word, ADD);
}

static void emit_sub(struct build *build, uint32_t word) {
    overflowing(build, word, SUB);
}

static void emit_addi(struct build *build, uint32_t word) {
    guest_load(build, RAX, isa_rs(word));
    emit_arithmetic_constant(build->hot, ADD, in_register(RAX), (int32_t)isa_immediate(word));
    block_fail_if(build, IF_OVERFLOW);
    guest_write(build, isa_rt(word), RAX);
}

// ---- comparisons ----

// d = s < t, or a constant if t is 32 or more
static void set_less(struct build *build, uint32_t word, unsigned d, bool constant,
                     enum condition condition) {
    unsigned s = isa_rs(word);
    unsigned t = constant ? 0 : isa_rt(word);
    bool direct = build->guest_map[d] != NO_REGISTER && d != s && d != t;
    unsigned to = direct ? build->guest_map[d] : RAX;
    if (d == 0)
        return;
    if (direct)
        emit_arithmetic(build->hot, XOR, to, in_register(to));
    if (constant) {
        struct place left =
            s == 0 ? in_register(guest_read(build, 0, RCX)) : guest_source(build, s);
        emit_arithmetic_constant(build->hot, CMP, left, (int32_t)isa_immediate(word));
    } else {
        unsigned left = guest_read(build, s, RCX);
        emit_arithmetic(build->hot, CMP, left, guest_source(build, t));
    }
    emit_set(build->hot, condition, to);
    if (direct)
        return;
    to = guest_target(build, d, RAX);
    emit_load_byte(build->hot, to, in_register(RAX), false);
    guest_write(build, d, to);
}

static void emit_slt(struct build *build, uint32_t word) {
    set_less(build, word, isa_rd(word), false, IF_LESS);
}

static void emit_sltu(struct build *build, uint32_t word) {
    set_less(build, word, isa_rd(word), false, IF_BELOW);
}

static void emit_slti(struct build *build, uint32_t word) {
    set_less(build, word, isa_rt(word), true, IF_LESS);
}

static void emit_sltiu(struct build *build, uint32_t word) {
    set_less(build, word, isa_rt(word), true, IF_BELOW);
}

// d = s if t is, or is not, 0
static void move_if(struct build *build, uint32_t word, enum condition condition) {
    unsigned d = isa_rd(word);
    if (d == 0)
        return;
    unsigned to = guest_target(build, d, RAX);
    unsigned t = guest_read(build, isa_rt(word), RCX);
    if (t == RAX && to == RAX) {
        t = RCX;
        guest_load(build, t, isa_rt(word));
    }
    guest_load(build, to, d);
    emit_test(build->hot, in_register(t), t);
    emit_move_if(build->hot, condition, to, guest_source(build, isa_rs(word)));
    guest_write(build, d, to);
}

static void emit_movz(struct build *build, uint32_t word) {
    move_if(build, word, IF_EQUAL);
}

static void emit_movn(struct build *build, uint32_t word) {
    move_if(build, word, IF_NOT_EQUAL);
}

static void trap(struct build *build, uint32_t word, bool constant, enum condition condition) {
    guest_load(build, RAX, isa_rs(word));
    if (constant)
        emit_arithmetic_constant(build->hot, CMP, in_register(RAX), (int32_t)isa_immediate(word));
    else
        emit_arithmetic(build->hot, CMP, RAX, guest_source(build, isa_rt(word)));
    block_fail_if(build, condition);
}

static void emit_trap(struct build *build, uint32_t word) {
    switch (isa_decode(word)) {
    case ISA_TEQ: trap(build, word, false, IF_EQUAL); break;
    case ISA_TEQI: trap(build, word, true, IF_EQUAL); break;
    case ISA_TGE: trap(build, word, false, IF_NOT_LESS); break;
    case ISA_TGEI: trap(build, word, true, IF_NOT_LESS); break;
    case ISA_TGEIU: trap(build, word, true, IF_NOT_BELOW); break;
    case ISA_TGEU: trap(build, word, false, IF_NOT_BELOW); break;
    case ISA_TLT: trap(build, word, false, IF_LESS); break;
    case ISA_TLTI: trap(build, word, true, IF_LESS); break;
    case ISA_TLTIU: trap(build, word, true, IF_BELOW); break;
    case ISA_TLTU: trap(build, word, false, IF_BELOW); break;
    case ISA_TNE: trap(build, word, false, IF_NOT_EQUAL); break;
    default: trap(build, word, true, IF_NOT_EQUAL); break; // TNEI
    }
}

// ---- shifts and fields ----

static void shift(struct build *build, uint32_t word, enum shift what) {
    unsigned d = isa_rd(word);
    unsigned t = isa_rt(word);
    unsigned amount = isa_amount(word);
    if (d == 0)
        return;
    if (amount == 0) {
        move(build, d, t);
    } else if (d == t && !guest_is_held(build, d)) {
        emit_shift(build->hot, what, guest_place(build, d), amount);
    } else {
        unsigned to = guest_target(build, d, RAX);
        guest_load(build, to, t);
        emit_shift(build->hot, what, in_register(to), amount);
        guest_write(build, d, to);
    }
}

static void shift_by(struct build *build, uint32_t word, enum shift what) {
    unsigned d = isa_rd(word);
    unsigned to = guest_target(build, d, RAX);
    if (d == 0)
        return;
    guest_load(build, RCX, isa_rs(word));
    guest_load(build, to, isa_rt(word));
    emit_shift_by_cl(build->hot, what, in_register(to));
    guest_write(build, d, to);
}

static void emit_shift_row(struct build *build, uint32_t word) {
    switch (isa_decode(word)) {
    case ISA_SLL: shift(build, word, SHL); break;
    case ISA_SRL: shift(build, word, SHR); break;
    case ISA_SRA: shift(build, word, SAR); break;
    case ISA_ROTR: shift(build, word, ROR); break;
    case ISA_SLLV: shift_by(build, word, SHL); break;
    case ISA_SRLV: shift_by(build, word, SHR); break;
    case ISA_SRAV: shift_by(build, word, SAR); break;
    default: shift_by(build, word, ROR); break; // ROTRV
    }
}

static uint32_t mask_of(unsigned size) {
    return size >= 32 ? 0xffffffffu : (1u << size) - 1;
}

static void emit_ext(struct build *build, uint32_t word) {
    unsigned size = isa_rd(word) + 1;
    unsigned to = guest_target(build, isa_rt(word), RAX);
    guest_load(build, to, isa_rs(word));
    if (isa_amount(word) != 0)
        emit_shift(build->hot, SHR, in_register(to), isa_amount(word));
    if (size + isa_amount(word) < 32)
        emit_arithmetic_constant(build->hot, AND, in_register(to), (int32_t)mask_of(size));
    guest_write(build, isa_rt(word), to);
}

static void emit_ins(struct build *build, uint32_t word) {
    unsigned position = isa_amount(word);
    uint32_t mask = mask_of(isa_rd(word) + 1 - position) << position;
    if (isa_rt(word) == 0)
        return;
    guest_load(build, RAX, isa_rs(word));
    if (position != 0)
        emit_shift(build->hot, SHL, in_register(RAX), position);
    emit_arithmetic_constant(build->hot, AND, in_register(RAX), (int32_t)mask);
    emit_arithmetic_constant(build->hot, AND, guest_place(build, isa_rt(word)), (int32_t)~mask);
    emit_arithmetic_to(build->hot, OR, guest_place(build, isa_rt(word)), RAX);
}

bool instruction_is_plain(enum isa_operation operation, uint32_t word) {
    if (operation == ISA_EXT)
        return isa_amount(word) + isa_rd(word) + 1 <= 32;
    if (operation == ISA_INS)
        return isa_rd(word) >= isa_amount(word);
    return true;
}

static void emit_seb(struct build *build, uint32_t word) {
    unsigned to = guest_target(build, isa_rd(word), RAX);
    emit_load_byte(build->hot, to, in_register(guest_read(build, isa_rt(word), RAX)), true);
    guest_write(build, isa_rd(word), to);
}

static void emit_seh(struct build *build, uint32_t word) {
    unsigned to = guest_target(build, isa_rd(word), RAX);
    emit_load_half(build->hot, to, in_register(guest_read(build, isa_rt(word), RAX)), true);
    guest_write(build, isa_rd(word), to);
}

static void emit_wsbh(struct build *build, uint32_t word) {
    guest_load(build, RAX, isa_rt(word));
    emit_swap_accumulator(build->hot);
    emit_shift(build->hot, ROR, in_register(RAX), 16);
    guest_write(build, isa_rd(word), RAX);
}

// Of 0 the scan leaves its result as it is, and 63 ^ 31 = 32.
static void count_zeros(struct build *build, uint32_t word, bool ones) {
    guest_load(build, RAX, isa_rs(word));
    if (ones)
        emit_unary(build->hot, NOT, in_register(RAX));
    emit_constant(build->hot, in_register(RDX), 63);
    emit_bit_scan_reverse(build->hot, RAX, in_register(RAX));
    emit_move_if(build->hot, IF_EQUAL, RAX, in_register(RDX));
    emit_arithmetic_constant(build->hot, XOR, in_register(RAX), 31);
    guest_write(build, isa_rd(word), RAX);
}

static void emit_clz(struct build *build, uint32_t word) {
    count_zeros(build, word, false);
}

static void emit_clo(struct build *build, uint32_t word) {
    count_zeros(build, word, true);
}

// ---- hi and lo ----

static void emit_mfhi(struct build *build, uint32_t word) {
    move(build, isa_rd(word), GUEST_HI);
}

static void emit_mflo(struct build *build, uint32_t word) {
    move(build, isa_rd(word), GUEST_LO);
}

static void emit_mthi(struct build *build, uint32_t word) {
    move(build, GUEST_HI, isa_rs(word));
}

static void emit_mtlo(struct build *build, uint32_t word) {
    move(build, GUEST_LO, isa_rs(word));
}

static void set_hi_lo(struct build *build) {
    guest_write(build, GUEST_LO, RAX);
    guest_write(build, GUEST_HI, RDX);
}

// edx:eax = s × t
static void product(struct build *build, uint32_t word, enum unary what) {
    guest_load(build, RAX, isa_rs(word));
    emit_unary(build->hot, what, guest_source(build, isa_rt(word)));
}

static void emit_product(struct build *build, uint32_t word) {
    enum isa_operation operation = isa_decode(word);
    bool is_unsigned = operation == ISA_MULTU || operation == ISA_MADDU || operation == ISA_MSUBU;
    product(build, word, is_unsigned ? MUL : IMUL);
    switch (operation) {
    case ISA_MADD:
    case ISA_MADDU:
        emit_arithmetic_to(build->hot, ADD, guest_place(build, GUEST_LO), RAX);
        emit_arithmetic_to(build->hot, ADC, guest_place(build, GUEST_HI), RDX);
        break;
    case ISA_MSUB:
    case ISA_MSUBU:
        emit_arithmetic_to(build->hot, SUB, guest_place(build, GUEST_LO), RAX);
        emit_arithmetic_to(build->hot, SBB, guest_place(build, GUEST_HI), RDX);
        break;
    default: set_hi_lo(build); break;
    }
}

static void emit_mul(struct build *build, uint32_t word) {
    unsigned d = isa_rd(word);
    bool swap = d == isa_rt(word);
    unsigned to = guest_target(build, d, RAX);
    guest_load(build, to, swap ? isa_rt(word) : isa_rs(word));
    emit_multiply(build->hot, to, guest_source(build, swap ? isa_rs(word) : isa_rt(word)));
    guest_write(build, d, to);
}

// A jump over what follows, until land(build) says where.
static uint32_t jump_over(struct build *build, enum condition condition) {
    emit_jump_if(build->hot, condition, build->hot->run);
    return build->hot->run - 4;
}

static void land(struct build *build, uint32_t field) {
    emit_patch(cache_writable(build->translator, field), field, build->hot->run);
}

// The dividend is in eax, the divisor is put where edx may be changed.
static unsigned read_operands_of_division(struct build *build, uint32_t word) {
    guest_load(build, RAX, isa_rs(word));
    unsigned divisor = guest_read(build, isa_rt(word), RCX);
    if (divisor == RDX) {
        divisor = RCX;
        guest_load(build, divisor, isa_rt(word));
    }
    return divisor;
}

// By 0: the dividend and 0, which are in eax and edx already.
static void emit_divu(struct build *build, uint32_t word) {
    unsigned divisor = read_operands_of_division(build, word);
    emit_constant(build->hot, in_register(RDX), 0);
    emit_test(build->hot, in_register(divisor), divisor);
    uint32_t by_zero = jump_over(build, IF_EQUAL);
    emit_unary(build->hot, DIV, in_register(divisor));
    land(build, by_zero);
    set_hi_lo(build);
}

// By -1 the processor would fail for the least number: the quotient is the negation.
static void emit_div(struct build *build, uint32_t word) {
    unsigned divisor = read_operands_of_division(build, word);
    emit_constant(build->hot, in_register(RDX), 0);
    emit_test(build->hot, in_register(divisor), divisor);
    uint32_t by_zero = jump_over(build, IF_EQUAL);
    emit_arithmetic_constant(build->hot, CMP, in_register(divisor), -1);
    uint32_t negation = build->cold->run;
    emit_jump_if(build->hot, IF_EQUAL, negation);
    emit_extend_accumulator(build->hot);
    emit_unary(build->hot, IDIV, in_register(divisor));
    land(build, by_zero);
    emit_unary(build->cold, NEG, in_register(RAX));
    emit_jump(build->cold, build->hot->run);
    set_hi_lo(build);
}

static void emit_nothing(struct build *build, uint32_t word) {
    (void)build, (void)word;
}

// ---- the rows ----

// Branches and jumps are in block.c; what is missing is left to the interpreter. ORDER ISA
const struct instruction_row instruction_rows[ISA_RESERVED] = {
    [ISA_ADDIU] = {emit_addiu, true},
    [ISA_ADDU] = {emit_addu, true},
    [ISA_DIVU] = {emit_divu, false},
    [ISA_LW] = {memory_load, true},
    [ISA_MFHI] = {emit_mfhi, true},
    [ISA_MFLO] = {emit_mflo, true},
    [ISA_MULTU] = {emit_product, false},
    [ISA_NOP] = {emit_nothing, true},
    [ISA_SLT] = {emit_slt, false},
    [ISA_SUBU] = {emit_subu, false},
    [ISA_SW] = {memory_store, true},
    [ISA_ADD] = {emit_add, false},
    [ISA_ADDI] = {emit_addi, false},
    [ISA_AND] = {emit_and, false},
    [ISA_ANDI] = {emit_andi, false},
    [ISA_CACHE] = {emit_nothing, true},
    [ISA_CLO] = {emit_clo, false},
    [ISA_CLZ] = {emit_clz, false},
    [ISA_DIV] = {emit_div, false},
    [ISA_EXT] = {emit_ext, false},
    [ISA_INS] = {emit_ins, false},
    [ISA_LB] = {memory_load, true},
    [ISA_LBU] = {memory_load, true},
    [ISA_LH] = {memory_load, true},
    [ISA_LHU] = {memory_load, true},
    [ISA_LUI] = {emit_lui, true},
    [ISA_LWL] = {memory_load_part, false},
    [ISA_LWR] = {memory_load_part, false},
    [ISA_MADD] = {emit_product, false},
    [ISA_MADDU] = {emit_product, false},
    [ISA_MOVN] = {emit_movn, false},
    [ISA_MOVZ] = {emit_movz, false},
    [ISA_MSUB] = {emit_product, false},
    [ISA_MSUBU] = {emit_product, false},
    [ISA_MTHI] = {emit_mthi, true},
    [ISA_MTLO] = {emit_mtlo, true},
    [ISA_MUL] = {emit_mul, false},
    [ISA_MULT] = {emit_product, false},
    [ISA_NOR] = {emit_nor, false},
    [ISA_OR] = {emit_or, false},
    [ISA_ORI] = {emit_ori, false},
    [ISA_PREF] = {emit_nothing, true},
    [ISA_ROTR] = {emit_shift_row, false},
    [ISA_ROTRV] = {emit_shift_row, false},
    [ISA_SB] = {memory_store, true},
    [ISA_SEB] = {emit_seb, false},
    [ISA_SEH] = {emit_seh, false},
    [ISA_SH] = {memory_store, true},
    [ISA_SLL] = {emit_shift_row, false},
    [ISA_SLLV] = {emit_shift_row, false},
    [ISA_SLTI] = {emit_slti, false},
    [ISA_SLTIU] = {emit_sltiu, false},
    [ISA_SLTU] = {emit_sltu, false},
    [ISA_SRA] = {emit_shift_row, false},
    [ISA_SRAV] = {emit_shift_row, false},
    [ISA_SRL] = {emit_shift_row, false},
    [ISA_SRLV] = {emit_shift_row, false},
    [ISA_SUB] = {emit_sub, false},
    [ISA_SWL] = {memory_store_part, false},
    [ISA_SWR] = {memory_store_part, false},
    [ISA_SYNC] = {emit_nothing, true},
    [ISA_SYNCI] = {emit_nothing, true},
    [ISA_TEQ] = {emit_trap, false},
    [ISA_TEQI] = {emit_trap, false},
    [ISA_TGE] = {emit_trap, false},
    [ISA_TGEI] = {emit_trap, false},
    [ISA_TGEIU] = {emit_trap, false},
    [ISA_TGEU] = {emit_trap, false},
    [ISA_TLT] = {emit_trap, false},
    [ISA_TLTI] = {emit_trap, false},
    [ISA_TLTIU] = {emit_trap, false},
    [ISA_TLTU] = {emit_trap, false},
    [ISA_TNE] = {emit_trap, false},
    [ISA_TNEI] = {emit_trap, false},
    [ISA_WSBH] = {emit_wsbh, false},
    [ISA_XOR] = {emit_xor, false},
    [ISA_XORI] = {emit_xori, false},
    [ISA_ADD_S] = {float_arithmetic, false},
    [ISA_ADD_D] = {float_arithmetic, false},
    [ISA_SUB_S] = {float_arithmetic, false},
    [ISA_SUB_D] = {float_arithmetic, false},
    [ISA_MUL_S] = {float_arithmetic, false},
    [ISA_MUL_D] = {float_arithmetic, false},
    [ISA_DIV_S] = {float_arithmetic, false},
    [ISA_DIV_D] = {float_arithmetic, false},
    [ISA_SQRT_S] = {float_root, false},
    [ISA_ABS_S] = {float_sign, false},
    [ISA_NEG_S] = {float_sign, false},
    [ISA_MOV_S] = {float_move, false},
    [ISA_TRUNC_W_S] = {float_to_word, false},
    [ISA_CVT_W_S] = {float_to_word, false},
    [ISA_C_F_S] = {float_compare, false},
    [ISA_C_UN_S] = {float_compare, false},
    [ISA_C_EQ_S] = {float_compare, false},
    [ISA_C_UEQ_S] = {float_compare, false},
    [ISA_C_OLT_S] = {float_compare, false},
    [ISA_C_ULT_S] = {float_compare, false},
    [ISA_C_OLE_S] = {float_compare, false},
    [ISA_C_ULE_S] = {float_compare, false},
    [ISA_C_SF_S] = {float_compare, false},
    [ISA_C_NGLE_S] = {float_compare, false},
    [ISA_C_SEQ_S] = {float_compare, false},
    [ISA_C_NGL_S] = {float_compare, false},
    [ISA_C_LT_S] = {float_compare, false},
    [ISA_C_NGE_S] = {float_compare, false},
    [ISA_C_LE_S] = {float_compare, false},
    [ISA_C_NGT_S] = {float_compare, false},
    [ISA_SQRT_D] = {float_root, false},
    [ISA_ABS_D] = {float_sign, false},
    [ISA_NEG_D] = {float_sign, false},
    [ISA_MOV_D] = {float_move, false},
    [ISA_TRUNC_W_D] = {float_to_word, false},
    [ISA_CVT_W_D] = {float_to_word, false},
    [ISA_C_F_D] = {float_compare, false},
    [ISA_C_UN_D] = {float_compare, false},
    [ISA_C_EQ_D] = {float_compare, false},
    [ISA_C_UEQ_D] = {float_compare, false},
    [ISA_C_OLT_D] = {float_compare, false},
    [ISA_C_ULT_D] = {float_compare, false},
    [ISA_C_OLE_D] = {float_compare, false},
    [ISA_C_ULE_D] = {float_compare, false},
    [ISA_C_SF_D] = {float_compare, false},
    [ISA_C_NGLE_D] = {float_compare, false},
    [ISA_C_SEQ_D] = {float_compare, false},
    [ISA_C_NGL_D] = {float_compare, false},
    [ISA_C_LT_D] = {float_compare, false},
    [ISA_C_NGE_D] = {float_compare, false},
    [ISA_C_LE_D] = {float_compare, false},
    [ISA_C_NGT_D] = {float_compare, false},
    [ISA_CVT_S_D] = {float_to_other, false},
    [ISA_CVT_D_S] = {float_to_other, false},
    [ISA_CVT_S_W] = {float_from_word, false},
    [ISA_CVT_D_W] = {float_from_word, false},
    [ISA_MFC1] = {float_move_from, false},
    [ISA_MFHC1] = {float_move_from, false},
    [ISA_MTC1] = {float_move_to, false},
    [ISA_MTHC1] = {float_move_to, false},
    [ISA_LWC1] = {memory_load_float, false},
    [ISA_LDC1] = {memory_load_float, false},
    [ISA_SWC1] = {memory_store_float, false},
    [ISA_SDC1] = {memory_store_float, false},
    [ISA_PREFX] = {emit_nothing, false},
};

static void each_register(struct isa_registers registers, void (*use)(void *state, unsigned number),
                          void *state) {
    for (uint32_t i = 0; i < registers.count; i++) {
        uint32_t number = registers.numbers[i];
        if (number >= ISA_FPR)
            continue; // always in the context
        use(state, number == ISA_HI ? GUEST_HI : number == ISA_LO ? GUEST_LO : number);
    }
}

void instruction_registers(uint32_t word, void (*read)(void *state, unsigned number),
                           void (*written)(void *state, unsigned number), void *state) {
    each_register(isa_reads(word), read, state);
    each_register(isa_writes(word), written, state);
}

bool instruction_keeps_flags(const struct build *build, enum isa_operation operation,
                             uint32_t index) {
    if (!instruction_rows[operation].keeps_flags)
        return false;
    switch (isa_table[operation].kind) {
    case ISA_LOAD: return memory_keeps_flags(build, index, ACCESS_READ);
    case ISA_STORE: return memory_keeps_flags(build, index, ACCESS_WRITE);
    default: return true;
    }
}

void instruction_emit(struct build *build, enum isa_operation operation, uint32_t word) {
    uint32_t to = isa_destination(word);
    build->now_known = false;
    guest_begin(build, to);
    instruction_rows[operation].emit(build, word);
    guest_end(build);
    if (to == 0)
        return;
    build->known[to] = build->now_known;
    build->value[to] = build->result;
    build->since[to] = (uint8_t)(build->block->unit_count - 1);
}
