#include "explain.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../environment.h"
#include "../isa/isa.h"
#include "../machine/frames.h"
#include "../machine/lines.h"
#include "../machine/page_table.h"

enum { CALLS_MAX = 16, INLINED_MOST = 8, TEXT_MAX = 160, INSTRUCTION_MAX = 64 };

// ---- what can be read of a dead process ----

// The word at an address, if its page is there.
static bool peek(const struct process *process, uint32_t address, uint32_t *word) {
    uint32_t table;
    if (address % 4 != 0 || address > USER_LIMIT)
        return false;
    uint32_t entry = page_table_entry(process->context[CONTEXT_PAGE_TABLE], address, &table);
    if (entry == 0)
        return false;
    *word = frame_words(entry - entry % PAGE_SIZE)[address % PAGE_SIZE / 4];
    return true;
}

static bool is_code(const struct process *process, uint32_t address) {
    const struct segment *segment = image_segment_at(&process->image, address);
    return segment != NULL && page_table_allows(segment->permissions, ACCESS_EXECUTE);
}

// An instruction as the file has it: a page that has never been executed may not be mapped.
static bool read_code(const struct process *process, uint32_t address, uint32_t *word) {
    const struct segment *segment = image_segment_at(&process->image, address);
    if (segment == NULL || address - segment->address + 4 > segment->file_size || address % 4 != 0)
        return false;
    if (!peek(process, address, word))
        *word = image_word(process->image.bytes + segment->offset + (address - segment->address));
    return true;
}

static void disassemble(uint32_t word, uint32_t pc, char text[INSTRUCTION_MAX]) {
    isa_disassemble(word, pc, text, INSTRUCTION_MAX);
    for (char *c = text; *c != 0; c++)
        *c = *c == '\t' ? ' ' : *c;
}

// ---- source text ----

struct reader { // of the bytes of a file
    int32_t handle;
    uint32_t count;
    uint32_t at;
    char bytes[1024];
};

static int next_byte(struct reader *reader) {
    if (reader->at == reader->count) {
        int32_t got = environment_read(reader->handle, reader->bytes, sizeof reader->bytes);
        if (got <= 0)
            return -1;
        reader->count = (uint32_t)got;
        reader->at = 0;
    }
    return (unsigned char)reader->bytes[reader->at++];
}

// The text of a line of a file, without what is before its first word. False if it cannot be read.
static bool read_line(const char *path, uint32_t number, char text[TEXT_MAX]) {
    static char name[PATH_SIZE];
    struct reader reader = {0};
    uint32_t line = 1, length = 0;
    int byte = 0;
    if (path[0] == '<' || environment_file_kind(path, name, sizeof name) != FILE_ORDINARY)
        return false;
    reader.handle = environment_open(path, 0, 0);
    if (reader.handle < 0)
        return false;
    while (line < number && (byte = next_byte(&reader)) >= 0)
        line += byte == '\n';
    while (line == number && length + 1 < TEXT_MAX && (byte = next_byte(&reader)) >= 0 &&
           byte != '\n') {
        if (length == 0 && (byte == ' ' || byte == '\t'))
            continue;
        text[length++] = byte == '\t' ? ' ' : (byte < ' ' || byte == 127) ? '?' : (char)byte;
    }
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '?'))
        length--;
    text[length] = 0;
    environment_close(reader.handle);
    return length > 0;
}

static bool print_source(const struct source_line *place) {
    char text[TEXT_MAX];
    if (place->file == NULL || !read_line(place->file, place->line, text))
        return false;
    fprintf(stderr, "  %5u | %s\n", (unsigned)place->line, text);
    return true;
}

// ---- places ----

static void print_line(const char *before, const struct source_line *place) {
    if (place->file != NULL)
        fprintf(stderr, "%s%.200s:%u", before, place->file, (unsigned)place->line);
}

void explain_place(const struct process *process, uint32_t pc) {
    struct code_frame frame;
    struct symbol symbol = image_function_at(&process->image, pc);
    if (image_frames_at(&process->image, pc, &frame, 1) == 0)
        return;
    if (frame.place.file != NULL) {
        fprintf(stderr, " in %.200s", frame.function != NULL ? frame.function : "?");
        print_line(" at ", &frame.place);
    } else if (symbol.name != NULL) {
        fprintf(stderr, " in %.200s+0x%x", symbol.name, (unsigned)(pc - symbol.address));
    }
}

