// libcstar: file systems. Counts that have no room in a long are an error, as by
// glibc. For large files this unit is compiled once more, with other types and names.
#include <errno.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include "syscall.h"

// struct statfs64 of Linux on MIPS (o32), in words.
enum { TYPE, BLOCK_SIZE, FRAGMENT_SIZE, COUNTS = 4, ID = 14, NAME_LENGTH = 16, FLAGS, WORDS = 24 };
enum { HAS_FLAGS = 0x20 };

static int get(int is_path, int descriptor, const char *path, unsigned *words) {
    int result = is_path ? __syscall(__NR_statfs64, path, WORDS * sizeof *words, words)
                         : __syscall(__NR_fstatfs64, descriptor, WORDS * sizeof *words, words);
    for (int i = COUNTS; result >= 0 && i < ID; i += 2) {
        if (sizeof(fsblkcnt_t) == sizeof *words && words[i + 1] != 0 &&
            words[i + 1] != 0xffffffffu) {
            result = -EOVERFLOW;
        }
    }
    if (result >= 0) {
        return 0;
    }
    errno = -result;
    return -1;
}

static fsblkcnt_t count_at(const unsigned *words) {
    return (fsblkcnt_t)((unsigned long long)words[1] << 32 | words[0]);
}

static int convert_vfs(int result, const unsigned *words, struct statvfs *to) {
    if (result == 0) {
        *to = (struct statvfs){.f_bsize = words[BLOCK_SIZE],
                               .f_frsize = words[FRAGMENT_SIZE] != 0 ? words[FRAGMENT_SIZE]
                                                                     : words[BLOCK_SIZE],
                               .f_blocks = count_at(words + COUNTS),
                               .f_bfree = count_at(words + COUNTS + 2),
                               .f_files = count_at(words + COUNTS + 4),
                               .f_ffree = count_at(words + COUNTS + 6),
                               .f_favail = count_at(words + COUNTS + 6),
                               .f_bavail = count_at(words + COUNTS + 8),
                               .f_fsid = words[ID],
                               .f_flag = words[FLAGS] & ~(unsigned)HAS_FLAGS,
                               .f_namemax = words[NAME_LENGTH]};
    }
    return result;
}

int statvfs(const char *restrict path, struct statvfs *restrict to) {
    unsigned long long words[WORDS / 2];
    int result = get(1, 0, path, (unsigned *)words);
    return convert_vfs(result, (unsigned *)words, to);
}

int fstatvfs(int descriptor, struct statvfs *to) {
    unsigned long long words[WORDS / 2];
    int result = get(0, descriptor, 0, (unsigned *)words);
    return convert_vfs(result, (unsigned *)words, to);
}

static int convert(int result, const unsigned *words, struct statfs *to) {
    if (result == 0) {
        *to = (struct statfs){.f_type = (long)words[TYPE],
                              .f_bsize = (long)words[BLOCK_SIZE],
                              .f_frsize = (long)words[FRAGMENT_SIZE],
                              .f_blocks = count_at(words + COUNTS),
                              .f_bfree = count_at(words + COUNTS + 2),
                              .f_files = count_at(words + COUNTS + 4),
                              .f_ffree = count_at(words + COUNTS + 6),
                              .f_bavail = count_at(words + COUNTS + 8),
                              .f_fsid = {{(int)words[ID], (int)words[ID + 1]}},
                              .f_namelen = (long)words[NAME_LENGTH],
                              .f_flags = (long)words[FLAGS]};
    }
    return result;
}

int statfs(const char *path, struct statfs *to) {
    unsigned long long words[WORDS / 2];
    int result = get(1, 0, path, (unsigned *)words);
    return convert(result, (unsigned *)words, to);
}

int fstatfs(int descriptor, struct statfs *to) {
    unsigned long long words[WORDS / 2];
    int result = get(0, descriptor, 0, (unsigned *)words);
    return convert(result, (unsigned *)words, to);
}
