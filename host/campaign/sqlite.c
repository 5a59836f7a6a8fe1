// A store in a file.
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialect.h"
#include "store.h"

enum { BUSY_MILLISECONDS = 10000 };

struct connection {
    sqlite3 *database;
    sqlite3_stmt *statements[STATEMENTS];
};

static const struct word words[] = {
    {"@SERIAL", "INTEGER PRIMARY KEY"},
    {"@BYTES", "BLOB"},
    {"@NOW", "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"},
    {"@SKIP_LOCKED", ""}, // transactions are immediate: nobody else takes anything
    {NULL, NULL},
};

static enum answer complain(struct connection *connection, char *message) {
    int kind = sqlite3_errcode(connection->database) & 255;
    int number = sqlite3_system_errno(connection->database);
    bool says_why = kind == SQLITE_CANTOPEN && number != 0;
    snprintf(message, STORE_MESSAGE, "%s%s%s", sqlite3_errmsg(connection->database),
             says_why ? ": " : "", says_why ? strerror(number) : "");
    switch (kind) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_PROTOCOL: return STORE_AGAIN;
    default: return STORE_WRONG;
    }
}

static enum answer run_text(struct connection *connection, const char *text, char *message) {
    int wrong = sqlite3_exec(connection->database, text, NULL, NULL, NULL);
    return wrong == SQLITE_OK ? STORE_DONE : complain(connection, message);
}

static void close_file(void *state) {
    struct connection *connection = state;
    for (unsigned i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(connection->statements[i]);
    sqlite3_close(connection->database);
    free(connection);
}

static enum answer open_file(const char *name, void **state, char *message) {
    struct connection *connection = calloc(1, sizeof *connection);
    if (connection == NULL)
        abort();
    enum answer answer = STORE_DONE;
    if (sqlite3_open(name, &connection->database) != SQLITE_OK)
        answer = complain(connection, message);
    sqlite3_busy_timeout(connection->database, BUSY_MILLISECONDS);
    if (answer ==
        STORE_DONE) // readers do not stop writers, and a commit does not wait for the disk
        answer =
            run_text(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL", message);
    if (answer != STORE_DONE)
        close_file(connection);
    else
        *state = connection;
    return answer;
}

static enum answer begin(void *state, char *message) {
    return run_text(state, "BEGIN IMMEDIATE", message);
}

static enum answer commit(void *state, char *message) {
    return run_text(state, "COMMIT", message);
}

static void rollback(void *state) {
    char message[STORE_MESSAGE];
    run_text(state, "ROLLBACK", message);
}

static sqlite3_stmt *prepare(struct connection *connection, enum statement statement) {
    if (connection->statements[statement] == NULL) {
        char *text = dialect_translate(statement, words);
        sqlite3_prepare_v2(connection->database, text, -1, &connection->statements[statement],
                           NULL);
        free(text);
    }
    return connection->statements[statement];
}

static void bind(sqlite3_stmt *prepared, const struct value *values, unsigned count) {
    for (unsigned i = 0; i < count; i++) {
        char name[16];
        snprintf(name, sizeof name, "$%u", i + 1);
        int place = sqlite3_bind_parameter_index(prepared, name);
        const struct value *value = &values[i];
        if (value->text == NULL)
            sqlite3_bind_int64(prepared, place, value->number);
        else if (value->is_bytes)
            sqlite3_bind_blob64(prepared, place, value->text, value->size, SQLITE_STATIC);
        else
            sqlite3_bind_text64(prepared, place, value->text, value->size, SQLITE_STATIC,
                                SQLITE_UTF8);
    }
}

static void take_row(sqlite3_stmt *prepared, struct rows *rows) {
    unsigned columns = (unsigned)sqlite3_column_count(prepared);
    struct cell *row = rows_add(rows, columns);
    for (unsigned i = 0; i < columns; i++) {
        const void *bytes = sqlite3_column_blob(prepared, (int)i);
        cell_set(&row[i], bytes, (size_t)sqlite3_column_bytes(prepared, (int)i));
    }
}

static enum answer execute(void *state, enum statement statement, const struct value *values,
                           unsigned count, struct rows *rows, char *message) {
    struct connection *connection = state;
    sqlite3_stmt *prepared = prepare(connection, statement);
    if (prepared == NULL)
        return complain(connection, message);
    bind(prepared, values, count);
    int got;
    while ((got = sqlite3_step(prepared)) == SQLITE_ROW)
        take_row(prepared, rows);
    enum answer answer = got == SQLITE_DONE ? STORE_DONE : complain(connection, message);
    rows->changed = (uint64_t)sqlite3_changes(connection->database);
    sqlite3_reset(prepared);
    sqlite3_clear_bindings(prepared);
    return answer;
}

const struct store_kind store_sqlite = {
    .open = open_file,
    .close = close_file,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .execute = execute,
};
