// Lines and frames (DWARF 4, sections 6.2 and 6.4). A line program for each unit with a sequence
// for each function; one description of the common frame, and of each function how its words change
// it.
//
// What was moved into a delay slot keeps its line, but is no place to stop at: a statement of which
// nothing else is left there begins with the branch, or behind it. The last byte of the delay slot
// of a call has the line of the call (debug.c).

#include "../debug/dwarf.h"
#include "debug.h"

#include <string.h>

enum { WORD = 4, VERSION = 4, LINE_BASE = -5, LINE_RANGE = 14, OPCODE_BASE = 13 };

static struct buffer program;
static const char **files;
static uint32_t file_count, file_capacity;

static struct { // the registers of the line machine
    uint32_t address;
    uint32_t file;
    uint32_t line;
    bool is_statement;
} row;

struct position {
    uint32_t file;
    uint32_t line;
};

// ---- the program of a unit ----

void dwarf_start_lines(void) {
    program.size = 0;
    file_count = 0;
}

uint32_t dwarf_file(const char *name) {
    for (uint32_t i = file_count; i > 0; i--)
        if (files[i - 1] == name || strcmp(files[i - 1], name) == 0)
            return i;
    files = array_room(files, &file_capacity, file_count, sizeof *files);
    files[file_count++] = name;
    return file_count;
}

// The address of the next row, if no special opcode brings it about.
static void put_address(uint32_t address) {
    uint32_t bytes = address - row.address;
    buffer_append_byte(&program, bytes % WORD == 0 ? DW_LNS_advance_pc : DW_LNS_fixed_advance_pc);
    if (bytes % WORD == 0)
        dwarf_uleb(&program, bytes / WORD);
    else
        dwarf_half(&program, bytes);
}

static void put_row(uint32_t address, struct position position, bool is_statement,
                    bool ends_prologue) {
    int64_t lines = (int64_t)position.line - row.line;
    uint32_t bytes = address - row.address, words = bytes / WORD;
    if (position.file != row.file) {
        buffer_append_byte(&program, DW_LNS_set_file);
        dwarf_uleb(&program, position.file);
    }
    if (is_statement != row.is_statement)
        buffer_append_byte(&program, DW_LNS_negate_stmt);
    if (ends_prologue)
        buffer_append_byte(&program, DW_LNS_set_prologue_end);
    if (lines < LINE_BASE || lines >= LINE_BASE + LINE_RANGE) {
        buffer_append_byte(&program, DW_LNS_advance_line);
        dwarf_sleb(&program, lines);
        lines = 0;
    }
    if (bytes % WORD != 0 || words > (255 - OPCODE_BASE) / LINE_RANGE - 1) {
        put_address(address);
        words = 0;
    }
    if (words == 0 && lines == 0)
        buffer_append_byte(&program, DW_LNS_copy);
    else
        buffer_append_byte(&program,
                           (int)(lines - LINE_BASE) + LINE_RANGE * (int)words + OPCODE_BASE);
    row.address = address;
    row.file = position.file;
    row.line = position.line;
    row.is_statement = is_statement;
}

static void put_extended(uint32_t operation, uint32_t operands) {
    buffer_append_byte(&program, 0);
    dwarf_uleb(&program, 1 + operands);
    buffer_append_byte(&program, (int)operation);
}

static struct position position_of(place_t place) {
    struct position position;
    const char *name;
    source_position(place, &name, &position.line, NULL);
    position.file = dwarf_file(name);
    return position;
}

static bool is_same(struct position one, struct position other) {
    return one.file == other.file && one.line == other.line;
}

// A statement that is only in a delay slot: where to stop at it.
static void put_anchor(const struct place_in_image *image, const struct position *positions,
                       uint32_t i) {
    const struct line *lines = image->lines;
    uint32_t slot = lines[i].offset;
    if (lines[i].anchor != ANCHOR_BEFORE || i == 0)
        return;
    if (i >= 2 && lines[i - 1].offset == slot - WORD && is_same(positions[i - 2], positions[i]))
        return;
    put_row(image->offset + slot - WORD, positions[i], true, false);
    put_row(image->offset + slot - WORD, positions[i - 1], false, false);
}

