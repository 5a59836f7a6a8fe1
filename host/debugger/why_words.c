// Questions, events and origins in words.
#define _GNU_SOURCE
#include "why_words.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/machine/stack.h"

void sentence_add(struct sentence *sentence, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    size_t room = sizeof sentence->bytes - sentence->length;
    int length = vsnprintf(sentence->bytes + sentence->length, room, format, arguments);
    va_end(arguments);
    if (length > 0)
        sentence->length += (size_t)length < room ? (size_t)length : room - 1;
}

// ---- parts ----

void sentence_place(struct sentence *sentence, const struct code_frame *code) {
    sentence_add(sentence, " in %.100s", code->function);
    if (code->place.file != NULL)
        sentence_add(sentence, " at %.200s:%u", code->place.file, (unsigned)code->place.line);
}

void sentence_value(struct sentence *sentence, uint32_t value) {
    if (value < 10)
        sentence_add(sentence, "%u", (unsigned)value);
    else if (value < 0x10000)
        sentence_add(sentence, "%u (0x%x)", (unsigned)value, (unsigned)value);
    else if (value >= 0xffff8000u)
        sentence_add(sentence, "%d (0x%08x)", (int)value, (unsigned)value);
    else
        sentence_add(sentence, "0x%08x", (unsigned)value);
}

static void add_count(struct sentence *sentence, uint64_t place) {
    sentence_add(sentence, ", after %" PRIu64, place);
}

const char *why_function_name(const struct why_run *run, uint32_t pc) {
    return pc != 0 ? why_code(run, pc).function : "?";
}

const char *why_callee_name(const struct why_answer *answer, uint32_t number) {
    const struct why_frame *frame = &answer->frames[number];
    return why_function_name(answer->run, frame->entry != 0 ? frame->entry : frame->exit);
}

// What a pointer points to, by its name.
static void add_pointed(struct sentence *sentence, const struct why_run *run, uint32_t value) {
    char name[NAME_BYTES];
    struct symbol symbol = image_function_at(run->image, value);
    if (why_data_name(run, value, 0, name))
        sentence_add(sentence, ", the address of %s", name);
    else if (symbol.name != NULL && symbol.is_function && symbol.address == value)
        sentence_add(sentence, ", the address of %s", symbol.name);
}

// Where a node is: in a library, for who called that.
static void add_node_place(struct sentence *sentence, const struct why_answer *answer,
                           const struct why_node *node) {
    uint32_t frame = why_library_frame(answer, node), pc = node->step.pc;
    uint64_t place = node->step.total;
    if (frame != NO_FRAME) {
        place = node->kind == WHY_QUESTION ? place : answer->frames[frame].place;
        pc = answer->frames[frame].site;
        sentence_add(sentence, " in %.100s, called", why_callee_name(answer, frame));
    }
    struct code_frame code = why_code(answer->run, pc);
    sentence_place(sentence, &code);
    add_count(sentence, place);
}

void sentence_question(struct sentence *sentence, const struct why_answer *answer) {
    const struct why_question *question = &answer->question;
    const char *variable =
        question->reg != 0 ? why_register_name(answer->run, answer->pc, question->reg) : NULL;
    if (answer->name != NULL)
        sentence_add(sentence, "%.200s", answer->name);
    else if (variable != NULL)
        sentence_add(sentence, "%.100s", variable);
    else if (question->reg != 0 && question->reg < 32)
        sentence_add(sentence, "$%s", isa_register_names[question->reg]);
    else if (question->reg >= ISA_FPR)
        sentence_add(sentence, "$f%u", (unsigned)(question->reg - ISA_FPR));
    else if (question->reg != 0)
        sentence_add(sentence, question->reg == ISA_HI ? "$hi" : "$lo");
    else
        sentence_add(sentence, "%u byte%s at 0x%08x", (unsigned)question->size,
                     question->size == 1 ? "" : "s", (unsigned)question->address);
    sentence_add(sentence, " = ");
    sentence_value(sentence, answer->value);
    add_node_place(sentence, answer, &answer->nodes[0]);
    sentence_add(sentence, " instructions");
}

// ---- events ----

