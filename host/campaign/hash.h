// SHA-256 (FIPS 180-4), by which definitions, programs, outputs and files of findings are named.
#ifndef CAMPAIGN_HASH_H
#define CAMPAIGN_HASH_H

#include <stdbool.h>
#include <stddef.h>

enum { HASH_SIZE = 65 }; // hexadecimal digits and the final 0

void hash_bytes(const void *bytes, size_t size, char text[HASH_SIZE]);
bool hash_file(const char *path, char text[HASH_SIZE]);
// All of a file, with a 0 behind it; NULL: errno says why not.
char *file_load(const char *path, size_t *size);

#endif
