// A worker: claims tasks in batches, runs some at once, and writes their results in batches; when
// there are no more, it reduces findings. All that it has claimed and not finished when it dies
// comes back when the lease ends.
#define _GNU_SOURCE
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "campaign.h"

enum {
    FLUSH_MILLISECONDS = 200,
    HELD_MILLISECONDS = 300,
    HELD_MAX = 2000,
    POLL_MILLISECONDS = 100,
    IDLE_MILLISECONDS = 300,
    LOOK_MILLISECONDS = 1000,
    ATTEMPTS = 3,       // of a task that comes to no end by the clock
    FREE_MIN = 32 << 20 // bytes in the folder of tasks; with less, what fails may fail for that
};

// Of a task that has ended. It is held back for a moment: who ends the worker, such as scancel, may
// have ended the task's processes first, and what they leave then is no result.
struct outcome {
    int64_t task, milliseconds, kilobytes, ended;
    unsigned part;
    char *argument, *folder; // folder: kept for the files of findings
    char *output;
    size_t output_size;
    char hash[HASH_SIZE];
    struct verdict verdict;
};

struct worker {
    struct store *store;
    int64_t campaign;
    const struct definition *definition;
    const struct surroundings *place;
    const struct work_options *options;
    struct task *running; // options->processes of them
    struct task *waiting; // claimed, in order; the next is at `next`
    unsigned waiting_count, next;
    struct outcome *done;           // to be written, in the order in which they have ended
    unsigned done_count, due_count; // the first ones are due
    int64_t flushed, renewed;
    struct task reducing;
    int64_t reduced_finding;
    bool is_full; // the disk: it has been said
    bool reports_progress;
    int64_t looked, began, done_before; // by whom or when ever
    int64_t none_until;                 // claiming has just found nothing
    int64_t task_milliseconds;          // of a task, lately
    int64_t steered;                    // when it was last written what has been tried
    const struct cover **covers;        // of the results that are being written
    size_t cover_count, cover_room;
    bool has_ended;
};

static volatile sig_atomic_t is_stopped;

static void stop(int number) {
    (void)number;
    is_stopped = 1;
}

bool work_is_stopped(void) {
    return is_stopped;
}

static bool was_stopped(void *state) {
    (void)state;
    return is_stopped;
}

// ---- results ----

static void outcome_free(struct outcome *outcome) {
    verdict_free(&outcome->verdict);
    if (outcome->folder != NULL)
        folder_remove(outcome->folder);
    free(outcome->folder);
    free(outcome->argument);
    free(outcome->output);
    *outcome = (struct outcome){0};
}

static enum answer write_finding(struct worker *worker, const struct outcome *outcome,
                                 const struct finding *finding) {
    struct rows rows = {0};
    enum answer answer =
        store_execute(worker->store, STATEMENT_ADD_OCCURRENCE,
                      VALUES(value_number(worker->campaign), value_text(finding->signature),
                             value_number(outcome->task)),
                      NULL);
    if (answer == STORE_DONE)
        answer =
            store_execute(worker->store, STATEMENT_ADD_FINDING,
                          VALUES(value_number(worker->campaign), value_text(finding->signature),
                                 value_text(finding->title), value_number(outcome->task)),
                          &rows);
    bool is_new = answer == STORE_DONE && rows.changed == 1;
    if (is_new)
        answer = store_execute(
            worker->store, STATEMENT_FIND_FINDING,
            VALUES(value_number(worker->campaign), value_text(finding->signature)), &rows);
    if (is_new && answer == STORE_DONE)
        answer = findings_keep(worker->store, rows_number(&rows, 0, 0), 0, outcome->folder);
    rows_free(&rows);
    return answer;
}

// ---- coverage: sums over all results of a batch, in one order for all workers ----

static void gather_covers(struct worker *worker, const struct verdict *verdict) {
    size_t count = worker->cover_count + verdict->cover_count;
    if (count > worker->cover_room) {
        worker->cover_room = 2 * count;
        worker->covers = realloc(worker->covers, worker->cover_room * sizeof *worker->covers);
        if (worker->covers == NULL)
            abort();
    }
    for (unsigned i = 0; i < verdict->cover_count; i++)
        worker->covers[worker->cover_count++] = &verdict->covers[i];
}

