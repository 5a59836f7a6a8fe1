// The search for what has written a value: what its files share.
#ifndef WHY_SLICE_H
#define WHY_SLICE_H

#include "why_graph.h"

enum {
    ITEMS_MOST = 256,
    LINKS_MOST = 8192,
    KNOWN_WORDS = 4096,
    POINTER_SLOT = 0xff,
    ALLOCATORS = 8
};

// A node that wants an item, too.
struct link {
    uint32_t user;
    uint32_t slot;
    uint32_t fuel;
    bool is_main;
    uint32_t next; // number, plus 1; 0: none
};

// A value that is wanted: what has written it before a place?
struct item {
    uint32_t reg;     // or 0:
    uint32_t address; // bytes of memory
    uint32_t size;
    uint32_t mask;  // bits of a register that matter
    uint64_t below; // nothing from this place on counts
    uint32_t user;  // the node that it is an input of
    uint32_t slot;  // which one, or POINTER_SLOT
    uint32_t fuel;
    bool is_main;
    bool joins_main; // one of the others that want it is of the main chain
    uint32_t links;  // of these: the number of the first, plus 1
};

enum allocator { ALLOCATES, ALLOCATES_ZEROS, REALLOCATES, FREES };

struct slice {
    struct why_run *run;
    struct why_answer *answer;
    struct item items[ITEMS_MOST];
    uint32_t item_count;
    struct link links[LINKS_MOST];
    uint32_t link_count;
    uint32_t free_link; // number, plus 1
    uint64_t low;       // registers that are wanted
    uint32_t high;
    uint64_t words; // and words, as far as a bit tells
    uint32_t calls; // system calls before the place that the search has come to
    struct why_word known[KNOWN_WORDS];

    uint32_t frame;    // that the search is in
    bool wants_call;   // of the library's function that the main chain has ended in
    bool has_left;     // a function since that was asked
    bool has_later;    // a window has been searched,
    uint32_t later_pc; // that begins here

    uint32_t last_main;    // node of the main chain
    uint32_t nodes_before; // the present instruction

    struct {
        uint32_t start;
        uint32_t end;
        enum allocator kind;
    } allocators[ALLOCATORS];
    uint32_t allocator_count;
};

static inline uint64_t word_bit(uint32_t address) {
    return (uint64_t)1 << address / 4 % 64;
}

// ---- why_slice.c ----

// What is known of an instruction in the window, until the next question.
const struct why_word *slice_word(struct slice *slice, uint32_t index);
// One more input of a node. `below` 0: before the node itself.
void slice_want_register(struct slice *slice, uint32_t user, uint32_t reg, uint32_t mask,
                         uint64_t below);
// And where the address of an access came from.
void slice_want_pointer(struct slice *slice, uint32_t user, uint32_t reg);
void slice_want_memory(struct slice *slice, uint32_t user, uint32_t address, uint32_t size);
uint32_t slice_origin(struct slice *slice, const struct item *item, enum why_origin origin,
                      const struct mixter_step *step);

// ---- why_input.c: what an instruction has read ----

// Wants what has made the bits of the register that the node has written.
void slice_inputs(struct slice *slice, uint32_t number, uint32_t index, uint32_t mask);

// ---- why_bytes.c: parts of words, by word instructions ----

struct part {
    uint32_t at; // byte of the word
    uint32_t size;
    uint32_t reg;   // that has the value,
    uint64_t below; // before this place
};

// True if the sw in the window puts a part into a word.
bool slice_part_stored(struct slice *slice, uint32_t index, struct part *part);
// True if a register at the end of the window is a pointer from which its remainder by 4 was
// subtracted: the register that has the pointer, and where.
bool slice_aligned(struct why_run *run, uint32_t reg, uint32_t *pointer, uint64_t *place);
// The last instruction before `index` that has written a register, through spills; false: not near.
bool slice_written_by(struct slice *slice, uint32_t index, uint32_t reg, uint32_t *found);

// ---- why_origin.c ----

void slice_find_allocators(struct slice *slice);
// The search has come to the end of a function: of one that allocates?
void slice_allocations(struct slice *slice, uint32_t index);
// An item that nothing has written since the start; NULL: the search ends here.
void slice_initial(struct slice *slice, const struct item *item, const struct mixter_step *start);
// Makes the interesting input of each node the main one.
void slice_choose(struct why_answer *answer);

#endif
