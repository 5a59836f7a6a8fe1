#include "explain.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../environment.h"
#include "../isa/isa.h"
#include "../machine/frames.h"
#include "../machine/lines.h"
#include "../machine/page_table.h"
#include "region.h"

enum {
    CALLS_MAX = 16,
    FRAMES_MAX = 1000000,
    INLINED_MOST = 8,
    TEXT_MAX = 160,
    INSTRUCTION_MAX = 64
};

// ---- what can be read of a dead process ----

// The word at an address, if its page is there.
static bool peek(const struct process *process, uint32_t address, uint32_t *word) {
    uint32_t table;
    if (address % 4 != 0 || address > USER_LIMIT)
        return false;
    uint32_t entry = page_table_entry(process->context[CONTEXT_PAGE_TABLE], address, &table);
    if (entry == 0)
        return false;
    *word = frame_words(page_start(entry))[address % PAGE_SIZE / 4];
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
        *word =
            image_word(image_at(&process->image, segment->offset + (address - segment->address)));
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

// What the first instructions of a function, up to a pc, have done to the stack.
struct layout {
    uint32_t pc;
    const char *function; // NULL: not known
    uint32_t size;        // of its frame, so far
    bool saves_return;    // in the frame,
    uint32_t saved_at;    // there
};

struct frame {
    uint32_t pc;
    uint32_t pointer; // stack pointer now,
    uint32_t caller;  // and when it was called
    uint32_t return_address;
    bool saves_return;
    const char *function;
};

// Follows one instruction of a prologue; *constant is what $at holds.
static void follow(const struct process *process, struct layout *layout, uint32_t word,
                   uint32_t *constant) {
    const uint32_t *context = process->context;
    uint32_t rs = isa_rs(word), rt = isa_rt(word);
    switch (isa_decode(word)) {
    case ISA_ADDIU:
        if (rs == REGISTER_SP && rt == REGISTER_SP && isa_immediate(word) >= 0x80000000u)
            layout->size -= isa_immediate(word);
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
            layout->size -= *constant;
        break;
    case ISA_SW:
        if (rs == REGISTER_SP && rt == REGISTER_RA) {
            layout->saves_return = true;
            layout->saved_at = isa_immediate(word);
        }
        break;
    default: break;
    }
}

static struct layout find_layout(const struct process *process, uint32_t pc) {
    struct layout layout = {.pc = pc};
    struct symbol symbol = image_function_at(&process->image, pc);
    uint32_t word, constant = 0;
    if (symbol.name == NULL || (symbol.size != 0 && pc - symbol.address >= symbol.size))
        return layout;
    for (uint32_t at = symbol.address; at < pc; at += 4) {
        if (!read_code(process, at, &word))
            return layout;
        follow(process, &layout, word, &constant);
    }
    layout.function = symbol.name;
    return layout;
}

// The last ones that were asked for: a recursion asks for the same again and again.
enum { LAYOUTS = 8 };
static struct layout layouts[LAYOUTS];

// Finds the function, the caller's stack pointer and the return address. False if the function is
// not known.
static bool unwind(const struct process *process, struct frame *frame) {
    struct layout *layout = &layouts[frame->pc / 4 % LAYOUTS];
    if (layout->pc != frame->pc || layout->function == NULL)
        *layout = find_layout(process, frame->pc);
    frame->function = layout->function;
    frame->saves_return = layout->saves_return;
    frame->caller = frame->pointer + layout->size;
    if (layout->function == NULL)
        return false;
    if (layout->saves_return)
        return peek(process, frame->pointer + layout->saved_at, &frame->return_address);
    return true;
}

struct trace { // what is printed of the calls
    uint32_t count;
    uint32_t repeated; // the last one, how often more
    uint32_t skipped;  // after the most that are printed
    struct code_frame last;
    bool has_line;   // a place has been told by its line,
    bool has_source; // and the text of one has been shown
    bool is_done;
};

static void end_repetition(struct trace *trace) {
    if (trace->repeated > 0)
        fprintf(stderr, "  %u times more\n", (unsigned)trace->repeated);
    trace->repeated = 0;
}

static bool is_same_call(const struct code_frame *frame, const struct code_frame *last) {
    return strcmp(frame->function, last->function) == 0 && frame->place.file == last->place.file &&
           frame->place.line == last->place.line;
}

static void print_call(const struct code_frame *frame, struct trace *trace) {
    if (trace->count > 0 && is_same_call(frame, &trace->last)) {
        trace->repeated++;
        return;
    }
    trace->last = *frame;
    if (trace->count >= CALLS_MAX && !trace->is_done) {
        trace->skipped += trace->repeated + 1;
        trace->repeated = 0;
        return;
    }
    end_repetition(trace);
    if (trace->skipped > 0)
        fprintf(stderr, "  and %u more, the first one\n", (unsigned)trace->skipped);
    trace->skipped = 0;
    fprintf(stderr, "  called from %.200s", frame->function);
    print_line(" at ", &frame->place);
    fprintf(stderr, "\n");
    trace->has_line = trace->has_line || frame->place.file != NULL;
    if (!trace->has_source)
        trace->has_source = print_source(&frame->place);
    trace->count++;
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
        if (i >= skip && !(trace->is_done && frames[i].function[0] == '_'))
            print_call(&frames[i], trace);
    }
}

