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

// The terms of a file in the order of their definitions, and by term the place there, from 1 on.
struct numbering {
    term *terms;
    uint32_t count;
    uint32_t *numbers;
};

static struct numbering numbering;

// A term as an operand: what is defined before is called by its place.
static void write_operand(FILE *file, term t) {
    const struct term_node *node = term_node(t);
    if (node->kind == TERM_VARIABLE)
        fprintf(file, "%s", term_symbol(node->value));
    else if (node->kind == TERM_CONSTANT && node->width == WIDTH_BOOL)
        fputs(node->value ? "true" : "false", file);
    else if (node->kind == TERM_CONSTANT)
        fprintf(file, "(_ bv%" PRIu64 " %u)", node->value, node->width);
    else
        fprintf(file, "t%u", (unsigned)numbering.numbers[t]);
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
    fprintf(file, "(define-fun t%u () ", (unsigned)numbering.numbers[t]);
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
    unsigned result = (unsigned)numbering.numbers[t];
    char a[32];
    char b[32];
    uint64_t constant;
    if (term_node(y)->kind == TERM_VARIABLE || term_is_constant(y, &constant) ||
        term_is_constant(x, &constant))
        return;
    if (term_node(x)->kind == TERM_VARIABLE)
        snprintf(a, sizeof a, "%s", term_symbol(term_node(x)->value));
    else
        snprintf(a, sizeof a, "t%u", (unsigned)numbering.numbers[x]);
    snprintf(b, sizeof b, "t%u", (unsigned)numbering.numbers[y]);
    if (is_product) {
        fprintf(file, "(assert (=> (= %s (_ bv0 32)) (= t%u (_ bv0 64))))\n", b, result);
        fprintf(file,
                "(assert (=> (= %s (_ bv4294967295 32)) (= t%u (bvsub (concat %s (_ bv0 32)) "
                "(concat (_ bv0 32) %s)))))\n",
                b, result, a, a);
    }
    for (unsigned i = 0; i < 32; i++) {
        fprintf(file, "(assert (=> (= %s (_ bv%u 32)) (= t%u ", b, 1u << i, result);
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

static void *allocate(void *old, size_t size) {
    void *memory = realloc(old, size);
    if (memory == NULL)
        panic("obligation: out of memory");
    return memory;
}

// Numbers a term behind all that it is made of.
static void number(term t) {
    static struct {
        term term;
        unsigned next; // operand
    } stack[0x10000];
    uint32_t depth = 0;
    if (t == 0 || numbering.numbers[t] != 0)
        return;
    stack[depth].term = t;
    stack[depth++].next = 0;
    while (depth > 0) {
        term top = stack[depth - 1].term;
        unsigned next = stack[depth - 1].next++;
        term operand = next < 3 ? term_node(top)->operand[next] : 0;
        if (operand != 0 && numbering.numbers[operand] == 0) {
            if (depth == sizeof stack / sizeof stack[0])
                panic("obligation: a term is too deep");
            stack[depth].term = operand;
            stack[depth++].next = 0;
        } else if (next >= 3) {
            numbering.terms[numbering.count++] = top;
            numbering.numbers[top] = numbering.count;
            depth--;
        }
    }
}

static void number_all(const struct obligations *all) {
    numbering.terms = allocate(NULL, term_count() * sizeof *numbering.terms);
    numbering.numbers = allocate(NULL, term_count() * sizeof *numbering.numbers);
    memset(numbering.numbers, 0, term_count() * sizeof *numbering.numbers);
    numbering.count = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        for (uint32_t j = 0; j < all->queries[i].count; j++)
            number(all->queries[i].assertions[j]);
    }
}

// Each variable and function once.
static void write_declarations(FILE *file) {
    unsigned char *declared = calloc(term_count(), 1); // by symbol: there are fewer
    if (declared == NULL)
        panic("obligation: out of memory");
    for (uint32_t i = 0; i < numbering.count; i++) {
        const struct term_node *node = term_node(numbering.terms[i]);
        bool is_named = node->kind == TERM_VARIABLE || node->kind == TERM_APPLY;
        if (!is_named || declared[node->value])
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
    number_all(all);
    write_declarations(file);
    for (uint32_t i = 0; i < numbering.count; i++) {
        term t = numbering.terms[i];
        enum term_kind kind = (enum term_kind)term_node(t)->kind;
        if (kind == TERM_VARIABLE || kind == TERM_CONSTANT)
            continue;
        write_definition(file, t);
        if (with_lemmas)
            write_lemmas(file, t);
    }
    for (uint32_t i = 0; i < all->count; i++)
        write_query(file, &all->queries[i]);
    free(numbering.terms);
    free(numbering.numbers);
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
