// A comparison of doubles is a call where there is no unit: what has come in argument registers is gone.
#include <stdio.h>
struct wide { double high, low; };
__attribute__((noinline)) struct wide divide(struct wide a, struct wide b) { struct wide r = {a.high / b.high, a.low + b.low}; return r; }
__attribute__((noinline)) struct wide arc(struct wide x) { x.low += 1; return x; }
struct wide angle_of(struct wide y, struct wide x) {
    if (y.high <= x.high) {
        return arc(divide(y, x));
    }
    return arc(divide(x, y));
}
int main(void) { struct wide a = {0.5, 2}, b = {1, 4}; struct wide r = angle_of(a, b); printf("%a %a\n", r.high, r.low); return 0; }
