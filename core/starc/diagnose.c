// Diagnostics: errors, warnings and notes in gcc's form, the source line with a caret below, and
// which warnings are on where.

#include "preprocess.h"

#include "../environment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ERROR_LIMIT = 20,
    MESSAGE_LIMIT = 1000,
    SHOWN_COLUMNS = 120, // of a source line
    SHOWN_BEFORE = 70    // of them before the caret, if the line is longer
};

uint32_t error_count;
int failure_status = 1;
static bool last_was_shown;
static struct source *quiet_source; // on this line of it no more errors are reported
static uint32_t quiet_line;

_Noreturn void give_up(void) {
    diagnose_finish();
    fflush(stdout);
    exit(failure_status);
}

// ---- options of warnings ----

enum group {
    GROUP_ALWAYS,
    GROUP_USUAL,
    GROUP_ALL,
    GROUP_EXTRA,
    GROUP_BOTH,
    GROUP_PEDANTIC,
    GROUP_NAMED
};

static const struct {
    const char *option;
    const char *parent;
    enum group group;
} warnings[] = {
#define WARNING(name, option, parent, group) {option, parent, GROUP_##group},
#include "warnings.def"
#undef WARNING
};

// How exactly an option has spoken of a warning: an exact one counts, whatever the order.
enum { SAID_BY_GROUP = 1, SAID_BY_PARENT, SAID_BY_NAME };
static uint8_t said[WARNING_COUNT];
static bool has_all, has_extra;
// Whether one is an error: as all are, always, never.
enum { ERROR_AS_ALL, ERROR_YES, ERROR_NO };
static uint8_t is_error[WARNING_COUNT];

static void set_warning(uint32_t warning, bool is_on, uint8_t how) {
    if (said[warning] > how)
        return;
    said[warning] = how;
    options.is_warned[warning] = is_on;
}

static void set_group(enum group group, bool is_on) {
    for (uint32_t i = 0; i < WARNING_COUNT; i++)
        if (warnings[i].group == group)
            set_warning(i, is_on, SAID_BY_GROUP);
}

// -Wformat=2 is about "format=", -Wformat-overflow about "format-overflow=".
static bool is_option(const char *name, const char *option) {
    size_t length = strlen(option);
    size_t given = strcspn(name, "=");
    length -= option[length - 1] == '=';
    return given == length && memcmp(name, option, length) == 0 &&
           (name[given] == '\0' || option[length] == '=');
}

static int32_t warning_named(const char *name) {
    for (uint32_t i = 0; i < WARNING_COUNT; i++)
        if (is_option(name, warnings[i].option))
            return (int32_t)i;
    return -1;
}

static bool is_zero_level(const char *name) {
    const char *level = strchr(name, '=');
    return level != NULL && strcmp(level, "=0") == 0;
}

static void set_option(const char *name, bool is_on) {
    int32_t named = warning_named(name);
    is_on = is_on && !is_zero_level(name);
    for (uint32_t i = 0; i < WARNING_COUNT; i++)
        if (warnings[i].parent != NULL && is_option(name, warnings[i].parent) &&
            (int32_t)i != named && (warnings[i].group != GROUP_BOTH || !is_on))
            set_warning(i, is_on, SAID_BY_PARENT);
    if (named >= 0)
        set_warning((uint32_t)named, is_on, SAID_BY_NAME);
}

static void set_error(const char *name, bool is_on) {
    for (uint32_t i = 0; i < WARNING_COUNT; i++)
        if (is_option(name, warnings[i].option) ||
            (warnings[i].parent != NULL && is_option(name, warnings[i].parent)))
            is_error[i] = is_on ? ERROR_YES : ERROR_NO;
    if (is_on)
        set_option(name, true);
}

void diagnose_option(const char *name) {
    bool is_on = strncmp(name, "no-", 3) != 0;
    name = is_on ? name : name + 3;
    if (strcmp(name, "error") == 0) {
        options.warnings_are_errors = is_on;
    } else if (strncmp(name, "error=", 6) == 0) {
        set_error(name + 6, is_on);
    } else if (strcmp(name, "all") == 0) {
        set_group(GROUP_ALL, is_on);
        set_group(GROUP_USUAL, is_on);
        has_all = is_on;
    } else if (strcmp(name, "extra") == 0) {
        set_group(GROUP_EXTRA, is_on);
        has_extra = is_on;
    } else if (strcmp(name, "pedantic") == 0) {
        set_group(GROUP_PEDANTIC, is_on);
    } else {
        set_option(name, is_on);
        has_all = has_all || (is_on && strcmp(name, "unused") == 0);
    }
    set_group(GROUP_BOTH, has_all && has_extra);
}

