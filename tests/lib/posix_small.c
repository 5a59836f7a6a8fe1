// unistd.h, sys/uio.h, sys/select.h, sched.h, sys/time.h, dirent.h: what one process can do and be
// told, as glibc has it on MIPS.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <termios.h>
#include <unistd.h>

static void is(const char *what, long result) {
    int error = errno;
    printf("%s: %ld%s%s\n", what, result, result < 0 ? " " : "", result < 0 ? strerror(error) : "");
}

static void pieces(int file) {
    char first[4] = "one", second[8] = "two", third[20];
    struct iovec vector[3] = {{first, 3}, {NULL, 0}, {second, 3}};
    is("writev", writev(file, vector, 3));
    is("pwritev", pwritev(file, vector, 1, 10));
    is("writev", writev(99, vector, 1));
    is("writev", writev(file, vector, -1));
    vector[0] = (struct iovec){first, 2}, vector[1] = (struct iovec){third, sizeof third};
    is("lseek", lseek(file, 0, SEEK_SET));
    is("preadv", preadv(file, vector, 2, 3));
    printf("%.2s %.1s\n", first, third);
    is("readv", readv(file, vector, 2));
    printf("%.2s %.4s\n", first, third);
    is("lseek", lseek(file, 0, SEEK_CUR));
}

static void locks(int file) {
    is("lockf", lockf(file, F_LOCK, 0));
    is("lockf", lockf(file, F_TEST, 5));
    is("lockf", lockf(file, F_ULOCK, 0));
    is("lockf", lockf(file, 7, 0));
    is("lockf", lockf(99, F_TLOCK, 0));
    is("fallocate", posix_fallocate(file, 10, 90));
    struct stat status;
    fstat(file, &status);
    is("size", (long)status.st_size);
    is("fallocate", posix_fallocate(file, 0, 0) == EINVAL);
    is("fadvise", posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED));
    is("fadvise", posix_fadvise(file, 0, 0, 77) == EINVAL);
    sync();
    is("syncfs", syncfs(99));
}

static void ready(int file) {
    fd_set in, out;
    struct timeval none = {0, 0};
    struct timespec zero = {0, 1000};
    FD_ZERO(&in);
    FD_ZERO(&out);
    FD_SET(file, &in);
    FD_SET(1, &out);
    is("select", select(file + 1, &in, &out, NULL, &none));
    printf("%d %d\n", FD_ISSET(file, &in) != 0, FD_ISSET(1, &out) != 0);
    FD_ZERO(&in);
    FD_SET(99, &in);
    is("select", select(100, &in, NULL, NULL, &none));
    is("select", select(-1, NULL, NULL, NULL, &none));
    is("pselect", pselect(0, NULL, NULL, NULL, &zero, NULL));
    zero.tv_nsec = 1000000000;
    is("pselect", pselect(0, NULL, NULL, NULL, &zero, NULL));
    struct pollfd one = {file, POLLIN, 0};
    zero.tv_nsec = 0;
    is("ppoll", ppoll(&one, 1, &zero, NULL));
}

static void priorities(void) {
    struct sched_param parameters = {0};
    struct timespec interval;
    is("nice", nice(3));
    is("getpriority", getpriority(PRIO_PROCESS, 0));
    is("getpriority", getpriority(7, 0));
    is("setpriority", setpriority(PRIO_PROCESS, 0, 100));
    is("getpriority", getpriority(PRIO_PROCESS, 0));
    is("getscheduler", sched_getscheduler(0));
    is("getscheduler", sched_getscheduler(-1));
    is("getparam", sched_getparam(0, &parameters));
    printf("%d\n", parameters.sched_priority);
    is("setparam", sched_setparam(0, &parameters));
    parameters.sched_priority = 5;
    is("setparam", sched_setparam(0, &parameters));
    is("max", sched_get_priority_max(SCHED_FIFO));
    is("min", sched_get_priority_min(SCHED_FIFO));
    is("max", sched_get_priority_max(SCHED_BATCH));
    is("max", sched_get_priority_max(77));
    is("interval", sched_rr_get_interval(0, &interval));
}

static void timers(void) {
    struct itimerval timer = {{1, 1}, {1, 1}};
    is("getitimer", getitimer(ITIMER_REAL, &timer));
    printf("%ld %ld\n", (long)timer.it_value.tv_sec, (long)timer.it_value.tv_usec);
    is("setitimer", setitimer(ITIMER_VIRTUAL, &timer, &timer));
    is("setitimer", setitimer(9, &timer, NULL));
    timer.it_value.tv_usec = 1000000;
    is("setitimer", setitimer(ITIMER_REAL, &timer, NULL));
    struct timeval a = {1, 900000}, b = {0, 200000}, c;
    timeradd(&a, &b, &c);
    printf("%ld %ld", (long)c.tv_sec, (long)c.tv_usec);
    b.tv_usec = 950000;
    timersub(&a, &b, &c);
    printf(" %ld %ld %d %d\n", (long)c.tv_sec, (long)c.tv_usec, timercmp(&a, &b, >),
           timerisset(&a));
}

