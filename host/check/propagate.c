// Definedness of what instructions compute, bit by bit: a set bit of a mask has no value. Where an
// operation is not exact here it errs towards "undefined" only in bits that the value of an
// undefined one could reach.
#include "check.h"

#include <string.h>

#include "../../core/isa/isa.h"
#include "../../core/machine/step.h"

void checker_set_register(struct checker *checker, uint32_t number, uint32_t mask,
                          uint32_t origin) {
    if (number == 0)
        return;
    checker->undefined_count += (mask != 0) - (checker->undefined[number] != 0);
    checker->undefined[number] = mask;
    checker->origins[number] = origin;
}

// ---- operands ----

struct operands {
    uint32_t b, c;           // values
    uint32_t mask_b, mask_c; // and what of them is undefined
};

// What is added to may carry up: from the lowest undefined bit on.
static uint32_t smear_up(uint32_t mask) {
    return mask | (0u - mask);
}

static uint32_t sum_mask(const struct operands *o) {
    uint32_t least = (o->b & ~o->mask_b) + (o->c & ~o->mask_c);
    uint32_t most = (o->b | o->mask_b) + (o->c | o->mask_c);
    return o->mask_b | o->mask_c | (least ^ most);
}

static uint32_t difference_mask(const struct operands *o) {
    uint32_t least = (o->b & ~o->mask_b) - (o->c | o->mask_c);
    uint32_t most = (o->b | o->mask_b) - (o->c & ~o->mask_c);
    return o->mask_b | o->mask_c | (least ^ most);
}

static uint32_t and_mask(const struct operands *o) {
    return (o->mask_b & (o->c | o->mask_c)) | (o->mask_c & (o->b | o->mask_b));
}

static uint32_t or_mask(const struct operands *o) {
    return (o->mask_b & (~o->c | o->mask_c)) | (o->mask_c & (~o->b | o->mask_b));
}

// b < c, unsigned: known if all that b can be is below, or not below, all that c can be.
static uint32_t less_mask(uint32_t b, uint32_t mask_b, uint32_t c, uint32_t mask_c) {
    uint32_t least_b = b & ~mask_b, most_b = b | mask_b;
    uint32_t least_c = c & ~mask_c, most_c = c | mask_c;
    return (mask_b | mask_c) == 0 || most_b < least_c || least_b >= most_c ? 0 : 1;
}

static uint32_t less_signed_mask(const struct operands *o) {
    // Adding 2^31 turns signed order into unsigned; a sign that is undefined stays so.
    return less_mask(o->b ^ 0x80000000u, o->mask_b, o->c ^ 0x80000000u, o->mask_c);
}

static uint32_t any(uint32_t mask) {
    return mask == 0 ? 0 : 0xffffffffu;
}

static bool is_power_of_two(uint32_t value) {
    return value != 0 && (value & (value - 1)) == 0;
}

static struct result divided(const struct operands *o) {
    uint32_t all = any(o->mask_b | o->mask_c);
    if (o->mask_c != 0 || !is_power_of_two(o->c))
        return (struct result){all, all, 0};
    return (struct result){o->mask_b / o->c, o->mask_b & (o->c - 1), 0};
}

// The product of an operand and a known power of two is a shift.
static struct result multiplied(const struct operands *o) {
    uint32_t factor = o->mask_c == 0 && is_power_of_two(o->c)   ? o->c
                      : o->mask_b == 0 && is_power_of_two(o->b) ? o->b
                                                                : 0;
    uint64_t mask = (uint64_t)(o->mask_b | o->mask_c) * factor;
    if (factor != 0)
        return (struct result){(uint32_t)mask, (uint32_t)(mask >> 32), 0};
    if ((o->mask_b == 0 && o->b == 0) || (o->mask_c == 0 && o->c == 0))
        return (struct result){0, 0, 0};
    return (struct result){smear_up(o->mask_b | o->mask_c), any(o->mask_b | o->mask_c), 0};
}

// ---- instructions ----

