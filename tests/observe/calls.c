// System calls of all kinds, with and without errors.
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void) {
    char buffer[100];
    int file = open("made", O_RDWR | O_CREAT | O_TRUNC, 0644);
    write(file, "tab\there \"quoted\" \\ and \1 and 0123456789 more than fits", 55);
    write(file, "\0019 \001x", 5);
    lseek(file, 4, SEEK_SET);
    read(file, buffer, sizeof buffer);
    read(file, buffer, sizeof buffer);
    lseek(file, -3, SEEK_END);
    close(file);
    close(99);
    open("missing/file", O_RDONLY);
    open("made", O_WRONLY | O_APPEND);
    access("made", R_OK | W_OK);
    access("made", F_OK);
    mkdir("folder", 0755);
    rename("made", "folder/moved");
    unlink("folder/moved");
    rmdir("folder");
    rmdir("folder");
    write(1, (char *)8, 3);
    getpid();
    write(1, "done\n", 5);
    return 3;
}
