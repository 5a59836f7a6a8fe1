// Names of addresses and places.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "../../core/machine/context.h"
#include "page.h"

const char *page_path(const struct page *page) {
    return page->debugger->inferiors[page->shown].path;
}

const struct image *page_image(const struct page *page, uint32_t inferior) {
    const struct image *image = inferior == 0 ? &page->debugger->image : &page->hypervisor;
    bool is_known = page->debugger->inferiors[inferior].bytes != NULL && image->bytes != NULL;
    return is_known ? image : NULL;
}

struct location page_locate(const struct page *page, uint32_t inferior, uint32_t pc) {
    const struct image *image = page_image(page, inferior);
    struct location location = {0};
    struct code_frame frame = {0};
    if (image == NULL || image_segment_at(image, pc) == NULL)
        return location;
    struct symbol symbol = image_function_at(image, pc);
    bool is_known = image_frames_at(image, pc, &frame, 1) > 0;
    location.function = is_known && frame.function != NULL ? frame.function : symbol.name;
    location.offset = symbol.name != NULL ? pc - symbol.address : 0;
    location.file = frame.place.file;
    location.line = frame.place.line;
    return location;
}

bool page_word(const struct page *page, uint32_t address, uint32_t *word) {
    unsigned char bytes[4];
    if (mixter_read_memory(page->debugger->machine, page_path(page), address, bytes, 4, NULL) !=
        MIXTER_OK)
        return false;
    *word = image_word(bytes);
    return true;
}

// ---- from addresses to names ----

// The symbol that has an address within its size, or as its own.
static bool find_symbol(const struct image *image, uint32_t address, struct symbol *found) {
    bool is_found = false;
    for (uint32_t i = 0; i < image_symbol_count(image); i++) {
        struct symbol symbol = image_symbol(image, i);
        bool is_in = symbol.name != NULL && symbol.name[0] != '$' && symbol.name[0] != '.' &&
                     (address == symbol.address || address - symbol.address < symbol.size);
        if (is_in && (!is_found || symbol.address > found->address)) {
            *found = symbol;
            is_found = true;
        }
    }
    return is_found;
}

bool page_name(const struct page *page, uint32_t address, char *text, size_t size) {
    const struct image *image = page_image(page, page->shown);
    struct symbol symbol;
    if (image == NULL || image_segment_at(image, address) == NULL ||
        !find_symbol(image, address, &symbol))
        return false;
    if (address == symbol.address)
        snprintf(text, size, "%s", symbol.name);
    else
        snprintf(text, size, "%s+%u", symbol.name, (unsigned)(address - symbol.address));
    return true;
}

// ---- from names to addresses ----

static bool register_value(const struct page *page, const char *name, size_t length,
                           uint32_t *value) {
    const struct mixter_registers *registers = &page->registers;
    for (uint32_t i = 0; i < 32; i++) {
        const char *known = isa_register_names[i];
        if (strlen(known) == length && memcmp(known, name, length) == 0) {
            *value = registers->general[i];
            return page->has_registers;
        }
    }
    *value = registers->pc;
    return page->has_registers && length == 2 && memcmp(name, "pc", 2) == 0;
}

static bool symbol_value(const struct page *page, const char *name, size_t length,
                         uint32_t *value) {
    const struct image *image = page_image(page, page->shown);
    for (uint32_t i = 0; image != NULL && i < image_symbol_count(image); i++) {
        struct symbol symbol = image_symbol(image, i);
        if (symbol.name == NULL || strlen(symbol.name) != length ||
            memcmp(symbol.name, name, length) != 0)
            continue;
        *value = symbol.address;
        return true;
    }
    return false;
}

static bool term_value(const struct page *page, const char *term, size_t length, uint32_t *value) {
    char *end;
    if (term[0] == '$')
        return register_value(page, term + 1, length - 1, value);
    if (term[0] >= '0' && term[0] <= '9') {
        unsigned long long number = strtoull(term, &end, 0);
        *value = (uint32_t)number;
        return number <= UINT32_MAX && (size_t)(end - term) == length;
    }
    return symbol_value(page, term, length, value) || register_value(page, term, length, value);
}

bool page_address(struct page *page, const char *text, uint32_t *address) {
    bool is_pointer = text[0] == '*';
    const char *term = text + is_pointer;
    uint32_t sign = 1, sum = 0, value;
    for (;;) {
        size_t length = strcspn(term, "+-");
        if (length == 0 || !term_value(page, term, length, &value)) {
            page_message(page, "no address: %.*s (a number, $register or symbol, + or -)",
                         (int)(length > 40 ? 40 : length), term);
            return false;
        }
        sum += sign * value;
        if (term[length] == 0)
            break;
        sign = term[length] == '+' ? 1u : 0xffffffffu;
        term += length + 1;
    }
    *address = sum;
    if (!is_pointer || page_word(page, sum & ~3u, address))
        return true;
    page_message(page, "there is no memory at 0x%08x", (unsigned)sum);
    return false;
}

// ---- places in code ----

struct search {
    const char *file;
    uint32_t line;
    uint32_t best; // the line at or next behind
    uint32_t *addresses;
    uint32_t count;
    uint32_t most;
    uint32_t after; // where the last range ended; or what a range contains,
    uint32_t end;   // and its end
};

