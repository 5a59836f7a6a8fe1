// --status-file: how a run ended, as one JSON object (RFC 8259), written as a whole. In a tower the
// innermost level writes it; a level below does so only if its guest could not. If this program
// ends before it has run anything, the file says that it has failed.
#include "status.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../debug/backtrace.h"
#include "../environment.h"
#include "../memory.h"
#include "../output.h"

enum { PIECE_MOST = 256, FRAMES_MOST = 64, FILE_MODE = 0666 };

struct text {
    char *bytes;
    uint32_t size;
    uint32_t capacity;
};

// ---- text ----

static void put(struct text *text, const char *bytes, size_t size) {
    if (text->size + size + 1 > text->capacity) {
        text->capacity = (text->capacity + (uint32_t)size) * 2 + PIECE_MOST;
        text->bytes = memory_resize(text->bytes, text->capacity);
    }
    memcpy(text->bytes + text->size, bytes, size);
    text->size += (uint32_t)size;
    text->bytes[text->size] = 0;
}

// At most PIECE_MOST characters.
static void print(struct text *text, const char *format, ...) {
    char piece[PIECE_MOST];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(piece, sizeof piece, format, arguments);
    va_end(arguments);
    put(text, piece, (size_t)length);
}

// How many bytes a character has that starts here (RFC 3629); 0 if it is none.
static size_t character_size(const unsigned char *bytes) {
    size_t size = bytes[0] < 0x80                        ? 1
                  : bytes[0] >= 0xc2 && bytes[0] <= 0xdf ? 2
                  : (bytes[0] & 0xf0) == 0xe0            ? 3
                  : bytes[0] >= 0xf0 && bytes[0] <= 0xf4 ? 4
                                                         : 0;
    for (size_t i = 1; i < size; i++) {
        if ((bytes[i] & 0xc0) != 0x80)
            return 0;
    }
    bool is_bad = (bytes[0] == 0xe0 && bytes[1] < 0xa0) || (bytes[0] == 0xed && bytes[1] > 0x9f) ||
                  (bytes[0] == 0xf0 && bytes[1] < 0x90) || (bytes[0] == 0xf4 && bytes[1] > 0x8f);
    return is_bad ? 0 : size;
}

// Of names that are no UTF-8, bytes that are no part of it become U+FFFD.
static void put_string(struct text *text, const char *string) {
    if (string == NULL) {
        put(text, "null", 4);
        return;
    }
    put(text, "\"", 1);
    for (const unsigned char *next = (const unsigned char *)string; *next != 0;) {
        size_t size = character_size(next);
        if (*next == '"' || *next == '\\')
            print(text, "\\%c", *next);
        else if (*next < ' ' || *next == 0x7f)
            print(text, "\\u%04x", *next);
        else if (size == 0)
            put(text, "\\ufffd", 6);
        else
            put(text, (const char *)next, size);
        next += size == 0 ? 1 : size;
    }
    put(text, "\"", 1);
}

static void put_member(struct text *text, const char *name, const char *string) {
    print(text, ",\"%s\":", name);
    put_string(text, string);
}

static void put_number(struct text *text, const char *name, uint64_t number) {
    print(text, ",\"%s\":%" PRIu64, name, number);
}

// ---- one guest ----

static const char *const ends[] = {"exit", "signal", "limit", "different"};

static void put_place(struct text *text, const struct code_frame *frame) {
    put(text, "{\"function\":", 12);
    put_string(text, frame->function);
    put_member(text, "file", frame->place.file);
    if (frame->place.file != NULL)
        put_number(text, "line", frame->place.line);
    put(text, "}", 1);
}

static void put_death(struct text *text, const struct process *process) {
    struct code_frame frames[FRAMES_MOST];
    struct subject subject = process_subject(process);
    put_member(text, "cause", process->cause);
    if (process->cause == NULL)
        return;
    print(text, ",\"pc\":\"0x%08x\",\"backtrace\":[", (unsigned)process->place);
    uint32_t count = backtrace_frames(&subject, process->place, frames, FRAMES_MOST);
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            put(text, ",", 1);
        put_place(text, &frames[i]);
    }
    put(text, "]", 1);
}

