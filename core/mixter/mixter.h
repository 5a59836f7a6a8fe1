// The commands that mix emulation and virtualization of one guest, and that compare the two.
#ifndef MIXTER_H
#define MIXTER_H

int mixter_main(int argc, char **argv);
void mixter_help(void);

int verify_main(int argc, char **argv);
void verify_help(void);

int replay_main(int argc, char **argv);
void replay_help(void);

#endif
