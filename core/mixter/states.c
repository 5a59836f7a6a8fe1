#include "states.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../kernel/kernel.h"
#include "../kernel/watch.h"
#include "../machine/machine.h"

bool states_is_file(const char *path) {
    size_t length = strlen(path);
    return length > 5 && strcmp(path + length - 5, ".json") == 0;
}

static void destroy(struct state_file *file) {
    struct kernel *kernel = file->process->kernel;
    process_destroy(file->process);
    kernel_destroy(kernel);
    free(file->state);
}

// Each engine on a process and machine of its own, with ordinary page tables.
static void compare_copies(struct verification *verification, const char *path,
                           struct state_file *file) {
    const char *wrong;
    struct failure failure;
    struct state_file first;
    struct machine *machine = machine_create(&wrong);
    if (machine != NULL && environment_state(path, machine, &first, &failure)) {
        slice_copy(&verification->slice, first.process, file->process, false);
        verify_slice(verification, file->process, file->budget);
        destroy(&first);
    }
    if (machine != NULL)
        machine_destroy(machine);
}

static void compare_watched(struct verification *verification, struct state_file *file) {
    uint64_t left = file->budget;
    watch_start(file->process);
    // An engine of others may take it in parts.
    while (left > 0 && !file->process->ended) {
        uint64_t before = context_retired(file->process->context);
        verify_slice(verification, file->process, left);
        left -= context_retired(file->process->context) - before;
        if (file->process->context[CONTEXT_EXCEPTION] != EXCEPTION_TIMER)
            break;
    }
}

uint32_t states_verify(struct pair_settings *pair, struct verification *verification,
                       const char *path) {
    const char *command = pair->settings.command;
    struct state_file file;
    struct failure failure;
    if (!environment_state(path, pair->settings.machine, &file, &failure))
        return failure_print(&failure, command);
    if (verification->in_place || verification->slice.foreign != NULL)
        compare_watched(verification, &file);
    else
        compare_copies(verification, path, &file);
    bool is_expected = verification->different || file.is_expected(&file, command);
    destroy(&file);
    uint32_t status = verify_conclude(verification, 0);
    return status == 0 && !is_expected ? 1 : status;
}
