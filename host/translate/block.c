// Blocks: consecutive instructions up to a branch and its delay slot, within one page, except that
// the last delay slot may be in the next; jumps within the page are followed. The head subtracts
// their number from the budget; if the budget does not suffice, it is restored and the block left,
// as at any early exit. The fall-through block is translated at once, right behind, so that falling
// through is free.
//
// A delay slot is emitted before its branch, unless it changes what the branch compares.
#include <stddef.h>
#include <string.h>

#include "../../core/environment.h"
#include "translate.h"

enum {
    BLOCK_MAX = 64,
    FOLLOW_MAX = 40,
    FOLLOWERS_MAX = 16,
    HEAD_COUNT = 3,
    HEAD_FIELD = 6,
    CODE_LINE = 64, // of the host's cache
    INT3 = 0xcc,
    ALWAYS = 16
};

static uint32_t word_at(const struct build *build, uint32_t index) {
    return index < PAGE_WORDS ? build->words[index] : build->beyond[0];
}

uint32_t block_word(const struct block *block, uint32_t word_index) {
    const struct page *page = block->page;
    if (word_index >= PAGE_WORDS)
        page = space_page(page->space, page->address + PAGE_SIZE, ACCESS_EXECUTE);
    return frame_words(page->space->translator->machine, page->frame)[word_index % PAGE_WORDS];
}

static enum isa_operation operation_of(const struct build *build, uint32_t word) {
    return isa_decode_in(word, build->space->subset);
}

static bool is_translated(const struct build *build, uint32_t word) {
    enum isa_operation operation = operation_of(build, word);
    if (!build->translator->uses_floats && isa_is_coprocessor(operation))
        return false;
    if (!build->translator->has_rounding && instruction_rows[operation].emit == float_round_to_word)
        return false;
    if (build->space->checked != NULL && !checked_translates(build, operation, word))
        return false;
    return instruction_rows[operation].emit != NULL && instruction_is_plain(operation, word);
}

void block_fail_if(struct build *build, enum condition condition) {
    uint32_t failed = build->cold->run;
    emit_constant(build->cold, at_address(shared_address(&build->shared->site)), build->unit_run);
    emit_jump(build->cold, cache_leave(build->translator, LEAVE_FAULT));
    emit_jump_if(build->hot, condition, failed);
}

// ---- where blocks lead to ----

static uint32_t known_entry(const struct build *build, uint32_t pc) {
    return pc % 4 == 0 && pc <= USER_LIMIT ? *cache_entry(build->space, pc) : 0;
}

// Emits the stub of the jump whose displacement is at `field`; patched on first execution.
static uint32_t emit_link(const struct build *build, uint32_t field, uint32_t pc) {
    uint32_t stub = build->cold->run;
    emit_constant(build->cold, in_register(RAX), field);
    emit_constant(build->cold, at_base(RBP, CONTEXT_PC * 4 - 128), pc);
    emit_jump(build->cold, cache_leave(build->translator, LEAVE_LINK));
    return stub;
}

static void emit_go(const struct build *build, unsigned condition, uint32_t pc) {
    uint32_t target = known_entry(build, pc);
    if (target == 0)
        target = emit_link(build, build->hot->run + (condition == ALWAYS ? 1 : 2), pc);
    if (condition == ALWAYS)
        emit_jump(build->hot, target);
    else
        emit_jump_if(build->hot, (enum condition)condition, target);
}

// ---- calls ----
//
// A call of the guest is one of the host, and a jump to $ra returns, so that the host predicts it.
// Nothing rests on that: behind a call, the address that the guest returned to is compared, and the
// block that is there is found by the table if it is another one. The same happens where the stack
// of return addresses has nothing to return to: it is forgotten when translated code is left, and
// at each return that goes elsewhere. It has room for all calls that are made until then.

static void emit_return_point(struct build *build) {
    uint32_t pc = build->page->address + build->index * 4 + 8;
    build->block->returns = (uint16_t)(build->hot->run - build->block->run);
    emit_arithmetic_constant(build->hot, CMP, in_register(RAX), (int32_t)pc);
    emit_jump_if(build->hot, IF_NOT_EQUAL, build->translator->missed_run);
}

