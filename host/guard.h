// Ends what environment_try runs.
#ifndef GUARD_H
#define GUARD_H

void guard_start(void);
// In a handler, long after the deadline: does not return if something is being tried.
void guard_expired(void);

#endif
