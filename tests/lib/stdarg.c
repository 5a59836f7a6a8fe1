// <stdarg.h>: all kinds of arguments, copies, lists handed on.
#include <stdarg.h>
#include <stdio.h>

struct pair {
    int left;
    int right;
};

struct odd {
    char text[5];
};

static void walk(const char *kinds, va_list list) {
    for (; *kinds != 0; kinds++) {
        switch (*kinds) {
        case 'i': printf(" %d", va_arg(list, int)); break;
        case 'l': printf(" %lld", va_arg(list, long long)); break;
        case 's': printf(" %s", va_arg(list, char *)); break;
        case 'p': {
            struct pair pair = va_arg(list, struct pair);
            printf(" (%d, %d)", pair.left, pair.right);
            break;
        }
        case 'o': {
            struct odd odd = va_arg(list, struct odd);
            printf(" <%s>", odd.text);
            break;
        }
        default: printf(" ?"); break;
        }
    }
    printf("\n");
}

static void show(const char *kinds, ...) {
    va_list list;
    va_list copy;
    va_start(list, kinds);
    va_copy(copy, list);
    walk(kinds, list);
    walk(kinds, copy);
    va_end(copy);
    va_end(list);
}

static long long sum(int count, ...) {
    long long total = 0;
    va_list list;
    va_start(list, count);
    while (count-- > 0) {
        total += va_arg(list, int);
    }
    va_end(list);
    return total;
}

static int after(int a, int b, int c, int d, int e, const char *last, ...) {
    va_list list;
    va_start(list, last);
    int result = va_arg(list, int) * 10 + va_arg(list, int);
    va_end(list);
    return result + a + b + c + d + e;
}

int main(void) {
    struct pair pair = {3, -4};
    struct odd odd = {"odd!"};
    show("i", 1);
    show("iiiiiiii", 1, 2, 3, 4, 5, 6, 7, 8);
    show("l", 1234567890123LL);
    show("il", 1, -2LL);
    show("iil", 1, 2, 3LL);
    show("iiil", 1, 2, 3, 4LL);
    show("lilil", 1LL, 2, 3LL, 4, 5LL);
    show("spsoi", "text", pair, "more", odd, 77);
    show("popol", pair, odd, pair, odd, 5LL);
    printf("%lld %lld\n", sum(0), sum(6, 1, 2, 3, 4, 5, 2147483647));
    printf("%d\n", after(1000, 2000, 3000, 4000, 5000, "last", 7, 8));
    return 0;
}
