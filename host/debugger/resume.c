// Running, in both directions, and what gdb is told when that stops.
#include <stdio.h>
#include <string.h>

#include "debugger.h"

// Numbers of signals, as gdb numbers them.
static const struct {
    const char *name;
    unsigned number;
} signals[] = {{"SIGINT", 2},   {"SIGILL", 4},   {"SIGTRAP", 5},  {"SIGABRT", 6}, {"SIGFPE", 8},
               {"SIGKILL", 9},  {"SIGBUS", 10},  {"SIGSEGV", 11}, {"SIGSYS", 12}, {"SIGPIPE", 13},
               {"SIGTERM", 15}, {"SIGXCPU", 24}, {"SIGXFSZ", 25}};

enum { SIGNAL_INTERRUPT = 2, SIGNAL_TRAP = 5, SIGNAL_KILL = 9 };

static unsigned signal_of(const struct mixter_stop *stop) {
    for (size_t i = 0; stop->signal_name != NULL && i < sizeof signals / sizeof signals[0]; i++) {
        if (strcmp(signals[i].name, stop->signal_name) == 0)
            return signals[i].number;
    }
    return stop->reason == MIXTER_STOP_LIMIT ? SIGNAL_KILL : SIGNAL_TRAP;
}

// ---- where the machine has come to ----

static void arrive(struct debugger *debugger) {
    const struct mixter_stop *stop = &debugger->stop;
    debugger->has_ended = stop->reason == MIXTER_STOP_EXIT || stop->reason == MIXTER_STOP_SIGNAL ||
                          stop->reason == MIXTER_STOP_LIMIT ||
                          stop->reason == MIXTER_STOP_DIFFERENT;
    debugger->stopped = stop->context != NULL ? inferior_of(debugger, stop->context) : 0;
    debugger->is_at_start = false;
    if (debugger->resumed != (uint32_t)ALL_INFERIORS)
        debugger->stopped = debugger->resumed;
    debugger->general = debugger->stopped;
    if (debugger->has_ended)
        return;
    debugger->is_end_told = false;
    for (uint32_t i = 0; i < debugger->inferior_count; i++)
        debugger->inferiors[i].is_gone = false;
}

enum mixter_error resume_at(struct debugger *debugger, uint64_t place) {
    enum mixter_error wrong = history_go(debugger->history, place, &debugger->stop);
    arrive(debugger);
    return wrong;
}

// ---- forward ----

static bool read_registers(struct debugger *debugger, uint32_t inferior,
                           struct mixter_registers *registers) {
    return mixter_read_registers(debugger->machine, debugger->inferiors[inferior].path,
                                 registers) == MIXTER_OK;
}

// Up to an address of a context. Other stops come first.
static enum mixter_error run_to(struct debugger *debugger, uint32_t inferior, uint32_t address) {
    int point;
    enum mixter_error wrong =
        history_break(debugger->history, debugger->inferiors[inferior].path, address, &point);
    if (wrong != MIXTER_OK)
        return wrong;
    wrong = history_run(debugger->history, MIXTER_NO_BUDGET, &debugger->stop);
    if (debugger->stop.reason == MIXTER_STOP_BREAKPOINT && debugger->stop.point == point)
        debugger->stop.reason = MIXTER_STOP_BUDGET;
    history_remove(debugger->history, point);
    return wrong;
}

// One instruction of a context: that of others may come between.
static enum mixter_error step(struct debugger *debugger, uint32_t inferior) {
    struct mixter_registers before, after;
    if (!read_registers(debugger, inferior, &before))
        return MIXTER_ERROR_CONTEXT;
    if (debugger->stopped == inferior) {
        enum mixter_error wrong = history_run(debugger->history, 1, &debugger->stop);
        if (wrong != MIXTER_OK || debugger->stop.reason != MIXTER_STOP_BUDGET)
            return wrong;
        if (strcmp(debugger->stop.context, debugger->inferiors[inferior].path) == 0 &&
            read_registers(debugger, inferior, &after) && after.retired == before.retired + 1)
            return MIXTER_OK;
    }
    return run_to(debugger, inferior, before.next_pc);
}

