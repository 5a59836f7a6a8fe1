// A small engine, as an example: a few instructions without delay slots, on pages that are mapped.
// With WRONG_SLT it compares without signs.
#include <stdlib.h>
#include <string.h>

#include "mixter-engine.h"

enum { PAGES = 16 };

struct machine {
    struct mixter_engine_context context;
    struct page {
        uint32_t address, permissions, words[MIXTER_ENGINE_PAGE / 4];
    } pages[PAGES];
};

static struct page *page_of(struct machine *machine, uint32_t address) {
    for (int i = 0; i < PAGES; i++) {
        struct page *page = &machine->pages[i];
        if (page->permissions != 0 && page->address == address - address % MIXTER_ENGINE_PAGE)
            return page;
    }
    return NULL;
}

static void *open_machine(void) {
    return calloc(1, sizeof(struct machine));
}

static int map(void *machine, uint32_t address, uint32_t size, uint32_t permissions) {
    for (uint32_t end = address + size; address != end; address += MIXTER_ENGINE_PAGE) {
        struct page *page = page_of(machine, address);
        for (int i = 0; page == NULL && permissions != 0; i++) {
            if (i == PAGES)
                return -1;
            struct page *candidate = &((struct machine *)machine)->pages[i];
            if (candidate->permissions == 0) {
                memset(candidate->words, 0, sizeof candidate->words);
                page = candidate;
            }
        }
        if (page != NULL) {
            page->address = address;
            page->permissions = permissions;
        }
    }
    return 0;
}

// Within one page.
static int copy(void *machine, uint32_t address, void *to, const void *from, size_t size) {
    struct page *page = page_of(machine, address);
    uint32_t offset = address % MIXTER_ENGINE_PAGE;
    if (page == NULL || size > MIXTER_ENGINE_PAGE - offset)
        return -1;
    unsigned char *bytes = (unsigned char *)page->words + offset;
    memcpy(to != NULL ? to : bytes, to != NULL ? bytes : from, size);
    return 0;
}

static int read_memory(void *machine, uint32_t address, void *bytes, size_t size) {
    return copy(machine, address, bytes, NULL, size);
}

static int write_memory(void *machine, uint32_t address, const void *bytes, size_t size) {
    return copy(machine, address, NULL, bytes, size);
}

static int set(void *machine, const struct mixter_engine_context *context) {
    ((struct machine *)machine)->context = *context;
    return 0;
}

static int get(void *machine, struct mixter_engine_context *context) {
    *context = ((struct machine *)machine)->context;
    return 0;
}

static int is_less(uint32_t left, uint32_t right) {
#ifdef WRONG_SLT
    return left < right;
#else
    return (left ^ 0x80000000u) < (right ^ 0x80000000u);
#endif
}

static uint32_t step(struct machine *machine, uint32_t word) {
    uint32_t *r = machine->context.general, s = r[word >> 21 & 31], t = r[word >> 16 & 31], result;
    uint32_t to = word >> 26 == 0 ? word >> 11 & 31 : word >> 16 & 31;
    if ((word & 0xfc0007ff) == 0x21) // addu
        result = s + t;
    else if ((word & 0xfc0007ff) == 0x23) // subu
        result = s - t;
    else if ((word & 0xfc0007ff) == 0x2a) // slt
        result = (uint32_t)is_less(s, t);
    else if ((word & 0xfc0007ff) == 0x2b) // sltu
        result = s < t;
    else if (word >> 26 == 9) // addiu
        result = s + ((word & 0xffff) ^ 0x8000) - 0x8000;
    else if (word >> 26 == 13) // ori
        result = s | (word & 0xffff);
    else
        return MIXTER_ENGINE_STOP_UNKNOWN;
    if (to != 0)
        r[to] = result;
    machine->context.pc += 4;
    return MIXTER_ENGINE_STOP_BUDGET;
}

static int run(void *state, uint64_t budget, struct mixter_engine_stop *stop) {
    struct machine *machine = state;
    stop->reason = MIXTER_ENGINE_STOP_BUDGET;
    for (; budget > 0 && stop->reason == MIXTER_ENGINE_STOP_BUDGET; budget--) {
        uint32_t pc = machine->context.pc;
        struct page *page = page_of(machine, pc);
        stop->address = pc;
        if (page == NULL || (page->permissions & 4) == 0)
            stop->reason = MIXTER_ENGINE_STOP_PAGE_FAULT;
        else
            stop->reason = step(machine, page->words[pc % MIXTER_ENGINE_PAGE / 4]);
    }
    return 0;
}

const struct mixter_engine *mixter_engine(uint32_t version) {
    static const struct mixter_engine engine = {MIXTER_ENGINE_VERSION,
                                                "example",
                                                MIXTER_ENGINE_BUDGETS,
                                                open_machine,
                                                free,
                                                map,
                                                read_memory,
                                                write_memory,
                                                set,
                                                get,
                                                run};
    return version == MIXTER_ENGINE_VERSION ? &engine : NULL;
}
