// Functions of <string.h>. Libraries read whole words around strings, and write some: what is right
// for them looks wrong byte by byte. So what such a function does, by the standard, is done here
// instead, byte by byte, and is checked so.
#include <string.h>

#include "../../core/machine/frames.h"
#include "../../core/machine/page_table.h"
#include "check.h"

// ---- memory of the program ----

// Where a byte is; NULL, and the exception in the context, if the access has to wait for a page or
// is not possible.
static unsigned char *place_of(struct checker *checker, uint32_t *context, uint32_t address,
                               enum access access) {
    struct fault fault;
    uint32_t table;
    uint32_t frame = page_table_frame(checker->machine, context[CONTEXT_PAGE_TABLE], address, 1,
                                      access, &table, &fault);
    if (frame == 0) {
        context_raise(context, fault.exception, fault.address, fault.kind);
        return NULL;
    }
    return (unsigned char *)frame_words(checker->machine, frame) + address % PAGE_SIZE;
}

static uint32_t frame_of(const struct checker *checker, const uint32_t *context, uint32_t address) {
    uint32_t table;
    return page_start(
        page_table_entry(checker->machine, context[CONTEXT_PAGE_TABLE], address, &table));
}

// How much of a range is in the page of its first byte.
static uint32_t part_of(uint32_t address, uint32_t size) {
    uint32_t left = PAGE_SIZE - address % PAGE_SIZE;
    return size < left ? size : left;
}

// True if all of it is there.
static bool is_there(struct checker *checker, uint32_t *context, uint32_t address, uint32_t size,
                     enum access access) {
    for (uint32_t part; size > 0; address += part, size -= part) {
        part = part_of(address, size);
        if (place_of(checker, context, address, access) == NULL)
            return false;
    }
    return true;
}

// To memory that is there.
static void put(struct checker *checker, uint32_t *context, uint32_t to, uint32_t size,
                const unsigned char *bytes, int byte) {
    for (uint32_t part; size > 0; to += part, size -= part) {
        part = part_of(to, size);
        uint32_t frame = frame_of(checker, context, to);
        frame_changes(checker->machine, frame, to % PAGE_SIZE, part);
        unsigned char *place =
            (unsigned char *)frame_words(checker->machine, frame) + to % PAGE_SIZE;
        if (bytes == NULL) {
            memset(place, byte, part);
            continue;
        }
        memmove(place, bytes, part);
        bytes += part;
    }
}

// As memmove does, in parts that are in one page of both.
static void copy(struct checker *checker, uint32_t *context, uint32_t to, uint32_t from,
                 uint32_t size) {
    bool is_upwards = to <= from;
    while (size > 0) {
        uint32_t part, at = 0;
        if (is_upwards) {
            part = part_of(to, part_of(from, size));
        } else {
            part = (from + size - 1) % PAGE_SIZE + 1;
            uint32_t other = (to + size - 1) % PAGE_SIZE + 1;
            part = part < other ? part : other;
            part = part < size ? part : size;
            at = size - part;
        }
        uint32_t source = frame_of(checker, context, from + at);
        put(checker, context, to + at, part,
            (const unsigned char *)frame_words(checker->machine, source) + (from + at) % PAGE_SIZE,
            0);
        size -= part;
        to += is_upwards ? part : 0;
        from += is_upwards ? part : 0;
    }
}

bool memory_copy(struct checker *checker, uint32_t *context, uint32_t to, uint32_t from,
                 uint32_t size) {
    if (!is_there(checker, context, from, size, ACCESS_READ) ||
        !is_there(checker, context, to, size, ACCESS_WRITE))
        return false;
    copy(checker, context, to, from, size);
    return true;
}

// ---- checks ----

static bool check_range(struct checker *checker, uint32_t address, uint32_t size,
                        enum error error) {
    uint32_t bad = shadow_first_bad(checker, address, size);
    if (bad - address >= size || !shadow_covers(checker, bad))
        return bad - address >= size;
    report(checker,
           &(struct finding){.error = error, .address = address, .size = size, .bad = bad});
    return false;
}

static void check_overlap(struct checker *checker, uint32_t to, uint32_t from, uint32_t size) {
    if (size > 0 && to != from && (to - from < size || from - to < size))
        report(checker,
               &(struct finding){.error = ERROR_OVERLAP, .address = to, .size = size, .bad = from});
}

// A string that is being read.
struct reader {
    struct checker *checker;
    uint32_t *context;
    uint32_t address;
    const unsigned char *place; // of the next byte; NULL: in a page that has not been looked up
    bool has_reported;
    bool failed; // the page is not there
};

static void report_byte(struct checker *checker, uint32_t address, unsigned state) {
    struct finding finding = {.error = ERROR_READ, .address = address, .size = 1, .bad = address};
    if (state == SHADOW_NO_ACCESS && !shadow_covers(checker, address))
        return;
    if (state != SHADOW_NO_ACCESS) {
        finding.error = ERROR_BRANCH;
        finding.origin = origin_of_load(checker, address);
    }
    report(checker, &finding);
}

