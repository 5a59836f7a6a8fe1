// The state is a file of words: a header, the context, and each mapped page after its address.
#include "reproduce.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../environment.h"
#include "../command_line.h"
#include "../kernel/kernel.h"
#include "../kernel/program.h"
#include "../machine/machine.h"
#include "../machine/page_table.h"

enum { MAGIC = 0x5452584d, SCRIPT_SIZE = 8192, TABLE_SPAN = PAGE_SIZE * PAGE_WORDS };

struct header {
    uint32_t magic;
    uint32_t budget_low;
    uint32_t budget_high;
    uint32_t break_now;
    uint32_t pages;
    uint32_t context[CONTEXT_WORDS];
};

// ---- writing ----

static uint32_t entry_of(const struct process *process, uint32_t page) {
    uint32_t table;
    return page_table_entry(process->machine, process->context[CONTEXT_PAGE_TABLE], page, &table);
}

// Counts the pages, and writes them if there is a file.
static uint32_t put_pages(const struct process *process, struct output *output) {
    const uint32_t *directory = frame_words(process->machine, process->context[CONTEXT_PAGE_TABLE]);
    uint32_t count = 0;
    for (uint32_t i = 0; i < 0x80000000u / TABLE_SPAN; i++) {
        for (uint32_t j = 0; j < PAGE_WORDS && directory[i] != 0; j++) {
            uint32_t page = i * TABLE_SPAN + j * PAGE_SIZE;
            uint32_t entry = entry_of(process, page);
            if (entry == 0)
                continue;
            count++;
            if (output == NULL)
                continue;
            directory_put(output, &page, sizeof page);
            directory_put(output, frame_words(process->machine, page_start(entry)), PAGE_SIZE);
        }
    }
    return count;
}

static bool write_state(const struct slice *slice, uint64_t budget, const char *directory) {
    struct header header = {.magic = MAGIC,
                            .budget_low = (uint32_t)(budget % 0x100000000u),
                            .budget_high = (uint32_t)(budget / 0x100000000u),
                            .break_now = slice->process->break_now,
                            .pages = put_pages(slice->process, NULL)};
    struct output output = directory_create(directory, "state");
    memcpy(header.context, slice->start, sizeof header.context);
    directory_put(&output, &header, sizeof header);
    put_pages(slice->process, &output);
    return directory_finish(&output);
}

static bool write_program(const struct process *process, const char *directory) {
    return directory_write(directory, "program", process->image.bytes, process->image.size);
}

static bool write_script(const struct slice *slice, const char *directory) {
    char text[SCRIPT_SIZE];
    char with[SCRIPT_SIZE / 2] = "";
    const struct named_engine *engines = slice->pair.engines;
    const struct foreign *foreign = slice->foreign;
    bool beneath = strcmp(engines[1].name, "switch") == 0;
    if (foreign != NULL && !directory_quote(foreign->given, with, sizeof with))
        return false;
    int length = snprintf(
        text, sizeof text,
        "#!/bin/sh\n# Runs the slice again, on both engines. More options: mixter replay --help\n"
        "exec mixter replay ");
    if (foreign != NULL)
        length += snprintf(text + length, sizeof text - (size_t)length, "--with %s --engines %s",
                           with, engines[0].name);
    else
        length +=
            snprintf(text + length, sizeof text - (size_t)length, "%s--depth %s --engines %s,%s",
                     slice->copies == NULL ? "--in-place " : "", beneath ? "1" : "0",
                     engines[0].name, engines[1].name);
    snprintf(text + length, sizeof text - (size_t)length, " \"$@\" \"$(dirname \"$0\")\"\n");
    return directory_write(directory, "replay.sh", text, (uint32_t)strlen(text));
}

bool reproduce_write(const struct slice *slice, uint64_t budget, char directory[DIRECTORY_SIZE],
                     struct failure *failure) {
    bool is_claimed = directory_claim(directory);
    const char *unfinished = directory_begin();
    return directory_end(directory,
                         is_claimed && write_state(slice, budget, unfinished) &&
                             write_program(slice->process, unfinished) &&
                             write_script(slice, unfinished),
                         failure);
}

// ---- reading ----

static bool get(int32_t handle, void *bytes, uint32_t size) {
    unsigned char *next = bytes;
    while (size > 0) {
        int32_t done = environment_read(handle, next, size);
        if (done <= 0)
            return false;
        next += done;
        size -= (uint32_t)done;
    }
    return true;
}

// Reads one page into the memory of the process.
static bool get_page(struct process *process, int32_t handle) {
    uint32_t page;
    if (!get(handle, &page, sizeof page) || page % PAGE_SIZE != 0)
        return false;
    uint32_t permissions = process_permissions(process, page);
    if (permissions == 0)
        return false;
    uint32_t frame = entry_of(process, page) / PAGE_SIZE * PAGE_SIZE;
    if (frame == 0)
        frame = frame_allocate(process->machine);
    return frame != 0 &&
           page_table_map(process->machine, process->context[CONTEXT_PAGE_TABLE], page, frame,
                          permissions) &&
           get(handle, frame_words(process->machine, frame), PAGE_SIZE);
}

static bool get_state(struct process *process, int32_t handle, uint64_t *budget) {
    struct header header;
    if (!get(handle, &header, sizeof header) || header.magic != MAGIC)
        return false;
    *budget = (uint64_t)header.budget_high * 0x100000000u + header.budget_low;
    process->break_now = header.break_now;
    header.context[CONTEXT_PAGE_TABLE] = process->context[CONTEXT_PAGE_TABLE];
    memcpy(process->context, header.context, sizeof header.context);
    for (uint32_t i = 0; i < header.pages; i++) {
        if (!get_page(process, handle))
            return false;
    }
    return *budget > 0;
}

// False if there is nothing to replay in the directory.
static bool is_directory_of_slice(const char *directory, const char *program,
                                  struct failure *failure) {
    if (environment_access(program, 0) == 0)
        return true;
    return failure_set(failure, STATUS_USAGE,
                       "%s: %s (mixter verify writes such a directory when it finds a difference)",
                       directory[0] == 0 ? "''" : directory,
                       environment_access(directory, 0) == 0 ? "there is no slice to replay in it"
                                                             : "no such directory");
}

static bool read_state(struct process *process, const char *path, uint64_t *budget,
                       struct failure *failure) {
    int32_t handle = environment_open(path, 0, 0);
    if (handle < 0)
        return failure_set(failure, STATUS_USAGE, "%s: cannot be read", path);
    bool is_read = get_state(process, handle, budget);
    environment_close(handle);
    return is_read || failure_set(failure, STATUS_USAGE,
                                  "%s: not a state that mixter verify has written", path);
}

struct process *reproduce_read(struct machine *machine, const char *directory, uint64_t *budget,
                               struct failure *failure) {
    static char *const none[] = {NULL};
    char path[DIRECTORY_PATH];
    struct image image;
    snprintf(path, DIRECTORY_PATH, "%s/program", directory);
    if (!is_directory_of_slice(directory, path, failure) || !program_load(path, &image, failure))
        return NULL;
    const struct invocation invocation = {&image, directory, none, none};
    struct kernel *kernel = kernel_create(machine, 1);
    struct process *process = process_create(kernel, &invocation, failure);
    snprintf(path, DIRECTORY_PATH, "%s/state", directory);
    if (process != NULL && read_state(process, path, budget, failure))
        return process;
    if (process != NULL)
        process_destroy(process);
    kernel_destroy(kernel);
    return NULL;
}
