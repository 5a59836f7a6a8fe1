// -O1: dead code, jumps to jumps, and values that are known already.
//
// The second pass numbers values (local value numbering) along stretches of code that are entered
// only at their top: what has been computed is not computed again, what is constant is folded, and
// copies are read at their source. Constants, addresses and loads are forgotten at calls, since
// keeping them would cost a saved register, and loads at stores. Results that nobody reads any more
// are dropped in allocate.c.

#include "ir.h"

#include <string.h>

// ---- what an instruction is ----

const uint8_t ir_reads[IR_OPERATION_COUNT] = {
    [IR_COPY] = IR_READS_LEFT,
    [IR_ADD] = IR_READS_BOTH,
    [IR_ADD_CONSTANT] = IR_READS_LEFT,
    [IR_SUBTRACT] = IR_READS_BOTH,
    [IR_LESS] = IR_READS_BOTH,
    [IR_LESS_UNSIGNED] = IR_READS_BOTH,
    [IR_LESS_CONSTANT] = IR_READS_LEFT,
    [IR_LESS_UNSIGNED_CONSTANT] = IR_READS_LEFT,
    [IR_AND] = IR_READS_BOTH,
    [IR_OR] = IR_READS_BOTH,
    [IR_XOR] = IR_READS_BOTH,
    [IR_AND_CONSTANT] = IR_READS_LEFT,
    [IR_OR_CONSTANT] = IR_READS_LEFT,
    [IR_XOR_CONSTANT] = IR_READS_LEFT,
    [IR_SHIFT_LEFT] = IR_READS_BOTH,
    [IR_SHIFT_RIGHT] = IR_READS_BOTH,
    [IR_SHIFT_ARITHMETIC] = IR_READS_BOTH,
    [IR_SHIFT_LEFT_CONSTANT] = IR_READS_LEFT,
    [IR_SHIFT_RIGHT_CONSTANT] = IR_READS_LEFT,
    [IR_SHIFT_ARITHMETIC_CONSTANT] = IR_READS_LEFT,
    [IR_EXTEND_BYTE] = IR_READS_LEFT,
    [IR_EXTEND_HALF] = IR_READS_LEFT,
    [IR_MULTIPLY] = IR_READS_BOTH,
    [IR_MULTIPLY_HIGH] = IR_READS_BOTH,
    [IR_DIVIDE] = IR_READS_BOTH,
    [IR_REMAINDER] = IR_READS_BOTH,
    [IR_DIVIDE_SIGNED] = IR_READS_BOTH,
    [IR_REMAINDER_SIGNED] = IR_READS_BOTH,
    [IR_LOAD] = IR_READS_LEFT,
    [IR_STORE] = IR_READS_BOTH,
    [IR_STORE_SYMBOL] = IR_READS_RIGHT,
    [IR_STORE_SLOT] = IR_READS_RIGHT,
    [IR_STORE_ARGUMENT] = IR_READS_RIGHT,
    [IR_CALL_INDIRECT] = IR_READS_LEFT,
    [IR_BRANCH_EQUAL] = IR_READS_BOTH,
    [IR_BRANCH_NOT_EQUAL] = IR_READS_BOTH,
    [IR_JUMP_TABLE] = IR_READS_LEFT,
};

static bool is_load(const struct ir *ir) {
    return ir->operation >= IR_LOAD && ir->operation <= IR_LOAD_SLOT;
}

static bool is_store(const struct ir *ir) {
    return ir->operation >= IR_STORE && ir->operation <= IR_STORE_SLOT;
}

bool ir_is_division(const struct ir *ir) {
    return ir->operation >= IR_DIVIDE && ir->operation <= IR_REMAINDER_SIGNED;
}

bool ir_is_pure(const struct ir *ir) {
    if (ir_is_division(ir))
        return !ir->is_guarded;
    if (is_load(ir))
        return !ir->is_volatile;
    return ir->operation >= IR_COPY && ir->operation <= IR_MULTIPLY_HIGH;
}

static bool is_branch(const struct ir *ir) {
    return ir->operation >= IR_JUMP && ir->operation <= IR_BRANCH_NOT_EQUAL;
}

