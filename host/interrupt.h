// Who has something to do before a signal may end this program is asked where that is possible:
// after each call that a signal has interrupted.
#ifndef INTERRUPT_H
#define INTERRUPT_H

extern void (*interrupt_check)(void); // NULL: nobody has

#endif
