// A supervisor's life: read the program, make a process of it, run it and serve it until it ends.
#include "supervise.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../machine/frames.h"
#include "../starc/starc.h"

enum { FILE_LIMIT = 0x20000000, DEADLINE_SLICE = 0x400000 };

// ---- finding the program ----

static uint32_t cannot_read(const char *command, const char *path, int32_t wrong) {
    const char *cause = "cannot be read";
    uint32_t status = STATUS_NOT_EXECUTABLE;
    if (wrong == -ERROR_NOENT || wrong == -ERROR_NOTDIR) {
        cause = "no such file";
        status = STATUS_NOT_FOUND;
    } else if (wrong == -ERROR_ACCES) {
        cause = "permission denied";
    } else if (wrong == -ERROR_ISDIR) {
        cause = "is a directory";
    } else if (wrong == -ERROR_NAMETOOLONG) {
        cause = "name too long";
    }
    fprintf(stderr, "%s: %s: %s\n", command, path, cause);
    return status;
}

// Reads a whole file into memory; returns 0 or an error.
static int32_t read_whole(const char *path, unsigned char **bytes, uint32_t *size) {
    int32_t handle = environment_open(path, 0, 0);
    if (handle < 0)
        return handle;
    uint32_t capacity = 0x10000;
    int32_t got = 1;
    *bytes = malloc(capacity);
    *size = 0;
    while (*bytes != NULL && got > 0) {
        if (*size == capacity) {
            capacity *= 2;
            unsigned char *larger = capacity > FILE_LIMIT ? NULL : realloc(*bytes, capacity);
            if (larger == NULL) {
                free(*bytes);
                *bytes = NULL;
                break;
            }
            *bytes = larger;
        }
        got = environment_read(handle, *bytes + *size, capacity - *size);
        if (got > 0)
            *size += (uint32_t)got;
    }
    environment_close(handle);
    if (*bytes == NULL)
        return -ERROR_NOMEM;
    if (got < 0)
        free(*bytes);
    return got;
}

static bool is_source(const char *path) {
    size_t length = strlen(path);
    return length > 2 && strcmp(path + length - 2, ".c") == 0;
}

uint32_t program_read(const char *command, const char *path, struct image *image) {
    unsigned char *bytes;
    uint32_t size;
    int32_t wrong = 0;
    if (is_source(path)) {
        wrong = environment_access(path, 0);
        if (wrong == 0) {
            failure_status = STATUS_NOT_EXECUTABLE;
            if (starc_compile_program(path, &bytes, &size) != 0)
                return STATUS_NOT_EXECUTABLE;
        }
    } else {
        wrong = read_whole(path, &bytes, &size);
    }
    if (wrong != 0)
        return cannot_read(command, path, wrong);
    const char *cause = image_read(image, bytes, size);
    if (cause == NULL)
        return 0;
    fprintf(stderr, "%s: %s: %s\n", command, path, cause);
    image_free(image);
    return STATUS_NOT_EXECUTABLE;
}

// ---- running ----

static void end_by_limit(struct process *process, const char *cause) {
    process_exit(process, STATUS_LIMIT);
    process_report(process, cause, process->context[CONTEXT_PC]);
}

static uint64_t next_budget(const struct settings *settings, const struct process *process) {
    uint64_t left = settings->max_instructions - context_retired(process->context);
    return settings->timeout != 0 && left > DEADLINE_SLICE ? DEADLINE_SLICE : left;
}

static void run_process(const struct settings *settings, struct process *process) {
    while (!process->ended) {
        uint64_t budget = next_budget(settings, process);
        if (budget == 0)
            end_by_limit(process, "limit of instructions reached (--max-insns)");
        else if (environment_expired())
            end_by_limit(process, "limit of time reached (--timeout)");
        else if (settings->engine(process->context, budget) != EXCEPTION_TIMER)
            process_serve(process);
    }
}

static void print_stats(const struct settings *settings, const struct process *process,
                        uint32_t milliseconds) {
    uint64_t retired = context_retired(process->context);
    fprintf(stderr,
            "%s: %" PRIu64 " instructions, %" PRIu64 " system calls, %" PRIu64 " page faults, "
            "%u frames, %u KiB at the peak\n",
            settings->command, retired, process->system_calls, process->page_faults,
            (unsigned)frame_in_use(), (unsigned)(frame_peak() * (PAGE_SIZE / 1024)));
    if (milliseconds > 0)
        fprintf(stderr, "%s: %u.%03u s, %u million instructions/s\n", settings->command,
                (unsigned)(milliseconds / 1000), (unsigned)(milliseconds % 1000),
                (unsigned)(retired / milliseconds / 1000));
}

// Runs an image that has been read.
static uint32_t run_image(const struct settings *settings, const struct image *image, int argc,
                          char **argv) {
    const char *wrong;
    struct process *process = process_create(settings->command, argv[0], image, argc, argv,
                                             environment_variables(), &wrong);
    if (process == NULL) {
        fprintf(stderr, "%s: %s: %s\n", settings->command, argv[0], wrong);
        return strcmp(wrong, "out of memory") == 0 ? 137 : STATUS_NOT_EXECUTABLE;
    }
    uint32_t start = environment_milliseconds();
    run_process(settings, process);
    if (settings->stats)
        print_stats(settings, process, environment_milliseconds() - start);
    uint32_t status = process->status;
    process_destroy(process);
    return status;
}

uint32_t supervise(const struct settings *settings, int argc, char **argv) {
    struct image image;
    uint32_t status = program_read(settings->command, argv[0], &image);
    if (status != 0)
        return status;
    frame_set_limit(settings->frames);
    if (settings->timeout != 0 && !environment_set_deadline(settings->timeout)) {
        fprintf(stderr, "%s: --timeout: this machine has no clock\n", settings->command);
        status = STATUS_USAGE;
    } else {
        status = run_image(settings, &image, argc, argv);
    }
    image_free(&image);
    return status;
}
