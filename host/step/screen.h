// The terminal: shows pages and reads keys. Either by ncursesw (screen.c), or there is none
// (no_screen.c).
#ifndef SCREEN_H
#define SCREEN_H

#include "grid.h"

enum screen_key { // beside characters
    SCREEN_UP = 0x100000,
    SCREEN_DOWN,
    SCREEN_LEFT,
    SCREEN_RIGHT,
    SCREEN_PAGE_UP,
    SCREEN_PAGE_DOWN,
    SCREEN_HOME,
    SCREEN_END,
    SCREEN_BACKSPACE,
    SCREEN_RESIZED,
    SCREEN_INTERRUPT, // Ctrl-C
    SCREEN_CLOSED     // there is no terminal any more
};

// Takes the terminal. NULL, or why that cannot be.
const char *screen_open(void);
void screen_close(void);
void screen_size(uint32_t *rows, uint32_t *columns);
void screen_show(const struct grid *grid);
// Shows a cursor there from now on; nowhere if the row is beyond the page.
void screen_cursor(uint32_t row, uint32_t column);
// Waits for a key: a character or one of those above.
uint32_t screen_key(void);
// Whether Ctrl-C has been pressed since this was asked last.
bool screen_is_interrupted(void);

#endif
