// What a failed call returned is used as if it had succeeded.
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int table[8];

int main(void) {
    int descriptor = open("/no/such/file", O_RDONLY);
    table[descriptor * 5000000] = 1;
    printf("%d\n", table[0]);
    return 0;
}
