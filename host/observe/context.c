// Contexts as they are seen from level zero: their paths, and their memory through the page tables
// that their supervisors have made, as docs/machine.md defines them.
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/machine/page_table.h"
#include "../../core/machine/stack.h"
#include "../../core/machine/switch.h"
#include "../../core/panic.h"
#include "observe.h"

enum { BUCKETS = 4096, PATTERNS_MOST = 64, MEMO = 4096, MEMO_TRIED = 64 };

struct seen *seen_first;
static struct seen *seen_last;
static struct seen *buckets[BUCKETS];
static uint32_t root_count;

void *observe_allocate(size_t size) {
    void *memory = calloc(1, size);
    if (memory == NULL)
        panic("observe_allocate: out of memory");
    return memory;
}

void *observe_grow(void *old, size_t size) {
    void *memory = realloc(old, size);
    if (memory == NULL)
        panic("observe_grow: out of memory");
    return memory;
}

// ---- paths ----

static struct {
    const char *text; // numbers or *, with / between
    size_t length;
    bool is_found;
} patterns[PATTERNS_MOST];
static uint32_t pattern_count;
static bool all;
static bool several;

// True if the path is what the pattern says: each number the same, or *.
static bool matches(const char *path, const char *pattern, size_t length) {
    const char *end = pattern + length;
    for (;;) {
        size_t number = strcspn(path, "/");
        const char *slash = memchr(pattern, '/', (size_t)(end - pattern));
        size_t part = (size_t)((slash != NULL ? slash : end) - pattern);
        if (!(part == 1 && *pattern == '*') && (part != number || memcmp(path, pattern, part) != 0))
            return false;
        path += number;
        pattern += part;
        if (*path == 0 || pattern == end)
            return *path == 0 && pattern == end;
        path++;
        pattern++;
    }
}

static bool is_chosen(const char *path) {
    bool chosen = all;
    for (uint32_t i = 0; i < pattern_count; i++) {
        if (!matches(path, patterns[i].text, patterns[i].length))
            continue;
        chosen = true;
        patterns[i].is_found = true;
    }
    return chosen;
}

static bool is_pattern(const char *text, size_t length) {
    bool needs_number = true;
    for (size_t i = 0; i < length; i++) {
        bool is_star = text[i] == '*' && needs_number && (i + 1 == length || text[i + 1] == '/');
        bool is_slash = text[i] == '/' && !needs_number;
        bool is_digit = text[i] >= '0' && text[i] <= '9' && (i == 0 || text[i - 1] != '*');
        if (!is_star && !is_slash && !is_digit)
            return false;
        needs_number = is_slash;
    }
    return !needs_number;
}

static bool bad_paths(const char *paths) {
    fprintf(stderr,
            "%s: bad value '%s' of option '--observe' (expected paths such as 0, 0/1 or 0/*, with "
            "commas between, or all)\n",
            request.command, paths);
    return false;
}

static bool choose_default(uint32_t depth) {
    char *text = observe_allocate((size_t)depth * 2 + 2);
    strcpy(text, depth == 0 ? "*" : "0");
    for (uint32_t i = 1; i <= depth; i++)
        strcpy(text + i * 2 - 1, i == depth ? "/*" : "/1");
    patterns[0].text = text;
    patterns[0].length = strlen(text);
    pattern_count = 1;
    several = request.programs > 1;
    return true;
}

bool seen_choose(const char *paths, uint32_t depth) {
    if (paths == NULL)
        return choose_default(depth);
    all = strcmp(paths, "all") == 0;
    several = all || strpbrk(paths, ",*") != NULL;
    for (const char *text = paths; !all; text++) {
        size_t length = strcspn(text, ",");
        if (pattern_count == PATTERNS_MOST || !is_pattern(text, length))
            return bad_paths(paths);
        patterns[pattern_count].text = text;
        patterns[pattern_count++].length = length;
        text += length;
        if (*text == 0)
            break;
    }
    return true;
}

