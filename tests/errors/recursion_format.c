#include <stdio.h>
#define LOG(...) printf(__VA_ARGS__)
int endless(int n) { return endless(n - 1); }
int both(int n) {
    if (n > 0)
        return both(n - 1);
    else
        both(n + 1);
    return n;
}
int ends(int n) { return n > 0 ? ends(n - 1) : 0; }
int stops(int n) {
    while (n > 3)
        return n;
    return stops(n + 1);
}
int leaves(int n) {
    if (n > 3)
        return n;
    return leaves(n + 1);
}
void argument(int n) { printf("%d\n", (argument(n), n)); }
int main(void) {
    int n = 1;
    LOG("%d\n", "text");
    LOG("%s %d\n", "text");
    printf("%-08d % +d\n", n, n);
    if (n == 1);
    {
        n = 2;
    }
    return ends(n);
}
