// What programs for glibc take for granted: syscall() with names of <sys/syscall.h>, the macros of
// <sys/cdefs.h>, sets of descriptors from <sys/types.h>, and names of GNU's that no ISO program
// has.
#include <errno.h>
#include <features.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

__BEGIN_DECLS
static int twice __P((int number));
__END_DECLS

static int twice(int number) {
    return 2 * number;
}

int main(void) {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(3, &set);
    printf("%d %d %d\n", FD_ISSET(3, &set), FD_ISSET(4, &set), twice(21));
#if defined SYS_getpid && defined __NR_write && !defined SYS_no_such
    printf("%d\n", syscall(SYS_getpid) == getpid());
    fflush(stdout);
    printf("%ld\n", syscall(SYS_write, STDOUT_FILENO, "written\n", 8));
    errno = 0;
    printf("%ld", syscall(SYS_write, 99, "", 1));
    printf(" %s\n", strerror(errno));
    printf("%ld", syscall(4999));
    printf(" %s\n", strerror(errno));
#endif
#ifdef __GNUC_EXECUTION_CHARSET_NAME
    puts(__GNUC_EXECUTION_CHARSET_NAME " " __GNUC_WIDE_EXECUTION_CHARSET_NAME);
#endif
}
