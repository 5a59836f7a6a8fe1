// -O1: induction variables. Where a loop counts i and works with an address a + (i << 2), it counts
// the address instead: a variable starts with its value and is increased behind the increase of i.
// Where i then only counts, the address does that, too: it is compared with what it ends at.
//
// Of innermost loops that call nothing, entered at their top only, in which all jumps but those
// that end a round lead on: what stands later comes later.

#include "loops.h"

enum { MOST_VARIABLES = 6 }; // of a loop; each takes a register

struct linear {         // a value that is coefficient * counter + what the loop keeps
    reg_t counter;      // 0: it is not
    uint32_t made;      // index of the instruction that makes it
    uint32_t steps;     // instructions that it takes to compute it from the counter
    uint32_t last_use;  // index
    bool is_needed;     // by an instruction that makes no such value
    bool is_used_early; // or outside of the loop: not replaced
    uint32_t coefficient;
    uint32_t round; // number of the loop that all this is of
};

static struct linear *linears;  // by register
static struct linear *counters; // by register: of the loop's; made: where it is increased
static uint32_t linear_capacity, counter_capacity;
static uint32_t round; // a number that no loop had before
static struct chosen { // the values to replace, of a loop
    reg_t reg;
    reg_t start;    // holds its first value before the loop
    reg_t variable; // is in place of it
} chosen[MOST_VARIABLES];
static uint32_t chosen_count;
static struct additions *behind;       // by instruction
static uint32_t *first_use, *last_use; // by register: index + 1

// ---- what a loop counts ----

// The only instruction in a loop that defines a register; NULL: none, or more.
static const struct ir *definition_in(const struct loop *loop, reg_t reg) {
    const struct ir *found = NULL;
    if (reg < REGISTER_VIRTUAL || reg >= loops_registers)
        return NULL;
    for (uint32_t d = definitions[reg]; d != 0; d = definition_before[d]) {
        if (!loop_contains(loop, d - 1))
            continue;
        if (found != NULL)
            return NULL;
        found = &function.code[d - 1];
    }
    return found;
}

static bool is_counter(const struct loop *loop, reg_t reg) {
    if (reg < REGISTER_VIRTUAL || reg >= loops_registers)
        return false;
    struct linear *counter = &counters[reg];
    if (counter->round == round)
        return counter->counter != 0;
    *counter = (struct linear){.round = round};
    const struct ir *ir = definition_in(loop, reg);
    if (ir == NULL || ir->operation != IR_ADD || ir->class != CLASS_WORD || !ir->is_constant ||
        ir->left != reg)
        return false;
    counter->counter = reg;
    counter->made = (uint32_t)(ir - function.code);
    counter->coefficient = (uint32_t)ir->number; // of a round
    return true;
}

// The linear value in a register before an instruction; NULL: none.
static const struct linear *linear_at(const struct loop *loop, reg_t reg, uint32_t index) {
    static struct linear itself;
    if (is_counter(loop, reg)) {
        itself = (struct linear){.counter = reg, .made = index, .coefficient = 1};
        return &itself;
    }
    if (reg >= loops_registers || linears[reg].round != round || linears[reg].counter == 0)
        return NULL;
    uint32_t increased = counters[linears[reg].counter].made;
    bool is_old = linears[reg].made < increased && increased < index;
    return is_old ? NULL : &linears[reg];
}

// The instruction in a loop that makes an address of a variable; NULL: it is made otherwise.
static const struct ir *address_in(const struct loop *loop, reg_t reg) {
    const struct ir *ir = definition_in(loop, reg);
    return ir != NULL && ir->operation == IR_ADDRESS && ir->base != BASE_REGISTER &&
                   is_defined_once(reg)
               ? ir
               : NULL;
}

static bool is_kept(const struct loop *loop, reg_t reg) {
    return loop_keeps(loop, reg) || address_in(loop, reg) != NULL;
}

