// Callers are found by what the first instructions of each function do to the stack, so no unwind
// tables are needed.
#include "backtrace.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../isa/isa.h"
#include "../machine/page_table.h"
#include "source.h"
#include "values.h"

enum { CALLS_MAX = 16, FRAMES_MAX = 1000000, INLINED_MOST = 8 };

// Registers that calls preserve: $s0 to $s8, $gp, $sp.
enum { PRESERVED = 0x70ff0000 };

// Follows one instruction of a prologue; *constant is what $at holds.
static void follow(const struct subject *subject, struct layout *layout, uint32_t word,
                   uint32_t *constant) {
    const uint32_t *context = subject->context;
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
            !subject_word(subject, context[REGISTER_GP] + isa_immediate(word), constant))
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
        if (rs == REGISTER_SP && rt == 0 && (layout->saved >> isa_rd(word) & 1) != 0)
            layout->pointer = isa_rd(word);
        else if (isa_rd(word) == REGISTER_SP && rs == layout->pointer && rt == 0)
            layout->pointer = 0;
        break;
    case ISA_SW: // before it is changed, or it is an argument
        if (rs == REGISTER_SP && ((layout->changed | layout->saved) >> rt & 1) == 0) {
            layout->saves_return = layout->saves_return || rt == REGISTER_RA;
            layout->saved |= 1u << rt;
            layout->saved_at[rt] = isa_immediate(word);
        }
        break;
    default: break;
    }
    layout->changed |= 1u << isa_destination(word);
}

static struct layout find_layout(const struct subject *subject, uint32_t pc) {
    struct layout layout = {.pc = pc};
    struct symbol symbol = image_function_at(subject->image, pc);
    uint32_t word, constant = 0;
    if (symbol.name == NULL || (symbol.size != 0 && pc - symbol.address >= symbol.size))
        return layout;
    for (uint32_t at = symbol.address; at < pc; at += 4) {
        if (!subject_code(subject, at, &word))
            return layout;
        follow(subject, &layout, word, &constant);
    }
    layout.function = symbol.name;
    return layout;
}

bool backtrace_unwind(const struct subject *subject, struct stack_frame *frame) {
    struct layout *layout = &frame->layouts[frame->pc / 4 % LAYOUTS];
    if (layout->pc != frame->pc || layout->function == NULL)
        *layout = find_layout(subject, frame->pc);
    frame->function = layout->function;
    frame->saves_return = layout->saves_return;
    if (layout->pointer != 0 && (frame->known_registers >> layout->pointer & 1) != 0)
        frame->pointer = frame->registers[layout->pointer];
    frame->caller = frame->pointer + layout->size;
    frame->layout = layout->function != NULL ? layout : NULL;
    if (layout->function == NULL)
        return false;
    if (layout->saves_return)
        return subject_word(subject, frame->pointer + layout->saved_at[REGISTER_RA],
                            &frame->return_address);
    return true;
}

void backtrace_leave(const struct subject *subject, struct stack_frame *frame) {
    const struct layout *layout = frame->layout;
    if (layout != NULL)
        frame->known_registers &= (uint32_t)PRESERVED;
    for (uint32_t reg = 0; layout != NULL && reg < 32; reg++) {
        uint32_t bit = 1u << reg & (uint32_t)PRESERVED & layout->saved;
        if (bit == 0)
            continue;
        frame->known_registers &= ~bit;
        if (subject_word(subject, frame->pointer + layout->saved_at[reg], &frame->registers[reg]))
            frame->known_registers |= bit;
    }
    frame->pc = frame->return_address - 8;
    frame->pointer = frame->registers[REGISTER_SP] = frame->caller;
    frame->is_left = true;
    frame->layout = NULL;
}

static void end_repetition(struct call_trace *trace) {
    if (trace->repeated > 0)
        fprintf(stderr, "  %u times more\n", (unsigned)trace->repeated);
    trace->repeated = 0;
}

static bool is_same_file(const char *file, const char *last) {
    return file == last || (file != NULL && last != NULL && strcmp(file, last) == 0);
}

static bool is_same_call(const struct code_frame *frame, const struct code_frame *last) {
    return strcmp(frame->function, last->function) == 0 &&
           is_same_file(frame->place.file, last->place.file) &&
           frame->place.line == last->place.line;
}

static void print_call(const struct subject *subject, const struct code_frame *frame,
                       const struct stack_frame *stack, struct call_trace *trace) {
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
    source_print_place(" at ", &frame->place);
    fprintf(stderr, "\n");
    trace->has_line = trace->has_line || frame->place.file != NULL;
    if (!trace->has_source && source_print(subject, &frame->place)) {
        trace->has_source = true;
        if (stack != NULL)
            values_print(subject, stack);
    }
    trace->count++;
}