static bool is_allocator(const char *name) {
    return strcmp(name, "malloc") == 0 || strcmp(name, "calloc") == 0 ||
           strcmp(name, "realloc") == 0;
}

// The call whose result is the pointer, as far as that was followed. Functions also keep registers
// of their callers, which a pointer may have been in.
static const struct why_frame *allocation_of(const struct why_answer *answer, uint32_t number) {
    while (number != NO_NODE) {
        const struct why_node *node = &answer->nodes[number];
        for (uint32_t i = node->frame; node->reg == REGISTER_V0 && i != NO_FRAME;
             i = answer->frames[i].parent) {
            const struct why_frame *frame = &answer->frames[i];
            if (frame->exit != 0 && is_allocator(why_function_name(answer->run, frame->exit)))
                return frame;
        }
        number = node->input_count > 0 ? node->inputs[0] : NO_NODE;
    }
    return NULL;
}

static void add_call(struct sentence *sentence, const struct why_answer *answer,
                     const struct why_frame *call, const char *how) {
    if (call->site == 0)
        return;
    struct code_frame code = why_code(answer->run, call->site);
    sentence_add(sentence, "%s", how);
    sentence_place(sentence, &code);
    add_count(sentence, call->place);
}

// That the memory was freed since the pointer was made.
static void add_freed(struct sentence *sentence, const struct why_answer *answer,
                      const struct why_node *node) {
    const struct why_frame *allocation = allocation_of(answer, node->pointer);
    if (node->freed == NO_FRAME || allocation == NULL)
        return;
    const struct why_frame *call = &answer->frames[node->freed];
    if (call->place < allocation->left)
        return;
    bool is_realloc = strcmp(why_function_name(answer->run, call->entry), "realloc") == 0;
    add_call(sentence, answer, call,
             is_realloc ? ", through a pointer to a block that realloc has moved"
                        : ", through a pointer to a block that was freed");
}

static void add_data(struct sentence *sentence, const struct why_node *node, const char *name) {
    if (name[0] != 0)
        sentence_add(sentence, "%s (0x%08x)", name, (unsigned)node->address);
    else
        sentence_add(sentence, "0x%08x", (unsigned)node->address);
}

void sentence_event(struct sentence *sentence, const struct why_answer *answer,
                    const struct event *event) {
    const struct why_node *node = &answer->nodes[event->node];
    const char *callee = why_function_name(answer->run, event->callee);
    switch (event->kind) {
    case EVENT_LOADED:
        sentence_add(sentence, "loaded from ");
        add_data(sentence, node, event->name);
        break;
    case EVENT_STORED:
        sentence_add(sentence, "stored to ");
        add_data(sentence, node, event->name);
        break;
    case EVENT_COMPUTED: sentence_add(sentence, "computed"); break;
    case EVENT_PASSED:
        sentence_add(sentence, "passed to %.100s", callee);
        if (event->name[0] != 0)
            sentence_add(sentence, " as %s", event->name);
        break;
    case EVENT_RETURNED: sentence_add(sentence, "returned by %.100s", callee); break;
    case EVENT_LIBRARY:
        sentence_add(sentence, "%s by %.100s, called",
                     event->loads && event->stores ? "copied"
                     : event->stores               ? "stored"
                     : event->loads                ? "loaded"
                                                   : "computed",
                     callee);
        break;
    }
    sentence_place(sentence, &event->code);
    sentence_add(sentence, ": ");
    sentence_value(sentence, event->value);
    add_count(sentence, event->place);
    if (event->kind == EVENT_LOADED || event->kind == EVENT_STORED)
        add_freed(sentence, answer, node);
}

// ---- origins ----

static void add_variable(struct sentence *sentence, const struct why_run *run,
                         const struct why_node *node) {
    char name[NAME_BYTES];
    if (why_data_name(run, node->address, node->size, name))
        sentence_add(sentence, "%s", name);
    else
        sentence_add(sentence, "0x%08x", (unsigned)node->address);
}

static bool is_printed(unsigned char byte) {
    return byte >= ' ' && byte != 127;
}

