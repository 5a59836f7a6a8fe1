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

// Finds the place of a path below a directory, or of any if `root` is GUEST_FILES (environment.h).
// Returns 0, or -1 with the reason in errno.
int walk(int32_t root, const char *path, enum walk_end end, struct place *place);

#endif
