// From instructions to a story: copies are left out, so are values that are kept on the stack and
// fetched again; the instructions of a line are one step; calls become steps of their own; what
// functions of libraries do is told as one step of who called them; rounds of a loop are counted.
#define _GNU_SOURCE
#include "why_story.h"

#include <stdlib.h>
#include <string.h>

enum { CYCLE_MOST = 12, ROUNDS_AFTER = 4096, EVENTS_MOST = 1 << 16 };

struct teller {
    struct story *story;
    const struct why_answer *answer;
    bool is_out_of_memory;
};

static const struct why_node *node_at(const struct teller *teller, uint32_t number) {
    return &teller->answer->nodes[number];
}

static const struct why_frame *frame_at(const struct teller *teller, uint32_t number) {
    return &teller->answer->frames[number];
}

// ---- frames ----

// The frame on the way out from `inner` whose caller is `outer`; NO_FRAME if that is not around it.
static uint32_t frame_below(const struct teller *teller, uint32_t inner, uint32_t outer) {
    while (inner != NO_FRAME && frame_at(teller, inner)->parent != outer)
        inner = frame_at(teller, inner)->parent;
    return inner;
}

// The outermost frame of libraries that a frame is in; NO_FRAME if it is none of theirs, or nobody
// knows who called.
static uint32_t library_frame(const struct teller *teller, uint32_t frame, uint32_t pc) {
    uint32_t outermost = NO_FRAME;
    const struct why_run *run = teller->answer->run;
    while (frame != NO_FRAME && why_is_library(run, pc)) {
        const struct why_frame *here = frame_at(teller, frame);
        if (here->site == 0)
            break;
        outermost = frame;
        pc = here->site;
        frame = here->parent;
    }
    return outermost != NO_FRAME && !why_is_library(run, pc) ? outermost : NO_FRAME;
}

uint32_t why_library_frame(const struct why_answer *answer, const struct why_node *node) {
    struct teller teller = {NULL, answer, false};
    return library_frame(&teller, node->frame, node->step.pc);
}

// ---- loops ----

static bool is_alike(const struct event *left, const struct event *right) {
    return left->kind == right->kind && left->pc == right->pc && right->repeated == 0 &&
           left->code.place.line == right->code.place.line && left->callee == right->callee;
}

static bool is_cycle(const struct event *events, uint32_t at, uint32_t end, uint32_t length) {
    for (uint32_t i = 0; i < length; i++) {
        if (at + length + i >= end || !is_alike(&events[at + i], &events[at + length + i]))
            return false;
    }
    return true;
}

// Leaves out what is told again and again.
static void count_rounds(struct story *story) {
    struct event *events = story->events;
    uint32_t kept = 0;
    for (uint32_t at = 0; at < story->count;) {
        uint32_t length = 1, rounds = 0;
        while (length <= CYCLE_MOST && !is_cycle(events, at, story->count, length))
            length++;
        if (length > CYCLE_MOST)
            length = 1;
        while (is_cycle(events, at + rounds * length, story->count, length))
            rounds++;
        for (uint32_t i = 0; i < length; i++)
            events[kept + i] = events[at + i];
        if (rounds > 0) {
            events[kept + length - 1].repeated += rounds;
            events[kept + length - 1].since = kept;
        }
        kept += length;
        at += length * (rounds + 1);
    }
    story->count = kept;
}

// ---- events ----

static struct event *add(struct teller *teller, const struct event *event) {
    struct story *story = teller->story;
    if (story->count >= ROUNDS_AFTER && story->count % ROUNDS_AFTER == 0)
        count_rounds(story);
    if (story->count == EVENTS_MOST) { // so many in no order: only the last is of interest
        story->events[story->count - 1] = *event;
        return &story->events[story->count - 1];
    }
    if (story->count == story->capacity) {
        uint32_t capacity = story->capacity * 2 + 64;
        struct event *larger = realloc(story->events, capacity * sizeof *larger);
        if (larger == NULL) {
            teller->is_out_of_memory = true;
            return NULL;
        }
        story->events = larger;
        story->capacity = capacity;
    }
    story->events[story->count] = *event;
    return &story->events[story->count++];
}

static bool is_same_line(const struct event *left, const struct event *right) {
    const struct source_line *a = &left->code.place, *b = &right->code.place;
    return left->frame == right->frame && a->line == b->line && a->file == b->file &&
           left->code.function == right->code.function && a->file != NULL;
}

