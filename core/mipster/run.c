// The emulator, fast: decoded instructions of one page at a time, pages found through the cache.
// Code is executed in runs (cache.h): a run is taken from the budget when execution arrives at it,
// so that nothing is counted within; what then is not executed is given back. A branch executes its
// delay slot itself. What is rare is left to the reference.
#include "run.h"

#include <stdbool.h>
#include <stddef.h>

#include "cache.h"
#include "../isa/isa.h"
#include "../machine/coprocessor.h"
#include "../machine/step.h"

static inline uint32_t jump_target(uint32_t address, uint32_t low) {
    uint32_t slot = address + 4;
    return slot - slot % 0x10000000u + low;
}

static inline uint32_t *word_at(uint32_t *context, uint32_t offset) {
    return (uint32_t *)((char *)context + offset);
}

// Where a branch within the page leads.
static inline const struct decoded *near(const struct decoded *d) {
    return (const struct decoded *)((const char *)d + (int32_t)d->a);
}

static inline uint32_t *word_of(uintptr_t place, uint32_t alignment) {
    return (uint32_t *)(alignment == 4 ? place : place - place % 4);
}

// The word of an access; false after raising the exception.
static inline bool find_read(struct space *space, uint32_t *context, uint32_t address,
                             uint32_t alignment, uint32_t **word) {
    uint32_t slot = address / PAGE_SIZE % CACHED_PAGES;
    if (!cache_has(space->read_page[slot], address, alignment)) {
        *word = cache_read_word(space, context, address, alignment);
        return *word != NULL;
    }
    *word = word_of(space->read_distance[slot] + address, alignment);
    return true;
}

static inline bool find_write(struct space *space, uint32_t *context, uint32_t address,
                              uint32_t alignment, uint32_t **word) {
    uint32_t slot = address / PAGE_SIZE % CACHED_PAGES;
    if (!cache_has(space->write_page[slot], address, alignment)) {
        *word = cache_write_word(space, context, address, alignment);
        return *word != NULL;
    }
    *word = word_of(space->write_distance[slot] + address, alignment);
    return true;
}

// True if the decoded page of the address has a slot of the space; false after raising the
// exception.
static inline bool find_code(struct space *space, uint32_t *context, uint32_t address) {
    uint32_t slot = address / PAGE_SIZE % CACHED_PAGES;
    return cache_has(space->code_page[slot], address, 4) ||
           cache_code_page(space, context, address) != NULL;
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

#define BRANCH_IF(condition) taken = condition
#define JUMP_TO(address)     target = address
#define TARGET               jump_target(address, d->a)
#define LINK                 (address + 8)

// run_ID: false if the instruction raises an exception, which is in the context if an access has
// failed; otherwise the reference raises it. A store may drop the decoded page, which d is in.
#define RUN_PLAIN(id, alignment, effect)                                                           \
    static inline bool run_##id(struct space *space, uint32_t *context, const struct decoded *d) { \
        uint32_t *a = word_at(context, d->a);                                                      \
        (void)space, (void)a;                                                                      \
        effect;                                                                                    \
        return true;                                                                               \
    }
#define RUN_TRAP(id, alignment, effect)
#define RUN_ACCESS(id, alignment, index, find, effect)                                             \
    static inline bool run_##id(struct space *space, uint32_t *context, const struct decoded *d) { \
        uint32_t *a = word_at(context, d->a);                                                      \
        uint32_t address = B + index;                                                              \
        uint32_t *accessed;                                                                        \
        if (!find(space, context, address, alignment, &accessed))                                  \
            return false;                                                                          \
        effect;                                                                                    \
        return true;                                                                               \
    }
#define RUN_LOAD(id, alignment, effect)          RUN_ACCESS(id, alignment, N, find_read, effect)
#define RUN_STORE(id, alignment, effect)         RUN_ACCESS(id, alignment, N, find_write, effect)
#define RUN_LOAD_INDEXED(id, alignment, effect)  RUN_ACCESS(id, alignment, C, find_read, effect)
#define RUN_STORE_INDEXED(id, alignment, effect) RUN_ACCESS(id, alignment, C, find_write, effect)
// takes_ID: of a branch at this address.
#define RUN_BRANCH(id, alignment, effect)                                                          \
    static inline bool takes_##id(uint32_t *context, const struct decoded *d, uint32_t address) {  \
        bool taken;                                                                                \
        (void)address;                                                                             \
        effect;                                                                                    \
        return taken;                                                                              \
    }
#define RUN_LIKELY RUN_BRANCH
// target_ID: where a jump at this address leads.
#define RUN_JUMP(id, alignment, effect)                                                            \
    static inline uint32_t target_##id(uint32_t *context, const struct decoded *d,                 \
                                       uint32_t address) {                                         \
        uint32_t *a = word_at(context, d->a);                                                      \
        uint32_t target;                                                                           \
        (void)a, (void)address;                                                                    \
        effect;                                                                                    \
        return target;                                                                             \
    }
