// The table of terms, and the constructors' rewriting.
#include "term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../panic.h"

enum { LEAVES_MAX = 256 };

// ---- the table ----

static struct {
    struct term_node *nodes; // by number; the first is none
    uint32_t count;
    uint32_t capacity;
    term *buckets; // open addressing; a power of two
    uint32_t bucket_count;
    char **symbols;
    uint32_t symbol_count;
    uint32_t symbol_capacity;
    uint32_t fresh;
} table;

const struct term_node *term_node(term term) {
    return &table.nodes[term];
}

uint32_t term_count(void) {
    return table.count;
}

const char *term_symbol(uint64_t symbol) {
    return table.symbols[symbol];
}

void term_forget_all(void) {
    for (uint32_t i = 0; i < table.symbol_count; i++)
        free(table.symbols[i]);
    free(table.symbols);
    free(table.nodes);
    free(table.buckets);
    memset(&table, 0, sizeof table);
}

static void *grow(void *old, size_t size) {
    void *memory = realloc(old, size);
    if (memory == NULL)
        panic("term: out of memory");
    return memory;
}

static uint32_t hash(const struct term_node *node) {
    uint32_t h = node->kind * 31u + node->width;
    for (unsigned i = 0; i < 3; i++)
        h = (h ^ node->operand[i]) * 0x01000193u;
    h = (h ^ (uint32_t)node->value) * 0x01000193u;
    h = (h ^ (uint32_t)(node->value >> 32)) * 0x01000193u;
    return h ^ h >> 15;
}

static bool same(const struct term_node *a, const struct term_node *b) {
    return a->kind == b->kind && a->width == b->width && a->operand[0] == b->operand[0] &&
           a->operand[1] == b->operand[1] && a->operand[2] == b->operand[2] && a->value == b->value;
}

static void rehash(void) {
    table.bucket_count = table.bucket_count == 0 ? 4096 : table.bucket_count * 2;
    free(table.buckets);
    table.buckets = calloc(table.bucket_count, sizeof *table.buckets);
    if (table.buckets == NULL)
        panic("term: out of memory");
    for (term i = 1; i < table.count; i++) {
        uint32_t at = hash(&table.nodes[i]);
        while (table.buckets[at & (table.bucket_count - 1)] != 0)
            at++;
        table.buckets[at & (table.bucket_count - 1)] = i;
    }
}

static term intern(const struct term_node *node) {
    if (table.count * 2 >= table.bucket_count)
        rehash();
    uint32_t at = hash(node) & (table.bucket_count - 1);
    for (; table.buckets[at] != 0; at = (at + 1) & (table.bucket_count - 1)) {
        if (same(&table.nodes[table.buckets[at]], node))
            return table.buckets[at];
    }
    if (table.count + 1 >= table.capacity) {
        table.capacity = table.capacity == 0 ? 4096 : table.capacity * 2;
        table.nodes = grow(table.nodes, table.capacity * sizeof *table.nodes);
    }
    if (table.count == 0)
        memset(&table.nodes[table.count++], 0, sizeof *table.nodes);
    table.nodes[table.count] = *node;
    table.buckets[at] = table.count;
    return table.count++;
}

static uint64_t symbol_number(const char *name) {
    for (uint32_t i = 0; i < table.symbol_count; i++) {
        if (strcmp(table.symbols[i], name) == 0)
            return i;
    }
    if (table.symbol_count == table.symbol_capacity) {
        table.symbol_capacity = table.symbol_capacity == 0 ? 64 : table.symbol_capacity * 2;
        table.symbols = grow(table.symbols, table.symbol_capacity * sizeof *table.symbols);
    }
    char *copy = grow(NULL, strlen(name) + 1);
    strcpy(copy, name);
    table.symbols[table.symbol_count] = copy;
    return table.symbol_count++;
}

// ---- bits that are known ----

static uint64_t ones(unsigned width) {
    return width >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << width) - 1;
}

static unsigned bit_length(uint64_t value) {
    unsigned length = 0;
    for (; value != 0; value >>= 1)
        length++;
    return length;
}

// Of a sum or difference: the lowest bits, as far as both operands' are known, and no more bits
// than the largest sum has.
static void know_sum(struct term_node *node, const struct term_node *a, const struct term_node *b) {
    uint64_t unknown = (a->may ^ a->must) | (b->may ^ b->must);
    uint64_t low = (unknown & (0 - unknown)) - 1; // all ones if nothing is unknown
    bool is_add = node->kind == TERM_ADD;
    uint64_t known = (is_add ? a->must + b->must : a->must - b->must) & low;
    uint64_t full = ones(node->width);
    node->must = known & full;
    node->may = ((~low & full) | known) & full;
    if (is_add && a->may + b->may >= a->may && a->may + b->may <= full)
        node->may &= ones(bit_length(a->may + b->may));
    if (is_add && (a->may & b->may) == 0)
        node->may = a->may | b->may, node->must = a->must | b->must;
}

