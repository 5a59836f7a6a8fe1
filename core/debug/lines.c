// Line programs (DWARF 5, section 6.2; 2 to 4 differ in their headers only).
#include "lines.h"

#include <stddef.h>
#include <string.h>

#include "cursor.h"
#include "dwarf.h"

enum { OPCODES = 256, FORMATS_MAX = 16 };

struct program {
    const struct image *image;
    struct cursor code;
    struct cursor files; // the table, from its start on
    uint32_t version;
    uint32_t shortest; // instruction, in bytes
    int32_t line_base;
    uint32_t line_range;
    uint32_t opcode_base;
    uint8_t operands[OPCODES]; // of standard opcodes
    uint32_t named;            // the file whose name was asked for last; 0: none
    const char *name;
};

struct row {
    uint32_t address;
    uint32_t file;
    uint32_t line;
    bool is_valid; // there is one before it in its sequence
};

// ---- files ----

// The table of version 5: its entries say themselves how they are built.
static const char *file_of_5(struct cursor files, const struct image *image, uint32_t number) {
    uint32_t kinds[FORMATS_MAX], forms[FORMATS_MAX];
    const char *name = NULL;
    uint32_t formats = cursor_byte(&files);
    for (uint32_t i = 0; i < formats && i < FORMATS_MAX; i++) {
        kinds[i] = cursor_unsigned(&files);
        forms[i] = cursor_unsigned(&files);
    }
    uint32_t count = cursor_unsigned(&files);
    if (formats == 0 || formats > FORMATS_MAX || number >= count || count > files.size - files.at)
        return NULL;
    for (uint32_t i = 0; i <= number; i++)
        for (uint32_t f = 0; f < formats; f++) {
            struct value value;
            if (!cursor_value(&files, forms[f], &value))
                return NULL;
            if (kinds[f] == DW_LNCT_path)
                name = value_text(image, &value);
        }
    return name;
}

static const char *find_file(const struct program *program, uint32_t number) {
    struct cursor files = program->files;
    if (program->version >= 5)
        return file_of_5(files, program->image, number);
    for (uint32_t i = 1; !files.is_broken; i++) {
        const char *name = cursor_text(&files);
        if (name[0] == 0)
            return NULL;
        if (i == number)
            return name;
        for (int j = 0; j < 3; j++)
            cursor_unsigned(&files);
    }
    return NULL;
}

static const char *file_name(struct program *program, uint32_t number) {
    if (program->named != number + 1)
        program->name = find_file(program, number);
    program->named = number + 1;
    return program->name;
}

static void skip_folders_of_5(struct cursor *header) {
    uint32_t forms[FORMATS_MAX];
    struct value value;
    uint32_t formats = cursor_byte(header);
    for (uint32_t i = 0; i < formats && i < FORMATS_MAX; i++) {
        cursor_unsigned(header);
        forms[i] = cursor_unsigned(header);
    }
    uint32_t count = cursor_unsigned(header);
    if (count > header->size - header->at)
        header->is_broken = true;
    for (uint32_t i = 0; i < count && !header->is_broken; i++)
        for (uint32_t f = 0; f < formats && f < FORMATS_MAX; f++)
            if (!cursor_value(header, forms[f], &value))
                header->is_broken = true;
}

// ---- the header ----

// False if the unit cannot be read.
static bool read_header(struct program *program, struct cursor unit) {
    program->version = cursor_half(&unit);
    if (program->version < 2 || program->version > 5)
        return false;
    if (program->version == 5)
        cursor_half(&unit); // sizes of addresses and segments
    uint32_t length = cursor_word(&unit);
    struct cursor header = cursor_part(&unit, length);
    program->code = unit;
    program->shortest = cursor_byte(&header);
    if (program->version >= 4)
        cursor_byte(&header); // operations in an instruction
    cursor_byte(&header);
    program->line_base = (int32_t)cursor_byte(&header);
    if (program->line_base >= 128)
        program->line_base -= 256;
    program->line_range = cursor_byte(&header);
    program->opcode_base = cursor_byte(&header);
    for (uint32_t i = 1; i < program->opcode_base; i++)
        program->operands[i] = (uint8_t)cursor_byte(&header);
    if (program->version >= 5)
        skip_folders_of_5(&header);
    else
        while (!header.is_broken && cursor_text(&header)[0] != 0)
            ;
    program->files = header;
    return !header.is_broken && program->line_range != 0 && program->opcode_base != 0;
}

