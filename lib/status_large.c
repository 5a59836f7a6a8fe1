// libcstar: attributes of large files.
#define _FILE_OFFSET_BITS 64
#include "status.c"
