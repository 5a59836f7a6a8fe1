// Watching the memory of a process: which pages have changed. Write permission is withheld from its
// page table until the first store to a page, which ends a run with a page fault that the kernel
// proper never sees. What the kernel itself changes it says.
#ifndef WATCH_H
#define WATCH_H

#include "process.h"

struct watch;

// From now on; every page counts as changed. One watch a process, until it ends.
void watch_start(struct process *process);
// Who wants to know of changes since another time is one more reader, whose number is returned; the
// first, who has none, is 0. Starts the watch if need be. For a new reader every page has changed.
enum { WATCH_READERS = 3 };
unsigned watch_join(struct process *process);
void watch_end(struct process *process);

// A page is about to be mapped: the permissions that its entry gets.
uint32_t watch_mapped(struct process *process, uint32_t page, uint32_t permissions);
// A page changes otherwise: by the kernel, or because it is unmapped.
void watch_note(struct process *process, uint32_t page);

// True if the exception in the context is a store to a page that is only withheld.
bool watch_withholds(const struct process *process);
// Permits stores to such a page, which now has this frame.
void watch_permit(struct process *process, uint32_t page, uint32_t frame);
// Withholds them again; the page now has this frame.
void watch_withhold(struct process *process, uint32_t page, uint32_t frame);

// An engine as if nothing were withheld: runs the process, permits what is withheld, notes it.
enum exception watch_run(struct process *process, engine *engine, uint64_t budget);

// The pages that have changed since the last watch_again, in no order.
const uint32_t *watch_changes(const struct process *process, uint32_t *count);
// Withholds all of them again.
void watch_withhold_changes(struct process *process);
// The same, and begins anew.
void watch_again(struct process *process);
// For a reader.
const uint32_t *watch_changes_for(const struct process *process, unsigned reader, uint32_t *count);
void watch_again_for(struct process *process, unsigned reader);

#endif
