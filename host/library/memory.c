// Memory of contexts, their page tables, and what is known of their code. Memory of the program is
// in frames, or what the kernel would map there; that of a guest is found by walking the page table
// that its supervisor has made, in the supervisor's memory, and so on down.
#include <stddef.h>
#include <string.h>

#include "../../core/debug/lines.h"
#include "../../core/kernel/watch.h"
#include "../../core/machine/page_table.h"
#include "library.h"

static uint32_t part_in_page(uint32_t address, uint32_t size) {
    uint32_t part = PAGE_SIZE - address % PAGE_SIZE;
    return part < size ? part : size;
}

// ---- memory of the program ----

static uint32_t entry_at(const struct mixter *mixter, uint32_t address) {
    uint32_t table;
    return page_table_entry(mixter->machine, mixter->process->context[CONTEXT_PAGE_TABLE], address,
                            &table);
}

// Bytes of one page. A page that has not been touched is as it is going to be.
static bool read_page(struct mixter *mixter, uint32_t address, void *bytes, uint32_t size) {
    const struct process *process = mixter->process;
    uint32_t initial[PAGE_WORDS] = {0};
    uint32_t entry = entry_at(mixter, address);
    const void *page = initial;
    if (process_permissions(process, address) == 0)
        return false;
    if (entry != 0)
        page = frame_words(mixter->machine, page_start(entry));
    else if (address < process->break_start)
        image_fill_page(&process->image, page_start(address), (unsigned char *)initial);
    memcpy(bytes, (const char *)page + address % PAGE_SIZE, size);
    return true;
}

static enum access some_access(uint32_t permissions) {
    return page_table_allows(permissions, ACCESS_READ)    ? ACCESS_READ
           : page_table_allows(permissions, ACCESS_WRITE) ? ACCESS_WRITE
                                                          : ACCESS_EXECUTE;
}

// Frames that are taken are the process's.
static bool map_page(struct process *process, uint32_t address) {
    uint32_t others = frame_in_use(process->machine) - process->frames;
    frame_set_limit(process->machine, others + process->frame_limit);
    enum page_result result =
        process_map(process, address, some_access(process_permissions(process, address)));
    process->frames = frame_in_use(process->machine) - others;
    return result == PAGE_MAPPED;
}

static bool write_page(struct mixter *mixter, uint32_t address, const void *bytes, uint32_t size) {
    struct process *process = mixter->process;
    if (process_permissions(process, address) == 0 || !map_page(process, address))
        return false;
    uint32_t frame = page_start(entry_at(mixter, address));
    if (process->watch != NULL)
        watch_note(process, page_start(address));
    frame_changes(mixter->machine, frame, address % PAGE_SIZE, size);
    memcpy((char *)frame_words(mixter->machine, frame) + address % PAGE_SIZE, bytes, size);
    return true;
}

// ---- memory of guests ----

struct level {
    struct mixter *mixter;
    const struct seen *seen;
};

static bool read_entry(void *from, enum page_table_part part, uint32_t address, uint32_t *word) {
    const struct level *level = from;
    (void)part;
    return memory_read(level->mixter, level->seen, address, word, 4) == 4;
}

// The entry of an address in the page table of a guest, whatever it allows.
static bool find_entry(struct mixter *mixter, const struct seen *seen, uint32_t address,
                       uint32_t *entry) {
    struct level level = {mixter, seen->parent};
    uint32_t directory;
    // As it is now: the supervisor may have changed it.
    if (memory_read(mixter, seen->parent, seen->address + CONTEXT_PAGE_TABLE * 4, &directory, 4) !=
        4)
        return false;
    *entry = 0;
    return address <= USER_LIMIT && page_table_walk(read_entry, &level, directory, address,
                                                    ACCESS_READ, entry) != WALK_STOPPED;
}

// Bytes of one page, found at an address of the level below.
static bool find_below(struct mixter *mixter, const struct seen *seen, uint32_t *address) {
    uint32_t entry;
    if (!find_entry(mixter, seen, *address, &entry) || entry % 8 == 0)
        return false;
    *address = page_start(entry) + *address % PAGE_SIZE;
    return true;
}

// Leads bytes of one page down to the program. False if there are none.
static bool find_in_program(struct mixter *mixter, const struct seen *seen, uint32_t *address) {
    for (; seen->parent != NULL; seen = seen->parent) {
        if (!find_below(mixter, seen, address))
            return false;
    }
    return true;
}

uint32_t memory_read(struct mixter *mixter, const struct seen *seen, uint32_t address, void *bytes,
                     uint32_t size) {
    uint32_t done = 0;
    while (done < size) {
        uint32_t place = address + done;
        uint32_t part = part_in_page(place, size - done);
        if (place < address || place > USER_LIMIT || !find_in_program(mixter, seen, &place) ||
            !read_page(mixter, place, (char *)bytes + done, part))
            break;
        done += part;
    }
    return done;
}

