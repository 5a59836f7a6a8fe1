// The main chain of a graph in steps that are worth telling.
#ifndef WHY_STORY_H
#define WHY_STORY_H

#include "../../core/debug/lines.h"
#include "why_graph.h"

enum { NAME_BYTES = 160 };

enum event_kind {
    EVENT_LOADED,
    EVENT_STORED,
    EVENT_COMPUTED,
    EVENT_PASSED,   // to a function, as a parameter
    EVENT_RETURNED, // by a function
    EVENT_LIBRARY   // what a function of a library has done, called at this place
};

struct event {
    enum event_kind kind;
    uint32_t node;     // where it happened: the first of its line, going back
    uint32_t frame;    // that it is told of
    uint32_t first;    // address of the instruction that began it
    uint32_t pc;       // of the place that is told; of calls, where they are
    uint64_t place;    // as a number of instructions
    uint32_t value;    // that has come out of it
    uint32_t callee;   // address in the function that is called; 0: none
    uint32_t repeated; // how often more the same steps come again, up to here from `since`
    uint32_t since;
    bool loads; // EVENT_LIBRARY
    bool stores;
    char name[NAME_BYTES]; // of what was loaded, stored or passed; "": none
    struct code_frame code;
};

struct story {
    struct event *events;
    uint32_t count;
    uint32_t capacity;
    uint32_t origin; // the last node
};

// False: no memory.
bool story_tell(struct story *story, const struct why_answer *answer);
void story_free(struct story *story);

// The value of the bytes that a node has loaded or stored, or that it has computed.
uint32_t why_node_value(const struct why_node *node);
// The frame of the library's function that the program has called and the node is in, or NO_FRAME.
uint32_t why_library_frame(const struct why_answer *answer, const struct why_node *node);

// ---- why_place.c: code ----

// The function and line of a code address; "?" if it is not known.
struct code_frame why_code(const struct why_run *run, uint32_t pc);
// True if it is not the program's own, as far as debugging information tells.
bool why_is_library(const struct why_run *run, uint32_t pc);
// The name of the variable in a register; NULL: not known.
const char *why_register_name(const struct why_run *run, uint32_t pc, uint32_t reg);
// The size of the frame of the function at pc.
uint32_t why_frame_size(const struct why_run *run, uint32_t pc);
const char *why_parameter_name(const struct why_run *run, uint32_t entry, uint32_t number);

// ---- why_type.c: data ----

// The name of what is at an address: "items[1].next", "errno". False: it has none.
bool why_data_name(const struct why_run *run, uint32_t address, uint32_t size,
                   char name[NAME_BYTES]);
// The same for a local variable that an instruction reaches from the stack pointer,
bool why_slot_name(const struct why_run *run, const struct mixter_step *step, uint32_t address,
                   uint32_t size, char name[NAME_BYTES]);
// and for what is at an offset from where a variable points: "list->next", "*count", "table[3]".
bool why_pointed_name(const struct why_run *run, uint32_t pc, const char *variable, uint32_t offset,
                      uint32_t size, char name[NAME_BYTES]);

#endif