static int compare_covers(const void *left, const void *right) {
    const struct cover *a = *(const struct cover *const *)left;
    const struct cover *b = *(const struct cover *const *)right;
    int order = 0;
    for (unsigned i = 0; order == 0 && i < 4; i++)
        order = strcmp(a->words[i], b->words[i]);
    return order;
}

static enum answer write_coverage(struct worker *worker) {
    enum answer answer = STORE_DONE;
    const struct cover **covers = worker->covers;
    if (worker->cover_count > 0)
        qsort(covers, worker->cover_count, sizeof *covers, compare_covers);
    for (size_t i = 0, end; answer == STORE_DONE && i < worker->cover_count; i = end) {
        uint64_t tries = 0;
        for (end = i; end < worker->cover_count && compare_covers(&covers[i], &covers[end]) == 0;)
            tries += covers[end++]->tries;
        char *const *words = covers[i]->words;
        answer = store_execute(worker->store, STATEMENT_ADD_COVERAGE,
                               VALUES(value_number(worker->campaign), value_text(words[0]),
                                      value_text(words[1]), value_text(words[2]),
                                      value_text(words[3]), value_number((int64_t)tries)),
                               NULL);
    }
    return answer;
}

// What belongs to a result is written only by whoever wrote the result itself: once.
static enum answer write_rest(struct worker *worker, const struct outcome *outcome) {
    const struct verdict *verdict = &outcome->verdict;
    enum answer answer = STORE_DONE;
    if (outcome->output != NULL)
        answer = store_execute(
            worker->store, STATEMENT_ADD_BLOB,
            VALUES(value_text(outcome->hash), value_bytes(outcome->output, outcome->output_size)),
            NULL);
    for (unsigned i = 0; answer == STORE_DONE && i < verdict->finding_count; i++)
        answer = write_finding(worker, outcome, &verdict->findings[i]);
    gather_covers(worker, verdict);
    return answer;
}

static enum answer write_outcome(struct worker *worker, const struct outcome *outcome) {
    const struct verdict *verdict = &outcome->verdict;
    struct rows rows = {0};
    enum answer answer = store_execute(
        worker->store, STATEMENT_ADD_RESULT,
        VALUES(value_number(outcome->task), value_text(worker->place->version),
               value_number(worker->campaign), value_text(verdict->outcome),
               value_number((int64_t)verdict->passed), value_number((int64_t)verdict->failed),
               value_number((int64_t)verdict->skipped), value_number(outcome->milliseconds),
               value_number(outcome->kilobytes), value_text(outcome->hash),
               value_text(worker->place->worker)),
        &rows);
    if (answer == STORE_DONE && rows.changed == 1)
        answer = write_rest(worker, outcome);
    rows_free(&rows);
    if (answer == STORE_DONE)
        answer = store_execute(worker->store, STATEMENT_FINISH, VALUES(value_number(outcome->task)),
                               NULL);
    return answer;
}

static enum answer write_outcomes(struct store *store, void *state) {
    struct worker *worker = state;
    enum answer answer = STORE_DONE;
    (void)store;
    worker->cover_count = 0;
    for (unsigned i = 0; answer == STORE_DONE && i < worker->due_count; i++)
        answer = write_outcome(worker, &worker->done[i]);
    return answer == STORE_DONE ? write_coverage(worker) : answer;
}

static int compare_outcomes(const void *left, const void *right) {
    int64_t a = ((const struct outcome *)left)->task, b = ((const struct outcome *)right)->task;
    return (a > b) - (a < b);
}

static unsigned count_due(struct worker *worker) {
    int64_t latest = milliseconds() - HELD_MILLISECONDS;
    unsigned count = 0;
    while (count < worker->done_count && worker->done[count].ended <= latest)
        count++;
    return count;
}

