// store STORE TASKS PROCESSES: makes a campaign of TASKS, which PROCESSES claim and finish in
// batches, as workers do, but run nothing. Prints tasks per second.
#define _GNU_SOURCE
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../host/campaign/store.h"

enum { BATCH = 100, LEASE = 60000 };

struct batch {
    int64_t campaign, tasks;
    struct rows claimed;
};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static enum answer make(struct store *store, void *state) {
    struct batch *batch = state;
    struct rows rows = {0};
    const struct value names[] = {value_text("store"), value_text("store"), value_text("1"),
                                  value_text("")};
    enum answer answer = store_execute(store, STATEMENT_ADD_CAMPAIGN, names, 4, &rows);
    if (answer == STORE_DONE)
        answer = store_execute(store, STATEMENT_FIND_CAMPAIGN,
                               VALUES(value_text("store"), value_text("1")), &rows);
    if (answer == STORE_DONE)
        batch->campaign = rows_number(&rows, 0, 0);
    for (int64_t i = 0; answer == STORE_DONE && i < batch->tasks; i++)
        answer = store_execute(store, STATEMENT_ADD_TASK,
                               VALUES(value_number(batch->campaign), value_number(0),
                                      value_text("seed=1"), value_number(i)),
                               NULL);
    if (answer == STORE_DONE)
        answer = store_execute(store, STATEMENT_ANALYZE, NULL, 0, NULL);
    rows_free(&rows);
    return answer;
}

static enum answer finish(struct store *store, void *state) {
    struct batch *batch = state;
    enum answer answer = STORE_DONE;
    for (unsigned i = 0; answer == STORE_DONE && i < batch->claimed.count; i++) {
        struct value task = value_number(rows_number(&batch->claimed, i, 0));
        struct value zero = value_number(0);
        answer = store_execute(store, STATEMENT_ADD_RESULT,
                               VALUES(task, value_text("1"), value_number(batch->campaign),
                                      value_text("passed"), value_number(1), zero, zero, zero, zero,
                                      value_text("hash"), value_text("worker")),
                               NULL);
        if (answer == STORE_DONE)
            answer = store_execute(store, STATEMENT_FINISH, VALUES(task), NULL);
    }
    return answer;
}

static void work(const char *name, struct batch *batch) {
    char worker[32];
    snprintf(worker, sizeof worker, "worker-%d", (int)getpid());
    struct store *store = store_open(name, false);
    do {
        if (store == NULL ||
            !store_once(store, STATEMENT_CLAIM,
                        VALUES(value_number(batch->campaign), value_number(BATCH),
                               value_number(LEASE), value_text(worker)),
                        &batch->claimed) ||
            !store_transaction(store, finish, batch))
            exit(1);
    } while (batch->claimed.count > 0);
    store_close(store);
    exit(0);
}

int main(int argc, char **argv) {
    struct batch batch = {.tasks = argc == 4 ? atoll(argv[2]) : 0};
    int processes = argc == 4 ? atoi(argv[3]) : 0;
    if (batch.tasks < 1 || processes < 1) {
        fprintf(stderr, "usage: store STORE TASKS PROCESSES\n");
        return 125;
    }
    struct store *store = store_open(argv[1], false);
    if (store == NULL || !store_transaction(store, make, &batch))
        return 1;
    store_close(store);
    double start = now();
    for (int i = 0; i < processes; i++) {
        if (fork() == 0)
            work(argv[1], &batch);
    }
    for (int status; wait(&status) > 0;) {
        if (status != 0)
            return 1;
    }
    double seconds = now() - start;
    struct rows rows = {0};
    store = store_open(argv[1], false);
    if (store == NULL ||
        !store_once(store, STATEMENT_TOTALS, VALUES(value_number(batch.campaign)), &rows) ||
        rows_number(&rows, 0, 0) != batch.tasks)
        return 1;
    printf("%.0f\n", (double)batch.tasks / seconds);
    rows_free(&rows);
    store_close(store);
    return 0;
}
