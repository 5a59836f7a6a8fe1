#include "source.h"

#include <stddef.h>
#include <stdio.h>

#include "../environment.h"

enum { TEXT_MAX = 160 };

struct reader { // of the bytes of a file
    int32_t handle;
    uint32_t count;
    uint32_t at;
    char bytes[1024];
};

static int next_byte(struct reader *reader) {
    if (reader->at == reader->count) {
        int32_t got = environment_read(reader->handle, reader->bytes, sizeof reader->bytes);
        if (got <= 0)
            return -1;
        reader->count = (uint32_t)got;
        reader->at = 0;
    }
    return (unsigned char)reader->bytes[reader->at++];
}

// The text of a line of a file, without what is before its first word. False if it cannot be read.
static bool read_line(const struct subject *subject, const char *path, uint32_t number,
                      char text[TEXT_MAX]) {
    struct reader reader = {0};
    uint32_t line = 1, length = 0;
    int byte = 0;
    if (path[0] == '<' || subject->open_source == NULL)
        return false;
    reader.handle = subject->open_source(subject->opener, path);
    if (reader.handle < 0)
        return false;
    while (line < number && (byte = next_byte(&reader)) >= 0)
        line += byte == '\n';
    while (line == number && length + 1 < TEXT_MAX && (byte = next_byte(&reader)) >= 0 &&
           byte != '\n') {
        if (length == 0 && (byte == ' ' || byte == '\t'))
            continue;
        text[length++] = byte == '\t' ? ' ' : (byte < ' ' || byte == 127) ? '?' : (char)byte;
    }
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '?'))
        length--;
    text[length] = 0;
    environment_close(reader.handle);
    return length > 0;
}

bool source_print(const struct subject *subject, const struct source_line *place) {
    char text[TEXT_MAX];
    if (place->file == NULL || !read_line(subject, place->file, place->line, text))
        return false;
    fprintf(stderr, "  %5u | %s\n", (unsigned)place->line, text);
    return true;
}

void source_print_place(const char *before, const struct source_line *place) {
    if (place->file != NULL)
        fprintf(stderr, "%s%.200s:%u", before, place->file, (unsigned)place->line);
}