static void know(struct term_node *node) {
    const struct term_node *a = term_node(node->operand[0]);
    const struct term_node *b = term_node(node->operand[1]);
    const struct term_node *c = term_node(node->operand[2]);
    uint64_t full = ones(node->width == WIDTH_BOOL ? 1 : node->width);
    node->may = full;
    node->must = 0;
    if (node->width == WIDTH_ARRAY)
        return;
    switch (node->kind) {
    case TERM_CONSTANT: node->may = node->must = node->value; break;
    case TERM_NOT:
        node->may = ~a->must & full;
        node->must = ~a->may & full;
        break;
    case TERM_AND:
        node->may = a->may & b->may;
        node->must = a->must & b->must;
        break;
    case TERM_OR:
        node->may = a->may | b->may;
        node->must = a->must | b->must;
        break;
    case TERM_XOR: {
        uint64_t unknown = (a->may ^ a->must) | (b->may ^ b->must);
        node->must = (a->must ^ b->must) & ~unknown;
        node->may = node->must | unknown;
        break;
    }
    case TERM_ADD:
    case TERM_SUB: know_sum(node, a, b); break;
    case TERM_SHIFT_RIGHT: node->may = ones(bit_length(a->may)); break;
    case TERM_REMAINDER:
        if (b->must == b->may && b->must != 0)
            node->may = ones(bit_length(b->must - 1));
        break;
    case TERM_DIVIDE:
        if (b->must == b->may && b->must != 0)
            node->may = ones(bit_length(a->may / b->must));
        break;
    case TERM_CONCAT:
        node->may = a->may << b->width | b->may;
        node->must = a->must << b->width | b->must;
        break;
    case TERM_EXTRACT:
        node->may = a->may >> node->value & full;
        node->must = a->must >> node->value & full;
        break;
    case TERM_SIGN_EXTEND: {
        uint64_t above = full & ~ones(a->width);
        node->may = a->may | (a->may >> (a->width - 1) & 1 ? above : 0);
        node->must = a->must | (a->must >> (a->width - 1) & 1 ? above : 0);
        break;
    }
    case TERM_IF:
        node->may = b->may | c->may;
        node->must = b->must & c->must;
        break;
    default: break;
    }
}

// ---- making nodes ----

static unsigned leaves_of(term a) {
    return term_node(a)->kind == TERM_CONSTANT ? 1 : term_node(a)->leaves;
}

static uint64_t mix(uint64_t digest, uint64_t more) {
    digest = (digest ^ more) * 0x9e3779b97f4a7c15u;
    return digest ^ digest >> 29;
}

static uint64_t digest(const struct term_node *node) {
    uint64_t value = mix(node->kind * 256u + node->width, 0);
    if (node->kind == TERM_VARIABLE || node->kind == TERM_APPLY) {
        for (const char *c = term_symbol(node->value); *c != 0; c++)
            value = mix(value, (unsigned char)*c);
    } else {
        value = mix(value, node->value);
    }
    for (unsigned i = 0; i < 3 && node->operand[i] != 0; i++)
        value = mix(value, term_node(node->operand[i])->digest);
    return value;
}

bool term_precedes(term a, term b) {
    const struct term_node *x = term_node(a);
    const struct term_node *y = term_node(b);
    return x->depth != y->depth ? x->depth < y->depth : x->digest < y->digest;
}

static term make(enum term_kind kind, unsigned width, term a, term b, term c, uint64_t value) {
    struct term_node node = {(uint8_t)kind, (uint8_t)width, 0, 0, {a, b, c}, value, 0, 0, 0};
    if (table.count == 0) {
        struct term_node nothing = {0};
        intern(&nothing); // makes the table
    }
    know(&node);
    bool is_known = node.may == node.must && width != WIDTH_ARRAY && width != WIDTH_BOOL;
    if (is_known && kind != TERM_CONSTANT)
        return term_constant(width, node.must);
    if (kind == TERM_IF && leaves_of(b) != 0 && leaves_of(c) != 0 &&
        leaves_of(b) + leaves_of(c) <= LEAVES_MAX)
        node.leaves = (uint16_t)(leaves_of(b) + leaves_of(c));
    node.digest = digest(&node);
    for (unsigned i = 0; i < 3; i++) {
        uint16_t below = term_node(node.operand[i])->depth;
        if (node.operand[i] != 0 && below >= node.depth && below < 0xffff)
            node.depth = (uint16_t)(below + 1);
    }
    return intern(&node);
}

term term_constant(unsigned width, uint64_t value) {
    return make(TERM_CONSTANT, width, 0, 0, 0, value & ones(width == WIDTH_BOOL ? 1 : width));
}

term term_word(uint32_t value) {
    return term_constant(32, value);
}

term term_bool(bool value) {
    return term_constant(WIDTH_BOOL, value);
}

term term_variable(const char *name, unsigned width) {
    return make(TERM_VARIABLE, width, 0, 0, 0, symbol_number(name));
}

term term_fresh(const char *prefix, unsigned width) {
    char name[64];
    snprintf(name, sizeof name, "%s%u", prefix, (unsigned)table.fresh++);
    return term_variable(name, width);
}

term term_apply(const char *function, unsigned width, term argument, term second) {
    return make(TERM_APPLY, width, argument, second, 0, symbol_number(function));
}

bool term_is_constant(term a, uint64_t *value) {
    *value = term_node(a)->value;
    return term_node(a)->kind == TERM_CONSTANT;
}

bool term_is_true(term a) {
    return a == term_bool(true);
}

bool term_is_false(term a) {
    return a == term_bool(false);
}

static bool is_constant(term a) {
    return term_node(a)->kind == TERM_CONSTANT;
}

static bool is_value(term a, uint64_t value) {
    return is_constant(a) && term_node(a)->value == value;
}

static term operand(term a, unsigned number) {
    return term_node(a)->operand[number];
}

static bool is_kind(term a, enum term_kind kind) {
    return term_node(a)->kind == kind;
}

// ---- choices ----

