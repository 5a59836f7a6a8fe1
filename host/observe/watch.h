// The engines that are watched.
#ifndef WATCH_HOST_H
#define WATCH_HOST_H

#include <stdbool.h>
#include <stdint.h>

// Writes what has been seen so far. False if not all of it could be written.
struct watching;
bool watch_finish(struct watching *watching);
// The same, and ends this program.
_Noreturn void watch_give_up(struct watching *watching, int status);
// Says which program ran, and where, when a signal came.
void watch_say_interrupted(const struct watching *watching, const char *how);

#endif
