// Checkpoints and digests. What there is of a run is the context and memory of its process, what
// the kernel knows of that, and what the library knows of contexts; all else in a machine is
// derived from frames and dropped when they change.
//
// Copies of pages are shared: the store has one of each page, as it was when the last checkpoint
// was taken, in tables of 1024; a watch says which have changed since. A checkpoint is a list of
// tables.
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/kernel/recording.h"
#include "../../core/kernel/watch.h"
#include "../../core/machine/page_table.h"
#include "../../core/memory.h"
#include "library.h"

enum { TABLE_SPAN = PAGE_SIZE * PAGE_WORDS, TABLES = 0x80000000u / TABLE_SPAN };

struct page {
    uint32_t uses; // by tables
    uint32_t words[PAGE_WORDS];
};

struct page_list {
    uint32_t uses;                  // by checkpoints and the store
    struct page *pages[PAGE_WORDS]; // NULL: there is none
};

struct store {
    unsigned reader;                 // of the watch
    struct page_list *lists[TABLES]; // NULL: no pages
};

struct file_position {
    bool is_seekable;
    uint32_t words[2];
};

// What the kernel knows besides memory.
struct kernel_state {
    struct process process;   // what it refers to is not used, but for:
    struct open_file **files; // the descriptors, which it uses
    struct file_position *positions;
    uint64_t standard_files[STANDARD_FILES]; // positions
};

struct kept_context {
    struct seen seen; // with a path of its own
    uint32_t parent;  // number
};

struct mixter_checkpoint {
    const struct mixter *mixter;
    size_t size;
    struct page_list *lists[TABLES];
    uint32_t words[CONTEXT_WORDS];
    struct kernel_state kernel;
    char *cause;
    struct digest_mark digest;
    uint32_t recorded; // position in the recording
    struct kept_context *contexts;
    uint32_t context_count;
};

// ---- pages ----

static void release_page(struct page *page) {
    if (page != NULL && --page->uses == 0)
        free(page);
}

static void release_list(struct page_list *list) {
    if (list == NULL || --list->uses > 0)
        return;
    for (uint32_t i = 0; i < PAGE_WORDS; i++)
        release_page(list->pages[i]);
    free(list);
}

// The list of an address, for this store alone.
static struct page_list *own_list(struct store *store, uint32_t address, size_t *size) {
    struct page_list **list = &store->lists[address / TABLE_SPAN];
    if (*list != NULL && (*list)->uses == 1)
        return *list;
    struct page_list *own = memory_new(sizeof *own);
    *size += sizeof *own;
    own->uses = 1;
    for (uint32_t i = 0; *list != NULL && i < PAGE_WORDS; i++) {
        own->pages[i] = (*list)->pages[i];
        if (own->pages[i] != NULL)
            own->pages[i]->uses++;
    }
    release_list(*list);
    *list = own;
    return own;
}

static struct page *page_of(struct page_list *const *lists, uint32_t address) {
    const struct page_list *list = lists[address / TABLE_SPAN];
    return list == NULL ? NULL : list->pages[address / PAGE_SIZE % PAGE_WORDS];
}

static uint32_t entry_at(const struct process *process, uint32_t page) {
    uint32_t table;
    return page_table_entry(process->machine, process->context[CONTEXT_PAGE_TABLE], page, &table);
}

// Takes a page into the store; false if it has not changed.
static bool keep_page(const struct process *process, struct store *store, uint32_t address,
                      size_t *size) {
    uint32_t entry = entry_at(process, address);
    const uint32_t *words = entry != 0 ? frame_words(process->machine, page_start(entry)) : NULL;
    const struct page *old = page_of(store->lists, address);
    if (old == NULL ? words == NULL : words != NULL && memcmp(old->words, words, PAGE_SIZE) == 0)
        return false;
    struct page **place = &own_list(store, address, size)->pages[address / PAGE_SIZE % PAGE_WORDS];
    struct page *page = words != NULL ? memory_new(sizeof *page) : NULL;
    if (page != NULL) {
        page->uses = 1;
        memcpy(page->words, words, PAGE_SIZE);
        *size += sizeof *page;
    }
    release_page(*place);
    *place = page;
    return true;
}

// Returns how much memory was needed.
static size_t keep_changes(struct process *process, struct store *store) {
    uint32_t count;
    size_t size = 0;
    const uint32_t *pages = watch_changes(process, store->reader, &count);
    while (count-- > 0)
        watch_keep(process, store->reader, count, keep_page(process, store, pages[count], &size));
    return size;
}

