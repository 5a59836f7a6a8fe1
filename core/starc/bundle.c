// A unit in an object: all files that it was compiled from, and the options that its meaning
// depends on. A program is so compiled as a whole from objects as it is from sources, with the same
// places in messages and debugging information; only libcstar is not in it.
//
// A section holds a unit for each object that went into it: magic number, size and checksum of what
// follows, then counted lists: the options, and the files, the main one first. A text is its
// length, a newline, its bytes, NUL, and is padded to a word.

#include "driver.h"

#include <string.h>

enum { WORD = 4, HEADER = 3 * WORD, MAGIC = 0x31554d78 }; // "xMU1"

static uint32_t checksum(const unsigned char *bytes, uint32_t size) {
    uint32_t sum = size;
    for (uint32_t i = 0; i < size; i++)
        sum = sum * 31 + bytes[i];
    return sum;
}

// ---- writing ----

static struct buffer *output;
static const struct source *main_source;
static uint32_t file_count;

static void put_text(const char *text, uint32_t length) {
    buffer_append_word(output, length);
    buffer_append_byte(output, '\n');
    buffer_append(output, text, length);
    do
        buffer_append_byte(output, 0);
    while (output->size % WORD != 0);
}

static void put_string(const char *text) {
    put_text(text, (uint32_t)strlen(text));
}

static void put_file(const struct source *source) {
    put_string(source->name);
    put_text(source->file, source->file_size);
}

static void count_file(const struct source *source) {
    (void)source;
    file_count++;
}

static void put_other_file(const struct source *source) {
    if (source != main_source)
        put_file(source);
}

static void set_word(struct buffer *buffer, uint32_t offset, uint32_t number) {
    for (uint32_t i = 0; i < WORD; i++, number >>= 8)
        buffer->bytes[offset + i] = (unsigned char)(number & 255);
}

void bundle_write(struct buffer *out, const char *path, const struct word_list *words) {
    const char *reason;
    uint32_t start = out->size;
    output = out;
    main_source = source_read(path, &reason);
    file_count = 0;
    buffer_append_word(out, MAGIC);
    buffer_append_word(out, 0);
    buffer_append_word(out, 0);
    buffer_append_word(out, words->count);
    for (uint32_t i = 0; i < words->count; i++)
        put_string(words->items[i]);
    source_each_used(count_file);
    buffer_append_word(out, file_count);
    put_file(main_source);
    source_each_used(put_other_file);
    uint32_t size = out->size - start - HEADER;
    set_word(out, start + WORD, size);
    set_word(out, start + 2 * WORD, checksum(out->bytes + start + HEADER, size));
}

// ---- reading ----

static const unsigned char *cursor, *end;

static bool get_word(uint32_t *number) {
    *number = 0;
    if (end - cursor < WORD)
        return false;
    for (uint32_t i = 0; i < WORD; i++)
        *number |= (uint32_t)cursor[i] << 8 * i;
    cursor += WORD;
    return true;
}

static bool get_text(const char **text, uint32_t *length) {
    if (!get_word(length) || *length > 0x40000000u)
        return false;
    uint32_t whole = (*length + 1 + WORD) / WORD * WORD;
    if ((uint32_t)(end - cursor) < whole || cursor[*length + 1] != 0)
        return false;
    *text = (const char *)cursor + 1;
    cursor += whole;
    return true;
}

static bool get_options(struct options *result) {
    struct word_list words = {0};
    const char *word;
    uint32_t count, length;
    if (!get_word(&count))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (!get_text(&word, &length))
            return false;
        word_list_add(&words, word);
    }
    options_of_unit(&words, result);
    return true;
}

static struct bundle *get_files(void) {
    struct bundle *bundle = allocate(sizeof *bundle);
    uint32_t length;
    if (!get_word(&bundle->count) || bundle->count == 0 ||
        bundle->count > (uint32_t)(end - cursor) / WORD)
        return NULL;
    bundle->files = allocate(bundle->count * sizeof *bundle->files);
    for (uint32_t i = 0; i < bundle->count; i++) {
        struct bundled_file *file = &bundle->files[i];
        if (!get_text(&file->name, &length) || !get_text(&file->text, &file->size))
            return NULL;
    }
    return bundle;
}

bool bundle_read(const unsigned char *bytes, uint32_t size, void (*add)(const struct unit *unit)) {
    const unsigned char *section_end = bytes + size;
    cursor = bytes;
    while (cursor < section_end) {
        uint32_t magic, length, sum;
        struct unit unit = {0};
        end = section_end;
        if (!get_word(&magic) || !get_word(&length) || !get_word(&sum) || magic != MAGIC ||
            length > (uint32_t)(section_end - cursor) || sum != checksum(cursor, length))
            return false;
        end = cursor + length;
        if (!get_options(&unit.options))
            return false;
        unit.bundle = get_files();
        if (unit.bundle == NULL)
            return false;
        unit.path = unit.bundle->files[0].name;
        add(&unit);
    }
    return true;
}
