// The regions of a guest, from below: nothing, segments of its file, heap, nothing, stack, nothing;
// then what is not the user's.
#include "region.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../machine/page_table.h"
#include "../machine/stack.h"

// Farther than this from a region, the region is not mentioned.
enum { SMALL = 0x10000, FAR = 0x1000000 };

bool region_is_small(uint32_t address) {
    return address > 0 && address < SMALL;
}

bool region_explain_array(const struct subject *subject, uint32_t start, uint32_t address) {
    for (uint32_t i = 0; i < image_symbol_count(subject->image); i++) {
        struct symbol symbol = image_symbol(subject->image, i);
        if (symbol.name == NULL || symbol.is_function || symbol.address != start ||
            symbol.size == 0)
            continue;
        uint32_t distance = address - start;
        if (distance >= 0x80000000u)
            fprintf(stderr, "  this is %u bytes before the variable %.100s\n",
                    (unsigned)(start - address), symbol.name);
        else
            fprintf(stderr, "  this is at byte %u of the variable %.100s, which has %u bytes\n",
                    (unsigned)distance, symbol.name, (unsigned)symbol.size);
        return true;
    }
    return false;
}

static void print_distance(uint32_t distance, const char *what) {
    fprintf(stderr, "  nothing is there");
    if (distance < FAR)
        fprintf(stderr, ", %u bytes past the end of the %s", (unsigned)distance, what);
    fprintf(stderr, "\n");
}

static void explain_protection(const struct subject *subject, uint32_t address,
                               enum access access) {
    uint32_t permissions = subject_permissions(subject, address);
    if (access == ACCESS_EXECUTE)
        fprintf(stderr, "  this is data, not code\n");
    else if (page_table_allows(permissions, ACCESS_EXECUTE))
        fprintf(stderr, "  this is the code of the program, which is read-only\n");
    else
        fprintf(stderr, "  this is read-only data, such as the text of a string literal\n");
}

void region_explain(const struct subject *subject, uint32_t address, enum access access) {
    uint32_t last =
        subject->break_now > subject->image->end ? subject->break_now : subject->image->end;
    if (address > USER_LIMIT)
        fprintf(stderr, "  addresses from 0x80000000 on belong to no program\n");
    else if (subject_permissions(subject, address) != 0)
        explain_protection(subject, address, access);
    else if (region_is_small(address))
        fprintf(stderr, "  this is close to 0: a member or an element of a null pointer, or a "
                        "number taken for a pointer\n");
    else if (address >= STACK_TOP)
        print_distance(address - STACK_TOP, "stack");
    else if (address >= STACK_BOTTOM - FAR)
        return; // a stack overflow
    else if (address >= last)
        print_distance(address - last, subject->break_now > subject->break_start
                                           ? "heap"
                                           : "variables of the program");
    else if (address != 0)
        print_distance(FAR, NULL);
}

void region_explain_pointer(uint32_t pointer) {
    char text[5] = "";
    for (unsigned i = 0; i < 4; i++, pointer /= 256) {
        uint32_t byte = pointer % 256;
        if (byte < ' ' || byte > '~')
            return;
        text[i] = (char)byte;
    }
    fprintf(stderr, "  its bytes are the characters \"%s\": has text been written over it?\n",
            text);
}
