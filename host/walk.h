// Paths of guests (walk.c).
#ifndef WALK_H
#define WALK_H

#include <stdbool.h>
#include <stdint.h>

enum { WALK_NAME_SIZE = 4096 };

// Where a path leads: a name in a directory, which is no symbolic link when it was looked at,
// unless links were not to be followed. The directory is open, and closed by the caller.
struct place {
    int directory;
    char name[WALK_NAME_SIZE + 1]; // with a slash
};

// What the last component of a path is for.
enum walk_end {
    WALK_FOLLOW, // a symbolic link is followed, and a slash behind it means a directory
    WALK_STAY,   // a symbolic link is meant itself, unless a slash is behind it
    WALK_CHANGE  // the name itself is made, moved or removed, with the slash
};

// Where paths begin: absolute ones at a directory which none leads out of, or at the root of the
// system if `root` is ANY_FILES (environment.h); others at an open directory below that, which a
// walk has led to before, or at the root, where there is one, and else in the working directory.
enum { WALK_START = -1 };
struct start {
    int32_t root;
    int32_t directory; // or WALK_START
};

// Finds the place of a path. Returns 0, or -1 with the reason in errno.
int walk(struct start start, const char *path, enum walk_end end, struct place *place);

// The path of an open file as one below the root has it, in `text`; NULL, with the reason in errno,
// if it has none.
const char *walk_path_below(int32_t root, int32_t file, char text[WALK_NAME_SIZE]);

#endif
