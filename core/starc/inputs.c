// What a program is linked from: objects, and of archives the members that define what is still
// missing, in the order of the command line, as linkers do. The index of an archive is not needed:
// the symbols are read from its members.

#include "driver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct unit *units;
uint32_t unit_count;
static uint32_t unit_capacity;

void units_add(const struct unit *unit) {
    units = array_room(units, &unit_capacity, unit_count, sizeof *units);
    units[unit_count++] = *unit;
}

// ---- objects ----

struct file { // an object, or a member of an archive
    const char *name;
    const unsigned char *bytes;
    uint32_t size;
    struct word_list defined, undefined;
    const unsigned char *units;
    uint32_t units_size;
    bool is_taken;
};

enum { LINK_WANTED = 1, LINK_PROVIDED = 2 }; // in struct name

enum { // offsets in ELF headers
    ELF_TYPE = 16,
    ELF_SECTIONS = 32,
    ELF_COUNTS = 48, // of sections, and in the upper half the section of their names
    ELF_HEADER = 52,
    SECTION_NAME = 0,
    SECTION_TYPE = 4,
    SECTION_OFFSET = 16,
    SECTION_SIZE = 20,
    SECTION_LINK = 24,
    SECTION_HEADER = 40,
    SYMBOL = 16
};

_Noreturn static void refuse(const struct file *file, const char *reason) {
    fatal_at(0, "%s: %s", file->name, reason);
}

static bool is_elf(const unsigned char *bytes, uint32_t size) {
    return size >= 4 && memcmp(bytes, "\177ELF", 4) == 0;
}

struct section {
    const unsigned char *bytes;
    uint32_t size;
    uint32_t type;
    uint32_t name;
    uint32_t link;
};

static struct section section_at(const struct file *file, uint32_t index) {
    uint32_t table = load_number(file->bytes + ELF_SECTIONS);
    uint32_t count = load_number(file->bytes + ELF_COUNTS) & 0xffff;
    if (index >= count || table > file->size || (file->size - table) / SECTION_HEADER < count)
        refuse(file, "damaged object");
    const unsigned char *header = file->bytes + table + index * SECTION_HEADER;
    struct section section = {
        .size = load_number(header + SECTION_SIZE),
        .type = load_number(header + SECTION_TYPE),
        .name = load_number(header + SECTION_NAME),
        .link = load_number(header + SECTION_LINK),
    };
    enum { NULL_SECTION = 0, NO_BITS = 8 };
    if (section.type == NULL_SECTION || section.type == NO_BITS)
        return section;
    uint32_t offset = load_number(header + SECTION_OFFSET);
    if (offset > file->size || section.size > file->size - offset)
        refuse(file, "damaged object");
    section.bytes = file->bytes + offset;
    return section;
}

static const char *string_at(const struct file *file, const struct section *strings,
                             uint32_t offset) {
    if (strings->bytes == NULL || offset >= strings->size ||
        memchr(strings->bytes + offset, '\0', strings->size - offset) == NULL)
        refuse(file, "damaged object");
    return (const char *)strings->bytes + offset;
}

static void check_header(const struct file *file) {
    enum { RELOCATABLE = 1, MIPS = 8 };
    if (!is_elf(file->bytes, file->size))
        refuse(file, "not an object");
    if (file->size < ELF_HEADER)
        refuse(file, "damaged object");
    uint32_t type = load_number(file->bytes + ELF_TYPE);
    if (file->bytes[4] != 1 || file->bytes[5] != 1 || type >> 16 != MIPS)
        refuse(file, "for another machine");
    if ((type & 0xffff) != RELOCATABLE)
        refuse(file, "an executable or shared library, not an object");
}

static void read_symbols(struct file *file, const struct section *table) {
    enum { GLOBAL = 1, WEAK = 2, UNDEFINED = 0 };
    struct section strings = section_at(file, table->link);
    for (uint32_t i = SYMBOL; i + SYMBOL <= table->size; i += SYMBOL) {
        const unsigned char *symbol = table->bytes + i;
        uint32_t binding = symbol[12] >> 4;
        uint32_t section = load_number(symbol + 12) >> 16;
        const char *name = string_at(file, &strings, load_number(symbol));
        if (section != UNDEFINED && (binding == GLOBAL || binding == WEAK))
            word_list_add(&file->defined, name);
        else if (section == UNDEFINED && binding == GLOBAL)
            word_list_add(&file->undefined, name);
    }
}

