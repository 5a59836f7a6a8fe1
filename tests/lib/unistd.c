// <unistd.h> and <fcntl.h>: descriptors, errors, the break.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void report(const char *what, long result) {
    printf("%s %ld %s\n", what, result, result < 0 ? strerror(errno) : "");
    errno = 0;
}

int main(void) {
    char path[40];
    char text[20] = "";
    sprintf(path, "/tmp/libcstar-unistd-%d", getpid());
    unlink(path);
    errno = 0;
    report("open", open(path, O_RDONLY));
    int descriptor = open(path, O_RDWR | O_CREAT | O_EXCL, 0644);
    report("create", descriptor >= 0);
    report("exclusive", open(path, O_RDWR | O_CREAT | O_EXCL, 0644));
    report("write", write(descriptor, "0123456789", 10));
    report("lseek", lseek(descriptor, 3, SEEK_SET));
    report("read", read(descriptor, text, 4));
    printf("%s\n", text);
    report("lseek", lseek(descriptor, -2, SEEK_CUR));
    report("lseek", lseek(descriptor, 5, SEEK_END));
    report("lseek", lseek(descriptor, -20, SEEK_CUR));
    report("lseek", lseek(descriptor, 0, 9));
    report("read", read(descriptor, text, 4));
    report("write", write(descriptor, "end", 3));
    report("close", close(descriptor));
    report("close", close(descriptor));
    report("read", read(descriptor, text, 4));
    report("write", write(-1, text, 4));
    descriptor = open(path, O_WRONLY | O_APPEND);
    report("append", write(descriptor, "++", 2));
    report("read", read(descriptor, text, 2));
    report("size", lseek(descriptor, 0, SEEK_END));
    report("isatty", isatty(descriptor));
    close(descriptor);
    report("access", access(path, R_OK | W_OK));
    report("access", access(path, F_OK));
    descriptor = open(path, O_RDONLY | O_TRUNC);
    close(descriptor);
    report("unlink", unlink(path));
    report("unlink", unlink(path));
    report("access", access(path, F_OK));
    report("open", open("/dev", O_WRONLY));
    report("mkdir", mkdir(path, 0755));
    report("mkdir", mkdir(path, 0755));
    report("remove", remove(path));
    report("rmdir", rmdir(path));
    char *before = sbrk(0);
    char *memory = sbrk(10000);
    printf("%d", memory == before);
    printf(" %d", (char *)sbrk(0) == before + 10000);
    memset(memory, 1, 10000);
    printf(" %d", sbrk(-10000) == before + 10000);
    printf(" %d\n", sbrk(0) == before);
    printf("%d %d\n", getpid() > 0, getpid() == getpid());
    fflush(stdout);
    write(STDOUT_FILENO, "bye\n", 4);
    _exit(17);
}
