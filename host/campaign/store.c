// What is the same for all stores: transactions that are tried again, and rows.
#define _GNU_SOURCE
#include "store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const char *const statement_texts[STATEMENTS] = {
#define STATEMENT(name, text) text,
#include "statements.def"
#undef STATEMENT
};

struct store {
    const struct store_kind *kind;
    char *name;
    void *connection; // NULL: lost
    char message[STORE_MESSAGE];
    bool only_reads;
    bool (*give_up)(void *state);
    void *state;
};

enum { WAIT_FIRST = 20, WAIT_MOST = 2000 }; // milliseconds

// ---- values and rows ----

struct value value_number(int64_t number) {
    return (struct value){.number = number};
}

struct value value_text(const char *text) {
    return (struct value){.text = text, .size = strlen(text)};
}

struct value value_bytes(const char *bytes, size_t size) {
    return (struct value){.text = bytes, .size = size, .is_bytes = true};
}

const char *rows_text(const struct rows *rows, unsigned row, unsigned column) {
    return rows->cells[row * rows->columns + column].text;
}

int64_t rows_number(const struct rows *rows, unsigned row, unsigned column) {
    return strtoll(rows_text(rows, row, column), NULL, 10);
}

struct cell *rows_add(struct rows *rows, unsigned columns) {
    if ((rows->count & (rows->count - 1)) == 0) { // full at each power of two
        size_t room = rows->count == 0 ? 1 : rows->count * 2u;
        struct cell *cells = realloc(rows->cells, room * columns * sizeof *cells);
        if (cells == NULL)
            abort();
        rows->cells = cells;
    }
    rows->columns = columns;
    struct cell *row = rows->cells + (size_t)rows->count++ * columns;
    memset(row, 0, columns * sizeof *row);
    return row;
}

void cell_set(struct cell *cell, const void *bytes, size_t size) {
    cell->text = malloc(size + 1);
    if (cell->text == NULL)
        abort();
    if (size > 0)
        memcpy(cell->text, bytes, size);
    cell->text[size] = 0;
    cell->size = size;
}

void rows_free(struct rows *rows) {
    for (size_t i = 0; i < (size_t)rows->count * rows->columns; i++)
        free(rows->cells[i].text);
    free(rows->cells);
    *rows = (struct rows){0};
}

// ---- transactions ----

// False if it is time to give up.
static bool wait_a_while(const struct store *store, unsigned round) {
    long pause = round < 7 ? WAIT_FIRST << round : WAIT_MOST;
    nanosleep(&(struct timespec){pause / 1000, pause % 1000 * 1000000}, NULL);
    return store->give_up == NULL || !store->give_up(store->state);
}

static enum answer attempt(struct store *store,
                           enum answer (*body)(struct store *store, void *state), void *state) {
    enum answer answer = STORE_DONE;
    if (store->connection == NULL)
        answer =
            store->kind->open(store->name, store->only_reads, &store->connection, store->message);
    if (answer != STORE_DONE)
        return answer;
    answer = store->kind->begin(store->connection, store->message);
    if (answer == STORE_DONE)
        answer = body(store, state);
    if (answer == STORE_DONE)
        answer = store->kind->commit(store->connection, store->message);
    if (answer == STORE_DONE)
        return answer;
    store->kind->rollback(store->connection);
    if (answer == STORE_AGAIN) { // a new connection is the surest
        store->kind->close(store->connection);
        store->connection = NULL;
    }
    return answer;
}

bool store_transaction(struct store *store, enum answer (*body)(struct store *store, void *state),
                       void *state) {
    enum { SAID_AFTER = 4 }; // attempts; a file that is busy for a moment is not worth a line
    for (unsigned round = 0;; round++) {
        enum answer answer = attempt(store, body, state);
        if (answer == STORE_DONE && round > SAID_AFTER)
            fprintf(stderr, "mixter campaign: %s: goes on\n", store->name);
        if (answer == STORE_DONE)
            return true;
        if (answer == STORE_WRONG || round == SAID_AFTER)
            fprintf(stderr, "mixter campaign: %s: %s%s\n", store->name, store->message,
                    answer == STORE_WRONG ? "" : "; trying again until it answers");
        if (answer == STORE_WRONG || !wait_a_while(store, round))
            return false;
    }
}

enum answer store_execute(struct store *store, enum statement statement, const struct value *values,
                          unsigned count, struct rows *rows) {
    struct rows ignored = {0};
    struct rows *answer_rows = rows != NULL ? rows : &ignored;
    rows_free(answer_rows);
    enum answer answer = store->kind->execute(store->connection, statement, values, count,
                                              answer_rows, store->message);
    rows_free(&ignored);
    return answer;
}

struct single {
    enum statement statement;
    const struct value *values;
    unsigned count;
    struct rows *rows;
};

static enum answer execute_single(struct store *store, void *state) {
    const struct single *single = state;
    return store_execute(store, single->statement, single->values, single->count, single->rows);
}

bool store_once(struct store *store, enum statement statement, const struct value *values,
                unsigned count, struct rows *rows) {
    struct single single = {statement, values, count, rows};
    return store_transaction(store, execute_single, &single);
}

void store_when_waiting(struct store *store, bool (*give_up)(void *state), void *state) {
    store->give_up = give_up;
    store->state = state;
}

// ---- opening ----

static enum answer create_tables(struct store *store, void *state) {
    (void)state;
    if (store->only_reads)
        return STORE_DONE;
    for (enum statement s = STATEMENT_CREATE_CAMPAIGN; s <= STATEMENT_CREATE_COVERAGE; s++) {
        enum answer answer = store_execute(store, s, NULL, 0, NULL);
        if (answer != STORE_DONE)
            return answer;
    }
    return STORE_DONE;
}

static bool never_wait(void *state) {
    int *rounds = state;
    return ++*rounds > 10;
}

struct store *store_open(const char *name, bool only_reads) {
    bool is_postgres =
        strncmp(name, "postgresql://", 13) == 0 || strncmp(name, "postgres://", 11) == 0;
    const struct store_kind *kind = is_postgres ? &store_postgres : &store_sqlite;
    if (kind->missing != NULL) {
        fprintf(stderr, "mixter campaign: %s: built without %s\n", name, kind->missing);
        return NULL;
    }
    struct store *store = calloc(1, sizeof *store);
    if (store == NULL || (store->name = strdup(name)) == NULL)
        abort();
    store->kind = kind;
    store->only_reads = only_reads;
    int rounds = 0; // at the start, what does not answer is soon given up
    store_when_waiting(store, never_wait, &rounds);
    if (!store_transaction(store, create_tables, NULL)) {
        store_close(store);
        return NULL;
    }
    store_when_waiting(store, NULL, NULL);
    return store;
}

void store_close(struct store *store) {
    if (store == NULL)
        return;
    if (store->connection != NULL)
        store->kind->close(store->connection);
    free(store->name);
    free(store);
}
