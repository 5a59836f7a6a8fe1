// getopt: options alone and together, arguments, errors, operands.
#include <stdio.h>
#include <unistd.h>

static void parse(char **arguments, const char *options) {
    int count = 0;
    while (arguments[count] != NULL) {
        count++;
    }
    int option;
    while ((option = getopt(count, arguments, options)) != -1) {
        printf(" %c", option);
        if (option == '?' || option == ':') {
            printf("(%c)", optopt);
        } else if (optarg != NULL) {
            printf("=%s", optarg);
        }
    }
    printf(" |");
    for (; optind < count; optind++) {
        printf(" %s", arguments[optind]);
    }
    printf("\n");
    optind = 1;
}

int main(void) {
    opterr = 0;
    parse((char *[]){"p", NULL}, "ab:");
    parse((char *[]){"p", "-a", "-b", "value", "operand", NULL}, "ab:");
    parse((char *[]){"p", "-aab", "x", "-ba", "-a", NULL}, "ab:");
    parse((char *[]){"p", "-a", "--", "-a", NULL}, "ab:");
    parse((char *[]){"p", "-a", "-", "z", NULL}, "ab:");
    parse((char *[]){"p", "-xay", NULL}, "ab:");
    parse((char *[]){"p", "-a", "-b", NULL}, "ab:");
    parse((char *[]){"p", "-b", NULL}, ":ab:");
    optind = 0; // GNU: as at the start
    parse((char *[]){"p", "-a", "z", NULL}, "ab:");
    return 0;
}
