// Reading ELF. Every offset and size is checked before it is used, in a way that cannot wrap.
#include "image.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../isa/isa.h"
#include "../panic.h"
#include "context.h"
#include "frames.h"
#include "page_table.h"

enum { HEADER_SIZE = 52, PROGRAM_HEADER_SIZE = 32, SECTION_HEADER_SIZE = 40, SYMBOL_SIZE = 16 };
enum { PT_LOAD = 1, PT_DYNAMIC = 2, PT_INTERP = 3, PT_NOTE = 4, PT_GNU_STACK = 0x6474e551 };
enum { SHT_SYMTAB = 2, SHT_STRTAB = 3 };
enum { ET_REL = 1, ET_EXEC = 2, ET_DYN = 3, ET_CORE = 4, EM_MIPS = 8 };

// True if [offset, offset + size) lies within a file (or a segment) of `limit` bytes.
static bool inside(uint32_t offset, uint32_t size, uint32_t limit) {
    return offset <= limit && size <= limit - offset;
}

static const char *check_identification(const unsigned char *bytes, uint32_t size) {
    if (size == 0)
        return "the file is empty";
    if (size < 4 || memcmp(bytes, "\177ELF", 4) != 0)
        return "not an ELF file";
    if (size < HEADER_SIZE)
        return "truncated ELF header";
    if (bytes[4] != 1)
        return bytes[4] == 2 ? "a 64-bit ELF file, not a 32-bit one" : "unknown ELF class";
    if (bytes[5] != 1)
        return bytes[5] == 2 ? "a big-endian ELF file, not a little-endian one"
                             : "unknown ELF byte order";
    if (bytes[6] != 1 || image_word(bytes + 20) != 1)
        return "unknown ELF version";
    return NULL;
}

// Which processor the instructions are for (MIPS supplement, e_flags): up to MIPS32 release 5,
// which for user programs is release 2, in the ABI o32.
static const char *check_flags(uint32_t flags) {
    uint32_t architecture = flags / 0x10000000u;
    if (architecture == 9 || architecture == 10)
        return "for MIPS release 6, which has other instructions";
    if ((architecture >= 2 && architecture != 5 && architecture != 7) || flags / 0x20u % 2 != 0 ||
        flags / 0x1000u % 16 > 1)
        return "for 64-bit MIPS or not in the ABI o32";
    if (flags / 0x2000000u % 4 != 0)
        return "in MIPS16 or microMIPS code, which this machine does not have";
    return NULL;
}

static const char *check_header(const unsigned char *bytes, uint32_t size) {
    uint32_t type = image_half(bytes + 16);
    if (image_half(bytes + 18) != EM_MIPS)
        return "not for MIPS";
    if (type == ET_REL)
        return "an object file that is not linked";
    if (type == ET_DYN)
        return "a shared library or position-independent executable, not a static executable";
    if (type == ET_CORE)
        return "a core dump";
    if (type != ET_EXEC)
        return "unknown ELF type";
    if (image_half(bytes + 40) != HEADER_SIZE)
        return "wrong size of the ELF header";
    if (image_half(bytes + 44) == 0)
        return "no program headers";
    if (image_half(bytes + 42) != PROGRAM_HEADER_SIZE)
        return "wrong size of a program header";
    const char *wrong = check_flags(image_word(bytes + 36));
    if (wrong != NULL)
        return wrong;
    if (!inside(image_word(bytes + 28), image_half(bytes + 44) * PROGRAM_HEADER_SIZE, size))
        return "program headers beyond the end of the file";
    if (image_word(bytes + 28) % 4 != 0)
        return "misaligned program headers";
    return NULL;
}

static const char *check_segment(const struct segment *segment, uint32_t alignment, uint32_t size) {
    if (segment->file_size > segment->memory_size)
        return "a segment is larger in the file than in memory";
    if (segment->file_size > 0 && !inside(segment->offset, segment->file_size, size))
        return "a segment beyond the end of the file (truncated?)";
    if (segment->memory_size > 0xffffffffu - segment->address)
        return "a segment wraps around the end of the address space";
    if (segment->address < IMAGE_START)
        return "a segment in the page at address 0";
    if (!inside(segment->address, segment->memory_size, 0x80000000u))
        return "a segment above 0x80000000";
    if (!inside(segment->address, segment->memory_size, IMAGE_LIMIT))
        return "a segment where the stack is";
    while (alignment > 1 && alignment % 2 == 0)
        alignment /= 2;
    if (alignment > 1)
        return "the alignment of a segment is not a power of two";
    if (segment->address % PAGE_SIZE != segment->offset % PAGE_SIZE)
        return "a segment's address and file offset differ within the page";
    return NULL;
}

