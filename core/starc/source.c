// Source text: files read once each, and places in them.
// All texts together form one line of places; a place is found again by a binary search over the
// sources, and its line by one over the line table of the source, made when first asked for.

#include "preprocess.h"
#include "library.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SOURCE_LIMIT = 64 * 1024 * 1024,
    DATA_LIMIT = 1024 * 1024 * 1024, // of archives
    FIRST_READ = 64 * 1024
};
static const place_t FIRST_EXPANDED = 0x80000000u;

struct line_change {
    uint32_t line; // lines of the file after this one are counted from
    uint32_t number;
    const char *name;
};

static struct source **sources;
static uint32_t source_count;
static uint32_t source_capacity;

// ---- continued lines (C11 5.1.1.2, phase 2) ----

// From this offset of the joined text on, so many bytes more are before it in the file.
struct joint {
    uint32_t offset;
    uint32_t removed;
};

// Behind the backslash, blanks (as in gcc) and newline that continue a line at p; NULL if it is
// not.
static const char *behind_continuation(const char *p) {
    p += 1 + strspn(p + 1, " \t\v\f\r");
    return *p == '\n' ? p + 1 : NULL;
}

// Joins lines that a backslash continues, but not the last one with the end of the file.
static void join_lines(struct source *source) {
    const char *end = source->file + source->file_size;
    const char *from = source->file;
    char *text = NULL, *to = NULL;
    uint32_t capacity = 0;
    for (const char *p = from; (p = memchr(p, '\\', (size_t)(end - p))) != NULL; p++) {
        const char *behind = behind_continuation(p);
        if (behind == NULL || behind == end)
            continue;
        if (text == NULL) {
            text = allocate((size_t)source->file_size + 2);
            text[0] = '\n';
            to = ++text;
        }
        memcpy(to, from, (size_t)(p - from));
        to += p - from;
        from = behind;
        source->joints =
            array_room(source->joints, &capacity, source->joint_count, sizeof *source->joints);
        source->joints[source->joint_count++] =
            (struct joint){(uint32_t)(to - text), (uint32_t)((from - source->file) - (to - text))};
        p = behind - 1;
    }
    if (text == NULL)
        return;
    memcpy(to, from, (size_t)(end - from));
    source->text = text;
    source->size = (uint32_t)(to - text) + (uint32_t)(end - from);
}

