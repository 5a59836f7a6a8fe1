// dirent.h and unistd.h: directories as sorted lists, sizes by name, and what one process answers for itself.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int is_text(const struct dirent *entry) {
    return strstr(entry->d_name, ".txt") != NULL;
}

static char folder[] = "folder_XXXXXX";

static const char *in_folder(const char *name) {
    static char path[512];
    sprintf(path, "%s/%s", folder, name);
    return path;
}

static void make(const char *name) {
    const char *path = in_folder(name);
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (write(descriptor, "0123456789", 10) != 10 || fdatasync(descriptor) != 0)
        perror(path);
    close(descriptor);
}

static void list(const char *path, int (*keep)(const struct dirent *)) {
    struct dirent **entries;
    int count = scandir(path, &entries, keep, alphasort);
    printf("%d:", count);
    for (int i = 0; i < count; i++) {
        printf(" %s", strlen(entries[i]->d_name) > 20 ? "long" : entries[i]->d_name);
        free(entries[i]);
    }
    printf("\n");
    free(entries);
}

int main(void) {
    char name[256];
    struct stat status;
    struct dirent **none;
    if (mkdtemp(folder) == NULL)
        return 1;
    memset(name, 'n', 255);
    name[255] = 0;
    make("b.txt");
    make("c.txt");
    make("a.txt");
    make("a.c");
    make(name);
    list(folder, NULL);
    list(folder, is_text);
    printf("%d", scandir("missing", &none, NULL, NULL));
    printf(" %d\n", errno == ENOENT);
    DIR *directory = opendir(folder);
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
        if (strcmp(entry->d_name, name) == 0)
            printf("long name\n");
    closedir(directory);
    printf("%d", truncate(in_folder("a.c"), 4));
    stat(in_folder("a.c"), &status);
    printf(" %d", (int)status.st_size);
    printf(" %d", truncate("missing", 4));
    printf(" %d", errno == ENOENT);
    printf(" %d\n", truncate(in_folder("a.c"), -1));
    printf("%ld %ld %ld", pathconf(".", _PC_NAME_MAX), fpathconf(1, _PC_PIPE_BUF), pathconf("/", _PC_PATH_MAX));
    printf(" %ld", pathconf("missing", _PC_NAME_MAX));
    printf(" %ld\n", fpathconf(99, _PC_NAME_MAX));
    char swapped[8] = "-------";
    swab("abcde", swapped, 5);
    printf("%s\n", swapped);
    const char *names[] = {"a.txt", "b.txt", "c.txt", "a.c", name};
    for (int i = 0; i < 5; i++)
        unlink(in_folder(names[i]));
    return rmdir(folder) != 0;
}