// ---- control flow ----

static uint32_t *label_at; // index of the instruction that places a label

static void find_labels(void) {
    label_at = arena_allocate(&function_arena, function.label_count * sizeof *label_at);
    for (uint32_t i = 0; i < function.count; i++)
        if (function.code[i].operation == IR_LABEL)
            label_at[function.code[i].number] = i;
}

// The first instruction at or after an index that does something.
static uint32_t effective(uint32_t index) {
    while (index < function.count &&
           (function.code[index].operation == IR_LABEL || function.code[index].operation == IR_NOP))
        index++;
    return index;
}

static int32_t thread(int32_t label) {
    enum { MOST_HOPS = 16 };
    for (int hops = 0; hops < MOST_HOPS; hops++) {
        uint32_t index = effective(label_at[label]);
        if (index >= function.count || function.code[index].operation != IR_JUMP)
            break;
        label = function.code[index].number;
    }
    return label;
}

// `branch to A if c; jump to B; A:` is `branch to B unless c; A:`.
static void join_branch_and_jump(uint32_t index) {
    struct ir *branch = &function.code[index];
    if (branch->operation == IR_JUMP || index + 1 >= function.count)
        return;
    struct ir *jump = &function.code[index + 1];
    if (jump->operation != IR_JUMP || effective(label_at[branch->number]) != effective(index + 2) ||
        label_at[branch->number] <= index)
        return;
    branch->operation =
        branch->operation == IR_BRANCH_EQUAL ? IR_BRANCH_NOT_EQUAL : IR_BRANCH_EQUAL;
    branch->number = jump->number;
    jump->operation = IR_NOP;
}

static void simplify_jumps(void) {
    for (uint32_t i = 0; i < function.count; i++)
        if (is_branch(&function.code[i])) {
            join_branch_and_jump(i);
            function.code[i].number = thread(function.code[i].number);
        }
}

static void remove_unreachable(void) {
    uint32_t *work = arena_allocate(&function_arena, function.label_count * sizeof *work);
    uint32_t *seen = arena_allocate(&function_arena, function.count * sizeof *seen);
    uint32_t pending = 1; // work[0] is the function's entry
    while (pending > 0) {
        for (uint32_t i = work[--pending]; i < function.count && !seen[i]; i++) {
            const struct ir *ir = &function.code[i];
            uint32_t count = ir->operation == IR_JUMP_TABLE ? ir->table->count : 0;
            seen[i] = 1;
            for (uint32_t entry = 0; entry < count; entry++) {
                uint32_t target = label_at[ir->table->labels[entry]];
                if (!seen[target]) { // each label waits once
                    seen[target] = 1;
                    work[pending++] = target + 1;
                }
            }
            if (is_branch(ir) && !seen[label_at[ir->number]]) {
                seen[label_at[ir->number]] = 1;
                work[pending++] = label_at[ir->number] + 1;
            }
            if (!ir_falls_through(ir))
                break;
        }
    }
    for (uint32_t i = 0; i < function.count; i++)
        if (!seen[i])
            function.code[i].operation = IR_NOP;
}

// Labels that nobody jumps to any more do not interrupt a stretch of code.
static void remove_labels(void) {
    uint32_t *used = arena_allocate(&function_arena, function.label_count * sizeof *used);
    for (uint32_t i = 0; i < function.count; i++) {
        const struct ir *ir = &function.code[i];
        if (is_branch(ir))
            used[ir->number] = 1;
        if (ir->operation == IR_JUMP_TABLE)
            for (uint32_t entry = 0; entry < ir->table->count; entry++)
                used[ir->table->labels[entry]] = 1;
    }
    for (uint32_t i = 0; i < function.count; i++)
        if (function.code[i].operation == IR_LABEL && !used[function.code[i].number])
            function.code[i].operation = IR_NOP;
}

// ---- values ----

struct known {    // of a value
    reg_t holder; // a register that held it when its version was this
    uint32_t version;
    bool is_constant;
    uint32_t number;
};

