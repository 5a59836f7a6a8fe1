// Files on the host: Linux/MIPS flags translated to the host's.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "../core/environment.h"
#include "errors.h"
#include "files.h"
#include "interrupt.h"
#include "progress_line.h"

extern char **environ;

enum { HANDLES_COMPARED = 16, GUEST_USER = 1000 };

struct pair {
    int host;
    uint32_t mips;
};

static const struct pair open_flags[] = {
    {O_APPEND, 0x8},    {O_CREAT, 0x100},   {O_TRUNC, 0x200},       {O_EXCL, 0x400},
    {O_NONBLOCK, 0x80}, {O_NOCTTY, 0x800},  {O_DIRECTORY, 0x10000}, {O_NOFOLLOW, 0x20000},
    {O_SYNC, 0x4010},   {O_PATH, 0x200000},
};

static int32_t answer(int result) {
    return result < 0 ? error_of_host() : result;
}

int files_flags(uint32_t flags) {
    static const int modes[4] = {O_RDONLY, O_WRONLY, O_RDWR, O_RDWR};
    int host = modes[flags % 4] | O_CLOEXEC;
    for (size_t i = 0; i < sizeof open_flags / sizeof open_flags[0]; i++) {
        if ((flags & open_flags[i].mips) == open_flags[i].mips)
            host |= open_flags[i].host;
    }
    return host;
}

int32_t environment_open(const char *path, uint32_t flags, uint32_t mode) {
    return answer(open(path, files_flags(flags), (mode_t)mode));
}

int32_t environment_close(int32_t handle) {
    return answer(close(handle));
}

static void *unusable;

void (*interrupt_check)(void);

static void interrupted(void) {
    if (interrupt_check != NULL)
        interrupt_check();
}

// A call that a signal interrupted goes on, unless the run is to end.
static bool is_to_end(void) {
    return environment_expired() || environment_noted_signal() != 0;
}

int32_t environment_read(int32_t handle, void *bytes, uint32_t size) {
    for (;;) {
        ssize_t result = read(handle, bytes == NULL ? unusable : bytes, size);
        if (result >= 0)
            return (int32_t)result;
        if (errno != EINTR || is_to_end())
            return error_of_host();
        interrupted();
    }
}

int32_t environment_write(int32_t handle, const void *bytes, uint32_t size) {
    progress_erase();
    for (;;) {
        ssize_t result = write(handle, bytes == NULL ? unusable : bytes, size);
        if (result >= 0)
            return (int32_t)result;
        if (errno != EINTR || is_to_end())
            return error_of_host();
        interrupted();
    }
}

int32_t environment_seek(int32_t handle, uint32_t high, uint32_t low, uint32_t whence,
                         uint32_t result[2]) {
    static const int origins[3] = {SEEK_SET, SEEK_CUR, SEEK_END};
    off_t position = lseek(handle, (off_t)(int64_t)((uint64_t)high << 32 | low), origins[whence]);
    if (position < 0)
        return error_of_host();
    result[0] = (uint32_t)((uint64_t)position >> 32);
    result[1] = (uint32_t)position;
    return 0;
}

int32_t environment_is_terminal(int32_t handle) {
    return isatty(handle) ? 0 : -ERROR_NOTTY;
}

uint32_t environment_file_limit(uint32_t files) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return files;
    if (limit.rlim_cur < files) {
        rlim_t before = limit.rlim_cur;
        limit.rlim_cur = files < limit.rlim_max ? files : limit.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
            limit.rlim_cur = before;
    }
    return limit.rlim_cur < files ? (uint32_t)limit.rlim_cur : files;
}

int files_access(uint32_t mode) {
    int host = F_OK;
    if (mode & 4)
        host |= R_OK;
    if (mode & 2)
        host |= W_OK;
    if (mode & 1)
        host |= X_OK;
    return host;
}

int32_t environment_access(const char *path, uint32_t mode) {
    return mode > 7 ? -ERROR_INVAL : answer(access(path, files_access(mode)));
}

int32_t environment_unlink(const char *path) {
    return answer(unlink(path));
}

int32_t environment_rename(const char *from, const char *to) {
    return answer(rename(from, to));
}

int32_t environment_make_directory(const char *path, uint32_t mode) {
    return answer(mkdir(path, (mode_t)mode));
}

int32_t environment_remove_directory(const char *path) {
    return answer(rmdir(path));
}

// ---- open files ----

// As struct stat64 of Linux/MIPS (arch/mips/include/uapi/asm/stat.h) has it. The user is the one
// that the auxiliary vector names.
void files_convert_status(const struct stat *from, uint32_t status[FILE_STATUS_WORDS]) {
    const struct timespec *times[3] = {&from->st_atim, &from->st_mtim, &from->st_ctim};
    const dev_t devices[2] = {from->st_dev, from->st_rdev};
    memset(status, 0, FILE_STATUS_WORDS * sizeof *status);
    for (int i = 0; i < 2; i++)
        status[10 * i] = (minor(devices[i]) & 0xff) | major(devices[i]) << 8 |
                         (minor(devices[i]) & 0xfff00) << 12;
    status[4] = (uint32_t)from->st_ino;
    status[5] = (uint32_t)((uint64_t)from->st_ino >> 32);
    status[6] = from->st_mode;
    status[7] = (uint32_t)from->st_nlink;
    status[8] = from->st_uid == getuid() ? GUEST_USER : from->st_uid;
    status[9] = from->st_gid == getgid() ? GUEST_USER : from->st_gid;
    status[14] = (uint32_t)from->st_size;
    status[15] = (uint32_t)((uint64_t)from->st_size >> 32);
    for (int i = 0; i < 3; i++) {
        status[16 + 2 * i] = (uint32_t)times[i]->tv_sec;
        status[17 + 2 * i] = (uint32_t)times[i]->tv_nsec;
    }
    status[22] = (uint32_t)from->st_blksize;
    status[24] = (uint32_t)from->st_blocks;
    status[25] = (uint32_t)((uint64_t)from->st_blocks >> 32);
}

