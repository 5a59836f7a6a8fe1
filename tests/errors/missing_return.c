// Functions that may end without a result, as gcc sees them; and such that cannot.
#include <assert.h>
#include <stdlib.h>
int nothing(void) {
}
int sometimes(int x) {
    if (x > 0)
        return 1;
}
int loop_with_break(int x) {
    for (;;) {
        if (x == 3)
            break;
        x++;
    }
}
int without_default(int x) {
    switch (x) {
    case 1: return 1;
    case 2: return 2;
    }
}
int break_of_default(int x) {
    switch (x) {
    case 1: return 1;
    default: break;
    }
}
int once(int x) {
    do {
        if (x)
            continue;
        return 1;
    } while (0);
}
struct pair { int a, b; } record(int x) {
    while (x < 10)
        x++;
}
// None of these.
int both(int x) {
    if (x)
        return 1;
    else
        return 2;
}
int forever(int x) {
    while (1)
        if (x++ > 5)
            return x;
}
int forever_too(int x) {
    for (;;)
        switch (x++) {
        case 5: return 3;
        default: break;
        }
}
int all_cases(int x) {
    switch (x) {
    case 1:
        x++;
        // falls through
    case 2: return x;
    default: abort();
    }
}
int asserted(int x) {
    if (x)
        return 1;
    assert(!"here");
}
int asserted_too(int x) {
    if (x)
        return 1;
    assert(0);
}
int once_only(int x) {
    do {
        return x;
    } while (0);
}
int jumps(int x) {
again:
    if (x++ < 10)
        goto again;
    return x;
}
int jumps_out(int x) {
    if (x)
        goto out;
    return 1;
out:
    return 2;
}
_Noreturn int never(void) {
    exit(1);
}
void empty(void) {
}
int main(void) {
}
