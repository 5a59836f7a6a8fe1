// Where an included file is found.

#include "preprocess.h"

#include <string.h>

static struct source *read_in_folder(const char *folder, size_t length, const char *name,
                                     const char **reason) {
    size_t name_length = strlen(name);
    char *path = allocate(length + name_length + 2);
    memcpy(path, folder, length);
    if (length != 0 && path[length - 1] != '/') {
        path[length] = '/';
        length++;
    }
    memcpy(path + length, name, name_length + 1);
    return source_read(path, reason);
}

// The name of a file in the same folder.
static const char *beside(const char *includer, const char *name) {
    size_t length = (size_t)(strrchr(includer, '/') - includer) + 1;
    char *text = allocate_text(includer, length + strlen(name));
    strcpy(text + length, name);
    return text;
}

// In the folder of the includer.
static struct source *include_beside(const struct source *includer, const char *name,
                                     const char **reason) {
    const char *slash = strrchr(includer->name, '/');
    size_t length = slash == NULL ? 0 : (size_t)(slash - includer->name) + 1;
    struct source *source = read_in_folder(includer->name, length, name, reason);
    if (source != NULL) {
        source->folder = includer->folder;
        source->is_system = source->is_system || includer->is_system || includer->system_from != 0;
    }
    return source;
}

// In the folders of one kind behind the first `last` of all, which *number counts.
static struct source *include_in_folders(enum folder_kind kind, const char *name, uint32_t last,
                                         uint32_t *number, const char **reason) {
    const struct word_list *folders = &options.folders[kind];
    for (uint32_t i = 0; i < folders->count; i++) {
        if (++*number <= last)
            continue;
        struct source *source =
            read_in_folder(folders->items[i], strlen(folders->items[i]), name, reason);
        if (source != NULL) {
            source->folder = *number;
            source->is_system = kind >= FOLDER_SYSTEM;
        }
        if (source != NULL || strcmp(*reason, missing_file) != 0)
            return source;
    }
    return NULL;
}

struct source *source_include(struct source *includer, const char *name, enum include_kind kind,
                              const char **reason) {
    struct source *source = NULL;
    uint32_t last = kind == INCLUDE_NEXT ? includer->folder : 0;
    uint32_t number = 0;
    *reason = missing_file;
    if (name[0] == '/')
        return source_read(name, reason);
    if (kind == INCLUDE_QUOTED && !includer->is_library)
        source = include_beside(includer, name, reason);
    for (enum folder_kind i = kind == INCLUDE_QUOTED ? FOLDER_QUOTE : FOLDER_INCLUDE;
         i < FOLDER_AFTER && source == NULL && strcmp(*reason, missing_file) == 0 &&
         !includer->is_library;
         i++)
        source = include_in_folders(i, name, last, &number, reason);
    if (source != NULL || strcmp(*reason, missing_file) != 0)
        return source;
    if (kind == INCLUDE_QUOTED && includer->is_library && strchr(includer->name, '/') != NULL)
        source = source_library(beside(includer->name + 1, name));
    if (source == NULL)
        source = source_library(name);
    return source != NULL || includer->is_library
               ? source
               : include_in_folders(FOLDER_AFTER, name, last, &number, reason);
}

struct source *source_embed(struct source *includer, const char *name, enum include_kind kind,
                            const char **reason) {
    source_reads_data = true;
    struct source *source = source_include(includer, name, kind, reason);
    source_reads_data = false;
    return source;
}