// Where in the file the text at an offset stands.
static uint32_t offset_in_file(const struct source *source, uint32_t offset) {
    uint32_t low = 0;
    uint32_t high = source->joint_count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (source->joints[middle].offset <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? offset : offset + source->joints[low - 1].removed;
}

// ---- files ----

// Files that were looked for in vain: each unit looks for the headers of libcstar in all folders.
struct absent {
    struct absent *next; // in its hash bucket
    const char *path;
};

struct bucket {
    struct source *sources;
    struct absent *absent;
};

static struct bucket *bucket_of(const char *name) {
    enum { BUCKET_COUNT = 256 };
    static struct bucket buckets[BUCKET_COUNT];
    uint32_t hash = 0;
    for (const char *c = name; *c != '\0'; c++)
        hash = hash * 31 + (unsigned char)*c;
    return &buckets[hash % BUCKET_COUNT];
}

static bool is_absent(const char *path) {
    const struct absent *absent = bucket_of(path)->absent;
    while (absent != NULL && strcmp(absent->path, path) != 0)
        absent = absent->next;
    return absent != NULL;
}

static void note_absent(const char *path) {
    struct bucket *bucket = bucket_of(path);
    struct absent *absent = allocate(sizeof(struct absent));
    absent->path = allocate_text(path, strlen(path));
    absent->next = bucket->absent;
    bucket->absent = absent;
}

// Enters a text that has a newline before it and newline and NUL behind it.
static struct source *source_enter(const char *name, const char *text, uint32_t size) {
    struct source *source = allocate(sizeof(struct source));
    source->name = name;
    source->text = source->file = text;
    source->size = source->file_size = size;
    source->start = 1;
    join_lines(source);
    size = source->size;
    sources = array_room(sources, &source_capacity, source_count, sizeof *sources);
    if (source_count != 0) {
        struct source *last = sources[source_count - 1];
        source->start = last->start + last->size + 2;
        if (size + 2 >= FIRST_EXPANDED - source->start)
            fatal_at(0, "more than 2 GiB of source text");
    }
    struct bucket *bucket = bucket_of(name);
    source->next = bucket->sources;
    bucket->sources = source;
    sources[source_count++] = source;
    return source;
}

struct source *source_text(const char *name, const char *text, uint32_t size) {
    char *copy = allocate((size_t)size + 3);
    copy[0] = '\n';
    memcpy(copy + 1, text, size);
    if (size == 0 || text[size - 1] != '\n') {
        copy[1 + size] = '\n';
        size++;
    }
    return source_enter(name, copy + 1, size);
}

const char missing_file[] = "No such file or directory";

static const char *reason_text(void) {
    if (errno == ENOENT || errno == ENOTDIR)
        return missing_file;
    if (errno == EISDIR)
        return "Is a directory";
    if (errno == EACCES)
        return "Permission denied";
    return "cannot be read";
}

// Executables, object files and libraries begin with these.
static const char *reason_for_binary(const char *text, uint32_t size) {
    bool is_binary =
        size >= 8 && (memcmp(text, "\177ELF", 4) == 0 || memcmp(text, "!<arch>\n", 8) == 0);
    return is_binary ? "an executable or object file, not C source" : NULL;
}

bool source_reads_data;

// Reads everything into a text from byte 1 on, with room for two more bytes behind it. Few files
// are large; the others take no more memory than they have bytes.
static char *read_all(FILE *file, uint32_t *size, const char **reason) {
    const uint32_t limit = source_reads_data ? DATA_LIMIT : SOURCE_LIMIT;
    static char first[FIRST_READ];
    uint32_t capacity = FIRST_READ;
    uint32_t length = 0;
    char *large = NULL, *text = first;
    for (;;) {
        errno = 0;
        size_t room = capacity - length - 3;
        size_t count = fread(text + 1 + length, 1, room, file);
        length += (uint32_t)count;
        if (count < room)
            break;
        if (length > limit)
            break;
        capacity *= 2;
        text = realloc(large, capacity);
        if (text == NULL) {
            *reason = "out of memory";
            return NULL;
        }
        if (large == NULL)
            memcpy(text, first, FIRST_READ);
        large = text;
    }
    *reason = NULL;
    if (ferror(file))
        *reason = reason_text();
    else if (length > limit)
        *reason = source_reads_data ? "larger than 1 GiB" : "larger than 64 MiB";
    else if (!source_reads_data)
        *reason = reason_for_binary(text + 1, length);
    *size = length;
    if (*reason != NULL) {
        free(large);
        return NULL;
    }
    return large != NULL ? large : allocate_text(first, length + 3);
}

// NUL ends a text for the scanner, so none may be inside. Where there is one the rest is not worth
// more errors.
static void refuse_nul(const struct source *source) {
    const char *nul = memchr(source->text, '\0', source->size);
    if (nul != NULL && !source_reads_data)
        fatal_at(source->start + (place_t)(nul - source->text), "null character in source text");
}

static struct source *source_find(const char *name) {
    struct source *source = bucket_of(name)->sources;
    while (source != NULL && (source->is_bundled || strcmp(source->name, name) != 0))
        source = source->next;
    return source;
}

// ---- units: what a file is to them ----

static const struct bundle *bundle; // of the unit at hand
static uint32_t unit;

void source_start_unit(const struct bundle *bundle_of_unit) {
    bundle = bundle_of_unit;
    unit++;
}

void source_each_used(void (*visit)(const struct source *source)) {
    for (uint32_t i = 0; i < source_count; i++)
        if (sources[i]->used_by == unit)
            visit(sources[i]);
}

// The same text under the same name is one source in all objects.
static struct source *find_same(const struct bundled_file *file) {
    struct source *source = bucket_of(file->name)->sources;
    while (source != NULL &&
           (strcmp(source->name, file->name) != 0 || source->file_size != file->size ||
            memcmp(source->file, file->text, file->size) != 0))
        source = source->next;
    return source;
}

static struct source *find_in_bundle(const char *name, const char **reason) {
    struct bundled_file *file = bundle->files;
    for (; file < bundle->files + bundle->count; file++) {
        if (strcmp(file->name, name) != 0)
            continue;
        if (file->source == NULL)
            file->source = find_same(file);
        if (file->source == NULL) {
            file->source = source_enter(file->name, file->text, file->size);
            file->source->is_bundled = true;
        }
        return file->source;
    }
    *reason = missing_file;
    return NULL;
}

// ---- reading ----

static struct source *read_source(const char *path, const char *name, const char **reason) {
    bool is_input = strcmp(path, "-") == 0;
    FILE *file = is_input ? stdin : fopen(path, "rb");
    if (file == NULL) {
        *reason = reason_text();
        return NULL;
    }
    uint32_t size;
    char *text = read_all(file, &size, reason);
    if (!is_input)
        fclose(file);
    if (text == NULL)
        return NULL;
    if (!source_reads_data && size >= 3 &&
        memcmp(text + 1, "\xEF\xBB\xBF", 3) == 0) { // a byte order mark
        text += 3;
        size -= 3;
    }
    text[0] = '\n';
    text++;
    if (!source_reads_data && (size == 0 || text[size - 1] != '\n')) {
        text[size] = '\n';
        size++;
    }
    text[size] = '\0';
    struct source *source = source_enter(allocate_text(name, strlen(name)), text, size);
    refuse_nul(source);
    return source;
}

struct source *source_read(const char *path, const char **reason) {
    const char *name = strcmp(path, "-") == 0 ? "<stdin>" : path;
    struct source *source = NULL;
    if (bundle != NULL) {
        source = find_in_bundle(name, reason);
    } else {
        source = source_find(name);
        bool was_absent = source == NULL && is_absent(name);
        if (was_absent)
            *reason = missing_file;
        else if (source == NULL)
            source = read_source(path, name, reason);
        if (source == NULL && !was_absent && *reason == missing_file)
            note_absent(name);
    }
    if (source != NULL)
        source->used_by = unit;
    return source;
}

// Without `.`, `..` and repeated slashes, whatever links may lead elsewhere; a "/" behind each
// part.
static const char *plain_path(const char *path) {
    char *plain = allocate(strlen(path) + 2);
    char *end = plain;
    if (*path == '/')
        *end++ = '/';
    char *root = end; // behind what `..` cannot leave
    while (*path != '\0') {
        size_t length = strcspn(path, "/");
        bool is_up = length == 2 && memcmp(path, "..", 2) == 0;
        if (is_up && end > root) {
            do
                end--;
            while (end > root && end[-1] != '/');
        } else if (length > 1 || (length == 1 && *path != '.')) {
            memcpy(end, path, length);
            end += length;
            *end++ = '/';
            if (is_up)
                root = end;
        }
        path += length;
        if (*path == '/')
            path++;
    }
    return plain;
}

// Whether a plain path may lead out of the folder where the other one starts, and to the same file.
static bool may_lead_to(const char *path, const char *other) {
    if (*path != '/' && strncmp(path, "../", 3) != 0)
        return false;
    while (strncmp(path, "../", 3) == 0)
        path += 3;
    size_t length = strlen(path), rest = strlen(other);
    return length > rest && path[length - rest - 1] == '/' &&
           strcmp(path + length - rest, other) == 0;
}

// Files can be known by their paths and text only.
static bool is_same_file(const struct source *one, const struct source *other) {
    if (one->file_size != other->file_size || memcmp(one->file, other->file, one->file_size) != 0)
        return false;
    const char *path = plain_path(one->name), *other_path = plain_path(other->name);
    return strcmp(path, other_path) == 0 || may_lead_to(path, other_path) ||
           may_lead_to(other_path, path);
}

bool source_is_included_once(struct source *source, uint32_t unit_number) {
    for (uint32_t i = 0; i < source_count && source->once_unit != unit_number; i++) {
        if (sources[i]->once_unit == unit_number && is_same_file(sources[i], source))
            source->once_unit = unit_number;
    }
    return source->once_unit == unit_number;
}

const unsigned char *source_bytes(const char *path, uint32_t *size, const char **reason) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        *reason = reason_text();
        return NULL;
    }
    source_reads_data = true;
    char *bytes = read_all(file, size, reason);
    source_reads_data = false;
    fclose(file);
    return bytes == NULL ? NULL : (const unsigned char *)bytes + 1;
}

