// mixter-sequences: tries random sequences on every engine; what the kind `sequences` of campaigns
// executes.
#define _GNU_SOURCE
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sequences.h"

static const char usage[] =
    "usage: mixter-sequences try FIRST COUNT [TRIED]\n"
    "       mixter-sequences reduce FILE SIGNATURE\n"
    "       mixter-sequences replay FILE\n"
    "  try      COUNT sequences on every engine; each that differs from the reference is written "
    "to\n"
    "           sequence-N.json. TRIED: what has been tried, to try other things\n"
    "  reduce   to the least with the same signature, in FILE; fails if there is another one\n"
    "  replay   shows the difference; fails if there is none\n";

enum { FINDINGS_MAX = 20, AT_ONCE = 256, SECONDS = 20, TRY_AGAIN = 75 };

// Shared with the process that runs the engines, which may die.
struct progress {
    struct vector vector; // the current one
    uint64_t number, equal, different;
    struct coverage known, coverage; // of the campaign; of this task
    unsigned finding_count;
    char findings[FINDINGS_MAX][SIGNATURE_SIZE];
};

_Noreturn static void complain(const char *what, const char *cause) {
    fprintf(stderr, "mixter-sequences: %s: %s\n", what, cause);
    exit(125);
}

static uint64_t number_of(const char *text) {
    char *end;
    errno = 0;
    uint64_t number = strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != 0 || errno != 0)
        complain(text, "not a number");
    return number;
}

// ---- trying ----

// Each signature once, with its sequence.
static void add_finding(struct progress *progress, const struct vector *vector,
                        const char *signature) {
    char path[32];
    progress->different++;
    for (unsigned i = 0; i < progress->finding_count; i++) {
        if (strcmp(progress->findings[i], signature) == 0)
            return;
    }
    if (progress->finding_count == FINDINGS_MAX)
        return;
    snprintf(progress->findings[progress->finding_count++], SIGNATURE_SIZE, "%s", signature);
    snprintf(path, sizeof path, "sequence-%u.json", progress->finding_count);
    FILE *file = fopen(path, "w");
    if (file == NULL)
        complain(path, strerror(errno));
    vector_write(file, vector);
    if (fclose(file) != 0)
        complain(path, strerror(errno));
    printf("finding %s: number %" PRIu64 ", %s\n", signature, progress->number, path);
    fflush(stdout);
}

// Aims at what has been tried least, in the campaign and by this task.
static void make(struct progress *progress) {
    enum { ATTEMPTS = 4 };
    struct coverage *known = &progress->known;
    make_seed(progress->number);
    for (unsigned attempt = 0;; attempt++) {
        struct cell aim = make_aim(known);
        make_sequence(&progress->vector, aim);
        uint64_t before = progress->coverage.sums[aim.operation][aim.event];
        bool is_well = run_reference(&progress->vector, &progress->coverage).stays_inside;
        uint64_t hits = progress->coverage.sums[aim.operation][aim.event] - before;
        known->sums[aim.operation][aim.event] += hits;
        if (is_well && (hits > 0 || attempt >= ATTEMPTS))
            return;
    }
}

static void try_one(struct progress *progress) {
    make(progress);
    for (unsigned kind = ENGINE_INTERP; kind < ENGINE_KINDS; kind++) {
        for (unsigned mode = 0; run_has((enum engine_kind)kind) && mode < MODES; mode++) {
            uint32_t word, found;
            if (run_equal(&progress->vector, (enum engine_kind)kind, (enum mode)mode, &word,
                          &found))
                continue;
            char signature[SIGNATURE_SIZE];
            struct vector vector = progress->vector;
            find_signature(&vector, signature);
            add_finding(progress, &vector,
                        *signature != 0 ? signature : "sequences a difference that comes and goes");
            return;
        }
    }
    progress->equal++;
}