static void emit_go_and_return(struct build *build, uint32_t pc) {
    uint32_t target = known_entry(build, pc);
    if (target == 0)
        target = emit_link(build, build->hot->run + 1, pc);
    emit_call(build->hot, target);
    emit_return_point(build);
}

// Jumps to the address in eax. A misaligned one faults in the flat table, after all units.
static void emit_go_indirect(struct build *build, bool calls) {
    build->block->indirect = (uint16_t)(build->hot->run - build->block->run);
    emit_load_wide(build->hot, RCX, at_address(shared_address(&build->shared->flat)));
    emit_load(build->hot, RCX, at_index(RCX, RAX, 0, 0));
    emit_test(build->hot, in_register(RCX), RCX);
    emit_jump_if(build->hot, IF_EQUAL, cache_leave(build->translator, LEAVE_INDIRECT));
    if (!calls) {
        emit_jump_to(build->hot, in_register(RCX));
        return;
    }
    emit_call_to(build->hot, in_register(RCX));
    emit_return_point(build);
}

static void emit_leave(const struct build *build, enum leave reason, uint32_t index) {
    emit_constant(build->hot, at_base(RBP, CONTEXT_PC * 4 - 128), build->page->address + index * 4);
    emit_jump(build->hot, cache_leave(build->translator, reason));
}

// ---- branches ----

struct branch {
    enum comparison comparison; // NONE: always
    bool compares_two;
    bool links; // to $ra
    bool likely;
    bool far; // j jal
};

static struct branch branch_of(enum isa_operation operation) {
    const struct isa_row *row = &isa_table[operation];
    enum comparison comparison = instruction_rows[operation].what;
    return (struct branch){.comparison = comparison,
                           .compares_two = strcmp(row->reads, "bc") == 0,
                           .links = strcmp(row->writes, "r") == 0,
                           .likely = row->kind == ISA_LIKELY,
                           .far = comparison == NONE};
}

static bool has_word(const struct build *build, uint32_t index) {
    return index < PAGE_WORDS || (index == PAGE_WORDS && build->beyond != NULL);
}

// True if a branch and its slot can be translated as one unit: the branch has to be restartable
// after it has linked.
static bool is_whole_branch(const struct build *build, uint32_t index) {
    if (!has_word(build, index + 1) || !is_translated(build, word_at(build, index + 1)))
        return false;
    uint32_t word = word_at(build, index);
    enum isa_operation operation = operation_of(build, word);
    struct branch branch = branch_of(operation);
    // A comparison in the slot would come before the test.
    if (branch.comparison == CONDITION &&
        (!build->translator->uses_floats ||
         isa_table[operation_of(build, word_at(build, index + 1))].operands[0] == 'M'))
        return false;
    if (branch.comparison == INDIRECT)
        return !isa_links(operation) || isa_rd(word) != isa_rs(word);
    return !branch.links || branch.far || isa_rs(word) != REGISTER_RA;
}

// Compares in place; returns the host condition under which the branch is taken.
static unsigned emit_compare(struct build *build, struct branch branch, struct operand s,
                             struct operand t, bool t_is_zero) {
    static const uint8_t conditions[] = {
        [EQUAL] = IF_EQUAL,           [NOT_EQUAL] = IF_NOT_EQUAL, [NEGATIVE] = IF_LESS,
        [NOT_NEGATIVE] = IF_NOT_LESS, [POSITIVE] = IF_GREATER,    [NOT_POSITIVE] = IF_NOT_GREATER};
    if (branch.comparison == NONE)
        return ALWAYS;
    if (t_is_zero && !s.memory) {
        emit_test(build->hot, s, s.base);
    } else if (t_is_zero) {
        emit_arithmetic_constant(build->hot, CMP, s, 0);
    } else {
        if (s.memory && t.memory) {
            emit_load(build->hot, RCX, s);
            s = in_register(RCX);
        }
        if (s.memory)
            emit_arithmetic_to(build->hot, CMP, s, t.base);
        else
            emit_arithmetic(build->hot, CMP, s.base, t);
    }
    return conditions[branch.comparison];
}

static void emit_slot(struct build *build, bool keep_flags) {
    uint32_t word = word_at(build, build->index + 1);
    build->index++;
    build->keep_flags = keep_flags;
    instruction_emit(build, operation_of(build, word), word);
    build->keep_flags = false;
    build->index--;
}

