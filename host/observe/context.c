// Contexts as seen from level 0: their paths, and their memory through the page tables that their
// supervisors have made, as docs/machine.md defines them.
#include <stddef.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/machine/page_table.h"
#include "../../core/machine/switch.h"
#include "../../core/memory.h"
#include "../../core/panic.h"
#include "observe.h"

enum { FOUND_TRIED = 64 };

// ---- contexts ----

static struct seen *add(struct contexts *contexts, struct seen *parent, uint32_t number) {
    struct seen *seen = memory_new(sizeof *seen);
    size_t size = (parent != NULL ? strlen(parent->path) : 0) + 12;
    seen->contexts = contexts;
    seen->parent = parent;
    seen->level = parent != NULL ? parent->level + 1 : 0;
    seen->number = number;
    seen->path = memory_new(size);
    snprintf(seen->path, size, "%s%s%u", parent != NULL ? parent->path : "",
             parent != NULL ? "/" : "", (unsigned)number);
    if (contexts->appear != NULL)
        contexts->appear(seen);
    if (contexts->last != NULL)
        contexts->last->next = seen;
    else
        contexts->first = seen;
    contexts->last = seen;
    return seen;
}

struct seen *seen_start(struct contexts *contexts, struct process *process) {
    struct seen *seen = add(contexts, NULL, contexts->root_count++);
    seen->machine = process->machine;
    seen->process = process;
    seen->context = process->context;
    return seen;
}

static bool is_root(const struct seen *seen, const uint32_t *context) {
    return seen->process != NULL && seen->context == context;
}

struct seen *seen_root(struct contexts *contexts, const uint32_t *context) {
    struct seen *seen = contexts->last_root;
    if (seen == NULL || !is_root(seen, context))
        for (seen = contexts->first; seen != NULL && !is_root(seen, context); seen = seen->next)
            continue;
    if (seen == NULL)
        panic("seen_root: not a context of this level");
    contexts->last_root = seen;
    return seen;
}

static struct seen **bucket_of(const struct seen *parent, uint32_t address) {
    return &parent->contexts
                ->buckets[(address / BLOCK_SIZE + (uintptr_t)parent / 64) % SEEN_BUCKETS];
}

struct seen *seen_find(const struct seen *parent, uint32_t address) {
    struct seen *seen = *bucket_of(parent, address);
    while (seen != NULL && (seen->parent != parent || seen->address != address))
        seen = seen->bucket_next;
    return seen;
}

struct seen *seen_new_child(struct seen *parent, uint32_t address) {
    struct seen **bucket = bucket_of(parent, address);
    struct seen *seen = add(parent->contexts, parent, ++parent->child_count);
    seen->machine = parent->machine;
    seen->address = address;
    seen->bucket_next = *bucket;
    *bucket = seen;
    return seen;
}

// A block whose count has gone down has been reused for another guest.
struct seen *seen_child(struct seen *parent, uint32_t address, const uint32_t *words) {
    struct seen *seen = seen_find(parent, address);
    if (seen != NULL && context_retired(words) >= context_retired(seen->words))
        return seen;
    return seen_new_child(parent, address);
}

// ---- memory ----

// The slot with the translation of this page, or a free one for it; NULL if all probed ones are
// taken.
static struct found *find(const struct seen *seen, uint32_t page, enum access access) {
    struct contexts *contexts = seen->contexts;
    uint32_t place = page * 31 + seen->level * 127 + access;
    for (uint32_t i = 0; i < FOUND_TRIED; i++, place++) {
        struct found *found = &contexts->found[place % SEEN_FOUND];
        if (found->generation != contexts->generation ||
            (found->seen == seen && found->page == page && found->access == access))
            return found;
    }
    return NULL;
}

static uint32_t frame_by_table(const struct seen *seen, uint32_t address, enum access access) {
    uint32_t table;
    uint32_t entry =
        page_table_entry(seen->machine, seen->context[CONTEXT_PAGE_TABLE], address, &table);
    return page_table_allows(entry, access) ? page_start(entry) : 0;
}

static uint32_t frame_at(const struct seen *seen, uint32_t address, enum access access);

// In the memory of a supervisor; page_table_reader.
static bool read_entry(void *from, enum page_table_part part, uint32_t address, uint32_t *entry) {
    const struct seen *seen = from;
    uint32_t frame = frame_at(seen, address, ACCESS_READ);
    (void)part;
    if (frame != 0)
        *entry = frame_words(seen->machine, frame)[address / 4 % PAGE_WORDS];
    return frame != 0;
}

static uint32_t walk(const struct seen *seen, uint32_t address, enum access access) {
    uint32_t entry;
    if (page_table_walk(read_entry, seen->parent, seen->directory, address, access, &entry) !=
        WALK_FOUND)
        return 0;
    return frame_at(seen->parent, page_start(entry) + address % PAGE_SIZE,
                    page_table_access_below(access));
}

static uint32_t frame_at(const struct seen *seen, uint32_t address, enum access access) {
    if (address > USER_LIMIT)
        return 0;
    if (seen->parent == NULL)
        return frame_by_table(seen, address, access);
    uint32_t frame = seen->running ? frame_by_table(seen, address, access) : 0;
    if (frame != 0)
        return frame;
    struct found *found = find(seen, address / PAGE_SIZE, access);
    if (found != NULL && found->generation == seen->contexts->generation)
        return found->frame;
    frame = walk(seen, address, access);
    found = find(seen, address / PAGE_SIZE, access); // what is needed for it has been added since
    if (found != NULL) {
        found->seen = seen;
        found->page = address / PAGE_SIZE;
        found->access = access;
        found->frame = frame;
        found->generation = seen->contexts->generation;
    }
    return frame;
}

uint32_t *seen_word(const struct seen *seen, uint32_t address, enum access access) {
    seen->contexts->generation++;
    uint32_t frame = frame_at(seen, address, access);
    return frame == 0 ? NULL : frame_words(seen->machine, frame) + address / 4 % PAGE_WORDS;
}

uint32_t *seen_block(const struct seen *seen) {
    return seen_word(seen->parent, seen->address, ACCESS_READ);
}

// A page that has never been used is not there yet, but may be in the file.
static bool byte_at(const struct seen *seen, uint32_t address, unsigned char *byte) {
    const uint32_t *word = seen_word(seen, address, ACCESS_READ);
    if (word != NULL) {
        *byte = (unsigned char)(*word >> address % 4 * 8);
        return true;
    }
    if (seen->names == NULL || seen->names->image.bytes == NULL)
        return false;
    const struct image *image = &seen->names->image;
    const struct segment *segment = image_segment_at(image, address);
    if (segment == NULL || address - segment->address >= segment->file_size)
        return false;
    *byte = image->bytes[segment->offset + (address - segment->address)];
    return true;
}

uint32_t seen_bytes(const struct seen *seen, uint32_t address, void *bytes, uint32_t size) {
    uint32_t count = 0;
    while (count < size && byte_at(seen, address + count, (unsigned char *)bytes + count))
        count++;
    return count;
}
