// -O1: dead code, jumps to jumps, and values that are known already.
//
// The second pass numbers values (local value numbering) along extended blocks, which are entered
// only at their top: what has been computed is not computed again, what is constant is folded, and
// copies are read at their source. Constants, addresses and loads are forgotten at calls, since
// keeping them would cost a saved register, and loads at stores. Results that nobody reads any more
// are dropped in allocate.c.

#include "ir.h"

// ---- control flow ----

static uint32_t *label_at; // index of the instruction that places a label

static void find_labels(void) {
    label_at = scratch(function.label_count * sizeof *label_at);
    for (uint32_t i = 0; i < function.count; i++)
        if (function.code[i].operation == IR_LABEL)
            label_at[function.code[i].label] = i;
}

// The first instruction at or after an index that does something.
static uint32_t effective(uint32_t index) {
    while (index < function.count &&
           (function.code[index].operation == IR_LABEL || function.code[index].operation == IR_NOP))
        index++;
    return index;
}

static uint32_t thread(uint32_t label) {
    enum { MOST_HOPS = 16 };
    for (int hops = 0; hops < MOST_HOPS; hops++) {
        uint32_t index = effective(label_at[label]);
        if (index >= function.count || function.code[index].operation != IR_JUMP)
            break;
        label = function.code[index].label;
    }
    return label;
}

// `branch to A if c; jump to B; A:` is `branch to B unless c; A:`.
static void join_branch_and_jump(uint32_t index) {
    struct ir *branch = &function.code[index];
    if (branch->operation == IR_JUMP || index + 1 >= function.count)
        return;
    struct ir *jump = &function.code[index + 1];
    if (jump->operation != IR_JUMP || effective(label_at[branch->label]) != effective(index + 2) ||
        label_at[branch->label] <= index)
        return;
    branch->operation = (uint8_t)branch_opposite((enum ir_operation)branch->operation);
    branch->label = jump->label;
    jump->operation = IR_NOP;
}

static void simplify_jumps(void) {
    function.has_loop = false;
    for (uint32_t i = 0; i < function.count; i++)
        if (ir_has(&function.code[i], IR_JUMPS)) {
            join_branch_and_jump(i);
            function.code[i].label = thread(function.code[i].label);
            if (label_at[function.code[i].label] < i)
                function.has_loop = true;
        }
}

static void remove_unreachable(void) {
    uint32_t *work = scratch(function.label_count * sizeof *work);
    bool *seen = scratch(function.count);
    bool *used = scratch(function.label_count);
    uint32_t pending = 1; // work[0] is the function's entry
    while (pending > 0) {
        for (uint32_t i = work[--pending]; i < function.count && !seen[i]; i++) {
            const struct ir *ir = &function.code[i];
            seen[i] = true;
            const uint32_t *labels = &ir->label;
            uint32_t count = ir_has(ir, IR_JUMPS);
            if (ir->operation == IR_JUMP_TABLE) {
                labels = ir->table->labels;
                count = ir->table->count;
            }
            while (count-- > 0) {
                uint32_t target = label_at[labels[count]];
                used[labels[count]] = true;
                if (!seen[target]) { // each label waits once
                    seen[target] = true;
                    work[pending++] = target + 1;
                }
            }
            if (ir_has(ir, IR_LEAVES))
                break;
        }
    }
    // Labels that nobody jumps to do not begin an extended block.
    for (uint32_t i = 0; i < function.count; i++)
        if (!seen[i] || (function.code[i].operation == IR_LABEL && !used[function.code[i].label]))
            function.code[i].operation = IR_NOP;
}

// ---- values ----

struct computation;

struct known {    // of a value
    reg_t holder; // a register that held it when its version was this
    uint32_t version;
    struct value value; // with its facts; a constant, or of the register that first held it
    uint32_t how;       // computation; 0: unknown
};

struct computation { // how a value was computed
    uint32_t next;   // in its hash bucket; 0: none
    uint8_t operation, class, width, base;
    bool is_constant;
    uint32_t left, right; // values
    int32_t number;
    uint32_t high; // and the slot
    struct object *symbol;
    uint32_t calls;  // when it was computed
    uint32_t stores; // loads: when
    uint32_t value;
    uint32_t bucket;
};

