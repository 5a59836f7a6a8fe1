// mixter-vectors: writes test vectors, and runs them on an engine of Mixter's or of others.
#define _DEFAULT_SOURCE // MAP_ANONYMOUS
#define _POSIX_C_SOURCE 200809L
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../core/environment.h"
#include "../../core/isa/isa.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/page_table.h"
#include "../../core/machine/step.h"
#include "../../core/mipster/emulate.h"
#include "../../include/mixter-engine.h"
#include "vector.h"

static const char usage[] =
    "usage: mixter-vectors generate COUNT [SEED]\n"
    "       mixter-vectors run [--split] step|interp|jit|lib:FILE.so < VECTORS\n"
    "  --split    one instruction at a time, without setting the context in between\n";

enum verdict { EQUAL, DIFFERENT, LEFT_OUT };

static struct machine *machine;
static uint32_t *context, code_frame, data_frame, page_table;

static void complain(const char *what, const char *cause) {
    fprintf(stderr, "mixter-vectors: %s: %s\n", what, cause);
    exit(125);
}

// ---- on our own engines ----

static void start_machine(void) {
    const char *wrong = "";
    environment_start();
    machine = machine_create(&wrong);
    if (machine == NULL)
        complain("machine", wrong);
    context = frame_words(machine, frame_allocate(machine));
    page_table = page_table_create(machine);
    code_frame = frame_allocate(machine);
    data_frame = frame_allocate(machine);
    page_table_map(machine, page_table, VECTOR_CODE, code_frame, ACCESS_READ + ACCESS_EXECUTE);
    page_table_map(machine, page_table, VECTOR_DATA, data_frame, ACCESS_READ + ACCESS_WRITE);
}

static void fill(uint32_t frame, const uint32_t *words) {
    frame_changes(machine, frame, 0, PAGE_SIZE);
    memset(frame_words(machine, frame), 0, PAGE_SIZE);
    memcpy(frame_words(machine, frame), words, VECTOR_WORDS * 4);
}

static void set_machine(const struct vector *vector) {
    memcpy(context, vector->before, sizeof vector->before);
    context[0] = 0;
    context[CONTEXT_SUBSET] = ISA_MIPS32;
    context[CONTEXT_PAGE_TABLE] = page_table;
    fill(code_frame, vector->code);
    fill(data_frame, vector->data);
}

static void run_machine(engine *run, uint32_t budget, bool split) {
    enum exception exception = EXCEPTION_TIMER;
    for (uint32_t i = 0; split && i < budget && exception == EXCEPTION_TIMER; i++)
        exception = run(machine, context, 1);
    if (!split)
        run(machine, context, budget);
}

static bool rest_is_zero(const uint32_t *page) {
    for (uint32_t i = VECTOR_WORDS; i < PAGE_WORDS; i++) {
        if (page[i] != 0)
            return false;
    }
    return true;
}

// What the reference leaves. False if it has stored where a vector has no data.
static bool expect(struct vector *vector) {
    set_machine(vector);
    run_machine(step_run, vector->budget, false);
    memcpy(vector->after, context, sizeof vector->after);
    vector->after[CONTEXT_SUBSET] = vector->after[CONTEXT_PAGE_TABLE] = 0;
    memcpy(vector->left, frame_words(machine, data_frame), sizeof vector->left);
    return rest_is_zero(frame_words(machine, data_frame));
}

// ---- comparison ----

static void show_start(const struct vector *vector, unsigned line) {
    printf("DIFFERENT: vector %u, budget %u\n", line, (unsigned)vector->budget);
    for (uint32_t i = 0; i < VECTOR_WORDS && i < vector->budget + 2; i++) {
        char text[64];
        isa_disassemble(vector->code[i], VECTOR_CODE + i * 4, text, sizeof text);
        printf("  0x%08x: %s\n", (unsigned)(VECTOR_CODE + i * 4), text);
    }
    printf("  %-14s before      expected    engine\n", "");
}

static void show_word(const char *name, uint32_t before, uint32_t expected, uint32_t found) {
    printf("  %-14s 0x%08x  0x%08x  0x%08x\n", name, (unsigned)before, (unsigned)expected,
           (unsigned)found);
}

