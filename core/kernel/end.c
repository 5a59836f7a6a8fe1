// How processes end: the status, and why.
#include "kernel.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../command_line.h"
#include "../debug/backtrace.h"
#include "../debug/explain.h"
#include "../environment.h"
#include "../isa/isa.h"
#include "../machine/machine.h"
#include "../machine/page_table.h"
#include "../memory.h"
#include "../machine/stack.h"
#include "../panic.h"
#include "system_calls.h"

// Signals of Linux/MIPS (arch/mips/include/uapi/asm/signal.h) and the exit statuses that a shell
// on most machines, where some have other numbers, makes of them.
struct signal_row {
    uint32_t number;
    uint32_t status;
    const char *name;
    bool ignored; // by default
};

static const struct signal_row signals[] = {
    {1, 129, "SIGHUP", false},     {2, 130, "SIGINT", false},   {3, 131, "SIGQUIT", false},
    {4, 132, "SIGILL", false},     {5, 133, "SIGTRAP", false},  {6, 134, "SIGABRT", false},
    {8, 136, "SIGFPE", false},     {9, 137, "SIGKILL", false},  {10, 135, "SIGBUS", false},
    {11, 139, "SIGSEGV", false},   {12, 159, "SIGSYS", false},  {13, 141, "SIGPIPE", false},
    {14, 142, "SIGALRM", false},   {15, 143, "SIGTERM", false}, {16, 138, "SIGUSR1", false},
    {17, 140, "SIGUSR2", false},   {18, 145, "SIGCHLD", true},  {20, 156, "SIGWINCH", true},
    {21, 151, "SIGURG", true},     {22, 157, "SIGIO", false},   {25, 146, "SIGCONT", true},
    {28, 154, "SIGVTALRM", false}, {29, 155, "SIGPROF", false}, {30, 152, "SIGXCPU", false},
    {31, 153, "SIGXFSZ", false},
};

// No function without large variables skips more than this below the stack.
enum { STACK_GUARD = 0x10000 };

// A frame this large can fill the stack without recursion.
enum { LARGE_FRAME = 0x100000 };

enum { SIGNAL_INT = 2, SIGNAL_ABRT = 6, SIGNAL_FPE = 8, SIGNAL_PIPE = 13 };

// Codes of break and traps that compilers use (Linux: arch/mips/include/uapi/asm/break.h).
enum { CODE_OVERFLOW = 6, CODE_DIVIDE = 7, CODE_FIELD = 0x400 };

void process_exit(struct process *process, uint32_t status) {
    process->ended = true;
    process->status = status;
}

void process_note(struct process *process, const char *cause, uint32_t pc,
                  enum explanation explanation) {
    char *copy = memory_text(cause);
    free(process->cause);
    process->cause = copy;
    process->place = pc;
    process->explanation = explanation;
    if (process->kernel->report != NULL)
        process->kernel->report(process);
}

static void note_death(struct process *process, const char *cause) {
    process_note(process, cause, process->context[CONTEXT_PC], EXPLAIN_DEATH);
}

const char *process_signal_name(const struct process *process) {
    if (process->end != END_SIGNAL)
        return NULL;
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        if (signals[i].status == process->status)
            return signals[i].name;
    }
    return "another";
}

void process_end_by_limit(struct process *process, const char *what, const char *option) {
    char cause[64];
    snprintf(cause, sizeof cause, "limit of %s reached (%s)", what, option);
    process_exit(process, STATUS_LIMIT);
    process->end = END_LIMIT;
    process->limit = what;
    note_death(process, cause);
}

// If the library did it, the cause is where the program called the library.
static void note_call(struct process *process, const char *cause) {
    struct subject subject = process_subject(process);
    process_note(process, cause, backtrace_caller(&subject), EXPLAIN_CALL);
}

