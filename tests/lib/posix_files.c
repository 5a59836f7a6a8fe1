// What POSIX has of files beyond reading and writing; what a program cannot have fails with its error.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>
#include <utime.h>

static void show(const char *path) {
    struct stat status;
    if (stat(path, &status) != 0) {
        perror(path);
        return;
    }
    printf("%ld %o %d", status.st_size, status.st_mode, S_ISREG(status.st_mode));
    printf(" %ld %ld\n", status.st_atime, status.st_mtime);
}

static int count(const char *name) {
    DIR *directory = opendir(".");
    int found = 0;
    for (int round = 0; round < 2; round++) {
        for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
            found += strcmp(entry->d_name, name) == 0;
        rewinddir(directory);
    }
    closedir(directory);
    return found;
}

int main(void) {
    struct utimbuf times = {1000000, 2000000};
    struct timeval fine[2] = {{3000000, 5}, {4000000, 6}};
    struct stat status;
    char path[4096], name[] = "nameXXXXXX", folder[] = "./folderXXXXXX", text[8] = "";
    umask(027);
    int file = open("world.txt", O_RDWR | O_CREAT | O_TRUNC, 0666);
    printf("%d", (int)write(file, "hello, world", 12));
    printf(" %d %d", ftruncate(file, 5), (int)pread(file, text, 3, 1));
    printf(" %s %d %d\n", text, fsync(file), (int)lseek(file, 0, SEEK_CUR));
    fstat(file, &status);
    printf("%o %ld\n", status.st_mode, status.st_size);
    fchmod(file, 0641);
    utime("world.txt", &times);
    show("world.txt");
    printf("%d\n", chmod("world.txt", 0600) + utimes("world.txt", fine));
    show("world.txt");
    printf("%d %d\n", utime("world.txt", NULL), stat("world.txt", &status));
    printf("%d\n", status.st_mtime > 1700000000);
    printf("%d %d\n", count("world.txt"), count("nobody"));
    int other = dup(file);
    printf("%d %d\n", other > file, fcntl(other, F_GETFL) & O_ACCMODE);
    struct flock lock = {.l_type = F_WRLCK};
    printf("%d %d %d\n", fcntl(file, F_SETLK, &lock), fcntl(file, F_GETLK, &lock), lock.l_type);
    int temporary = mkstemp(name);
    printf("%d %d %d\n", temporary > 0, count(name), unlink(name));
    printf("%d %d\n", mkdtemp(folder) == folder, rmdir(folder));
    printf("%d\n", strcmp(realpath("./.././/.", path), realpath("..", NULL)));
    printf("%d\n", strcmp(strrchr(realpath("world.txt", path), '/'), "/world.txt"));
    printf("%d %d\n", realpath("absent", path) == NULL, errno == ENOENT);
    printf("%d %d\n", unlink("world.txt"), chmod("world.txt", 0600));
    perror("chmod");
    show("world.txt");
    printf("%d %d\n", ftruncate(99, 0), fchmod(99, 0));
    perror("fchmod");
    return 0;
}