// What an instruction makes of linear values, if that is one.
static struct linear linear_of(const struct loop *loop, uint32_t index) {
    const struct ir *ir = &function.code[index];
    struct linear result = {.made = index, .round = round};
    if (ir->class != CLASS_WORD || ir->to < function.first_temporary || !is_defined_once(ir->to))
        return result;
    const struct linear *left = linear_at(loop, ir->left, index);
    uint32_t coefficient = left != NULL ? left->coefficient : 0;
    if (ir->operation == IR_ADD && left == NULL && !ir->is_constant && is_kept(loop, ir->left)) {
        left = linear_at(loop, ir->right, index);
        coefficient = left != NULL ? left->coefficient : 0;
    } else if (left == NULL) {
        return result;
    } else if (ir->operation == IR_SHIFT_LEFT && ir->is_constant) {
        coefficient <<= (uint32_t)ir->number % 32;
    } else if (ir->operation == IR_MULTIPLY && ir->is_constant) {
        coefficient *= (uint32_t)ir->number;
    } else if ((ir->operation != IR_ADD && ir->operation != IR_SUBTRACT) ||
               !(ir->is_constant || is_kept(loop, ir->right))) {
        return result;
    }
    if (left == NULL)
        return result;
    result.counter = left->counter;
    result.steps = left->steps + 1;
    result.coefficient = coefficient;
    return result;
}

static void note_need(reg_t reg) {
    if (reg < loops_registers && linears[reg].round == round)
        linears[reg].is_needed = true;
}

static void find_linears(const struct loop *loop) {
    for (uint32_t i = loop->first; i <= loop->last; i++) {
        const struct ir *ir = &function.code[i];
        struct linear linear = {0};
        if (ir->to >= REGISTER_VIRTUAL)
            linear = linear_of(loop, i);
        if (linear.counter == 0) {
            note_need(ir->left);
            note_need(ir->right);
        } else {
            linears[ir->to] = linear;
        }
    }
}

// ---- which are replaced ----

// All uses follow in the round, before the counter is increased.
static bool is_replaceable(const struct loop *loop, reg_t reg) {
    const struct linear *linear = &linears[reg];
    uint32_t increased = counters[linear->counter].made;
    uint32_t first = first_use[reg] - 1, last = last_use[reg] - 1;
    return first > linear->made && last <= loop->last &&
           !(linear->made < increased && increased < last);
}

static void choose(const struct loop *loop) {
    chosen_count = 0;
    for (uint32_t i = loop->first; i <= loop->last && chosen_count < MOST_VARIABLES; i++) {
        reg_t reg = function.code[i].to;
        if (reg < REGISTER_VIRTUAL || reg >= loops_registers || linears[reg].round != round ||
            linears[reg].counter == 0 || linears[reg].made != i)
            continue;
        if (linears[reg].is_needed && linears[reg].steps >= 2 && is_replaceable(loop, reg))
            chosen[chosen_count++].reg = reg;
    }
}

// ---- the new variables ----

// Computes a linear value before the loop, with `start` in place of the counter.
static reg_t prepare(struct loop *loop, reg_t reg, reg_t start) {
    if (is_counter(loop, reg))
        return start;
    const struct ir *address = address_in(loop, reg);
    bool is_linear =
        reg < loops_registers && linears[reg].round == round && linears[reg].counter != 0;
    if (address == NULL && !is_linear)
        return reg;
    struct ir ir = address != NULL ? *address : function.code[linears[reg].made];
    ir.left = prepare(loop, ir.left, start);
    ir.right = prepare(loop, ir.right, start);
    return loop_prepare(loop, &ir, (struct facts){.class = CLASS_WORD, .width = 32});
}

static reg_t variable_new(struct loop *loop, const struct chosen *value) {
    const struct linear *linear = &linears[value->reg];
    const struct linear *counter = &counters[linear->counter];
    reg_t variable = register_new(CLASS_WORD);
    struct ir copy = {.operation = IR_COPY, .to = variable, .left = value->start};
    struct ir increase = {.operation = IR_ADD, .to = variable, .left = variable};
    addition_new(&loop->before, &copy);
    ir_set_constant(&increase, (uint32_t)(linear->coefficient * counter->coefficient));
    addition_new(&behind[counter->made], &increase);
    return variable;
}

// The variable of an earlier one that is the same; 0: none.
static reg_t variable_of(const struct chosen *value) {
    const struct linear *linear = &linears[value->reg];
    for (const struct chosen *other = chosen; other < value; other++)
        if (other->start == value->start && linears[other->reg].counter == linear->counter &&
            linears[other->reg].coefficient == linear->coefficient)
            return other->variable;
    return 0;
}

