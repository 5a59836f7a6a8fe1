// One line for each word: address, word, instruction, and where it branches to by name.
#include "disasm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "debug/cursor.h"
#include "debug/lines.h"
#include "isa/isa.h"
#include "kernel/supervise.h"
#include "output.h"

// Symbols of code, by address.
struct names {
    struct symbol *symbols;
    uint32_t count;
};

// Lines of code, by address.
struct lines {
    struct source_line *rows;
    uint32_t count;
    uint32_t capacity;
    uint32_t next; // to print
};

enum { OPTION_LINES };

static const struct option_row options_of_disasm[] = {
    {OPTION_LINES, "--lines", NULL, "also the source lines, of programs compiled with -g"},
    {0, NULL, NULL, NULL},
};

// ---- lines ----

static bool add_line(void *state, const struct source_line *line) {
    struct lines *lines = state;
    if (lines->count == lines->capacity) {
        uint32_t capacity = lines->capacity == 0 ? 1024 : lines->capacity * 2;
        struct source_line *rows = realloc(lines->rows, capacity * sizeof *rows);
        if (rows == NULL)
            return false;
        lines->rows = rows;
        lines->capacity = capacity;
    }
    lines->rows[lines->count++] = *line;
    return true;
}

static int compare_lines(const void *left, const void *right) {
    const struct source_line *a = left;
    const struct source_line *b = right;
    return a->start < b->start ? -1 : a->start > b->start;
}

// Prints the symbol or source line that begins at an address.
static void print_line(struct lines *lines, uint32_t address) {
    const struct source_line *last = lines->next > 0 ? &lines->rows[lines->next - 1] : NULL;
    while (lines->next < lines->count && lines->rows[lines->next].start < address)
        lines->next++;
    if (lines->next == lines->count || lines->rows[lines->next].start != address)
        return;
    const struct source_line *line = &lines->rows[lines->next++];
    if (line->file != NULL && (last == NULL || last->file == NULL || last->line != line->line ||
                               strcmp(last->file, line->file) != 0))
        printf("%s:%u\n", line->file, (unsigned)line->line);
}

// ---- symbols ----

static int compare_symbols(const void *left, const void *right) {
    const struct symbol *a = left;
    const struct symbol *b = right;
    if (a->address != b->address)
        return a->address < b->address ? -1 : 1;
    if (a->is_function != b->is_function)
        return a->is_function ? -1 : 1;
    return strcmp(a->name, b->name);
}

static struct names read_names(const struct image *image) {
    struct names names = {malloc((image_symbol_count(image) + 1) * sizeof(struct symbol)), 0};
    if (names.symbols == NULL)
        return names;
    for (uint32_t i = 0; i < image_symbol_count(image); i++) {
        struct symbol symbol = image_symbol(image, i);
        if (symbol.name == NULL ||
            image_segment_at(image, symbol.address)->permissions < ACCESS_EXECUTE)
            continue;
        if (symbol.is_function || symbol.address % 4 == 0)
            names.symbols[names.count++] = symbol;
    }
    qsort(names.symbols, names.count, sizeof(struct symbol), compare_symbols);
    return names;
}

// The first of the symbols with the highest address that is not above the given one, or the first
// of all, as objdump has it; NULL if there are none.
static const struct symbol *name_at(const struct names *names, uint32_t address) {
    uint32_t low = 0;
    uint32_t high = names->count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (names->symbols[middle].address <= address)
            low = middle + 1;
        else
            high = middle;
    }
    if (names->count == 0)
        return NULL;
    if (low > 0)
        low--;
    while (low > 0 && names->symbols[low - 1].address == names->symbols[low].address)
        low--;
    return &names->symbols[low];
}

static void print_instruction(const struct names *names, uint32_t word, uint32_t address) {
    char text[64];
    uint32_t target;
    isa_disassemble(word, address, text, sizeof text);
    printf("%8x:\t%08x \t", (unsigned)address, (unsigned)word);
    const struct symbol *symbol = NULL;
    if (isa_target(isa_decode(word), word, address, &target))
        symbol = name_at(names, target);
    if (symbol == NULL) {
        printf("%s\n", text);
        return;
    }
    // objdump leaves out 0x where it can name the target.
    char *number = strstr(text, "0x");
    *number = 0;
    printf("%s%x <%s", text, (unsigned)target, symbol->name);
    if (target > symbol->address)
        printf("+0x%x", (unsigned)(target - symbol->address));
    if (target < symbol->address)
        printf("-0x%x", (unsigned)(symbol->address - target));
    printf(">\n");
}

