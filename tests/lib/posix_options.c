// getopt_long moves operands behind the options; the environment changes; sets of signals.
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int flag;

static const struct option options[] = {
    {"all", no_argument, NULL, 'a'},     {"name", required_argument, NULL, 'n'},
    {"only", optional_argument, NULL, 'o'}, {"number", no_argument, &flag, 7},
    {NULL, 0, NULL, 0},
};

static void parse(int count, char **arguments) {
    optind = 1;
    for (int option, index; (option = getopt_long(count, arguments, "an:o::", options, &index)) != -1;)
        printf("%c=%s ", option == 0 ? '0' : option, optarg != NULL ? optarg : "");
    printf("(%d) rest:", flag);
    for (int i = optind; i < count; i++)
        printf(" %s", arguments[i]);
    printf("\n");
}

#define PARSE(...)                                                                                 \
    do {                                                                                           \
        char *arguments[] = {"program", __VA_ARGS__, NULL};                                        \
        parse(sizeof arguments / sizeof arguments[0] - 1, arguments);                              \
    } while (0)

int main(void) {
    PARSE("x", "-an", "one", "y", "--name=two", "-othree", "-o", "z", "--al", "--number");
    PARSE("--name", "one", "--", "-a", "x");
    PARSE("-a", "-", "--only", "--only=x", "b");
    opterr = 0;
    PARSE("--n", "--all=x", "--bad", "-z", "--name");
    setenv("A", "1", 1);
    setenv("A", "2", 0);
    putenv("B=3");
    printf("%s %s\n", getenv("A"), getenv("B"));
    setenv("A", "4", 1);
    unsetenv("B");
    printf("%s %d\n", getenv("A"), getenv("B") == NULL);
    sigset_t set;
    struct sigaction action = {.sa_handler = SIG_IGN}, old;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, 64);
    sigdelset(&set, SIGINT);
    printf("%d %d\n", sigismember(&set, SIGINT), sigismember(&set, 64));
    printf("%d %d\n", sigaction(SIGTERM, &action, NULL), sigaction(SIGTERM, NULL, &old));
    printf("%d %s %s\n", old.sa_handler == SIG_IGN, strsignal(SIGSEGV), strsignal(200));
    printf("%d\n", raise(SIGTERM));
    return 0;
}