typedef term binary(term a, term b);

// A choice where a condition is known.
static term restrict_choice(term a, term condition, bool value) {
    if (!is_kind(a, TERM_IF))
        return a;
    if (operand(a, 0) == condition)
        return operand(a, value ? 1 : 2);
    term yes = restrict_choice(operand(a, 1), condition, value);
    term no = restrict_choice(operand(a, 2), condition, value);
    return yes == operand(a, 1) && no == operand(a, 2) ? a : term_if(operand(a, 0), yes, no);
}

// An operation on choices between constants is the choice between its results. 0 if it is not such,
// or there would be too many.
static term distribute(binary *apply, term a, term b) {
    if ((!is_kind(a, TERM_IF) && !is_kind(b, TERM_IF)) || leaves_of(a) == 0 || leaves_of(b) == 0 ||
        leaves_of(a) * leaves_of(b) > LEAVES_MAX)
        return 0;
    term condition = operand(is_kind(a, TERM_IF) ? a : b, 0);
    return term_if(
        condition, apply(restrict_choice(a, condition, true), restrict_choice(b, condition, true)),
        apply(restrict_choice(a, condition, false), restrict_choice(b, condition, false)));
}

// Constants to the right, otherwise in the order of terms.
static void order(term *a, term *b) {
    bool swap = is_constant(*a) ? !is_constant(*b) : !is_constant(*b) && term_precedes(*b, *a);
    term c = *a;
    if (swap)
        *a = *b, *b = c;
}

// ---- bits ----

term term_not(term a) {
    if (is_constant(a))
        return term_constant(term_width(a), ~term_node(a)->value);
    if (is_kind(a, TERM_NOT))
        return operand(a, 0);
    if (is_kind(a, TERM_CONCAT))
        return term_concat(term_not(operand(a, 0)), term_not(operand(a, 1)));
    if (is_kind(a, TERM_IF) && term_node(a)->leaves != 0)
        return term_if(operand(a, 0), term_not(operand(a, 1)), term_not(operand(a, 2)));
    return make(TERM_NOT, term_width(a), a, 0, 0, 0);
}

// Where one operand is put together of parts, and the other is too or is constant: part by part.
static term by_parts(binary *apply, term a, term b) {
    if (!is_kind(a, TERM_CONCAT)) {
        term c = a;
        a = b, b = c;
    }
    if (!is_kind(a, TERM_CONCAT) || !(is_kind(b, TERM_CONCAT) || is_constant(b)))
        return 0;
    unsigned low = term_width(operand(a, 1));
    unsigned high = term_width(operand(a, 0));
    return term_concat(apply(operand(a, 0), term_extract(b, low, high)),
                       apply(operand(a, 1), term_extract(b, 0, low)));
}

// A mask that keeps one run of bits.
static term keep_run(term a, uint64_t mask) {
    unsigned width = term_width(a);
    unsigned low = bit_length(mask & (0 - mask)) - 1;
    unsigned high = bit_length(mask);
    if (mask >> low != ones(high - low) || mask == ones(width))
        return 0;
    term kept = term_zero_extend(term_extract(a, low, high - low), width - low);
    return low == 0 ? kept : term_concat(kept, term_constant(low, 0));
}

term term_and(term a, term b) {
    unsigned width = term_width(a);
    order(&a, &b);
    if (is_constant(a))
        return term_constant(width, term_node(a)->value & term_node(b)->value);
    if (a == b || is_value(b, ones(width == WIDTH_BOOL ? 1 : width)))
        return a;
    if (is_value(b, 0))
        return b;
    if (term_not(a) == b)
        return term_constant(width, 0);
    if (width == WIDTH_BOOL)
        return make(TERM_AND, width, a, b, 0, 0);
    if (is_constant(b) && (term_node(a)->may & ~term_node(b)->value) == 0)
        return a;
    term result = distribute(term_and, a, b);
    if (result == 0)
        result = by_parts(term_and, a, b);
    if (result == 0 && is_constant(b))
        result = keep_run(a, term_node(b)->value);
    return result != 0 ? result : make(TERM_AND, width, a, b, 0, 0);
}

term term_or(term a, term b) {
    unsigned width = term_width(a);
    order(&a, &b);
    if (is_constant(a))
        return term_constant(width, term_node(a)->value | term_node(b)->value);
    if (a == b || is_value(b, 0))
        return a;
    if (is_value(b, ones(width == WIDTH_BOOL ? 1 : width)))
        return b;
    if (term_not(a) == b)
        return term_constant(width, ~(uint64_t)0);
    if (width == WIDTH_BOOL)
        return make(TERM_OR, width, a, b, 0, 0);
    term result = distribute(term_or, a, b);
    if (result == 0)
        result = by_parts(term_or, a, b);
    return result != 0 ? result : make(TERM_OR, width, a, b, 0, 0);
}

term term_xor(term a, term b) {
    unsigned width = term_width(a);
    order(&a, &b);
    if (is_constant(a))
        return term_constant(width, term_node(a)->value ^ term_node(b)->value);
    if (is_value(b, 0))
        return a;
    if (a == b)
        return term_constant(width, 0);
    if (is_value(b, ones(width == WIDTH_BOOL ? 1 : width)))
        return term_not(a);
    term result = distribute(term_xor, a, b);
    if (result == 0)
        result = by_parts(term_xor, a, b);
    return result != 0 ? result : make(TERM_XOR, width, a, b, 0, 0);
}

