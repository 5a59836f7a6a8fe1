// Windows: 4 GiB of the host's addresses where the pages of a space are mapped as its page table
// says, so that an access of translated code is one host instruction and the host's memory
// management does the rest. Guards on both sides, as far as an offset in an instruction can reach.
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/mman.h>

#include "../memory_file.h"
#include "translate.h"

const uint64_t window_size = 0x100000000u;

unsigned char *window_reserve(uint64_t size, bool usable) {
    void *memory = mmap(NULL, size, usable ? PROT_READ | PROT_WRITE : PROT_NONE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static bool clear(unsigned char *address, uint64_t size) {
    return mmap(address, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED,
                -1, 0) != MAP_FAILED;
}

static int host_protection(uint32_t protection) {
    int host = PROT_NONE;
    if (protection & ACCESS_READ)
        host |= PROT_READ;
    if (protection & ACCESS_WRITE)
        host |= PROT_WRITE;
    return host;
}

// Each change may split a mapping in three. This counts too many rather than too few; windows that
// are left and filled again are counted anew.
static bool count_mappings(struct address_space *space, uint32_t more) {
    struct translator *translator = space->translator;
    space->host_mappings += more;
    translator->host_mappings += more;
    return translator->host_mappings <= translator->tuning.host_mappings;
}

static bool continues(const struct page *left, const struct page *right) {
    return left != NULL && left->protection == right->protection &&
           left->frame + PAGE_SIZE == right->frame;
}

bool window_protect(struct page *page, uint32_t count, uint32_t protection) {
    struct address_space *space = page->space;
    struct region *region = space->regions[page->address / PAGE_SIZE / PAGE_WORDS];
    uint32_t index = page->address / PAGE_SIZE % PAGE_WORDS;
    const struct page *before = index == 0 ? NULL : region->pages[index - 1];
    unsigned char *address = space->window + page->address;
    uint32_t old = page->protection;
    for (uint32_t i = index; i < index + count; i++)
        region->pages[i]->protection = protection;
    if (protection == old)
        return true;
    if (protection == 0)
        return count_mappings(space, 1) && clear(address, PAGE_SIZE);
    if (!count_mappings(space, continues(before, page) ? 0 : 2))
        return false;
    space->translator->counts.mappings++;
    if (old != 0)
        return mprotect(address, PAGE_SIZE, host_protection(protection)) == 0;
    return mmap(address, count * PAGE_SIZE, host_protection(protection),
                MAP_SHARED | MAP_FIXED | MAP_POPULATE,
                memory_file(space->translator->machine->arena), page->frame) != MAP_FAILED;
}

bool window_clear(struct address_space *space, struct region *region) {
    for (uint32_t i = 0; i < PAGE_WORDS; i++) {
        if (region->pages[i] != NULL)
            region->pages[i]->protection = 0;
    }
    uint64_t size = (uint64_t)PAGE_WORDS * PAGE_SIZE;
    return count_mappings(space, 1) && clear(space->window + region->index * size, size);
}

// ---- all at once ----

// Pages that follow each other, in the space and in the memory file.
struct run {
    struct page *first;
    struct page *last;
    uint32_t pages;
    uint32_t count;  // of runs
    bool is_counted; // only
};

static bool map_run(struct address_space *space, struct run *run) {
    if (run->pages == 0)
        return true;
    run->count++;
    if (run->is_counted) {
        run->pages = 0;
        return true;
    }
    struct page *first = run->first;
    if (!count_mappings(space, 2))
        return false;
    space->translator->counts.mappings++;
    void *address = mmap(space->window + first->address, (uint64_t)run->pages * PAGE_SIZE,
                         host_protection(first->protection), MAP_SHARED | MAP_FIXED | MAP_POPULATE,
                         memory_file(space->translator->machine->arena), first->frame);
    run->pages = 0;
    return address != MAP_FAILED;
}

static bool add_to_run(struct address_space *space, struct run *run, struct page *page) {
    uint32_t slot = page->address / PAGE_SIZE;
    page->protection = 0;
    if (space->tables[slot] != 0)
        page->protection |= ACCESS_READ;
    if (space->tables[PAGES + slot] != 0)
        page->protection |= ACCESS_WRITE;
    if (page->protection % 2 == 0) { // the host cannot allow writing alone
        page->protection = 0;
        return true;
    }
    bool follows = run->pages > 0 && continues(run->last, page) &&
                   run->last->address + PAGE_SIZE == page->address;
    if (!follows && !map_run(space, run))
        return false;
    if (run->pages++ == 0)
        run->first = page;
    run->last = page;
    return true;
}

static bool map_all(struct address_space *space, struct run *run) {
    bool mapped = true;
    for (uint32_t i = 0; i < REGIONS; i++) {
        struct region *region = space->regions[i];
        for (uint32_t j = 0; j < PAGE_WORDS && region != NULL; j++) {
            if (region->pages[j] != NULL && mapped)
                mapped = add_to_run(space, run, region->pages[j]);
        }
    }
    return mapped && map_run(space, run);
}

bool window_fill(struct address_space *space) {
    const struct translator *translator = space->translator;
    struct run counted = {.is_counted = true};
    struct run run = {.is_counted = false};
    map_all(space, &counted);
    if (memory_file(translator->machine->arena) < 0 ||
        translator->host_mappings + 2 * counted.count > translator->tuning.host_mappings)
        return false;
    unsigned char *reserved = window_reserve(window_size + 2 * GUARD_SIZE, false);
    if (reserved == NULL)
        return false;
    space->window = reserved + GUARD_SIZE;
    space->translator->counts.windows++;
    if (map_all(space, &run))
        return true;
    window_leave(space);
    return false;
}

void window_leave(struct address_space *space) {
    munmap(space->window - GUARD_SIZE, window_size + 2 * GUARD_SIZE);
    space->window = NULL;
    space->translator->host_mappings -= space->host_mappings;
    space->host_mappings = 0;
}