// ---- #pragma GCC diagnostic ----

// What is said of a warning from a place on; the last one that is before a place counts.
struct change {
    place_t place;
    uint32_t warning;
    enum diagnostic_kind kind;
};
static struct change *changes;
static uint32_t change_count, change_capacity;
// How many changes there were at each push.
static uint32_t *pushes;
static uint32_t push_count, push_capacity;

static void add_change(place_t place, uint32_t warning, enum diagnostic_kind kind) {
    changes = array_room(changes, &change_capacity, change_count, sizeof *changes);
    changes[change_count++] = (struct change){place, warning, kind};
    if (kind != DIAGNOSTIC_IGNORED)
        options.is_warned[warning] = true;
}

static enum diagnostic_kind usual_kind(uint32_t warning) {
    static bool is_known;
    static bool is_on[WARNING_COUNT]; // by the command line
    if (!is_known)
        memcpy(is_on, options.is_warned, sizeof is_on);
    is_known = true;
    if (!is_on[warning])
        return DIAGNOSTIC_IGNORED;
    bool is_wrong = is_error[warning] == ERROR_YES ||
                    (is_error[warning] == ERROR_AS_ALL && options.warnings_are_errors);
    return is_wrong ? DIAGNOSTIC_ERROR : DIAGNOSTIC_WARNING;
}

bool diagnose_change(place_t place, const char *name, enum diagnostic_kind kind) {
    bool is_found = false;
    place = place_in_file(place);
    for (uint32_t i = 0; i < WARNING_COUNT; i++) {
        if (!is_option(name, warnings[i].option) &&
            (warnings[i].parent == NULL || !is_option(name, warnings[i].parent)))
            continue;
        usual_kind(i);
        add_change(place, i, kind);
        is_found = true;
    }
    return is_found;
}

void diagnose_push(void) {
    pushes = array_room(pushes, &push_capacity, push_count, sizeof *pushes);
    pushes[push_count++] = change_count;
}

// What was said since the push is unsaid. False if there was none.
bool diagnose_pop(place_t place) {
    if (push_count == 0)
        return false;
    uint32_t end = change_count, first = pushes[--push_count];
    place = place_in_file(place);
    for (uint32_t i = first; i < end; i++) {
        enum diagnostic_kind kind = usual_kind(changes[i].warning);
        for (uint32_t k = 0; k < first; k++)
            if (changes[k].warning == changes[i].warning)
                kind = changes[k].kind;
        add_change(place, changes[i].warning, kind);
    }
    return true;
}

// Whether one place comes before another in the unit: what a file includes stands where it does
// that.
static bool is_before(place_t one, place_t other) {
    const struct source *of_one = source_at(one);
    for (place_t at = other; at != 0;) {
        const struct source *source = source_at(at);
        if (source == of_one)
            return one < at;
        at = source->included;
    }
    return of_one->included != 0 && is_before(of_one->included, other);
}

static enum diagnostic_kind kind_at(uint32_t warning, place_t place) {
    enum diagnostic_kind kind = usual_kind(warning);
    place = place_in_file(place);
    for (uint32_t i = 0; i < change_count && place != 0; i++)
        if (changes[i].warning == warning && is_before(changes[i].place, place))
            kind = changes[i].kind;
    return kind;
}

// ---- showing ----

// What would mend the error that comes next: this text at a place, instead of so many bytes.
static struct fix {
    place_t place;
    const char *text;
    uint32_t replaced;
} fix;

void fix_at(place_t place, uint32_t replaced, const char *text) {
    fix = (struct fix){place, text, replaced};
}

// gcc's colours, if they are wanted.
static const char *color(const char *code) {
    return options.color ? code : "";
}

static const char *color_of(const char *kind) {
    return color(kind[0] == 'e'   ? "\33[01;31m\33[K"
                 : kind[0] == 'w' ? "\33[01;35m\33[K"
                                  : "\33[01;36m\33[K");
}

#define BOLD  color("\33[01m\33[K")
#define PLAIN color("\33[m\33[K")

static bool is_same_line(place_t one, place_t other) {
    return one != 0 && source_at(one) == source_at(other) &&
           source_line_in_file(one) == source_line_in_file(other);
}

