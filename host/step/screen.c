// A terminal by ncursesw, which is loaded when it is needed: all other commands start faster, and
// where it is not there they run as well.
#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS
#include "screen.h"

#include <curses.h>
#include <dlfcn.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define FUNCTIONS(F)                                                                               \
    F(cbreak)                                                                                      \
    F(curs_set)                                                                                    \
    F(delscreen)                                                                                   \
    F(endwin)                                                                                      \
    F(getmaxx)                                                                                     \
    F(getmaxy)                                                                                     \
    F(has_colors)                                                                                  \
    F(init_pair)                                                                                   \
    F(keypad)                                                                                      \
    F(mvwaddch)                                                                                    \
    F(mvwaddnwstr)                                                                                 \
    F(newterm)                                                                                     \
    F(noecho)                                                                                      \
    F(nonl)                                                                                        \
    F(set_escdelay)                                                                                \
    F(start_color)                                                                                 \
    F(tigetstr)                                                                                    \
    F(use_default_colors)                                                                          \
    F(wattr_set)                                                                                   \
    F(werase)                                                                                      \
    F(wget_wch)                                                                                    \
    F(wmove)                                                                                       \
    F(wrefresh)

static struct {
#define POINTER(name) __typeof__(&name) name;
    FUNCTIONS(POINTER)
#undef POINTER
    chtype *characters; // acs_map
} curses;

static const struct {
    const char *name;
    void *pointer;
} functions[] = {
#define ROW(name) {#name, &curses.name},
    FUNCTIONS(ROW)
#undef ROW
        {"acs_map", &curses.characters},
};

// What ncurses keeps is of the process as well.
static void *library;
static WINDOW *window;
static SCREEN *screen;
static FILE *terminal;
static bool is_taken; // and its interrupts
static bool is_utf8;
static attr_t attributes[STYLES];
static short colors[STYLES];
static volatile sig_atomic_t interrupts;
static struct sigaction old_action;

static void interrupt(int number) {
    (void)number;
    interrupts = 1;
}

bool screen_is_interrupted(void) {
    bool is_interrupted = interrupts != 0;
    interrupts = 0;
    return is_interrupted;
}

// NULL, or why it cannot be used.
static const char *load(void) {
    library = dlopen("libncursesw.so.6", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL)
        return "ncursesw is not there: install the package libncursesw6 (--script works without)";
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        void *found = dlsym(library, functions[i].name);
        if (found == NULL)
            return "this ncursesw lacks functions: install the package libncursesw6";
        memcpy(functions[i].pointer, &found, sizeof found);
    }
    return NULL;
}

// Each style differs by an attribute, too, where there are no colors.
static void start_styles(void) {
    attributes[STYLE_FRAME] = A_DIM;
    attributes[STYLE_TITLE] = A_REVERSE;
    attributes[STYLE_CURRENT] = A_REVERSE;
    attributes[STYLE_CURSOR] = A_UNDERLINE;
    attributes[STYLE_CHANGED] = A_BOLD;
    attributes[STYLE_POINT] = A_BOLD;
    attributes[STYLE_KEY] = A_BOLD;
    attributes[STYLE_FAINT] = A_DIM;
    attributes[STYLE_ALARM] = A_BOLD;
    if (!curses.has_colors() || curses.start_color() == ERR)
        return;
    short background = curses.use_default_colors() == OK ? -1 : COLOR_BLACK;
    static const struct {
        enum style style;
        short color;
    } pairs[] = {{STYLE_CHANGED, COLOR_YELLOW}, {STYLE_POINT, COLOR_RED},
                 {STYLE_KEY, COLOR_CYAN},       {STYLE_ALARM, COLOR_RED},
                 {STYLE_FRAME, COLOR_BLUE},     {STYLE_CURRENT, COLOR_GREEN}};
    for (short i = 0; i < (short)(sizeof pairs / sizeof pairs[0]); i++) {
        curses.init_pair((short)(i + 1), pairs[i].color, background);
        colors[pairs[i].style] = (short)(i + 1);
    }
    attributes[STYLE_FRAME] = A_NORMAL;
}

