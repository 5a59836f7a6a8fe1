// The ELF executable: three loadable segments (text with the headers before it, constants, data), a
// stack that is not executable, and sections and symbols for debuggers and disassemblers (System V
// ABI, chapters 4 and 5, and its MIPS supplement).

#include "assembly.h"
#include "debug.h"

#include <string.h>

enum {
    PAGE = 4096,
    HEADER = 52,
    PROGRAM_HEADER = 32,
    SECTION_HEADER = 40,
    SYMBOL = 16,
    NOTE_SIZE = 28,
    UNIT_SIZE = 24,
    SEGMENTS = 5, // and SEGMENT_UNIT
    SECTIONS = 9,
    ALL_SECTIONS = SECTIONS + DWARF_SECTIONS,
    SEGMENT_LOAD = 1,
    SEGMENT_NOTE = 4,
    SEGMENT_STACK = 0x6474e551,
    SEGMENT_UNIT = 0x70000003, // PT_MIPS_ABIFLAGS
    EXECUTE = 1,
    WRITE = 2,
    READ = 4,
    FLAGS = 0x50001001 // MIPS32, o32, no reordering by an assembler
};

// ORDER SECTIONS; with -g those of dwarf.c follow.
enum { NOTE = 1, TEXT, RODATA, DATA, BSS, SYMTAB, STRTAB, SHSTRTAB };
static const char section_names[] =
    "\0.note.mixter\0.text\0.rodata\0.data\0.bss\0.symtab\0.strtab\0.shstrtab";

static uint32_t section_count(void) {
    return options.debug ? ALL_SECTIONS : SECTIONS;
}

// The note, and what follows it.
static uint32_t notes_size(void) {
    return NOTE_SIZE + (target_has_unit ? UNIT_SIZE : 0);
}

static uint32_t segment_count(void) {
    return SEGMENTS + target_has_unit;
}

static void word(struct buffer *out, uint32_t number) {
    buffer_append_word(out, number);
}

static void halves(struct buffer *out, uint32_t first, uint32_t second) {
    word(out, first + second * 0x10000);
}

static void write_header(struct buffer *out, uint32_t sections) {
    static const unsigned char identity[16] = {0x7f, 'E', 'L', 'F', 1, 1, 1};
    enum { EXECUTABLE = 2, MIPS = 8 };
    buffer_append(out, identity, sizeof identity);
    halves(out, EXECUTABLE, MIPS);
    word(out, 1);
    const struct object *start = external_find("_start");
    word(out, start != NULL && start->image != NULL ? start->image->offset : 0);
    word(out, HEADER);
    word(out, sections);
    word(out, FLAGS);
    halves(out, HEADER, PROGRAM_HEADER);
    halves(out, segment_count(), SECTION_HEADER);
    halves(out, section_count(), SHSTRTAB);
}

static void write_segment(struct buffer *out, uint32_t type, uint32_t offset, uint32_t address,
                          uint32_t file_size, uint32_t memory_size, uint32_t flags) {
    word(out, type);
    word(out, offset);
    word(out, address);
    word(out, address);
    word(out, file_size);
    word(out, memory_size);
    word(out, flags);
    word(out, type == SEGMENT_LOAD   ? PAGE
              : type == SEGMENT_NOTE ? 4
              : type == SEGMENT_UNIT ? 8
                                     : 16);
}

// Which instructions the program uses: machine/image.c reads it.
static void write_note(struct buffer *out) {
    word(out, sizeof "Mixter");
    word(out, 8);
    word(out, 1);
    buffer_append(out, "Mixter\0", 8);
    buffer_append(out, options.mips32 ? "mips32\0" : "mipster", 8);
}

// How the unit for floating point is used, where there is one (MIPS O32 ABI, "FR0 and FR1
// interlinking"): doubles in pairs of registers.
static void write_unit(struct buffer *out) {
    enum { RELEASE = 2, REGISTERS_32 = 1, DOUBLES = 1 };
    static const unsigned char flags[UNIT_SIZE] = {
        0, 0, 32, RELEASE, REGISTERS_32, REGISTERS_32, 0, DOUBLES};
    if (target_has_unit)
        buffer_append(out, flags, sizeof flags);
}

// ---- symbols ----

static uint32_t section_index(enum section section) {
    switch (section) {
    case SECTION_TEXT: return TEXT;
    case SECTION_RODATA: return RODATA;
    case SECTION_BSS: return BSS;
    default: return DATA;
    }
}

// What assembly language names in its sections.
static struct buffer *assembly_symbols, *assembly_strings;
static bool writes_global;

