// Allocation of frames, and who has derived something from each.
#include "frames.h"

#include <stddef.h>
#include <string.h>

#include "../environment.h"
#include "../panic.h"

static const struct frame_holder *holders[HOLDERS_MAX];
static unsigned holder_count;

// By frame number: a bit for each holder that has derived something, and WRITABLE, which no bit of
// a holder goes with.
enum { WRITABLE = 1 << HOLDERS_MAX };
static uint32_t derived[FRAME_COUNT];

// By frame number: NOT_LENT, LENT, or on the list of those that something may derive from: then
// LISTED + the number of the next (0 is no frame: the end).
enum { NOT_LENT, LENT, LISTED };
static uint32_t lent[FRAME_COUNT];
static uint32_t lent_list;

static uint32_t limit = FRAME_COUNT;
static uint32_t in_use;
static uint32_t peak;
static uint32_t free_list; // linked through the first word of each free frame

unsigned frame_register(const struct frame_holder *holder) {
    if (holder_count == HOLDERS_MAX)
        panic("frame_register: too many holders");
    holders[holder_count] = holder;
    return holder_count++;
}

void frame_set_limit(uint32_t frames) {
    limit = frames;
}

uint32_t frame_limit(void) {
    return limit;
}

uint32_t frame_allocate(void) {
    if (in_use >= limit)
        return 0;
    uint32_t frame = free_list;
    if (frame != 0) {
        free_list = frame_words(frame)[0];
        memset(frame_words(frame), 0, PAGE_SIZE);
    } else {
        frame = environment_new_frame();
        if (frame == 0)
            return 0;
    }
    in_use++;
    if (in_use > peak)
        peak = in_use;
    return frame;
}

void frame_free(uint32_t frame) {
    frame_changes(frame, 0, PAGE_SIZE);
    if (lent[frame / PAGE_SIZE] == LENT)
        lent[frame / PAGE_SIZE] = NOT_LENT;
    frame_words(frame)[0] = free_list;
    free_list = frame;
    in_use--;
}

uint32_t frame_in_use(void) {
    return in_use;
}

uint32_t frame_peak(void) {
    return peak;
}

void frame_derive(unsigned holder, uint32_t frame) {
    uint32_t number = frame / PAGE_SIZE;
    bool was_writable = derived[number] == WRITABLE;
    if (was_writable)
        derived[number] = 0;
    derived[number] |= 1u << holder;
    if (lent[number] == LENT) {
        lent[number] = LISTED + lent_list;
        lent_list = number;
    }
    if (!was_writable)
        return;
    for (unsigned i = 0; i < holder_count; i++) {
        if (holders[i]->withhold != NULL)
            holders[i]->withhold(frame);
    }
}

bool frame_changes(uint32_t frame, uint32_t offset, uint32_t size) {
    uint32_t number = frame / PAGE_SIZE;
    if (derived[number] == 0 || derived[number] == WRITABLE)
        return true;
    for (unsigned i = 0; i < holder_count; i++) {
        if ((derived[number] >> i & 1) != 0 && holders[i]->drop(frame, offset, size))
            derived[number] &= ~(1u << i);
    }
    return derived[number] == 0;
}

bool frame_hold_writable(uint32_t frame) {
    uint32_t number = frame / PAGE_SIZE;
    if (derived[number] != 0 && derived[number] != WRITABLE)
        return false;
    derived[number] = WRITABLE;
    return true;
}

void frame_store(uint32_t frame, uint32_t index, uint32_t word) {
    frame_changes(frame, index * 4, 4);
    frame_words(frame)[index] = word;
}

void frame_lend(uint32_t frame) {
    uint32_t number = frame / PAGE_SIZE;
    if (lent[number] != NOT_LENT)
        return;
    lent[number] = LENT;
    for (unsigned i = 0; i < holder_count; i++) {
        if ((derived[number] >> i & 1) != 0)
            frame_derive(i, frame);
    }
}

void frames_hand_over(void) {
    while (lent_list != 0) {
        uint32_t number = lent_list;
        lent_list = lent[number] - LISTED;
        lent[number] = LENT;
        frame_changes(number * PAGE_SIZE, 0, PAGE_SIZE);
    }
}
