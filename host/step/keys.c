// Keys, and what they do. A capital letter goes back.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page.h"
#include "screen.h"

enum { COUNT_MOST = 100000000 };

// What a move goes back for, and how far a count takes it.
static void move(struct page *page, enum distance distance, bool is_back, uint32_t count) {
    page_move(page, distance, is_back, count);
}

// ---- the cursor, and places ----

static bool place_cursor(struct page *page) {
    struct location here = page_locate(page, page->shown, page->registers.pc);
    if (page->cursor_file != NULL)
        return true;
    if (here.file == NULL) {
        page_message(page, "there is no source here");
        return false;
    }
    page->cursor_file = here.file;
    page->cursor_line = here.line;
    return true;
}

static void move_cursor(struct page *page, int32_t lines) {
    if (!place_cursor(page))
        return;
    const struct source *source = source_find(page, page->cursor_file);
    int64_t line = (int64_t)page->cursor_line + lines;
    if (source == NULL || source->count == 0)
        return;
    page->cursor_line = line < 1 ? 1 : line > source->count ? source->count : (uint32_t)line;
}

// Of the argument, or else of the cursor.
static uint32_t code_at(struct page *page, const char *argument, uint32_t *addresses,
                        uint32_t most) {
    char number[16];
    if (argument == NULL && !place_cursor(page))
        return 0;
    snprintf(number, sizeof number, "%u", (unsigned)page->cursor_line);
    return page_code(page, argument != NULL ? argument : number, addresses, most);
}

static void run_to(struct page *page, const char *argument, bool is_back) {
    uint32_t addresses[POINTS_MOST];
    uint32_t count = code_at(page, argument, addresses, POINTS_MOST);
    if (count > 0)
        page_run_to(page, addresses, count, is_back);
}

static void toggle_point(struct page *page, uint32_t address) {
    struct debugger *debugger = page->debugger;
    for (uint32_t i = 0; i < page->point_count; i++) {
        if (page->points[i].address != address || page->points[i].inferior != page->shown)
            continue;
        history_remove(debugger->history, page->points[i].number);
        page->points[i] = page->points[--page->point_count];
        page_message(page, "no breakpoint at 0x%08x any more", (unsigned)address);
        return;
    }
    struct point_shown *point = &page->points[page->point_count];
    if (page->point_count == POINTS_MOST ||
        history_break(debugger->history, page_path(page), address, &point->number) != MIXTER_OK) {
        page_message(page, "no breakpoint can be set at 0x%08x", (unsigned)address);
        return;
    }
    point->inferior = page->shown;
    point->address = address;
    page->point_count++;
    page_message(page, "a breakpoint at 0x%08x", (unsigned)address);
}

static void toggle_points(struct page *page, const char *argument) {
    uint32_t addresses[POINTS_MOST];
    uint32_t count = code_at(page, argument, addresses, POINTS_MOST);
    for (uint32_t i = 0; i < count; i++)
        toggle_point(page, addresses[i]);
}

// ---- memory ----

static void select_word(struct page *page, uint32_t address) {
    page->word = address & ~3u;
    if (page->word < page->memory || page->word - page->memory >= 32)
        page->memory = page->word & ~15u;
}

static void show_memory(struct page *page, const char *argument) {
    uint32_t address;
    if (page_address(page, argument, &address)) {
        page->memory = address & ~15u;
        select_word(page, address);
    }
}

static void run_to_write(struct page *page, const char *argument, bool is_back) {
    uint32_t address = page->word;
    if (argument != NULL && !page_address(page, argument, &address))
        return;
    select_word(page, address);
    page_write(page, page->word, is_back);
}

// ---- going, and looking at others ----

static void go(struct page *page, const char *argument) {
    uint64_t now = history_now(page->debugger->history);
    char *end;
    bool is_end = strcmp(argument, "end") == 0;
    uint64_t place = is_end ? UINT64_MAX : strtoull(argument, &end, 0);
    if (!is_end && (end == argument || *end != 0)) {
        page_message(page, "go where? a number of instructions, +N, -N or end");
        return;
    }
    if (argument[0] == '+')
        place = now + place < now ? UINT64_MAX : now + place;
    if (argument[0] == '-')
        place = now + place > now ? 0 : now + place;
    page_go(page, place);
}