// Writes what is due.
static bool flush(struct worker *worker) {
    unsigned count = worker->due_count = count_due(worker);
    // In order: two workers that write the same rows wait for each other, but never both.
    qsort(worker->done, count, sizeof *worker->done, compare_outcomes);
    bool is_written = count == 0 || store_transaction(worker->store, write_outcomes, worker);
    for (unsigned i = 0; i < count; i++)
        outcome_free(&worker->done[i]);
    worker->done_count -= count;
    memmove(worker->done, worker->done + count, worker->done_count * sizeof *worker->done);
    worker->flushed = milliseconds();
    return is_written;
}

// ---- tasks ----

static bool has_space(struct worker *worker) {
    struct statvfs space;
    bool is_enough = statvfs(worker->place->scratch, &space) != 0 ||
                     (uint64_t)space.f_bavail * space.f_frsize >= FREE_MIN;
    if (!is_enough && !worker->is_full)
        fprintf(stderr, "mixter campaign: %s: less than %d MB are free; waiting for more\n",
                worker->place->scratch, FREE_MIN >> 20);
    if (is_enough && worker->is_full)
        fprintf(stderr, "mixter campaign: %s: goes on\n", worker->place->scratch);
    worker->is_full = !is_enough;
    return is_enough;
}

// As many as a second or two need, so that near the end nobody has much that others could do.
static int64_t batch_size(const struct worker *worker) {
    int64_t least = worker->options->processes, most = worker->options->batch;
    if (most < least)
        return most;
    int64_t size = least * 2000 / (worker->task_milliseconds + 1);
    return size < least ? least : size > most ? most : size;
}

static bool claim(struct worker *worker) {
    struct rows rows = {0};
    if (milliseconds() < worker->none_until)
        return true;
    bool is_done =
        store_once(worker->store, STATEMENT_CLAIM,
                   VALUES(value_number(worker->campaign), value_number(batch_size(worker)),
                          value_number(worker->options->lease), value_text(worker->place->worker)),
                   &rows);
    for (unsigned i = 0; is_done && i < rows.count; i++)
        worker->waiting[i] = (struct task){.id = rows_number(&rows, i, 0),
                                           .part = (unsigned)rows_number(&rows, i, 1),
                                           .argument = strdup(rows_text(&rows, i, 2)),
                                           .attempts = (unsigned)rows_number(&rows, i, 3)};
    worker->next = 0;
    worker->waiting_count = is_done ? rows.count : 0;
    if (worker->waiting_count > 0)
        worker->renewed = milliseconds();
    else
        worker->none_until = milliseconds() + IDLE_MILLISECONDS;
    rows_free(&rows);
    return is_done;
}

static const struct part *part_of(const struct worker *worker, const struct task *task) {
    return &worker->definition->parts[task->part];
}

static unsigned count_running(const struct worker *worker) {
    unsigned count = worker->reducing.pid != 0;
    for (unsigned i = 0; i < worker->options->processes; i++)
        count += worker->running[i].pid != 0;
    return count;
}

static bool start_waiting(struct worker *worker) {
    for (unsigned i = 0; i < worker->options->processes; i++) {
        if (worker->next == worker->waiting_count || !has_space(worker))
            return true;
        struct task *task = &worker->running[i];
        if (task->pid != 0)
            continue;
        *task = worker->waiting[worker->next];
        if (part_has(part_of(worker, task), "steer") &&
            !steer_write(worker->store, worker->campaign, worker->place, &worker->steered)) {
            *task = (struct task){0};
            return false;
        }
        if (!task_start(task, part_of(worker, task), worker->place)) {
            fprintf(stderr, "mixter campaign: %s: cannot start a task: %s\n", task->folder,
                    strerror(errno));
            *task = (struct task){0};
            return errno == EAGAIN || errno == ENOSPC || errno == ENOMEM;
        }
        worker->next++;
    }
    return true;
}

static void give_back(struct worker *worker, int64_t task, enum statement how) {
    store_once(worker->store, how, VALUES(value_number(task), value_text(worker->place->worker)),
               NULL);
}

// No outcome.
static void forget(struct worker *worker, struct task *task, struct outcome *outcome,
                   enum statement how) {
    verdict_free(&outcome->verdict);
    free(outcome->output);
    folder_remove(task->folder);
    give_back(worker, task->id, how);
    task_free(task);
}

