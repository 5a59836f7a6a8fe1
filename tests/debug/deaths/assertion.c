#include <assert.h>
static void check(int n) { assert(n > 3); }
int main(void) {
    check(2);
    return 0;
}
