// at: files by directories that are open, links, owners, times, and the current directory; prints what is the same on Linux.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char top[4096];

// Where it is, below the folder that it was started in.
static void where(const char *what, int result) {
    char path[4096];
    int error = errno;
    printf("%s: %d", what, result);
    if (result < 0)
        printf(" %s", strerror(error));
    if (getcwd(path, sizeof path) == NULL)
        printf(" nowhere: %s\n", strerror(errno));
    else
        printf(" %s\n", strncmp(path, top, strlen(top)) == 0 && top[1] != 0 ? path + strlen(top) : strcmp(path, "/") == 0 ? "ROOT" : path);
}

static void is(const char *what, long result) {
    int error = errno;
    printf("%s: %ld", what, result);
    if (result < 0)
        printf(" %s", strerror(error));
    printf("\n");
}

static void kind(int directory, const char *path, int flags) {
    struct stat status;
    int result = fstatat(directory, path, &status, flags);
    is(path, result);
    if (result == 0)
        printf("  mode %o links %d size %ld\n", (unsigned)status.st_mode, (int)status.st_nlink, S_ISREG(status.st_mode) ? (long)status.st_size : 0);
}

static void text_of(int directory, const char *path) {
    char text[100];
    int file = openat(directory, path, O_RDONLY);
    is(path, file < 0 ? -1 : 0);
    if (file < 0)
        return;
    long size = read(file, text, sizeof text);
    printf("  %.*s\n", (int)size, text);
    close(file);
}