static void take_outcome(struct worker *worker, struct task *task) {
    struct outcome *outcome = &worker->done[worker->done_count];
    *outcome = (struct outcome){.task = task->id,
                                .part = task->part,
                                .milliseconds = task->ended - task->started,
                                .kilobytes = task->kilobytes,
                                .ended = milliseconds()};
    worker->task_milliseconds = (worker->task_milliseconds * 7 + outcome->milliseconds) / 8;
    outcome->output = output_read(task->folder, &outcome->output_size);
    hash_bytes(outcome->output, outcome->output_size, outcome->hash);
    judge(&outcome->verdict, part_of(worker, task), outcome->output, task->status, task->overrun);
    bool is_bad = outcome->verdict.finding_count > 0;
    if (is_bad && !has_space(worker)) { // who knows what it failed for
        forget(worker, task, outcome, STATEMENT_RELEASE);
        return;
    }
    if (outcome->verdict.is_unfinished && task->attempts < ATTEMPTS) {
        forget(worker, task, outcome, STATEMENT_TRY_AGAIN);
        return;
    }
    if (is_bad) {
        replay_write(task, part_of(worker, task), task->folder);
        outcome->folder = strdup(task->folder);
    } else {
        folder_remove(task->folder);
    }
    if (!is_bad && !part_has(part_of(worker, task), "keep")) {
        free(outcome->output);
        outcome->output = NULL;
    }
    worker->done_count++;
    task_free(task);
}

static void kill_overdue(struct worker *worker, struct task *task) {
    if (task->pid != 0)
        task_kill_overdue(task, part_of(worker, task));
}

// ---- reducing ----

static bool start_reducing(struct worker *worker, bool *has_one) {
    struct rows rows = {0}, task_rows = {0};
    bool is_done = store_once(
        worker->store, STATEMENT_CLAIM_FINDING,
        VALUES(value_number(worker->campaign), value_number(worker->options->lease)), &rows);
    *has_one = is_done && rows.count == 1;
    if (*has_one)
        is_done = store_once(worker->store, STATEMENT_TASK_OF,
                             VALUES(value_number(rows_number(&rows, 0, 2))), &task_rows);
    if (*has_one && is_done) {
        struct task *task = &worker->reducing;
        *task = (struct task){.id = rows_number(&rows, 0, 2),
                              .part = (unsigned)rows_number(&task_rows, 0, 0),
                              .argument = strdup(rows_text(&task_rows, 0, 1))};
        worker->reduced_finding = rows_number(&rows, 0, 0);
        snprintf(task->folder, sizeof task->folder, "%s/finding-%" PRId64, worker->place->scratch,
                 worker->reduced_finding);
        const struct part *part = part_of(worker, task);
        if (part->kind->reducer == NULL) {
            is_done =
                store_once(worker->store, STATEMENT_REDUCED,
                           VALUES(value_number(worker->reduced_finding), value_text("kept")), NULL);
            task_free(task);
        } else {
            is_done =
                findings_restore(worker->store, worker->reduced_finding, 0, task->folder) >= 0 &&
                task_start_reducer(task, part, worker->place, rows_text(&rows, 0, 1));
        }
    }
    rows_free(&rows);
    rows_free(&task_rows);
    return is_done;
}

static enum answer write_reduced(struct store *store, void *state) {
    struct worker *worker = state;
    const struct task *task = &worker->reducing;
    bool is_reduced = task->overrun == IN_TIME && task->status == 0;
    enum answer answer = STORE_DONE;
    if (is_reduced)
        answer = findings_keep(store, worker->reduced_finding, 1, task->folder);
    if (answer == STORE_DONE)
        answer = store_execute(store, STATEMENT_REDUCED,
                               VALUES(value_number(worker->reduced_finding),
                                      value_text(is_reduced ? "reduced" : "kept")),
                               NULL);
    return answer;
}

static bool end_reducing(struct worker *worker) {
    if (task_wait(&worker->reducing, 1) == NULL)
        return true;
    bool is_written = store_transaction(worker->store, write_reduced, worker);
    folder_remove(worker->reducing.folder);
    task_free(&worker->reducing);
    return is_written;
}

