// Contexts by their paths, and their registers. A guest's are in its block, in the memory of its
// supervisor, which is up to date whenever no run is going on.
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "../../core/machine/switch.h"
#include "library.h"

enum { BLOCK_BYTES = CONTEXT_WORDS * 4 };

bool contexts_words(struct mixter *mixter, const struct seen *seen, uint32_t words[CONTEXT_WORDS]) {
    if (seen->parent != NULL)
        return memory_read(mixter, seen->parent, seen->address, words, BLOCK_BYTES) == BLOCK_BYTES;
    memcpy(words, mixter->process->context, BLOCK_BYTES);
    return true;
}

// ---- whose instruction is next ----

static bool is_at_switch(struct mixter *mixter, const struct seen *seen, const uint32_t *words) {
    uint32_t word;
    return words[REGISTER_V0] == CALL_switch && words[CONTEXT_PC] % 4 == 0 &&
           memory_read(mixter, seen, words[CONTEXT_PC], &word, 4) == 4 &&
           isa_decode(word) == ISA_SYSCALL;
}

// By the first steps of a switch (docs/machine.md).
struct seen *contexts_current(struct mixter *mixter, uint32_t words[CONTEXT_WORDS]) {
    struct seen *seen = mixter->root;
    uint32_t block[CONTEXT_WORDS];
    contexts_words(mixter, seen, words);
    while (is_at_switch(mixter, seen, words)) {
        uint32_t address = words[REGISTER_A0];
        bool has_budget = words[REGISTER_A1] != 0 || words[REGISTER_A2] != 0;
        if (address % BLOCK_SIZE != 0 || !has_budget ||
            memory_read(mixter, seen, address, block, BLOCK_BYTES) != BLOCK_BYTES ||
            !switch_block_is_valid(block))
            break;
        seen = seen_child(seen, address, block);
        seen->directory = block[CONTEXT_PAGE_TABLE];
        memcpy(words, block, BLOCK_BYTES);
        memcpy(seen->words, block, BLOCK_BYTES);
    }
    return seen;
}

// ---- by path ----

struct seen *contexts_find(struct mixter *mixter, const char *path) {
    struct seen *seen = mixter->contexts.first;
    while (path != NULL && seen != NULL && strcmp(seen->path, path) != 0)
        seen = seen->next;
    if (path != NULL && seen != NULL)
        return seen;
    library_fail(mixter, MIXTER_ERROR_CONTEXT, "%s: there is no such context so far",
                 path != NULL ? path : "NULL");
    return NULL;
}

static void free_all(struct seen *first) {
    for (struct seen *seen = first, *next; seen != NULL; seen = next) {
        next = seen->next;
        free(seen->path);
        free(seen);
    }
}

void contexts_forget_guests(struct mixter *mixter) {
    struct seen *root = mixter->root;
    free_all(root->next);
    root->next = NULL;
    root->child_count = 0;
    mixter->contexts.last = root;
    memset(mixter->contexts.buckets, 0, sizeof mixter->contexts.buckets);
}

void contexts_end(struct mixter *mixter) {
    free_all(mixter->contexts.first);
}

uint32_t mixter_context_count(const struct mixter *machine) {
    uint32_t count = 0;
    if (machine == NULL)
        return 0;
    for (const struct seen *seen = machine->contexts.first; seen != NULL; seen = seen->next)
        count++;
    return count;
}

struct asked {
    const char *path; // NULL: by number
    uint32_t number;
    struct mixter_context *context;
};

static enum mixter_error describe(struct mixter *mixter, void *arguments) {
    const struct asked *asked = arguments;
    uint32_t words[CONTEXT_WORDS];
    struct seen *seen = mixter->contexts.first;
    if (asked->context == NULL)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "nowhere for the context");
    if (asked->path != NULL)
        seen = contexts_find(mixter, asked->path);
    for (uint32_t i = 0; asked->path == NULL && seen != NULL && i < asked->number; i++)
        seen = seen->next;
    if (seen == NULL && asked->path == NULL)
        library_fail(mixter, MIXTER_ERROR_CONTEXT, "there are not that many contexts");
    if (seen == NULL)
        return MIXTER_ERROR_CONTEXT;
    asked->context->is_current = contexts_current(mixter, words) == seen;
    if (!contexts_words(mixter, seen, words))
        memcpy(words, seen->words, sizeof words);
    asked->context->path = seen->path;
    asked->context->level = seen->level;
    asked->context->block = seen->address;
    asked->context->retired = context_retired(words);
    return MIXTER_OK;
}