static struct store *store_of(struct mixter *mixter) {
    if (mixter->store == NULL) {
        mixter->store = memory_new(sizeof *mixter->store);
        mixter->store->reader = watch_join(mixter->process);
    }
    return mixter->store;
}

// ---- what the kernel knows ----

static void keep_kernel(struct kernel_state *state, const struct mixter *mixter) {
    const struct process *process = mixter->process;
    uint32_t count = process->descriptor_count;
    state->files = memory_new((count + 1) * sizeof *state->files);
    state->positions = memory_new((count + 1) * sizeof *state->positions);
    state->process = *process;
    for (uint32_t i = 0; i < count; i++) {
        struct open_file *file = process->descriptors[i];
        struct file_position *position = &state->positions[i];
        state->files[i] = file;
        if (file == NULL)
            continue;
        file->uses++;
        position->words[0] = file->position;
        if (file->bytes == NULL && file->port == NULL)
            position->is_seekable = environment_seek(file->handle, 0, 0, 1, position->words) == 0;
    }
    for (uint32_t i = 0; i < STANDARD_FILES; i++)
        state->standard_files[i] = mixter->standard_files[i].position;
}

static void free_kernel(struct kernel_state *state) {
    for (uint32_t i = 0; i < state->process.descriptor_count; i++) {
        if (state->files[i] != NULL)
            open_file_release(state->files[i]);
    }
    free(state->files);
    free(state->positions);
}

static void return_files(struct mixter *mixter, const struct kernel_state *state) {
    struct process *process = mixter->process;
    uint32_t count = state->process.descriptor_count;
    struct open_file **files = memory_new((count + 1) * sizeof *files);
    for (uint32_t i = 0; i < count; i++) {
        files[i] = state->files[i];
        if (files[i] != NULL)
            files[i]->uses++;
    }
    for (uint32_t i = 0; i < process->descriptor_count; i++) {
        if (process->descriptors[i] != NULL)
            open_file_release(process->descriptors[i]);
    }
    free(process->descriptors);
    process->descriptors = files;
    process->descriptor_count = count;
    for (uint32_t i = 0; i < count; i++) {
        struct open_file *file = state->files[i];
        const struct file_position *position = &state->positions[i];
        uint32_t result[2];
        if (file != NULL && position->is_seekable)
            environment_seek(file->handle, position->words[0], position->words[1], 0, result);
        else if (file != NULL)
            file->position = position->words[0];
    }
    for (uint32_t i = 0; i < STANDARD_FILES; i++)
        mixter->standard_files[i].position = state->standard_files[i];
}

// Everything but memory and files; what the process refers to stays.
static void return_process(struct mixter *mixter, const struct mixter_checkpoint *checkpoint) {
    struct process *process = mixter->process;
    struct process now = *process;
    char *cause = checkpoint->cause != NULL ? memory_text(checkpoint->cause) : NULL;
    *process = checkpoint->kernel.process;
    process->descriptors = now.descriptors;
    process->descriptor_count = now.descriptor_count;
    process->watch = now.watch;
    process->digest = now.digest;
    process->recording = now.recording;
    process->frames = now.frames;
    free(now.cause);
    process->cause = cause;
    mixter->kernel->files_promised += process->file_limit - now.file_limit;
    uint32_t directory = process->context[CONTEXT_PAGE_TABLE];
    memcpy(process->context, checkpoint->words, sizeof checkpoint->words);
    process->context[CONTEXT_PAGE_TABLE] = directory;
}

// ---- runs that are behind their recording ----

// At the end of a recording in progress, the kernel has state that a run which takes its calls from
// the recording does not update: it is kept until the run is there again.
static void keep_frontier(struct mixter *mixter) {
    if (mixter->recording == NULL || mixter->is_replayed || mixter->frontier != NULL)
        return;
    mixter->frontier = memory_new(sizeof *mixter->frontier);
    keep_kernel(mixter->frontier, mixter);
}

void checkpoints_catch_up(struct mixter *mixter) {
    struct process *process = mixter->process;
    struct kernel_state *frontier = mixter->frontier;
    if (frontier == NULL || recording_is_behind(mixter->recording))
        return;
    return_files(mixter, frontier);
    process->random_state = frontier->process.random_state;
    process->output = frontier->process.output;
    process->input = frontier->process.input;
    free_kernel(frontier);
    free(frontier);
    mixter->frontier = NULL;
}

