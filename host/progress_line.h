// Erases the progress line, before anything else is printed.
#ifndef PROGRESS_LINE_H
#define PROGRESS_LINE_H

#include <signal.h>

void progress_erase(void);
// Whether it is drawn is here from now on, where other processes can see it, and erase it.
void progress_share(volatile sig_atomic_t *line);

#endif
