#include "machine.h"

#include <stdlib.h>

#include "../environment.h"

struct machine *machine_create(const char **wrong) {
    struct machine *machine = calloc(1, sizeof *machine);
    *wrong = "out of memory";
    if (machine == NULL)
        return NULL;
    machine->arena = environment_arena(&machine->memory, wrong);
    if (machine->arena == NULL) {
        free(machine);
        return NULL;
    }
    frames_start(machine);
    return machine;
}

void machine_destroy(struct machine *machine) {
    frames_end(machine);
    switch_step_end(machine);
    environment_arena_free(machine->arena);
    free(machine);
}
