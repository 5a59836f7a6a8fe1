// Going back. Checkpoints (marks) lie so close to each other that from one to the next takes a few
// hundredths of a second; how many instructions that is, the run itself shows. When they need more
// memory than they may, those are given up that are missed least: the further back, the wider.
#define _GNU_SOURCE
#include "history.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    MARK_TIME = 40000000,  // nanoseconds of execution between two marks
    LOOK_TIME = 5000000,   // between two looks whether the run is interrupted
    MARK_SHARE = 20,       // marks may take a part in so many of the time
    LEAST_SPACING = 20000, // instructions
    FIRST_SPACING = 4000000
};

struct mark {
    struct mixter_checkpoint *checkpoint;
    uint64_t place;
    uint64_t size;  // at most, beyond the mark before
    bool is_pinned; // something was written here: no execution leads to it from before
};

struct point {
    int number; // of those outside
    int armed;  // of the machine; 0: not set
    bool is_watch;
    char *path;
    uint32_t address;
    uint32_t size;
    uint32_t access;
    struct point *next;
};

struct history {
    struct mixter *machine;
    struct history_options options;
    struct mark *marks; // in order of their places
    uint32_t count;
    uint32_t capacity;
    uint64_t memory; // of all marks
    uint64_t pages;  // bytes of the most pages that the program has had: no mark needs more
    uint64_t now;
    uint64_t frontier;
    uint64_t spacing;
    double cost;      // nanoseconds an instruction takes, of late
    double mark_cost; // and a mark
    uint64_t learned; // instructions since the cost was found,
    double taken;     // and their nanoseconds
    struct point *points;
    const char *heeded; // path of the context whose points are armed; NULL: all are
    int last_number;
};

static double nanoseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time); // whatever else the host does
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

uint64_t history_now(const struct history *history) {
    return history->now;
}

uint64_t history_frontier(const struct history *history) {
    return history->frontier;
}

struct history_counts history_counts(const struct history *history) {
    return (struct history_counts){history->count, history->memory, history->spacing};
}

// ---- marks ----

