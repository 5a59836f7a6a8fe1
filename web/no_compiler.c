// For hypervisors without a compiler: the page's module has it, compiles what they run, and these.
// Three quarters of the sources are starc's, which need not be carried then.
#include <stdio.h>

#include "../core/starc/starc.h"

int failure_status = 1;
struct options options;

int starc_compile_program(const char *path, unsigned char **image, uint32_t *size) {
    (void)image;
    (void)size;
    fprintf(stderr, "%s: the hypervisors of the page have no compiler\n", path);
    return 1;
}

static int no_compiler(int argc, char **argv) {
    (void)argc;
    (void)argv;
    fputs("starc: not in the hypervisors of the page\n", stderr);
    return STATUS_USAGE;
}

const struct command starc_command = {.name = "starc",
                                      .summary = "not in the page's hypervisors",
                                      .usage = "starc",
                                      .tables = {NULL},
                                      .run = no_compiler};
