// libcstar: entries of directories, with numbers of 64 bits.
#define _FILE_OFFSET_BITS 64
#include "dirent_read.c"