uint32_t memory_write(struct mixter *mixter, const struct seen *seen, uint32_t address,
                      const void *bytes, uint32_t size) {
    uint32_t done = 0;
    while (done < size) {
        uint32_t place = address + done;
        uint32_t part = part_in_page(place, size - done);
        if (place < address || place > USER_LIMIT || !find_in_program(mixter, seen, &place) ||
            !write_page(mixter, place, (const char *)bytes + done, part))
            break;
        done += part;
    }
    return done;
}

// ---- reading and writing ----

struct transfer {
    const char *path;
    uint32_t address;
    void *read;
    const void *written;
    size_t size;
    size_t *done;
};

static enum mixter_error transfer_bytes(struct mixter *mixter, void *arguments) {
    const struct transfer *transfer = arguments;
    const struct seen *seen = contexts_find(mixter, transfer->path);
    if (transfer->done != NULL)
        *transfer->done = 0;
    if (seen == NULL)
        return MIXTER_ERROR_CONTEXT;
    if (transfer->size > 0 && transfer->read == NULL && transfer->written == NULL)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "no bytes");
    if (transfer->read == NULL)
        checkpoints_fork(mixter);
    // More than there can be.
    uint32_t size = transfer->size > 0x80000000u ? 0x80000001u : (uint32_t)transfer->size;
    uint32_t done = transfer->read != NULL
                        ? memory_read(mixter, seen, transfer->address, transfer->read, size)
                        : memory_write(mixter, seen, transfer->address, transfer->written, size);
    if (transfer->done != NULL)
        *transfer->done = done;
    if (done == transfer->size)
        return MIXTER_OK;
    return library_fail(mixter, MIXTER_ERROR_ADDRESS, "0x%08x: there is no memory of context %s",
                        (unsigned)(transfer->address + done), seen->path);
}

enum mixter_error mixter_read_memory(struct mixter *machine, const char *path, uint32_t address,
                                     void *bytes, size_t size, size_t *done) {
    struct transfer transfer = {path, address, bytes, NULL, size, done};
    return library_call(machine, NEED_PROGRAM, transfer_bytes, &transfer);
}

enum mixter_error mixter_write_memory(struct mixter *machine, const char *path, uint32_t address,
                                      const void *bytes, size_t size, size_t *done) {
    struct transfer transfer = {path, address, NULL, bytes, size, done};
    return library_call(machine, NEED_PROGRAM, transfer_bytes, &transfer);
}

// ---- page tables ----

struct lookup {
    const char *path;
    uint32_t address;
    struct mixter_translation *translation;
    mixter_page_visitor *visit;
    void *state;
};

static bool translate(struct mixter *mixter, const struct seen *seen, uint32_t address,
                      struct mixter_translation *translation) {
    uint32_t entry = 0;
    if (address > USER_LIMIT)
        return false;
    memset(translation, 0, sizeof *translation);
    if (seen->parent == NULL) {
        entry = entry_at(mixter, address);
        // Its entry may allow less, which the program cannot see.
        translation->permissions = process_permissions(mixter->process, address);
    } else if (find_entry(mixter, seen, address, &entry)) {
        translation->permissions = entry % 8;
    }
    translation->is_touched = entry != 0;
    translation->below = entry != 0 ? page_start(entry) + address % PAGE_SIZE : 0;
    return translation->permissions != 0;
}

static enum mixter_error look_up(struct mixter *mixter, void *arguments) {
    const struct lookup *lookup = arguments;
    const struct seen *seen = contexts_find(mixter, lookup->path);
    if (seen == NULL)
        return MIXTER_ERROR_CONTEXT;
    if (lookup->translation == NULL)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "nowhere for the translation");
    if (translate(mixter, seen, lookup->address, lookup->translation))
        return MIXTER_OK;
    return library_fail(mixter, MIXTER_ERROR_ADDRESS, "0x%08x: there is no memory of context %s",
                        (unsigned)lookup->address, seen->path);
}

enum mixter_error mixter_translate(struct mixter *machine, const char *path, uint32_t address,
                                   struct mixter_translation *translation) {
    struct lookup lookup = {.path = path, .address = address, .translation = translation};
    return library_call(machine, NEED_PROGRAM, look_up, &lookup);
}

static bool has_table(struct mixter *mixter, const struct seen *seen, uint32_t address) {
    uint32_t directory = mixter->process->context[CONTEXT_PAGE_TABLE];
    uint32_t entry = 0;
    uint32_t index = address / PAGE_SIZE / PAGE_WORDS;
    if (seen->parent == NULL)
        return frame_words(mixter->machine, directory)[index] != 0;
    return memory_read(mixter, seen->parent, seen->address + CONTEXT_PAGE_TABLE * 4, &directory,
                       4) == 4 &&
           memory_read(mixter, seen->parent, directory + index * 4, &entry, 4) == 4 &&
           entry % 2 != 0;
}

