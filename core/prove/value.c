#include "value.h"

#include <string.h>

#include "../panic.h"
#include "meaning.h"

uint64_t random_next(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state * 0x2545f4914f6cdd1du;
}

uint64_t random_word(uint64_t *state) {
    uint64_t r = random_next(state);
    switch (r & 7) {
    case 0: return r >> 8 & 15;
    case 1: return 0 - (r >> 8 & 15);
    case 2: return ((uint64_t)1 << (r >> 8 & 63)) + (r >> 16 & 3) - 1;
    case 3: return 0x80000000u + (r >> 8 & 3) - 1;
    default: return r >> 3;
    }
}

static uint64_t ones(unsigned width) {
    return width >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << (width == 0 ? 1 : width)) - 1;
}

static uint64_t seed_of_values;

// Values that are chosen, instead of random ones.
enum { CHOSEN_MAX = 8 };
static struct {
    const char *name;
    uint64_t value;
} chosen[CHOSEN_MAX];
static unsigned chosen_count;

static uint64_t value_of_name(const char *name, uint64_t a, uint64_t b) {
    for (unsigned i = 0; i < chosen_count; i++) {
        if (strcmp(name, chosen[i].name) == 0)
            return chosen[i].value;
    }
    uint64_t state = seed_of_values;
    for (; *name != 0; name++)
        state = (state ^ (unsigned char)*name) * 0x100000001b3u | 1;
    state = (state ^ a * 0x9e3779b97f4a7c15u ^ b * 0xc2b2ae3d27d4eb4fu) | 1;
    random_next(&state);
    return random_word(&state);
}

uint64_t value_of_select(term array, uint64_t index) {
    const struct term_node *node = term_node(array);
    if (node->kind == TERM_STORE)
        return value_of(node->operand[1]) == index ? value_of(node->operand[2])
                                                   : value_of_select(node->operand[0], index);
    return value_of_name(term_symbol(node->value), index, 0) & ones(32);
}

static uint64_t evaluate_function(const struct term_node *node) {
    const char *name = term_symbol(node->value);
    uint64_t a = value_of(node->operand[0]);
    uint64_t b = node->operand[1] != 0 ? value_of(node->operand[1]) : 0;
    if (strcmp(name, MEANING_PRODUCT) == 0)
        return a * b;
    if (strcmp(name, MEANING_QUOTIENT) == 0)
        return b == 0 ? ones(32) : a / b;
    if (strcmp(name, MEANING_REMAINDER) == 0)
        return b == 0 ? a : a % b;
    uint64_t value = value_of_name(name, a, b);
    bool is_permission = node->width == WIDTH_BOOL && strstr(name, "second") == NULL;
    return is_permission ? (value >> 4 & 7) != 0 : value; // mostly given
}

static uint64_t sign_extend(uint64_t value, unsigned width) {
    uint64_t sign = (uint64_t)1 << (width - 1);
    return (value ^ sign) - sign;
}

static uint64_t evaluate_operation(const struct term_node *node) {
    uint64_t a =
        node->operand[0] != 0 && node->kind != TERM_SELECT ? value_of(node->operand[0]) : 0;
    uint64_t b = node->operand[1] != 0 && node->kind != TERM_IF ? value_of(node->operand[1]) : 0;
    unsigned width = node->operand[0] != 0 ? term_width(node->operand[0]) : 0;
    switch ((enum term_kind)node->kind) {
    case TERM_NOT: return ~a;
    case TERM_AND: return a & b;
    case TERM_OR: return a | b;
    case TERM_XOR: return a ^ b;
    case TERM_ADD: return a + b;
    case TERM_SUB: return a - b;
    case TERM_MUL: return a * b;
    case TERM_DIVIDE: return b == 0 ? ~(uint64_t)0 : a / b;
    case TERM_REMAINDER: return b == 0 ? a : a % b;
    case TERM_SHIFT_LEFT: return b >= width ? 0 : a << b;
    case TERM_SHIFT_RIGHT: return b >= width ? 0 : a >> b;
    case TERM_CONCAT: return a << term_width(node->operand[1]) | b;
    case TERM_EXTRACT: return a >> node->value;
    case TERM_SIGN_EXTEND: return sign_extend(a, width);
    case TERM_IF: return value_of(node->operand[a != 0 ? 1 : 2]);
    case TERM_EQUAL: return a == b;
    case TERM_BELOW: return a < b;
    case TERM_SELECT: return value_of_select(node->operand[0], b);
    default: panic("value: not an operation");
    }
}

// Values that are known already, since the last choice.
enum { MEMO = 1 << 16 };
static uint64_t generation = 1;
static struct {
    uint64_t generation;
    term term;
    uint64_t value;
} memo[MEMO];

uint64_t value_of(term t) {
    const struct term_node *node = term_node(t);
    if (node->kind == TERM_CONSTANT)
        return node->value;
    if (t < MEMO && memo[t].generation == generation && memo[t].term == t)
        return memo[t].value;
    uint64_t value = node->kind == TERM_VARIABLE ? value_of_name(term_symbol(node->value), 0, 0)
                     : node->kind == TERM_APPLY  ? evaluate_function(node)
                                                 : evaluate_operation(node);
    value &= ones(node->width);
    if (t < MEMO) {
        memo[t].generation = generation;
        memo[t].term = t;
        memo[t].value = value;
    }
    return value;
}

void value_start(uint64_t seed) {
    seed_of_values = seed | 1;
    chosen_count = 0;
    generation++;
}

void value_choose(const char *name, uint64_t value) {
    if (chosen_count == CHOSEN_MAX)
        panic("value: too many values are chosen");
    chosen[chosen_count].name = name;
    chosen[chosen_count++].value = value;
    generation++;
}
