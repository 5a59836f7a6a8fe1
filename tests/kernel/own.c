// own: the guest's own files by their names. Standard input is "one\ntwo\n".
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void show(const char *path) {
    char text[256];
    int file = open(path, O_RDONLY), size = file < 0 ? -1 : (int)read(file, text, sizeof text);
    printf("%s:", path);
    for (int i = 0; i < size; i++)
        printf("%c", text[i] == 0 ? '|' : text[i]);
    printf("%s\n", file < 0 ? strerror(errno) : "");
    close(file);
}

int main(void) {
    char word[4] = "";
    int file = open("/dev/stdin", O_RDONLY), image = open("/proc/self/exe", O_RDONLY);
    read(file, word, 3);
    printf("%d %.3s", file, word);
    read(0, word, 1); // the position is shared
    read(open("/dev/fd/3", O_RDONLY), word, 3);
    printf(" %.3s", word);
    close(0);
    printf(" %d", (int)read(file, word, 3));
    printf(" %d\n", open("/proc/self/fd/4", O_RDONLY)); // gets 0, and reads the image
    lseek(image, 1, SEEK_SET);
    read(0, word, 3);
    printf("%.3s\n", word);
    fflush(stdout);
    FILE *out = fopen("/dev/stdout", "w");
    fprintf(out, "written\n");
    fclose(out);
    show("/proc/self/cmdline");
    show("/proc/self/environ");
    show("/dev/fd/77");
    show("/dev/fd/99999999999999999999");
    printf("%d %d %d\n", open("/proc/self/exe", O_WRONLY), open("/proc/self/cmdline", O_RDWR), open("/dev/stdin", O_NOFOLLOW));
    printf("%d %d %d %d %d\n", access("/proc/self/exe", R_OK | X_OK), access("/proc/self/exe", W_OK), access("/dev/stdin", W_OK),
           access("/dev/fd/50", F_OK), access("/proc/self/environ", R_OK));
    return 0;
}
