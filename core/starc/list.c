// The listing that -S asks for: every function with its instructions below the source lines they
// come from, then the data.

#include "ir.h"

#include "../isa/isa.h"

#include <string.h>

enum { WORD = 4 };

static void list_source_line(struct buffer *text, place_t place, uint32_t *last_line) {
    const char *name, *start;
    uint32_t line, column, length;
    const struct source *source = source_at(place);
    source_position(place, &name, &line, &column);
    if (source == NULL || line == *last_line)
        return;
    *last_line = line;
    start = source_line_text(place, &length);
    buffer_format(text, "                                # %s:%u: ", name, (unsigned)line);
    buffer_append(text, start, length);
    buffer_append_byte(text, '\n');
}

static const char *symbol_at(uint32_t address) {
    for (uint32_t i = 0; i < layout.count; i++) {
        const struct place_in_image *image = layout.images[i];
        if (image->section == SECTION_TEXT && image->offset == address)
            return image->object->name->text;
    }
    return NULL;
}

// What is jumped to at a word: its symbol if it is defined elsewhere.
static const char *target_at(const struct place_in_image *image, uint32_t offset,
                             uint32_t address) {
    for (const struct relocation *r = image->jumps; r != NULL; r = r->next)
        if (r->offset == offset && r->symbol != NULL && r->symbol->image->section == SECTION_NONE)
            return r->symbol->name->text;
    return symbol_at(address);
}

static void list_function(struct buffer *text, const struct place_in_image *image) {
    uint32_t line = 0, next = 0;
    buffer_format(text, "\n%s:\n", image->object->name->text);
    for (uint32_t i = 0; i < image->word_count; i++) {
        char instruction[64];
        uint32_t address = image->offset + i * WORD;
        for (; next < image->line_count && image->lines[next].offset <= i * WORD; next++)
            if (!image->lines[next].is_slot)
                list_source_line(text, image->lines[next].place, &line);
        isa_disassemble(image->words[i], address, instruction, sizeof instruction);
        buffer_format(text, "%08x  %08x  %s", (unsigned)address, (unsigned)image->words[i],
                      instruction);
        if (isa_decode(image->words[i]) == ISA_JAL) {
            const char *name =
                target_at(image, i * WORD, isa_jump_target(image->words[i], address));
            buffer_format(text, " <%s>", name != NULL ? name : "?");
        }
        buffer_append_byte(text, '\n');
    }
}

static void list_data(struct buffer *text, const struct place_in_image *image) {
    static const char *const names[] = {"", "", ".rodata", ".data", ".data", ".bss"};
    const struct object *object = image->object;
    const char *name = object->name != NULL ? object->name->text : "(string)";
    buffer_format(text, "%08x  %-8s %6u  %s\n", (unsigned)image->offset, names[image->section],
                  (unsigned)image->size, name);
}

void list_program(struct buffer *text) {
    for (uint32_t i = 0; i < layout.count; i++)
        if (layout.images[i]->section == SECTION_TEXT)
            list_function(text, layout.images[i]);
    buffer_format(text, "\n# $gp = %08x\n# address section    size  name\n", (unsigned)layout.gp);
    for (uint32_t i = 0; i < layout.count; i++)
        if (layout.images[i]->section != SECTION_TEXT)
            list_data(text, layout.images[i]);
}
