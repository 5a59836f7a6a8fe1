// The report as one page of HTML that needs nothing else: plots are drawn here, as SVG.
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "campaign.h"

enum { WIDTH = 960, HEIGHT = 220, LEFT = 64, RIGHT = 16, TOP = 12, BOTTOM = 28, BUCKETS = 80 };
enum { BUCKET_MIN = 500 }; // milliseconds; results are written every 200
enum { PLOT_WIDTH = WIDTH - LEFT - RIGHT, PLOT_HEIGHT = HEIGHT - TOP - BOTTOM };

struct page {
    struct store *store;
    int64_t campaign;
    const struct definition *definition;
    FILE *file;
    struct summary summary;
    struct rows totals, parts, rate, findings, coverage;
    int64_t start, span, bucket; // milliseconds
};

static const char style[] =
    ":root{--ink:#1c2330;--soft:#667085;--line:#e3e7ee;--card:#fff;--ground:#f5f7fa;--good:#12805c;"
    "--bad:#c4314b;--blue:#2f6fdf;color-scheme:light dark}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e8ebf1;--soft:#98a2b3;--line:#303848;"
    "--card:#1a2130;--ground:#10151f;--good:#3ccf9b;--bad:#ff6b81;--blue:#6ea3ff}}"
    "*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);"
    "font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}"
    "main{max-width:1040px;margin:0 auto;padding:32px 20px 64px}h1{font-size:28px;margin:0}"
    "h2{font-size:17px;margin:0 0 12px}.soft{color:var(--soft)}"
    "section{background:var(--card);border:1px solid var(--line);border-radius:12px;"
    "padding:20px;margin-top:20px;overflow-x:auto}"
    ".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;"
    "margin-top:20px}.tile{background:var(--card);border:1px solid var(--line);border-radius:12px;"
    "padding:14px 16px}.tile b{display:block;font-size:26px;font-variant-numeric:tabular-nums;"
    "line-height:1.25}.good{color:var(--good)}.bad{color:var(--bad)}"
    ".bar{height:8px;border-radius:4px;background:var(--line);margin-top:16px;overflow:hidden}"
    ".bar i{display:block;height:100%;background:var(--good)}"
    "table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}"
    "th{text-align:left;color:var(--soft);font-weight:500;font-size:13px}"
    "th,td{padding:7px 10px;border-bottom:1px solid var(--line);vertical-align:top}"
    "tr:last-child td{border-bottom:0}td.n,th.n{text-align:right;white-space:nowrap}"
    "code{font:13px ui-monospace,'DejaVu Sans Mono',monospace;overflow-wrap:anywhere}"
    "svg{display:block;width:100%;min-width:560px;height:auto}svg "
    "text{font-size:12px;fill:var(--soft)}"
    ".grid{stroke:var(--line)}.rate{fill:var(--blue)}.step{fill:none;stroke:var(--bad);"
    "stroke-width:2}.dot{fill:var(--bad)}"
    // The table of coverage scrolls by itself; its heads and names stay, and its edge has no room
    // in which cells would show.
    ".scroll{overflow:auto;max-height:80vh;margin-right:-20px}"
    ".cover th{position:sticky;background:var(--card);z-index:2;white-space:nowrap}"
    ".cover tr:nth-child(1) th{top:0;height:25px}.cover tr:nth-child(2) th{top:25px;height:25px}"
    ".cover th:first-child{left:0;z-index:1}.cover tr:nth-child(-n+2) th:first-child{z-index:3}"
    ".cover{width:auto;font-size:12px;border-collapse:separate;border-spacing:0}"
    ".cover td,.cover th{padding:2px 5px;border:0;text-align:center}.cover td{min-width:22px;"
    "box-shadow:inset 0 0 0 .5px var(--card)}.cover "
    "th.name{text-align:right;font-family:ui-monospace,"
    "monospace;color:var(--ink)}.none{background:repeating-linear-gradient(45deg,var(--line) 0 "
    "3px,transparent 3px 6px)}.few{background:radial-gradient(var(--line) 1.5px,transparent 2px) "
    "0 0/6px 6px}a{color:var(--blue)}tr:target{background:color-mix(in srgb,"
    "var(--bad) 12%,transparent)}";

