// escape FOLDER: tries to get out of the directory that it may use, FOLDER/inside, and at the process that runs it. Prints
// what each try comes to, and LEAK for what must not be.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *names[] = {
    "outside/secret", "../outside/secret", "sub/../../outside/secret", "../../../../../../../../etc/passwd", "/etc/passwd",
    "absolute", "relative", "folder/secret", "sub/up/secret", "sub/up/../outside/secret", "chain", "loop", "dangling",
    "proc/self/exe", "/proc/self/root/etc/passwd", "/proc/self/cwd/../outside/secret", "/proc/self/fd/9", "/dev/fd/9", "/dev/fd/9/secret",
    "/proc/self/mem", "/proc/self/maps", "/proc/./self/mem", "/proc/self/../self/maps", "//proc/self/mem", "/proc/thread-self/mem", "/proc/1/maps",
    "/proc/self/task", "/proc/self/map_files", "/proc/self", "to_self/maps", "to_root/etc/passwd", "to_fd/9", "to_fd0", "to_exe", "to_stdin",
    "/dev/../dev/stdin", "file/../../outside/secret", "file/", "sub", "sub/.", "sub/..", ".", "..", "/", "//", "", "sub/absent",
    "./sub/./..//sub/inner",
};

static void say(const char *what, const char *name, int failed) {
    printf("%s %s: %s\n", what, name, failed ? strerror(errno) : "done");
}

static void look(const char *name) {
    char text[64];
    int file = open(name, O_RDONLY);
    if (file < 0) {
        say("open", name, 1);
        return;
    }
    int size = (int)read(file, text, sizeof text - 1);
    text[size < 0 ? 0 : size] = 0;
    close(file);
    if (strncmp(text, "secret", 6) == 0 || strncmp(text, "root:", 5) == 0 || strncmp(text + 1, "ELF", 3) == 0)
        printf("LEAK %s: %s\n", name, text);
    else
        printf("open %s: %s\n", name, size < 0 ? strerror(errno) : strncmp(text, "inner", 5) == 0 ? "inner" : "other");
}

int main(int argc, char **argv) {
    char path[4096];
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
        look(names[i]);
        say("access", names[i], access(names[i], F_OK));
    }
    if (argc > 1) { // paths that exist outside
        snprintf(path, sizeof path, "%s/outside/secret", argv[1]);
        int file = open(path, O_RDONLY);
        puts(file < 0 ? "absolute path refused" : "LEAK by an absolute path");
        if (access(path, F_OK) == 0)
            puts("LEAK: an absolute path can be accessed");
        for (int process = 1; argc > 2 && process <= 2; process++) { // the process that runs this, and its shell
            snprintf(path, sizeof path, "/proc/%s/maps", argv[process + 1]);
            if (open(path, O_RDONLY) >= 0)
                puts("LEAK: a process");
        }
    }
    say("create", "../outside/new", open("../outside/new", O_WRONLY | O_CREAT, 0666) < 0);
    say("create", "folder/new", open("folder/new", O_WRONLY | O_CREAT, 0666) < 0);
    say("create", "dangling", open("dangling", O_WRONLY | O_CREAT, 0666) < 0);
    say("truncate", "relative", open("relative", O_WRONLY | O_TRUNC) < 0);
    say("mkdir", "sub/up/new", mkdir("sub/up/new", 0777));
    say("mkdir", "../outside/new", mkdir("../outside/new", 0777));
    say("unlink", "folder/secret", unlink("folder/secret"));
    say("unlink", "../outside/secret", unlink("../outside/secret"));
    say("rmdir", "folder/empty", rmdir("folder/empty"));
    say("rmdir", "../outside/empty", rmdir("../outside/empty"));
    say("rename", "folder/secret here", rename("folder/secret", "here"));
    say("rename", "sub/inner folder/there", rename("sub/inner", "folder/there"));
    say("rename", "sub/inner ../outside/there", rename("sub/inner", "../outside/there"));
    say("rename", "sub/inner sub/moved", rename("sub/inner", "sub/moved"));
    say("rename", "sub/moved /sub/inner", rename("sub/moved", "/sub/inner"));
    say("make", "new", mkdir("new", 0777));
    say("make", "new/file", open("/new/file", O_WRONLY | O_CREAT | O_EXCL, 0666) < 0);
    say("again", "new/file", open("new/file", O_WRONLY | O_CREAT | O_EXCL, 0666) < 0);
    say("unlink", "new/file", unlink("sub/../new/file"));
    say("rmdir", "new", rmdir("new"));
    say("write", "/dev/null", open("/dev/null", O_WRONLY) < 0);
    for (int number = 3; number < 40; number++) {
        snprintf(path, sizeof path, "/dev/fd/%d", number);
        if (read(number, path, 1) >= 0 || (number > 20 && open(path, O_RDONLY) >= 0))
            puts("LEAK: an inherited descriptor");
    }
    return 0;
}
