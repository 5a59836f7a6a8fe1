// Digests of a run, 64 bits each. Equal runs have equal digests, on every engine, host, depth and
// schedule: they are taken at places that follow from the run alone, before every system call and
// DIGEST_INTERVAL instructions after the last place, and only over what a guest can observe.
// *State* is the digest of registers, memory and permissions at the last place; *effects*
// accumulates the states at all places, so that runs which diverge and merge again differ.
//
// Where many pages have changed since the last place, DIGEST_COST_OF_PAGE instructions for each
// follow before memory is looked at again. Meanwhile places at system calls are of registers alone,
// with the memory of before.
//
// A page is hashed by the NH of UMAC (RFC 4418, 5.1), which needs only additions and
// multiplications of words: two different pages collide with a probability of 2^-32.
#ifndef DIGEST_H
#define DIGEST_H

#include "process.h"

// A fault, and to hash a page twice, take about a tenth of the time of DIGEST_COST_OF_PAGE
// instructions. Many are more than DIGEST_FREE_PAGES.
enum { DIGEST_INTERVAL = 0x400000, DIGEST_COST_OF_PAGE = 0x20000, DIGEST_FREE_PAGES = 16 };

struct digest;

// The process has to be watched, and all of its pages to count as changed.
struct digest *digest_start(void);
void digest_end(struct digest *digest);

// Adds the state of the process.
void digest_take(struct digest *digest, struct process *process, bool with_memory);

// The state of the process now, without noting a place; the digest is that of one reader of the
// watch (watch.h).
uint64_t digest_of_now(struct digest *digest, struct process *process, unsigned reader);

// The digest of all of its memory as it is mapped, whether it is watched or not; *pages is how many
// there are.
uint64_t digest_of_memory(const struct digest *digest, const struct process *process,
                          uint32_t *pages);

// What a digest is at, to come back to it: the pages that are different since count as changed.
struct digest_mark {
    uint64_t state;
    uint64_t effects;
    uint64_t places;
    uint64_t known;
    uint64_t due;
    uint64_t memory_due;
};
struct digest_mark digest_mark(const struct digest *digest);
void digest_return(struct digest *digest, struct digest_mark mark);

uint64_t digest_state(const struct digest *digest);
uint64_t digest_effects(const struct digest *digest);
// How many instructions have retired when the next one is due, if there is no system call before.
uint64_t digest_due(const struct digest *digest);
// Whether a place at a system call is with memory.
bool digest_needs_memory(const struct digest *digest, uint64_t retired);
uint64_t digest_places(const struct digest *digest);

#endif
