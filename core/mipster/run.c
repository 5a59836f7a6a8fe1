// The emulator, fast: decoded instructions of one page at a time, pages found through the cache.
// pc and next_pc are places in the decoded page, so that delay slots need no special case: the
// next instruction is taken before the present one, perhaps a branch, replaces the one after.
#include "run.h"

#include <stdbool.h>
#include <stddef.h>

#include "cache.h"
#include "../isa/isa.h"
#include "../machine/coprocessor.h"
#include "../machine/step.h"

// Where execution goes when it leaves the page. The second record is its successor.
static const struct decoded outside[2] = {{DECODED_OUTSIDE, 0, 0, 0}, {DECODED_OUTSIDE, 0, 0, 0}};

// A page in execution.
struct frontier {
    uint32_t base; // its address
    const struct decoded *code;
    uint32_t target; // the address that `outside` stands for
};

static uint32_t address_of(const struct frontier *f, const struct decoded *place) {
    if (place == outside)
        return f->target;
    if (place == outside + 1)
        return f->target + 4;
    return f->base + (uint32_t)(place - f->code) * 4;
}

static inline const struct decoded *place_of(struct frontier *f, uint32_t address) {
    uint32_t index = cache_word_index(address, f->base);
    if (index < PAGE_WORDS)
        return f->code + index;
    f->target = address;
    return outside;
}

static inline uint32_t jump_target(uint32_t address, uint32_t low) {
    uint32_t slot = address + 4;
    return slot - slot % 0x10000000u + low;
}

static inline uint32_t *word_at(uint32_t *context, uint32_t offset) {
    return (uint32_t *)((char *)context + offset);
}

static inline uint32_t *read_place(struct space *space, uint32_t *context, uint32_t address,
                                   uint32_t alignment) {
    uint32_t slot = address / PAGE_SIZE % CACHED_PAGES;
    uint32_t index = alignment == 4 ? cache_word_index(address, space->read_page[slot])
                                    : cache_part_index(address, space->read_page[slot], alignment);
    if (index >= PAGE_WORDS)
        return cache_read_word(space, context, address, alignment);
    return space->read_words[slot] + index;
}

static inline uint32_t *write_place(struct space *space, uint32_t *context, uint32_t address,
                                    uint32_t alignment) {
    uint32_t slot = address / PAGE_SIZE % CACHED_PAGES;
    uint32_t index = alignment == 4 ? cache_word_index(address, space->write_page[slot])
                                    : cache_part_index(address, space->write_page[slot], alignment);
    if (index >= PAGE_WORDS)
        return cache_write_word(space, context, address, alignment);
    return space->write_words[slot] + index;
}

// ---- single instructions: the terms of effects, by the record d ----

#define A       (*a)
#define B       (*word_at(context, d->b))
#define C       (*word_at(context, d->c))
#define N       d->c
#define HI      context[CONTEXT_HI]
#define LO      context[CONTEXT_LO]
#define RA      context[REGISTER_RA]
#define CONTEXT context
#define WORD    (*accessed)
#define ADDRESS address
#define NOTHING (void)0
#define RAISE_IF(condition, exception, code)                                                       \
    if (condition)                                                                                 \
    return false

#define COMPUTE(cause_of)                                                                          \
    uint32_t cause = cause_of;                                                                     \
    RAISE_IF(cause != 0, FLOATING_POINT, cause)

// run_ID: false if the instruction raises an exception, which is in the context if an access has
// failed; otherwise the reference raises it. A store may drop the decoded page, d included.
#define RUN_PLAIN(id, alignment, effect)                                                           \
    static inline bool run_##id(struct space *space, uint32_t *context, const struct decoded *d) { \
        uint32_t *a = word_at(context, d->a);                                                      \
        (void)space, (void)a;                                                                      \
        effect;                                                                                    \
        return true;                                                                               \
    }
