// Line programs (DWARF 5, section 6.2; 2 to 4 differ in their headers only).
#include "lines.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cursor.h"
#include "dwarf.h"

enum { OPCODES = 256, FORMATS_MAX = 16, NAME_MAX = 4096 };

struct program {
    const struct image *image;
    struct cursor code;
    struct cursor folders; // the tables, from their starts on
    struct cursor files;
    uint32_t version;
    uint32_t shortest; // instruction, in bytes
    int32_t line_base;
    uint32_t line_range;
    uint32_t opcode_base;
    uint8_t operands[OPCODES]; // of standard opcodes
    struct file *list;         // of files, once one is asked for
    uint32_t file_count;
    bool has_address; // only rows that hold this one are of interest
    uint32_t address;
};

struct file {
    const char *name;
    uint32_t folder;
    bool is_joined; // with its folder
};

struct row {
    uint32_t address;
    uint32_t file;
    uint32_t line;
    bool is_valid; // there is one before it in its sequence
};

// ---- files ----

// How entries of a table of version 5 are built, which they say themselves.
struct formats {
    uint32_t count;
    uint32_t kinds[FORMATS_MAX];
    uint32_t forms[FORMATS_MAX];
};

// The head of such a table; how many entries it has.
static uint32_t read_formats(struct cursor *table, struct formats *formats) {
    formats->count = cursor_byte(table);
    if (formats->count > FORMATS_MAX)
        table->is_broken = true;
    for (uint32_t i = 0; i < formats->count && !table->is_broken; i++) {
        formats->kinds[i] = cursor_unsigned(table);
        formats->forms[i] = cursor_unsigned(table);
    }
    uint32_t count = cursor_unsigned(table);
    if (count > table->size - table->at)
        table->is_broken = true;
    return table->is_broken || formats->count == 0 ? 0 : count;
}

static bool next_of_5(const struct image *image, struct cursor *table,
                      const struct formats *formats, struct file *file) {
    *file = (struct file){NULL, 0, false};
    for (uint32_t i = 0; i < formats->count; i++) {
        struct value value;
        if (!cursor_value(table, formats->forms[i], &value)) {
            table->is_broken = true;
            return false;
        }
        if (formats->kinds[i] == DW_LNCT_path)
            file->name = value_text(image, &value);
        else if (formats->kinds[i] == DW_LNCT_directory_index)
            file->folder = value.number;
    }
    return true;
}

static bool next_of_4(struct cursor *table, struct file *file) {
    *file = (struct file){cursor_text(table), 0, false};
    if (table->is_broken || file->name[0] == 0)
        return false;
    file->folder = cursor_unsigned(table);
    cursor_unsigned(table); // time and size
    cursor_unsigned(table);
    return !table->is_broken;
}

static void add_file(struct program *program, const struct file *file) {
    uint32_t count = program->file_count;
    if ((count & (count - 1)) == 0) {
        struct file *list =
            realloc(program->list, (count == 0 ? 1 : 2 * (size_t)count) * sizeof *list);
        if (list == NULL)
            return;
        program->list = list;
    }
    program->list[program->file_count++] = *file;
}

static void list_files(struct program *program) {
    struct cursor table = program->files;
    struct formats formats;
    struct file file = {NULL, 0, false};
    if (program->version < 5) {
        add_file(program, &file); // they count from 1 on
        while (next_of_4(&table, &file))
            add_file(program, &file);
        return;
    }
    uint32_t count = read_formats(&table, &formats);
    for (uint32_t i = 0; i < count && next_of_5(program->image, &table, &formats, &file); i++)
        add_file(program, &file);
}

// The folder with a number; NULL: the one that the compiler was called in, or not known.
static const char *folder_name(const struct program *program, uint32_t number) {
    struct cursor table = program->folders;
    struct formats formats;
    struct file folder = {NULL, 0, false};
    if (number == 0)
        return NULL;
    if (program->version < 5) {
        for (; number > 0 && !table.is_broken; number--)
            folder.name = cursor_text(&table);
        return folder.name;
    }
    uint32_t count = read_formats(&table, &formats);
    for (uint32_t i = 0; i <= number && i < count; i++) {
        if (!next_of_5(program->image, &table, &formats, &folder))
            return NULL;
    }
    return number < count ? folder.name : NULL;
}

