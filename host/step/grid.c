#include "grid.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

bool grid_resize(struct grid *grid, uint32_t rows, uint32_t columns) {
    struct cell *cells = calloc((size_t)rows * columns, sizeof *cells);
    if (cells == NULL)
        return false;
    free(grid->cells);
    *grid = (struct grid){cells, rows, columns};
    grid_clear(grid);
    return true;
}

void grid_clear(struct grid *grid) {
    for (size_t i = 0; i < (size_t)grid->rows * grid->columns; i++)
        grid->cells[i] = (struct cell){' ', STYLE_PLAIN};
}

void grid_free(struct grid *grid) {
    free(grid->cells);
}

static void print_character(uint32_t character, FILE *file) {
    if (character < 0x80) {
        putc((int)character, file);
        return;
    }
    if (character >= 0x10000)
        fprintf(file, "%c%c", (int)(0xf0 | character >> 18), (int)(0x80 | (character >> 12 & 63)));
    else if (character >= 0x800)
        putc((int)(0xe0 | character >> 12), file);
    if (character >= 0x800)
        putc((int)(0x80 | (character >> 6 & 63)), file);
    else
        putc((int)(0xc0 | character >> 6), file);
    putc((int)(0x80 | (character & 63)), file);
}

void grid_print(const struct grid *grid, FILE *file) {
    for (uint32_t row = 0; row < grid->rows; row++) {
        const struct cell *cells = grid->cells + (size_t)row * grid->columns;
        uint32_t end = grid->columns;
        while (end > 0 && cells[end - 1].character == ' ')
            end--;
        for (uint32_t i = 0; i < end; i++) {
            if (cells[i].character != CELL_BEHIND_WIDE)
                print_character(cells[i].character, file);
        }
        putc('\n', file);
    }
}

// ---- text ----

// Unicode's East Asian Width, roughly.
static bool is_wide(uint32_t character) {
    return (character >= 0x1100 && character <= 0x115f) ||
           (character >= 0x2e80 && character <= 0xa4cf) ||
           (character >= 0xac00 && character <= 0xd7a3) ||
           (character >= 0xf900 && character <= 0xfaff) ||
           (character >= 0xfe30 && character <= 0xfe6f) ||
           (character >= 0xff00 && character <= 0xff60) ||
           (character >= 0x1f300 && character <= 0x1faff) ||
           (character >= 0x20000 && character <= 0x3fffd);
}

static bool is_without_width(uint32_t character) {
    return (character >= 0x300 && character <= 0x36f) || character == 0x200d ||
           (character >= 0xfe00 && character <= 0xfe0f) ||
           (character >= 0x20d0 && character <= 0x20ff);
}

uint32_t utf8_next(const char **text, uint32_t *columns) {
    const unsigned char *byte = (const unsigned char *)*text;
    uint32_t more = byte[0] < 0xc2 ? 0 : byte[0] < 0xe0 ? 1 : byte[0] < 0xf0 ? 2 : 3;
    uint32_t character = more == 0 ? byte[0] : byte[0] & (0x3fu >> more);
    bool is_right = byte[0] < 0x80 || (more > 0 && byte[0] < 0xf5);
    for (uint32_t i = 1; is_right && i <= more; i++) {
        is_right = byte[i] >> 6 == 2;
        character = character << 6 | (byte[i] & 63);
    }
    is_right = is_right && (more < 2 || character >= (more == 2 ? 0x800u : 0x10000u)) &&
               (character >> 11 != 0x1b) && character <= 0x10ffff;
    *text += is_right ? more + 1 : 1;
    if (!is_right || character < 0x20 || (character >= 0x7f && character < 0xa0))
        character = '?';
    *columns = is_without_width(character) ? 0 : is_wide(character) ? 2 : 1;
    return character;
}

uint32_t area_text(const struct area *area, uint32_t row, uint32_t column, enum style style,
                   const char *text) {
    if (row >= area->rows)
        return column;
    struct cell *cells =
        area->grid->cells + (size_t)(area->row + row) * area->grid->columns + area->column;
    uint32_t start = column;
    while (*text != 0) {
        uint32_t width = 1, character = ' ';
        if (*text == '\t' && (column - start) % 8 == 7)
            text++;
        else if (*text != '\t')
            character = utf8_next(&text, &width);
        if (width == 0)
            continue;
        if (column + width > area->columns)
            break;
        cells[column] = (struct cell){character, (uint8_t)style};
        if (width == 2)
            cells[column + 1] = (struct cell){CELL_BEHIND_WIDE, (uint8_t)style};
        column += width;
    }
    return column;
}

uint32_t area_print(const struct area *area, uint32_t row, uint32_t column, enum style style,
                    const char *format, ...) {
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return area_text(area, row, column, style, text);
}

void area_style(const struct area *area, uint32_t row, enum style style) {
    struct cell *cells =
        area->grid->cells + (size_t)(area->row + row) * area->grid->columns + area->column;
    for (uint32_t i = 0; row < area->rows && i < area->columns; i++) {
        if (cells[i].style == STYLE_PLAIN)
            cells[i].style = (uint8_t)style;
    }
}

void area_frame(struct area *area, const char *title) {
    for (uint32_t i = 0; i < area->columns; i++)
        area_text(area, 0, i, STYLE_FRAME, "-");
    if (area->columns > 8) {
        struct area inside = *area;
        inside.columns -= 2;
        area_print(&inside, 0, 2, STYLE_PLAIN, " %s ", title);
    }
    if (area->rows > 0) {
        area->row++;
        area->rows--;
    }
}