static bool is_compared(uint32_t word, uint32_t capabilities) {
    if (word == CONTEXT_LINK || word == CONTEXT_LINK_VALUE)
        return capabilities & MIXTER_ENGINE_LINKS;
    if (word >= CONTEXT_FPR && word <= CONTEXT_FCSR)
        return capabilities & MIXTER_ENGINE_FLOATS;
    if (word == CONTEXT_ADDRESS || word == CONTEXT_KIND)
        return capabilities & MIXTER_ENGINE_ADDRESSES;
    if (word == CONTEXT_USER_LOCAL)
        return capabilities & MIXTER_ENGINE_HARDWARE;
    return word != CONTEXT_PAGE_TABLE && word != CONTEXT_SUBSET;
}

static enum verdict compare(const struct vector *vector, const uint32_t *found,
                            const uint32_t *data, uint32_t capabilities, unsigned line) {
    enum verdict verdict = EQUAL;
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++) {
        if (found[i] == vector->after[i] || !is_compared(i, capabilities))
            continue;
        char name[CONTEXT_NAME_SIZE];
        if (i >= CONTEXT_PC)
            context_word_name(i, name);
        if (verdict == EQUAL)
            show_start(vector, line);
        verdict = DIFFERENT;
        show_word(i < 32 ? isa_register_names[i] : name, vector->before[i], vector->after[i],
                  found[i]);
    }
    for (uint32_t i = 0; i < PAGE_WORDS; i++) {
        uint32_t expected = i < VECTOR_WORDS ? vector->left[i] : 0;
        if (data[i] == expected)
            continue;
        char name[16];
        snprintf(name, sizeof name, "0x%08x", (unsigned)(VECTOR_DATA + i * 4));
        if (verdict == EQUAL)
            show_start(vector, line);
        verdict = DIFFERENT;
        show_word(name, i < VECTOR_WORDS ? vector->data[i] : 0, expected, data[i]);
    }
    return verdict;
}

// ---- engines of others ----

static const struct mixter_engine *load_engine(const char *path) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL)
        complain(path, dlerror());
    const struct mixter_engine *(*entry)(uint32_t) = NULL;
    *(void **)&entry = dlsym(library, "mixter_engine");
    if (entry == NULL)
        complain(path, "it does not export mixter_engine");
    const struct mixter_engine *foreign = entry(MIXTER_ENGINE_VERSION);
    if (foreign == NULL || foreign->version != MIXTER_ENGINE_VERSION)
        complain(path, "the engine is for another version of include/mixter-engine.h");
    if ((foreign->capabilities & MIXTER_ENGINE_BUDGETS) == 0)
        complain(path, "an engine without exact budgets cannot be compared");
    return foreign;
}

static uint32_t needs_of(uint32_t word) {
    enum isa_operation operation = isa_decode(word);
    if (operation == ISA_LL || operation == ISA_SC)
        return MIXTER_ENGINE_LINKS;
    if (operation == ISA_RDHWR)
        return MIXTER_ENGINE_HARDWARE;
    return isa_is_coprocessor(operation) ? MIXTER_ENGINE_FLOATS : 0;
}

// What an engine has to be capable of for a vector to mean something.
static uint32_t needs(const struct vector *vector) {
    uint32_t needed = 0;
    set_machine(vector);
    for (uint32_t i = 0; i < vector->budget; i++) {
        uint32_t offset = context[CONTEXT_PC] - VECTOR_CODE;
        if (offset < VECTOR_WORDS * 4)
            needed |= needs_of(vector->code[offset / 4]);
        if (step_run(machine, context, 1) != EXCEPTION_TIMER)
            break;
    }
    if (vector->before[CONTEXT_NEXT_PC] != vector->before[CONTEXT_PC] + 4 ||
        vector->after[CONTEXT_NEXT_PC] != vector->after[CONTEXT_PC] + 4)
        needed |= MIXTER_ENGINE_SLOTS;
    if (vector->after[CONTEXT_EXCEPTION] != EXCEPTION_TIMER)
        needed |= MIXTER_ENGINE_EXCEPTIONS;
    return needed;
}

