// Processes and their memory. Pages are mapped when they are first accessed, and only inside
// segments, heap and stack.
#include "process.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../command_line.h"
#include "../environment.h"
#include "../machine/machine.h"
#include "../machine/page_table.h"
#include "../machine/stack.h"
#include "../memory.h"
#include "../panic.h"
#include "digest.h"
#include "kernel.h"
#include "recording.h"
#include "watch.h"

static uint32_t page_end(uint32_t address) {
    return page_start(address + PAGE_SIZE - 1);
}

static uint32_t directory_of(const struct process *process) {
    return process->context[CONTEXT_PAGE_TABLE];
}

static bool is_mapped(const struct process *process, uint32_t address) {
    uint32_t table;
    return page_table_entry(process->machine, directory_of(process), address, &table) != 0;
}

uint32_t process_permissions(const struct process *process, uint32_t address) {
    return stack_permissions(&process->image, process->break_start, process->break_now, address);
}

uint32_t process_filter(const struct process *process, uint32_t page, uint32_t permissions) {
    return process->filter != NULL ? process->filter(process, page, permissions) : permissions;
}

struct subject process_subject(const struct process *process) {
    struct subject subject = {.machine = process->machine,
                              .context = process->context,
                              .image = &process->image,
                              .break_start = process->break_start,
                              .break_now = process->break_now,
                              .break_refused = process->break_refused,
                              .open_source = process_open_source,
                              .opener = process};
    return subject;
}

// ---- mapping ----

enum { AHEAD_MOST = 64 };

// A hypervisor that boots itself has the read-only pages of its guest in its own memory: they are
// shared instead of copied. The frame, or 0.
static uint32_t shared_frame(const struct process *process, uint32_t page) {
    const struct image *image = &process->image;
    if (image->rest == NULL || page >= process->break_start)
        return 0;
    const struct segment *segment = image_segment_of_page(image, page);
    if (segment == NULL || page_table_allows(segment->permissions, ACCESS_WRITE) ||
        segment->file_size < segment->memory_size)
        return 0;
    uint32_t offset = segment->offset + (page - segment->address);
    return offset < image->rest_at ? environment_frame_at(image_at(image, offset)) : 0;
}

static void unmap_shared(struct process *process) {
    const struct image *image = &process->image;
    uint32_t table;
    for (uint32_t i = 0; i < image->segment_count; i++) {
        uint32_t page = page_start(image->segments[i].address);
        while (page < image->segments[i].address + image->segments[i].memory_size) {
            uint32_t frame = shared_frame(process, page);
            if (frame == 0)
                break;
            if (frame ==
                page_start(page_table_entry(process->machine, directory_of(process), page, &table)))
                page_table_unmap(process->machine, directory_of(process), page);
            page += PAGE_SIZE;
        }
    }
}

static enum page_result map_page(struct process *process, uint32_t page, uint32_t permissions) {
    uint32_t shared = shared_frame(process, page);
    uint32_t frame = shared != 0 ? shared : frame_allocate(process->machine);
    if (frame == 0)
        return PAGE_NO_MEMORY;
    if (shared == 0 && page < process->break_start)
        image_fill_page(&process->image, page,
                        (unsigned char *)frame_words(process->machine, frame));
    if (process->watch != NULL)
        permissions = watch_mapped(process, page, permissions);
    permissions = process_filter(process, page, permissions);
    if (!page_table_map(process->machine, directory_of(process), page, frame, permissions)) {
        if (shared == 0)
            frame_free(process->machine, frame);
        return PAGE_NO_MEMORY;
    }
    if (page_table_allows(permissions, ACCESS_WRITE))
        frame_lend(process->machine, frame);
    return PAGE_MAPPED;
}

// The stream of a fault; it doubles if the page follows the last one that was mapped.
static struct stream *stream_of(struct process *process, uint32_t page) {
    for (uint32_t i = 0; i < STREAMS; i++) {
        struct stream *stream = &process->streams[i];
        if (stream->next != page)
            continue;
        if (stream->ahead < AHEAD_MOST)
            stream->ahead *= 2;
        return stream;
    }
    struct stream *stream = &process->streams[process->next_stream++ % STREAMS];
    stream->ahead = 1;
    return stream;
}

// Maps the pages that are likely to be touched next. Not for watched processes: a digest depends on
// which pages are mapped.
static void map_ahead(struct process *process, uint32_t page, uint32_t permissions) {
    struct stream *stream = stream_of(process, page);
    page += PAGE_SIZE;
    uint32_t gap = page_table_gap(process->machine, directory_of(process), page, stream->ahead - 1);
    for (uint32_t end = page + gap * PAGE_SIZE; page < end; page += PAGE_SIZE) {
        if (process_permissions(process, page) != permissions ||
            map_page(process, page, permissions) != PAGE_MAPPED)
            break;
    }
    stream->next = page;
}

