// attributes: files, links and directories by the calls on them; prints what is the same on Linux.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static unsigned status[26];

static void show(const char *what, int result) {
    printf("%s: %d", what, result);
    if (result == 0)
        printf(" mode %o links %u size %u user %d times %d", status[6], status[7], status[14], status[8] == (unsigned)__syscall(__NR_getuid),
               status[16] > 1000000000 && status[18] > 1000000000);
    printf("\n");
}

static int compare_names(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void list(const char *path) {
    static char entries[4096], *names[100];
    int count = 0, got, folder = open(path, O_RDONLY | O_DIRECTORY);
    while ((got = __syscall(__NR_getdents64, folder, entries, sizeof entries)) > 0)
        for (int at = 0; at < got; at += *(unsigned short *)(entries + at + 16))
            names[count++] = strdup(entries + at + 19);
    qsort(names, (unsigned)count, sizeof *names, compare_names);
    printf("%d:", got);
    for (int i = 0; i < count; i++)
        printf(" %s", names[i]);
    printf("\n");
    close(folder);
}

int main(void) {
    char text[200];
    struct { const char *base; unsigned size; } pieces[4] = {{"one ", 4}, {"", 0}, {"two\n", 4}, {(char *)8, 5}};
    setvbuf(stdout, NULL, _IONBF, 0);
    static const char *names[] = {"file", "link", "dangling", "folder", "folder/", "link/", "absent", "file/x"};
    for (unsigned i = 0; i < 8; i++) {
        show(names[i], __syscall(__NR_stat64, names[i], status));
        show(names[i], __syscall(__NR_lstat64, names[i], status));
        show(names[i], __syscall(__NR_fstatat64, -100, names[i], status, 0x100));
    }
    int file = open("file", O_RDWR | O_APPEND);
    show("open", __syscall(__NR_fstat64, file, status));
    printf("%d %d %d\n", __syscall(__NR_fstat64, 99, status), __syscall(__NR_stat64, "file", 8), __syscall(__NR_stat64, 8, status));
    int size = __syscall(__NR_readlink, "link", text, 100);
    printf("%d %.*s %d %d %d\n", size, size, text, __syscall(__NR_readlink, "link", text, 2), __syscall(__NR_readlink, "file", text, 9),
           __syscall(__NR_readlink, "link", text, 0));
    list("folder");
    printf("%d %d\n", __syscall(__NR_getdents64, file, text, 100), __syscall(__NR_getdents64, 99, text, 100));
    printf("%d\n", __syscall(__NR_getcwd, text, 1));
    int copy = __syscall(__NR_dup, file);
    printf("%d %d %d %d", copy - file, __syscall(__NR_dup2, file, 20), __syscall(__NR_dup2, 20, 20), __syscall(__NR_dup3, 20, 20, 0));
    printf(" %d %d %d\n", __syscall(__NR_dup2, 77, 20), __syscall(__NR_fcntl64, 20, 0, 100), __syscall(__NR_fcntl, 99, 1, 0));
    lseek(file, 1, SEEK_SET);
    read(20, text, 2), close(file), close(copy), read(100, text + 2, 2);
    printf("%.4s %x %d\n", text, __syscall(__NR_fcntl64, 100, 3, 0) & 0xf, __syscall(__NR_fcntl64, 100, 1, 0));
    printf("%d\n", __syscall(__NR_writev, 1, pieces, 3));
    printf("%d %d %d %d\n", __syscall(__NR_writev, 1, pieces + 3, 1), __syscall(__NR_writev, 99, pieces, 1), __syscall(__NR_writev, 1, pieces, 2000),
           __syscall(__NR_writev, 1, 8, 1));
    pieces[0].base = text, pieces[0].size = 3, pieces[1].base = text + 3, pieces[1].size = 50;
    lseek(20, 0, SEEK_SET);
    size = __syscall(__NR_readv, 20, pieces, 2);
    printf("%d %.*s", size, size, text);
    file = __syscall(__NR_openat, -100, "folder/in", O_WRONLY | O_CREAT | O_EXCL, 0640);
    printf("%d %d\n", file >= 0, __syscall(__NR_openat, -100, "absent", O_RDONLY, 0));
    show("made", __syscall(__NR_stat64, "folder/in", status));
    unsigned times[2] = {1000000, 0x7fffffff};
    printf("%d %d %d", (int)write(file, "some text", 9), __syscall(__NR_ftruncate64, file, 0, 4, 0), __syscall(__NR_fchmod, file, 0604));
    printf(" %d %d\n", __syscall(__NR_fsync, file), __syscall(__NR_utime, "folder/in", times));
    show("changed", __syscall(__NR_fstat64, file, status));
    printf("%u %u\n", status[16], status[18]);
    printf("%d %d", __syscall(__NR_chmod, "folder/in", 0444), __syscall(__NR_chmod, "absent", 0600));
    printf(" %d %d %d", __syscall(__NR_chmod, "dangling", 0600), __syscall(__NR_utime, "absent", 0), __syscall(__NR_utime, "folder/in", 8));
    printf(" %d %d %d\n", __syscall(__NR_ftruncate64, 99, 0, 0, 0), __syscall(__NR_fchmod, 99, 0600), __syscall(__NR_fsync, 99));
    show("changed", __syscall(__NR_stat64, "folder/in", status));
    printf("%d %d\n", __syscall(__NR_utime, "folder/in", 0), __syscall(__NR_stat64, "folder/in", status));
    printf("%d\n", status[16] > 1700000000 && status[18] > 1700000000);
    unsigned short lock[16] = {1};
    printf("%d %d %d\n", __syscall(__NR_fcntl, file, 6, lock), __syscall(__NR_fcntl, file, 14, lock), lock[0]);
    printf("%d\n", unlink("folder/in"));
    return 0;
}
