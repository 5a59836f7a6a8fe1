// Moves by lines, calls and returns, in both directions. What is forward is done by running; what
// is back, by looking up what was executed before: the instructions of a context between two places
// are found by executing them once more, one after the other.
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "page.h"

enum { WINDOW_LEAST = 512, LOOK_STEPS = 256 };

// ---- messages, and where it is ----

static void say(struct page *page, bool is_alarm, const char *format, va_list arguments) {
    vsnprintf(page->message, sizeof page->message, format, arguments);
    page->is_alarm = is_alarm;
}

void page_message(struct page *page, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say(page, false, format, arguments);
    va_end(arguments);
}

void page_alarm(struct page *page, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say(page, true, format, arguments);
    va_end(arguments);
}

static void tell_stop(struct page *page) {
    const struct mixter_stop *stop = &page->debugger->stop;
    switch (stop->reason) {
    case MIXTER_STOP_EXIT:
        page_message(page, "exited with status %d; capital letters go back", stop->status);
        break;
    case MIXTER_STOP_SIGNAL:
    case MIXTER_STOP_LIMIT:
        page_alarm(page, "killed: %s", stop->cause != NULL ? stop->cause : "limit");
        break;
    case MIXTER_STOP_DIFFERENT: page_alarm(page, "the run differs from the recording here"); break;
    case MIXTER_STOP_INTERRUPTED: page_message(page, "interrupted"); break;
    case MIXTER_STOP_BREAKPOINT:
        for (uint32_t i = 0; i < page->point_count; i++) {
            if (page->points[i].number == stop->point)
                page_message(page, "breakpoint at 0x%08x", (unsigned)page->points[i].address);
        }
        break;
    default: break;
    }
}

static void read_state(struct page *page) {
    page->has_registers = mixter_read_registers(page->debugger->machine, page_path(page),
                                                &page->registers) == MIXTER_OK;
}

static void back_to_beginning(struct page *page) {
    resume_at(page->debugger, page->start);
    page->debugger->is_at_start = true;
}

void page_arrive(struct page *page) {
    struct debugger *debugger = page->debugger;
    if (history_now(debugger->history) < page->start)
        back_to_beginning(page);
    inferiors_update(debugger);
    if (debugger->stop.reason == MIXTER_STOP_BREAKPOINT)
        page->shown = debugger->stopped;
    read_state(page);
    page->cursor_file = NULL;
    if (debugger->is_at_start)
        page_message(page, "this is the beginning");
    else
        tell_stop(page);
}

void page_leave(struct page *page) {
    struct snapshot *before = &page->before;
    struct mixter *machine = page->debugger->machine;
    before->is_there = page->has_registers;
    before->inferior = page->shown;
    before->registers = page->registers;
    before->stack = page->registers.general[29] & ~15u;
    before->memory = page->memory;
    mixter_read_memory(machine, page_path(page), before->stack, before->stack_bytes, MEMORY_SHOWN,
                       &before->stack_size);
    mixter_read_memory(machine, page_path(page), before->memory, before->memory_bytes, MEMORY_SHOWN,
                       &before->memory_size);
    page->message[0] = 0;
    page->is_alarm = false;
    if (!page->debugger->has_ended)
        page->debugger->stop.reason = MIXTER_STOP_BUDGET;
}

bool page_has_stopped(const struct page *page) {
    const struct debugger *debugger = page->debugger;
    return debugger->has_ended || debugger->stop.reason != MIXTER_STOP_BUDGET;
}

bool page_may_move(struct page *page, bool is_back) {
    if (page->debugger->has_ended && !is_back)
        tell_stop(page);
    else if (is_back && history_now(page->debugger->history) <= page->start)
        page_message(page, "this is the beginning");
    else if (!page->has_registers)
        page_message(page, "context %s does not exist here", page_path(page));
    else
        return true;
    return false;
}

// ---- instructions ----

static bool is_same_function(const struct location *a, const struct location *b) {
    return a->function == b->function ||
           (a->function != NULL && b->function != NULL && strcmp(a->function, b->function) == 0);
}

static bool is_same_line(const struct location *a, const struct location *b) {
    bool is_same_file =
        a->file == b->file || (a->file != NULL && b->file != NULL && strcmp(a->file, b->file) == 0);
    return is_same_file && is_same_function(a, b) && a->line == b->line;
}

