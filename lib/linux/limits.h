// Linux: limits of its calls.
#ifndef __LINUX_LIMITS_H
#define __LINUX_LIMITS_H

#include <limits.h>

#define NR_OPEN        1024
#define LINK_MAX       127
#define XATTR_NAME_MAX 255
#define XATTR_SIZE_MAX 65536
#define XATTR_LIST_MAX 65536
#define RTSIG_MAX      32

#endif