#define ISA(id, name, operands, format, word, fixed, subset, kind, size, alignment, reads, writes, \
            effect)                                                                                \
    RUN_##kind(id, alignment, effect)
#include "../isa/isa.def"
#undef ISA

static inline bool run_MOVE(struct space *space, uint32_t *context, const struct decoded *d) {
    (void)space;
    *word_at(context, d->a) = B;
    return true;
}

#define ALONE_PLAIN(id)                                                                            \
    case DECODED_##id:                                                                             \
        return run_##id(space, context, d);
#define ALONE_LOAD          ALONE_PLAIN
#define ALONE_STORE         ALONE_PLAIN
#define ALONE_LOAD_INDEXED  ALONE_PLAIN
#define ALONE_STORE_INDEXED ALONE_PLAIN
#define ALONE_TRAP(id)
#define ALONE_BRANCH(id)
#define ALONE_LIKELY(id)
#define ALONE_JUMP(id)

// An instruction, though it may begin a group. False also if it is none of those above: it is left
// to the reference.
static bool run_alone(struct space *space, uint32_t *context, struct decoded_page *page,
                      const struct decoded *d) {
    switch (d->first) {
#define ISA(id, name, operands, format, word, fixed, subset, kind, size, alignment, reads, writes, \
            effect)                                                                                \
    ALONE_##kind(id)
#include "../isa/isa.def"
#undef ISA
    case DECODED_MOVE: return run_MOVE(space, context, d);
    case DECODED_UNKNOWN:
        cache_decode(page, (uint32_t)(d - page->code));
        return run_alone(space, context, page, d);
    default: return false;
    }
}

// ---- many instructions ----

