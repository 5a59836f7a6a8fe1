// What a difference is called, and the least that shows it.
#define _GNU_SOURCE
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sequences.h"

enum { SECONDS = 10 }; // of processor time, for one sequence

static const char *kind_of_word(uint32_t word) {
    if (word < CONTEXT_PC)
        return "register";
    if (word >= CONTEXT_FPR && word < CONTEXT_FCSR)
        return "floating-register";
    if (word >= CONTEXT_WORDS)
        return "memory";
    switch (word) {
    case CONTEXT_PC:
    case CONTEXT_NEXT_PC: return "pc";
    case CONTEXT_HI:
    case CONTEXT_LO: return "hi-lo";
    case CONTEXT_FCSR: return "fcsr";
    case CONTEXT_RETIRED_LOW:
    case CONTEXT_RETIRED_HIGH: return "count";
    case CONTEXT_LINK:
    case CONTEXT_LINK_VALUE: return "link";
    default: return "exception";
    }
}

static const char *name_of_kind(enum isa_operation operation) {
    switch (isa_table[operation].kind) {
    case ISA_BRANCH: return "branch";
    case ISA_LIKELY: return "likely";
    case ISA_JUMP: return "jump";
    case ISA_LOAD:
    case ISA_LOAD_INDEXED: return "load";
    case ISA_STORE:
    case ISA_STORE_INDEXED: return "store";
    default: return row_name(operation);
    }
}

// The difference after the shortest budget, and the event behind which it shows.
static void name_difference(struct vector *vector, enum engine_kind kind, enum mode mode,
                            char *signature) {
    uint32_t budget = vector->budget, word = 0, found;
    for (vector->budget = 1; vector->budget < budget; vector->budget++) {
        run_reference(vector, NULL);
        if (!run_equal(vector, kind, mode, &word, &found))
            break;
    }
    struct cell last = run_reference(vector, NULL).last;
    char what[NAME_MAX_SIZE];
    run_equal(vector, kind, mode, &word, &found);
    // One bug shows in slots and outside; with many instructions that raise the same exception, or
    // are of one kind.
    if (last.event >= EVENT_RAISED_IN_SLOT)
        last.event = (enum event)(last.event - EXCEPTIONS);
    if (last.event >= EVENT_TARGET_FAULTS)
        event_name(last.event, what);
    else
        snprintf(what, sizeof what, "%s", name_of_kind(last.operation));
    snprintf(signature, SIGNATURE_SIZE, "sequences step/%s %s %s", engine_names[kind], what,
             kind_of_word(word));
}

void find_signature(struct vector *vector, char signature[SIGNATURE_SIZE]) {
    uint32_t word, found;
    *signature = 0;
    run_reference(vector, NULL);
    for (unsigned kind = 0; kind < ENGINE_KINDS; kind++) {
        for (unsigned mode = 0; run_has((enum engine_kind)kind) && mode < MODES; mode++) {
            if (run_equal(vector, (enum engine_kind)kind, (enum mode)mode, &word, &found))
                continue;
            name_difference(vector, (enum engine_kind)kind, (enum mode)mode, signature);
            return;
        }
    }
}

// ---- in a process of its own ----

void limit_time(unsigned seconds) {
    setitimer(ITIMER_PROF, &(struct itimerval){.it_value.tv_sec = seconds}, NULL);
}

// What the process leaves: the vector with its new budget, and the signature.
struct shared {
    struct vector vector;
    char signature[SIGNATURE_SIZE];
};

void find_signature_apart(struct vector *vector, char signature[SIGNATURE_SIZE]) {
    static struct shared *shared;
    int status = 0;
    if (shared == NULL)
        shared =
            mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    *signature = 0;
    if (shared == MAP_FAILED)
        return;
    shared->vector = *vector;
    int pid = fork();
    if (pid == 0) {
        limit_time(SECONDS);
        find_signature(&shared->vector, shared->signature);
        _exit(0);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid)
        return;
    if (WIFSIGNALED(status)) {
        snprintf(signature, SIGNATURE_SIZE, "sequences an engine %s",
                 WTERMSIG(status) == SIGPROF ? "does not come to an end" : "dies");
        return;
    }
    *vector = shared->vector;
    memcpy(signature, shared->signature, SIGNATURE_SIZE);
}

// ---- reducing ----

static bool is_still(struct vector *vector, const char *wanted) {
    struct vector tried = *vector;
    char signature[SIGNATURE_SIZE];
    find_signature_apart(&tried, signature);
    if (strcmp(signature, wanted) != 0)
        return false;
    *vector = tried;
    return true;
}

