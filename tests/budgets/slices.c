// slices ENGINE BUDGET PROGRAM ARG …: runs a program in slices of exactly BUDGET instructions and
// writes what it ended with to standard error: status, retired instructions, and a hash of its
// registers and memory. Whatever the budget, the lines have to be the same. BUDGET 0 is one run
// without slices; a list such as 1,7,64 is taken in turn. A slice that retires more or fewer
// instructions than its budget without an exception ends the test.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/kernel/kernel.h"
#include "../../core/kernel/supervise.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/page_table.h"
#include "../../core/mipster/emulate.h"
#include "../../core/mipster/run.h"
#include "../../core/machine/step.h"
#include "../../host/translate/tuning.h"

static struct machine *machine;
static uint32_t hash = 2166136261u;

static void hash_word(uint32_t word) {
    hash = (hash ^ word) * 16777619u;
    hash ^= hash / 0x8000;
}

static void hash_memory(uint32_t directory) {
    for (uint32_t page = 0; page < 0x80000; page++) {
        uint32_t table = frame_words(machine, directory)[page / 1024];
        if (table % 2 == 0) {
            page |= 1023;
            continue;
        }
        uint32_t entry = frame_words(machine, table / PAGE_SIZE * PAGE_SIZE)[page % 1024];
        if (entry % 8 == 0)
            continue;
        hash_word(page);
        hash_word(entry % 8);
        for (uint32_t i = 0; i < PAGE_WORDS; i++)
            hash_word(frame_words(machine, entry / PAGE_SIZE * PAGE_SIZE)[i]);
    }
}

static void hash_context(const uint32_t *context) {
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++)
        if (i != CONTEXT_PAGE_TABLE)
            hash_word(context[i]);
}

static uint64_t next_budget(const char **list, const char *start) {
    char *end;
    uint64_t budget = strtoull(*list, &end, 10);
    *list = *end == ',' ? end + 1 : start;
    return budget != 0 ? budget : UINT64_MAX;
}

static void run_in_slices(struct process *process, engine *engine, const char *budgets) {
    const char *list = budgets;
    while (!process->ended) {
        uint64_t before = context_retired(process->context);
        uint64_t budget = next_budget(&list, budgets);
        enum exception exception = engine(machine, process->context, budget);
        uint64_t retired = context_retired(process->context) - before;
        if (exception == EXCEPTION_TIMER ? retired != budget : retired > budget) {
            fprintf(stderr, "slices: %llu instructions retired in a slice of %llu\n",
                    (unsigned long long)retired, (unsigned long long)budget);
            exit(1);
        }
        if (exception != EXCEPTION_TIMER)
            process_serve(process);
    }
}

// The engine of that name; the translator does even the shortest slices itself.
static engine *find_engine(const char *name) {
    struct translate_tuning *tuning = translate_tuning_of(machine);
    if (tuning != NULL)
        tuning->small_budget = 0;
    if (strcmp(name, "jit") == 0)
        return environment_engine(machine);
    return strcmp(name, "step") == 0 ? step_run : run;
}

int main(int argc, char **argv) {
    struct image image;
    const char *wrong;
    if (argc < 4) {
        fprintf(stderr, "usage: slices interp|step|jit BUDGET PROGRAM ARG ...\n");
        return 2;
    }
    machine = machine_create(&wrong);
    if (machine == NULL) {
        fprintf(stderr, "slices: %s\n", wrong);
        return 2;
    }
    engine *engine = find_engine(argv[1]);
    if (engine == NULL) {
        fprintf(stderr, "slices: there is no %s\n", argv[1]);
        return 3;
    }
    struct failure failure;
    struct loader loader = {.command = "slices"};
    if (program_read(&loader, argv[3], &image) != 0)
        return 2;
    frame_set_limit(machine, 0x40000);
    struct kernel *kernel = kernel_create(machine, 1);
    kernel->command = "slices";
    kernel->report = process_report;
    const struct invocation invocation = {&image, "program", argv + 3, environment_variables()};
    struct process *process = process_create(kernel, &invocation, &failure);
    if (process == NULL)
        return failure_print(&failure, "slices"), 2;
    run_in_slices(process, engine, argv[2]);
    hash_context(process->context);
    hash_memory(process->context[CONTEXT_PAGE_TABLE]);
    fprintf(stderr, "status %u retired %llu state %08x\n", process->status,
            (unsigned long long)context_retired(process->context), hash);
    return 0;
}