// Puts the folder before the name. Names of files that are longer in all than the program are left
// as they are.
static void join(const struct program *program, struct file *file) {
    struct tables *tables = tables_of(program->image);
    const char *folder = file->name[0] == '/' ? NULL : folder_name(program, file->folder);
    file->is_joined = true;
    if (folder == NULL || folder[0] == 0 || tables == NULL)
        return;
    size_t size = strlen(folder) + strlen(file->name) + 2;
    if (size > NAME_MAX || size > program->image->size - tables->name_bytes)
        return;
    char *name = image_keep(program->image, size);
    if (name == NULL)
        return;
    tables->name_bytes += (uint32_t)size;
    snprintf(name, size, "%s/%s", folder, file->name);
    file->name = name;
}

static const char *file_name(struct program *program, uint32_t number) {
    if (program->list == NULL)
        list_files(program);
    if (number >= program->file_count || program->list[number].name == NULL)
        return NULL;
    if (!program->list[number].is_joined)
        join(program, &program->list[number]);
    return program->list[number].name;
}

static void skip_folders(const struct program *program, struct cursor *header) {
    struct formats formats;
    struct file folder;
    if (program->version < 5) {
        while (!header->is_broken && cursor_text(header)[0] != 0)
            ;
        return;
    }
    uint32_t count = read_formats(header, &formats);
    for (uint32_t i = 0; i < count && next_of_5(program->image, header, &formats, &folder); i++)
        ;
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
    program->folders = header;
    skip_folders(program, &header);
    program->files = header;
    return !header.is_broken && program->line_range != 0 && program->opcode_base != 0;
}

// ---- the program ----

// Takes the row as the end of the one before it, and as the start of the next.
static bool append(struct program *program, struct row *last, const struct row *row,
                   line_visitor *each, void *state) {
    struct source_line line = {last->address, row->address, NULL, last->line};
    bool goes_on = true;
    bool is_wanted =
        !program->has_address || (program->address >= line.start && program->address < line.end);
    if (last->is_valid && line.start < line.end && is_wanted) {
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

// False if the visitor returned false.
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

static bool run_all(const struct image *image, const uint32_t *address, line_visitor *each,
                    void *state) {
    struct cursor section = image_section(image, ".debug_line");
    struct program program;
    bool goes_on = true;
    while (section.at < section.size && goes_on) {
        if (!next_program(&program, image, &section))
            continue;
        program.has_address = address != NULL;
        program.address = address != NULL ? *address : 0;
        goes_on = run(&program, each, state);
        free(program.list);
    }
    return goes_on;
}

void image_lines(const struct image *image, line_visitor *each, void *state) {
    run_all(image, NULL, each, state);
}

// The program at an offset in .debug_line. False if there is none.
static bool program_at(struct program *program, const struct image *image, uint32_t offset) {
    struct cursor section = image_section(image, ".debug_line");
    cursor_skip(&section, offset);
    return !section.is_broken && next_program(program, image, &section);
}

const char *line_file(const struct image *image, uint32_t offset, uint32_t number) {
    struct program program;
    if (!program_at(&program, image, offset))
        return NULL;
    const char *name = file_name(&program, number);
    free(program.list);
    return name;
}

static bool take(void *state, const struct source_line *line) {
    *(struct source_line *)state = *line;
    return false;
}

// The line program of its unit has an address, unless that is assembled by hand.
bool image_line_at(const struct image *image, uint32_t address, struct source_line *line) {
    struct program program;
    uint32_t offset;
    line->file = NULL;
    line->line = 0;
    bool goes_on = true;
    if (unit_lines_of_code(image, address, &offset) && program_at(&program, image, offset)) {
        program.has_address = true;
        program.address = address;
        goes_on = run(&program, take, line);
        free(program.list);
    }
    if (goes_on)
        run_all(image, &address, take, line);
    return line->file != NULL;
}