bool explain_source(const struct process *process, uint32_t pc) {
    struct code_frame frame;
    return image_frames_at(&process->image, pc, &frame, 1) > 0 && print_source(&frame.place);
}

// ---- frames ----

// What the first instructions of a function, up to its pc, have done to the stack.
struct frame {
    uint32_t pc;
    uint32_t pointer; // stack pointer now,
    uint32_t caller;  // and when it was called
    uint32_t return_address;
    bool saves_return; // it is in the frame
};

// Follows one instruction of a prologue; *constant is what $at holds.
static void follow(const struct process *process, struct frame *frame, uint32_t word,
                   uint32_t *constant, uint32_t *size, uint32_t *saved_at) {
    const uint32_t *context = process->context;
    uint32_t rs = isa_rs(word), rt = isa_rt(word);
    switch (isa_decode(word)) {
    case ISA_ADDIU:
        if (rs == REGISTER_SP && rt == REGISTER_SP && isa_immediate(word) >= 0x80000000u)
            *size -= isa_immediate(word);
        else if (rs == 0 && rt == REGISTER_AT)
            *constant = isa_immediate(word);
        break;
    case ISA_LW:
        if (rs == REGISTER_GP && rt == REGISTER_AT &&
            !peek(process, context[REGISTER_GP] + isa_immediate(word), constant))
            *constant = 0;
        break;
    case ISA_LUI:
        if (rt == REGISTER_AT)
            *constant = isa_immediate(word) * 0x10000u;
        break;
    case ISA_ADDU:
        if (isa_rd(word) == REGISTER_SP && rs == REGISTER_SP && rt == REGISTER_AT &&
            *constant >= 0x80000000u)
            *size -= *constant;
        break;
    case ISA_SW:
        if (rs == REGISTER_SP && rt == REGISTER_RA) {
            frame->saves_return = true;
            *saved_at = isa_immediate(word);
        }
        break;
    default: break;
    }
}

// Finds the caller's stack pointer and the return address. False if the function is not known.
static bool unwind(const struct process *process, struct frame *frame) {
    struct symbol symbol = image_function_at(&process->image, frame->pc);
    uint32_t word, constant = 0, size = 0, saved_at = 0;
    frame->saves_return = false;
    if (symbol.name == NULL || (symbol.size != 0 && frame->pc - symbol.address >= symbol.size))
        return false;
    for (uint32_t pc = symbol.address; pc < frame->pc; pc += 4) {
        if (!read_code(process, pc, &word))
            return false;
        follow(process, frame, word, &constant, &size, &saved_at);
    }
    frame->caller = frame->pointer + size;
    if (frame->saves_return)
        return peek(process, frame->pointer + saved_at, &frame->return_address);
    return true;
}

struct trace { // what is printed of the calls
    uint32_t count;
    uint32_t repeated; // the last one, how often more
    struct code_frame last;
    bool has_source; // the text of a line has been shown
    bool is_done;
};

static void end_repetition(struct trace *trace) {
    if (trace->repeated > 0)
        fprintf(stderr, "  %u times more\n", (unsigned)trace->repeated);
    trace->repeated = 0;
}

static void print_call(const struct code_frame *frame, struct trace *trace) {
    const struct code_frame *last = &trace->last;
    if (trace->count > 0 && frame->function == last->function &&
        frame->place.file == last->place.file && frame->place.line == last->place.line) {
        trace->repeated++;
        return;
    }
    end_repetition(trace);
    fprintf(stderr, "  called from %.200s", frame->function);
    print_line(" at ", &frame->place);
    fprintf(stderr, "\n");
    if (!trace->has_source)
        trace->has_source = print_source(&frame->place);
}

