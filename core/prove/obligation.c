#include "obligation.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../panic.h"
#include "meaning.h"

enum { LABEL_SIZE = 32 };

struct query {
    char label[LABEL_SIZE];
    const char *expected;
    term *assertions;
    uint32_t count;
};

static const char *const smt_names[TERM_KINDS] = {
#define TERM(name, smt) smt,
#include "term.def"
#undef TERM
};

static void write_sort(FILE *file, unsigned width) {
    if (width == WIDTH_BOOL)
        fputs("Bool", file);
    else if (width == WIDTH_ARRAY)
        fprintf(file, "(Array (_ BitVec %d) (_ BitVec 32))", INDEX_WIDTH);
    else
        fprintf(file, "(_ BitVec %u)", width);
}

// A term as an operand: what is defined before has its number as name.
static void write_operand(FILE *file, term t) {
    const struct term_node *node = term_node(t);
    if (node->kind == TERM_VARIABLE)
        fprintf(file, "%s", term_symbol(node->value));
    else if (node->kind == TERM_CONSTANT && node->width == WIDTH_BOOL)
        fputs(node->value ? "true" : "false", file);
    else if (node->kind == TERM_CONSTANT)
        fprintf(file, "(_ bv%" PRIu64 " %u)", node->value, node->width);
    else
        fprintf(file, "t%u", (unsigned)t);
}

static const char *operator_name(const struct term_node *node) {
    if (node->width == WIDTH_BOOL) {
        switch (node->kind) {
        case TERM_NOT: return "not";
        case TERM_AND: return "and";
        case TERM_OR: return "or";
        case TERM_XOR: return "xor";
        default: break;
        }
    }
    return node->kind == TERM_APPLY ? term_symbol(node->value) : smt_names[node->kind];
}

static void write_definition(FILE *file, term t) {
    const struct term_node *node = term_node(t);
    fprintf(file, "(define-fun t%u () ", (unsigned)t);
    write_sort(file, node->width);
    fputs(" (", file);
    unsigned inner = term_width(node->operand[0]);
    if (node->kind == TERM_EXTRACT)
        fprintf(file, "(_ extract %u %u)", (unsigned)node->value + node->width - 1,
                (unsigned)node->value);
    else if (node->kind == TERM_SIGN_EXTEND)
        fprintf(file, "(_ sign_extend %u)", node->width - inner);
    else
        fputs(operator_name(node), file);
    for (unsigned i = 0; i < 3 && node->operand[i] != 0; i++) {
        fputc(' ', file);
        write_operand(file, node->operand[i]);
    }
    fputs("))\n", file);
}

static void write_declaration(FILE *file, const struct term_node *node) {
    fprintf(file, "(declare-fun %s (", term_symbol(node->value));
    for (unsigned i = 0; i < 2 && node->operand[i] != 0; i++)
        write_sort(file, term_width(node->operand[i]));
    fputs(") ", file);
    write_sort(file, node->width);
    fputs(")\n", file);
}

// What a product or quotient is if its factor or divisor is a power of two, or all ones: a sign
// mask or an entry of a table may be that.
static void write_lemmas_for(FILE *file, term t, term x, term y, const char *function) {
    bool is_product = strcmp(function, MEANING_PRODUCT) == 0;
    char a[32];
    char b[32];
    uint64_t constant;
    if (term_node(y)->kind == TERM_VARIABLE || term_is_constant(y, &constant) ||
        term_is_constant(x, &constant))
        return;
    if (term_node(x)->kind == TERM_VARIABLE)
        snprintf(a, sizeof a, "%s", term_symbol(term_node(x)->value));
    else
        snprintf(a, sizeof a, "t%u", (unsigned)x);
    snprintf(b, sizeof b, "t%u", (unsigned)y);
    if (is_product) {
        fprintf(file, "(assert (=> (= %s (_ bv0 32)) (= t%u (_ bv0 64))))\n", b, (unsigned)t);
        fprintf(file,
                "(assert (=> (= %s (_ bv4294967295 32)) (= t%u (bvsub (concat %s (_ bv0 32)) "
                "(concat (_ bv0 32) %s)))))\n",
                b, (unsigned)t, a, a);
    }
    for (unsigned i = 0; i < 32; i++) {
        fprintf(file, "(assert (=> (= %s (_ bv%u 32)) (= t%u ", b, 1u << i, (unsigned)t);
        if (is_product)
            fprintf(file, "(bvshl (concat (_ bv0 32) %s) (_ bv%u 64))", a, i);
        else if (strcmp(function, MEANING_QUOTIENT) == 0)
            fprintf(file, "(bvlshr %s (_ bv%u 32))", a, i);
        else
            fprintf(file, "(bvand %s (_ bv%u 32))", a, (1u << i) - 1);
        fputs(")))\n", file);
    }
}

