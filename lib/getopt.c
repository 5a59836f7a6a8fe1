// libcstar: getopt (POSIX), for which options stand before the operands, and getopt_long (GNU),
// which moves operands behind them.
#include <getopt.h>
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

// GNU: with optind 0 everything begins again.
static void begin_again(void) {
    if (optind == 0) {
        optind = 1;
        cluster = "";
    }
}

int getopt(int count, char *const *arguments, const char *options) {
    begin_again();
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
    if (option[2] == ':') { // GNU: its argument is the rest of the word, or none
        optarg = *cluster != 0 ? (char *)cluster : NULL;
        cluster = "";
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

// ---- long options ----

static int complain_long(char *const *arguments, const char *options, const char *what,
                         const char *name, size_t length) {
    if (opterr != 0 && *options != ':') {
        fprintf(stderr, "%s: %s '--%.*s'\n", arguments[0], what, (int)length, name);
    }
    optopt = 0;
    return '?';
}

// The option that a name is, or begins without doubt; NULL, and in *is_doubtful why.
static const struct option *find_long(const struct option *options, const char *name, size_t length,
                                      int *is_doubtful) {
    const struct option *found = NULL;
    *is_doubtful = 0;
    for (const struct option *option = options; option->name != NULL; option++) {
        if (strncmp(option->name, name, length) != 0) {
            continue;
        }
        if (option->name[length] == 0) {
            *is_doubtful = 0;
            return option;
        }
        *is_doubtful = found != NULL && (found->has_arg != option->has_arg ||
                                         found->flag != option->flag || found->val != option->val);
        found = option;
    }
    return *is_doubtful ? NULL : found;
}

static int read_long(int count, char *const *arguments, const char *options,
                     const struct option *long_options, int *index) {
    const char *name = arguments[optind] + (arguments[optind][1] == '-' ? 2 : 1);
    size_t length = strcspn(name, "=");
    int is_doubtful;
    const struct option *option = find_long(long_options, name, length, &is_doubtful);
    optind++;
    if (option == NULL) {
        const char *what = is_doubtful ? "option is ambiguous;" : "unrecognized option";
        return complain_long(arguments, options, what, name, length);
    }
    optarg = NULL;
    if (name[length] == '=') {
        if (option->has_arg == no_argument) {
            return complain_long(arguments, options, "option doesn't allow an argument;", name,
                                 length);
        }
        optarg = (char *)name + length + 1;
    } else if (option->has_arg == required_argument) {
        if (optind >= count) {
            complain_long(arguments, options, "option requires an argument;", name, length);
            return *options == ':' ? ':' : '?';
        }
        optarg = arguments[optind++];
    }
    if (index != NULL) {
        *index = (int)(option - long_options);
    }
    if (option->flag == NULL) {
        return option->val;
    }
    *option->flag = option->val;
    return 0;
}

static int is_option(const char *argument) {
    return argument[0] == '-' && argument[1] != 0;
}

// Moves the arguments from `from` up to `to` before the operands that begin at `first`.
static void move_before(char **arguments, int first, int from, int to) {
    for (; from < to; from++, first++) {
        char *moved = arguments[from];
        for (int i = from; i > first; i--) {
            arguments[i] = arguments[i - 1];
        }
        arguments[first] = moved;
    }
}

static int read_option(int count, char *const *arguments, const char *options,
                       const struct option *long_options, int *index, int has_one_dash) {
    const char *argument = arguments[optind];
    if (*cluster == 0 && argument[1] == '-') {
        return read_long(count, arguments, options, long_options, index);
    }
    if (*cluster == 0 && has_one_dash &&
        (argument[2] != 0 || strchr(options, argument[1]) == NULL)) {
        return read_long(count, arguments, options, long_options, index);
    }
    return getopt(count, arguments, options);
}

// Operands from `skipped` on up to the argument at hand, which go behind it when it is done.
static int skipped, at_hand;

static int finish_argument(char *const *arguments, int result) {
    if (*cluster == 0) {
        move_before((char **)arguments, skipped, at_hand, optind);
        optind = skipped + optind - at_hand;
    }
    return result;
}

static int next_option(int count, char *const *arguments, const char *options,
                       const struct option *long_options, int *index, int has_one_dash) {
    int stops = *options == '+';
    begin_again();
    if (*options == '+' || *options == '-') {
        options++;
    }
    optarg = NULL;
    if (*cluster != 0) {
        return finish_argument(arguments, getopt(count, arguments, options));
    }
    for (skipped = at_hand = optind; !stops && at_hand < count && !is_option(arguments[at_hand]);
         at_hand++) {
    }
    if (at_hand >= count || !is_option(arguments[at_hand])) {
        return -1;
    }
    optind = at_hand;
    if (strcmp(arguments[at_hand], "--") == 0) {
        optind++;
        return finish_argument(arguments, -1);
    }
    return finish_argument(
        arguments, read_option(count, arguments, options, long_options, index, has_one_dash));
}

int getopt_long(int count, char *const *arguments, const char *options,
                const struct option *long_options, int *index) {
    return next_option(count, arguments, options, long_options, index, 0);
}

int getopt_long_only(int count, char *const *arguments, const char *options,
                     const struct option *long_options, int *index) {
    return next_option(count, arguments, options, long_options, index, 1);
}