static struct location locate(const struct page *page, uint32_t pc) {
    return page_locate(page, page->shown, pc);
}

// The same as a function sees it into which others are inlined: there they are calls.
static struct location locate_in(const struct page *page, const char *function, uint32_t pc) {
    enum { INLINED_MOST = 8 };
    struct code_frame frames[INLINED_MOST];
    struct location location = locate(page, pc);
    const struct image *image = page_image(page, page->shown);
    uint32_t count = image != NULL && function != NULL && location.function != NULL
                         ? image_frames_at(image, pc, frames, INLINED_MOST)
                         : 0;
    for (uint32_t i = 1; i < count; i++) {
        if (frames[i].function == NULL || strcmp(frames[i].function, function) != 0)
            continue;
        location.function = frames[i].function;
        location.file = frames[i].place.file;
        location.line = frames[i].place.line;
    }
    return location;
}

static bool is_call(const struct page *page, uint32_t pc) {
    uint32_t word;
    return page_word(page, pc, &word) && isa_links(isa_decode(word));
}

static bool is_slot(const struct page *page, uint32_t pc) {
    uint32_t word;
    return page_word(page, pc - 4, &word) && isa_has_slot(isa_decode(word));
}

static bool step(struct page *page) {
    resume(page->debugger, RESUME_STEP, page->shown, (struct range){0, 0});
    read_state(page);
    return !page_has_stopped(page) && page->has_registers;
}

// Up to where a call has returned to; recursion comes there with another stack pointer.
static bool run_to_return(struct page *page, uint32_t address, uint32_t stack) {
    do {
        resume_to(page->debugger, page->shown, address, false);
        read_state(page);
    } while (!page_has_stopped(page) && page->has_registers &&
             page->registers.general[29] != stack);
    return !page_has_stopped(page);
}

// One instruction, with all that it calls.
static bool step_over(struct page *page) {
    uint32_t pc = page->registers.pc, stack = page->registers.general[29];
    bool calls = is_call(page, pc);
    if (!step(page) || !calls || !step(page))
        return !page_has_stopped(page);
    return page->registers.pc == pc + 8 || run_to_return(page, pc + 8, stack);
}

static void step_line(struct page *page, bool is_over) {
    struct location from = locate(page, page->registers.pc), here;
    for (uint32_t i = 1;; i++) {
        uint32_t pc = page->registers.pc, stack = page->registers.general[29];
        bool was_call = is_call(page, pc - 4); // in its slot
        if (!(is_over ? step_over(page) : step(page)))
            return;
        here = locate_in(page, is_over ? from.function : NULL, page->registers.pc);
        if (from.line == 0)
            return;
        if (here.line == 0 && was_call && page->registers.pc != pc + 4) { // code without lines
            if (!run_to_return(page, pc + 4, stack))
                return;
            here = locate(page, page->registers.pc);
        }
        uint32_t body = here.offset == 0 && was_call ? page_body(page, page->registers.pc) : 0;
        if (body != 0 && body != page->registers.pc) {
            resume_to(page->debugger, page->shown, body, false);
            read_state(page);
            return;
        }
        if (!is_same_line(&from, &here) && here.line != 0 && !is_slot(page, page->registers.pc))
            return;
        if (i % LOOK_STEPS == 0 && page->debugger->look(page->debugger)) {
            page->debugger->stop.reason = MIXTER_STOP_INTERRUPTED;
            return;
        }
    }
}

// Code of a function that is inlined into another one.
static bool is_inlined(const struct page *page, const struct location *location) {
    const struct image *image = page_image(page, page->shown);
    struct symbol symbol = {0};
    if (image != NULL)
        symbol = image_function_at(image, page->registers.pc);
    return symbol.name != NULL && location->function != NULL &&
           strcmp(symbol.name, location->function) != 0;
}

static void step_out(struct page *page) {
    uint32_t address, stack;
    struct location from = locate(page, page->registers.pc), here = from;
    if (is_inlined(page, &from)) {
        while (is_same_function(&from, &here) && step_over(page))
            here = locate(page, page->registers.pc);
    } else if (page_return(page, &address, &stack))
        run_to_return(page, address, stack);
    else
        page_message(page, "it is not known where this function returns to");
}

