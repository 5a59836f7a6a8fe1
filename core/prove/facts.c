#include "facts.h"

#include <stdlib.h>
#include <string.h>

#include "../panic.h"
#include "meaning.h"

// What terms are, by their number: conditions true or false, words that were compared a constant;
// and terms rewritten by that.
static struct {
    term *known; // by term: a constant; 0: nothing is known
    term *under; // by term: rewritten; 0: not yet
    uint32_t capacity;
    term *trail; // in the order in which they came to be known
    uint32_t trail_count;
    uint32_t trail_capacity;
    term *assumed;   // conditions that hold, as they were told,
    uint32_t *since; // and how much was known before
    uint32_t assumed_count;
    uint32_t assumed_capacity;
    term *rewritten; // what `under` is set for
    uint32_t rewritten_count;
    uint32_t rewritten_capacity;
} facts;

enum { FIELD_MAX = 5, SEEN_MAX = 1024 };

static void *grow(void *old, size_t size) {
    void *memory = realloc(old, size);
    if (memory == NULL)
        panic("facts: out of memory");
    return memory;
}

static void append(term **list, uint32_t *count, uint32_t *capacity, term t) {
    if (*count == *capacity) {
        *capacity = *capacity == 0 ? 256 : *capacity * 2;
        *list = grow(*list, *capacity * sizeof **list);
    }
    (*list)[(*count)++] = t;
}

static void make_room(term t) {
    if (t < facts.capacity)
        return;
    uint32_t capacity = facts.capacity == 0 ? 4096 : facts.capacity;
    while (capacity <= t)
        capacity *= 2;
    facts.known = grow(facts.known, capacity * sizeof *facts.known);
    facts.under = grow(facts.under, capacity * sizeof *facts.under);
    memset(facts.known + facts.capacity, 0, (capacity - facts.capacity) * sizeof *facts.known);
    memset(facts.under + facts.capacity, 0, (capacity - facts.capacity) * sizeof *facts.under);
    facts.capacity = capacity;
}

static void forget_rewritten(void) {
    for (uint32_t i = 0; i < facts.rewritten_count; i++)
        facts.under[facts.rewritten[i]] = 0;
    facts.rewritten_count = 0;
}

static void know_constant(term t, term constant) {
    make_room(t);
    if (facts.known[t] != 0)
        return;
    facts.known[t] = constant;
    append(&facts.trail, &facts.trail_count, &facts.trail_capacity, t);
}

// All parts of a field of few bits, which has this value.
static void know_parts(term t, uint64_t value) {
    const struct term_node node = *term_node(t);
    for (unsigned low = 0; node.kind == TERM_EXTRACT && low < node.width; low++) {
        for (unsigned width = 1; width < node.width && low + width <= node.width; width++)
            know_constant(term_extract(node.operand[0], (unsigned)node.value + low, width),
                          term_constant(width, value >> low));
    }
}

static void note(term condition, bool value) {
    const struct term_node node = *term_node(condition);
    uint64_t number;
    if (node.kind == TERM_CONSTANT)
        return;
    if (node.kind == TERM_NOT) {
        note(node.operand[0], !value);
        return;
    }
    know_constant(condition, term_bool(value));
    if (node.kind == (value ? TERM_AND : TERM_OR)) {
        note(node.operand[0], value);
        note(node.operand[1], value);
    }
    if (node.kind == TERM_EQUAL && term_is_constant(node.operand[1], &number)) {
        if (value) {
            know_constant(node.operand[0], node.operand[1]);
            if (term_width(node.operand[0]) <= FIELD_MAX)
                know_parts(node.operand[0], number);
        }
        if (!value && term_width(node.operand[0]) == 1)
            know_constant(node.operand[0], term_constant(1, !number));
    }
}

void facts_know(term condition, bool value) {
    forget_rewritten();
    uint32_t count = facts.assumed_count;
    if (count == facts.assumed_capacity) {
        facts.assumed_capacity = count == 0 ? 64 : count * 2;
        facts.since = grow(facts.since, facts.assumed_capacity * sizeof *facts.since);
        facts.assumed = grow(facts.assumed, facts.assumed_capacity * sizeof *facts.assumed);
    }
    facts.since[count] = facts.trail_count;
    facts.assumed[count] = value ? condition : term_not(condition);
    facts.assumed_count++;
    note(condition, value);
}

term facts_condition(void) {
    term all = term_bool(true);
    for (uint32_t i = 0; i < facts.assumed_count; i++)
        all = term_and(all, facts.assumed[i]);
    return all;
}

