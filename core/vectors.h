// The command mixter vectors: its options. What it does is the host's (host/engines).
#ifndef VECTORS_OF_MIXTER_H
#define VECTORS_OF_MIXTER_H

#include "command_line.h"

enum { VECTORS_SEED, VECTORS_ENGINE, VECTORS_WITH, VECTORS_SPLIT, VECTORS_TIMEOUT, VECTORS_QUIET };

extern const struct command vectors_command;

uint32_t environment_vectors(int argc, char **argv);

#endif
