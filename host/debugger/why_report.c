// The answer as text and as JSON.
#define _GNU_SOURCE
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/machine/stack.h"
#include "why_story.h"

enum { LINE_BYTES = 160, TEXT_BYTES = 768, SHOWN_BYTES = 24 };

struct text {
    char bytes[TEXT_BYTES];
    size_t length;
};

static void add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(struct text *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    size_t room = sizeof text->bytes - text->length;
    int length = vsnprintf(text->bytes + text->length, room, format, arguments);
    va_end(arguments);
    if (length > 0)
        text->length += (size_t)length < room ? (size_t)length : room - 1;
}

// ---- parts of sentences ----

static void add_place(struct text *text, const struct code_frame *code) {
    add(text, " in %.100s", code->function);
    if (code->place.file != NULL)
        add(text, " at %.200s:%u", code->place.file, (unsigned)code->place.line);
}

static void add_value(struct text *text, uint32_t value) {
    if (value < 10)
        add(text, "%u", (unsigned)value);
    else if (value < 0x10000)
        add(text, "%u (0x%x)", (unsigned)value, (unsigned)value);
    else if (value >= 0xffff8000u)
        add(text, "%d (0x%08x)", (int)value, (unsigned)value);
    else
        add(text, "0x%08x", (unsigned)value);
}

static const char *function_name(const struct why_run *run, uint32_t pc) {
    return pc != 0 ? why_code(run, pc).function : "?";
}

// What a pointer points to, by its name.
static void add_pointed(struct text *text, const struct why_run *run, uint32_t value) {
    char name[NAME_BYTES];
    struct symbol symbol = image_function_at(run->image, value);
    if (why_data_name(run, value, 0, name))
        add(text, ", the address of %s", name);
    else if (symbol.name != NULL && symbol.is_function && symbol.address == value)
        add(text, ", the address of %s", symbol.name);
}

// ---- events ----

static void describe_event(struct text *text, const struct why_answer *answer,
                           const struct event *event) {
    const struct why_node *node = &answer->nodes[event->node];
    const struct why_run *run = answer->run;
    const char *callee = function_name(run, event->callee);
    switch (event->kind) {
    case EVENT_LOADED:
        add(text, "loaded from ");
        if (event->name[0] != 0)
            add(text, "%s (0x%08x)", event->name, (unsigned)node->address);
        else
            add(text, "0x%08x", (unsigned)node->address);
        break;
    case EVENT_STORED:
        if (event->name[0] != 0)
            add(text, "stored to %s", event->name);
        else
            add(text, "stored to 0x%08x", (unsigned)node->address);
        break;
    case EVENT_COMPUTED: add(text, "computed"); break;
    case EVENT_PASSED:
        add(text, "passed to %.100s", callee);
        if (event->name[0] != 0)
            add(text, " as %s", event->name);
        break;
    case EVENT_RETURNED: add(text, "returned by %.100s", callee); break;
    case EVENT_LIBRARY:
        add(text, "%s by %.100s, called",
            event->loads && event->stores ? "copied"
            : event->stores               ? "stored"
            : event->loads                ? "loaded"
                                          : "computed",
            callee);
        break;
    }
    add_place(text, &event->code);
    add(text, ": ");
    add_value(text, event->value);
    add(text, ", after %" PRIu64, event->place);
}

// ---- origins ----

static void describe_call(struct text *text, const struct why_run *run,
                          const struct mixter_call *call) {
    const char *name = why_call_name(call->number);
    if (name != NULL)
        add(text, "%s", name);
    else
        add(text, "system call %u", (unsigned)call->number);
    (void)run;
}

static bool is_read(uint32_t number) {
    return number == 4003 || number == 4145;
}

// The path that a descriptor was opened by, at a place. False: it was there at the start.
static bool find_path(struct why_run *run, uint32_t descriptor, uint32_t before, char *path,
                      size_t size) {
    for (uint32_t i = before; i-- > 0;) {
        const struct mixter_call *call = &run->calls[i];
        bool is_open = call->number == 4005 || call->number == 4288;
        if (!is_open || call->is_error || call->result != descriptor)
            continue;
        uint32_t address = call->arguments[call->number == 4288];
        if (why_go(run, call->total) != MIXTER_OK)
            return false;
        size_t length = 0;
        while (length + 1 < size && why_read(run, address + (uint32_t)length, path + length, 1) &&
               path[length] != 0)
            length++;
        path[length] = 0;
        return true;
    }
    return false;
}