// ---- the loop ----

static bool renew(struct worker *worker) {
    if (milliseconds() - worker->renewed < worker->options->lease / 3)
        return true;
    worker->renewed = milliseconds();
    if (worker->reducing.pid != 0 && !store_once(worker->store, STATEMENT_RENEW_FINDING,
                                                 VALUES(value_number(worker->reduced_finding),
                                                        value_number(worker->options->lease)),
                                                 NULL))
        return false;
    return store_once(worker->store, STATEMENT_RENEW,
                      VALUES(value_number(worker->campaign), value_number(worker->options->lease),
                             value_text(worker->place->worker)),
                      NULL);
}

// One line, which is drawn again and again.
static void print_progress(struct worker *worker, int64_t tasks, int64_t left, uint64_t found,
                           uint64_t seconds) {
    int64_t done = tasks - left, now = milliseconds();
    uint64_t most = worker->definition->stop_after_seconds;
    if (worker->began == 0) {
        worker->began = now;
        worker->done_before = done;
    }
    int64_t here = done - worker->done_before, passed = now - worker->began;
    fprintf(stderr,
            "\r\033[K%" PRId64 " of %" PRId64 " tasks, %" PRIu64 " finding%s, %" PRIu64 " s", done,
            tasks, found, found == 1 ? "" : "s", seconds);
    if (here > 0 && passed > 0) {
        double rest = (double)left * (double)passed / (double)here / 1000;
        if (most > 0 && rest > (double)most - (double)seconds)
            rest = (double)most - (double)seconds;
        fprintf(stderr, ", %.3g a minute, %.0f min left", (double)here * 60000 / (double)passed,
                ceil(rest / 60));
    }
}

// Ends the campaign if it shall; whether there is nothing left to do.
static bool look_around(struct worker *worker, bool *has_ended) {
    struct rows rows = {0};
    const struct definition *definition = worker->definition;
    if (!store_once(worker->store, STATEMENT_PROGRESS, VALUES(value_number(worker->campaign)),
                    &rows) ||
        rows.count == 0)
        return false;
    bool is_stopped_already = *rows_text(&rows, 0, 0) != 0;
    uint64_t seconds = (uint64_t)rows_number(&rows, 0, 1) / 1000;
    uint64_t left = (uint64_t)rows_number(&rows, 0, 3), found = (uint64_t)rows_number(&rows, 0, 4);
    uint64_t to_reduce = (uint64_t)rows_number(&rows, 0, 5);
    const char *reason =
        definition->stop_after_findings > 0 && found >= definition->stop_after_findings ? "findings"
        : definition->stop_after_seconds > 0 && seconds >= definition->stop_after_seconds
            ? "seconds"
            : NULL;
    worker->looked = milliseconds();
    if (worker->reports_progress)
        print_progress(worker, rows_number(&rows, 0, 2), (int64_t)left, found, seconds);
    rows_free(&rows);
    *has_ended = (left == 0 || is_stopped_already || reason != NULL) && to_reduce == 0;
    return reason == NULL || is_stopped_already || left == 0 ||
           store_once(worker->store, STATEMENT_STOP_CAMPAIGN,
                      VALUES(value_number(worker->campaign), value_text(reason)), NULL);
}

static void wait_for_children(int children, int timeout) {
    struct signalfd_siginfo information;
    struct pollfd entry = {children, POLLIN, 0};
    if (poll(&entry, 1, timeout) == 1 &&
        read(children, &information, sizeof information) != sizeof information)
        return;
}

static void take_ended(struct worker *worker) {
    unsigned count = worker->options->processes;
    for (unsigned i = 0; i < count; i++)
        kill_overdue(worker, &worker->running[i]);
    kill_overdue(worker, &worker->reducing);
    for (struct task *task; worker->done_count < worker->options->batch + count + HELD_MAX &&
                            (task = task_wait(worker->running, count)) != NULL;)
        take_outcome(worker, task);
}

