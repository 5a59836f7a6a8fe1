// The folders of findings, in the store and outside.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "campaign.h"

enum { FILE_MAX = 16 << 20, FILES_MAX = 200, DEPTH_MAX = 4 };

struct keeping {
    struct store *store;
    int64_t finding;
    int stage;
    unsigned files;
};

static enum answer keep_file(struct keeping *keeping, const char *path, const char *name,
                             mode_t mode) {
    size_t size;
    char hash[HASH_SIZE], *bytes = file_load(path, &size);
    if (bytes == NULL)
        return STORE_DONE; // it has just gone, or may not be read: so it is no part of the finding
    hash_bytes(bytes, size, hash);
    enum answer answer = store_execute(keeping->store, STATEMENT_ADD_BLOB,
                                       VALUES(value_text(hash), value_bytes(bytes, size)), NULL);
    if (answer == STORE_DONE)
        answer =
            store_execute(keeping->store, STATEMENT_ADD_FILE,
                          VALUES(value_number(keeping->finding), value_number(keeping->stage),
                                 value_text(name), value_number(mode & 0777), value_text(hash)),
                          NULL);
    free(bytes);
    return answer;
}

static enum answer keep_folder(struct keeping *keeping, const char *folder, const char *prefix,
                               unsigned depth) {
    struct dirent **entries;
    enum answer answer = STORE_DONE;
    int count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char *path, *name;
        struct stat status;
        if (asprintf(&path, "%s/%s", folder, entries[i]->d_name) < 0 ||
            asprintf(&name, "%s%s", prefix, entries[i]->d_name) < 0)
            abort();
        bool is_known = entries[i]->d_name[0] != '.' && lstat(path, &status) == 0;
        free(entries[i]);
        if (answer == STORE_DONE && is_known && S_ISREG(status.st_mode) &&
            status.st_size <= FILE_MAX && keeping->files++ < FILES_MAX)
            answer = keep_file(keeping, path, name, status.st_mode);
        if (answer == STORE_DONE && is_known && S_ISDIR(status.st_mode) && depth < DEPTH_MAX) {
            char *longer;
            if (asprintf(&longer, "%s/", name) < 0)
                abort();
            answer = keep_folder(keeping, path, longer, depth + 1);
            free(longer);
        }
        free(path);
        free(name);
    }
    if (count >= 0)
        free(entries);
    return answer;
}

enum answer findings_keep(struct store *store, int64_t finding, int stage, const char *folder) {
    struct keeping keeping = {store, finding, stage, 0};
    return keep_folder(&keeping, folder, "", 0);
}

// ---- outside again ----

static bool write_file(const char *folder, const char *name, mode_t mode, const char *bytes,
                       size_t size) {
    char *path;
    if (asprintf(&path, "%s/%s", folder, name) < 0)
        abort();
    for (char *slash = strchr(path + strlen(folder) + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = 0;
        folder_make(path);
        *slash = '/';
    }
    unlink(path);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    bool is_done = file >= 0 && write(file, bytes, size) == (ssize_t)size;
    if (file >= 0)
        is_done = close(file) == 0 && is_done;
    if (!is_done)
        fprintf(stderr, "mixter campaign: %s: %s\n", path, strerror(errno));
    free(path);
    return is_done;
}

int findings_restore(struct store *store, int64_t finding, int stage, const char *folder) {
    struct rows rows = {0};
    if (!store_once(store, STATEMENT_FILES_OF, VALUES(value_number(finding), value_number(stage)),
                    &rows))
        return -1;
    if (rows.count == 0 && stage > 0)
        return findings_restore(store, finding, 0, folder);
    int count = (int)rows.count;
    if (!folder_make(folder)) {
        fprintf(stderr, "mixter campaign: %s: %s\n", folder, strerror(errno));
        count = -1;
    }
    for (unsigned i = 0; count >= 0 && i < rows.count; i++) {
        const struct cell *bytes = &rows.cells[i * rows.columns + 2];
        if (!write_file(folder, rows_text(&rows, i, 0), (mode_t)rows_number(&rows, i, 1),
                        bytes->text, bytes->size))
            count = -1;
    }
    rows_free(&rows);
    return count;
}

int findings_write(struct store *store, int64_t campaign, const char *folder) {
    struct rows rows = {0};
    if (!store_once(store, STATEMENT_FINDINGS, VALUES(value_number(campaign)), &rows))
        return -1;
    int count = (int)rows.count;
    if (count > 0 && !folder_make(folder)) {
        fprintf(stderr, "mixter campaign: %s: %s\n", folder, strerror(errno));
        count = -1;
    }
    for (unsigned i = 0; count >= 0 && i < rows.count; i++) {
        char hash[HASH_SIZE], *path;
        hash_bytes(rows_text(&rows, i, 1), strlen(rows_text(&rows, i, 1)), hash);
        if (asprintf(&path, "%s/%.12s", folder, hash) < 0)
            abort();
        folder_remove(path);
        if (findings_restore(store, rows_number(&rows, i, 0), 1, path) < 0)
            count = -1;
        free(path);
    }
    rows_free(&rows);
    return count;
}