static enum mixter_error step_range(struct debugger *debugger, uint32_t inferior,
                                    struct range range) {
    enum { LOOK_STEPS = 0x1000 };
    for (uint32_t i = 1;; i++) {
        enum mixter_error wrong = step(debugger, inferior);
        if (wrong != MIXTER_OK)
            return wrong;
        arrive(debugger);
        const struct mixter_stop *stop = &debugger->stop;
        if (stop->reason != MIXTER_STOP_BUDGET || debugger->stopped != inferior ||
            stop->pc < range.first || stop->pc >= range.end)
            return MIXTER_OK;
        if (i % LOOK_STEPS == 0 && debugger->look(debugger)) {
            debugger->stop.reason = MIXTER_STOP_INTERRUPTED;
            return MIXTER_OK;
        }
    }
}

// ---- back ----

// The last place at which a context has retired no more than so many instructions; it is not behind
// the present one. By doubled distances, then by halves.
static enum mixter_error go_to_instruction(struct debugger *debugger, const char *path,
                                           uint64_t retired) {
    struct mixter_context context;
    uint64_t high = history_now(debugger->history), distance = 1, low;
    enum mixter_error wrong;
    do { // high: is behind; low: is not
        low = high > distance ? high - distance : 0;
        wrong = resume_at(debugger, low);
        if (wrong != MIXTER_OK)
            return wrong;
        bool is_there = mixter_context(debugger->machine, path, &context) == MIXTER_OK;
        if (!is_there || context.retired <= retired || low == 0)
            break;
        high = low;
        distance *= 2;
    } while (true);
    wrong = history_mark(debugger->history);
    while (wrong == MIXTER_OK && high - low > 1) {
        uint64_t middle = low + (high - low) / 2;
        wrong = resume_at(debugger, middle);
        bool is_there = mixter_context(debugger->machine, path, &context) == MIXTER_OK;
        if (!is_there || context.retired <= retired)
            low = middle;
        else
            high = middle;
    }
    if (wrong == MIXTER_OK && history_now(debugger->history) != low)
        wrong = resume_at(debugger, low);
    return wrong;
}

static enum mixter_error step_back(struct debugger *debugger, uint32_t inferior) {
    struct mixter_context context;
    const char *path = debugger->inferiors[inferior].path;
    if (history_now(debugger->history) == 0 ||
        mixter_context(debugger->machine, path, &context) != MIXTER_OK || context.retired == 0) {
        debugger->is_at_start = true;
        return MIXTER_OK;
    }
    // A program that has died has not executed the instruction that it died of.
    return go_to_instruction(debugger, path, context.retired - 1);
}

static enum mixter_error run_back(struct debugger *debugger) {
    enum mixter_error wrong = history_back(debugger->history, 0, &debugger->stop);
    arrive(debugger);
    debugger->is_at_start = debugger->stop.reason == MIXTER_STOP_BUDGET;
    return wrong;
}

enum mixter_error resume_back_to(struct debugger *debugger, uint64_t place) {
    debugger->stop.by_kernel = 0;
    enum mixter_error wrong = history_back(debugger->history, place, &debugger->stop);
    arrive(debugger);
    return wrong;
}

enum mixter_error resume(struct debugger *debugger, enum resumption how, uint32_t inferior,
                         struct range range) {
    enum mixter_error wrong;
    debugger->stop.by_kernel = 0;
    if (how == RESUME_BACK)
        return run_back(debugger);
    if (how == RESUME_STEP_BACK)
        return step_back(debugger, inferior);
    if (how == RESUME_RANGE)
        return step_range(debugger, inferior, range);
    wrong = how == RESUME_STEP ? step(debugger, inferior)
                               : history_run(debugger->history, MIXTER_NO_BUDGET, &debugger->stop);
    if (wrong == MIXTER_OK)
        arrive(debugger);
    return wrong;
}

