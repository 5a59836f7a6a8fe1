// libcstar, internal: what a stream is.
#ifndef STREAM_H
#define STREAM_H

#include <stdio.h>

enum stream_state { STREAM_IDLE, STREAM_READING, STREAM_WRITING };

// A buffer holds either input (`left` bytes from `next` on are still to be read) or output (from
// its start to `next`). `room` counts the bytes that fputc may store at `next` without a further
// look; it stays 0 unless the stream is writing and fully buffered.
struct __file {
    int descriptor;
    const struct __device *device; // instead of the descriptor; NULL: none
    void *memory;                  // of the device
    enum stream_state state;
    unsigned char *next;
    unsigned left;
    unsigned room;
    unsigned char *buffer;
    unsigned capacity;
    int mode; // _IOFBF, _IOLBF, _IONBF, or -1 until the first use decides
    int readable;
    int writable;
    int error;
    int end_of_file;
    int terminal;
    int allocated;            // the structure is on the heap, with BUFSIZ bytes behind it
    unsigned char single[8];  // the buffer of input without buffer
    struct __file *following; // the list of all streams but the standard ones
};

// What stands in for read, write, lseek and close.
struct __device {
    int (*read)(FILE *stream, void *to, unsigned size);
    int (*write)(FILE *stream, const void *from, unsigned size);
    long (*seek)(FILE *stream, long offset, int origin);
    int (*close)(FILE *stream);
};

#pragma library "file.c"
// A stream of a device; NULL with errno.
FILE *__stream_open(const char *mode, const struct __device *device, void *memory);

#pragma library "stream.c"
extern struct __file *__streams;

// Appends to the stream; the number of bytes taken (all, unless there was an error).
size_t __stream_write(FILE *stream, const void *memory, size_t size);

// As lseek.
long __stream_seek(FILE *stream, long offset, int origin);

// Writes out what is buffered; 0, or EOF with errno.
int __stream_flush(FILE *stream);

// Forgets input that was read ahead, moving the file position back to it if there is one.
void __stream_forget(FILE *stream);

#endif
