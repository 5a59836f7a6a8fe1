// For a build without ncursesw.
#include "screen.h"

const char *screen_open(void) {
    return "this mixter was built without ncursesw: install the package libncurses-dev and build "
           "it again (--script works without)";
}

void screen_close(void) {}

void screen_size(uint32_t *rows, uint32_t *columns) {
    *rows = *columns = 0;
}

void screen_show(const struct grid *grid) {
    (void)grid;
}

void screen_cursor(uint32_t row, uint32_t column) {
    (void)row, (void)column;
}

uint32_t screen_key(void) {
    return SCREEN_CLOSED;
}

bool screen_is_interrupted(void) {
    return false;
}
