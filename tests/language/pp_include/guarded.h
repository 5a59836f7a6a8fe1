#ifndef GUARDED_H
#define GUARDED_H
#define GUARDED 7
static int guarded(void) { return GUARDED + 1; }
#endif
