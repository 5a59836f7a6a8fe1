#include "digest.h"

#include <stddef.h>
#include <stdlib.h>

#include "../environment.h"
#include "../machine/machine.h"
#include "../machine/page_table.h"
#include "../memory.h"
#include "watch.h"

enum { TABLE_SPAN = PAGE_SIZE * PAGE_WORDS, TABLES = 0x80000000u / TABLE_SPAN };

struct digest {
    uint32_t keys[PAGE_WORDS];
    uint64_t pages; // the sum of the hashes of all pages,
    uint64_t known; // and what it was at the last place with memory
    uint64_t *hashes[TABLES];
    uint64_t state;
    uint64_t effects;
    uint64_t places;
    uint64_t due;
    uint64_t memory_due;
};

static const uint64_t golden = 0x9e3779b97f4a7c15u; // 2^64 divided by the golden ratio, odd
static const uint64_t other = 0xd1342543de82ef95u;  // any other odd number with many bits

// Spreads each bit over all others: multiplications carry upwards, the exchange of halves brings
// what is above down.
static uint64_t mix(uint64_t hash, uint64_t value) {
    hash = (hash + value + golden) * other;
    hash = (hash >> 32) + (hash << 32);
    hash *= golden;
    return (hash >> 32) + (hash << 32);
}

// `count` is even.
static uint64_t hash_words(const struct digest *digest, const uint32_t *words, uint32_t count) {
    const uint32_t *key = digest->keys;
    const uint32_t *end = words + count;
    uint64_t sum = 0;
    for (; words < end; words += 2, key += 2) {
        uint32_t first = words[0] + key[0];
        uint32_t second = words[1] + key[1];
        sum += (uint64_t)first * second;
    }
    return sum;
}

static uint64_t hash_page(const struct digest *digest, const struct process *process,
                          uint32_t page) {
    uint32_t table;
    uint32_t entry =
        page_table_entry(process->machine, process->context[CONTEXT_PAGE_TABLE], page, &table);
    if (entry == 0)
        return 0;
    uint64_t hash =
        hash_words(digest, frame_words(process->machine, page_start(entry)), PAGE_WORDS);
    return mix(hash, page + process_permissions(process, page));
}

// Hashes all words but the page table's address, which the guest cannot know, and the last
// exception, which depends on the schedule.
static uint64_t hash_context(const struct digest *digest, const uint32_t *context) {
    uint32_t words[CONTEXT_WORDS];
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++)
        words[i] = context[i];
    words[0] = words[CONTEXT_PAGE_TABLE] = words[CONTEXT_EXCEPTION] = 0;
    words[CONTEXT_ADDRESS] = words[CONTEXT_KIND] = 0;
    return hash_words(digest, words, CONTEXT_WORDS);
}

static uint64_t *place_of(struct digest *digest, uint32_t page) {
    uint64_t **table = &digest->hashes[page / TABLE_SPAN];
    if (*table == NULL)
        *table = memory_new(PAGE_WORDS * sizeof **table);
    return &(*table)[page / PAGE_SIZE % PAGE_WORDS];
}

struct digest *digest_start(void) {
    struct digest *digest = memory_new(sizeof *digest);
    uint64_t hash = 0;
    for (uint32_t i = 0; i < PAGE_WORDS; i++) {
        hash = mix(hash, i);
        digest->keys[i] = (uint32_t)(hash >> 32);
    }
    digest->due = DIGEST_INTERVAL;
    return digest;
}

void digest_end(struct digest *digest) {
    for (uint32_t i = 0; i < TABLES; i++)
        free(digest->hashes[i]);
    free(digest);
}

// Brings the hashes of pages up to date; returns how many have changed.
static uint32_t update(struct digest *digest, struct process *process, unsigned reader) {
    uint32_t count;
    uint32_t others = 0;
    const uint32_t *changes = watch_changes(process, reader, &count);
    while (count-- > 0) {
        uint64_t *hash = place_of(digest, changes[count]);
        uint64_t before = *hash;
        *hash = hash_page(digest, process, changes[count]);
        digest->pages += *hash - before;
        others += *hash != before;
        watch_keep(process, reader, count, *hash != before);
    }
    return others;
}

uint64_t digest_of_now(struct digest *digest, struct process *process, unsigned reader) {
    update(digest, process, reader);
    return mix(hash_context(digest, process->context), digest->pages);
}

uint64_t digest_of_memory(const struct digest *digest, const struct process *process,
                          uint32_t *pages) {
    const struct machine *machine = process->machine;
    const uint32_t *directory = frame_words(machine, process->context[CONTEXT_PAGE_TABLE]);
    uint64_t sum = 0;
    *pages = 0;
    for (uint32_t i = 0; i < TABLES; i++) {
        if (directory[i] == 0)
            continue;
        const uint32_t *table = frame_words(machine, page_start(directory[i]));
        for (uint32_t j = 0; j < PAGE_WORDS; j++) {
            if (table[j] == 0)
                continue;
            const uint32_t *words = frame_words(machine, page_start(table[j]));
            uint32_t page = i * TABLE_SPAN + j * PAGE_SIZE;
            sum += mix(hash_words(digest, words, PAGE_WORDS), page + table[j] % PAGE_SIZE);
            ++*pages;
        }
    }
    return sum;
}

void digest_take(struct digest *digest, struct process *process, bool with_memory) {
    uint64_t retired = context_retired(process->context);
    if (with_memory) {
        uint32_t changed = update(digest, process, 0);
        uint64_t distance = (uint64_t)changed * DIGEST_COST_OF_PAGE;
        digest->known = digest->pages;
        digest->due = retired + (distance > DIGEST_INTERVAL ? distance : DIGEST_INTERVAL);
        digest->memory_due = changed > DIGEST_FREE_PAGES ? retired + distance : 0;
    }
    digest->state = mix(hash_context(digest, process->context), digest->known);
    digest->effects = mix(digest->effects, digest->state);
    digest->places++;
}

struct digest_mark digest_mark(const struct digest *digest) {
    struct digest_mark mark = {digest->state, digest->effects, digest->places,
                               digest->known, digest->due,     digest->memory_due};
    return mark;
}

void digest_return(struct digest *digest, struct digest_mark mark) {
    digest->state = mark.state;
    digest->effects = mark.effects;
    digest->places = mark.places;
    digest->known = mark.known;
    digest->due = mark.due;
    digest->memory_due = mark.memory_due;
}

uint64_t digest_state(const struct digest *digest) {
    return digest->state;
}

uint64_t digest_effects(const struct digest *digest) {
    return digest->effects;
}

uint64_t digest_due(const struct digest *digest) {
    return digest->due;
}

bool digest_needs_memory(const struct digest *digest, uint64_t retired) {
    return retired >= digest->memory_due;
}

uint64_t digest_places(const struct digest *digest) {
    return digest->places;
}
