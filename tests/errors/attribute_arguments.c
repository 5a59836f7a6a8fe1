// What stands in the parentheses of attributes and builtin functions.
typedef __SIZE_TYPE__ size_t;
void nothing(void);
void unknown();
void number(int);
void good(void *, int);

void *a(size_t) __attribute__((malloc(nothing)));
void *b(size_t) __attribute__((malloc(unknown)));
void *c(size_t) __attribute__((malloc(number, 1)));
void *d(size_t) __attribute__((malloc(0)));
void *e(size_t) __attribute__((malloc(good, 1)));
void *f(size_t) __attribute__((malloc, malloc(__builtin_free)));

int g(char *) __attribute__((access(read_onl, 1)));
int h(char *) __attribute__((access(read_only, 1)));
int i(char *) __attribute__((access));

_Thread_local int j __attribute__((tls_model(1)));
_Thread_local int k __attribute__((tls_model("global")));
_Thread_local int l __attribute__((tls_model("local-exec")));

void m(const char *, ...) __attribute__((format(strftime, 1, 2)));
void n(const char *) __attribute__((format(strftime, 1, 0)));

struct __attribute__((mode(SI))) moded {
    int member;
};

int calls(int x, double y, size_t s) {
    void (*trap)(void) = __builtin_trap;
    x += __builtin_expect_with_probability(x, 1, y);
    x += __builtin_expect_with_probability(x, 1, 2.0);
    x += __builtin_expect_with_probability(x, 1, 0.5);
    x += __atomic_always_lock_free(s, 0);
    x += __atomic_is_lock_free(s, 0);
    return x;
}

_Decimal64 decimal;
_Fract fraction;