static bool is_call(const struct process *process, uint32_t pc) {
    return pc % 4 == 0 && is_code(process, pc);
}

static struct frame innermost(const struct process *process) {
    const uint32_t *context = process->context;
    struct frame frame = {.pc = context[CONTEXT_PC],
                          .pointer = context[REGISTER_SP],
                          .return_address = context[REGISTER_RA]};
    return frame;
}

// Whoever called whom, from `pc` out. It is the process's own, or a call below which the process
// stands in routines that are not told; and if it jumped to nowhere, $ra says where from.
static void print_calls(const struct process *process, uint32_t pc, struct trace *trace) {
    struct frame frame = innermost(process);
    uint32_t told = pc == frame.pc ? 0 : pc; // has been named already
    uint32_t last = 0;
    if (is_call(process, frame.pc)) {
        if (told == 0)
            print_frames(process, pc, 1, trace);
        if (!unwind(process, &frame))
            return;
    } else {
        frame.caller = frame.pointer;
    }
    for (uint32_t i = 0; i < FRAMES_MAX && !trace->is_done; i++) {
        uint32_t callee = frame.pointer;
        if (!is_call(process, frame.return_address - 8))
            break;
        frame.pc = frame.return_address - 8;
        frame.pointer = frame.caller;
        bool is_known = unwind(process, &frame);
        if (told == 0 && frame.pc == last) {
            trace->repeated++; // without asking where that is again
        } else if (trace->count >= CALLS_MAX && is_known && strcmp(frame.function, "main") != 0) {
            trace->skipped += trace->repeated + 1;
            trace->repeated = 0;
            last = 0;
        } else if (told == 0 || frame.pc == told) {
            print_frames(process, frame.pc, told != 0, trace);
            last = told == 0 ? frame.pc : 0;
            told = 0;
        }
        if (frame.pointer < callee || !is_known || !frame.saves_return)
            break;
    }
    end_repetition(trace);
    if (trace->skipped > 0)
        fprintf(stderr, "  and %u more\n", (unsigned)trace->skipped);
}

uint32_t explain_backtrace(const struct process *process, uint32_t pc, struct code_frame *frames,
                           uint32_t most) {
    struct frame frame = innermost(process);
    bool has_begun = pc == frame.pc || !is_call(process, frame.pc);
    uint32_t count = 0;
    if (is_call(process, frame.pc)) {
        if (has_begun)
            count = image_frames_at(&process->image, pc, frames, most);
        if (!unwind(process, &frame) || strcmp(frame.function, "main") == 0)
            return count;
    } else {
        frame.caller = frame.pointer;
    }
    while (count < most && is_call(process, frame.return_address - 8)) {
        uint32_t callee = frame.pointer;
        frame.pc = frame.return_address - 8;
        frame.pointer = frame.caller;
        bool is_known = unwind(process, &frame);
        has_begun = has_begun || frame.pc == pc;
        if (has_begun)
            count += image_frames_at(&process->image, frame.pc, frames + count, most - count);
        bool is_main = is_known && strcmp(frame.function, "main") == 0;
        if (is_main || frame.pointer < callee || !is_known || !frame.saves_return)
            break;
    }
    return count;
}

// Routines of libcstar that a program dies in when it divides by zero or aborts.
static bool is_routine(const char *name) {
    static const char *const routines[] = {"kill", "raise", "abort"};
    for (size_t i = 0; i < sizeof routines / sizeof routines[0]; i++) {
        if (strcmp(name, routines[i]) == 0)
            return true;
    }
    return name[0] == '_' && name[1] == '_' && strcmp(name, "__start_main") != 0;
}

