// libcstar: the auxiliary vector, which Linux puts behind the environment. The compiler adds this
// unit before the start of programs that declare getauxval.
#include <errno.h>
#include <stddef.h>
#include <sys/auxv.h>

static const unsigned long *vector;

__attribute__((constructor)) static void begin(int count, char **arguments, char **environment) {
    (void)count, (void)arguments;
    while (*environment != NULL) {
        environment++;
    }
    vector = (const unsigned long *)(environment + 1);
}

unsigned long getauxval(unsigned long type) {
    for (const unsigned long *at = vector; at[0] != AT_NULL; at += 2) {
        if (at[0] == type) {
            return at[1];
        }
    }
    errno = ENOENT;
    return 0;
}