#define RUN_TRAP(id, alignment, effect)
#define RUN_ACCESS(id, alignment, index, place, effect)                                            \
    static inline bool run_##id(struct space *space, uint32_t *context, const struct decoded *d) { \
        uint32_t *a = word_at(context, d->a);                                                      \
        uint32_t address = B + index;                                                              \
        uint32_t *accessed = place(space, context, address, alignment);                            \
        if (accessed == NULL)                                                                      \
            return false;                                                                          \
        effect;                                                                                    \
        return true;                                                                               \
    }
#define RUN_LOAD(id, alignment, effect)          RUN_ACCESS(id, alignment, N, read_place, effect)
#define RUN_STORE(id, alignment, effect)         RUN_ACCESS(id, alignment, N, write_place, effect)
#define RUN_LOAD_INDEXED(id, alignment, effect)  RUN_ACCESS(id, alignment, C, read_place, effect)
#define RUN_STORE_INDEXED(id, alignment, effect) RUN_ACCESS(id, alignment, C, write_place, effect)
#define RUN_BRANCH(id, alignment, effect)
#define RUN_LIKELY(id, alignment, effect)
#define RUN_JUMP(id, alignment, effect)
#define ISA(id, name, operands, format, word, fixed, subset, kind, size, alignment, reads, writes, \
            effect)                                                                                \
    RUN_##kind(id, alignment, effect)
#include "../isa/isa.def"
#undef ISA

static inline void run_MOVE(uint32_t *context, const struct decoded *d) {
    *word_at(context, d->a) = B;
}

#define FIRST_ADDIU    run_ADDIU(space, context, d)
#define FIRST_ADDU     run_ADDU(space, context, d)
#define FIRST_ANDI     run_ANDI(space, context, d)
#define FIRST_BEQ_NEAR false
#define FIRST_BNE_NEAR false
#define FIRST_DIVU     run_DIVU(space, context, d)
#define FIRST_JR       false
#define FIRST_LB       run_LB(space, context, d)
#define FIRST_LUI      run_LUI(space, context, d)
#define FIRST_LW       run_LW(space, context, d)
#define FIRST_MOVE     (run_MOVE(context, d), true)
#define FIRST_MULTU    run_MULTU(space, context, d)
#define FIRST_OR       run_OR(space, context, d)
#define FIRST_SLL      run_SLL(space, context, d)
#define FIRST_SLT      run_SLT(space, context, d)
#define FIRST_SLTIU    run_SLTIU(space, context, d)
#define FIRST_SLTU     run_SLTU(space, context, d)
#define FIRST_SUBU     run_SUBU(space, context, d)
#define GROUP2(first, second)                                                                      \
    case DECODED_##first##_##second:                                                               \
        is_done = FIRST_##first;                                                                   \
        break;
#define GROUP3(first, second, third)                                                               \
    case DECODED_##first##_##second##_##third:                                                     \
        is_done = FIRST_##first;                                                                   \
        break;
#define GROUP4(first, second, third, fourth)                                                       \
    case DECODED_##first##_##second##_##third##_##fourth:                                          \
        is_done = FIRST_##first;                                                                   \
        break;
#define GROUP5(first, second, third, fourth, fifth)                                                \
    case DECODED_##first##_##second##_##third##_##fourth##_##fifth: is_done = FIRST_##first; break;

// The first instruction of a group. False: it is left to the reference.
static bool run_first(struct space *space, uint32_t *context, const struct decoded *d) {
    bool is_done = false;
    switch (d->operation) {
#include "groups.def"
    }
    return is_done;
}

#undef GROUP2
#undef GROUP3
#undef GROUP4
#undef GROUP5

// ---- many instructions ----

