// --timeline: Chrome trace events ("Trace Event Format"), which chrome://tracing and Perfetto show.
// A context is a thread; time is the number of instructions that have retired in all contexts. What
// a context does is a row of complete events: "run", with the instructions that it has retired,
// and what stopped it: a system call, which retires as one instruction, a fault, the timer, a
// switch, or that something beneath it was needed.
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "observe.h"

struct track {
    uint32_t number;
    uint64_t since;  // when it began to run
    uint64_t before; // instructions that it had retired then
    const char *why; // it does not run, or NULL
    uint64_t stopped;
};

static struct sink sink;
static struct seen *running;
static uint32_t track_count;
static bool has_events;

static void begin_event(const char *kind, uint32_t track, const char *name) {
    fprintf(sink.file, "%s\n{\"ph\":\"%s\",\"pid\":1,\"tid\":%u,\"name\":\"%s\"",
            has_events ? "," : "", kind, (unsigned)track, name);
    has_events = true;
}

// As a string of JSON, without the quotes; bytes that are no ASCII are taken for Latin-1.
static void write_text(const char *text) {
    for (; *text != 0; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte < ' ' || byte > 126 || byte == '"' || byte == '\\')
            fprintf(sink.file, "\\u%04x", byte);
        else
            fputc(byte, sink.file);
    }
}

static struct track *track_of(struct seen *seen) {
    if (seen->track != NULL)
        return seen->track;
    seen->track = observe_allocate(sizeof *seen->track);
    seen->track->number = ++track_count;
    seen_name(seen);
    begin_event("M", track_count, "thread_name");
    fprintf(sink.file, ",\"args\":{\"name\":\"%s ", seen->path);
    write_text(seen->names->program);
    fputs("\"}}", sink.file);
    begin_event("M", track_count, "thread_sort_index");
    fprintf(sink.file, ",\"args\":{\"sort_index\":%u}}", (unsigned)track_count);
    return seen->track;
}

static void write_span(const struct track *track, const char *name, const char *category,
                       uint64_t start, uint64_t end, uint64_t instructions) {
    if (sink.failed)
        return;
    begin_event("X", track->number, name);
    fprintf(sink.file,
            ",\"cat\":\"%s\",\"ts\":%" PRIu64 ",\"dur\":%" PRIu64
            ",\"args\":{\"instructions\":%" PRIu64 "}}",
            category, start, end - start, instructions);
    sink_check(&sink);
}

static void end_run(void) {
    const struct track *track = running->track;
    if (running->instructions > track->before)
        write_span(track, "run", "run", track->since, now, running->instructions - track->before);
    running = NULL;
}

static void wait_for(struct track *track, const char *why) {
    track->why = why;
    track->stopped = now;
}

static void end_wait(struct track *track, uint64_t end, uint64_t instructions) {
    bool is_beneath = strcmp(track->why, "beneath") == 0;
    bool is_switch = strcmp(track->why, "switch") == 0;
    write_span(track, track->why,
               is_beneath  ? "beneath"
               : is_switch ? "switch"
                           : "stop",
               track->stopped, end, instructions);
    track->why = NULL;
}

// Another context goes on, or completes something: the one that runs is interrupted, because
// something beneath it is needed first.
static void interrupt(const struct seen *by) {
    struct seen *other = running;
    if (other == NULL || other == by)
        return;
    end_run();
    wait_for(other->track, "beneath");
}

void timeline_run(struct seen *seen) {
    if (running == seen)
        return;
    struct track *track = track_of(seen);
    interrupt(seen);
    if (track->why != NULL)
        end_wait(track, now, 0);
    running = seen;
    track->since = now;
    track->before = seen->instructions;
}

void timeline_stop(struct seen *seen, const char *why) {
    struct track *track = track_of(seen);
    bool was_switch = track->why != NULL && strcmp(track->why, "switch") == 0;
    interrupt(seen);
    if (running == seen)
        end_run();
    if (track->why != NULL)
        end_wait(track, now, 0);
    wait_for(track, why);
    if (was_switch) { // and stays there
        end_wait(track, now, 0);
        wait_for(track, "switch");
    }
}

void timeline_complete(struct seen *seen) {
    struct track *track = track_of(seen);
    interrupt(seen);
    if (track->why == NULL)
        wait_for(track, "system call");
    end_wait(track, now + 1, 1);
}

void timeline_end(struct seen *seen) {
    if (running == seen)
        end_run();
    if (seen->track != NULL && seen->track->why != NULL)
        end_wait(seen->track, now, 0);
}

bool timeline_start(void) {
    return sink_prepare("--timeline", request.timeline);
}

bool timeline_begin(void) {
    if (!sink_open(&sink, "--timeline", request.timeline))
        return false;
    fputs("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[", sink.file);
    begin_event("M", 0, "process_name");
    fprintf(sink.file, ",\"args\":{\"name\":\"%s\"}}", request.command);
    return true;
}

// Totals, as --stats prints them, by context.
bool timeline_finish(void) {
    if (sink.file != NULL) {
        for (struct seen *seen = seen_first; seen != NULL; seen = seen->next)
            timeline_end(seen);
        fputs("\n],\"otherData\":{", sink.file);
        for (struct seen *seen = seen_first; seen != NULL; seen = seen->next)
            fprintf(sink.file,
                    "%s\n\"%s\":{\"instructions\":%" PRIu64 ",\"slices\":%" PRIu64
                    ",\"switches\":%" PRIu64 ",\"system_calls\":%" PRIu64
                    ",\"page_faults\":%" PRIu64 ",\"elsewhere\":%" PRIu64 "}",
                    seen == seen_first ? "" : ",", seen->path, seen->instructions, seen->runs,
                    seen->switches, seen->system_calls, seen->faults, seen->elsewhere);
        fputs("\n}}\n", sink.file);
    }
    return sink_close(&sink);
}