// The next byte, checked. 0 if it has failed.
static unsigned char next(struct reader *reader) {
    struct checker *checker = reader->checker;
    if (reader->place == NULL || reader->address % PAGE_SIZE == 0)
        reader->place = place_of(checker, reader->context, reader->address, ACCESS_READ);
    if (reader->place == NULL) {
        reader->failed = true;
        return 0;
    }
    unsigned state = *shadow_at(checker, reader->address);
    if (state != SHADOW_DEFINED && !reader->has_reported) {
        reader->has_reported = true;
        report_byte(checker, reader->address, state);
    }
    reader->address++;
    return *reader->place++;
}

static struct reader reader_at(struct checker *checker, uint32_t *context, uint32_t address) {
    return (struct reader){.checker = checker, .context = context, .address = address};
}

// ---- functions ----

struct call {
    struct checker *checker;
    uint32_t *context;
    uint32_t a[3];
    uint32_t result;
};

typedef bool function(struct call *call, unsigned what); // false: it has failed

// The length of a string, up to a limit.
static bool length_of(struct call *call, uint32_t address, uint32_t limit, uint32_t *length) {
    struct reader reader = reader_at(call->checker, call->context, address);
    *length = 0;
    while (*length < limit && next(&reader) != 0)
        ++*length;
    return !reader.failed;
}

// Copies `size` bytes, then `zeros`, with what is known of them.
static bool move(struct call *call, uint32_t to, uint32_t from, uint32_t size, uint32_t zeros) {
    struct checker *checker = call->checker;
    if (!is_there(checker, call->context, from, size, ACCESS_READ) ||
        !is_there(checker, call->context, to, size + zeros, ACCESS_WRITE))
        return false;
    if (shadow_is_defined(checker, from, size) && shadow_is_defined(checker, to, size + zeros)) {
        copy(checker, call->context, to, from, size);
        put(checker, call->context, to + size, zeros, NULL, 0);
        return true;
    }
    bool is_right = check_range(checker, from, size, ERROR_READ);
    is_right = check_range(checker, to, size + zeros, ERROR_WRITE) && is_right;
    uint32_t undefined = shadow_first_undefined(checker, from, size);
    if (undefined - from < size)
        origin_stored(checker, to + (undefined - from), origin_of_load(checker, undefined));
    copy(checker, call->context, to, from, size);
    put(checker, call->context, to + size, zeros, NULL, 0);
    if (is_right) {
        shadow_copy(checker, to, from, size);
        shadow_set(checker, to + size, zeros, SHADOW_DEFINED);
        return true;
    }
    // What could be is taken for right, so that nothing is said twice.
    for (uint32_t i = 0; i < size + zeros; i++)
        if (*shadow_at(checker, to + i) != SHADOW_NO_ACCESS)
            *shadow_at(checker, to + i) = SHADOW_DEFINED;
    return true;
}

enum { PLAIN, MAY_OVERLAP, TURNED, AT_END, FILLED };

// memcpy, memmove, bcopy
static bool copy_memory(struct call *call, unsigned what) {
    uint32_t to = call->a[what == TURNED], from = call->a[what != TURNED];
    if (what == PLAIN)
        check_overlap(call->checker, to, from, call->a[2]);
    call->result = call->a[0];
    return move(call, to, from, call->a[2], 0);
}

// memset, bzero
static bool set_memory(struct call *call, unsigned what) {
    struct checker *checker = call->checker;
    uint32_t to = call->a[0], size = call->a[what == PLAIN ? 2 : 1];
    uint32_t mask = what == PLAIN ? checker->undefined[REGISTER_A1] & 0xff : 0;
    if (!is_there(checker, call->context, to, size, ACCESS_WRITE))
        return false;
    call->result = to;
    bool is_right = check_range(checker, to, size, ERROR_WRITE);
    put(checker, call->context, to, size, NULL, what == PLAIN ? (int)(call->a[1] & 0xff) : 0);
    if (is_right && mask == 0)
        shadow_set(checker, to, size, SHADOW_DEFINED);
    for (uint32_t i = 0; is_right && mask != 0 && i < size; i++)
        shadow_set_mask(checker, to + i, mask);
    return true;
}

// memcmp, strcmp, strncmp: `what` says how many are compared, and whether a string ends them.
enum { COMPARE_MEMORY, COMPARE_STRINGS, COMPARE_SOME };

static bool compare(struct call *call, unsigned what) {
    struct reader left = reader_at(call->checker, call->context, call->a[0]);
    struct reader right = reader_at(call->checker, call->context, call->a[1]);
    uint32_t limit = what == COMPARE_STRINGS ? 0xffffffffu : call->a[2];
    call->result = 0;
    for (uint32_t i = 0; i < limit; i++) {
        unsigned char one = next(&left), two = next(&right);
        if (left.failed || right.failed)
            return false;
        if (one != two || (one == 0 && what != COMPARE_MEMORY)) {
            call->result = (uint32_t)one - two;
            break;
        }
    }
    return true;
}

// strlen, strnlen
static bool find_length(struct call *call, unsigned what) {
    return length_of(call, call->a[0], what == PLAIN ? 0xffffffffu : call->a[1], &call->result);
}