// How far the file was read before a call, as far as its reads and seeks tell.
static uint64_t offset_before(const struct why_run *run, uint32_t number) {
    uint32_t descriptor = run->calls[number].arguments[0], first = number;
    uint64_t offset = 0;
    while (first > 0 &&
           !((run->calls[first - 1].number == 4005 || run->calls[first - 1].number == 4288) &&
             run->calls[first - 1].result == descriptor))
        first--;
    for (uint32_t i = first; i < number; i++) {
        const struct mixter_call *call = &run->calls[i];
        if (call->is_error || call->arguments[0] != descriptor)
            continue;
        if (is_read(call->number))
            offset += call->result;
        else if (call->number == 4019) // lseek
            offset = call->result;
        else if (call->number == 4140) // _llseek: to the start, as rewind does; else not known
            offset = call->arguments[2];
    }
    return offset;
}

static void add_bytes(struct text *text, const unsigned char *bytes, uint32_t size) {
    bool is_text = true;
    for (uint32_t i = 0; i < size; i++)
        is_text = is_text && ((bytes[i] >= ' ' && bytes[i] <= '~') || bytes[i] == '\n');
    add(text, is_text ? ": \"" : ":");
    for (uint32_t i = 0; i < size; i++) {
        if (!is_text)
            add(text, " 0x%02x", bytes[i]);
        else if (bytes[i] == '\n')
            add(text, "\\n");
        else
            add(text, "%c", bytes[i]);
    }
    if (is_text)
        add(text, "\"");
}

static void describe_input(struct text *text, struct why_run *run, const struct why_node *node) {
    const struct mixter_call *call = &run->calls[node->call];
    char path[TEXT_BYTES / 4];
    unsigned char bytes[8];
    uint32_t descriptor = call->arguments[0];
    uint64_t offset = offset_before(run, node->call) + (node->address - node->step.address);
    add(text, "%s %" PRIu64 " of ", node->size == 1 ? "byte" : "bytes from", offset);
    if (find_path(run, descriptor, node->call, path, sizeof path))
        add(text, "%s", path);
    else if (descriptor == 0)
        add(text, "standard input");
    else
        add(text, "file %u", (unsigned)descriptor);
    add(text, ", read after %" PRIu64, call->total);
    if (node->size <= sizeof bytes && why_go(run, call->total + 1) == MIXTER_OK &&
        why_read(run, node->address, bytes, node->size))
        add_bytes(text, bytes, node->size);
}

// The strings behind the vectors at the start: arguments, then the environment.
static void describe_argument(struct text *text, struct why_run *run, const struct why_node *node) {
    struct mixter_registers registers;
    uint32_t count = 0, string, after;
    if (why_go(run, 0) != MIXTER_OK ||
        mixter_read_registers(run->machine, run->path, &registers) != MIXTER_OK ||
        !why_read_word(run, registers.general[REGISTER_SP], &count)) {
        add(text, "the stack as the program found it");
        return;
    }
    uint32_t vector = registers.general[REGISTER_SP] + 4;
    if (node->address == vector - 4) {
        add(text, "argc: the program has %u argument%s", (unsigned)count, count == 1 ? "" : "s");
        return;
    }
    for (uint32_t i = 0; i < 4096; i++, vector += 4) {
        char name[64] = "";
        if (!why_read_word(run, vector, &string))
            break;
        if (node->address == vector) {
            if (string == 0)
                add(text, "the null pointer behind the last %s",
                    i <= count ? "argument" : "variable of the environment");
            else
                add(text, i < count ? "argv[%u]" : "variable %u of the environment",
                    (unsigned)(i < count ? i : i - count - 1));
            return;
        }
        if (string == 0) {
            if (i > count)
                break;
            continue;
        }
        for (after = string; after <= node->address; after++) {
            char byte = 0;
            if (!why_read(run, after, &byte, 1) || byte == 0)
                break;
            if (after - string < sizeof name - 1 && (after - string == 0 || name[0] != 0))
                name[after - string] = byte;
        }
        if (after <= node->address || node->address < string)
            continue;
        name[strcspn(name, "=")] = 0;
        if (i < count)
            add(text, "character %u of argv[%u]", (unsigned)(node->address - string), (unsigned)i);
        else
            add(text, "the environment variable %s", name);
        return;
    }
    add(text, "the stack as the program found it, at 0x%08x", (unsigned)node->address);
}

