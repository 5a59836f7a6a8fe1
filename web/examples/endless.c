#include <stdio.h>

// Collatz: 27 climbs to 9232 before it comes down. This never ends: stop it, and go back.
int main(void) {
    unsigned start = 27;
    for (;;) {
        unsigned steps = 0;
        for (unsigned n = start; n != 1; n = n % 2 == 0 ? n / 2 : 3 * n + 1)
            steps++;
        if (steps > 200)
            printf("%u takes %u steps\n", start, steps);
        start++;
    }
}