static void add_string(struct sentence *sentence, const char *text) {
    for (; *text != 0; text++)
        sentence_add(sentence, *text >= ' ' && *text <= '~' ? "%c" : "\\x%02x",
                     (unsigned char)*text);
}

// The string in the program that an address is in. False: it looks like none.
static bool find_string(const struct why_run *run, uint32_t address, char text[64],
                        uint32_t *start) {
    unsigned char byte;
    uint32_t length = 0;
    for (*start = address; address - *start < 200; --*start) {
        if (!why_file_bytes(run, *start - 1, &byte, 1) || !is_printed(byte))
            break;
    }
    while (length < 40 && why_file_bytes(run, *start + length, &byte, 1) && is_printed(byte))
        text[length++] = (char)byte;
    text[length] = 0;
    return length >= 3 && address < *start + length + 1;
}

static void add_file_data(struct sentence *sentence, const struct why_run *run,
                          const struct why_node *node) {
    unsigned char bytes[4] = {0};
    char name[NAME_BYTES], text[64];
    uint32_t start;
    if (node->size <= 4 && why_file_bytes(run, node->address, bytes, node->size)) {
        sentence_value(sentence, image_word(bytes));
        sentence_add(sentence, ", ");
    }
    if (!why_data_name(run, node->address, node->size, name) &&
        find_string(run, node->address, text, &start)) {
        sentence_add(sentence, "character %u of the string \"", (unsigned)(node->address - start));
        add_string(sentence, text);
        sentence_add(sentence, "\"");
        return;
    }
    sentence_add(sentence, "which the program's file has in ");
    add_variable(sentence, run, node);
}

static void add_address(struct sentence *sentence, const struct why_answer *answer,
                        const struct why_node *node) {
    char name[NAME_BYTES];
    struct mixter_step step = node->step;
    step.address = step.result;
    if (isa_decode(step.word) == ISA_ADDIU &&
        why_slot_name(answer->run, &step, step.result, 0, name))
        sentence_add(sentence, "the address of %s", name);
    else if (why_data_name(answer->run, node->step.result, 0, name))
        sentence_add(sentence, "the address of %s", name);
    else if (node->step.result >= STACK_BOTTOM)
        sentence_add(sentence, "an address on the stack");
    else
        sentence_add(sentence, "an address");
    sentence_add(sentence, ", 0x%08x", (unsigned)node->step.result);
}

// What a library returns for failures is a constant; why is known from the system call.
static void add_failure(struct sentence *sentence, const struct why_answer *answer,
                        const struct why_node *node) {
    const struct why_run *run = answer->run;
    uint32_t frame = why_library_frame(answer, node), number = run->call_count;
    if (frame == NO_FRAME)
        return;
    while (number > 0 && run->calls[number - 1].total >= node->step.total)
        number--;
    if (number == 0 || run->calls[number - 1].total < answer->frames[frame].place ||
        !run->calls[number - 1].is_error)
        return;
    const struct mixter_call *call = &run->calls[number - 1];
    const char *name = why_call_name(call->number);
    sentence_add(sentence, "; the system call %s had failed: %s", name != NULL ? name : "",
                 environment_error_text(-(int32_t)call->result));
}

// A constant of 32 bits is made by two instructions.
static void add_constant(struct sentence *sentence, const struct why_answer *answer,
                         const struct why_node *node) {
    const struct why_node *user = &answer->nodes[node->user];
    enum isa_operation operation = isa_decode(user->step.word);
    bool is_half = isa_decode(node->step.word) == ISA_LUI && user->kind == WHY_COMPUTE &&
                   (operation == ISA_ADDIU || operation == ISA_ORI);
    uint32_t value = is_half ? user->step.result : node->step.result;
    sentence_add(sentence, "the constant ");
    sentence_value(sentence, value);
    add_pointed(sentence, answer->run, value);
    add_node_place(sentence, answer, node);
    add_failure(sentence, answer, node);
}

static void add_system_call(struct sentence *sentence, const struct why_run *run, uint32_t number) {
    const struct mixter_call *call = &run->calls[number];
    const char *name = why_call_name(call->number);
    if (name != NULL)
        sentence_add(sentence, "%s", name);
    else
        sentence_add(sentence, "system call %u", (unsigned)call->number);
    if (call->is_error)
        sentence_add(sentence, ", which failed with error %u", (unsigned)call->result);
}

