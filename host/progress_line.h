// Erases the progress line, before anything else is printed.
#ifndef PROGRESS_LINE_H
#define PROGRESS_LINE_H

void progress_erase(void);

#endif