static struct computation *computations; // from 1 on
static uint32_t computation_count, computation_capacity;
static struct bucket {
    uint32_t first;
    uint32_t extended_block; // that they are of; those of earlier ones are forgotten
} * buckets;
static uint32_t bucket_capacity;
static uint32_t bucket_bits; // 2^bits of them are used, about one an instruction
static struct known *known;
static uint32_t known_count, known_capacity;
static struct holding {
    uint32_t number; // of the value that a register holds, in the block where it was set
    uint32_t extended_block;
    uint32_t version; // changes whenever the register does
} * holdings;
static uint32_t holding_capacity;
static uint32_t extended_block;          // a number that none had before, in any function
static uint32_t calls_seen, stores_seen; // behind a call nothing is shared: rounding may be another
static bool is_legal;                    // only what the target has may be made
static bool is_decided;                  // a branch is always taken, or never

static uint32_t value_new(reg_t holder, struct value value) {
    known = array_room(known, &known_capacity, known_count, sizeof *known);
    struct known *k = &known[known_count];
    k->holder = holder;
    k->version = holdings[holder].version;
    k->value = value;
    k->how = 0;
    return known_count++;
}

static uint32_t unknown_new(reg_t reg) {
    struct value value = value_of(reg);
    if (reg == REGISTER_ZERO)
        value = value_constant(0);
    else if (reg == REGISTER_MSB)
        value = value_constant(0x80000000u);
    return value_new(reg, value);
}

static void define(reg_t to, uint32_t number) {
    holdings[to].extended_block = extended_block;
    holdings[to].number = number;
}

static uint32_t value_unknown(reg_t reg) {
    uint32_t number = unknown_new(reg);
    define(reg, number);
    return number;
}

static uint32_t value_in(reg_t reg) {
    const struct holding *holding = &holdings[reg];
    return holding->extended_block == extended_block ? holding->number : value_unknown(reg);
}

static void forget(reg_t reg) {
    holdings[reg].version++;
    holdings[reg].extended_block = 0;
}

static bool is_held(uint32_t number) {
    return known[number].version == holdings[known[number].holder].version;
}

// An operand is read where its value first was, or from the registers that hold constants.
static void replace(reg_t *operand) {
    if (*operand < REGISTER_VIRTUAL)
        return;
    uint32_t number = value_in(*operand); // may move `known`
    const struct known *k = &known[number];
    bool is_word = k->value.is_constant && k->value.class == CLASS_WORD;
    if (is_word && k->value.number == 0)
        *operand = REGISTER_ZERO;
    else if (is_word && k->value.number == 0x80000000u)
        *operand = REGISTER_MSB;
    else if (k->version == holdings[k->holder].version)
        *operand = k->holder;
}

// What an operand is worth, and the register to read it from.
static struct value operand(reg_t reg) {
    uint32_t number = value_in(reg); // may move `known`
    struct value value = known[number].value;
    if (!value.is_constant)
        value.reg = reg;
    return value;
}

static void make_constant(struct ir *ir, struct value value) {
    bool is_word = value.class == CLASS_WORD;
    ir->class = value.class;
    ir->has_effect = false;
    ir->right = ir->left = REGISTER_ZERO;
    ir->is_constant = false;
    ir->operation = IR_COPY;
    if (is_word && value.number == 0x80000000u) {
        ir->left = REGISTER_MSB;
    } else if (!is_word || value.number != 0) {
        ir->operation = IR_CONSTANT;
        ir_set_constant(ir, value.number);
    }
}

// The register to read the left operand of a term from. False if it is a constant that none holds.
static bool left_register(const struct ir *ir, struct value left, reg_t *reg) {
    *reg = left.reg;
    if (!left.is_constant)
        return true;
    struct value old = operand(ir->left);
    *reg = ir->left;
    if (old.is_constant && old.class == left.class && old.number == left.number)
        return true;
    *reg = REGISTER_ZERO;
    return left.class == CLASS_WORD && left.number == 0;
}