// ---- the program ----

// Takes the row as the end of the one before it, and as the start of the next.
static bool append(struct program *program, struct row *last, const struct row *row,
                   line_visitor *each, void *state) {
    struct source_line line = {last->address, row->address, NULL, last->line};
    bool goes_on = true;
    if (last->is_valid && line.start < line.end) {
        line.file = file_name(program, last->file);
        goes_on = each(state, &line);
    }
    *last = *row;
    last->is_valid = true;
    return goes_on;
}

static const struct row first_row = {0, 1, 1, false};

// An extended opcode. True at the end of a sequence.
static bool extended(struct program *program, struct row *row) {
    uint32_t size = cursor_unsigned(&program->code);
    struct cursor operands = cursor_part(&program->code, size);
    uint32_t opcode = cursor_byte(&operands);
    if (opcode == DW_LNE_set_address)
        row->address = cursor_word(&operands);
    return opcode == DW_LNE_end_sequence && !operands.is_broken;
}

static void standard(struct program *program, struct row *row, uint32_t opcode) {
    struct cursor *code = &program->code;
    uint32_t constant = (255 - program->opcode_base) / program->line_range * program->shortest;
    switch (opcode) {
    case DW_LNS_advance_pc: row->address += cursor_unsigned(code) * program->shortest; break;
    case DW_LNS_advance_line: row->line += (uint32_t)cursor_signed(code); break;
    case DW_LNS_set_file: row->file = cursor_unsigned(code); break;
    case DW_LNS_const_add_pc: row->address += constant; break;
    case DW_LNS_fixed_advance_pc: row->address += cursor_half(code); break;
    default:
        for (uint32_t i = 0; i < program->operands[opcode]; i++)
            cursor_unsigned(code);
        break;
    }
}

// False if the visitor has had enough.
static bool run(struct program *program, line_visitor *each, void *state) {
    struct row row = first_row, last = first_row;
    while (program->code.at < program->code.size) {
        uint32_t opcode = cursor_byte(&program->code);
        bool makes_row = opcode == DW_LNS_copy || opcode >= program->opcode_base;
        bool is_end = false;
        if (opcode >= program->opcode_base) {
            opcode -= program->opcode_base;
            row.address += opcode / program->line_range * program->shortest;
            row.line += (uint32_t)program->line_base + opcode % program->line_range;
        } else if (opcode == 0) {
            is_end = extended(program, &row);
        } else if (opcode != DW_LNS_copy) {
            standard(program, &row, opcode);
        }
        if ((makes_row || is_end) && !append(program, &last, &row, each, state))
            return false;
        if (is_end)
            row = last = first_row;
    }
    return true;
}

// Reads the header of the unit at the cursor, which goes on behind the unit.
static bool next_program(struct program *program, const struct image *image,
                         struct cursor *section) {
    uint32_t size = cursor_word(section);
    struct cursor unit = cursor_part(section, size);
    memset(program, 0, sizeof *program);
    program->image = image;
    return read_header(program, unit);
}

void image_lines(const struct image *image, line_visitor *each, void *state) {
    struct cursor section = image_section(image, ".debug_line");
    struct program program;
    while (section.at < section.size)
        if (next_program(&program, image, &section) && !run(&program, each, state))
            return;
}

const char *line_file(const struct image *image, uint32_t offset, uint32_t number) {
    struct cursor section = image_section(image, ".debug_line");
    struct program program;
    cursor_skip(&section, offset);
    if (section.is_broken || !next_program(&program, image, &section))
        return NULL;
    return file_name(&program, number);
}

struct search {
    uint32_t address;
    struct source_line *found;
};

static bool is_elsewhere(void *state, const struct source_line *line) {
    const struct search *search = state;
    if (search->address < line->start || search->address >= line->end)
        return true;
    *search->found = *line;
    return false;
}

bool image_line_at(const struct image *image, uint32_t address, struct source_line *line) {
    struct search search = {address, line};
    line->file = NULL;
    line->line = 0;
    image_lines(image, is_elsewhere, &search);
    return line->file != NULL;
}
