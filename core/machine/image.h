// An executable: a static 32-bit little-endian MIPS ELF file ("System V ABI", chapters 4 and 5,
// and its MIPS supplement), read in place. Everything that is used of it has been validated.
#ifndef IMAGE_H
#define IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SEGMENTS_MAX = 32 };

// The part of an address space that belongs to the program: above is its stack.
enum { IMAGE_START = 0x1000, IMAGE_LIMIT = 0x7f000000 };

struct segment {
    uint32_t address;
    uint32_t memory_size;
    uint32_t offset; // of its bytes in the file
    uint32_t file_size;
    uint32_t permissions; // enum access
};

struct kept_block {
    struct kept_block *next;
};

// The symbol table, if there is a usable one (else 0 symbols).
struct symbols {
    uint32_t offset;
    uint32_t count;
    uint32_t names_offset;
    uint32_t names_size;
};

// What is freed with an image and its copies.
struct kept {
    struct kept_block *blocks;
    unsigned char *whole_rest; // of a running program, read when it was needed; NULL: not yet
    struct symbols symbols;
    bool has_symbols; // or has looked for them
    void *debug;      // what core/debug has found out about it (units.h); NULL: nothing yet
};

struct image {
    struct kept *kept;          // NULL: nothing can be kept
    unsigned char *owned;       // freed with it; NULL: its bytes belong to somebody else
    const unsigned char *bytes; // of the file
    uint32_t size;
    const unsigned char *rest; // of a running program: its bytes from rest_at on; NULL: in `bytes`
    uint32_t rest_at;
    uint32_t rest_end; // those from here on are only in the whole rest,
    int32_t (*read)(void *bytes, uint32_t at, uint32_t size); // which is read so
    uint32_t entry;
    uint32_t headers_address; // of the program headers in memory; 0 if no segment holds them
    uint32_t header_count;
    uint32_t end;                          // of the highest segment
    uint32_t subset;                       // enum isa_subset: the instructions that it may use
    struct segment segments[SEGMENTS_MAX]; // in the order of the file
    uint32_t segment_count;
    uint32_t data_permissions; // of stack and heap
};

// A program, and what it is started with.
struct invocation {
    const struct image *image;
    const char *program;      // the name that it is started by
    char *const *arguments;   // the first is a name again; ends with NULL
    char *const *environment; // ends with NULL
};

// Fills the image from the bytes of a file, malloc'ed, which now belong to it. Returns NULL, or
// what is wrong.
const char *image_read(struct image *image, unsigned char *bytes, uint32_t size);
// The same of a program that is running (environment.h).
struct own_image;
const char *image_read_running(struct image *image, const struct own_image *own);
// The number of an instruction set by its name. False if there is none.
bool image_subset(const char *name, uint32_t *subset);
void image_free(struct image *image);
// Memory of zeros that is freed with the image. NULL: there is none.
void *image_keep(const struct image *image, size_t size);
// For a copy of an image with other bytes: from now on it keeps its own.
void image_keep_apart(struct image *image);

// False if not all of the file has been read, nor can be.
bool image_is_whole(const struct image *image);
// Its bytes from rest_at on, with at least the one at `offset`.
const unsigned char *image_rest(const struct image *image, uint32_t offset);

struct symbol {
    const char *name; // NULL if there is none
    uint32_t address;
    uint32_t size;
    bool is_function;
};

uint32_t image_symbol_count(const struct image *image);
// The symbol with the given number that names a place in a segment; name is NULL if it does not.
struct symbol image_symbol(const struct image *image, uint32_t number);
// The symbol at or next below a code address, in the same segment.
struct symbol image_function_at(const struct image *image, uint32_t address);
// The segment that holds an address, the last of them if they overlap, or NULL.
const struct segment *image_segment_at(const struct image *image, uint32_t address);
// The segment that a page belongs to, or NULL. If several share it, it is the last of them: Linux
// maps whole pages, each segment over those before it (fs/binfmt_elf.c).
const struct segment *image_segment_of_page(const struct image *image, uint32_t page);
// Copies the initial contents of a page to `bytes`, which are zero: a whole page of the file, or up
// to where a segment that is larger in memory than in the file ends there.
void image_fill_page(const struct image *image, uint32_t page, unsigned char *bytes);

static inline const unsigned char *image_at(const struct image *image, uint32_t offset) {
    return offset < image->rest_at ? image->bytes + offset
                                   : image_rest(image, offset) + (offset - image->rest_at);
}

static inline uint32_t image_half(const unsigned char *bytes) {
    return bytes[0] + bytes[1] * 256u;
}

static inline uint32_t image_word(const unsigned char *bytes) {
    return image_half(bytes) + image_half(bytes + 2) * 65536u;
}

#endif
