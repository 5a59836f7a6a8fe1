// The loops of a function: a jump back and all that lies between it and its label. Instructions
// that passes add before loops, or behind instructions, are inserted all at once.

#include "loops.h"

#include <stdlib.h>

struct loop *loops;
uint32_t loop_count;
struct loop **loop_of;
uint32_t *definitions;
uint32_t *definition_before;
uint32_t loops_registers;
bool loops_have_additions;

static uint32_t *label_at;
static struct loop **homes; // by register from loops_registers on: the loop before which it is made
static uint32_t home_count, home_capacity;
static struct ir *old_code; // while instructions are inserted
static uint32_t old_capacity;

static int compare_loops(const void *left, const void *right) {
    const struct loop *a = left, *b = right;
    uint32_t length_a = a->last - a->first, length_b = b->last - b->first;
    if (length_a != length_b)
        return length_a > length_b ? -1 : 1;
    return a->first < b->first ? -1 : a->first > b->first;
}

// By label: the furthest jump back to it. Returns how many there are.
static uint32_t find_jumps_back(uint32_t *last) {
    uint32_t count = 0;
    label_at = scratch(function.label_count * sizeof *label_at);
    for (uint32_t i = 0; i < function.count; i++) {
        const struct ir *ir = &function.code[i];
        if (ir->operation == IR_LABEL)
            label_at[ir->label] = i + 1;
        if (!ir_has(ir, IR_JUMPS) || label_at[ir->label] == 0)
            continue;
        count += last[ir->label] == 0;
        last[ir->label] = i;
    }
    return count;
}

static void add_loop(uint32_t label, uint32_t last) {
    struct loop *loop = &loops[loop_count++];
    loop->first = label_at[label] - 1;
    loop->last = last;
    loop->is_closed = true;
    loop->first_block = loop->first + 1;
    while (loop->first_block <= last && function.code[loop->first_block].operation != IR_LABEL &&
           !ir_ends_block(&function.code[loop->first_block]))
        loop->first_block++;
}

// Longer ones come first, so that what is written last is the innermost.
static void nest_loops(void) {
    loop_of = scratch(function.count * sizeof *loop_of);
    qsort(loops, loop_count, sizeof *loops, compare_loops);
    for (uint32_t l = 0; l < loop_count; l++) {
        loops[l].around = loop_of[loops[l].first];
        if (loops[l].around != NULL)
            loops[l].around->has_inner = true;
        for (uint32_t i = loops[l].first; i <= loops[l].last; i++)
            loop_of[i] = &loops[l];
    }
}

bool loop_contains(const struct loop *loop, uint32_t index) {
    return index >= loop->first && index <= loop->last;
}

// A jump from `from` into loops that it is not in opens them.
static void note_entry(uint32_t from, uint32_t label) {
    uint32_t to = label_at[label] - 1;
    for (struct loop *loop = loop_of[to]; loop != NULL; loop = loop->around)
        if (!loop_contains(loop, from))
            loop->is_closed = false;
}

static void note_instruction(uint32_t i) {
    const struct ir *ir = &function.code[i];
    if (ir_has(ir, IR_JUMPS))
        note_entry(i, ir->label);
    if (ir->operation == IR_JUMP_TABLE)
        for (uint32_t entry = 0; entry < ir->table->count; entry++)
            note_entry(i, ir->table->labels[entry]);
    bool is_store = ir->operation == IR_STORE;
    bool is_call = loop_of[i] != NULL && !is_store && target_calls(ir);
    if (is_call || is_store)
        for (struct loop *loop = loop_of[i]; loop != NULL; loop = loop->around) {
            loop->has_call = loop->has_call || is_call;
            loop->stores = loop->stores || is_store;
        }
    if (ir->to == 0)
        return;
    definition_before[i + 1] = definitions[ir->to];
    definitions[ir->to] = i + 1;
}

