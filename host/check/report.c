// What is said of an error, in the words and the layout of deaths (core/debug/explain.h): once for
// each place that it happens at, by the functions that led there. With --check-json each is a line
// of JSON as well.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/debug/backtrace.h"
#include "../../core/debug/explain.h"
#include "../../core/debug/source.h"
#include "../../core/debug/values.h"
#include "../../core/memory.h"
#include "../../core/progress.h"
#include "check.h"

enum { CAUSE_SIZE = 160, FRAMES_MOST = 32, INLINED_MOST = 8, SAME_CALLS = 4, REPORTS_MOST = 100 };

static const char *const kinds[] = {"read",   "write", "branch",  "address", "argument",
                                    "memory", "free",  "overlap", "leak"};

// ---- once each ----

struct reported {
    enum error error;
    uint32_t pc;
    struct calls calls;
    struct reported *next;
};

static bool is_same(const struct reported *reported, enum error error, uint32_t pc,
                    const struct calls *calls) {
    if (reported->error != error || reported->pc != pc)
        return false;
    for (uint32_t i = 0; i < SAME_CALLS; i++) {
        if ((i < calls->count) != (i < reported->calls.count))
            return false;
        if (i < calls->count && calls->pcs[i] != reported->calls.pcs[i])
            return false;
    }
    return true;
}

static bool is_new(struct checker *checker, enum error error, uint32_t pc,
                   const struct calls *calls) {
    for (const struct reported *reported = checker->reported; reported != NULL;
         reported = reported->next)
        if (is_same(reported, error, pc, calls))
            return false;
    struct reported *reported = memory_new(sizeof *reported);
    *reported = (struct reported){error, pc, *calls, checker->reported};
    checker->reported = reported;
    return true;
}

void report_end(struct checker *checker) {
    for (struct reported *reported = checker->reported, *next; reported != NULL; reported = next) {
        next = reported->next;
        free(reported);
    }
}

// ---- JSON ----

static void put_string(FILE *file, const char *string) {
    if (string == NULL) {
        fputs("null", file);
        return;
    }
    putc('"', file);
    for (const unsigned char *next = (const unsigned char *)string; *next != 0; next++) {
        if (*next == '"' || *next == '\\')
            fprintf(file, "\\%c", *next);
        else if (*next < ' ' || *next >= 0x7f)
            fprintf(file, "\\u%04x", *next);
        else
            putc(*next, file);
    }
    putc('"', file);
}

static void put_frames(FILE *file, const char *name, const struct code_frame *frames,
                       uint32_t count) {
    fprintf(file, ",\"%s\":[", name);
    for (uint32_t i = 0; i < count; i++) {
        fputs(i == 0 ? "{\"function\":" : ",{\"function\":", file);
        put_string(file, frames[i].function);
        fputs(",\"file\":", file);
        put_string(file, frames[i].place.file);
        if (frames[i].place.file != NULL)
            fprintf(file, ",\"line\":%u", (unsigned)frames[i].place.line);
        putc('}', file);
    }
    putc(']', file);
}

static uint32_t frames_of(const struct checker *checker, const struct calls *calls,
                          struct code_frame *frames) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < calls->count && count < FRAMES_MOST; i++)
        count +=
            image_frames_at(&checker->image, calls->pcs[i], frames + count, FRAMES_MOST - count);
    return count;
}

static void put_block(const struct checker *checker, FILE *file, uint32_t address) {
    struct code_frame frames[FRAMES_MOST];
    const struct heap_block *block = heap_block_near(checker, address);
    if (block == NULL)
        return;
    fprintf(file, ",\"block\":{\"address\":\"0x%08x\",\"size\":%u,\"offset\":%d,\"freed\":%s",
            (unsigned)block->address, (unsigned)block->size, (int)(address - block->address),
            block->state == BLOCK_FREED ? "true" : "false");
    put_frames(file, "allocated_by", frames, frames_of(checker, &block->allocated, frames));
    if (block->state == BLOCK_FREED)
        put_frames(file, "freed_by", frames, frames_of(checker, &block->freed, frames));
    putc('}', file);
}

// ---- the call chain, as names ----

static uint32_t frames_now(const struct checker *checker, struct code_frame *frames) {
    struct subject subject = checker_subject(checker);
    return backtrace_frames(&subject, checker->context[CONTEXT_PC], frames, FRAMES_MOST);
}

static bool is_suppressed(struct checker *checker, enum error error,
                          const struct code_frame *frames, uint32_t count) {
    const char *names[FRAMES_MOST];
    for (uint32_t i = 0; i < count; i++)
        names[i] = frames[i].function != NULL ? frames[i].function : "?";
    bool covered = suppressions_cover(checker->run, kinds[error], names, count);
    checker->suppressed += covered;
    return covered;
}

static void print_head(const struct checker *checker) {
    progress_end();
    fprintf(stderr, "%s: ", checker->run->options.command);
    if (checker->path != NULL)
        fprintf(stderr, "%s ", checker->path);
    fprintf(stderr, "%s: ", checker->program);
}

void report_calls(struct checker *checker, const char *before, const struct calls *calls) {
    struct code_frame frames[FRAMES_MOST];
    struct subject subject = checker_subject(checker);
    uint32_t count = frames_of(checker, calls, frames);
    bool has_source = false;
    for (uint32_t i = 0; i < count; i++) {
        const char *name = frames[i].function != NULL ? frames[i].function : "?";
        if (name[0] == '_' && i + 1 == count && i > 0)
            break; // what calls main
        fprintf(stderr, "  %s %.200s", i == 0 ? before : "  called from", name);
        source_print_place(" at ", &frames[i].place);
        fprintf(stderr, "\n");
        has_source = has_source || source_print(&subject, &frames[i].place);
    }
}

