// The host code of a unit: its bytes, decoded and executed on terms, and the memory that it
// accesses.
#include <string.h>

#include "../machine/context.h"
#include "block_state.h"
#include "facts.h"

enum {
    STEPS_MAX = 400, // host instructions of one way through a unit
    INSTRUCTION_MAX = 15,
    TABLE_SIZE = 0x800000, // bytes of the page table for reading; that for writing follows
    CONTEXT_BIAS = 128,    // rbp is the context and this
    REACH = 0x10000        // how far around a window an access may be
};

// ---- memory ----

// The address without one of its summands; 0 if it has not got it.
static term without(term address, term base) {
    if (address == base)
        return term_constant(64, 0);
    const struct term_node node = *term_node(address);
    if (node.kind != TERM_ADD)
        return 0;
    term rest = without(node.operand[0], base);
    if (rest != 0)
        return term_add(rest, node.operand[1]);
    rest = without(node.operand[1], base);
    return rest != 0 ? term_add(node.operand[0], rest) : 0;
}

// Bytes of the guest's memory: at an address of 32 bits, if the access is possible.
static bool access_guest(struct native_path *path, term address, unsigned size, bool writes,
                         term *value) {
    static const uint8_t loads[] = {0, ISA_LBU, ISA_LHU, 0, ISA_LW};
    static const uint8_t stores[] = {0, ISA_SB, ISA_SH, 0, ISA_SW};
    term before = *value;
    if (!block_finish_fault(path, path->at))
        return false;
    if (size == 8)
        return block_give_up(BLOCK_NOT_MODELLED, path->at, "an access of 64 bits");
    for (unsigned bit = 0; 1u << bit < size; bit++) // misaligned, it fails
        facts_know(term_equal(term_extract(address, bit, 1), term_constant(1, 0)), true);
    address = facts_under(address);
    term aligned = term_concat(term_extract(address, 2, 30), term_constant(2, 0));
    if (path->word.address != 0 && path->word.address != aligned)
        return block_give_up(BLOCK_NOT_MODELLED, path->at, "two words of memory");
    if (path->word.address == 0) {
        path->word.address = aligned;
        path->word.value = unit_memory();
    }
    struct instruction in = {ISA_NOP, 0, 0, 0};
    if (writes) {
        in.operation = stores[size];
        path->word.is_stored = true;
        path->word.value =
            meaning_stored(&in, path->word.value, term_zero_extend(before, 32), address);
    } else {
        in.operation = loads[size];
        *value =
            term_extract(meaning_loaded(&in, path->word.value, term_word(0), address), 0, size * 8);
    }
    return true;
}

// In a window: what is outside of it, within reach, fails.
static bool access_window(struct native_path *path, term offset, unsigned size, bool writes,
                          term *value) {
    uint64_t number;
    const struct term_node node = *term_node(offset);
    bool is_near = node.may <= 0xffffffffu;
    if (term_is_constant(offset, &number))
        is_near = number <= 0xffffffffu || number >= (uint64_t)0 - REACH;
    else if (node.kind == TERM_ADD && term_is_constant(node.operand[1], &number))
        is_near = term_node(node.operand[0])->may <= 0xffffffffu &&
                  (number <= REACH - 8u || number >= (uint64_t)0 - REACH);
    if (!is_near)
        return block_give_up(BLOCK_NOT_MODELLED, path->at, "an access far from the window");
    *(writes ? &path->has_written : &path->has_read) = true;
    term low = term_extract(offset, 0, 32);
    if (!access_guest(path, low, size, writes, value))
        return false;
    facts_know(term_equal(term_extract(offset, 32, 32), term_word(0)), true);
    return true;
}

// By way of the page tables: what is to be added to an address of this page.
static bool access_by_table(struct native_path *path, term offset, unsigned size, bool writes,
                            term *value) {
    term none = term_equal(path->table_value, term_constant(64, 0));
    term upper = term_equal(term_extract(offset, 32, 32), term_word(0));
    term page = term_extract(offset, 12, 20);
    block_now.path = path;
    if (!block_deny("entry of the page table", none) ||
        !block_deny("page", term_or(term_not(upper), differ(page, path->table_page))))
        return false;
    if (writes && !path->table_writes)
        return block_give_up(BLOCK_REFUTED, path->at, "a write to a page that may not be written");
    *(path->table_writes ? &path->has_written : &path->has_read) = true;
    return access_guest(path, term_extract(offset, 0, 32), size, writes, value);
}

