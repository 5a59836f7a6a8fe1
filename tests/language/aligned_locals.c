// Automatic variables that want more alignment than the stack has.
#include <stdio.h>
static int f(int n) {
    _Alignas(64) char buf[64];
    char c[3];
    int __attribute__((aligned(32))) x = n;
    buf[0] = c[0] = 1;
    return (int)((unsigned)buf % 64 + (unsigned)&x % 32) + (n ? f(n - 1) : 0);
}
_Alignas(128) static char g[3];
struct __attribute__((aligned(32))) s {
    int x;
};
struct s gs;
int main(void) {
    struct s s;
    printf("%d %d %d %d\n", f(5), (int)((unsigned)g % 128), (int)((unsigned)&s % 32),
           (int)((unsigned)&gs % 32));
}