enum { FIND_FIRST, FIND_OR_END, FIND_LAST, FIND_IN_MEMORY, FIND_ALWAYS };

// strchr, strchrnul, strrchr, memchr, rawmemchr
static bool find(struct call *call, unsigned what) {
    struct reader reader = reader_at(call->checker, call->context, call->a[0]);
    uint32_t limit = what == FIND_IN_MEMORY ? call->a[2] : 0xffffffffu;
    bool has_end = what != FIND_IN_MEMORY && what != FIND_ALWAYS;
    call->result = 0;
    for (uint32_t i = 0; i < limit; i++) {
        unsigned char byte = next(&reader);
        if (reader.failed)
            return false;
        bool is_found = byte == (call->a[1] & 0xff), is_end = has_end && byte == 0;
        if (is_found || (is_end && what == FIND_OR_END))
            call->result = reader.address - 1;
        if (is_end || (is_found && what != FIND_LAST))
            break;
    }
    return true;
}

// strcpy, stpcpy
static bool copy_string(struct call *call, unsigned what) {
    uint32_t length;
    if (!length_of(call, call->a[1], 0xffffffffu, &length))
        return false;
    check_overlap(call->checker, call->a[0], call->a[1], length + 1);
    call->result = call->a[0] + (what == AT_END ? length : 0);
    return move(call, call->a[0], call->a[1], length + 1, 0);
}

// strncpy, stpncpy
static bool copy_some(struct call *call, unsigned what) {
    uint32_t length;
    if (!length_of(call, call->a[1], call->a[2], &length))
        return false;
    check_overlap(call->checker, call->a[0], call->a[1], length);
    call->result = call->a[0] + (what == AT_END ? length : 0);
    return move(call, call->a[0], call->a[1], length, call->a[2] - length);
}

// strcat, strncat
static bool append(struct call *call, unsigned what) {
    uint32_t length, more, limit = what == PLAIN ? 0xffffffffu : call->a[2];
    if (!length_of(call, call->a[0], 0xffffffffu, &length) ||
        !length_of(call, call->a[1], limit, &more))
        return false;
    check_overlap(call->checker, call->a[0] + length, call->a[1], more + 1);
    call->result = call->a[0];
    return move(call, call->a[0] + length, call->a[1], more, 1);
}

static const struct {
    const char *name;
    function *function;
    unsigned what;
    unsigned arguments;
} functions[] = {
    {"memcpy", copy_memory, PLAIN, 3},     {"memmove", copy_memory, MAY_OVERLAP, 3},
    {"bcopy", copy_memory, TURNED, 3},     {"memset", set_memory, PLAIN, 3},
    {"bzero", set_memory, FILLED, 2},      {"memcmp", compare, COMPARE_MEMORY, 3},
    {"bcmp", compare, COMPARE_MEMORY, 3},  {"strcmp", compare, COMPARE_STRINGS, 2},
    {"strncmp", compare, COMPARE_SOME, 3}, {"strlen", find_length, PLAIN, 1},
    {"strnlen", find_length, FILLED, 2},   {"strchr", find, FIND_FIRST, 2},
    {"index", find, FIND_FIRST, 2},        {"strchrnul", find, FIND_OR_END, 2},
    {"strrchr", find, FIND_LAST, 2},       {"rindex", find, FIND_LAST, 2},
    {"memchr", find, FIND_IN_MEMORY, 3},   {"rawmemchr", find, FIND_ALWAYS, 2},
    {"strcpy", copy_string, PLAIN, 2},     {"stpcpy", copy_string, AT_END, 2},
    {"strncpy", copy_some, PLAIN, 3},      {"stpncpy", copy_some, AT_END, 3},
    {"strcat", append, PLAIN, 2},          {"strncat", append, FILLED, 3},
};

uint32_t strings_find(const char *name) {
    while (name[0] == '_') // __strchrnul, _memcpy
        name++;
    for (uint32_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
        if (strcmp(functions[i].name, name) == 0)
            return i + 1;
    return 0;
}

static void check_arguments(struct checker *checker, unsigned count, const char *name) {
    if (checker->undefined_count == 0)
        return;
    for (unsigned i = REGISTER_A0; i < REGISTER_A0 + count; i++) {
        bool is_byte = i == REGISTER_A1 && strcmp(name, "memset") == 0;
        if (checker->undefined[i] == 0 || is_byte)
            continue;
        report(checker, &(struct finding){.error = ERROR_CALL_ARGUMENT,
                                          .what = name,
                                          .origin = checker->origins[i]});
        checker_set_register(checker, i, 0, 0);
    }
}

bool strings_call(struct checker *checker, uint32_t *context, uint32_t number) {
    struct call call = {
        checker, context, {context[REGISTER_A0], context[REGISTER_A1], context[REGISTER_A2]}, 0};
    check_arguments(checker, functions[number - 1].arguments, functions[number - 1].name);
    if (!functions[number - 1].function(&call, functions[number - 1].what))
        return false;
    context[REGISTER_V0] = call.result;
    return true;
}
