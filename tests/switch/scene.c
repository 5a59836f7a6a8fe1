#include "scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/page_table.h"

struct machine *machine;

void scene_start(void) {
    const char *wrong;
    machine = machine_create(&wrong);
    if (machine == NULL) {
        printf("%s\n", wrong);
        exit(1);
    }
}

// The pages of a level are on both sides of a limit between two tables.
uint32_t scene_address(uint32_t level, uint32_t page) {
    return 0x00800000u * (level + 1) + 0x00400000u + (page - SCENE_PAGES / 2) * PAGE_SIZE;
}

uint32_t scene_page(uint32_t address) {
    uint32_t page = (address - scene_address(0, 0)) / PAGE_SIZE;
    return page < SCENE_PAGES ? page : SCENE_PAGES;
}

void scene_create(struct scene *scene) {
    scene->context_frame = frame_allocate(machine);
    scene->context = frame_words(machine, scene->context_frame);
    scene->context[CONTEXT_PAGE_TABLE] = page_table_create(machine);
    for (uint32_t i = 0; i < SCENE_PAGES; i++) {
        scene->frames[i] = frame_allocate(machine);
        scene->permissions[i] = 0;
        scene_map(scene, i, ALL);
    }
}

void scene_destroy(struct scene *scene) {
    for (uint32_t i = 0; i < SCENE_PAGES; i++) {
        scene_map(scene, i, 0);
        frame_free(machine, scene->frames[i]);
    }
    page_table_destroy(machine, scene->context[CONTEXT_PAGE_TABLE], false);
    frame_free(machine, scene->context_frame);
}

void scene_map(struct scene *scene, uint32_t page, uint32_t permissions) {
    uint32_t directory = scene->context[CONTEXT_PAGE_TABLE];
    if (scene->permissions[page] == permissions)
        return;
    if (permissions == 0)
        page_table_unmap(machine, directory, scene_address(0, page));
    else
        page_table_map(machine, directory, scene_address(0, page), scene->frames[page],
                       permissions);
    scene->permissions[page] = permissions;
}

void scene_move(struct scene *scene, uint32_t page) {
    uint32_t frame = frame_allocate(machine);
    uint32_t permissions = scene->permissions[page];
    memcpy(frame_words(machine, frame), frame_words(machine, scene->frames[page]), PAGE_SIZE);
    if (permissions != 0)
        page_table_map(machine, scene->context[CONTEXT_PAGE_TABLE], scene_address(0, page), frame,
                       permissions);
    frame_free(machine, scene->frames[page]);
    scene->frames[page] = frame;
}

void scene_copy(struct scene *to, const struct scene *from) {
    uint32_t directory = to->context[CONTEXT_PAGE_TABLE];
    memcpy(to->context, from->context, CONTEXT_WORDS * 4);
    to->context[CONTEXT_PAGE_TABLE] = directory;
    for (uint32_t i = 0; i < SCENE_PAGES; i++) {
        frame_changes(machine, to->frames[i], 0, PAGE_SIZE);
        memcpy(frame_words(machine, to->frames[i]), frame_words(machine, from->frames[i]),
               PAGE_SIZE);
        scene_map(to, i, from->permissions[i]);
    }
}

bool scene_differs(const struct scene *left, const struct scene *right, char *where,
                   uint32_t size) {
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++) {
        if (i != CONTEXT_PAGE_TABLE && left->context[i] != right->context[i]) {
            snprintf(where, size, "word %u of level 0: %08x, %08x", i, left->context[i],
                     right->context[i]);
            return true;
        }
    }
    for (uint32_t page = 0; page < SCENE_PAGES; page++) {
        const uint32_t *words = frame_words(machine, left->frames[page]);
        const uint32_t *others = frame_words(machine, right->frames[page]);
        if (memcmp(words, others, PAGE_SIZE) == 0)
            continue;
        uint32_t i = 0;
        while (words[i] == others[i])
            i++;
        snprintf(where, size, "word %u of page %u: %08x, %08x", i, page, words[i], others[i]);
        return true;
    }
    return false;
}

uint32_t *scene_words(const struct scene *scene, uint32_t page) {
    return frame_words(machine, scene->frames[page]);
}

void scene_store(struct scene *scene, uint32_t page, uint32_t index, uint32_t word) {
    frame_store(machine, scene->frames[page], index, word);
}
