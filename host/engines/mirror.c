#include "mirror.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/machine/context.h"
#include "../../core/machine/page_table.h"
#include "../../core/memory.h"

struct mirror *mirror_of(struct mirrors *mirrors, uint32_t page) {
    uint32_t number = page / PAGE_SIZE;
    uint32_t **table = &mirrors->places[number / MIRROR_TABLE_WORDS];
    if (*table == NULL)
        *table = memory_new(MIRROR_TABLE_WORDS * sizeof **table);
    uint32_t *place = &(*table)[number % MIRROR_TABLE_WORDS];
    if (*place == 0) {
        if (mirrors->count == mirrors->capacity)
            mirrors->list = memory_larger(mirrors->list, &mirrors->capacity, sizeof *mirrors->list);
        mirrors->list[mirrors->count] = memory_new(sizeof **mirrors->list);
        mirrors->list[mirrors->count++]->page = page;
        *place = mirrors->count;
    }
    return mirrors->list[*place - 1];
}

static void forget(struct mirror *mirror) {
    mirror->permissions = 0;
    mirror->is_changed = false;
    memset(mirror->words, 0, sizeof mirror->words);
}

void mirror_forget(struct mirrors *mirrors) {
    for (uint32_t i = 0; i < mirrors->count; i++)
        forget(mirrors->list[i]);
    mirrors->remote->has_no_list = false;
}

void mirror_end(struct mirrors *mirrors) {
    for (uint32_t i = 0; i < mirrors->count; i++)
        free(mirrors->list[i]);
    for (uint32_t i = 0; i < MIRROR_TABLES; i++)
        free(mirrors->places[i]);
    free(mirrors->list);
}

// ---- there ----

void mirror_begin(struct mirrors *mirrors) {
    mirrors->round++;
}

// What differs, from the first to the last word.
static bool bring_words(struct remote *remote, struct mirror *mirror, const uint32_t *words) {
    uint32_t first = 0, end = PAGE_WORDS;
    if (memcmp(mirror->words, words, PAGE_SIZE) == 0)
        return true;
    while (mirror->words[first] == words[first])
        first++;
    while (mirror->words[end - 1] == words[end - 1])
        end--;
    memcpy(mirror->words + first, words + first, (end - first) * 4);
    return remote_write(remote, mirror->page + first * 4, words + first, (end - first) * 4);
}

bool mirror_bring(struct mirrors *mirrors, uint32_t page, uint32_t permissions,
                  const uint32_t *words) {
    struct mirror *mirror = mirror_of(mirrors, page);
    mirror->round = mirrors->round;
    mirror->is_changed = false;
    if (mirror->permissions != permissions) {
        mirror->permissions = permissions;
        if (!remote_map(mirrors->remote, page, PAGE_SIZE, permissions))
            return false;
    }
    return bring_words(mirrors->remote, mirror, words);
}

bool mirror_finish(struct mirrors *mirrors) {
    for (uint32_t i = 0; i < mirrors->count; i++) {
        struct mirror *mirror = mirrors->list[i];
        if (mirror->round == mirrors->round || mirror->permissions == 0)
            continue;
        forget(mirror);
        if (!remote_map(mirrors->remote, mirror->page, PAGE_SIZE, 0))
            return false;
    }
    return true;
}

// ---- and back ----

static bool take_page(struct mirrors *mirrors, struct mirror *mirror) {
    uint32_t words[PAGE_WORDS];
    if (!remote_read(mirrors->remote, mirror->page, words, sizeof words))
        return false;
    if (memcmp(words, mirror->words, sizeof words) == 0)
        return true;
    mirror->is_changed = true;
    memcpy(mirror->words, words, sizeof words);
    return true;
}

static bool take_listed(struct mirrors *mirrors, const uint32_t *pages, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (pages[i] > USER_LIMIT || mirror_of(mirrors, pages[i])->permissions == 0) {
            snprintf(mirrors->remote->cause, sizeof mirrors->remote->cause,
                     "has written page %x, which is not mapped", (unsigned)pages[i]);
            return false;
        }
        if (!take_page(mirrors, mirror_of(mirrors, pages[i])))
            return false;
    }
    return true;
}

bool mirror_take(struct mirrors *mirrors) {
    uint32_t pages[REMOTE_PAGES], count = 0;
    do {
        if (!remote_written(mirrors->remote, pages, &count) || !take_listed(mirrors, pages, count))
            return false;
    } while (count > 0);
    for (uint32_t i = 0; i < mirrors->count && mirrors->remote->has_no_list; i++) {
        if (page_table_allows(mirrors->list[i]->permissions, ACCESS_WRITE) &&
            !take_page(mirrors, mirrors->list[i]))
            return false;
    }
    return true;
}
