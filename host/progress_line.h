// The line that shows how far a long run is has to go before anything else is printed.
#ifndef PROGRESS_LINE_H
#define PROGRESS_LINE_H

void progress_erase(void);

#endif
