#include "vectors.h"

#include <stddef.h>

static const struct option_row options_of_vectors[] = {
    {VECTORS_SEED, "--seed", "N", "generate: which random vectors (default 1)"},
    {VECTORS_ENGINE, "--engine", "NAME", "run: on step, interp (default) or jit"},
    {VECTORS_WITH, "--with", "OTHER", "run: on an engine of others, FILE.so or a command"},
    {VECTORS_SPLIT, "--split", NULL, "run: one instruction at a time, never set in between"},
    {VECTORS_TIMEOUT, "--timeout", "SECONDS", "run: of an engine of others, for a vector (10)"},
    {VECTORS_QUIET, "--quiet", NULL, "run: only count what differs, print none of it"},
    {0, NULL, NULL, NULL},
};

static int run(int argc, char **argv) {
    return (int)environment_vectors(argc, argv);
}

const struct command vectors_command = {
    .name = "mixter vectors",
    .summary = "test vectors: states, and what is to become of them",
    .usage = "Usage: mixter vectors generate [OPTION ...] COUNT\n"
             "       mixter vectors complete [FILE]\n"
             "       mixter vectors run [OPTION ...] [FILE]\n"
             "Prints random test vectors, a line of JSON each; or adds to those of a file or\n"
             "standard input the states that are to be expected; or runs them on an engine.\n"
             "Exit status of run: 0 equal, 1 different, 125 nothing compared.\n\n",
    .tables = {options_of_vectors},
    .run = run};