static void read_object(struct file *file) {
    enum { SYMBOLS = 2 };
    check_header(file);
    uint32_t counts = load_number(file->bytes + ELF_COUNTS);
    struct section names = section_at(file, counts >> 16);
    for (uint32_t i = 1; i < (counts & 0xffff); i++) {
        struct section section = section_at(file, i);
        if (section.type == SYMBOLS)
            read_symbols(file, &section);
        else if (strcmp(string_at(file, &names, section.name), bundle_section) == 0) {
            file->units = section.bytes;
            file->units_size = section.size;
        }
    }
    if (file->units == NULL)
        refuse(file, "an object of another compiler; starc links what starc has compiled");
}

static struct name *link_name(const char *name) {
    return name_intern(name, (uint32_t)strlen(name));
}

static void mark(const struct word_list *names, uint32_t mark) {
    for (uint32_t i = 0; i < names->count; i++)
        link_name(names->items[i])->linked |= mark;
}

static void take_object(struct file *file) {
    file->is_taken = true;
    mark(&file->undefined, LINK_WANTED);
    mark(&file->defined, LINK_PROVIDED);
    if (!bundle_read(file->units, file->units_size, units_add))
        refuse(file, "damaged object");
}

static bool is_needed(const struct file *file) {
    for (uint32_t i = 0; i < file->defined.count; i++)
        if (link_name(file->defined.items[i])->linked == LINK_WANTED)
            return true;
    return false;
}

// ---- archives ----

struct archive {
    const char *path;
    struct file *members;
    uint32_t count;
    uint32_t capacity;
};

enum { MEMBER_HEADER = 60, MEMBER_NAME = 16, MEMBER_SIZE = 48 };

static bool is_thin(const unsigned char *bytes) {
    return memcmp(bytes, "!<thin>\n", 8) == 0;
}

static bool is_archive(const unsigned char *bytes, uint32_t size) {
    return size >= 8 && (memcmp(bytes, "!<arch>\n", 8) == 0 || is_thin(bytes));
}

static uint32_t decimal_at(const unsigned char *text, uint32_t length) {
    uint32_t number = 0;
    for (uint32_t i = 0; i < length && text[i] >= '0' && text[i] <= '9' && number < 100000000; i++)
        number = number * 10 + (uint32_t)(text[i] - '0');
    return number;
}

// The name of a member: in its header, or behind a / the offset in the table of long names.
static const char *member_name(const unsigned char *header, const char *long_names,
                               uint32_t long_size) {
    const char *name = (const char *)header;
    size_t length = MEMBER_NAME;
    if (name[0] == '/' && name[1] >= '0' && name[1] <= '9') {
        uint32_t offset = decimal_at(header + 1, MEMBER_NAME - 1);
        if (offset >= long_size)
            return NULL;
        name = long_names + offset;
        length = 0;
        while (offset + length < long_size && name[length] != '\n')
            length++;
    }
    while (length > 0 && name[length - 1] == ' ')
        length--;
    if (length > 1 && name[length - 1] == '/')
        length--;
    return allocate_text(name, length);
}

static const char *member_title(const char *archive, const char *member) {
    struct buffer title = {0};
    buffer_format(&title, "%s(%s)", archive, member);
    return (const char *)title.bytes;
}

static void add_member(struct archive *archive, const char *name, const unsigned char *bytes,
                       uint32_t size) {
    if (!is_elf(bytes, size))
        return; // text that somebody keeps there
    archive->members =
        array_room(archive->members, &archive->capacity, archive->count, sizeof *archive->members);
    struct file *file = &archive->members[archive->count++];
    *file = (struct file){.name = member_title(archive->path, name), .bytes = bytes, .size = size};
    read_object(file);
}