// Prints the functions at a pc, without the first `skip` that are inlined there, down to main.
static void print_frames(const struct subject *subject, const struct stack_frame *frame,
                         uint32_t skip, struct call_trace *trace) {
    struct code_frame frames[INLINED_MOST];
    uint32_t count = image_frames_at(subject->image, frame->pc, frames, INLINED_MOST);
    for (uint32_t i = 0; i < count && !trace->is_done; i++) {
        if (frames[i].function == NULL)
            frames[i].function = "?";
        trace->is_done = strcmp(frames[i].function, "main") == 0 ||
                         strcmp(frames[i].function, "_start") == 0 ||
                         strcmp(frames[i].function, "__start_main") == 0;
        if (i >= skip && !(trace->is_done && frames[i].function[0] == '_'))
            print_call(subject, &frames[i], i == 0 ? frame : NULL, trace);
    }
}

bool backtrace_is_call(const struct subject *subject, uint32_t pc) {
    return pc % 4 == 0 && subject_is_code(subject, pc);
}

struct stack_frame backtrace_innermost(const struct subject *subject) {
    const uint32_t *context = subject->context;
    struct stack_frame frame = {.pc = context[CONTEXT_PC],
                                .pointer = context[REGISTER_SP],
                                .return_address = context[REGISTER_RA],
                                .known_registers = 0xffffffffu};
    memcpy(frame.registers, context, sizeof frame.registers);
    return frame;
}

// Prints the call chain, starting at `pc`.
void backtrace_print(const struct subject *subject, uint32_t pc, struct call_trace *trace) {
    struct stack_frame frame = backtrace_innermost(subject);
    uint32_t reported = pc == frame.pc ? 0 : pc; // has been named already
    uint32_t last = 0;
    if (backtrace_is_call(subject, frame.pc)) {
        if (reported == 0)
            print_frames(subject, &frame, 1, trace);
        if (!backtrace_unwind(subject, &frame))
            return;
    } else {
        frame.caller = frame.pointer;
    }
    for (uint32_t i = 0; i < FRAMES_MAX && !trace->is_done; i++) {
        uint32_t callee = frame.pointer;
        if (!backtrace_is_call(subject, frame.return_address - 8))
            break;
        backtrace_leave(subject, &frame);
        bool is_known = backtrace_unwind(subject, &frame);
        if (reported == 0 && frame.pc == last) {
            trace->repeated++; // without asking where that is again
        } else if (trace->count >= CALLS_MAX && is_known && strcmp(frame.function, "main") != 0) {
            trace->skipped += trace->repeated + 1;
            trace->repeated = 0;
            last = 0;
        } else if (reported == 0 || frame.pc == reported) {
            if (reported != 0)
                values_print(subject, &frame);
            print_frames(subject, &frame, reported != 0, trace);
            last = reported == 0 ? frame.pc : 0;
            reported = 0;
        }
        if (frame.pointer < callee || !is_known || !frame.saves_return)
            break;
    }
    end_repetition(trace);
    if (trace->skipped > 0)
        fprintf(stderr, "  and %u more\n", (unsigned)trace->skipped);
}

uint32_t backtrace_frames(const struct subject *subject, uint32_t pc, struct code_frame *frames,
                          uint32_t most) {
    struct stack_frame frame = backtrace_innermost(subject);
    bool has_begun = pc == frame.pc || !backtrace_is_call(subject, frame.pc);
    uint32_t count = 0;
    if (backtrace_is_call(subject, frame.pc)) {
        if (has_begun)
            count = image_frames_at(subject->image, pc, frames, most);
        if (!backtrace_unwind(subject, &frame) || strcmp(frame.function, "main") == 0)
            return count;
    } else {
        frame.caller = frame.pointer;
    }
    while (count < most && backtrace_is_call(subject, frame.return_address - 8)) {
        uint32_t callee = frame.pointer;
        backtrace_leave(subject, &frame);
        bool is_known = backtrace_unwind(subject, &frame);
        has_begun = has_begun || frame.pc == pc;
        if (has_begun)
            count += image_frames_at(subject->image, frame.pc, frames + count, most - count);
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

uint32_t backtrace_caller(const struct subject *subject) {
    struct stack_frame frame = backtrace_innermost(subject);
    for (uint32_t i = 0; i < CALLS_MAX; i++) {
        struct symbol symbol = image_function_at(subject->image, frame.pc);
        if (symbol.name == NULL || !is_routine(symbol.name))
            return frame.pc;
        if (!backtrace_unwind(subject, &frame) || (i > 0 && !frame.saves_return) ||
            !backtrace_is_call(subject, frame.return_address - 8))
            break;
        backtrace_leave(subject, &frame);
    }
    return subject->context[CONTEXT_PC];
}

uint32_t backtrace_frame_size(const struct subject *subject, const char **function) {
    struct stack_frame frame = backtrace_innermost(subject);
    bool is_known = backtrace_unwind(subject, &frame);
    *function = frame.function;
    return is_known ? frame.caller - frame.pointer : 0;
}
