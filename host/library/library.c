// Opening and closing machines, and errors.
#include "library.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/memory.h"
#include "../../core/mipster/emulate.h"

enum { OPEN_DIRECTORY = 0x10000, MEMORY_LEAST = 0x10000 };
enum { CODE_CACHE_LEAST = 4 << 20, CODE_CACHE_MOST = 128 << 20 };

static _Thread_local char open_message[FAILURE_SIZE];

// ---- errors ----

const char *mixter_version(void) {
    return MIXTER_VERSION;
}

const char *mixter_error_text(enum mixter_error error) {
    static const char *const texts[MIXTER_ERRORS] = {
        [MIXTER_OK] = "no error",
        [MIXTER_ERROR_ARGUMENT] = "a bad argument",
        [MIXTER_ERROR_STATE] = "not possible in this state of the machine",
        [MIXTER_ERROR_MEMORY] = "out of memory",
        [MIXTER_ERROR_FILE] = "a file cannot be read or written",
        [MIXTER_ERROR_PROGRAM] = "no executable for this machine",
        [MIXTER_ERROR_CONTEXT] = "no such context",
        [MIXTER_ERROR_ADDRESS] = "no memory at this address",
        [MIXTER_ERROR_RECORDING] = "not a usable recording",
        [MIXTER_ERROR_UNSUPPORTED] = "not supported here",
        [MIXTER_ERROR_INTERNAL] = "an internal error of libmixter",
    };
    return (unsigned)error < MIXTER_ERRORS ? texts[error] : "an unknown error";
}

const char *mixter_message(const struct mixter *mixter) {
    return mixter == NULL ? "" : mixter->message;
}

const char *mixter_open_message(void) {
    return open_message;
}

enum mixter_error library_fail(struct mixter *mixter, enum mixter_error error, const char *format,
                               ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(mixter->message, sizeof mixter->message, format, arguments);
    va_end(arguments);
    return error;
}

// ---- calls ----

struct call {
    struct mixter *mixter;
    work *work;
    void *arguments;
    enum mixter_error result;
};

static void do_work(void *state) {
    struct call *call = state;
    call->result = call->work(call->mixter, call->arguments);
}

static enum mixter_error check(struct mixter *mixter, enum need need) {
    if (mixter->is_busy)
        return library_fail(mixter, MIXTER_ERROR_STATE, "the machine is in use: by a callback?");
    if (mixter->broken != MIXTER_OK)
        return mixter->broken;
    if (need == NEED_PROGRAM && mixter->process == NULL)
        return library_fail(mixter, MIXTER_ERROR_STATE, "no program is loaded");
    if (need == NEED_EMPTY && mixter->process != NULL)
        return library_fail(mixter, MIXTER_ERROR_STATE, "a program is loaded already");
    return MIXTER_OK;
}

enum mixter_error library_call(struct mixter *mixter, enum need need, work *work, void *arguments) {
    struct call call = {mixter, work, arguments, MIXTER_OK};
    struct broken broken;
    if (mixter == NULL)
        return MIXTER_ERROR_ARGUMENT;
    enum mixter_error wrong = check(mixter, need);
    if (wrong != MIXTER_OK)
        return wrong;
    mixter->is_busy = true;
    struct mixter *before = library_running(mixter);
    bool done = guard_run(do_work, &call, &broken);
    library_running(before);
    mixter->is_busy = false;
    if (done)
        return call.result;
    mixter->broken = broken.error;
    return library_fail(mixter, broken.error, "%s", broken.text);
}

// ---- opening ----

void mixter_options_init(struct mixter_options *options) {
    if (options == NULL)
        return;
    memset(options, 0, sizeof *options);
    options->size = sizeof *options;
    options->memory = 0x40000000;
    options->files = MIXTER_FILES_NONE;
    options->output_limit = options->input_limit = UINT64_MAX;
    for (int i = 0; i < STANDARD_FILES; i++)
        options->streams[i].descriptor = i;
}

// The reason, or NULL. A program of another version of the header has another size, of which
// what is missing is as usual.
static const char *find_mistake(const struct mixter_options *options) {
    if ((unsigned)options->engine >= MIXTER_ENGINES)
        return "options: no such engine";
    if ((unsigned)options->files > MIXTER_FILES_BELOW)
        return "options: no such value of files";
    if ((unsigned)options->isa > MIXTER_ISA_MIPS32)
        return "options: no such instruction set";
    if (options->files == MIXTER_FILES_BELOW && options->root == NULL)
        return "options: MIXTER_FILES_BELOW needs a root";
    if (options->memory < MEMORY_LEAST || options->memory > 0x100000000u)
        return "options: memory is 64 KiB to 4 GiB";
    if (options->code_cache != 0 &&
        (options->code_cache < CODE_CACHE_LEAST || options->code_cache > CODE_CACHE_MOST))
        return "options: the code cache is 4 MiB to 128 MiB, or 0";
    if (options->streams[0].write != NULL || options->streams[1].read != NULL ||
        options->streams[2].read != NULL)
        return "options: standard input is read, the others are written";
    return NULL;
}