const char *screen_open(void) {
    const char *wrong = load();
    if (wrong != NULL)
        return wrong;
    setlocale(LC_CTYPE, "");
    is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    terminal = fopen("/dev/tty", "r+");
    if (terminal == NULL)
        return "there is no terminal (--script works without)";
    screen = curses.newterm(NULL, terminal, terminal);
    const char *move = screen != NULL ? curses.tigetstr("cup") : NULL;
    void *standard = dlsym(library, "stdscr");
    if (move == NULL || move == (char *)-1 || standard == NULL) {
        screen_close();
        return "TERM names no terminal that has pages (--script works without)";
    }
    memcpy(&window, standard, sizeof window);
    struct sigaction action = {.sa_handler = interrupt};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &old_action);
    is_taken = true;
    curses.set_escdelay(50);
    curses.cbreak();
    curses.noecho();
    curses.nonl();
    curses.keypad(window, TRUE);
    curses.curs_set(0);
    start_styles();
    return NULL;
}

void screen_close(void) {
    if (is_taken)
        sigaction(SIGINT, &old_action, NULL);
    is_taken = false;
    if (screen != NULL) {
        curses.endwin();
        curses.delscreen(screen);
    }
    screen = NULL;
    if (terminal != NULL)
        fclose(terminal);
    terminal = NULL;
}

void screen_size(uint32_t *rows, uint32_t *columns) {
    int height = curses.getmaxy(window), width = curses.getmaxx(window);
    *rows = height > 0 ? (uint32_t)height : 1;
    *columns = width > 0 ? (uint32_t)width : 1;
}

void screen_show(const struct grid *grid) {
    curses.werase(window);
    for (uint32_t row = 0; row < grid->rows; row++) {
        for (uint32_t i = 0; i < grid->columns; i++) {
            const struct cell *cell = &grid->cells[(size_t)row * grid->columns + i];
            uint32_t character = cell->character;
            if (character == CELL_BEHIND_WIDE)
                continue;
            wchar_t text[2] = {(wchar_t)(is_utf8 || character < 0x80 ? character : '?'), 0};
            curses.wattr_set(window, attributes[cell->style], colors[cell->style], NULL);
            if (cell->style == STYLE_FRAME && character == '-')
                curses.mvwaddch(window, (int)row, (int)i, curses.characters['q']); // ACS_HLINE
            else
                curses.mvwaddnwstr(window, (int)row, (int)i, text, 1);
        }
    }
    curses.wattr_set(window, A_NORMAL, 0, NULL);
    curses.wrefresh(window);
}

void screen_cursor(uint32_t row, uint32_t column) {
    bool is_shown = row < (uint32_t)curses.getmaxy(window);
    curses.curs_set(is_shown);
    if (is_shown)
        curses.wmove(window, (int)row, (int)column);
    curses.wrefresh(window);
}

uint32_t screen_key(void) {
    static const struct {
        wint_t curses;
        uint32_t key;
    } keys[] = {{KEY_UP, SCREEN_UP},         {KEY_DOWN, SCREEN_DOWN},
                {KEY_LEFT, SCREEN_LEFT},     {KEY_RIGHT, SCREEN_RIGHT},
                {KEY_PPAGE, SCREEN_PAGE_UP}, {KEY_NPAGE, SCREEN_PAGE_DOWN},
                {KEY_HOME, SCREEN_HOME},     {KEY_END, SCREEN_END},
                {KEY_ENTER, '\n'},           {KEY_BACKSPACE, SCREEN_BACKSPACE},
                {KEY_RESIZE, SCREEN_RESIZED}};
    for (;;) {
        wint_t character;
        errno = 0;
        int kind = curses.wget_wch(window, &character);
        if (kind == ERR) {
            if (screen_is_interrupted())
                return SCREEN_INTERRUPT;
            if (errno != EINTR)
                return SCREEN_CLOSED;
            continue;
        }
        if (kind == OK)
            return character == '\r'                    ? '\n'
                   : character == 127 || character == 8 ? SCREEN_BACKSPACE
                                                        : character;
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
            if (keys[i].curses == character)
                return keys[i].key;
        }
    }
}
