// The progress line on the terminal, redrawn a few times a second and erased before anything else
// is printed. A signal that ends the run reports what was done.
#define _GNU_SOURCE
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../core/environment.h"
#include "../core/progress.h"
#include "interrupt.h"
#include "progress_line.h"

enum { INTERVAL = 250, COLUMNS = 79, SUMMARY_SIZE = 200, PATH_LENGTH = 4096 };
enum { SETTLED = 1000 }; // milliseconds until a rate means something

static const char erasure[] = "\r\033[K";
static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

static struct {
    bool is_started;
    bool is_terminal;
    uint32_t start; // time, and what was done by then
    uint64_t done_at_start;
    uint32_t last; // time of the last line
} progress;

static volatile sig_atomic_t own_line;
static volatile sig_atomic_t *is_drawn = &own_line;

void progress_share(volatile sig_atomic_t *line) {
    is_drawn = line;
}

// Written while the other one may be read by the handler.
static char summaries[2][SUMMARY_SIZE];
static const char *volatile summary;
static char temporary[PATH_LENGTH];
static volatile sig_atomic_t has_temporary;

// ---- signals ----

static void say(const char *text) {
    if (write(2, text, strlen(text)) < 0)
        return;
}

// Ends the process when it returns.
static void interrupted(int number) {
    interrupt_enter();
    if (*is_drawn)
        say(erasure);
    if (summary != NULL)
        say(summary);
    if (has_temporary)
        unlink(temporary);
    signal(number, SIG_DFL);
    raise(number);
}

// Signals that are ignored or handled elsewhere are left alone, except those that are only noted.
static void exchange_handlers(void (*from)(int), void (*to)(int)) {
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct sigaction action;
        if (sigaction(signals[i], NULL, &action) != 0 ||
            (action.sa_handler != from && action.sa_handler != interrupt_note))
            continue;
        memset(&action, 0, sizeof action);
        action.sa_handler = to;
        action.sa_flags = SA_RESTART;
        sigfillset(&action.sa_mask);
        sigaction(signals[i], &action, NULL);
    }
}

void environment_remove_when_interrupted(const char *path) {
    has_temporary = 0;
    if (path == NULL || strlen(path) >= sizeof temporary)
        return;
    strcpy(temporary, path);
    has_temporary = 1;
    exchange_handlers(SIG_DFL, interrupted);
}

// ---- the line ----

static uint64_t number_at(const uint32_t *words) {
    return (uint64_t)words[1] << 32 | words[0];
}

void progress_erase(void) {
    if (!*is_drawn)
        return;
    say(erasure);
    *is_drawn = 0;
}

static void summarize(enum progress_kind kind, uint64_t done, uint64_t total, uint64_t slices) {
    char *text = summary == summaries[0] ? summaries[1] : summaries[0];
    if (kind == PROGRESS_COMPARING)
        snprintf(text, SUMMARY_SIZE,
                 "mixter verify: interrupted after %" PRIu64 " instructions: %" PRIu64
                 " slices were compared, all equal\n",
                 done, slices);
    else if (kind == PROGRESS_LOCATING)
        snprintf(text, SUMMARY_SIZE,
                 "mixter verify: interrupted: DIFFERENT after %" PRIu64
                 " equal instructions, but not located yet\n",
                 done);
    else
        snprintf(text, SUMMARY_SIZE,
                 "mixter verify: interrupted: %" PRIu64 " of %" PRIu64
                 " schedules were tried, all equal\n",
                 done, total);
    summary = text;
}

// Fast-growing numbers are shown in millions.
static void print_number(char *text, size_t size, uint64_t number) {
    if (number < 10000000)
        snprintf(text, size, "%" PRIu64, number);
    else
        snprintf(text, size, "%" PRIu64 "M", number / 1000000);
}

static void draw(enum progress_kind kind, uint64_t done, uint64_t total, uint64_t slices,
                 uint32_t now) {
    char line[COLUMNS + 1];
    char text[32];
    uint32_t passed = now - progress.start;
    uint64_t moved = done - progress.done_at_start;
    int length;
    print_number(text, sizeof text, done);
    if (kind == PROGRESS_COMPARING)
        length = snprintf(line, sizeof line, "verify: %s instructions in %" PRIu64 " slices equal",
                          text, slices);
    else if (kind == PROGRESS_LOCATING)
        length =
            snprintf(line, sizeof line, "verify: locating a difference after instruction %s", text);
    else
        length = snprintf(line, sizeof line, "verify: schedule %" PRIu64 " of %" PRIu64, done + 1,
                          total);
    if (kind == PROGRESS_COMPARING && passed >= SETTLED) {
        print_number(text, sizeof text, moved * 1000 / passed);
        length += snprintf(line + length, sizeof line - (size_t)length, ", %s/s", text);
    }
    if (total > 0 && done <= total && length < COLUMNS)
        length += snprintf(line + length, sizeof line - (size_t)length, ", %u%%",
                           (unsigned)(100.0 * (double)done / (double)total));
    if (total > 0 && done <= total && moved > 0 && passed >= SETTLED && length < COLUMNS)
        snprintf(line + length, sizeof line - (size_t)length, ", %.0f s left",
                 (double)passed / 1000 * (double)(total - done) / (double)moved);
    say(erasure);
    say(line);
    *is_drawn = 1;
    progress.last = now;
}

void environment_progress(const uint32_t *words) {
    enum progress_kind kind = (enum progress_kind)words[PROGRESS_KIND];
    if (kind == PROGRESS_SLICE)
        return;
    uint64_t done = number_at(words + PROGRESS_DONE);
    uint64_t total = number_at(words + PROGRESS_TOTAL);
    uint64_t slices = number_at(words + PROGRESS_SLICES);
    if (kind == PROGRESS_END) {
        progress_erase();
        progress.is_started = false;
        summary = NULL;
        if (!has_temporary)
            exchange_handlers(interrupted, SIG_DFL);
        return;
    }
    uint32_t now = environment_milliseconds();
    if (!progress.is_started) {
        progress.is_started = true;
        progress.start = progress.last = now;
        progress.done_at_start = done;
        progress.is_terminal = isatty(2);
        atexit(progress_erase);
        exchange_handlers(SIG_DFL, interrupted);
    }
    summarize(kind, done, total, slices);
    if (now - progress.last >= INTERVAL && progress.is_terminal)
        draw(kind, done, total, slices, now);
}
