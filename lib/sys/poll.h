#ifndef __SYS_POLL_H
#define __SYS_POLL_H

#include <poll.h>

#endif