static bool is_untouched(const struct process *process, uint32_t page, uint32_t frame) {
    uint32_t initial[PAGE_WORDS];
    if (frame == shared_frame(process, page))
        return false;
    memset(initial, 0, sizeof initial);
    if (page < process->break_start)
        image_fill_page(&process->image, page, (unsigned char *)initial);
    return memcmp(initial, frame_words(process->machine, frame), PAGE_SIZE) == 0;
}

// How many pages still have their initial contents; frees them, if it is to.
static uint32_t count_untouched(struct process *process, bool frees) {
    uint32_t table, count = 0;
    for (uint32_t page = 0; page < STACK_TOP; page += PAGE_SIZE) {
        uint32_t entry = page_table_entry(process->machine, directory_of(process), page, &table);
        if (table == 0) {
            page += PAGE_SIZE * (PAGE_WORDS - 1);
        } else if (entry != 0 && is_untouched(process, page, page_start(entry))) {
            count++;
            if (frees)
                frame_free(process->machine,
                           page_table_unmap(process->machine, directory_of(process), page));
        }
    }
    return count;
}

// Memory has run out: gives back what can be had again, and stops mapping ahead, so that the
// process ends only if it needs more than it may have. False if that is so little that the next
// instructions might need all of it, again and again.
static bool give_back(struct process *process) {
    enum { FEWEST = 8 };
    process->maps_ahead = false;
    if (count_untouched(process, false) < FEWEST)
        return false;
    count_untouched(process, true);
    return true;
}

enum page_result process_map(struct process *process, uint32_t address, enum access access) {
    uint32_t permissions = process_permissions(process, address);
    if (!page_table_allows(permissions, access))
        return PAGE_FORBIDDEN;
    if (is_mapped(process, address))
        return PAGE_MAPPED;
    enum page_result result = map_page(process, page_start(address), permissions);
    if (result == PAGE_NO_MEMORY && process->watch == NULL && give_back(process))
        result = map_page(process, page_start(address), permissions);
    if (result != PAGE_MAPPED)
        return result;
    process->page_faults++;
    if (process->maps_ahead && process->watch == NULL)
        map_ahead(process, page_start(address), permissions);
    return PAGE_MAPPED;
}

uint32_t process_extent(const struct process *process, uint32_t address, uint32_t size,
                        enum access access) {
    uint32_t extent = 0;
    while (extent < size && address + extent <= USER_LIMIT &&
           page_table_allows(process_permissions(process, address + extent), access))
        extent += PAGE_SIZE - (address + extent) % PAGE_SIZE;
    return extent < size ? extent : size;
}

// The frame of a page that may be accessed; 0 if there is no memory left, after ending the process.
static uint32_t frame_for(struct process *process, uint32_t address, enum access access) {
    enum page_result result = process_map(process, address, access);
    if (result == PAGE_FORBIDDEN)
        panic("frame_for: no such page");
    if (result == PAGE_NO_MEMORY) {
        process_out_of_memory(process);
        return 0;
    }
    uint32_t table;
    return page_start(page_table_entry(process->machine, directory_of(process), address, &table));
}

static uint32_t part_in_page(uint32_t address, uint32_t size) {
    uint32_t part = PAGE_SIZE - address % PAGE_SIZE;
    return part < size ? part : size;
}

bool process_store(struct process *process, uint32_t address, const void *bytes, uint32_t size) {
    if (process->recording != NULL)
        recording_store(process, address, bytes, size);
    if (process->accessed != NULL)
        process->accessed(process, address, size, ACCESS_WRITE);
    for (uint32_t done = 0, part; done < size; done += part) {
        uint32_t offset = (address + done) % PAGE_SIZE;
        part = part_in_page(address + done, size - done);
        uint32_t frame = frame_for(process, address + done, ACCESS_WRITE);
        if (frame == 0)
            return false;
        if (process->watch != NULL)
            watch_note(process, page_start(address + done));
        frame_changes(process->machine, frame, offset, part);
        memcpy((unsigned char *)frame_words(process->machine, frame) + offset,
               (const unsigned char *)bytes + done, part);
    }
    return true;
}

