// Random sequences, in which an event is likely to happen to an instruction.
#include <string.h>

#include "../../core/machine/frames.h"
#include "sequences.h"

enum {
    ALTERNATIVES = 8,
    // Registers that keep their meaning: where loads, stores and jumps go.
    TARGET = 25,
    DATA = 16,     // may be read and written
    UNMAPPED = 17, // is no page
    ABOVE = 18,    // belongs to the kernel
    ONLY_READ = 19 // is the page of the code
};

static uint64_t state;

// "splitmix64": neighbouring seeds have nothing in common.
static uint64_t next(void) {
    state += 0x9e3779b97f4a7c15u;
    uint64_t mixed = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
}

void make_seed(uint64_t seed) {
    state = seed;
}

uint32_t make_below(uint32_t limit) {
    return (uint32_t)((next() >> 32) * limit >> 32);
}

static bool one_in(uint32_t n) {
    return make_below(n) == 0;
}

static uint32_t operand(void) {
    static const uint32_t edges[] = {0,          1,          2,          0xffffffff, 0xfffffffe,
                                     0x7fffffff, 0x80000000, 0x80000001, 0x7f,       0x80,
                                     0xff,       0x7fff,     0x8000,     0xffff,     0xffff8000,
                                     31,         32,         0x7f800000, 0xff800000, 0x7fbfffff,
                                     0x3f800000, 0xbf800000, 0x007fffff, 0x7f7fffff, 0x7ff00000};
    if (one_in(2))
        return edges[make_below(sizeof edges / sizeof edges[0])];
    return (uint32_t)next() >> make_below(32);
}

struct cell make_aim(const struct coverage *coverage) {
    struct cell best = {ISA_NOP, EVENT_RETIRED};
    uint64_t least = UINT64_MAX;
    for (unsigned found = 0; found < ALTERNATIVES;) {
        struct cell cell = {(enum isa_operation)make_below(ROWS), (enum event)make_below(EVENTS)};
        if (!cell_is_possible(cell))
            continue;
        found++;
        uint64_t tries = coverage->sums[cell.operation][cell.event];
        if (tries < least) {
            least = tries;
            best = cell;
        }
    }
    return best;
}

// ---- instructions ----

static uint32_t with_field(uint32_t word, unsigned shift, uint32_t value) {
    return (word & ~(31u << shift)) | value << shift;
}

static uint32_t some_register(void) {
    static const uint32_t registers[] = {0, 2, 3, 4, 5, 8, 9, 31};
    return one_in(8) ? make_below(32) : registers[make_below(8)];
}

static uint32_t reserved_word(void) {
    uint32_t word;
    do
        word = (uint32_t)next();
    while (isa_decode(word) != ISA_RESERVED);
    return word;
}

// What an instruction is to meet.
struct knobs {
    bool faults, is_misaligned, overflows, leads_nowhere;
};

static uint32_t access(uint32_t word, const struct isa_row *row, const struct knobs *knobs) {
    static const uint32_t bad[] = {UNMAPPED, ABOVE, ONLY_READ, UNMAPPED};
    uint32_t offset = make_below((VECTOR_WORDS - 2) * 4);
    bool is_indexed = row->kind == ISA_LOAD_INDEXED || row->kind == ISA_STORE_INDEXED;
    word = with_field(word, 21, knobs->faults || one_in(16) ? bad[make_below(4)] : (uint32_t)DATA);
    if (is_indexed) // both are registers, and one is small as a rule
        return with_field(word, 16, one_in(2) ? 0 : some_register());
    if (row->size > 0 && !knobs->is_misaligned && !one_in(16))
        offset -= offset % row->alignment;
    return (word & ~0xffffu) | offset;
}

static uint32_t branch(uint32_t word, uint32_t index, uint32_t length, const struct knobs *knobs) {
    bool is_on_register = isa_rs(isa_table[isa_decode(word)].fixed) == 0;
    uint32_t to = one_in(4) ? make_below(length + 1) : index + 1 + make_below(length - index + 1);
    uint32_t offset = knobs->leads_nowhere ? 0x7f00 + make_below(0xff) : to - index - 1;
    word = (word & ~0xffffu) | (offset & 0xffff);
    if (is_on_register && one_in(2) && isa_rt(isa_table[isa_decode(word)].fixed) == 0)
        word = with_field(word, 16, isa_rs(word)); // equal
    return word;
}

static uint32_t instruction(enum isa_operation operation, uint32_t index, uint32_t length,
                            const struct knobs *knobs) {
    const struct isa_row *row = &isa_table[operation];
    if (operation == ISA_RESERVED)
        return reserved_word();
    uint32_t word = (uint32_t)next();
    word = with_field(with_field(with_field(word, 11, some_register()), 16, some_register()), 21,
                      some_register());
    if (isa_is_coprocessor(operation))
        word = with_field(with_field(with_field(word, 6, make_below(8) * 2), 11, make_below(8) * 2),
                          16, make_below(8) * 2);
    word = row->word | (word & ~row->fixed);
    if (row->format == ISA_FORMAT_J)
        return isa_encode_jump(operation, knobs->leads_nowhere
                                              ? 0x01000000 + make_below(0x10000) * 4
                                              : VECTOR_CODE + make_below(length + 1) * 4);
    if (row->kind == ISA_BRANCH || row->kind == ISA_LIKELY)
        return branch(word, index, length, knobs);
    if (row->kind == ISA_JUMP)
        return with_field(word, 21, knobs->leads_nowhere && one_in(2) ? UNMAPPED : TARGET);
    if (isa_is_load(operation) || isa_is_store(operation))
        return access(word, row, knobs);
    if (operation == ISA_RDHWR && !one_in(4))
        return with_field(word, 11, 29);
    if (knobs->overflows) // 4 and 5 are at the ends
        word = with_field(with_field(word, 21, 4), 16, row->format == ISA_FORMAT_R ? 5 : 2);
    return word;
}

