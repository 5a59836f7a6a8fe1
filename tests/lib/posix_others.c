// What POSIX and BSD have that nothing here does much with.
#include <dlfcn.h>
#include <err.h>
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

int main(void) {
    struct passwd *user = getpwuid(getuid());
    printf("%d %d %d\n", user != NULL, user->pw_uid == getuid(), getpwnam("nobody at all") == NULL);
    printf("%d\n", getgrgid(getgid())->gr_gid == getgid());
    sem_t semaphore;
    int value;
    sem_init(&semaphore, 0, 1);
    printf("%d %d", sem_wait(&semaphore), sem_trywait(&semaphore));
    printf(" %d %d\n", errno == EAGAIN, sem_post(&semaphore));
    printf("%d %d\n", sem_getvalue(&semaphore, &value), value);
    printf("%d\n", mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED);
    printf("%d %d\n", dlopen("libm.so", RTLD_NOW) == NULL, dlerror() != NULL);
    printf("%d %d %d\n", (int)fork(), errno == ENOSYS, (int)wait(NULL));
    printf("%d %d\n", popen("ls", "r") == NULL, flock(0, LOCK_EX));
    struct termios terminal;
    printf("%d %d\n", tcgetattr(0, &terminal), isatty(0));
    struct rusage usage;
    struct rlimit limit;
    printf("%d %d\n", getrusage(RUSAGE_SELF, &usage), getrlimit(RLIMIT_NOFILE, &limit));
    struct tms used;
    struct utsname names;
    printf("%d %d %s\n", times(&used) != -1, uname(&names), names.machine);
    printf("%ld %ld\n", sysconf(_SC_PAGESIZE), sysconf(_SC_CLK_TCK));
    char text[8] = "xxxxxxx";
    printf("%d %s %d\n", (int)(stpncpy(text, "ab", 4) - text), text, text[3] == 0 && text[4] == 'x');
    printf("%s %d %d\n", index("hello", 'l'), ffs(24), bcmp("a", "b", 1) != 0);
    srandom(5);
    long first = random();
    srandom(5);
    printf("%d %d\n", first == random(), first >= 0);
    sigjmp_buf environment;
    int again = sigsetjmp(environment, 1);
    if (again == 0)
        siglongjmp(environment, 3);
    printf("%d\n", again);
    errno = ENOENT;
    warn("%d", 1);
    warnx("two");
    printf("%d\n", getprogname()[0] != 0);
    errx(3, "end");
}