bool seen_all_found(void) {
    bool found = true;
    for (uint32_t i = 0; i < pattern_count; i++) {
        if (patterns[i].is_found || request.paths == NULL)
            continue;
        fprintf(stderr, "%s: --observe: there was no context %.*s\n", request.command,
                (int)patterns[i].length, patterns[i].text);
        found = false;
    }
    return found;
}

bool seen_several(void) {
    return several;
}

// ---- contexts ----

static struct seen *add(struct seen *parent, uint32_t number) {
    struct seen *seen = observe_allocate(sizeof *seen);
    size_t size = (parent != NULL ? strlen(parent->path) : 0) + 12;
    seen->parent = parent;
    seen->level = parent != NULL ? parent->level + 1 : 0;
    seen->number = number;
    seen->path = observe_allocate(size);
    snprintf(seen->path, size, "%s%s%u", parent != NULL ? parent->path : "",
             parent != NULL ? "/" : "", (unsigned)number);
    seen->chosen = is_chosen(seen->path);
    if (seen_last != NULL)
        seen_last->next = seen;
    else
        seen_first = seen;
    seen_last = seen;
    return seen;
}

struct seen *seen_start(struct process *process) {
    struct seen *seen = add(NULL, root_count++);
    seen->machine = process->machine;
    seen->process = process;
    seen->context = process->context;
    return seen;
}

struct seen *seen_root(const uint32_t *context) {
    static struct seen *last;
    if (last != NULL && last->process != NULL && last->context == context)
        return last;
    for (last = seen_first; last != NULL; last = last->next) {
        if (last->process != NULL && last->context == context)
            return last;
    }
    panic("seen_root: not a context of this level");
}

static struct seen **bucket_of(const struct seen *parent, uint32_t address) {
    return &buckets[(address / BLOCK_SIZE + (uintptr_t)parent / 64) % BUCKETS];
}

struct seen *seen_find(const struct seen *parent, uint32_t address) {
    struct seen *seen = *bucket_of(parent, address);
    while (seen != NULL && (seen->parent != parent || seen->address != address))
        seen = seen->bucket_next;
    return seen;
}

// A block that has retired less than it had is another guest's now.
struct seen *seen_child(struct seen *parent, uint32_t address, const uint32_t *words) {
    struct seen *seen = seen_find(parent, address);
    if (seen != NULL && context_retired(words) >= context_retired(seen->words))
        return seen;
    struct seen **bucket = bucket_of(parent, address);
    seen = add(parent, ++parent->child_count);
    seen->machine = parent->machine;
    seen->address = address;
    seen->bucket_next = *bucket;
    *bucket = seen;
    return seen;
}

// ---- memory ----

// Pages that have been found for the present word: each needs several of the level below, which are
// mostly the same.
struct found {
    const struct seen *seen;
    uint32_t page;
    enum access access;
    uint32_t frame;
    uint32_t generation;
};

static struct found memo[MEMO];
static uint32_t generation;

// What has been found for this page, or where to note it; NULL if there is no room near.
static struct found *find(const struct seen *seen, uint32_t page, enum access access) {
    uint32_t place = page * 31 + seen->level * 127 + access;
    for (uint32_t i = 0; i < MEMO_TRIED; i++, place++) {
        struct found *found = &memo[place % MEMO];
        if (found->generation != generation ||
            (found->seen == seen && found->page == page && found->access == access))
            return found;
    }
    return NULL;
}

static uint32_t frame_by_table(const struct seen *seen, uint32_t address, enum access access) {
    uint32_t table;
    uint32_t entry =
        page_table_entry(seen->machine, seen->context[CONTEXT_PAGE_TABLE], address, &table);
    return page_table_allows(entry, access) ? page_start(entry) : 0;
}

static uint32_t frame_at(const struct seen *seen, uint32_t address, enum access access);

