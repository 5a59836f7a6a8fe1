// The atomic operations of gcc: on integers and pointers by value, on all types in memory.

#include <stdio.h>

struct triple {
    char bytes[3];
};

struct pair {
    double first;
    int second;
};

static int calls;

static int *counted(int *pointer) {
    calls++;
    return pointer;
}

static void nand(void) {
    int n = 0x0ff0;
    printf("%x ", (unsigned)__sync_fetch_and_nand(&n, 0x00ff));
    printf("%x ", (unsigned)__sync_nand_and_fetch(&n, 0xff0f));
    printf("%x ", (unsigned)__atomic_fetch_nand(counted(&n), 0xf0, __ATOMIC_SEQ_CST));
    printf("%x ", (unsigned)__atomic_nand_fetch(counted(&n), 0x3c, __ATOMIC_RELAXED));
    printf("%x\n", (unsigned)n);
    unsigned char byte = 0xa5;
    printf("%x ", __atomic_nand_fetch(&byte, 0x0f, 5));
    printf("%x ", __sync_fetch_and_nand(&byte, 0x81));
    long long wide = 0x123456789abcdefLL;
    printf("%llx ", (unsigned long long)__atomic_fetch_nand(&wide, 0xff00ff00ff00LL, 5));
    printf("%llx\n", (unsigned long long)wide);
    printf("%d\n", calls);
}

static void pointers(void) {
    int array[4] = {1, 2, 3, 4}, *p = array; // bytes are added
    int *old = __atomic_fetch_add(&p, sizeof *p, 5);
    printf("%d %d ", (int)(old - array), (int)(p - array));
    p = __sync_add_and_fetch(&p, 8);
    printf("%d ", (int)(p - array));
    p = __atomic_sub_fetch(&p, 4, 5);
    printf("%d\n", (int)(p - array));
    int *expected = array + 1;
    printf("%d ", __atomic_compare_exchange_n(&p, &expected, array, 0, 5, 5));
    printf("%d ", (int)(expected - array));
    printf("%d\n", __atomic_compare_exchange_n(&p, &expected, array, 0, 5, 5));
    double number = 3.9;
    int n = 0;
    printf("%d ", __atomic_exchange_n(&n, number, 5));
    printf("%d\n", __atomic_add_fetch(&n, number, 5));
}

static void generic(void) {
    int n = 5, to = 0, value = 9, expected = 9, *p = &n, *q;
    __atomic_load(counted(&n), &to, 5);
    __atomic_store(&n, &value, 5);
    __atomic_load(&p, &q, 5);
    printf("%d %d %d %d\n", to, n, q == &n, calls);
    value = 7;
    __atomic_exchange(&n, &value, &value, 5);
    printf("%d %d\n", n, value);
    value = 11;
    printf("%d ", __atomic_compare_exchange(&n, &expected, &value, 0, 5, 5));
    printf("%d ", expected);
    printf("%d ", __atomic_compare_exchange(&n, &expected, &value, 0, 5, 5));
    printf("%d\n", n);
    float f = 1.5f, g = 2.5f, old;
    unsigned bits;
    __atomic_exchange(&f, &g, &old, 5);
    __atomic_load(&f, (float *)&bits, 5);
    printf("%g %g %x\n", f, old, bits);
    double zero = 0.0, minus = -0.0, one = 1.0;
    printf("%d ", __atomic_compare_exchange(&zero, &minus, &one, 1, 5, 0));
    printf("%g ", minus);
    printf("%d\n", __atomic_compare_exchange(&zero, &minus, &one, 1, 5, 0));
}

static void records(void) {
    struct triple a = {"ab"}, b = {"cd"}, c;
    __atomic_load(&a, &c, 5);
    __atomic_exchange(&a, &b, &c, 5);
    printf("%s %s ", a.bytes, c.bytes);
    printf("%d ", __atomic_compare_exchange(&a, &c, &b, 0, 5, 5));
    printf("%s\n", c.bytes);
    struct pair x, y;
    __builtin_memset(&x, 0, sizeof x);
    x.first = 1.25;
    x.second = 3;
    __atomic_store(&y, &x, 5);
    printf("%g %d\n", y.first, y.second);
    int rows[2][3] = {{1, 2, 3}, {4, 5, 6}};
    __atomic_store(&rows[0], &rows[1], 5);
    printf("%d %d\n", rows[0][0], rows[0][2]);
}

static void flags(void) {
    unsigned char flag = 0;
    printf("%d ", __atomic_test_and_set((void *)&flag, 5));
    printf("%d ", __atomic_test_and_set(&flag, 5));
    __atomic_clear((volatile void *)&flag, 5);
    printf("%d %d%d%d%d\n", flag, __atomic_always_lock_free(1, 0), __atomic_always_lock_free(3, 0),
           __atomic_always_lock_free(4, 0), __atomic_always_lock_free(16, 0));
    const int constant = 7;
    volatile int seen = 8;
    int to;
    printf("%d ", __atomic_load_n(&constant, 5));
    __atomic_load(&seen, &to, 5);
    printf("%d\n", to);
}

int main(void) {
    nand();
    pointers();
    generic();
    records();
    flags();
}