// Tries a word as another; keeps it if the difference stays what it is.
static bool try_word(struct vector *vector, uint32_t *word, uint32_t value, const char *wanted) {
    if (*word == value)
        return false;
    struct vector kept = *vector;
    *word = value;
    if (is_still(vector, wanted))
        return true;
    *vector = kept;
    return false;
}

static bool try_without(struct vector *vector, uint32_t index, const char *wanted) {
    struct vector shorter = *vector;
    memmove(shorter.code + index, shorter.code + index + 1,
            (VECTOR_WORDS - 1 - index) * sizeof *shorter.code);
    shorter.code[VECTOR_WORDS - 1] = 0;
    if (memcmp(shorter.code, vector->code, sizeof shorter.code) == 0 || !is_still(&shorter, wanted))
        return false;
    *vector = shorter;
    return true;
}

void reduce(struct vector *vector, const char *wanted) {
    for (bool goes_on = true; goes_on;) {
        goes_on = false;
        for (uint32_t i = VECTOR_WORDS; i-- > 0;)
            goes_on |=
                try_without(vector, i, wanted) || try_word(vector, &vector->code[i], 0, wanted);
        goes_on |= try_word(vector, &vector->before[CONTEXT_NEXT_PC],
                            vector->before[CONTEXT_PC] + 4, wanted);
        for (uint32_t i = 1; i < CONTEXT_UNUSED; i++) {
            if (i != CONTEXT_PC && i != CONTEXT_NEXT_PC)
                goes_on |= try_word(vector, &vector->before[i], 0, wanted);
        }
        for (uint32_t i = 0; i < VECTOR_WORDS; i++)
            goes_on |= try_word(vector, &vector->data[i], 0, wanted);
    }
    run_reference(vector, NULL);
}

// ---- for people ----

static void print_word(FILE *file, uint32_t word, uint32_t before, uint32_t expected,
                       uint32_t found) {
    char name[CONTEXT_NAME_SIZE];
    if (word >= CONTEXT_WORDS)
        snprintf(name, sizeof name, "0x%08x", (unsigned)(VECTOR_DATA + (word - CONTEXT_WORDS) * 4));
    else if (word >= CONTEXT_PC)
        context_word_name(word, name);
    else
        snprintf(name, sizeof name, "$%s", isa_register_names[word]);
    fprintf(file, "  %-14s 0x%08x  0x%08x  0x%08x\n", name, (unsigned)before, (unsigned)expected,
            (unsigned)found);
}

void explain(FILE *file, const struct vector *vector) {
    uint32_t length = VECTOR_WORDS, word, found;
    while (length > 1 && vector->code[length - 1] == 0)
        length--;
    fprintf(file, "%u instructions from 0x%08x on, the next at 0x%08x\n", (unsigned)vector->budget,
            (unsigned)vector->before[CONTEXT_PC], (unsigned)vector->before[CONTEXT_NEXT_PC]);
    for (uint32_t i = 0; i < length; i++) {
        char text[64];
        isa_disassemble(vector->code[i], VECTOR_CODE + i * 4, text, sizeof text);
        fprintf(file, "  0x%08x: %s\n", (unsigned)(VECTOR_CODE + i * 4), text);
    }
    for (unsigned i = 1; i < CONTEXT_PC; i++) {
        if (vector->before[i] != 0)
            fprintf(file, "  $%s = 0x%08x\n", isa_register_names[i], (unsigned)vector->before[i]);
    }
    for (unsigned kind = 0; kind < ENGINE_KINDS; kind++) {
        for (unsigned mode = 0; run_has((enum engine_kind)kind) && mode < MODES; mode++) {
            if (run_equal(vector, (enum engine_kind)kind, (enum mode)mode, &word, &found))
                continue;
            fprintf(file, "%s, %s, leaves something else:\n  %-14s before      reference   %s\n",
                    engine_names[kind], mode_names[mode], "", engine_names[kind]);
            print_word(file, word,
                       word < CONTEXT_WORDS                  ? vector->before[word]
                       : word - CONTEXT_WORDS < VECTOR_WORDS ? vector->data[word - CONTEXT_WORDS]
                                                             : 0,
                       word < CONTEXT_WORDS                  ? vector->after[word]
                       : word - CONTEXT_WORDS < VECTOR_WORDS ? vector->left[word - CONTEXT_WORDS]
                                                             : 0,
                       found);
        }
    }
}
