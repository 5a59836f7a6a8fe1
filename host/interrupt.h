// Who has something to do before a signal may end this program is asked where that is possible:
// after each call that a signal has interrupted.
#ifndef INTERRUPT_H
#define INTERRUPT_H

extern void (*interrupt_check)(void); // NULL: nobody has

// Comes first in a handler of signals that does more than to take a note: it may have interrupted
// translated code, in which the processor checks alignment.
void interrupt_enter(void);

// The handler of environment_note_signals. Whoever has more to do takes its place.
void interrupt_note(int number);

#endif
