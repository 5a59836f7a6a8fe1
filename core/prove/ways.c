#include "ways.h"

#include <stdio.h>
#include <string.h>

#include "../machine/context.h"
#include "native.h"
#include "unit.h"

enum {
    STEPS_MAX = 200,
    INSTRUCTION_MAX = 15,
    CONTEXT_BIAS = 128, // rbp is the context and this
    SAVED = 6,          // registers that a function of C has to keep, pushed in this order
    STACK_WORDS = SAVED + 2,
    BELOW = SAVED * 8, // the top: the stack of C, while return addresses are elsewhere
    FLAGS = 0x202,     // but for that of the alignment check
    FLAG_ALIGNMENT_CHECK = 0x40000
};

static const uint8_t saved_registers[SAVED] = {X86_RBX, X86_RBP, 12, 13, 14, 15};

// The state of the host on a way. On the stack, the return address comes first.
struct way {
    struct native_processor processor;
    term context[CONTEXT_WORDS];
    term stack[STACK_WORDS]; // by how far from the top, downwards
    term at_context, base, budget, enter;
    term returns, host_stack; // where return addresses are put, and where the stack of C is
    term pushed;              // below the return addresses
    term held[TRANSLATION_SCRATCHES];
    term link;
};

static struct {
    const struct translation *translation;
    struct way start;
    struct way way;
    term top;    // address of the stack's first word
    term flags;  // that were popped last
    term target; // where the way ends
    char *reason;
    const char *name; // of the way
} now;

static enum ways_verdict fail(enum ways_verdict verdict, const char *what) {
    snprintf(now.reason, WAYS_REASON_SIZE, "the way %s: %s", now.name, what);
    return verdict;
}

// ---- memory ----

// The word at an address, if it is one that the ways share with C.
static term *place(term address, unsigned size) {
    const struct translation *t = now.translation;
    struct way *way = &now.way;
    uint64_t number;
    if (term_is_constant(address, &number)) {
        for (unsigned i = 0; i < TRANSLATION_SCRATCHES; i++) {
            if (size == 4 && number == t->held + 4 * i)
                return &way->held[i];
        }
        if (size == 4)
            return number == t->link ? &way->link : NULL;
        return size != 8                 ? NULL
               : number == t->context    ? &way->at_context
               : number == t->base       ? &way->base
               : number == t->budget     ? &way->budget
               : number == t->enter_to   ? &way->enter
               : number == t->stack      ? &way->returns
               : number == t->host_stack ? &way->host_stack
                                         : NULL;
    }
    if (size == 8 && term_is_constant(term_sub(now.start.returns, address), &number))
        return number == 8 ? &way->pushed : NULL;
    if (term_is_constant(term_sub(address, now.start.at_context), &number)) {
        number += CONTEXT_BIAS;
        return size == 4 && number % 4 == 0 && number < CONTEXT_WORDS * 4
                   ? &way->context[number / 4]
                   : NULL;
    }
    if (term_is_constant(term_sub(now.top, address), &number))
        return size == 8 && number % 8 == 0 && number < STACK_WORDS * 8 ? &way->stack[number / 8]
                                                                        : NULL;
    return NULL;
}

static bool read_memory(void *state, term address, unsigned size, term *value) {
    const term *at = place(address, size);
    (void)state;
    if (at != NULL)
        *value = *at;
    return at != NULL;
}

static bool write_memory(void *state, term address, unsigned size, term value) {
    term *at = place(address, size);
    (void)state;
    if (at != NULL)
        *at = value;
    return at != NULL;
}

// ---- the state at a start ----

static unsigned context_word_of(unsigned guest) {
    return guest == UNIT_HI ? CONTEXT_HI : guest == UNIT_LO ? CONTEXT_LO : guest;
}

static term numbered(const char *prefix, unsigned number, unsigned width) {
    char name[32];
    snprintf(name, sizeof name, "%s%u", prefix, number);
    return term_variable(name, width);
}

