// Contexts as gdb's processes.
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "debugger.h"

static bool add(struct debugger *debugger, const char *path) {
    uint32_t count = debugger->inferior_count;
    struct inferior *larger = realloc(debugger->inferiors, (count + 1) * sizeof *larger);
    if (larger == NULL)
        return false;
    debugger->inferiors = larger;
    memset(&larger[count], 0, sizeof *larger);
    larger[count].path = strdup(path);
    if (larger[count].path == NULL)
        return false;
    debugger->inferior_count++;
    return true;
}

// The program, then the hypervisors beneath it.
bool inferiors_start(struct debugger *debugger, uint32_t depth) {
    char *path = malloc(2 * (size_t)depth + 2);
    bool is_done = path != NULL;
    for (uint32_t i = 0; is_done && i <= depth; i++) {
        uint32_t level = i == 0 ? depth : i - 1;
        strcpy(path, "0");
        for (uint32_t j = 0; j < level; j++)
            strcpy(path + 1 + 2 * j, "/1");
        is_done = add(debugger, path);
    }
    free(path);
    return is_done;
}

void inferiors_end(struct debugger *debugger) {
    for (uint32_t i = 0; i < debugger->inferior_count; i++)
        free(debugger->inferiors[i].path);
    free(debugger->inferiors);
}

uint32_t inferior_of(struct debugger *debugger, const char *path) {
    for (uint32_t i = 0; i < debugger->inferior_count; i++) {
        if (strcmp(debugger->inferiors[i].path, path) == 0)
            return i;
    }
    return add(debugger, path) ? debugger->inferior_count - 1 : 0;
}

void inferiors_update(struct debugger *debugger) {
    struct mixter_context context;
    uint32_t count = mixter_context_count(debugger->machine);
    for (uint32_t i = 0; i < count; i++) {
        if (mixter_context_at(debugger->machine, i, &context) == MIXTER_OK)
            inferior_of(debugger, context.path);
    }
}

bool inferior_exists(struct debugger *debugger, uint32_t inferior) {
    struct mixter_context context;
    return !debugger->inferiors[inferior].is_gone &&
           mixter_context(debugger->machine, debugger->inferiors[inferior].path, &context) ==
               MIXTER_OK;
}

bool inferior_parse(const struct debugger *debugger, const char **text, uint32_t *inferior) {
    uint64_t number;
    if (packet_is(text, '-'))
        return packet_is(text, '1');
    if (!packet_is(text, 'p')) {
        if (!packet_number(text, &number))
            return false;
        return number == 0 || number == 1;
    }
    if (packet_is(text, '-'))
        return packet_is(text, '1');
    if (!packet_number(text, &number) || number > debugger->inferior_count)
        return false;
    if (number != 0)
        *inferior = (uint32_t)number - 1;
    if (packet_is(text, '.'))
        return packet_is(text, '-') ? packet_is(text, '1') : packet_number(text, &number);
    return true;
}

// ---- lists: process 1 is there from the beginning, so that gdb never has none ----

void threads_list(struct debugger *debugger) {
    inferiors_update(debugger);
    char separator = 'm';
    for (uint32_t i = 0; i < debugger->inferior_count; i++) {
        if (!inferior_exists(debugger, i) && (i > 0 || debugger->inferiors[i].is_gone))
            continue;
        text_print(&debugger->reply, "%cp%x.1", separator, (unsigned)i + 1);
        separator = ',';
    }
    if (separator == 'm')
        text_print(&debugger->reply, "l");
}

void threads_describe(struct debugger *debugger, struct text *text) {
    struct mixter_context context;
    inferiors_update(debugger);
    text_print(text, "<?xml version=\"1.0\"?><threads>");
    for (uint32_t i = 0; i < debugger->inferior_count; i++) {
        const struct inferior *inferior = &debugger->inferiors[i];
        bool is_there = mixter_context(debugger->machine, inferior->path, &context) == MIXTER_OK;
        if (inferior->is_gone || (!is_there && i > 0))
            continue;
        text_print(text, "<thread id=\"p%x.1\" name=\"%s\">", (unsigned)i + 1, inferior->path);
        if (is_there)
            text_print(text, "%s, %llu instructions%s", i == 0 ? "program" : "context",
                       (unsigned long long)context.retired, context.is_current ? ", runs" : "");
        else
            text_print(text, "has not started");
        text_print(text, "</thread>");
    }
    text_print(text, "</threads>");
}
