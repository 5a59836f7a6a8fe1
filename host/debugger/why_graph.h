// What why_*.c share: the run, and the graph that the search makes of it.
#ifndef WHY_GRAPH_H
#define WHY_GRAPH_H

#include <stddef.h>

#include "../../core/isa/isa.h"
#include "../../core/machine/context.h"
#include "why.h"

enum { NO_NODE = 0xffffffffu, NO_FRAME = 0xffffffffu, NO_CALL = 0xffffffffu };

// ---- why_run.c ----

struct why_run {
    struct mixter *machine;
    struct history *history;
    const struct image *image;
    char *path;
    struct mixter_call *calls; // system calls of the context, in order
    uint32_t call_count;
    uint32_t call_capacity;
    bool has_lost_calls;        // there were too many
    struct mixter_step *window; // instructions of the context, in order
    uint32_t window_count;
    uint32_t window_capacity;
    uint64_t window_start; // place that it begins at
    uint8_t *pages;        // bits: what is mapped at the place that is asked for
};

// Fills the window with what was executed up to a place, from at most `size` before it on.
enum mixter_error why_window(struct why_run *run, uint64_t end, uint64_t size);
enum mixter_error why_go(struct why_run *run, uint64_t place);
enum mixter_error why_go_to_start(struct why_run *run); // of the program
void why_note_pages(struct why_run *run);
bool why_is_mapped(const struct why_run *run, uint32_t address);
bool why_read(struct why_run *run, uint32_t address, void *bytes, uint32_t size);
bool why_read_word(struct why_run *run, uint32_t address, uint32_t *word);
// The bytes that the program's file has at an address. False: it has not.
bool why_file_bytes(const struct why_run *run, uint32_t address, unsigned char *bytes,
                    uint32_t size);
// Memory that a system call has written, or has left what it was. False: none.
bool why_call_writes(struct why_run *run, const struct mixter_call *call, uint32_t *address,
                     uint32_t *size);
const char *why_call_name(uint32_t number); // NULL: not known

// ---- why_slice.c ----

enum why_kind {
    WHY_QUESTION,
    WHY_COPY, // of a register
    WHY_COMPUTE,
    WHY_LOAD,
    WHY_STORE,
    WHY_ORIGIN
};

enum why_origin {
    ORIGIN_NONE,
    ORIGIN_CONSTANT,
    ORIGIN_ADDRESS,         // of a variable
    ORIGIN_RETURN_ADDRESS,  // of a call
    ORIGIN_DATA,            // what the program's file has there
    ORIGIN_ZERO,            // a variable that nothing was ever stored to
    ORIGIN_ZEROED,          // by calloc
    ORIGIN_INPUT,           // bytes that were read
    ORIGIN_ARGUMENT,        // argv or the environment
    ORIGIN_KERNEL,          // other memory that a system call has written
    ORIGIN_CALL,            // its result
    ORIGIN_UNWRITTEN_STACK, // a local variable
    ORIGIN_UNWRITTEN_HEAP,
    ORIGIN_UNWRITTEN_REGISTER,
    ORIGIN_START, // a register as it was at the start
    ORIGIN_GIVEN_UP
};

enum { INPUTS_MOST = 4 };

struct why_node {
    enum why_kind kind;
    enum why_origin origin;
    struct mixter_step step; // as it was executed; of an origin in a system call its place
    uint32_t reg;            // that it has written,
    uint32_t mask;           // and which bits of it matter
    uint32_t address;        // bytes that it has loaded or stored, and that matter
    uint32_t size;
    uint32_t width;               // of what the program means: a part of the word, or all of it
    uint32_t inputs[INPUTS_MOST]; // the main one first
    uint32_t input_count;
    uint32_t user;      // the node that it is an input of
    uint32_t pointer;   // loads: where the address came from, or NO_NODE
    uint32_t frame;     // that it was executed in
    uint32_t allocated; // frame of the call that has allocated what an address is in, or NO_FRAME
    uint32_t freed;     // and of the one that has freed it after that
    uint32_t call;      // of origins: number of the system call
    uint32_t fuel;      // how far its inputs are followed; the main chain has no bound
    uint32_t interest;
    bool is_main;
};

// A call of a function, as the search has passed it.
struct why_frame {
    uint32_t parent; // NO_FRAME: not known
    uint32_t site;   // address of the call; 0: not known
    uint32_t entry;  // of the function
    uint64_t place;  // of the call
    uint64_t left;   // and of the return,
    uint32_t exit;   // from here; 0: not known
    uint32_t nodes;  // that there were before it
    bool is_kept;    // a node refers to it
};

struct why_answer {
    struct why_run *run;
    struct why_question question;
    char *name;
    uint32_t value;
    uint32_t pc;            // of the question
    struct why_node *nodes; // the first is the question
    uint32_t node_count;
    uint32_t node_capacity;
    struct why_frame *frames; // the first is that of the question
    uint32_t frame_count;
    uint32_t frame_capacity;
    uint64_t searched; // instructions
    bool is_out_of_memory;
};

// ---- what instructions are to the search, by their words ----

struct why_word {
    uint32_t word;
    bool is_known;
    enum isa_operation operation;
    uint64_t low;  // bits: registers 0 to 63 that it writes,
    uint32_t high; // and those from 64 on
    bool is_store;
    bool is_load;
    bool links;
    bool returns;
};

#endif
