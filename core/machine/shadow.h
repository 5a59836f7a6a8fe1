// Cached contexts: what the machine remembers of the guests that were switched to, so that an
// engine can execute them directly. A shadow has the registers of a context while it is in use,
// and a page table that leads from its addresses to frames of this level in one go, however many
// levels are between: it is filled as pages are needed.
//
// All of it derives from frames: from the page tables of guests in their supervisors' memory, and
// through the mappings of these supervisors down to the page tables of this level. By the rule of
// frames.h a store to one of these drops exactly what derives from it. All of it affects speed
// alone, and may be dropped at any time; its memory is bounded.
//
// One invariant makes the page rule of the switch hold while an engine runs: no shadow maps a frame
// that supports it or one of its ancestors (a block, a directory, a table that was read), and none
// may write to the page that an ancestor's switch instruction is in. Accesses that would break it
// are left to the reference, switch_step.
#ifndef SHADOW_H
#define SHADOW_H

#include <stdbool.h>
#include <stdint.h>

#include "context.h"

// Less with little memory (shadow.c: most).
enum { SHADOWS_MAX = 65536, SHADOW_TABLES_MAX = 262144 };

// Why a frame is out of reach.
enum support { SUPPORT_DIRECTORY, SUPPORT_TABLE, SUPPORT_BLOCK, SUPPORT_CODE };

// A frame that supports a shadow. All supports of a frame are linked.
struct use {
    enum support support;
    uint32_t frame; // 0: none
    struct shadow *shadow;
    struct table *table;
    struct use *next;
    struct use *previous;
};

// The members that each switch needs come first, in as few cache lines as possible: with thousands
// of guests, each line is a cache miss.
struct shadow {
    struct shadow *parent;      // NULL: a context of this level itself, a root
    struct shadow *bucket_next; // in the table of all shadows
    uint32_t address;           // of the block, in the parent's memory
    uint32_t guest_directory;   // address of the page table in the parent's memory
    uint32_t directory;         // frame of the page table that the engine uses
    uint32_t level;
    struct shadow *last_child; // that was found
    struct shadow *successor;  // the one of the same parent that was found after this one
    uint32_t *context;         // of a root in memory, otherwise one that all of the level share
    uint64_t counted;          // of a running one with a running guest (switch.c)
    uint64_t deadline;         // of a running one
    uint32_t block_frame;      // of a running shadow; its use may have been dropped since
    bool used;                 // since the last look
    bool running;              // the engine executes it or one of its descendants
    bool changed;              // since it was loaded from its block
    struct use block_use;      // where the block is
    struct use code_use;       // where the parent's switch instruction is
    uint32_t children;         // shadows whose parent it is
    struct use directory_use;  // where the guest's page table is
    struct table *tables;      // of the page table
    struct shadow *newer;      // by the time of their start, or of the last look
    struct shadow *older;
};

struct shadow_fault {
    struct shadow *shadow; // whose page is missing
    uint32_t address;
    enum access access;
};

enum shadow_result {
    SHADOW_DONE,
    SHADOW_FAULT, // the page fault of one of the contexts that are running
    SHADOW_STEP   // a matter for the reference
};

// The root for a context of this level.
struct shadow *shadow_root(struct machine *machine, uint32_t *context);
// The shadow for the guest whose block is at an address; NULL if there is no room for it.
struct shadow *shadow_child(struct machine *machine, struct shadow *parent, uint32_t address);
void shadow_set_directory(struct machine *machine, struct shadow *shadow, uint32_t guest_directory);
// False if it has to be left to the reference.
bool shadow_set_block(struct machine *machine, struct shadow *shadow, uint32_t frame);
bool shadow_set_code(struct machine *machine, struct shadow *shadow, uint32_t frame);

// The entry of an address, as far as it is mapped already, and its frame for an access, else 0.
uint32_t shadow_entry(const struct machine *machine, const struct shadow *shadow, uint32_t address);
uint32_t shadow_frame(const struct machine *machine, const struct shadow *shadow, uint32_t address,
                      enum access access);
// Maps a user address of a running shadow.
enum shadow_result shadow_reach(struct machine *machine, struct shadow *shadow, uint32_t address,
                                enum access access, struct shadow_fault *fault);

// True, once, if something was dropped from which running shadows derive.
bool shadow_invalidated(struct machine *machine);

#endif
