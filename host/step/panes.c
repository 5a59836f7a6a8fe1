// The parts of the page. What the last move has changed has a '*' behind it.
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "page.h"

enum { CALLS_SHOWN = 64, NAME_SIZE = 80 };

// ---- title ----

static void describe_engine(const struct page *page, char *text, size_t size) {
    uint64_t first, end;
    const struct debugger *debugger = page->debugger;
    const char *name = engines_at(debugger, history_now(debugger->history), &first, &end);
    if (end == UINT64_MAX && first == 0)
        snprintf(text, size, "%s", name);
    else if (end == UINT64_MAX)
        snprintf(text, size, "%s from %" PRIu64, name, first);
    else
        snprintf(text, size, "%s %" PRIu64 "-%" PRIu64, name, first, end - 1);
}

// As other messages have it: "add at list.c:21".
static void describe_place(const struct page *page, char *text, size_t size) {
    struct location here = page_locate(page, page->shown, page->registers.pc);
    const char *function = here.function != NULL ? here.function : "unknown code";
    const char *slash = here.file != NULL ? strrchr(here.file, '/') : NULL;
    if (here.line != 0 && here.file != NULL)
        snprintf(text, size, "%s: %s at %s:%u", page_path(page), function,
                 slash != NULL ? slash + 1 : here.file, (unsigned)here.line);
    else
        snprintf(text, size, "%s: %s+0x%x", page_path(page), function, (unsigned)here.offset);
}

void draw_title(const struct page *page, const struct area *area) {
    const struct debugger *debugger = page->debugger;
    uint64_t now = history_now(debugger->history);
    uint64_t frontier = history_frontier(debugger->history);
    char place[NAME_SIZE], engine[NAME_SIZE], right[3 * NAME_SIZE];
    describe_place(page, place, sizeof place);
    describe_engine(page, engine, sizeof engine);
    snprintf(right, sizeof right, "%s | instruction %" PRIu64 " of %" PRIu64 " ", engine, now,
             frontier);
    area_text(area, 0, 1, STYLE_TITLE, place);
    uint32_t length = (uint32_t)strlen(right);
    if (length + 12 < area->columns)
        area_text(area, 0, area->columns - length, STYLE_TITLE, right);
    area_style(area, 0, STYLE_TITLE);
}

// ---- source ----

// The first row, moved only as far as it has to be.
static uint32_t scroll(uint32_t top, uint32_t line, uint32_t rows, uint32_t count) {
    uint32_t margin = rows >= 7 ? 2 : rows >= 3 ? 1 : 0;
    bool is_far = line + rows < top || line > top + 2 * rows;
    if (is_far)
        top = line > rows / 2 ? line - rows / 2 : 1;
    if (line < top + margin)
        top = line > margin ? line - margin : 1;
    if (line + margin + 1 > top + rows)
        top = line + margin + 1 - rows;
    if (top + rows > count + 1)
        top = count + 1 > rows ? count + 1 - rows : 1;
    return top < 1 ? 1 : top;
}

static bool has_point(const struct page *page, const char *file, uint32_t line) {
    for (uint32_t i = 0; i < page->point_count; i++) {
        if (page->points[i].inferior != page->shown)
            continue;
        struct location at = page_locate(page, page->shown, page->points[i].address);
        if (at.line == line && at.file != NULL && strcmp(at.file, file) == 0)
            return true;
    }
    return false;
}

static void draw_source_line(const struct page *page, const struct area *area, uint32_t row,
                             const struct source *source, uint32_t line, uint32_t current) {
    bool is_cursor = page->cursor_file != NULL && page->cursor_line == line;
    bool is_point = has_point(page, source->name, line);
    enum style style = line == current ? STYLE_CURRENT : is_cursor ? STYLE_CURSOR : STYLE_PLAIN;
    area_text(area, row, 0, STYLE_POINT, is_point ? "b" : " ");
    area_text(area, row, 1, style, line == current ? ">" : is_cursor ? "+" : " ");
    uint32_t column =
        area_print(area, row, 2, line == current ? style : STYLE_FAINT, "%4u", (unsigned)line);
    column = area_text(area, row, column, style, " ");
    area_text(area, row, column, style, source->lines[line - 1]);
    area_style(area, row, style);
}