// An entry of the page tables.
static bool look_up(struct native_path *path, term offset, unsigned size, term *value) {
    path->table_page = term_extract(offset, 3, 20);
    path->table_writes =
        !term_is_false(term_equal(term_extract(offset, 23, 1), term_constant(1, 1)));
    term expected = term_shift_left(term_zero_extend(path->table_page, 64), term_constant(64, 3));
    if (path->table_writes)
        expected = term_add(expected, term_constant(64, TABLE_SIZE));
    if (size != 8 || expected != offset)
        return block_give_up(BLOCK_NOT_MODELLED, path->at, "a place in the page tables");
    *value = term_apply(path->table_writes ? "write_table" : "read_table", 64, path->table_page, 0);
    path->table_value = *value;
    return true;
}

// Where code for a guest's pc is: the access fails if the pc is misaligned, and then the jump has
// been made.
static bool look_up_code(struct native_path *path, term offset, unsigned size, term *value) {
    term pc = term_extract(offset, 0, 32);
    term low = term_extract(path->processor.registers[X86_RAX], 0, 32);
    block_now.path = path;
    if (size != 4 || block_now.block->indirect == 0 || path->at < block_now.block->indirect ||
        path->at >= block_now.block->run + block_now.block->size)
        return block_give_up(BLOCK_REFUTED, path->at, "an indirect jump where none is expected");
    if (!block_deny("target", term_or(differ(low, pc), differ(offset, term_zero_extend(pc, 64)))) ||
        !block_finish_exit(path, pc))
        return false;
    *value = term_apply("code_of", 32, pc, 0);
    return true;
}

static term *context_place(struct native_path *path, term address, unsigned size) {
    uint64_t offset;
    term by = without(address, block_names.host[X86_RBP]);
    if (by == 0 || size != 4 || !term_is_constant(by, &offset))
        return NULL;
    offset += CONTEXT_BIAS;
    return offset % 4 == 0 && offset < CONTEXT_WORDS * 4 ? &path->context[offset / 4] : NULL;
}

static term *shared_place(struct native_path *path, term address, unsigned size) {
    uint64_t number;
    if (size != 4 || !term_is_constant(address, &number))
        return NULL;
    return number == block_now.translation->saved  ? &path->saved
           : number == block_now.translation->part ? &path->part
           : number == block_now.translation->site ? &path->site
                                                   : NULL;
}

// An access to what is the guest's or about it. False after a reason has been given.
static bool access_other(struct native_path *path, term address, unsigned size, bool writes,
                         term *value) {
    uint64_t number;
    term offset = path->table_value == 0 ? 0 : without(address, path->table_value);
    if (offset != 0)
        return access_by_table(path, offset, size, writes, value);
    offset = block_now.translation->has_window ? without(address, block_names.host[X86_RBX]) : 0;
    if (offset != 0)
        return access_window(path, offset, size, writes, value);
    offset = writes ? 0 : without(address, block_names.tables);
    if (offset != 0)
        return look_up(path, offset, size, value);
    offset = writes ? 0 : without(address, block_names.flat);
    if (offset != 0)
        return look_up_code(path, offset, size, value);
    if (!writes && size == 8 && term_is_constant(address, &number) &&
        (number == block_now.translation->tables || number == block_now.translation->flat)) {
        *value = number == block_now.translation->tables ? block_names.tables : block_names.flat;
        return true;
    }
    return block_give_up(BLOCK_NOT_MODELLED, path->at, "an access to unknown memory");
}

// True of the return address on top.
static bool is_top(const struct native_path *path, term address, unsigned size) {
    return size == 8 && address == block_names.host[X86_RSP] && path->return_address == 0;
}

static bool is_pushed(term address, unsigned size) {
    return size == 8 && address == term_sub(block_names.host[X86_RSP], term_constant(64, 8));
}

static bool read_native(void *state, term address, unsigned size, term *value) {
    struct native_path *path = state;
    if (is_top(path, address, size)) {
        *value = block_names.return_address;
        return true;
    }
    term *place = context_place(path, address, size);
    if (place == NULL)
        place = shared_place(path, address, size);
    if (place == NULL)
        return access_other(path, address, size, false, value);
    *value = *place;
    return true;
}

static bool write_native(void *state, term address, unsigned size, term value) {
    struct native_path *path = state;
    if (is_pushed(address, size)) {
        path->return_address = value;
        return true;
    }
    term *place = context_place(path, address, size);
    if (place == NULL)
        place = shared_place(path, address, size);
    if (place == NULL)
        return access_other(path, address, size, true, &value);
    *place = value;
    return true;
}

// ---- the code of a unit ----

static bool is_own(uint32_t at) {
    return at >= block_now.block->run && at < block_now.block->run + block_now.block->size;
}

