// setjmp and longjmp: values, nesting, from deep calls, exceptions, in conditions and switches.
#include <setjmp.h>
#include <stdio.h>

static jmp_buf env, *current;
static int depth;

static void dive(int n) {
    volatile char filler[100];
    filler[n % 100] = (char)n;
    depth++;
    if (n == 0)
        longjmp(env, depth);
    dive(n - 1);
    depth += filler[0];
}

#define TRY { jmp_buf saved_; jmp_buf *previous_ = current; current = &saved_; volatile int code_; if ((code_ = setjmp(saved_)) == 0) {
#define CATCH(e) current = previous_; } else { int e = code_; current = previous_;
#define END } }
static void throw(int code) { longjmp(*current, code); }

static int risky(int n) {
    TRY
        if (n % 3 == 0) throw(n + 100);
        printf("[%d ok]", n);
    CATCH(e)
        printf("[caught %d]", e);
        if (n == 6) throw(7);
    END
    return n;
}

int main(void) {
    int r = setjmp(env);
    printf("%d %d\n", r, depth);
    if (r == 0)
        dive(10);
    if (r < 13) {
        depth = r;
        longjmp(env, r + 1);
    }
    switch (setjmp(env)) {
    case 0: printf("zero\n"); longjmp(env, 0);
    case 1: printf("one\n"); longjmp(env, -5);
    case -5: printf("minus five\n"); break;
    default: printf("other\n");
    }
    volatile int count = 0;
    if (setjmp(env) < 5) {
        count++;
        longjmp(env, count);
    }
    printf("%d\n", count);
    TRY
        for (int i = 1; i < 9; i++)
            risky(i);
    CATCH(e)
        printf("[outer %d]\n", e);
    END
    long long volatile wide = 1LL << 40;
    char volatile letter = 'a';
    if (!setjmp(env)) {
        wide += 5;
        letter++;
        longjmp(env, 1);
    }
    printf("%lld %c\n", wide, letter);
    return 0;
}
