// The subject of an explanation: a context of this level, the program that it runs, and its memory.
#ifndef SUBJECT_H
#define SUBJECT_H

#include <stdbool.h>
#include <stdint.h>

#include "../machine/context.h"
#include "../machine/image.h"

struct subject {
    const struct subject *below; // whose memory the page table is in; NULL: that of the machine
    const struct machine *machine;
    const uint32_t *context;
    const struct image *image;
    uint32_t break_start; // of the heap,
    uint32_t break_now;   // and its end
    bool break_refused;   // the heap could not grow
    // Opens a file of source text that debugging information names, which can be anything; a
    // negative error if it may not be read. NULL: none may.
    int32_t (*open_source)(const void *opener, const char *path);
    const void *opener;
    // Reads a word of memory that is elsewhere; NULL: it is as above.
    bool (*read)(const void *reader, uint32_t address, uint32_t *word);
    const void *reader;
};

// What the program may do at an address: a sum of enum access.
uint32_t subject_permissions(const struct subject *subject, uint32_t address);
// The word at an address, if there is memory.
bool subject_word(const struct subject *subject, uint32_t address, uint32_t *word);
// True if there is code in the file.
bool subject_is_code(const struct subject *subject, uint32_t address);
// The instruction at an address. False if there is none.
bool subject_code(const struct subject *subject, uint32_t address, uint32_t *word);

#endif