static uint32_t slot_destination(const struct build *build) {
    uint32_t word = word_at(build, build->index + 1);
    return isa_destination(word);
}

static void emit_link_register(struct build *build, unsigned number) {
    if (number == 0)
        return;
    emit_constant(build->hot, guest_operand(build, number),
                  build->page->address + build->index * 4 + 8);
    guest_forget(build, number);
    build->known[number] = false;
}

struct compared {
    unsigned s;
    unsigned t;
};

static struct compared compared_by(struct branch branch, uint32_t word) {
    unsigned s = isa_rs(word);
    unsigned t = branch.compares_two ? isa_rt(word) : 0;
    return s == 0 && branch.compares_two ? (struct compared){t, 0} : (struct compared){s, t};
}

static unsigned emit_compare_now(struct build *build, struct branch branch,
                                 struct compared compared) {
    struct operand s = guest_source(build, compared.s);
    return emit_compare(build, branch, s, guest_source(build, compared.t), compared.t == 0);
}

// Emits the slot before or after the comparison.
static unsigned emit_compare_and_slot(struct build *build, struct branch branch, uint32_t word) {
    if (branch.comparison == CONDITION) {
        emit_slot(build, false);
        return float_test(build, word);
    }
    struct compared compared = compared_by(branch, word);
    uint32_t slot = word_at(build, build->index + 1);
    uint32_t changes = slot_destination(build);
    bool changes_s = changes != 0 && changes == compared.s;
    bool changes_t = changes != 0 && changes == compared.t;
    if (branch.comparison == NONE || !(changes_s || changes_t)) {
        emit_slot(build, false);
        return emit_compare_now(build, branch, compared);
    }
    if (instruction_keeps_flags(build, operation_of(build, slot), build->index + 1)) {
        unsigned condition = emit_compare_now(build, branch, compared);
        emit_slot(build, true);
        return condition;
    }
    struct operand saved = at_address(shared_address(&build->shared->saved));
    emit_store(build->hot, saved, guest_read(build, changes, RAX));
    emit_slot(build, false);
    struct operand s = changes_s ? saved : guest_source(build, compared.s);
    struct operand t = changes_t ? saved : guest_source(build, compared.t);
    return emit_compare(build, branch, s, t, compared.t == 0);
}

// Of indirect jumps.
static bool is_call(enum isa_operation operation, uint32_t word) {
    return isa_links(operation) && isa_rd(word) == REGISTER_RA;
}

static void emit_indirect(struct build *build, uint32_t word) {
    enum isa_operation operation = operation_of(build, word);
    unsigned s = isa_rs(word);
    uint32_t saved = shared_address(&build->shared->saved);
    bool changed = s != 0 && slot_destination(build) == s;
    if (changed)
        emit_store(build->hot, at_address(saved), guest_read(build, s, RAX));
    if (isa_links(operation))
        emit_link_register(build, isa_rd(word));
    emit_slot(build, false);
    if (changed)
        emit_load(build->hot, RAX, at_address(saved));
    else
        guest_load(build, RAX, s);
    float_end_block(build);
    if (s == REGISTER_RA && !isa_links(operation))
        emit_bytes(build->hot, "c3"); // ret
    else
        emit_go_indirect(build, is_call(operation, word));
}

// If it is not taken, the slot is skipped, and its instruction given back to the budget.
static void emit_likely(struct build *build, struct branch branch, uint32_t word, uint32_t target) {
    unsigned condition = branch.comparison == CONDITION
                             ? float_test(build, word)
                             : emit_compare_now(build, branch, compared_by(branch, word));
    emit_jump_if(build->hot, (enum condition)(condition ^ 1), build->hot->run);
    uint32_t field = build->hot->run - 4;
    struct float_state floats = build->floats;
    emit_slot(build, false);
    float_end_block(build);
    emit_go(build, ALWAYS, target);
    build->floats = floats;
    emit_patch(cache_writable(build->translator, field), field, build->hot->run);
    emit_arithmetic_wide(build->hot, ADD, R15, 1);
    float_end_block(build);
}

// A register that is 1 where the branch is taken and 0 where not, or the other way round; $0: none.
struct outcome {
    unsigned number;
    uint32_t taken;
    bool is_set; // for who jumps
};

static const struct outcome no_outcome = {0, 0, false};