int main(void) {
    char text[100], small[4];
    struct stat status;
    setvbuf(stdout, NULL, _IONBF, 0);
    umask(022);
    getcwd(top, sizeof top);
    where("start", 0);
    is("mkdir", mkdir("a", 0777));
    is("mkdirat", mkdirat(AT_FDCWD, "a/b", 0755));
    where("chdir a", chdir("a"));
    where("chdir b", chdir("b"));
    where("chdir ..", chdir(".."));
    where("chdir missing", chdir("missing"));
    where("chdir empty", chdir(""));
    where("chdir null", chdir((char *)8));
    int a = open(".", O_RDONLY | O_DIRECTORY), b = open("b", O_PATH);
    int file = openat(a, "file", O_RDWR | O_CREAT | O_EXCL, 0666);
    is("write", write(file, "some text", 9));
    is("read of O_PATH", read(b, text, 1));
    where("chdir file", chdir("file"));
    where("fchdir file", fchdir(file));
    where("fchdir 99", fchdir(99));
    where("fchdir b", fchdir(b));
    text_of(AT_FDCWD, "../file");
    text_of(a, "file");
    text_of(a, "b/../file");
    text_of(b, "file");
    text_of(99, "file");
    text_of(file, "file");
    text_of(99, "/dev/null");
    text_of(a, "");
    is("mkdirat", mkdirat(b, "c", 0700));
    is("mkdirat", mkdirat(b, "c", 0700));
    is("symlinkat", symlinkat("../file", b, "link"));
    is("symlinkat", symlinkat("../file", b, "link"));
    is("symlinkat", symlinkat("", b, "empty"));
    is("symlink", symlink("nowhere", "dangling"));
    kind(b, "link", 0);
    kind(b, "link", AT_SYMLINK_NOFOLLOW);
    kind(b, "dangling", 0);
    kind(file, "", AT_EMPTY_PATH);
    kind(file, "", 0);
    long size = readlinkat(b, "link", text, sizeof text);
    printf("%ld %.*s\n", size, (int)size, text);
    is("readlinkat", readlinkat(b, "link", small, 4));
    is("readlinkat", readlinkat(b, "c", text, 4));
    is("readlinkat", readlinkat(b, "link", text, 0));
    is("linkat", linkat(a, "file", b, "hard", 0));
    is("linkat", linkat(b, "link", a, "hard2", 0));
    is("linkat", linkat(b, "link", a, "hard3", AT_SYMLINK_FOLLOW));
    is("linkat", linkat(b, "link", a, "hard3", AT_SYMLINK_FOLLOW));
    is("linkat", linkat(b, "link", a, "hard4", 0x10));
    is("link", link("c", "d"));
    kind(a, "hard2", AT_SYMLINK_NOFOLLOW);
    kind(a, "hard3", AT_SYMLINK_NOFOLLOW);
    is("renameat", renameat(b, "hard", a, "hard"));
    is("renameat", renameat(b, "hard", a, "hard"));
    is("mkfifo", mkfifo("fifo", 0640));
    is("mkfifoat", mkfifoat(a, "fifo", 0666));
    is("mkfifoat", mkfifoat(a, "fifo", 0666));
    is("mknod", mknod("plain", S_IFREG | 0600, 0));
    is("mknod", mknod("plain", 0600, 0));
    kind(AT_FDCWD, "fifo", 0);
    kind(a, "fifo", 0);
    kind(AT_FDCWD, "plain", 0);
    is("faccessat", faccessat(a, "file", R_OK | W_OK, 0));
    is("faccessat", faccessat(a, "missing", F_OK, 0));
    is("faccessat", faccessat(a, "file", 9, 0));
    is("faccessat", faccessat(b, "dangling", R_OK, AT_SYMLINK_NOFOLLOW));
    is("faccessat", faccessat(b, "dangling", R_OK, 0));
    is("faccessat", faccessat(b, "dangling", R_OK, 1));
    is("fchmodat", fchmodat(a, "file", 0604, 0));
    is("fchmodat", fchmodat(b, "dangling", 0604, 0));
    is("fchmodat", fchmodat(b, "link", 0604, AT_SYMLINK_NOFOLLOW));
    kind(a, "file", 0);
    is("chown", chown("link", (uid_t)-1, (gid_t)-1));
    is("chown", chown("link", getuid(), getgid()));
    is("lchown", lchown("dangling", getuid(), (gid_t)-1));
    is("chown", chown("dangling", getuid(), (gid_t)-1));
    is("fchown", fchown(file, (uid_t)-1, getgid()));
    is("fchown", fchown(99, (uid_t)-1, getgid()));
    is("fchownat", fchownat(b, "dangling", getuid(), getgid(), AT_SYMLINK_NOFOLLOW));
    is("fchownat", fchownat(file, "", getuid(), getgid(), AT_EMPTY_PATH));
    is("fchownat", fchownat(b, "dangling", getuid(), getgid(), 1));
    struct timespec times[2] = {{1000000, 5}, {2000000, 999999999}};
    is("utimensat", utimensat(a, "file", times, 0));
    is("stat", stat("../file", &status));
    printf("%ld %ld %ld %ld\n", (long)status.st_atim.tv_sec, status.st_atim.tv_nsec, (long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
    times[0].tv_nsec = UTIME_OMIT, times[1] = (struct timespec){3000000, 0};
    is("futimens", futimens(file, times));
    is("stat", stat("../file", &status));
    printf("%ld %ld %ld %ld\n", (long)status.st_atim.tv_sec, status.st_atim.tv_nsec, (long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
    is("utimensat", utimensat(b, "dangling", times, 0));
    is("utimensat", utimensat(b, "dangling", times, AT_SYMLINK_NOFOLLOW));
    is("lstat", lstat("dangling", &status));
    printf("%ld\n", (long)status.st_mtim.tv_sec);
    times[1].tv_nsec = 1000000000;
    is("utimensat", utimensat(a, "file", times, 0));
    is("utimensat", utimensat(a, "file", NULL, 2));
    is("futimens", futimens(99, NULL));
    is("futimens", futimens(file, NULL));
    is("stat", fstat(file, &status));
    printf("%d\n", status.st_mtime > 1700000000);
    is("unlinkat", unlinkat(a, "hard", 0));
    is("unlinkat", unlinkat(a, "b", 0) < 0);
    is("unlinkat", unlinkat(b, "c", AT_REMOVEDIR));
    is("unlinkat", unlinkat(b, "c", AT_REMOVEDIR));
    is("unlinkat", unlinkat(b, "link", AT_REMOVEDIR));
    is("unlinkat", unlinkat(b, "link", 7));
    static const char *const names[] = {"b/link", "b/dangling", "b/fifo", "b/plain", "fifo", "file", "hard2", "hard3"};
    for (int i = 0; i < 8; i++)
        is(names[i], unlinkat(a, names[i], 0));
    is("rename", rename("../b", "../../moved"));
    where("moved", 0);
    where("chdir ..", chdir(".."));
    is("rmdir", rmdir("a"));
    where("fchdir a", fchdir(a));
    is("mkdir", mkdir("in", 0777));
    where("fchdir b", fchdir(b));
    where("chdir ..", chdir(".."));
    is("rmdir", rmdir("moved"));
    where("chdir /", chdir("/"));
    where("chdir top", chdir(top));
    printf("%d", getcwd(text, 1) == NULL);
    printf(" %d", errno == ERANGE);
    printf(" %d", getcwd(text, 0) == NULL);
    printf(" %d\n", errno == EINVAL);
    char *own = getcwd(NULL, 0);
    printf("%d\n", strcmp(own, top));
    free(own);
    return 0;
}
