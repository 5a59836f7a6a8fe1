// libcstar: text from one encoding to another, by its code points, as glibc does it.
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum kind { ASCII, LATIN_1, UTF_8, UTF_16, UTF_32 };
enum order { MARKED, LITTLE, BIG }; // MARKED: a mark says it, else it is little

enum { MARK = 0xfeff, MOST_CODE = 0x10ffff, LONGEST = 4 };
enum { INCOMPLETE = 0, INVALID = -1 };

struct encoding {
    enum kind kind;
    enum order order;
};

struct conversion {
    struct encoding from, to;
    int is_marked; // what comes has had its mark,
    int has_mark;  // what goes has one
    enum order order;
    int translates; // //TRANSLIT: ? for what there is not
    int ignores;    // //IGNORE
};

static const struct {
    const char *name;
    struct encoding encoding;
} names[] = {
    {"ASCII", {ASCII, MARKED}},
    {"US-ASCII", {ASCII, MARKED}},
    {"ANSI_X3.4-1968", {ASCII, MARKED}},
    {"646", {ASCII, MARKED}},
    {"C", {ASCII, MARKED}},
    {"", {ASCII, MARKED}},
    {"ISO-8859-1", {LATIN_1, MARKED}},
    {"ISO8859-1", {LATIN_1, MARKED}},
    {"ISO_8859-1", {LATIN_1, MARKED}},
    {"8859_1", {LATIN_1, MARKED}},
    {"LATIN1", {LATIN_1, MARKED}},
    {"L1", {LATIN_1, MARKED}},
    {"UTF-8", {UTF_8, MARKED}},
    {"UTF8", {UTF_8, MARKED}},
    {"UTF-16", {UTF_16, MARKED}},
    {"UTF16", {UTF_16, MARKED}},
    {"UTF-16LE", {UTF_16, LITTLE}},
    {"UTF-16BE", {UTF_16, BIG}},
    {"UTF-32", {UTF_32, MARKED}},
    {"UTF32", {UTF_32, MARKED}},
    {"UTF-32LE", {UTF_32, LITTLE}},
    {"UTF-32BE", {UTF_32, BIG}},
    {"UCS-4LE", {UTF_32, LITTLE}},
    {"UCS-4", {UTF_32, BIG}},
    {"UCS-4BE", {UTF_32, BIG}},
    {"WCHAR_T", {UTF_32, LITTLE}},
};

static int find(const char *name, size_t length, struct encoding *to) {
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strlen(names[i].name) == length && strncasecmp(names[i].name, name, length) == 0) {
            *to = names[i].encoding;
            return 1;
        }
    }
    return 0;
}

iconv_t iconv_open(const char *to, const char *from) {
    struct conversion *conversion = calloc(1, sizeof *conversion);
    if (conversion == NULL) {
        return (iconv_t)-1;
    }
    size_t length = strcspn(to, "/");
    for (const char *rest = to + length; *rest != 0;) {
        rest += strspn(rest, "/,");
        size_t part = strcspn(rest, "/,");
        conversion->translates |= part == 8 && strncasecmp(rest, "TRANSLIT", part) == 0;
        conversion->ignores |= part == 6 && strncasecmp(rest, "IGNORE", part) == 0;
        rest += part;
    }
    if (!find(to, length, &conversion->to) || !find(from, strcspn(from, "/"), &conversion->from)) {
        free(conversion);
        errno = EINVAL;
        return (iconv_t)-1;
    }
    return conversion;
}

int iconv_close(iconv_t conversion) {
    free(conversion);
    return 0;
}

// ---- from bytes ----

static unsigned number(const unsigned char *bytes, int size, enum order order) {
    unsigned value = 0;
    for (int i = 0; i < size; i++) {
        value = value << 8 | bytes[order == BIG ? i : size - 1 - i];
    }
    return value;
}

static int is_surrogate(uint32_t code) {
    return code >= 0xd800 && code < 0xe000;
}

// Of at least one byte; their number, or INCOMPLETE, or INVALID.
static int decode_utf_8(const unsigned char *bytes, size_t size, uint32_t *code) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned first = bytes[0];
    int length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (length == 0 || first > 0xf4) {
        return INVALID;
    }
    *code = length == 1 ? first : first & 0x7fu >> length;
    for (int i = 1; i < length; i++) {
        if ((size_t)i >= size) {
            return INCOMPLETE;
        }
        if ((bytes[i] & 0xc0) != 0x80) {
            return INVALID;
        }
        *code = *code << 6 | (bytes[i] & 0x3f);
        // What cannot become valid is not waited for.
        if (i == 1 && length > 2) {
            uint32_t lowest = *code << 6 * (length - 2);
            if (lowest + (1u << 6 * (length - 2)) <= least[length] || lowest > MOST_CODE ||
                (length == 3 && is_surrogate(lowest))) {
                return INVALID;
            }
        }
    }
    return length;
}

static int decode_utf_16(const unsigned char *bytes, size_t size, enum order order,
                         uint32_t *code) {
    if (size < 2) {
        return INCOMPLETE;
    }
    *code = number(bytes, 2, order);
    if (!is_surrogate(*code)) {
        return 2;
    }
    if (*code >= 0xdc00) {
        return INVALID;
    }
    if (size < 4) {
        return INCOMPLETE;
    }
    uint32_t low = number(bytes + 2, 2, order);
    if (low < 0xdc00 || low >= 0xe000) {
        return INVALID;
    }
    *code = 0x10000 + ((*code - 0xd800) << 10) + (low - 0xdc00);
    return 4;
}