uint32_t explain_caller(const struct process *process) {
    memset(layouts, 0, sizeof layouts);
    struct frame frame = innermost(process);
    for (uint32_t i = 0; i < CALLS_MAX; i++) {
        struct symbol symbol = image_function_at(&process->image, frame.pc);
        if (symbol.name == NULL || !is_routine(symbol.name))
            return frame.pc;
        if (!unwind(process, &frame) || (i > 0 && !frame.saves_return) ||
            !is_call(process, frame.return_address - 8))
            break;
        frame.pc = frame.return_address - 8;
        frame.pointer = frame.caller;
    }
    return process->context[CONTEXT_PC];
}

uint32_t explain_frame_size(const struct process *process, const char **function) {
    struct frame frame = innermost(process);
    memset(layouts, 0, sizeof layouts);
    bool is_known = unwind(process, &frame);
    *function = frame.function;
    return is_known ? frame.caller - frame.pointer : 0;
}

// ---- the instruction ----

static bool is_load_or_store(uint32_t word) {
    return isa_is_load(isa_decode(word)) || isa_is_store(isa_decode(word));
}

static bool ends_block(uint32_t word) {
    enum isa_operation operation = isa_decode(word);
    return isa_has_slot(operation) || isa_table[operation].kind == ISA_TRAP;
}

