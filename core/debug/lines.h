// What debugging information (DWARF 2 to 5) says about the code of an image: lines, functions that
// are inlined, variables. It comes from anywhere: whatever is wrong or unknown is left out, and
// nothing is read beyond its section.
#ifndef LINES_H
#define LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "../machine/image.h"

// A range of code that comes from one line.
struct source_line {
    uint32_t start;
    uint32_t end;
    const char *file; // as the compiler was given it; NULL: not known
    uint32_t line;
};

// Calls `each` for all ranges in the order of the table, as long as it returns true.
typedef bool line_visitor(void *state, const struct source_line *line);
void image_lines(const struct image *image, line_visitor *each, void *state);

// The range that contains an address. False: not known.
bool image_line_at(const struct image *image, uint32_t address, struct source_line *line);

// A function whose code an address belongs to.
struct code_frame {
    const char *function; // NULL: not known
    struct source_line place;
};

// The functions at an address: those that are inlined there, innermost first, and the one that they
// are inlined into. The place of each is where it is left: the address itself, then calls. Returns
// how many, at most `most`; 0 if no symbol is near.
uint32_t image_frames_at(const struct image *image, uint32_t address, struct code_frame *frames,
                         uint32_t most);

#endif
