// -O1: constants and addresses that loops load again and again are loaded once, before the loop.
//
// A loop is what lies between a jump back and its label. Constants leave it if it calls nothing
// (they would need saved registers) and if it is entered only at its top, from above; they leave
// all loops around it of which the same holds.

#include "ir.h"

#include <stdlib.h>
#include <string.h>

struct loop {
    uint32_t first; // the label
    uint32_t last;  // the jump back
    bool is_closed; // no calls, no entries but from above
    struct loop *around;
    struct hoisted *hoisted;
};

struct hoisted { // what will be loaded before a loop
    struct hoisted *next;
    struct ir ir;
};

static struct loop *loops;
static uint32_t loop_count;
static uint32_t *label_at;
static struct loop **loop_of; // the innermost one, by instruction

static void *scratch(size_t size) {
    return arena_allocate(&function_arena, size);
}

static bool is_liftable(const struct ir *ir) {
    return ir->operation == IR_CONSTANT || ir->operation == IR_ADDRESS;
}

// ---- finding loops ----

static int compare_loops(const void *left, const void *right) {
    const struct loop *a = left, *b = right;
    uint32_t length_a = a->last - a->first, length_b = b->last - b->first;
    if (length_a != length_b)
        return length_a > length_b ? -1 : 1;
    return a->first < b->first ? -1 : a->first > b->first;
}

static void find_loops(void) {
    uint32_t *last = scratch(function.count * sizeof *last); // by label: furthest jump back
    label_at = scratch(function.label_count * sizeof *label_at);
    for (uint32_t i = 0; i < function.count; i++)
        if (function.code[i].operation == IR_LABEL)
            label_at[function.code[i].label] = i + 1;
    loop_count = 0;
    for (uint32_t i = 0; i < function.count; i++) {
        const struct ir *ir = &function.code[i];
        if (ir_has(ir, IR_JUMPS) && label_at[ir->label] <= i) {
            if (last[label_at[ir->label] - 1] == 0)
                loop_count++;
            last[label_at[ir->label] - 1] = i;
        }
    }
    loops = scratch((loop_count + 1) * sizeof *loops);
    loop_count = 0;
    for (uint32_t i = 0; i < function.count; i++)
        if (last[i] != 0) {
            loops[loop_count].first = i;
            loops[loop_count].last = last[i];
            loops[loop_count++].is_closed = true;
        }
    qsort(loops, loop_count, sizeof *loops, compare_loops);
}

// Longer ones come first, so that what is written last is the innermost.
static void nest_loops(void) {
    loop_of = scratch(function.count * sizeof *loop_of);
    for (uint32_t l = 0; l < loop_count; l++) {
        loops[l].around = loop_of[loops[l].first];
        for (uint32_t i = loops[l].first; i <= loops[l].last; i++)
            loop_of[i] = &loops[l];
    }
}

static bool contains(const struct loop *loop, uint32_t index) {
    return index >= loop->first && index <= loop->last;
}

// A jump from `from` into loops that it is not in opens them.
static void note_entry(uint32_t from, uint32_t label) {
    uint32_t to = label_at[label] - 1;
    for (struct loop *loop = loop_of[to]; loop != NULL; loop = loop->around)
        if (!contains(loop, from))
            loop->is_closed = false;
}

static void find_entries(void) {
    for (uint32_t i = 0; i < function.count; i++) {
        const struct ir *ir = &function.code[i];
        if (ir_has(ir, IR_JUMPS))
            note_entry(i, ir->label);
        if (ir->operation == IR_JUMP_TABLE)
            for (uint32_t entry = 0; entry < ir->table->count; entry++)
                note_entry(i, ir->table->labels[entry]);
        if (ir_has(ir, IR_CALLS))
            for (struct loop *loop = loop_of[i]; loop != NULL; loop = loop->around)
                loop->is_closed = false;
    }
}

// ---- moving ----

// The register that holds this constant before the outermost loop that it may leave; 0: none.
static reg_t lift(uint32_t index) {
    const struct ir *ir = &function.code[index];
    struct loop *target = NULL;
    for (struct loop *l = loop_of[index]; l != NULL && l->is_closed; l = l->around)
        target = l;
    if (target == NULL)
        return 0;
    for (struct hoisted *h = target->hoisted; h != NULL; h = h->next)
        if (h->ir.operation == ir->operation && h->ir.number == ir->number &&
            h->ir.symbol == ir->symbol && h->ir.slot == ir->slot && h->ir.base == ir->base)
            return h->ir.to;
    struct hoisted *h = scratch(sizeof *h);
    h->ir = *ir;
    h->ir.to = temporary_new(CLASS_WORD, 32);
    h->next = target->hoisted;
    target->hoisted = h;
    return h->ir.to;
}

// Every use of a constant made in a loop becomes one of its register before the loop. Only
// temporaries that are made once are replaced.
static void replace_constants(void) {
    uint32_t register_count = function.register_count;
    uint32_t *makings = scratch(register_count * sizeof *makings);
    reg_t *instead = scratch(register_count * sizeof *instead);
    for (uint32_t i = 0; i < function.count; i++)
        makings[function.code[i].to]++;
    for (uint32_t i = 0; i < function.count; i++) {
        struct ir *ir = &function.code[i];
        if (!is_liftable(ir) || ir->to < function.first_temporary || makings[ir->to] != 1)
            continue;
        instead[ir->to] = lift(i);
        if (instead[ir->to] != 0) {
            ir->operation = IR_NOP;
            ir->to = 0;
        }
    }
    for (uint32_t i = 0; i < function.count; i++) {
        struct ir *ir = &function.code[i];
        if (ir->left < register_count && instead[ir->left] != 0)
            ir->left = instead[ir->left];
        if (ir->right < register_count && instead[ir->right] != 0)
            ir->right = instead[ir->right];
    }
}

// What leaves a loop belongs to where it comes to stand, not into the loop.
static void place_at(struct ir *ir, const struct ir *loop) {
    ir->place = loop->place;
    ir->copy = loop->copy;
}

static void insert_hoisted(void) {
    struct ir *old = scratch(function.count * sizeof *old);
    uint32_t count = function.count;
    struct hoisted **before = scratch((count + 1) * sizeof *before);
    memcpy(old, function.code, count * sizeof *old);
    for (uint32_t l = 0; l < loop_count; l++)
        before[loops[l].first] = loops[l].hoisted;
    function.count = 0;
    for (uint32_t i = 0; i < count; i++) {
        for (const struct hoisted *h = before[i]; h != NULL; h = h->next)
            place_at(ir_append_copy(&h->ir), &old[i]);
        ir_append_copy(&old[i]);
    }
}

void hoist_invariants(void) {
    find_loops();
    if (loop_count == 0)
        return;
    nest_loops();
    find_entries();
    replace_constants();
    insert_hoisted();
}