static void start_way(void) {
    struct way *way = &now.start;
    memset(way, 0, sizeof *way);
    for (unsigned i = 0; i < X86_REGISTERS; i++)
        way->processor.registers[i] = numbered("host", i, 64);
    for (unsigned i = 0; i < CONTEXT_WORDS; i++)
        way->context[i] = numbered("context", i, 32);
    for (unsigned i = 0; i < STACK_WORDS; i++)
        way->stack[i] = numbered("stack", i, 64);
    for (unsigned i = 0; i < TRANSLATION_SCRATCHES; i++)
        way->held[i] = numbered("held", i, 32);
    way->at_context = term_variable("context", 64);
    way->base = term_variable("base", 64);
    way->budget = term_variable("budget", 64);
    way->enter = term_variable("enter", 64);
    way->returns = term_variable("returns", 64);
    way->host_stack = term_variable("host_stack", 64);
    way->pushed = term_variable("pushed", 64);
    way->link = term_variable("link", 32);
    now.top = term_variable("top", 64);
    now.flags = now.target = 0;
}

// ---- execution ----

// To the jump into a block, or to the return.
static enum ways_verdict follow(uint32_t at) {
    const struct translation *t = now.translation;
    const struct native_memory memory = {read_memory, write_memory, NULL};
    struct x86_instruction in;
    struct native_way next;
    now.way = now.start;
    for (unsigned steps = 0; steps < STEPS_MAX; steps++) {
        uint32_t offset = at - t->code_run;
        uint32_t left = offset < t->code_size ? t->code_size - offset : 0;
        if (left == 0 ||
            !x86_decode(t->code + offset, left < INSTRUCTION_MAX ? left : INSTRUCTION_MAX, at, &in))
            return fail(WAYS_NOT_MODELLED, "bytes that are not known");
        const char *wrong = native_step(&in, &now.way.processor, &memory, &next);
        if (wrong != NULL)
            return fail(WAYS_NOT_MODELLED, wrong);
        if (next.flags != 0)
            now.flags = next.flags;
        now.target = next.target;
        if (next.target != 0)
            return WAYS_PROVED;
        if (next.jumps_if != 0 && !term_is_true(next.jumps_if))
            return fail(WAYS_NOT_MODELLED, "a branch");
        at = next.jumps_if != 0 ? in.target : at + in.length;
    }
    return fail(WAYS_NOT_MODELLED, "it takes too long");
}

static bool pops_flags(uint32_t flags) {
    uint64_t number;
    return now.flags != 0 && term_is_constant(now.flags, &number) && number == flags;
}

static bool are_same(const term *a, const term *b, unsigned count) {
    return memcmp(a, b, count * sizeof *a) == 0;
}

// ---- in ----

// The guest's registers are where blocks want them, budget and memory, too; what C wants back is on
// the stack; misaligned accesses fail from now on.
static enum ways_verdict prove_in(void) {
    const struct translation *t = now.translation;
    const struct way *start = &now.start, *way = &now.way;
    const term *registers = way->processor.registers;
    now.name = "in";
    start_way();
    now.start.processor.registers[X86_RSP] = now.top;
    enum ways_verdict verdict = follow(t->enter);
    if (verdict != WAYS_PROVED)
        return verdict;
    if (now.target != start->enter)
        return fail(WAYS_REFUTED, "it leads elsewhere");
    if (registers[X86_RBP] != start->at_context || registers[X86_RBX] != start->base ||
        registers[X86_R15] != start->budget)
        return fail(WAYS_REFUTED, "context, memory or budget");
    for (unsigned i = 1; i < TRANSLATION_REGISTERS; i++) {
        if (t->map[i] != TRANSLATION_UNMAPPED &&
            registers[t->map[i]] != term_zero_extend(start->context[context_word_of(i)], 64))
            return fail(WAYS_REFUTED, "a register of the guest");
    }
    for (unsigned i = 0; i < TRANSLATION_SCRATCHES; i++) {
        if (registers[i] != term_zero_extend(start->held[i], 64))
            return fail(WAYS_REFUTED, "a scratch register");
    }
    for (unsigned i = 0; i < SAVED; i++) {
        if (way->stack[i + 1] != start->processor.registers[saved_registers[i]])
            return fail(WAYS_REFUTED, "a register that C wants back");
    }
    if (way->host_stack != term_sub(now.top, term_constant(64, BELOW)) ||
        way->stack[0] != start->stack[0])
        return fail(WAYS_REFUTED, "the stack");
    if (way->returns != start->returns || registers[X86_RSP] != start->returns)
        return fail(WAYS_REFUTED, "where calls return to");
    if (!pops_flags(FLAGS + FLAG_ALIGNMENT_CHECK))
        return fail(WAYS_REFUTED, "the flags");
    return are_same(way->context, start->context, CONTEXT_WORDS)
               ? WAYS_PROVED
               : fail(WAYS_REFUTED, "the context has changed");
}