static void describe_variable(struct text *text, const struct why_run *run,
                              const struct why_node *node) {
    char name[NAME_BYTES];
    if (why_data_name(run, node->address, node->size, name))
        add(text, "%s", name);
    else
        add(text, "the word at 0x%08x", (unsigned)node->address);
}

// The constant, and what it was made by.
static void describe_constant(struct text *text, const struct why_answer *answer,
                              const struct why_node *node) {
    add(text, "the constant ");
    add_value(text, node->step.result);
    add_pointed(text, answer->run, node->step.result);
}

static void describe_address(struct text *text, const struct why_answer *answer,
                             const struct why_node *node) {
    char name[NAME_BYTES];
    const char *slot = why_slot_name(answer->run, node->step.pc, node->step.word);
    if (slot != NULL)
        add(text, "the address of the variable %s", slot);
    else if (why_data_name(answer->run, node->step.result, 0, name))
        add(text, "the address of %s", name);
    else if (node->step.result >= STACK_BOTTOM)
        add(text, "an address on the stack");
    else
        add(text, "an address");
    add(text, ", 0x%08x", (unsigned)node->step.result);
}

static void add_allocation(struct text *text, const struct why_answer *answer, uint32_t number,
                           const char *how) {
    const struct why_frame *frame = number != NO_FRAME ? &answer->frames[number] : NULL;
    if (frame == NULL || frame->site == 0)
        return;
    struct code_frame code = why_code(answer->run, frame->site);
    add(text, "%s", how);
    add_place(text, &code);
    add(text, ", after %" PRIu64, frame->place);
}

static void describe_origin(struct text *text, const struct why_answer *answer,
                            const struct why_node *node) {
    struct why_run *run = answer->run;
    bool has_place = true;
    switch (node->origin) {
    case ORIGIN_CONSTANT: describe_constant(text, answer, node); break;
    case ORIGIN_ADDRESS: describe_address(text, answer, node); break;
    case ORIGIN_RETURN_ADDRESS: add(text, "the return address of the call"); break;
    case ORIGIN_DATA:
        add(text, "what the program's file has in ");
        describe_variable(text, run, node);
        has_place = false;
        break;
    case ORIGIN_ZERO:
        describe_variable(text, run, node);
        add(text, ", which is 0 at the start and was never stored to");
        has_place = false;
        break;
    case ORIGIN_ZEROED: add(text, "zeroed by calloc"); break;
    case ORIGIN_INPUT:
        describe_input(text, run, node);
        has_place = false;
        break;
    case ORIGIN_ARGUMENT:
        describe_argument(text, run, node);
        has_place = false;
        break;
    case ORIGIN_KERNEL:
    case ORIGIN_CALL:
        add(text, node->origin == ORIGIN_CALL ? "the result of " : "written by ");
        describe_call(text, run, &run->calls[node->call]);
        if (run->calls[node->call].is_error)
            add(text, ", which failed with error %u", (unsigned)run->calls[node->call].result);
        break;
    case ORIGIN_UNWRITTEN_STACK:
        add(text, "uninitialized: nothing was stored to this local variable since %.100s began",
            function_name(run, node->step.pc));
        has_place = false;
        break;
    case ORIGIN_UNWRITTEN_HEAP:
        add(text, "uninitialized: nothing was stored to 0x%08x since it was %s",
            (unsigned)node->address, node->allocated != NO_FRAME ? "allocated" : "mapped");
        add_allocation(text, answer, node->allocated, "");
        has_place = false;
        break;
    case ORIGIN_START:
        add(text, "what the register was at the start");
        has_place = false;
        break;
    case ORIGIN_GIVEN_UP:
    case ORIGIN_NONE:
        add(text, "not found, %" PRIu64 " instructions back", answer->searched);
        has_place = false;
        break;
    }
    if (!has_place)
        return;
    struct code_frame code = why_code(run, node->step.pc);
    add_place(text, &code);
    add(text, ", after %" PRIu64, node->step.total);
}

// ---- text ----

