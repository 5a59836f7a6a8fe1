// mixter prove --blocks: the code that the translator makes while a program is running, block by
// block.
#ifndef PROVE_BLOCKS_H
#define PROVE_BLOCKS_H

// Runs the program; questions for solvers go to the folder. Returns the exit status.
int prove_blocks(const char *directory, char **argv);

#endif