bool process_load(struct process *process, uint32_t address, void *bytes, uint32_t size) {
    if (process->accessed != NULL)
        process->accessed(process, address, size, ACCESS_READ);
    for (uint32_t done = 0, part; done < size; done += part) {
        uint32_t offset = (address + done) % PAGE_SIZE;
        part = part_in_page(address + done, size - done);
        if (process->recording != NULL && !is_mapped(process, address + done))
            recording_touch(process, page_start(address + done));
        uint32_t frame = frame_for(process, address + done, ACCESS_READ);
        if (frame == 0)
            return false;
        memcpy((unsigned char *)bytes + done,
               (unsigned char *)frame_words(process->machine, frame) + offset, part);
    }
    if (process->recording != NULL)
        recording_load(process, address, bytes, size);
    return true;
}

bool process_touch(struct process *process, uint32_t address) {
    return frame_for(process, address, ACCESS_READ) != 0;
}

uint32_t process_set_break(struct process *process, uint32_t end) {
    if (end > process->break_limit)
        process->break_refused = true;
    if (end < process->break_start || end > process->break_limit)
        return process->break_now;
    for (uint32_t page = page_end(end); page < page_end(process->break_now); page += PAGE_SIZE) {
        uint32_t frame = page_table_unmap(process->machine, directory_of(process), page);
        if (frame != 0)
            frame_free(process->machine, frame);
        if (frame != 0 && process->watch != NULL)
            watch_note(process, page);
    }
    process->break_now = end;
    return end;
}

// ---- creation ----

static bool start_context(struct process *process) {
    process->context_frame = frame_allocate(process->machine);
    if (process->context_frame == 0)
        return false;
    process->context = frame_words(process->machine, process->context_frame);
    process->context[CONTEXT_PC] = process->image.entry;
    process->context[CONTEXT_NEXT_PC] = process->image.entry + 4;
    process->context[CONTEXT_SUBSET] = process->image.subset;
    process->context[CONTEXT_PAGE_TABLE] = page_table_create(process->machine);
    return directory_of(process) != 0;
}

// The heap may grow up to the stack, but not beyond what memory could hold.
static void start_break(struct process *process) {
    process->break_start = page_end(process->image.end);
    process->break_now = process->break_start;
    process->break_limit = STACK_BOTTOM - PAGE_SIZE;
    if (process->frame_limit < (process->break_limit - process->break_start) / PAGE_SIZE)
        process->break_limit = process->break_start + process->frame_limit * PAGE_SIZE;
}

static struct process *allocate(struct kernel *kernel, const struct invocation *invocation) {
    struct process *process = memory_new(sizeof *process);
    process->kernel = kernel;
    process->machine = kernel->machine;
    process->program = invocation->program;
    process->image = *invocation->image;
    process->frame_limit = frame_limit(kernel->machine) - frame_in_use(kernel->machine);
    process->arguments = invocation->arguments;
    process->environment = invocation->environment;
    process->root = ANY_FILES;
    process->output_limit = process->input_limit = 0xffffffffffffffffu;
    process->maps_ahead = true;
    descriptors_start(process);
    return process;
}

struct process *process_create(struct kernel *kernel, const struct invocation *invocation,
                               struct failure *failure) {
    uint32_t pointer;
    uint32_t others = frame_in_use(kernel->machine);
    unsigned char *stack = stack_build(invocation, &pointer);
    if (stack == NULL) {
        failure_set(failure, STATUS_NOT_EXECUTABLE, "%s: arguments and environment are too long",
                    invocation->program);
        return NULL;
    }
    struct process *process = allocate(kernel, invocation);
    if (!start_context(process)) {
        failure_set(failure, 137, "%s: out of memory", invocation->program);
        free(stack);
        process_destroy(process);
        return NULL;
    }
    start_break(process);
    process->context[REGISTER_SP] = pointer;
    // If this fails, the process has ended already, out of memory.
    process_store(process, pointer, stack, STACK_TOP - pointer);
    process->frames = frame_in_use(kernel->machine) - others;
    free(stack);
    return process;
}

static void free_memory(struct process *process) {
    if (process->context == NULL)
        return;
    if (directory_of(process) != 0 && process->image.rest != NULL)
        unmap_shared(process);
    if (directory_of(process) != 0)
        page_table_destroy(process->machine, directory_of(process), true);
    frame_free(process->machine, process->context_frame);
}

void process_destroy(struct process *process) {
    free_memory(process);
    process_leave(process);
}

void process_leave(struct process *process) {
    descriptors_end(process);
    if (process->watch != NULL)
        watch_end(process);
    if (process->digest != NULL)
        digest_end(process->digest);
    free(process->cause);
    free(process);
}
