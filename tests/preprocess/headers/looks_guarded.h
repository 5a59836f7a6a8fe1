#ifndef LOOKS_GUARDED_H
#define LOOKS_GUARDED_H
first
#else
second
#endif
