// Spaces and decoded pages.
#include "cache.h"

#include <stddef.h>
#include <stdlib.h>

#include "../isa/isa.h"
#include "../machine/machine.h"
#include "../machine/page_table.h"
#include "../memory.h"
#include "../panic.h"

struct group {
    uint32_t length;
    uint32_t members[GROUP_MAX];
};

// In the order of their operations.
static const struct group groups[] = {
#define GROUP1(a)
#define GROUP2(a, b)        {2, {DECODED_##a, DECODED_##b, 0}},
#define GROUP3(a, b, c)     {3, {DECODED_##a, DECODED_##b, DECODED_##c}},
#define BRANCH2(a, slot)    {2, {DECODED_##a##_NEAR, DECODED_##slot, 0}},
#define BRANCH3(a, b, slot) {3, {DECODED_##a, DECODED_##b##_NEAR, DECODED_##slot}},
#define JUMP2               GROUP2
#define JUMP3               GROUP3
#include "groups.def"
};

// Of a machine.
struct interpreter {
    struct machine *machine;
    struct space *spaces[SPACES_MAX];
    struct frame_map remembered; // struct remembered *, by directory
    struct remembered *all_remembered;
    uint64_t generation;            // changes whenever a cached page is dropped
    struct frame_map decoded_pages; // struct decoded_page *
    struct decoded_page *all_pages;
    uint32_t page_count;
    unsigned directory_client; // derives cached pages from directories
    unsigned table_client;     // and from the tables in them
    unsigned code_client;      // derives decoded pages from the frames executed
    // Groups that begin with an operation: the first, and the next after each; 0 for none, plus 1.
    uint32_t first_group[DECODED_GROUPS];
    uint32_t next_group[sizeof groups / sizeof groups[0]];
};

static uint32_t slot_of(uint32_t address) {
    return address / PAGE_SIZE % CACHED_PAGES;
}

static void forget_slot(struct space *space, uint32_t slot) {
    uint32_t elsewhere = (slot + 1) % CACHED_PAGES * PAGE_SIZE;
    space->read_page[slot] = space->write_page[slot] = space->code_page[slot] = elsewhere;
}

static void forget_space(struct space *space) {
    const struct remembered *remembered = space->remembered;
    for (uint32_t i = 0; i < CACHED_PAGES && space->holds_others; i++)
        forget_slot(space, i);
    for (uint32_t i = 0; remembered != NULL && i < remembered->count; i++)
        forget_slot(space, slot_of(remembered->pages[i].page));
    space->holds_others = false;
}

static struct remembered **remembered_of(struct interpreter *interpreter, uint32_t directory) {
    return frame_map_at(&interpreter->remembered, directory);
}

static struct decoded_page **decoded_page_of(struct interpreter *interpreter, uint32_t frame) {
    return frame_map_at(&interpreter->decoded_pages, frame);
}

static void forget_all_spaces(struct interpreter *interpreter) {
    interpreter->generation++;
    for (uint32_t i = 0; i < SPACES_MAX; i++) {
        if (interpreter->spaces[i] != NULL)
            forget_space(interpreter->spaces[i]);
    }
}

// True if some of the words about to change are valid entries: only these are ever cached, so that
// filling an empty entry drops nothing.
static bool holds_entry(const struct interpreter *interpreter, uint32_t frame, uint32_t first,
                        uint32_t end) {
    const uint32_t *words = frame_words(interpreter->machine, frame);
    while (first < end && words[first] % 8 == 0)
        first++;
    return first < end;
}

static bool drop_directory(void *state, uint32_t frame, uint32_t offset, uint32_t size) {
    struct interpreter *interpreter = state;
    if (!holds_entry(interpreter, frame, offset / 4, (offset + size + 3) / 4))
        return size == PAGE_SIZE;
    forget_all_spaces(interpreter);
    return true;
}

// Whichever directory a table is in, an entry of it concerns pages of one slot.
static bool drop_table(void *state, uint32_t frame, uint32_t offset, uint32_t size) {
    struct interpreter *interpreter = state;
    if (size > 4)
        return drop_directory(state, frame, offset, size);
    if (!holds_entry(interpreter, frame, offset / 4, offset / 4 + 1))
        return false;
    uint32_t slot = offset / 4 % CACHED_PAGES;
    interpreter->generation++;
    for (uint32_t i = 0; i < SPACES_MAX; i++) {
        if (interpreter->spaces[i] != NULL)
            forget_slot(interpreter->spaces[i], slot);
    }
    return false;
}

