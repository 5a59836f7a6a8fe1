#include <stdio.h>

// Heat flows along a rod. Choose mips32 to see it in registers of the floating point unit.
int main(void) {
    double rod[12] = {100};
    for (int time = 0; time < 30; time++) {
        double next[12] = {100};
        for (int i = 1; i < 11; i++)
            next[i] = rod[i] + 0.4 * (rod[i - 1] - 2 * rod[i] + rod[i + 1]);
        for (int i = 0; i < 12; i++)
            rod[i] = next[i];
    }
    for (int i = 0; i < 12; i++)
        printf("%6.2f%s", rod[i], i < 11 ? " " : "\n");
    return 0;
}