struct computation {          // how a value was computed
    struct computation *next; // in its hash bucket
    uint32_t operation, width;
    uint32_t left, right; // values
    int32_t number;
    struct object *symbol;
    uint32_t slot;
    uint32_t calls;  // when it was computed
    uint32_t stores; // loads: when
    uint32_t value;
};

enum { BUCKETS = 512 };
static struct bucket {
    struct computation *first;
    uint32_t stretch; // that they are of; those of earlier ones are forgotten
} buckets[BUCKETS];
static struct known *known;
static uint32_t known_count, known_capacity;
static uint32_t *value_of; // by register; valid in the stretch where it was set
static uint32_t *value_stretch;
static uint32_t *versions;
static uint32_t stretch; // a number that none had before, in any function
static uint32_t calls_seen, stores_seen;

static uint32_t value_new(reg_t holder) {
    if (known_count == known_capacity) {
        uint32_t capacity = known_capacity == 0 ? 256 : known_capacity * 2;
        struct known *grown = arena_allocate(&function_arena, capacity * sizeof *grown);
        if (known_count > 0)
            memcpy(grown, known, known_count * sizeof *grown);
        known = grown;
        known_capacity = capacity;
    }
    known[known_count].holder = holder;
    known[known_count].version = versions[holder];
    known[known_count].is_constant = false;
    return known_count++;
}

static uint32_t constant_new(reg_t holder, uint32_t number) {
    uint32_t value = value_new(holder);
    known[value].is_constant = true;
    known[value].number = number;
    return value;
}

static uint32_t value_in(reg_t reg) {
    if (value_stretch[reg] != stretch) {
        value_stretch[reg] = stretch;
        if (reg == REGISTER_ZERO)
            value_of[reg] = constant_new(reg, 0);
        else if (reg == REGISTER_MSB)
            value_of[reg] = constant_new(reg, 0x80000000u);
        else
            value_of[reg] = value_new(reg);
    }
    return value_of[reg];
}

static bool is_held(uint32_t value) {
    return known[value].version == versions[known[value].holder];
}

// An operand is read where its value first was, or from the registers that hold constants.
static void replace(reg_t *operand) {
    uint32_t value = value_in(*operand);
    if (*operand < REGISTER_VIRTUAL)
        return;
    if (known[value].is_constant && known[value].number == 0)
        *operand = REGISTER_ZERO;
    else if (known[value].is_constant && known[value].number == 0x80000000u)
        *operand = REGISTER_MSB;
    else if (is_held(value))
        *operand = known[value].holder;
}

static bool fits(int64_t number) {
    return number >= -32768 && number <= 32767;
}

// The same of mips32.
static bool fold_bits(const struct ir *ir, uint32_t left, uint32_t right, uint32_t *result) {
    switch (ir->operation) {
    case IR_LESS_UNSIGNED: *result = left < right; return true;
    case IR_AND: *result = left & right; return true;
    case IR_OR: *result = left | right; return true;
    case IR_XOR: *result = left ^ right; return true;
    case IR_SHIFT_LEFT: *result = left << right % 32; return true;
    case IR_SHIFT_RIGHT: *result = left >> right % 32; return true;
    default: return false;
    }
}

// The result of an operation on constants. False if it is not folded.
static bool fold(const struct ir *ir, uint32_t left, uint32_t right, uint32_t *result) {
    switch (ir->operation) {
    case IR_ADD: *result = left + right; return true;
    case IR_SUBTRACT: *result = left - right; return true;
    case IR_MULTIPLY: *result = left * right; return true;
    case IR_LESS: *result = (int32_t)left < (int32_t)right; return true;
    case IR_DIVIDE: *result = right != 0 ? left / right : 0; return right != 0;
    case IR_REMAINDER: *result = right != 0 ? left % right : 0; return right != 0;
    default: return fold_bits(ir, left, right, result);
    }
}

static void make_constant(struct ir *ir, uint32_t number) {
    ir->operation = number == 0 || number == 0x80000000u ? IR_COPY : IR_CONSTANT;
    ir->left = number == 0 ? REGISTER_ZERO : REGISTER_MSB;
    ir->right = 0;
    ir->number = ir->operation == IR_COPY ? 0 : (int32_t)number;
    ir->is_guarded = false;
}

