// Builtin functions that are more than calls of functions.

#ifndef BUILTIN_H
#define BUILTIN_H

#include "parse.h"

enum { MOST_ARGUMENTS = 6 };

struct form {
    const char *name;
    uint32_t least, most; // arguments
    struct expression *(*make)(const struct form *form, struct expression **arguments,
                               uint32_t count, place_t place);
    uint32_t detail;
};

// What an argument does, then the value.
struct expression *make_after(struct expression *effect, struct expression *value);
struct expression *make_void(place_t place);

// ---- builtin_atomic.c ----

const struct form *atomic_form(const char *name); // NULL: there is none

#endif
