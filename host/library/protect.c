// Breakpoints and watchpoints of a program without slowing it down elsewhere: the pages that they
// are in lose permissions in the page table of level 0, so that any engine faults on an access. The
// faulting instruction, and all others while the program executes such a page, are then executed by
// the reference, which ignores the protection.
//
// This is for programs that are no hypervisors, whose memory the machine itself reads for their
// guests. If a program turns out to be one, protection ends.
#include <stddef.h>

#include "../../core/isa/isa.h"
#include "../../core/kernel/watch.h"
#include "../../core/machine/page_table.h"
#include "../../core/machine/step.h"
#include "library.h"

static uint32_t entry_at(const struct process *process, uint32_t address) {
    uint32_t table;
    return page_table_entry(process->machine, process->context[CONTEXT_PAGE_TABLE], address,
                            &table);
}

uint32_t protect_filter(const struct process *process, uint32_t page, uint32_t permissions) {
    const struct mixter *mixter = (const struct mixter *)process->machine->observer;
    return mixter->protects_pages ? permissions & ~points_of_page(mixter, page) : permissions;
}

void protect_update(struct mixter *mixter, uint32_t address, uint32_t size) {
    struct process *process = mixter->process;
    if (process == NULL)
        return;
    uint32_t last = address + (size - 1);
    for (uint32_t page = page_start(address);; page += PAGE_SIZE) {
        uint32_t entry = entry_at(process, page);
        if (entry != 0 && process->watch != NULL)
            watch_write_protect(process, page, page_start(entry));
        else if (entry != 0)
            page_table_map(process->machine, process->context[CONTEXT_PAGE_TABLE], page,
                           page_start(entry),
                           protect_filter(process, page, process_permissions(process, page)));
        if (page == page_start(last))
            return;
    }
}

void protect_end(struct mixter *mixter) {
    if (!mixter->protects_pages)
        return;
    mixter->protects_pages = false;
    for (uint32_t i = 0; i < mixter->point_count; i++)
        protect_update(mixter, mixter->points[i].address, mixter->points[i].size);
}

bool protect_is_cause(const struct mixter *mixter) {
    const struct process *process = mixter->process;
    const uint32_t *context = process->context;
    uint32_t address = context[CONTEXT_ADDRESS];
    return mixter->protects_pages && context[CONTEXT_EXCEPTION] == EXCEPTION_PAGE_FAULT &&
           entry_at(process, address) != 0 &&
           page_table_allows(process_permissions(process, address), context[CONTEXT_KIND]) &&
           page_table_allows(points_of_page(mixter, page_start(address)), context[CONTEXT_KIND]);
}

// ---- the reference, which ignores the protection ----

static uint32_t *reach(void *memory, uint32_t address, uint32_t alignment, enum access access,
                       struct fault *fault) {
    struct process *process = memory;
    fault->exception = EXCEPTION_ADDRESS_ERROR;
    fault->address = address;
    fault->kind = access;
    if (address > USER_LIMIT || address % alignment != 0)
        return NULL;
    uint32_t entry = entry_at(process, address);
    uint32_t permissions = process_permissions(process, address);
    fault->exception = EXCEPTION_PAGE_FAULT;
    if (entry == 0 || !page_table_allows(permissions, access))
        return NULL;
    if (access == ACCESS_WRITE && process->watch != NULL)
        watch_note(process, page_start(address));
    if (access == ACCESS_WRITE)
        frame_changes(process->machine, page_start(entry), address % PAGE_SIZE / 4 * 4,
                      alignment > 4 ? alignment : 4);
    return frame_words(process->machine, page_start(entry)) + address / 4 % PAGE_WORDS;
}

static bool is_in_protected_code(const struct mixter *mixter, const uint32_t *context) {
    uint32_t page = page_start(context[CONTEXT_PC]);
    return page_table_allows(points_of_page(mixter, page), ACCESS_EXECUTE);
}

// Executes one instruction, and those that follow in protected code, at most `budget`.
// EXCEPTION_TIMER if it may go on, or has stopped at a point.
static enum exception step_through(struct mixter *mixter, uint32_t *context, uint64_t budget) {
    do {
        struct fault fault;
        if (points_stop(mixter, mixter->root, context))
            return EXCEPTION_TIMER;
        context[0] = 0;
        if (!step_in(context, reach, mixter->process, &fault))
            return context_raise(context, fault.exception, fault.address, fault.kind);
        context_retire(context, 1);
        budget--;
    } while (budget > 0 && is_in_protected_code(mixter, context));
    return EXCEPTION_TIMER;
}

enum exception protect_run(struct mixter *mixter, engine *engine, uint32_t *context,
                           uint64_t budget) {
    uint64_t end = context_retired(context) + budget;
    uint64_t start = context_retired(context);
    while (context_retired(context) < end) {
        enum exception exception = engine(mixter->machine, context, end - context_retired(context));
        if (exception != EXCEPTION_PAGE_FAULT || !protect_is_cause(mixter))
            return exception;
        exception = step_through(mixter, context, end - context_retired(context));
        if (mixter->has_stopped)
            mixter->machine->run.budget = context_retired(context) - start;
        if (mixter->has_stopped || exception != EXCEPTION_TIMER)
            break;
    }
    return mixter->has_stopped || context_retired(context) == end
               ? context_raise(context, EXCEPTION_TIMER, 0, 0)
               : (enum exception)context[CONTEXT_EXCEPTION];
}