static uint32_t shifted(enum isa_operation operation, const struct operands *o, uint32_t amount) {
    amount %= 32;
    if (o->mask_c != 0)
        return any(1);
    switch (operation) {
    case ISA_SLL:
    case ISA_SLLV: return o->mask_b << amount;
    case ISA_SRL:
    case ISA_SRLV: return o->mask_b >> amount;
    case ISA_ROTR:
    case ISA_ROTRV: return rotate_right(o->mask_b, amount);
    default: return shift_right_arithmetic(o->mask_b, amount);
    }
}

static uint32_t or_origin(uint32_t first, uint32_t second) {
    return first != 0 ? first : second;
}

static uint32_t mask_at(const struct checker *checker, uint32_t offset) {
    return checker->undefined[offset / 4];
}

// FCSR is an operand of whatever depends on a condition, not of arithmetic.
static bool counts(const struct instruction *instruction, uint32_t number) {
    enum isa_operation operation = instruction->operation;
    return number != ISA_FCSR || operation == ISA_MOVF || operation == ISA_MOVT ||
           operation == ISA_MOVF_S || operation == ISA_MOVF_D || operation == ISA_MOVT_S ||
           operation == ISA_MOVT_D || operation == ISA_CFC1;
}

static struct result of_all(const struct checker *checker, const struct instruction *instruction) {
    struct result result = {0, 0, 0};
    for (uint32_t i = 0; i < instruction->reads.count; i++) {
        uint32_t number = instruction->reads.numbers[i];
        if (checker->undefined[number] == 0 || !counts(instruction, number))
            continue;
        result.mask = result.high = 0xffffffffu;
        result.origin = or_origin(result.origin, checker->origins[number]);
    }
    return result;
}

static uint32_t moved_if(const struct checker *checker, const struct isa_operands *operands,
                         const uint32_t *context, bool if_zero) {
    uint32_t condition = context[operands->c / 4], mask = mask_at(checker, operands->c);
    if (mask != 0 && (condition & ~mask) == 0)
        return 0xffffffffu;
    bool moves = ((condition & ~mask) == 0) == if_zero;
    return mask_at(checker, moves ? operands->b : operands->a);
}

// For those where bits matter; false for all others.
static bool by_bits(const struct checker *checker, const struct instruction *instruction,
                    const uint32_t *context, const struct isa_operands *operands,
                    struct result *result) {
    struct operands o = {context[operands->b / 4], 0, mask_at(checker, operands->b), 0};
    uint32_t number = operands->c;
    struct operands with_number = {o.b, number, o.mask_b, 0};
    if (strchr(instruction->row->reads, 'c') != NULL) {
        o.c = context[operands->c / 4];
        o.mask_c = mask_at(checker, operands->c);
    }
    switch (instruction->operation) {
    case ISA_ADD:
    case ISA_ADDU: result->mask = sum_mask(&o); return true;
    case ISA_ADDI:
    case ISA_ADDIU: result->mask = sum_mask(&with_number); return true;
    case ISA_SUB:
    case ISA_SUBU: result->mask = operands->b == operands->c ? 0 : difference_mask(&o); return true;
    case ISA_AND: result->mask = and_mask(&o); return true;
    case ISA_ANDI: result->mask = and_mask(&with_number); return true;
    case ISA_OR:
    case ISA_NOR: result->mask = or_mask(&o); return true;
    case ISA_ORI: result->mask = or_mask(&with_number); return true;
    case ISA_XOR: result->mask = operands->b == operands->c ? 0 : o.mask_b | o.mask_c; return true;
    case ISA_XORI: result->mask = o.mask_b; return true;
    case ISA_SLT: result->mask = less_signed_mask(&o); return true;
    case ISA_SLTI: result->mask = less_signed_mask(&with_number); return true;
    case ISA_SLTU: result->mask = less_mask(o.b, o.mask_b, o.c, o.mask_c); return true;
    case ISA_SLTIU: result->mask = less_mask(o.b, o.mask_b, number, 0); return true;
    case ISA_SLL:
    case ISA_SRL:
    case ISA_SRA:
    case ISA_ROTR:
        o.mask_c = 0;
        result->mask = shifted(instruction->operation, &o, number);
        return true;
    case ISA_SLLV:
    case ISA_SRLV:
    case ISA_SRAV:
    case ISA_ROTRV: result->mask = shifted(instruction->operation, &o, o.c); return true;
    case ISA_SEB: result->mask = sign_extend_byte(o.mask_b & 0xff); return true;
    case ISA_SEH: result->mask = sign_extend_half(o.mask_b & 0xffff); return true;
    case ISA_WSBH: result->mask = swap_bytes_of_halves(o.mask_b); return true;
    case ISA_EXT:
        result->mask = is_field(number) ? extract_field(o.mask_b, number) : 0;
        return true;
    case ISA_INS:
        result->mask =
            is_field(number) ? insert_field(mask_at(checker, operands->a), o.mask_b, number) : 0;
        return true;
    case ISA_MOVN: result->mask = moved_if(checker, operands, context, false); return true;
    case ISA_MOVZ: result->mask = moved_if(checker, operands, context, true); return true;
    case ISA_DIVU: *result = divided(&o); return true;
    case ISA_MULTU:
    case ISA_MULT:
    case ISA_MUL: *result = multiplied(&o); return true;
    case ISA_MFHI:
    case ISA_MFLO:
    case ISA_MTHI:
    case ISA_MTLO:
    case ISA_MFC1:
    case ISA_MTC1:
        result->mask =
            checker->undefined[instruction->reads.count == 0 ? 0 : instruction->reads.numbers[0]];
        return true;
    default: return false;
    }
}