struct source *source_library(const char *name) {
    for (uint32_t i = 0; i < library_count; i++)
        if (library_files[i].name[0] == name[0] && strcmp(library_files[i].name, name) == 0) {
            char *shown = allocate(strlen(name) + 3);
            shown[0] = '<';
            strcpy(shown + 1, name);
            strcat(shown, ">");
            struct source *source = source_find(shown);
            if (source != NULL)
                return source;
            source = source_text(shown, library_files[i].text, library_files[i].size);
            source->is_library = true;
            return source;
        }
    return NULL;
}

// Where the text of a header declares a name: in a line that begins a declaration.
static const char *declaration_in(const char *text, const char *name) {
    size_t length = strlen(name);
    for (const char *at = strstr(text, name); at != NULL; at = strstr(at + 1, name)) {
        const char *line = at;
        while (line > text && line[-1] != '\n')
            line--;
        bool is_name = at > line && (at[-1] == ' ' || at[-1] == '*') &&
                       (at[length] == '(' || at[length] == ';');
        if (is_name && *line != '/' && *line != ' ' && *line != '}')
            return at;
    }
    return NULL;
}

const char *source_declaring(const char *name, const char **unit) {
    static const char pragma[] = "\n#pragma library \"";
    *unit = NULL;
    for (uint32_t i = 0; i < library_count; i++) {
        const struct library_file *file = &library_files[i];
        const char *at =
            file->name[strlen(file->name) - 1] == 'h' ? declaration_in(file->text, name) : NULL;
        if (at == NULL)
            continue;
        const char *last = NULL;
        for (const char *p = strstr(file->text, pragma); p != NULL && p < at;
             p = strstr(p + 1, pragma))
            last = p + sizeof pragma - 1;
        if (last != NULL)
            *unit = allocate_text(last, (size_t)(strchr(last, '"') - last));
        return file->name;
    }
    return NULL;
}