// ---- what was executed before ----

static bool add_spot(struct window *window, const struct spot *spot) {
    if (window->count == window->capacity) {
        uint32_t capacity = window->capacity * 2 + WINDOW_LEAST;
        struct spot *larger = realloc(window->spots, capacity * sizeof *larger);
        if (larger == NULL)
            return false;
        window->spots = larger;
        window->capacity = capacity;
    }
    window->spots[window->count++] = *spot;
    return true;
}

void window_free(struct window *window) {
    free(window->spots);
}

// Finds out what the shown context has executed in the `distance` instructions of the machine
// before `end`.
static void fill(struct page *page, uint64_t end, uint64_t distance) {
    struct debugger *debugger = page->debugger;
    struct window *window = &page->window;
    uint64_t first = end - page->start > distance ? end - distance : page->start;
    window->inferior = page->shown;
    window->count = 0;
    window->first = first;
    window->end = end;
    history_heed(debugger->history, "");
    resume_at(debugger, first);
    history_mark(debugger->history);
    read_state(page);
    for (uint64_t now = first; now < end && page->has_registers;) {
        const struct spot spot = {now, page->registers.pc, page->registers.general[29]};
        if (debugger->stopped == page->shown && !add_spot(window, &spot))
            break;
        resume(debugger, RESUME_STEP, page->shown, (struct range){0, 0});
        if (history_now(debugger->history) == now)
            break;
        now = history_now(debugger->history);
        read_state(page);
    }
    history_heed(debugger->history, NULL);
}

// The last instruction of the shown context before a place. False if there is none.
static bool previous(struct page *page, uint64_t place, struct spot *spot) {
    struct window *window = &page->window;
    for (uint64_t distance = WINDOW_LEAST;; distance *= 8) {
        uint32_t low = 0, high = window->count;
        if (window->inferior == page->shown && place <= window->end && place > window->first) {
            while (low < high) {
                uint32_t middle = low + (high - low) / 2;
                if (window->spots[middle].place < place)
                    low = middle + 1;
                else
                    high = middle;
            }
            if (low > 0) {
                *spot = window->spots[low - 1];
                return true;
            }
            if (window->first <= page->start)
                return false;
        }
        if (place <= page->start)
            return false;
        fill(page, place, distance);
    }
}

void page_go_to_previous(struct page *page) {
    struct spot before;
    if (previous(page, history_now(page->debugger->history), &before))
        resume_at(page->debugger, before.place);
}

// The call that has returned to a spot; the machine moves. False if it is not found.
static bool find_call(struct page *page, const struct spot *returned, struct spot *call) {
    struct debugger *debugger = page->debugger;
    history_heed(debugger->history, "");
    resume_at(debugger, returned->place);
    do {
        resume_to(debugger, page->shown, returned->pc - 8, true);
        read_state(page);
    } while (!debugger->is_at_start && debugger->stop.reason == MIXTER_STOP_BUDGET &&
             page->registers.general[29] != returned->stack);
    history_heed(debugger->history, NULL);
    *call = (struct spot){history_now(debugger->history), page->registers.pc,
                          page->registers.general[29]};
    return !debugger->is_at_start && debugger->stop.reason == MIXTER_STOP_BUDGET;
}

// Before a spot, in the same function: calls that have returned are passed. Those are also that
// lead to code without lines, unless `into` is what is wanted anyway.
static bool previous_over(struct page *page, const struct spot *spot, bool is_over,
                          struct spot *before) {
    if (!previous(page, spot->place, before))
        return false;
    bool has_returned = before->pc != spot->pc - 4 && is_call(page, spot->pc - 8) &&
                        is_slot(page, before->pc) && !is_call(page, before->pc - 4);
    if (!has_returned || (!is_over && locate(page, before->pc).line != 0))
        return true;
    struct spot call;
    if (find_call(page, spot, &call))
        *before = call;
    return true;
}

static struct spot here(const struct page *page) {
    return (struct spot){history_now(page->debugger->history), page->registers.pc,
                         page->registers.general[29]};
}

static void step_back(struct page *page) {
    struct spot before;
    if (previous(page, here(page).place, &before))
        resume_at(page->debugger, before.place);
    else
        back_to_beginning(page);
}

