// Breakpoints and watchpoints, exact to the instruction on every engine. A context that has some is
// run in pieces that end before the next instruction that may be at one: up to a breakpoint in code
// that goes straight on, one by one if memory is watched. Others run as if there were none.
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "../../core/machine/page_table.h"
#include "../../core/machine/step.h"
#include "../../core/memory.h"
#include "library.h"

enum { STRAIGHT_MOST = 64 };

static bool is_at(const struct point *point, const struct seen *seen) {
    return seen->parent == NULL ? point->is_of_program : strcmp(point->path, seen->path) == 0;
}

bool points_concern(const struct mixter *mixter, const struct seen *seen) {
    for (uint32_t i = 0; i < mixter->point_count; i++) {
        if (is_at(&mixter->points[i], seen))
            return true;
    }
    return false;
}

static bool has_watchpoint(const struct mixter *mixter, const struct seen *seen) {
    for (uint32_t i = 0; i < mixter->point_count; i++) {
        if (mixter->points[i].access != ACCESS_EXECUTE && is_at(&mixter->points[i], seen))
            return true;
    }
    return false;
}

uint32_t points_of_page(const struct mixter *mixter, uint32_t page) {
    uint32_t accesses = 0;
    for (uint32_t i = 0; i < mixter->point_count; i++) {
        const struct point *point = &mixter->points[i];
        if (page_start(point->address) <= page && page <= point->address + (point->size - 1) &&
            point->is_of_program)
            accesses |= point->access;
    }
    return accesses;
}

// ---- whether the next instruction is at a point ----

static uint32_t instruction_at(struct mixter *mixter, const struct seen *seen, uint32_t pc) {
    uint32_t word = 0;
    if (pc % 4 != 0)
        return 0;
    if (seen->parent == NULL) // whatever is protected
        return memory_read(mixter, seen, pc, &word, 4) == 4 ? word : 0;
    const uint32_t *place = seen_word(seen, pc, ACCESS_EXECUTE);
    return place != NULL ? *place : 0;
}

static const struct point *find_breakpoint(const struct mixter *mixter, const struct seen *seen,
                                           uint32_t pc) {
    for (uint32_t i = 0; i < mixter->point_count; i++) {
        const struct point *point = &mixter->points[i];
        if (point->access == ACCESS_EXECUTE && point->address == pc && is_at(point, seen))
            return point;
    }
    return NULL;
}

// The watchpoint that an access of some bytes meets, and the first byte that does.
static const struct point *find_watchpoint(const struct mixter *mixter, const struct seen *seen,
                                           uint32_t *address, uint32_t size, enum access access) {
    for (uint32_t i = 0; i < mixter->point_count; i++) {
        const struct point *point = &mixter->points[i];
        if (!page_table_allows(point->access, access) || point->access == ACCESS_EXECUTE ||
            !is_at(point, seen) || *address + (size - 1) < point->address ||
            point->address + (point->size - 1) < *address)
            continue;
        if (*address < point->address)
            *address = point->address;
        return point;
    }
    return NULL;
}

// The bytes that an instruction accesses: lwl and its like those of a word up to an address, or
// from there on, which counts as all of the word.
static bool find_access(const uint32_t *context, uint32_t word, struct step_access *access,
                        uint32_t *size) {
    if (!step_access(context, word, access))
        return false;
    *size = isa_table[isa_decode(word)].size;
    access->address -= access->address % *size;
    return true;
}

static void note(struct mixter *mixter, const struct point *point, const struct seen *seen,
                 enum mixter_reason reason) {
    struct mixter_stop *stop = &mixter->stop;
    mixter->has_stopped = true;
    mixter->passed.seen = seen;
    stop->reason = reason;
    stop->point = point->number;
}

bool points_stop(struct mixter *mixter, struct seen *seen, const uint32_t *context) {
    uint32_t pc = context[CONTEXT_PC];
    struct step_access access;
    uint32_t size;
    if (mixter->passed.seen == seen &&
        mixter->passed.retired == context_retired(mixter->process->context))
        return false;
    const struct point *point = find_breakpoint(mixter, seen, pc);
    if (point != NULL) {
        note(mixter, point, seen, MIXTER_STOP_BREAKPOINT);
        return true;
    }
    if (!has_watchpoint(mixter, seen) ||
        !find_access(context, instruction_at(mixter, seen, pc), &access, &size))
        return false;
    point = find_watchpoint(mixter, seen, &access.address, size, access.kind);
    if (point == NULL)
        return false;
    note(mixter, point, seen, MIXTER_STOP_WATCHPOINT);
    mixter->stop.address = access.address;
    mixter->stop.access = access.kind;
    return true;
}

// ---- how far it is to the next one ----

// The code from pc to the end of its page; NULL if it cannot be executed, or might be modified.
static const uint32_t *code_at(const struct mixter *mixter, const uint32_t *context) {
    uint32_t pc = context[CONTEXT_PC];
    uint32_t table;
    if (context[CONTEXT_NEXT_PC] != pc + 4 || pc % 4 != 0 || pc > USER_LIMIT)
        return NULL;
    uint32_t entry = page_table_entry(mixter->machine, context[CONTEXT_PAGE_TABLE], pc, &table);
    if (!page_table_allows(entry, ACCESS_EXECUTE) || page_table_allows(entry, ACCESS_WRITE))
        return NULL;
    return frame_words(mixter->machine, page_start(entry)) + pc / 4 % PAGE_WORDS;
}

