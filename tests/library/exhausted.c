// exhausted FOLDER ENGINE: no memory, at each place where the library wants some, one after the
// other: a call says so, and the machine can still be closed. (Linked with --wrap for malloc,
// calloc and realloc.)
#include "check.h"

static long left = -1; // allocations that succeed; -1: all

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static int may(void) {
    if (left > 0)
        left--;
    return left != 0;
}

void *__wrap_malloc(size_t size) {
    return may() ? __real_malloc(size) : NULL;
}

void *__wrap_calloc(size_t count, size_t size) {
    return may() ? __real_calloc(count, size) : NULL;
}

void *__wrap_realloc(void *old, size_t size) {
    return may() ? __real_realloc(old, size) : NULL;
}

static struct files files;

// Returns the first error.
static enum mixter_error use(const struct mixter_options *options, const char *path) {
    struct mixter *machine;
    struct mixter_stop stop;
    struct mixter_checkpoint *checkpoint = NULL;
    const char *arguments[] = {"count", "last"};
    uint64_t digest;
    int point;
    enum mixter_error error = mixter_open(options, &machine);
    if (error != MIXTER_OK) {
        CHECK(machine == NULL);
        return error;
    }
    error = mixter_record(machine);
    if (error == MIXTER_OK)
        error = mixter_load_file(machine, path, 2, arguments);
    if (error == MIXTER_OK)
        error = mixter_break(machine, "0", 0x400000, &point);
    if (error == MIXTER_OK)
        error = mixter_run(machine, 500, &stop);
    if (error == MIXTER_OK)
        error = mixter_digest(machine, &digest);
    if (error == MIXTER_OK)
        error = mixter_checkpoint(machine, &checkpoint);
    if (error == MIXTER_OK)
        error = mixter_run(machine, 500, &stop);
    if (error == MIXTER_OK)
        error = mixter_restore(machine, checkpoint);
    if (error == MIXTER_OK)
        error = mixter_run(machine, MIXTER_NO_BUDGET, &stop);
    if (error == MIXTER_OK)
        EQUAL(stop.status, 7);
    left = -1;
    mixter_checkpoint_free(checkpoint);
    mixter_close(machine);
    return error;
}

int main(int argc, char **argv) {
    if (argc != 3)
        return 2;
    folder = argv[1];
    struct mixter_options options;
    mixter_options_init(&options);
    options.engine = (enum mixter_engine)atoi(argv[2]);
    use_files(&options, &files);
    unsigned refused = 0;
    for (long i = 1; failed == 0; i++) {
        left = i;
        enum mixter_error error = use(&options, guest_path("count"));
        left = -1;
        if (error == MIXTER_OK)
            break;
        refused++;
        if (error != MIXTER_ERROR_MEMORY && error != MIXTER_ERROR_PROGRAM &&
            error != MIXTER_ERROR_FILE)
            EQUAL(error, MIXTER_ERROR_MEMORY);
    }
    CHECK(refused > 20);
    return finish("exhausted");
}
