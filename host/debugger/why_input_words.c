// What came from outside, in words: bytes of files, arguments, the environment.
#define _GNU_SOURCE
#include <inttypes.h>
#include <string.h>

#include "why_words.h"

enum {
    CALL_READ = 4003,
    CALL_OPEN = 4005,
    CALL_LSEEK = 4019,
    CALL_LLSEEK = 4140,
    CALL_READV = 4145,
    CALL_OPENAT = 4288
};

// ---- files ----

static bool is_open(const struct mixter_call *call, uint32_t descriptor) {
    return (call->number == CALL_OPEN || call->number == CALL_OPENAT) && !call->is_error &&
           call->result == descriptor;
}

static bool read_string(struct why_run *run, uint32_t address, char *text, size_t size) {
    size_t length = 0;
    while (length + 1 < size && why_read(run, address + (uint32_t)length, text + length, 1) &&
           text[length] != 0)
        length++;
    text[length] = 0;
    return length > 0;
}

// The number, plus 1, of the call that has opened a descriptor; 0: it was there at the start.
static uint32_t find_open(const struct why_run *run, uint32_t descriptor, uint32_t before) {
    while (before > 0 && !is_open(&run->calls[before - 1], descriptor))
        before--;
    return before;
}

static bool find_path(struct why_run *run, uint32_t open, char *path, size_t size) {
    if (open == 0)
        return false;
    const struct mixter_call *call = &run->calls[open - 1];
    return why_go(run, call->total) == MIXTER_OK &&
           read_string(run, call->arguments[call->number == CALL_OPENAT], path, size);
}

// How far the file was read before a call, as its reads and seeks tell.
static uint64_t offset_before(const struct why_run *run, uint32_t open, uint32_t number) {
    uint32_t descriptor = run->calls[number].arguments[0];
    uint64_t offset = 0;
    for (uint32_t i = open; i < number; i++) {
        const struct mixter_call *call = &run->calls[i];
        if (call->is_error || call->arguments[0] != descriptor)
            continue;
        if (call->number == CALL_READ || call->number == CALL_READV)
            offset += call->result;
        else if (call->number == CALL_LSEEK)
            offset = call->result;
        else if (call->number == CALL_LLSEEK)
            offset = call->arguments[2]; // from the start, as libraries seek
    }
    return offset;
}

static void add_bytes(struct sentence *sentence, const unsigned char *bytes, uint32_t size) {
    bool is_text = true;
    for (uint32_t i = 0; i < size; i++)
        is_text = is_text && ((bytes[i] >= ' ' && bytes[i] <= '~') || bytes[i] == '\n');
    sentence_add(sentence, is_text ? ": \"" : ":");
    for (uint32_t i = 0; i < size; i++) {
        if (!is_text)
            sentence_add(sentence, " 0x%02x", bytes[i]);
        else if (bytes[i] == '\n')
            sentence_add(sentence, "\\n");
        else
            sentence_add(sentence, "%c", bytes[i]);
    }
    if (is_text)
        sentence_add(sentence, "\"");
    if (is_text && size == 1)
        sentence_add(sentence, " (0x%02x)", bytes[0]);
}

// As the instruction has found them that has loaded them.
static bool loaded_bytes(const struct why_node *user, const struct why_node *node,
                         unsigned char bytes[4]) {
    uint32_t first = node->address % 4;
    if (user->kind != WHY_LOAD || first + node->size > 4)
        return false;
    for (uint32_t i = 0; i < node->size; i++)
        bytes[i] = (unsigned char)(user->step.second >> (first + i) * 8);
    return true;
}

void sentence_input(struct sentence *sentence, const struct why_answer *answer,
                    const struct why_node *node) {
    struct why_run *run = answer->run;
    const struct why_node *user = &answer->nodes[node->user];
    const struct mixter_call *call = &run->calls[node->call];
    char path[200];
    unsigned char bytes[4];
    uint32_t descriptor = call->arguments[0], open = find_open(run, descriptor, node->call);
    uint64_t offset = offset_before(run, open, node->call) + (node->address - node->step.address);
    if (node->size == 1)
        sentence_add(sentence, "byte %" PRIu64 " of ", offset);
    else
        sentence_add(sentence, "bytes %" PRIu64 " to %" PRIu64 " of ", offset,
                     offset + node->size - 1);
    if (find_path(run, open, path, sizeof path))
        sentence_add(sentence, "%s", path);
    else if (descriptor == 0)
        sentence_add(sentence, "standard input");
    else
        sentence_add(sentence, "file %u", (unsigned)descriptor);
    if (loaded_bytes(user, node, bytes))
        add_bytes(sentence, bytes, node->size);
    sentence_add(sentence, ", read after %" PRIu64, call->total);
}

// ---- arguments and environment: the stack as the program finds it ----

// The vector of pointers, from argv[0] on, two of which are NULL.
struct vector {
    uint32_t count; // argc
    uint32_t address;
};

static void add_entry(struct sentence *sentence, const struct vector *vector, uint32_t number,
                      uint32_t string) {
    if (string == 0)
        sentence_add(sentence, "the null pointer behind the last %s",
                     number <= vector->count ? "argument" : "variable of the environment");
    else if (number < vector->count)
        sentence_add(sentence, "argv[%u]", (unsigned)number);
    else
        sentence_add(sentence, "variable %u of the environment",
                     (unsigned)(number - vector->count - 1));
}

static void add_character(struct sentence *sentence, const struct vector *vector, uint32_t number,
                          uint32_t offset, char *text) {
    if (number < vector->count) {
        sentence_add(sentence, "character %u of argv[%u], \"%.40s\"", (unsigned)offset,
                     (unsigned)number, text);
        return;
    }
    text[strcspn(text, "=")] = 0;
    sentence_add(sentence, "the environment variable %s", text);
}

static bool find_argument(struct sentence *sentence, struct why_run *run,
                          const struct vector *vector, uint32_t address) {
    enum { ENTRIES_MOST = 4096 };
    for (uint32_t i = 0; i < ENTRIES_MOST; i++) {
        char text[256];
        uint32_t string, place = vector->address + 4 * i;
        if (!why_read_word(run, place, &string))
            return false;
        if (place == address) {
            add_entry(sentence, vector, i, string);
            return true;
        }
        if (string == 0 && i > vector->count)
            return false;
        if (string == 0 || address < string || !read_string(run, string, text, sizeof text) ||
            address - string > strlen(text))
            continue;
        add_character(sentence, vector, i, address - string, text);
        return true;
    }
    return false;
}

void sentence_argument(struct sentence *sentence, struct why_run *run,
                       const struct why_node *node) {
    struct mixter_registers registers;
    struct vector vector;
    if (why_go_to_start(run) == MIXTER_OK &&
        mixter_read_registers(run->machine, run->path, &registers) == MIXTER_OK &&
        why_read_word(run, registers.general[REGISTER_SP], &vector.count)) {
        vector.address = registers.general[REGISTER_SP] + 4;
        if (node->address == vector.address - 4) {
            sentence_add(sentence, "argc, the number of arguments: %u", (unsigned)vector.count);
            return;
        }
        if (find_argument(sentence, run, &vector, node->address))
            return;
    }
    sentence_add(sentence, "what was at 0x%08x on the stack when the program began",
                 (unsigned)node->address);
}
