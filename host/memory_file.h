// The memory file that frames are in: a frame is an offset in it (arena.c). -1: there is none.
#ifndef MEMORY_FILE_H
#define MEMORY_FILE_H

int memory_file(void);

#endif
