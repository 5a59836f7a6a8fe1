// What an address belongs to: a block of the heap, a variable or a frame of the stack, a variable
// of the program.
#include <string.h>

#include "../../core/debug/source.h"
#include "../../core/debug/variables.h"
#include "check.h"

// So many bytes before a variable there may be a gap (starc -fcheck-gaps).
enum { NEAR = 8 };

static const char *plural(uint32_t count) {
    return count == 1 ? "" : "s";
}

static void describe_block(struct checker *checker, const struct heap_block *block,
                           uint32_t address) {
    uint32_t offset = address - block->address;
    bool is_before = address < block->address, is_within = !is_before && offset < block->size;
    uint32_t past = offset - block->size;
    if (is_before)
        fprintf(stderr, "%u byte%s before", (unsigned)(block->address - address),
                plural(block->address - address));
    else if (is_within && offset == 0)
        fprintf(stderr, "the beginning of");
    else if (is_within)
        fprintf(stderr, "%u byte%s into", (unsigned)offset, plural(offset));
    else if (past == 0)
        fprintf(stderr, "right behind");
    else
        fprintf(stderr, "%u byte%s past the end of", (unsigned)past, plural(past));
    fprintf(stderr, " a block of %u byte%s\n", (unsigned)block->size, plural(block->size));
    report_calls(checker, "allocated in", &block->allocated);
    if (block->state == BLOCK_FREED)
        report_calls(checker, "freed in", &block->freed);
}

// ---- variables ----

struct found {
    const char *name; // NULL: none
    uint32_t start;
    uint32_t size; // 0: not known
};

struct search {
    int32_t offset;     // from the stack pointer that the function was called with
    struct found below; // the last variable that begins there or before
    struct found above; // the first one that begins after it
};

static void look_at(void *state, const struct variable *variable) {
    struct search *search = state;
    if (variable->word_count == 0 || variable->words[0].place != WORD_IN_FRAME ||
        variable->name == NULL)
        return;
    struct found found = {variable->name, variable->words[0].number, variable->size};
    int32_t start = (int32_t)found.start;
    if (start <= search->offset &&
        (search->below.name == NULL || start >= (int32_t)search->below.start))
        search->below = found;
    if (start > search->offset &&
        (search->above.name == NULL || start < (int32_t)search->above.start))
        search->above = found;
}

// "3 bytes past the end of the variable line of main, which has 80 bytes"
static void describe_variable(const struct search *search, const char *function) {
    const struct found *found = &search->below;
    uint32_t past = (uint32_t)search->offset - found->start;
    uint32_t before = search->above.start - (uint32_t)search->offset;
    bool is_within = found->name != NULL && past < found->size;
    if (search->above.name != NULL && before <= NEAR && !is_within) {
        fprintf(stderr, "%u byte%s before the variable %.100s of %.200s\n", (unsigned)before,
                plural(before), search->above.name, function);
        return;
    }
    if (found->name == NULL) {
        fprintf(stderr, "the stack frame of %.200s\n", function);
        return;
    }
    if (found->size != 0 && past >= found->size)
        fprintf(stderr, "%u byte%s past the end of ", (unsigned)(past - found->size),
                plural(past - found->size));
    else if (past != 0)
        fprintf(stderr, "%u byte%s behind the beginning of ", (unsigned)past, plural(past));
    fprintf(stderr, "the variable %.100s of %.200s\n", found->name, function);
}

// "the variable sum of main", of a frame that is, or was, below `caller`.
static bool describe_local(struct checker *checker, uint32_t address, uint32_t pc,
                           uint32_t caller) {
    struct code_frame frame;
    if (image_frames_at(&checker->image, pc, &frame, 1) == 0)
        return false;
    struct search search = {.offset = (int32_t)(address - caller)};
    image_variables(&checker->image, pc, true, look_at, &search);
    describe_variable(&search, frame.function != NULL ? frame.function : "?");
    return true;
}

// What was in a variable that was never set is a question for mixter why.
static void print_question(const struct checker *checker, const struct origin *origin,
                           uint32_t caller) {
    struct code_frame frame;
    struct search search = {.offset = (int32_t)(origin->address - caller)};
    image_variables(&checker->image, origin->pc, true, look_at, &search);
    if (search.below.name == NULL || (int32_t)search.below.start != search.offset ||
        image_frames_at(&checker->image, origin->pc, &frame, 1) == 0 || frame.place.file == NULL)
        return;
    fprintf(stderr, "  (what was there: mixter why --of %.100s --at %.200s:%u %.200s)\n",
            search.below.name, frame.place.file, (unsigned)frame.place.line, checker->program);
}

static void describe_stack(struct checker *checker, uint32_t address, const struct origin *origin) {
    uint32_t pc, caller;
    if (origin != NULL && stack_size_at(checker, origin->pc, &caller)) {
        caller += origin->pointer;
        if (address >= origin->pointer && address < caller &&
            describe_local(checker, address, origin->pc, caller)) {
            print_question(checker, origin, caller);
            return;
        }
    }
    if (origin == NULL && address < checker->context[REGISTER_SP])
        fprintf(stderr, "in the frame of a function that has returned\n");
    else if (!stack_frame_of(checker, checker->context, address, &pc, &caller) ||
             !describe_local(checker, address, pc, caller))
        fprintf(stderr, "on the stack\n");
}

static bool describe_global(const struct checker *checker, uint32_t address) {
    const struct segment *segment = image_segment_at(&checker->image, address);
    struct symbol symbol = image_function_at(&checker->image, address);
    if (segment == NULL || symbol.name == NULL)
        return false;
    if (strcmp(symbol.name, "$gap") == 0) { // behind another one
        uint32_t end = symbol.address;
        symbol = image_function_at(&checker->image, end - 1);
        symbol.size = end - symbol.address;
    }
    if (symbol.name == NULL)
        return false;
    uint32_t offset = address - symbol.address;
    if (offset < symbol.size)
        fprintf(stderr, "byte %u of the variable %.200s\n", (unsigned)offset, symbol.name);
    else
        fprintf(stderr, "%u byte%s past the end of the variable %.200s of %u byte%s\n",
                (unsigned)(offset - symbol.size), plural(offset - symbol.size), symbol.name,
                (unsigned)symbol.size, plural(symbol.size));
    return true;
}

// Ends the line.
static void describe(struct checker *checker, uint32_t address, const struct origin *origin) {
    const struct heap_block *block = heap_block_near(checker, address);
    bool is_heap = address >= checker->break_start && address < checker->break_now;
    if (address >= STACK_BOTTOM && address < STACK_TOP)
        describe_stack(checker, address, origin);
    else if (is_heap && block != NULL)
        describe_block(checker, block, address);
    else if (is_heap)
        fprintf(stderr, "in the heap, but in no block\n");
    else if (!describe_global(checker, address))
        fprintf(stderr, "nowhere in particular\n");
}

void describe_address(struct checker *checker, uint32_t address) {
    fprintf(stderr, "  0x%08x is ", (unsigned)address);
    describe(checker, address, NULL);
}

void describe_origin(struct checker *checker, const struct origin *origin) {
    struct code_frame frame;
    fprintf(stderr, "  the value was loaded");
    if (origin->pc != checker->context[CONTEXT_PC] &&
        image_frames_at(&checker->image, origin->pc, &frame, 1) > 0) {
        fprintf(stderr, " in %.200s", frame.function != NULL ? frame.function : "?");
        source_print_place(" at ", &frame.place);
    }
    fprintf(stderr, " from 0x%08x, ", (unsigned)origin->address);
    describe(checker, origin->address, origin);
}