static void write_assembly_symbol(const struct assembly_symbol *symbol) {
    enum { OBJECT = 1, FUNCTION = 2, GLOBAL = 16 };
    const struct place_in_image *image = symbol->section->object->image;
    uint32_t info = symbol->is_function ? FUNCTION : image->section == SECTION_TEXT ? 0 : OBJECT;
    if (symbol->is_global != writes_global)
        return;
    word(assembly_symbols, assembly_strings->size);
    buffer_append(assembly_strings, symbol->name->text, symbol->name->length + 1);
    word(assembly_symbols, image->offset + symbol->value);
    word(assembly_symbols, symbol->size);
    halves(assembly_symbols, info + (symbol->is_global ? GLOBAL : 0),
           section_index(image->section));
}

static void write_symbol(struct buffer *symbols, struct buffer *strings,
                         const struct place_in_image *image) {
    enum { OBJECT = 1, FUNCTION = 2, GLOBAL = 16 };
    const struct name *name = image->object->name;
    uint32_t info = image->section == SECTION_TEXT ? FUNCTION : OBJECT;
    word(symbols, strings->size);
    buffer_append(strings, name->text, name->length + 1);
    word(symbols, image->offset);
    word(symbols, image->size);
    halves(symbols, info + (image->object->is_external ? GLOBAL : 0),
           section_index(image->section));
}

// What is weak and has no definition is nowhere.
static bool has_symbol(const struct place_in_image *image) {
    const struct object *object = image->object;
    return object->name != NULL && !object->is_synthetic && image->offset != 0;
}

// -fcheck-gaps: what is behind a variable has a symbol for who checks memory.
static void write_gap(struct buffer *symbols, const struct place_in_image *image, uint32_t name) {
    uint32_t size = object_size(image->object);
    if (link_gap(image) == 0 || size == 0 || size > image->size)
        return;
    word(symbols, name);
    word(symbols, image->offset + size);
    word(symbols, image->size - size + link_gap(image));
    halves(symbols, 1, section_index(image->section));
}

static void write_gaps(struct buffer *symbols, struct buffer *strings) {
    uint32_t name = strings->size;
    if (!options.check_gaps)
        return;
    buffer_append(strings, "$gap", sizeof "$gap");
    for (uint32_t i = 0; i < layout.count; i++)
        if (has_symbol(layout.images[i]))
            write_gap(symbols, layout.images[i], name);
}

// Local symbols come before global ones; returns the number of local ones.
static uint32_t write_symbols(struct buffer *symbols, struct buffer *strings) {
    uint32_t locals = 0;
    static const unsigned char none[SYMBOL];
    buffer_append(symbols, none, SYMBOL);
    buffer_append_byte(strings, 0);
    for (int global = 0; global < 2; global++) {
        for (uint32_t i = 0; i < layout.count; i++) {
            const struct place_in_image *image = layout.images[i];
            if (has_symbol(image) && image->object->is_external == (global == 1))
                write_symbol(symbols, strings, image);
        }
        assembly_symbols = symbols;
        assembly_strings = strings;
        writes_global = global == 1;
        assembly_each_symbol(write_assembly_symbol);
        if (global == 0)
            write_gaps(symbols, strings);
        if (global == 0)
            locals = symbols->size / SYMBOL;
    }
    return locals;
}

// ---- sections ----

static uint32_t name_offset(uint32_t index) {
    uint32_t offset = 0;
    for (uint32_t i = 0; i < index; i++)
        offset +=
            (uint32_t)strlen(i < SECTIONS ? section_names + offset : dwarf_names[i - SECTIONS]) + 1;
    return offset;
}

static void write_section_names(struct buffer *out) {
    buffer_append(out, section_names, sizeof section_names);
    for (uint32_t i = SECTIONS; i < section_count(); i++)
        buffer_append(out, dwarf_names[i - SECTIONS],
                      (uint32_t)strlen(dwarf_names[i - SECTIONS]) + 1);
}

struct section_header {
    uint32_t type, flags, address, offset, size, link, info, alignment, entry;
};

static void write_section(struct buffer *out, uint32_t index, struct section_header header) {
    word(out, index == 0 ? 0 : name_offset(index));
    word(out, header.type);
    word(out, header.flags);
    word(out, header.address);
    word(out, header.offset);
    word(out, header.size);
    word(out, header.link);
    word(out, header.info);
    word(out, header.alignment);
    word(out, header.entry);
}