static void add_heap(struct sentence *sentence, const struct why_answer *answer,
                     const struct why_node *node) {
    bool is_known = node->allocated != NO_FRAME;
    sentence_add(sentence, "uninitialized: nothing was stored to 0x%08x since it was %s",
                 (unsigned)node->address, is_known ? "allocated" : "mapped");
    if (!is_known)
        return;
    struct why_node inside = *node;
    inside.frame = node->allocated;
    uint32_t outer = why_library_frame(answer, &inside);
    add_call(sentence, answer, &answer->frames[outer != NO_FRAME ? outer : node->allocated], "");
}

static void add_local(struct sentence *sentence, const struct why_answer *answer,
                      const struct why_node *node) {
    const struct why_node *user = &answer->nodes[node->user];
    char name[NAME_BYTES];
    const char *variable = NULL;
    if (node->origin == ORIGIN_UNWRITTEN_REGISTER)
        variable = why_register_name(answer->run, user->step.pc, node->reg);
    else if (why_slot_name(answer->run, &user->step, node->address, node->size, name))
        variable = name;
    sentence_add(sentence, "uninitialized: nothing was assigned to %s since %.100s began",
                 variable != NULL ? variable : "this local variable",
                 why_function_name(answer->run, node->step.pc));
}

// The place of an origin: what a library did is told for who called it.
uint32_t why_origin_pc(const struct why_answer *answer, const struct why_node *node) {
    uint32_t frame = why_library_frame(answer, node);
    if (node->origin == ORIGIN_DATA || node->origin == ORIGIN_ZERO ||
        node->origin == ORIGIN_INPUT || node->origin == ORIGIN_ARGUMENT ||
        node->origin == ORIGIN_START || node->origin == ORIGIN_GIVEN_UP)
        return 0;
    if (node->origin == ORIGIN_UNWRITTEN_HEAP && node->allocated != NO_FRAME) {
        struct why_node inside = *node;
        inside.frame = node->allocated;
        frame = why_library_frame(answer, &inside);
        frame = frame != NO_FRAME ? frame : node->allocated;
    }
    return frame != NO_FRAME ? answer->frames[frame].site : node->step.pc;
}

void sentence_origin(struct sentence *sentence, const struct why_answer *answer,
                     const struct why_node *node) {
    struct why_run *run = answer->run;
    switch (node->origin) {
    case ORIGIN_CONSTANT: add_constant(sentence, answer, node); return;
    case ORIGIN_ADDRESS: add_address(sentence, answer, node); break;
    case ORIGIN_RETURN_ADDRESS: sentence_add(sentence, "the return address of the call"); break;
    case ORIGIN_DATA: add_file_data(sentence, run, node); return;
    case ORIGIN_ZERO:
        add_variable(sentence, run, node);
        sentence_add(sentence, ", which is 0 at the start and was never stored to");
        return;
    case ORIGIN_ZEROED: sentence_add(sentence, "zeroed"); break;
    case ORIGIN_INPUT: sentence_input(sentence, answer, node); return;
    case ORIGIN_ARGUMENT: sentence_argument(sentence, run, node); return;
    case ORIGIN_KERNEL:
        sentence_add(sentence, "written by ");
        add_system_call(sentence, run, node->call);
        break;
    case ORIGIN_CALL:
        sentence_add(sentence, "the result of ");
        add_system_call(sentence, run, node->call);
        break;
    case ORIGIN_UNWRITTEN_STACK:
    case ORIGIN_UNWRITTEN_REGISTER: add_local(sentence, answer, node); return;
    case ORIGIN_UNWRITTEN_HEAP: add_heap(sentence, answer, node); return;
    case ORIGIN_START: sentence_add(sentence, "what the register was at the start"); return;
    case ORIGIN_GIVEN_UP:
    case ORIGIN_NONE:
        sentence_add(sentence, "not found, %" PRIu64 " instructions back", answer->searched);
        return;
    }
    add_node_place(sentence, answer, node);
}
