// mixter campaign and mixter work are the executable mixter-campaign, which is beside this one.
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../core/campaign.h"

uint32_t environment_campaign(int argc, char **argv) {
    char path[PATH_MAX + 16] = "";
    (void)argc;
    if (readlink("/proc/self/exe", path, PATH_MAX - 1) > 0) {
        strcpy(strrchr(path, '/'), "/mixter-campaign");
        execv(path, argv);
    }
    fprintf(stderr, "mixter %s: %s: %s (make builds it)\n", argv[0], path, strerror(errno));
    return STATUS_NOT_FOUND;
}
