// Allocation of frames, and which clients have derived something from each.
#include "frames.h"

#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../memory.h"
#include "../panic.h"
#include "machine.h"

// What is derived from a frame: one bit per client, or WRITABLE, which excludes them.
enum { WRITABLE = 1 << FRAME_CLIENTS_MAX };

// For a free frame, above these bits: the number of the next free one. A freed page itself is not
// touched.
enum { NEXT_FREE = WRITABLE << 1 };

// Or on the list of lent frames that something may derive from: LISTED + the number of the next (0
// ends the list).
enum { NOT_LENT, LENT, LISTED };

struct frame_record {
    uint32_t derived;
    uint32_t lent;
};

// ---- one entry for each frame ----

void frame_map_make(struct frame_map *map, uint32_t frame) {
    map->parts[frame / PAGE_SIZE / FRAME_MAP_ENTRIES] = memory_new(FRAME_MAP_ENTRIES * map->size);
}

void frame_map_free(struct frame_map *map) {
    unsigned char **end = map->parts + FRAME_MAP_PARTS;
    for (unsigned char **part = map->parts; part < end; part++) {
        if (*part != NULL)
            free(*part);
    }
}

static struct frame_record *record_of(struct machine *machine, uint32_t frame) {
    return frame_map_at(&machine->frames.records, frame);
}

// ---- clients ----

void frames_start(struct machine *machine) {
    machine->frames.records.size = sizeof(struct frame_record);
    machine->frames.limit = FRAME_COUNT;
}

void frames_end(struct machine *machine) {
    struct frames *frames = &machine->frames;
    for (unsigned i = frames->client_count; i-- > 0;) {
        if (frames->clients[i].client->end != NULL)
            frames->clients[i].client->end(frames->clients[i].state);
    }
    frame_map_free(&frames->records);
}

unsigned frame_register(struct machine *machine, const struct frame_client *client, void *state) {
    struct frames *frames = &machine->frames;
    if (frames->client_count == FRAME_CLIENTS_MAX)
        panic("frame_register: too many clients");
    frames->clients[frames->client_count].client = client;
    frames->clients[frames->client_count].state = state;
    return frames->client_count++;
}

// ---- frames ----

void frame_set_limit(struct machine *machine, uint32_t limit) {
    machine->frames.limit = limit;
}

uint32_t frame_limit(const struct machine *machine) {
    return machine->frames.limit;
}

uint32_t frame_allocate(struct machine *machine) {
    struct frames *frames = &machine->frames;
    if (frames->in_use >= frames->limit)
        return 0;
    uint32_t frame = frames->free_list;
    if (frame != 0) {
        struct frame_record *record = record_of(machine, frame);
        frames->free_list = record->derived / NEXT_FREE * PAGE_SIZE;
        record->derived %= NEXT_FREE;
        memset(frame_words(machine, frame), 0, PAGE_SIZE);
    } else {
        frame = environment_new_frame(machine->arena);
        if (frame == 0)
            return 0;
    }
    frames->in_use++;
    if (frames->in_use > frames->peak)
        frames->peak = frames->in_use;
    return frame;
}

void frame_free(struct machine *machine, uint32_t frame) {
    struct frame_record *record = record_of(machine, frame);
    frame_changes(machine, frame, 0, PAGE_SIZE);
    if (record->lent == LENT)
        record->lent = NOT_LENT;
    record->derived += machine->frames.free_list / PAGE_SIZE * NEXT_FREE;
    machine->frames.free_list = frame;
    machine->frames.in_use--;
}

uint32_t frame_in_use(const struct machine *machine) {
    return machine->frames.in_use;
}

uint32_t frame_peak(const struct machine *machine) {
    return machine->frames.peak;
}

void frame_derive(struct machine *machine, unsigned client, uint32_t frame) {
    struct frames *frames = &machine->frames;
    struct frame_record *record = record_of(machine, frame);
    bool was_writable = record->derived == WRITABLE;
    if (was_writable)
        record->derived = 0;
    record->derived |= 1u << client;
    if (record->lent == LENT) {
        record->lent = LISTED + frames->lent_list;
        frames->lent_list = frame / PAGE_SIZE;
    }
    if (!was_writable)
        return;
    for (unsigned i = 0; i < frames->client_count; i++) {
        if (frames->clients[i].client->write_protect != NULL)
            frames->clients[i].client->write_protect(frames->clients[i].state, frame);
    }
}

bool frame_changes(struct machine *machine, uint32_t frame, uint32_t offset, uint32_t size) {
    struct frames *frames = &machine->frames;
    struct frame_record *record = frame_map_find(&frames->records, frame);
    if (record == NULL || record->derived == 0 || record->derived == WRITABLE)
        return true;
    for (unsigned i = 0; i < frames->client_count; i++) {
        if ((record->derived >> i & 1) != 0 &&
            frames->clients[i].client->drop(frames->clients[i].state, frame, offset, size))
            record->derived &= ~(1u << i);
    }
    return record->derived == 0;
}

bool frame_hold_writable(struct machine *machine, uint32_t frame) {
    struct frame_record *record = record_of(machine, frame);
    if (record->derived != 0 && record->derived != WRITABLE)
        return false;
    record->derived = WRITABLE;
    return true;
}

void frame_store(struct machine *machine, uint32_t frame, uint32_t index, uint32_t word) {
    frame_changes(machine, frame, index * 4, 4);
    frame_words(machine, frame)[index] = word;
}

void frame_lend(struct machine *machine, uint32_t frame) {
    struct frame_record *record = record_of(machine, frame);
    if (record->lent != NOT_LENT)
        return;
    record->lent = LENT;
    for (unsigned i = 0; record->derived % WRITABLE >> i != 0; i++) {
        if ((record->derived >> i & 1) != 0)
            frame_derive(machine, i, frame);
    }
}

void frames_hand_over(struct machine *machine) {
    struct frames *frames = &machine->frames;
    while (frames->lent_list != 0) {
        uint32_t frame = frames->lent_list * PAGE_SIZE;
        struct frame_record *record = record_of(machine, frame);
        frames->lent_list = record->lent - LISTED;
        record->lent = LENT;
        frame_changes(machine, frame, 0, PAGE_SIZE);
    }
}
