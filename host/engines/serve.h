// An engine in a shared library, in the process that it has to itself.
#ifndef SERVE_H
#define SERVE_H

// Loads the library and answers what comes over the socket, until its other end is closed.
_Noreturn void serve_library(const char *path, int handle);

#endif