static void write_protect(void *state, uint32_t frame) {
    struct interpreter *interpreter = state;
    uintptr_t words = (uintptr_t)frame_words(interpreter->machine, frame);
    interpreter->generation++;
    for (uint32_t i = 0; i < SPACES_MAX; i++) {
        for (uint32_t j = 0; j < CACHED_PAGES && interpreter->spaces[i] != NULL; j++) {
            struct space *space = interpreter->spaces[i];
            if (space->write_page[j] + space->write_distance[j] == words)
                space->write_page[j] = (j + 1) % CACHED_PAGES * PAGE_SIZE;
        }
    }
}

// The page stays, empty, because it may be the one that is being executed.
static bool drop_code(void *state, uint32_t frame, uint32_t offset, uint32_t size) {
    struct decoded_page *page = *decoded_page_of(state, frame);
    (void)offset, (void)size;
    for (uint32_t i = 0; i < PAGE_WORDS; i++)
        page->code[i].operation = page->code[i].first = DECODED_UNKNOWN;
    page->derived = false;
    return true;
}

static void free_decoded_pages(struct interpreter *interpreter) {
    for (struct decoded_page *page = interpreter->all_pages, *next; page != NULL; page = next) {
        next = page->next;
        free(page);
    }
    interpreter->all_pages = NULL;
    interpreter->page_count = 0;
}

static void end(void *state) {
    struct interpreter *interpreter = state;
    for (uint32_t i = 0; i < SPACES_MAX; i++)
        free(interpreter->spaces[i]);
    free_decoded_pages(interpreter);
    frame_map_free(&interpreter->decoded_pages);
    for (struct remembered *each = interpreter->all_remembered, *next; each != NULL; each = next) {
        next = each->next;
        free(each);
    }
    frame_map_free(&interpreter->remembered);
    free(interpreter);
}

static void order_groups(struct interpreter *interpreter) {
    for (uint32_t i = sizeof groups / sizeof groups[0]; i > 0; i--) {
        uint32_t *first = &interpreter->first_group[groups[i - 1].members[0]];
        interpreter->next_group[i - 1] = *first;
        *first = i;
    }
}

static const struct frame_client directories = {drop_directory, write_protect, end};
static const struct frame_client tables = {drop_table, NULL, NULL};
static const struct frame_client code = {drop_code, NULL, NULL};

static struct interpreter *interpreter_of(struct machine *machine) {
    struct interpreter *interpreter = machine->interpreter;
    if (interpreter != NULL)
        return interpreter;
    interpreter = machine->interpreter = memory_new(sizeof *interpreter);
    interpreter->machine = machine;
    order_groups(interpreter);
    interpreter->decoded_pages.size = sizeof(struct decoded_page *);
    interpreter->remembered.size = sizeof(struct remembered *);
    interpreter->directory_client = frame_register(machine, &directories, interpreter);
    interpreter->table_client = frame_register(machine, &tables, interpreter);
    interpreter->code_client = frame_register(machine, &code, interpreter);
    return interpreter;
}

// Fills a slot of the space.
static void fill(struct space *space, uint32_t page, enum access access, void *place) {
    uint32_t slot = slot_of(page);
    switch (access) {
    case ACCESS_READ:
        space->read_page[slot] = page;
        space->read_distance[slot] = (uintptr_t)place - page;
        break;
    case ACCESS_WRITE:
        space->write_page[slot] = page;
        space->write_distance[slot] = (uintptr_t)place - page;
        break;
    case ACCESS_EXECUTE:
        space->code_page[slot] = page;
        space->code[slot] = place;
        break;
    }
}

// Fills a slot with a page that has been found just now.
static void cache(struct space *space, uint32_t page, enum access access, void *place) {
    struct remembered *remembered = space->remembered;
    fill(space, page, access, place);
    if (remembered == NULL || remembered->count == REMEMBERED_PAGES ||
        remembered->generation != space->interpreter->generation) {
        space->holds_others = true;
        return;
    }
    remembered->pages[remembered->count].page = page + access;
    remembered->pages[remembered->count].place = place;
    remembered->count++;
}

static struct space *new_space(struct interpreter *interpreter) {
    struct space *space = memory_new(sizeof *space);
    space->machine = interpreter->machine;
    space->interpreter = interpreter;
    space->holds_others = true;
    return space;
}

// The remembered pages of a directory; none if they are no longer valid.
static struct remembered *recall(struct interpreter *interpreter, uint32_t directory,
                                 uint32_t subset) {
    struct remembered **place = remembered_of(interpreter, directory);
    struct remembered *remembered = *place;
    if (remembered == NULL) {
        remembered = *place = memory_new(sizeof *remembered);
        remembered->next = interpreter->all_remembered;
        interpreter->all_remembered = remembered;
    }
    if (remembered->generation != interpreter->generation || remembered->subset != subset) {
        remembered->generation = interpreter->generation;
        remembered->subset = subset;
        remembered->count = 0;
    }
    return remembered;
}

