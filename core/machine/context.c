// What engines and kernels do alike to a machine context.
#include "context.h"

// ORDER CONTEXT
const char *const context_word_names[CONTEXT_RESERVED - CONTEXT_PC] = {
    "pc",      "next_pc", "hi",          "lo",           "user_local", "page_table", "exception",
    "address", "kind",    "retired_low", "retired_high", "subset",     "link",       "link_value"};

// ORDER EXCEPTION
const char *const exception_names[EXCEPTIONS] = {
    "none",     "timer", "system call", "page fault", "address error", "reserved instruction",
    "overflow", "trap",  "breakpoint"};

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
