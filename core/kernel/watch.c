#include "watch.h"

#include <stddef.h>
#include <stdlib.h>

#include "../environment.h"
#include "../machine/machine.h"
#include "../machine/page_table.h"
#include "../memory.h"
#include "../panic.h"

// What a mark says of a page: 0 if it is not among the changes, or how often it has been seen to
// be unchanged, plus 1; and above that how often is too often.
enum { PATIENCE = 0x100, PATIENCE_MOST = 32 };

enum { TABLE_SPAN = PAGE_SIZE * PAGE_WORDS, TABLES = 0x80000000u / TABLE_SPAN };

struct reader {
    uint32_t *changes;
    uint32_t count;
    uint32_t capacity;
    uint32_t *marks[TABLES]; // by page
};

struct watch {
    struct reader readers[WATCH_READERS];
    unsigned reader_count;
    bool protects_new_pages;
};

static uint32_t directory_of(const struct process *process) {
    return process->context[CONTEXT_PAGE_TABLE];
}

static uint32_t entry_of(const struct process *process, uint32_t page) {
    uint32_t table;
    return page_table_entry(process->machine, directory_of(process), page, &table);
}

// The mark of a page, in a table that is made when it is first needed.
static uint32_t *mark(struct reader *reader, uint32_t page) {
    uint32_t **table = &reader->marks[page / TABLE_SPAN];
    if (*table == NULL)
        *table = memory_new(PAGE_WORDS * sizeof **table);
    return &(*table)[page / PAGE_SIZE % PAGE_WORDS];
}

static void note(struct reader *reader, uint32_t page) {
    uint32_t *noted = mark(reader, page);
    uint32_t patience = *noted / PATIENCE;
    if (*noted % PATIENCE != 0)
        return;
    if (reader->count == reader->capacity)
        reader->changes =
            memory_larger(reader->changes, &reader->capacity, sizeof *reader->changes);
    patience = patience == 0 ? 2 : patience < PATIENCE_MOST ? patience * 2 : PATIENCE_MOST;
    *noted = patience * PATIENCE + 1;
    reader->changes[reader->count++] = page;
}

static void unmark(struct reader *reader, uint32_t page) {
    uint32_t *noted = mark(reader, page);
    *noted -= *noted % PATIENCE;
}

void watch_note(struct process *process, uint32_t page) {
    struct watch *watch = process->watch;
    for (unsigned i = 0; i < watch->reader_count; i++)
        note(&watch->readers[i], page);
}

static uint32_t without_write(uint32_t permissions) {
    return page_table_allows(permissions, ACCESS_WRITE) ? permissions - ACCESS_WRITE : permissions;
}

void watch_protect_new_pages(struct process *process) {
    process->watch->protects_new_pages = true;
}

uint32_t watch_mapped(struct process *process, uint32_t page, uint32_t permissions) {
    watch_note(process, page);
    return process->watch->protects_new_pages ? without_write(permissions) : permissions;
}

unsigned watch_join(struct process *process) {
    if (process->watch == NULL)
        watch_start(process);
    struct watch *watch = process->watch;
    unsigned reader = watch->reader_count++;
    if (reader == WATCH_READERS)
        panic("watch_join: too many readers");
    for (uint32_t i = 0; i < TABLES; i++) {
        if (frame_words(process->machine, directory_of(process))[i] == 0)
            continue;
        for (uint32_t j = 0; j < PAGE_WORDS; j++) {
            uint32_t page = i * TABLE_SPAN + j * PAGE_SIZE;
            uint32_t entry = entry_of(process, page);
            if (entry == 0)
                continue;
            note(&watch->readers[reader], page);
            watch_write_protect(process, page, page_start(entry));
        }
    }
    return reader;
}

void watch_start(struct process *process) {
    process->watch = memory_new(sizeof *process->watch);
    watch_join(process);
}

void watch_end(struct process *process) {
    for (unsigned i = 0; i < process->watch->reader_count; i++) {
        for (uint32_t j = 0; j < TABLES; j++)
            free(process->watch->readers[i].marks[j]);
        free(process->watch->readers[i].changes);
    }
    free(process->watch);
    process->watch = NULL;
}

bool watch_protects(const struct process *process) {
    const uint32_t *context = process->context;
    uint32_t address = context[CONTEXT_ADDRESS];
    if (context[CONTEXT_EXCEPTION] != EXCEPTION_PAGE_FAULT || context[CONTEXT_KIND] != ACCESS_WRITE)
        return false;
    uint32_t entry = entry_of(process, address);
    return entry != 0 && !page_table_allows(entry, ACCESS_WRITE) &&
           page_table_allows(process_permissions(process, address), ACCESS_WRITE);
}

void watch_permit(struct process *process, uint32_t page, uint32_t frame) {
    watch_note(process, page);
    frame_lend(process->machine, frame);
    page_table_map(process->machine, directory_of(process), page, frame,
                   process_filter(process, page, process_permissions(process, page)));
}

void watch_write_protect(struct process *process, uint32_t page, uint32_t frame) {
    uint32_t permissions =
        process_filter(process, page, without_write(process_permissions(process, page)));
    if (entry_of(process, page) != frame + permissions)
        page_table_map(process->machine, directory_of(process), page, frame, permissions);
}

enum exception watch_run(struct process *process, engine *engine, uint64_t budget) {
    const uint32_t *context = process->context;
    for (;;) {
        uint64_t before = context_retired(context);
        enum exception exception = engine(process->machine, process->context, budget);
        budget -= context_retired(context) - before;
        if (!watch_protects(process))
            return exception;
        uint32_t page = page_start(context[CONTEXT_ADDRESS]);
        uint32_t entry = entry_of(process, page);
        watch_permit(process, page, page_start(entry));
    }
}

const uint32_t *watch_changes(const struct process *process, unsigned reader, uint32_t *count) {
    *count = process->watch->readers[reader].count;
    return process->watch->readers[reader].changes;
}

static void write_protect(struct process *process, uint32_t page) {
    uint32_t entry = entry_of(process, page);
    if (entry != 0)
        watch_write_protect(process, page, page_start(entry));
}

static void write_protect_changes(struct process *process, const struct reader *reader) {
    for (uint32_t i = 0; i < reader->count; i++)
        write_protect(process, reader->changes[i]);
}

void watch_again(struct process *process, unsigned number) {
    struct reader *reader = &process->watch->readers[number];
    write_protect_changes(process, reader);
    for (uint32_t i = 0; i < reader->count; i++)
        unmark(reader, reader->changes[i]);
    reader->count = 0;
}

void watch_keep(struct process *process, unsigned number, uint32_t index, bool has_changed) {
    struct reader *reader = &process->watch->readers[number];
    uint32_t page = reader->changes[index];
    uint32_t *noted = mark(reader, page);
    uint32_t patience = *noted / PATIENCE;
    *noted = has_changed ? patience * PATIENCE + 1 : *noted + 1;
    if (*noted % PATIENCE <= patience)
        return;
    write_protect(process, page);
    unmark(reader, page);
    reader->changes[index] = reader->changes[--reader->count];
}

void watch_write_protect_changes(struct process *process) {
    write_protect_changes(process, &process->watch->readers[0]);
}
