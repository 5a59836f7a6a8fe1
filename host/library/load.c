// Programs, towers of hypervisors, and the standard files.
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/isa/isa.h"
#include "../../core/kernel/recording.h"
#include "../../core/kernel/watch.h"
#include "../../core/memory.h"
#include "../../core/mipster/emulate.h"
#include "library.h"

enum { FILE_LIMIT = 0x20000000, DEPTH_MOST = 1000, NUMBER_SIZE = 24 };

struct load {
    const char *path;
    const void *bytes;
    size_t size;
    uint32_t depth;
    int count;
    const char *const *arguments;
};

// ---- standard files ----

static int32_t limited(int64_t result, uint32_t size) {
    if (result < -4095 || result > (int64_t)size)
        return -ERROR_IO;
    return (int32_t)result;
}

static int32_t read_stream(struct port *port, void *bytes, uint32_t size) {
    struct standard_file *file = (struct standard_file *)port;
    const struct mixter_stream *callbacks = &file->callbacks;
    if (callbacks->read == NULL)
        return -ERROR_BADF;
    int32_t got = limited(callbacks->read(callbacks->state, file->position, bytes, size), size);
    file->position += got > 0 ? (uint32_t)got : 0;
    return got;
}

static int32_t write_stream(struct port *port, const void *bytes, uint32_t size) {
    struct standard_file *file = (struct standard_file *)port;
    const struct mixter_stream *callbacks = &file->callbacks;
    if (callbacks->write == NULL)
        return -ERROR_BADF;
    int32_t put = limited(callbacks->write(callbacks->state, file->position, bytes, size), size);
    file->position += put > 0 ? (uint32_t)put : 0;
    return put;
}

static enum mixter_error open_streams(struct mixter *mixter) {
    for (uint32_t i = 0; i < STANDARD_FILES; i++) {
        const struct mixter_stream *wanted = &mixter->options.streams[i];
        struct standard_file *file = &mixter->standard_files[i];
        file->port.read = read_stream;
        file->port.write = write_stream;
        file->callbacks = *wanted;
        if (wanted->read != NULL || wanted->write != NULL) {
            descriptor_use_port(mixter->process, i, &file->port);
        } else if (wanted->descriptor >= 0) {
            int32_t handle = library_duplicate(wanted->descriptor);
            // One that is closed is closed for the program, too.
            if (handle < 0 && handle != -ERROR_BADF)
                return library_fail(mixter, MIXTER_ERROR_FILE, "descriptor %d: %s",
                                    wanted->descriptor, environment_error_text(handle));
            if (handle >= 0)
                descriptor_use_handle(mixter->process, i, handle);
        }
    }
    if (descriptor_file(mixter->process, 0) != NULL)
        descriptor_file(mixter->process, 0)->is_input = true;
    return MIXTER_OK;
}

// ---- processes ----

static char **copy_arguments(int count, const char *const *arguments) {
    char **copy = memory_new(((size_t)count + 1) * sizeof *copy);
    for (int i = 0; i < count; i++)
        copy[i] = memory_text(arguments[i]);
    return copy;
}