uint32_t facts_mark(void) {
    return facts.trail_count;
}

void facts_forget(uint32_t count) {
    forget_rewritten();
    while (facts.assumed_count > 0 && facts.since[facts.assumed_count - 1] >= count)
        facts.assumed_count--;
    while (facts.trail_count > count)
        facts.known[facts.trail[--facts.trail_count]] = 0;
}

// The lowest bits of a word may be known from a test of its alignment.
static term with_known_low_bits(term t) {
    const struct term_node node = *term_node(t);
    for (unsigned bits = 2; bits > 0 && node.kind == TERM_EXTRACT; bits--) {
        if (bits >= node.width)
            continue;
        unsigned low = (unsigned)node.value;
        term part = term_extract(node.operand[0], low, bits);
        make_room(part);
        if (facts.known[part] != 0)
            return term_concat(term_extract(node.operand[0], low + bits, node.width - bits),
                               facts.known[part]);
    }
    return t;
}

// Products and quotients are uninterpreted only as long as no operand is constant.
static term remake(const struct term_node *node, const term *operands) {
    const char *function = node->kind == TERM_APPLY ? term_symbol(node->value) : "";
    if (strcmp(function, MEANING_PRODUCT) == 0)
        return meaning_product(operands[0], operands[1]);
    if (strcmp(function, MEANING_QUOTIENT) == 0)
        return meaning_quotient(operands[0], operands[1]);
    if (strcmp(function, MEANING_REMAINDER) == 0)
        return meaning_remainder(operands[0], operands[1]);
    return term_remake(node, operands);
}

// The term, given what is known.
term facts_under(term t) {
    make_room(t);
    if (facts.known[t] != 0)
        return facts.known[t];
    if (facts.under[t] != 0)
        return facts.under[t];
    const struct term_node node = *term_node(t);
    term result = t;
    if (node.kind != TERM_CONSTANT && node.kind != TERM_VARIABLE) {
        term operands[3];
        bool changed = false;
        for (unsigned i = 0; i < 3; i++) {
            operands[i] = node.operand[i] == 0 ? 0 : facts_under(node.operand[i]);
            changed = changed || operands[i] != node.operand[i];
        }
        result = with_known_low_bits(changed ? remake(&node, operands) : t);
        if (result != t) // which may be of other parts that are known
            result = facts_under(result);
    }
    make_room(result > t ? result : t);
    if (facts.known[result] != 0)
        result = facts.known[result];
    facts.under[t] = result;
    append(&facts.rewritten, &facts.rewritten_count, &facts.rewritten_capacity, t);
    return result;
}

// ---- by cases ----

// What a term chooses by, if that is a field of few bits: an amount of a shift, or what is compared
// with a constant. 0 if there is none.
static term field_of(const struct term_node *node) {
    uint64_t number;
    bool is_shift = node->kind == TERM_SHIFT_LEFT || node->kind == TERM_SHIFT_RIGHT;
    term field = is_shift ? node->operand[1] : 0;
    if (!is_shift && node->kind == TERM_EQUAL && term_is_constant(node->operand[1], &number))
        field = node->operand[0];
    while (field != 0 && term_node(field)->kind != TERM_EXTRACT) {
        const term *operands = term_node(field)->operand;
        field = operands[operands[0] != 0 && term_is_constant(operands[0], &number)];
    }
    return field != 0 && (is_shift || term_width(field) > 1) && term_width(field) <= FIELD_MAX
               ? field
               : 0;
}

static term find_field(term t, term *seen, uint32_t *count) {
    const struct term_node *node = term_node(t);
    term field = field_of(node);
    for (uint32_t i = 0; i < *count; i++) {
        if (seen[i] == t)
            return 0;
    }
    if (*count < SEEN_MAX)
        seen[(*count)++] = t;
    for (unsigned i = 0; i < 3 && field == 0 && node->operand[i] != 0; i++)
        field = find_field(node->operand[i], seen, count);
    return field;
}

bool facts_exclude(term claim, unsigned fields) {
    term seen[SEEN_MAX];
    uint32_t count = 0;
    bool excluded = true;
    claim = facts_under(claim);
    if (term_is_false(claim) || fields == 0)
        return term_is_false(claim);
    term field = find_field(claim, seen, &count);
    if (field == 0)
        return false;
    for (uint64_t value = 0; value >> term_width(field) == 0 && excluded; value++) {
        uint32_t mark = facts_mark();
        facts_know(term_equal(field, term_constant(term_width(field), value)), true);
        excluded = facts_exclude(claim, fields - 1);
        facts_forget(mark);
    }
    return excluded;
}
