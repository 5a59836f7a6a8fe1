// The command mipster: runs a program by emulation.
#ifndef MIPSTER_H
#define MIPSTER_H

int mipster_main(int argc, char **argv);
void mipster_help(void);

#endif