// What the event tells is in the one before it.
static bool is_told(const struct event *last, const struct event *event) {
    if (last->kind == EVENT_LIBRARY && event->kind == EVENT_LIBRARY)
        return last->frame == event->frame;
    if (!is_same_line(last, event))
        return false;
    if (event->kind == EVENT_COMPUTED)
        return last->kind == EVENT_COMPUTED || last->kind == EVENT_STORED ||
               last->kind == EVENT_PASSED;
    return event->kind == last->kind && event->kind == EVENT_STORED &&
           strcmp(event->name, last->name) == 0;
}

static void tell(struct teller *teller, struct event *event) {
    struct story *story = teller->story;
    struct event *last = story->count > 0 ? &story->events[story->count - 1] : NULL;
    event->code = why_code(teller->answer->run, event->pc);
    if (last == NULL || !is_told(last, event)) {
        add(teller, event);
        return;
    }
    if (event->kind == last->kind && event->kind != EVENT_LIBRARY && event->first == last->first) {
        last->repeated++;
        last->since = story->count - 1;
    }
    last->loads = last->loads || event->loads;
    last->stores = last->stores || event->stores;
}

// If it is in a library: what that does, for who called it.
static bool tell_library(struct teller *teller, const struct why_node *node, uint32_t number) {
    uint32_t frame = library_frame(teller, node->frame, node->step.pc);
    if (frame == NO_FRAME)
        return false;
    const struct why_frame *call = frame_at(teller, frame);
    struct event event = {.kind = EVENT_LIBRARY,
                          .node = number,
                          .frame = frame,
                          .pc = call->site,
                          .place = call->place,
                          .value = why_node_value(node),
                          .callee = call->entry != 0 ? call->entry : call->exit,
                          .loads = node->kind == WHY_LOAD,
                          .stores = node->kind == WHY_STORE};
    tell(teller, &event);
    return true;
}

// ---- nodes ----

uint32_t why_node_value(const struct why_node *node) {
    uint32_t width = node->kind == WHY_STORE ? node->width : node->size;
    uint32_t word = node->kind == WHY_STORE ? node->step.result : node->step.second;
    bool is_part = node->kind == WHY_STORE ||
                   (node->kind == WHY_LOAD && isa_decode(node->step.word) == ISA_LW);
    if (!is_part || width == 0 || width >= 4)
        return node->step.result;
    return word >> node->address % 4 * 8 & ((1u << width * 8) - 1);
}

static bool is_on_stack(const struct why_node *node) {
    uint32_t base = isa_rs(node->step.word);
    return base == REGISTER_SP || base == REGISTER_S8;
}

// The variable that the base register of an access has come from.
static bool name_base(const struct teller *teller, const struct why_node *node,
                      char name[NAME_BYTES]) {
    const struct why_run *run = teller->answer->run;
    const char *variable = why_register_name(run, node->step.pc, isa_rs(node->step.word));
    if (variable != NULL) {
        snprintf(name, NAME_BYTES, "%s", variable);
        return true;
    }
    if (node->pointer == NO_NODE || node_at(teller, node->pointer)->kind != WHY_LOAD)
        return false;
    const struct why_node *pointer = node_at(teller, node->pointer);
    return why_slot_name(run, &pointer->step, pointer->address, 4, name) ||
           why_data_name(run, pointer->address, 4, name);
}

static void name_memory(const struct teller *teller, const struct why_node *node,
                        char name[NAME_BYTES]) {
    const struct why_run *run = teller->answer->run;
    uint32_t size = node->width != 0 ? node->width : node->size;
    char base[NAME_BYTES];
    if (why_slot_name(run, &node->step, node->address, size, name) ||
        why_data_name(run, node->address, size, name) ||
        (name_base(teller, node, base) &&
         why_pointed_name(run, node->step.pc, base, node->address - node->step.first, size, name)))
        return;
    name[0] = 0;
}