// In the memory of a supervisor; page_table_reader.
static bool read_entry(void *from, enum page_table_part part, uint32_t address, uint32_t *entry) {
    const struct seen *seen = from;
    uint32_t frame = frame_at(seen, address, ACCESS_READ);
    (void)part;
    if (frame != 0)
        *entry = frame_words(seen->machine, frame)[address / 4 % PAGE_WORDS];
    return frame != 0;
}

static uint32_t walk(const struct seen *seen, uint32_t address, enum access access) {
    uint32_t entry;
    if (page_table_walk(read_entry, seen->parent, seen->directory, address, access, &entry) !=
        WALK_FOUND)
        return 0;
    return frame_at(seen->parent, page_start(entry) + address % PAGE_SIZE,
                    page_table_access_below(access));
}

static uint32_t frame_at(const struct seen *seen, uint32_t address, enum access access) {
    if (address > USER_LIMIT)
        return 0;
    if (seen->parent == NULL)
        return frame_by_table(seen, address, access);
    uint32_t frame = seen->running ? frame_by_table(seen, address, access) : 0;
    if (frame != 0)
        return frame;
    struct found *found = find(seen, address / PAGE_SIZE, access);
    if (found != NULL && found->generation == generation)
        return found->frame;
    frame = walk(seen, address, access);
    found = find(seen, address / PAGE_SIZE, access); // what is needed for it has been added since
    if (found != NULL) {
        found->seen = seen;
        found->page = address / PAGE_SIZE;
        found->access = access;
        found->frame = frame;
        found->generation = generation;
    }
    return frame;
}

uint32_t *seen_word(const struct seen *seen, uint32_t address, enum access access) {
    generation++;
    uint32_t frame = frame_at(seen, address, access);
    return frame == 0 ? NULL : frame_words(seen->machine, frame) + address / 4 % PAGE_WORDS;
}

uint32_t *seen_block(const struct seen *seen) {
    return seen_word(seen->parent, seen->address, ACCESS_READ);
}

// A page that has never been used is not there yet, but may be in the file.
static bool byte_at(const struct seen *seen, uint32_t address, unsigned char *byte) {
    const uint32_t *word = seen_word(seen, address, ACCESS_READ);
    if (word != NULL) {
        *byte = (unsigned char)(*word >> address % 4 * 8);
        return true;
    }
    if (seen->names == NULL || seen->names->image.bytes == NULL)
        return false;
    const struct image *image = &seen->names->image;
    const struct segment *segment = image_segment_at(image, address);
    if (segment == NULL || address - segment->address >= segment->file_size)
        return false;
    *byte = image->bytes[segment->offset + (address - segment->address)];
    return true;
}

uint32_t seen_bytes(const struct seen *seen, uint32_t address, void *bytes, uint32_t size) {
    uint32_t count = 0;
    while (count < size && byte_at(seen, address + count, (unsigned char *)bytes + count))
        count++;
    return count;
}

// ---- names ----

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
    return names_of_program(program, values[AUXILIARY_ENTRY], values[AUXILIARY_PHDR],
                            values[AUXILIARY_PHNUM]);
}

// The instruction that is due is the file's.
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
        if (!byte_at(seen, --address, &byte))
            return NULL;
    if (!text_at(seen, address + 1, program, sizeof program))
        return NULL;
    struct names *names = names_of_program(program, 0, 0, 0);
    return names != NULL && is_in_place(seen, names) ? names : NULL;
}

void seen_name(struct seen *seen) {
    if (seen->names != NULL)
        return;
    if (seen->parent == NULL)
        seen->names = names_of_image(seen->process->program, &seen->process->image);
    else if (context_retired(seen->context) == 0)
        seen->names = names_by_stack(seen, seen->context[REGISTER_SP]);
    if (seen->names == NULL)
        seen->names = names_by_top(seen);
    if (seen->names == NULL)
        seen->names = names_unknown();
}