static enum isa_operation some_operation(bool is_in_slot) {
    enum isa_operation operation;
    do
        operation = (enum isa_operation)make_below(ISA_RESERVED);
    while ((isa_table[operation].kind == ISA_TRAP && !one_in(16)) ||
           (is_in_slot && isa_has_slot(operation) && !one_in(32)) ||
           (isa_is_coprocessor(operation) && !one_in(4)));
    return operation;
}

// ---- sequences ----

static void make_state(struct vector *vector, uint32_t length, const struct knobs *knobs) {
    memset(vector, 0, sizeof *vector);
    for (uint32_t i = 1; i < 32; i++)
        vector->before[i] = operand();
    for (uint32_t i = 0; i < 32; i++)
        vector->before[CONTEXT_FPR + i] = operand();
    vector->before[CONTEXT_FCSR] = make_below(4) | (one_in(8) ? make_below(32) << 7 : 0) |
                                   (one_in(4) ? make_below(256) << 24 & ~1u << 24 : 0);
    vector->before[CONTEXT_FCSR] &= ~(uint32_t)FCSR_ZERO;
    vector->before[CONTEXT_HI] = operand();
    vector->before[CONTEXT_LO] = operand();
    vector->before[CONTEXT_USER_LOCAL] = operand();
    vector->before[DATA] = VECTOR_DATA;
    vector->before[UNMAPPED] = VECTOR_DATA + PAGE_SIZE + make_below(4) * PAGE_SIZE;
    vector->before[ABOVE] = 0x80000000u + make_below(4) * PAGE_SIZE;
    vector->before[ONLY_READ] = VECTOR_CODE;
    vector->before[TARGET] = VECTOR_CODE + make_below(length + 1) * 4;
    if (knobs->leads_nowhere)
        vector->before[TARGET] =
            one_in(2) ? vector->before[TARGET] + 2 : vector->before[make_below(2) + UNMAPPED];
    if (knobs->overflows) {
        vector->before[4] = one_in(2) ? 0x7fffffff : 0x80000000;
        vector->before[5] = one_in(2) ? 0x7fffffff : 0x80000000;
    }
    vector->before[CONTEXT_PC] = VECTOR_CODE;
    vector->before[CONTEXT_NEXT_PC] = VECTOR_CODE + 4;
    for (uint32_t i = 0; i < VECTOR_WORDS; i++)
        vector->data[i] = operand();
}

static struct knobs knobs_of(enum event event) {
    enum event raised = event >= EVENT_RAISED_IN_SLOT ? event - EXCEPTIONS : event;
    return (struct knobs){.faults = raised == EVENT_RAISED + EXCEPTION_PAGE_FAULT ||
                                    (raised == EVENT_RAISED + EXCEPTION_ADDRESS_ERROR && one_in(2)),
                          .is_misaligned = raised == EVENT_RAISED + EXCEPTION_ADDRESS_ERROR,
                          .overflows = raised == EVENT_RAISED + EXCEPTION_OVERFLOW,
                          .leads_nowhere = event == EVENT_TARGET_FAULTS};
}

void make_sequence(struct vector *vector, struct cell aim) {
    struct knobs knobs = knobs_of(aim.event), none = {0};
    bool is_in_slot = !isa_has_slot(aim.operation) && (aim.event == EVENT_RETIRED_IN_SLOT ||
                                                       aim.event == EVENT_BUDGET_ENDS_IN_SLOT ||
                                                       (aim.event >= EVENT_RAISED_IN_SLOT));
    bool is_branch_in_slot = isa_has_slot(aim.operation) && aim.event >= EVENT_RAISED_IN_SLOT;
    uint32_t length = 2 + make_below(VECTOR_WORDS - 2);
    uint32_t place = make_below(length < 4 ? length : 4), budget = 1 + make_below(40);
    make_state(vector, length, &knobs);
    bool is_slot = false;
    for (uint32_t i = 0; i < length; i++) {
        enum isa_operation operation = some_operation(is_slot);
        vector->code[i] = instruction(operation, i, length, &none);
        is_slot = isa_has_slot(operation);
    }
    if (is_in_slot || is_branch_in_slot) {
        if (place > 0 && !one_in(4)) // a branch that is taken, in which the slot is
            vector->code[place - 1] = isa_encode_immediate(one_in(2) ? ISA_BEQ : ISA_BEQL, 0, 0,
                                                           (int32_t)make_below(length));
        else // or the sequence begins in a slot
            vector->before[CONTEXT_NEXT_PC] += (place = 0, 4 + make_below(length) * 4);
    } else if (one_in(8)) {
        vector->before[CONTEXT_NEXT_PC] += make_below(length) * 4;
    }
    if (!one_in(8)) // zeros follow, which are a page of nops
        vector->code[length] = isa_encode_register(ISA_BREAK, 0, 0, 0);
    vector->code[place] = instruction(aim.operation, place, length, &knobs);
    if (aim.event == EVENT_BUDGET_ENDS || aim.event == EVENT_BUDGET_ENDS_BEFORE_SLOT ||
        aim.event == EVENT_BUDGET_ENDS_IN_SLOT)
        budget = place + 1;
    vector->budget = budget;
}
