// Objects: relocatable ELF files whose symbols say what a unit defines and needs, so that nm, ar
// and ranlib know them, and whose contents are the unit itself (bundle.c). Data is laid out, for
// size and for those who look for its bytes; code is made when the program is linked.

#include "driver.h"
#include "ir.h"

#include <string.h>

enum {
    HEADER = 52,
    SECTION_HEADER = 40,
    SYMBOL = 16,
    COMMON = 0xfff2,   // SHN_COMMON
    FLAGS = 0x50001001 // MIPS32, o32, no reordering by an assembler
};

// ORDER SECTIONS
enum { NONE, TEXT, RODATA, DATA, BSS, UNIT, RELOCATIONS, SYMTAB, STRTAB, SHSTRTAB, SECTIONS };
static const char section_names[] = "\0.text\0.rodata\0.data\0.bss\0.mixter.unit\0"
                                    ".rel.mixter.unit\0.symtab\0.strtab\0.shstrtab";
const char bundle_section[] = ".mixter.unit";

// What another linker cannot find if it is given such an object.
static const char only_starc[] = "__this_object_is_linked_by_starc";

struct part { // of the file
    struct buffer bytes;
    uint32_t size; // of what has no bytes
};
static struct part parts[SECTIONS];
static uint32_t locals;

static uint32_t section_of(const struct place_in_image *image) {
    const struct object *object = image->object;
    switch (image->section) {
    case SECTION_TEXT: return TEXT;
    case SECTION_RODATA: return RODATA;
    case SECTION_NONE: return NONE;
    case SECTION_BSS: return BSS;
    default: return object->initializers == NULL && object->assembly == NULL ? BSS : DATA;
    }
}

static void lay_out(struct place_in_image *image) {
    struct part *part = &parts[section_of(image)];
    uint32_t alignment = image->object->alignment > 4 ? image->object->alignment : 4;
    bool is_made = image->section == SECTION_TEXT && image->object->assembly == NULL;
    if (image->section == SECTION_NONE || is_made || image->object->is_common)
        return;
    image->offset = align_up(part->size, alignment);
    part->size = image->offset + image->size;
    if (section_of(image) == BSS)
        return;
    while (part->bytes.size < image->offset)
        buffer_append_byte(&part->bytes, 0);
    if (image->bytes != NULL)
        buffer_append(&part->bytes, image->bytes, image->size);
    while (part->bytes.size < part->size)
        buffer_append_byte(&part->bytes, 0);
}

// ---- symbols ----

static void put_symbol(const char *name, uint32_t value, uint32_t size, uint32_t info,
                       uint32_t section) {
    struct buffer *out = &parts[SYMTAB].bytes;
    buffer_append_word(out, name[0] == '\0' ? 0 : parts[STRTAB].bytes.size);
    if (name[0] != '\0')
        buffer_append(&parts[STRTAB].bytes, name, (uint32_t)strlen(name) + 1);
    buffer_append_word(out, value);
    buffer_append_word(out, size);
    buffer_append_word(out, info + (section << 16));
}

static void put_object(const struct object *object) {
    enum { OBJECT = 1, FUNCTION = 2, GLOBAL = 16, WEAK = 32 };
    const struct place_in_image *image = object->image;
    uint32_t section = object->is_common ? COMMON : section_of(image);
    uint32_t binding = object->is_weak ? WEAK : object->is_external ? GLOBAL : 0;
    uint32_t type = section == NONE ? 0 : section == TEXT ? FUNCTION : OBJECT;
    uint32_t value =
        section == COMMON ? object->type->alignment : image->offset + object->code_offset;
    put_symbol(object->name->text, section == NONE ? 0 : value,
               section == NONE ? 0 : image->size - object->code_offset, binding + type, section);
}

static void put_symbols(const char *path) {
    enum { FILE_SYMBOL = 4, ABSOLUTE = 0xfff1, GLOBAL = 16 };
    const char *slash = strrchr(path, '/');
    buffer_append_byte(&parts[STRTAB].bytes, 0);
    put_symbol("", 0, 0, 0, 0);
    put_symbol(slash != NULL ? slash + 1 : path, 0, 0, FILE_SYMBOL, ABSOLUTE);
    for (int is_external = 0; is_external < 2; is_external++) {
        for (const struct object *object = globals; object != NULL; object = object->next)
            if (object->image != NULL && object->name != NULL &&
                object->is_external == (is_external == 1))
                put_object(object);
        if (is_external == 0)
            locals = parts[SYMTAB].bytes.size / SYMBOL;
    }
    enum { WORD_ADDRESS = 2 }; // R_MIPS_32
    buffer_append_word(&parts[RELOCATIONS].bytes, 0);
    buffer_append_word(&parts[RELOCATIONS].bytes,
                       (parts[SYMTAB].bytes.size / SYMBOL << 8) + WORD_ADDRESS);
    put_symbol(only_starc, 0, 0, GLOBAL, 0);
}