static enum mixter_error start(struct mixter *mixter, uint64_t frames) {
    struct failure failure;
    char *const *environment = mixter->environment;
    if (mixter->is_replayed)
        environment = recording_environment(mixter->recording);
    const struct invocation invocation = {&mixter->image, mixter->arguments[0], mixter->arguments,
                                          environment};
    if (mixter->options.isa != MIXTER_ISA_OF_PROGRAM && mixter->depth == 0)
        mixter->image.subset = mixter->options.isa == MIXTER_ISA_MIPS32 ? ISA_MIPS32 : ISA_MIPSTER;
    frame_set_limit(mixter->machine, frames < FRAME_COUNT ? (uint32_t)frames : FRAME_COUNT);
    mixter->process = process_create(mixter->kernel, &invocation, &failure);
    if (mixter->process == NULL)
        return library_fail(mixter, MIXTER_ERROR_PROGRAM, "%s", failure.text);
    struct process *process = mixter->process;
    static const enum files files[] = {[MIXTER_FILES_NONE] = FILES_NONE,
                                       [MIXTER_FILES_READ] = FILES_READ,
                                       [MIXTER_FILES_ALL] = FILES_ALL,
                                       [MIXTER_FILES_BELOW] = FILES_BELOW};
    process->files = files[mixter->options.files];
    process->root = mixter->root_directory;
    process->is_virtual = !mixter->options.host_time;
    process->output_limit = mixter->options.output_limit;
    process->input_limit = mixter->options.input_limit;
    process->maps_ahead = false; // pages are those that are touched, whoever looks
    process->accessed = points_accessed;
    process->filter = protect_filter;
    mixter->root = seen_start(&mixter->contexts, process);
    mixter->protects_pages = mixter->depth == 0 && mixter->engine != emulate_by_steps;
    for (uint32_t i = 0; mixter->protects_pages && i < mixter->point_count; i++)
        protect_update(mixter, mixter->points[i].address, mixter->points[i].size);
    if (mixter->recording != NULL) {
        watch_start(process);
        if (!mixter->options.plain_recording || mixter->is_replayed)
            process->digest = digest_start();
        process->recording = mixter->recording;
    }
    return open_streams(mixter);
}

static enum mixter_error check_arguments(struct mixter *mixter, const struct load *load) {
    bool complete = load->count > 0 && load->arguments != NULL;
    for (int i = 0; complete && i < load->count; i++)
        complete = load->arguments[i] != NULL;
    if (!complete)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT,
                            "a program needs its name as the first argument, and no NULL");
    return MIXTER_OK;
}

static bool is_source(const char *name) {
    size_t length = strlen(name);
    return length > 2 && strcmp(name + length - 2, ".c") == 0;
}

// The bytes now belong to the image.
static enum mixter_error use_image(struct mixter *mixter, struct image *image, unsigned char *bytes,
                                   size_t size, const char *name) {
    const char *wrong = image_read(image, bytes, (uint32_t)size);
    if (wrong == NULL)
        return MIXTER_OK;
    image_free(image);
    memset(image, 0, sizeof *image);
    if (is_source(name))
        wrong = "is a C source file: compile it with starc first";
    return library_fail(mixter, MIXTER_ERROR_PROGRAM, "%s: %s", name, wrong);
}

static enum mixter_error read_image(struct mixter *mixter, const char *path, struct image *image) {
    struct failure failure;
    unsigned char *bytes;
    uint32_t size;
    int32_t wrong = file_read(path, &bytes, &size);
    if (wrong == 0)
        return use_image(mixter, image, bytes, size, path);
    program_cannot_read(path, wrong, &failure);
    return library_fail(mixter, wrong == -ERROR_NOMEM ? MIXTER_ERROR_MEMORY : MIXTER_ERROR_FILE,
                        "%s", failure.text);
}

static enum mixter_error load_program(struct mixter *mixter, void *arguments) {
    const struct load *load = arguments;
    enum mixter_error wrong = check_arguments(mixter, load);
    if (wrong != MIXTER_OK)
        return wrong;
    if (load->path != NULL) {
        wrong = read_image(mixter, load->path, &mixter->image);
    } else if (load->bytes == NULL || load->size > FILE_LIMIT) {
        wrong = library_fail(mixter, MIXTER_ERROR_ARGUMENT, "no bytes, or too many");
    } else {
        unsigned char *bytes = memory_new(load->size + 1);
        memcpy(bytes, load->bytes, load->size);
        wrong = use_image(mixter, &mixter->image, bytes, load->size, load->arguments[0]);
    }
    if (wrong != MIXTER_OK)
        return wrong;
    mixter->arguments = copy_arguments(load->count, load->arguments);
    return start(mixter, mixter->options.memory / PAGE_SIZE);
}