// The instruction that a term asks for, if there is one.
static void make(struct ir *ir, const struct term *term) {
    reg_t left;
    if (term->operation == IR_JUMP || term->operation == IR_NOP) {
        ir->operation = (uint8_t)term->operation;
        is_decided = true;
        ir->class = CLASS_WORD;
        ir->left = ir->right = REGISTER_ZERO;
        ir->is_constant = false;
        return;
    }
    if (term->operation == IR_COPY && term->left.is_constant) {
        make_constant(ir, term->left);
        return;
    }
    if (!left_register(ir, term->left, &left))
        return;
    bool is_constant = term->right.is_constant && ir_table[term->operation].right != OPERAND_n;
    if (is_legal && !target_has(term)) {
        bool is_zero = is_constant && term->right.number == 0;
        if (term->operation != IR_COPY && !(is_zero && target[term->operation].is_native))
            return;
        is_constant = false;
    }
    ir->operation = (uint8_t)term->operation;
    ir->class = term->class;
    ir->left = left;
    ir->right = term->right.is_constant ? REGISTER_ZERO : term->right.reg;
    ir->is_constant = false;
    if (is_constant)
        ir_set_constant(ir, term->right.number);
    ir->has_effect =
        ir_has(ir, IR_DIVIDES) && ir->has_effect && !(is_constant && term->right.number != 0);
}

// How the value in a register was computed: a shift by a constant. NULL: otherwise, or what was
// shifted is not there any more.
static const struct computation *shift_in(struct value value, enum ir_operation operation) {
    if (value.is_constant)
        return NULL;
    const struct computation *how = &computations[known[holdings[value.reg].number].how];
    return how != computations && how->operation == operation && how->is_constant &&
                   how->class == CLASS_WORD && is_held(how->left) &&
                   known[how->left].holder >= REGISTER_VIRTUAL
               ? how
               : NULL;
}

// x << n | x >> (32 - n) rotates.
static void combine_rotation(struct term *term) {
    const struct computation *up = shift_in(term->left, IR_SHIFT_LEFT);
    const struct computation *down = shift_in(term->right, IR_SHIFT_RIGHT);
    if (up == NULL) {
        up = shift_in(term->right, IR_SHIFT_LEFT);
        down = shift_in(term->left, IR_SHIFT_RIGHT);
    }
    if (up == NULL || down == NULL || up->left != down->left || up->number + down->number != 32)
        return;
    term->operation = IR_ROTATE;
    term->left = value_of(known[down->left].holder);
    term->right = value_constant((uint32_t)down->number);
}

// Whether a value was computed as another one & something.
static bool is_part_of(struct value part, struct value whole) {
    if (part.is_constant || whole.is_constant)
        return false;
    const struct computation *how = &computations[known[holdings[part.reg].number].how];
    uint32_t number = holdings[whole.reg].number;
    return how != computations && how->operation == IR_AND &&
           (how->left == number || (!how->is_constant && how->right == number));
}

// x ^ (x & y) is a subtraction, x | (x & y) is x, and x & (x & y) is x & y.
static void combine_part(struct term *term) {
    struct value whole = term->left, part = term->right;
    if (is_part_of(whole, part)) {
        whole = term->right;
        part = term->left;
    } else if (!is_part_of(part, whole)) {
        return;
    }
    bool is_xor = term->operation == IR_XOR;
    term->left = term->operation == IR_AND ? part : whole;
    term->right = is_xor ? part : value_constant(0);
    term->operation = is_xor ? IR_SUBTRACT : IR_COPY;
}

// (x >> n) & (2^m - 1) takes bits out of x.
static void combine_extraction(struct ir *ir) {
    if (ir->operation != IR_AND || !ir->is_constant || !target[IR_EXTRACT].is_native)
        return;
    uint32_t mask = (uint32_t)ir->number, width = constant_width(mask);
    const struct computation *down = shift_in(value_of(ir->left), IR_SHIFT_RIGHT);
    if (down == NULL || (mask & (mask + 1)) != 0 || (uint32_t)down->number + width > 32)
        return;
    ir->operation = IR_EXTRACT;
    ir->left = known[down->left].holder;
    ir->is_constant = false;
    ir->number = down->number;
    ir->high = width;
}