static void put_slot(const struct place_in_image *image, const struct position *positions,
                     uint32_t i) {
    const struct line *lines = image->lines;
    uint32_t address = image->offset + lines[i].offset;
    bool has_next = i + 1 < image->line_count;
    put_anchor(image, positions, i);
    bool is_alone =
        lines[i].anchor == ANCHOR_BEHIND && !(has_next && is_same(positions[i + 1], positions[i]));
    put_row(address, positions[i], is_alone && !has_next, false);
    if (i > 0 && debug_is_call_slot(image->words, lines[i].offset / WORD))
        put_row(address + WORD - 1, positions[i - 1], false, false);
    if (is_alone && has_next)
        put_row(address + WORD, positions[i], true, false);
}

void dwarf_lines(const struct place_in_image *image) {
    struct position *positions = allocate((image->line_count + 1) * sizeof *positions);
    bool in_prologue = true;
    if (image->line_count == 0)
        return;
    for (uint32_t i = 0; i < image->line_count; i++)
        positions[i] = position_of(image->lines[i].place);
    put_extended(DW_LNE_set_address, WORD);
    buffer_append_word(&program, image->offset);
    row.address = image->offset;
    row.file = row.line = 1;
    row.is_statement = true;
    for (uint32_t i = 0; i < image->line_count; i++) {
        const struct line *line = &image->lines[i];
        struct position before = {row.file, row.line};
        bool is_same_row = i > 0 && is_same(before, positions[i]);
        bool ends_prologue =
            in_prologue && !line->is_slot && line->place != place_in_file(image->object->place);
        if (is_same_row && !ends_prologue)
            continue;
        if (line->is_slot) {
            put_slot(image, positions, i);
            continue;
        }
        bool goes_on = i >= 2 && image->lines[i - 1].is_slot &&
                       is_same(positions[i], positions[i - 2]) && !ends_prologue;
        put_row(image->offset + line->offset, positions[i], !goes_on, ends_prologue);
        if (ends_prologue)
            in_prologue = false;
    }
    put_address(image->offset + image->size);
    put_extended(DW_LNE_end_sequence, 0);
}

void dwarf_end_lines(void) {
    static const unsigned char operands[OPCODE_BASE - 1] = {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};
    struct buffer *to = &dwarf[DWARF_LINE];
    uint32_t start = to->size;
    buffer_append_word(to, 0);
    buffer_append_byte(to, VERSION);
    buffer_append_byte(to, 0);
    buffer_append_word(to, 0);
    buffer_append_byte(to, WORD); // shortest instruction
    buffer_append_byte(to, 1);    // operations in one
    buffer_append_byte(to, 1);    // rows are statements at first
    buffer_append_byte(to, LINE_BASE + 256);
    buffer_append_byte(to, LINE_RANGE);
    buffer_append_byte(to, OPCODE_BASE);
    buffer_append(to, operands, sizeof operands);
    buffer_append_byte(to, 0); // no folders
    for (uint32_t i = 0; i < file_count; i++) {
        buffer_append(to, files[i], (uint32_t)strlen(files[i]) + 1);
        for (int j = 0; j < 3; j++) // folder, time and size are not known
            buffer_append_byte(to, 0);
    }
    buffer_append_byte(to, 0);
    dwarf_patch(to, start + 6, to->size - start - 10);
    buffer_append(to, program.bytes, program.size);
    dwarf_patch(to, start, to->size - start - WORD);
}

// ---- frames ----

// Pads an entry to words and sets its length.
static void end_entry(struct buffer *to, uint32_t start) {
    while ((to->size - start) % WORD != 0)
        buffer_append_byte(to, 0);
    dwarf_patch(to, start, to->size - start - WORD);
}