static void write_lemmas(FILE *file, term t) {
    const struct term_node *node = term_node(t);
    const char *function = node->kind == TERM_APPLY ? term_symbol(node->value) : "";
    term x = node->operand[0];
    term y = node->operand[1];
    if (strcmp(function, MEANING_PRODUCT) == 0) {
        write_lemmas_for(file, t, x, y, function);
        write_lemmas_for(file, t, y, x, function);
    } else if (strcmp(function, MEANING_QUOTIENT) == 0 ||
               strcmp(function, MEANING_REMAINDER) == 0) {
        write_lemmas_for(file, t, x, y, function);
    }
}

// Marks what the assertions are made of. Operands are older than what is made of them.
static unsigned char *reachable(const struct obligations *all) {
    unsigned char *marks = calloc(term_count(), 1);
    if (marks == NULL)
        panic("obligation: out of memory");
    for (uint32_t i = 0; i < all->count; i++) {
        for (uint32_t j = 0; j < all->queries[i].count; j++)
            marks[all->queries[i].assertions[j]] = 1;
    }
    for (term t = term_count() - 1; t > 0; t--) {
        for (unsigned i = 0; i < 3 && marks[t]; i++)
            marks[term_node(t)->operand[i]] = 1;
    }
    return marks;
}

// Each variable and function once.
static void write_declarations(FILE *file, const unsigned char *marks) {
    unsigned char *declared = calloc(term_count(), 1); // by symbol: there are fewer
    if (declared == NULL)
        panic("obligation: out of memory");
    for (term t = 1; t < term_count(); t++) {
        const struct term_node *node = term_node(t);
        bool is_named = node->kind == TERM_VARIABLE || node->kind == TERM_APPLY;
        if (!marks[t] || !is_named || declared[node->value])
            continue;
        declared[node->value] = 1;
        write_declaration(file, node);
    }
    free(declared);
}

static void write_query(FILE *file, const struct query *query) {
    fputs("(push 1)\n", file);
    for (uint32_t i = 0; i < query->count; i++) {
        fputs("(assert ", file);
        write_operand(file, query->assertions[i]);
        fputs(")\n", file);
    }
    fprintf(file, "(echo \"%s %s\")\n(check-sat)\n(pop 1)\n", query->label, query->expected);
}

static void *allocate(void *old, size_t size) {
    void *memory = realloc(old, size);
    if (memory == NULL)
        panic("obligation: out of memory");
    return memory;
}

void obligation_add(struct obligations *all, const char *label, const char *expected,
                    const term *assertions, uint32_t count) {
    if (all->count == all->capacity) {
        all->capacity = all->capacity == 0 ? 64 : all->capacity * 2;
        all->queries = allocate(all->queries, all->capacity * sizeof *all->queries);
    }
    struct query *query = &all->queries[all->count++];
    snprintf(query->label, sizeof query->label, "%s", label);
    query->expected = expected;
    query->assertions = allocate(NULL, count * sizeof *assertions);
    memcpy(query->assertions, assertions, count * sizeof *assertions);
    query->count = count;
}

static bool write_all(const struct obligations *all, FILE *file, bool with_lemmas) {
    unsigned char *marks = reachable(all);
    write_declarations(file, marks);
    for (term t = 1; t < term_count(); t++) {
        enum term_kind kind = (enum term_kind)term_node(t)->kind;
        if (!marks[t] || kind == TERM_VARIABLE || kind == TERM_CONSTANT)
            continue;
        write_definition(file, t);
        if (with_lemmas)
            write_lemmas(file, t);
    }
    for (uint32_t i = 0; i < all->count; i++)
        write_query(file, &all->queries[i]);
    free(marks);
    return !ferror(file);
}

bool obligations_write(struct obligations *all, const char *path, const char *comment,
                       bool with_lemmas) {
    FILE *file = fopen(path, "w");
    bool right = file != NULL;
    if (right) {
        fprintf(file, "; %s\n(set-logic QF_AUFBV)\n", comment);
        right = write_all(all, file, with_lemmas);
        right = fclose(file) == 0 && right;
    }
    for (uint32_t i = 0; i < all->count; i++)
        free(all->queries[i].assertions);
    all->count = 0;
    return right;
}