static bool is_computation(const struct ir *ir) {
    return ir_table[ir->operation].left >= OPERAND_w && ir_has(ir, IR_PURE | IR_JUMPS) &&
           ir->operation != IR_COPY && ir->operation != IR_EXTRACT;
}

static struct term term_of(const struct ir *ir) {
    struct term term = {(enum ir_operation)ir->operation, ir->class, operand(ir->left),
                        value_constant(0)};
    if (ir->is_constant)
        term.right = ir->class != CLASS_WORD && ir_table[ir->operation].right != OPERAND_w
                         ? value_like(ir_constant(ir), ir->class)
                         : value_constant((uint32_t)ir->number);
    else if (ir_table[ir->operation].right != OPERAND_n)
        term.right = operand(ir->right);
    return term;
}

static uint32_t bucket_of(const struct computation *c) {
    uint32_t hash = c->operation * 31u + c->left * 7919 + c->right * 104729;
    hash += (uint32_t)c->number * 2654435761u + c->high * 613 + c->calls * 31337 + c->stores * 7;
    if (c->symbol != NULL)
        hash += c->symbol->place * 193;
    return hash * 2654435761u >> (32 - bucket_bits);
}

// Describes what an instruction computes, behind all computations that are remembered; a store as
// the load that would yield the same.
static struct computation *describe(const struct ir *ir) {
    computations = array_room(computations, &computation_capacity, computation_count + 1,
                              sizeof *computations);
    struct computation *c = &computations[computation_count];
    bool is_access = ir_has(ir, IR_READS | IR_WRITES);
    c->operation = is_access ? IR_LOAD : ir->operation;
    c->class = ir->class;
    c->width = ir->width;
    c->base = ir->base;
    c->is_constant = ir->is_constant;
    c->left = value_in(ir->left);
    c->number = ir->number;
    c->high = ir->high + ir->slot;
    c->symbol = ir->symbol;
    c->calls = calls_seen;
    c->stores = is_access ? stores_seen : 0;
    c->right = is_access ? 0 : value_in(ir->right);
    c->bucket = bucket_of(c);
    return c;
}

static bool same(const struct computation *a, const struct computation *b) {
    return a->operation == b->operation && a->left == b->left && a->right == b->right &&
           a->number == b->number && a->symbol == b->symbol && a->width == b->width &&
           a->high == b->high && a->calls == b->calls && a->stores == b->stores &&
           a->class == b->class && a->base == b->base && a->is_constant == b->is_constant;
}

static const struct computation *find(const struct computation *wanted) {
    const struct bucket *bucket = &buckets[wanted->bucket];
    uint32_t c = bucket->extended_block == extended_block ? bucket->first : 0;
    while (c != 0 && !(same(&computations[c], wanted) && is_held(computations[c].value)))
        c = computations[c].next;
    return c != 0 ? &computations[c] : NULL;
}

// What has just been described yields a value.
static void remember(uint32_t value) {
    struct computation *c = &computations[computation_count];
    struct bucket *bucket = &buckets[c->bucket];
    c->value = value;
    c->next = bucket->extended_block == extended_block ? bucket->first : 0;
    *bucket = (struct bucket){computation_count, extended_block};
    if (known[value].how == 0 && c->operation != IR_LOAD)
        known[value].how = computation_count;
    computation_count++;
}

// A copy gives its target the same value. Variables make better holders than temporaries, which
// then can end.
static void number_copy(struct ir *ir) {
    uint32_t value = value_in(ir->left);
    bool machine = ir->left < REGISTER_VIRTUAL && !known[value].value.is_constant;
    holdings[ir->to].version++;
    if (machine || ir->to < REGISTER_VIRTUAL) {
        define(ir->to, unknown_new(ir->to));
        return;
    }
    define(ir->to, value);
    if (!is_held(value) ||
        (ir->to < function.first_temporary && known[value].holder >= function.first_temporary)) {
        known[value].holder = ir->to;
        known[value].version = holdings[ir->to].version;
    }
}