static void remove_at(uint32_t index) {
    struct ir *ir = &function.code[index];
    ir->operation = IR_NOP;
    ir->to = ir->left = ir->right = 0;
}

static void replace_by_variable(struct loop *loop, struct chosen *value) {
    const struct linear *linear = &linears[value->reg];
    value->start = prepare(loop, value->reg, linear->counter);
    value->variable = variable_of(value);
    if (value->variable == 0)
        value->variable = variable_new(loop, value);
    for (uint32_t i = linear->made; i <= last_use[value->reg] - 1; i++) {
        struct ir *ir = &function.code[i];
        if (ir->left == value->reg)
            ir->left = value->variable;
        if (ir->right == value->reg)
            ir->right = value->variable;
    }
}

// ---- loops that only count ----

// Every round goes through an access at the register: its values are addresses.
static bool is_accessed(const struct loop *loop, reg_t reg) {
    for (uint32_t i = loop->first; i < loop->first_block; i++) {
        const struct ir *ir = &function.code[i];
        if (ir_has(ir, IR_READS | IR_WRITES) && ir->base == BASE_REGISTER && ir->left == reg)
            return true;
    }
    return false;
}

static bool is_chosen(reg_t reg) {
    for (uint32_t i = 0; i < chosen_count; i++)
        if (chosen[i].reg == reg)
            return true;
    return false;
}

// Whether nothing needs a counter but its test, once the chosen values are variables.
static bool only_counts(const struct loop *loop, reg_t counter, const struct ir *test) {
    if (last_use[counter] - 1 > loop->last)
        return false;
    for (uint32_t i = loop->first; i <= loop->last; i++) {
        const struct ir *ir = &function.code[i];
        bool is_linear = ir->to >= REGISTER_VIRTUAL && ir->to < loops_registers &&
                         linears[ir->to].round == round && linears[ir->to].counter == counter;
        bool is_gone = is_linear && (is_chosen(ir->to) || (!linears[ir->to].is_needed &&
                                                           last_use[ir->to] - 1 <= loop->last));
        bool reads = ir->left == counter || ir->right == counter;
        if (ir != test && i != counters[counter].made && (is_linear || reads) && !is_gone)
            return false;
    }
    return true;
}

// A constant that a register holds before a loop, where no jump leads to.
static bool starts_with(const struct loop *loop, reg_t reg, int32_t *number) {
    for (uint32_t i = loop->first; i-- > 0;) {
        const struct ir *ir = &function.code[i];
        if (ir->operation == IR_LABEL || ir_has(ir, IR_LEAVES))
            return false;
        if (ir->to != reg)
            continue;
        *number = ir->number;
        return ir->operation == IR_CONSTANT ||
               (ir->operation == IR_COPY && ir->left == REGISTER_ZERO);
    }
    return false;
}

// What has left a loop, or one around it, and is computed there into a register; NULL: nothing.
static const struct ir *lifted_into(const struct loop *loop, reg_t reg) {
    for (; loop != NULL; loop = loop->around)
        for (const struct addition *a = loop->before.first; a != NULL; a = a->next)
            if (a->ir.to == reg)
                return &a->ir;
    return NULL;
}

// Whether a register holds before a loop what another one holds in it: the same, or computed from
// the same where no jump leads to.
static bool holds_same(const struct loop *loop, reg_t before, reg_t kept) {
    const struct ir *lifted = kept >= loops_registers ? lifted_into(loop, kept) : NULL;
    if (before == kept || lifted == NULL)
        return before == kept;
    for (uint32_t i = loop->first; i-- > 0;) {
        const struct ir *ir = &function.code[i];
        if (ir->to == before && ir->to != 0)
            return ir->left != before && ir->right != before && computes_same(ir, lifted);
        if (ir->operation == IR_LABEL ||
            (ir->to != 0 && (ir->to == lifted->left || ir->to == lifted->right)))
            return false;
    }
    return false;
}