static bool go_to(struct native_path *path, uint32_t target, uint32_t field) {
    path->fields[1] = path->fields[0];
    path->fields[0] = field;
    path->before_jump[1] = path->before_jump[0];
    path->before_jump[0] = path->processor;
    path->at = target;
    if (!is_own(target) || target == block_now.block->run) { // another block, or this one again
        uint32_t pc = block_now.translation->head_pc(block_now.translation->state, target);
        if (pc % 4 == 0)
            return block_finish_exit(path, term_word(pc));
    }
    return block_follow(path);
}

static bool fork(const struct native_path *path, term condition, const struct x86_instruction *in) {
    bool right = true;
    for (unsigned jumps = 0; jumps < 2 && right; jumps++) {
        struct native_path way = *path;
        uint32_t mark = facts_mark();
        facts_know(condition, jumps != 0);
        if (jumps == 0)
            way.at += in->length;
        right = jumps != 0 ? go_to(&way, in->target, in->field) : block_follow(&way);
        facts_forget(mark);
    }
    return right;
}

static bool jump_indirect(struct native_path *path, term target) {
    const struct term_node node = *term_node(term_extract(target, 0, 32));
    bool is_code = node.kind == TERM_APPLY && strcmp(term_symbol(node.value), "code_of") == 0 &&
                   target == term_zero_extend(term_extract(target, 0, 32), 64);
    block_now.path = path;
    if (!is_code)
        return block_give_up(BLOCK_REFUTED, path->at, "a jump to what is no code");
    if (!block_deny("code", term_equal(term_extract(target, 0, 32), term_word(0))))
        return false;
    return block_finish_exit(path, node.operand[0]);
}

// A call leads on like a jump; what it returns to is proved by itself.
static bool note_call(struct native_path *path) {
    uint64_t address;
    block_now.path = path;
    if (!term_is_constant(path->return_address, &address) || block_now.block->returns == 0 ||
        address != block_now.block->returns)
        return block_give_up(BLOCK_REFUTED, path->at, "a call that returns to another place");
    path->processor.registers[X86_RSP] = block_names.host[X86_RSP];
    path->return_address = 0;
    return true;
}

static bool finish_return(struct native_path *path, term target) {
    term behind = term_add(block_names.host[X86_RSP], term_constant(64, 8));
    if (target != block_names.return_address || path->processor.registers[X86_RSP] != behind)
        return block_give_up(BLOCK_REFUTED, path->at, "it returns to what is no return address");
    path->processor.registers[X86_RSP] = block_names.host[X86_RSP];
    return block_finish_jump(path);
}

static bool has_run_past(const struct native_path *path) {
    return path->at == block_now.block->run + block_now.block->size;
}

static bool step_native(struct native_path *path, struct x86_instruction *in,
                        struct native_way *way) {
    const struct translation *t = block_now.translation;
    uint32_t at = path->at - t->code_run;
    struct native_memory memory = {read_native, write_native, path};
    enum block_verdict before = block_now.verdict;
    uint32_t left = at < t->code_size ? t->code_size - at : 0;
    if (left == 0 ||
        !x86_decode(t->code + at, left < INSTRUCTION_MAX ? left : INSTRUCTION_MAX, path->at, in))
        return block_give_up(BLOCK_NOT_MODELLED, path->at, "bytes that are not known");
    const char *wrong = native_step(in, &path->processor, &memory, way);
    if (block_now.verdict != before)
        return false;
    if (wrong != NULL)
        return block_give_up(BLOCK_NOT_MODELLED, path->at, "%s", wrong);
    block_now.path = path;
    return way->fails == 0 || block_deny("division", way->fails);
}

bool block_follow(struct native_path *path) {
    struct x86_instruction in;
    struct native_way way;
    bool right;
    for (;;) {
        if (block_now.next != NULL && path->at == block_now.next->run)
            return block_finish_unit(path);
        if (has_run_past(path)) {
            uint32_t pc = block_now.translation->head_pc(block_now.translation->state, path->at);
            return pc % 4 == 0 ? block_finish_exit(path, term_word(pc))
                               : block_give_up(BLOCK_REFUTED, path->at, "it runs into nothing");
        }
        if (block_is_leave(path, &right))
            return right;
        if (++path->steps > STEPS_MAX)
            return block_give_up(BLOCK_NOT_MODELLED, path->at, "it takes too long");
        if (!step_native(path, &in, &way))
            return false;
        if (way.calls && !note_call(path))
            return false;
        if (in.operation == X86_RET)
            return finish_return(path, way.target);
        if (way.target != 0)
            return jump_indirect(path, facts_under(way.target));
        term jumps = way.jumps_if == 0 ? term_bool(false) : facts_under(way.jumps_if);
        if (term_is_true(jumps))
            return go_to(path, in.target, in.field);
        if (!term_is_false(jumps))
            return fork(path, jumps, &in);
        path->at += in.length;
    }
}
