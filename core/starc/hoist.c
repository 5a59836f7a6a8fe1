// -O1: what loops compute again and again is computed once, before the loop.
//
// Instructions leave a loop if it calls nothing (what they make would need a saved register), if it
// is entered only at its top, and if their operands keep their values in it; they leave all loops
// around it of which the same holds. A load leaves it if nothing is stored there; one through a
// pointer only from where every round goes through, since the pointer need not be valid elsewhere.

#include "loops.h"

static reg_t *instead; // by register: the one that holds the same before a loop; 0: none
static bool is_legal;

static void replace(reg_t *operand) {
    if (*operand < loops_registers && instead[*operand] != 0)
        *operand = instead[*operand];
}

static bool is_unknown_to_pointers(const struct ir *ir) {
    return ir->base == BASE_SYMBOL && !ir->symbol->is_address_taken &&
           ir->symbol->library_unit == NULL && ir->symbol->alias == NULL &&
           type_is_scalar(ir->symbol->type);
}

// Whether a store in a loop may change what a load reads.
static bool may_change(const struct loop *loop, const struct ir *load) {
    if (!loop->stores)
        return false;
    for (uint32_t i = loop->first; i <= loop->last; i++) {
        const struct ir *store = &function.code[i];
        if (store->operation != IR_STORE)
            continue;
        bool is_apart = store->base == BASE_REGISTER
                            ? is_unknown_to_pointers(load)
                            : store->base != load->base || store->symbol != load->symbol ||
                                  store->slot != load->slot;
        if (load->base == BASE_REGISTER)
            is_apart = is_unknown_to_pointers(store);
        if (!is_apart)
            return true;
    }
    return false;
}

static bool may_leave(const struct loop *loop, uint32_t index) {
    const struct ir *ir = &function.code[index];
    if (!loop->is_closed || loop->has_call || !loop_keeps(loop, ir->left) ||
        !loop_keeps(loop, ir->right))
        return false;
    if (!ir_has(ir, IR_READS))
        return true;
    return (ir->base != BASE_REGISTER || index < loop->first_block || ir->left == REGISTER_GP) &&
           !may_change(loop, ir);
}

static void lift(uint32_t index) {
    struct ir *ir = &function.code[index];
    struct loop *target_loop = NULL;
    for (struct loop *l = loop_of[index]; l != NULL && may_leave(l, index); l = l->around)
        target_loop = l;
    if (target_loop == NULL)
        return;
    instead[ir->to] = loop_prepare(target_loop, ir, function.facts[ir->to]);
    ir->operation = IR_NOP;
    ir->to = ir->left = ir->right = 0;
}

// What is made once; typed constants are parts of the instructions that need them.
static bool is_candidate(const struct ir *ir) {
    return ir->to >= function.first_temporary && ir_is_pure(ir) && ir->operation != IR_COPY &&
           (is_legal || ir->operation != IR_CONSTANT) && is_defined_once(ir->to);
}

void hoist_invariants(bool legal) {
    is_legal = legal;
    instead = scratch(loops_registers * sizeof *instead);
    for (uint32_t i = 0; i < function.count; i++) {
        struct ir *ir = &function.code[i];
        if (loops_have_additions) {
            replace(&ir->left);
            replace(&ir->right);
        }
        if (loop_of[i] != NULL && is_candidate(ir))
            lift(i);
    }
    // A use may come before what it uses, behind a jump back.
    for (uint32_t i = 0; loops_have_additions && i < function.count; i++) {
        replace(&function.code[i].left);
        replace(&function.code[i].right);
    }
}