// What a call returns and leaves in argument registers is new, also where a constant was put
// before.
static void forget_arguments(void) {
    for (reg_t reg = REGISTER_V0; reg < REGISTER_T0; reg++)
        forget(reg);
    for (reg_t reg = REGISTER_F0; function.has_floating && reg < REGISTER_F20; reg += 2)
        forget(reg);
}

static void number_call(void) {
    calls_seen++;
    forget_arguments();
}

// Any register of the machine may be new.
static void number_assembly(void) {
    calls_seen++;
    stores_seen++;
    for (reg_t reg = REGISTER_AT; reg < REGISTER_VIRTUAL; reg++)
        if (reg != REGISTER_MSB)
            forget(reg);
}

// The value of an instruction, of which something is known if it computes.
static struct value result_of(const struct ir *ir, struct facts facts) {
    struct value value = value_of(ir->to);
    if (ir->operation == IR_CONSTANT)
        return ir->class != CLASS_WORD ? value_like(ir_constant(ir), ir->class)
                                       : value_constant((uint32_t)ir->number);
    if (ir->operation == IR_LOAD)
        facts.width = ir_access_bits[ir->width];
    value.width = facts.width;
    value.zeros = facts.zeros;
    return value;
}

static void number_result(struct ir *ir, struct facts facts) {
    bool reusable = ir_has(ir, IR_PURE) && !(ir_has(ir, IR_READS) && ir->has_effect);
    const struct computation *earlier = reusable ? find(describe(ir)) : NULL;
    bool is_cheap = ir->operation == IR_CONSTANT || ir->operation == IR_ADDRESS;
    if (earlier != NULL && !(is_cheap && ir->to < REGISTER_VIRTUAL)) {
        ir->class = (uint8_t)ir_result_class(ir); // the holder may be a register of the machine
        ir->operation = IR_COPY;
        ir->left = known[earlier->value].holder;
        ir->right = 0;
        ir->is_constant = false;
        ir->has_effect = false;
        number_copy(ir);
        return;
    }
    struct value result = result_of(ir, facts);
    holdings[ir->to].version++;
    uint32_t value = value_new(ir->to, result);
    define(ir->to, value);
    if (reusable && ir->to >= REGISTER_VIRTUAL)
        remember(value);
}

// A narrow store needs no more of its operand than it stores.
static void strip_operand(struct ir *ir) {
    uint32_t mask = ir->width == IR_BYTE || ir->width == IR_BYTE_UNSIGNED ? 0xff : 0xffff;
    uint32_t value = value_in(ir->right); // may move `known`
    const struct computation *how = &computations[known[value].how];
    if (how == computations)
        return;
    bool is_mask = how->operation == IR_AND && target[IR_AND].is_native && how->is_constant &&
                   ((uint32_t)how->number & mask) == mask;
    bool is_extension =
        how->operation == IR_EXTEND_HALF || (how->operation == IR_EXTEND_BYTE && mask == 0xff);
    if (how->class == CLASS_WORD && (is_mask || is_extension) && is_held(how->left) &&
        known[how->left].holder >= REGISTER_VIRTUAL)
        ir->right = known[how->left].holder;
}

// A load from where this stores yields what it stores.
static void number_store(const struct ir *ir) {
    stores_seen++;
    if (ir->has_effect || (ir->width != IR_WORD && ir->width != IR_LONG))
        return;
    uint32_t value = value_in(ir->right);
    describe(ir);
    remember(value);
}

static bool is_constant_in(reg_t reg) {
    uint32_t number = value_in(reg); // may move `known`
    return known[number].value.is_constant;
}