void draw_source(struct page *page, struct area area) {
    struct location here = page_locate(page, page->shown, page->registers.pc);
    const char *file = page->cursor_file != NULL ? page->cursor_file : here.file;
    const struct source *source = file != NULL ? source_find(page, file) : NULL;
    char title[NAME_SIZE + 16];
    snprintf(title, sizeof title, "source: %s", file != NULL ? file : "not known");
    area_frame(&area, title);
    if (source == NULL || source->count == 0) {
        area_text(&area, 0, 1, STYLE_FAINT,
                  file != NULL ? "this file cannot be read here"
                               : "no line information: compile it with -g");
        return;
    }
    uint32_t current = here.file != NULL && strcmp(here.file, file) == 0 ? here.line : 0;
    uint32_t line = page->cursor_file != NULL ? page->cursor_line : current;
    line = line > source->count ? source->count : line;
    if (page->source_file == NULL || strcmp(page->source_file, file) != 0)
        page->source_top = 0x7fffffff; // far from everything
    page->source_file = source->name;
    page->source_top = scroll(page->source_top, line, area.rows, source->count);
    for (uint32_t i = 0; i < area.rows && page->source_top + i <= source->count; i++)
        draw_source_line(page, &area, i, source, page->source_top + i, current);
}

// ---- code ----

// What is read or written by what comes next, and what is there.
static void describe_access(const struct page *page, uint32_t word, char *text, size_t size) {
    enum isa_operation operation = isa_decode(word);
    enum isa_kind kind = isa_table[operation].kind;
    uint32_t value = 0;
    text[0] = 0;
    if (kind != ISA_LOAD && kind != ISA_STORE)
        return;
    uint32_t address = page->registers.general[isa_rs(word)] + isa_immediate(word);
    if (page_word(page, address & ~3u, &value))
        snprintf(text, size, "[%08x]=%08x", (unsigned)address, (unsigned)value);
    else
        snprintf(text, size, "[%08x]", (unsigned)address);
}

static void describe_target(const struct page *page, uint32_t word, uint32_t address, char *text,
                            size_t size) {
    uint32_t target;
    char name[NAME_SIZE];
    text[0] = 0;
    if (isa_target(isa_decode(word), word, address, &target) &&
        page_name(page, target, name, sizeof name))
        snprintf(text, size, "<%s>", name);
}

// Whether code is of the line that is executed.
static bool is_of_line(const struct page *page, const struct location *at) {
    struct location here = page_locate(page, page->shown, page->registers.pc);
    return here.line != 0 && at->line == here.line && at->file != NULL && here.file != NULL &&
           strcmp(at->file, here.file) == 0;
}

static void draw_instruction(const struct page *page, const struct area *area, uint32_t row,
                             uint32_t address) {
    char text[NAME_SIZE], more[NAME_SIZE + 2];
    uint32_t word;
    bool is_current = address == page->registers.pc, is_point = false;
    struct location at = page_locate(page, page->shown, address);
    if (!page_word(page, address, &word)) {
        area_print(area, row, 2, STYLE_FAINT, "%08x  nothing here", (unsigned)address);
        return;
    }
    for (uint32_t i = 0; i < page->point_count; i++)
        is_point = is_point ||
                   (page->points[i].address == address && page->points[i].inferior == page->shown);
    enum style style = is_current ? STYLE_CURRENT : STYLE_PLAIN;
    isa_disassemble(word, address, text, sizeof text);
    char *tab = strchr(text, '\t');
    area_text(area, row, 0, STYLE_POINT, is_point ? "b" : " ");
    area_text(area, row, 1, style, is_current ? ">" : is_of_line(page, &at) ? "." : " ");
    uint32_t column =
        area_print(area, row, 2, is_current ? style : STYLE_FAINT, "%08x", (unsigned)address);
    if (tab != NULL)
        *tab = 0;
    column = area_print(area, row, column, style, "  %-6s ", text);
    if (tab != NULL)
        column = area_text(area, row, column, style, tab + 1);
    if (is_current)
        describe_access(page, word, more, sizeof more);
    if (!is_current || more[0] == 0)
        describe_target(page, word, address, more, sizeof more);
    if (more[0] != 0)
        column = area_print(area, row, column, style, "  %s", more);
    if (at.offset == 0 && at.function != NULL)
        area_print(area, row, column, STYLE_FAINT, "  # %s", at.function);
    area_style(area, row, style);
}

void draw_code(struct page *page, struct area area) {
    uint32_t pc = page->registers.pc;
    struct location here = page_locate(page, page->shown, pc);
    char title[NAME_SIZE + 40];
    int length = snprintf(title, sizeof title, "instructions: %.60s+0x%x",
                          here.function != NULL ? here.function : "?", (unsigned)here.offset);
    if (page->registers.next_pc != pc + 4)
        snprintf(title + length, sizeof title - (size_t)length, ", slot, then %08x",
                 (unsigned)page->registers.next_pc);
    area_frame(&area, title);
    if (!page->has_registers) {
        area_print(&area, 0, 1, STYLE_FAINT, "context %s does not exist here", page_path(page));
        return;
    }
    page->code_top = 4 * scroll(page->code_top / 4, pc / 4, area.rows, 0x3fffffff);
    for (uint32_t i = 0; i < area.rows; i++)
        draw_instruction(page, &area, i, page->code_top + 4 * i);
}