static void users(void) {
    is("setreuid", setreuid((uid_t)-1, getuid()));
    is("setregid", setregid(getgid(), (gid_t)-1));
    is("setresuid", setresuid(getuid(), (uid_t)-1, getuid()));
    uid_t one, two, three;
    is("getresuid", getresuid(&one, &two, &three));
    is("same", one == getuid() && two == geteuid() && three == one);
    is("setpgid", setpgid(0, -1));
    is("ttyname", ttyname(99) == NULL ? -1 : 0);
    is("ttyname_r", ttyname_r(99, ctermid(NULL), 9) == EBADF);
    is("tcgetsid", tcgetsid(99));
    is("tcflow", tcflow(99, TCOON));
    is("tcsendbreak", tcsendbreak(99, 0));
    printf("%s\n", ctermid(NULL));
    char text[20], bytes[600];
    is("confstr", (long)confstr(_CS_PATH, text, sizeof text));
    printf("%s\n", text);
    is("confstr", (long)confstr(_CS_PATH, text, 5));
    printf("%s\n", text);
    errno = 0;
    is("confstr", (long)confstr(7777, text, 5));
    is("einval", errno == EINVAL);
    is("getentropy", getentropy(bytes, 256));
    is("getentropy", getentropy(bytes, 257));
    is("getrandom", getrandom(bytes, 600, 0));
    is("getrandom", getrandom(bytes, 600, 77));
    is("gethostname", gethostname(text, 0) < 0);
}

static void limits(void) {
    static const int names[] = {_SC_CLK_TCK,
                                _SC_NGROUPS_MAX,
                                _SC_STREAM_MAX,
                                _SC_TZNAME_MAX,
                                _SC_JOB_CONTROL,
                                _SC_SAVED_IDS,
                                _SC_VERSION,
                                _SC_PAGESIZE,
                                _SC_BC_BASE_MAX,
                                _SC_LINE_MAX,
                                _SC_RE_DUP_MAX,
                                _SC_2_VERSION,
                                _SC_IOV_MAX,
                                _SC_GETPW_R_SIZE_MAX,
                                _SC_LOGIN_NAME_MAX,
                                _SC_TTY_NAME_MAX,
                                _SC_HOST_NAME_MAX,
                                _SC_SYMLOOP_MAX,
                                _SC_XOPEN_VERSION,
                                _SC_AIO_MAX,
                                -1,
                                7777};
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
        errno = 0;
        long value = sysconf(names[i]);
        printf("%ld%s ", value, errno != 0 ? "!" : "");
    }
    static const int of_files[] = {_PC_MAX_CANON,
                                   _PC_MAX_INPUT,
                                   _PC_NAME_MAX,
                                   _PC_PATH_MAX,
                                   _PC_PIPE_BUF,
                                   _PC_CHOWN_RESTRICTED,
                                   _PC_NO_TRUNC,
                                   _PC_VDISABLE,
                                   _PC_2_SYMLINKS,
                                   _PC_SYNC_IO,
                                   77};
    for (unsigned i = 0; i < sizeof of_files / sizeof of_files[0]; i++) {
        errno = 0;
        long value = pathconf(".", of_files[i]);
        printf("%ld%s ", value, errno != 0 ? "!" : "");
    }
    printf("\n");
}

static void folder(void) {
    char path[] = "folder_XXXXXX", name[40];
    struct dirent entry, *found;
    if (mkdtemp(path) == NULL)
        return;
    for (int i = 0; i < 5; i++) {
        sprintf(name, "%s/%d", path, i);
        close(open(name, O_WRONLY | O_CREAT, 0600));
    }
    DIR *directory = opendir(path);
    char third[40] = "";
    long position = 0;
    int count = 0;
    while (readdir_r(directory, &entry, &found) == 0 && found != NULL)
        if (++count == 3)
            position = telldir(directory);
        else if (count == 4)
            strcpy(third, entry.d_name);
    is("entries", count);
    seekdir(directory, position);
    found = readdir(directory);
    is("the same", found != NULL && strcmp(found->d_name, third) == 0);
    count = 0;
    for (rewinddir(directory); readdir(directory) != NULL; count++)
        ;
    is("entries", count);
    closedir(directory);
    for (int i = 0; i < 5; i++) {
        sprintf(name, "%s/%d", path, i);
        unlink(name);
    }
    rmdir(path);
    is("opendir", fdopendir(99) == NULL ? -1 : 0);
    is("opendir", fdopendir(open("/dev/null", O_RDONLY)) == NULL ? -1 : 0);
    const struct dirent a = {.d_name = "file9"}, b = {.d_name = "file10"}, *left = &a, *right = &b;
    is("versions", versionsort(&left, &right) < 0);
    is("versions", strverscmp("a1.09", "a1.9") < 0);
    is("versions", strverscmp("item#99", "item#100") < 0);
    is("versions", strverscmp("000", "00") < 0);
    is("versions", strverscmp("09", "0") < 0);
    is("versions", strverscmp("same", "same"));
}

int main(void) {
    char path[] = "file_XXXXXX";
    int file = mkstemp(path);
    pieces(file);
    locks(file);
    ready(file);
    unlink(path);
    priorities();
    timers();
    users();
    limits();
    folder();
    return 0;
}