// The cases of run_slice: they execute the instruction d; `at` is the next one, `next` the one
// after that.
#define CASE_PLAIN(id, effect)                                                                     \
    case DECODED_##id:                                                                             \
        if (!run_##id(space, context, d))                                                          \
            goto step_here;                                                                        \
        break;
#define CASE_TRAP(id, effect)                                                                      \
    case DECODED_##id:                                                                             \
        effect;                                                                                    \
        break;
#define CASE_LOAD(id, effect)                                                                      \
    case DECODED_##id:                                                                             \
        if (!run_##id(space, context, d))                                                          \
            goto stop;                                                                             \
        break;
#define CASE_STORE         CASE_LOAD
#define CASE_LOAD_INDEXED  CASE_LOAD
#define CASE_STORE_INDEXED CASE_LOAD
#define CASE_BRANCH(id, effect)                                                                    \
    case DECODED_##id: {                                                                           \
        bool taken;                                                                                \
        effect;                                                                                    \
        if (taken)                                                                                 \
            goto branch;                                                                           \
        break;                                                                                     \
    }
#define CASE_LIKELY(id, effect)                                                                    \
    case DECODED_##id: {                                                                           \
        bool taken;                                                                                \
        effect;                                                                                    \
        if (taken)                                                                                 \
            goto branch;                                                                           \
        goto skip_slot;                                                                            \
    }
#define CASE_JUMP(id, effect)                                                                      \
    case DECODED_##id: {                                                                           \
        uint32_t *a = word_at(context, d->a);                                                      \
        (void)a;                                                                                   \
        effect;                                                                                    \
        break;                                                                                     \
    }