// The member of a thin archive is a file, beside the archive if it has no absolute path.
static void add_member_file(struct archive *archive, const char *name) {
    const char *reason;
    const char *slash = strrchr(archive->path, '/');
    const char *path = name;
    uint32_t size;
    if (slash != NULL && name[0] != '/') {
        struct buffer text = {0};
        buffer_format(&text, "%.*s/%s", (int)(slash - archive->path), archive->path, name);
        path = (const char *)text.bytes;
    }
    const unsigned char *bytes = source_bytes(path, &size, &reason);
    if (bytes == NULL)
        fatal_at(0, "%s: %s", member_title(archive->path, name), reason);
    add_member(archive, name, bytes, size);
}

static void read_archive(struct archive *archive, const unsigned char *bytes, uint32_t size) {
    bool is_of_files = is_thin(bytes);
    const char *long_names = "";
    uint32_t long_size = 0;
    for (uint32_t at = 8; at < size;) {
        if (size - at < MEMBER_HEADER)
            fatal_at(0, "%s: damaged archive", archive->path);
        const unsigned char *header = bytes + at;
        const unsigned char *contents = header + MEMBER_HEADER;
        uint32_t length = decimal_at(header + MEMBER_SIZE, 10);
        bool is_table = memcmp(header, "//", 2) == 0;
        bool is_index = header[0] == '/' && (header[1] == ' ' || header[1] == 'S');
        bool is_inside = is_table || is_index || !is_of_files;
        if (is_inside && length > size - at - MEMBER_HEADER)
            fatal_at(0, "%s: damaged archive", archive->path);
        const char *name = member_name(header, long_names, long_size);
        if (is_table) {
            long_names = (const char *)contents;
            long_size = length;
        } else if (name == NULL) {
            fatal_at(0, "%s: damaged archive", archive->path);
        } else if (!is_index) {
            if (is_inside)
                add_member(archive, name, contents, length);
            else
                add_member_file(archive, name);
        }
        at += MEMBER_HEADER + (is_inside ? length + length % 2 : 0);
    }
}

// Takes what is needed, and what that needs in its turn. False if it is nothing.
static bool take_members(struct archive *archive, bool is_whole) {
    bool takes = false;
    for (bool goes_on = true; goes_on;) {
        goes_on = false;
        for (uint32_t i = 0; i < archive->count; i++) {
            struct file *file = &archive->members[i];
            if (file->is_taken || !(is_whole || is_needed(file)))
                continue;
            take_object(file);
            goes_on = takes = true;
        }
    }
    return takes;
}

// ---- the command line ----

static struct archive **group; // archives that are searched again and again
static uint32_t group_count, group_capacity;
static bool is_in_group, is_whole;

static void take_archive(const char *path, const unsigned char *bytes, uint32_t size) {
    struct archive *archive = allocate(sizeof *archive);
    archive->path = path;
    read_archive(archive, bytes, size);
    take_members(archive, is_whole);
    if (!is_in_group)
        return;
    group = array_room(group, &group_capacity, group_count, sizeof *group);
    group[group_count++] = archive;
}

static void end_group(void) {
    for (bool goes_on = true; goes_on;) {
        goes_on = false;
        for (uint32_t i = 0; i < group_count; i++)
            goes_on = take_members(group[i], false) || goes_on;
    }
    group_count = 0;
    is_in_group = false;
}

static void take_file(const char *path, const unsigned char *bytes, uint32_t size) {
    if (is_archive(bytes, size)) {
        take_archive(path, bytes, size);
        return;
    }
    struct file file = {.name = path, .bytes = bytes, .size = size};
    read_object(&file);
    take_object(&file);
}

