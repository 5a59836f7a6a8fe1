// Objects that one expression changes and also reads or changes elsewhere, in an order that C
// leaves open (C11 6.5p2; gcc's -Wsequence-point).

#include "parse.h"

#include <stdio.h>

enum { MAXIMUM = 40, TEXT = 60 };

// What an expression reads and changes.
static struct access {
    const struct expression *lvalue;
    place_t place; // of what changes it; 0: it is read
    bool is_done;  // before a sequence point
} accesses[MAXIMUM];
static uint32_t count;
static bool has_warned;

static bool is_same(const struct expression *one, const struct expression *other) {
    if (one->kind != other->kind)
        return false;
    switch (one->kind) {
    case EXPRESSION_VARIABLE: return one->object == other->object && one->object != NULL;
    case EXPRESSION_MEMBER:
        return one->value == other->value && one->operation == other->operation &&
               is_same(one->left, other->left);
    case EXPRESSION_DEREFERENCE: return is_same(one->left, other->left);
    default: return false;
    }
}

// "i", "*p", "s->x"; nothing if it is not simple.
static bool write_name(const struct expression *lvalue, char *text) {
    char inner[TEXT] = "";
    const struct expression *left = lvalue->left;
    switch (lvalue->kind) {
    case EXPRESSION_VARIABLE:
        snprintf(text, TEXT, "%.50s",
                 lvalue->object->name == NULL ? "" : lvalue->object->name->text);
        return lvalue->object->name != NULL;
    case EXPRESSION_DEREFERENCE:
        if (left->kind != EXPRESSION_VARIABLE || !write_name(left, inner))
            return false;
        snprintf(text, TEXT, "*%.50s", inner);
        return true;
    case EXPRESSION_MEMBER: {
        bool is_arrow = left->kind == EXPRESSION_DEREFERENCE;
        if (!write_name(is_arrow ? left->left : left, inner))
            return false;
        snprintf(text, TEXT, "%.30s%s%.24s", inner, is_arrow ? "->" : ".", member_text(lvalue));
        return true;
    }
    default: return false;
    }
}

static void report(const struct expression *lvalue, place_t place) {
    char name[TEXT];
    if (!has_warned && write_name(lvalue, name))
        warn(WARNING_SEQUENCE_POINT, place, "operation on '%s' may be undefined", name);
    has_warned = true;
}

static void add(const struct expression *lvalue, place_t place) {
    if (count < MAXIMUM)
        accesses[count++] = (struct access){lvalue, place, false};
}

// What stands from first on, and from second on, happens in any order.
static void check_order(uint32_t first, uint32_t second) {
    for (uint32_t i = first; i < second; i++)
        for (uint32_t k = second; k < count; k++) {
            place_t place = accesses[k].place != 0 ? accesses[k].place : accesses[i].place;
            if (place != 0 && !(accesses[i].is_done && accesses[k].is_done) &&
                is_same(accesses[i].lvalue, accesses[k].lvalue))
                report(accesses[i].lvalue, place);
        }
}

static void finish(uint32_t first) {
    for (uint32_t i = first; i < count; i++)
        accesses[i].is_done = true;
}

static void collect(const struct expression *e);

// The change of an lvalue, last of all that stands from first on but what is done.
static void change(const struct expression *lvalue, uint32_t first, place_t place) {
    for (uint32_t i = first; i < count; i++)
        if (accesses[i].place != 0 && !accesses[i].is_done && is_same(accesses[i].lvalue, lvalue))
            report(lvalue, place);
    add(lvalue, place);
}

static void collect_address(const struct expression *lvalue) {
    while (lvalue->kind == EXPRESSION_MEMBER)
        lvalue = lvalue->left;
    if (lvalue->kind != EXPRESSION_VARIABLE)
        collect(lvalue->left);
}

static void collect_assignment(const struct expression *e) {
    uint32_t first = count;
    if (e->left->kind == EXPRESSION_VARIABLE || e->left->kind == EXPRESSION_MEMBER ||
        e->left->kind == EXPRESSION_DEREFERENCE)
        collect_address(e->left);
    uint32_t second = count;
    collect(e->right);
    check_order(first, second);
    change(e->left, first, e->place);
}

static void collect_call(const struct expression *e) {
    uint32_t first = count;
    collect(e->left);
    for (const struct expression *a = e->arguments; a != NULL; a = a->next) {
        uint32_t second = count;
        collect(a);
        check_order(first, second);
    }
    finish(first);
}

static void collect(const struct expression *e) {
    uint32_t first = count, second;
    if (e == NULL || count == MAXIMUM)
        return;
    switch (e->kind) {
    case EXPRESSION_VARIABLE: add(e, 0); return;
    case EXPRESSION_MEMBER:
    case EXPRESSION_DEREFERENCE:
        collect_address(e);
        add(e, 0);
        return;
    case EXPRESSION_ADDRESS:
        if (e->left->kind == EXPRESSION_MEMBER || e->left->kind == EXPRESSION_DEREFERENCE)
            collect_address(e->left);
        return;
    case EXPRESSION_CAST:
    case EXPRESSION_NEGATE:
    case EXPRESSION_COMPLEMENT:
    case EXPRESSION_NOT: collect(e->left); return;
    case EXPRESSION_ASSIGN:
    case EXPRESSION_UPDATE:
    case EXPRESSION_POST_UPDATE: collect_assignment(e); return;
    case EXPRESSION_CALL: collect_call(e); return;
    case EXPRESSION_COMMA:
    case EXPRESSION_LOGICAL_AND:
    case EXPRESSION_LOGICAL_OR:
    case EXPRESSION_CONDITIONAL:
        collect(e->left);
        finish(first);
        second = count;
        collect(e->right);
        if (e->kind == EXPRESSION_CONDITIONAL)
            collect(e->third);
        if (e->kind != EXPRESSION_COMMA && e->kind != EXPRESSION_CONDITIONAL)
            finish(second);
        return;
    default:
        if (e->kind < EXPRESSION_MULTIPLY || e->kind > EXPRESSION_GREATER_EQUAL)
            return;
        collect(e->left);
        second = count;
        collect(e->right);
        check_order(first, second);
    }
}

// Of a full expression.
void warn_sequence(const struct expression *expression) {
    if (parse_is_library || parse_recovering)
        return;
    count = 0;
    has_warned = false;
    collect(expression);
}