// The text of a line of a file of the host. False: it cannot be read.
static bool read_line(const struct source_line *place, char text[LINE_BYTES]) {
    FILE *file = place->file != NULL && place->file[0] != '<' ? fopen(place->file, "r") : NULL;
    bool is_found = false;
    if (file == NULL)
        return false;
    char *line = NULL;
    size_t size = 0;
    for (uint32_t number = 1; getline(&line, &size, file) >= 0; number++) {
        if (number != place->line)
            continue;
        char *start = line + strspn(line, " \t");
        start[strcspn(start, "\r\n")] = 0;
        for (char *c = start; *c != 0; c++)
            *c = *c == '\t' ? ' ' : (unsigned char)*c < ' ' || *c == 127 ? '?' : *c;
        snprintf(text, LINE_BYTES, "%s", start);
        is_found = text[0] != 0;
        break;
    }
    free(line);
    fclose(file);
    return is_found;
}

struct printer {
    FILE *file;
    struct source_line last; // whose text was shown
};

static void print_source(struct printer *printer, const struct source_line *place) {
    char line[LINE_BYTES];
    if (place->line == printer->last.line && place->file == printer->last.file)
        return;
    printer->last = *place;
    if (read_line(place, line))
        fprintf(printer->file, "  %5u | %s\n", (unsigned)place->line, line);
}

static void describe_question(struct text *text, const struct why_answer *answer) {
    const struct why_question *question = &answer->question;
    const char *variable =
        question->reg != 0 ? why_register_name(answer->run, answer->pc, question->reg) : NULL;
    if (answer->name != NULL)
        add(text, "%.200s", answer->name);
    else if (variable != NULL)
        add(text, "%.100s", variable);
    else if (question->reg != 0 && question->reg < 32)
        add(text, "$%s", isa_register_names[question->reg]);
    else if (question->reg != 0)
        add(text, "register %u", (unsigned)question->reg);
    else
        add(text, "%u bytes at 0x%08x", (unsigned)question->size, (unsigned)question->address);
    add(text, " = ");
    add_value(text, answer->value);
    struct code_frame code = why_code(answer->run, answer->pc);
    add_place(text, &code);
    add(text, ", after %" PRIu64 " instructions", question->place);
}

static void print_event(struct printer *printer, const struct why_answer *answer,
                        const struct story *story, const struct event *event) {
    struct text text = {.length = 0};
    const struct why_node *node = &answer->nodes[event->node];
    describe_event(&text, answer, event);
    if (event->kind == EVENT_LOADED)
        add_allocation(&text, answer, node->freed, "; freed");
    fprintf(printer->file, "  %s\n", text.bytes);
    print_source(printer, &event->code.place);
    if (event->repeated == 0)
        return;
    uint32_t steps = (uint32_t)(event - story->events) - event->since + 1;
    fprintf(printer->file, "  and %s %u times more\n", steps == 1 ? "this" : "these steps",
            (unsigned)event->repeated);
}

void why_print(const struct why_answer *answer, FILE *file, uint32_t most) {
    struct printer printer = {file, {0, 0, NULL, 0}};
    struct story story;
    struct text text = {.length = 0};
    if (!story_tell(&story, answer)) {
        fprintf(file, "why: out of memory\n");
        return;
    }
    describe_question(&text, answer);
    fprintf(file, "why: %s\n", text.bytes);
    struct code_frame code = why_code(answer->run, answer->pc);
    print_source(&printer, &code.place);
    uint32_t last = most / 3, first = most - last; // of those that are too many
    for (uint32_t i = 0; i < story.count; i++) {
        if (story.count > most && i == first) {
            fprintf(file, "  and %u steps more\n", (unsigned)(story.count - most));
            i = story.count - last;
        }
        if (i < story.count)
            print_event(&printer, answer, &story, &story.events[i]);
    }
    const struct why_node *origin = &answer->nodes[story.origin];
    text.length = 0;
    describe_origin(&text, answer, origin);
    fprintf(file, "  origin: %s\n", text.bytes);
    code = why_code(answer->run, origin->step.pc);
    if (origin->step.pc != 0)
        print_source(&printer, &code.place);
    story_free(&story);
}

// ---- JSON ----

static void print_string(FILE *file, const char *text) {
    fputc('"', file);
    for (; *text != 0; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '"' || byte == '\\')
            fprintf(file, "\\%c", byte);
        else if (byte < ' ' || byte == 127)
            fprintf(file, "\\u%04x", byte);
        else
            fputc(byte, file);
    }
    fputc('"', file);
}

