// Straight back through the text: over branches, which were not taken, but not over jumps and
// calls, nor beyond a place that is jumped to.
#include "origin.h"

#include <stddef.h>

#include "../isa/isa.h"

enum { ALIGNING_MAX = 8 }; // instructions in which starc aligns a pointer

// True if the instruction behind it, or behind its delay slot, need not be what is executed next.
static bool ends_stretch(uint32_t word, uint32_t reg) {
    enum isa_operation operation = isa_decode(word);
    enum isa_kind kind = isa_table[operation].kind;
    if (operation == ISA_SYSCALL) // the kernel sets these
        return reg == REGISTER_V0 || reg == REGISTER_V0 + 1 || reg == REGISTER_A3;
    return operation == ISA_RESERVED || operation == ISA_BREAK || kind == ISA_JUMP ||
           isa_links(operation);
}

// True if the instruction at `pc` is in the delay slot of one of such a kind.
static bool is_in_slot(const struct subject *subject, uint32_t pc, bool of_likely) {
    uint32_t word;
    if (!subject_code(subject, pc - 4, &word))
        return false;
    enum isa_operation operation = isa_decode(word);
    enum isa_kind kind = isa_table[operation].kind;
    return of_likely ? kind == ISA_LIKELY : kind == ISA_JUMP || isa_links(operation);
}

// True if some branch of the function leads behind `from`, up to `to`: then it is not clear what
// was executed before.
static bool is_joined(const struct subject *subject, uint32_t from, uint32_t to) {
    struct symbol symbol = image_function_at(subject->image, to);
    uint32_t word, end = symbol.address + symbol.size;
    for (uint32_t pc = symbol.address; pc < end && subject_code(subject, pc, &word); pc += 4) {
        enum isa_operation operation = isa_decode(word);
        uint32_t target = 0;
        if (operation == ISA_JR && isa_rs(word) != REGISTER_RA)
            return true; // a switch, to anywhere
        if (operation != ISA_JAL && isa_target(operation, word, pc, &target) && target > from &&
            target <= to)
            return true;
    }
    return symbol.name == NULL || symbol.size == 0;
}

// True if what is between two instructions does not change a register.
static bool is_kept(const struct subject *subject, uint32_t reg, uint32_t from, uint32_t to) {
    uint32_t word;
    for (uint32_t pc = from + 4; pc < to; pc += 4)
        if (!subject_code(subject, pc, &word) || isa_is_written(word, reg))
            return false;
    return true;
}

// The register whose value an instruction copies; 0: it is no copy, or of $0.
static uint32_t copied_by(uint32_t word) {
    switch (isa_decode(word)) {
    case ISA_ADDU:
    case ISA_OR:
    case ISA_XOR: return isa_rs(word) == 0 || isa_rt(word) == 0 ? isa_rs(word) + isa_rt(word) : 0;
    case ISA_SUBU: return isa_rt(word) == 0 ? isa_rs(word) : 0;
    case ISA_ADDIU:
    case ISA_ORI: return isa_immediate(word) == 0 ? isa_rs(word) : 0;
    case ISA_SLL: return isa_amount(word) == 0 ? isa_rt(word) : 0;
    default: return 0;
    }
}

// movn and movz copy or do nothing, by a register that still tells which: the register that the
// value came from. 0 if it does not.
static uint32_t chosen_by(const struct subject *subject, uint32_t word, uint32_t at, uint32_t pc) {
    enum isa_operation operation = isa_decode(word);
    uint32_t condition = isa_rt(word);
    if ((operation != ISA_MOVN && operation != ISA_MOVZ) || condition == isa_rd(word) ||
        !is_kept(subject, condition, at, pc))
        return 0;
    bool moves = (subject->context[condition] != 0) == (operation == ISA_MOVN);
    return moves ? isa_rs(word) : isa_rd(word);
}

