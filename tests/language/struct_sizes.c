// Structures of 1 to 40 bytes and of several alignments by value: arguments, results, assignment, in the middle of others.
#include <stdio.h>

#define SIZE(n)                                                                                    \
    struct Bytes##n { unsigned char b[n]; };                                                       \
    static struct Bytes##n make##n(int seed) {                                                     \
        struct Bytes##n s;                                                                         \
        for (int i = 0; i < n; i++)                                                                \
            s.b[i] = seed + 3 * i;                                                                 \
        return s;                                                                                  \
    }                                                                                              \
    static unsigned sum##n(int a, struct Bytes##n s, char b, struct Bytes##n t, long long c) {     \
        unsigned sum = a * 7 + b + (unsigned)c;                                                    \
        s.b[0]++;                                                                                  \
        for (int i = 0; i < n; i++)                                                                \
            sum = sum * 31 + s.b[i] * 5 + t.b[i];                                                  \
        return sum;                                                                                \
    }                                                                                              \
    static void test##n(void) {                                                                    \
        struct { char before; struct Bytes##n s; char after; } frame = {11, make##n(1), 22};       \
        struct Bytes##n local = make##n(100), array[3], *p = array + 1;                            \
        array[0] = array[2] = local, *p = frame.s, frame.s = local;                                \
        printf("%d: %u %u %u %d %d %d %d\n", n, sum##n(1, local, 2, frame.s, 3),                   \
               sum##n(4, make##n(5), 6, *p, -7), sum##n(0, array[0], 0, array[2], 1LL << 40),      \
               make##n(50).b[n - 1], frame.before, frame.after, (int)sizeof frame);                \
    }

SIZE(1) SIZE(2) SIZE(3) SIZE(4) SIZE(5) SIZE(6) SIZE(7) SIZE(8) SIZE(9) SIZE(10) SIZE(11) SIZE(12) SIZE(13)
SIZE(14) SIZE(15) SIZE(16) SIZE(17) SIZE(18) SIZE(19) SIZE(20) SIZE(23) SIZE(24) SIZE(31) SIZE(32) SIZE(33) SIZE(40)

#define ALIGNED(name, member)                                                                      \
    struct name { char tag; member };                                                              \
    static struct name pass_##name(char a, struct name s, short b, struct name t) {                \
        s.tag += a, t.tag += b;                                                                    \
        return s.tag > t.tag ? s : t;                                                              \
    }
ALIGNED(Short, short v;)
ALIGNED(Int, int v;)
ALIGNED(Long, long long v;)
ALIGNED(Three, short v; char w[2];)
ALIGNED(Nested, struct Long v; int w;)

int main(void) {
    test1(), test2(), test3(), test4(), test5(), test6(), test7(), test8(), test9(), test10(), test11(), test12(), test13();
    test14(), test15(), test16(), test17(), test18(), test19(), test20(), test23(), test24(), test31(), test32(), test33();
    test40();
    struct Short s = pass_Short(1, (struct Short){1, -30000}, 2, (struct Short){2, 30000});
    struct Int i = pass_Int(5, (struct Int){1, -3000000}, 2, (struct Int){2, 3000000});
    struct Long l = pass_Long(5, (struct Long){1, -30000000000}, 2, (struct Long){2, 30000000000});
    struct Three t = pass_Three(1, (struct Three){1, 7, {8, 9}}, 2, (struct Three){2, 4, {5, 6}});
    struct Nested n = pass_Nested(9, (struct Nested){1, {2, 3}, 4}, 2, (struct Nested){2, {6, 7}, 8});
    printf("%d %d %d %d %d %lld %d %d %d %d\n", s.tag, s.v, i.tag, i.v, l.tag, l.v, t.tag, t.v, t.w[0], t.w[1]);
    printf("%d %d %lld %d\n", n.tag, n.v.tag, n.v.v, n.w);
    return 0;
}