static uint32_t permissions_of(const unsigned char *header) {
    uint32_t flags = image_word(header + 24);
    uint32_t permissions = 0;
    if (flags & 4)
        permissions |= ACCESS_READ;
    if (flags & 2)
        permissions |= ACCESS_WRITE;
    if (flags & 1)
        permissions |= ACCESS_EXECUTE;
    return permissions;
}

static const char *add_segment(struct image *image, const unsigned char *header) {
    struct segment segment = {.address = image_word(header + 8),
                              .memory_size = image_word(header + 20),
                              .offset = image_word(header + 4),
                              .file_size = image_word(header + 16),
                              .permissions = permissions_of(header)};
    if (segment.memory_size == 0 && segment.file_size == 0)
        return NULL;
    const char *wrong = check_segment(&segment, image_word(header + 28), image->size);
    if (wrong != NULL)
        return wrong;
    if (image->segment_count == SEGMENTS_MAX)
        return "too many segments";
    image->segments[image->segment_count++] = segment;
    if (segment.address + segment.memory_size > image->end)
        image->end = segment.address + segment.memory_size;
    return NULL;
}

// ---- notes ----

bool image_subset(const char *name, uint32_t *subset) {
    *subset = strcmp(name, "mips32") == 0 ? ISA_MIPS32 : ISA_MIPSTER;
    return strcmp(name, "mips32") == 0 || strcmp(name, "mipster") == 0;
}

// A note of the name Mixter (System V ABI, chapter 5, note section) says which instructions the
// program may use: "mipster" or "mips32". Without one, it may use all.
static const char *read_note(struct image *image, const unsigned char *name, uint32_t name_size,
                             const unsigned char *text, uint32_t text_size, uint32_t type) {
    if (name_size != 7 || memcmp(name, "Mixter", 7) != 0 || type != 1)
        return NULL;
    if (text_size == 0 || text[text_size - 1] != 0 ||
        !image_subset((const char *)text, &image->subset))
        return "its note names an instruction set that this machine does not have";
    return NULL;
}

// Notes are for whoever knows them: what is wrong with them otherwise does not matter. There are
// at most *unread bytes of them: where headers claim more, they are about the same ones again.
static const char *read_notes(struct image *image, const unsigned char *header, uint32_t *unread) {
    const char *wrong = NULL;
    uint32_t offset = image_word(header + 4);
    uint32_t size = image_word(header + 16);
    if (!inside(offset, size, image->size))
        return "notes beyond the end of the file";
    if (size > *unread)
        return NULL;
    *unread -= size;
    while (wrong == NULL && size >= 12) {
        const unsigned char *note = image_at(image, offset);
        uint32_t name_size = image_word(note);
        uint32_t text_size = image_word(note + 4);
        if (name_size > size || text_size > size)
            break;
        uint32_t text = 12 + (name_size + 3) / 4 * 4;
        uint32_t end = text + (text_size + 3) / 4 * 4;
        if (end > size)
            break;
        wrong =
            read_note(image, note + 12, name_size, note + text, text_size, image_word(note + 8));
        offset += end;
        size -= end;
    }
    return wrong;
}

static const char *read_segments(struct image *image) {
    uint32_t headers = image_word(image->bytes + 28);
    uint32_t unread_notes = image->size;
    image->header_count = image_half(image->bytes + 44);
    // Linux for MIPS and without PT_GNU_STACK (binfmt_elf.c: EXSTACK_DEFAULT).
    image->data_permissions = ACCESS_READ + ACCESS_WRITE + ACCESS_EXECUTE;
    for (uint32_t i = 0; i < image->header_count; i++) {
        const unsigned char *header = image_at(image, headers + i * PROGRAM_HEADER_SIZE);
        uint32_t type = image_word(header);
        const char *wrong = NULL;
        if (type == PT_INTERP || type == PT_DYNAMIC)
            wrong = "dynamically linked, not a static executable";
        else if (type == PT_LOAD)
            wrong = add_segment(image, header);
        else if (type == PT_NOTE)
            wrong = read_notes(image, header, &unread_notes);
        else if (type == PT_GNU_STACK)
            image->data_permissions =
                ACCESS_READ + ACCESS_WRITE + (permissions_of(header) & ACCESS_EXECUTE);
        if (wrong != NULL)
            return wrong;
    }
    if (image->segment_count == 0)
        return "no segment to load";
    for (uint32_t i = 0; i < image->segment_count; i++) {
        const struct segment *segment = &image->segments[i];
        uint32_t size = image->header_count * PROGRAM_HEADER_SIZE;
        if (headers >= segment->offset &&
            inside(headers - segment->offset, size, segment->file_size))
            image->headers_address = segment->address + (headers - segment->offset);
    }
    return NULL;
}

