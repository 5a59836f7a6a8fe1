// Reports: text, JSON, JUnit's XML, all results as lines; the page is page.c's.
#include <errno.h>
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "campaign.h"

enum { BAD_RESULTS_MAX = 1000, OUTPUT_SHOWN = 4000 };

struct report {
    struct store *store;
    int64_t campaign;
    const struct definition *definition;
    struct summary summary;
    struct rows totals, parts, findings;
    FILE *file;
};

bool report_summary(struct store *store, int64_t campaign, struct summary *summary) {
    struct rows totals = {0}, progress = {0};
    bool is_read = store_once(store, STATEMENT_TOTALS, VALUES(value_number(campaign)), &totals) &&
                   store_once(store, STATEMENT_PROGRESS, VALUES(value_number(campaign)), &progress);
    if (is_read)
        *summary =
            (struct summary){.tasks = rows_number(&progress, 0, 2),
                             .results = rows_number(&totals, 0, 0) - rows_number(&totals, 0, 8),
                             .unfinished = rows_number(&totals, 0, 8),
                             .passed = rows_number(&totals, 0, 1),
                             .failed = rows_number(&totals, 0, 2),
                             .skipped = rows_number(&totals, 0, 3),
                             .findings = rows_number(&progress, 0, 4)};
    rows_free(&totals);
    rows_free(&progress);
    return is_read;
}

static bool is_possible(const struct report *report, int64_t part) {
    return part >= 0 && part < (int64_t)report->definition->part_count;
}

static const char *part_name(const struct report *report, int64_t part) {
    return is_possible(report, part) ? report->definition->parts[part].name : "?";
}

static void print_argument(FILE *file, const char *argument) {
    for (; *argument != 0; argument++)
        putc(*argument == '\t' ? ' ' : *argument, file);
}

// ---- text ----

static void write_text(struct report *report) {
    const struct summary *summary = &report->summary;
    double seconds = (double)rows_number(&report->totals, 0, 4) / 1000;
    double wall =
        (double)(rows_number(&report->totals, 0, 6) - rows_number(&report->totals, 0, 5)) / 1000;
    fprintf(report->file, "%-16s %9s %9s %11s %8s %8s %10s %8s\n", "part", "tasks", "done",
            "passed", "failed", "skipped", "seconds", "MB");
    for (unsigned i = 0; i < report->parts.count; i++) {
        const struct rows *parts = &report->parts;
        fprintf(report->file, "%-16s", part_name(report, rows_number(parts, i, 0)));
        fprintf(report->file, " %9" PRId64 " %9" PRId64 " %11" PRId64 " %8" PRId64 " %8" PRId64,
                rows_number(parts, i, 1), rows_number(parts, i, 2), rows_number(parts, i, 3),
                rows_number(parts, i, 4), rows_number(parts, i, 5));
        fprintf(report->file, " %10.1f %8.1f\n", (double)rows_number(parts, i, 6) / 1000,
                (double)rows_number(parts, i, 7) / 1024);
    }
    fprintf(report->file,
            "%s: %" PRId64 " of %" PRId64 " tasks; %.0f s of processes in %.1f s, by %s worker%s\n",
            report->definition->name, summary->results, summary->tasks, seconds, wall,
            rows_text(&report->totals, 0, 7), rows_number(&report->totals, 0, 7) == 1 ? "" : "s");
    for (unsigned i = 0; i < report->findings.count; i++) {
        const struct rows *findings = &report->findings;
        fprintf(report->file, "%s: %s, %s time%s: %s\n", rows_text(findings, i, 1),
                rows_text(findings, i, 6), rows_text(findings, i, 7),
                rows_number(findings, i, 7) == 1 ? "" : "s", rows_text(findings, i, 2));
    }
}

// Tasks that came to no end by the clock.
static bool write_unfinished(struct report *report) {
    enum { SHOWN = 5 };
    int64_t count = report->summary.unfinished;
    struct rows rows = {0};
    if (count == 0)
        return true;
    if (!store_once(report->store, STATEMENT_UNFINISHED,
                    VALUES(value_number(report->campaign), value_number(SHOWN)), &rows))
        return false;
    fprintf(report->file,
            "unfinished: %" PRId64 " task%s, stopped by the clock or from outside:", count,
            count == 1 ? "" : "s");
    for (unsigned i = 0; i < rows.count; i++) {
        const char *argument = rows_text(&rows, i, 1);
        fprintf(report->file, "%s %s%s", i > 0 ? "," : "",
                part_name(report, rows_number(&rows, i, 0)), *argument != 0 ? " " : "");
        print_argument(report->file, argument);
        fprintf(report->file, " (%s times)", rows_text(&rows, i, 2));
    }
    fprintf(report->file, "%s; the same command tries again\n", count > SHOWN ? ", ..." : "");
    rows_free(&rows);
    return true;
}

