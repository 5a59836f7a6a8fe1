// Errors: numbers of Linux on MIPS, their texts, perror.
#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    for (int number = -1; number < 175; number++) {
        printf("%d %s\n", number, strerror(number));
    }
    printf("%s\n", strerror(1133));
    printf("%d %d %d %d %d %d\n", ENOENT, ENOSYS, EDEADLK, ENAMETOOLONG, EOVERFLOW, EILSEQ);
    printf("%d %d %d %d\n", ELOOP, ENOTEMPTY, ETIMEDOUT, EDQUOT);
    errno = ENOENT;
    perror("to standard error");
    return 0;
}
