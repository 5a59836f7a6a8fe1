#include "cursor.h"

#include <stddef.h>
#include <string.h>

#include "dwarf.h"

enum { SECTION_HEADER_SIZE = 40, TYPE_NO_BITS = 8, FLAG_ALLOCATED = 2, FLAG_EXECUTABLE = 4 };

struct tables *tables_of(const struct image *image) {
    if (image->kept != NULL && image->kept->debug == NULL)
        image->kept->debug = image_keep(image, sizeof(struct tables));
    return image->kept != NULL ? image->kept->debug : NULL;
}

// ---- sections ----

static const unsigned char *section_header(const struct image *image, uint32_t number) {
    return image_at(image, image_word(image->bytes + 32) + number * SECTION_HEADER_SIZE);
}

// The bytes of a section; none if they are not in the file.
static struct cursor contents(const struct image *image, uint32_t number) {
    struct cursor cursor = {NULL, 0, 0, false};
    const unsigned char *header = section_header(image, number);
    uint32_t offset = image_word(header + 16);
    uint32_t size = image_word(header + 20);
    bool is_compressed = image_word(header + 8) / 0x800u % 2 != 0;
    if (image_word(header + 4) == TYPE_NO_BITS || is_compressed || offset > image->size ||
        size > image->size - offset)
        return cursor;
    cursor.start = image_at(image, offset);
    cursor.size = size;
    return cursor;
}

// How many sections there are, and their names; 0 if the file does not say.
static uint32_t section_count(const struct image *image, struct cursor *names) {
    uint32_t headers = image_word(image->bytes + 32);
    uint32_t count = image_half(image->bytes + 48);
    uint32_t names_number = image_half(image->bytes + 50);
    if (headers == 0 || headers > image->size || !image_is_whole(image) || names_number >= count ||
        image_half(image->bytes + 46) != SECTION_HEADER_SIZE ||
        count * SECTION_HEADER_SIZE > image->size - headers)
        return 0;
    *names = contents(image, names_number);
    return count;
}

// Reads no further than the name is long, whatever the file has there.
static bool is_named(const struct cursor *names, uint32_t offset, const char *name, uint32_t size) {
    return offset < names->size && size <= names->size - offset &&
           memcmp(names->start + offset, name, size) == 0;
}

static struct cursor find_section(const struct image *image, const char *name) {
    struct cursor none = {NULL, 0, 0, false}, names;
    uint32_t size = (uint32_t)strlen(name) + 1;
    uint32_t count = section_count(image, &names);
    for (uint32_t i = 0; i < count; i++) {
        if (is_named(&names, image_word(section_header(image, i)), name, size))
            return contents(image, i);
    }
    return none;
}

struct cursor image_section(const struct image *image, const char *name) {
    struct tables *tables = tables_of(image);
    if (tables == NULL)
        return find_section(image, name);
    for (uint32_t i = 0; i < tables->section_count; i++) {
        if (strcmp(tables->sections[i].name, name) == 0)
            return tables->sections[i].contents;
    }
    if (tables->section_count == SECTIONS_MAX)
        return find_section(image, name);
    struct section *section = &tables->sections[tables->section_count++];
    section->name = name;
    section->contents = find_section(image, name);
    return section->contents;
}

static bool is_in_segment(const struct image *image, uint32_t address, uint32_t offset,
                          uint32_t size) {
    const struct segment *segment = image_segment_at(image, address);
    return segment != NULL && address - segment->address <= segment->file_size &&
           size <= segment->file_size - (address - segment->address) &&
           offset - segment->offset == address - segment->address;
}

bool image_code_section(const struct image *image, uint32_t *number, struct code_section *section) {
    struct cursor names;
    uint32_t count = section_count(image, &names);
    while (*number < count) {
        const unsigned char *header = section_header(image, *number);
        struct cursor bytes = contents(image, (*number)++);
        const char *name = section_text(names, image_word(header));
        uint32_t address = image_word(header + 12), flags = image_word(header + 8);
        if ((flags & FLAG_ALLOCATED) == 0 || (flags & FLAG_EXECUTABLE) == 0 || bytes.size == 0 ||
            !is_in_segment(image, address, image_word(header + 16), bytes.size))
            continue;
        *section =
            (struct code_section){name != NULL ? name : "?", address, bytes.start, bytes.size};
        return true;
    }
    return false;
}

const char *section_text(struct cursor section, uint32_t offset) {
    if (offset >= section.size || memchr(section.start + offset, 0, section.size - offset) == NULL)
        return NULL;
    return (const char *)section.start + offset;
}

// ---- numbers ----

uint32_t cursor_byte(struct cursor *cursor) {
    if (cursor->at >= cursor->size) {
        cursor->is_broken = true;
        return 0;
    }
    return cursor->start[cursor->at++];
}

uint32_t cursor_half(struct cursor *cursor) {
    uint32_t low = cursor_byte(cursor);
    return low + cursor_byte(cursor) * 0x100u;
}