// ---- the file ----

static void put_header(struct buffer *out, uint32_t sections) {
    static const unsigned char identity[16] = {0x7f, 'E', 'L', 'F', 1, 1, 1};
    enum { RELOCATABLE = 1, MIPS = 8 };
    buffer_append(out, identity, sizeof identity);
    buffer_append_word(out, RELOCATABLE + (MIPS << 16));
    buffer_append_word(out, 1);
    buffer_append_word(out, 0);
    buffer_append_word(out, 0);
    buffer_append_word(out, sections);
    buffer_append_word(out, FLAGS);
    buffer_append_word(out, HEADER);
    buffer_append_word(out, SECTION_HEADER << 16);
    buffer_append_word(out, SECTIONS + (SHSTRTAB << 16));
}

struct header {
    uint32_t type, flags, link, info, alignment, entry;
};

static void put_section_header(struct buffer *out, uint32_t index, uint32_t offset) {
    enum { BITS = 1, SYMBOLS = 2, STRINGS = 3, NO_BITS = 8, RELOCATE = 9 };
    enum { TO_WRITE = 1, TO_LOAD = 2, CODE = 4 };
    const struct header headers[SECTIONS] = {
        [TEXT] = {BITS, TO_LOAD + CODE, 0, 0, 4, 0},
        [RODATA] = {BITS, TO_LOAD, 0, 0, 8, 0},
        [DATA] = {BITS, TO_LOAD + TO_WRITE, 0, 0, 8, 0},
        [BSS] = {NO_BITS, TO_LOAD + TO_WRITE, 0, 0, 8, 0},
        [UNIT] = {BITS, 0, 0, 0, 4, 0},
        [RELOCATIONS] = {RELOCATE, 0, SYMTAB, UNIT, 4, 8},
        [SYMTAB] = {SYMBOLS, 0, STRTAB, locals, 4, SYMBOL},
        [STRTAB] = {STRINGS, 0, 0, 0, 1, 0},
        [SHSTRTAB] = {STRINGS, 0, 0, 0, 1, 0},
    };
    uint32_t name = 0;
    for (uint32_t i = 0; i < index; i++)
        name += (uint32_t)strlen(section_names + name) + 1;
    buffer_append_word(out, name);
    buffer_append_word(out, headers[index].type);
    buffer_append_word(out, headers[index].flags);
    buffer_append_word(out, 0);
    buffer_append_word(out, offset);
    buffer_append_word(out, index == BSS ? parts[BSS].size : parts[index].bytes.size);
    buffer_append_word(out, headers[index].link);
    buffer_append_word(out, headers[index].info);
    buffer_append_word(out, headers[index].alignment);
    buffer_append_word(out, headers[index].entry);
}

void relocatable_write(struct buffer *out, const char *path, const struct word_list *words) {
    uint32_t offsets[SECTIONS] = {0};
    for (uint32_t i = 0; i < SECTIONS; i++)
        parts[i].bytes.size = parts[i].size = 0;
    for (struct place_in_image *image = link_unit(); image != NULL; image = image->next)
        lay_out(image);
    put_symbols(path);
    bundle_write(&parts[UNIT].bytes, path, words);
    buffer_append(&parts[SHSTRTAB].bytes, section_names, sizeof section_names);
    uint32_t offset = HEADER;
    for (uint32_t i = TEXT; i < SECTIONS; i++) {
        offsets[i] = align_up(offset, 8);
        offset = offsets[i] + parts[i].bytes.size;
    }
    put_header(out, align_up(offset, 8));
    for (uint32_t i = TEXT; i <= SECTIONS; i++) {
        while (out->size < (i < SECTIONS ? offsets[i] : align_up(offset, 8)))
            buffer_append_byte(out, 0);
        if (i < SECTIONS)
            buffer_append(out, parts[i].bytes.bytes, parts[i].bytes.size);
    }
    for (uint32_t i = 0; i < SECTIONS; i++)
        put_section_header(out, i, offsets[i]);
}