// The frame on entry: $sp is that of the caller, $ra the return address.
static void write_common(struct buffer *to) {
    buffer_append_word(to, 0);
    buffer_append_word(to, 0xffffffffu);
    buffer_append_byte(to, VERSION);
    buffer_append_byte(to, 0); // nothing but what the standard has
    buffer_append_byte(to, WORD);
    buffer_append_byte(to, 0);
    dwarf_uleb(to, WORD);
    dwarf_sleb(to, -WORD);
    dwarf_uleb(to, REGISTER_RA);
    buffer_append_byte(to, DW_CFA_def_cfa);
    dwarf_uleb(to, REGISTER_SP);
    dwarf_uleb(to, 0);
    end_entry(to, 0);
}

static void advance(struct buffer *to, uint32_t words) {
    if (words == 0)
        return;
    if (words < 64) {
        buffer_append_byte(to, (int)(DW_CFA_advance_loc + words));
    } else if (words < 256) {
        buffer_append_byte(to, DW_CFA_advance_loc1);
        buffer_append_byte(to, (int)words);
    } else if (words < 65536) {
        buffer_append_byte(to, DW_CFA_advance_loc2);
        dwarf_half(to, words);
    } else {
        buffer_append_byte(to, DW_CFA_advance_loc4);
        buffer_append_word(to, words);
    }
}

// Registers of the unit for floating point are saved in pairs.
static uint32_t words_in(reg_t reg) {
    return reg >= REGISTER_F0 ? 2 : 1;
}

static void write_effect(struct buffer *to, const struct debug_function *debug,
                         enum effect effect) {
    if (effect == EFFECT_POINTER || effect == EFFECT_NO_POINTER) {
        buffer_append_byte(to, DW_CFA_def_cfa_register);
        dwarf_uleb(to, effect == EFFECT_POINTER ? REGISTER_FRAME : REGISTER_SP);
    } else if (effect == EFFECT_FRAME || effect == EFFECT_NO_FRAME) {
        buffer_append_byte(to, DW_CFA_def_cfa_offset);
        dwarf_uleb(to, effect == EFFECT_FRAME ? debug->frame_size : 0);
    } else if (effect >= EFFECT_RESTORED) {
        reg_t reg = effect - EFFECT_RESTORED;
        for (uint32_t i = 0; i < words_in(reg); i++)
            buffer_append_byte(to, (int)(DW_CFA_restore + reg + i));
    } else {
        reg_t reg = effect - EFFECT_SAVED;
        for (uint32_t i = 0; i < words_in(reg); i++) {
            buffer_append_byte(to, (int)(DW_CFA_offset + reg + i));
            dwarf_uleb(to, (uint32_t)-debug->saved[reg] / WORD - i);
        }
    }
}

static void write_frame(struct buffer *to, const struct place_in_image *image) {
    const struct debug_function *debug = image->debug;
    uint32_t start = to->size, at = 0;
    buffer_append_word(to, 0);
    buffer_append_word(to, 0); // the common one
    buffer_append_word(to, image->offset);
    buffer_append_word(to, image->size);
    if (debug == NULL && strcmp(image->object->name->text, "_start") == 0) {
        buffer_append_byte(to, DW_CFA_undefined); // it has no caller
        dwarf_uleb(to, REGISTER_RA);
    }
    for (uint32_t i = 0; debug != NULL && i < debug->effect_count; i++) {
        const struct debug_effect *effect = &debug->effects[i];
        if (effect->is_last)
            continue;
        advance(to, (effect->offset + WORD - at) / WORD);
        at = effect->offset + WORD;
        write_effect(to, debug, effect->effect);
    }
    end_entry(to, start);
}

void dwarf_frames(void) {
    struct buffer *to = &dwarf[DWARF_FRAME];
    write_common(to);
    for (uint32_t i = 0; i < layout.count; i++)
        if (layout.images[i]->section == SECTION_TEXT)
            write_frame(to, layout.images[i]);
}