// ---- registers ----

static uint32_t *register_at(struct mixter_registers *registers, uint32_t number) {
    return number < 31    ? &registers->general[number + 1]
           : number == 31 ? &registers->hi
                          : &registers->lo;
}

void draw_registers(const struct page *page, struct area area) {
    enum { GENERAL = 33, COLUMN = 15 };
    struct mixter_registers now = page->registers, before = page->before.registers;
    bool has_before = page->before.is_there && page->before.inferior == page->shown;
    uint32_t count = GENERAL;
    area_frame(&area, page->shows_floating ? "floating registers" : "registers");
    if (!page->has_registers)
        return;
    for (uint32_t i = 0; i < count; i++) {
        char name[8];
        uint32_t row = i < (count + 1) / 2 ? i : i - (count + 1) / 2;
        uint32_t column = i < (count + 1) / 2 ? 0 : COLUMN;
        uint32_t *value, *old;
        if (page->shows_floating) {
            value = i < 32 ? &now.floating[i] : &now.fcsr;
            old = i < 32 ? &before.floating[i] : &before.fcsr;
            snprintf(name, sizeof name, i < 32 ? "f%u" : "fcsr", (unsigned)i);
        } else {
            value = register_at(&now, i);
            old = register_at(&before, i);
            snprintf(name, sizeof name, "%s",
                     i < 31    ? isa_register_names[i + 1]
                     : i == 31 ? "hi"
                               : "lo");
        }
        bool is_changed = has_before && *value != *old;
        column = area_print(&area, row, column, STYLE_FAINT, "%-4s ", name);
        area_print(&area, row, column, is_changed ? STYLE_CHANGED : STYLE_PLAIN, "%08x%s",
                   (unsigned)*value, is_changed ? "*" : "");
    }
}

// ---- memory ----

static bool is_changed_word(const struct page *page, uint32_t address, uint32_t word) {
    const struct snapshot *before = &page->before;
    if (!before->is_there || before->inferior != page->shown)
        return false;
    uint32_t in_stack = address - before->stack, in_memory = address - before->memory;
    if (in_stack + 4 <= before->stack_size && in_stack < MEMORY_SHOWN)
        return image_word(before->stack_bytes + in_stack) != word;
    if (in_memory + 4 <= before->memory_size && in_memory < MEMORY_SHOWN)
        return image_word(before->memory_bytes + in_memory) != word;
    return false;
}

// Words in a row, and as characters where there is room.
static void draw_words(const struct page *page, const struct area *area, uint32_t row,
                       uint32_t address) {
    uint32_t column = area_print(area, row, 1, STYLE_FAINT, "%08x ", (unsigned)address);
    char text[17] = "";
    for (uint32_t i = 0; i < 4; i++) {
        uint32_t at = address + 4 * i, word;
        bool is_there = page_word(page, at, &word);
        bool is_changed = is_there && is_changed_word(page, at, word);
        bool is_selected = at == page->word;
        for (uint32_t j = 0; j < 4; j++) {
            uint32_t byte = word >> 8 * j & 255;
            text[4 * i + j] = (char)(!is_there ? ' ' : byte >= 32 && byte < 127 ? (int)byte : '.');
        }
        enum style style = is_changed ? STYLE_CHANGED : is_selected ? STYLE_CURSOR : STYLE_PLAIN;
        column = area_text(area, row, column, style, is_selected ? "[" : " ");
        if (is_there)
            column = area_print(area, row, column, style, "%08x", (unsigned)word);
        else
            column = area_text(area, row, column, STYLE_FAINT, "--------");
        column = area_text(area, row, column, style, is_changed ? "*" : is_selected ? "]" : "");
        if (!is_changed && !is_selected)
            column++;
    }
    if (column + 18 <= area->columns)
        area_text(area, row, column + 1, STYLE_FAINT, text);
}

void draw_memory(const struct page *page, struct area area) {
    char name[NAME_SIZE], title[2 * NAME_SIZE];
    bool has_name = page_name(page, page->word, name, sizeof name);
    snprintf(title, sizeof title, "memory: [%08x]%s%s", (unsigned)page->word, has_name ? " " : "",
             has_name ? name : "");
    area_frame(&area, title);
    for (uint32_t i = 0; i < area.rows; i++)
        draw_words(page, &area, i, page->memory + 16 * i);
}