// Blanks below a line up to an offset in it, beginning at `first`.
static void put_blanks(struct buffer *line, const char *text, uint32_t first, uint32_t offset) {
    for (uint32_t i = first; i < offset; i++)
        if (!utf8_is_inner((unsigned char)text[i]))
            buffer_append_byte(line, text[i] == '\t' ? '\t' : ' ');
}

// The source line and a caret below the place, of a long line what is around the caret; below, what
// would mend it.
static void show_line(place_t place, const char *kind) {
    uint32_t length, first = 0;
    const char *text = source_line_text(place, &length);
    uint32_t offset = source_offset_in_line(place);
    struct buffer shown = {0};
    if (offset > SHOWN_COLUMNS - 20)
        first = offset - SHOWN_BEFORE;
    buffer_append_byte(&shown, ' ');
    for (uint32_t i = first; i < length && i - first < SHOWN_COLUMNS; i++) {
        unsigned char c = (unsigned char)text[i];
        buffer_append_byte(&shown, c == '\r' ? ' ' : (c < ' ' && c != '\t') || c == 127 ? '?' : c);
    }
    buffer_append(&shown, "\n ", 2);
    put_blanks(&shown, text, first, offset);
    buffer_format(&shown, "%s^%s\n", color_of(kind), PLAIN);
    if (is_same_line(fix.place, place) && source_offset_in_line(fix.place) >= first) {
        buffer_append_byte(&shown, ' ');
        put_blanks(&shown, text, first, source_offset_in_line(fix.place));
        buffer_format(&shown, "%s%s%s\n", color("\33[32m\33[K"), fix.text, PLAIN);
    }
    fwrite(shown.bytes, 1, shown.size, stderr);
    free(shown.bytes);
}

static void show(place_t place, const char *kind, const char *message, const char *option) {
    const char *name;
    uint32_t line;
    uint32_t column;
    source_position(place, &name, &line, &column);
    fprintf(stderr, "%s%s:%u:%u:%s %s%s: %s%s", BOLD, name, (unsigned)line, (unsigned)column, PLAIN,
            color_of(kind), kind, PLAIN, message);
    if (option[0] != '\0')
        fprintf(stderr, " [%s%s%s]", color_of(kind), option, PLAIN);
    fputc('\n', stderr);
    show_line(place, kind);
}

// ---- -fdiagnostics-format=json ----

static bool json_is_open;  // an object, and its list of children
static bool json_is_child; // there is one already
static bool json_is_begun;

static void json_text(const char *text) {
    fputc('"', stderr);
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', stderr);
        fputc(*text, stderr);
    }
    fputc('"', stderr);
}

static void json_place(const char *what, place_t place, uint32_t further) {
    const char *name;
    uint32_t line, column;
    source_position(place, &name, &line, &column);
    fprintf(stderr, "\"%s\": {\"file\": ", what);
    json_text(name);
    fprintf(stderr, ", \"line\": %u, \"column\": %u, \"display-column\": %u, \"byte-column\": %u}",
            (unsigned)line, (unsigned)(column + further), (unsigned)(column + further),
            (unsigned)(place == 0 ? 0 : source_offset_in_line(place) + 1 + further));
}

static void json_close(void) {
    if (json_is_open)
        fputs("]}", stderr);
    json_is_open = json_is_child = false;
}

static void json_show(place_t place, const char *kind, const char *message, const char *option) {
    bool is_note = kind[0] == 'n' && json_is_open;
    if (!is_note)
        json_close();
    fputs(is_note ? (json_is_child ? ", " : "") : json_is_begun ? ", " : "[", stderr);
    json_is_begun = true;
    json_is_child = is_note;
    fputs("{\"kind\": ", stderr);
    json_text(kind);
    fputs(", \"message\": ", stderr);
    json_text(message);
    if (option[0] != '\0') {
        fputs(", \"option\": ", stderr);
        json_text(option);
    }
    fputs(", \"column-origin\": 1, \"locations\": [", stderr);
    if (place != 0) {
        fputc('{', stderr);
        json_place("caret", place, 0);
        fputc('}', stderr);
    }
    fputc(']', stderr);
    if (fix.place != 0) {
        fputs(", \"fixits\": [{", stderr);
        json_place("start", fix.place, 0);
        fputs(", ", stderr);
        json_place("next", fix.place, fix.replaced);
        fputs(", \"string\": ", stderr);
        json_text(fix.text);
        fputs("}]", stderr);
    }
    fputs(is_note ? "}" : ", \"children\": [", stderr);
    json_is_open = true;
}

