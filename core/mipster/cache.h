// What the emulator caches, all of it derived from frames and dropped by the rule of
// machine/frames.h: decoded pages, by frame, and for each address space the pages that were used
// last. It affects speed alone.
#ifndef CACHE_H
#define CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "../machine/context.h"
#include "../machine/frames.h"

// Operations of decoded instructions: those of the instruction table; then special cases, and
// groups that are executed at once.
enum {
    DECODED_UNKNOWN, // not decoded yet
#define ISA(id, name, operands, format, word, fixed, subset, kind, size, alignment, reads, writes, \
            effect)                                                                                \
    DECODED_##id,
#include "../isa/isa.def"
#undef ISA
    DECODED_STEP,    // for the reference, whatever it is
    DECODED_MOVE,    // mfhi mflo mthi mtlo: a = b
    DECODED_OUTSIDE, // not an instruction: execution leaves the page
#define NEAR_PLAIN(id)
#define NEAR_TRAP(id)
#define NEAR_LOAD(id)
#define NEAR_STORE(id)
#define NEAR_LOAD_INDEXED(id)
#define NEAR_STORE_INDEXED(id)
#define NEAR_JUMP(id)
#define NEAR_BRANCH(id) DECODED_##id##_NEAR, // its target is in the page
#define NEAR_LIKELY     NEAR_BRANCH
#define ISA(id, name, operands, format, word, fixed, subset, kind, size, alignment, reads, writes, \
            effect)                                                                                \
    NEAR_##kind(id)
#include "../isa/isa.def"
#undef ISA
#undef NEAR_BRANCH
    DECODED_GROUPS,
    DECODED_BEFORE_GROUPS = DECODED_GROUPS - 1,
#define GROUP2(a, b)    DECODED_##a##_##b,
#define GROUP3(a, b, c) DECODED_##a##_##b##_##c,
#include "groups_alike.def"
    DECODED_OPERATIONS
};

// One decoded instruction, with the operands of its effect (isa.h); a is the target of a branch or
// jump that has one: its distance from the page; if that is near, its distance from here, in bytes
// of records; its address within its 256 MiB. c of a jump is its own distance from the page.
// All zero: not decoded; `first` alone is known of a slot that belongs to a group. The operands of
// the other instructions of a group are in their own records.
//
// A run ends with the slot of a branch, or with the page. `run` is the number of instructions from
// here to there, and stays when the page is dropped, because it may have been taken from a budget.
struct decoded {
    uint16_t operation;
    uint16_t first; // the operation of this instruction by itself, though it begins a group
    int32_t run;
    uint32_t a;
    uint32_t b;
    uint32_t c;
};

struct interpreter;

struct decoded_page {
    struct interpreter *interpreter;
    uint32_t frame;
    const uint32_t *words;
    uint32_t subset;                     // by which it is decoded
    bool derived;                        // something has been decoded since the last drop
    struct decoded_page *next;           // all pages
    struct decoded code[PAGE_WORDS + 2]; // then DECODED_OUTSIDE
};

enum { GROUP_MAX = 3, CACHED_PAGES = 256, DECODED_PAGES_MAX = 16384, SPACES_MAX = 16 };

// A page that a slot was filled with: its address, plus the access that it was for.
struct cached_page {
    uint32_t page;
    void *place; // its words; to execute, the decoded page
};

// The first pages that a space was filled with since it was empty, kept for when another space
// takes its slot in between: restoring them costs a few words, not a walk for each page. Valid only
// while `generation` is that of the interpreter.
enum { REMEMBERED_PAGES = 6 };

struct remembered {
    uint64_t generation;
    uint32_t subset;
    uint32_t count;
    struct cached_page pages[REMEMBERED_PAGES];
    struct remembered *next; // of all
};

// Slot of an address: address / PAGE_SIZE % CACHED_PAGES. The page in a slot is the address of its
// first word; in an empty slot, one that belongs to another slot. Where the words of a page are is
// kept as the distance from an address to its word.
struct space {
    uint32_t directory;
    uint32_t subset; // of instructions
    uint32_t read_page[CACHED_PAGES];
    uintptr_t read_distance[CACHED_PAGES];
    uint32_t write_page[CACHED_PAGES];
    uintptr_t write_distance[CACHED_PAGES]; // only of frames held writable
    uint32_t code_page[CACHED_PAGES];
    struct decoded_page *code[CACHED_PAGES];
    struct machine *machine;
    struct interpreter *interpreter;
    struct remembered *remembered; // NULL as long as no other space wants the slot
    bool holds_others;             // than those that are remembered
};

struct space *cache_space(struct machine *machine, uint32_t directory, uint32_t subset);

// Finds the word that holds an accessed address, and caches its page if possible; NULL after
// raising the exception.
uint32_t *cache_read_word(struct space *space, uint32_t *context, uint32_t address,
                          uint32_t alignment);
uint32_t *cache_write_word(struct space *space, uint32_t *context, uint32_t address,
                           uint32_t alignment);
// The decoded page of an address to be executed; NULL after raising the exception.
struct decoded_page *cache_code_page(struct space *space, uint32_t *context, uint32_t address);

// Decodes the run that begins there.
void cache_decode(struct decoded_page *page, uint32_t index);

// True if `address` is in the page, and aligned.
static inline bool cache_has(uint32_t page, uint32_t address, uint32_t alignment) {
    return (address & ((0u - PAGE_SIZE) | (alignment - 1))) == page;
}

#endif
