// For a mixter without core/prove: the page asks for no proofs, neither of its module nor of its
// hypervisors.
#include <stdio.h>

#include "../core/prove/prove.h"

static int no_proofs(int argc, char **argv) {
    (void)argc;
    (void)argv;
    fputs("mixter prove: not in the page\n", stderr);
    return STATUS_USAGE;
}

const struct command prove_command = {.name = "mixter prove",
                                      .summary = "not in the page",
                                      .usage = "mixter prove",
                                      .tables = {NULL},
                                      .run = no_proofs};
