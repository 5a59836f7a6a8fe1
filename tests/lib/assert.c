// assert: nothing if it holds, SIGABRT if not, nothing at all with NDEBUG.
#include <assert.h>
#include <stdio.h>

static int calls;

static int called(int value) {
    calls++;
    return value;
}

static_assert(sizeof(int) == 4, "words");

int main(void) {
    assert(called(1));
    assert(called(1) && "with a text");
#define NDEBUG
#include <assert.h>
    assert(called(0));
#undef NDEBUG
#include <assert.h>
    printf("%d calls\n", calls);
    fflush(stdout);
    assert(called(0) == 1);
    printf("not reached\n");
    return 0;
}
