// GNU: what other headers include first. libcstar declares what the language asked for says
// (docs/libcstar.md), without macros of its own.
#ifndef __FEATURES_H
#define __FEATURES_H

#include <sys/cdefs.h>

#endif