void process_kill(struct process *process, uint32_t signal) {
    char cause[64];
    snprintf(cause, sizeof cause, "killed itself with signal %u", (unsigned)signal);
    uint32_t status = 128 + signal % 128;
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        if (signals[i].number != signal)
            continue;
        if (signals[i].ignored)
            return;
        snprintf(cause, sizeof cause, "killed itself with %s", signals[i].name);
        status = signals[i].status;
    }
    process_exit(process, status);
    process->end = END_SIGNAL;
    if (signal == SIGNAL_FPE)
        note_call(process, "division by zero (SIGFPE)");
    else if (signal == SIGNAL_ABRT)
        note_call(process, "aborted (SIGABRT)");
    else if (signal == SIGNAL_PIPE)
        process_note(process, "broken pipe: nobody reads its output any more (SIGPIPE)",
                     process->context[CONTEXT_PC], EXPLAIN_PLACE);
    else
        note_death(process, cause);
}

const char *process_signal_text(uint32_t signal) {
    return signal == SIGNAL_INT ? "interrupted (SIGINT)" : "terminated from outside (SIGTERM)";
}

void process_interrupt(struct process *process, uint32_t signal) {
    process_exit(process, 128 + signal);
    process->end = END_SIGNAL;
    note_death(process, process_signal_text(signal));
}

void process_out_of_memory(struct process *process) {
    process_exit(process, 137);
    process->end = END_LIMIT;
    process->limit = "memory";
    process_note(process, "out of memory (see --memory)", process->context[CONTEXT_PC],
                 EXPLAIN_PLACE);
}

static const char *verb(uint32_t kind) {
    if (kind == ACCESS_READ)
        return "read";
    return kind == ACCESS_WRITE ? "write" : "execute";
}

// Linux takes either half of the field of a break as its code, because assemblers do.
static uint32_t code_of(const uint32_t *context) {
    uint32_t code = context[CONTEXT_ADDRESS];
    if (context[CONTEXT_EXCEPTION] == EXCEPTION_BREAKPOINT && code >= CODE_FIELD)
        code = code % CODE_FIELD * CODE_FIELD + code / CODE_FIELD;
    return code;
}

// The most severe of the causes in FCSR.
static const char *floating_point_cause(uint32_t causes) {
    static const char *const names[] = {"inexact result",    "underflow",
                                        "overflow",          "division by zero",
                                        "invalid operation", "unimplemented operation"};
    uint32_t number = 5;
    while (number > 0 && causes >> number == 0)
        number--;
    return names[number];
}

// Says what a trap or breakpoint is about; returns the exit status.
static uint32_t describe_trap(const uint32_t *context, char *cause, size_t size) {
    uint32_t code = code_of(context);
    bool is_trap = context[CONTEXT_EXCEPTION] == EXCEPTION_TRAP;
    if (code == CODE_OVERFLOW || code == CODE_DIVIDE) {
        snprintf(cause, size, "%s (SIGFPE)",
                 code == CODE_DIVIDE ? "division by zero" : "integer overflow");
        return 136;
    }
    snprintf(cause, size, "%s %u (SIGTRAP)", is_trap ? "trap" : "breakpoint", (unsigned)code);
    return 133;
}

// Just below the stack, or near a stack pointer that has left it.
static bool is_stack_overflow(const struct process *process) {
    uint32_t address = process->context[CONTEXT_ADDRESS];
    uint32_t pointer = process->context[REGISTER_SP];
    if (process->context[CONTEXT_KIND] == ACCESS_EXECUTE || address >= STACK_BOTTOM)
        return false;
    return address >= STACK_BOTTOM - STACK_GUARD ||
           (pointer > process->break_now && pointer < STACK_BOTTOM && address >= pointer);
}

static void describe_page_fault(const struct process *process, char *cause, size_t size) {
    const uint32_t *context = process->context;
    const char *function;
    struct subject subject = process_subject(process);
    uint32_t used = backtrace_frame_size(&subject, &function);
    bool is_overflow = is_stack_overflow(process);
    int length = snprintf(cause, size, "%s: cannot %s address 0x%08x (SIGSEGV)",
                          is_overflow ? "stack overflow" : "page fault",
                          verb(context[CONTEXT_KIND]), (unsigned)explain_address(&subject));
    if (is_overflow && used >= LARGE_FRAME)
        snprintf(cause + length, size - (size_t)length,
                 ", the stack of 8 MiB is full (the variables of %.60s take %u bytes)", function,
                 (unsigned)used);
    else if (is_overflow)
        snprintf(cause + length, size - (size_t)length,
                 ", the stack of 8 MiB is full (recursion without end?)");
}

