// Where a search ends: what nothing has written since the start, and what an allocator has given
// out. And which of several inputs is the interesting one.
#include "why_slice.h"
#include "why_story.h"

#include <stddef.h>
#include <string.h>

#include "../../core/machine/stack.h"

// ---- allocators, by the names of their functions ----

void slice_find_allocators(struct slice *slice) {
    static const struct {
        const char *name;
        enum allocator kind;
    } names[] = {{"malloc", ALLOCATES},        {"calloc", ALLOCATES_ZEROS},
                 {"realloc", REALLOCATES},     {"free", FREES},
                 {"aligned_alloc", ALLOCATES}, {"memalign", ALLOCATES},
                 {"__libc_malloc", ALLOCATES}};
    const struct image *image = slice->run->image;
    for (uint32_t i = 0; i < image_symbol_count(image); i++) {
        struct symbol symbol = image_symbol(image, i);
        for (size_t j = 0; symbol.name != NULL && j < sizeof names / sizeof names[0]; j++) {
            if (!symbol.is_function || strcmp(symbol.name, names[j].name) != 0 ||
                slice->allocator_count == ALLOCATORS)
                continue;
            slice->allocators[slice->allocator_count].start = symbol.address;
            slice->allocators[slice->allocator_count].end = symbol.address + symbol.size;
            slice->allocators[slice->allocator_count++].kind = names[j].kind;
        }
    }
}

// The call of the function that returns at `index`. False: it is not in the window.
static bool find_call(struct slice *slice, uint32_t index, uint32_t *call) {
    uint32_t depth = 0;
    for (uint32_t i = index; i-- > 0;) {
        const struct why_word *word = slice_word(slice, i);
        if (word->returns) {
            depth++;
        } else if (word->links && --depth == 0) {
            *call = i;
            return true;
        }
    }
    return false;
}

static bool argument(struct slice *slice, uint32_t call, uint32_t reg, uint32_t *value) {
    uint32_t found;
    if (!slice_written_by(slice, call + 2, reg, &found))
        return false;
    *value = slice->run->window[found].result;
    return true;
}

// Memory that was given out and not written since.
static void found_block(struct slice *slice, uint32_t start, uint32_t size, enum allocator kind,
                        const struct mixter_step *step) {
    for (uint32_t i = slice->item_count; i-- > 0;) {
        const struct item item = slice->items[i];
        if (item.reg != 0 || item.address < start || item.address - start >= size)
            continue;
        slice->items[i] = slice->items[--slice->item_count];
        uint32_t number = slice_origin(
            slice, &item, kind == ALLOCATES ? ORIGIN_UNWRITTEN_HEAP : ORIGIN_ZEROED, step);
        if (number != NO_NODE)
            slice->answer->nodes[number].allocated = slice->frame;
        slice->answer->frames[slice->frame].is_kept = true;
    }
}

// Loads through pointers to what was freed before them.
static void found_free(struct slice *slice, uint32_t block, uint64_t place) {
    struct why_answer *answer = slice->answer;
    for (uint32_t i = 0; i < answer->node_count && block != 0; i++) {
        struct why_node *node = &answer->nodes[i];
        bool is_access = node->kind == WHY_LOAD || node->kind == WHY_STORE;
        if (!is_access || !node->is_main || node->freed != NO_FRAME || node->step.first != block ||
            node->step.total < place)
            continue;
        node->freed = slice->frame;
        answer->frames[slice->frame].is_kept = true;
    }
}

void slice_allocations(struct slice *slice, uint32_t index) {
    const struct mixter_step *window = slice->run->window;
    uint32_t pc = window[index > 0 ? index - 1 : 0].pc, call, value, found;
    for (uint32_t i = 0; i < slice->allocator_count; i++) {
        if (pc < slice->allocators[i].start || pc >= slice->allocators[i].end)
            continue;
        enum allocator kind = slice->allocators[i].kind;
        if (!find_call(slice, index, &call) || !argument(slice, call, REGISTER_A0, &value))
            return;
        if (kind == FREES || kind == REALLOCATES) {
            found_free(slice, value, window[call].total);
            return;
        }
        uint32_t size = value, count = 1;
        if (kind == ALLOCATES_ZEROS && !argument(slice, call, REGISTER_A0 + 1, &count))
            return;
        if (slice_written_by(slice, index + 1, REGISTER_V0, &found) && window[found].result != 0)
            found_block(slice, window[found].result, size * count, kind, &window[index]);
        return;
    }
}

// ---- what was there at the start ----

// Constants that do not fit into an instruction are in the program's data, near $gp.
static bool is_literal(const struct slice *slice, const struct item *item) {
    const struct why_node *user = &slice->answer->nodes[item->user];
    char name[NAME_BYTES];
    return user->kind == WHY_LOAD && isa_rs(user->step.word) == REGISTER_GP &&
           !why_data_name(slice->run, item->address, item->size, name);
}

