#include <string.h>
int main(void) {
    struct { char c; int n; } a, b; // bytes between c and n
    a.c = b.c = 1;
    a.n = b.n = 2;
    return memcmp(&a, &b, sizeof a) > 1000; // !branch
}
