// Directories from which a whole run, of twins or with an engine of others, can be verified again,
// for differences that no slice shows by itself: they hold the program, the command, what system
// calls brought, and a script. Nothing outside of them is needed.
#ifndef WHOLE_H
#define WHOLE_H

#include "directory.h"
#include "verify.h"

// Fills a directory that has been claimed, after the run. False if it cannot be written.
bool whole_write(const struct pair_settings *pair, const struct verification *verification,
                 const char *directory, struct failure *failure);

bool whole_is(const char *directory);
// The words of its command line: those that verify had, with `count` more options, the last of
// which names the directory. No words after an error message.
struct words whole_command(const char *directory, char **options, int count);
void whole_forget(struct words *words);
// Reads the program, which keeps the name that it had. False if it cannot be run.
bool whole_program(const char *directory, struct guest *guest, struct failure *failure);
// Twins get the system calls from the directory.
bool whole_calls(const char *directory, struct failure *failure);
// With an engine of others: the same as a recording. NULL if it cannot be read.
struct recording *whole_recording(const char *directory, struct failure *failure);

#endif
