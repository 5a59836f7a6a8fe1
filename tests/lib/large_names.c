// The same as large_files by the names of large files.
#define _GNU_SOURCE 1
#define NAMES_OF_LARGE_FILES 1
#include "large_files.c"