static void print_code(FILE *file, const struct code_frame *code) {
    fprintf(file, "\"function\": ");
    print_string(file, code->function);
    if (code->place.file != NULL) {
        fprintf(file, ", \"file\": ");
        print_string(file, code->place.file);
        fprintf(file, ", \"line\": %u", (unsigned)code->place.line);
    }
}

static void print_text(FILE *file, const struct text *text) {
    fprintf(file, ", \"text\": ");
    print_string(file, text->bytes);
}

static void print_node(FILE *file, const struct why_node *node) {
    char instruction[64];
    if (node->step.word != 0) {
        isa_disassemble(node->step.word, node->step.pc, instruction, sizeof instruction);
        for (char *c = instruction; *c != 0; c++)
            *c = *c == '\t' ? ' ' : *c;
        fprintf(file, ", \"instruction\": ");
        print_string(file, instruction);
    }
    fprintf(file, ", \"pc\": %u", (unsigned)node->step.pc);
    if (node->size != 0)
        fprintf(file, ", \"address\": %u, \"size\": %u", (unsigned)node->address,
                (unsigned)node->size);
}

static const char *const event_names[] = {
    [EVENT_LOADED] = "loaded", [EVENT_STORED] = "stored",     [EVENT_COMPUTED] = "computed",
    [EVENT_PASSED] = "passed", [EVENT_RETURNED] = "returned", [EVENT_LIBRARY] = "library"};
static const char *const origin_names[] = {
    [ORIGIN_NONE] = "unknown",
    [ORIGIN_CONSTANT] = "constant",
    [ORIGIN_ADDRESS] = "address",
    [ORIGIN_RETURN_ADDRESS] = "return address",
    [ORIGIN_DATA] = "initialized data",
    [ORIGIN_ZERO] = "zero data",
    [ORIGIN_ZEROED] = "calloc",
    [ORIGIN_INPUT] = "input",
    [ORIGIN_ARGUMENT] = "argument",
    [ORIGIN_KERNEL] = "system call output",
    [ORIGIN_CALL] = "system call result",
    [ORIGIN_UNWRITTEN_STACK] = "uninitialized local variable",
    [ORIGIN_UNWRITTEN_HEAP] = "uninitialized heap",
    [ORIGIN_START] = "start",
    [ORIGIN_GIVEN_UP] = "unknown",
};

void why_print_json(const struct why_answer *answer, FILE *file) {
    struct story story;
    struct text text = {.length = 0};
    struct code_frame code = why_code(answer->run, answer->pc);
    if (!story_tell(&story, answer))
        return;
    describe_question(&text, answer);
    fprintf(file, "{\"question\": {");
    print_code(file, &code);
    fprintf(file, ", \"count\": %" PRIu64 ", \"value\": %u", answer->question.place,
            (unsigned)answer->value);
    print_text(file, &text);
    fprintf(file, "},\n \"steps\": [");
    for (uint32_t i = 0; i < story.count; i++) {
        const struct event *event = &story.events[i];
        text.length = 0;
        describe_event(&text, answer, event);
        fprintf(file, "%s\n  {\"kind\": \"%s\", ", i > 0 ? "," : "", event_names[event->kind]);
        print_code(file, &event->code);
        fprintf(file, ", \"count\": %" PRIu64 ", \"value\": %u", event->place,
                (unsigned)event->value);
        print_node(file, &answer->nodes[event->node]);
        if (event->repeated > 0)
            fprintf(file, ", \"repeated\": %u, \"since\": %u", (unsigned)event->repeated,
                    (unsigned)event->since);
        print_text(file, &text);
        fprintf(file, "}");
    }
    const struct why_node *origin = &answer->nodes[story.origin];
    text.length = 0;
    describe_origin(&text, answer, origin);
    code = why_code(answer->run, origin->step.pc);
    fprintf(file, "],\n \"origin\": {\"kind\": \"%s\", ", origin_names[origin->origin]);
    print_code(file, &code);
    fprintf(file, ", \"count\": %" PRIu64, origin->step.total);
    print_node(file, origin);
    print_text(file, &text);
    fprintf(file, "}}\n");
    story_free(&story);
}
