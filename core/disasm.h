// The command mixter disasm: the executable segments of a program, as objdump -d prints them.
#ifndef DISASM_H
#define DISASM_H

int disasm_main(int argc, char **argv);
void disasm_help(void);

#endif