static bool find_loops(void) {
    uint32_t *last = scratch(function.label_count * sizeof *last);
    loop_count = 0;
    uint32_t count = find_jumps_back(last);
    if (count == 0)
        return false;
    loops = scratch(count * sizeof *loops);
    for (uint32_t label = 0; label < function.label_count; label++)
        if (last[label] != 0)
            add_loop(label, last[label]);
    nest_loops();
    loops_registers = function.register_count;
    home_count = 0;
    loops_have_additions = false;
    definitions = scratch(loops_registers * sizeof *definitions);
    definition_before = scratch((function.count + 1) * sizeof *definition_before);
    for (uint32_t i = 0; i < function.count; i++)
        note_instruction(i);
    return true;
}

bool loop_keeps(const struct loop *loop, reg_t reg) {
    if (reg == REGISTER_ZERO || reg == REGISTER_GP || reg == REGISTER_SP || reg == REGISTER_MSB)
        return true;
    if (reg < REGISTER_VIRTUAL)
        return false;
    if (reg >= loops_registers)
        return loop_contains(homes[reg - loops_registers], loop->first);
    for (uint32_t d = definitions[reg]; d != 0; d = definition_before[d])
        if (loop_contains(loop, d - 1))
            return false;
    return true;
}

struct ir *addition_new(struct additions *additions, const struct ir *ir) {
    struct addition *addition = scratch(sizeof *addition);
    loops_have_additions = true;
    addition->ir = *ir;
    if (additions->last == NULL)
        additions->last = &additions->first;
    *additions->last = addition;
    additions->last = &addition->next;
    return &addition->ir;
}

bool computes_same(const struct ir *a, const struct ir *b) {
    return a->operation == b->operation && a->left == b->left && a->right == b->right &&
           a->number == b->number && a->high == b->high && a->symbol == b->symbol &&
           a->slot == b->slot && a->base == b->base && a->class == b->class &&
           a->width == b->width && a->is_constant == b->is_constant;
}

reg_t loop_prepare(struct loop *loop, const struct ir *ir, struct facts facts) {
    enum { MOST_COMPARED = 40 };
    uint32_t compared = 0;
    for (const struct addition *a = loop->before.first; a != NULL && compared < MOST_COMPARED;
         a = a->next, compared++)
        if (computes_same(&a->ir, ir))
            return a->ir.to;
    reg_t to = temporary_new((enum ir_class)facts.class, facts.width);
    function.facts[to].zeros = facts.zeros;
    addition_new(&loop->before, ir)->to = to;
    uint32_t needed = function.register_count - loops_registers;
    homes = array_room(homes, &home_capacity, needed, sizeof *homes);
    while (home_count < needed)
        homes[home_count++] = loop;
    return to;
}

// What leaves a loop belongs to where it comes to stand, not into the loop.
static void insert(const struct additions *additions, const struct ir *at) {
    for (const struct addition *a = additions->first; a != NULL; a = a->next) {
        struct ir *ir = ir_append_copy(&a->ir);
        ir->place = at->place;
        ir->copy = at->copy;
    }
}

static void insert_additions(struct additions *behind) {
    uint32_t count = function.count, capacity = function.capacity;
    struct ir *code = function.code;
    struct additions **before = scratch(count * sizeof(struct additions *));
    for (uint32_t l = 0; l < loop_count; l++)
        before[loops[l].first] = &loops[l].before;
    function.code = old_code;
    function.capacity = old_capacity;
    old_code = code;
    old_capacity = capacity;
    function.count = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (before[i] != NULL)
            insert(before[i], &old_code[i]);
        if (old_code[i].operation != IR_NOP)
            ir_append_copy(&old_code[i]);
        if (behind != NULL)
            insert(&behind[i], &old_code[i]);
    }
}

void optimize_loops(bool is_legal) {
    struct additions *behind = NULL;
    function.has_loop = find_loops();
    if (!function.has_loop)
        return;
    hoist_invariants(is_legal);
    if (!is_legal) {
        behind = scratch(function.count * sizeof *behind);
        reduce_inductions(behind);
    }
    if (loops_have_additions)
        insert_additions(behind);
}