// ---- errors ----

static const char *plural(uint32_t count) {
    return count == 1 ? "" : "s";
}

static void cause_of(const struct finding *finding, char cause[CAUSE_SIZE]) {
    switch (finding->error) {
    case ERROR_READ:
    case ERROR_WRITE:
        snprintf(cause, CAUSE_SIZE, "%s%sinvalid %s of %u byte%s at 0x%08x",
                 finding->what != NULL ? finding->what : "", finding->what != NULL ? ": " : "",
                 kinds[finding->error], (unsigned)finding->size, plural(finding->size),
                 (unsigned)finding->address);
        break;
    case ERROR_BRANCH:
        snprintf(cause, CAUSE_SIZE, "a branch depends on a value that was never set");
        break;
    case ERROR_ADDRESS:
        snprintf(cause, CAUSE_SIZE, "%s depends on a value that was never set", finding->what);
        break;
    case ERROR_CALL_ARGUMENT:
        snprintf(cause, CAUSE_SIZE, "%s gets an argument that was never set", finding->what);
        break;
    case ERROR_CALL_MEMORY:
        snprintf(cause, CAUSE_SIZE, "%s gets memory that was never set, at 0x%08x", finding->what,
                 (unsigned)finding->address);
        break;
    case ERROR_FREE:
        snprintf(cause, CAUSE_SIZE, "%s of 0x%08x", finding->what, (unsigned)finding->address);
        break;
    case ERROR_OVERLAP:
        snprintf(cause, CAUSE_SIZE, "copy of %u byte%s from 0x%08x to 0x%08x: they overlap",
                 (unsigned)finding->size, plural(finding->size), (unsigned)finding->bad,
                 (unsigned)finding->address);
        break;
    case ERROR_LEAK: break;
    }
}

static void put_finding(const struct checker *checker, const struct finding *finding,
                        const char *cause, const struct code_frame *frames, uint32_t count) {
    FILE *file = checker->run->json;
    if (file == NULL)
        return;
    fputs("{\"program\":", file);
    put_string(file, checker->program);
    if (checker->path != NULL) {
        fputs(",\"context\":", file);
        put_string(file, checker->path);
    }
    fprintf(file, ",\"error\":\"%s\",\"cause\":", kinds[finding->error]);
    put_string(file, cause);
    fprintf(file, ",\"pc\":\"0x%08x\",\"instructions\":%" PRIu64,
            (unsigned)checker->context[CONTEXT_PC], context_retired(checker->context));
    put_frames(file, "backtrace", frames, count);
    if (finding->error != ERROR_OVERLAP && finding->bad != 0)
        put_block(checker, file, finding->bad);
    fputs("}\n", file);
}

static void describe(struct checker *checker, const struct finding *finding) {
    if (finding->origin != 0)
        describe_origin(checker, &checker->all_origins[finding->origin]);
    else if (finding->error != ERROR_OVERLAP && finding->bad != 0)
        describe_address(checker, finding->bad);
}

static void explain(struct checker *checker, const struct finding *finding, const char *cause) {
    struct subject subject = checker_subject(checker);
    uint32_t pc = checker->context[CONTEXT_PC];
    struct call_trace trace = {0};
    struct source_line place;
    print_head(checker);
    fprintf(stderr, "%s, pc 0x%08x", cause, (unsigned)pc);
    explain_place(&subject, pc);
    fprintf(stderr, "\n");
    trace.has_line = image_line_at(&checker->image, pc, &place);
    trace.has_source = explain_source(&subject, pc);
    struct stack_frame frame = backtrace_innermost(&subject);
    if (trace.has_source && backtrace_unwind(&subject, &frame))
        values_print(&subject, &frame);
    describe(checker, finding);
    backtrace_print(&subject, pc, &trace);
    if (!trace.has_line)
        fprintf(stderr, "  (compile the program with -g to see source lines here)\n");
}

void report(struct checker *checker, const struct finding *finding) {
    struct code_frame frames[FRAMES_MOST];
    char cause[CAUSE_SIZE];
    struct calls calls;
    if (checker->context == NULL)
        return;
    struct origin *origin = finding->origin != 0 ? &checker->all_origins[finding->origin] : NULL;
    stack_calls(checker, checker->context, &calls);
    if (origin != NULL && origin->is_reported)
        return;
    if (origin != NULL)
        origin->is_reported = true;
    if (!is_new(checker, finding->error, checker->context[CONTEXT_PC], &calls))
        return;
    uint32_t count = frames_now(checker, frames);
    if (is_suppressed(checker, finding->error, frames, count))
        return;
    cause_of(finding, cause);
    put_finding(checker, finding, cause, frames, count);
    checker->reported_count++;
    if (++checker->run->found <= REPORTS_MOST)
        explain(checker, finding, cause);
}

void report_leak(struct checker *checker, const struct calls *calls, uint32_t blocks,
                 uint64_t bytes) {
    struct code_frame frames[FRAMES_MOST];
    char cause[CAUSE_SIZE];
    uint32_t count = frames_of(checker, calls, frames);
    if (is_suppressed(checker, ERROR_LEAK, frames, count))
        return;
    snprintf(cause, sizeof cause,
             "%" PRIu64 " byte%s in %u block%s lost: nothing points there any more", bytes,
             bytes == 1 ? "" : "s", (unsigned)blocks, blocks == 1 ? " is" : "s are");
    put_finding(checker, &(struct finding){.error = ERROR_LEAK}, cause, frames, count);
    checker->reported_count++;
    if (++checker->run->found > REPORTS_MOST)
        return;
    print_head(checker);
    fprintf(stderr, "%s\n", cause);
    report_calls(checker, "allocated in", calls);
}
