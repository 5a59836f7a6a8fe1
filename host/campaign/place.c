// Where a campaign runs: the tree, the program and its version, the folder of tasks.
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "campaign.h"

static bool complain(const char *path, const char *why) {
    fprintf(stderr, "mixter campaign: %s: %s\n", path, why);
    return false;
}

static bool is_tree(const char *path) {
    char kinds[PATH_MAX + 32];
    snprintf(kinds, sizeof kinds, "%s/campaigns/kinds", path);
    return access(kinds, R_OK) == 0;
}

// The path of a folder, whole or not at all.
static bool copy_path(char *to, size_t size, const char *path) {
    size_t length = strlen(path);
    if (length >= size)
        return complain(path, "the folder's path is too long");
    memcpy(to, path, length + 1);
    return true;
}

bool surroundings_find(struct surroundings *place) {
    char path[PATH_MAX] = "", above[PATH_MAX + 4], mixter[PATH_MAX + 8], host[32] = "";
    const char *given = getenv("MIXTER_TREE");
    if (readlink("/proc/self/exe", path, sizeof path - 1) < 0)
        return complain("/proc/self/exe", strerror(errno));
    *strrchr(path, '/') = 0;
    if (!copy_path(place->build, sizeof place->build, path))
        return false;
    snprintf(above, sizeof above, "%s/..", path);
    if (given != NULL && !is_tree(given))
        return complain(given, "MIXTER_TREE is no source tree of mixter");
    char *root = realpath(given != NULL ? given : is_tree(above) ? above : ".", NULL);
    if (root == NULL || chdir(root) != 0)
        return complain(given, strerror(errno));
    place->is_tree = is_tree(root);
    bool is_short = copy_path(place->root, sizeof place->root, root);
    free(root);
    if (!is_short)
        return false;
    snprintf(mixter, sizeof mixter, "%s/mixter", path);
    if (!hash_file(mixter, place->version))
        return complain(mixter, strerror(errno));
    gethostname(host, sizeof host - 1);
    snprintf(place->worker, sizeof place->worker, "%s/%d", host, (int)getpid());
    return true;
}

bool surroundings_suffice(const struct surroundings *place, const struct definition *definition) {
    for (unsigned i = 0; !place->is_tree && i < definition->part_count; i++) {
        const struct part *part = &definition->parts[i];
        if (part->kind->command == NULL)
            continue;
        fprintf(stderr,
                "mixter campaign: part '%s': kind %s needs the source tree of mixter: MIXTER_TREE "
                "says where it is\n",
                part->name, part->kind->name);
        return false;
    }
    return true;
}

bool surroundings_open(struct surroundings *place) {
    const char *temporary = getenv("TMPDIR");
    snprintf(place->scratch, sizeof place->scratch, "%.200s/mixter-work.XXXXXX",
             temporary != NULL ? temporary : "/tmp");
    if (mkdtemp(place->scratch) == NULL)
        return complain(place->scratch, strerror(errno));
    return guardian_start(place->scratch) ||
           complain(place->scratch, "cannot start a process that clears up");
}
