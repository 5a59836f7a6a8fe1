// --status-file: one JSON object at the end of a run (docs/strangers.md).
#ifndef STATUS_H
#define STATUS_H

#include "supervise.h"
#include "system_calls.h"

// Registers the file: from now on it is written even if this program fails. False after an error
// message.
bool status_prepare(const char *command, const char *path);

// The JSON object for a guest that has ended; malloc'ed.
char *status_of_guest(const struct settings *settings, const struct guest *guest);

// Writes the file. Returns the status, or STATUS_USAGE after an error message.
uint32_t status_write(const struct settings *settings, uint32_t status);

// To be called if a level above has written the file.
void status_is_written(void);

#endif
