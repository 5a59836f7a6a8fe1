// The runs are added up in bins of equal numbers of instructions. When these are full, two become
// one, so that nobody has to know before how long the program is.
#include "chart.h"

#include <inttypes.h>
#include <stdio.h>

enum { COLUMNS = 60, BINS = 32 * COLUMNS };

// What the kernel has served.
enum { SYSTEM_CALLS, PAGE_FAULTS, SERVICES };

struct bin {
    uint64_t retired[2]; // by engine
    uint32_t served[SERVICES];
};

static struct bin bins[BINS];
static uint64_t width = 1; // of a bin, in instructions: a power of two
static uint64_t total;

static void add(struct bin *sum, const struct bin *bin) {
    for (unsigned i = 0; i < 2; i++)
        sum->retired[i] += bin->retired[i];
    for (unsigned i = 0; i < SERVICES; i++)
        sum->served[i] += bin->served[i];
}

static void join_pairs(void) {
    static const struct bin empty;
    for (unsigned i = 0; i < BINS; i++) {
        struct bin bin = bins[i];
        bins[i] = empty;
        add(&bins[i / 2], &bin);
    }
    width *= 2;
}

void chart_add(unsigned engine, uint64_t retired, enum exception exception) {
    while ((total + retired) / width >= BINS)
        join_pairs();
    while (retired > 0) {
        uint64_t room = width - total % width;
        uint64_t part = retired < room ? retired : room;
        bins[total / width].retired[engine] += part;
        total += part;
        retired -= part;
    }
    if (exception == EXCEPTION_SYSTEM_CALL)
        bins[total / width].served[SYSTEM_CALLS]++;
    else if (exception == EXCEPTION_PAGE_FAULT)
        bins[total / width].served[PAGE_FAULTS]++;
}

static char share(const struct bin *column, unsigned engine) {
    uint64_t mine = column->retired[engine];
    uint64_t all = column->retired[0] + column->retired[1];
    if (mine == 0)
        return ' ';
    return mine == all ? '#' : 2 * mine >= all ? '+' : '-';
}

static char digit(uint32_t count) {
    return count == 0 ? ' ' : count > 9 ? '*' : (char)('0' + count);
}

void chart_print(const char *command, const struct engine_pair *pair) {
    static const char *const names[SERVICES] = {"system calls", "page faults"};
    static struct bin columns[COLUMNS];
    unsigned used = (unsigned)((total + width - 1) / width);
    unsigned count = used < COLUMNS ? used : COLUMNS;
    if (used == 0)
        return;
    for (unsigned i = 0; i < used; i++)
        add(&columns[i * count / used], &bins[i]);
    if (used < BINS) // what was served after the last instruction
        add(&columns[count - 1], &bins[used]);
    fprintf(stderr,
            "%s: who ran what, in columns of %" PRIu64 " instructions:\n"
            "  # all of them, + most, - some; how many pages and system calls were served\n",
            command, total / count);
    for (unsigned i = 0; i < 2; i++) {
        fprintf(stderr, "  %-14s |", pair->engines[i].name);
        for (unsigned c = 0; c < count; c++)
            fputc(share(&columns[c], i), stderr);
        fprintf(stderr, "|\n");
    }
    for (unsigned i = 0; i < SERVICES; i++) {
        fprintf(stderr, "  %-14s |", names[i]);
        for (unsigned c = 0; c < count; c++)
            fputc(digit(columns[c].served[i]), stderr);
        fprintf(stderr, "|\n");
    }
}