// A word in a row, with what it means, if there is room.
void draw_stack(const struct page *page, struct area area) {
    enum { ROWS_FOR_WORDS = 6 };
    uint32_t pointer = page->registers.general[29], word;
    char name[NAME_SIZE];
    area_frame(&area, "stack");
    if (!page->has_registers)
        return;
    if (area.rows < ROWS_FOR_WORDS) {
        for (uint32_t i = 0; i < area.rows; i++)
            draw_words(page, &area, i, pointer + 16 * i);
        return;
    }
    for (uint32_t i = 0; i < area.rows; i++) {
        uint32_t address = pointer + 4 * i;
        uint32_t column = area_print(&area, i, 1, STYLE_FAINT, "%08x sp+%-4u ", (unsigned)address,
                                     (unsigned)(4 * i));
        if (!page_word(page, address, &word)) {
            area_text(&area, i, column, STYLE_FAINT, "--------");
            continue;
        }
        bool is_changed = is_changed_word(page, address, word);
        column = area_print(&area, i, column, is_changed ? STYLE_CHANGED : STYLE_PLAIN, "%08x%s",
                            (unsigned)word, is_changed ? "*" : " ");
        if (page_name(page, word, name, sizeof name))
            area_text(&area, i, column + 1, STYLE_FAINT, name);
    }
}

// ---- contexts and calls ----

void draw_contexts(const struct page *page, struct area area) {
    const struct debugger *debugger = page->debugger;
    struct mixter_context context;
    char title[NAME_SIZE];
    uint32_t depth = 0;
    for (const char *byte = debugger->inferiors[0].path; *byte != 0; byte++)
        depth += *byte == '/';
    snprintf(title, sizeof title, "contexts, depth %u", (unsigned)depth);
    area_frame(&area, title);
    uint32_t first = page->shown < area.rows ? 0 : page->shown + 1 - area.rows;
    for (uint32_t i = first; i < debugger->inferior_count; i++) {
        const char *path = debugger->inferiors[i].path;
        bool is_there = mixter_context(debugger->machine, path, &context) == MIXTER_OK;
        bool runs = is_there && context.is_current;
        enum style style = i == page->shown ? STYLE_PLAIN : STYLE_FAINT;
        const char *what = i == 0                                 ? "program"
                           : debugger->inferiors[i].bytes != NULL ? "hypster"
                                                                  : "guest";
        area_print(&area, i - first, 0, runs ? STYLE_CURRENT : style, "%s%s %.10s %s",
                   i == page->shown ? "=" : " ", runs ? ">" : " ", path, what);
        char count[NAME_SIZE];
        snprintf(count, sizeof count, is_there ? "%" PRIu64 : "not here", context.retired);
        uint32_t length = (uint32_t)strlen(count);
        if (length + 14 < area.columns)
            area_text(&area, i - first, area.columns - length, style, count);
    }
}

void draw_calls(const struct page *page, struct area area) {
    struct code_frame frames[CALLS_SHOWN];
    uint32_t count = page_calls(page, frames, CALLS_SHOWN);
    area_frame(&area, "calls");
    for (uint32_t i = 0; i < count; i++) {
        const char *file = frames[i].place.file;
        const char *slash = file != NULL ? strrchr(file, '/') : NULL;
        uint32_t column = area_print(&area, i, 0, i == 0 ? STYLE_PLAIN : STYLE_FAINT, " %s",
                                     frames[i].function != NULL ? frames[i].function : "?");
        if (file != NULL)
            area_print(&area, i, column, STYLE_FAINT, " %s:%u", slash != NULL ? slash + 1 : file,
                       (unsigned)frames[i].place.line);
    }
}

// ---- output ----

void draw_output(const struct page *page, struct area area) {
    char title[NAME_SIZE];
    snprintf(title, sizeof title, "output: %" PRIu64 " bytes", page->output_total);
    area_frame(&area, title);
    const char *start = page->output + page->output_size;
    uint32_t lines = 0;
    while (start > page->output && lines <= area.rows) {
        start--;
        bool is_last = start + 1 == page->output + page->output_size;
        lines += *start == '\n' && !is_last;
        if (lines == area.rows) {
            start++;
            break;
        }
    }
    for (uint32_t row = 0; row < area.rows && *start != 0; row++) {
        size_t length = strcspn(start, "\n");
        area_print(&area, row, 1, STYLE_PLAIN, "%.*s", (int)length, start);
        start += length + (start[length] != 0);
    }
}