bool origin_find(const struct subject *subject, uint32_t pc, uint32_t reg, struct origin *origin) {
    struct symbol symbol = image_function_at(subject->image, pc);
    uint32_t here = pc, word;
    if (is_in_slot(subject, pc, false) || is_in_slot(subject, pc, true))
        here -= 4; // the instruction before this one, for what is in its slot
    while (here > symbol.address) {
        here -= 4;
        if (!subject_code(subject, here, &word) || ends_stretch(word, reg))
            return false;
        if (!isa_is_written(word, reg) || is_in_slot(subject, here, true))
            continue; // the slot of a likely branch was skipped
        if (is_in_slot(subject, here, false))
            return false;
        uint32_t source = copied_by(word);
        if (source == 0)
            source = chosen_by(subject, word, here, pc);
        if (source != 0) {
            reg = source;
            continue;
        }
        *origin = (struct origin){here, word};
        return !is_joined(subject, here, pc);
    }
    return false;
}

bool origin_of_call(const struct subject *subject, uint32_t pc, uint32_t reg,
                    struct origin *origin) {
    uint32_t call, slot;
    if (!subject_code(subject, pc, &call) || !subject_code(subject, pc + 4, &slot))
        return false;
    if (isa_decode(call) != ISA_JAL || !isa_is_written(slot, reg))
        return origin_find(subject, pc, reg, origin);
    // The delay slot puts it where the routine that is called looks.
    if (copied_by(slot) != 0)
        return origin_find(subject, pc, copied_by(slot), origin);
    *origin = (struct origin){pc + 4, slot};
    return true;
}

// ---- pointers ----

// Whether what a register was set to can be the lowest two bits of another: pointer % 4.
enum remainder { NO_REMAINDER, PERHAPS, REMAINDER };

static enum remainder remainder_in(const struct subject *subject, uint32_t reg, uint32_t pc) {
    uint32_t word;
    for (uint32_t i = 1; i <= ALIGNING_MAX && subject_code(subject, pc - 4 * i, &word); i++) {
        if (!isa_is_written(word, reg))
            continue;
        enum isa_operation operation = isa_decode(word);
        if (operation == ISA_MFHI || (operation == ISA_ANDI && isa_immediate(word) == 3))
            return REMAINDER;
        return isa_is_load(operation) ? PERHAPS : NO_REMAINDER;
    }
    return PERHAPS;
}

// What was missing of a register that `origin` has aligned, if that can still be told. No other sum
// than that of a word's address and a remainder differs by 1 to 3 from where a word is.
static bool find_rest(const struct subject *subject, const struct origin *origin, uint32_t pc,
                      struct pointer *pointer) {
    const uint32_t *context = subject->context;
    uint32_t first = isa_rs(origin->word), second = isa_rt(origin->word);
    bool is_difference = isa_decode(origin->word) == ISA_SUBU;
    if (is_kept(subject, first, origin->pc - 4, pc)) {
        pointer->rest = context[first] - pointer->value;
    } else if (!is_difference) {
        first = second;
        pointer->rest = context[second] - pointer->value;
        if (!is_kept(subject, second, origin->pc - 4, pc))
            return false;
    } else {
        pointer->rest = context[second];
        if (!is_kept(subject, second, origin->pc, pc))
            return false;
    }
    enum remainder remainder = is_difference ? remainder_in(subject, second, origin->pc) : PERHAPS;
    pointer->reg = first;
    return pointer->rest < 4 &&
           (remainder == REMAINDER || (remainder == PERHAPS && pointer->rest > 0));
}

struct pointer origin_pointer(const struct subject *subject, uint32_t pc, uint32_t word) {
    uint32_t base = isa_rs(word);
    struct pointer pointer = {base, pc, subject->context[base], 0, POINTER_PLAIN};
    struct pointer aligned = pointer;
    struct origin origin;
    if (isa_table[isa_decode(word)].alignment != 4 || !origin_find(subject, pc, base, &origin) ||
        (isa_decode(origin.word) != ISA_SUBU && isa_decode(origin.word) != ISA_AND))
        return pointer;
    aligned.pc = origin.pc;
    aligned.kind = POINTER_ALIGNED;
    if (find_rest(subject, &origin, pc, &aligned)) {
        aligned.value += aligned.rest;
        return aligned;
    }
    if (isa_decode(origin.word) != ISA_SUBU ||
        remainder_in(subject, isa_rt(origin.word), origin.pc) != REMAINDER)
        return pointer;
    aligned.reg = isa_rs(origin.word);
    aligned.rest = 0;
    aligned.kind = POINTER_WITHIN;
    return aligned;
}