static void tell_node(struct teller *teller, uint32_t number) {
    const struct why_node *node = node_at(teller, number);
    struct event event = {.node = number,
                          .frame = node->frame,
                          .pc = node->step.pc,
                          .first = node->step.pc,
                          .place = node->step.total,
                          .value = node->step.result};
    if (node->kind == WHY_COPY || node->kind == WHY_QUESTION || node->kind == WHY_ORIGIN)
        return;
    event.kind = node->kind == WHY_COMPUTE ? EVENT_COMPUTED
                 : node->kind == WHY_LOAD  ? EVENT_LOADED
                                           : EVENT_STORED;
    if (node->kind != WHY_COMPUTE) {
        name_memory(teller, node, event.name);
        event.value = why_node_value(node);
        // What is kept on the stack for a while, and a local variable, which its store names.
        if (is_on_stack(node) && (event.name[0] == 0 || node->kind == WHY_LOAD))
            return;
    }
    if (!tell_library(teller, node, number))
        tell(teller, &event);
}

// ---- from one node to the next ----

static bool is_argument(const struct why_node *node, const struct why_node *use) {
    bool is_register = node->reg >= REGISTER_A0 && node->reg <= REGISTER_A3;
    return node->kind == WHY_STORE ? is_on_stack(node) && use->kind == WHY_LOAD && is_on_stack(use)
                                   : is_register;
}

// The value has gone into a function, and came from `node`, which is outside.
static void tell_passed(struct teller *teller, const struct why_node *node, uint32_t number,
                        uint32_t inner) {
    const struct why_run *run = teller->answer->run;
    const struct why_frame *call = frame_at(teller, inner);
    uint32_t parameter =
        node->kind == WHY_STORE ? isa_immediate(node->step.word) / 4 : node->reg - REGISTER_A0;
    struct event event = {.kind = EVENT_PASSED,
                          .node = number,
                          .frame = node->frame,
                          .pc = call->site,
                          .place = call->place,
                          .value = node->step.result,
                          .callee = call->entry};
    if (call->site == 0 || why_is_library(run, call->site) || why_is_library(run, call->entry))
        return;
    const char *name = why_parameter_name(run, call->entry, parameter);
    snprintf(event.name, sizeof event.name, "%s", name != NULL ? name : "");
    struct story *story = teller->story;
    const struct event *last = story->count > 0 ? &story->events[story->count - 1] : NULL;
    if (last != NULL && last->kind == EVENT_STORED && last->frame == inner &&
        strcmp(last->name, event.name) == 0)
        story->count--; // where the function keeps its parameter
    tell(teller, &event);
}

static void tell_returned(struct teller *teller, const struct why_node *node, uint32_t number,
                          uint32_t inner) {
    const struct why_run *run = teller->answer->run;
    const struct why_frame *call = frame_at(teller, inner);
    struct event event = {.kind = EVENT_RETURNED,
                          .node = number,
                          .frame = frame_at(teller, inner)->parent,
                          .pc = call->site,
                          .place = call->place,
                          .value = node->step.result,
                          .callee = call->entry != 0 ? call->entry : node->step.pc};
    if (call->site == 0 || why_is_library(run, call->site) || why_is_library(run, event.callee))
        return;
    tell(teller, &event);
}

static void tell_between(struct teller *teller, uint32_t later, uint32_t earlier) {
    const struct why_node *use = node_at(teller, later), *made = node_at(teller, earlier);
    if (use->frame == made->frame)
        return;
    uint32_t inner = frame_below(teller, use->frame, made->frame);
    if (inner != NO_FRAME && is_argument(made, use)) {
        tell_passed(teller, made, earlier, inner);
        return;
    }
    inner = frame_below(teller, made->frame, use->frame);
    if (inner != NO_FRAME && (made->reg == REGISTER_V0 || made->reg == REGISTER_V0 + 1))
        tell_returned(teller, made, earlier, inner);
}

bool story_tell(struct story *story, const struct why_answer *answer) {
    struct teller teller = {story, answer, false};
    memset(story, 0, sizeof *story);
    for (uint32_t number = 0;;) {
        const struct why_node *node = &answer->nodes[number];
        tell_node(&teller, number);
        story->origin = number;
        if (node->input_count == 0 || node->inputs[0] == NO_NODE)
            break;
        tell_between(&teller, number, node->inputs[0]);
        number = node->inputs[0];
    }
    count_rounds(story);
    if (!teller.is_out_of_memory)
        return true;
    story_free(story);
    return false;
}

void story_free(struct story *story) {
    free(story->events);
    story->events = NULL;
}
