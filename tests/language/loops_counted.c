// Loops whose counters become addresses, and whose invariants leave them.
#include <stdio.h>

static int numbers[40];
static short halves[40];
static unsigned char bytes[40];
static int grid[6][7];
static int limit = 30, sum;
static int *alias = &sum;

struct item {
    int key;
    short tag;
    char name[6];
};
static struct item items[10];

static void fill(int step) {
    for (int i = 0; i < 40; i += step) {
        numbers[i] = i * 3 - 7;
        halves[i] = (short)(i - 20);
        bytes[i] = (unsigned char)(i * 9);
    }
}

static int down(const int *v, int n) {
    int total = 0;
    for (int i = n - 1; i >= 0; i -= 3)
        total = total * 3 + v[i];
    return total;
}

static int some(const int *v, int n) {
    int total = 0, i = 0, taken = 0;
    while (i < n) {
        if (v[i] % 2 == 0) {
            i += 2;
            continue;
        }
        total += v[i] * (i + 1);
        if (++taken == 9)
            break;
        i++;
    }
    return total + i * 1000;
}

static int first(const int *v, int n, int wanted) {
    int i;
    for (i = 0; i < n; i++)
        if (v[i] == wanted)
            break;
    return i;
}

// Reads only at the beginning, and counts much further.
static unsigned long_way(const int *v, int n) {
    unsigned total = 0;
    for (int i = 0; i < n; i++)
        if (i < 10)
            total += (unsigned)v[i];
        else if (i > 100000)
            i += 1000000;
    return total;
}

static int once(const int *v, int n) {
    int total = 0, i = 0;
    do {
        total += v[i + 1] - v[i];
        i++;
    } while (i < n);
    return total + i;
}

// The sum may be what the pointer points to.
static int through(int *to, const int *v, int n) {
    for (int i = 0; i < n; i++) {
        sum += v[i];
        *to += 1;
        if (sum > limit * 100)
            *alias = 5;
    }
    return sum;
}

static int guarded(const int *p, int n) {
    int total = 0;
    for (int i = 0; i < n; i++) {
        if (p != NULL)
            total += *p;
        total++;
    }
    return total;
}

static unsigned long long swapped(unsigned long long x, int n) {
    for (int i = 0; i < n; i++)
        x = x >> 32 | (unsigned long long)(unsigned)(x + (unsigned)i) << 32;
    return x;
}

static unsigned long long moved(unsigned long long x, int n) {
    for (int i = 0; i < n; i++) {
        x <<= 32;
        x += (unsigned)i;
        x >>= 31;
    }
    return x;
}

// One address is needed behind the increase of the counter, and one value behind the loop.
static int late(const int *v, const int *w, int n) {
    int total = 0, last = 0;
    for (int i = 0; i < n;) {
        total += v[i];
        const int *p = &w[i];
        i++;
        total += *p * 3;
    }
    for (int i = 0; i < n; i++) {
        total += v[i];
        last = i * 4;
    }
    return total + last;
}

int main(void) {
    fill(2);
    fill(3);
    printf("%d %d %d\n", down(numbers, 40), down(numbers, 5), down(numbers, 1));
    printf("%d %d\n", some(numbers, 40), some(numbers, 4));
    printf("%d %d %d\n", first(numbers, 40, 50), first(numbers, 40, 51), first(numbers, 0, 1));
    printf("%u %u\n", long_way(numbers, 2000000000), long_way(numbers, 5));
    printf("%d %d\n", once(numbers, 0), once(numbers, 12));
    printf("%d\n", through(&sum, numbers, 40));
    printf("%d\n", through(&limit, numbers, 20));
    printf("%d %d\n", guarded(NULL, 3), guarded(&numbers[4], 3));
    for (int i = 0; i < 6; i++)
        for (int j = 0; j < 7; j++)
            grid[i][j] = i * 10 + j + halves[i * 6 + j] + bytes[j * 5];
    int total = 0;
    for (int j = 6; j >= 0; j--)
        for (int i = 0; i < 6; i += 2)
            total = (int)((unsigned)total * 7 + (unsigned)grid[i][j]);
    for (int i = 0; i < 10; i++) {
        items[i].key = total + i;
        items[i].tag = (short)(i * 1000);
        for (int j = 0; j < 6; j++)
            items[i].name[j] = (char)('a' + i + j);
    }
    for (int i = 9; i > 0; i -= 2)
        total += items[i].key % 100 + items[i].tag + items[i].name[i % 6];
    printf("%d\n", total);
    printf("%llx %llx\n", swapped(0x123456789abcdef0ull, 3), swapped(7, 8));
    printf("%d %d\n", late(numbers, numbers + 3, 11), late(numbers, numbers, 0));
    printf("%llx %llx\n", moved(0x123456789abcdef0ull, 1), moved(7, 3));
    return 0;
}