struct space *cache_space(struct machine *machine, uint32_t directory, uint32_t subset) {
    struct interpreter *interpreter = interpreter_of(machine);
    struct space **slot = &interpreter->spaces[directory / PAGE_SIZE % SPACES_MAX];
    bool is_first = *slot == NULL;
    if (is_first)
        *slot = new_space(interpreter);
    struct space *space = *slot;
    if (space->directory == directory && space->subset == subset)
        return space;
    forget_space(space);
    space->directory = directory;
    space->subset = subset;
    space->remembered = is_first ? NULL : recall(interpreter, directory, subset);
    for (uint32_t i = 0; !is_first && i < space->remembered->count; i++) {
        const struct cached_page *cached = &space->remembered->pages[i];
        fill(space, page_start(cached->page), (enum access)(cached->page % 8), cached->place);
    }
    return space;
}

// The frame of an address, if it may be accessed; 0 after raising the exception. What is cached of
// it derives from the two tables that were read.
static uint32_t find_frame(struct space *space, uint32_t *context, uint32_t address,
                           uint32_t alignment, enum access access) {
    const struct interpreter *interpreter = space->interpreter;
    struct machine *machine = space->machine;
    struct fault fault;
    uint32_t table;
    uint32_t frame =
        page_table_frame(machine, space->directory, address, alignment, access, &table, &fault);
    if (frame == 0) {
        context_raise(context, fault.exception, fault.address, fault.kind);
        return 0;
    }
    if (access == ACCESS_WRITE)
        frame_changes(machine, frame, address % PAGE_SIZE / 4 * 4, alignment > 4 ? alignment : 4);
    frame_derive(machine, interpreter->directory_client, space->directory);
    frame_derive(machine, interpreter->table_client, table);
    return frame;
}

uint32_t *cache_read_word(struct space *space, uint32_t *context, uint32_t address,
                          uint32_t alignment) {
    uint32_t frame = find_frame(space, context, address, alignment, ACCESS_READ);
    if (frame == 0)
        return NULL;
    uint32_t *words = frame_words(space->machine, frame);
    cache(space, page_start(address), ACCESS_READ, words);
    return words + address / 4 % PAGE_WORDS;
}

uint32_t *cache_write_word(struct space *space, uint32_t *context, uint32_t address,
                           uint32_t alignment) {
    uint32_t frame = find_frame(space, context, address, alignment, ACCESS_WRITE);
    if (frame == 0)
        return NULL;
    struct machine *machine = space->machine;
    uint32_t *words = frame_words(machine, frame);
    if (frame_hold_writable(machine, frame))
        cache(space, page_start(address), ACCESS_WRITE, words);
    return words + address / 4 % PAGE_WORDS;
}

static void forget_decoded_pages(struct interpreter *interpreter) {
    forget_all_spaces(interpreter);
    for (struct decoded_page *page = interpreter->all_pages; page != NULL; page = page->next) {
        frame_changes(interpreter->machine, page->frame, 0, PAGE_SIZE);
        *decoded_page_of(interpreter, page->frame) = NULL;
    }
    free_decoded_pages(interpreter);
}

static struct decoded_page *new_page(struct interpreter *interpreter, uint32_t frame) {
    if (interpreter->page_count == DECODED_PAGES_MAX)
        forget_decoded_pages(interpreter);
    struct decoded_page *page = calloc(1, sizeof *page);
    if (page == NULL && interpreter->page_count > 0) {
        forget_decoded_pages(interpreter);
        page = memory_new(sizeof *page);
    }
    if (page == NULL)
        out_of_memory();
    page->interpreter = interpreter;
    page->frame = frame;
    page->words = frame_words(interpreter->machine, frame);
    for (uint32_t i = PAGE_WORDS; i < PAGE_WORDS + 2; i++)
        page->code[i].operation = page->code[i].first = DECODED_OUTSIDE;
    page->next = interpreter->all_pages;
    interpreter->all_pages = page;
    interpreter->page_count++;
    *decoded_page_of(interpreter, frame) = page;
    return page;
}

// A page that contexts of both subsets execute is decoded for the last one. Other spaces must not
// keep it.
static void decode_for(struct decoded_page *page, uint32_t subset) {
    forget_all_spaces(page->interpreter);
    drop_code(page->interpreter, page->frame, 0, PAGE_SIZE);
    page->subset = subset;
}