// ---- out ----

// What the context has then: guest registers out of those of the host, and the pc of a jump that is
// in eax.
static enum ways_verdict check_context(bool has_pc) {
    const struct translation *t = now.translation;
    const term *before = now.start.processor.registers;
    term expected[CONTEXT_WORDS];
    memcpy(expected, now.start.context, sizeof expected);
    for (unsigned i = 1; i < TRANSLATION_REGISTERS; i++) {
        if (t->map[i] != TRANSLATION_UNMAPPED)
            expected[context_word_of(i)] = term_extract(before[t->map[i]], 0, 32);
    }
    if (has_pc)
        expected[CONTEXT_PC] = term_extract(before[X86_RAX], 0, 32);
    return are_same(now.way.context, expected, CONTEXT_WORDS)
               ? WAYS_PROVED
               : fail(WAYS_REFUTED, "a word of the context");
}

// Returns the reason to C, which has its registers and flags again, and the context is right.
static enum ways_verdict prove_out(uint32_t at, unsigned reason) {
    static const char *const names[] = {"in",
                                        "out by a link",
                                        "out by the table of code",
                                        "out of budget",
                                        "out to the interpreter",
                                        "out by a system call",
                                        "out by a failure"};
    const struct translation *t = now.translation;
    const struct way *start = &now.start, *way = &now.way;
    const term *registers = way->processor.registers;
    bool is_link = at == t->leave_link;
    now.name = names[reason];
    start_way();
    now.start.host_stack = term_sub(now.top, term_constant(64, BELOW));
    now.start.processor.registers[X86_RBP] = start->at_context;
    enum ways_verdict verdict = follow(at);
    if (verdict != WAYS_PROVED)
        return verdict;
    if (now.target != start->stack[0] ||
        registers[X86_RSP] != term_add(now.top, term_constant(64, 8)))
        return fail(WAYS_REFUTED, "it does not return");
    if (registers[X86_RAX] != term_constant(64, reason))
        return fail(WAYS_REFUTED, "the reason");
    for (unsigned i = 0; i < SAVED; i++) {
        if (registers[saved_registers[i]] != start->stack[i + 1])
            return fail(WAYS_REFUTED, "a register that C wants back");
    }
    if (way->budget != start->processor.registers[X86_R15])
        return fail(WAYS_REFUTED, "the budget");
    term link = is_link ? term_extract(start->processor.registers[X86_RAX], 0, 32) : start->link;
    if (way->link != link || way->base != start->base || way->at_context != start->at_context ||
        way->enter != start->enter || way->returns != start->returns ||
        way->host_stack != start->host_stack ||
        !are_same(way->held, start->held, TRANSLATION_SCRATCHES))
        return fail(WAYS_REFUTED, "what is shared with C");
    if (!pops_flags(FLAGS))
        return fail(WAYS_REFUTED, "the flags");
    return check_context(at == t->leave_indirect);
}

enum ways_verdict ways_prove(const struct translation *t, char reason[WAYS_REASON_SIZE]) {
    const uint32_t out[] = {t->leave_link, t->leave_indirect,    t->leave_budget,
                            t->leave_step, t->leave_system_call, t->leave_fault};
    now.translation = t;
    now.reason = reason;
    enum ways_verdict verdict = prove_in();
    for (unsigned i = 0; i < WAYS - 1 && verdict == WAYS_PROVED; i++)
        verdict = prove_out(out[i], i + 1);
    return verdict;
}
