// Reading numbers from the bytes of a section: beyond its end there are zeros, and it is broken.
#ifndef CURSOR_H
#define CURSOR_H

#include <stdbool.h>
#include <stdint.h>

#include "../machine/image.h"

struct cursor {
    const unsigned char *start; // of the section
    uint32_t at;
    uint32_t size;
    bool is_broken;
};

enum { SECTIONS_MAX = 16, ABBREVIATION_BUCKETS = 512 };

struct section {
    const char *name;
    struct cursor contents;
};

// Tables for repeated lookups, built when first needed and kept with the image.
struct tables {
    struct section sections[SECTIONS_MAX];
    uint32_t section_count;
    struct unit_place *units; // units.c; NULL: not known yet
    uint32_t unit_count;
    struct span *spans; // of code, by address; NULL: not known yet
    uint32_t span_count;
    struct abbreviations *abbreviations[ABBREVIATION_BUCKETS];
    uint32_t abbreviation_bytes; // that these are about
    uint32_t name_bytes;         // of files (lines.c)
};
struct tables *tables_of(const struct image *image); // NULL: there is no memory

// A section by its name, which stays; empty if there is none.
struct cursor image_section(const struct image *image, const char *name);

// A section of code, whose bytes are those of a segment.
struct code_section {
    const char *name;
    uint32_t address;
    const unsigned char *bytes;
    uint32_t size;
};
// Finds the next one from section *number on, and advances it. False if there is no other.
bool image_code_section(const struct image *image, uint32_t *number, struct code_section *section);

uint32_t cursor_byte(struct cursor *cursor);
uint32_t cursor_half(struct cursor *cursor);
uint32_t cursor_word(struct cursor *cursor);
uint32_t cursor_unsigned(struct cursor *cursor); // LEB128, its lowest 32 bits
int32_t cursor_signed(struct cursor *cursor);
void cursor_skip(struct cursor *cursor, uint32_t bytes);
const char *cursor_text(struct cursor *cursor); // up to a NUL; "" if there is none
// The text at an offset in another section; NULL if there is none.
const char *section_text(struct cursor section, uint32_t offset);
// A part of the section, from here on; the cursor goes on behind it.
struct cursor cursor_part(struct cursor *cursor, uint32_t size);

struct value {
    uint32_t form;
    uint32_t number;  // or the size of a block
    const char *text; // DW_FORM_string
    uint32_t offset;  // of a block, in the section
};

// Reads a value. False if the form is not known: nothing behind it can be read.
bool cursor_value(struct cursor *cursor, uint32_t form, struct value *value);
const char *value_text(const struct image *image, const struct value *value); // NULL: none

// lines.c: the name of a file, by its number in the unit whose line program is at an offset in
// .debug_line; NULL: not known.
const char *line_file(const struct image *image, uint32_t offset, uint32_t number);
// units.c: the line program of the unit that has the code at an address. False: not known.
bool unit_lines_of_code(const struct image *image, uint32_t address, uint32_t *offset);

#endif