struct decoded_page *cache_code_page(struct space *space, uint32_t *context, uint32_t address) {
    uint32_t slot = slot_of(address);
    if (cache_has(space->code_page[slot], address, 4))
        return space->code[slot];
    uint32_t frame = find_frame(space, context, address, 4, ACCESS_EXECUTE);
    if (frame == 0)
        return NULL;
    struct interpreter *interpreter = space->interpreter;
    struct decoded_page *page = *decoded_page_of(interpreter, frame);
    if (page == NULL) {
        page = new_page(interpreter, frame);
        // Making room may have dropped the very mapping by which the page was found.
        if (find_frame(space, context, address, 4, ACCESS_EXECUTE) != frame)
            return NULL;
    }
    if (page->subset != space->subset)
        decode_for(page, space->subset);
    cache(space, page_start(address), ACCESS_EXECUTE, page);
    return page;
}

// ---- decoding ----

#define NEAR_BRANCH(id)                                                                            \
    case ISA_##id: return DECODED_##id##_NEAR;

// Of a branch.
static uint32_t near_operation(enum isa_operation operation) {
    switch (operation) {
#define ISA(id, name, operands, format, word, fixed, subset, kind, size, alignment, reads, writes, \
            effect)                                                                                \
    NEAR_##kind(id)
#include "../isa/isa.def"
#undef ISA
    default: return DECODED_STEP;
    }
}

// Left to the reference: what would write $0, and what reads the count of instructions.
static bool is_for_reference(enum isa_operation operation, const struct isa_operands *operands) {
    return (isa_table[operation].writes[0] == 'a' && operands->a == 0) ||
           (operation == ISA_RDHWR && operands->c == 2);
}

// Decodes one word for itself.
static enum isa_operation decode(struct decoded *out, uint32_t word, uint32_t index,
                                 uint32_t subset) {
    enum isa_operation operation = isa_decode_in(word, subset);
    enum isa_kind kind = isa_table[operation].kind;
    struct isa_operands operands;
    isa_operands(operation, word, &operands);
    out->first = (uint16_t)(DECODED_UNKNOWN + 1 + operation); // DECODED_STEP, if it is reserved
    out->a = operands.a;
    out->b = operands.b;
    out->c = operands.c;
    isa_target(operation, word, index * 4, &out->a);
    if (kind == ISA_JUMP) {
        out->c = index * 4;
    } else if (isa_has_slot(operation) && out->a < PAGE_SIZE) {
        out->first = (uint16_t)near_operation(operation);
        out->a = (out->a / 4 - index) * (uint32_t)sizeof *out;
    } else if (operation == ISA_MFHI || operation == ISA_MFLO) {
        out->first = DECODED_MOVE;
        out->b = (operation == ISA_MFHI ? CONTEXT_HI : CONTEXT_LO) * 4;
    } else if (operation == ISA_MTHI || operation == ISA_MTLO) {
        out->first = DECODED_MOVE;
        out->a = (operation == ISA_MTHI ? CONTEXT_HI : CONTEXT_LO) * 4;
    }
    if (is_for_reference(operation, &operands))
        out->first = DECODED_STEP;
    return operation;
}

// The operation by itself of an instruction of the present run. A slot may not have been decoded:
// it is another run that goes on from there. Then its operands are, which the group needs.
static uint32_t member_at(struct decoded_page *page, uint32_t index) {
    struct decoded *out = &page->code[index];
    if (out->first == DECODED_UNKNOWN)
        decode(out, page->words[index], index, page->subset);
    return out->first;
}

// The longest group that the instruction begins; or itself.
static uint32_t group_of(struct decoded_page *page, uint32_t index) {
    const struct interpreter *interpreter = page->interpreter;
    uint32_t operations[GROUP_MAX];
    uint32_t known = 1;
    operations[0] = page->code[index].first;
    for (uint32_t i = interpreter->first_group[operations[0]]; i != 0;
         i = interpreter->next_group[i - 1]) {
        const struct group *group = &groups[i - 1];
        uint32_t length = 0;
        while (length < group->length && group->members[length] == operations[length]) {
            length++;
            if (length == known && length < group->length)
                operations[known++] = member_at(page, index + length);
        }
        if (length == group->length)
            return DECODED_GROUPS + i - 1;
    }
    return operations[0];
}

// To the end of the run, or to where it has been decoded before; then backwards.
void cache_decode(struct decoded_page *page, uint32_t index) {
    if (!page->derived) {
        page->derived = true;
        const struct interpreter *interpreter = page->interpreter;
        frame_derive(interpreter->machine, interpreter->code_client, page->frame);
    }
    uint32_t end = index;
    int32_t run = 0;
    bool has_slot = false;
    for (; page->code[end].operation == DECODED_UNKNOWN && !has_slot; end++)
        has_slot = isa_has_slot(decode(&page->code[end], page->words[end], end, page->subset));
    run = has_slot ? 1 : page->code[end].run;
    while (end-- > index) {
        page->code[end].run = ++run;
        page->code[end].operation = (uint16_t)group_of(page, end);
    }
}
