// A store on a server.
#include <inttypes.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialect.h"
#include "store.h"

enum { PARAMETERS = 16 };

struct connection {
    PGconn *server;
    bool is_prepared[STATEMENTS];
};

static const struct word words[] = {
    {"@SERIAL", "BIGSERIAL PRIMARY KEY"},
    {"@BYTES", "BYTEA"},
    {"@NOW", "CAST(EXTRACT(EPOCH FROM STATEMENT_TIMESTAMP()) * 1000 AS BIGINT)"},
    {"@SKIP_LOCKED", "FOR UPDATE SKIP LOCKED"},
    {NULL, NULL},
};

// Messages of the server have several lines; the first says it.
static void copy_message(struct connection *connection, char *message) {
    snprintf(message, STORE_MESSAGE, "%s", PQerrorMessage(connection->server));
    message[strcspn(message, "\n")] = 0;
}

static enum answer complain(struct connection *connection, const PGresult *result, char *message) {
    static const char *const temporary[] = {"08", "40", "53", "57", "58"}; // classes of SQLSTATE
    copy_message(connection, message);
    const char *state = result != NULL ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    if (state == NULL || PQstatus(connection->server) != CONNECTION_OK)
        return STORE_AGAIN;
    // Two who create the same table at once: one is told that it exists.
    if (strcmp(state, "23505") == 0 || strcmp(state, "42P07") == 0)
        return STORE_AGAIN;
    for (unsigned i = 0; i < sizeof temporary / sizeof temporary[0]; i++) {
        if (strncmp(state, temporary[i], 2) == 0)
            return STORE_AGAIN;
    }
    return STORE_WRONG;
}

static void close_server(void *state) {
    struct connection *connection = state;
    PQfinish(connection->server);
    free(connection);
}

static void say_nothing(void *state, const char *message) {
    (void)state;
    (void)message;
}

static enum answer open_server(const char *name, bool only_reads, void **state, char *message) {
    (void)only_reads; // the server says what may be written
    struct connection *connection = calloc(1, sizeof *connection);
    if (connection == NULL)
        abort();
    connection->server = PQconnectdb(name);
    if (PQstatus(connection->server) != CONNECTION_OK) {
        copy_message(connection, message);
        close_server(connection);
        return STORE_AGAIN;
    }
    PQsetNoticeProcessor(connection->server, say_nothing, NULL);
    *state = connection;
    return STORE_DONE;
}

static enum answer run_text(struct connection *connection, const char *text, char *message) {
    PGresult *result = PQexec(connection->server, text);
    enum answer answer = PQresultStatus(result) == PGRES_COMMAND_OK
                             ? STORE_DONE
                             : complain(connection, result, message);
    PQclear(result);
    return answer;
}

static enum answer begin(void *state, char *message) {
    return run_text(state, "BEGIN", message);
}

static enum answer commit(void *state, char *message) {
    return run_text(state, "COMMIT", message);
}

static void rollback(void *state) {
    char message[STORE_MESSAGE];
    run_text(state, "ROLLBACK", message);
}

static enum answer prepare(struct connection *connection, enum statement statement, char *message) {
    if (connection->is_prepared[statement])
        return STORE_DONE;
    char name[16];
    snprintf(name, sizeof name, "s%u", statement);
    char *text = dialect_translate(statement, words);
    PGresult *result = PQprepare(connection->server, name, text, 0, NULL);
    enum answer answer = PQresultStatus(result) == PGRES_COMMAND_OK
                             ? STORE_DONE
                             : complain(connection, result, message);
    connection->is_prepared[statement] = answer == STORE_DONE;
    PQclear(result);
    free(text);
    return answer;
}

static void take_cell(PGresult *result, int row, int column, struct cell *cell) {
    enum { BYTEA = 17 }; // the type's number
    const char *text = PQgetvalue(result, row, column);
    size_t size = (size_t)PQgetlength(result, row, column);
    if (PQftype(result, column) != BYTEA || PQgetisnull(result, row, column)) {
        cell_set(cell, text, size);
        return;
    }
    unsigned char *bytes = PQunescapeBytea((const unsigned char *)text, &size);
    if (bytes == NULL)
        abort();
    cell_set(cell, bytes, size);
    PQfreemem(bytes);
}

static void take_rows(PGresult *result, struct rows *rows) {
    int columns = PQnfields(result);
    for (int row = 0; row < PQntuples(result); row++) {
        struct cell *cells = rows_add(rows, (unsigned)columns);
        for (int column = 0; column < columns; column++)
            take_cell(result, row, column, &cells[column]);
    }
    rows->changed = strtoull(PQcmdTuples(result), NULL, 10);
}

static enum answer execute(void *state, enum statement statement, const struct value *values,
                           unsigned count, struct rows *rows, char *message) {
    struct connection *connection = state;
    char name[16], numbers[PARAMETERS][24];
    const char *texts[PARAMETERS];
    int lengths[PARAMETERS], formats[PARAMETERS];
    snprintf(name, sizeof name, "s%u", statement);
    for (unsigned i = 0; i < count; i++) {
        snprintf(numbers[i], sizeof numbers[i], "%" PRId64, values[i].number);
        texts[i] = values[i].text != NULL ? values[i].text : numbers[i];
        lengths[i] = (int)values[i].size;
        formats[i] = values[i].is_bytes;
    }
    enum answer answer = prepare(connection, statement, message);
    if (answer != STORE_DONE)
        return answer;
    PGresult *result =
        PQexecPrepared(connection->server, name, (int)count, texts, lengths, formats, 0);
    ExecStatusType got = PQresultStatus(result);
    if (got == PGRES_TUPLES_OK || got == PGRES_COMMAND_OK)
        take_rows(result, rows);
    else
        answer = complain(connection, result, message);
    PQclear(result);
    return answer;
}

const struct store_kind store_postgres = {
    .open = open_server,
    .close = close_server,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .execute = execute,
};
