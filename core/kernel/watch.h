// Tracks which pages of a process change. They are write-protected until the first store to each,
// which ends a run with a page fault that the rest of the kernel never sees. The kernel reports its
// own stores.
#ifndef WATCH_H
#define WATCH_H

#include "process.h"

struct watch;

// At the start every page counts as changed. A process has one watch at most.
void watch_start(struct process *process);
// Adds a reader, who gets changes since a time of its own, and returns its number; the first
// reader, who need not be added, is 0. Starts the watch if need be. For a new reader every page has
// changed.
enum { WATCH_READERS = 3 };
unsigned watch_join(struct process *process);
void watch_end(struct process *process);

// From now on, new pages are write-protected, too, although they count as changed: for who has to
// see the first store of each run to each page.
void watch_protect_new_pages(struct process *process);

// To be called before a page is mapped: returns the permissions for its entry.
uint32_t watch_mapped(struct process *process, uint32_t page, uint32_t permissions);
// To be called when a page changes otherwise: by the kernel, or because it is unmapped.
void watch_note(struct process *process, uint32_t page);

// True if the exception in the context is a store to a page that the watch write-protects.
bool watch_protects(const struct process *process);
// Permits stores to such a page, which may have got another frame.
void watch_permit(struct process *process, uint32_t page, uint32_t frame);
// Write-protects it again; it may have got another frame.
void watch_write_protect(struct process *process, uint32_t page, uint32_t frame);

// Runs an engine as if nothing were write-protected, and notes which pages it stores to.
enum exception watch_run(struct process *process, engine *engine, uint64_t budget);

// The pages that may have changed since the reader's last watch_again, in no order.
const uint32_t *watch_changes(const struct process *process, unsigned reader, uint32_t *count);
// Write-protects them again, and forgets that they have changed.
void watch_again(struct process *process, unsigned reader);
// Instead, one after the other, by its index, the last one first: a page that has really changed,
// and is likely to do so again, stays writable and among the changes. One that has not is
// forgotten, and the last one takes its place, but later each time that it changes again: to look
// at a page takes much less time than the fault.
void watch_keep(struct process *process, unsigned reader, uint32_t index, bool has_changed);
// Write-protects the changes of reader 0, which it keeps.
void watch_write_protect_changes(struct process *process);

#endif
