// Processes and their memory. Pages are mapped when they are first accessed, and only inside
// segments, heap and stack.
#include "process.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../machine/frames.h"
#include "../machine/page_table.h"
#include "../machine/stack.h"
#include "../panic.h"
#include "recording.h"
#include "watch.h"

static uint32_t page_of(uint32_t address) {
    return address - address % PAGE_SIZE;
}

static uint32_t page_end(uint32_t address) {
    return page_of(address + PAGE_SIZE - 1);
}

static uint32_t directory_of(const struct process *process) {
    return process->context[CONTEXT_PAGE_TABLE];
}

uint32_t process_permissions(const struct process *process, uint32_t address) {
    uint32_t page = page_of(address);
    if (page >= STACK_BOTTOM)
        return page < STACK_TOP ? process->image.data_permissions : 0;
    if (page >= process->break_start)
        return page < process->break_now ? process->image.data_permissions : 0;
    const struct segment *segment = image_segment_of_page(&process->image, page);
    return segment == NULL ? 0 : segment->permissions;
}

enum page_result process_map(struct process *process, uint32_t address, enum access access) {
    uint32_t permissions = process_permissions(process, address);
    if (!page_table_allows(permissions, access))
        return PAGE_FORBIDDEN;
    uint32_t table;
    if (page_table_entry(directory_of(process), address, &table) != 0)
        return PAGE_MAPPED;
    uint32_t frame = frame_allocate();
    if (frame == 0)
        return PAGE_NO_MEMORY;
    image_fill_page(&process->image, page_of(address), (unsigned char *)frame_words(frame));
    if (process->watch != NULL)
        permissions = watch_mapped(process, page_of(address), permissions);
    if (!page_table_map(directory_of(process), address, frame, permissions)) {
        frame_free(frame);
        return PAGE_NO_MEMORY;
    }
    if (page_table_allows(permissions, ACCESS_WRITE))
        frame_lend(frame);
    process->page_faults++;
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
    return page_of(page_table_entry(directory_of(process), address, &table));
}

static uint32_t part_in_page(uint32_t address, uint32_t size) {
    uint32_t part = PAGE_SIZE - address % PAGE_SIZE;
    return part < size ? part : size;
}

bool process_store(struct process *process, uint32_t address, const void *bytes, uint32_t size) {
    if (process->recording != NULL)
        recording_store(process, address, bytes, size);
    for (uint32_t done = 0, part; done < size; done += part) {
        uint32_t offset = (address + done) % PAGE_SIZE;
        part = part_in_page(address + done, size - done);
        uint32_t frame = frame_for(process, address + done, ACCESS_WRITE);
        if (frame == 0)
            return false;
        if (process->watch != NULL)
            watch_note(process, page_of(address + done));
        frame_changes(frame, offset, part);
        memcpy((unsigned char *)frame_words(frame) + offset, (const unsigned char *)bytes + done,
               part);
    }
    return true;
}

bool process_load(struct process *process, uint32_t address, void *bytes, uint32_t size) {
    for (uint32_t done = 0, part; done < size; done += part) {
        uint32_t offset = (address + done) % PAGE_SIZE;
        part = part_in_page(address + done, size - done);
        uint32_t frame = frame_for(process, address + done, ACCESS_READ);
        if (frame == 0)
            return false;
        memcpy((unsigned char *)bytes + done, (unsigned char *)frame_words(frame) + offset, part);
    }
    return true;
}

uint32_t process_set_break(struct process *process, uint32_t end) {
    if (end > process->break_limit)
        process->break_refused = true;
    if (end < process->break_start || end > process->break_limit)
        return process->break_now;
    for (uint32_t page = page_end(end); page < page_end(process->break_now); page += PAGE_SIZE) {
        uint32_t frame = page_table_unmap(directory_of(process), page);
        if (frame != 0)
            frame_free(frame);
        if (frame != 0 && process->watch != NULL)
            watch_note(process, page);
    }
    process->break_now = end;
    return end;
}

// ---- creation ----

static bool start_context(struct process *process) {
    process->context_frame = frame_allocate();
    if (process->context_frame == 0)
        return false;
    process->context = frame_words(process->context_frame);
    process->context[CONTEXT_PC] = process->image.entry;
    process->context[CONTEXT_NEXT_PC] = process->image.entry + 4;
    process->context[CONTEXT_SUBSET] = process->image.subset;
    process->context[CONTEXT_PAGE_TABLE] = page_table_create();
    return directory_of(process) != 0;
}

// Addresses of the heap: it may grow to the stack, but not obviously beyond all memory.
static void start_break(struct process *process) {
    process->break_start = page_end(process->image.end);
    process->break_now = process->break_start;
    process->break_limit = STACK_BOTTOM - PAGE_SIZE;
    if (process->frame_limit < (process->break_limit - process->break_start) / PAGE_SIZE)
        process->break_limit = process->break_start + process->frame_limit * PAGE_SIZE;
}

struct process *process_create(const char *command, const char *program, const struct image *image,
                               int argument_count, char **arguments, char **environment,
                               const char **wrong) {
    uint32_t pointer;
    unsigned char *stack =
        stack_build(image, program, argument_count, arguments, environment, &pointer);
    if (stack == NULL) {
        *wrong = "arguments and environment are too long";
        return NULL;
    }
    struct process *process = calloc(1, sizeof *process);
    if (process == NULL)
        panic("process_create: out of memory");
    uint32_t others = frame_in_use();
    process->command = command;
    process->program = program;
    process->image = *image;
    process->frame_limit = frame_limit() - others;
    process->arguments = arguments;
    process->environment = environment;
    process->root = ANY_FILES;
    process->output_limit = process->input_limit = 0xffffffffffffffffu;
    descriptors_start(process);
    *wrong = "out of memory";
    if (!start_context(process)) {
        free(stack);
        process_destroy(process);
        return NULL;
    }
    start_break(process);
    process->context[REGISTER_SP] = pointer;
    // If this fails the process has ended, out of memory, before it began.
    process_store(process, pointer, stack, STACK_TOP - pointer);
    process->frames = frame_in_use() - others;
    free(stack);
    return process;
}

void process_destroy(struct process *process) {
    descriptors_end(process);
    if (process->watch != NULL)
        watch_end(process);
    if (process->context != NULL) {
        if (directory_of(process) != 0)
            page_table_destroy(directory_of(process), true);
        frame_free(process->context_frame);
    }
    free(process);
}