term term_concat(term upper, term lower) {
    unsigned width = term_width(upper) + term_width(lower);
    if (is_constant(upper) && is_constant(lower))
        return term_constant(width, term_node(upper)->value << term_width(lower) |
                                        term_node(lower)->value);
    if (is_kind(upper, TERM_CONCAT)) // to the right
        return term_concat(operand(upper, 0), term_concat(operand(upper, 1), lower));
    term next = is_kind(lower, TERM_CONCAT) ? operand(lower, 0) : lower;
    term rest = is_kind(lower, TERM_CONCAT) ? operand(lower, 1) : 0;
    term joined = 0;
    if (is_constant(upper) && is_constant(next))
        joined = term_concat(upper, next);
    else if (is_kind(upper, TERM_EXTRACT) && is_kind(next, TERM_EXTRACT) &&
             operand(upper, 0) == operand(next, 0) &&
             term_node(upper)->value == term_node(next)->value + term_width(next))
        joined = term_extract(operand(upper, 0), (unsigned)term_node(next)->value,
                              term_width(upper) + term_width(next));
    if (joined != 0)
        return rest == 0 ? joined : term_concat(joined, rest);
    if (is_constant(lower) && term_node(upper)->leaves != 0)
        return term_if(operand(upper, 0), term_concat(operand(upper, 1), lower),
                       term_concat(operand(upper, 2), lower));
    if (is_constant(upper) && term_node(lower)->leaves != 0)
        return term_if(operand(lower, 0), term_concat(upper, operand(lower, 1)),
                       term_concat(upper, operand(lower, 2)));
    return make(TERM_CONCAT, width, upper, lower, 0, 0);
}

static term extract_concat(term a, unsigned low, unsigned width) {
    term lower = operand(a, 1);
    unsigned boundary = term_width(lower);
    if (low >= boundary)
        return term_extract(operand(a, 0), low - boundary, width);
    if (low + width <= boundary)
        return term_extract(lower, low, width);
    return term_concat(term_extract(operand(a, 0), 0, low + width - boundary),
                       term_extract(lower, low, boundary - low));
}

// Of a sum: its lower half is the sum of the lower halves (single bits are left as bits of the sum,
// which tests of alignment compare); where an operand has no bits as far as
// the extract goes, it does not matter; where the operands have none in common, it is their OR.
static term extract_sum(term a, unsigned low, unsigned width) {
    term left = operand(a, 0);
    term right = operand(a, 1);
    uint64_t reach = ones(low + width);
    if (low == 0 && width >= 8) {
        term x = term_extract(left, 0, width);
        term y = term_extract(right, 0, width);
        return is_kind(a, TERM_ADD)   ? term_add(x, y)
               : is_kind(a, TERM_SUB) ? term_sub(x, y)
                                      : term_mul(x, y);
    }
    if (is_kind(a, TERM_MUL))
        return 0;
    if (is_constant(right) && (term_node(right)->value & ones(low)) == 0 && low > 0) {
        term part = term_constant(width, term_node(right)->value >> low);
        term rest = term_extract(left, low, width);
        return width == 1 && is_value(part, 1) ? term_not(rest) : term_add(rest, part);
    }
    if ((term_node(right)->may & reach) == 0)
        return term_extract(left, low, width);
    if (is_kind(a, TERM_ADD) && (term_node(left)->may & term_node(right)->may & reach) == 0)
        return term_or(term_extract(left, low, width), term_extract(right, low, width));
    return 0;
}

term term_extract(term a, unsigned low, unsigned width) {
    if (low == 0 && width == term_width(a))
        return a;
    if (is_constant(a))
        return term_constant(width, term_node(a)->value >> low);
    term b = operand(a, 0);
    term c = operand(a, 1);
    term result = 0;
    switch (term_node(a)->kind) {
    case TERM_EXTRACT: return term_extract(b, low + (unsigned)term_node(a)->value, width);
    case TERM_CONCAT: return extract_concat(a, low, width);
    case TERM_SIGN_EXTEND:
        if (low + width <= term_width(b))
            return term_extract(b, low, width);
        if (low + 1 >= term_width(b))
            return term_sign_extend(term_extract(b, term_width(b) - 1, 1), width);
        if (low < term_width(b))
            return term_sign_extend(term_extract(b, low, term_width(b) - low), width);
        break;
    case TERM_NOT: return term_not(term_extract(b, low, width));
    case TERM_AND: return term_and(term_extract(b, low, width), term_extract(c, low, width));
    case TERM_OR: return term_or(term_extract(b, low, width), term_extract(c, low, width));
    case TERM_XOR: return term_xor(term_extract(b, low, width), term_extract(c, low, width));
    case TERM_ADD:
    case TERM_SUB:
    case TERM_MUL: result = extract_sum(a, low, width); break;
    case TERM_IF:
        if (term_node(a)->leaves != 0 || is_constant(c) || is_constant(operand(a, 2)))
            return term_if(b, term_extract(c, low, width), term_extract(operand(a, 2), low, width));
        break;
    default: break;
    }
    return result != 0 ? result : make(TERM_EXTRACT, width, a, 0, 0, low);
}

term term_zero_extend(term a, unsigned width) {
    return width == term_width(a) ? a : term_concat(term_constant(width - term_width(a), 0), a);
}

