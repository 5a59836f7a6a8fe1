// Breakpoints and watchpoints: packets Z and z.
#include <stdlib.h>

#include "debugger.h"

enum { BREAK_SOFTWARE, BREAK_HARDWARE, WATCH_WRITE, WATCH_READ, WATCH_ACCESS, TYPES };

static const uint32_t accesses[TYPES] = {[WATCH_WRITE] = MIXTER_WRITE,
                                         [WATCH_READ] = MIXTER_READ,
                                         [WATCH_ACCESS] = MIXTER_READ | MIXTER_WRITE};

static struct point_set **find(struct debugger *debugger, const struct point_set *wanted) {
    struct point_set **link = &debugger->points;
    while (*link != NULL &&
           ((*link)->type != wanted->type || (*link)->address != wanted->address ||
            (*link)->size != wanted->size || (*link)->inferior != wanted->inferior))
        link = &(*link)->next;
    return link;
}

const struct point_set *point_find(const struct debugger *debugger, int number) {
    const struct point_set *point = debugger->points;
    while (point != NULL && point->number != number)
        point = point->next;
    return point;
}

static enum mixter_error set(struct debugger *debugger, const struct point_set *wanted) {
    struct point_set *point = malloc(sizeof *point);
    const char *path = debugger->inferiors[wanted->inferior].path;
    if (point == NULL)
        return MIXTER_ERROR_MEMORY;
    *point = *wanted;
    enum mixter_error wrong =
        wanted->type <= BREAK_HARDWARE
            ? history_break(debugger->history, path, wanted->address, &point->number)
            : history_watch(debugger->history, path, wanted->address, wanted->size,
                            accesses[wanted->type], &point->number);
    if (wrong != MIXTER_OK) {
        free(point);
        return wrong;
    }
    point->next = debugger->points;
    debugger->points = point;
    return MIXTER_OK;
}

static void remove_point(struct debugger *debugger, struct point_set **link) {
    struct point_set *point = *link;
    *link = point->next;
    history_remove(debugger->history, point->number);
    free(point);
}

void points_end(struct debugger *debugger) {
    while (debugger->points != NULL)
        remove_point(debugger, &debugger->points);
}

void point_packet(struct debugger *debugger, const char *packet) {
    const char *text = packet + 1;
    struct point_set wanted = {.inferior = debugger->general};
    uint64_t type, address, size;
    if (!packet_number(&text, &type) || !packet_is(&text, ',') || !packet_number(&text, &address) ||
        !packet_is(&text, ',') || !packet_number(&text, &size)) {
        reply_error(debugger, MIXTER_ERROR_ARGUMENT);
        return;
    }
    if (type >= TYPES)
        return;
    if (address > UINT32_MAX || size == 0 || size > UINT32_MAX) {
        reply_error(debugger, MIXTER_ERROR_ARGUMENT);
        return;
    }
    wanted.type = (uint32_t)type;
    wanted.address = (uint32_t)address;
    wanted.size = (uint32_t)size;
    struct point_set **link = find(debugger, &wanted);
    enum mixter_error wrong = MIXTER_OK;
    if (packet[0] == 'z' && *link != NULL)
        remove_point(debugger, link);
    else if (packet[0] == 'Z' && *link == NULL)
        wrong = set(debugger, &wanted);
    reply_error(debugger, wrong);
}
