// The command hypster: runs programs by virtualization.
#ifndef HYPSTER_H
#define HYPSTER_H

int hypster_main(int argc, char **argv);
void hypster_help(void);

#endif