void checkpoints_fork(struct mixter *mixter) {
    if (mixter->recording == NULL || !recording_is_behind(mixter->recording))
        return;
    recording_cut(mixter->recording);
    checkpoints_catch_up(mixter);
}

// ---- what the library knows ----

static uint32_t number_of(const struct mixter *mixter, const struct seen *wanted) {
    uint32_t number = 0;
    for (const struct seen *seen = mixter->contexts.first; seen != wanted; seen = seen->next)
        number++;
    return number;
}

static void keep_contexts(struct mixter_checkpoint *checkpoint, struct mixter *mixter) {
    uint32_t count = mixter_context_count(mixter);
    checkpoint->contexts = memory_new(count * sizeof *checkpoint->contexts);
    for (const struct seen *seen = mixter->contexts.first; seen != NULL; seen = seen->next) {
        struct kept_context *kept = &checkpoint->contexts[checkpoint->context_count++];
        kept->seen = *seen;
        kept->seen.path = memory_text(seen->path);
        kept->parent = seen->parent != NULL ? number_of(mixter, seen->parent) : 0;
    }
}

// All contexts but the program are made anew, in their order.
static void return_contexts(struct mixter *mixter, const struct mixter_checkpoint *checkpoint) {
    struct seen **all = memory_new(checkpoint->context_count * sizeof(struct seen *));
    contexts_forget_guests(mixter);
    for (uint32_t i = 0; i < checkpoint->context_count; i++) {
        const struct kept_context *kept = &checkpoint->contexts[i];
        struct seen *seen =
            i == 0 ? mixter->root : seen_new_child(all[kept->parent], kept->seen.address);
        const struct seen made = *seen;
        *seen = kept->seen;
        seen->path = made.path;
        seen->parent = made.parent;
        seen->next = made.next;
        seen->bucket_next = made.bucket_next;
        seen->child_count = 0; // of those that follow
        all[i] = seen;
    }
    for (uint32_t i = 0; i < checkpoint->context_count; i++)
        all[i]->child_count = checkpoint->contexts[i].seen.child_count;
    free(all);
    mixter->contexts.generation++;
    mixter->passed.seen = mixter->reported.seen = NULL;
}

// ---- taking ----

static enum mixter_error take(struct mixter *mixter, void *arguments) {
    struct mixter_checkpoint **result = arguments;
    struct process *process = mixter->process;
    if (result == NULL)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "nowhere for the checkpoint");
    struct store *store = store_of(mixter);
    struct mixter_checkpoint *checkpoint = memory_new(sizeof *checkpoint);
    checkpoint->mixter = mixter;
    checkpoint->size = sizeof *checkpoint + keep_changes(process, store);
    for (uint32_t i = 0; i < TABLES; i++) {
        checkpoint->lists[i] = store->lists[i];
        if (store->lists[i] != NULL)
            store->lists[i]->uses++;
    }
    memcpy(checkpoint->words, process->context, sizeof checkpoint->words);
    keep_kernel(&checkpoint->kernel, mixter);
    checkpoint->cause = process->cause != NULL ? memory_text(process->cause) : NULL;
    if (process->digest != NULL)
        checkpoint->digest = digest_mark(process->digest);
    if (process->recording != NULL)
        checkpoint->recorded = recording_position(process->recording);
    keep_contexts(checkpoint, mixter);
    checkpoint->size += process->descriptor_count *
                            (sizeof(struct open_file *) + sizeof *checkpoint->kernel.positions) +
                        checkpoint->context_count * sizeof *checkpoint->contexts;
    *result = checkpoint;
    return MIXTER_OK;
}

enum mixter_error mixter_checkpoint(struct mixter *machine, struct mixter_checkpoint **checkpoint) {
    return library_call(machine, NEED_PROGRAM, take, checkpoint);
}

// ---- going back ----

// Makes a page of memory what it is in the checkpoint.
static bool return_page(struct mixter *mixter, const struct mixter_checkpoint *checkpoint,
                        uint32_t address) {
    struct process *process = mixter->process;
    const struct page *page = page_of(checkpoint->lists, address);
    if (page != NULL)
        return memory_write(mixter, mixter->root, address, page->words, PAGE_SIZE) == PAGE_SIZE;
    uint32_t frame =
        page_table_unmap(process->machine, process->context[CONTEXT_PAGE_TABLE], address);
    if (frame == 0)
        return true;
    frame_free(process->machine, frame);
    process->frames--;
    watch_note(process, address);
    return true;
}