// A point of another at the same address is where it wants to be, too.
enum mixter_error resume_to(struct debugger *debugger, uint32_t inferior, uint32_t address,
                            bool is_back) {
    int point;
    const char *path = debugger->inferiors[inferior].path;
    enum mixter_error wrong = history_break(debugger->history, path, address, &point);
    if (wrong != MIXTER_OK)
        return wrong;
    debugger->stop.by_kernel = 0;
    wrong = is_back ? history_back(debugger->history, 0, &debugger->stop)
                    : history_run(debugger->history, MIXTER_NO_BUDGET, &debugger->stop);
    history_remove(debugger->history, point);
    const struct mixter_stop *stop = &debugger->stop;
    bool is_there = stop->reason == MIXTER_STOP_BREAKPOINT && stop->pc == address &&
                    strcmp(stop->context, path) == 0;
    arrive(debugger);
    debugger->is_at_start = is_back && stop->reason == MIXTER_STOP_BUDGET;
    if (is_there)
        debugger->stop.reason = MIXTER_STOP_BUDGET;
    return wrong;
}

enum mixter_error resume_for(struct debugger *debugger, uint64_t instructions) {
    debugger->stop.by_kernel = 0;
    enum mixter_error wrong = history_run(debugger->history, instructions, &debugger->stop);
    arrive(debugger);
    return wrong;
}

// ---- what gdb is told ----

static void tell_exit(struct debugger *debugger) {
    const struct mixter_stop *stop = &debugger->stop;
    char kind = stop->reason == MIXTER_STOP_EXIT ? 'W' : 'X';
    unsigned value = kind == 'W' ? (unsigned)stop->status & 0xff : signal_of(stop);
    uint32_t i = 0;
    while (i + 1 < debugger->inferior_count && debugger->inferiors[i].is_gone)
        i++;
    debugger->inferiors[i].is_gone = true;
    text_print(&debugger->reply, "%c%02x;process:%x", kind, value, (unsigned)i + 1);
}

// The end of a program is a place like others: gdb learns of it as a stop first, so that it can go
// back, and as the end, of one process after the other, when it goes on.
static void tell_end(struct debugger *debugger) {
    const struct mixter_stop *stop = &debugger->stop;
    if (debugger->is_end_told) {
        tell_exit(debugger);
        return;
    }
    struct text text = {0};
    if (stop->reason == MIXTER_STOP_EXIT)
        text_print(&text, "[the program has exited with status %d", stop->status);
    else
        text_print(&text, "[the program has been ended: %s",
                   stop->cause != NULL ? stop->cause : "by a limit");
    text_print(&text, ", after %llu instructions; it can go back]\n",
               (unsigned long long)history_now(debugger->history));
    debugger_say(debugger, text.bytes, text.size);
    text_free(&text);
    debugger->is_end_told = true;
    text_print(&debugger->reply, "T%02xthread:p%x.1;", signal_of(stop),
               (unsigned)debugger->stopped + 1);
    if (stop->reason == MIXTER_STOP_EXIT)
        text_print(&debugger->reply, "replaylog:end;");
}

void stop_reply(struct debugger *debugger) {
    static const char *const watches[] = {"", "", "watch", "rwatch", "awatch"};
    const struct mixter_stop *stop = &debugger->stop;
    inferiors_update(debugger);
    if (debugger->has_ended && !debugger->is_at_start) {
        tell_end(debugger);
        return;
    }
    const struct point_set *point = point_find(debugger, stop->point);
    bool is_break = stop->reason == MIXTER_STOP_BREAKPOINT && point != NULL;
    bool is_watch = stop->reason == MIXTER_STOP_WATCHPOINT && point != NULL;
    text_print(&debugger->reply, "T%02xthread:p%x.1;",
               stop->reason == MIXTER_STOP_INTERRUPTED ? SIGNAL_INTERRUPT : SIGNAL_TRAP,
               (unsigned)(is_watch ? point->inferior : debugger->stopped) + 1);
    if (is_watch)
        text_print(&debugger->reply, "%s:%x;", watches[point->type], (unsigned)stop->address);
    else if (is_break)
        text_print(&debugger->reply, "%s:;", point->type == 0 ? "swbreak" : "hwbreak");
    else if (debugger->is_at_start)
        text_print(&debugger->reply, "replaylog:begin;");
}
