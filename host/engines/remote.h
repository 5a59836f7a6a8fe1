// An engine of others, in a process of its own: a shared library (include/mixter-engine.h), or a
// command that speaks the protocol. It may die, hang, or say anything.
#ifndef REMOTE_H
#define REMOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "../../core/failure.h"
#include "../../include/mixter-engine.h"
#include "protocol.h"

enum { REMOTE_CAUSE = 160, REMOTE_NAME = 24, REMOTE_PAGES = PROTOCOL_LINE / 2 };

struct remote {
    const char *given;        // as the user has named it
    char name[REMOTE_NAME];   // as it calls itself
    uint32_t capabilities;    // enum mixter_engine_capability
    uint32_t timeout;         // milliseconds for an answer
    bool has_no_list;         // it does not know which pages it has written
    char cause[REMOTE_CAUSE]; // why it answers no more; empty: it does
    bool hangs;               // it has been ended because it does not answer
    pid_t process;            // 0: there is none
    int handle;               // of the socket to it
    char line[PROTOCOL_LINE]; // the last answer,
    size_t received;          // and how many bytes have come of the next one
    char rest[PROTOCOL_LINE];
};

// `given` is FILE.so, the name of an adapter beside this program, or a command. False if there is
// no such engine, or it is none.
bool remote_start(struct remote *remote, const char *given, uint32_t timeout,
                  struct failure *failure);
// Ends its process, however it is.
void remote_end(struct remote *remote);
// After a death: the same engine, with a new machine.
bool remote_start_again(struct remote *remote);
// The absolute path of a library; other engines as they were given.
void remote_path(const char *given, char *path, size_t size);

// Requests. False once the engine has died, hangs, refuses, or has answered something else: `cause`
// says what.
bool remote_map(struct remote *remote, uint32_t address, uint32_t size, uint32_t permissions);
bool remote_write(struct remote *remote, uint32_t address, const void *bytes, size_t size);
bool remote_read(struct remote *remote, uint32_t address, void *bytes, size_t size);
bool remote_set(struct remote *remote, const uint32_t *context);
// Words that the engine does not report are 0.
bool remote_get(struct remote *remote, uint32_t *context);
bool remote_run(struct remote *remote, uint64_t budget, struct mixter_engine_stop *stop);
// One instruction after the other; says how many have retired.
bool remote_run_steps(struct remote *remote, uint64_t count, struct mixter_engine_stop *stop);
// Pages that it has written since it was asked last; *count 0: no more. With `has_no_list`, nothing
// is known.
bool remote_written(struct remote *remote, uint32_t pages[REMOTE_PAGES], uint32_t *count);

#endif