// ---- JSON ----

static void write_json_text(FILE *file, const char *text) {
    putc('"', file);
    for (; *text != 0; text++) {
        if (*text == '"' || *text == '\\')
            fprintf(file, "\\%c", *text);
        else if ((unsigned char)*text < ' ')
            fprintf(file, "\\u%04x", (unsigned)*text);
        else
            putc(*text, file);
    }
    putc('"', file);
}

// `names` of columns; those that begin with - are texts.
static bool write_json_rows(struct report *report, const char *name, enum statement statement,
                            const char *const *names) {
    struct rows rows = {0};
    if (!store_once(report->store, statement, VALUES(value_number(report->campaign)), &rows))
        return false;
    fprintf(report->file, ",\n  \"%s\": [", name);
    for (unsigned i = 0; i < rows.count; i++) {
        fprintf(report->file, "%s\n    {", i > 0 ? "," : "");
        for (unsigned k = 0; k < rows.columns; k++) {
            bool is_text = names[k][0] == '-';
            fprintf(report->file, "%s\"%s\": ", k > 0 ? ", " : "", names[k] + is_text);
            if (strcmp(names[k], "part") == 0)
                write_json_text(report->file, part_name(report, rows_number(&rows, i, k)));
            else if (is_text)
                write_json_text(report->file, rows_text(&rows, i, k));
            else
                fputs(rows_text(&rows, i, k), report->file);
        }
        fprintf(report->file, "}");
    }
    fprintf(report->file, "\n  ]");
    rows_free(&rows);
    return true;
}

static bool write_json(struct report *report) {
    static const char *const parts[] = {"part",   "tasks",   "done",         "passed",
                                        "failed", "skipped", "milliseconds", "kilobytes"};
    static const char *const findings[] = {"number",    "-signature", "-title", "part",
                                           "-argument", "found",      "-state", "times"};
    static const char *const coverage[] = {"-instruction", "-class", "-event", "-engine", "tries"};
    const struct summary *summary = &report->summary;
    fprintf(report->file,
            "{\n  \"campaign\": \"%s\",\n  \"definition\": \"%s\",\n  \"tasks\": %" PRId64
            ",\n  \"done\": %" PRId64 ",\n  \"passed\": %" PRId64 ",\n  \"failed\": %" PRId64
            ",\n  \"skipped\": %" PRId64 ",\n  \"unfinished\": %" PRId64,
            report->definition->name, report->definition->hash, summary->tasks, summary->results,
            summary->passed, summary->failed, summary->skipped, summary->unfinished);
    bool is_written = write_json_rows(report, "parts", STATEMENT_TOTALS_OF_PARTS, parts) &&
                      write_json_rows(report, "findings", STATEMENT_FINDINGS, findings) &&
                      write_json_rows(report, "coverage", STATEMENT_COVERAGE, coverage);
    fprintf(report->file, "\n}\n");
    return is_written;
}

// ---- junit.xml ----

// XML 1.0 has no characters for most control characters, and what is not ASCII need not be UTF-8.
void report_escape(FILE *file, const char *text, size_t length) {
    for (; *text != 0 && length > 0; text++, length--) {
        unsigned char c = (unsigned char)*text;
        if (c == '<')
            fputs("&lt;", file);
        else if (c == '>')
            fputs("&gt;", file);
        else if (c == '&')
            fputs("&amp;", file);
        else if (c == '"')
            fputs("&quot;", file);
        else
            putc((c < ' ' && c != '\n' && c != '\t') || c >= 127 ? '?' : c, file);
    }
}

static void write_junit_case(struct report *report, const struct rows *rows, unsigned row) {
    const char *argument = rows_text(rows, row, 1), *output = rows_text(rows, row, 5);
    size_t size = strlen(output);
    fprintf(report->file, "    <testcase classname=\"%s.%s\" name=\"", report->definition->name,
            part_name(report, rows_number(rows, row, 0)));
    for (; *argument != 0; argument++)
        report_escape(report->file, *argument == '\t' ? " " : argument, 1);
    fprintf(report->file, "\" time=\"%.3f\"><failure message=\"%s\">",
            (double)rows_number(rows, row, 4) / 1000, rows_text(rows, row, 2));
    report_escape(report->file, output + (size > OUTPUT_SHOWN ? size - OUTPUT_SHOWN : 0),
                  OUTPUT_SHOWN);
    fprintf(report->file, "</failure></testcase>\n");
}