enum mixter_error mixter_load_file(struct mixter *machine, const char *path, int count,
                                   const char *const *arguments) {
    struct load load = {.path = path, .count = count, .arguments = arguments};
    return path == NULL ? MIXTER_ERROR_ARGUMENT
                        : library_call(machine, NEED_EMPTY, load_program, &load);
}

enum mixter_error mixter_load_bytes(struct mixter *machine, const void *bytes, size_t size,
                                    int count, const char *const *arguments) {
    struct load load = {.bytes = bytes, .size = size, .count = count, .arguments = arguments};
    return library_call(machine, NEED_EMPTY, load_program, &load);
}

// ---- towers ----

struct list {
    char **words; // and NULL after the last
    size_t count;
};

static void list_add(struct list *list, const char *word) {
    list->words = memory_resize(list->words, (list->count + 2) * sizeof *list->words);
    list->words[list->count++] = memory_text(word);
    list->words[list->count] = NULL;
}

// As tower_boot (core/kernel/tower.c) does: the program boots itself, with one less of depth.
static enum mixter_error load_tower(struct mixter *mixter, void *arguments) {
    const struct load *load = arguments;
    struct own_image own;
    char number[NUMBER_SIZE];
    char memory[NUMBER_SIZE];
    enum mixter_error wrong = check_arguments(mixter, load);
    if (wrong != MIXTER_OK)
        return wrong;
    if (load->depth < 1 || load->depth > DEPTH_MOST)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "the depth is 1 to %d", DEPTH_MOST);
    if (environment_own_image(&own) != 0 || image_read_running(&mixter->image, &own) != NULL)
        return library_fail(mixter, MIXTER_ERROR_UNSUPPORTED,
                            "the hypervisor is not part of this build of the library");
    // Its symbols are for mixter_place; and so it is known to be one.
    if (!is_source(load->arguments[0])) { // else the last one compiles it
        wrong = read_image(mixter, load->arguments[0], &mixter->program);
        if (wrong != MIXTER_OK)
            image_free(&mixter->image);
    }
    if (wrong != MIXTER_OK)
        return wrong;
    snprintf(number, sizeof number, "%" PRIu32, load->depth);
    snprintf(memory, sizeof memory, "%" PRIu64 "K", mixter->options.memory / 1024);
    const char *const head[] = {"hypster", "--depth", number, "--memory", memory};
    struct list list = {NULL, 0};
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
        list_add(&list, head[i]);
    if (mixter->options.isa != MIXTER_ISA_OF_PROGRAM)
        list_add(&list, "--isa");
    if (mixter->options.isa != MIXTER_ISA_OF_PROGRAM)
        list_add(&list, mixter->options.isa == MIXTER_ISA_MIPS32 ? "mips32" : "mipster");
    for (size_t i = 0; mixter->environment[i] != NULL; i++) {
        list_add(&list, "--env");
        list_add(&list, mixter->environment[i]);
    }
    list_add(&list, "--");
    for (int i = 0; i < load->count; i++)
        list_add(&list, load->arguments[i]);
    mixter->arguments = list.words;
    mixter->depth = load->depth;
    return start(mixter, tower_frames(mixter->options.memory / PAGE_SIZE, load->depth));
}

enum mixter_error mixter_load_tower(struct mixter *machine, uint32_t depth, int count,
                                    const char *const *arguments) {
    struct load load = {.depth = depth, .count = count, .arguments = arguments};
    return library_call(machine, NEED_EMPTY, load_tower, &load);
}

// ---- the end ----

void load_end(struct mixter *mixter) {
    if (mixter->process != NULL) {
        mixter->process->recording = NULL;
        process_destroy(mixter->process);
    }
    if (mixter->recording != NULL)
        recording_free(mixter->recording);
    image_free(&mixter->image);
    image_free(&mixter->program);
}
