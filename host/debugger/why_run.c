// The run of a context: its system calls, noted while it runs for the first time, and windows of
// its instructions, by execution from a checkpoint.
#define _GNU_SOURCE
#include "why_graph.h"

#include <stdlib.h>
#include <string.h>

enum { CALLS_MOST = 1 << 22, PAGE_BYTES = 4096, PAGES = 0x80000000u / PAGE_BYTES };

// ---- system calls ----

static void note_call(void *state, const struct mixter_call *call) {
    struct why_run *run = state;
    if (run->call_count > 0 && run->calls[run->call_count - 1].total >= call->total)
        return; // the run was here before
    if (run->call_count == run->call_capacity) {
        uint32_t capacity = run->call_capacity * 2 + 256;
        struct mixter_call *larger =
            capacity > CALLS_MOST ? NULL : realloc(run->calls, capacity * sizeof *larger);
        if (larger == NULL) {
            run->has_lost_calls = true;
            return;
        }
        run->calls = larger;
        run->call_capacity = capacity;
    }
    run->calls[run->call_count++] = *call;
}

enum { READV = 4145 };

// Which of the calls (core/calls.def) write to memory, and how much: sizes of Linux/MIPS o32.
static const uint32_t outputs[][3] = {
    {4003, 2, 0},   {4013, 1, 4},   {4043, 1, 16},  {4054, 3, 36}, {4076, 2, 8},  {4078, 1, 8},
    {4085, 2, 0},   {4122, 1, 390}, {4140, 4, 8},   {4194, 3, 16}, {4195, 3, 16}, {4203, 1, 0},
    {4213, 2, 104}, {4214, 2, 104}, {4215, 2, 104}, {4219, 2, 0},  {4263, 2, 8},  {4264, 2, 8},
    {4293, 3, 104}, {4338, 4, 16},  {4353, 1, 0},   {4403, 2, 16},
};

const char *why_call_name(uint32_t number) {
    switch (number) {
#define CALL(number, name, effect, signature, handler)                                             \
    case number:                                                                                   \
        return #name;
#include "../../core/calls.def"
#undef CALL
    default: return NULL;
    }
}

static bool vector_writes(struct why_run *run, const struct mixter_call *call, uint32_t *address,
                          uint32_t *size) {
    uint32_t words[2];
    if (call->arguments[2] == 0 || why_go(run, call->total) != MIXTER_OK ||
        !why_read(run, call->arguments[1], words, sizeof words))
        return false;
    *address = words[0]; // the first of them; libraries use no other
    *size = words[1] < call->result ? words[1] : call->result;
    return *size > 0;
}

bool why_call_writes(struct why_run *run, const struct mixter_call *call, uint32_t *address,
                     uint32_t *size) {
    if (call->is_error)
        return false;
    if (call->number == READV)
        return vector_writes(run, call, address, size);
    for (size_t i = 0; i < sizeof outputs / sizeof outputs[0]; i++) {
        if (outputs[i][0] != call->number)
            continue;
        *address = call->arguments[outputs[i][1] - 1];
        *size = outputs[i][2] != 0 ? outputs[i][2] : call->result;
        return *address != 0 && *size > 0;
    }
    return false;
}

// ---- windows ----

static void note_step(void *state, const struct mixter_step *step) {
    struct why_run *run = state;
    if (run->window_count < run->window_capacity)
        run->window[run->window_count++] = *step;
}

enum mixter_error why_go(struct why_run *run, uint64_t place) {
    struct mixter_stop stop;
    return history_go(run->history, place, &stop);
}

enum mixter_error why_go_to_start(struct why_run *run) {
    struct mixter_stop stop;
    int point;
    enum mixter_error wrong = why_go(run, 0);
    if (wrong != MIXTER_OK || strcmp(run->path, "0") == 0)
        return wrong;
    wrong = history_break(run->history, run->path, run->image->entry, &point);
    if (wrong != MIXTER_OK)
        return wrong;
    wrong = history_run(run->history, MIXTER_NO_BUDGET, &stop);
    history_remove(run->history, point);
    return wrong;
}

enum mixter_error why_window(struct why_run *run, uint64_t end, uint64_t size) {
    const struct mixter_tracer tracer = {.step = note_step, .state = run};
    struct mixter_stop stop;
    uint64_t start = end > size ? end - size : 0;
    if (end - start > run->window_capacity) {
        struct mixter_step *larger = realloc(run->window, (end - start) * sizeof *larger);
        if (larger == NULL)
            return MIXTER_ERROR_MEMORY;
        run->window = larger;
        run->window_capacity = (uint32_t)(end - start);
    }
    run->window_count = 0;
    run->window_start = start;
    enum mixter_error wrong = why_go(run, start);
    if (wrong == MIXTER_OK)
        wrong = mixter_trace(run->machine, run->path, &tracer);
    if (wrong == MIXTER_OK)
        wrong = history_pass(run->history, end, &stop);
    mixter_trace(run->machine, run->path, NULL);
    return wrong;
}

// ---- memory ----

bool why_read(struct why_run *run, uint32_t address, void *bytes, uint32_t size) {
    return mixter_read_memory(run->machine, run->path, address, bytes, size, NULL) == MIXTER_OK;
}

bool why_read_word(struct why_run *run, uint32_t address, uint32_t *word) {
    unsigned char bytes[4];
    if (!why_read(run, address, bytes, sizeof bytes))
        return false;
    *word = image_word(bytes);
    return true;
}

bool why_file_bytes(const struct why_run *run, uint32_t address, unsigned char *bytes,
                    uint32_t size) {
    const struct segment *segment = image_segment_at(run->image, address);
    if (segment == NULL || address - segment->address + size > segment->file_size)
        return false;
    for (uint32_t i = 0; i < size; i++)
        bytes[i] = *image_at(run->image, segment->offset + (address - segment->address) + i);
    return true;
}

static int note_page(void *state, uint32_t address, const struct mixter_translation *translation) {
    struct why_run *run = state;
    (void)translation;
    run->pages[address / PAGE_BYTES / 8] |= (uint8_t)(1u << address / PAGE_BYTES % 8);
    return 0;
}

void why_note_pages(struct why_run *run) {
    memset(run->pages, 0, PAGES / 8);
    mixter_visit_pages(run->machine, run->path, note_page, run);
}

bool why_is_mapped(const struct why_run *run, uint32_t address) {
    if (image_segment_at(run->image, address) != NULL)
        return true;
    return address <= USER_LIMIT &&
           (run->pages[address / PAGE_BYTES / 8] >> address / PAGE_BYTES % 8 & 1) != 0;
}

// ---- beginning and end ----

struct why_run *why_run_start(struct mixter *machine, struct history *history,
                              const struct image *image, const char *path) {
    struct why_run *run = calloc(1, sizeof *run);
    if (run == NULL)
        return NULL;
    const struct mixter_tracer tracer = {.call = note_call, .state = run};
    *run = (struct why_run){.machine = machine,
                            .history = history,
                            .image = image,
                            .path = strdup(path),
                            .pages = malloc(PAGES / 8)};
    if (run->path != NULL && run->pages != NULL &&
        mixter_trace(machine, path, &tracer) == MIXTER_OK)
        return run;
    why_run_end(run);
    return NULL;
}

void why_run_end(struct why_run *run) {
    if (run == NULL)
        return;
    mixter_trace(run->machine, run->path, NULL);
    free(run->path);
    free(run->pages);
    free(run->calls);
    free(run->window);
    free(run);
}