static void put_counts(struct text *text, const struct process *process, uint64_t slices) {
    const struct system_call *unserved =
        process->unserved != 0 ? system_call_find(process->unserved) : NULL;
    put_number(text, "instructions", context_retired(process->context));
    put_number(text, "slices", slices);
    put_number(text, "system_calls", process->system_calls);
    put_number(text, "page_faults", process->page_faults);
    put_number(text, "frames", process->frames);
    put_number(text, "output", process->output);
    put_number(text, "input", process->input);
    put_member(text, "unserved", unserved != NULL ? unserved->name : NULL);
}

// Of a tower, state and counts of the hypervisor are left out.
char *status_of_guest(const struct settings *settings, const struct guest *guest) {
    struct text text = {NULL, 0, 0};
    const struct process *process = guest->process;
    const struct settings *tower = settings->tower;
    put(&text, "{\"program\":", 11);
    put_string(&text, tower != NULL ? tower->guests[0].argv[0] : process->program);
    put_member(&text, "ended", ends[process->end]);
    put_number(&text, "status", process->status);
    put_member(&text, "signal", process_signal_name(process));
    put_member(&text, "limit", process->limit);
    if (tower != NULL) {
        put_member(&text, "cause", process->cause);
    } else {
        put_death(&text, process);
        put_counts(&text, process, guest->slices);
    }
    put(&text, "}", 1);
    return text.bytes;
}

// ---- the file ----

static const char failed[] = "this program has failed, or is used in a wrong way";

static void put_head(struct text *text, const char *command, const char *ended, uint32_t status,
                     const char *cause) {
    put(text, "{\"command\":", 11);
    put_string(text, command);
    put_member(text, "ended", ended);
    put_number(text, "status", status);
    put_member(text, "cause", cause);
    put(text, ",\"guests\":[", 11);
}

static void put_guests(struct text *text, const struct settings *settings) {
    bool is_first = true;
    for (uint32_t i = 0; i < settings->guest_count; i++) {
        const char *report = settings->guests[i].report;
        if (report == NULL)
            continue;
        if (!is_first)
            put(text, ",", 1);
        put(text, report, strlen(report));
        is_first = false;
    }
}

bool status_prepare(const char *command, const char *path) {
    int32_t wrong = output_check(path);
    if (wrong < 0) {
        fprintf(stderr, "%s: --status-file: %s: %s\n", command, path,
                environment_error_text(wrong));
        return false;
    }
    struct text text = {NULL, 0, 0};
    put_head(&text, command, "failure", STATUS_USAGE, failed);
    put(&text, "]}\n", 3);
    const struct output_at_exit failure = {command, path, text.bytes};
    output_at_exit(&failure);
    return true;
}

void status_is_written(void) {
    static const struct output_at_exit nothing;
    output_at_exit(&nothing);
}

uint32_t status_write(const struct settings *settings, uint32_t status) {
    const struct guest *decisive = NULL;
    for (uint32_t i = 0; i < settings->guest_count && decisive == NULL; i++) {
        if (settings->guests[i].report != NULL && settings->guests[i].status != 0)
            decisive = &settings->guests[i];
    }
    if (decisive == NULL && settings->guest_count > 0 && settings->guests[0].report != NULL)
        decisive = &settings->guests[0];
    if (decisive != NULL && status == STATUS_USAGE && decisive->status != STATUS_USAGE)
        decisive = NULL; // something could not be written
    const char *cause = status == STATUS_NOT_FOUND        ? "the program is not there"
                        : status == STATUS_NOT_EXECUTABLE ? "the program cannot be run"
                                                          : failed;
    const char *command = settings->tower != NULL ? settings->tower->command : settings->command;
    struct text text = {NULL, 0, 0};
    put_head(&text, command, decisive != NULL ? ends[decisive->end] : "failure", status,
             decisive != NULL ? NULL : cause);
    put_guests(&text, settings);
    put(&text, "]}\n", 3);
    status_is_written();
    int32_t wrong = output_file(settings->status_file, FILE_MODE, text.bytes, text.size);
    free(text.bytes);
    if (wrong >= 0)
        return status;
    fprintf(stderr, "%s: --status-file: %s: %s\n", command, settings->status_file,
            environment_error_text(wrong));
    return STATUS_USAGE;
}