// The last mark that is not behind the place; the first one is at the beginning.
static uint32_t mark_before(const struct history *history, uint64_t place) {
    uint32_t low = 0, high = history->count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (history->marks[middle].place <= place)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static int add_page(void *state, uint32_t address, const struct mixter_translation *translation) {
    uint64_t *bytes = state;
    (void)address;
    if (translation->is_touched)
        *bytes += 4096;
    return 0;
}

static void count_pages(struct history *history) {
    uint64_t bytes = 0;
    mixter_visit_pages(history->machine, "0", add_page, &bytes);
    if (bytes > history->pages)
        history->pages = bytes;
}

// What the next mark would share with this one it needs alone from now on, up to all there is.
static void drop_mark(struct history *history, uint32_t number) {
    struct mark *mark = &history->marks[number];
    history->memory -= mark->size;
    mixter_checkpoint_free(mark->checkpoint);
    if (number + 1 < history->count) {
        struct mark *next = mark + 1;
        uint64_t both = mark->size + next->size;
        uint64_t size = both < history->pages ? both : history->pages;
        if (size < next->size)
            size = next->size;
        history->memory += size - next->size;
        next->size = size;
    }
    memmove(mark, mark + 1, (history->count - number - 1) * sizeof *mark);
    history->count--;
}

// Gives up the mark whose neighbours are closest to each other, seen from here.
static void make_room(struct history *history) {
    while (history->memory > history->options.memory && history->count > 2) {
        uint32_t least = 0;
        double smallest = 0;
        for (uint32_t i = 1; i + 1 < history->count; i++) {
            const struct mark *mark = &history->marks[i];
            uint64_t place = mark->place;
            uint64_t away = place < history->now ? history->now - place : place - history->now;
            double gap = (double)(mark[1].place - mark[-1].place) / ((double)away + 1);
            if (!mark->is_pinned && (least == 0 || gap < smallest)) {
                smallest = gap;
                least = i;
            }
        }
        if (least == 0)
            return;
        drop_mark(history, least);
    }
}

static enum mixter_error insert_mark(struct history *history, uint32_t number) {
    struct mixter_checkpoint *checkpoint;
    double start = nanoseconds();
    enum mixter_error wrong = mixter_checkpoint(history->machine, &checkpoint);
    if (wrong != MIXTER_OK)
        return wrong;
    if (history->count == history->capacity) {
        uint32_t capacity = history->capacity * 2 + 64;
        struct mark *larger = realloc(history->marks, capacity * sizeof *larger);
        if (larger == NULL) {
            mixter_checkpoint_free(checkpoint);
            return MIXTER_ERROR_MEMORY;
        }
        history->marks = larger;
        history->capacity = capacity;
    }
    struct mark *mark = &history->marks[number];
    memmove(mark + 1, mark, (history->count - number) * sizeof *mark);
    mark->checkpoint = checkpoint;
    mark->place = history->now;
    mark->size = mixter_checkpoint_size(checkpoint);
    mark->is_pinned = false;
    history->memory += mark->size;
    history->count++;
    count_pages(history);
    make_room(history);
    double taken = nanoseconds() - start;
    history->mark_cost = history->mark_cost == 0 ? taken : (3 * history->mark_cost + taken) / 4;
    return MIXTER_OK;
}

enum mixter_error history_mark(struct history *history) {
    uint32_t before = mark_before(history, history->now);
    if (history->marks[before].place == history->now)
        return MIXTER_OK;
    return insert_mark(history, before + 1);
}

static enum mixter_error mark_if_due(struct history *history) {
    uint32_t before = mark_before(history, history->now);
    uint64_t since = history->now - history->marks[before].place;
    bool is_close = before + 1 < history->count &&
                    history->marks[before + 1].place - history->now < history->spacing / 2;
    return since < history->spacing || is_close ? MIXTER_OK : insert_mark(history, before + 1);
}

// ---- running ----

// From what the last pieces took.
static void learn(struct history *history, uint64_t retired, double taken) {
    history->learned += retired;
    history->taken += taken;
    if (history->learned < LEAST_SPACING)
        return;
    double cost = history->taken / (double)history->learned;
    history->learned = 0;
    history->taken = 0;
    history->cost = history->cost == 0 ? cost : (3 * history->cost + cost) / 4;
    double time = history->mark_cost * MARK_SHARE;
    double spacing = (time > MARK_TIME ? time : MARK_TIME) / (history->cost + 1e-3);
    history->spacing = spacing < LEAST_SPACING ? LEAST_SPACING : (uint64_t)spacing;
}

static uint64_t piece_of(struct history *history, uint64_t left) {
    uint32_t before = mark_before(history, history->now);
    uint64_t since = history->now - history->marks[before].place;
    uint64_t piece = since < history->spacing ? history->spacing - since : history->spacing;
    uint64_t look =
        history->cost == 0 ? FIRST_SPACING / 8 : (uint64_t)(LOOK_TIME / (history->cost + 1e-3));
    if (look < LEAST_SPACING)
        look = LEAST_SPACING;
    piece = piece < look ? piece : look;
    for (uint32_t i = before + 1; i < history->count; i++) {
        uint64_t distance = history->marks[i].place - history->now;
        if (distance >= piece)
            break;
        if (history->marks[i].is_pinned)
            piece = distance;
    }
    if (history->options.schedule != NULL) {
        uint64_t end = history->options.schedule(history->options.state, history->now);
        piece = piece < end - history->now ? piece : end - history->now;
    }
    return piece < left ? piece : left;
}

static enum mixter_error restore(struct history *history, uint32_t number) {
    enum mixter_error wrong = mixter_restore(history->machine, history->marks[number].checkpoint);
    if (wrong == MIXTER_OK)
        history->now = history->marks[number].place;
    return wrong;
}

// Where something was written, the run goes on from that.
static enum mixter_error arrive(struct history *history) {
    uint32_t before = mark_before(history, history->now);
    const struct mark *mark = &history->marks[before];
    if (mark->is_pinned && mark->place == history->now)
        return restore(history, before);
    return mark_if_due(history);
}

// From the machine's number to that outside.
static void tell_point(const struct history *history, struct mixter_stop *stop) {
    if (stop->reason != MIXTER_STOP_BREAKPOINT && stop->reason != MIXTER_STOP_WATCHPOINT)
        return;
    for (const struct point *point = history->points; point != NULL; point = point->next) {
        if (point->armed == stop->point) {
            stop->point = point->number;
            return;
        }
    }
}

enum mixter_error history_run(struct history *history, uint64_t budget, struct mixter_stop *stop) {
    enum mixter_error wrong;
    uint64_t first = history->now;
    for (;;) {
        uint64_t left = budget - (history->now - first);
        uint64_t piece = piece_of(history, left);
        double start = nanoseconds();
        wrong = mixter_run(history->machine, piece, stop);
        if (wrong != MIXTER_OK)
            return wrong;
        learn(history, stop->retired, nanoseconds() - start);
        if (history->options.ran != NULL)
            history->options.ran(history->options.state, stop->retired);
        history->now = stop->total;
        if (history->frontier < history->now)
            history->frontier = history->now;
        if (stop->reason == MIXTER_STOP_BUDGET && piece > 0)
            wrong = arrive(history);
        if (wrong != MIXTER_OK)
            return wrong;
        if (stop->reason != MIXTER_STOP_BUDGET || history->now - first >= budget)
            break;
        if (history->options.look != NULL && history->options.look(history->options.state)) {
            stop->reason = MIXTER_STOP_INTERRUPTED;
            break;
        }
    }
    stop->retired = history->now - first;
    tell_point(history, stop);
    return MIXTER_OK;
}

// ---- points ----

static enum mixter_error arm(struct history *history, struct point *point) {
    if (point->is_watch)
        return mixter_watch(history->machine, point->path, point->address, point->size,
                            point->access, &point->armed);
    return mixter_break(history->machine, point->path, point->address, &point->armed);
}

static enum mixter_error arm_all(struct history *history, bool armed) {
    enum mixter_error wrong = MIXTER_OK;
    for (struct point *point = history->points; point != NULL; point = point->next) {
        bool is_heeded = history->heeded == NULL || strcmp(history->heeded, point->path) == 0;
        if (armed && is_heeded && point->armed == 0 && wrong == MIXTER_OK)
            wrong = arm(history, point);
        if ((armed && is_heeded) || point->armed == 0)
            continue;
        mixter_remove(history->machine, point->armed);
        point->armed = 0;
    }
    return wrong;
}

enum mixter_error history_heed(struct history *history, const char *path) {
    history->heeded = path;
    return arm_all(history, true);
}

static enum mixter_error add_point(struct history *history, const struct point *wanted,
                                   int *number) {
    struct point *point = malloc(sizeof *point);
    char *path = strdup(wanted->path);
    enum mixter_error wrong = MIXTER_ERROR_MEMORY;
    if (point != NULL && path != NULL) {
        *point = *wanted;
        point->path = path;
        wrong = arm(history, point);
    }
    if (wrong != MIXTER_OK) {
        free(point);
        free(path);
        return wrong;
    }
    point->number = *number = ++history->last_number;
    point->next = history->points;
    history->points = point;
    return MIXTER_OK;
}

enum mixter_error history_break(struct history *history, const char *path, uint32_t address,
                                int *point) {
    const struct point wanted = {.path = (char *)(uintptr_t)path, .address = address};
    return add_point(history, &wanted, point);
}

enum mixter_error history_watch(struct history *history, const char *path, uint32_t address,
                                uint32_t size, uint32_t access, int *point) {
    const struct point wanted = {.is_watch = true,
                                 .path = (char *)(uintptr_t)path,
                                 .address = address,
                                 .size = size,
                                 .access = access};
    return add_point(history, &wanted, point);
}

void history_remove(struct history *history, int number) {
    for (struct point **link = &history->points; *link != NULL; link = &(*link)->next) {
        struct point *point = *link;
        if (point->number != number)
            continue;
        *link = point->next;
        if (point->armed != 0)
            mixter_remove(history->machine, point->armed);
        free(point->path);
        free(point);
        return;
    }
}

// ---- going ----

// With points disarmed.
static enum mixter_error run_to(struct history *history, uint64_t place, struct mixter_stop *stop) {
    enum mixter_error wrong = history_run(history, 0, stop);
    while (wrong == MIXTER_OK && history->now < place) {
        wrong = history_run(history, place - history->now, stop);
        if (wrong == MIXTER_OK && stop->reason != MIXTER_STOP_BUDGET)
            break;
    }
    return wrong;
}

enum mixter_error history_go(struct history *history, uint64_t place, struct mixter_stop *stop) {
    uint32_t before = mark_before(history, place);
    enum mixter_error wrong = MIXTER_OK;
    if (place < history->now || history->marks[before].place > history->now)
        wrong = restore(history, before);
    if (wrong == MIXTER_OK)
        wrong = arm_all(history, false);
    if (wrong == MIXTER_OK)
        wrong = run_to(history, place, stop);
    enum mixter_error again = arm_all(history, true);
    return wrong != MIXTER_OK ? wrong : again;
}

enum mixter_error history_pass(struct history *history, uint64_t place, struct mixter_stop *stop) {
    enum mixter_error wrong = arm_all(history, false);
    while (wrong == MIXTER_OK && history->now < place) {
        wrong = mixter_run(history->machine, place - history->now, stop);
        if (wrong != MIXTER_OK)
            break;
        history->now = stop->total;
        if (history->frontier < history->now)
            history->frontier = history->now;
        if (stop->reason != MIXTER_STOP_BUDGET)
            break;
    }
    enum mixter_error again = arm_all(history, true);
    return wrong != MIXTER_OK ? wrong : again;
}

// The last stop from here to `end`, which is excluded, except for what the kernel has done there.
// False if there is none.
static bool last_stop(struct history *history, uint64_t end, struct mixter_stop *found,
                      struct mixter_stop *stop, enum mixter_error *wrong) {
    bool is_found = false;
    do {
        *wrong = history_run(history, end - history->now, stop);
        if (*wrong != MIXTER_OK || stop->reason == MIXTER_STOP_INTERRUPTED)
            return false;
        bool is_hit =
            stop->reason == MIXTER_STOP_BREAKPOINT || stop->reason == MIXTER_STOP_WATCHPOINT;
        if (!is_hit || (history->now == end && !stop->by_kernel))
            return is_found;
        *found = *stop;
        is_found = true;
    } while (history->now < end);
    return is_found;
}

enum mixter_error history_back(struct history *history, uint64_t least, struct mixter_stop *stop) {
    enum mixter_error wrong = MIXTER_OK;
    uint64_t start = history->now, end = start;
    struct mixter_stop found;
    if (least < history->marks[0].place)
        least = history->marks[0].place;
    while (end > least) {
        uint32_t number = mark_before(history, end - 1);
        uint64_t place = history->marks[number].place;
        wrong = restore(history, number);
        if (wrong == MIXTER_OK && place < least)
            wrong = history_go(history, least, stop);
        bool is_found = wrong == MIXTER_OK && last_stop(history, end, &found, stop, &wrong);
        if (wrong != MIXTER_OK)
            return wrong;
        if (stop->reason == MIXTER_STOP_INTERRUPTED && !is_found) {
            struct mixter_stop ignored;
            stop->total = start;
            return history_go(history, start, &ignored);
        }
        if (is_found) {
            bool is_behind = found.reason == MIXTER_STOP_WATCHPOINT && !found.by_kernel;
            wrong = history_go(history, found.total + is_behind, stop);
            found.total = history->now;
            found.context = stop->context;
            found.pc = stop->pc;
            *stop = found;
            return wrong;
        }
        end = place;
    }
    return history_go(history, least, stop);
}

enum mixter_error history_cut(struct history *history) {
    while (history->count > 0 && history->marks[history->count - 1].place >= history->now)
        drop_mark(history, history->count - 1);
    history->frontier = history->now;
    uint32_t number = history->count;
    enum mixter_error wrong = insert_mark(history, number);
    if (wrong == MIXTER_OK)
        history->marks[history->count - 1].is_pinned = true;
    return wrong;
}

// ---- beginning and end ----

struct history *history_start(struct mixter *machine, const struct history_options *options) {
    struct history *history = calloc(1, sizeof *history);
    if (history == NULL)
        return NULL;
    history->machine = machine;
    history->options = *options;
    history->spacing = FIRST_SPACING;
    if (insert_mark(history, 0) == MIXTER_OK)
        return history;
    history_end(history);
    return NULL;
}

void history_end(struct history *history) {
    while (history->points != NULL)
        history_remove(history, history->points->number);
    for (uint32_t i = 0; i < history->count; i++)
        mixter_checkpoint_free(history->marks[i].checkpoint);
    free(history->marks);
    free(history);
}
