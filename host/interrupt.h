// A hook for what has to be done before a signal ends this program, called after each system call
// that a signal has interrupted.
#ifndef INTERRUPT_H
#define INTERRUPT_H

extern void (*interrupt_check)(void); // NULL: nobody has

// Comes first in a handler of signals that does more than to take a note: it may have interrupted
// translated code, in which the processor checks alignment.
void interrupt_enter(void);

// The handler of environment_note_signals, replaced by those that do more.
void interrupt_note(int number);

#endif