// Sets it before a jump, and then, behind that, for who does not jump. Changes no flags.
static void emit_outcome(struct build *build, struct outcome outcome, bool is_taken) {
    if (outcome.number == 0)
        return;
    emit_constant(build->hot, guest_operand(build, outcome.number), outcome.taken ^ !is_taken);
}

// True if only the target of a branch before build->index is new: the condition is inverted, so
// that the target can be translated next.
static bool is_inverted(const struct build *build, uint32_t target) {
    uint32_t next = build->page->address + build->index * 4;
    return build->index < PAGE_WORDS && known_entry(build, next) != 0 && build->followers > 0 &&
           target - build->page->address < PAGE_SIZE && known_entry(build, target) == 0;
}

// Emits the two ways on after a branch and its slot.
static void emit_ways(struct build *build, unsigned condition, uint32_t target,
                      struct outcome outcome) {
    uint32_t next = build->page->address + build->index * 4 + 8;
    build->index += 2;
    float_end_block(build);
    if (condition == ALWAYS) {
        emit_go(build, ALWAYS, target);
        return;
    }
    bool inverted = is_inverted(build, target);
    if (!outcome.is_set)
        emit_outcome(build, outcome, !inverted);
    emit_go(build, inverted ? condition ^ 1 : condition, inverted ? next : target);
    emit_outcome(build, outcome, inverted);
    if (inverted)
        build->index = target % PAGE_SIZE / 4;
}

// Returns true if control can fall through, to build->index.
static bool emit_branch(struct build *build) {
    uint32_t word = word_at(build, build->index);
    uint32_t pc = build->page->address + build->index * 4;
    struct branch branch = branch_of(operation_of(build, word));
    uint32_t target = branch.far ? isa_jump_target(word, pc) : isa_branch_target(word, pc);
    if (branch.comparison == INDIRECT) {
        emit_indirect(build, word);
        build->index += 2;
        return is_call(operation_of(build, word), word);
    }
    if (branch.links)
        emit_link_register(build, REGISTER_RA);
    if (branch.likely) {
        emit_likely(build, branch, word, target);
        build->index += 2;
        return true;
    }
    if (branch.comparison == EQUAL && isa_rs(word) == isa_rt(word))
        branch.comparison = NONE;
    unsigned condition = emit_compare_and_slot(build, branch, word);
    if (condition == ALWAYS && branch.links) {
        float_end_block(build);
        emit_go_and_return(build, target);
        build->index += 2;
        return true;
    }
    emit_ways(build, condition, target, no_outcome);
    return condition != ALWAYS;
}

// ---- blocks ----

// Adds words from build->index on to the block.
static void visit(struct build *build, uint32_t count) {
    struct block *block = build->block;
    for (uint32_t i = build->index; i < build->index + count; i++) {
        if (i < PAGE_WORDS)
            build->visited[i / 32] |= 1u << i % 32;
        if (i < block->low)
            block->low = (uint16_t)i;
        if (i >= block->high)
            block->high = (uint16_t)(i + 1);
    }
}

// Leaves before a unit whose code begins behind this.
static void emit_check(const struct build *build) {
    enum { CONSTANT = 11, JUMP = 5 }; // bytes
    if (build->translator->tuning.checks == NULL)
        return;
    for (unsigned i = 0; i < SCRATCHES; i++)
        emit_store(build->hot, at_address(shared_address(&build->shared->held[i])), i);
    emit_constant(build->hot, at_address(shared_address(&build->shared->site)),
                  build->hot->run + CONSTANT + JUMP);
    emit_jump(build->hot, cache_leave(build->translator, LEAVE_UNIT));
}

static void start_unit(struct build *build, uint32_t count) {
    emit_check(build);
    build->unit_run = build->hot->run;
    struct unit *unit = cache_new_unit(build->translator, build->block, build->index, build->count);
    guest_start_unit(build, unit);
    float_start_unit(build, unit);
    visit(build, count);
    build->count += count;
}

static void start_block(struct build *build) {
    uint32_t pc = build->page->address + build->index * 4;
    build->block = cache_new_block(build->page, pc);
    build->block->low = PAGE_WORDS;
    build->count = 0;
    memset(build->visited, 0, sizeof build->visited);
    memset(build->known, 0, sizeof build->known);
    guest_start_block(build);
    float_start_block(build);
    *cache_entry(build->space, pc) = build->hot->run;
    emit_arithmetic_wide(build->hot, SUB, R15, 0);       // the count is not known yet
    emit_jump_if(build->hot, IF_BELOW, build->hot->run); // nor where this leads
}