static bool return_memory(struct mixter *mixter, const struct mixter_checkpoint *checkpoint) {
    struct store *store = store_of(mixter);
    uint32_t count;
    const uint32_t *changes = watch_changes(mixter->process, store->reader, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (!return_page(mixter, checkpoint, changes[i]))
            return false;
    }
    for (uint32_t i = 0; i < TABLES; i++) {
        struct page_list *list = checkpoint->lists[i];
        if (list == store->lists[i])
            continue;
        for (uint32_t j = 0; j < PAGE_WORDS; j++) {
            uint32_t address = i * TABLE_SPAN + j * PAGE_SIZE;
            if (page_of(store->lists, address) != page_of(checkpoint->lists, address) &&
                !return_page(mixter, checkpoint, address))
                return false;
        }
        if (list != NULL)
            list->uses++;
        release_list(store->lists[i]);
        store->lists[i] = list;
    }
    watch_again(mixter->process, store->reader);
    return true;
}

static enum mixter_error go_back(struct mixter *mixter, void *arguments) {
    const struct mixter_checkpoint *checkpoint = arguments;
    struct process *process = mixter->process;
    if (checkpoint == NULL || checkpoint->mixter != mixter)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT,
                            "no checkpoint, or one of another machine");
    keep_frontier(mixter);
    return_process(mixter, checkpoint);
    if (!return_memory(mixter, checkpoint)) {
        mixter->broken = MIXTER_ERROR_MEMORY;
        return library_fail(mixter, MIXTER_ERROR_MEMORY, "no memory for the checkpoint");
    }
    return_files(mixter, &checkpoint->kernel);
    if (process->digest != NULL)
        digest_return(process->digest, checkpoint->digest);
    if (process->recording != NULL)
        recording_return(process->recording, checkpoint->recorded);
    if (process->recording != NULL)
        checkpoints_catch_up(mixter); // it may be where the recording ends
    return_contexts(mixter, checkpoint);
    tracing_forget(mixter);
    memset(&mixter->stop, 0, sizeof mixter->stop);
    return MIXTER_OK;
}

enum mixter_error mixter_restore(struct mixter *machine,
                                 const struct mixter_checkpoint *checkpoint) {
    return library_call(machine, NEED_PROGRAM, go_back, (void *)(uintptr_t)checkpoint);
}

// ---- the rest ----

void mixter_checkpoint_free(struct mixter_checkpoint *checkpoint) {
    if (checkpoint == NULL)
        return;
    for (uint32_t i = 0; i < TABLES; i++)
        release_list(checkpoint->lists[i]);
    free_kernel(&checkpoint->kernel);
    free(checkpoint->cause);
    for (uint32_t i = 0; i < checkpoint->context_count; i++)
        free(checkpoint->contexts[i].seen.path);
    free(checkpoint->contexts);
    free(checkpoint);
}

uint64_t mixter_checkpoint_retired(const struct mixter_checkpoint *checkpoint) {
    return checkpoint == NULL ? 0 : context_retired(checkpoint->words);
}

size_t mixter_checkpoint_size(const struct mixter_checkpoint *checkpoint) {
    return checkpoint == NULL ? 0 : checkpoint->size;
}

void checkpoints_end(struct mixter *mixter) {
    if (mixter->digest != NULL)
        digest_end(mixter->digest);
    if (mixter->frontier != NULL)
        free_kernel(mixter->frontier);
    free(mixter->frontier);
    if (mixter->store == NULL)
        return;
    for (uint32_t i = 0; i < TABLES; i++)
        release_list(mixter->store->lists[i]);
    free(mixter->store);
}

// ---- digests ----

static enum mixter_error take_digest(struct mixter *mixter, void *arguments) {
    uint64_t *digest = arguments;
    if (digest == NULL)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "nowhere for the digest");
    if (mixter->digest == NULL) {
        mixter->digest = digest_start();
        mixter->digest_reader = watch_join(mixter->process);
    }
    *digest = digest_of_now(mixter->digest, mixter->process, mixter->digest_reader);
    return MIXTER_OK;
}

enum mixter_error mixter_digest(struct mixter *machine, uint64_t *digest) {
    return library_call(machine, NEED_PROGRAM, take_digest, digest);
}