term term_sign_extend(term a, unsigned width) {
    unsigned more = width - term_width(a);
    if (more == 0)
        return a;
    if ((term_node(a)->may >> (term_width(a) - 1) & 1) == 0)
        return term_zero_extend(a, width);
    if (is_constant(a)) // negative
        return term_constant(width, term_node(a)->value | ~ones(term_width(a)));
    if (term_node(a)->leaves != 0)
        return term_if(operand(a, 0), term_sign_extend(operand(a, 1), width),
                       term_sign_extend(operand(a, 2), width));
    return make(TERM_SIGN_EXTEND, width, a, 0, 0, 0);
}

static term shift_left_by(term a, unsigned amount) {
    unsigned width = term_width(a);
    if (amount == 0)
        return a;
    return amount >= width
               ? term_constant(width, 0)
               : term_concat(term_extract(a, 0, width - amount), term_constant(amount, 0));
}

static term shift_right_by(term a, unsigned amount) {
    unsigned width = term_width(a);
    if (amount == 0)
        return a;
    return amount >= width ? term_constant(width, 0)
                           : term_zero_extend(term_extract(a, amount, width - amount), width);
}

// By an amount that is a choice: a choice of shifts by constants, one term that a solver sees
// through at once.
static term shift_by_choice(binary *apply, term a, term amount) {
    return term_if(operand(amount, 0), apply(a, operand(amount, 1)), apply(a, operand(amount, 2)));
}

term term_shift_left(term a, term amount) {
    uint64_t number;
    if (term_is_constant(amount, &number))
        return shift_left_by(a, number > 64 ? 64 : (unsigned)number);
    if (term_node(amount)->leaves != 0)
        return shift_by_choice(term_shift_left, a, amount);
    return make(TERM_SHIFT_LEFT, term_width(a), a, amount, 0, 0);
}

term term_shift_right(term a, term amount) {
    uint64_t number;
    if (term_is_constant(amount, &number))
        return shift_right_by(a, number > 64 ? 64 : (unsigned)number);
    if (term_node(amount)->leaves != 0)
        return shift_by_choice(term_shift_right, a, amount);
    return make(TERM_SHIFT_RIGHT, term_width(a), a, amount, 0, 0);
}

// ---- arithmetic ----

enum { SUMMANDS_MAX = 16 };

// A sum, flat: what is added and subtracted, in the order of terms, and a constant.
struct sum {
    term terms[SUMMANDS_MAX];
    bool is_negative[SUMMANDS_MAX];
    unsigned count;
    uint64_t constant;
};

static void remove_summand(struct sum *sum, unsigned at) {
    sum->count--;
    for (; at < sum->count; at++) {
        sum->terms[at] = sum->terms[at + 1];
        sum->is_negative[at] = sum->is_negative[at + 1];
    }
}

// False if there are too many.
static bool add_summand(struct sum *sum, term a, bool is_negative) {
    unsigned at = 0;
    while (at < sum->count && term_precedes(sum->terms[at], a))
        at++;
    for (unsigned i = at; i < sum->count && sum->terms[i] == a; i++) {
        if (sum->is_negative[i] != is_negative) {
            remove_summand(sum, i);
            return true;
        }
    }
    if (sum->count == SUMMANDS_MAX)
        return false;
    for (unsigned i = sum->count++; i > at; i--) {
        sum->terms[i] = sum->terms[i - 1];
        sum->is_negative[i] = sum->is_negative[i - 1];
    }
    sum->terms[at] = a;
    sum->is_negative[at] = is_negative;
    return true;
}

// Of a zero extension of x + 2^(n-1), n bits: x, which is the same as the sign extension of x and
// 2^(n-1). 0 if it is not such.
static term biased_part(term a) {
    if (!is_kind(a, TERM_CONCAT) || !is_value(operand(a, 0), 0))
        return 0;
    term sum = operand(a, 1);
    bool is_biased =
        is_kind(sum, TERM_ADD) && is_value(operand(sum, 1), (uint64_t)1 << (term_width(sum) - 1));
    return is_biased ? operand(sum, 0) : 0;
}

// Twice a term: its bits one place to the left. 0 if it is not such.
static term half_of(term a) {
    if (!is_kind(a, TERM_CONCAT) || !is_value(operand(a, 1), 0) || term_width(operand(a, 1)) != 1)
        return 0;
    term upper = operand(a, 0);
    bool is_twice = is_kind(upper, TERM_EXTRACT) && term_node(upper)->value == 0 &&
                    term_width(operand(upper, 0)) == term_width(a);
    return is_twice ? operand(upper, 0) : 0;
}

// False if there are too many.
static bool collect(struct sum *sum, term a, bool is_negative) {
    term part = biased_part(a);
    if (part != 0) {
        uint64_t bias = (uint64_t)1 << (term_width(part) - 1);
        sum->constant += is_negative ? 0 - bias : bias;
        a = term_sign_extend(part, term_width(a));
    }
    if (is_constant(a)) {
        uint64_t value = term_node(a)->value;
        sum->constant += is_negative ? 0 - value : value;
        return true;
    }
    if (is_kind(a, TERM_ADD) || is_kind(a, TERM_SUB))
        return collect(sum, operand(a, 0), is_negative) &&
               collect(sum, operand(a, 1), is_negative != is_kind(a, TERM_SUB));
    if (half_of(a) != 0)
        return collect(sum, half_of(a), is_negative) && collect(sum, half_of(a), is_negative);
    if (is_kind(a, TERM_NOT)) { // -x - 1
        sum->constant -= is_negative ? ~(uint64_t)0 : 1;
        return collect(sum, operand(a, 0), !is_negative);
    }
    return add_summand(sum, a, is_negative);
}