enum mixter_error mixter_context_at(struct mixter *machine, uint32_t number,
                                    struct mixter_context *context) {
    struct asked asked = {NULL, number, context};
    return library_call(machine, NEED_PROGRAM, describe, &asked);
}

enum mixter_error mixter_context(struct mixter *machine, const char *path,
                                 struct mixter_context *context) {
    struct asked asked = {path, 0, context};
    return path == NULL ? MIXTER_ERROR_ARGUMENT
                        : library_call(machine, NEED_PROGRAM, describe, &asked);
}

// ---- registers ----

struct transfer {
    const char *path;
    struct mixter_registers *read;
    const struct mixter_registers *written;
};

// The words of a context that the library knows by names, in their order.
static const struct {
    uint32_t word;
    size_t offset;
} named[] = {{CONTEXT_PC, offsetof(struct mixter_registers, pc)},
             {CONTEXT_NEXT_PC, offsetof(struct mixter_registers, next_pc)},
             {CONTEXT_HI, offsetof(struct mixter_registers, hi)},
             {CONTEXT_LO, offsetof(struct mixter_registers, lo)},
             {CONTEXT_USER_LOCAL, offsetof(struct mixter_registers, user_local)},
             {CONTEXT_FCSR, offsetof(struct mixter_registers, fcsr)}};

enum { NAMED = sizeof named / sizeof named[0] };

static void read_words(struct mixter_registers *registers, const uint32_t *words) {
    memcpy(registers->general, words, sizeof registers->general);
    registers->general[0] = 0;
    memcpy(registers->floating, words + CONTEXT_FPR, sizeof registers->floating);
    for (uint32_t i = 0; i < NAMED; i++)
        memcpy((char *)registers + named[i].offset, &words[named[i].word], 4);
    registers->retired = context_retired(words);
}

static void write_words(uint32_t *words, const struct mixter_registers *registers) {
    memcpy(words, registers->general, sizeof registers->general);
    words[0] = 0;
    memcpy(words + CONTEXT_FPR, registers->floating, sizeof registers->floating);
    for (uint32_t i = 0; i < NAMED; i++)
        memcpy(&words[named[i].word], (const char *)registers + named[i].offset, 4);
    words[CONTEXT_FCSR] &= ~(uint32_t)FCSR_ZERO;
    words[CONTEXT_LINK] = 0; // whatever ll has left is not of this state
}

static enum mixter_error transfer_registers(struct mixter *mixter, void *arguments) {
    const struct transfer *transfer = arguments;
    uint32_t words[CONTEXT_WORDS];
    if (transfer->read == NULL && transfer->written == NULL)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "no registers");
    const struct seen *seen = contexts_find(mixter, transfer->path);
    if (seen == NULL)
        return MIXTER_ERROR_CONTEXT;
    if (!contexts_words(mixter, seen, words))
        return library_fail(mixter, MIXTER_ERROR_CONTEXT, "%s: its registers are not there now",
                            seen->path);
    if (transfer->read != NULL) {
        read_words(transfer->read, words);
        return MIXTER_OK;
    }
    if (transfer->written->pc % 4 != 0 || transfer->written->next_pc % 4 != 0)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "pc and next_pc are multiples of 4");
    checkpoints_fork(mixter);
    write_words(words, transfer->written);
    if (seen->parent == NULL)
        memcpy(mixter->process->context, words, sizeof words);
    else if (memory_write(mixter, seen->parent, seen->address, words, BLOCK_BYTES) != BLOCK_BYTES)
        return library_fail(mixter, MIXTER_ERROR_CONTEXT, "%s: its registers are not there now",
                            seen->path);
    mixter->passed.seen = NULL;
    return MIXTER_OK;
}

enum mixter_error mixter_read_registers(struct mixter *machine, const char *path,
                                        struct mixter_registers *registers) {
    struct transfer transfer = {path, registers, NULL};
    return library_call(machine, NEED_PROGRAM, transfer_registers, &transfer);
}

enum mixter_error mixter_write_registers(struct mixter *machine, const char *path,
                                         const struct mixter_registers *registers) {
    struct transfer transfer = {path, NULL, registers};
    return library_call(machine, NEED_PROGRAM, transfer_registers, &transfer);
}
