// What the pages show: recursion, a table, system calls, and a death. Without any library: its addresses are its own.
struct cell {
    int value;
    struct cell *next;
};

static struct cell cells[4];
static int total;

static int fib(int n) {
    if (n < 2)
        return n;
    int a = fib(n - 1);
    int b = fib(n - 2);
    return a + b;
}

static long call(long number, long first, const void *second, long third) {
    register long v0 __asm__("$2") = number;
    register long a0 __asm__("$4") = first;
    register const void *a1 __asm__("$5") = second;
    register long a2 __asm__("$6") = third;
    __asm__ volatile("syscall" : "+r"(v0) : "r"(a0), "r"(a1), "r"(a2) : "$7", "memory");
    return v0;
}

static void fill(int count) {
    for (int i = 0; i < count; i++) {
        cells[i].value = fib(i + 2);
        cells[i].next = i > 0 ? &cells[i - 1] : 0;
    }
}

static void add(const struct cell *cell) { // 一个列表
    for (; cell != 0; cell = cell->next)
        total += cell->value;
}

int main(void) {
    fill(4);
    add(&cells[3]);
    call(4004, 1, "sum\n", 4);
    cells[1].next = (struct cell *)total;
    add(&cells[3]);
    return 0;
}

void __start(void) {
    call(4001, main(), 0, 0);
}