static bool remove_term(struct sum *sum, term a, bool is_negative) {
    for (unsigned i = 0; i < sum->count; i++) {
        if (sum->terms[i] == a && sum->is_negative[i] == is_negative) {
            remove_summand(sum, i);
            return true;
        }
    }
    return false;
}

// x + y - (x & y) is x | y, x + y - 2 (x & y) is x ^ y. False if there is nothing like that.
static bool combine(struct sum *sum) {
    for (unsigned i = 0; i < sum->count; i++) {
        term t = sum->terms[i];
        struct sum rest = *sum;
        if (!sum->is_negative[i] || !is_kind(t, TERM_AND) ||
            !remove_term(&rest, operand(t, 0), false) || !remove_term(&rest, operand(t, 1), false))
            continue;
        remove_term(&rest, t, true);
        bool is_xor = remove_term(&rest, t, true);
        *sum = rest;
        return collect(sum, (is_xor ? term_xor : term_or)(operand(t, 0), operand(t, 1)), false);
    }
    return false;
}

// x + x is x, one place to the left.
static void double_summands(struct sum *sum) {
    for (unsigned i = 0; i + 1 < sum->count; i++) {
        if (sum->terms[i] != sum->terms[i + 1])
            continue;
        term twice = shift_left_by(sum->terms[i], 1);
        bool is_negative = sum->is_negative[i];
        remove_summand(sum, i);
        remove_summand(sum, i);
        add_summand(sum, twice, is_negative);
        i = (unsigned)-1;
    }
}

// The same sum is always the same term: what is added first, then what is subtracted, then the
// constant.
static term put_together(struct sum *sum, unsigned width) {
    term result = 0;
    while (combine(sum))
        ;
    double_summands(sum);
    uint64_t constant = sum->constant;
    for (unsigned sign = 0; sign < 2; sign++) {
        for (unsigned i = 0; i < sum->count; i++) {
            if (sum->is_negative[i] != (sign != 0))
                continue;
            if (result == 0 && sign == 0)
                result = sum->terms[i];
            else if (result == 0 && constant == 0)
                result = make(TERM_SUB, width, term_constant(width, 0), sum->terms[i], 0, 0);
            else if (result == 0) // -x is ~x + 1
                result = term_not(sum->terms[i]), constant++;
            else
                result = make(sign == 0 ? TERM_ADD : TERM_SUB, width, result, sum->terms[i], 0, 0);
        }
    }
    if (result == 0 || is_constant(result))
        return term_constant(width, constant + (result == 0 ? 0 : term_node(result)->value));
    term last = term_constant(width, constant);
    return is_value(last, 0) ? result : make(TERM_ADD, width, result, last, 0, 0);
}

// Of at least three summands; 0 if there are fewer, or too many.
static term flat_sum(term a, term b, bool subtracts) {
    struct sum sum = {.count = 0};
    bool is_flat = !is_kind(a, TERM_ADD) && !is_kind(a, TERM_SUB) && !is_kind(b, TERM_ADD) &&
                   !is_kind(b, TERM_SUB);
    if ((is_flat && biased_part(a) == 0 && biased_part(b) == 0) || !collect(&sum, a, false) ||
        !collect(&sum, b, subtracts))
        return 0;
    return put_together(&sum, term_width(a));
}

term term_add(term a, term b) {
    unsigned width = term_width(a);
    order(&a, &b);
    if (is_constant(a))
        return term_constant(width, term_node(a)->value + term_node(b)->value);
    if (is_value(b, 0))
        return a;
    if (a == b)
        return shift_left_by(a, 1);
    if (is_kind(a, TERM_SUB) && operand(a, 1) == b)
        return operand(a, 0);
    if (is_kind(b, TERM_SUB) && operand(b, 1) == a)
        return operand(b, 0);
    term result = distribute(term_add, a, b);
    if (result != 0)
        return result;
    if ((term_node(a)->may & term_node(b)->may) == 0)
        return term_or(a, b);
    result = flat_sum(a, b, false);
    return result != 0 ? result : make(TERM_ADD, width, a, b, 0, 0);
}

// a - (a & mask) and the like: what is left of a.
static term remove_part(term a, term b) {
    if (!is_kind(b, TERM_CONCAT) || !is_value(operand(b, 0), 0))
        return 0;
    term low = operand(b, 1);
    unsigned width = term_width(low);
    if (term_extract(a, 0, width) != low)
        return 0;
    return term_concat(term_extract(a, width, term_width(a) - width), term_constant(width, 0));
}

term term_sub(term a, term b) {
    unsigned width = term_width(a);
    if (a == b)
        return term_constant(width, 0);
    if (is_constant(b))
        return term_add(a, term_constant(width, 0 - term_node(b)->value));
    if (is_value(a, ones(width)))
        return term_not(b);
    term result = distribute(term_sub, a, b);
    if (result == 0)
        result = remove_part(a, b);
    if (result != 0)
        return result;
    if (is_kind(a, TERM_ADD) && operand(a, 1) == b)
        return operand(a, 0);
    if (is_kind(a, TERM_ADD) && operand(a, 0) == b)
        return operand(a, 1);
    result = flat_sum(a, b, true);
    return result != 0 ? result : make(TERM_SUB, width, a, b, 0, 0);
}

static bool is_power_of_two(term a, unsigned *exponent) {
    uint64_t value = term_node(a)->value;
    *exponent = bit_length(value) - 1;
    return is_constant(a) && value != 0 && (value & (value - 1)) == 0;
}

