// A store in a file.
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "dialect.h"
#include "store.h"

enum { BUSY_MILLISECONDS = 10000 };

struct connection {
    sqlite3 *database;
    sqlite3_stmt *statements[STATEMENTS];
    bool only_reads;
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

// Where nothing may be written, a file cannot be locked: it is read as one that does not change.
// Unless somebody is writing it: what is in the file at NAME-wal would be missing.
static int open_only_reading(const char *name, sqlite3 **database) {
    char *address = sqlite3_mprintf("%s-wal", name);
    struct stat log;
    bool is_written = stat(address, &log) == 0 && log.st_size > 0;
    sqlite3_free(address);
    // In addresses % ? and # mean something.
    size_t length = strlen(name);
    char *escaped = malloc(3 * length + 32), *to = escaped;
    if (escaped == NULL)
        abort();
    to += sprintf(to, "file:");
    for (; *name != 0; name++)
        to += sprintf(to, strchr("%?#", *name) != NULL ? "%%%02x" : "%c", (unsigned char)*name);
    sprintf(to, "?mode=ro");
    int wrong = sqlite3_open_v2(escaped, database, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    int cannot = wrong == SQLITE_OK
                     ? sqlite3_exec(*database, "SELECT 1 FROM sqlite_master", NULL, NULL, NULL)
                     : SQLITE_OK;
    if (!is_written && (cannot == SQLITE_CANTOPEN || cannot == SQLITE_READONLY)) {
        sqlite3_close(*database);
        sprintf(to, "?mode=ro&immutable=1");
        wrong = sqlite3_open_v2(escaped, database, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    }
    free(escaped);
    return wrong;
}

static enum answer open_file(const char *name, bool only_reads, void **state, char *message) {
    struct connection *connection = calloc(1, sizeof *connection);
    if (connection == NULL)
        abort();
    enum answer answer = STORE_DONE;
    connection->only_reads = only_reads;
    if ((only_reads ? open_only_reading(name, &connection->database)
                    : sqlite3_open(name, &connection->database)) != SQLITE_OK)
        answer = complain(connection, message);
    sqlite3_busy_timeout(connection->database, BUSY_MILLISECONDS);
    if (answer == STORE_DONE && !only_reads)
        // Readers do not stop writers, and a commit does not wait for the disk.
        answer =
            run_text(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL", message);
    if (answer != STORE_DONE)
        close_file(connection);
    else
        *state = connection;
    return answer;
}

static enum answer begin(void *state, char *message) {
    const struct connection *connection = state;
    return run_text(state, connection->only_reads ? "BEGIN" : "BEGIN IMMEDIATE", message);
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