struct result propagate(const struct checker *checker, const struct instruction *instruction,
                        const uint32_t *context) {
    struct isa_operands operands;
    struct result result = of_all(checker, instruction);
    if (result.mask == 0)
        return result;
    uint32_t origin = result.origin;
    isa_operands(instruction->operation, instruction->word, &operands);
    by_bits(checker, instruction, context, &operands, &result);
    result.origin = origin;
    return result;
}

// ---- what decides ----

static uint32_t undefined_read(const struct checker *checker,
                               const struct instruction *instruction) {
    for (uint32_t i = 0; i < instruction->reads.count; i++)
        if (checker->undefined[instruction->reads.numbers[i]] != 0)
            return instruction->reads.numbers[i];
    return 0;
}

// A comparison with 0: is it known from the bits that are?
static bool sign_is_known(enum isa_operation operation, uint32_t value, uint32_t mask) {
    bool has_sign = (mask & 0x80000000u) == 0;
    bool is_below = has_sign && is_negative(value);
    switch (operation) {
    case ISA_BGTZ:
    case ISA_BGTZL:
    case ISA_BLEZ:
    case ISA_BLEZL: return is_below || (has_sign && (value & ~mask) != 0);
    default: return has_sign;
    }
}

uint32_t propagate_decides(const struct checker *checker, const struct instruction *instruction,
                           const uint32_t *context) {
    uint32_t number = undefined_read(checker, instruction);
    enum isa_kind kind = instruction->row->kind;
    uint32_t rs = isa_rs(instruction->word), rt = isa_rt(instruction->word);
    if (number == 0 ||
        (kind != ISA_BRANCH && kind != ISA_LIKELY && kind != ISA_JUMP && kind != ISA_TRAP))
        return 0;
    uint32_t masks = checker->undefined[rs] | checker->undefined[rt];
    switch (instruction->operation) {
    case ISA_BEQ:
    case ISA_BNE:
    case ISA_BEQL:
    case ISA_BNEL:
    case ISA_TEQ:
    case ISA_TNE: return rs == rt || ((context[rs] ^ context[rt]) & ~masks) != 0 ? 0 : number;
    case ISA_BC1F:
    case ISA_BC1FL:
    case ISA_BC1T:
    case ISA_BC1TL:
    case ISA_JR:
    case ISA_JR_HB:
    case ISA_JALR:
    case ISA_JALR_HB: return number;
    default: break;
    }
    bool is_branch = kind == ISA_BRANCH || kind == ISA_LIKELY;
    return is_branch && sign_is_known(instruction->operation, context[rs], checker->undefined[rs])
               ? 0
               : number;
}