// ---- places in the bodies of macros that are expanded ----

struct expansion_places {
    place_t start;
    place_t call;
    const place_t *definitions;
    const struct name *macro;
};

static struct expansion_places *expansions;
static uint32_t expansion_count;
static uint32_t expansion_capacity;
static place_t next_expanded = 0x80000000u;

place_t place_expansion(const struct name *macro, const place_t *definitions, uint32_t count,
                        place_t call) {
    if (count > UINT32_MAX - next_expanded)
        fatal_at(call, "too many macro expansions");
    expansions = array_room(expansions, &expansion_capacity, expansion_count, sizeof *expansions);
    expansions[expansion_count++] =
        (struct expansion_places){next_expanded, call, definitions, macro};
    next_expanded += count;
    return next_expanded - count;
}

static bool is_expanded(place_t place) {
    return place >= FIRST_EXPANDED;
}

static const struct expansion_places *expansion_of(place_t place) {
    uint32_t low = 0;
    uint32_t high = expansion_count;
    while (low + 1 < high) {
        uint32_t middle = (low + high) / 2;
        if (expansions[middle].start <= place)
            low = middle;
        else
            high = middle;
    }
    return &expansions[low];
}

place_t place_in_file(place_t place) {
    while (is_expanded(place))
        place = expansion_of(place)->call;
    return place;
}

static place_t place_of_definition(place_t place) {
    const struct expansion_places *expansion = expansion_of(place);
    return expansion->definitions[place - expansion->start];
}

// Macros of libcstar, and what is predefined, are not shown.
static bool is_hidden(place_t place) {
    const struct source *source = source_at(place_of_definition(place));
    return source == NULL || source->is_library;
}

place_t place_shown(place_t place) {
    while (is_expanded(place) && is_hidden(place))
        place = expansion_of(place)->call;
    return is_expanded(place) ? place_of_definition(place) : place;
}

const struct name *place_macro(place_t *place) {
    while (is_expanded(*place)) {
        const struct expansion_places *expansion = expansion_of(*place);
        bool is_shown = !is_hidden(*place);
        *place = expansion->call;
        if (is_shown)
            return expansion->macro;
    }
    return NULL;
}

// ---- positions ----

struct source *source_at(place_t place) {
    static struct source *last;
    place = place_in_file(place);
    if (last != NULL && place - last->start <= last->size)
        return last;
    uint32_t low = 0;
    uint32_t high = source_count;
    while (low + 1 < high) {
        uint32_t middle = (low + high) / 2;
        if (sources[middle]->start <= place)
            low = middle;
        else
            high = middle;
    }
    if (place == 0 || source_count == 0)
        return NULL;
    last = sources[low];
    return last;
}

