// What a supervisor does with the exceptions of its guest.
#include "process.h"

#include "../machine/machine.h"

static void serve(struct process *process) {
    const uint32_t *context = process->context;
    if (context[CONTEXT_EXCEPTION] == EXCEPTION_SYSTEM_CALL) {
        process_system_call(process);
        return;
    }
    if (context[CONTEXT_EXCEPTION] == EXCEPTION_PAGE_FAULT) {
        enum access access = (enum access)context[CONTEXT_KIND];
        switch (process_map(process, context[CONTEXT_ADDRESS], access)) {
        case PAGE_MAPPED: return;
        case PAGE_NO_MEMORY: process_out_of_memory(process); return;
        case PAGE_FORBIDDEN: break;
        }
    }
    process_die(process);
}

// Frames that are taken or given back meanwhile are the process's.
void process_serve(struct process *process) {
    uint32_t others = frame_in_use(process->machine) - process->frames;
    frame_set_limit(process->machine, others + process->frame_limit);
    serve(process);
    process->frames = frame_in_use(process->machine) - others;
}
