// The command: pages at the terminal, or printed one after the other.
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../../core/kernel/supervise.h"
#include "../debugger/session.h"
#include "page.h"
#include "screen.h"

enum { SCRIPT_COLUMNS = 80, SCRIPT_ROWS = 24, LINE_SIZE = 512 };

struct stepper {
    struct page page;
    const struct step_request *request;
    FILE *script;
    bool has_screen;
    double next_sign; // of life, while it runs
};

// ---- input and output of the program ----

static int64_t read_nothing(void *state, uint64_t position, void *bytes, size_t size) {
    (void)state, (void)position, (void)bytes, (void)size;
    return 0;
}

// The end of it is kept.
static int64_t write_output(void *state, uint64_t position, const void *bytes, size_t size) {
    struct page *page = &((struct stepper *)state)->page;
    const char *text = bytes;
    size_t left = size < OUTPUT_KEPT / 2 ? size : OUTPUT_KEPT / 2;
    (void)position;
    page->output_total += size;
    if (page->output_size + left >= OUTPUT_KEPT) {
        size_t dropped = page->output_size + left + 1 - OUTPUT_KEPT;
        memmove(page->output, page->output + dropped, page->output_size - dropped);
        page->output_size -= dropped;
    }
    for (size_t i = size - left; i < size; i++)
        page->output[page->output_size++] = text[i] != 0 ? text[i] : '?';
    page->output[page->output_size] = 0;
    return (int64_t)size;
}

// Asks for a line in the row of messages. False if it was given up.
static bool ask(struct page *page, const char *question, char *text, size_t size) {
    const struct area row = {&page->grid, page->grid.rows - 2, 0, 1, page->grid.columns};
    size_t length = 0;
    text[0] = 0;
    for (;;) {
        for (uint32_t i = 0; i < row.columns; i++)
            area_text(&row, 0, i, STYLE_PLAIN, " ");
        uint32_t column = area_print(&row, 0, 1, STYLE_KEY, "%s: ", question);
        column = area_text(&row, 0, column, STYLE_PLAIN, text);
        screen_show(&page->grid);
        screen_cursor(row.row, column);
        uint32_t key = screen_key();
        screen_cursor(UINT32_MAX, 0);
        if (key == '\n')
            return true;
        if (key == 27 || key == 4 || key == SCREEN_INTERRUPT || key == SCREEN_CLOSED)
            return false;
        if (key == SCREEN_BACKSPACE && length > 0)
            text[--length] = 0;
        else if (key >= 32 && key < 127 && length + 2 < size) {
            text[length++] = (char)key;
            text[length] = 0;
        }
    }
}

static int64_t read_line(void *state, uint64_t position, void *bytes, size_t size) {
    struct stepper *stepper = state;
    char line[LINE_SIZE];
    (void)position;
    if (!stepper->has_screen ||
        !ask(&stepper->page, "the program reads a line (Ctrl-D: end)", line, sizeof line))
        return 0;
    size_t length = strlen(line);
    line[length++] = '\n';
    length = length < size ? length : size;
    memcpy(bytes, line, length);
    return (int64_t)length;
}

// ---- while it runs ----

static double seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static bool look(struct debugger *debugger) {
    struct stepper *stepper = debugger->front;
    struct page *page = &stepper->page;
    const struct area row = {&page->grid, page->grid.rows - 2, 0, 1, page->grid.columns};
    if (!stepper->has_screen)
        return false;
    double now = seconds();
    if (now > stepper->next_sign) {
        stepper->next_sign = now + 0.25;
        for (uint32_t i = 0; i < row.columns; i++)
            area_text(&row, 0, i, STYLE_PLAIN, " ");
        area_print(&row, 0, 1, STYLE_KEY, "it runs: instruction %llu; Ctrl-C interrupts",
                   (unsigned long long)history_now(debugger->history));
        screen_show(&page->grid);
    }
    return screen_is_interrupted();
}

// ---- a script ----

static void print_page(struct stepper *stepper, const char *line) {
    printf("==== %s\n", line);
    page_draw(&stepper->page);
    grid_print(&stepper->page.grid, stdout);
}

static bool read_resize(struct page *page, const char *line, bool *is_bad) {
    unsigned columns, rows;
    char rest;
    if (strncmp(line, "size ", 5) != 0)
        return false;
    *is_bad = sscanf(line + 5, "%ux%u%c", &columns, &rows, &rest) != 2 || columns < 60 ||
              rows < 16 || columns > 500 || rows > 500 || !grid_resize(&page->grid, rows, columns);
    return true;
}

// A line that begins with @ is done without being shown.
static uint32_t run_script(struct stepper *stepper) {
    char line[LINE_SIZE];
    enum answer answer = GO_ON;
    print_page(stepper, "start");
    for (unsigned number = 1; answer != QUIT && fgets(line, sizeof line, stepper->script) != NULL;
         number++) {
        bool is_silent = line[0] == '@', is_bad = false;
        char *text = line + is_silent;
        text[strcspn(text, "\r\n")] = 0;
        text += strspn(text, " \t");
        if (text[0] == 0 || text[0] == '#')
            continue;
        if (!read_resize(&stepper->page, text, &is_bad))
            answer = keys_line(&stepper->page, text);
        if (is_bad) {
            fprintf(stderr, "mixter step: %s:%u: size is 60x16 to 500x500, such as 120x40\n",
                    stepper->request->script, number);
            return STATUS_USAGE;
        }
        if (!is_silent && answer != QUIT)
            print_page(stepper, text);
    }
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : STATUS_USAGE;
}