// Completes the head, now that the count is known, and its stub.
static void finish_block(struct build *build) {
    struct block *block = build->block;
    uint32_t count = build->count;
    block->count = (uint8_t)count;
    block->size = (uint16_t)(build->hot->run - block->run);
    *cache_writable(build->translator, block->run + HEAD_COUNT) = (uint8_t)count;
    emit_patch(cache_writable(build->translator, block->run + HEAD_FIELD), block->run + HEAD_FIELD,
               build->cold->run);
    emit_arithmetic_wide(build->cold, ADD, R15, (int32_t)count);
    emit_constant(build->cold, at_base(RBP, CONTEXT_PC * 4 - 128), block->pc);
    emit_jump(build->cold, cache_leave(build->translator, LEAVE_BUDGET));
    block->stub = emit_link(build, block->run + 1, block->pc);
    build->translator->counts.instructions += count;
}

// True if the block at build->index is to be translated next.
static bool goes_on(const struct build *build) {
    return build->followers > 0 && build->index < PAGE_WORDS &&
           known_entry(build, build->page->address + build->index * 4) == 0;
}

// Ends a block after a branch and its slot.
static void finish_branch(struct build *build, bool falls_through, bool returns) {
    if (falls_through && !goes_on(build))
        emit_go(build, ALWAYS, build->page->address + build->index * 4);
    finish_block(build);
    if (!falls_through && !returns)
        build->index = PAGE_WORDS;
}

static bool reads(uint32_t word, uint32_t number) {
    struct isa_registers registers = isa_reads(word);
    for (uint32_t i = 0; i < registers.count; i++) {
        if (registers.numbers[i] == number)
            return true;
    }
    return false;
}

// True if the slot of a comparison and branch changes what is compared.
static bool changes_compared(uint32_t word, uint32_t slot) {
    uint32_t to = isa_destination(slot);
    return to != 0 && reads(word, to);
}

// True for a comparison followed by a branch on its result, which can use the host flags. The
// result is a constant on each way, and set last. So the slot must not read it; it comes first, or
// has to preserve the flags if it changes what is compared.
static bool is_compare_and_branch(const struct build *build) {
    uint32_t index = build->index;
    if (!has_word(build, index + 2) ||
        !instruction_sets_less(operation_of(build, word_at(build, index))))
        return false;
    uint32_t word = word_at(build, index);
    uint32_t branch = word_at(build, index + 1);
    uint32_t slot = word_at(build, index + 2);
    enum isa_operation operation = operation_of(build, branch);
    uint32_t to = isa_destination(word);
    bool compares = (isa_rs(branch) == to && isa_rt(branch) == 0) ||
                    (isa_rt(branch) == to && isa_rs(branch) == 0);
    return to != 0 && to != REGISTER_SP && compares &&
           (operation == ISA_BEQ || operation == ISA_BNE) && is_translated(build, slot) &&
           !reads(slot, to) &&
           (!changes_compared(word, slot) ||
            instruction_keeps_flags(build, operation_of(build, slot), index + 2));
}

static void emit_compare_and_branch(struct build *build) {
    uint32_t word = word_at(build, build->index);
    enum isa_operation operation = operation_of(build, word);
    unsigned condition = instruction_rows[operation].what;
    build->index++;
    uint32_t branch = word_at(build, build->index);
    uint32_t slot = word_at(build, build->index + 1);
    uint32_t target = isa_branch_target(branch, build->page->address + build->index * 4);
    uint32_t to = isa_destination(word);
    bool if_less = operation_of(build, branch) == ISA_BNE;
    bool is_first = !changes_compared(word, slot);
    struct outcome outcome = {isa_destination(slot) == to ? 0 : to, if_less,
                              is_first && !reads(word, to)};
    if (is_first)
        emit_slot(build, false);
    if (outcome.is_set) { // a jump right behind the comparison is one operation with it
        build->index += 2;
        emit_outcome(build, outcome, !is_inverted(build, target));
        build->index -= 2;
    }
    instruction_compare(build, operation, word);
    if (!is_first)
        emit_slot(build, true);
    emit_ways(build, if_less ? condition : condition ^ 1, target, outcome);
}