// The page of an instruction that has been fetched is there.
static uint32_t fetched_word(const struct process *process) {
    const uint32_t *context = process->context;
    uint32_t table;
    uint32_t pc = context[CONTEXT_PC];
    uint32_t entry = page_table_entry(process->machine, context[CONTEXT_PAGE_TABLE], pc, &table);
    if (entry == 0)
        panic("fetched_word: no page");
    return frame_words(process->machine, page_start(entry))[pc % PAGE_SIZE / 4];
}

// Opcodes of coprocessor 1 and of its loads and stores (manual, table A.2).
static bool is_floating_point(uint32_t word) {
    uint32_t opcode = word / 0x4000000u;
    return opcode == 0x11 || opcode == 0x13 || opcode == 0x31 || opcode == 0x35 || opcode == 0x39 ||
           opcode == 0x3d;
}

// Whether the access is misaligned, which is checked before anything else.
static bool is_misaligned(const struct process *process) {
    const uint32_t *context = process->context;
    uint32_t alignment = 4; // of a fetch
    if (context[CONTEXT_KIND] != ACCESS_EXECUTE)
        alignment = isa_table[isa_decode(fetched_word(process))].alignment;
    return context[CONTEXT_ADDRESS] % alignment != 0;
}

static void describe_reserved(const struct process *process, char *cause, size_t size) {
    const uint32_t *context = process->context;
    uint32_t word = fetched_word(process);
    uint32_t subset = context[CONTEXT_SUBSET];
    char text[48] = "";
    const char *reason = "no instruction of MIPSter or MIPS32";
    if (isa_decode(word) != ISA_RESERVED) {
        isa_disassemble(word, context[CONTEXT_PC], text, sizeof text);
        for (char *c = text; *c != 0; c++)
            *c = *c == '\t' ? ' ' : *c;
        reason = "a branch in the delay slot of a branch";
        if (isa_decode_in(word, subset) == ISA_RESERVED)
            reason = "not one of the 17 of MIPSter, see --isa mips32";
    } else if (is_floating_point(word)) {
        reason = "registers of coprocessor 1 have 32 bits here";
    }
    snprintf(cause, size, "reserved instruction 0x%08x%s%s (%s)", (unsigned)word,
             text[0] != 0 ? ", " : "", text, reason);
}

void process_die(struct process *process) {
    const uint32_t *context = process->context;
    uint32_t address = context[CONTEXT_ADDRESS];
    char cause[200];
    process_exit(process, 139);
    process->end = END_SIGNAL;
    switch (context[CONTEXT_EXCEPTION]) {
    case EXCEPTION_PAGE_FAULT: describe_page_fault(process, cause, sizeof cause); break;
    case EXCEPTION_ADDRESS_ERROR:
        if (is_misaligned(process))
            process->status = 135;
        snprintf(cause, sizeof cause, "address error: cannot %s %s%s address 0x%08x (%s)",
                 verb(context[CONTEXT_KIND]), process->status == 135 ? "misaligned" : "kernel",
                 process->status == 135 && address > USER_LIMIT ? " kernel" : "", (unsigned)address,
                 process->status == 135 ? "SIGBUS" : "SIGSEGV");
        break;
    case EXCEPTION_RESERVED_INSTRUCTION:
        process->status = 132;
        describe_reserved(process, cause, sizeof cause);
        break;
    case EXCEPTION_OVERFLOW:
        process->status = 136;
        snprintf(cause, sizeof cause, "integer overflow (SIGFPE)");
        break;
    case EXCEPTION_FLOATING_POINT:
        process->status = 136;
        snprintf(cause, sizeof cause, "floating point exception: %s (SIGFPE)",
                 floating_point_cause(context[CONTEXT_ADDRESS]));
        break;
    case EXCEPTION_TRAP:
    case EXCEPTION_BREAKPOINT: process->status = describe_trap(context, cause, sizeof cause); break;
    default: snprintf(cause, sizeof cause, "unknown exception"); break;
    }
    note_death(process, cause);
}
