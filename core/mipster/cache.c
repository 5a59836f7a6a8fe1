// Spaces and decoded pages.
#include "cache.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../isa/isa.h"
#include "../machine/machine.h"
#include "../machine/page_table.h"
#include "../memory.h"
#include "../panic.h"

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
    const uint32_t *words = frame_words(interpreter->machine, frame);
    interpreter->generation++;
    for (uint32_t i = 0; i < SPACES_MAX; i++) {
        for (uint32_t j = 0; j < CACHED_PAGES && interpreter->spaces[i] != NULL; j++) {
            if (interpreter->spaces[i]->write_words[j] == words)
                interpreter->spaces[i]->write_page[j] = (j + 1) % CACHED_PAGES * PAGE_SIZE;
        }
    }
}

// The page stays, empty, because it may be the one that is being executed.
static bool drop_code(void *state, uint32_t frame, uint32_t offset, uint32_t size) {
    struct decoded_page *page = *decoded_page_of(state, frame);
    (void)offset, (void)size;
    memset(page->code, 0, PAGE_WORDS * sizeof page->code[0]);
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

static const struct frame_client directories = {drop_directory, write_protect, end};
static const struct frame_client tables = {drop_table, NULL, NULL};
static const struct frame_client code = {drop_code, NULL, NULL};

static struct interpreter *interpreter_of(struct machine *machine) {
    struct interpreter *interpreter = machine->interpreter;
    if (interpreter != NULL)
        return interpreter;
    interpreter = machine->interpreter = memory_new(sizeof *interpreter);
    interpreter->machine = machine;
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
        space->read_words[slot] = place;
        break;
    case ACCESS_WRITE:
        space->write_page[slot] = page;
        space->write_words[slot] = place;
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
    page->code[PAGE_WORDS].operation = DECODED_OUTSIDE;
    page->code[PAGE_WORDS + 1].operation = DECODED_OUTSIDE;
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
    if (cache_word_index(address, space->code_page[slot]) < PAGE_WORDS)
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

// Left to the reference: what would write $0, and what reads the count of instructions.
static bool is_for_reference(enum isa_operation operation, const struct isa_operands *operands) {
    return (isa_table[operation].writes[0] == 'a' && operands->a == 0) ||
           (operation == ISA_RDHWR && operands->c == 2);
}

// Decodes one word for itself.
static enum isa_operation decode(struct decoded *out, uint32_t word, uint32_t index,
                                 uint32_t subset) {
    enum isa_operation operation = isa_decode_in(word, subset);
    struct isa_operands operands;
    isa_operands(operation, word, &operands);
    out->operation = DECODED_UNKNOWN + 1 + operation; // DECODED_STEP, if it is reserved
    out->a = operands.a;
    out->b = operands.b;
    out->c = operands.c;
    isa_target(operation, word, index * 4, &out->a);
    switch (operation) {
    case ISA_BEQ:
    case ISA_BNE:
        if (out->a < PAGE_SIZE) {
            out->operation = operation == ISA_BEQ ? DECODED_BEQ_NEAR : DECODED_BNE_NEAR;
            out->a /= 4;
        }
        break;
    case ISA_MFHI:
    case ISA_MFLO:
        out->operation = DECODED_MOVE;
        out->b = (operation == ISA_MFHI ? CONTEXT_HI : CONTEXT_LO) * 4;
        break;
    case ISA_MTHI:
    case ISA_MTLO:
        out->operation = DECODED_MOVE;
        out->a = (operation == ISA_MTHI ? CONTEXT_HI : CONTEXT_LO) * 4;
        break;
    default: break;
    }
    if (is_for_reference(operation, &operands))
        out->operation = DECODED_STEP;
    return operation;
}

struct group {
    uint32_t operation;
    uint32_t length;
    uint32_t members[GROUP_MAX];
};

static const struct group groups[] = {
#define GROUP2(first, second) {DECODED_##first##_##second, 2, {DECODED_##first, DECODED_##second}},
#define GROUP3(first, second, third)                                                               \
    {DECODED_##first##_##second##_##third, 3, {DECODED_##first, DECODED_##second, DECODED_##third}},
#define GROUP4(first, second, third, fourth)                                                       \
    {DECODED_##first##_##second##_##third##_##fourth,                                              \
     4,                                                                                            \
     {DECODED_##first, DECODED_##second, DECODED_##third, DECODED_##fourth}},
#define GROUP5(first, second, third, fourth, fifth)                                                \
    {DECODED_##first##_##second##_##third##_##fourth##_##fifth,                                    \
     5,                                                                                            \
     {DECODED_##first, DECODED_##second, DECODED_##third, DECODED_##fourth, DECODED_##fifth}},
#include "groups.def"
};

// The operation of the instruction `distance` further on, as a member of a group: decodes its
// operands, which the group needs; the group that it begins itself is found when it is reached.
static uint32_t follower(const struct decoded_page *page, struct decoded *out, uint32_t index,
                         uint32_t distance) {
    struct decoded other;
    index += distance;
    if (index >= PAGE_WORDS)
        return DECODED_UNKNOWN;
    decode(&other, page->words[index], index, page->subset);
    out[distance].a = other.a;
    out[distance].b = other.b;
    out[distance].c = other.c;
    return other.operation;
}

// The longest group that the instruction begins; or itself.
static uint32_t group_of(const struct decoded_page *page, struct decoded *out, uint32_t index) {
    uint32_t operations[GROUP_MAX];
    uint32_t known = 1;
    operations[0] = out->operation;
    for (uint32_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        const struct group *group = &groups[i];
        uint32_t length = 0;
        if (group->members[0] != operations[0])
            continue;
        while (length < group->length && group->members[length] == operations[length]) {
            length++;
            if (length == known && length < group->length)
                operations[known++] = follower(page, out, index, length);
        }
        if (length == group->length)
            return group->operation;
    }
    return operations[0];
}

// An instruction after a branch may be in its delay slot: it begins no group, and if it is a branch
// itself, the reference has to decide whether it is reserved. (The first one of a page is never in
// a slot here: run() enters pages in delay slots through the reference.)
void cache_decode(struct decoded_page *page, uint32_t index) {
    if (!page->derived) {
        page->derived = true;
        const struct interpreter *interpreter = page->interpreter;
        frame_derive(interpreter->machine, interpreter->code_client, page->frame);
    }
    const uint32_t *words = page->words;
    struct decoded *out = &page->code[index];
    bool has_slot = isa_has_slot(decode(out, words[index], index, page->subset));
    if (index == 0 || !isa_has_slot(isa_decode_in(words[index - 1], page->subset)))
        out->operation = group_of(page, out, index);
    else if (has_slot)
        out->operation = DECODED_STEP;
}
