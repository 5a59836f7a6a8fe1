#include "explain.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../isa/isa.h"
#include "../machine/page_table.h"
#include "backtrace.h"
#include "region.h"
#include "source.h"

enum { INSTRUCTION_MAX = 64 };

static void disassemble(uint32_t word, uint32_t pc, char text[INSTRUCTION_MAX]) {
    isa_disassemble(word, pc, text, INSTRUCTION_MAX);
    for (char *c = text; *c != 0; c++)
        *c = *c == '\t' ? ' ' : *c;
}

// ---- places ----

void explain_place(const struct subject *subject, uint32_t pc) {
    struct code_frame frame;
    struct symbol symbol = image_function_at(subject->image, pc);
    if (image_frames_at(subject->image, pc, &frame, 1) == 0)
        return;
    if (frame.place.file != NULL) {
        fprintf(stderr, " in %.200s", frame.function != NULL ? frame.function : "?");
        source_print_place(" at ", &frame.place);
    } else if (symbol.name != NULL) {
        fprintf(stderr, " in %.200s+0x%x", symbol.name, (unsigned)(pc - symbol.address));
    }
}

bool explain_source(const struct subject *subject, uint32_t pc) {
    struct code_frame frame;
    return image_frames_at(subject->image, pc, &frame, 1) > 0 && source_print(&frame.place);
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
static bool is_joined(const struct subject *subject, uint32_t from, uint32_t to) {
    struct symbol symbol = image_function_at(subject->image, to);
    uint32_t word, end = symbol.address + symbol.size;
    for (uint32_t pc = symbol.address; pc < end && subject_code(subject, pc, &word); pc += 4) {
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
static bool find_origin(const struct subject *subject, uint32_t pc, uint32_t reg, uint32_t *origin,
                        uint32_t *word) {
    uint32_t before;
    struct symbol symbol = image_function_at(subject->image, pc);
    // The branch whose delay slot this is does not end the stretch.
    bool in_slot = subject_code(subject, pc - 4, &before) && ends_block(before);
    uint32_t here = in_slot ? pc - 4 : pc;
    while (here > symbol.address) {
        here -= 4;
        if (!subject_code(subject, here, word) || ends_block(*word))
            return false;
        if (!isa_is_written(*word, reg))
            continue;
        if (isa_decode(*word) == ISA_ADDU && (isa_rt(*word) == 0 || isa_rs(*word) == 0)) {
            reg = isa_rs(*word) + isa_rt(*word);
            continue;
        }
        // A delay slot belongs to the branch before it, which may have gone elsewhere.
        if (subject_code(subject, here - 4, &before) && ends_block(before))
            return false;
        *origin = here;
        return !is_joined(subject, here, pc);
    }
    return false;
}

// The variable that a load reads from the stack, or near $gp, where small global ones are.
static const char *variable_of(const struct subject *subject, uint32_t pc, uint32_t word) {
    struct stack_frame frame = {.pc = pc, .pointer = subject->context[REGISTER_SP]};
    uint32_t address = subject->context[isa_rs(word)] + isa_immediate(word);
    if (isa_rs(word) == REGISTER_GP) {
        struct symbol symbol = image_function_at(subject->image, address);
        bool is_inside = symbol.name != NULL && address - symbol.address < symbol.size;
        return is_inside ? symbol.name : NULL;
    }
    if (isa_rs(word) != REGISTER_SP || !backtrace_unwind(subject, &frame))
        return NULL;
    return image_variable_in_frame(subject->image, pc, (int32_t)(address - frame.caller));
}

// The variable whose address was added to an index: one of the operands, as far as it is still to
// be found.
static void print_array(const struct subject *subject, uint32_t word, uint32_t sum) {
    const uint32_t *context = subject->context;
    uint32_t address = context[CONTEXT_ADDRESS];
    uint32_t operands[2] = {isa_rs(word), isa_rt(word)};
    if (isa_decode(word) != ISA_ADDU)
        return;
    for (unsigned i = 0; i < 2; i++) {
        if (operands[i] == 0 || operands[i] == isa_rd(word))
            continue;
        uint32_t value = context[operands[i]];
        if (region_explain_array(subject, value, address) ||
            region_explain_array(subject, sum - value, address))
            return;
    }
}

static void print_origin_at(const struct subject *subject, uint32_t origin, uint32_t word,
                            uint32_t value) {
    char text[INSTRUCTION_MAX];
    struct source_line place;
    bool is_load = isa_is_load(isa_decode(word));
    const char *variable = is_load ? variable_of(subject, origin, word) : NULL;
    if (variable != NULL)
        fprintf(stderr, "  the pointer is the variable %.100s, loaded", variable);
    else
        fprintf(stderr, "  the pointer came from the %s", is_load ? "load" : "instruction");
    if (image_line_at(subject->image, origin, &place))
        source_print_place(" at ", &place);
    disassemble(word, origin, text);
    fprintf(stderr, ": %s\n", text);
    print_array(subject, word, value);
}

// How starc finds the word around a byte: pointer - pointer % 4.
static bool is_aligning(const struct subject *subject, uint32_t pc, uint32_t word) {
    uint32_t before;
    if (isa_decode(word) != ISA_SUBU)
        return false;
    for (uint32_t i = 1; i <= 8 && subject_code(subject, pc - 4 * i, &before); i++) {
        if (isa_is_written(before, isa_rt(word)))
            return isa_decode(before) == ISA_MFHI;
    }
    return false;
}

// Where the value of a base register came from.
static void print_origin(const struct subject *subject, uint32_t pc, uint32_t reg) {
    uint32_t origin, word;
    if (!find_origin(subject, pc, reg, &origin, &word))
        return;
    if (is_aligning(subject, origin, word)) {
        reg = isa_rs(word);
        const char *variable = image_variable_at(subject->image, origin, reg);
        if (variable != NULL)
            fprintf(stderr, "  the pointer is the variable %.100s\n", variable);
        if (variable != NULL || !find_origin(subject, origin, reg, &origin, &word))
            return;
    }
    print_origin_at(subject, origin, word, subject->context[reg]);
}

// "lw v0,4(a0) loads from address 0x00000004; a0, the variable node, is 0: a null pointer".
static void print_access(const struct subject *subject, uint32_t pc, uint32_t word) {
    char text[INSTRUCTION_MAX];
    uint32_t base = isa_rs(word);
    uint32_t value = subject->context[base];
    bool is_store = isa_is_store(isa_decode(word));
    const char *variable = image_variable_at(subject->image, pc, base);
    disassemble(word, pc, text);
    fprintf(stderr, "  %s %s address 0x%08x; %s", text, is_store ? "stores to" : "loads from",
            (unsigned)subject->context[CONTEXT_ADDRESS], isa_register_names[base]);
    if (variable != NULL)
        fprintf(stderr, ", the variable %.100s,", variable);
    uint32_t address = subject->context[CONTEXT_ADDRESS];
    if (value == 0)
        fprintf(stderr, " is 0: a null pointer\n");
    else if (address % isa_table[isa_decode(word)].alignment != 0)
        fprintf(stderr, " is 0x%08x: the address has to be a multiple of %u\n", (unsigned)value,
                (unsigned)isa_table[isa_decode(word)].alignment);
    else
        fprintf(stderr, " is 0x%08x\n", (unsigned)value);
    print_origin(subject, pc, base);
    if (value != 0 && (address > USER_LIMIT || address % 4 == 0))
        region_explain(subject, address, is_store ? ACCESS_WRITE : ACCESS_READ);
    if (value == 0 && subject->break_refused)
        fprintf(stderr, "  the heap could not grow before that (see --memory): so malloc has "
                        "returned NULL\n");
    region_explain_pointer(value);
}

// Where the address of a function that is called in $t9 came from; its delay slot may put it there.
static void print_origin_of_call(const struct subject *subject, uint32_t call) {
    uint32_t word, reg = REGISTER_T9;
    if (subject_code(subject, call + 4, &word) && isa_is_written(word, reg)) {
        if (isa_decode(word) != ISA_ADDU || (isa_rt(word) != 0 && isa_rs(word) != 0)) {
            print_origin_at(subject, call + 4, word, subject->context[REGISTER_T9]);
            return;
        }
        reg = isa_rs(word) + isa_rt(word);
    }
    print_origin(subject, call, reg);
}

// Jumps to where there is no code: by a call through a pointer, or by a return.
static void print_jump(const struct subject *subject) {
    const uint32_t *context = subject->context;
    uint32_t pc = context[CONTEXT_PC], call = context[REGISTER_RA] - 8;
    if (context[REGISTER_T9] == pc && backtrace_is_call(subject, call)) {
        fprintf(stderr, "  a function is called through a pointer, which is 0x%08x%s\n",
                (unsigned)pc, pc == 0 ? ": a null pointer" : "");
        print_origin_of_call(subject, call);
    } else if (context[REGISTER_RA] == pc) {
        fprintf(stderr, "  a function has returned to there: its return address, on the stack, was "
                        "overwritten,\n  perhaps by writing behind the end of an array\n");
    }
    if (pc != 0)
        region_explain(subject, pc, ACCESS_EXECUTE);
    region_explain_pointer(pc);
}

void explain_death(const struct subject *subject, uint32_t pc) {
    const uint32_t *context = subject->context;
    uint32_t exception = context[CONTEXT_EXCEPTION], word;
    struct call_trace trace = {0};
    struct source_line place;
    backtrace_forget();
    trace.has_line = image_line_at(subject->image, pc, &place);
    trace.has_source = explain_source(subject, pc);
    if (exception == EXCEPTION_PAGE_FAULT || exception == EXCEPTION_ADDRESS_ERROR) {
        if (context[CONTEXT_KIND] == ACCESS_EXECUTE)
            print_jump(subject);
        else if (subject_code(subject, pc, &word) && is_load_or_store(word) &&
                 isa_rs(word) != REGISTER_SP)
            print_access(subject, pc, word);
    }
    backtrace_print(subject, pc, &trace);
    if (!trace.has_line && (trace.count > 0 || backtrace_is_call(subject, pc)))
        fprintf(stderr, "  (compile the program with -g to see source lines here)\n");
}
