// Frames: the physical pages of a machine, up to a limit; and the one rule for everything that
// is derived from what a frame holds (decoded or translated code, cached mappings, cached
// contexts): *it is dropped before any store to that frame*.
//
// A module that keeps something derived is a client. It declares each frame with frame_derive.
// Every store to a frame calls frame_changes first. A client that wants to store to a frame often
// without these calls (a cached write permission) declares that with frame_hold_writable, and is
// notified through `write_protect` when it ends.
#ifndef FRAMES_H
#define FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PAGE_SIZE = 4096, PAGE_WORDS = 1024, FRAME_COUNT = 0x100000, FRAME_CLIENTS_MAX = 6 };

struct machine;

// The page of an address; the frame of an entry of a page table.
static inline uint32_t page_start(uint32_t word) {
    return word - word % PAGE_SIZE;
}

// ---- one entry for each frame ----

// Entries are allocated, zero, in parts of 1024: a machine that is a guest itself has no room for
// all of them.
enum { FRAME_MAP_PARTS = 1024, FRAME_MAP_ENTRIES = FRAME_COUNT / FRAME_MAP_PARTS };

struct frame_map {
    uint32_t size; // of an entry
    unsigned char *parts[FRAME_MAP_PARTS];
};

void frame_map_free(struct frame_map *map);
void frame_map_make(struct frame_map *map, uint32_t frame);

// The entry of a frame; NULL if it has not been allocated, which stands for zero.
static inline void *frame_map_find(const struct frame_map *map, uint32_t frame) {
    unsigned char *part = map->parts[frame / PAGE_SIZE / FRAME_MAP_ENTRIES];
    return part == NULL ? NULL : part + frame / PAGE_SIZE % FRAME_MAP_ENTRIES * map->size;
}

// The entry of a frame, allocated if need be.
static inline void *frame_map_at(struct frame_map *map, uint32_t frame) {
    if (map->parts[frame / PAGE_SIZE / FRAME_MAP_ENTRIES] == NULL)
        frame_map_make(map, frame);
    return frame_map_find(map, frame);
}

// ---- clients ----

struct frame_client {
    // Bytes [offset, offset + size) of the frame are about to change. True if now nothing that the
    // client has is derived from the frame; false if nothing was derived from these bytes, but from
    // others, and is kept.
    bool (*drop)(void *state, uint32_t frame, uint32_t offset, uint32_t size);
    // Forget any cached permission to write to the frame. May be NULL.
    void (*write_protect)(void *state, uint32_t frame);
    // The machine ends: frees what the client has. May be NULL.
    void (*end)(void *state);
};

// Of a machine.
struct frames {
    struct {
        const struct frame_client *client;
        void *state;
    } clients[FRAME_CLIENTS_MAX];
    unsigned client_count;
    struct frame_map records;
    uint32_t lent_list;
    uint32_t limit;
    uint32_t in_use;
    uint32_t peak;
    uint32_t free_list;
};

void frames_start(struct machine *machine);
void frames_end(struct machine *machine); // the clients first, the last one before the others

// Registers a client, until the machine ends, and returns its number. The functions of the client
// get `state`.
unsigned frame_register(struct machine *machine, const struct frame_client *client, void *state);

// ---- frames ----

void frame_set_limit(struct machine *machine, uint32_t frames);
uint32_t frame_limit(const struct machine *machine);
uint32_t frame_allocate(struct machine *machine); // zeroed; 0 if there is none left
void frame_free(struct machine *machine, uint32_t frame);
uint32_t frame_in_use(const struct machine *machine);
uint32_t frame_peak(const struct machine *machine);

void frame_derive(struct machine *machine, unsigned client, uint32_t frame);
// True if nothing at all is derived from the frame any more.
bool frame_changes(struct machine *machine, uint32_t frame, uint32_t offset, uint32_t size);
// After frame_changes: true if the caller may store freely until `write_protect`.
bool frame_hold_writable(struct machine *machine, uint32_t frame);
// Stores one word, by the rule.
void frame_store(struct machine *machine, uint32_t frame, uint32_t index, uint32_t word);

// A frame that a guest may write is lent: while the machine beneath runs the guest, stores to it go
// unnoticed. So whatever derives from lent frames is dropped before every such run.
void frame_lend(struct machine *machine, uint32_t frame);
void frames_hand_over(struct machine *machine);

#endif