static void make_add_constant(struct ir *ir, reg_t left, uint32_t number) {
    ir->operation = number == 0 ? IR_COPY : IR_ADD_CONSTANT;
    ir->left = left;
    ir->right = 0;
    ir->number = (int32_t)number;
}

// An operation of mips32 with a constant on the right.
static void use_constant(struct ir *ir, uint32_t right) {
    bool fits_logic = right < 0x10000u;
    switch (ir->operation) {
    case IR_LESS:
    case IR_LESS_UNSIGNED:
        if (!options.mips32 || !fits((int32_t)right))
            return;
        ir->operation = ir->operation == IR_LESS ? IR_LESS_CONSTANT : IR_LESS_UNSIGNED_CONSTANT;
        break;
    case IR_AND:
    case IR_OR:
    case IR_XOR:
        if (!fits_logic)
            return;
        ir->operation += IR_AND_CONSTANT - IR_AND;
        break;
    case IR_SHIFT_LEFT:
    case IR_SHIFT_RIGHT:
    case IR_SHIFT_ARITHMETIC:
        ir->operation += IR_SHIFT_LEFT_CONSTANT - IR_SHIFT_LEFT;
        right %= 32;
        break;
    default: return;
    }
    ir->right = 0;
    ir->number = (int32_t)right;
}

static void simplify(struct ir *ir) {
    bool left_constant = ir_reads_left(ir) && known[value_in(ir->left)].is_constant;
    bool right_constant = ir_reads_right(ir) && known[value_in(ir->right)].is_constant;
    uint32_t left = left_constant ? known[value_in(ir->left)].number : 0;
    uint32_t right = right_constant ? known[value_in(ir->right)].number : 0;
    uint32_t result;
    if (ir->operation == IR_BRANCH_EQUAL || ir->operation == IR_BRANCH_NOT_EQUAL) {
        if (left_constant && right_constant)
            ir->operation =
                (left == right) == (ir->operation == IR_BRANCH_EQUAL) ? IR_JUMP : IR_NOP;
    } else if (left_constant && right_constant && fold(ir, left, right, &result)) {
        make_constant(ir, result);
    } else if (ir->operation == IR_ADD_CONSTANT && left_constant) {
        make_constant(ir, left + (uint32_t)ir->number);
    } else if (ir->operation == IR_ADD && right_constant && fits((int32_t)right)) {
        make_add_constant(ir, ir->left, right);
    } else if (ir->operation == IR_ADD && left_constant && fits((int32_t)left)) {
        make_add_constant(ir, ir->right, left);
    } else if (ir->operation == IR_SUBTRACT && right_constant && fits(-(int64_t)(int32_t)right)) {
        make_add_constant(ir, ir->left, 0 - right);
    } else if (right_constant) {
        use_constant(ir, right);
    }
}

static uint32_t hash_of(const struct computation *c) {
    uint32_t hash = c->operation * 31 + c->left * 7919 + c->right * 104729;
    hash += (uint32_t)c->number * 2654435761u + c->slot * 613;
    if (c->symbol != NULL)
        hash += c->symbol->place * 193;
    return hash * 2654435761u / (0xffffffffu / BUCKETS + 1);
}

static struct computation describe(const struct ir *ir, enum ir_operation operation) {
    struct computation c = {.operation = operation,
                            .width = ir->width,
                            .number = ir->number,
                            .symbol = ir->symbol,
                            .slot = ir->slot,
                            .calls = calls_seen};
    if (ir_reads_left(ir))
        c.left = value_in(ir->left) + 1;
    if (is_load(ir) || is_store(ir))
        c.stores = stores_seen;
    else if (ir_reads_right(ir))
        c.right = value_in(ir->right) + 1;
    return c;
}

static bool same(const struct computation *a, const struct computation *b) {
    return a->operation == b->operation && a->left == b->left && a->right == b->right &&
           a->number == b->number && a->symbol == b->symbol && a->width == b->width &&
           a->slot == b->slot && a->calls == b->calls && a->stores == b->stores;
}