static void to_foreign(struct mixter_engine_context *to, const uint32_t *from) {
    memcpy(to->general, from, sizeof to->general);
    memcpy(to->floating, from + CONTEXT_FPR, sizeof to->floating);
    to->pc = from[CONTEXT_PC];
    to->next_pc = from[CONTEXT_NEXT_PC];
    to->hi = from[CONTEXT_HI];
    to->lo = from[CONTEXT_LO];
    to->user_local = from[CONTEXT_USER_LOCAL];
    to->fcsr = from[CONTEXT_FCSR];
    to->link = from[CONTEXT_LINK];
    to->link_value = from[CONTEXT_LINK_VALUE];
}

// Words that an engine does not report are expected ones.
static void from_foreign(uint32_t *to, const struct mixter_engine_context *from) {
    memcpy(to, from->general, sizeof from->general);
    memcpy(to + CONTEXT_FPR, from->floating, sizeof from->floating);
    to[CONTEXT_PC] = from->pc;
    to[CONTEXT_NEXT_PC] = from->next_pc;
    to[CONTEXT_HI] = from->hi;
    to[CONTEXT_LO] = from->lo;
    to[CONTEXT_USER_LOCAL] = from->user_local;
    to[CONTEXT_FCSR] = from->fcsr;
    to[CONTEXT_LINK] = from->link;
    to[CONTEXT_LINK_VALUE] = from->link_value;
}

static int run_foreign(const struct mixter_engine *foreign, void *opened,
                       const struct vector *vector, bool split, struct mixter_engine_stop *stop) {
    uint32_t page[PAGE_WORDS] = {0};
    struct mixter_engine_context start;
    memcpy(page, vector->code, sizeof vector->code);
    int failed = foreign->write(opened, VECTOR_CODE, page, sizeof page);
    memcpy(page, vector->data, sizeof vector->data);
    failed |= foreign->write(opened, VECTOR_DATA, page, sizeof page);
    memset(&start, 0, sizeof start);
    to_foreign(&start, vector->before);
    failed |= foreign->set(opened, &start);
    stop->reason = MIXTER_ENGINE_STOP_BUDGET;
    for (uint32_t i = 0; split && i < vector->budget; i++) {
        if (stop->reason == MIXTER_ENGINE_STOP_BUDGET)
            failed |= foreign->run(opened, 1, stop);
    }
    return split ? failed : failed | foreign->run(opened, vector->budget, stop);
}

static enum verdict check_foreign(const struct mixter_engine *foreign, void *opened,
                                  const struct vector *vector, bool split, unsigned line) {
    if ((needs(vector) & ~foreign->capabilities) != 0)
        return LEFT_OUT;
    struct mixter_engine_stop stop = {0, 0};
    struct mixter_engine_context end;
    uint32_t found[CONTEXT_WORDS], data[PAGE_WORDS];
    if (run_foreign(foreign, opened, vector, split, &stop) != 0 ||
        foreign->get(opened, &end) != 0 ||
        foreign->read(opened, VECTOR_DATA, data, sizeof data) != 0)
        complain(foreign->name, "a function of the engine fails");
    if (stop.reason == MIXTER_ENGINE_STOP_UNKNOWN)
        return LEFT_OUT;
    memcpy(found, vector->after, sizeof found);
    from_foreign(found, &end);
    if ((foreign->capabilities & MIXTER_ENGINE_SLOTS) == 0)
        found[CONTEXT_NEXT_PC] = found[CONTEXT_PC] + 4;
    found[CONTEXT_EXCEPTION] = stop.reason; // in the same order
    if (stop.reason == MIXTER_ENGINE_STOP_PAGE_FAULT ||
        stop.reason == MIXTER_ENGINE_STOP_ADDRESS_ERROR)
        found[CONTEXT_ADDRESS] = stop.address;
    return compare(vector, found, data, foreign->capabilities, line);
}

