// What files.c and paths.c share: Linux/MIPS's words and the host's.
#ifndef FILES_H
#define FILES_H

#include <stdint.h>
#include <sys/stat.h>
#include <time.h>

#include "../core/environment.h"

int files_flags(uint32_t flags); // of open
int files_access(uint32_t mode);
void files_convert_status(const struct stat *from, uint32_t status[FILE_STATUS_WORDS]);
// Of utimensat, with what it says instead of nanoseconds: UTIME_NOW and UTIME_OMIT are the same.
struct timespec files_time(const uint32_t words[2]);

#endif
