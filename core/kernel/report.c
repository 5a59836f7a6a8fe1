// What commands say about the end of a process, on standard error: one line, and an explanation.
// What the guest itself has written went out before, because the kernel buffers nothing.
#include <stddef.h>
#include <stdio.h>

#include "../debug/explain.h"
#include "../progress.h"
#include "kernel.h"
#include "system_calls.h"

void process_report(const struct process *process) {
    struct subject subject = process_subject(process);
    progress_end();
    fprintf(stderr, "%s: %s: %s, pc 0x%08x", process->kernel->command, process->program,
            process->cause, (unsigned)process->place);
    explain_place(&subject, process->place);
    fprintf(stderr, "\n");
    if (process->explanation == EXPLAIN_PLACE)
        return;
    explain_death(&subject, process->place);
    if (process->explanation == EXPLAIN_CALL || process->unserved == 0)
        return;
    const struct system_call *call = system_call_find(process->unserved);
    fprintf(stderr, "  it had asked for %s (system call %u), which is not served\n",
            call != NULL ? call->name : "something unknown", (unsigned)process->unserved);
}
