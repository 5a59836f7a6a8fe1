// ftw.h, sys/statvfs.h, syslog.h, uchar.h, ulimit.h: as glibc has them on MIPS.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <syslog.h>
#include <uchar.h>
#include <ulimit.h>
#include <unistd.h>

static char top[] = "walk_XXXXXX";
static char *lines[100];
static int count, stop_at, changes;

// Entries come in the order of the file system: lines are sorted.
static void note(const char *path, const struct stat *status, int kind, int base, int level) {
    static const char *const kinds[] = {"F", "D", "DNR", "NS", "SL", "DP", "SLN"};
    char line[300];
    sprintf(line, "%s %s %s %d %d%s", path + strlen(top), kinds[kind], base < 0 ? "" : strncmp(path + base, "walk_", 5) == 0 ? "top" : path + base, level, S_ISDIR(status->st_mode),
            changes && base > 0 && kind == FTW_F && access(path + base, F_OK) != 0 ? " elsewhere" : "");
    lines[count++] = strdup(line);
}

static int visit(const char *path, const struct stat *status, int kind, struct FTW *where) {
    note(path, status, kind, where->base, where->level);
    return stop_at != 0 && count == stop_at ? 42 : 0;
}

static int visit_plain(const char *path, const struct stat *status, int kind) {
    note(path, status, kind, -1, 0);
    return 0;
}

static int compare(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void show(const char *what, int result) {
    printf("%s: %d%s%s\n", what, result, result < 0 ? " " : "", result < 0 ? strerror(errno) : "");
    qsort(lines, (size_t)count, sizeof *lines, compare);
    for (int i = 0; i < count; i++) {
        if (stop_at == 0)
            printf("  %s\n", lines[i]);
        free(lines[i]);
    }
    count = 0;
}

static const char *in(const char *name) {
    static char path[100];
    sprintf(path, "%s/%s", top, name);
    return path;
}

static void walks(void) {
    char slash[40];
    if (mkdtemp(top) == NULL)
        return;
    mkdir(in("a"), 0700);
    mkdir(in("a/b"), 0700);
    close(open(in("a/file"), O_CREAT | O_WRONLY, 0600));
    close(open(in("a/b/deep"), O_CREAT | O_WRONLY, 0600));
    symlink("a/file", in("link"));
    symlink("nowhere", in("dangling"));
    symlink("..", in("a/up"));
    show("physical", nftw(top, visit, 5, FTW_PHYS));
    show("depth", nftw(top, visit, 5, FTW_PHYS | FTW_DEPTH));
    changes = 1;
    show("changing", nftw(top, visit, 5, FTW_PHYS | FTW_CHDIR));
    changes = 0;
    show("following", nftw(top, visit, 5, 0));
    show("ftw", ftw(top, visit_plain, 5));
    sprintf(slash, "%s/", top);
    show("slash", nftw(slash, visit, 5, FTW_PHYS));
    show("file", nftw(in("link"), visit, 5, 0));
    show("missing", nftw(in("missing"), visit, 5, 0));
    show("empty", nftw("", visit, 5, 0));
    stop_at = 3;
    show("stopped", nftw(top, visit, 5, FTW_PHYS));
    stop_at = 0;
    static const char *const names[] = {"a/up", "dangling", "link", "a/b/deep", "a/file"};
    for (int i = 0; i < 5; i++)
        unlink(in(names[i]));
    rmdir(in("a/b"));
    rmdir(in("a"));
    rmdir(top);
}

static void unicode(void) {
    static const char text[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z";
    mbstate_t state = {0};
    const char *at = text;
    setlocale(LC_ALL, "C.UTF-8");
    for (int i = 0; i < 8; i++) {
        char16_t unit = 0;
        size_t length = mbrtoc16(&unit, at, strlen(at) + 1, &state);
        printf("%d:%x ", (int)length, unit);
        if ((int)length > 0)
            at += length;
    }
    char32_t whole = 0;
    printf("\n%d", (int)mbrtoc32(&whole, text + 6, 4, NULL));
    printf(" %x %d", (unsigned)whole, (int)mbrtoc32(&whole, "\xf0\x9f", 2, &state));
    memset(&state, 0, sizeof state);
    char bytes[10];
    printf(" %d", (int)c32rtomb(bytes, 0x20ac, &state));
    printf(" %02x", (unsigned char)bytes[0]);
    printf(" %d", (int)c16rtomb(bytes, 0xd83d, &state));
    printf(" %d", (int)c16rtomb(bytes, 0xde00, &state));
    printf(" %02x%02x%02x%02x", (unsigned char)bytes[0], (unsigned char)bytes[1], (unsigned char)bytes[2], (unsigned char)bytes[3]);
    printf(" %d", (int)c16rtomb(bytes, 0xd83d, &state));
    printf(" %d\n", (int)c16rtomb(bytes, 'x', &state));
}

int main(void) {
    struct statvfs system;
    struct statfs other;
    walks();
    unicode();
    printf("%d", statvfs("/", &system) == 0 || errno == EOVERFLOW);
    printf(" %d", statvfs("missing", &system));
    printf(" %d", errno == ENOENT);
    printf(" %d", fstatvfs(99, &system));
    printf(" %d", errno == EBADF);
    printf(" %d", statfs("missing", &other));
    printf(" %d\n", errno == ENOENT);
    dup2(1, 2);
    fflush(stdout);
    setvbuf(stdout, NULL, _IONBF, 0);
    openlog("name", LOG_PERROR, LOG_USER);
    errno = ENOENT;
    syslog(LOG_ERR, "first %d %m 100%%", 7);
    printf("%x", setlogmask(LOG_UPTO(LOG_ERR)));
    printf(" %x\n", setlogmask(0));
    syslog(LOG_INFO, "not this");
    syslog(LOG_CRIT, "with an end\n");
    closelog();
    printf("%d", ulimit(UL_GETFSIZE) > 0);
    printf(" %d", (int)ulimit(99));
    printf(" %d\n", errno == EINVAL);
    return 0;
}