term term_mul(term a, term b) {
    unsigned width = term_width(a);
    unsigned exponent;
    order(&a, &b);
    if (is_constant(a))
        return term_constant(width, term_node(a)->value * term_node(b)->value);
    if (is_value(b, 0))
        return b;
    if (is_power_of_two(b, &exponent))
        return shift_left_by(a, exponent);
    if (term_node(a)->leaves != 0)
        return term_if(operand(a, 0), term_mul(operand(a, 1), b), term_mul(operand(a, 2), b));
    if (term_node(b)->leaves != 0)
        return term_if(operand(b, 0), term_mul(a, operand(b, 1)), term_mul(a, operand(b, 2)));
    uint64_t more = term_node(b)->value + 1;
    if (is_constant(b) && (more & (more - 1)) == 0) // one less than a power of two
        return term_sub(shift_left_by(a, more == 0 ? 64 : bit_length(more) - 1), a);
    return make(TERM_MUL, width, a, b, 0, 0);
}

term term_divide(term a, term b) {
    unsigned width = term_width(a);
    unsigned exponent;
    if (is_power_of_two(b, &exponent))
        return shift_right_by(a, exponent);
    if (is_constant(a) && is_constant(b) && !is_value(b, 0))
        return term_constant(width, term_node(a)->value / term_node(b)->value);
    if (is_constant(a) || is_constant(b)) {
        term result = is_value(b, 0) ? 0 : distribute(term_divide, a, b);
        if (result != 0)
            return result;
    }
    if (term_node(b)->leaves != 0)
        return term_if(operand(b, 0), term_divide(a, operand(b, 1)), term_divide(a, operand(b, 2)));
    return make(TERM_DIVIDE, width, a, b, 0, 0);
}

term term_remainder(term a, term b) {
    unsigned width = term_width(a);
    unsigned exponent;
    if (is_power_of_two(b, &exponent))
        return term_and(a, term_constant(width, ones(exponent)));
    if (is_constant(a) && is_constant(b) && !is_value(b, 0))
        return term_constant(width, term_node(a)->value % term_node(b)->value);
    if (is_constant(a) || is_constant(b)) {
        term result = is_value(b, 0) ? 0 : distribute(term_remainder, a, b);
        if (result != 0)
            return result;
    }
    if (term_node(b)->leaves != 0)
        return term_if(operand(b, 0), term_remainder(a, operand(b, 1)),
                       term_remainder(a, operand(b, 2)));
    return make(TERM_REMAINDER, width, a, b, 0, 0);
}

// ---- conditions ----

term term_if(term condition, term yes, term no) {
    unsigned width = term_width(yes);
    if (term_is_true(condition) || yes == no)
        return yes;
    if (term_is_false(condition))
        return no;
    if (width == WIDTH_BOOL) {
        if (is_constant(yes))
            return term_is_true(yes) ? term_or(condition, no) : term_and(term_not(condition), no);
        if (is_constant(no))
            return term_is_true(no) ? term_or(term_not(condition), yes) : term_and(condition, yes);
    }
    if (is_kind(condition, TERM_NOT))
        return term_if(operand(condition, 0), no, yes);
    if (is_kind(yes, TERM_IF) && operand(yes, 0) == condition)
        yes = operand(yes, 1);
    if (is_kind(no, TERM_IF) && operand(no, 0) == condition)
        no = operand(no, 2);
    if (is_value(no, 0) && is_kind(yes, TERM_SUB) && is_value(operand(yes, 0), 0))
        return term_sub(no, term_if(condition, operand(yes, 1), no));
    return yes == no ? yes : make(TERM_IF, width, condition, yes, no, 0);
}

// Equal to a constant: part by part.
static term equal_to_constant(term a, uint64_t value) {
    unsigned width = term_width(a);
    if ((value & ~term_node(a)->may) != 0 || (term_node(a)->must & ~value) != 0)
        return term_bool(false);
    if (is_kind(a, TERM_CONCAT)) {
        term lower = operand(a, 1);
        unsigned boundary = term_width(lower);
        return term_and(
            term_equal(operand(a, 0), term_constant(width - boundary, value >> boundary)),
            term_equal(lower, term_constant(boundary, value)));
    }
    if (is_kind(a, TERM_ADD) && is_constant(operand(a, 1)))
        return term_equal(operand(a, 0),
                          term_constant(width, value - term_node(operand(a, 1))->value));
    if (is_kind(a, TERM_NOT))
        return term_equal(operand(a, 0), term_constant(width, ~value));
    if (is_kind(a, TERM_SUB))
        return term_equal(operand(a, 0), term_add(operand(a, 1), term_constant(width, value)));
    if (value == 0 && (is_kind(a, TERM_XOR)))
        return term_equal(operand(a, 0), operand(a, 1));
    if (value == 0 && width == 1)
        return term_not(term_equal(a, term_constant(1, 1)));
    if (value == 0 && is_kind(a, TERM_OR))
        return term_and(term_equal(operand(a, 0), term_constant(width, 0)),
                        term_equal(operand(a, 1), term_constant(width, 0)));
    return 0;
}

