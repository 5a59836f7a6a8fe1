// Loads and stores. In a window an access is one host instruction, checked by the host's memory
// management. Otherwise `tables` have what to add to the address, or 0: leave. Misaligned accesses
// fault, because the processor's alignment check is on.
#include <stddef.h>

#include "translate.h"

// The address of an access as one host operand in the window.
static struct operand window_operand(struct build *build, uint32_t word) {
    int32_t offset = (int32_t)isa_immediate(word);
    uint32_t base = isa_rs(word);
    uint32_t value;
    if (guest_known(build, base, &value) && value + (uint32_t)offset <= USER_LIMIT)
        return at_base(RBX, (int32_t)(value + (uint32_t)offset));
    return at_index(RBX, guest_read(build, base, guest_scratch(build)), 0, offset);
}

// Puts the address in eax.
static void compute_address(struct build *build, uint32_t word) {
    int32_t offset = (int32_t)isa_immediate(word);
    uint32_t base = isa_rs(word);
    struct operand from = guest_source(build, base);
    if (base == 0)
        emit_constant(build->hot, in_register(RAX), (uint32_t)offset);
    else if (offset == 0)
        guest_load(build, RAX, base);
    else if (!from.memory)
        emit_address(build->hot, RAX, at_base(from.base, offset));
    else
        emit_load(build->hot, RAX, from);
    if (base != 0 && offset != 0 && from.memory)
        emit_arithmetic_constant(build->hot, ADD, in_register(RAX), offset);
}

// Loads what to add to the address in eax into rcx.
static void look_up(struct build *build, enum access access) {
    int32_t table = access == ACCESS_WRITE ? PAGES * 8 : 0;
    emit_load(build->hot, RCX, in_register(RAX));
    emit_shift(build->hot, SHR, in_register(RCX), 12);
    if (build->space->window == NULL) {
        emit_load_wide(build->hot, RCX, at_index(RBX, RCX, 3, table));
    } else {
        emit_load_wide(build->hot, RDX, at_address(shared_address(&build->shared->tables)));
        emit_load_wide(build->hot, RCX, at_index(RDX, RCX, 3, table));
    }
    emit_test_wide(build->hot, RCX);
    block_fail_if(build, IF_EQUAL);
}

// A store that has faulted often, because something is derived from its page, is compiled with an
// explicit check even in a window.
static bool uses_window(const struct build *build, uint32_t index, enum access access) {
    const uint32_t *checked = build->page->checked;
    bool is_checked = access == ACCESS_WRITE && checked != NULL &&
                      checked[index] >= build->translator->tuning.checked_after;
    return build->space->window != NULL && !is_checked;
}

bool memory_keeps_flags(const struct build *build, uint32_t index, enum access access) {
    return uses_window(build, index, access) && build->space->checked == NULL;
}

// The same, after its shadow has been tested. Instead of the known value of a register its place is
// used.
static struct operand checked_operand(struct build *build, uint32_t word, enum access access) {
    uint32_t size = isa_table[isa_decode(word)].size;
    if (!uses_window(build, build->index, access)) {
        compute_address(build, word);
        checked_emit(build, at_base(RAX, 0), size, access);
        look_up(build, access);
        return at_index(RCX, RAX, 0, 0);
    }
    uint32_t value, offset = isa_immediate(word);
    if (guest_known(build, isa_rs(word), &value) && value + offset <= USER_LIMIT) {
        checked_emit(build, at_address(value + offset), size, access);
        return at_base(RBX, (int32_t)(value + offset));
    }
    unsigned base = guest_read(build, isa_rs(word), guest_scratch(build));
    checked_emit(build, at_base(base, (int32_t)offset), size, access);
    return at_index(RBX, base, 0, (int32_t)offset);
}

static struct operand access_operand(struct build *build, uint32_t word, enum access access) {
    if (build->space->checked != NULL)
        return checked_operand(build, word, access);
    if (uses_window(build, build->index, access))
        return window_operand(build, word);
    compute_address(build, word);
    look_up(build, access);
    return at_index(RCX, RAX, 0, 0);
}

// The size is that of the instruction table.
void memory_load(struct build *build, uint32_t word, unsigned extension) {
    struct operand operand = access_operand(build, word, ACCESS_READ);
    unsigned to = guest_target(build, isa_rt(word), RAX);
    switch (isa_table[isa_decode(word)].size) {
    case 1: emit_load_byte(build->hot, to, operand, extension == SIGNED); break;
    case 2: emit_load_half(build->hot, to, operand, extension == SIGNED); break;
    case 4: emit_load(build->hot, to, operand); break;
    }
    guest_write(build, isa_rt(word), to);
}

void memory_store(struct build *build, uint32_t word, unsigned what) {
    uint32_t size = isa_table[isa_decode(word)].size;
    struct operand operand = access_operand(build, word, ACCESS_WRITE);
    (void)what;
    if (isa_rt(word) == 0 && size == 4) {
        emit_constant(build->hot, operand, 0);
        return;
    }
    unsigned from = guest_read(build, isa_rt(word), operand.index == RAX ? RDX : RAX);
    switch (size) {
    case 1: emit_store_byte(build->hot, operand, from); break;
    case 2: emit_store_half(build->hot, operand, from); break;
    case 4: emit_store(build->hot, operand, from); break;
    }
}