// ---- a terminal ----

static bool fit(struct page *page) {
    uint32_t rows, columns;
    screen_size(&rows, &columns);
    return (rows == page->grid.rows && columns == page->grid.columns) ||
           grid_resize(&page->grid, rows, columns);
}

static uint32_t run_screen(struct stepper *stepper) {
    struct page *page = &stepper->page;
    char argument[MESSAGE_SIZE];
    uint32_t count = 0;
    for (enum answer answer = GO_ON; answer != QUIT;) {
        const char *question;
        if (!fit(page))
            break;
        if (count > 0)
            page_message(page, "%u times", (unsigned)count);
        page_draw(page);
        screen_show(&page->grid);
        uint32_t key = screen_key();
        if (key == SCREEN_CLOSED)
            break;
        if (key == SCREEN_RESIZED)
            continue;
        if (key == SCREEN_INTERRUPT || key == 27) {
            page_message(page, "q quits");
            count = 0;
            continue;
        }
        if (key < 128 && isdigit((int)key) && (count > 0 || key != '0')) {
            count = count < 10000000 ? count * 10 + (key - '0') : count;
            continue;
        }
        stepper->next_sign = seconds() + 0.25;
        answer = keys_do(page, key, count > 0 ? count : 1, NULL, &question);
        if (answer == ASK) {
            answer = GO_ON;
            if (ask(page, question, argument, sizeof argument) && argument[0] != 0)
                answer = keys_do(page, key, count > 0 ? count : 1, argument, &question);
        }
        count = 0;
    }
    return 0;
}

// ---- beginning and end ----

static bool prepare(struct debugger *debugger, const struct settings *settings,
                    struct mixter_options *options, void *state) {
    struct stepper *stepper = state;
    const char *script = stepper->request->script;
    debugger->front = stepper;
    debugger->look = look;
    stepper->page.debugger = debugger;
    options->streams[1].write = options->streams[2].write = write_output;
    options->streams[1].state = options->streams[2].state = stepper;
    options->streams[0].state = stepper;
    if (script == NULL) {
        if (isatty(0))
            options->streams[0].read = read_line;
        return true;
    }
    bool is_input = strcmp(script, "-") == 0;
    if (is_input)
        options->streams[0].read = read_nothing;
    stepper->script = is_input ? stdin : fopen(script, "re");
    if (stepper->script == NULL)
        debugger_refuse(settings, script, strerror(errno));
    return stepper->script != NULL;
}

// The hypervisor's own program, for its names.
static void read_hypervisor(struct page *page) {
    const struct debugger *debugger = page->debugger;
    if (debugger->inferior_count < 2)
        return;
    unsigned char *copy = malloc(debugger->inferiors[1].size);
    if (copy == NULL)
        return;
    memcpy(copy, debugger->inferiors[1].bytes, debugger->inferiors[1].size);
    image_read(&page->hypervisor, copy, (uint32_t)debugger->inferiors[1].size);
}

// Where the program has its variables.
static uint32_t data_start(const struct page *page) {
    const struct image *image = &page->debugger->image;
    for (uint32_t i = 0; i < image->segment_count; i++) {
        if ((image->segments[i].permissions & MIXTER_WRITE) != 0)
            return image->segments[i].address & ~15u;
    }
    return page->registers.general[29] & ~15u;
}

static void to_main(struct page *page) {
    uint32_t address;
    const struct debugger *debugger = page->debugger;
    page->start = debugger->start;
    page_arrive(page);
    if (!debugger->has_ended && page_code(page, "main", &address, 1) == 1)
        page_run_to(page, &address, 1, false);
    page_leave(page);
    page->before.is_there = false;
    page->memory = page->word = data_start(page);
}

static uint32_t serve(struct debugger *debugger, void *state) {
    struct stepper *stepper = state;
    struct page *page = &stepper->page;
    uint32_t status = STATUS_USAGE;
    const char *wrong = NULL;
    uint32_t columns = stepper->request->columns, rows = stepper->request->rows;
    read_hypervisor(page);
    if (!grid_resize(&page->grid, rows != 0 ? rows : SCRIPT_ROWS,
                     columns != 0 ? columns : SCRIPT_COLUMNS))
        wrong = "out of memory";
    if (wrong == NULL && stepper->script == NULL)
        wrong = screen_open();
    stepper->has_screen = wrong == NULL && stepper->script == NULL;
    if (wrong != NULL) {
        fprintf(stderr, "%s: %s\n", debugger->command, wrong);
    } else {
        to_main(page);
        status = stepper->script != NULL ? run_script(stepper) : run_screen(stepper);
    }
    if (stepper->has_screen)
        screen_close();
    return status == 0 && debugger->has_ended ? (uint32_t)debugger->stop.status : status;
}

uint32_t environment_step(struct settings *settings, uint32_t depth,
                          const struct step_request *request) {
    struct stepper *stepper = calloc(1, sizeof *stepper);
    if (stepper == NULL)
        return debugger_refuse(settings, "out of memory", NULL);
    stepper->request = request;
    const struct debugger_front front = {
        .connect = prepare, .serve = serve, .shows_end = true, .state = stepper};
    uint32_t status = debugger_run(settings, depth, &front);
    if (stepper->script != NULL && stepper->script != stdin)
        fclose(stepper->script);
    sources_free(&stepper->page);
    window_free(&stepper->page.window);
    grid_free(&stepper->page.grid);
    if (stepper->page.hypervisor.bytes != NULL)
        image_free(&stepper->page.hypervisor);
    free(stepper);
    return status;
}
