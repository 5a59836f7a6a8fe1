#include "explain.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../isa/isa.h"
#include "../machine/page_table.h"
#include "backtrace.h"
#include "origin.h"
#include "region.h"
#include "source.h"
#include "values.h"
#include "variables.h"

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
    } else if (frame.function != NULL) {
        fprintf(stderr, " in %.200s", frame.function);
    }
}

bool explain_source(const struct subject *subject, uint32_t pc) {
    struct code_frame frame;
    return image_frames_at(subject->image, pc, &frame, 1) > 0 &&
           source_print(subject, &frame.place);
}

// ---- the instruction ----

static bool is_load_or_store(uint32_t word) {
    return isa_is_load(isa_decode(word)) || isa_is_store(isa_decode(word));
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
    // gcc without optimization copies the stack pointer to $s8.
    bool is_in_frame = isa_rs(word) == REGISTER_SP || isa_rs(word) == REGISTER_S8;
    if (!is_in_frame || !backtrace_unwind(subject, &frame))
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

static void print_origin(const struct subject *subject, const struct origin *origin,
                         uint32_t value) {
    char text[INSTRUCTION_MAX];
    struct source_line place;
    bool is_load = isa_is_load(isa_decode(origin->word));
    const char *variable = is_load ? variable_of(subject, origin->pc, origin->word) : NULL;
    if (variable != NULL)
        fprintf(stderr, "  the pointer is the variable %.100s, loaded", variable);
    else
        fprintf(stderr, "  the pointer came from the %s", is_load ? "load" : "instruction");
    if (image_line_at(subject->image, origin->pc, &place))
        source_print_place(" at ", &place);
    disassemble(origin->word, origin->pc, text);
    fprintf(stderr, ": %s\n", text);
    print_array(subject, origin->word, value);
}

// Addresses are sums: a small one may be of a member or an element.
static bool is_sum(uint32_t word) {
    enum isa_operation operation = isa_decode(word);
    return operation == ISA_ADDU || operation == ISA_ADDIU || operation == ISA_SUBU;
}

static void print_value(uint32_t value, uint32_t alignment, bool is_number) {
    if (value == 0)
        fprintf(stderr, " is 0: a null pointer\n");
    else if (is_number)
        fprintf(stderr, " is 0x%08x: not a pointer but a small number\n", (unsigned)value);
    else if (alignment != 0)
        fprintf(stderr, " is 0x%08x: the address has to be a multiple of %u\n", (unsigned)value,
                (unsigned)alignment);
    else
        fprintf(stderr, " is 0x%08x\n", (unsigned)value);
}

// "; a0, the variable node, is 0: a null pointer".
static void print_pointer(const struct subject *subject, const struct pointer *pointer,
                          uint32_t base, uint32_t pc, uint32_t misalignment, bool is_number) {
    bool is_aligned = pointer->kind == POINTER_ALIGNED;
    const char *variable = image_variable_at(subject->image, is_aligned ? pointer->pc : pc,
                                             is_aligned ? pointer->reg : base);
    if (base == 0) {
        variable = image_constant_pointer(subject->image, pc, 0);
        if (variable != NULL)
            fprintf(stderr, "; the variable %.100s is 0: a null pointer", variable);
        fprintf(stderr, "\n");
        return;
    }
    if (!is_aligned && variable != NULL)
        fprintf(stderr, "; %s, the variable %.100s,", isa_register_names[base], variable);
    else if (!is_aligned)
        fprintf(stderr, "; %s", isa_register_names[base]);
    else if (variable != NULL)
        fprintf(stderr, "; the variable %.100s", variable);
    else
        fprintf(stderr, "; the pointer");
    print_value(pointer->value, misalignment, is_number);
}

// "lw v0,4(a0) loads from address 0x00000004; …"
static void print_access(const struct subject *subject, uint32_t pc, uint32_t word) {
    char text[INSTRUCTION_MAX];
    struct origin origin;
    struct pointer pointer = origin_pointer(subject, pc, word);
    uint32_t address = subject->context[CONTEXT_ADDRESS] + pointer.rest;
    uint32_t alignment = isa_table[isa_decode(word)].alignment;
    bool is_store = isa_is_store(isa_decode(word));
    bool has_origin = origin_find(subject, pointer.pc, pointer.reg, &origin);
    const char *variable = image_variable_at(subject->image, pointer.pc, pointer.reg);
    bool is_number = region_is_small(pointer.value) && region_is_small(address) &&
                     (variable != NULL || (has_origin && !is_sum(origin.word)));
    bool is_misaligned = pointer.kind == POINTER_PLAIN && address % alignment != 0;
    disassemble(word, pc, text);
    fprintf(stderr, "  %s %s %saddress 0x%08x", text, is_store ? "stores to" : "loads from",
            pointer.kind == POINTER_ALIGNED ? "the word around " : "", (unsigned)address);
    print_pointer(subject, &pointer, isa_rs(word), pc, is_misaligned ? alignment : 0, is_number);
    if (is_number && pointer.value % 4 == 0)
        fprintf(stderr, "  or the address of a member or an element of a null pointer\n");
    if (pointer.kind == POINTER_WITHIN && variable != NULL)
        fprintf(stderr, "  the pointer is the variable %.100s\n", variable);
    else if (has_origin && (pointer.kind == POINTER_PLAIN || variable == NULL))
        print_origin(subject, &origin, pointer.value);
    if (pointer.value != 0 && !is_number && (address > USER_LIMIT || !is_misaligned))
        region_explain(subject, address, is_store ? ACCESS_WRITE : ACCESS_READ);
    if (pointer.value == 0 && subject->break_refused)
        fprintf(stderr, "  the heap could not grow before that (see --memory): so malloc has "
                        "returned NULL\n");
    region_explain_pointer(pointer.value);
}

// ---- jumps to where there is no code ----

// The register by which the instruction at `call` has called what is at `pc`; 0: it has not.
static uint32_t called_by(const struct subject *subject, uint32_t call, uint32_t pc) {
    uint32_t word;
    if (!backtrace_is_call(subject, call) || !subject_code(subject, call, &word))
        return 0;
    enum isa_operation operation = isa_decode(word);
    bool is_direct = operation == ISA_JALR || operation == ISA_JALR_HB;
    uint32_t reg = is_direct ? isa_rs(word) : REGISTER_T9; // by starc's __call_indirect
    return isa_links(operation) && subject->context[reg] == pc ? reg : 0;
}

static void print_jump(const struct subject *subject) {
    const uint32_t *context = subject->context;
    uint32_t pc = context[CONTEXT_PC], call = context[REGISTER_RA] - 8;
    uint32_t reg = called_by(subject, call, pc);
    struct origin origin;
    if (reg != 0) {
        const char *variable = image_variable_at(subject->image, call, reg);
        if (variable == NULL)
            variable = image_constant_pointer(subject->image, call, pc);
        fprintf(stderr, "  a function is called through a pointer, ");
        if (variable != NULL)
            fprintf(stderr, "the variable %.100s, ", variable);
        fprintf(stderr, "which");
        print_value(pc, 0, region_is_small(pc));
        if (variable == NULL && origin_of_call(subject, call, reg, &origin))
            print_origin(subject, &origin, pc);
    } else if (context[REGISTER_RA] == pc) {
        fprintf(stderr,
                "  a function has returned to this address: its return address on the stack "
                "was overwritten,\n  perhaps by writing past the end of an array\n");
    }
    if (pc != 0 && !region_is_small(pc))
        region_explain(subject, pc, ACCESS_EXECUTE);
    region_explain_pointer(pc);
}

uint32_t explain_address(const struct subject *subject) {
    uint32_t word, pc = subject->context[CONTEXT_PC];
    if (subject->context[CONTEXT_KIND] == ACCESS_EXECUTE || !subject_code(subject, pc, &word) ||
        !is_load_or_store(word))
        return subject->context[CONTEXT_ADDRESS];
    return subject->context[CONTEXT_ADDRESS] + origin_pointer(subject, pc, word).rest;
}

void explain_death(const struct subject *subject, uint32_t pc) {
    const uint32_t *context = subject->context;
    uint32_t exception = context[CONTEXT_EXCEPTION], word;
    struct call_trace trace = {0};
    struct source_line place;
    trace.has_line = image_line_at(subject->image, pc, &place);
    trace.has_source = explain_source(subject, pc);
    struct stack_frame frame = backtrace_innermost(subject);
    if (trace.has_source && frame.pc == pc && backtrace_unwind(subject, &frame))
        values_print(subject, &frame);
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