// Two sums with a constant: one constant, on the side of the second. 0 if there is nothing to move.
static term equal_sums(term a, term b) {
    unsigned width = term_width(a);
    uint64_t constant = 0;
    bool moves = false;
    for (unsigned side = 0; side < 2; side++) {
        term *t = side == 0 ? &a : &b;
        if (!is_kind(*t, TERM_ADD) || !is_constant(operand(*t, 1)))
            continue;
        moves = true;
        constant +=
            side == 0 ? 0 - term_node(operand(*t, 1))->value : term_node(operand(*t, 1))->value;
        *t = operand(*t, 0);
    }
    if (!moves || is_constant(b))
        return 0;
    if (term_precedes(b, a)) {
        term c = a;
        a = b, b = c;
        constant = 0 - constant;
    }
    term c = term_constant(width, constant);
    if (is_value(c, 0))
        return term_equal(a, b);
    return make(TERM_EQUAL, WIDTH_BOOL, a, make(TERM_ADD, width, b, c, 0, 0), 0, 0);
}

term term_equal(term a, term b) {
    if (a == b)
        return term_bool(true);
    if (term_width(a) == WIDTH_BOOL)
        return term_if(a, b, term_not(b));
    order(&a, &b);
    if (is_constant(a)) // two different ones
        return term_bool(false);
    term result = distribute(term_equal, a, b);
    if (result == 0)
        result = equal_sums(a, b);
    if (result == 0 && is_constant(b))
        result = equal_to_constant(a, term_node(b)->value);
    return result != 0 ? result : make(TERM_EQUAL, WIDTH_BOOL, a, b, 0, 0);
}

term term_below(term a, term b) {
    unsigned width = term_width(a);
    if (a == b || term_node(a)->must >= term_node(b)->may)
        return term_bool(false);
    if (term_node(a)->may < term_node(b)->must)
        return term_bool(true);
    term result = distribute(term_below, a, b);
    if (result != 0)
        return result;
    unsigned exponent;
    // A sum with a constant that has carried.
    if (is_kind(a, TERM_ADD) && is_constant(operand(a, 1)) &&
        (b == operand(a, 0) || b == operand(a, 1)))
        return term_not(
            term_below(operand(a, 0), term_constant(width, 0 - term_node(operand(a, 1))->value)));
    if (is_value(b, ones(width)))
        return term_not(term_equal(a, b));
    // A sum that is below one of its operands has carried: it is below the other, too.
    if (is_kind(a, TERM_ADD) && b == operand(a, 1))
        b = operand(a, 0);
    // Below a power of two: the bits from there on are 0. Above one less: they are not.
    if (is_power_of_two(b, &exponent))
        return term_equal(term_extract(a, exponent, width - exponent),
                          term_constant(width - exponent, 0));
    if (is_constant(a)) {
        uint64_t above = term_node(a)->value + 1;
        if (above != 0 && (above & (above - 1)) == 0) {
            exponent = bit_length(above) - 1;
            return term_not(term_equal(term_extract(b, exponent, width - exponent),
                                       term_constant(width - exponent, 0)));
        }
    }
    return make(TERM_BELOW, WIDTH_BOOL, a, b, 0, 0);
}

// Signed order is unsigned order with the upper half of the numbers first.
term term_less(term a, term b) {
    unsigned width = term_width(a);
    term half = term_constant(width, (uint64_t)1 << (width - 1));
    if (is_value(b, 0))
        return term_equal(term_extract(a, width - 1, 1), term_constant(1, 1));
    return term_below(term_add(a, half), term_add(b, half));
}

// ---- pages ----

term term_select(term array, term index) {
    while (is_kind(array, TERM_STORE)) {
        term at = operand(array, 1);
        if (at == index)
            return operand(array, 2);
        if (!term_is_false(term_equal(at, index)))
            break;
        array = operand(array, 0);
    }
    return make(TERM_SELECT, 32, array, index, 0, 0);
}

term term_store(term array, term index, term word) {
    if (is_kind(array, TERM_STORE) && operand(array, 1) == index)
        array = operand(array, 0);
    if (is_kind(word, TERM_SELECT) && operand(word, 0) == array && operand(word, 1) == index)
        return array;
    return make(TERM_STORE, WIDTH_ARRAY, array, index, word, 0);
}

// ---- again ----

term term_remake(const struct term_node *node, const term *operands) {
    term a = operands[0];
    term b = operands[1];
    switch ((enum term_kind)node->kind) {
    case TERM_NOT: return term_not(a);
    case TERM_AND: return term_and(a, b);
    case TERM_OR: return term_or(a, b);
    case TERM_XOR: return term_xor(a, b);
    case TERM_ADD: return term_add(a, b);
    case TERM_SUB: return term_sub(a, b);
    case TERM_MUL: return term_mul(a, b);
    case TERM_DIVIDE: return term_divide(a, b);
    case TERM_REMAINDER: return term_remainder(a, b);
    case TERM_SHIFT_LEFT: return term_shift_left(a, b);
    case TERM_SHIFT_RIGHT: return term_shift_right(a, b);
    case TERM_CONCAT: return term_concat(a, b);
    case TERM_EXTRACT: return term_extract(a, (unsigned)node->value, node->width);
    case TERM_SIGN_EXTEND: return term_sign_extend(a, node->width);
    case TERM_IF: return term_if(a, b, operands[2]);
    case TERM_EQUAL: return term_equal(a, b);
    case TERM_BELOW: return term_below(a, b);
    case TERM_APPLY: return make(TERM_APPLY, node->width, a, b, 0, node->value);
    case TERM_SELECT: return term_select(a, b);
    case TERM_STORE: return term_store(a, b, operands[2]);
    case TERM_CONSTANT:
    case TERM_VARIABLE:
    case TERM_KINDS: break;
    }
    panic("term_remake: not an operation");
}