static void show_next(struct page *page) {
    page->before.is_there = false;
    page->shown = (page->shown + 1) % page->debugger->inferior_count;
    page->debugger->stop.reason = MIXTER_STOP_BUDGET;
    page->cursor_file = NULL;
    page->has_registers = mixter_read_registers(page->debugger->machine, page_path(page),
                                                &page->registers) == MIXTER_OK;
}

// ---- the table ----

static const struct key {
    uint32_t key;
    const char *name;     // in scripts, if it is no character
    const char *question; // what it needs
    const char *help;
} keys[] = {
    {'s', NULL, NULL, "a line, into calls"},
    {'n', NULL, NULL, "a line, over calls"},
    {'i', NULL, NULL, "an instruction"},
    {'o', NULL, NULL, "out of this function; back: to its call"},
    {'c', NULL, NULL, "on to the next breakpoint, or the end"},
    {'e', NULL, NULL, "to the next system call, page fault or end"},
    {'w', NULL, NULL, "to the next write of the selected word, or of ADDRESS"},
    {'t', NULL, NULL, "to the cursor, or to PLACE"},
    {'g', NULL, "go to instruction (N, +N, -N, end)", "go to instruction N, +N, -N, end"},
    {'b', NULL, NULL, "breakpoint at the cursor, or at PLACE, or none any more"},
    {'m', NULL, "memory at", "show memory at ADDRESS"},
    {'\t', "Tab", NULL, "show the next context"},
    {'f', NULL, NULL, "floating registers, or general ones"},
    {SCREEN_UP, "Up", NULL, "move the cursor in the source (also PageUp, PageDown)"},
    {SCREEN_DOWN, "Down", NULL, NULL},
    {SCREEN_PAGE_UP, "PageUp", NULL, NULL},
    {SCREEN_PAGE_DOWN, "PageDown", NULL, NULL},
    {SCREEN_LEFT, "Left", NULL, "select a word in memory"},
    {SCREEN_RIGHT, "Right", NULL, NULL},
    {'.', NULL, NULL, "the cursor to where the program is"},
    {':', NULL, "key and argument", "a key with an argument, such as: b main"},
    {'?', NULL, NULL, "this list"},
    {'q', NULL, NULL, "quit"},
};

enum { KEYS = sizeof keys / sizeof keys[0] };

static const struct key *find_key(uint32_t key) {
    for (uint32_t i = 0; i < KEYS; i++) {
        if (keys[i].key == key)
            return &keys[i];
    }
    return NULL;
}

static enum answer do_move(struct page *page, uint32_t key, bool is_back, uint32_t count,
                           const char *argument) {
    static const char letters[] = "snioc";
    static const enum distance distances[] = {MOVE_LINE, MOVE_OVER, MOVE_INSTRUCTION, MOVE_OUT,
                                              MOVE_CONTINUE};
    const char *letter = strchr(letters, (int)key);
    if (letter != NULL)
        move(page, distances[letter - letters], is_back, count);
    for (uint32_t i = 0; i < count && letter == NULL; i++) {
        if (key == 'e')
            page_event(page, is_back);
        else if (key == 'w')
            run_to_write(page, argument, is_back);
        else
            run_to(page, argument, is_back);
        if (page->debugger->is_at_start || (!is_back && page->debugger->has_ended))
            break;
    }
    return GO_ON;
}

static enum answer do_key(struct page *page, uint32_t key, uint32_t count, const char *argument) {
    int32_t some = (int32_t)(count < COUNT_MOST ? count : COUNT_MOST);
    switch (key) {
    case 'g': go(page, argument); break;
    case 'b': toggle_points(page, argument); break;
    case 'm': show_memory(page, argument); break;
    case 'f': page->shows_floating = !page->shows_floating; break;
    case '\t': show_next(page); break;
    case SCREEN_UP: move_cursor(page, -some); break;
    case SCREEN_DOWN: move_cursor(page, some); break;
    case SCREEN_PAGE_UP: move_cursor(page, -10 * some); break;
    case SCREEN_PAGE_DOWN: move_cursor(page, 10 * some); break;
    case SCREEN_LEFT: select_word(page, page->word - 4 * count); break;
    case SCREEN_RIGHT: select_word(page, page->word + 4 * count); break;
    case '.': page->cursor_file = NULL; break;
    case ':': return keys_line(page, argument);
    case '?': page->shows_help = true; break;
    default: return QUIT;
    }
    return GO_ON;
}