// The functions at a pc, but for the first `skip` that are inlined there, down to main.
static void print_frames(const struct process *process, uint32_t pc, uint32_t skip,
                         struct trace *trace) {
    struct code_frame frames[INLINED_MOST];
    uint32_t count = image_frames_at(&process->image, pc, frames, INLINED_MOST);
    for (uint32_t i = 0; i < count && !trace->is_done; i++) {
        if (frames[i].function == NULL)
            frames[i].function = "?";
        trace->is_done = strcmp(frames[i].function, "main") == 0 ||
                         strcmp(frames[i].function, "_start") == 0 ||
                         strcmp(frames[i].function, "__start_main") == 0;
        if (i < skip || (trace->is_done && frames[i].function[0] == '_'))
            continue;
        if (trace->count == CALLS_MAX) {
            end_repetition(trace);
            fprintf(stderr, "  and so on\n");
            trace->is_done = true;
            return;
        }
        print_call(&frames[i], trace);
        trace->last = frames[i];
        trace->count++;
    }
}

static bool is_call(const struct process *process, uint32_t pc) {
    return pc % 4 == 0 && is_code(process, pc);
}

// Whoever called whom, from `pc` out. It is the process's own, or the call of a routine that the
// process stands in; and if that jumped to nowhere, $ra says where from.
static void print_calls(const struct process *process, uint32_t pc, struct trace *trace) {
    const uint32_t *context = process->context;
    struct frame frame = {.pc = context[CONTEXT_PC],
                          .pointer = context[REGISTER_SP],
                          .return_address = context[REGISTER_RA]};
    uint32_t told = pc == frame.pc ? 0 : pc; // has been named already
    if (is_call(process, frame.pc)) {
        if (told == 0)
            print_frames(process, pc, 1, trace);
        if (!unwind(process, &frame))
            return;
    } else {
        frame.caller = frame.pointer;
    }
    while (!trace->is_done && is_call(process, frame.return_address - 8)) {
        uint32_t callee = frame.pointer;
        frame.pc = frame.return_address - 8;
        frame.pointer = frame.caller;
        print_frames(process, frame.pc, frame.pc == told, trace);
        told = 0;
        if (frame.pointer < callee || !unwind(process, &frame) || !frame.saves_return)
            break;
    }
    end_repetition(trace);
}

// ---- the instruction ----

static bool is_load_or_store(uint32_t word) {
    enum isa_operation operation = isa_decode(word);
    return operation != ISA_RESERVED &&
           (isa_table[operation].kind == ISA_LOAD || isa_table[operation].kind == ISA_STORE);
}

static bool ends_block(uint32_t word) {
    enum isa_operation operation = isa_decode(word);
    return operation == ISA_RESERVED || operation == ISA_SYSCALL ||
           isa_table[operation].kind == ISA_BRANCH || isa_table[operation].kind == ISA_LIKELY ||
           isa_table[operation].kind == ISA_TRAP;
}

// The register that an instruction writes; 0: none, or it is not clear.
static uint32_t written_by(uint32_t word) {
    enum isa_operation operation = isa_decode(word);
    if (operation == ISA_RESERVED || isa_table[operation].kind == ISA_STORE)
        return 0;
    return isa_table[operation].format == ISA_IMMEDIATE ? isa_rt(word) : isa_rd(word);
}

// True if some branch of the function leads behind `from`, up to `to`: then it is not clear what
// was executed before.
static bool is_joined(const struct process *process, uint32_t from, uint32_t to) {
    struct symbol symbol = image_function_at(&process->image, to);
    uint32_t word, end = symbol.address + symbol.size;
    for (uint32_t pc = symbol.address; pc < end && read_code(process, pc, &word); pc += 4) {
        enum isa_operation operation = isa_decode(word);
        uint32_t target = 0;
        if (operation == ISA_RESERVED)
            continue;
        const struct isa_row *row = &isa_table[operation];
        if (operation == ISA_JR && isa_rs(word) != REGISTER_RA)
            return true; // a switch, to anywhere
        if (row->kind != ISA_BRANCH && row->kind != ISA_LIKELY)
            continue;
        if (row->format == ISA_IMMEDIATE)
            target = isa_branch_target(word, pc);
        else if (operation == ISA_J)
            target = isa_jump_target(word, pc);
        if (target > from && target <= to)
            return true;
    }
    return symbol.name == NULL || symbol.size == 0;
}

