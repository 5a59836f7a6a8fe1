// Runs are added up in bins of equal numbers of instructions. When all bins are used, pairs of them
// are joined, so that the length of the program need not be known.
#include "chart.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "../memory.h"

static void add(struct chart_bin *sum, const struct chart_bin *bin) {
    for (unsigned i = 0; i < 2; i++)
        sum->retired[i] += bin->retired[i];
    for (unsigned i = 0; i < SERVICES; i++)
        sum->served[i] += bin->served[i];
}

struct chart *chart_create(void) {
    struct chart *chart = memory_new(sizeof *chart);
    chart->width = 1;
    return chart;
}

static void join_pairs(struct chart *chart) {
    static const struct chart_bin empty;
    for (unsigned i = 0; i < CHART_BINS; i++) {
        struct chart_bin bin = chart->bins[i];
        chart->bins[i] = empty;
        add(&chart->bins[i / 2], &bin);
    }
    chart->width *= 2;
}

void chart_add(struct chart *chart, unsigned engine, uint64_t retired, enum exception exception) {
    while ((chart->total + retired) / chart->width >= CHART_BINS)
        join_pairs(chart);
    while (retired > 0) {
        uint64_t room = chart->width - chart->total % chart->width;
        uint64_t part = retired < room ? retired : room;
        chart->bins[chart->total / chart->width].retired[engine] += part;
        chart->total += part;
        retired -= part;
    }
    uint32_t *served = chart->bins[chart->total / chart->width].served;
    if (exception == EXCEPTION_SYSTEM_CALL)
        served[SYSTEM_CALLS]++;
    else if (exception == EXCEPTION_PAGE_FAULT)
        served[PAGE_FAULTS]++;
}

static char share(const struct chart_bin *column, unsigned engine) {
    uint64_t mine = column->retired[engine];
    uint64_t all = column->retired[0] + column->retired[1];
    if (mine == 0)
        return ' ';
    return mine == all ? '#' : 2 * mine >= all ? '+' : '-';
}

static char digit(uint32_t count) {
    return count == 0 ? ' ' : count > 9 ? '*' : (char)('0' + count);
}

void chart_print(const struct chart *chart, const char *command, const struct engine_pair *pair) {
    static const char *const names[SERVICES] = {"system calls", "page faults"};
    struct chart_bin columns[CHART_COLUMNS];
    unsigned used = (unsigned)((chart->total + chart->width - 1) / chart->width);
    unsigned count = used < CHART_COLUMNS ? used : CHART_COLUMNS;
    if (used == 0)
        return;
    memset(columns, 0, sizeof columns);
    for (unsigned i = 0; i < used; i++)
        add(&columns[i * count / used], &chart->bins[i]);
    if (used < CHART_BINS) // what was served after the last instruction
        add(&columns[count - 1], &chart->bins[used]);
    fprintf(stderr,
            "%s: who ran what, in columns of %" PRIu64 " instructions:\n"
            "  # all of them, + most, - some; how many pages and system calls were served\n",
            command, chart->total / count);
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