// A suite for each part; what has passed is one case, since nobody reads a million of them.
static bool write_junit(struct report *report) {
    struct rows bad = {0};
    if (!store_once(report->store, STATEMENT_BAD_RESULTS,
                    VALUES(value_number(report->campaign), value_number(BAD_RESULTS_MAX)), &bad))
        return false;
    fprintf(report->file, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"%s\">\n",
            report->definition->name);
    for (unsigned i = 0; i < report->parts.count; i++) {
        int64_t part = rows_number(&report->parts, i, 0);
        unsigned count = 0;
        for (unsigned k = 0; k < bad.count; k++)
            count += rows_number(&bad, k, 0) == part;
        fprintf(report->file,
                "  <testsuite name=\"%s\" tests=\"%u\" failures=\"%u\" time=\"%.3f\">\n"
                "    <testcase classname=\"%s.%s\" name=\"%s passed\"/>\n",
                part_name(report, part), count + 1, count,
                (double)rows_number(&report->parts, i, 6) / 1000, report->definition->name,
                part_name(report, part), rows_text(&report->parts, i, 3));
        for (unsigned k = 0; k < bad.count; k++) {
            if (rows_number(&bad, k, 0) == part)
                write_junit_case(report, &bad, k);
        }
        fprintf(report->file, "  </testsuite>\n");
    }
    fprintf(report->file, "</testsuites>\n");
    rows_free(&bad);
    return true;
}

// ---- all results, to be compared with those of another run ----

static bool write_results(struct report *report) {
    struct rows rows = {0};
    if (!store_once(report->store, STATEMENT_ALL_RESULTS, VALUES(value_number(report->campaign)),
                    &rows))
        return false;
    for (unsigned i = 0; i < rows.count; i++) {
        fprintf(report->file, "%s ", part_name(report, rows_number(&rows, i, 0)));
        print_argument(report->file, rows_text(&rows, i, 1));
        fprintf(report->file, ": %s %s/%s/%s %.16s\n", rows_text(&rows, i, 2),
                rows_text(&rows, i, 3), rows_text(&rows, i, 4), rows_text(&rows, i, 5),
                rows_text(&rows, i, 6));
    }
    rows_free(&rows);
    return true;
}

// What tasks have printed, as far as it is kept.
static bool write_outputs(struct report *report) {
    struct rows rows = {0};
    if (!store_once(report->store, STATEMENT_OUTPUTS, VALUES(value_number(report->campaign)),
                    &rows))
        return false;
    for (unsigned i = 0; i < rows.count; i++) {
        fprintf(report->file, "== %s ", part_name(report, rows_number(&rows, i, 0)));
        print_argument(report->file, rows_text(&rows, i, 1));
        fprintf(report->file, "\n%s", rows_text(&rows, i, 2));
    }
    rows_free(&rows);
    return true;
}

bool report_flush(FILE *file) {
    if (fflush(file) == 0)
        return true;
    fprintf(stderr, "mixter campaign: the report cannot be written: %s\n", strerror(errno));
    return false;
}

bool report_write(struct store *store, int64_t campaign, const struct definition *definition,
                  const char *format, FILE *file) {
    struct report report = {
        .store = store, .campaign = campaign, .definition = definition, .file = file};
    bool is_written =
        report_summary(store, campaign, &report.summary) &&
        store_once(store, STATEMENT_TOTALS, VALUES(value_number(campaign)), &report.totals) &&
        store_once(store, STATEMENT_TOTALS_OF_PARTS, VALUES(value_number(campaign)),
                   &report.parts) &&
        store_once(store, STATEMENT_FINDINGS, VALUES(value_number(campaign)), &report.findings);
    if (is_written && strcmp(format, "json") == 0)
        is_written = write_json(&report);
    else if (is_written && strcmp(format, "junit") == 0)
        is_written = write_junit(&report);
    else if (is_written && strcmp(format, "results") == 0)
        is_written = write_results(&report);
    else if (is_written && strcmp(format, "outputs") == 0)
        is_written = write_outputs(&report);
    else if (is_written && strcmp(format, "html") == 0)
        is_written = report_page(store, campaign, definition, file);
    else if (is_written) {
        write_text(&report);
        is_written = write_unfinished(&report);
    }
    rows_free(&report.totals);
    rows_free(&report.parts);
    rows_free(&report.findings);
    return is_written && report_flush(file);
}