// What is in libcstar, or nowhere: a library for it is not needed.
static bool is_in_libcstar(const char *name) {
    static const char *const names[] = {"c", "m", "gcc", "pthread", "dl", "rt", "util"};
    for (uint32_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void take_library(const char *name) {
    for (uint32_t i = 0; i < driver.library_folders.count; i++) {
        struct buffer path = {0};
        const char *reason;
        uint32_t size;
        const char *folder = driver.library_folders.items[i];
        if (name[0] == ':')
            buffer_format(&path, "%s/%s", folder, name + 1);
        else
            buffer_format(&path, "%s/lib%s.a", folder, name);
        const unsigned char *bytes = source_bytes((const char *)path.bytes, &size, &reason);
        if (bytes == NULL)
            continue;
        take_file((const char *)path.bytes, bytes, size);
        return;
    }
    if (!is_in_libcstar(name))
        error_at(0, "cannot find -l%s", name);
}

static const char *suffix_of(const char *path) {
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash != NULL ? slash : path, '.');
    return dot != NULL ? dot + 1 : "";
}

static bool is_suffix(const char *path, const char *suffixes) {
    const char *suffix = suffix_of(path);
    size_t length = strlen(suffix);
    for (const char *p = suffixes; *p != '\0'; p += strcspn(p, " ") + (strchr(p, ' ') != NULL))
        if (length > 0 && strcspn(p, " ") == length && strncmp(p, suffix, length) == 0)
            return true;
    return false;
}

bool input_is_assembly(const char *path, bool *is_preprocessed) {
    bool is_by_suffix = options.language == SOURCE_BY_SUFFIX;
    *is_preprocessed =
        is_by_suffix ? is_suffix(path, "S sx") : options.language == SOURCE_PREPROCESSED_ASSEMBLY;
    return *is_preprocessed || options.language == SOURCE_ASSEMBLY ||
           (is_by_suffix && is_suffix(path, "s"));
}

bool input_is_source(const struct input *input) {
    const char *path = input->name;
    if (input->kind != INPUT_FILE)
        return false;
    if (input->is_source || is_suffix(path, "c h i s S sx"))
        return true;
    if (is_suffix(path, "cc cpp cxx C"))
        fatal_at(0, "%s: C++ is not supported", path);
    if (is_suffix(path, "o a"))
        return false;
    if (path[0] == '\0' || strcmp(path, "-") == 0)
        return true;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return true; // whoever reads it says why it cannot be read
    unsigned char bytes[8];
    uint32_t size = 0;
    if (fseek(file, 0, SEEK_SET) == 0) // what a pipe holds can be read only once
        size = (uint32_t)fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return !(is_elf(bytes, size) || is_archive(bytes, size));
}

static void take_source(const struct input *input) {
    struct buffer object = {0};
    if (driver.has_archives)
        if (compile_object(input->name, &object))
            take_file(input->name, object.bytes, object.size);
        else
            return;
    else
        units_add(&(struct unit){.path = input->name, .options = options});
}

static void take_input(const struct input *input) {
    const char *reason;
    uint32_t size;
    switch (input->kind) {
    case INPUT_LIBRARY: take_library(input->name); return;
    case INPUT_GROUP: is_in_group = true; return;
    case INPUT_GROUP_END: end_group(); return;
    case INPUT_WHOLE: is_whole = true; return;
    case INPUT_WHOLE_END: is_whole = false; return;
    default: break;
    }
    if (input_is_source(input)) {
        take_source(input);
        return;
    }
    const unsigned char *bytes = source_bytes(input->name, &size, &reason);
    if (bytes == NULL)
        error_at(0, "%s: %s", input->name, reason);
    else
        take_file(input->name, bytes, size);
}

// Archives are searched for what the sources need, too.
static bool needs_symbols(const struct input *input) {
    if (input->kind == INPUT_LIBRARY)
        return driver.library_folders.count > 0 || !is_in_libcstar(input->name);
    return input->kind == INPUT_FILE && !is_suffix(input->name, "c h i s S sx o") &&
           !input_is_source(input);
}

void units_collect(void) {
    for (uint32_t i = 0; i < driver.input_count; i++)
        driver.has_archives = driver.has_archives || needs_symbols(&driver.inputs[i]);
    word_list_add(&driver.needed, "main");
    mark(&driver.needed, LINK_WANTED);
    for (uint32_t i = 0; i < driver.input_count; i++)
        take_input(&driver.inputs[i]);
}