static enum mixter_error visit_pages(struct mixter *mixter, void *arguments) {
    const struct lookup *lookup = arguments;
    const struct seen *seen = contexts_find(mixter, lookup->path);
    if (seen == NULL)
        return MIXTER_ERROR_CONTEXT;
    if (lookup->visit == NULL)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "nobody to visit pages");
    for (uint32_t page = 0; page <= USER_LIMIT; page += PAGE_SIZE) {
        struct mixter_translation translation;
        if (page % (PAGE_SIZE * PAGE_WORDS) == 0 && !has_table(mixter, seen, page)) {
            page += PAGE_SIZE * (PAGE_WORDS - 1);
            continue;
        }
        if (translate(mixter, seen, page, &translation) && translation.is_touched &&
            lookup->visit(lookup->state, page, &translation) != 0)
            break;
    }
    return MIXTER_OK;
}

enum mixter_error mixter_visit_pages(struct mixter *machine, const char *path,
                                     mixter_page_visitor *visit, void *state) {
    struct lookup lookup = {.path = path, .visit = visit, .state = state};
    return library_call(machine, NEED_PROGRAM, visit_pages, &lookup);
}

// ---- symbols and lines ----

struct question {
    const char *path;
    const char *name;
    uint32_t address;
    uint32_t *answer;
    struct mixter_place *place;
};

// The program that a context runs; of a tower, the hypervisors and what is on top of them are
// known.
static const struct image *image_of(const struct mixter *mixter, const struct seen *seen) {
    if (seen->level < mixter->depth || mixter->depth == 0)
        return seen->level == 0 || mixter->depth > 0 ? &mixter->image : NULL;
    bool is_program = seen->level == mixter->depth && mixter->program.bytes != NULL;
    return is_program ? &mixter->program : NULL;
}

static enum mixter_error find_image(struct mixter *mixter, const char *path,
                                    const struct image **image) {
    const struct seen *seen = contexts_find(mixter, path);
    if (seen == NULL)
        return MIXTER_ERROR_CONTEXT;
    *image = image_of(mixter, seen);
    if (*image != NULL)
        return MIXTER_OK;
    return library_fail(mixter, MIXTER_ERROR_CONTEXT, "%s: its program is not known", seen->path);
}

static enum mixter_error find_place(struct mixter *mixter, void *arguments) {
    const struct question *question = arguments;
    const struct image *image;
    struct code_frame frame = {0};
    enum mixter_error wrong = find_image(mixter, question->path, &image);
    if (wrong != MIXTER_OK)
        return wrong;
    if (question->place == NULL)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "nowhere for the place");
    memset(question->place, 0, sizeof *question->place);
    if (image_segment_at(image, question->address) == NULL)
        return MIXTER_OK;
    image_frames_at(image, question->address, &frame, 1);
    struct symbol symbol = image_function_at(image, question->address);
    question->place->function = frame.function != NULL ? frame.function : symbol.name;
    question->place->offset = symbol.name != NULL ? question->address - symbol.address : 0;
    question->place->file = frame.place.file;
    question->place->line = frame.place.line;
    return MIXTER_OK;
}

enum mixter_error mixter_place(struct mixter *machine, const char *path, uint32_t address,
                               struct mixter_place *place) {
    struct question question = {.path = path, .address = address, .place = place};
    return library_call(machine, NEED_PROGRAM, find_place, &question);
}

static enum mixter_error find_symbol(struct mixter *mixter, void *arguments) {
    const struct question *question = arguments;
    const struct image *image;
    enum mixter_error wrong = find_image(mixter, question->path, &image);
    if (wrong != MIXTER_OK)
        return wrong;
    if (question->name == NULL || question->answer == NULL)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "no name, or nowhere for the address");
    for (uint32_t i = 0; i < image_symbol_count(image); i++) {
        struct symbol symbol = image_symbol(image, i);
        if (symbol.name == NULL || strcmp(symbol.name, question->name) != 0)
            continue;
        *question->answer = symbol.address;
        return MIXTER_OK;
    }
    return library_fail(mixter, MIXTER_ERROR_ADDRESS, "%.200s: there is no such symbol",
                        question->name);
}

enum mixter_error mixter_symbol(struct mixter *machine, const char *path, const char *name,
                                uint32_t *address) {
    struct question question = {.path = path, .name = name, .answer = address};
    return library_call(machine, NEED_PROGRAM, find_symbol, &question);
}