static void make_lines(struct source *source) {
    uint32_t capacity = 0;
    uint32_t count = 0;
    const char *end = source->file + source->file_size;
    for (const char *line = source->file; line < end;) {
        source->lines = array_room(source->lines, &capacity, count, sizeof *source->lines);
        source->lines[count++] = (uint32_t)(line - source->file);
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        line = newline == NULL ? end : newline + 1;
    }
    source->line_count = count;
}

// Line of the file from 0, regardless of #line; of an offset in the file.
static uint32_t source_line(struct source *source, uint32_t offset) {
    if (source->line_count == 0)
        make_lines(source);
    uint32_t low = 0;
    uint32_t high = source->line_count;
    while (low + 1 < high) {
        uint32_t middle = (low + high) / 2;
        if (source->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t source_line_in_file(place_t place) {
    struct source *source = source_at(place);
    return source_line(source, offset_in_file(source, place_in_file(place) - source->start));
}

const char *source_text_at(place_t place, uint32_t *length) {
    const struct source *source = source_at(place);
    uint32_t offset = place_in_file(place) - source->start;
    *length = source->size - offset;
    return source->text + offset;
}

const char *source_line_text(place_t place, uint32_t *length) {
    struct source *source = source_at(place);
    uint32_t line = source_line_in_file(place);
    const char *text = source->file + source->lines[line];
    *length = (uint32_t)strcspn(text, "\n");
    return text;
}

bool source_is_joined(place_t from, place_t to) {
    const struct source *source = source_at(from);
    return source != NULL && source->joint_count != 0 &&
           offset_in_file(source, to - source->start) -
                   offset_in_file(source, from - source->start) !=
               to - from;
}

uint32_t source_offset_in_line(place_t place) {
    struct source *source = source_at(place);
    uint32_t offset = offset_in_file(source, place_in_file(place) - source->start);
    return offset - source->lines[source_line(source, offset)];
}

void source_change_line(place_t place, uint32_t line, const char *name) {
    struct source *source = source_at(place);
    uint32_t here = source_line_in_file(place);
    uint32_t count = source->line_change_count;
    if (count != 0) {
        struct line_change *last = &source->line_changes[count - 1];
        if (last->line >= here)
            return; // the file is read a second time
        if (name == NULL)
            name = last->name;
    }
    source->line_changes = array_room(source->line_changes, &source->line_change_capacity, count,
                                      sizeof *source->line_changes);
    source->line_changes[count] = (struct line_change){.line = here, .number = line, .name = name};
    source->line_change_count++;
}

// As gcc counts: characters, a tab going on to the next multiple of 8. Goes on from where it was
// last asked, for the sake of many diagnostics on a long line.
static uint32_t source_column(const struct source *source, uint32_t line, uint32_t offset) {
    static const struct source *last_source;
    static uint32_t last_offset;
    static uint32_t last_column;
    uint32_t column = 1;
    uint32_t i = source->lines[line];
    if (source == last_source && last_offset >= i && last_offset <= offset) {
        i = last_offset;
        column = last_column;
    }
    for (; i < offset; i++) {
        unsigned char c = (unsigned char)source->file[i];
        if (c == '\t')
            column = (column + 7) / 8 * 8 + 1;
        else
            column += !utf8_is_inner(c);
    }
    last_source = source;
    last_offset = offset;
    last_column = column;
    return column;
}

void source_position(place_t place, const char **name, uint32_t *line, uint32_t *column) {
    place = place_in_file(place);
    struct source *source = source_at(place);
    *name = "starc";
    *line = 0;
    if (column != NULL)
        *column = 0;
    if (source == NULL)
        return;
    uint32_t offset = offset_in_file(source, place - source->start);
    uint32_t here = source_line(source, offset);
    *name = source->name;
    *line = here + 1;
    if (column != NULL)
        *column = source_column(source, here, offset);
    for (uint32_t i = source->line_change_count; i > 0; i--) {
        struct line_change *change = &source->line_changes[i - 1];
        if (change->line < here) {
            *line = change->number + (here - change->line - 1);
            if (change->name != NULL)
                *name = change->name;
            break;
        }
    }
}
