// POSIX: types of system interfaces; of GNU, sets of descriptors, too.
#ifndef __SYS_TYPES_H
#define __SYS_TYPES_H

#include "posix_types.h"

#ifndef __STRICT_ANSI__
#include <sys/select.h>
#endif

#endif