uint64_t points_distance(const struct mixter *mixter, const struct seen *seen,
                         const uint32_t *context, uint64_t budget) {
    const uint32_t *words = code_at(mixter, context);
    if (words == NULL || has_watchpoint(mixter, seen))
        return 1;
    uint32_t pc = context[CONTEXT_PC];
    uint64_t most = PAGE_WORDS - pc / 4 % PAGE_WORDS;
    if (most > STRAIGHT_MOST)
        most = STRAIGHT_MOST;
    if (most > budget)
        most = budget;
    for (uint32_t i = 0; i < most; i++) {
        if (i > 0 && find_breakpoint(mixter, seen, pc + i * 4) != NULL)
            return i;
        if (isa_has_slot(isa_decode(words[i])))
            return i + 1;
    }
    return most;
}

// ---- system calls ----

void points_accessed(struct process *process, uint32_t address, uint32_t size, enum access access) {
    struct mixter *mixter = (struct mixter *)process->machine->observer;
    if (mixter->point_count == 0 || mixter->root == NULL || size == 0 || mixter->has_stopped)
        return;
    const struct point *point = find_watchpoint(mixter, mixter->root, &address, size, access);
    if (point == NULL)
        return;
    note(mixter, point, mixter->root, MIXTER_STOP_WATCHPOINT);
    mixter->passed.seen = NULL; // the instruction that follows may be at another
    mixter->stop.address = address;
    mixter->stop.access = access;
    mixter->stop.by_kernel = 1;
}

// ---- setting and removing ----

struct wanted {
    const char *path;
    uint32_t address;
    uint32_t size;
    uint32_t access;
    int *number;
};

static bool is_path(const char *path) {
    bool needs_number = true;
    for (; *path != 0; path++) {
        bool is_slash = *path == '/' && !needs_number;
        if (!is_slash && (*path < '0' || *path > '9'))
            return false;
        needs_number = is_slash;
    }
    return !needs_number;
}

static enum mixter_error add(struct mixter *mixter, void *arguments) {
    const struct wanted *wanted = arguments;
    if (wanted->path == NULL || wanted->number == NULL)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "no path, or nowhere for the number");
    if (!is_path(wanted->path))
        return library_fail(mixter, MIXTER_ERROR_CONTEXT, "%s: no path of a context", wanted->path);
    if (wanted->size == 0 || wanted->address > USER_LIMIT ||
        wanted->size - 1 > USER_LIMIT - wanted->address)
        return library_fail(mixter, MIXTER_ERROR_ADDRESS, "0x%08x: no bytes of a program are there",
                            (unsigned)wanted->address);
    struct point *points =
        memory_resize(mixter->points, (mixter->point_count + 1) * sizeof *points);
    mixter->points = points;
    struct point *point = &points[mixter->point_count];
    point->path = memory_text(wanted->path);
    point->is_of_program = strcmp(wanted->path, "0") == 0;
    point->number = *wanted->number = ++mixter->last_point;
    point->address = wanted->address;
    point->size = wanted->size;
    point->access = wanted->access;
    mixter->point_count++;
    if (mixter->protects_pages)
        protect_update(mixter, point->address, point->size);
    return MIXTER_OK;
}

enum mixter_error mixter_break(struct mixter *machine, const char *path, uint32_t address,
                               int *point) {
    struct wanted wanted = {path, address, 4, ACCESS_EXECUTE, point};
    if (machine != NULL && address % 4 != 0)
        return library_fail(machine, MIXTER_ERROR_ADDRESS, "0x%08x: not a multiple of 4",
                            (unsigned)address);
    return library_call(machine, NEED_NOTHING, add, &wanted);
}

enum mixter_error mixter_watch(struct mixter *machine, const char *path, uint32_t address,
                               uint32_t size, uint32_t access, int *point) {
    struct wanted wanted = {path, address, size, access, point};
    if (machine != NULL && (access == 0 || access > MIXTER_READ + MIXTER_WRITE))
        return library_fail(machine, MIXTER_ERROR_ARGUMENT,
                            "memory is watched for reads, writes or both");
    return library_call(machine, NEED_NOTHING, add, &wanted);
}

static enum mixter_error remove_point(struct mixter *mixter, void *arguments) {
    int number = *(int *)arguments;
    uint32_t i = 0;
    while (i < mixter->point_count && mixter->points[i].number != number)
        i++;
    if (i == mixter->point_count)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "there is no point %d", number);
    const struct point removed = mixter->points[i];
    free(removed.path);
    mixter->point_count--;
    memmove(&mixter->points[i], &mixter->points[i + 1],
            (mixter->point_count - i) * sizeof *mixter->points);
    if (mixter->protects_pages)
        protect_update(mixter, removed.address, removed.size);
    return MIXTER_OK;
}

enum mixter_error mixter_remove(struct mixter *machine, int point) {
    return library_call(machine, NEED_NOTHING, remove_point, &point);
}

void points_end(struct mixter *mixter) {
    for (uint32_t i = 0; i < mixter->point_count; i++)
        free(mixter->points[i].path);
    free(mixter->points);
}
