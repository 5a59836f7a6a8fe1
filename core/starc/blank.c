// Skips blanks and comments between tokens, and the lines of groups that are not taken.

#include "preprocess.h"

#include <string.h>

static place_t place_at(const unsigned char *p) {
    return scanner.start + (place_t)(p - scanner.text);
}

// Skips the comment that starts at `start`; its star is at p.
static const unsigned char *skip_block_comment(const unsigned char *start, const unsigned char *p) {
    p++;
    for (;;) {
        const unsigned char *star = (const unsigned char *)strchr((const char *)p, '*');
        if (star == NULL) {
            error_at(place_at(start), "unterminated comment");
            return p + strlen((const char *)p);
        }
        p = star + 1;
        if (*p == '/')
            return p + 1;
        if (star[-1] == '/' && star > start + 2)
            warn(WARNING_COMMENT, place_at(star - 1), "\"/*\" within comment");
    }
}

static bool is_skipping; // groups that are not taken

// "//" in C90: an error, once in a file, unless it can be meant.
static bool is_division(const unsigned char *p) {
    if (!options.c90 || !options.iso || scanner.is_library || is_skipping)
        return false;
    if (p[2] == '*' || scanner.in_directive)
        return true;
    struct source *source = source_at(place_at(p));
    if (source != NULL && !source->has_slashes && !source->is_system) {
        error_at(place_at(p), "C++ style comments are not allowed in ISO C90");
        note_at(place_at(p), "(this will be reported only once per input file)");
        source->has_slashes = true;
    }
    return false;
}

// Skips a comment that starts with the slash at p; returns p if there is none.
static const unsigned char *skip_comment(const unsigned char *p) {
    if (p[1] == '*')
        return skip_block_comment(p, p + 1);
    if (p[1] != '/')
        return p;
    const unsigned char *end = (const unsigned char *)strchr((const char *)p, '\n');
    if (options.is_warned[WARNING_COMMENT] && source_is_joined(place_at(p), place_at(end)))
        warn(WARNING_COMMENT, place_at(p), "multi-line comment");
    return end;
}

const unsigned char *scan_blanks(const unsigned char *p, struct token *token) {
    for (;;) {
        uint32_t class = class_of[*p];
        const unsigned char *next = p;
        if (class < CLASS_SLASH && class != CLASS_BLANK)
            return p;
        if (class == CLASS_BLANK) {
            do
                next++;
            while (class_of[*next] == CLASS_BLANK);
        } else if (class == CLASS_NEWLINE) {
            if (scanner.in_directive)
                return p;
            token->line_start = 1;
            p++;
            continue;
        } else if (class == CLASS_SLASH) {
            next = p[1] == '/' && is_division(p) ? p : skip_comment(p);
        } else if (class == CLASS_BACKSLASH &&
                   p[1] == '\n') { // all other continued lines have been joined
            warning_at(place_at(p), "backslash-newline at end of file");
            p += 2;
            continue;
        }
        if (next == p)
            return p;
        token->space_before = 1;
        p = next;
    }
}

// Skips to the newline that ends the line.
void scan_rest_of_line(void) {
    const unsigned char *p = scanner.cursor;
    for (;;) {
        uint32_t c = *p;
        uint32_t class = class_of[c];
        if (class <= CLASS_SINGLE) {
            p++;
        } else if (class == CLASS_NEWLINE || class == CLASS_END) {
            break;
        } else if (class == CLASS_SLASH) {
            const unsigned char *q = skip_comment(p);
            p = q == p ? p + 1 : q;
        } else if (class == CLASS_QUOTE) {
            p++;
            while (*p != c && *p != '\n' && *p != '\0')
                p += *p == '\\' && p[1] != '\n' ? 2 : 1;
            if (*p == c)
                p++;
        } else {
            p++;
        }
    }
    scanner.cursor = p;
}

bool scan_to_directive(void) {
    for (;;) {
        struct token blanks = {0};
        is_skipping = true;
        const unsigned char *p = scan_blanks(scanner.cursor, &blanks);
        is_skipping = false;
        scanner.cursor = p;
        if (*p == '\0')
            return false;
        if (*p == '#' || (*p == '%' && p[1] == ':')) {
            scanner.cursor = *p == '#' ? p + 1 : p + 2;
            return true;
        }
        scan_rest_of_line();
    }
}

bool scan_header_name(char close, const char **text, uint32_t *length) {
    const unsigned char *start = scanner.cursor;
    const unsigned char *p = start;
    while (*p != (unsigned char)close && *p != '\n' && *p != '\0')
        p++;
    *text = (const char *)start;
    *length = (uint32_t)(p - start);
    scanner.cursor = p;
    if (*p != (unsigned char)close)
        return false;
    scanner.cursor = p + 1;
    return true;
}