// True for a comparison of coprocessor 1, a branch on its result, and a slot that preserves the
// host flags.
static bool is_float_compare_and_branch(const struct build *build) {
    uint32_t index = build->index;
    if (!has_word(build, index + 2))
        return false;
    uint32_t word = word_at(build, index);
    uint32_t branch = word_at(build, index + 1);
    uint32_t slot = word_at(build, index + 2);
    enum isa_operation operation = operation_of(build, branch);
    return instruction_rows[operation_of(build, word)].emit == float_compare &&
           float_compared(word) != IF_OVERFLOW && isa_compared_code(word) == 0 &&
           (operation == ISA_BC1F || operation == ISA_BC1T) && isa_tested_code(branch) == 0 &&
           is_translated(build, slot) &&
           instruction_keeps_flags(build, operation_of(build, slot), index + 2);
}

static void emit_float_compare_and_branch(struct build *build) {
    uint32_t word = word_at(build, build->index);
    unsigned condition = float_compared(word);
    instruction_emit(build, operation_of(build, word), word);
    build->index++;
    word = word_at(build, build->index);
    uint32_t pc = build->page->address + build->index * 4;
    emit_slot(build, true);
    if (operation_of(build, word) == ISA_BC1F)
        condition ^= 1;
    emit_ways(build, condition, isa_branch_target(word, pc), no_outcome);
}

// True for lwc1 and a conversion of what it loads.
static bool is_converted(const struct build *build) {
    uint32_t index = build->index;
    if (index + 1 >= PAGE_WORDS || build->count + 2 > BLOCK_MAX)
        return false;
    uint32_t word = word_at(build, index);
    uint32_t next = word_at(build, index + 1);
    return operation_of(build, word) == ISA_LWC1 && operation_of(build, next) == ISA_CVT_D_S &&
           isa_rd(next) == isa_rt(word);
}

static void emit_converted(struct build *build) {
    memory_load_converted(build, word_at(build, build->index), word_at(build, build->index + 1));
    build->index += 2;
}

// True of an instruction that changes general registers only, and cannot leave the block.
static bool is_unseen(const struct build *build, uint32_t word) {
    enum isa_operation operation = operation_of(build, word);
    return is_translated(build, word) && isa_table[operation].kind == ISA_PLAIN &&
           !instruction_may_raise(operation) && !isa_is_coprocessor(operation);
}

// True if what mtc1 before build->index writes is converted to a double in its place, and nothing
// can leave the block before.
static bool is_replaced(const struct build *build, uint32_t moved) {
    uint32_t i = 0;
    while (build->index + i < PAGE_WORDS && is_unseen(build, word_at(build, build->index + i)))
        i++;
    if (build->count + i >= BLOCK_MAX || build->index + i >= PAGE_WORDS)
        return false;
    uint32_t word = word_at(build, build->index + i);
    return operation_of(build, word) == ISA_CVT_D_W && isa_rd(word) == isa_rd(moved) &&
           isa_amount(word) == isa_rd(moved);
}

// True if the cause of the instruction before build->index is that of another one before anything
// can leave the block.
static bool is_overwritten(const struct build *build) {
    for (uint32_t i = 0; build->count + i < BLOCK_MAX && build->index + i < PAGE_WORDS; i++) {
        uint32_t word = word_at(build, build->index + i);
        enum isa_operation operation = operation_of(build, word);
        if (!is_translated(build, word) || isa_table[operation].kind != ISA_PLAIN ||
            instruction_may_raise(operation))
            return false;
        if (isa_is_coprocessor(operation) && strchr(isa_table[operation].writes, 'f') != NULL)
            return true;
    }
    return false;
}

// True for a jump within the page to words that are not in the block yet: they become part of it,
// even if another block has them already.
static bool is_followed(const struct build *build) {
    uint32_t word = word_at(build, build->index);
    uint32_t pc = build->page->address + build->index * 4;
    enum isa_operation operation = operation_of(build, word);
    bool always = operation == ISA_J || (operation == ISA_BEQ && isa_rs(word) == isa_rt(word));
    uint32_t target = operation == ISA_J ? isa_jump_target(word, pc) : isa_branch_target(word, pc);
    uint32_t word_index = target % PAGE_SIZE / 4;
    return always && build->count < FOLLOW_MAX && target - build->page->address < PAGE_SIZE &&
           (build->visited[word_index / 32] >> word_index % 32 & 1) == 0;
}

