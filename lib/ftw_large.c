// libcstar: walking through all that is in a directory, with large files.
#define _FILE_OFFSET_BITS 64
#include "ftw.c"
