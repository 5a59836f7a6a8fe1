// Who called whom, for every allocation: what core/debug finds out of the first instructions of a
// function is kept by place.
#include <stdlib.h>
#include <string.h>

#include "../../core/debug/backtrace.h"
#include "../../core/memory.h"
#include "check.h"

enum { PLACES = 4096, FRAMES_MOST = 1000 };

struct place {   // in a function, and what it has done to the stack
    uint32_t pc; // 0: unused
    uint32_t size;
    uint32_t
        return_at; // where the return address is, from the stack pointer or what stands for it,
    uint32_t s8_at;
    bool is_known;
    bool saves_return; // if it is
    bool saves_s8;
    bool uses_s8;  // in place of the stack pointer
    bool is_first; // main, or what comes before
};

struct unwinding {
    struct place places[PLACES];
};

struct walk {
    uint32_t pc;
    uint32_t pointer;
    uint32_t s8;
    uint32_t return_address; // of the innermost function
    uint32_t caller;         // the stack pointer that the function was called with
    const struct place *place;
};

static bool is_first(const char *name) {
    return strcmp(name, "main") == 0 || strcmp(name, "_start") == 0 ||
           strcmp(name, "__start_main") == 0;
}

static const struct place *find_place(struct checker *checker, const struct subject *subject,
                                      uint32_t pc) {
    if (checker->unwinding == NULL)
        checker->unwinding = memory_new(sizeof *checker->unwinding);
    struct place *place = &checker->unwinding->places[pc / 4 % PLACES];
    if (place->pc == pc)
        return place;
    struct stack_frame frame = {.pc = pc};
    memset(place, 0, sizeof *place);
    place->pc = pc;
    place->is_known = backtrace_is_call(subject, pc) &&
                      (backtrace_unwind(subject, &frame) || frame.layout != NULL);
    if (!place->is_known)
        return place;
    const struct layout *layout = frame.layout;
    place->size = layout->size;
    place->return_at = layout->saved_at[REGISTER_RA];
    place->saves_return = layout->saves_return;
    place->s8_at = layout->saved_at[REGISTER_S8];
    place->saves_s8 = (layout->saved >> REGISTER_S8 & 1) != 0;
    place->uses_s8 = layout->pointer == REGISTER_S8;
    place->is_first = is_first(frame.function);
    return place;
}

// False if the function is not known.
static bool enter(struct checker *checker, const struct subject *subject, struct walk *walk) {
    walk->place = find_place(checker, subject, walk->pc);
    if (walk->place->uses_s8)
        walk->pointer = walk->s8;
    walk->caller = walk->pointer + walk->place->size;
    return walk->place->is_known;
}

// To the caller. False if that is not known.
static bool leave(const struct subject *subject, struct walk *walk) {
    const struct place *place = walk->place;
    uint32_t to = walk->return_address;
    if (place->is_first ||
        (place->saves_return && !subject_word(subject, walk->pointer + place->return_at, &to)))
        return false;
    if (place->saves_s8)
        subject_word(subject, walk->pointer + place->s8_at, &walk->s8);
    walk->pointer = walk->caller;
    walk->return_address = 0;
    walk->pc = to - 8;
    return to != 0 && backtrace_is_call(subject, walk->pc);
}

static struct walk walk_from(const uint32_t *context) {
    return (struct walk){.pc = context[CONTEXT_PC],
                         .pointer = context[REGISTER_SP],
                         .s8 = context[REGISTER_S8],
                         .return_address = context[REGISTER_RA]};
}

void stack_calls(struct checker *checker, const uint32_t *context, struct calls *calls) {
    struct subject subject = checker_subject(checker);
    struct walk walk = walk_from(context);
    calls->count = 0;
    bool goes_on = enter(checker, &subject, &walk) && leave(&subject, &walk);
    while (goes_on && calls->count < CALLS_KEPT) {
        calls->pcs[calls->count++] = walk.pc;
        goes_on = enter(checker, &subject, &walk) && leave(&subject, &walk);
    }
}

bool stack_frame_of(struct checker *checker, const uint32_t *context, uint32_t address,
                    uint32_t *pc, uint32_t *caller) {
    struct subject subject = checker_subject(checker);
    struct walk walk = walk_from(context);
    for (uint32_t i = 0; i < FRAMES_MOST && enter(checker, &subject, &walk); i++) {
        if (address >= walk.pointer && address < walk.caller) {
            *pc = walk.pc;
            *caller = walk.caller;
            return true;
        }
        if (!leave(&subject, &walk))
            break;
    }
    return false;
}

bool stack_size_at(struct checker *checker, uint32_t pc, uint32_t *size) {
    struct subject subject = checker_subject(checker);
    const struct place *place = find_place(checker, &subject, pc);
    *size = place->size;
    return place->is_known;
}

void stack_end(struct checker *checker) {
    free(checker->unwinding);
}
