// What engines and kernels do alike to a machine context.
#include "context.h"

#include <stdio.h>

// ORDER CONTEXT
static const char *const word_names[CONTEXT_RESERVED - CONTEXT_PC] = {
    "pc",      "next_pc", "hi",          "lo",           "user_local", "page_table", "exception",
    "address", "kind",    "retired_low", "retired_high", "subset",     "link",       "link_value"};

void context_word_name(uint32_t word, char name[CONTEXT_NAME_SIZE]) {
    if (word >= CONTEXT_PC && word < CONTEXT_RESERVED)
        snprintf(name, CONTEXT_NAME_SIZE, "%s", word_names[word - CONTEXT_PC]);
    else if (word >= CONTEXT_FPR && word < CONTEXT_FCSR)
        snprintf(name, CONTEXT_NAME_SIZE, "f%u", (unsigned)(word - CONTEXT_FPR));
    else if (word == CONTEXT_FCSR)
        snprintf(name, CONTEXT_NAME_SIZE, "fcsr");
    else
        snprintf(name, CONTEXT_NAME_SIZE, "word %u", (unsigned)word);
}

// ORDER EXCEPTION
const char *const exception_names[EXCEPTIONS] = {
    "none",     "timer", "system call", "page fault",    "address error", "reserved instruction",
    "overflow", "trap",  "breakpoint",  "floating point"};

enum exception context_raise(uint32_t *context, enum exception exception, uint32_t address,
                             uint32_t kind) {
    context[CONTEXT_EXCEPTION] = exception;
    context[CONTEXT_ADDRESS] = address;
    context[CONTEXT_KIND] = kind;
    return exception;
}

void context_retire(uint32_t *context, uint32_t count) {
    uint32_t low = context[CONTEXT_RETIRED_LOW] + count;
    context[CONTEXT_RETIRED_HIGH] += low < count;
    context[CONTEXT_RETIRED_LOW] = low;
}

uint64_t context_retired(const uint32_t *context) {
    return (uint64_t)context[CONTEXT_RETIRED_HIGH] * 0x100000000u + context[CONTEXT_RETIRED_LOW];
}

void context_complete(uint32_t *context) {
    context[CONTEXT_PC] = context[CONTEXT_NEXT_PC];
    context[CONTEXT_NEXT_PC] += 4;
    context_retire(context, 1);
}