#undef RAISE_IF
#define RAISE_IF(condition, exception, code)                                                       \
    if (condition) {                                                                               \
        context_raise(context, EXCEPTION_##exception, code, 0);                                    \
        goto stop;                                                                                 \
    }
#define TRAP_CODE            isa_trap_code(page->words[d - f.code])
#define BREAK_CODE           isa_break_code(page->words[d - f.code])
#define BRANCH_IF(condition) taken = condition
#define JUMP_TO(address)     next = place_of(&f, address)
#define TARGET               jump_target(address_of(&f, d), d->a)
#define LINK                 (address_of(&f, d) + 8)

// Groups, member by member. None is in a delay slot. If the budget ends within one, its first is
// executed alone, and the record after it says what is next.
#define BEGIN(length)                                                                              \
    if (left < length)                                                                             \
        goto alone;
#define THEN                                                                                       \
    left--;                                                                                        \
    d = at;                                                                                        \
    at = next;                                                                                     \
    next = at + 1;
#define DO(id)                                                                                     \
    if (!run_##id(space, context, d))                                                              \
        goto undone;
#define DO_ADDIU    DO(ADDIU)
#define DO_ADDU     DO(ADDU)
#define DO_ANDI     DO(ANDI)
#define DO_BEQ_NEAR next = B == C ? f.code + d->a : next;
#define DO_BNE_NEAR next = B != C ? f.code + d->a : next;
#define DO_DIVU     DO(DIVU)
#define DO_JR       next = place_of(&f, B);
#define DO_LB       DO(LB)
#define DO_LUI      DO(LUI)
#define DO_LW       DO(LW)
#define DO_MOVE     run_MOVE(context, d);
#define DO_MULTU    DO(MULTU)
#define DO_NOP
#define DO_OR    DO(OR)
#define DO_SB    DO(SB)
#define DO_SLL   DO(SLL)
#define DO_SLT   DO(SLT)
#define DO_SLTIU DO(SLTIU)
#define DO_SLTU  DO(SLTU)
#define DO_SRL   DO(SRL)
#define DO_SUBU  DO(SUBU)
#define DO_SW    DO(SW)
#define GROUP2(first, second)                                                                      \
    case DECODED_##first##_##second:                                                               \
        BEGIN(2) DO_##first THEN DO_##second break;
#define GROUP3(first, second, third)                                                               \
    case DECODED_##first##_##second##_##third:                                                     \
        BEGIN(3) DO_##first THEN DO_##second THEN DO_##third break;
#define GROUP4(first, second, third, fourth)                                                       \
    case DECODED_##first##_##second##_##third##_##fourth:                                          \
        BEGIN(4) DO_##first THEN DO_##second THEN DO_##third THEN DO_##fourth break;
#define GROUP5(first, second, third, fourth, fifth)                                                \
    case DECODED_##first##_##second##_##third##_##fourth##_##fifth:                                \
        BEGIN(5) DO_##first THEN DO_##second THEN DO_##third THEN DO_##fourth THEN DO_##fifth break;

// Runs until `left` instructions have retired or an exception is in the context; counts them in the
// context, and returns how many are left.
static uint32_t run_slice(struct machine *machine, uint32_t *context, uint32_t left) {
    struct space *space =
        cache_space(machine, context[CONTEXT_PAGE_TABLE], context[CONTEXT_SUBSET]);
    uint32_t counted = left; // those that are left, or have not been counted
    struct frontier f = {0, NULL, 0};
    struct decoded_page *page;
    const struct decoded *d; // the instruction that is being executed
    const struct decoded *at;
    const struct decoded *next;

enter: // at context's pc and next_pc, which are in the context
    // The reference executes an instruction in a delay slot, so that all others can be assumed not
    // to be in one unless a branch was just executed.
    if (context[CONTEXT_NEXT_PC] != context[CONTEXT_PC] + 4) {
    step:
        context_retire(context, counted - left);
        counted = left;
        if (step(space->machine, context) != EXCEPTION_NONE)
            return left;
        counted = --left;
        if (left == 0)
            return 0;
        goto enter;
    }
    page = cache_code_page(space, context, context[CONTEXT_PC]);
    if (page == NULL) {
        context_retire(context, counted - left);
        return left;
    }
    f.base = page_start(context[CONTEXT_PC]);
    f.code = page->code;
    at = place_of(&f, context[CONTEXT_PC]);
    next = at + 1;

    for (; left > 0; left--) {
        d = at;
        at = next;
        next = at + 1;
    again:
        switch (d->operation) {
        case DECODED_UNKNOWN: cache_decode(page, (uint32_t)(d - f.code)); goto again;
#define ISA(id, name, operands, format, word, fixed, subset, kind, size, alignment, reads, writes, \
            effect)                                                                                \
    CASE_##kind(id, effect)
#include "../isa/isa.def"
        branch: // taken
            next = place_of(&f, f.base + d->a);
            break;
        skip_slot: // of a likely branch that is not
            at += 1;
            next = at + 1;
            break;
        alone:
            if (!run_first(space, context, d))
                goto step_here;
            break;
        step_here:
        case DECODED_STEP:
            context[CONTEXT_PC] = address_of(&f, d);
            context[CONTEXT_NEXT_PC] = address_of(&f, at);
            goto step;
        case DECODED_BEQ_NEAR: DO_BEQ_NEAR break;
        case DECODED_BNE_NEAR: DO_BNE_NEAR break;
        case DECODED_MOVE: DO_MOVE break;
        case DECODED_OUTSIDE:
            context[CONTEXT_PC] = address_of(&f, d);
            context[CONTEXT_NEXT_PC] = address_of(&f, at);
            goto enter;
#include "groups.def"
        }
    }
    context_retire(context, counted);
    context[CONTEXT_PC] = address_of(&f, at);
    context[CONTEXT_NEXT_PC] = address_of(&f, next);
    return 0;

undone: // a member of a group has not been executed
    if (context[CONTEXT_EXCEPTION] == EXCEPTION_NONE)
        goto step_here;
stop:
    context_retire(context, counted - left);
    context[CONTEXT_PC] = address_of(&f, d);
    context[CONTEXT_NEXT_PC] = address_of(&f, at);
    return left;
}

enum exception run(struct machine *machine, uint32_t *context, uint64_t budget) {
    context[0] = 0;
    context[CONTEXT_EXCEPTION] = EXCEPTION_NONE;
    while (budget > 0) {
        uint32_t slice = budget < 0x40000000u ? (uint32_t)budget : 0x40000000u;
        uint32_t retired = slice - run_slice(machine, context, slice);
        if (context[CONTEXT_EXCEPTION] != EXCEPTION_NONE)
            return (enum exception)context[CONTEXT_EXCEPTION];
        budget -= retired;
    }
    return context_raise(context, EXCEPTION_TIMER, 0, 0);
}