// Makes an instruction simpler if it can be. Returns what is known of its result; of what is legal,
// legalization has used that.
static struct facts simplify(struct ir *ir) {
    if (is_legal && ir->left != ir->right && !is_constant_in(ir->left) &&
        !(ir->is_constant || is_constant_in(ir->right)))
        return (struct facts){0};
    struct term term = term_of(ir);
    term_simplify(&term);
    bool is_sum = term.operation == IR_ADD || term.operation == IR_OR || term.operation == IR_XOR;
    if (is_sum && !is_legal && term.class == CLASS_WORD)
        combine_rotation(&term);
    bool is_logic = term.operation == IR_AND || term.operation == IR_OR || term.operation == IR_XOR;
    if (is_logic && !is_legal)
        combine_part(&term);
    make(ir, &term);
    if (is_legal)
        return (struct facts){0};
    struct facts facts = {0};
    if (term.operation != IR_JUMP && term.operation != IR_NOP)
        facts = term_facts(&term);
    if (ir->class == CLASS_WORD)
        combine_extraction(ir);
    return facts;
}

static void number_instruction(struct ir *ir) {
    struct facts facts = {0};
    replace(&ir->left);
    replace(&ir->right);
    if (is_computation(ir))
        facts = simplify(ir);
    if (ir->operation == IR_STORE) {
        bool is_narrow = ir->width != IR_WORD && ir->width != IR_LONG;
        if (is_narrow && !is_legal && !ir->is_whole)
            strip_operand(ir);
        number_store(ir);
    }
    if (ir->operation == IR_ASSEMBLY)
        number_assembly();
    else if (ir_has(ir, IR_CALLS))
        number_call();
    else if (!is_legal && target_calls(ir))
        forget_arguments(); // it becomes a call
    if (ir->operation == IR_COPY)
        number_copy(ir);
    else if (ir->to != 0)
        number_result(ir, facts);
}

static void make_buckets(void) {
    enum { LEAST_BITS = 6, MOST_BITS = 20 };
    bucket_bits = LEAST_BITS;
    while (function.count >> bucket_bits != 0 && bucket_bits < MOST_BITS)
        bucket_bits++;
    buckets = grow_zeroed(buckets, &bucket_capacity, (uint32_t)1 << bucket_bits, sizeof *buckets);
}

static void number_values(void) {
    holdings = grow_zeroed(holdings, &holding_capacity, function.register_count, sizeof *holdings);
    make_buckets();
    known_count = 0;
    computation_count = 1;
    is_decided = false;
    extended_block++;
    bool is_all_new = !is_legal || (function.has_loop && loops_have_additions);
    bool may_improve = is_all_new || function.is_rebuilt;
    for (uint32_t i = 0; i < function.count; i++) {
        struct ir *ir = &function.code[i];
        if (ir->operation == IR_LABEL) {
            extended_block++;
            may_improve = is_all_new || ir->has_effect;
        } else if (may_improve && ir->operation != IR_NOP) {
            number_instruction(ir);
        }
    }
}

// Temporaries that nothing reads, and then what only those have read.
static void remove_unread(void) {
    uint32_t *reads = scratch(function.register_count * sizeof *reads);
    for (uint32_t i = 0; i < function.count; i++) {
        reads[function.code[i].left]++;
        reads[function.code[i].right]++;
    }
    for (uint32_t i = function.count; i-- > 0;) {
        struct ir *ir = &function.code[i];
        if (ir->to < function.first_temporary || reads[ir->to] > 0 || !ir_is_pure(ir))
            continue;
        reads[ir->left]--;
        reads[ir->right]--;
        ir->operation = IR_NOP;
        ir->to = ir->left = ir->right = 0;
    }
}

// Behind branches that are now decided.
static void remove_decided(void) {
    if (is_decided)
        remove_unreachable();
}

void optimize_function(void) {
    is_legal = false;
    find_labels();
    simplify_jumps();
    remove_unreachable();
    number_values();
    remove_decided();
    remove_unread();
    if (function.has_loop)
        optimize_loops(false);
}

// On mips32 there is little to clean up, if there were no 64 bits to split.
void optimize_legal(void) {
    is_legal = true;
    if (!options.mips32 || function.has_long || function.has_loop) {
        number_values();
        if (is_decided)
            find_labels();
        remove_decided();
    }
    if (function.has_loop)
        optimize_loops(true);
}