// From one place to another before, unless a point of the user's is hit on the way.
static void back_to(struct page *page, uint64_t from, uint64_t place) {
    if (resume_at(page->debugger, from) == MIXTER_OK)
        resume_back_to(page->debugger, place);
}

// To the beginning of what was executed of the line before.
static void step_line_back(struct page *page, bool is_over) {
    struct spot start = here(page), at = start, before;
    struct location line = {0}, from = locate(page, at.pc);
    bool is_first = true;
    while (previous_over(page, &at, is_over, &before)) {
        struct location location = locate_in(page, is_over ? from.function : NULL, before.pc);
        bool goes_in = before.pc != at.pc - 4 && is_call(page, at.pc - 8) && before.pc != at.pc - 8;
        if (is_first || goes_in)
            line = location;
        else if (!is_same_line(&line, &location))
            break;
        at = before;
        is_first = false;
        if (line.line == 0)
            break;
    }
    if (!is_first && is_slot(page, at.pc) && previous(page, at.place, &before))
        at = before;
    if (is_first)
        back_to_beginning(page);
    else
        back_to(page, start.place, at.place);
}

static void step_out_back(struct page *page) {
    struct spot start = here(page), returned = start, call;
    struct location from = locate(page, page->registers.pc), location = from;
    if (is_inlined(page, &from)) {
        while (is_same_function(&from, &location) && previous_over(page, &returned, true, &call)) {
            returned = call;
            location = locate(page, call.pc);
        }
        back_to(page, start.place, returned.place);
    } else if (!page_return(page, &returned.pc, &returned.stack))
        page_message(page, "it is not known where this function was called");
    else if (find_call(page, &returned, &call))
        back_to(page, start.place, call.place);
    else
        page->debugger->is_at_start = true;
}

// ---- all of them ----

static void move_once(struct page *page, enum distance distance) {
    switch (distance) {
    case MOVE_INSTRUCTION: step(page); break;
    case MOVE_LINE: step_line(page, false); break;
    case MOVE_OVER: step_line(page, true); break;
    case MOVE_OUT: step_out(page); break;
    case MOVE_CONTINUE: resume(page->debugger, RESUME, page->shown, (struct range){0, 0}); break;
    }
}

static void move_back_once(struct page *page, enum distance distance) {
    switch (distance) {
    case MOVE_INSTRUCTION: step_back(page); break;
    case MOVE_LINE: step_line_back(page, false); break;
    case MOVE_OVER: step_line_back(page, true); break;
    case MOVE_OUT: step_out_back(page); break;
    case MOVE_CONTINUE:
        resume(page->debugger, RESUME_BACK, page->shown, (struct range){0, 0});
        break;
    }
}

// The place is counted while it moves: after a step back the machine is somewhere in the window.
void page_move(struct page *page, enum distance distance, bool is_back, uint32_t count) {
    bool ends_at_point = !is_back || distance != MOVE_CONTINUE; // a point ends what a count repeats
    page_leave(page);
    for (uint32_t i = 0; i < count && page_may_move(page, is_back); i++) {
        page->debugger->is_at_start = false;
        if (is_back)
            move_back_once(page, distance);
        else
            move_once(page, distance);
        read_state(page);
        if (page->debugger->is_at_start || (ends_at_point && page_has_stopped(page)) ||
            page->debugger->stop.reason == MIXTER_STOP_INTERRUPTED)
            break;
    }
    page_arrive(page);
}

void page_run_to(struct page *page, const uint32_t *addresses, uint32_t count, bool is_back) {
    struct debugger *debugger = page->debugger;
    int points[POINTS_MOST];
    page_leave(page);
    if (!page_may_move(page, is_back))
        return;
    for (uint32_t i = 0; i < count; i++)
        history_break(debugger->history, page_path(page), addresses[i], &points[i]);
    resume(debugger, is_back ? RESUME_BACK : RESUME, page->shown, (struct range){0, 0});
    for (uint32_t i = 0; i < count; i++)
        history_remove(debugger->history, points[i]);
    page_arrive(page);
}

void page_go(struct page *page, uint64_t place) {
    page_leave(page);
    resume_at(page->debugger, place < page->start ? page->start : place);
    page_arrive(page);
}