static enum verdict check_own(engine *run, const struct vector *vector, bool split, unsigned line) {
    set_machine(vector);
    run_machine(run, vector->budget, split);
    return compare(vector, context, frame_words(machine, data_frame), UINT32_MAX, line);
}

// ---- the commands ----

static unsigned long number_of(const char *text) {
    char *end;
    errno = 0;
    unsigned long number = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 || number > UINT32_MAX)
        complain(text, "not a number of 32 bits");
    return number;
}

static int generate(unsigned long count, unsigned long seed) {
    struct vector vector;
    for (uint32_t number = 0; count > 0; number++) {
        vector_generate(&vector, (uint32_t)seed, number);
        if (!expect(&vector))
            continue;
        vector_write(stdout, &vector);
        count--;
    }
    if (fflush(stdout) != 0 || ferror(stdout) != 0)
        complain("standard output", strerror(errno));
    return 0;
}

struct progress { // shared with the process that runs the engine
    unsigned line;
    unsigned count[3]; // by verdict
};

static void check_lines(const char *name, bool split, struct progress *progress) {
    const struct mixter_engine *foreign = NULL;
    void *opened = NULL;
    engine *run = strcmp(name, "step") == 0     ? step_run
                  : strcmp(name, "interp") == 0 ? emulate
                  : strcmp(name, "jit") == 0    ? environment_engine(machine)
                                                : NULL;
    if (strncmp(name, "lib:", 4) == 0) {
        foreign = load_engine(name + 4);
        opened = foreign->open();
        if (opened == NULL || foreign->map(opened, VECTOR_CODE, PAGE_SIZE, 5) != 0 ||
            foreign->map(opened, VECTOR_DATA, PAGE_SIZE, 3) != 0)
            complain(name, "the engine cannot be opened, or has no pages");
    } else if (run == NULL) {
        complain(name, "there is no such engine here");
    }
    char *text = NULL;
    size_t size = 0;
    while (getline(&text, &size, stdin) >= 0) {
        struct vector vector;
        progress->line++;
        const char *wrong = vector_read(text, &vector);
        if (wrong != NULL) {
            fprintf(stderr, "mixter-vectors: line %u: %s\n", progress->line, wrong);
            exit(125);
        }
        enum verdict verdict = foreign != NULL
                                   ? check_foreign(foreign, opened, &vector, split, progress->line)
                                   : check_own(run, &vector, split, progress->line);
        progress->count[verdict]++;
        fflush(stdout);
    }
    free(text);
    if (foreign != NULL)
        foreign->close(opened);
}

// The engine runs in a process of its own: its death is a difference.
static int check(const char *name, bool split) {
    struct progress *progress =
        mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child = progress == MAP_FAILED ? -1 : fork();
    if (child < 0)
        complain("a process for the engine", strerror(errno));
    if (child == 0) {
        start_machine();
        check_lines(name, split, progress);
        machine_destroy(machine);
        exit(0);
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child)
        complain("the process of the engine", strerror(errno));
    if (WIFSIGNALED(status)) {
        printf("DIFFERENT: vector %u: the engine died of signal %d\n", progress->line,
               WTERMSIG(status));
        progress->count[DIFFERENT]++;
    } else if (WEXITSTATUS(status) != 0) {
        return 125;
    }
    printf("%s: %u equal, %u different, %u left out\n", name, progress->count[EQUAL],
           progress->count[DIFFERENT], progress->count[LEFT_OUT]);
    if (progress->count[DIFFERENT] != 0)
        return 1;
    return progress->count[EQUAL] == 0 ? 125 : 0;
}

int main(int argc, char **argv) {
    if ((argc == 3 || argc == 4) && strcmp(argv[1], "generate") == 0) {
        start_machine();
        int status = generate(number_of(argv[2]), argc == 4 ? number_of(argv[3]) : 1);
        machine_destroy(machine);
        return status;
    }
    bool split = argc == 4 && strcmp(argv[2], "--split") == 0;
    if ((argc == 3 || split) && strcmp(argv[1], "run") == 0)
        return check(argv[argc - 1], split);
    fputs(usage, stderr);
    return 125;
}