static char **copy_list(const char *const *list) {
    size_t count = 0;
    while (list != NULL && list[count] != NULL)
        count++;
    char **copy = memory_new((count + 1) * sizeof *copy);
    for (size_t i = 0; i < count; i++)
        copy[i] = memory_text(list[i]);
    return copy;
}

static void free_list(char **list) {
    for (size_t i = 0; list != NULL && list[i] != NULL; i++)
        free(list[i]);
    free(list);
}

enum mixter_error library_choose_engine(struct mixter *mixter, enum mixter_engine wanted) {
    bool translates = (wanted == MIXTER_ENGINE_FASTEST || wanted == MIXTER_ENGINE_TRANSLATOR) &&
                      environment_engine(mixter->machine) != NULL;
    if (wanted == MIXTER_ENGINE_TRANSLATOR && !translates)
        return library_fail(mixter, MIXTER_ERROR_UNSUPPORTED,
                            "the translator is not available: this host has none, or not enough "
                            "address space is left");
    mixter->engine = translates                          ? emulate_translated
                     : wanted == MIXTER_ENGINE_REFERENCE ? emulate_by_steps
                                                         : emulate;
    mixter->watched = library_engine(mixter->engine);
    return MIXTER_OK;
}

static enum mixter_error start(struct mixter *mixter, void *arguments) {
    const struct mixter_options *options = &mixter->options;
    const char *wrong = find_mistake(options);
    (void)arguments;
    if (wrong != NULL)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "%s", wrong);
    mixter->environment = copy_list(options->environment);
    if (options->files == MIXTER_FILES_BELOW) {
        mixter->root_directory = environment_open(options->root, OPEN_DIRECTORY, 0);
        if (mixter->root_directory < 0)
            return library_fail(mixter, MIXTER_ERROR_FILE, "%s: %s", options->root,
                                environment_error_text(mixter->root_directory));
    }
    mixter->machine = machine_create(&wrong);
    if (mixter->machine == NULL)
        return library_fail(mixter, MIXTER_ERROR_MEMORY, "%s", wrong);
    mixter->machine->observer = &mixter->observer;
    mixter->kernel = kernel_create(mixter->machine, 1);
    if (options->code_cache != 0)
        environment_code_cache(mixter->machine, options->code_cache);
    return library_choose_engine(mixter, options->engine);
}

enum mixter_error mixter_open(const struct mixter_options *options, struct mixter **machine) {
    struct mixter_options usual;
    open_message[0] = 0;
    if (machine == NULL)
        return MIXTER_ERROR_ARGUMENT;
    *machine = NULL;
    mixter_options_init(&usual);
    if (options != NULL && (options->size == 0 || options->size > sizeof usual)) {
        snprintf(open_message, sizeof open_message,
                 "options: not set by mixter_options_init, or by a newer one");
        return MIXTER_ERROR_ARGUMENT;
    }
    if (options != NULL)
        memcpy(&usual, options, options->size);
    struct mixter *mixter = calloc(1, sizeof *mixter);
    if (mixter == NULL) {
        snprintf(open_message, sizeof open_message, "out of memory");
        return MIXTER_ERROR_MEMORY;
    }
    mixter->options = usual;
    mixter->root_directory = ANY_FILES;
    atomic_init(&mixter->is_interrupted, false);
    enum mixter_error wrong = library_call(mixter, NEED_NOTHING, start, NULL);
    if (wrong == MIXTER_OK) {
        *machine = mixter;
        return MIXTER_OK;
    }
    snprintf(open_message, sizeof open_message, "%s", mixter->message);
    mixter_close(mixter);
    return wrong;
}

static enum mixter_error finish(struct mixter *mixter, void *arguments) {
    (void)arguments;
    tracing_end(mixter);
    checkpoints_end(mixter);
    load_end(mixter);
    if (mixter->kernel != NULL)
        kernel_destroy(mixter->kernel);
    if (mixter->machine != NULL)
        machine_destroy(mixter->machine);
    return MIXTER_OK;
}

void mixter_close(struct mixter *mixter) {
    if (mixter == NULL || mixter->is_busy)
        return;
    mixter->broken = MIXTER_OK;
    library_call(mixter, NEED_NOTHING, finish, NULL);
    contexts_end(mixter);
    points_end(mixter);
    free_list(mixter->environment);
    free_list(mixter->arguments);
    if (mixter->root_directory >= 0)
        environment_close(mixter->root_directory);
    free(mixter);
}