static const char *check_entry(const struct image *image) {
    const struct segment *segment = image_segment_at(image, image->entry);
    if (image->entry % 4 != 0)
        return "the entry point is misaligned";
    if (segment == NULL)
        return "the entry point is in no segment";
    if (!page_table_allows(segment->permissions, ACCESS_EXECUTE))
        return "the entry point is not in an executable segment";
    return NULL;
}

static const char *read(struct image *image) {
    const char *wrong = check_identification(image->bytes, image->size);
    image->subset = ISA_MIPS32;
    if (wrong == NULL)
        wrong = check_header(image->bytes, image->size);
    if (wrong == NULL)
        wrong = read_segments(image);
    if (wrong != NULL)
        return wrong;
    image->entry = image_word(image->bytes + 24);
    return check_entry(image);
}

const char *image_read_running(struct image *image, const struct own_image *own) {
    memset(image, 0, sizeof *image);
    image_keep_apart(image);
    image->owned = own->owned;
    image->bytes = own->bytes;
    image->size = own->size;
    image->rest = own->rest;
    image->rest_at = own->rest_at;
    image->rest_end = own->rest_end;
    image->read = own->read;
    return read(image);
}

const char *image_read(struct image *image, unsigned char *bytes, uint32_t size) {
    struct own_image all = {
        .bytes = bytes, .size = size, .rest_at = size, .rest_end = size, .owned = bytes};
    return image_read_running(image, &all);
}

bool image_is_whole(const struct image *image) {
    uint32_t size = image->size - image->rest_at;
    if (image->rest_end == image->size || (image->kept != NULL && image->kept->whole_rest != NULL))
        return true;
    unsigned char *rest = image->kept == NULL ? NULL : malloc(size);
    if (rest == NULL || image->read(rest, image->rest_at, size) < 0) {
        free(rest);
        return false;
    }
    image->kept->whole_rest = rest;
    return true;
}

const unsigned char *image_rest(const struct image *image, uint32_t offset) {
    if (image->kept != NULL && image->kept->whole_rest != NULL)
        return image->kept->whole_rest;
    if (offset < image->rest_end)
        return image->rest;
    if (!image_is_whole(image))
        panic("image_rest: it has not been read");
    return image->kept->whole_rest;
}

// ---- what is kept with it ----

void *image_keep(const struct image *image, size_t size) {
    if (image->kept == NULL || size > (size_t)-1 - sizeof(struct kept_block))
        return NULL;
    struct kept_block *block = calloc(1, sizeof *block + size);
    if (block == NULL)
        return NULL;
    block->next = image->kept->blocks;
    image->kept->blocks = block;
    return block + 1;
}

void image_keep_apart(struct image *image) {
    image->kept = calloc(1, sizeof *image->kept);
}

void image_free(struct image *image) {
    while (image->kept != NULL && image->kept->blocks != NULL) {
        struct kept_block *block = image->kept->blocks;
        image->kept->blocks = block->next;
        free(block);
    }
    if (image->kept != NULL)
        free(image->kept->whole_rest);
    free(image->kept);
    image->kept = NULL;
    free(image->owned);
    image->owned = NULL;
    image->bytes = NULL;
}

const struct segment *image_segment_at(const struct image *image, uint32_t address) {
    for (uint32_t i = image->segment_count; i-- > 0;) {
        const struct segment *segment = &image->segments[i];
        if (address >= segment->address && address - segment->address < segment->memory_size)
            return segment;
    }
    return NULL;
}

