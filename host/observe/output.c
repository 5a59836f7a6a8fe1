// Files of observers, and signals: a run that is interrupted ends with complete files.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../core/environment.h"
#include "../../core/output.h"
#include "../interrupt.h"
#include "observe.h"
#include "watch.h"

static bool is_stream(const char *path) {
    return path == NULL || output_is_standard(path);
}

static void complain(struct sink *sink) {
    sink->failed = true;
    const char *path = sink->path;
    if (is_stream(path))
        path = path == NULL ? "standard error" : "standard output";
    fprintf(stderr, "%s: %s: %s: %s\n", sink->watching->request.command, sink->option, path,
            strerror(errno));
}

bool sink_prepare(struct watching *watching, const char *option, const char *path) {
    char name[PATH_SIZE];
    int32_t kind = is_stream(path) ? 0 : environment_file_kind(path, name, sizeof name);
    if (kind >= 0)
        return true;
    fprintf(stderr, "%s: %s: %s: %s\n", watching->request.command, option, path,
            environment_error_text(kind));
    return false;
}

bool sink_open(struct sink *sink, struct watching *watching, const char *option, const char *path) {
    sink->watching = watching;
    sink->option = option;
    sink->path = path;
    // A separate stream, with a buffer for many lines.
    int copy = is_stream(path) ? dup(path == NULL ? 2 : 1) : -1;
    sink->file = !is_stream(path) ? fopen(path, "we") : copy >= 0 ? fdopen(copy, "w") : NULL;
    if (sink->file == NULL) {
        complain(sink);
        return false;
    }
    setvbuf(sink->file, NULL, _IOFBF, 0x10000);
    return true;
}

// Flushes, to keep the order with what the guests write there.
void sink_flush(struct sink *sink) {
    if (sink->file == NULL || !is_stream(sink->path))
        return;
    fflush(sink->file);
    sink_check(sink);
}

// A reader that has closed its end of the pipe does not want the rest of the run.
void sink_check(struct sink *sink) {
    if (sink->file == NULL || sink->failed || !ferror(sink->file))
        return;
    if (errno == EPIPE) {
        sink->failed = true;
        watch_give_up(sink->watching, STATUS_BROKEN_PIPE);
    }
    complain(sink);
}

bool sink_close(struct sink *sink) {
    if (sink->file == NULL)
        return !sink->failed;
    bool failed = ferror(sink->file) != 0;
    if ((fclose(sink->file) != 0 || failed) && !sink->failed) {
        if (errno == EPIPE)
            sink->failed = true;
        else
            complain(sink);
    }
    sink->file = NULL;
    return !sink->failed;
}

// ---- signals ----

static volatile sig_atomic_t caught;
static struct watching *completed; // when one has come

static void catch (int number) {
    caught = number;
}

static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

void signals_start(struct watching *watching) {
    completed = watching;
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct sigaction action;
        if (sigaction(signals[i], NULL, &action) != 0 || action.sa_handler == SIG_IGN)
            continue;
        memset(&action, 0, sizeof action);
        action.sa_handler = catch; // no SA_RESTART: waiting calls end
        sigemptyset(&action.sa_mask);
        sigaction(signals[i], &action, NULL);
    }
    interrupt_check = signals_check;
}

void signals_check(void) {
    int number = caught;
    if (number == 0)
        return;
    caught = 0;
    signal(number, SIG_DFL);
    if (number == SIGINT || number == SIGTERM)
        watch_say_interrupted(completed, process_signal_text((uint32_t)number));
    watch_finish(completed);
    raise(number);
    _exit(128 + number);
}
