// How the page is divided, by its size:
//
//   narrow                              wide
//   title                               title
//   source             registers        source      code         registers
//   code               contexts         stack       memory       contexts
//   stack              calls            output                   calls
//   memory
//   message                             message
//   keys                                keys
#include <string.h>

#include "page.h"

enum {
    RIGHT_COLUMNS = 29,
    REGISTER_ROWS = 17,
    WIDE = 130,       // columns from which source and code are side by side
    OUTPUT_ROWS = 26, // rows from which there is a part for output
    CONTEXT_ROWS = 6
};

static struct area part(const struct area *area, uint32_t row, uint32_t rows) {
    struct area result = *area;
    row = row < area->rows ? row : area->rows;
    result.row += row;
    result.rows = rows < area->rows - row ? rows : area->rows - row;
    return result;
}

static struct area columns_of(const struct area *area, uint32_t column, uint32_t columns) {
    struct area result = *area;
    result.column += column;
    result.columns = columns;
    return result;
}

static void draw_right(struct page *page, const struct area *right) {
    uint32_t contexts = page->debugger->inferior_count + 1;
    uint32_t registers = REGISTER_ROWS + 1;
    contexts = contexts < 3 ? 3 : contexts > CONTEXT_ROWS ? CONTEXT_ROWS : contexts;
    if (right->rows < registers + contexts)
        registers = right->rows > 9 + contexts ? right->rows - contexts : right->rows;
    draw_registers(page, part(right, 0, registers));
    if (right->rows > registers)
        draw_contexts(page, part(right, registers, contexts));
    if (right->rows > registers + contexts + 2)
        draw_calls(page, part(right, registers + contexts, right->rows));
}

// The rows that are left go to the parts in these shares.
static void draw_narrow(struct page *page, const struct area *left) {
    bool has_output = page->grid.rows >= OUTPUT_ROWS;
    uint32_t output = has_output ? 3 + left->rows / 20 : 0;
    uint32_t rows = left->rows - output;
    uint32_t stack = 2 + rows * 9 / 100, memory = 2 + rows * 6 / 100;
    uint32_t code = 1 + rows / 4;
    uint32_t source = rows - stack - memory - code;
    draw_source(page, part(left, 0, source));
    draw_code(page, part(left, source, code));
    draw_stack(page, part(left, source + code, stack));
    draw_memory(page, part(left, source + code + stack, memory));
    if (has_output)
        draw_output(page, part(left, rows, output));
}

static void draw_wide(struct page *page, const struct area *left) {
    bool has_output = page->grid.rows >= OUTPUT_ROWS;
    uint32_t output = has_output ? 3 + left->rows / 12 : 0;
    uint32_t rows = left->rows - output;
    uint32_t below = 3 + rows / 4;
    uint32_t first = left->columns * 6 / 10;
    struct area above = part(left, 0, rows - below);
    struct area under = part(left, rows - below, below);
    struct area source = columns_of(&above, 0, first);
    struct area code = columns_of(&above, first + 1, left->columns - first - 1);
    uint32_t half = left->columns / 2;
    draw_source(page, source);
    draw_code(page, code);
    draw_stack(page, columns_of(&under, 0, half));
    draw_memory(page, columns_of(&under, half + 1, left->columns - half - 1));
    if (has_output)
        draw_output(page, part(left, rows, output));
}

// Where there is no part for output, the last line of it stands here, too.
static void draw_message(const struct page *page, const struct area *area) {
    uint32_t column =
        area_text(area, 0, 1, page->is_alarm ? STYLE_ALARM : STYLE_PLAIN, page->message);
    if (page->grid.rows >= OUTPUT_ROWS || page->output_size == 0)
        return;
    const char *line = page->output;
    for (const char *end = page->output + page->output_size - 1;
         end > page->output && line == page->output; end--) {
        if (end[-1] == '\n')
            line = end;
    }
    uint32_t length = (uint32_t)strcspn(line, "\n");
    if (column + length + 12 < area->columns)
        area_print(area, 0, area->columns - length - 9, STYLE_FAINT, "output: %.*s", (int)length,
                   line);
}

void page_draw(struct page *page) {
    struct grid *grid = &page->grid;
    const struct area all = {grid, 0, 0, grid->rows, grid->columns};
    grid_clear(grid);
    if (grid->rows < 8 || grid->columns < RIGHT_COLUMNS + 12) {
        area_text(&all, 0, 0, STYLE_PLAIN, "too small");
        return;
    }
    struct area title = part(&all, 0, 1), keys = part(&all, grid->rows - 1, 1);
    struct area message = part(&all, grid->rows - 2, 1), middle = part(&all, 1, grid->rows - 3);
    draw_title(page, &title);
    draw_message(page, &message);
    draw_keys(&keys);
    if (page->shows_help) {
        draw_help(page, middle);
        return;
    }
    uint32_t columns = grid->columns - RIGHT_COLUMNS - 1;
    struct area left = columns_of(&middle, 0, columns);
    struct area right = columns_of(&middle, columns + 1, RIGHT_COLUMNS);
    draw_right(page, &right);
    if (grid->columns >= WIDE)
        draw_wide(page, &left);
    else
        draw_narrow(page, &left);
}