// Nothing is running and nothing waits: more tasks, a finding, the end, or a pause.
static bool find_something(struct worker *worker, int children) {
    bool has_one = false;
    if (!flush(worker) || !claim(worker))
        return false;
    if (worker->waiting_count > 0)
        return true;
    if (!look_around(worker, &worker->has_ended))
        return false;
    if (worker->has_ended)
        return true;
    if (!start_reducing(worker, &has_one))
        return false;
    if (!has_one)
        wait_for_children(children, IDLE_MILLISECONDS); // others are at work; their leases may end
    return true;
}

static bool go_round(struct worker *worker, int children) {
    take_ended(worker);
    if (!end_reducing(worker) || !renew(worker))
        return false;
    unsigned due = count_due(worker);
    bool is_time = milliseconds() - worker->flushed >= FLUSH_MILLISECONDS;
    bool has_ended = false;
    if (due > 0 && (is_time || due >= worker->options->batch) &&
        (!flush(worker) || !look_around(worker, &has_ended)))
        return false;
    if (worker->reports_progress && milliseconds() - worker->looked >= LOOK_MILLISECONDS &&
        !look_around(worker, &has_ended)) // a task may take minutes
        return false;
    if (worker->next == worker->waiting_count && worker->reducing.pid == 0 && !claim(worker))
        return false;
    if (!start_waiting(worker))
        return false;
    if (count_running(worker) == 0 && worker->next == worker->waiting_count)
        return find_something(worker, children);
    if (count_running(worker) > 0 || worker->is_full)
        wait_for_children(children, POLL_MILLISECONDS);
    return true;
}

// What is claimed and not done goes back at once, rather than when the lease ends.
static void leave(struct worker *worker) {
    for (unsigned i = 0; i < worker->done_count; i++) {
        give_back(worker, worker->done[i].task, STATEMENT_RELEASE);
        outcome_free(&worker->done[i]);
    }
    worker->done_count = 0;
    for (unsigned i = 0; i < worker->options->processes; i++) {
        struct task *task = &worker->running[i];
        if (task->pid == 0)
            continue;
        task_kill(task);
        while (task->pid != 0 && task_wait(task, 1) == NULL)
            poll(NULL, 0, 1);
        give_back(worker, task->id, STATEMENT_RELEASE);
        task_free(task);
    }
    for (; worker->next < worker->waiting_count; worker->next++) {
        give_back(worker, worker->waiting[worker->next].id, STATEMENT_RELEASE);
        task_free(&worker->waiting[worker->next]);
    }
    if (worker->reducing.pid != 0)
        task_kill(&worker->reducing);
    while (worker->reducing.pid != 0 && task_wait(&worker->reducing, 1) == NULL)
        poll(NULL, 0, 1);
    task_free(&worker->reducing);
}

static int watch_children(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC);
}

bool work_on(struct store *store, int64_t campaign, const struct definition *definition,
             const struct surroundings *place, const struct work_options *options) {
    struct worker worker = {
        .store = store,
        .campaign = campaign,
        .definition = definition,
        .place = place,
        .options = options,
        .running = calloc(options->processes, sizeof(struct task)),
        .waiting = calloc(options->batch + options->processes, sizeof(struct task)),
        .done = calloc(options->batch + options->processes + HELD_MAX, sizeof(struct outcome)),
        .reports_progress = isatty(2) == 1,
        .task_milliseconds = 1000, // so that not all of a first batch is of one part
        .flushed = milliseconds(),
        .renewed = milliseconds()};
    if (worker.running == NULL || worker.waiting == NULL || worker.done == NULL)
        abort();
    int children = watch_children();
    store_when_waiting(store, was_stopped, NULL);
    bool is_well = true;
    while (is_well && !worker.has_ended && !is_stopped)
        is_well = go_round(&worker, children);
    while (is_well && !is_stopped && worker.done_count > 0) {
        is_well = flush(&worker);
        poll(NULL, 0, worker.done_count > 0 ? POLL_MILLISECONDS : 0);
    }
    if (is_well && is_stopped)
        is_well = flush(&worker);
    leave(&worker);
    if (worker.reports_progress)
        fprintf(stderr, "\r\033[K");
    close(children);
    free(worker.running);
    free(worker.waiting);
    free(worker.done);
    free(worker.covers);
    return is_well && !is_stopped;
}
