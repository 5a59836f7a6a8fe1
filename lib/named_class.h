// libcstar, internal: the classes of characters that patterns name, as in [:alpha:].
#ifndef __NAMED_CLASS_H
#define __NAMED_CLASS_H

#include <stddef.h>

// The function that tells whether a character is in the class; NULL: there is no such class.
#pragma library "named_class.c"
int (*__named_class(const char *__name, size_t __length))(int);

#endif