static const char *part_name(const struct page *page, int64_t part) {
    bool is_possible = part >= 0 && part < (int64_t)page->definition->part_count;
    return is_possible ? page->definition->parts[part].name : "?";
}

static void print(const struct page *page, const char *text) {
    report_escape(page->file, text, SIZE_MAX);
}

// "1,234,567"
static void print_number(const struct page *page, int64_t number) {
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRId64, number);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            putc(',', page->file);
        putc(digits[i], page->file);
    }
}

static void format_time(int64_t milliseconds_, char *text, size_t size) {
    double seconds = (double)milliseconds_ / 1000;
    if (seconds < 120)
        snprintf(text, size, "%.3g s", seconds);
    else if (seconds < 7200)
        snprintf(text, size, "%.3g min", seconds / 60);
    else
        snprintf(text, size, "%.3g h", seconds / 3600);
}

// ---- plots ----

// 1, 2 or 5 times a power of ten, at least `most`.
static double round_up(double most) {
    double power = pow(10, floor(log10(most > 0 ? most : 1)));
    return most <= power       ? power
           : most <= 2 * power ? 2 * power
           : most <= 5 * power ? 5 * power
                               : 10 * power;
}

static double x_of(const struct page *page, int64_t time) {
    return LEFT + (double)(time - page->start) * PLOT_WIDTH / (double)page->span;
}

static double y_of(double value, double most) {
    return TOP + PLOT_HEIGHT - value * PLOT_HEIGHT / most;
}

static void begin_plot(const struct page *page, const char *id, const char *what, double most) {
    enum { LINES = 4, TICKS = 5 };
    FILE *file = page->file;
    char text[32];
    fprintf(file, "<svg id=\"%s\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n", id,
            WIDTH, HEIGHT, what);
    for (unsigned i = 0; i <= LINES; i++) {
        double value = most * i / LINES, y = y_of(value, most);
        fprintf(file,
                "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.4g</text>\n",
                LEFT, WIDTH - RIGHT, y, y, LEFT - 8, y + 4, value);
    }
    for (unsigned i = 0; i <= TICKS; i++) {
        format_time(page->span * i / TICKS, text, sizeof text);
        fprintf(file, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
                LEFT + (double)PLOT_WIDTH * i / TICKS, HEIGHT - 8,
                i == TICKS ? "end"
                : i == 0   ? "start"
                           : "middle",
                text);
    }
}

static void write_rate(const struct page *page) {
    double most = 0, seconds = (double)page->bucket / 1000;
    for (unsigned i = 0; i < page->rate.count; i++) {
        double rate = (double)rows_number(&page->rate, i, 1) / seconds;
        most = rate > most ? rate : most;
    }
    most = round_up(most);
    fprintf(page->file, "<section><h2>Tasks per second</h2>\n");
    begin_plot(page, "rate", "tasks per second over time", most);
    double width = (double)page->bucket * PLOT_WIDTH / (double)page->span;
    for (unsigned i = 0; i < page->rate.count; i++) {
        int64_t tasks = rows_number(&page->rate, i, 1), at = rows_number(&page->rate, i, 0);
        double rate = (double)tasks / seconds, y = y_of(rate, most);
        char text[32];
        double x = x_of(page, page->start + at * page->bucket);
        double drawn = x + width > WIDTH - RIGHT ? WIDTH - RIGHT - x : width;
        format_time(at * page->bucket, text, sizeof text);
        fprintf(page->file,
                "<rect class=\"rate\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
                "rx=\"1\"><title>%s: %" PRId64 " tasks, %.4g a second</title></rect>\n",
                x, y, drawn > 3 ? drawn - 1.5 : drawn, TOP + PLOT_HEIGHT - y, text, tasks, rate);
    }
    fprintf(page->file, "</svg></section>\n");
}

static void write_findings_plot(const struct page *page) {
    const struct rows *findings = &page->findings;
    double most = findings->count < 4 ? 4 : round_up(findings->count);
    fprintf(page->file, "<section><h2>Different findings</h2>\n");
    begin_plot(page, "found", "different findings over time", most);
    fprintf(page->file, "<path class=\"step\" d=\"M%d %.1f", LEFT, y_of(0, most));
    for (unsigned i = 0; i < findings->count; i++)
        fprintf(page->file, "H%.1fV%.1f", x_of(page, rows_number(findings, i, 5)),
                y_of(i + 1, most));
    fprintf(page->file, "H%d\"/>\n", WIDTH - RIGHT);
    for (unsigned i = 0; i < findings->count; i++) {
        fprintf(page->file,
                "<a href=\"#finding-%u\"><circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\">"
                "<title>",
                i + 1, x_of(page, rows_number(findings, i, 5)), y_of(i + 1, most));
        print(page, rows_text(findings, i, 1));
        fprintf(page->file, "</title></circle></a>\n");
    }
    fprintf(page->file, "</svg></section>\n");
}

