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

bool surroundings_find(struct surroundings *place) {
    char path[PATH_MAX] = "", above[PATH_MAX + 4], mixter[PATH_MAX + 8], host[32] = "";
    const char *given = getenv("MIXTER_TREE");
    if (readlink("/proc/self/exe", path, sizeof path - 1) < 0)
        return complain("/proc/self/exe", strerror(errno));
    *strrchr(path, '/') = 0;
    snprintf(place->build, sizeof place->build, "%s", path);
    snprintf(above, sizeof above, "%s/..", path);
    if (given != NULL && !is_tree(given))
        return complain(given, "MIXTER_TREE is no source tree of mixter");
    char *root = realpath(given != NULL ? given : is_tree(above) ? above : ".", NULL);
    if (root == NULL || chdir(root) != 0)
        return complain(given, strerror(errno));
    snprintf(place->root, sizeof place->root, "%s", root);
    free(root);
    snprintf(mixter, sizeof mixter, "%s/mixter", path);
    if (!hash_file(mixter, place->version))
        return complain(mixter, strerror(errno));
    gethostname(host, sizeof host - 1);
    snprintf(place->worker, sizeof place->worker, "%s/%d", host, (int)getpid());
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
