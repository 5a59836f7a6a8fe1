// BSD: limits and byte order.
#ifndef __SYS_PARAM_H
#define __SYS_PARAM_H

#include <endian.h>
#include <limits.h>
#include <sys/types.h>

#define MAXPATHLEN PATH_MAX
#define NBBY       8
#define MIN(a, b)  (((a) < (b)) ? (a) : (b))
#define MAX(a, b)  (((a) > (b)) ? (a) : (b))

#endif