void diagnose_finish(void) {
    if (!options.json)
        return;
    json_close();
    fputs(json_is_begun ? "]\n" : "[]\n", stderr);
    options.json = false;
}

// ---- diagnostics ----

static void diagnose_text(place_t place, const char *kind, char *message, const char *option) {
    for (char *c = message; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 127)
            *c = '?';
    fflush(stdout);
    void (*output)(place_t, const char *, const char *, const char *) =
        options.json ? json_show : show;
    if (source_at(place) == NULL) {
        if (options.json)
            json_show(0, kind, message, option);
        else
            fprintf(stderr, "starc: %s: %s\n", kind, message);
        return;
    }
    output(place_shown(place), kind, message, option);
    fix.place = 0;
    const struct name *macro;
    while ((macro = place_macro(&place)) != NULL) {
        snprintf(message, MESSAGE_LIMIT, "in expansion of macro '%s'", macro->text);
        output(place_shown(place), "note", message, "");
    }
}

static void diagnose(place_t place, const char *kind, const char *option, const char *format,
                     va_list arguments) {
    char message[MESSAGE_LIMIT];
    vsnprintf(message, sizeof message, format, arguments);
    if (kind[0] != 'n' && !options.json)
        preprocess_print_includes(source_at(place));
    diagnose_text(place, kind, message, option);
    if (kind[0] == 'e')
        error_count++;
    if (kind[0] != 'n')
        last_was_shown = true;
}

void error_at(place_t place, const char *format, ...) {
    static place_t last_place;
    static const char *last_format;
    bool is_quiet = quiet_source != NULL && quiet_source == source_at(place) &&
                    quiet_line == source_line_in_file(place);
    if (place != 0 && (is_quiet || (place == last_place && strcmp(format, last_format) == 0))) {
        last_was_shown = false;
        fix.place = 0;
        return;
    }
    last_place = place;
    last_format = format;
    if (error_count >= ERROR_LIMIT) {
        fputs("starc: error: too many errors\n", stderr);
        give_up();
    }
    va_list arguments;
    va_start(arguments, format);
    diagnose(place, "error", "", format, arguments);
    va_end(arguments);
}

void error_ends_line(place_t place) {
    quiet_source = source_at(place);
    if (quiet_source != NULL)
        quiet_line = source_line_in_file(place);
}

static bool is_of_the_system(place_t place) {
    const struct source *source = source_at(place);
    return source != NULL &&
           (source->is_library || source->is_system ||
            (source->system_from != 0 && place_in_file(place) >= source->system_from));
}

static bool is_worth_a_warning(place_t place) {
    last_was_shown = options.warnings && !is_of_the_system(place);
    if (!last_was_shown)
        fix.place = 0;
    return last_was_shown;
}

void warning_at(place_t place, const char *format, ...) {
    if (!is_worth_a_warning(place))
        return;
    va_list arguments;
    va_start(arguments, format);
    diagnose(place, options.warnings_are_errors ? "error" : "warning",
             options.warnings_are_errors ? "-Werror" : "", format, arguments);
    va_end(arguments);
}

bool warn(enum warning warning, place_t place, const char *format, ...) {
    char option[80];
    last_was_shown = false;
    if (!options.is_warned[warning] || !is_worth_a_warning(place))
        return false;
    enum diagnostic_kind kind = kind_at(warning, place);
    last_was_shown = kind != DIAGNOSTIC_IGNORED;
    if (!last_was_shown) {
        fix.place = 0;
        return false;
    }
    snprintf(option, sizeof option, kind == DIAGNOSTIC_ERROR ? "-Werror=%s" : "-W%s",
             warnings[warning].option);
    va_list arguments;
    va_start(arguments, format);
    diagnose(place, kind == DIAGNOSTIC_ERROR ? "error" : "warning", option, format, arguments);
    va_end(arguments);
    return true;
}

void message_at(place_t place, const char *format, ...) {
    if (options.was_compiled)
        return;
    va_list arguments;
    va_start(arguments, format);
    diagnose(place, "note", "", format, arguments);
    va_end(arguments);
}

void note_at(place_t place, const char *format, ...) {
    if (!last_was_shown)
        return;
    va_list arguments;
    va_start(arguments, format);
    diagnose(place, "note", "", format, arguments);
    va_end(arguments);
}

_Noreturn void fatal_at(place_t place, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    diagnose(place, "error", "", format, arguments);
    va_end(arguments);
    give_up();
}
