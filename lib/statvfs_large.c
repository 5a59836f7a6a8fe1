// libcstar: large file systems.
#define _FILE_OFFSET_BITS 64
#include "statvfs.c"
