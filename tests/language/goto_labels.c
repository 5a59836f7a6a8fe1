// goto: forward, backward, into and out of blocks and loops, labels in their own name space, state machines.
#include <stdio.h>

struct label { int label; };

static int loop(int n) {
    int sum = 0, i = 0;
again:
    if (i == n) goto done;
    sum += i++;
    goto again;
done:
    return sum;
}
static int into(int x) {
    int r = 0;
    if (x) goto middle;
    for (r = 10; r < 20; r++) {
        int local;
    middle:
        local = r * 2;
        r = local + 1;
        if (r > 15) goto out;
    }
out:
    return r;
}
static int escape(void) {
    for (int i = 0; i < 10; i++)
        for (int j = 0; j < 10; j++)
            for (int k = 0; k < 10; k++)
                if (i * j * k == 294) goto found;
    return 0;
found:
    return 1;
}
static const char *match(const char *s) {
start:
    switch (*s++) {
    case 'a': goto a;
    case 'b': goto start;
    default: return "reject";
    }
a:
    if (*s == 'a') { s++; goto a; }
    if (*s == 'b') goto start;
    if (!*s) return "accept";
    return "error";
}
static int labels(int label) {
    typedef int T;
    struct label l = {label};
    goto label;
T:  return l.label + 1;
label: { T x = 1; l.label += x; }
    if (label > 5) goto T;
    return l.label;
}

int main(void) {
    printf("%d %d %d %d\n", loop(10), into(0), into(1), escape());
    printf("%s %s %s %s %s\n", match("aaa"), match("bbba"), match("abab"), match("aba"), match("ac"));
    printf("%d %d\n", labels(3), labels(7));
    int n = 0;
    { goto inner; }
    { int skipped = 100; inner: skipped = 1; n += skipped; }
    if (0) { never: n += 10; goto after; }
    goto never;
after:
    printf("%d\n", n);
    goto end;
    printf("not reached\n");
end:;
    int i = 3;
back:
    printf("%d", i);
    if (i-- > 0) goto back;
    printf("\n");
    goto last;
last:
    return 0;
}
