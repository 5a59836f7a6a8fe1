#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/machine/context.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/page_table.h"

struct machine *machine;

void world_start(void) {
    const char *wrong;
    machine = machine_create(&wrong);
    if (machine == NULL) {
        printf("%s\n", wrong);
        exit(1);
    }
}

struct world world_create(void) {
    struct world world;
    world.context = frame_words(machine, frame_allocate(machine));
    uint32_t directory = page_table_create(machine);
    world.context[CONTEXT_PAGE_TABLE] = directory;
    // In a row, as those are that a program gets one after the other.
    for (uint32_t i = 0; i < 2; i++)
        world.code[i] = frame_allocate(machine);
    for (uint32_t i = 0; i < 2; i++)
        world.data[i] = frame_allocate(machine);
    for (uint32_t i = 0; i < 2; i++) {
        page_table_map(machine, directory, CODE + i * PAGE_SIZE, world.code[i],
                       ACCESS_READ + ACCESS_EXECUTE);
        page_table_map(machine, directory, DATA + i * PAGE_SIZE, world.data[i],
                       ACCESS_READ + ACCESS_WRITE);
    }
    world.mixed = frame_allocate(machine);
    page_table_map(machine, directory, MIXED, world.mixed,
                   ACCESS_READ + ACCESS_WRITE + ACCESS_EXECUTE);
    page_table_map(machine, directory, WINDOW, world.code[0], ACCESS_READ + ACCESS_WRITE);
    world.context[CONTEXT_PC] = CODE;
    world.context[CONTEXT_NEXT_PC] = CODE + 4;
    return world;
}

void world_destroy(struct world *world) {
    // The first page of the code is mapped twice.
    page_table_unmap(machine, world->context[CONTEXT_PAGE_TABLE], WINDOW);
    page_table_destroy(machine, world->context[CONTEXT_PAGE_TABLE], true);
}

static void copy_page(uint32_t to, uint32_t from) {
    frame_changes(machine, to, 0, PAGE_SIZE);
    memcpy(frame_words(machine, to), frame_words(machine, from), PAGE_SIZE);
}

void world_copy(struct world *to, const struct world *from) {
    uint32_t directory = to->context[CONTEXT_PAGE_TABLE];
    memcpy(to->context, from->context, CONTEXT_WORDS * 4);
    to->context[CONTEXT_PAGE_TABLE] = directory;
    for (uint32_t i = 0; i < 2; i++) {
        copy_page(to->code[i], from->code[i]);
        copy_page(to->data[i], from->data[i]);
    }
    copy_page(to->mixed, from->mixed);
}

static int page_differs(uint32_t left, uint32_t right, uint32_t *where) {
    for (*where = 0; *where < PAGE_WORDS; ++*where) {
        if (frame_words(machine, left)[*where] != frame_words(machine, right)[*where])
            return 1;
    }
    return 0;
}

const char *world_difference(const struct world *left, const struct world *right, uint32_t *where) {
    for (*where = 0; *where < CONTEXT_WORDS; ++*where) {
        if (*where != CONTEXT_PAGE_TABLE && left->context[*where] != right->context[*where])
            return "context";
    }
    for (uint32_t i = 0; i < 2; i++) {
        if (page_differs(left->code[i], right->code[i], where))
            return "code";
        if (page_differs(left->data[i], right->data[i], where))
            return "data";
    }
    return page_differs(left->mixed, right->mixed, where) ? "mixed" : NULL;
}

void world_store(struct world *world, uint32_t frame, uint32_t index, uint32_t word) {
    (void)world;
    frame_store(machine, frame, index, word);
}
