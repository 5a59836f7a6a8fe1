// One system call of each kind that reads from the guest. All that it reads lies in a page that
// nothing has touched before, since the kernel is then the first to map it; `argv[1]` is which.
#include <stdlib.h>

enum { PAGE = 4096, PAGES = 2 * PAGE };

// A page boundary is in the middle of what a call gets, or before it.
static char path[PAGES] = {[PAGE] = 'f', 'i', 'l', 'e'};
static char second[PAGES] = {[PAGE] = 'o', 't', 'h', 'e', 'r'};
static unsigned words[PAGES / 4];
static char text[4 * PAGE] = {[PAGE] = 'o', 'n', 'e', '\n'};
static char output[PAGES];
static const struct {
    const char *bytes;
    unsigned size;
} pieces[PAGES / 8] = {[PAGE / 8] = {text + PAGE, 4}, {text + PAGE, 2 * PAGE}};
static const unsigned limits[PAGES / 4] = {[PAGE / 4] = 20, 0, 20, 0};
static const unsigned in_root[PAGES / 4] = {[PAGE / 4] = (unsigned)(path + PAGE)};

// The fifth argument is on the stack, in the page that it has just come to.
static int seek(void) {
    volatile char frame[5 * PAGE];
    (void)frame;
    return __syscall(__NR__llseek, 1, 0, 0, output + PAGE);
}

static int call(int which) {
    const char *first = path + PAGE;
    switch (which) {
    case 0: return __syscall(__NR_write, 1, text + PAGE, 4);
    case 1: return __syscall(__NR_writev, 1, pieces + PAGE / 8, 2);
    case 2: return __syscall(__NR_readv, 0, pieces + PAGE / 8, 1);
    case 3: return __syscall(__NR_open, first, 0x301, 0666);
    case 4: return __syscall(__NR_openat, -100, first, 0, 0);
    case 5: return __syscall(__NR_access, first, 0);
    case 6: return __syscall(__NR_readlink, first, output, 10);
    case 7: return __syscall(__NR_stat64, first, output);
    case 8: return __syscall(__NR_lstat64, first, output);
    case 9: return __syscall(__NR_fstatat64, -100, first, output, 0);
    case 10: return __syscall(__NR_statx, -100, first, 0, 0);
    case 11: return __syscall(__NR_rename, first, second + PAGE);
    case 12: return __syscall(__NR_mkdir, first, 0777);
    case 13: return __syscall(__NR_rmdir, first);
    case 14: return __syscall(__NR_unlink, first);
    case 15: return __syscall(__NR_setrlimit, 5, limits + PAGE / 4);
    case 16: return __syscall(__NR_prlimit64, 0, 5, limits + PAGE / 4, 0);
    case 17: return __syscall(__NR_futex, words + PAGE / 4, 0, 1, 0);
    case 18: return __syscall(__NR_progress, limits + PAGE / 4);
    case 19: return __syscall(__NR_in_root, 0, __NR_unlink, in_root + PAGE / 4);
    case 20: return seek();
    case 21: return __syscall(__NR_write, 1, text + PAGE - 4, 3 * PAGE + 4);
    case 22: return __syscall(__NR_open, text + 3 * PAGE + PAGE - 1, 0, 0);
    case 23: return __syscall(__NR_openat, 3, first, 0, 0);
    default: return -1;
    }
}

int main(int argc, char **argv) {
    int result = call(atoi(argv[argc - 1]));
    return result == -1 ? 1000 : result & 127;
}
