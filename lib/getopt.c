// libcstar: getopt (POSIX): options stand before the operands.
#include <stdio.h>
#include <string.h>
#include <unistd.h>

char *optarg;
int optind = 1;
int opterr = 1;
int optopt;

// The rest of an argument that holds several options, empty between arguments.
static char *cluster = "";

static int complain(char *const *arguments, const char *options, const char *what) {
    if (opterr != 0 && *options != ':') {
        fprintf(stderr, "%s: %s -- '%c'\n", arguments[0], what, optopt);
    }
    return '?';
}

int getopt(int count, char *const *arguments, const char *options) {
    optarg = NULL;
    if (*cluster == 0) {
        if (optind >= count || arguments[optind] == NULL || arguments[optind][0] != '-' ||
            arguments[optind][1] == 0) {
            return -1;
        }
        cluster = arguments[optind++] + 1;
        if (strcmp(cluster, "-") == 0) {
            cluster = "";
            return -1;
        }
    }
    optopt = (unsigned char)*cluster++;
    const char *option = optopt == ':' ? NULL : strchr(options, optopt);
    if (option == NULL) {
        return complain(arguments, options, "invalid option");
    }
    if (option[1] != ':') {
        return optopt;
    }
    if (*cluster == 0) {
        if (optind >= count) {
            complain(arguments, options, "option requires an argument");
            return *options == ':' ? ':' : '?';
        }
        cluster = arguments[optind++];
    }
    optarg = cluster;
    cluster = "";
    return optopt;
}