uint32_t cursor_word(struct cursor *cursor) {
    uint32_t low = cursor_half(cursor);
    return low + cursor_half(cursor) * 0x10000u;
}

static uint32_t three_bytes(struct cursor *cursor) {
    uint32_t low = cursor_half(cursor);
    return low + cursor_byte(cursor) * 0x10000u;
}

static uint32_t leb128(struct cursor *cursor, bool is_signed) {
    uint32_t number = 0;
    uint32_t byte;
    uint32_t power = 1; // 0 beyond 32 bits
    do {
        byte = cursor_byte(cursor);
        number += byte % 128 * power;
        power *= 128;
    } while (byte >= 128 && !cursor->is_broken);
    if (is_signed && byte % 128 >= 64)
        number -= power;
    return number;
}

uint32_t cursor_unsigned(struct cursor *cursor) {
    return leb128(cursor, false);
}

int32_t cursor_signed(struct cursor *cursor) {
    return (int32_t)leb128(cursor, true);
}

void cursor_skip(struct cursor *cursor, uint32_t bytes) {
    if (bytes > cursor->size - cursor->at) {
        cursor->is_broken = true;
        bytes = cursor->size - cursor->at;
    }
    cursor->at += bytes;
}

const char *cursor_text(struct cursor *cursor) {
    const char *text = section_text(*cursor, cursor->at);
    if (text == NULL) {
        cursor->is_broken = true;
        cursor->at = cursor->size;
        return "";
    }
    cursor->at += (uint32_t)strlen(text) + 1;
    return text;
}

struct cursor cursor_part(struct cursor *cursor, uint32_t size) {
    struct cursor part = *cursor;
    cursor_skip(cursor, size);
    part.size = cursor->at;
    return part;
}

// ---- values of attributes ----

static void skip_block(struct cursor *cursor, struct value *value, uint32_t size) {
    value->number = size;
    value->offset = cursor->at;
    cursor_skip(cursor, size);
}

bool cursor_value(struct cursor *cursor, uint32_t form, struct value *value) {
    if (form == DW_FORM_indirect)
        form = cursor_unsigned(cursor);
    value->form = form;
    value->number = 0;
    value->text = NULL;
    value->offset = 0;
    switch (form) {
    case DW_FORM_addr:
    case DW_FORM_data4:
    case DW_FORM_ref_addr:
    case DW_FORM_ref4:
    case DW_FORM_strp:
    case DW_FORM_line_strp:
    case DW_FORM_ref_sup4:
    case DW_FORM_strp_sup:
    case DW_FORM_strx4:
    case DW_FORM_addrx4:
    case DW_FORM_sec_offset: value->number = cursor_word(cursor); break;
    case DW_FORM_strx3:
    case DW_FORM_addrx3: value->number = three_bytes(cursor); break;
    case DW_FORM_data2:
    case DW_FORM_strx2:
    case DW_FORM_addrx2:
    case DW_FORM_ref2: value->number = cursor_half(cursor); break;
    case DW_FORM_data1:
    case DW_FORM_flag:
    case DW_FORM_strx1:
    case DW_FORM_addrx1:
    case DW_FORM_ref1: value->number = cursor_byte(cursor); break;
    case DW_FORM_sdata: value->number = (uint32_t)cursor_signed(cursor); break;
    case DW_FORM_udata:
    case DW_FORM_strx:
    case DW_FORM_addrx:
    case DW_FORM_loclistx:
    case DW_FORM_rnglistx:
    case DW_FORM_ref_udata: value->number = cursor_unsigned(cursor); break;
    case DW_FORM_flag_present:
    case DW_FORM_implicit_const: value->number = 1; break;
    case DW_FORM_data8:
    case DW_FORM_ref_sig8:
    case DW_FORM_ref_sup8:
    case DW_FORM_ref8:
        value->number = cursor_word(cursor);
        cursor_skip(cursor, 4);
        break;
    case DW_FORM_data16: skip_block(cursor, value, 16); break;
    case DW_FORM_string: value->text = cursor_text(cursor); break;
    case DW_FORM_block1: skip_block(cursor, value, cursor_byte(cursor)); break;
    case DW_FORM_block2: skip_block(cursor, value, cursor_half(cursor)); break;
    case DW_FORM_block4: skip_block(cursor, value, cursor_word(cursor)); break;
    case DW_FORM_block:
    case DW_FORM_exprloc: skip_block(cursor, value, cursor_unsigned(cursor)); break;
    default: return false;
    }
    return !cursor->is_broken;
}

const char *value_text(const struct image *image, const struct value *value) {
    if (value->form == DW_FORM_strp)
        return section_text(image_section(image, ".debug_str"), value->number);
    if (value->form == DW_FORM_line_strp)
        return section_text(image_section(image, ".debug_line_str"), value->number);
    return value->text;
}
