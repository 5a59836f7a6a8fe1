#include <stdio.h>

unsigned memory[8192]; // word i is at address 4 * i

unsigned translate(unsigned directory, unsigned address, unsigned access) {
    unsigned table = memory[(directory + (address >> 22) * 4) / 4];
    if (table == 0)
        return 0;
    unsigned entry = memory[((table & ~4095u) + (address >> 12 & 1023) * 4) / 4];
    if ((entry & access) == 0)
        return 0;
    return (entry & ~4095u) + (address & 4095);
}

int main(void) {
    memory[0x1000 / 4 + 1] = 0x2000 + 1;
    memory[0x2000 / 4 + 3] = 0x5000 + 1 + 2;
    printf("0x%x\n", translate(0x1000, 0x403abc, 1));
    return 0;
}