static const struct computation *find(const struct computation *wanted) {
    const struct bucket *bucket = &buckets[hash_of(wanted)];
    const struct computation *c = bucket->stretch == stretch ? bucket->first : NULL;
    while (c != NULL && !(same(c, wanted) && is_held(c->value)))
        c = c->next;
    return c;
}

static void remember(struct computation computation, uint32_t value) {
    struct bucket *bucket = &buckets[hash_of(&computation)];
    struct computation *c = arena_allocate(&function_arena, sizeof *c);
    *c = computation;
    c->value = value;
    c->next = bucket->stretch == stretch ? bucket->first : NULL;
    *bucket = (struct bucket){c, stretch};
}

static void define(reg_t to, uint32_t value) {
    value_stretch[to] = stretch;
    value_of[to] = value;
}

// A copy gives its target the same value. Variables make better holders than temporaries, which
// then can end.
static void number_copy(struct ir *ir) {
    uint32_t value = value_in(ir->left);
    bool machine = ir->left < REGISTER_VIRTUAL && !known[value].is_constant;
    versions[ir->to]++;
    if (machine || ir->to < REGISTER_VIRTUAL) {
        define(ir->to, value_new(ir->to));
        return;
    }
    define(ir->to, value);
    if (!is_held(value) ||
        (ir->to < function.first_temporary && known[value].holder >= function.first_temporary)) {
        known[value].holder = ir->to;
        known[value].version = versions[ir->to];
    }
}

// What a call returns and leaves in argument registers is new, also where a constant was put
// before.
static void number_call(void) {
    calls_seen++;
    for (reg_t reg = REGISTER_V0; reg < REGISTER_T0; reg++) {
        versions[reg]++;
        define(reg, value_new(reg));
    }
}

static void number_result(struct ir *ir) {
    bool reusable = ir_is_pure(ir) || ir_is_division(ir);
    struct computation computation;
    const struct computation *earlier = NULL;
    if (reusable) {
        computation = describe(ir, ir->operation);
        earlier = find(&computation);
    }
    if (earlier != NULL && ir->to >= REGISTER_VIRTUAL) {
        ir->operation = IR_COPY;
        ir->left = known[earlier->value].holder;
        ir->right = 0;
        ir->is_guarded = false;
        number_copy(ir);
        return;
    }
    versions[ir->to]++;
    uint32_t value = ir->operation == IR_CONSTANT ? constant_new(ir->to, (uint32_t)ir->number)
                                                  : value_new(ir->to);
    define(ir->to, value);
    if (reusable && ir->to >= REGISTER_VIRTUAL)
        remember(computation, value);
}

// A load from where this stores yields what it stores.
static void number_store(const struct ir *ir) {
    stores_seen++;
    if (ir->is_volatile || ir->operation == IR_STORE_ARGUMENT || ir->width != IR_WORD)
        return;
    struct computation c = describe(ir, ir->operation - IR_STORE + IR_LOAD);
    remember(c, value_in(ir->right));
}

static void number_values(void) {
    uint32_t size = function.register_count * (uint32_t)sizeof(uint32_t);
    value_of = arena_allocate(&function_arena, size);
    value_stretch = arena_allocate(&function_arena, size);
    versions = arena_allocate(&function_arena, size);
    known = NULL;
    known_count = known_capacity = 0;
    stretch++;
    for (uint32_t i = 0; i < function.count; i++) {
        struct ir *ir = &function.code[i];
        if (ir->operation == IR_LABEL) {
            stretch++;
            continue;
        }
        if (ir_reads_left(ir))
            replace(&ir->left);
        if (ir_reads_right(ir))
            replace(&ir->right);
        simplify(ir);
        if (is_store(ir) || ir->operation == IR_STORE_ARGUMENT)
            number_store(ir);
        if (ir_is_call(ir))
            number_call();
        if (ir->operation == IR_COPY)
            number_copy(ir);
        else if (ir->to != 0)
            number_result(ir);
    }
}

void optimize_function(void) {
    find_labels();
    simplify_jumps();
    remove_unreachable();
    remove_labels();
    number_values();
    remove_unreachable(); // behind branches that are now decided
    hoist_constants();
}