// ---- tables ----

static void write_findings(const struct page *page) {
    const struct rows *findings = &page->findings;
    fprintf(page->file, "<section id=\"findings\"><h2>Findings</h2>\n");
    if (findings->count == 0) {
        fprintf(page->file, "<p class=\"soft\">None.</p></section>\n");
        return;
    }
    fprintf(page->file, "<table><tr><th>#</th><th>what</th><th>first task</th>"
                        "<th class=\"n\">tasks</th><th>state</th><th>folder</th></tr>\n");
    for (unsigned i = 0; i < findings->count; i++) {
        const char *signature = rows_text(findings, i, 1);
        char hash[HASH_SIZE];
        hash_bytes(signature, strlen(signature), hash);
        fprintf(page->file, "<tr id=\"finding-%u\"><td>%u</td><td><b>", i + 1, i + 1);
        print(page, signature);
        fprintf(page->file, "</b><br><code>");
        print(page, rows_text(findings, i, 2));
        fprintf(page->file, "</code></td><td>%s<br><code class=\"soft\">",
                part_name(page, rows_number(findings, i, 3)));
        for (const char *at = rows_text(findings, i, 4); *at != 0; at++)
            report_escape(page->file, *at == '\t' ? " " : at, 1);
        fprintf(page->file,
                "</code></td><td class=\"n\">%s</td><td>%s</td><td><code>%.12s</code></td></tr>\n",
                rows_text(findings, i, 7), rows_text(findings, i, 6), hash);
    }
    fprintf(page->file, "</table></section>\n");
}

static void write_parts(const struct page *page) {
    const struct rows *parts = &page->parts;
    fprintf(page->file, "<section><h2>Parts</h2><table><tr><th>part</th><th>kind</th>");
    static const char *const heads[] = {"tasks",   "done", "passed", "failed",
                                        "skipped", "time", "most MB"};
    for (unsigned i = 0; i < sizeof heads / sizeof heads[0]; i++)
        fprintf(page->file, "<th class=\"n\">%s</th>", heads[i]);
    fprintf(page->file, "</tr>\n");
    for (unsigned i = 0; i < parts->count; i++) {
        int64_t part = rows_number(parts, i, 0);
        char text[32];
        fprintf(page->file, "<tr><td>%s</td><td class=\"soft\">%s</td>", part_name(page, part),
                page->definition->parts[part].kind->name);
        for (unsigned k = 1; k <= 5; k++) {
            bool is_bad = k == 4 && rows_number(parts, i, k) > 0;
            fprintf(page->file, "<td class=\"n%s\">", is_bad ? " bad" : "");
            print_number(page, rows_number(parts, i, k));
            fprintf(page->file, "</td>");
        }
        format_time(rows_number(parts, i, 6), text, sizeof text);
        fprintf(page->file, "<td class=\"n\">%s</td><td class=\"n\">%.1f</td></tr>\n", text,
                (double)rows_number(parts, i, 7) / 1024);
    }
    fprintf(page->file, "</table></section>\n");
}

// ---- coverage: instructions down, class and event across ----

enum { ENGINES_MAX = 16 };

struct column {
    const char *class, *event;
};

static bool is_column(const struct column *column, const struct rows *rows, unsigned row) {
    return strcmp(column->class, rows_text(rows, row, 1)) == 0 &&
           strcmp(column->event, rows_text(rows, row, 2)) == 0;
}

static int compare_columns(const void *left, const void *right) {
    const struct column *a = left, *b = right;
    int by_event = strcmp(a->event, b->event);
    return by_event != 0 ? by_event : strcmp(a->class, b->class);
}

