// What stands in front of a debugger that is served: gdb, started here, or whoever connects (NULL).
#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct settings;

struct debugger_front {
    bool (*launch)(void *state);   // to be called when the socket listens
    bool (*is_alive)(void *state); // as long as it may still connect
    // Writes an executable that is in no file to where gdb finds it. Returns its path.
    const char *(*keep_file)(void *state, const char *name, const void *bytes, size_t size);
    void *state;
};

// ---- start.c ----

uint32_t debugger_run(struct settings *settings, uint32_t depth,
                      const struct debugger_front *front);

#endif
