// Frames: the physical pages of this level, up to a limit; and the one rule for everything that
// is derived from what a frame holds (decoded or translated code, cached mappings, cached
// contexts): *it is dropped before any store to that frame*.
//
// Who keeps something derived is a holder. It declares each frame with frame_derive. Who stores to
// a frame asks frame_changes first. Who wants to store to a frame often without asking (a cached
// write permission) says so with frame_hold_writable, and hears through `withhold` when that ends.
#ifndef FRAMES_H
#define FRAMES_H

#include <stdbool.h>
#include <stdint.h>

enum { PAGE_SIZE = 4096, PAGE_WORDS = 1024, FRAME_COUNT = 0x100000, HOLDERS_MAX = 6 };

// The page of an address; the frame of an entry of a page table.
static inline uint32_t page_start(uint32_t word) {
    return word - word % PAGE_SIZE;
}

struct frame_holder {
    // Bytes [offset, offset + size) of the frame are about to change. True if now nothing that the
    // holder has is derived from the frame; false if nothing was derived from these bytes, but from
    // others, and is kept.
    bool (*drop)(uint32_t frame, uint32_t offset, uint32_t size);
    // Forget any cached permission to write to the frame. May be NULL.
    void (*withhold)(uint32_t frame);
};

// Registers a holder, once for the whole run, and returns its number.
unsigned frame_register(const struct frame_holder *holder);

void frame_set_limit(uint32_t frames);
uint32_t frame_limit(void);
uint32_t frame_allocate(void); // zeroed; 0 if there is none left
void frame_free(uint32_t frame);
uint32_t frame_in_use(void);
uint32_t frame_peak(void);

void frame_derive(unsigned holder, uint32_t frame);
// True if nothing at all is derived from the frame any more.
bool frame_changes(uint32_t frame, uint32_t offset, uint32_t size);
// After frame_changes: true if the caller may store without asking until it is told to withhold.
bool frame_hold_writable(uint32_t frame);
// Stores one word, by the rule.
void frame_store(uint32_t frame, uint32_t index, uint32_t word);

// A frame that a guest may write is lent: when the machine beneath runs the guest, nobody is asked
// before a store. So what derives from lent frames is dropped before every such run.
void frame_lend(uint32_t frame);
void frames_hand_over(void);

#endif
