// A state from a file as a process: its pages are the segments of an executable that is made here.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/command_line.h"
#include "../../core/isa/isa.h"
#include "../../core/kernel/kernel.h"
#include "../../core/kernel/program.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/page_table.h"
#include "../../core/memory.h"
#include "../../core/mixter/states.h"
#include "state.h"

enum { HEADER = 52, SEGMENT = 32, MIPS32_R2 = 0x70001000, MIPS_I = 0x1000 };

static bool read_one(const char *path, struct state *state, struct failure *failure) {
    struct state_input input = {.file = fopen(path, "r")};
    if (input.file == NULL)
        return failure_set(failure, STATUS_NOT_FOUND, "%s: %s", path, strerror(errno));
    bool is_read = state_read(&input, state);
    if (!is_read)
        failure_set(failure, STATUS_USAGE, "%s: %s", path,
                    input.wrong[0] != '\0' ? input.wrong : "there is no state in it");
    struct state *next = is_read ? memory_new(sizeof *next) : NULL;
    if (is_read && (state_read(&input, next) || input.wrong[0] != '\0'))
        is_read = failure_set(failure, STATUS_USAGE,
                              "%s: more than one state (mixter vectors run takes them)", path);
    free(next);
    state_input_end(&input);
    return is_read;
}

// ELF: "System V ABI", chapters 4 and 5.
static unsigned char *make_executable(const struct state *state, uint32_t *size) {
    static const unsigned char identity[16] = {0x7f, 'E', 'L', 'F', 1, 1, 1};
    uint32_t first = PAGE_SIZE; // of the pages, in the file
    *size = first + state->count * PAGE_SIZE;
    unsigned char *bytes = memory_new(*size);
    const uint32_t header[] = {8 << 16 | 2,
                               1,
                               state->before[CONTEXT_PC],
                               HEADER,
                               0,
                               state->subset == ISA_MIPSTER ? MIPS_I : MIPS32_R2,
                               SEGMENT << 16 | HEADER,
                               state->count};
    memcpy(bytes, identity, sizeof identity);
    memcpy(bytes + sizeof identity, header, sizeof header);
    for (uint32_t i = 0; i < state->count; i++) {
        const struct state_page *page = &state->pages[i];
        uint32_t flags = (page->permissions & ACCESS_READ ? 4 : 0) +
                         (page->permissions & ACCESS_WRITE ? 2 : 0) +
                         (page->permissions & ACCESS_EXECUTE ? 1 : 0);
        uint32_t at = first + i * PAGE_SIZE;
        const uint32_t segment[] = {1,         at,        page->address, page->address,
                                    PAGE_SIZE, PAGE_SIZE, flags,         PAGE_SIZE};
        memcpy(bytes + HEADER + i * SEGMENT, segment, sizeof segment);
        memcpy(bytes + at, page->words, PAGE_SIZE);
    }
    return bytes;
}

// All pages are there at once: what comes of a page fault is in the state.
static bool map_pages(struct process *process, const struct state *state) {
    for (uint32_t i = 0; i < state->count; i++) {
        const struct state_page *page = &state->pages[i];
        enum access access = page->permissions & ACCESS_READ    ? ACCESS_READ
                             : page->permissions & ACCESS_WRITE ? ACCESS_WRITE
                                                                : ACCESS_EXECUTE;
        if (process_map(process, page->address, access) != PAGE_MAPPED)
            return false;
    }
    return true;
}

static void set_context(uint32_t *context, const struct state *state) {
    uint32_t page_table = context[CONTEXT_PAGE_TABLE];
    memcpy(context, state->before, sizeof state->before);
    context[0] = 0;
    context[CONTEXT_PAGE_TABLE] = page_table;
    context[CONTEXT_SUBSET] = state->subset;
}

// ---- what is expected ----

static void say_word(bool *is_expected, const char *command, const char *name, uint32_t expected,
                     uint32_t found) {
    if (*is_expected)
        fprintf(stderr, "%s: DIFFERENT: not what is expected\n  %-14s expected    found\n", command,
                "");
    *is_expected = false;
    fprintf(stderr, "  %-14s 0x%08x  0x%08x\n", name, (unsigned)expected, (unsigned)found);
}

static bool is_expected(const struct state_file *file, const char *command) {
    const struct state *state = file->state;
    const struct process *process = file->process;
    bool is_all = true;
    for (uint32_t i = 1; state->is_complete && i < CONTEXT_WORDS; i++) {
        char name[CONTEXT_NAME_SIZE];
        if (i == CONTEXT_PAGE_TABLE || i == CONTEXT_SUBSET ||
            process->context[i] == state->after[i])
            continue;
        if (i >= CONTEXT_PC)
            context_word_name(i, name);
        say_word(&is_all, command, i < 32 ? isa_register_names[i] : name, state->after[i],
                 process->context[i]);
    }
    for (uint32_t i = 0; i < state->count; i++) {
        const struct state_page *page = &state->pages[i];
        uint32_t table;
        uint32_t entry = page_table_entry(process->machine, process->context[CONTEXT_PAGE_TABLE],
                                          page->address, &table);
        const uint32_t *words = frame_words(process->machine, page_start(entry));
        for (uint32_t j = 0; page->is_left && j < PAGE_WORDS; j++) {
            char name[16];
            snprintf(name, sizeof name, "0x%08x", (unsigned)(page->address + j * 4));
            if (words[j] != page->left[j])
                say_word(&is_all, command, name, page->left[j], words[j]);
        }
    }
    return is_all;
}

// ---- a process ----

bool environment_state(const char *path, struct machine *machine, struct state_file *file,
                       struct failure *failure) {
    static char *const none[] = {NULL};
    struct state *state = memory_new(sizeof *state);
    struct image image;
    uint32_t size;
    bool is_read = read_one(path, state, failure);
    unsigned char *bytes = is_read ? make_executable(state, &size) : NULL;
    if (!is_read || !program_validate(path, bytes, size, &image, failure)) {
        free(state);
        return false;
    }
    const struct invocation invocation = {&image, path, none, none};
    struct kernel *kernel = kernel_create(machine, 1);
    struct process *process = process_create(kernel, &invocation, failure);
    if (process != NULL && !map_pages(process, state)) {
        failure_set(failure, STATUS_USAGE, "%s: a page is where a program can have none", path);
        process_destroy(process);
        process = NULL;
    }
    if (process == NULL) {
        kernel_destroy(kernel);
        free(state);
        return false;
    }
    set_context(process->context, state);
    *file = (struct state_file){
        .process = process, .budget = state->budget, .is_expected = is_expected, .state = state};
    return true;
}