// Whether the counter is less than the limit of the test when the loop is entered.
static bool is_guarded(const struct loop *loop, const struct ir *test) {
    uint32_t i = loop->first;
    int32_t number = 0;
    while (i > 0 && (function.code[i - 1].operation == IR_NOP ||
                     (ir_is_pure(&function.code[i - 1]) && function.code[i - 1].to != test->left &&
                      function.code[i - 1].to != test->right)))
        i--;
    const struct ir *guard = i > 0 ? &function.code[i - 1] : NULL;
    if (test->is_constant)
        return starts_with(loop, test->left, &number) && number < test->number &&
               (number >= 0 || test->operation == IR_BRANCH_LESS);
    bool starts_at_zero = starts_with(loop, test->left, &number) && number == 0;
    if (guard == NULL)
        return false;
    if (guard->operation == IR_BRANCH_EQUAL && guard->is_constant) // of unsigned numbers
        return test->operation == IR_BRANCH_LESS_UNSIGNED && starts_at_zero &&
               guard->class == CLASS_WORD && guard->number == 0 &&
               holds_same(loop, guard->left, test->right);
    bool is_same_start = guard->left == REGISTER_ZERO ? starts_at_zero : guard->left == test->left;
    return guard->operation == branch_opposite((enum ir_operation)test->operation) &&
           is_same_start && !guard->is_constant && holds_same(loop, guard->right, test->right);
}

// Compares the variable in place of the counter: `i < n` becomes `p != a + (n << 2)`.
static void compare_variable(struct loop *loop, const struct chosen *value) {
    struct ir *test = &function.code[loop->last];
    reg_t counter = linears[value->reg].counter;
    bool is_less = test->operation == IR_BRANCH_LESS || test->operation == IR_BRANCH_LESS_UNSIGNED;
    if (!is_less || test->class != CLASS_WORD || test->left != counter ||
        counters[counter].coefficient != 1 || counters[counter].made > loop->last ||
        !(test->is_constant || loop_keeps(loop, test->right)) || !is_guarded(loop, test) ||
        !is_accessed(loop, value->variable) || !only_counts(loop, counter, test))
        return;
    reg_t limit = test->right;
    if (test->is_constant) {
        struct ir constant = {.operation = IR_CONSTANT};
        ir_set_constant(&constant, (uint32_t)test->number);
        limit = loop_prepare(loop, &constant, (struct facts){.class = CLASS_WORD, .width = 32});
    }
    reg_t end = prepare(loop, value->reg, limit);
    test->operation = IR_BRANCH_NOT_EQUAL;
    test->left = value->variable;
    test->right = end;
    test->is_constant = false;
    remove_at(counters[counter].made);
}

// ---- all loops ----

static void find_uses(void) {
    first_use = scratch(loops_registers * sizeof *first_use);
    last_use = scratch(loops_registers * sizeof *last_use);
    for (uint32_t i = 0; i < function.count; i++) {
        const reg_t operands[] = {function.code[i].left, function.code[i].right};
        for (int o = 0; o < 2; o++) {
            if (operands[o] >= loops_registers)
                continue; // made before a loop
            if (first_use[operands[o]] == 0)
                first_use[operands[o]] = i + 1;
            last_use[operands[o]] = i + 1;
        }
    }
}

static bool leads_on(const struct loop *loop) {
    if (!loop->is_closed || loop->has_inner)
        return false;
    for (uint32_t i = loop->first; i <= loop->last; i++)
        if (function.code[i].operation == IR_JUMP_TABLE)
            return false;
    return true;
}

void reduce_inductions(struct additions *additions) {
    behind = additions;
    linears = grow_zeroed(linears, &linear_capacity, loops_registers, sizeof *linears);
    counters = grow_zeroed(counters, &counter_capacity, loops_registers, sizeof *counters);
    find_uses();
    for (uint32_t l = 0; l < loop_count; l++) {
        struct loop *loop = &loops[l];
        if (!leads_on(loop))
            continue;
        round++;
        find_linears(loop);
        choose(loop);
        for (uint32_t i = 0; i < chosen_count; i++)
            replace_by_variable(loop, &chosen[i]);
        for (uint32_t i = 0; i < chosen_count; i++)
            compare_variable(loop, &chosen[i]);
        for (uint32_t i = 0; i < chosen_count; i++)
            remove_at(linears[chosen[i].reg].made);
    }
}