// ---- of coprocessor 1 ----

void memory_load_float(struct build *build, uint32_t word, unsigned is_wide) {
    float_load(build, isa_rt(word), is_wide, access_operand(build, word, ACCESS_READ));
}

void memory_store_float(struct build *build, uint32_t word, unsigned is_wide) {
    float_store(build, isa_rt(word), is_wide, access_operand(build, word, ACCESS_WRITE));
}

void memory_load_converted(struct build *build, uint32_t word, uint32_t next) {
    struct operand from = access_operand(build, word, ACCESS_READ);
    emit_scalar(build->hot, 0xf3, 0x10, FLOAT_SCRATCH, from); // movss
    float_convert_single(build, isa_rt(word), FLOAT_SCRATCH, next);
}

// At the sum of two registers.
static struct operand indexed_operand(struct build *build, uint32_t word, enum access access) {
    guest_load(build, RAX, isa_rs(word));
    emit_arithmetic(build->hot, ADD, RAX, guest_source(build, isa_rt(word)));
    if (build->space->checked != NULL)
        checked_emit(build, at_base(RAX, 0), isa_table[isa_decode(word)].size, access);
    if (uses_window(build, build->index, access))
        return at_index(RBX, RAX, 0, 0);
    look_up(build, access);
    return at_index(RCX, RAX, 0, 0);
}

void memory_load_float_indexed(struct build *build, uint32_t word, unsigned is_wide) {
    float_load(build, isa_amount(word), is_wide, indexed_operand(build, word, ACCESS_READ));
}

void memory_store_float_indexed(struct build *build, uint32_t word, unsigned is_wide) {
    float_store(build, isa_rd(word), is_wide, indexed_operand(build, word, ACCESS_WRITE));
}

// ---- parts of words: lwl lwr swl swr ----

// Puts the address in eax and the operand of its word in *operand, by way of edx.
static void part_operand(struct build *build, uint32_t word, enum access access,
                         struct operand *operand) {
    compute_address(build, word);
    *operand = at_index(RBX, RDX, 0, 0);
    if (!uses_window(build, build->index, access)) {
        look_up(build, access);
        *operand = at_index(RCX, RDX, 0, 0);
    }
    emit_load(build->hot, RDX, in_register(RAX));
    emit_arithmetic_constant(build->hot, AND, in_register(RDX), -4);
    if (build->space->checked != NULL)
        checked_emit_part(build, at_base(RDX, 0));
}

// From the address in eax, the number of bits to shift by in ecx.
static void part_shift(struct build *build, bool left) {
    emit_load(build->hot, RCX, in_register(RAX));
    emit_arithmetic_constant(build->hot, AND, in_register(RCX), 3);
    emit_shift(build->hot, SHL, in_register(RCX), 3);
    if (left)
        emit_arithmetic_constant(build->hot, XOR, in_register(RCX), 24);
}

// Manual, LWL and LWR, little endian.
void memory_load_part(struct build *build, uint32_t word, unsigned part) {
    bool left = part == UPPER_PART;
    struct operand operand;
    part_operand(build, word, ACCESS_READ, &operand);
    emit_load(build->hot, RDX, operand);
    part_shift(build, left);
    emit_shift_by_cl(build->hot, left ? SHL : SHR, in_register(RDX));
    emit_constant(build->hot, in_register(RAX), 0xffffffffu);
    emit_shift_by_cl(build->hot, left ? SHL : SHR, in_register(RAX));
    emit_unary(build->hot, NOT, in_register(RAX));
    if (isa_rt(word) == 0)
        return;
    emit_arithmetic(build->hot, AND, RAX, guest_source(build, isa_rt(word)));
    emit_arithmetic(build->hot, OR, RAX, in_register(RDX));
    guest_write(build, isa_rt(word), RAX);
}

// Manual, SWL and SWR. The word is put together in memory of ours, then in eax.
void memory_store_part(struct build *build, uint32_t word, unsigned part) {
    bool left = part == UPPER_PART;
    struct operand operand;
    uint32_t saved = shared_address(&build->shared->part);
    part_operand(build, word, ACCESS_WRITE, &operand);
    emit_add_wide(build->hot, RDX, operand.base);
    operand = at_base(RDX, 0);
    part_shift(build, left);
    emit_load(build->hot, RAX, operand);
    emit_store(build->hot, at_address(saved), RAX);
    emit_constant(build->hot, in_register(RAX), 0xffffffffu);
    emit_shift_by_cl(build->hot, left ? SHR : SHL, in_register(RAX));
    emit_unary(build->hot, NOT, in_register(RAX));
    emit_arithmetic_to(build->hot, AND, at_address(saved), RAX);
    guest_load(build, RAX, isa_rt(word));
    emit_shift_by_cl(build->hot, left ? SHR : SHL, in_register(RAX));
    emit_arithmetic(build->hot, OR, RAX, at_address(saved));
    emit_store(build->hot, operand, RAX);
}
