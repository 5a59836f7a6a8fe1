// A page as cells of characters, whoever shows it: a terminal, or a file.
#ifndef GRID_H
#define GRID_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

// No style says what the text does not say as well.
enum style {
    STYLE_PLAIN,
    STYLE_FRAME, // '-' is a line
    STYLE_TITLE,
    STYLE_CURRENT, // what is executed next
    STYLE_CURSOR,
    STYLE_CHANGED, // by the last move
    STYLE_POINT,   // a breakpoint
    STYLE_KEY,
    STYLE_FAINT,
    STYLE_ALARM,
    STYLES
};

enum { CELL_BEHIND_WIDE = 0 }; // the right half of a character of two columns

struct cell {
    uint32_t character;
    uint8_t style;
};

struct grid {
    struct cell *cells;
    uint32_t rows;
    uint32_t columns;
};

// False if there is no memory; it is as it was, then.
bool grid_resize(struct grid *grid, uint32_t rows, uint32_t columns);
void grid_clear(struct grid *grid);
void grid_free(struct grid *grid);
// Prints the rows without the blanks at their ends.
void grid_print(const struct grid *grid, FILE *file);

// A part of a page. What does not fit is cut off.
struct area {
    struct grid *grid;
    uint32_t row;
    uint32_t column;
    uint32_t rows;
    uint32_t columns;
};

// Writes UTF-8 text and returns the column behind it.
uint32_t area_text(const struct area *area, uint32_t row, uint32_t column, enum style style,
                   const char *text);
uint32_t area_print(const struct area *area, uint32_t row, uint32_t column, enum style style,
                    const char *format, ...) __attribute__((format(printf, 5, 6)));
// The style of a whole row, where it is plain.
void area_style(const struct area *area, uint32_t row, enum style style);
// A line with a title in its first row; the area is what is below it.
void area_frame(struct area *area, const char *title);

// The next character of UTF-8 text, and its columns: 0, 1 or 2. What is no UTF-8 is one '?'.
uint32_t utf8_next(const char **text, uint32_t *columns);

#endif
