// Statement expressions: values of every kind, in every place, with loops, labels and cleanups inside.
#include <stdio.h>

#define MAX(a, b)          \
    ({                     \
        int one_ = (a);    \
        int other_ = (b);  \
        one_ > other_ ? one_ : other_; \
    })

struct pair {
    int first, second;
    long long third;
};

static int calls;
static int count(int n) {
    calls++;
    return n;
}

static void say(int *n) {
    printf("cleanup of %d\n", *n);
}

static long long sum_to(int n) {
    return ({
        long long sum = 0;
        for (int i = 1; i <= n; i++) {
            if (i == 7)
                continue;
            if (i > 100)
                break;
            sum += i;
        }
        sum;
    });
}

static inline int in_condition(int n) {
    int rounds = 0;
    while (({
        if (n % 2 == 0)
            goto even;
        n--;
    even:
        n > 0;
    })) {
        n -= 2;
        rounds++;
    }
    for (int i = 0; ({ int limit = rounds * 2; i < limit; }); ({ i++; rounds--; }))
        ;
    return rounds;
}

static int early(int n) {
    int x = ({
        if (n > 3)
            return 99;
        n * 2;
    });
    return x + 1;
}

static int chosen(int n) {
    return ({
        int r;
        switch (n) {
        case 1: r = 10; break;
        case 2 ... 5: r = 20; break;
        default: r = 30;
        }
        r;
    });
}

int main(void) {
    __extension__({ printf("a statement\n"); });
    __extension__ int declared = 3;
    __extension__ declared++;
    int a = 3, b = 5;
    printf("%d %d\n", MAX(a, b), MAX(count(4), MAX(count(2), count(9))));
    printf("%d calls\n", calls);
    struct pair p = ({ struct pair q = {1, 2, 3}; q.second += a; q; });
    printf("%d %d %lld\n", p.first, p.second, p.third);
    printf("%d\n", ({ struct pair q = p; q; }).second);
    printf("%lld %lld\n", sum_to(10), sum_to(1000));
    printf("%d %d\n", in_condition(10), in_condition(7));
    printf("%d %d\n", early(2), early(4));
    printf("%d %d %d\n", chosen(1), chosen(4), chosen(6));
    int r = ({ __attribute__((cleanup(say))) int c = 42; c++; });
    printf("%d\n", r);
    ({ __attribute__((cleanup(say))) int c = 1; (void)printf("inside\n"); });
    ({ ; });
    ({ a = 8; });
    const char *text = ({ "text"; });
    printf("%d %s %d\n", a, text, (int)sizeof ({ (char)1; }));
    a = ({ a + 1; }) * ({ a + 2; }) + (({ int t = a; t; }) ? ({ 1000; }) : ({ 2000; }));
    printf("%d\n", a);
    int *v = ({ static int array[3] = {7, 8, 9}; array; });
    printf("%d\n", v[({ 1; })]);
    if (({ int x = a; x > 5; }) && !({ a < 0; }))
        printf("yes\n");
    printf("%d\n", count(0) ?: count(6) ?: count(7));
    printf("%d calls, %s\n", calls, text ?: "none");
    printf("%d\n", declared);
    return ({ 0; });
}
