// libcstar, internal: what exit does for streams, if the program has any.
#ifndef EXIT_H
#define EXIT_H

// Set by stream.c when a stream first holds output.
#pragma library "exit.c"
extern void (*__exit_flush)(void);

#endif
