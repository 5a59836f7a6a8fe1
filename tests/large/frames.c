// Stack frames beyond 32 KiB and 64 KiB: addressing at both ends, arguments, structures by value, recursion.
#include <stdio.h>
#include <string.h>

struct Huge { int values[10000]; char tail; };

static int fill(int *p, int n, int seed) {
    int sum = 0;
    for (int i = 0; i < n; i++)
        p[i] = i * seed, sum += p[i] % 1000;
    return sum;
}
static int medium(int a, int b, int c, int d, int e, int f) {
    int first = a, array[9000], last = f;
    int sum = fill(array, 9000, b);
    first += array[0] + array[8999], last += array[4500];
    return sum + first + last + c + d + e + f;
}
static long long large(long long a, int b, long long c) {
    char before = 'b';
    int array[40000];
    short middle = 300;
    long long other[3000];
    unsigned char after = 200;
    int sum = fill(array, 40000, b);
    memset(other, 0, sizeof other);
    other[2999] = a, other[0] = c;
    before++, middle++, after++;
    int *end = array + 40000;
    return sum + before + middle + after + other[2999] * 2 + other[0] + end[-1] + array[20000];
}
static struct Huge huge(int seed) {
    struct Huge h;
    fill(h.values, 10000, seed);
    h.tail = (char)seed;
    return h;
}
static int use(int a, struct Huge h, int b) { return a + h.values[9999] + h.values[5000] + h.tail + b; }
static int recursive(int depth) {
    volatile char array[70000];
    array[0] = (char)depth, array[69999] = (char)(depth * 2);
    return depth ? recursive(depth - 1) + array[0] + array[69999] : 0;
}
static int initialised(int n) {
    int array[20000] = {1, 2, [19999] = 3}, after = n;
    array[n] = 5;
    int sum = 0;
    for (int i = 0; i < 20000; i++) sum += array[i];
    return sum + after;
}

int main(void) {
    printf("%d\n", medium(1, 2, 3, 4, 5, 6));
    printf("%lld\n", large(1LL << 40, 3, -5));
    printf("%d %d\n", use(1, huge(3), 2), huge(7).tail);
    printf("%d %d %d\n", recursive(20), initialised(100), initialised(19998));
    return 0;
}
