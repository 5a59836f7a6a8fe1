// The memory file that the frames of a machine are in: a frame is an offset in it (arena.c). -1:
// there is none.
#ifndef MEMORY_FILE_H
#define MEMORY_FILE_H

struct arena;

int memory_file(const struct arena *arena);

#endif