static void write_sections(struct buffer *out, const uint32_t *offsets, uint32_t locals,
                           const uint32_t *sizes) {
    enum {
        BITS = 1,
        SYMBOLS = 2,
        STRINGS = 3,
        NOTES = 7,
        NO_BITS = 8,
        DEBUGGING = 0x7000001e,  // MIPS has a type of its own for them
        ATTRIBUTES = 0x6ffffff5, // SHT_GNU_ATTRIBUTES
        TO_WRITE = 1,
        TO_LOAD = 2,
        CODE = 4
    };
    struct section_header headers[ALL_SECTIONS] = {
        [NOTE] = {NOTES, TO_LOAD, layout.text.address - notes_size(), 0, 0, 0, 0, 4, 0},
        [TEXT] = {BITS, TO_LOAD + CODE, layout.text.address, 0, 0, 0, 0, 4, 0},
        [RODATA] = {BITS, TO_LOAD, layout.rodata.address, 0, 0, 0, 0, 8, 0},
        [DATA] = {BITS, TO_LOAD + TO_WRITE, layout.data.address, 0, 0, 0, 0, 8, 0},
        [BSS] = {NO_BITS, TO_LOAD + TO_WRITE, layout.bss.address, 0, 0, 0, 0, 8, 0},
        [SYMTAB] = {SYMBOLS, 0, 0, 0, 0, STRTAB, locals, 4, SYMBOL},
        [STRTAB] = {STRINGS, 0, 0, 0, 0, 0, 0, 1, 0},
        [SHSTRTAB] = {STRINGS, 0, 0, 0, 0, 0, 0, 1, 0},
    };
    for (uint32_t i = SECTIONS; i < section_count(); i++) {
        headers[i].type = i == SECTIONS + DWARF_ATTRIBUTES ? ATTRIBUTES : DEBUGGING;
        headers[i].alignment = 1;
    }
    for (uint32_t i = 0; i < section_count(); i++) {
        headers[i].offset = offsets[i];
        headers[i].size = sizes[i];
        write_section(out, i, headers[i]);
    }
}

static void write_segments(struct buffer *out, const uint32_t *offsets) {
    uint32_t text_size = layout.header_size + layout.text.size;
    write_segment(out, SEGMENT_LOAD, 0, layout.text.address - layout.header_size, text_size,
                  text_size, READ + EXECUTE);
    write_segment(out, SEGMENT_LOAD, offsets[RODATA], layout.rodata.address, layout.rodata.size,
                  layout.rodata.size, READ);
    write_segment(out, SEGMENT_LOAD, offsets[DATA], layout.data.address, layout.data.size,
                  layout.bss.address + layout.bss.size - layout.data.address, READ + WRITE);
    write_segment(out, SEGMENT_STACK, 0, 0, 0, 0, READ + WRITE);
    write_segment(out, SEGMENT_NOTE, offsets[NOTE], layout.text.address - notes_size(), NOTE_SIZE,
                  NOTE_SIZE, READ);
    if (target_has_unit)
        write_segment(out, SEGMENT_UNIT, offsets[NOTE] + NOTE_SIZE, layout.text.address - UNIT_SIZE,
                      UNIT_SIZE, UNIT_SIZE, READ);
}

// All offsets are known before the first byte is written, so that sections are made in place.
void elf_write(struct buffer *image) {
    struct buffer symbols = {0}, strings = {0};
    uint32_t offsets[ALL_SECTIONS] = {0};
    link_layout(HEADER + segment_count() * PROGRAM_HEADER + notes_size());
    uint32_t locals = write_symbols(&symbols, &strings);
    uint32_t sizes[ALL_SECTIONS] = {
        [NOTE] = NOTE_SIZE,
        [TEXT] = layout.text.size,
        [RODATA] = layout.rodata.size,
        [DATA] = layout.data.size,
        [BSS] = layout.bss.size,
        [SYMTAB] = symbols.size,
        [STRTAB] = strings.size,
        [SHSTRTAB] = name_offset(section_count()),
    };
    offsets[TEXT] = layout.header_size;
    offsets[NOTE] = layout.header_size - notes_size();
    offsets[RODATA] = align_up(offsets[TEXT] + sizes[TEXT], PAGE);
    offsets[DATA] = align_up(offsets[RODATA] + sizes[RODATA], PAGE);
    offsets[BSS] = offsets[SYMTAB] = align_up(offsets[DATA] + sizes[DATA], 4);
    offsets[STRTAB] = offsets[SYMTAB] + sizes[SYMTAB];
    offsets[SHSTRTAB] = offsets[STRTAB] + sizes[STRTAB];
    if (options.debug)
        dwarf_write();
    for (uint32_t i = SECTIONS; i < section_count(); i++) {
        offsets[i] = offsets[i - 1] + sizes[i - 1];
        sizes[i] = dwarf[i - SECTIONS].size;
    }
    uint32_t last = section_count() - 1;
    uint32_t headers = align_up(offsets[last] + sizes[last], 4);
    buffer_reserve(image, headers + section_count() * SECTION_HEADER);
    layout.text.bytes = image->bytes + offsets[TEXT];
    layout.rodata.bytes = image->bytes + offsets[RODATA];
    layout.data.bytes = image->bytes + offsets[DATA];
    link_fill();
    write_header(image, headers);
    write_segments(image, offsets);
    write_note(image);
    write_unit(image);
    image->size = offsets[SYMTAB];
    buffer_append(image, symbols.bytes, symbols.size);
    buffer_append(image, strings.bytes, strings.size);
    write_section_names(image);
    for (uint32_t i = SECTIONS; i < section_count(); i++)
        buffer_append(image, dwarf[i - SECTIONS].bytes, dwarf[i - SECTIONS].size);
    image->size = headers;
    write_sections(image, offsets, locals, sizes);
}