static unsigned find_columns(const struct rows *rows, struct column *columns) {
    unsigned count = 0;
    for (unsigned i = 0; i < rows->count; i++) {
        unsigned k = 0;
        while (k < count && !is_column(&columns[k], rows, i))
            k++;
        if (k == count)
            columns[count++] = (struct column){rows_text(rows, i, 1), rows_text(rows, i, 2)};
    }
    qsort(columns, count, sizeof *columns, compare_columns);
    return count;
}

static bool is_same_instruction(const struct rows *rows, unsigned left, unsigned right) {
    return strcmp(rows_text(rows, left, 0), rows_text(rows, right, 0)) == 0;
}

// Pairs of instruction and event: recorded without a try, they are possible and were never tried;
// not recorded, they are impossible, as far as anybody has said.
struct pair_tries {
    bool is_recorded;
    int64_t tries;
    unsigned engines; // that have tried it
};

static struct pair_tries count_pair(const struct page *page, unsigned first, unsigned end,
                                    const struct column *column, bool of_class) {
    const struct rows *rows = &page->coverage;
    struct pair_tries pair = {0};
    const char *engines[ENGINES_MAX];
    for (unsigned i = first; i < end; i++) {
        if (strcmp(rows_text(rows, i, 2), column->event) != 0 ||
            (of_class && !is_column(column, rows, i)))
            continue;
        pair.is_recorded = true;
        pair.tries += rows_number(rows, i, 4);
        unsigned k = 0;
        while (k < pair.engines && strcmp(engines[k], rows_text(rows, i, 3)) != 0)
            k++;
        if (k == pair.engines && k < ENGINES_MAX && rows_number(rows, i, 4) > 0)
            engines[pair.engines++] = rows_text(rows, i, 3);
    }
    return pair;
}

static void write_cell(const struct page *page, unsigned first, unsigned end,
                       const struct column *column) {
    const char *instruction = rows_text(&page->coverage, first, 0);
    struct pair_tries pair = count_pair(page, first, end, column, false);
    struct pair_tries cell = count_pair(page, first, end, column, true);
    if (!pair.is_recorded) {
        fprintf(page->file, "<td></td>");
        return;
    }
    if (cell.tries == 0) {
        fprintf(page->file, "<td class=\"%s\" title=\"%s, %s, %s: never\"></td>",
                pair.tries == 0 ? "none" : "few", instruction, column->class, column->event);
        return;
    }
    double digits = log10((double)cell.tries);
    fprintf(page->file,
            "<td style=\"background:color-mix(in srgb,var(--good) %.0f%%,transparent)\" "
            "title=\"%s, %s, %s: %" PRId64 " tries on %u engine%s\">%.0f</td>",
            15 + 12 * digits > 85 ? 85 : 15 + 12 * digits, instruction, column->class,
            column->event, cell.tries, cell.engines, cell.engines == 1 ? "" : "s", floor(digits));
}

static void write_head(const struct page *page, const struct column *columns, unsigned count) {
    fprintf(page->file, "<tr><th></th>");
    for (unsigned i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && strcmp(columns[end].event, columns[i].event) == 0;)
            end++;
        fprintf(page->file, "<th colspan=\"%u\">", end - i);
        print(page, columns[i].event);
        fprintf(page->file, "</th>");
    }
    fprintf(page->file, "</tr>\n<tr><th></th>");
    for (unsigned i = 0; i < count; i++) {
        fprintf(page->file, "<th>");
        print(page, columns[i].class);
        fprintf(page->file, "</th>");
    }
    fprintf(page->file, "</tr>\n");
}

static void write_coverage(const struct page *page) {
    const struct rows *rows = &page->coverage;
    struct column *columns = calloc(rows->count + 1, sizeof *columns);
    unsigned tried = 0, pairs = 0;
    if (rows->count == 0 || columns == NULL) {
        free(columns);
        return;
    }
    unsigned count = find_columns(rows, columns);
    fprintf(page->file,
            "<section id=\"coverage\"><h2>Coverage</h2><p class=\"soft\">Instructions by "
            "event and class of operands; a number is the power of ten of the tries; "
            "hatched are events that were never tried, dots are operands; empty is what cannot "
            "be.</p>\n<div class=\"scroll\"><table class=\"cover\">\n");
    write_head(page, columns, count);
    for (unsigned i = 0, end; i < rows->count; i = end) {
        for (end = i + 1; end < rows->count && is_same_instruction(rows, i, end);)
            end++;
        fprintf(page->file, "<tr><th class=\"name\">");
        print(page, rows_text(rows, i, 0));
        fprintf(page->file, "</th>");
        for (unsigned k = 0; k < count; k++) {
            write_cell(page, i, end, &columns[k]);
            if (k > 0 && strcmp(columns[k].event, columns[k - 1].event) == 0)
                continue;
            struct pair_tries pair = count_pair(page, i, end, &columns[k], false);
            pairs += pair.is_recorded;
            tried += pair.tries > 0;
        }
        fprintf(page->file, "</tr>\n");
    }
    fprintf(page->file,
            "</table></div><p>%u of %u pairs of instruction and event were tried.</p></section>\n",
            tried, pairs);
    free(columns);
}

