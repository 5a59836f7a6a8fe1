// What stands in front of a machine that is debugged: whoever connects, gdb that was started here,
// or a page at the terminal.
#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "debugger.h"

struct settings;

struct debugger_front {
    // Before the machine is made; may change what it is opened with. False after a message.
    bool (*connect)(struct debugger *debugger, const struct settings *settings,
                    struct mixter_options *options, void *state);
    uint32_t (*serve)(struct debugger *debugger, void *state);
    // Writes an executable that is in no file to where gdb finds it. Returns its path. May be NULL.
    const char *(*keep_file)(void *state, const char *name, const void *bytes, size_t size);
    bool shows_end; // a recording of a program that died is shown there
    void *state;
};

// ---- start.c ----

// The machine that settings of a command ask for. `root` gets the path of the directory that is
// root.
void debugger_options(const struct settings *settings, char *root, size_t root_size,
                      struct mixter_options *options);
// Loads the program into a machine that is recorded, or replays.
enum mixter_error debugger_load(struct mixter *machine, const struct settings *settings,
                                uint32_t depth, const struct image *image);

uint32_t debugger_run(struct settings *settings, uint32_t depth,
                      const struct debugger_front *front);
// Prints what cannot be done, and returns the status for that.
uint32_t debugger_refuse(const struct settings *settings, const char *what, const char *why);

// ---- connect.c ----

struct debugger_launch {           // of a debugger that connects
    bool (*start)(void *state);    // to be called when the socket listens
    bool (*is_alive)(void *state); // as long as it may still connect
    void *state;
};

// As --gdb says.
bool debugger_connect(struct debugger *debugger, const struct settings *settings,
                      struct mixter_options *options, const struct debugger_launch *launch);

#endif
