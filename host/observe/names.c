// Functions and lines of programs, sorted.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../core/environment.h"
#include "../../core/kernel/supervise.h"
#include "../../core/machine/page_table.h"
#include "../../core/machine/stack.h"
#include "../../core/memory.h"
#include "observe.h"

// ---- functions ----

static int compare_functions(const void *left, const void *right) {
    const struct function *a = left;
    const struct function *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    // Of several names for one place the function's, which is the one with a size, comes first.
    return a->end == b->end ? 0 : a->end > b->end ? -1 : 1;
}

// Sizes that are missing or overlap are what is left up to the next function; of several with one
// start the first stays. Labels within a function are none.
static void settle_functions(struct names *names) {
    struct function *functions = names->functions;
    uint32_t count = 1;
    for (uint32_t i = 1; i < names->function_count; i++) {
        struct function *last = &functions[count - 1];
        bool is_label = functions[i].end == functions[i].start;
        if (count > 1 &&
            (functions[i].start == last->start || (is_label && functions[i].start < last->end)))
            continue;
        functions[count++] = functions[i];
    }
    names->function_count = count;
    for (uint32_t i = 1; i < count; i++) {
        const struct segment *segment = image_segment_at(&names->image, functions[i].start);
        uint32_t limit = segment->address + segment->memory_size;
        if (i + 1 < count && functions[i + 1].start < limit)
            limit = functions[i + 1].start;
        if (functions[i].end == functions[i].start || functions[i].end > limit)
            functions[i].end = limit;
    }
}

static void read_functions(struct names *names) {
    const struct image *image = &names->image;
    names->functions = memory_new((image_symbol_count(image) + 1) * sizeof *names->functions);
    names->functions[0].name = "[unknown]";
    names->function_count = 1;
    for (uint32_t i = 0; i < image_symbol_count(image); i++) {
        struct symbol symbol = image_symbol(image, i);
        if (symbol.name == NULL || symbol.name[0] == '$' || symbol.name[0] == '.' ||
            !page_table_allows(image_segment_at(image, symbol.address)->permissions,
                               ACCESS_EXECUTE))
            continue;
        struct function *function = &names->functions[names->function_count++];
        function->start = symbol.address;
        function->end = symbol.address + (symbol.is_function ? symbol.size : 0);
        function->name = symbol.name;
    }
    qsort(names->functions + 1, names->function_count - 1, sizeof *names->functions,
          compare_functions);
    settle_functions(names);
}

uint32_t names_function(const struct names *names, uint32_t pc) {
    uint32_t low = 0;
    uint32_t high = names->function_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (names->functions[middle].start <= pc)
            low = middle;
        else
            high = middle;
    }
    return low > 0 && pc < names->functions[low].end ? low : 0;
}

void names_place(const struct names *names, uint32_t pc, char *text, size_t size) {
    const struct function *function = &names->functions[names_function(names, pc)];
    if (function == names->functions)
        snprintf(text, size, "?");
    else if (pc == function->start)
        snprintf(text, size, "%s", function->name);
    else
        snprintf(text, size, "%s+0x%x", function->name, (unsigned)(pc - function->start));
}

// ---- lines ----

static bool add_line(void *state, const struct source_line *line) {
    struct names *names = state;
    uint32_t count = names->line_count;
    if (line->file == NULL || line->end <= line->start)
        return true;
    if ((count & (count - 1)) == 0)
        names->lines =
            memory_resize(names->lines, (count == 0 ? 1 : 2 * count) * sizeof *names->lines);
    names->lines[names->line_count++] = *line;
    return true;
}

static int compare_lines(const void *left, const void *right) {
    const struct source_line *a = left;
    const struct source_line *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->end == b->end ? 0 : a->end < b->end ? -1 : 1;
}

const struct source_line *names_line(const struct names *names, uint32_t pc) {
    uint32_t low = 0;
    uint32_t high = names->line_count;
    while (high > low) {
        uint32_t middle = low + (high - low) / 2;
        if (names->lines[middle].start <= pc)
            low = middle + 1;
        else
            high = middle;
    }
    // Stretches hardly ever overlap.
    for (uint32_t i = 0; i < 8 && i < low; i++) {
        if (pc < names->lines[low - 1 - i].end)
            return &names->lines[low - 1 - i];
    }
    return NULL;
}

// ---- programs ----

static struct names *add(struct watching *watching, const char *program,
                         const struct image *image) {
    struct names *names = memory_new(sizeof *names);
    names->program = program;
    names->image = *image;
    read_functions(names);
    if (image->bytes != NULL)
        image_lines(image, add_line, names);
    if (names->line_count > 0)
        qsort(names->lines, names->line_count, sizeof *names->lines, compare_lines);
    for (uint32_t i = 1; i < names->function_count; i++) {
        const struct source_line *line = names_line(names, names->functions[i].start);
        names->functions[i].file = line != NULL ? line->file : NULL;
        names->functions[i].line = line != NULL ? line->line : 0;
    }
    names->next = watching->known;
    watching->known = names;
    return names;
}

// The names of an image; the same image has the same names.
static struct names *names_of_image(struct watching *watching, const char *program,
                                    const struct image *image) {
    for (struct names *names = watching->known; names != NULL; names = names->next) {
        if (names->image.size == image->size && image->size > 0 &&
            memcmp(names->image.bytes, image->bytes, image->size) == 0)
            return names;
    }
    // The supervisor gives its own back before the names are written.
    struct image copy = *image;
    image_keep_apart(&copy);
    copy.owned = memory_new(image->size);
    copy.bytes = memcpy(copy.owned, image->bytes, image->size);
    return add(watching, memory_text(program), &copy);
}

