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
