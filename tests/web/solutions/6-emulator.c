#include <stdio.h>

unsigned registers[32];

int step(const unsigned *code, int pc) { // pc counts words
    unsigned word = code[pc], opcode = word >> 26;
    unsigned rs = word >> 21 & 31, rt = word >> 16 & 31, rd = word >> 11 & 31;
    int immediate = (short)(word & 0xffff);
    if (opcode == 9)
        registers[rt] = registers[rs] + (unsigned)immediate;
    else if (opcode == 0 && (word & 63) == 33)
        registers[rd] = registers[rs] + registers[rt];
    else if (opcode == 5)
        return registers[rs] != registers[rt] ? pc + 1 + immediate : pc + 1;
    else
        return -1;
    registers[0] = 0;
    return pc + 1;
}

int main(void) {
    static const unsigned code[] = {0x24080005, 0x24090000, 0x01284821, 0x2508ffff, 0x1500fffd, 0x0000000c};
    int pc = 0;
    while (pc >= 0)
        pc = step(code, pc);
    printf("5 + 4 + 3 + 2 + 1 = %u\n", registers[9]);
    return 0;
}