// ---- the page ----

static void write_tile(const struct page *page, int64_t number, const char *class,
                       const char *what) {
    fprintf(page->file, "<div class=\"tile\"><b class=\"%s\">", class);
    print_number(page, number);
    fprintf(page->file, "</b><span class=\"soft\">%s</span></div>\n", what);
}

static void write_page(const struct page *page) {
    const struct summary *summary = &page->summary;
    const char *name = page->definition->name;
    char span[32];
    format_time(page->span, span, sizeof span);
    fprintf(page->file,
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width\">\n<title>%s</title>\n"
            "<style>%s</style></head><body><main>\n<h1>%s</h1>\n<div class=\"soft\">",
            name, style, name);
    print_number(page, summary->results);
    fprintf(page->file, " of ");
    print_number(page, summary->tasks);
    fprintf(page->file, " tasks, in %s by %s worker%s; definition <code>%.12s</code></div>\n", span,
            rows_text(&page->totals, 0, 7), rows_number(&page->totals, 0, 7) == 1 ? "" : "s",
            page->definition->hash);
    fprintf(page->file,
            "<div class=\"bar\"><i style=\"width:%.2f%%\"></i></div>\n<div class=\"tiles\">",
            summary->tasks > 0 ? 100.0 * (double)summary->results / (double)summary->tasks : 0);
    write_tile(page, summary->passed, "good", "passed");
    write_tile(page, summary->failed, summary->failed > 0 ? "bad" : "", "failed");
    write_tile(page, summary->skipped, "", "skipped");
    if (summary->unfinished > 0)
        write_tile(page, summary->unfinished, "bad", "tasks came to no end");
    write_tile(page, summary->findings, summary->findings > 0 ? "bad" : "", "different findings");
    fprintf(page->file, "</div>\n");
    write_parts(page);
    write_findings(page);
    write_rate(page);
    write_findings_plot(page);
    write_coverage(page);
    fprintf(page->file, "</main></body></html>\n");
}

static bool read_page(struct page *page) {
    const struct value campaign[] = {value_number(page->campaign)};
    if (!report_summary(page->store, page->campaign, &page->summary) ||
        !store_once(page->store, STATEMENT_TOTALS, campaign, 1, &page->totals))
        return false;
    page->start = rows_number(&page->totals, 0, 5);
    page->span = rows_number(&page->totals, 0, 6) - page->start + 1;
    page->bucket = page->span / BUCKETS + 1;
    page->bucket = page->bucket < BUCKET_MIN ? BUCKET_MIN : page->bucket;
    return store_once(page->store, STATEMENT_RATE,
                      VALUES(value_number(page->campaign), value_number(page->start),
                             value_number(page->bucket)),
                      &page->rate) &&
           store_once(page->store, STATEMENT_TOTALS_OF_PARTS, campaign, 1, &page->parts) &&
           store_once(page->store, STATEMENT_FINDINGS, campaign, 1, &page->findings) &&
           store_once(page->store, STATEMENT_COVERAGE, campaign, 1, &page->coverage);
}

bool report_page(struct store *store, int64_t campaign, const struct definition *definition,
                 FILE *file) {
    struct page page = {
        .store = store, .campaign = campaign, .definition = definition, .file = file};
    bool is_read = read_page(&page);
    if (is_read)
        write_page(&page);
    rows_free(&page.totals);
    rows_free(&page.parts);
    rows_free(&page.rate);
    rows_free(&page.findings);
    rows_free(&page.coverage);
    return is_read;
}
