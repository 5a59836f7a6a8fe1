// --timeline: Chrome trace events ("Trace Event Format"), which chrome://tracing and Perfetto show.
// A context is a thread; time is the number of instructions that have retired in all contexts. What
// a context does is a row of complete events: "run", with the instructions that it has retired,
// and what stopped it: a system call, which retires as one instruction, a fault, the timer, a
// switch, or that something beneath it was needed.
#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "../../core/memory.h"
#include "observe.h"

struct track {
    uint32_t number;
    uint64_t since;  // when it began to run
    uint64_t before; // instructions that it had retired then
    const char *why; // it does not run, or NULL
    uint64_t stopped;
};

struct timeline {
    struct sink sink;
    struct seen *running;
    uint32_t track_count;
    bool has_events;
};

static struct timeline *timeline_of(const struct seen *seen) {
    return seen->contexts->watching->timeline;
}

static uint64_t now(const struct seen *seen) {
    return seen->contexts->watching->now;
}

static void begin_event(struct timeline *timeline, const char *kind, uint32_t track,
                        const char *name) {
    fprintf(timeline->sink.file, "%s\n{\"ph\":\"%s\",\"pid\":1,\"tid\":%u,\"name\":\"%s\"",
            timeline->has_events ? "," : "", kind, (unsigned)track, name);
    timeline->has_events = true;
}

// As a string of JSON, without the quotes; bytes that are no ASCII are taken for Latin-1.
static void write_text(FILE *out, const char *text) {
    for (; *text != 0; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte < ' ' || byte > 126 || byte == '"' || byte == '\\')
            fprintf(out, "\\u%04x", byte);
        else
            fputc(byte, out);
    }
}

static struct track *track_of(struct seen *seen) {
    struct timeline *timeline = timeline_of(seen);
    if (seen->track != NULL)
        return seen->track;
    seen->track = memory_new(sizeof *seen->track);
    seen->track->number = ++timeline->track_count;
    seen_name(seen);
    begin_event(timeline, "M", timeline->track_count, "thread_name");
    fprintf(timeline->sink.file, ",\"args\":{\"name\":\"%s ", seen->path);
    write_text(timeline->sink.file, seen->names->program);
    fputs("\"}}", timeline->sink.file);
    begin_event(timeline, "M", timeline->track_count, "thread_sort_index");
    fprintf(timeline->sink.file, ",\"args\":{\"sort_index\":%u}}", (unsigned)timeline->track_count);
    return seen->track;
}

static void write_span(struct timeline *timeline, const struct track *track, const char *name,
                       const char *category, uint64_t start, uint64_t end, uint64_t instructions) {
    if (timeline->sink.failed)
        return;
    begin_event(timeline, "X", track->number, name);
    fprintf(timeline->sink.file,
            ",\"cat\":\"%s\",\"ts\":%" PRIu64 ",\"dur\":%" PRIu64
            ",\"args\":{\"instructions\":%" PRIu64 "}}",
            category, start, end - start, instructions);
    sink_check(&timeline->sink);
}

static void end_run(struct timeline *timeline) {
    const struct seen *seen = timeline->running;
    const struct track *track = seen->track;
    if (seen->instructions > track->before)
        write_span(timeline, track, "run", "run", track->since, now(seen),
                   seen->instructions - track->before);
    timeline->running = NULL;
}

static void wait_for(const struct seen *seen, const char *why) {
    seen->track->why = why;
    seen->track->stopped = now(seen);
}

static void end_wait(const struct seen *seen, uint64_t end, uint64_t instructions) {
    struct track *track = seen->track;
    bool is_beneath = strcmp(track->why, "beneath") == 0;
    bool is_switch = strcmp(track->why, "switch") == 0;
    write_span(timeline_of(seen), track, track->why,
               is_beneath  ? "beneath"
               : is_switch ? "switch"
                           : "stop",
               track->stopped, end, instructions);
    track->why = NULL;
}

// Another context goes on, or completes something: the one that runs is interrupted, because
// something beneath it is needed first.
static void interrupt(const struct seen *by) {
    struct timeline *timeline = timeline_of(by);
    const struct seen *other = timeline->running;
    if (other == NULL || other == by)
        return;
    end_run(timeline);
    wait_for(other, "beneath");
}

void timeline_run(struct seen *seen) {
    struct timeline *timeline = timeline_of(seen);
    if (timeline->running == seen)
        return;
    struct track *track = track_of(seen);
    interrupt(seen);
    if (track->why != NULL)
        end_wait(seen, now(seen), 0);
    timeline->running = seen;
    track->since = now(seen);
    track->before = seen->instructions;
}

void timeline_stop(struct seen *seen, const char *why) {
    struct timeline *timeline = timeline_of(seen);
    const struct track *track = track_of(seen);
    bool was_switch = track->why != NULL && strcmp(track->why, "switch") == 0;
    interrupt(seen);
    if (timeline->running == seen)
        end_run(timeline);
    if (track->why != NULL)
        end_wait(seen, now(seen), 0);
    wait_for(seen, why);
    if (was_switch) { // and stays there
        end_wait(seen, now(seen), 0);
        wait_for(seen, "switch");
    }
}

void timeline_complete(struct seen *seen) {
    const struct track *track = track_of(seen);
    interrupt(seen);
    if (track->why == NULL)
        wait_for(seen, "system call");
    end_wait(seen, now(seen) + 1, 1);
}

void timeline_end(struct seen *seen) {
    struct timeline *timeline = timeline_of(seen);
    if (timeline->running == seen)
        end_run(timeline);
    if (seen->track != NULL && seen->track->why != NULL)
        end_wait(seen, now(seen), 0);
}

bool timeline_start(struct watching *watching) {
    watching->timeline = memory_new(sizeof *watching->timeline);
    return sink_prepare(watching, "--timeline", watching->request.timeline);
}

bool timeline_begin(struct watching *watching) {
    struct timeline *timeline = watching->timeline;
    if (!sink_open(&timeline->sink, watching, "--timeline", watching->request.timeline))
        return false;
    fputs("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[", timeline->sink.file);
    begin_event(timeline, "M", 0, "process_name");
    fprintf(timeline->sink.file, ",\"args\":{\"name\":\"%s\"}}", watching->request.command);
    return true;
}

// Totals, as --stats prints them, by context.
bool timeline_finish(struct watching *watching) {
    struct seen *first = watching->contexts.first;
    FILE *out = watching->timeline->sink.file;
    if (out != NULL) {
        for (struct seen *seen = first; seen != NULL; seen = seen->next)
            timeline_end(seen);
        fputs("\n],\"otherData\":{", out);
        for (struct seen *seen = first; seen != NULL; seen = seen->next)
            fprintf(out,
                    "%s\n\"%s\":{\"instructions\":%" PRIu64 ",\"slices\":%" PRIu64
                    ",\"switches\":%" PRIu64 ",\"system_calls\":%" PRIu64
                    ",\"page_faults\":%" PRIu64 ",\"elsewhere\":%" PRIu64 "}",
                    seen == first ? "" : ",", seen->path, seen->instructions, seen->runs,
                    seen->switches, seen->system_calls, seen->faults, seen->elsewhere);
        fputs("\n}}\n", out);
    }
    return sink_close(&watching->timeline->sink);
}
