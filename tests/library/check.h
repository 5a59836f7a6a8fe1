// What the tests of libmixter share: checks, guests, a buffer for each standard file.
#ifndef CHECK_H
#define CHECK_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mixter.h"

static unsigned failed;
static const char *folder; // of guests

// Says what is not as it should be, and goes on.
#define CHECK(condition)                                                                           \
    ((condition)                                                                                   \
         ? (void)0                                                                                 \
         : (void)(failed++, printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition)))
#define EQUAL(value, wanted) equal(__LINE__, #value, (int64_t)(value), (int64_t)(wanted))
// A call that has to succeed.
#define OK(machine, call)                                                                          \
    do {                                                                                           \
        enum mixter_error error = (call);                                                          \
        if (error != MIXTER_OK) {                                                                  \
            printf("%s:%d: %s: %s: %s\n", __FILE__, __LINE__, #call, mixter_error_text(error),     \
                   mixter_message(machine));                                                       \
            failed++;                                                                              \
        }                                                                                          \
    } while (0)

static inline void equal(int line, const char *text, int64_t value, int64_t wanted) {
    if (value == wanted)
        return;
    failed++;
    printf("line %d: %s is %" PRId64 " (0x%" PRIx64 "), not %" PRId64 "\n", line, text, value,
           (uint64_t)value, wanted);
}

// ---- standard files ----

struct buffer {
    char bytes[0x10000];
    uint64_t size;  // of an input, or as far as an output has come
    unsigned calls; // of the callback
};

static inline int64_t read_buffer(void *state, uint64_t position, void *bytes, size_t size) {
    struct buffer *buffer = (struct buffer *)state;
    buffer->calls++;
    if (position >= buffer->size)
        return 0;
    if (size > buffer->size - position)
        size = (size_t)(buffer->size - position);
    memcpy(bytes, buffer->bytes + position, size);
    return (int64_t)size;
}

static inline int64_t write_buffer(void *state, uint64_t position, const void *bytes, size_t size) {
    struct buffer *buffer = (struct buffer *)state;
    buffer->calls++;
    if (position + size > sizeof buffer->bytes)
        return -28; // ENOSPC
    memcpy(buffer->bytes + position, bytes, size);
    buffer->size = position + size;
    return (int64_t)size;
}

struct files {
    struct buffer input, output, errors;
};

static inline void use_files(struct mixter_options *options, struct files *files) {
    memset(files, 0, sizeof *files);
    options->streams[0].read = read_buffer;
    options->streams[0].state = &files->input;
    options->streams[1].write = write_buffer;
    options->streams[1].state = &files->output;
    options->streams[2].write = write_buffer;
    options->streams[2].state = &files->errors;
}

static inline void give_input(struct files *files, const char *text) {
    strcpy(files->input.bytes, text);
    files->input.size = strlen(text);
}

// ---- machines ----

static inline const char *guest_path(const char *name) {
    static _Thread_local char paths[4][4096];
    static _Thread_local unsigned next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

// A machine with a guest of the tests; ends the test if there is none.
static inline struct mixter *start(const struct mixter_options *options, const char *name) {
    struct mixter *machine;
    const char *arguments[] = {name, "last"};
    if (mixter_open(options, &machine) != MIXTER_OK) {
        printf("mixter_open: %s\n", mixter_open_message());
        exit(1);
    }
    enum mixter_error error = mixter_load_file(machine, guest_path(name), 2, arguments);
    if (error != MIXTER_OK) {
        printf("mixter_load_file: %s\n", mixter_message(machine));
        exit(1);
    }
    return machine;
}

static inline uint64_t digest_of(struct mixter *machine) {
    uint64_t digest = 0;
    OK(machine, mixter_digest(machine, &digest));
    return digest;
}

static inline int finish(const char *name) {
    printf("%s: %u failed\n", name, failed);
    return failed != 0;
}

#endif
