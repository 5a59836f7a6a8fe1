// Text of source files, read once. Those of libcstar are in this program.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/kernel/program.h"
#include "../../core/starc/library.h"
#include "page.h"

// Debugging information has them as <stdio.c>.
static char *library_text(const char *name) {
    size_t length = strlen(name);
    for (uint32_t i = 0; i < library_count && length > 2 && name[0] == '<'; i++) {
        const struct library_file *file = &library_files[i];
        if (strlen(file->name) == length - 2 && memcmp(file->name, name + 1, length - 2) == 0)
            return strdup(file->text);
    }
    return NULL;
}

static char *file_text(const char *name) {
    unsigned char *bytes;
    uint32_t size;
    if (name[0] == '<' || file_read(name, &bytes, &size) != 0)
        return NULL;
    char *text = malloc((size_t)size + 1);
    if (text != NULL) {
        memcpy(text, bytes, size);
        text[size] = 0;
    }
    free(bytes);
    return text;
}

// A name is relative to where it was compiled; often that is where the program is.
static char *text_beside(const char *program, const char *name) {
    const char *slash = program != NULL ? strrchr(program, '/') : NULL;
    char *path = NULL;
    if (slash == NULL || asprintf(&path, "%.*s/%s", (int)(slash - program), program, name) < 0)
        return NULL;
    char *text = file_text(path);
    free(path);
    return text;
}

static void divide(struct source *source) {
    uint32_t count = 1;
    for (const char *byte = source->text; *byte != 0; byte++)
        count += *byte == '\n';
    source->lines = malloc(count * sizeof *source->lines);
    if (source->lines == NULL)
        return;
    for (char *line = source->text; line != NULL && *line != 0;) {
        char *end = strchr(line, '\n');
        source->lines[source->count++] = line;
        if (end != NULL)
            *end++ = 0;
        if (end != NULL && end - line > 1 && end[-2] == '\r')
            end[-2] = 0;
        line = end;
    }
}

const struct source *source_find(struct page *page, const char *name) {
    struct source *source = page->sources;
    while (source != NULL && strcmp(source->name, name) != 0)
        source = source->next;
    if (source != NULL)
        return source;
    source = calloc(1, sizeof *source);
    if (source == NULL || (source->name = strdup(name)) == NULL) {
        free(source);
        return NULL;
    }
    source->text = name[0] == '<' ? library_text(name) : file_text(name);
    if (source->text == NULL && name[0] != '<' && name[0] != '/')
        source->text = text_beside(page->debugger->inferiors[0].file, name);
    if (source->text != NULL)
        divide(source);
    source->next = page->sources;
    page->sources = source;
    return source;
}

void sources_free(struct page *page) {
    for (struct source *source = page->sources, *next; source != NULL; source = next) {
        next = source->next;
        free(source->lines);
        free(source->text);
        free(source->name);
        free(source);
    }
}