struct timespec files_time(const uint32_t words[2]) {
    return (struct timespec){.tv_sec = (int32_t)words[0], .tv_nsec = (long)words[1]};
}

int32_t environment_status(int32_t handle, uint32_t status[FILE_STATUS_WORDS]) {
    struct stat file;
    if (fstat(handle, &file) != 0)
        return error_of_host();
    files_convert_status(&file, status);
    return 0;
}

int32_t environment_change_mode(int32_t handle, uint32_t mode) {
    return answer(fchmod(handle, (mode_t)mode));
}

int32_t environment_set_times(int32_t handle, const uint32_t words[4]) {
    const struct timespec times[2] = {files_time(words), files_time(words + 2)};
    return answer(futimens(handle, times));
}

// As struct statfs64 of Linux/MIPS (arch/mips/include/uapi/asm/statfs.h) has it.
int32_t environment_file_system(int32_t handle, uint32_t words[FILE_SYSTEM_WORDS]) {
    struct statfs from;
    if (fstatfs(handle, &from) != 0)
        return error_of_host();
    const uint64_t counts[5] = {from.f_blocks, from.f_bfree, from.f_files, from.f_ffree,
                                from.f_bavail};
    memset(words, 0, FILE_SYSTEM_WORDS * sizeof *words);
    words[0] = (uint32_t)from.f_type;
    words[1] = (uint32_t)from.f_bsize;
    words[2] = (uint32_t)from.f_frsize;
    for (int i = 0; i < 5; i++) {
        words[4 + 2 * i] = (uint32_t)counts[i];
        words[5 + 2 * i] = (uint32_t)(counts[i] >> 32);
    }
    memcpy(words + 14, &from.f_fsid, 8);
    words[16] = (uint32_t)from.f_namelen;
    words[17] = (uint32_t)from.f_flags;
    return 0;
}

int32_t environment_truncate(int32_t handle, uint32_t high, uint32_t low) {
    return answer(ftruncate(handle, (off_t)((uint64_t)high << 32 | low)));
}

int32_t environment_entries(int32_t handle, void *bytes, uint32_t size) {
    return answer((int)syscall(SYS_getdents64, handle, bytes, size));
}

int32_t environment_working_directory(char *path, uint32_t size) {
    return getcwd(path, size) == NULL ? error_of_host() : 0;
}

int32_t environment_flags(int32_t handle) {
    int host = fcntl(handle, F_GETFL);
    if (host < 0)
        return error_of_host();
    uint32_t flags = (host & O_ACCMODE) == O_RDONLY ? 0 : (host & O_ACCMODE) == O_WRONLY ? 1 : 2;
    if (host & O_APPEND)
        flags |= 0x8;
    if (host & O_NONBLOCK)
        flags |= 0x80;
    return (int32_t)flags;
}

// ---- output files ----

static bool is_same(const struct stat *file, const struct stat *other) {
    return file->st_dev == other->st_dev && file->st_ino == other->st_ino;
}

// /dev/stdout and its like are links to what is open already.
static bool is_open(const struct stat *file) {
    struct stat open_file;
    for (int i = 0; i < HANDLES_COMPARED; i++) {
        if (fstat(i, &open_file) == 0 && is_same(file, &open_file))
            return true;
    }
    return false;
}

static int32_t copy_name(char *name, uint32_t size, const char *path) {
    if (path == NULL)
        return error_of_host();
    if (strlen(path) >= size)
        return -ERROR_NAMETOOLONG;
    strcpy(name, path);
    return 0;
}

int32_t environment_file_kind(const char *path, char *name, uint32_t size) {
    struct stat file;
    struct stat link;
    bool is_link = lstat(path, &link) == 0 && S_ISLNK(link.st_mode);
    if (stat(path, &file) != 0) {
        if (errno != ENOENT)
            return error_of_host();
        int32_t wrong = copy_name(name, size, path);
        return wrong < 0 ? wrong : is_link ? FILE_OTHER : FILE_MISSING;
    }
    if (S_ISDIR(file.st_mode))
        return -ERROR_ISDIR;
    if (!S_ISREG(file.st_mode) || (is_link && is_open(&file)))
        return FILE_OTHER;
    if (access(path, W_OK) != 0)
        return error_of_host();
    char *target = is_link ? realpath(path, NULL) : NULL;
    int32_t wrong = copy_name(name, size, is_link ? target : path);
    free(target);
    return wrong < 0 ? wrong : FILE_ORDINARY;
}

bool environment_same_file(const char *path, const char *other) {
    struct stat file;
    struct stat other_file;
    return stat(path, &file) == 0 && stat(other, &other_file) == 0 && S_ISREG(file.st_mode) &&
           is_same(&file, &other_file);
}

void environment_hold_signals(bool hold) {
    static _Thread_local sigset_t before;
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, hold ? &all : &before, hold ? &before : NULL);
}

char **environment_variables(void) {
    return environ;
}