// True if some branch of the function leads behind `from`, up to `to`: then it is not clear what
// was executed before.
static bool is_joined(const struct process *process, uint32_t from, uint32_t to) {
    struct symbol symbol = image_function_at(&process->image, to);
    uint32_t word, end = symbol.address + symbol.size;
    for (uint32_t pc = symbol.address; pc < end && read_code(process, pc, &word); pc += 4) {
        enum isa_operation operation = isa_decode(word);
        uint32_t target = 0;
        if (operation == ISA_JR && isa_rs(word) != REGISTER_RA)
            return true; // a switch, to anywhere
        if (operation != ISA_JAL && isa_target(operation, word, pc, &target) && target > from &&
            target <= to)
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
        if (!isa_is_written(*word, reg))
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

// The variable whose address was added to an index: one of the operands, as far as it is still to
// be found.
static void print_array(const struct process *process, uint32_t word, uint32_t sum) {
    const uint32_t *context = process->context;
    uint32_t address = context[CONTEXT_ADDRESS];
    uint32_t operands[2] = {isa_rs(word), isa_rt(word)};
    if (isa_decode(word) != ISA_ADDU)
        return;
    for (unsigned i = 0; i < 2; i++) {
        if (operands[i] == 0 || operands[i] == isa_rd(word))
            continue;
        uint32_t value = context[operands[i]];
        if (region_explain_array(process, value, address) ||
            region_explain_array(process, sum - value, address))
            return;
    }
}

static void print_origin_at(const struct process *process, uint32_t origin, uint32_t word,
                            uint32_t value) {
    char text[INSTRUCTION_MAX];
    struct source_line place;
    bool is_load = isa_is_load(isa_decode(word));
    const char *variable = is_load ? variable_of(process, origin, word) : NULL;
    if (variable != NULL)
        fprintf(stderr, "  the pointer is the variable %.100s, loaded", variable);
    else
        fprintf(stderr, "  the pointer came from the %s", is_load ? "load" : "instruction");
    if (image_line_at(&process->image, origin, &place))
        print_line(" at ", &place);
    disassemble(word, origin, text);
    fprintf(stderr, ": %s\n", text);
    print_array(process, word, value);
}

// How starc finds the word around a byte: pointer - pointer % 4.
static bool is_aligning(const struct process *process, uint32_t pc, uint32_t word) {
    uint32_t before;
    if (isa_decode(word) != ISA_SUBU)
        return false;
    for (uint32_t i = 1; i <= 8 && read_code(process, pc - 4 * i, &before); i++) {
        if (isa_is_written(before, isa_rt(word)))
            return isa_decode(before) == ISA_MFHI;
    }
    return false;
}

// Where the value of a base register came from.
static void print_origin(const struct process *process, uint32_t pc, uint32_t reg) {
    uint32_t origin, word;
    if (!find_origin(process, pc, reg, &origin, &word))
        return;
    if (is_aligning(process, origin, word)) {
        reg = isa_rs(word);
        const char *variable = image_variable_at(&process->image, origin, reg);
        if (variable != NULL)
            fprintf(stderr, "  the pointer is the variable %.100s\n", variable);
        if (variable != NULL || !find_origin(process, origin, reg, &origin, &word))
            return;
    }
    print_origin_at(process, origin, word, process->context[reg]);
}

// "lw v0,4(a0) loads from address 0x00000004; a0, the variable node, is 0: a null pointer".
static void print_access(const struct process *process, uint32_t pc, uint32_t word) {
    char text[INSTRUCTION_MAX];
    uint32_t base = isa_rs(word);
    uint32_t value = process->context[base];
    bool is_store = isa_is_store(isa_decode(word));
    const char *variable = image_variable_at(&process->image, pc, base);
    disassemble(word, pc, text);
    fprintf(stderr, "  %s %s address 0x%08x; %s", text, is_store ? "stores to" : "loads from",
            (unsigned)process->context[CONTEXT_ADDRESS], isa_register_names[base]);
    if (variable != NULL)
        fprintf(stderr, ", the variable %.100s,", variable);
    uint32_t address = process->context[CONTEXT_ADDRESS];
    if (value == 0)
        fprintf(stderr, " is 0: a null pointer\n");
    else if (address % isa_table[isa_decode(word)].alignment != 0)
        fprintf(stderr, " is 0x%08x: the address has to be a multiple of %u\n", (unsigned)value,
                (unsigned)isa_table[isa_decode(word)].alignment);
    else
        fprintf(stderr, " is 0x%08x\n", (unsigned)value);
    print_origin(process, pc, base);
    if (value != 0 && (address > USER_LIMIT || address % 4 == 0))
        region_explain(process, address, is_store ? ACCESS_WRITE : ACCESS_READ);
    if (value == 0 && process->break_refused)
        fprintf(stderr, "  the heap could not grow before that (see --memory): so malloc has "
                        "returned NULL\n");
    region_explain_pointer(value);
}

// Where the address of a function that is called in $t9 came from; its delay slot may put it there.
static void print_origin_of_call(const struct process *process, uint32_t call) {
    uint32_t word, reg = REGISTER_T9;
    if (read_code(process, call + 4, &word) && isa_is_written(word, reg)) {
        if (isa_decode(word) != ISA_ADDU || (isa_rt(word) != 0 && isa_rs(word) != 0)) {
            print_origin_at(process, call + 4, word, process->context[REGISTER_T9]);
            return;
        }
        reg = isa_rs(word) + isa_rt(word);
    }
    print_origin(process, call, reg);
}

// Jumps to where there is no code: by a call through a pointer, or by a return.
static void print_jump(const struct process *process) {
    const uint32_t *context = process->context;
    uint32_t pc = context[CONTEXT_PC], call = context[REGISTER_RA] - 8;
    if (context[REGISTER_T9] == pc && is_call(process, call)) {
        fprintf(stderr, "  a function is called through a pointer, which is 0x%08x%s\n",
                (unsigned)pc, pc == 0 ? ": a null pointer" : "");
        print_origin_of_call(process, call);
    } else if (context[REGISTER_RA] == pc) {
        fprintf(stderr, "  a function has returned to there: its return address, on the stack, was "
                        "overwritten,\n  perhaps by writing behind the end of an array\n");
    }
    if (pc != 0)
        region_explain(process, pc, ACCESS_EXECUTE);
    region_explain_pointer(pc);
}

void explain_death(const struct process *process, uint32_t pc) {
    const uint32_t *context = process->context;
    uint32_t exception = context[CONTEXT_EXCEPTION], word;
    struct trace trace = {0};
    struct source_line place;
    memset(layouts, 0, sizeof layouts); // of another process, perhaps
    trace.has_line = image_line_at(&process->image, pc, &place);
    trace.has_source = explain_source(process, pc);
    if (exception == EXCEPTION_PAGE_FAULT || exception == EXCEPTION_ADDRESS_ERROR) {
        if (context[CONTEXT_KIND] == ACCESS_EXECUTE)
            print_jump(process);
        else if (read_code(process, pc, &word) && is_load_or_store(word) &&
                 isa_rs(word) != REGISTER_SP)
            print_access(process, pc, word);
    }
    print_calls(process, pc, &trace);
    if (!trace.has_line && (trace.count > 0 || is_call(process, pc)))
        fprintf(stderr, "  (compile the program with -g to see source lines here)\n");
}