// The cases of run_code. Of what is neither here nor in groups.def, run_alone has the code.
#define CASE_PLAIN(id, effect)
#define CASE_LOAD(id, effect)
#define CASE_STORE(id, effect)
#define CASE_LOAD_INDEXED(id, effect)
#define CASE_STORE_INDEXED(id, effect)
#undef RAISE_IF
#define RAISE_IF(condition, exception, code)                                                       \
    if (condition) {                                                                               \
        context_raise(context, EXCEPTION_##exception, code, 0);                                    \
        goto undone;                                                                               \
    }
#define TRAP_CODE  isa_trap_code(page->words[d - page->code])
#define BREAK_CODE isa_break_code(page->words[d - page->code])
#define CASE_TRAP(id, effect)                                                                      \
    case DECODED_##id:                                                                             \
        effect;                                                                                    \
        STRAIGHT_ON(1)
#define CASE_BRANCH(id, effect)                                                                    \
    case DECODED_##id##_NEAR:                                                                      \
        next = takes_##id(context, d, ADDRESS_OF(d)) ? near(d) : d + 2;                            \
        goto slot;                                                                                 \
    case DECODED_##id:                                                                             \
        target = takes_##id(context, d, ADDRESS_OF(d)) ? base + d->a : ADDRESS_OF(d) + 8;          \
        goto slot_of_jump;
#define CASE_LIKELY(id, effect)                                                                    \
    case DECODED_##id##_NEAR:                                                                      \
        next = near(d);                                                                            \
        if (takes_##id(context, d, ADDRESS_OF(d)))                                                 \
            goto slot;                                                                             \
        goto skip_slot;                                                                            \
    case DECODED_##id:                                                                             \
        target = base + d->a;                                                                      \
        if (takes_##id(context, d, ADDRESS_OF(d)))                                                 \
            goto slot_of_jump;                                                                     \
        goto skip_slot;
#define CASE_JUMP(id, effect)                                                                      \
    case DECODED_##id:                                                                             \
        target = target_##id(context, d, ADDRESS_OF(d));                                           \
        goto slot_of_jump;

#define CASE(id) case DECODED_##id:
// Member `at` of a group.
#define DO(id, at)                                                                                 \
    if (!run_##id(space, context, d + (at))) {                                                     \
        d += at;                                                                                   \
        goto undone;                                                                               \
    }
#define STRAIGHT_ON(length)                                                                        \
    d += length;                                                                                   \
    goto again;
// A branch or jump among them, and its slot.
#define SLOT(id, at, undone)                                                                       \
    if (!run_##id(space, context, d + (at))) {                                                     \
        d += (at)-1;                                                                               \
        goto undone;                                                                               \
    }
#define BRANCH(id, at, slot)                                                                       \
    next = takes_##id(context, d + (at), 0) ? near(d + (at)) : d + (at) + 2;                       \
    SLOT(slot, (at) + 1, slot_undone)                                                              \
    goto arrive;
#define JUMP(id, at, slot)                                                                         \
    target = target_##id(context, d + (at), base + (d + (at))->c);                                 \
    SLOT(slot, (at) + 1, slot_of_jump_undone)                                                      \
    goto jump;
#define GROUP1(m1)          CASE(m1) DO(m1, 0) STRAIGHT_ON(1)
#define GROUP2(m1, m2)      CASE(m1##_##m2) DO(m1, 0) DO(m2, 1) STRAIGHT_ON(2)
#define GROUP3(m1, m2, m3)  CASE(m1##_##m2##_##m3) DO(m1, 0) DO(m2, 1) DO(m3, 2) STRAIGHT_ON(3)
#define BRANCH2(m1, m2)     CASE(m1##_##m2) BRANCH(m1, 0, m2)
#define BRANCH3(m1, m2, m3) CASE(m1##_##m2##_##m3) DO(m1, 0) BRANCH(m2, 1, m3)
#define JUMP2(m1, m2)       CASE(m1##_##m2) JUMP(m1, 0, m2)
#define JUMP3(m1, m2, m3)   CASE(m1##_##m2##_##m3) DO(m1, 0) JUMP(m2, 1, m3)

#define ADDRESS_OF(d) (base + (uint32_t)((d)-page->code) * 4)

// Completes the context where execution leaves decoded code.
static void leave(uint32_t *context, uint32_t retired, uint32_t pc, uint32_t next_pc) {
    context_retire(context, retired);
    context[CONTEXT_PC] = pc;
    context[CONTEXT_NEXT_PC] = next_pc;
}

// Runs until the budget is used up, an exception is in the context, or the next instruction is one
// for the reference. Returns how many are left. The context is not in a delay slot.
static uint32_t run_code(struct space *space, uint32_t *context, uint32_t budget) {
    int32_t left = (int32_t)budget;        // after the present run
    uint32_t target = context[CONTEXT_PC]; // of a jump
    struct decoded_page *page;
    uint32_t base; // its address
    const struct decoded *d;
    const struct decoded *next; // where a branch leads

jump:
    if (left == 0 || !find_code(space, context, target)) {
        leave(context, budget - (uint32_t)left, target, target + 4);
        return (uint32_t)left;
    }
    base = page_start(target);
    page = space->code[target / PAGE_SIZE % CACHED_PAGES];
    next = page->code + target / 4 % PAGE_WORDS;
arrive: // at a run
    d = next;
    left -= d->run;
    if (left < 0)
        goto end;
again:
    switch (d->operation) {
#define ISA(id, name, operands, format, word, fixed, subset, kind, size, alignment, reads, writes, \
            effect)                                                                                \
    CASE_##kind(id, effect)
#include "../isa/isa.def"
#undef ISA
#include "groups.def"
    undecoded:
    case DECODED_UNKNOWN:
        left += d->run;
        if (left == 0)
            goto here;
        cache_decode(page, (uint32_t)(d - page->code));
        next = d;
        goto arrive;
    case DECODED_OUTSIDE: target = ADDRESS_OF(d); goto jump;
    default:
        if (!run_alone(space, context, page, d))
            goto undone;
        STRAIGHT_ON(1)
    }

skip_slot: // of a likely branch that is not taken
    left++;
    next = d + 2;
    goto arrive;
slot: // of the branch d; then to `next`
    if (run_alone(space, context, page, d + 1))
        goto arrive;
slot_undone:
    target = ADDRESS_OF(next);
    goto slot_of_jump_undone;
slot_of_jump: // then to `target`
    if (run_alone(space, context, page, d + 1))
        goto jump;
slot_of_jump_undone:
    left++;
    leave(context, budget - (uint32_t)left, ADDRESS_OF(d + 1), target);
    return (uint32_t)left;

end: // the budget ends within the run
    if (d->operation == DECODED_UNKNOWN)
        goto undecoded; // it was another one
    for (left += d->run; left > 0 && run_alone(space, context, page, d); left--)
        d++;
    goto here;
undone: // d has not been executed
    left += d->run;
here:
    leave(context, budget - (uint32_t)left, ADDRESS_OF(d), ADDRESS_OF(d) + 4);
    return (uint32_t)left;
}

// Runs until `left` instructions have retired or an exception is in the context; returns how many
// are left.
static uint32_t run_slice(struct machine *machine, uint32_t *context, uint32_t left) {
    struct space *space =
        cache_space(machine, context[CONTEXT_PAGE_TABLE], context[CONTEXT_SUBSET]);
    while (left > 0) {
        if (context[CONTEXT_NEXT_PC] == context[CONTEXT_PC] + 4)
            left = run_code(space, context, left);
        if (left == 0 || context[CONTEXT_EXCEPTION] != EXCEPTION_NONE)
            break;
        if (step(machine, context) != EXCEPTION_NONE)
            break;
        left--; // if none is left now, the slice may end in front of a delay slot
    }
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
