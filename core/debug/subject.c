#include "subject.h"

#include <stddef.h>

#include "../environment.h"
#include "../machine/machine.h"
#include "../machine/page_table.h"
#include "../machine/stack.h"

uint32_t subject_permissions(const struct subject *subject, uint32_t address) {
    return stack_permissions(subject->image, subject->break_start, subject->break_now, address);
}

// A page that has never been touched may not be mapped.
static bool initial_word(const struct subject *subject, uint32_t address, uint32_t *word) {
    const struct segment *segment = image_segment_at(subject->image, address);
    if (segment == NULL || address - segment->address + 4 > segment->file_size)
        return false;
    uint32_t offset = segment->offset + (address - segment->address);
    *word = image_word(image_at(subject->image, offset));
    return true;
}

static bool read_below(void *from, enum page_table_part part, uint32_t address, uint32_t *word) {
    (void)part;
    return subject_word(from, address, word);
}

// The word of a guest of `below`.
static bool guest_word(const struct subject *subject, uint32_t address, uint32_t *word) {
    struct subject below = *subject->below;
    uint32_t entry;
    return page_table_walk(read_below, &below, subject->context[CONTEXT_PAGE_TABLE], address,
                           ACCESS_READ, &entry) == WALK_FOUND &&
           subject_word(&below, page_start(entry) + address % PAGE_SIZE, word);
}

bool subject_word(const struct subject *subject, uint32_t address, uint32_t *word) {
    uint32_t table;
    if (address % 4 != 0 || address > USER_LIMIT)
        return false;
    if (subject->read != NULL)
        return subject->read(subject->reader, address, word);
    if (subject->below != NULL)
        return guest_word(subject, address, word) || initial_word(subject, address, word);
    uint32_t entry =
        page_table_entry(subject->machine, subject->context[CONTEXT_PAGE_TABLE], address, &table);
    if (entry == 0)
        return initial_word(subject, address, word);
    *word = frame_words(subject->machine, page_start(entry))[address % PAGE_SIZE / 4];
    return true;
}

bool subject_is_code(const struct subject *subject, uint32_t address) {
    const struct segment *segment = image_segment_at(subject->image, address);
    return segment != NULL && page_table_allows(segment->permissions, ACCESS_EXECUTE);
}

bool subject_code(const struct subject *subject, uint32_t address, uint32_t *word) {
    const struct segment *segment = image_segment_at(subject->image, address);
    return segment != NULL && address - segment->address + 4 <= segment->file_size &&
           subject_word(subject, address, word);
}