static void try_all(struct progress *progress, uint64_t end) {
    limit_time(SECONDS);
    for (; progress->number < end; progress->number++) {
        if (progress->number % AT_ONCE == 0)
            limit_time(SECONDS);
        try_one(progress);
    }
    limit_time(0);
}

// A process for the engines; another one if it dies, from the next sequence on.
static int try_apart(struct progress *progress, uint64_t first, uint64_t count) {
    progress->number = first;
    while (progress->number < first + count) {
        int status, pid = fork();
        if (pid == 0) {
            run_start();
            try_all(progress, first + count);
            exit(0);
        }
        if (pid < 0 || waitpid(pid, &status, 0) != pid)
            complain("a process for the engines", strerror(errno));
        if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) { // by others: memory is short
            printf("unfinished, from outside: number %" PRIu64 "\n", progress->number);
            return TRY_AGAIN;
        }
        if (WIFSIGNALED(status)) {
            add_finding(progress, &progress->vector,
                        WTERMSIG(status) == SIGPROF ? "sequences an engine does not come to an end"
                                                    : "sequences an engine dies");
            progress->number++;
        } else if (status != 0) {
            return 125;
        }
    }
    return 0;
}

static int try_sequences(uint64_t first, uint64_t count, const char *tried) {
    struct progress *progress =
        mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (progress == MAP_FAILED)
        complain("memory", strerror(errno));
    if (tried != NULL && !coverage_read(&progress->known, tried))
        complain(tried, strerror(errno));
    int status = try_apart(progress, first, count);
    const char *engines[ENGINE_KINDS];
    unsigned engine_count = 0;
    run_start();
    for (unsigned kind = ENGINE_INTERP; kind < ENGINE_KINDS; kind++) {
        if (run_has((enum engine_kind)kind))
            engines[engine_count++] = engine_names[kind];
    }
    coverage_write(&progress->coverage, engines, engine_count);
    printf("%" PRIu64 " passed, %" PRIu64 " failed\n", progress->equal, progress->different);
    return status != 0 ? status : progress->different > 0;
}

// ---- one sequence ----

static void load(struct vector *vector, const char *path) {
    char *text = NULL;
    size_t size = 0;
    FILE *file = fopen(path, "r");
    if (file == NULL || getline(&text, &size, file) < 0)
        complain(path, file == NULL ? strerror(errno) : "it is empty");
    const char *wrong = vector_read(text, vector);
    if (wrong != NULL)
        complain(path, wrong);
    free(text);
    fclose(file);
}

static int reduce_file(const char *path, const char *wanted) {
    struct vector vector;
    char signature[SIGNATURE_SIZE];
    load(&vector, path);
    run_start();
    find_signature_apart(&vector, signature);
    if (strcmp(signature, wanted) != 0)
        return 1;
    reduce(&vector, wanted);
    FILE *file = fopen(path, "w");
    if (file == NULL)
        complain(path, strerror(errno));
    vector_write(file, &vector);
    return fclose(file) == 0 ? 0 : 125;
}

static int replay(const char *path) {
    struct vector vector;
    char signature[SIGNATURE_SIZE];
    load(&vector, path);
    run_start();
    find_signature_apart(&vector, signature);
    if (*signature == 0) {
        printf("every engine leaves what the reference leaves\n");
        return 1;
    }
    printf("%s\n", signature);
    fflush(stdout);
    run_reference(&vector, NULL);
    explain(stdout, &vector);
    return 0;
}

int main(int argc, char **argv) {
    if ((argc == 4 || argc == 5) && strcmp(argv[1], "try") == 0)
        return try_sequences(number_of(argv[2]), number_of(argv[3]), argc == 5 ? argv[4] : NULL);
    if (argc == 4 && strcmp(argv[1], "reduce") == 0)
        return reduce_file(argv[2], argv[3]);
    if (argc == 3 && strcmp(argv[1], "replay") == 0)
        return replay(argv[2]);
    fputs(usage, stderr);
    return 125;
}
