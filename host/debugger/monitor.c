// What gdb's command `monitor` can do here.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "debugger.h"

static void tell_place(struct debugger *debugger, struct text *answer) {
    struct mixter_place place;
    uint64_t now = history_now(debugger->history);
    uint64_t frontier = history_frontier(debugger->history);
    const char *path = debugger->inferiors[debugger->stopped].path;
    text_print(answer, "instruction %" PRIu64, now);
    if (now < frontier)
        text_print(answer, " of %" PRIu64 " so far", frontier);
    text_print(answer, ", context %s, pc 0x%08" PRIx32, path, debugger->stop.pc);
    if (mixter_place(debugger->machine, path, debugger->stop.pc, &place) == MIXTER_OK &&
        place.function != NULL) {
        text_print(answer, " in %s", place.function);
        if (place.file != NULL)
            text_print(answer, " at %s:%" PRIu32, place.file, place.line);
    }
    text_print(answer, debugger->has_ended ? "; the program has ended\n" : "\n");
}

static void count(struct debugger *debugger, const char *argument, struct text *answer) {
    (void)argument;
    tell_place(debugger, answer);
}

static void go(struct debugger *debugger, const char *argument, struct text *answer) {
    char *end;
    uint64_t frontier = history_frontier(debugger->history);
    uint64_t place = strcmp(argument, "end") == 0 ? frontier : strtoull(argument, &end, 0);
    bool is_relative = argument[0] == '+' || argument[0] == '-';
    if (strcmp(argument, "end") != 0 && (argument[0] == 0 || *end != 0)) {
        text_print(answer, "go where? a number of instructions, +N, -N or end\n");
        return;
    }
    if (is_relative) {
        uint64_t now = history_now(debugger->history);
        place = now + place; // -N is 2^64 - N
        if (argument[0] == '-' && place > now)
            place = 0;
    }
    enum mixter_error wrong = resume_at(debugger, place);
    if (wrong != MIXTER_OK) {
        text_print(answer, "%s\n", mixter_message(debugger->machine));
        return;
    }
    tell_place(debugger, answer);
    text_print(answer, "(gdb still shows where it was: `flushregs` or `maintenance flush "
                       "register-cache` tells it)\n");
}

static void contexts(struct debugger *debugger, const char *argument, struct text *answer) {
    struct mixter_context context;
    (void)argument;
    for (uint32_t i = 0; i < debugger->inferior_count; i++) {
        const char *path = debugger->inferiors[i].path;
        text_print(answer, "process %u: context %-8s ", (unsigned)i + 1, path);
        if (mixter_context(debugger->machine, path, &context) != MIXTER_OK)
            text_print(answer, "does not exist here\n");
        else
            text_print(answer, "%" PRIu64 " instructions%s\n", context.retired,
                       context.is_current ? ", runs" : "");
    }
}

static void checkpoints(struct debugger *debugger, const char *argument, struct text *answer) {
    struct history_counts counts = history_counts(debugger->history);
    (void)argument;
    text_print(answer,
               "%" PRIu32 " checkpoints, at most %" PRIu64 " KiB, about %" PRIu64
               " instructions apart\n",
               counts.checkpoints, counts.memory / 1024, counts.spacing);
}

static void digest(struct debugger *debugger, const char *argument, struct text *answer) {
    uint64_t value;
    (void)argument;
    if (mixter_digest(debugger->machine, &value) == MIXTER_OK)
        text_print(answer, "digest %016" PRIx64 "\n", value);
    else
        text_print(answer, "%s\n", mixter_message(debugger->machine));
}

static void engine(struct debugger *debugger, const char *argument, struct text *answer) {
    uint64_t first, end;
    if (argument[0] != 0 && !engines_choose(debugger, argument))
        text_print(answer, "no engine %s here: jit, interp or step\n", argument);
    const char *name = engines_at(debugger, history_now(debugger->history), &first, &end);
    text_print(answer, "engine %s", name);
    if (end != UINT64_MAX)
        text_print(answer, ", in the slice of instructions %" PRIu64 " to %" PRIu64, first,
                   end - 1);
    text_print(answer, "\n");
}

static void stats(struct debugger *debugger, const char *argument, struct text *answer) {
    const char *name;
    uint64_t executed;
    (void)argument;
    text_print(answer, "%" PRIu64 " instructions of the run", history_frontier(debugger->history));
    for (uint32_t i = 0; (name = engines_count(debugger, i, &executed)) != NULL; i++)
        text_print(answer, ", %" PRIu64 " by %s", executed, name);
    text_print(answer, ", those included that were executed again\n");
}

static void help(struct debugger *debugger, const char *argument, struct text *answer);

static const struct {
    const char *name;
    const char *help;
    void (*run)(struct debugger *debugger, const char *argument, struct text *answer);
} commands[] = {
    {"count", "where the machine is: instructions retired, context, function", count},
    {"go", "N, +N, -N or end: to that number of instructions", go},
    {"contexts", "the program and its hypervisors, and which process of gdb each is", contexts},
    {"engine", "which executes the next instruction; with jit, interp or step: from now on",
     engine},
    {"stats", "how many instructions each engine has executed", stats},
    {"checkpoints", "how many there are, and their memory", checkpoints},
    {"digest", "a number that is the same for equal states", digest},
    {"help", "this list", help},
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static void help(struct debugger *debugger, const char *argument, struct text *answer) {
    (void)debugger, (void)argument;
    for (size_t i = 0; i < COMMANDS; i++)
        text_print(answer, "monitor %-12s %s\n", commands[i].name, commands[i].help);
}

void monitor(struct debugger *debugger, const char *command, struct text *answer) {
    command += strspn(command, " ");
    size_t length = strcspn(command, " ");
    const char *argument = command + length + strspn(command + length, " ");
    for (size_t i = 0; i < COMMANDS; i++) {
        if (length > 0 && strlen(commands[i].name) == length &&
            memcmp(commands[i].name, command, length) == 0) {
            commands[i].run(debugger, argument, answer);
            return;
        }
    }
    text_print(answer, "unknown: %.*s; try `monitor help`\n", (int)length, command);
}
