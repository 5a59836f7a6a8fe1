// Campaigns: what to try, as data; the tasks that follow from it; what came of each.
// docs/campaigns.md.
#ifndef CAMPAIGN_H
#define CAMPAIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "hash.h"
#include "store.h"

// ---- definition.c: the file ----

struct pair {
    char *key, *value;
};

// A part is a list of keys; what its kind does not know goes to the task as variables.
struct part {
    char *name;
    const struct kind *kind;
    struct pair *pairs;
    unsigned pair_count;
    uint64_t seconds; // limits of one task: of processor time,
    uint64_t clock;   // by the clock,
    uint64_t memory;  // bytes
    unsigned line;    // where it begins
};

struct definition {
    char *text; // all that the tasks depend on
    char hash[HASH_SIZE];
    char *name;
    struct part *parts;
    unsigned part_count;
    uint64_t stop_after_findings, stop_after_seconds; // 0: never
};

// `name` is for messages. False after one message on standard error.
bool definition_parse(struct definition *definition, const char *name, const char *text);
// The same from a file; `settings`, lines of "key = value", then hold in every part.
bool definition_read(struct definition *definition, const char *path, const char *settings);
void definition_free(struct definition *definition);
const char *part_value(const struct part *part, const char *key); // NULL: not given
bool part_has(const struct part *part, const char *key);          // it says yes

// Calls `add` with the argument of each task of a part: words of "key=value", separated by tabs.
// False if `add` was, or after a message.
bool part_expand(const struct part *part, bool (*add)(void *state, const char *argument),
                 void *state);

// ---- kinds.def ----

enum judgment {
    BY_STATUS, // passes if it exits with 0
    BY_LINES   // counts its lines: ok, FAIL, skip, finding, cover; or "N passed, N failed"
};

struct kind {
    const char *name;
    const char *command; // for sh; NULL: the part says it
    enum judgment judgment;
    const char *reducer; // for sh, in the folder of the finding; NULL: there is none
    const char *needs;   // keys; NULL: none
};

const struct kind *kind_find(const char *name);
extern const struct kind campaign_kinds[]; // ends with one without a name

// ---- judge.c: what a task has printed ----

struct finding {
    char *signature; // what makes it different from others
    char *title;     // the line that reported it
};

struct cover {
    char *words[4]; // instruction, class of operands, event, engine
    uint64_t tries;
};

struct verdict {
    const char *outcome;              // passed, failed, skipped, timeout, killed, unfinished
    uint64_t passed, failed, skipped; // of it
    bool is_unfinished;               // it says nothing, and is to be tried again
    struct finding *findings;
    unsigned finding_count;
    struct cover *covers;
    unsigned cover_count;
};

// A part's `seconds` are of processor time, so that other work on the machine makes no findings.
// What the clock ends, far later, waits for ever, or for a machine that is busy: nobody knows, and
// it is no finding.
enum overrun { IN_TIME, OVER_PROCESSOR_TIME, OVER_MEMORY, OVER_CLOCK };

// `status` as waitpid leaves it.
void judge(struct verdict *verdict, const struct part *part, const char *output, int status,
           enum overrun overrun);
void verdict_free(struct verdict *verdict);

// ---- task.c: one process ----

// What all tasks of a worker have in common.
struct surroundings {
    char root[256], build[256]; // the tree, or the current folder; and the folder of mixter
    bool is_tree;
    char version[HASH_SIZE]; // of the program
    char worker[64];         // HOST/PROCESS
    char scratch[256];       // below which tasks run
};

struct task {
    int64_t id;
    unsigned part;
    unsigned attempts; // with this one
    char *argument;
    char folder[512];                 // where it runs
    int pid;                          // 0: it does not run
    int64_t started, examined, ended; // milliseconds(); examined: when its time is looked at next
    int status;
    enum overrun overrun;
    int64_t kilobytes; // the most that one of its processes had
};

int64_t milliseconds(void); // of a clock that only counts
bool task_start(struct task *task, const struct part *part, const struct surroundings *place);
// The same with the reducer in place of the command, in a folder that is there.
bool task_start_reducer(struct task *task, const struct part *part,
                        const struct surroundings *place, const char *signature);
void task_kill(struct task *task);
void task_kill_overdue(struct task *task, const struct part *part);
// Some task of the array that has ended, its process and group gone; NULL: none has.
struct task *task_wait(struct task *tasks, unsigned count);
void task_free(struct task *task);
bool folder_make(const char *path);
void folder_remove(const char *path);
char *output_read(const char *folder, size_t *size); // what the task has printed
// A script that runs the task again, if there is none yet.
bool replay_write(const struct task *task, const struct part *part, const char *folder);

// ---- session.c: all processes of a task ----

struct usage {
    int64_t milliseconds; // of processor time, of all of them
    int64_t bytes;        // of memory, of the largest
};
struct usage session_usage(int session);
void session_kill(int session);

// ---- steer.c: what has been tried, for generators ----

enum { STEER_PATH = 300 };
void steer_path(const struct surroundings *place, char path[STEER_PATH]);
// Writes the file unless it is new enough; `written`: when it was. False if the store has given up.
bool steer_write(struct store *store, int64_t campaign, const struct surroundings *place,
                 int64_t *written);

// ---- guardian.c: kills what a killed worker leaves, and removes its folder ----

bool guardian_start(const char *folder);
void guardian_add(int session);
void guardian_drop(int session);

// ---- findings.c: folders in the store ----

// The files of a folder, as the stage of a finding: 0 as it was found, 1 reduced. Within a
// transaction.
enum answer findings_keep(struct store *store, int64_t finding, int stage, const char *folder);
// Writes them again, the reduced ones if there are any unless `stage` is 0; how many, -1 after a
// message.
int findings_restore(struct store *store, int64_t finding, int stage, const char *folder);
int findings_write(struct store *store, int64_t campaign, const char *folder);

// ---- work.c ----

struct work_options {
    unsigned processes, batch;
    int64_t lease; // milliseconds
};

// Works on the tasks of a campaign until there are none left. False if it could not, after a
// message.
bool work_on(struct store *store, int64_t campaign, const struct definition *definition,
             const struct surroundings *place, const struct work_options *options);
bool work_is_stopped(void); // by a signal

// ---- place.c ----

// False after a message. Goes to the root of the tree.
bool surroundings_find(struct surroundings *place);
// False after a message: a kind needs the tree, and this is none.
bool surroundings_suffice(const struct surroundings *place, const struct definition *definition);
bool surroundings_open(struct surroundings *place); // the folder of tasks, and who guards it

// ---- cluster.c ----

bool cluster_submit(const char *store, unsigned workers, const struct surroundings *place,
                    const struct work_options *options);
bool cluster_parallel(const char *store, const char *hosts, const struct surroundings *place,
                      const struct work_options *options);

// ---- report.c, page.c ----

struct summary {
    int64_t tasks, results, passed, failed, skipped, findings;
    int64_t unfinished; // tasks, and not among the results
};
bool report_summary(struct store *store, int64_t campaign, struct summary *summary);
bool report_write(struct store *store, int64_t campaign, const struct definition *definition,
                  const char *format, FILE *file);
bool report_flush(FILE *file);                                   // false after a message
void report_escape(FILE *file, const char *text, size_t length); // for XML and HTML
bool report_page(struct store *store, int64_t campaign, const struct definition *definition,
                 FILE *file);

#endif
