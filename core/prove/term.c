// The table of terms, and what is known of their bits.
#include "term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../panic.h"
#include "term_rewrite.h"

// ---- the table ----

static struct {
    struct term_node *nodes; // by number; the first is none
    uint32_t count;
    uint32_t capacity;
    term *buckets; // open addressing; a power of two
    uint32_t bucket_count;
    char **symbols;
    uint32_t symbol_count;
    uint32_t symbol_capacity; // a power of two
    uint32_t *symbol_buckets; // twice as many: numbers from 1; open addressing
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
    free(table.symbol_buckets);
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

static uint32_t hash_of_name(const char *name) {
    uint32_t h = 0;
    for (; *name != 0; name++)
        h = (h ^ (unsigned char)*name) * 0x01000193u;
    return h ^ h >> 15;
}

static void rehash_symbols(void) {
    table.symbol_capacity = table.symbol_capacity == 0 ? 64 : table.symbol_capacity * 2;
    table.symbols = grow(table.symbols, table.symbol_capacity * sizeof *table.symbols);
    free(table.symbol_buckets);
    table.symbol_buckets = calloc(2 * table.symbol_capacity, sizeof *table.symbol_buckets);
    if (table.symbol_buckets == NULL)
        panic("term: out of memory");
    for (uint32_t i = 0; i < table.symbol_count; i++) {
        uint32_t at = hash_of_name(table.symbols[i]);
        while (table.symbol_buckets[at & (2 * table.symbol_capacity - 1)] != 0)
            at++;
        table.symbol_buckets[at & (2 * table.symbol_capacity - 1)] = i + 1;
    }
}

static uint64_t symbol_number(const char *name) {
    if (table.symbol_count == table.symbol_capacity)
        rehash_symbols();
    uint32_t mask = 2 * table.symbol_capacity - 1;
    uint32_t at = hash_of_name(name) & mask;
    for (; table.symbol_buckets[at] != 0; at = (at + 1) & mask) {
        uint32_t number = table.symbol_buckets[at] - 1;
        if (strcmp(table.symbols[number], name) == 0)
            return number;
    }
    char *copy = grow(NULL, strlen(name) + 1);
    strcpy(copy, name);
    table.symbols[table.symbol_count] = copy;
    table.symbol_buckets[at] = ++table.symbol_count;
    return table.symbol_count - 1;
}

// ---- bits that are known ----

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

term term_make(enum term_kind kind, unsigned width, term a, term b, term c, uint64_t value) {
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
    return term_make(TERM_CONSTANT, width, 0, 0, 0, value & ones(width == WIDTH_BOOL ? 1 : width));
}

term term_word(uint32_t value) {
    return term_constant(32, value);
}

term term_bool(bool value) {
    return term_constant(WIDTH_BOOL, value);
}

term term_variable(const char *name, unsigned width) {
    return term_make(TERM_VARIABLE, width, 0, 0, 0, symbol_number(name));
}

term term_fresh(const char *prefix, unsigned width) {
    char name[64];
    snprintf(name, sizeof name, "%s%u", prefix, (unsigned)table.fresh++);
    return term_variable(name, width);
}

term term_apply(const char *function, unsigned width, term argument, term second) {
    return term_make(TERM_APPLY, width, argument, second, 0, symbol_number(function));
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

void term_order(term *a, term *b) {
    bool swap = is_constant(*a) ? !is_constant(*b) : !is_constant(*b) && term_precedes(*b, *a);
    term c = *a;
    if (swap)
        *a = *b, *b = c;
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
    return term_make(TERM_SELECT, 32, array, index, 0, 0);
}

term term_store(term array, term index, term word) {
    if (is_kind(array, TERM_STORE) && operand(array, 1) == index)
        array = operand(array, 0);
    if (is_kind(word, TERM_SELECT) && operand(word, 0) == array && operand(word, 1) == index)
        return array;
    return term_make(TERM_STORE, WIDTH_ARRAY, array, index, word, 0);
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
    case TERM_APPLY: return term_make(TERM_APPLY, node->width, a, b, 0, node->value);
    case TERM_SELECT: return term_select(a, b);
    case TERM_STORE: return term_store(a, b, operands[2]);
    case TERM_CONSTANT:
    case TERM_VARIABLE:
    case TERM_KINDS: break;
    }
    panic("term_remake: not an operation");
}