void slice_initial(struct slice *slice, const struct item *item, const struct mixter_step *start) {
    static const struct mixter_step nowhere;
    const struct image *image = slice->run->image;
    enum why_origin origin = ORIGIN_GIVEN_UP;
    const struct segment *segment = image_segment_at(image, item->address);
    if (start == NULL)
        start = &nowhere;
    else if (item->reg != 0)
        origin = ORIGIN_START;
    else if (segment != NULL && item->address - segment->address < segment->file_size)
        origin = ORIGIN_DATA;
    else if (segment != NULL)
        origin = ORIGIN_ZERO;
    else if (item->address >= STACK_BOTTOM)
        origin = ORIGIN_ARGUMENT;
    else
        origin = ORIGIN_UNWRITTEN_HEAP;
    if (origin == ORIGIN_DATA && is_literal(slice, item)) {
        struct why_node *user = &slice->answer->nodes[item->user];
        user->kind = WHY_ORIGIN;
        user->origin = ORIGIN_CONSTANT;
        return;
    }
    slice_origin(slice, item, origin, start);
}

// ---- which input is the interesting one ----

enum { NONE, BESIDE, CONSTANT, DATA, CALL, INPUT };

// Tables of libcstar by which bytes are taken out of words.
static bool is_power_table(const struct why_run *run, const struct why_node *node, uint32_t word) {
    char name[NAME_BYTES];
    return run->image->subset == ISA_MIPSTER && (word & (word - 1)) == 0 &&
           !why_data_name(run, node->address, node->size, name);
}

static uint32_t interest_of_data(const struct why_run *run, const struct why_node *node) {
    unsigned char bytes[4] = {0};
    if (node->size > 4 || !why_file_bytes(run, node->address, bytes, node->size))
        return DATA;
    uint32_t word = image_word(bytes);
    return word == 0 ? CONSTANT : is_power_table(run, node, word) ? BESIDE : DATA;
}

static uint32_t interest_of(const struct why_run *run, const struct why_node *node) {
    switch (node->origin) {
    case ORIGIN_INPUT:
    case ORIGIN_UNWRITTEN_HEAP:
    case ORIGIN_UNWRITTEN_REGISTER:
    case ORIGIN_UNWRITTEN_STACK:
    case ORIGIN_ARGUMENT: return INPUT;
    case ORIGIN_CALL:
    case ORIGIN_KERNEL: return CALL;
    case ORIGIN_DATA: return interest_of_data(run, node);
    case ORIGIN_ZEROED:
    case ORIGIN_ADDRESS: return DATA;
    case ORIGIN_ZERO:
    case ORIGIN_CONSTANT: return CONSTANT;
    default: return NONE;
    }
}

// A constant of the same function says less than one that came from elsewhere.
static bool is_beside(const struct why_answer *answer, const struct why_node *node,
                      uint32_t number) {
    for (;;) {
        const struct why_node *input = &answer->nodes[number];
        if (input->frame != node->frame)
            return false;
        if (input->kind == WHY_ORIGIN)
            return input->origin == ORIGIN_CONSTANT;
        if ((input->kind != WHY_COMPUTE && input->kind != WHY_COPY) || input->input_count != 1 ||
            input->inputs[0] == NO_NODE)
            return false;
        number = input->inputs[0];
    }
}

// The constant divisor of a value is not what the value came from.
static bool is_never_main(const struct why_node *node, uint32_t slot) {
    enum isa_operation operation = isa_decode(node->step.word);
    return slot > 0 && (operation == ISA_DIVU || operation == ISA_DIV);
}

// Nodes come after those that they are inputs of, so their interest is known from the end on.
void slice_choose(struct why_answer *answer) {
    for (uint32_t i = answer->node_count; i-- > 0;) {
        struct why_node *node = &answer->nodes[i];
        uint32_t best = 0, most = 0;
        node->interest = node->kind == WHY_ORIGIN ? interest_of(answer->run, node) : NONE;
        for (uint32_t j = 0; j < node->input_count; j++) {
            uint32_t input = node->inputs[j];
            uint32_t interest = input != NO_NODE ? answer->nodes[input].interest : NONE;
            if (interest == CONSTANT && (is_never_main(node, j) || is_beside(answer, node, input)))
                interest = BESIDE;
            if (interest <= most)
                continue;
            most = interest;
            best = j;
            node->interest = answer->nodes[input].interest;
        }
        if (best > 0) {
            uint32_t main = node->inputs[0];
            node->inputs[0] = node->inputs[best];
            node->inputs[best] = main;
        }
    }
}