static int decode(const struct conversion *conversion, const unsigned char *bytes, size_t size,
                  uint32_t *code) {
    switch (conversion->from.kind) {
    case UTF_8: return decode_utf_8(bytes, size, code);
    case UTF_16: return decode_utf_16(bytes, size, conversion->order, code);
    case UTF_32:
        if (size < 4) {
            return INCOMPLETE;
        }
        *code = number(bytes, 4, conversion->order);
        return *code > MOST_CODE || is_surrogate(*code) ? INVALID : 4;
    default: *code = bytes[0]; return conversion->from.kind == ASCII && *code >= 0x80 ? INVALID : 1;
    }
}

// At the start of marked text: how many bytes its mark has.
static int read_mark(struct conversion *conversion, const unsigned char *bytes, size_t size) {
    enum kind kind = conversion->from.kind;
    int width = kind == UTF_16 ? 2 : 4;
    conversion->order = conversion->from.order == BIG ? BIG : LITTLE;
    if (conversion->from.order != MARKED || (kind != UTF_16 && kind != UTF_32)) {
        conversion->is_marked = 1;
        return 0;
    }
    if (size < (size_t)width) {
        return 0;
    }
    conversion->is_marked = 1;
    if (number(bytes, width, LITTLE) == MARK) {
        return width;
    }
    if (number(bytes, width, BIG) == MARK) {
        conversion->order = BIG;
        return width;
    }
    return 0;
}

// ---- to bytes ----

static int store(unsigned char *to, uint32_t value, int size, enum order order) {
    for (int i = 0; i < size; i++) {
        to[order == BIG ? size - 1 - i : i] = (unsigned char)(value >> 8 * i);
    }
    return size;
}

// The number of bytes, or INVALID: there is no such character.
static int encode(const struct encoding *encoding, uint32_t code, unsigned char *to) {
    switch (encoding->kind) {
    case UTF_8: {
        int length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        for (int i = length - 1; i > 0; i--, code >>= 6) {
            to[i] = (unsigned char)(0x80 | (code & 0x3f));
        }
        to[0] = (unsigned char)(length == 1 ? code : (0xf00u >> length & 0xff) | code);
        return length;
    }
    case UTF_16:
        if (code < 0x10000) {
            return store(to, code, 2, encoding->order);
        }
        store(to, 0xd800 + ((code - 0x10000) >> 10), 2, encoding->order);
        store(to + 2, 0xdc00 + (code & 0x3ff), 2, encoding->order);
        return 4;
    case UTF_32: return store(to, code, 4, encoding->order);
    default:
        if (code >= (encoding->kind == ASCII ? 0x80 : 0x100)) {
            return INVALID;
        }
        to[0] = (unsigned char)code;
        return 1;
    }
}

// ---- all of it ----

struct output {
    char **result;
    size_t *room;
};

static int put(const struct output *output, const unsigned char *bytes, int length) {
    if (*output->room < (size_t)length) {
        errno = E2BIG;
        return -1;
    }
    memcpy(*output->result, bytes, (size_t)length);
    *output->result += length;
    *output->room -= (size_t)length;
    return 0;
}

static int put_mark(struct conversion *conversion, const struct output *output) {
    unsigned char bytes[LONGEST];
    if (conversion->has_mark || conversion->to.order != MARKED ||
        (conversion->to.kind != UTF_16 && conversion->to.kind != UTF_32)) {
        return 0;
    }
    if (put(output, bytes, encode(&conversion->to, MARK, bytes)) != 0) {
        return -1;
    }
    conversion->has_mark = 1;
    return 0;
}

// One character; how many bytes it had, or -1 with errno.
static int convert(struct conversion *conversion, const unsigned char *from, size_t size,
                   const struct output *output, size_t *losses, int *is_skipped) {
    unsigned char bytes[LONGEST];
    uint32_t code;
    int length = decode(conversion, from, size, &code);
    if (length == INCOMPLETE) {
        errno = EINVAL;
        return -1;
    }
    if (length == INVALID) {
        errno = EILSEQ;
        *is_skipped = 1;
        return conversion->ignores ? 1 : -1;
    }
    int written = encode(&conversion->to, code, bytes);
    if (written == INVALID && conversion->translates) {
        written = encode(&conversion->to, '?', bytes);
        ++*losses;
    }
    if (written == INVALID) {
        errno = EILSEQ;
        *is_skipped = 1;
        return conversion->ignores ? length : -1;
    }
    return put(output, bytes, written) != 0 ? -1 : length;
}

size_t iconv(iconv_t which, char **restrict text, size_t *restrict size, char **restrict result,
             size_t *restrict room) {
    struct conversion *conversion = which;
    struct output output = {result, room};
    size_t losses = 0;
    int is_skipped = 0;
    if (text == NULL || *text == NULL) { // to the beginning
        conversion->is_marked = conversion->has_mark = 0;
        return 0;
    }
    if (put_mark(conversion, &output) != 0) {
        return (size_t)-1;
    }
    while (*size != 0) {
        const unsigned char *from = (const unsigned char *)*text;
        int length = conversion->is_marked ? 0 : read_mark(conversion, from, *size);
        if (length == 0) {
            length = convert(conversion, from, *size, &output, &losses, &is_skipped);
        }
        if (length < 0) {
            return (size_t)-1;
        }
        *text += length;
        *size -= (size_t)length;
    }
    if (is_skipped) {
        errno = EILSEQ;
        return (size_t)-1;
    }
    return losses;
}
