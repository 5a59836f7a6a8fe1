// exhausted FOLDER ENGINE DEPTH: memory runs out, first at each allocation of the library in turn,
// then at each of many limits of the address space. The call returns an error, what earlier calls
// returned was right, and the machine can be closed, so completely that thousands follow. (Linked
// with --wrap for malloc, calloc and realloc.)
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

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

// ---- what is done with a machine ----

static struct files files;
static uint32_t depth;

struct results { // zero: the call was not reached
    uint64_t first_digest, last_digest, total;
    uint32_t add, pages, line;
    int status;
    unsigned char recording[0x40000];
    size_t recorded;
};

static int count_page(void *state, uint32_t address, const struct mixter_translation *page) {
    (void)address, (void)page;
    ++*(uint32_t *)state;
    return 0;
}

#define TRY(call)                                                                                  \
    do {                                                                                           \
        enum mixter_error error = (call);                                                          \
        if (error != MIXTER_OK)                                                                    \
            return error;                                                                          \
    } while (0)

static enum mixter_error load(struct mixter *machine) {
    const char *arguments[] = {guest_path("count"), "last"};
    return depth > 0 ? mixter_load_tower(machine, depth, 2, arguments)
                     : mixter_load_file(machine, arguments[0], 2, arguments);
}

static enum mixter_error use(struct mixter *machine, struct mixter_checkpoint **checkpoint,
                             struct results *results) {
    const char *path = depth > 0 ? "0/1" : "0";
    struct mixter_stop stop;
    struct mixter_place place;
    const void *bytes;
    uint32_t word, values;
    int point;
    TRY(mixter_record(machine));
    TRY(load(machine));
    TRY(mixter_break(machine, path, 0x400000, &point));
    if (depth > 0)
        TRY(mixter_break(machine, "0/1", 0x400074, &point)); // _start
    TRY(mixter_run(machine, depth > 0 ? MIXTER_NO_BUDGET : 500, &stop));
    TRY(mixter_symbol(machine, path, "add", &results->add));
    TRY(mixter_place(machine, path, results->add, &place));
    results->line = place.line + 1; // 0 would not be compared
    TRY(mixter_digest(machine, &results->first_digest));
    TRY(mixter_checkpoint(machine, checkpoint));
    TRY(mixter_symbol(machine, path, "values", &values));
    TRY(mixter_watch(machine, path, values, 4, MIXTER_WRITE, &point));
    TRY(mixter_run(machine, 500, &stop));
    TRY(mixter_read_memory(machine, path, results->add, &word, 4, NULL));
    TRY(mixter_write_memory(machine, path, values + 4, &word, 4, NULL));
    uint32_t pages = 0;
    TRY(mixter_visit_pages(machine, path, count_page, &pages));
    results->pages = pages;
    TRY(mixter_restore(machine, *checkpoint));
    do
        TRY(mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    while (stop.reason == MIXTER_STOP_WATCHPOINT);
    results->status = stop.status;
    results->total = stop.total;
    TRY(mixter_digest(machine, &results->last_digest));
    TRY(mixter_recording(machine, &bytes, &results->recorded));
    if (results->recorded <= sizeof results->recording)
        memcpy(results->recording, bytes, results->recorded);
    return MIXTER_OK;
}

static struct results right; // as there is memory

static enum mixter_error replay(struct mixter *machine) {
    struct mixter_stop stop;
    TRY(mixter_replay(machine, right.recording, right.recorded));
    TRY(load(machine));
    TRY(mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.status, right.status);
    return MIXTER_OK;
}

// What is there is right.
static void compare(const struct results *results) {
#define SAME(member)                                                                               \
    if (results->member != 0)                                                                      \
    EQUAL(results->member, right.member)
    SAME(first_digest);
    SAME(last_digest);
    SAME(total);
    SAME(add);
    SAME(pages);
    SAME(line);
    SAME(status);
    SAME(recorded);
}

// Returns the first error.
static enum mixter_error use_all(const struct mixter_options *options, struct results *results) {
    struct mixter *machine;
    struct mixter_checkpoint *checkpoint = NULL;
    memset(results, 0, sizeof *results);
    for (int replays = 0; replays < 2; replays++) {
        enum mixter_error error = mixter_open(options, &machine);
        if (error != MIXTER_OK) {
            CHECK(machine == NULL);
            CHECK(mixter_open_message()[0] != 0);
            return error;
        }
        fflush(stdout);
        error = replays ? replay(machine) : use(machine, &checkpoint, results);
        if (error != MIXTER_OK)
            CHECK(mixter_message(machine)[0] != 0);
        mixter_checkpoint_free(checkpoint);
        mixter_close(machine);
        checkpoint = NULL;
        if (error != MIXTER_OK)
            return error;
    }
    return MIXTER_OK;
}

// Without memory for it there is no translator.
static void check_error(const struct mixter_options *options, enum mixter_error error) {
    if (options->engine != MIXTER_ENGINE_TRANSLATOR || error != MIXTER_ERROR_UNSUPPORTED)
        EQUAL(error, MIXTER_ERROR_MEMORY);
}

// ---- at each allocation ----

static void fail_each(const struct mixter_options *options) {
    static struct results results;
    unsigned refused = 0;
    // A tower makes so many allocations that some have to do.
    for (long i = 1; failed == 0; i += depth > 0 ? 13 : 1) {
        left = i;
        enum mixter_error error = use_all(options, &results);
        left = -1;
        compare(&results);
        if (error == MIXTER_OK)
            break;
        refused++;
        check_error(options, error);
        if (failed)
            printf("allocation %ld\n", i);
    }
    CHECK(refused > 20);
}

// ---- at a limit ----

// Bytes of address space that this process has.
static size_t taken(void) {
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%lu", &pages) != 1)
        exit(125);
    fclose(file);
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

// Returns the error that a process with so much address space gets.
static enum mixter_error use_within(const struct mixter_options *options, size_t size) {
    int status;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        static struct results results;
        struct rlimit limit = {taken() + size, RLIM_INFINITY};
        setrlimit(RLIMIT_AS, &limit);
        enum mixter_error error = use_all(options, &results);
        compare(&results);
        fflush(stdout);
        _exit(failed ? 100 : (int)error);
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        exit(125);
    if (WIFEXITED(status) && WEXITSTATUS(status) != 100)
        return (enum mixter_error)WEXITSTATUS(status);
    printf("with %zu KiB: status 0x%x\n", size / 1024, (unsigned)status);
    failed++;
    return MIXTER_OK;
}

static void limit_each(const struct mixter_options *options) {
    unsigned refused = 0, served = 0;
    for (size_t size = 0; size < (size_t)1 << 26; size += size < 1 << 20 ? 1 << 16 : 3 << 17) {
        enum mixter_error error = use_within(options, size);
        refused += error != MIXTER_OK;
        served += error == MIXTER_OK;
        if (error != MIXTER_OK)
            check_error(options, error);
    }
    CHECK(refused > 20);
    CHECK(served > 20);
}

int main(int argc, char **argv) {
    if (argc != 4)
        return 2;
    folder = argv[1];
    depth = (uint32_t)atoi(argv[3]);
    struct mixter_options options;
    mixter_options_init(&options);
    options.engine = (enum mixter_engine)atoi(argv[2]);
    options.files = MIXTER_FILES_READ;
    use_files(&options, &files);
    EQUAL(use_all(&options, &right), MIXTER_OK);
    EQUAL(right.status, 7);
    CHECK(right.recorded > 0 && right.recorded <= sizeof right.recording);
    if (options.engine != MIXTER_ENGINE_TRANSLATOR) // it reserves more than all these limits
        limit_each(&options);
    fail_each(&options);
    return finish("exhausted");
}