const struct segment *image_segment_of_page(const struct image *image, uint32_t page) {
    for (uint32_t i = image->segment_count; i-- > 0;) {
        const struct segment *segment = &image->segments[i];
        if (page >= page_start(segment->address) &&
            page <= page_start(segment->address + segment->memory_size - 1))
            return segment;
    }
    return NULL;
}

void image_fill_page(const struct image *image, uint32_t page, unsigned char *bytes) {
    const struct segment *segment = image_segment_of_page(image, page);
    if (segment == NULL || segment->file_size == 0)
        return;
    uint32_t end = segment->address + segment->file_size;
    if (end <= page)
        return;
    uint32_t offset = segment->offset + (page - segment->address); // a multiple of PAGE_SIZE
    uint32_t size = image->size - offset;
    if (size > end - page && segment->file_size < segment->memory_size)
        size = end - page;
    memcpy(bytes, image_at(image, offset), size < PAGE_SIZE ? size : PAGE_SIZE);
}

// ---- symbols ----

enum { STT_NOTYPE = 0, STT_OBJECT = 1, STT_FUNC = 2 };

// Symbols are only for messages: a table that is wrong is left out.
static struct symbols find_symbols(const struct image *image) {
    struct symbols none = {0, 0, 0, 0};
    if (image->size < HEADER_SIZE || !image_is_whole(image))
        return none;
    uint32_t sections = image_word(image->bytes + 32);
    uint32_t count = image_half(image->bytes + 48);
    if (sections == 0 || image_half(image->bytes + 46) != SECTION_HEADER_SIZE ||
        !inside(sections, count * SECTION_HEADER_SIZE, image->size))
        return none;
    for (uint32_t i = 0; i < count; i++) {
        const unsigned char *header = image_at(image, sections + i * SECTION_HEADER_SIZE);
        uint32_t link = image_word(header + 24);
        if (image_word(header + 4) != SHT_SYMTAB || link >= count ||
            image_word(header + 36) != SYMBOL_SIZE)
            continue;
        const unsigned char *names = image_at(image, sections + link * SECTION_HEADER_SIZE);
        struct symbols found = {image_word(header + 16), image_word(header + 20) / SYMBOL_SIZE,
                                image_word(names + 16), image_word(names + 20)};
        if (image_word(names + 4) == SHT_STRTAB &&
            inside(found.offset, image_word(header + 20), image->size) &&
            inside(found.names_offset, found.names_size, image->size) && found.names_size > 0 &&
            *image_at(image, found.names_offset + found.names_size - 1) == 0)
            return found;
    }
    return none;
}

static struct symbols symbols_of(const struct image *image) {
    struct kept *kept = image->kept;
    if (kept != NULL && kept->has_symbols)
        return kept->symbols;
    struct symbols symbols = find_symbols(image);
    if (kept != NULL) {
        kept->symbols = symbols;
        kept->has_symbols = true;
    }
    return symbols;
}

uint32_t image_symbol_count(const struct image *image) {
    return symbols_of(image).count;
}

struct symbol image_symbol(const struct image *image, uint32_t number) {
    struct symbol symbol = {NULL, 0, 0, false};
    struct symbols symbols = symbols_of(image);
    const unsigned char *entry = image_at(image, symbols.offset + number * SYMBOL_SIZE);
    uint32_t name = image_word(entry);
    uint32_t type = entry[12] % 16u;
    symbol.address = image_word(entry + 4);
    symbol.size = image_word(entry + 8);
    symbol.is_function = type == STT_FUNC;
    if (type > STT_FUNC || name >= symbols.names_size || image_half(entry + 14) == 0 ||
        *image_at(image, symbols.names_offset + name) == 0 ||
        image_segment_at(image, symbol.address) == NULL)
        return symbol;
    symbol.name = (const char *)image_at(image, symbols.names_offset + name);
    return symbol;
}

struct symbol image_function_at(const struct image *image, uint32_t address) {
    struct symbol best = {NULL, 0, 0, false};
    const struct segment *segment = image_segment_at(image, address);
    for (uint32_t i = 0; i < image_symbol_count(image) && segment != NULL; i++) {
        struct symbol symbol = image_symbol(image, i);
        if (symbol.name == NULL || symbol.address > address ||
            image_segment_at(image, symbol.address) != segment)
            continue;
        bool nearer = best.name == NULL || symbol.address > best.address;
        if (nearer || (symbol.address == best.address && symbol.is_function && !best.is_function))
            best = symbol;
    }
    return best;
}