static void print_code(const struct names *names, struct lines *lines, uint32_t address,
                       const unsigned char *bytes, uint32_t size) {
    for (uint32_t offset = (0u - address) % 4; offset + 4 <= size; offset += 4) {
        uint32_t at = address + offset;
        const struct symbol *symbol = name_at(names, at);
        if (symbol != NULL && symbol->address == at)
            printf("\n%08x <%s>:\n", (unsigned)at, symbol->name);
        print_line(lines, at);
        print_instruction(names, image_word(bytes + offset), at);
    }
}

// ---- files without sections: what their headers do not say is something else is code ----

struct part { // of the file
    uint32_t start;
    uint32_t end;
};

static void leave_out(struct part *code, uint32_t offset, uint32_t size) {
    if (code->start - offset < size)
        code->start = offset + size;
    else if (offset > code->start && offset < code->end && size > 0)
        code->end = offset;
}

// Cuts a part of the file to the first code in it.
static void cut_to_code(const struct image *image, struct part *code) {
    enum { ELF_HEADER_SIZE = 52, HEADER_SIZE = 32, TYPE_LOAD = 1 };
    uint32_t headers = image_word(image->bytes + 28), start;
    do {
        start = code->start;
        leave_out(code, 0, ELF_HEADER_SIZE);
        leave_out(code, headers, image->header_count * HEADER_SIZE);
        for (uint32_t i = 0; i < image->header_count; i++) {
            const unsigned char *header = image->bytes + headers + i * HEADER_SIZE;
            if (image_word(header) != TYPE_LOAD) // a note, for example
                leave_out(code, image_word(header + 4), image_word(header + 16));
        }
    } while (code->start != start);
}

static void print_segment(const struct image *image, const struct names *names, struct lines *lines,
                          const struct segment *segment) {
    uint32_t end = segment->offset + segment->file_size;
    printf("\nSegment at 0x%x:\n", (unsigned)segment->address);
    for (uint32_t offset = segment->offset; offset < end;) {
        struct part code = {offset, end};
        cut_to_code(image, &code);
        if (code.start < code.end)
            print_code(names, lines, segment->address + (code.start - segment->offset),
                       image->bytes + code.start, code.end - code.start);
        offset = code.start < code.end ? code.end : code.start;
    }
}

// ---- all of it ----

static void print_image(const struct image *image, const struct names *names, struct lines *lines) {
    struct code_section section;
    uint32_t number = 0, found = 0;
    for (; image_code_section(image, &number, &section); found++) {
        printf("\nDisassembly of section %s:\n", section.name);
        lines->next = 0;
        print_code(names, lines, section.address, section.bytes, section.size);
    }
    for (uint32_t i = 0; found == 0 && i < image->segment_count; i++) {
        if ((image->segments[i].permissions & ACCESS_EXECUTE) != 0)
            print_segment(image, names, lines, &image->segments[i]);
    }
}

static int disasm_main(int argc, char **argv) {
    struct command_line line = {.command = &disasm_command, .argc = argc, .argv = argv, .next = 1};
    struct lines lines = {0};
    bool with_lines = false;
    int option;
    while ((option = command_line_option(&line)) == OPTION_LINES)
        with_lines = true;
    if (option == OPTIONS_WRONG)
        return STATUS_USAGE;
    if (line.next != argc - 1) {
        fprintf(stderr,
                "mixter disasm: exactly one program is needed (see mixter disasm --help)\n");
        return STATUS_USAGE;
    }
    struct image image;
    const char *path = argv[line.next];
    struct loader loader = {.command = "mixter disasm"};
    uint32_t status = program_read(&loader, path, &image);
    loader_end(&loader);
    if (status != 0)
        return (int)status;
    struct names names = read_names(&image);
    if (with_lines)
        image_lines(&image, add_line, &lines);
    if (lines.count > 0)
        qsort(lines.rows, lines.count, sizeof *lines.rows, compare_lines);
    printf("\n%s:     file format elf32-tradlittlemips\n\n", path);
    print_image(&image, &names, &lines);
    free(names.symbols);
    free(lines.rows);
    image_free(&image);
    return output_finish("mixter disasm");
}

const struct command disasm_command = {
    .name = "mixter disasm",
    .summary = "print the instructions of a program",
    .usage = "Usage: mixter disasm [--lines] PROGRAM\n"
             "Prints the instructions of a MIPS executable, or of a .c file, compiled first.\n\n",
    .tables = {options_of_disasm},
    .run = disasm_main};