enum answer keys_do(struct page *page, uint32_t key, uint32_t count, const char *argument,
                    const char **question) {
    bool is_back = key >= 'A' && key <= 'Z';
    uint32_t small = is_back ? key + ('a' - 'A') : key;
    bool moves = small < 0x80 && small != 0 && strchr("snioceWwt", (int)small) != NULL;
    const struct key *found = find_key(small);
    bool had_help = page->shows_help;
    page->shows_help = false;
    if (had_help && key != 'q')
        return GO_ON;
    if (found == NULL || (is_back && !moves)) {
        page_message(page, "no such key; ? lists them");
        return GO_ON;
    }
    *question = found->question;
    if (found->question != NULL && argument == NULL)
        return ASK;
    if (!moves)
        page->message[0] = 0;
    return moves ? do_move(page, small, is_back, count, argument)
                 : do_key(page, key, count, argument);
}

// ---- scripts ----

enum answer keys_line(struct page *page, const char *line) {
    const char *question;
    char argument[MESSAGE_SIZE];
    uint32_t count = 1, key = 0;
    line += strspn(line, " \t");
    if (isdigit((unsigned char)line[0])) {
        char *end;
        unsigned long number = strtoul(line, &end, 10);
        count = number < COUNT_MOST ? (uint32_t)number : COUNT_MOST;
        line = end + strspn(end, " \t");
    }
    size_t length = strcspn(line, " \t");
    if (length == 1)
        key = (unsigned char)line[0];
    for (uint32_t i = 0; i < KEYS && length > 1; i++) {
        if (keys[i].name != NULL && strlen(keys[i].name) == length &&
            memcmp(keys[i].name, line, length) == 0)
            key = keys[i].key;
    }
    line += length + strspn(line + length, " \t");
    snprintf(argument, sizeof argument, "%s", line);
    for (size_t end = strlen(argument); end > 0 && isspace((unsigned char)argument[end - 1]); end--)
        argument[end - 1] = 0;
    if (key == ':' && argument[0] == 0)
        return GO_ON;
    enum answer answer = keys_do(page, key, count, argument[0] != 0 ? argument : NULL, &question);
    if (answer == ASK)
        page_message(page, "%s?", question);
    return answer == ASK ? GO_ON : answer;
}

// ---- what is shown of them ----

void draw_keys(const struct area *area) {
    static const char *const words[] = {"s line", "n over",    "i ins",   "o out",
                                        "c cont", "e event",   "w write", "g go",
                                        "b brk",  "CAPS back", "? help",  "q"};
    uint32_t column = 1;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t letters = strcspn(words[i], " ");
        char key[16];
        if (column + strlen(words[i]) > area->columns)
            break;
        snprintf(key, sizeof key, "%.*s", (int)letters, words[i]);
        area_text(area, 0, column, STYLE_KEY, key);
        column = area_text(area, 0, column + (uint32_t)letters, STYLE_FAINT, words[i] + letters);
        column += 1 + (area->columns >= 100);
    }
}

static const char *key_name(const struct key *key, char *text, size_t size) {
    bool has_back = key->key < 0x80 && strchr("sniocewt", (int)key->key) != NULL;
    if (key->name != NULL)
        return key->name;
    snprintf(text, size, has_back ? "%c %c" : "%c", (int)key->key, toupper((int)key->key));
    return text;
}

void draw_help(const struct page *page, struct area area) {
    char text[8];
    uint32_t row = 0;
    (void)page;
    area_frame(&area, "keys; a capital letter goes back; a number before a key repeats it");
    for (uint32_t i = 0; i < KEYS && row < area.rows; i++) {
        if (keys[i].help == NULL)
            continue;
        const char *pair = keys[i].key == SCREEN_UP     ? "Up Down"
                           : keys[i].key == SCREEN_LEFT ? "Left Right"
                                                        : key_name(&keys[i], text, sizeof text);
        area_text(&area, row, 2, STYLE_KEY, pair);
        area_text(&area, row++, 14, STYLE_PLAIN, keys[i].help);
    }
    row++;
    area_text(&area, row++, 2, STYLE_PLAIN,
              "PLACE is FILE:LINE, LINE, FUNCTION or *ADDRESS; ADDRESS a number, $register,");
    area_text(&area, row, 2, STYLE_PLAIN,
              "symbol, or sums: $sp+8, items; *ADDRESS is the word there. Any key goes on.");
}