static void follow(struct build *build) {
    uint32_t word = word_at(build, build->index);
    uint32_t pc = build->page->address + build->index * 4;
    uint32_t target = operation_of(build, word) == ISA_J ? isa_jump_target(word, pc)
                                                         : isa_branch_target(word, pc);
    emit_slot(build, false);
    build->index = target % PAGE_SIZE / 4;
}

// Ends a block before an instruction that is not translated.
static void finish_untranslated(struct build *build, enum isa_operation operation) {
    float_end_block(build);
    emit_leave(build, operation == ISA_SYSCALL ? LEAVE_SYSTEM_CALL : LEAVE_STEP, build->index);
    visit(build, 1);
    finish_block(build);
    build->index =
        isa_has_slot(operation) || operation == ISA_RESERVED ? PAGE_WORDS : build->index + 1;
}

// Translates one unit; returns true if the block goes on.
static bool translate_unit(struct build *build) {
    uint32_t word = word_at(build, build->index);
    enum isa_operation operation = operation_of(build, word);
    if (checked_is_hook(build, build->page->address + build->index * 4)) {
        finish_untranslated(build, ISA_NOP);
        return false;
    }
    if (isa_has_slot(operation) && is_whole_branch(build, build->index)) {
        bool followed = is_followed(build);
        bool returns = isa_links(operation);
        start_unit(build, 2);
        if (followed)
            follow(build);
        else
            finish_branch(build, emit_branch(build), returns);
        return followed;
    }
    if (!is_translated(build, word)) {
        finish_untranslated(build, operation);
        return false;
    }
    if (is_compare_and_branch(build) || is_float_compare_and_branch(build)) {
        start_unit(build, 3);
        if (instruction_sets_less(operation))
            emit_compare_and_branch(build);
        else
            emit_float_compare_and_branch(build);
        finish_branch(build, true, true);
        return false;
    }
    if (is_converted(build)) {
        start_unit(build, 2);
        emit_converted(build);
        return true;
    }
    start_unit(build, 1);
    build->index++;
    bool is_seen = build->translator->tuning.checks != NULL; // each unit
    build->floats.is_overwritten =
        !is_seen && isa_is_coprocessor(operation) && is_overwritten(build);
    build->floats.is_replaced = !is_seen && operation == ISA_MTC1 && is_replaced(build, word);
    build->index--;
    instruction_emit(build, operation, word);
    build->floats.is_overwritten = build->floats.is_replaced = false;
    build->index++;
    return true;
}

// Translates a block from build->index on, which then is where execution may go on, or past the
// page.
static void translate_block(struct build *build) {
    start_block(build);
    do {
        if (build->index == PAGE_WORDS || build->count >= BLOCK_MAX) {
            float_end_block(build);
            emit_go(build, ALWAYS, build->page->address + build->index * 4);
            finish_block(build);
            return;
        }
    } while (translate_unit(build));
}

uint32_t block_translate(struct address_space *space, struct page *page, uint32_t pc) {
    struct translator *translator = space->translator;
    struct build build = {.translator = translator,
                          .hot = &translator->hot,
                          .cold = &translator->cold,
                          .shared = translator->shared,
                          .guest_map = translator->guest_map,
                          .space = space,
                          .page = page};
    cache_make_room(translator);
    uint32_t first = translator->block_count;
    build.words = frame_words(space->translator->machine, page->frame);
    if (isa_has_slot(operation_of(&build, word_at(&build, PAGE_WORDS - 1)))) {
        const struct page *behind = space_derive_slot(page);
        page->lacks_slot = behind == NULL;
        build.beyond =
            behind == NULL ? NULL : frame_words(space->translator->machine, behind->frame);
    }
    space_derive_code(page);
    build.index = pc % PAGE_SIZE / 4;
    build.followers = FOLLOWERS_MAX;
    while (translator->hot.run % CODE_LINE != 0)
        emit_byte(&translator->hot, INT3); // nothing falls into it
    do {
        build.followers--;
        translate_block(&build);
    } while (goes_on(&build));
    if (translator->watcher != NULL)
        watch_translated(space, first);
    return *cache_entry(space, pc);
}
