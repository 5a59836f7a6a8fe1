// The programs that commands run: executables, and sources, which are compiled first.
#ifndef PROGRAM_H
#define PROGRAM_H

#include "../failure.h"
#include "../machine/image.h"

// ---- load.c ----

// Why a file cannot be opened (-ERROR_MFILE): each level keeps 16 for itself (descriptors.c).
#define FILES_TOO_FEW "the limit of open files (ulimit -n) is too small: each level needs 20"

// Reads an executable and validates it. The bytes of the image stay. False if it cannot be run.
bool program_load(const char *path, struct image *image, struct failure *failure);

// Fills the image from bytes that were malloc'ed, and now belong to it.
bool program_validate(const char *path, unsigned char *bytes, uint32_t size, struct image *image,
                      struct failure *failure);
// Why a file could not be read, and the status for that; `wrong` is a negative error.
bool program_cannot_read(const char *path, int32_t wrong, struct failure *failure);
// Reads a whole file, - is standard input, into memory that is malloc'ed; returns 0 or a negative
// error.
int32_t file_read(const char *path, unsigned char **bytes, uint32_t *size);

// ---- program.c: for commands ----

// What a command loads its programs with. The compiler compiles one program in its life; it may be
// run several times.
struct loader {
    const char *command; // for messages
    bool for_check;     // (--check): as it is written, for mips32, where bytes are accessed as such
    const char *source; // that was compiled; NULL: none yet
    unsigned char *compiled;
    uint32_t size;
};

// Loads a program, which is compiled first if its name ends in .c. Returns 0, or the exit status
// after an error message.
uint32_t program_read(struct loader *loader, const char *path, struct image *image);
// The same once more, without warnings. False after a message.
bool program_read_again(struct loader *loader, const char *path, struct image *image);
void loader_end(struct loader *loader);

#endif
