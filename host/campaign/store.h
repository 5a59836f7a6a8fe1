// Where campaigns are kept: SQLite in a file, or PostgreSQL. The statements are in statements.def.
#ifndef CAMPAIGN_STORE_H
#define CAMPAIGN_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum statement {
#define STATEMENT(name, text) STATEMENT_##name,
#include "statements.def"
#undef STATEMENT
    STATEMENTS
};

extern const char *const statement_texts[STATEMENTS];

struct value {
    const char *text; // NULL: a number
    int64_t number;
    size_t size;   // of text
    bool is_bytes; // for a column of bytes
};

struct value value_number(int64_t number);
struct value value_text(const char *text);
struct value value_bytes(const char *bytes, size_t size);

struct cell {
    char *text; // ends with a 0 beyond its size; never NULL
    size_t size;
};

struct rows {
    unsigned count, columns;
    struct cell *cells;
    uint64_t changed; // rows inserted or updated
};

const char *rows_text(const struct rows *rows, unsigned row, unsigned column);
int64_t rows_number(const struct rows *rows, unsigned row, unsigned column);
// For stores: the next row, whose cells are empty; where a cell goes.
struct cell *rows_add(struct rows *rows, unsigned columns);
void cell_set(struct cell *cell, const void *bytes, size_t size);
void rows_free(struct rows *rows);

enum answer {
    STORE_DONE,
    STORE_AGAIN, // the connection is lost, the file busy, the disk full: the whole transaction,
                 // later
    STORE_WRONG  // never
};

// What a kind of store is. `message` has room for STORE_MESSAGE bytes and is set unless the answer
// is STORE_DONE.
enum { STORE_MESSAGE = 400 };
struct store_kind {
    const char *missing; // NULL: it is in this build; else what to install
    // only_reads: what may not be written is read, too.
    enum answer (*open)(const char *name, bool only_reads, void **connection, char *message);
    void (*close)(void *connection);
    enum answer (*begin)(void *connection, char *message);
    enum answer (*commit)(void *connection, char *message);
    void (*rollback)(void *connection);
    enum answer (*execute)(void *connection, enum statement statement, const struct value *values,
                           unsigned count, struct rows *rows, char *message);
};
extern const struct store_kind store_sqlite, store_postgres;

struct store;

// NULL after one message. Makes the tables, unless it is only read.
struct store *store_open(const char *name, bool only_reads);
void store_close(struct store *store);

// Runs `body` in a transaction, which it leaves by returning what store_execute answered. What can
// be tried again is, until it is done, with one message when it begins to fail and one when it goes
// on: a body has to be repeatable. False: it is wrong (one message), or `give_up` said so in
// between.
bool store_transaction(struct store *store, enum answer (*body)(struct store *store, void *state),
                       void *state);
// The same with a single statement.
bool store_once(struct store *store, enum statement statement, const struct value *values,
                unsigned count, struct rows *rows);
// Within a body. `rows` may be NULL.
enum answer store_execute(struct store *store, enum statement statement, const struct value *values,
                          unsigned count, struct rows *rows);
void store_when_waiting(struct store *store, bool (*give_up)(void *state), void *state);

#define VALUES(...)                                                                                \
    (const struct value[]){__VA_ARGS__},                                                           \
        sizeof(const struct value[]){__VA_ARGS__} / sizeof(struct value)

#endif