static struct names *names_unknown(struct watching *watching) {
    struct image none = {0};
    if (watching->unknown == NULL)
        watching->unknown = add(watching, "?", &none);
    return watching->unknown;
}

// Reads or compiles a program again, silently: messages were printed the first time.
static bool read_quietly(struct loader *loader, const char *program, struct image *image) {
    fflush(stderr);
    int before = dup(2);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (before < 0 || nowhere < 0)
        return false;
    dup2(nowhere, 2);
    bool found = program_read(loader, program, image) == 0;
    fflush(stderr);
    dup2(before, 2);
    close(before);
    close(nowhere);
    return found;
}

static bool is_same(const struct image *image, uint32_t entry, uint32_t headers, uint32_t count) {
    return entry == 0 || (image->entry == entry && image->headers_address == headers &&
                          image->header_count == count);
}

// The image of mixter as a guest.
static bool read_own(struct image *image) {
    struct own_image own;
    return environment_own_image(&own) == 0 && image_read_running(image, &own) == NULL;
}

static bool is_own_name(const char *program) {
    static const char *const names[] = {"hypster", "mixter", "mipster"};
    for (unsigned i = 0; i < 3; i++) {
        if (strcmp(program, names[i]) == 0)
            return true;
    }
    return false;
}

// Those of a program that is in a file, or is this one. NULL if it cannot be found or is not what
// begins with these auxiliary values.
static struct names *names_of_program(struct watching *watching, const char *program,
                                      uint32_t entry, uint32_t headers, uint32_t header_count) {
    struct image image;
    for (struct names *names = watching->known; names != NULL; names = names->next) {
        if (strcmp(names->program, program) == 0 &&
            is_same(&names->image, entry, headers, header_count))
            return names;
    }
    bool found =
        is_own_name(program) && read_own(&image) && is_same(&image, entry, headers, header_count);
    if (!found)
        found = read_quietly(watching->request.loader, program, &image) &&
                is_same(&image, entry, headers, header_count);
    return found ? names_of_image(watching, program, &image) : NULL;
}

// ---- whose names a context has ----

enum { AUXILIARY_PHDR = 3, AUXILIARY_PHNUM = 5, AUXILIARY_ENTRY = 9, AUXILIARY_EXECFN = 31 };
enum { WORDS_MOST = 0x20000, PROGRAM_SIZE = 4096 };

static bool text_at(const struct seen *seen, uint32_t address, char *text, uint32_t size) {
    uint32_t count = seen_bytes(seen, address, text, size);
    return count > 0 && memchr(text, 0, count) != NULL && text[0] != 0;
}

// What the stack of a program that has not begun yet says about it ("System V ABI, MIPS
// supplement", process initialization).
static struct names *names_by_stack(const struct seen *seen, uint32_t pointer) {
    char program[PROGRAM_SIZE];
    uint32_t values[AUXILIARY_EXECFN + 1] = {0};
    const uint32_t *word;
    unsigned lists = 0;
    for (uint32_t i = 1; i < WORDS_MOST; i++) {
        word = seen_word(seen, pointer + i * 4, ACCESS_READ);
        if (word == NULL)
            return NULL;
        if (lists < 2) { // arguments, environment
            lists += *word == 0;
            continue;
        }
        if (*word == 0)
            break;
        uint32_t type = *word;
        word = seen_word(seen, pointer + ++i * 4, ACCESS_READ);
        if (word != NULL && type <= AUXILIARY_EXECFN)
            values[type] = *word;
    }
    if (!text_at(seen, values[AUXILIARY_EXECFN], program, sizeof program))
        return NULL;
    return names_of_program(seen->contexts->watching, program, values[AUXILIARY_ENTRY],
                            values[AUXILIARY_PHDR], values[AUXILIARY_PHNUM]);
}

// True if the next instruction is that of the file.
static bool is_in_place(const struct seen *seen, const struct names *names) {
    uint32_t pc = seen->context[CONTEXT_PC];
    const struct segment *segment = image_segment_at(&names->image, pc);
    const uint32_t *word = seen_word(seen, pc, ACCESS_EXECUTE);
    return segment != NULL && pc - segment->address + 4 <= segment->file_size &&
           (word == NULL ||
            *word == image_word(names->image.bytes + segment->offset + (pc - segment->address)));
}

// The name of the program is what a stack begins with, at its upper end.
static struct names *names_by_top(const struct seen *seen) {
    char program[PROGRAM_SIZE];
    unsigned char byte = 1;
    uint32_t address = STACK_TOP - 5;
    while (byte != 0 && STACK_TOP - address < PROGRAM_SIZE)
        if (seen_bytes(seen, --address, &byte, 1) == 0)
            return NULL;
    if (!text_at(seen, address + 1, program, sizeof program))
        return NULL;
    struct names *names = names_of_program(seen->contexts->watching, program, 0, 0, 0);
    return names != NULL && is_in_place(seen, names) ? names : NULL;
}

void seen_name(struct seen *seen) {
    if (seen->names != NULL)
        return;
    if (seen->parent == NULL)
        seen->names =
            names_of_image(seen->contexts->watching, seen->process->program, &seen->process->image);
    else if (context_retired(seen->context) == 0)
        seen->names = names_by_stack(seen, seen->context[REGISTER_SP]);
    if (seen->names == NULL)
        seen->names = names_by_top(seen);
    if (seen->names == NULL)
        seen->names = names_unknown(seen->contexts->watching);
}
