#include "check.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "../../core/command_line.h"
#include "../../core/memory.h"

// ---- a run ----

bool check_start(struct check_run *run) {
    if (!suppressions_read(run))
        return false;
    if (run->options.json == NULL)
        return true;
    run->json = strcmp(run->options.json, "-") == 0 ? stdout : fopen(run->options.json, "w");
    if (run->json == NULL)
        fprintf(stderr, "%s: --check-json: %s: %s\n", run->options.command, run->options.json,
                strerror(errno));
    return run->json != NULL;
}

uint32_t check_end(struct check_run *run, uint32_t status) {
    suppressions_end(run);
    bool is_written = run->json == NULL || (!ferror(run->json) && fflush(run->json) == 0);
    if (run->json != NULL && run->json != stdout)
        is_written = fclose(run->json) == 0 && is_written;
    if (!is_written) {
        fprintf(stderr, "%s: --check-json: %s: cannot be written\n", run->options.command,
                run->options.json);
        return STATUS_USAGE;
    }
    return run->found > 0 && run->options.status != 0 ? run->options.status : status;
}

// ---- a checker ----

static int32_t open_text(const void *opener, const char *path) {
    const struct checker *checker = opener;
    return open_source(checker->run->options.files, checker->run->options.root, checker->program,
                       path);
}

// What a supervisor has of its guest has the page table by an address of the supervisor's.
void checker_set_context(struct checker *checker, const uint32_t *context) {
    checker->context = context[CONTEXT_PAGE_TABLE] == checker->directory ? context : NULL;
}

struct subject checker_subject(const struct checker *checker) {
    return (struct subject){.machine = checker->machine,
                            .context = checker->context,
                            .image = &checker->image,
                            .break_start = checker->break_start,
                            .break_now = checker->break_now,
                            .open_source = open_text,
                            .opener = checker};
}

// What the program begins with: its segments, and what is on its stack.
static void set_initial(struct checker *checker, const uint32_t *context) {
    for (uint32_t i = 0; i < checker->image.segment_count; i++) {
        const struct segment *segment = &checker->image.segments[i];
        shadow_set(checker, segment->address, segment->memory_size, SHADOW_DEFINED);
    }
    for (uint32_t i = 0; i < image_symbol_count(&checker->image); i++) {
        struct symbol symbol = image_symbol(&checker->image, i);
        if (symbol.name != NULL && strcmp(symbol.name, "$gap") == 0)
            shadow_set(checker, symbol.address, symbol.size, SHADOW_NO_ACCESS);
    }
    uint32_t pointer = context[REGISTER_SP];
    if (pointer >= STACK_BOTTOM && pointer < STACK_TOP)
        shadow_set(checker, pointer, STACK_TOP - pointer, SHADOW_DEFINED);
}

struct checker *checker_create(struct check_run *run, struct machine *machine, const char *program,
                               const char *path, const struct image *image,
                               const uint32_t *context) {
    struct checker *checker = memory_new(sizeof *checker);
    checker->run = run;
    checker->machine = machine;
    checker->program = program;
    checker->path = path;
    checker->image = *image;
    checker->directory = context[CONTEXT_PAGE_TABLE];
    checker->is_word = context[CONTEXT_SUBSET] == ISA_MIPSTER;
    checker->break_start = checker->break_now =
        (image->end + PAGE_SIZE - 1) / PAGE_SIZE * PAGE_SIZE;
    if (!shadow_start(checker)) {
        fprintf(stderr, "%s: --check: not enough memory for what is known of the program's\n",
                run->options.command);
        free(checker);
        return NULL;
    }
    set_initial(checker, context);
    heap_start(checker);
    checker_start_engine(checker);
    return checker;
}

static void print_total(const struct checker *checker) {
    const struct heap *heap = &checker->heap;
    if (checker->reported_count == 0 && checker->suppressed == 0)
        return;
    fprintf(stderr, "%s: %s: %u error%s found", checker->run->options.command, checker->program,
            (unsigned)checker->reported_count, checker->reported_count == 1 ? "" : "s");
    if (checker->suppressed > 0)
        fprintf(stderr, ", %" PRIu64 " suppressed", checker->suppressed);
    fprintf(stderr, "; %" PRIu64 " block%s of %" PRIu64 " byte%s were allocated\n",
            heap->allocations, heap->allocations == 1 ? "" : "s", heap->bytes,
            heap->bytes == 1 ? "" : "s");
}

void checker_end(struct checker *checker) {
    print_total(checker);
    heap_end(checker);
    report_end(checker);
    stack_end(checker);
    origins_end(checker);
    shadow_end(checker);
    free(checker);
}
