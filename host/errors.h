// Error numbers: Linux/MIPS's and the host's.
#ifndef ERRORS_H
#define ERRORS_H

#include <stdint.h>

int32_t error_of_host(void); // errno as Linux/MIPS has it, negated; EIO for what it has not

#endif
