// What a misspelled name may have meant: of the names that could stand there, the one that takes
// the fewest insertions, deletions, replacements and exchanges of neighbours, as gcc counts them.

#include "parse.h"

#include <string.h>

enum { COST = 2, COST_OF_CASE = 1, LONGEST = 80 };

static uint32_t least(uint32_t one, uint32_t other) {
    return one < other ? one : other;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static uint32_t cost_of_replacing(char one, char other) {
    return one == other ? 0 : lower(one) == lower(other) ? COST_OF_CASE : COST;
}

// Optimal string alignment: rows of the table of distances between beginnings.
static uint32_t distance_between(const struct name *one, const struct name *other) {
    uint32_t rows[3][LONGEST + 1];
    uint32_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (uint32_t j = 0; j <= other->length; j++)
        above[j] = j * COST;
    for (uint32_t i = 1; i <= one->length; i++) {
        row[0] = i * COST;
        for (uint32_t j = 1; j <= other->length; j++) {
            const char *a = &one->text[i - 1], *b = &other->text[j - 1];
            row[j] =
                least(least(row[j - 1], above[j]) + COST, above[j - 1] + cost_of_replacing(*a, *b));
            if (i > 1 && j > 1 && *a == b[-1] && a[-1] == *b)
                row[j] = least(row[j], before[j - 2] + COST);
        }
        uint32_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[other->length];
}

// The greatest distance at which two names of such lengths are taken for the same.
static uint32_t cutoff(uint32_t one, uint32_t other) {
    uint32_t longer = one > other ? one : other;
    uint32_t shorter = one > other ? other : one;
    if (longer <= 1)
        return 0;
    if (longer - shorter > 1)
        return COST * (longer + 2) / 3;
    return longer < 3 ? COST : COST * (longer / 3);
}

static const struct name *goal, *best;
static uint32_t best_distance;

static void consider(const struct name *name) {
    bool is_reserved = name->text[0] == '_' &&
                       (name->text[1] == '_' || (name->text[1] >= 'A' && name->text[1] <= 'Z'));
    if (name == goal || name->length > LONGEST || (is_reserved && goal->text[0] != '_'))
        return;
    uint32_t difference =
        name->length > goal->length ? name->length - goal->length : goal->length - name->length;
    if (difference * COST >= best_distance)
        return;
    uint32_t distance = distance_between(goal, name);
    if (distance < best_distance && distance <= cutoff(goal->length, name->length)) {
        best = name;
        best_distance = distance;
    }
}

static void start(const struct name *name) {
    goal = name;
    best = NULL;
    best_distance = UINT32_MAX;
}

// "; did you mean 'x'?", or nothing; x is what would mend the error at the place.
static const char *suggestion(place_t place) {
    static char text[LONGEST + 40];
    if (best == NULL)
        return "";
    fix_at(place, goal->length, best->text);
    strcpy(text, "; did you mean '");
    strcat(text, best->text);
    strcat(text, "'?");
    return text;
}

static enum suggest_kind wanted;

static void consider_binding(const struct binding *binding) {
    const struct type *type = binding->type;
    bool is_function = type->kind == TYPE_FUNCTION ||
                       (type->kind == TYPE_POINTER && type->base->kind == TYPE_FUNCTION);
    if (binding->object != NULL && binding->object->is_implicit)
        return;
    if ((wanted == SUGGEST_TYPE && binding->kind != BINDING_TYPEDEF) ||
        (wanted == SUGGEST_FUNCTION && (binding->kind != BINDING_OBJECT || !is_function)))
        return;
    consider(binding->name);
}

const char *suggest_name(const struct name *name, enum suggest_kind kind, place_t place) {
    start(name);
    if (name->length > LONGEST)
        return "";
    wanted = kind;
    scope_each(consider_binding);
    macro_each(consider);
    for (uint32_t k = 0; k < TOKEN_KIND_COUNT && kind == SUGGEST_TYPE; k++)
        if (token_facts[k].role >= ROLE_DECLARES)
            consider(name_intern(token_facts[k].text, (uint32_t)strlen(token_facts[k].text)));
    return suggestion(place);
}

static void consider_members(const struct type *record) {
    for (const struct member *member = record->unqualified->members; member != NULL;
         member = member->next) {
        if (member->name != NULL)
            consider(member->name);
        else if (type_is_record(member->type))
            consider_members(member->type);
    }
}

const char *suggest_member(const struct name *name, const struct type *record, place_t place) {
    start(name);
    if (name->length <= LONGEST)
        consider_members(record);
    return suggestion(place);
}