static bool is_file(const char *known, const char *wanted) {
    size_t length = strlen(known), size = strlen(wanted);
    return length >= size && strcmp(known + length - size, wanted) == 0 &&
           (length == size || known[length - size - 1] == '/' || known[length - size - 1] == '<');
}

static bool choose_line(void *state, const struct source_line *range) {
    struct search *search = state;
    if (range->file != NULL && range->line >= search->line && range->line < search->best &&
        is_file(range->file, search->file))
        search->best = range->line;
    return true;
}

// Ranges that follow each other are one place.
static bool collect_line(void *state, const struct source_line *range) {
    struct search *search = state;
    bool is_it = range->file != NULL && range->line == search->best &&
                 is_file(range->file, search->file) && range->end > range->start;
    if (is_it && range->start != search->after && search->count < search->most)
        search->addresses[search->count++] = range->start;
    if (is_it)
        search->after = range->end;
    return true;
}

static uint32_t find_line(struct page *page, const char *file, uint32_t line, uint32_t *addresses,
                          uint32_t most) {
    struct search search = {
        .file = file, .line = line, .best = UINT32_MAX, .addresses = addresses, .most = most};
    const struct image *image = page_image(page, page->shown);
    if (image != NULL) {
        image_lines(image, choose_line, &search);
        image_lines(image, collect_line, &search);
    }
    if (search.count == 0)
        page_message(page, "no code at or behind %s:%u", file, (unsigned)line);
    return search.count;
}

static bool find_range(void *state, const struct source_line *range) {
    struct search *search = state;
    if (search->after < range->start || search->after >= range->end)
        return true;
    search->end = range->end;
    return false;
}

static bool file_word(const struct image *image, uint32_t address, uint32_t *word) {
    const struct segment *segment = image_segment_at(image, address);
    if (segment == NULL || address - segment->address + 4 > segment->file_size)
        return false;
    *word = image_word(image_at(image, segment->offset + (address - segment->address)));
    return true;
}

uint32_t page_body(const struct page *page, uint32_t function) {
    const struct image *image = page_image(page, page->shown);
    struct search search = {.after = function};
    uint32_t word;
    if (image != NULL)
        image_lines(image, find_range, &search);
    for (uint32_t at = function; at < search.end; at += 4) {
        bool makes_frame = file_word(image, at, &word) && isa_decode(word) == ISA_ADDIU &&
                           isa_rt(word) == 29 && isa_rs(word) == 29;
        if (makes_frame)
            return search.end;
    }
    return function;
}

static uint32_t find_function(struct page *page, const char *name, uint32_t *address) {
    if (!symbol_value(page, name, strlen(name), address)) {
        page_message(page, "no such place: %.60s (FILE:LINE, LINE, FUNCTION or *ADDRESS)", name);
        return 0;
    }
    *address = page_body(page, *address);
    return 1;
}

uint32_t page_code(struct page *page, const char *place, uint32_t *addresses, uint32_t most) {
    const char *colon = strrchr(place, ':');
    const char *number = colon != NULL ? colon + 1 : place;
    struct location here = page_locate(page, page->shown, page->registers.pc);
    char file[MESSAGE_SIZE];
    if (place[0] == '*' || (place[0] == '0' && (place[1] | 0x20) == 'x')) {
        if (!page_address(page, place + (place[0] == '*'), addresses))
            return 0;
        *addresses &= ~3u;
        return 1;
    }
    if (number[0] < '0' || number[0] > '9')
        return find_function(page, place, addresses);
    if (colon != NULL)
        snprintf(file, sizeof file, "%.*s", (int)(colon - place), place);
    else if (page->cursor_file != NULL || here.file != NULL)
        snprintf(file, sizeof file, "%s",
                 page->cursor_file != NULL ? page->cursor_file : here.file);
    else {
        page_message(page, "which file? FILE:LINE");
        return 0;
    }
    return find_line(page, file, (uint32_t)strtoul(number, NULL, 10), addresses, most);
}

// ---- calls ----

static bool read_word(const void *reader, uint32_t address, uint32_t *word) {
    return page_word(reader, address, word);
}

static struct subject subject_of(const struct page *page, uint32_t *context) {
    memcpy(context, page->registers.general, sizeof page->registers.general);
    context[CONTEXT_PC] = page->registers.pc;
    context[CONTEXT_NEXT_PC] = page->registers.next_pc;
    return (struct subject){.context = context,
                            .image = page_image(page, page->shown),
                            .read = read_word,
                            .reader = page};
}

uint32_t page_calls(const struct page *page, struct code_frame *frames, uint32_t most) {
    uint32_t context[CONTEXT_WORDS] = {0};
    struct subject subject = subject_of(page, context);
    if (!page->has_registers || subject.image == NULL)
        return 0;
    return backtrace_frames(&subject, page->registers.pc, frames, most);
}

bool page_return(const struct page *page, uint32_t *address, uint32_t *stack) {
    uint32_t context[CONTEXT_WORDS] = {0};
    struct subject subject = subject_of(page, context);
    if (!page->has_registers || subject.image == NULL)
        return false;
    struct stack_frame frame = backtrace_innermost(&subject);
    if (!backtrace_unwind(&subject, &frame) ||
        !backtrace_is_call(&subject, frame.return_address - 8))
        return false;
    *address = frame.return_address;
    *stack = frame.caller;
    return true;
}
