// Files beyond 2 GiB: by -D_FILE_OFFSET_BITS=64, or (large_names) by the names that end in 64.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

#ifdef NAMES_OF_LARGE_FILES
#define off_t       off64_t
#define fpos_t      fpos64_t
#define glob_t      glob64_t
#define F(name)     name##64
#define S(name)     struct name##64
#define READDIR_R   readdir64_r
#define LOCK_TO_GET F_GETLK64
#define LIMITLESS   RLIM64_INFINITY
#define FOLDER      "/tmp/large_names.XXXXXX"
#else
#define F(name)     name
#define S(name)     struct name
#define READDIR_R   readdir_r
#define LOCK_TO_GET F_GETLK
#define LIMITLESS   RLIM_INFINITY
#define FOLDER      "/tmp/large_files.XXXXXX"
#endif
#define FAR 0x123456789LL

static void sizes(void) {
    S(stat) status;
    S(dirent) entry;
    S(flock) lock;
    S(rlimit) limit;
    printf("%d %d %d %d\n", (int)sizeof(off_t), (int)sizeof status.st_size, (int)sizeof status.st_ino,
           (int)sizeof status.st_blocks);
    printf("%d %d %d %d\n", (int)sizeof entry.d_ino, (int)sizeof entry.d_off, (int)sizeof lock.l_len,
           (int)sizeof limit.rlim_cur);
}

static void positions(const char *path) {
    S(stat) status;
    char text[8] = "";
    int file = F(open)(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    printf("%lld\n", (long long)F(lseek)(file, FAR, SEEK_SET));
    printf("%d\n", (int)write(file, "end", 3));
    printf("%lld %lld\n", (long long)F(lseek)(file, 0, SEEK_CUR), (long long)F(lseek)(file, -2, SEEK_END));
    printf("%d %d %s\n", (int)F(pread)(file, text, 7, FAR + 1), (int)F(pwrite)(file, "NE", 2, FAR + 1), text);
    struct iovec piece = {text, 2};
    printf("%d %d %.2s\n", (int)F(pwritev)(file, &piece, 1, FAR + 3), (int)F(preadv)(file, &piece, 1, FAR), text);
    printf("%d %lld\n", F(fstat)(file, &status), (long long)status.st_size);
    printf("%d %lld\n", F(stat)(path, &status), (long long)status.st_size);
    printf("%d %lld\n", F(lstat)(path, &status), (long long)status.st_size);
    printf("%d %lld\n", F(fstatat)(AT_FDCWD, path, &status, 0), (long long)status.st_size);
    printf("%d\n", F(ftruncate)(file, FAR / 2));
    F(fstat)(file, &status);
    printf("%lld %d\n", (long long)status.st_size, F(truncate)(path, FAR * 2));
    F(fstat)(file, &status);
    printf("%lld\n", (long long)status.st_size);
    printf("%d %d\n", F(posix_fadvise)(file, 0, FAR, POSIX_FADV_NORMAL), F(posix_fallocate)(file, 1, 2));
    S(flock) lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = FAR, .l_len = FAR};
    printf("%d", fcntl(file, LOCK_TO_GET, &lock));
    printf(" %d %d\n", lock.l_type == F_UNLCK, F(lockf)(file, F_TLOCK, FAR));
    errno = 0;
    printf("%lld %d\n", (long long)F(lseek)(file, -1, SEEK_SET), errno == EINVAL);
    close(file);
    file = F(openat)(AT_FDCWD, path, O_RDONLY);
    printf("%d\n", file >= 0);
    close(file);
    file = F(creat)(path, 0600);
    printf("%d\n", file >= 0);
    close(file);
}

static void streams(const char *path) {
    FILE *file = F(fopen)(path, "w+");
    fpos_t place;
    printf("%d ", F(fseeko)(file, FAR, SEEK_SET));
    printf("%d\n", fputs("far away", file) >= 0);
    printf("%lld\n", (long long)F(ftello)(file));
    printf("%d %c", F(fseeko)(file, -4, SEEK_CUR), getc(file));
    printf("%c\n", getc(file));
    printf("%lld %d\n", (long long)F(ftello)(file), F(fgetpos)(file, &place));
    rewind(file);
    printf("%d", getc(file));
    printf(" %d %c\n", F(fsetpos)(file, &place), getc(file));
    printf("%d %lld\n", F(fseeko)(file, 0, SEEK_END), (long long)F(ftello)(file));
    file = F(freopen)(path, "r", file);
    printf("%d", F(fseeko)(file, FAR + 4, SEEK_SET));
    char line[8];
    printf(" %s\n", fgets(line, sizeof line, file));
    fclose(file);
    char *text;
    size_t size;
    file = open_memstream(&text, &size);
    fputs("memory", file);
    printf("%lld %d\n", (long long)F(ftello)(file), F(fseeko)(file, 0, SEEK_END));
    fputc('M', file);
    fclose(file);
    printf("%s\n", text);
    file = F(tmpfile)();
    printf("%d\n", fclose(file));
    char name[] = "tXXXXXX";
    printf("%d", close(F(mkstemp)(name)));
    printf(" %d\n", unlink(name));
}

static int is_ours(const S(dirent) *entry) {
    return strncmp(entry->d_name, "large", 5) == 0;
}

static void folders(void) {
    S(dirent) *entry, **entries, one, *result;
    S(stat) status;
    F(stat)("large.file", &status);
    DIR *folder = opendir(".");
    while ((entry = F(readdir)(folder)) != NULL)
        if (is_ours(entry))
            printf("%s %d\n", entry->d_name, entry->d_ino == status.st_ino);
    rewinddir(folder);
    printf("%d %d\n", READDIR_R(folder, &one, &result), result == &one);
    closedir(folder);
    int count = F(scandir)(".", &entries, is_ours, F(alphasort));
    printf("%d %s\n", count, entries[0]->d_name);
    glob_t found;
    printf("%d", F(glob)("large.f*", 0, NULL, &found));
    printf(" %d %s\n", (int)found.gl_pathc, found.gl_pathv[0]);
    F(globfree)(&found);
}

static int tell(const char *path, const S(stat) *status, int kind, struct FTW *where) {
    printf("%s %d %d %d\n", path, kind == FTW_D, where->level, kind == FTW_D || status->st_size > 0xffffffff);
    return 0;
}

static void systems(void) {
    S(statvfs) one, same;
    S(statfs) other;
    printf("%d %d\n", (int)sizeof one.f_blocks, (int)sizeof other.f_blocks);
    printf("%d %d", F(statvfs)(".", &one), F(statfs)(".", &other));
    printf(" %d %d\n", one.f_blocks == other.f_blocks, one.f_bsize == (unsigned long)other.f_bsize);
    int folder = open(".", O_RDONLY);
    printf("%d %d", F(fstatvfs)(folder, &same), F(fstatfs)(folder, &other));
    printf(" %d\n", one.f_blocks == same.f_blocks && same.f_files == other.f_files);
    close(folder);
}

int main(void) {
    S(rlimit) limit;
    char folder[] = FOLDER; // its own: a name that is taken costs instructions
    if (mkdtemp(folder) == NULL || chdir(folder) != 0)
        return 1;
    sizes();
    positions("large.file");
    streams("large.file");
    folders();
    printf("%d\n", F(nftw)(".", tell, 5, FTW_PHYS));
    systems();
    printf("%d %d\n", unlink("large.file"), F(getrlimit)(RLIMIT_CORE, &limit));
    rmdir(folder);
    printf("%d\n", LIMITLESS == 0xffffffffffffffffULL);
    return 0;
}
