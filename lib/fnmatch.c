// libcstar: patterns of file names.
#include <ctype.h>
#include <fnmatch.h>
#include <string.h>
#include "named_class.h"

static int folded(int c, int flags) {
    return flags & FNM_CASEFOLD ? tolower((unsigned char)c) : (unsigned char)c;
}

static int is_in_class(const char *name, size_t length, int c, int flags) {
    int (*test)(int) = __named_class(name, length);
    return test != NULL && (test(c) || (flags & FNM_CASEFOLD && isalpha(c) &&
                                        (test == isupper || test == islower)));
}

// What stands in brackets, one character or [.x.] or [=x=]; NULL if the pattern ends there.
static const char *bracket_character(const char *at, int flags, int *c) {
    if (*at == '[' && (at[1] == '.' || at[1] == '=') && at[2] != 0 && at[3] == at[1] &&
        at[4] == ']') {
        *c = (unsigned char)at[2];
        return at + 5;
    }
    if (*at == '\\' && !(flags & FNM_NOESCAPE) && at[1] != 0) {
        at++;
    }
    *c = (unsigned char)*at;
    return *at == 0 ? NULL : at + 1;
}

// Behind "[": the pattern behind "]", or NULL if there is none, which makes "[" an ordinary
// character.
static const char *match_bracket(const char *at, int c, int flags, int *is_match) {
    int is_inverted = *at == '!' || *at == '^', is_in = 0;
    const char *first = at += is_inverted;
    while (*at != ']' || at == first) {
        if (*at == '[' && at[1] == ':') {
            const char *end = strstr(at + 2, ":]");
            if (end == NULL) {
                return NULL;
            }
            is_in |= is_in_class(at + 2, (size_t)(end - at) - 2, c, flags);
            at = end + 2;
            continue;
        }
        int low, high;
        at = bracket_character(at, flags, &low);
        if (at == NULL) {
            return NULL;
        }
        high = low;
        if (*at == '-' && at[1] != ']' && at[1] != 0) {
            at = bracket_character(at + 1, flags, &high);
            if (at == NULL) {
                return NULL;
            }
        }
        is_in |= (c >= low && c <= high) || (folded(c, flags) >= folded(low, flags) &&
                                             folded(c, flags) <= folded(high, flags));
    }
    *is_match = is_in != is_inverted;
    return at + 1;
}

// Whether a text of one character more is matched by what matches any.
static int is_hidden(const char *at, const char *text, int flags) {
    return *at == '.' && flags & FNM_PERIOD &&
           (at == text || (flags & FNM_PATHNAME && at[-1] == '/'));
}

static int match(const char *pattern, const char *at, const char *text, int flags) {
    for (; *pattern != 0; at++) {
        int c = (unsigned char)*at, is_match = 1;
        const char *rest = pattern + 1;
        if (*pattern == '*') {
            if (is_hidden(at, text, flags)) {
                return 0;
            }
            while (*rest == '*') {
                rest++;
            }
            for (;; at++) {
                if (match(rest, at, text, flags)) {
                    return 1;
                }
                if (*at == 0 || (*at == '/' && flags & FNM_PATHNAME)) {
                    return 0;
                }
            }
        }
        if (c == 0) {
            return 0;
        }
        int is_barred = (c == '/' && flags & FNM_PATHNAME) || is_hidden(at, text, flags);
        if (*pattern == '?') {
            is_match = !is_barred;
        } else if (*pattern == '[' && (rest = match_bracket(pattern + 1, c, flags, &is_match))) {
            is_match = is_match && !is_barred;
        } else {
            if (*pattern == '\\' && !(flags & FNM_NOESCAPE) && pattern[1] != 0) {
                pattern++;
            }
            is_match = folded(c, flags) == folded(*pattern, flags);
            rest = pattern + 1;
        }
        if (!is_match) {
            return 0;
        }
        pattern = rest;
    }
    return *at == 0 || (*at == '/' && flags & FNM_LEADING_DIR);
}

int fnmatch(const char *pattern, const char *text, int flags) {
    return match(pattern, text, text, flags) ? 0 : FNM_NOMATCH;
}