// The instruction before `pc`, in the same stretch of code, that gave a register its value. Copies
// from register to register are followed.
static bool find_origin(const struct process *process, uint32_t pc, uint32_t reg, uint32_t *origin,
                        uint32_t *word) {
    uint32_t before;
    struct symbol symbol = image_function_at(&process->image, pc);
    // The branch whose delay slot this is does not end the stretch.
    bool in_slot = read_code(process, pc - 4, &before) && ends_block(before);
    uint32_t here = in_slot ? pc - 4 : pc;
    while (here > symbol.address) {
        here -= 4;
        if (!read_code(process, here, word) || ends_block(*word))
            return false;
        if (written_by(*word) != reg)
            continue;
        if (isa_decode(*word) == ISA_ADDU && (isa_rt(*word) == 0 || isa_rs(*word) == 0)) {
            reg = isa_rs(*word) + isa_rt(*word);
            continue;
        }
        // A delay slot belongs to the branch before it, which may have gone elsewhere.
        if (read_code(process, here - 4, &before) && ends_block(before))
            return false;
        *origin = here;
        return !is_joined(process, here, pc);
    }
    return false;
}

// The variable that a load reads from the stack, or near $gp, where small global ones are.
static const char *variable_of(const struct process *process, uint32_t pc, uint32_t word) {
    struct frame frame = {.pc = pc, .pointer = process->context[REGISTER_SP]};
    uint32_t address = process->context[isa_rs(word)] + isa_immediate(word);
    if (isa_rs(word) == REGISTER_GP) {
        struct symbol symbol = image_function_at(&process->image, address);
        bool is_inside = symbol.name != NULL && address - symbol.address < symbol.size;
        return is_inside ? symbol.name : NULL;
    }
    if (isa_rs(word) != REGISTER_SP || !unwind(process, &frame))
        return NULL;
    return image_variable_in_frame(&process->image, pc, (int32_t)(address - frame.caller));
}

// Where the value of a base register came from.
static void print_origin(const struct process *process, uint32_t pc, uint32_t reg) {
    uint32_t origin, word;
    char text[INSTRUCTION_MAX];
    struct source_line place;
    if (!find_origin(process, pc, reg, &origin, &word))
        return;
    bool is_load = isa_table[isa_decode(word)].kind == ISA_LOAD;
    const char *variable = is_load ? variable_of(process, origin, word) : NULL;
    if (variable != NULL)
        fprintf(stderr, "  the pointer is the variable %.100s, loaded", variable);
    else
        fprintf(stderr, "  the pointer came from the %s", is_load ? "load" : "instruction");
    if (image_line_at(&process->image, origin, &place))
        print_line(" at ", &place);
    disassemble(word, origin, text);
    fprintf(stderr, ": %s\n", text);
}

// "lw v0,4(a0) loads from address 0x00000004; a0, the variable node, is 0: a null pointer".
static void print_access(const struct process *process, uint32_t pc, uint32_t word) {
    char text[INSTRUCTION_MAX];
    uint32_t base = isa_rs(word);
    uint32_t value = process->context[base];
    bool is_store = isa_table[isa_decode(word)].kind == ISA_STORE;
    const char *variable = image_variable_at(&process->image, pc, base);
    disassemble(word, pc, text);
    fprintf(stderr, "  %s %s address 0x%08x; %s", text, is_store ? "stores to" : "loads from",
            (unsigned)process->context[CONTEXT_ADDRESS], isa_register_names[base]);
    if (variable != NULL)
        fprintf(stderr, ", the variable %.100s,", variable);
    if (value == 0)
        fprintf(stderr, " is 0: a null pointer\n");
    else if (process->context[CONTEXT_EXCEPTION] == EXCEPTION_ADDRESS_ERROR)
        fprintf(stderr, " is 0x%08x: the address has to be a multiple of %u\n", (unsigned)value,
                (unsigned)isa_table[isa_decode(word)].alignment);
    else
        fprintf(stderr, " is 0x%08x\n", (unsigned)value);
    print_origin(process, pc, base);
}

void explain_death(const struct process *process, uint32_t pc) {
    const uint32_t *context = process->context;
    uint32_t exception = context[CONTEXT_EXCEPTION], word;
    struct trace trace = {0};
    trace.has_source = explain_source(process, pc);
    if ((exception == EXCEPTION_PAGE_FAULT || exception == EXCEPTION_ADDRESS_ERROR) &&
        context[CONTEXT_KIND] != ACCESS_EXECUTE && read_code(process, pc, &word) &&
        is_load_or_store(word) && isa_rs(word) != REGISTER_SP)
        print_access(process, pc, word);
    print_calls(process, pc, &trace);
}
