// inputs: time, random numbers and what start-up code asks for; prints what is the same everywhere, or with an argument all.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
    unsigned words[16], before[4] = {0}, after[4] = {0}, processor[2], limits[4];
    char names[390], random[300] = "";
    int bad = 0;
    bad += __syscall(__NR_clock_gettime, 0, words) != 0 || words[1] >= 1000000000;
    bad += __syscall(__NR_clock_gettime64, 0, after) != 0 || after[1] != 0 || after[0] < words[0] || after[0] > words[0] + 100;
    bad += (unsigned)__syscall(__NR_time, &words[2]) != words[2] || words[2] < words[0] || words[2] > words[0] + 100;
    bad += __syscall(__NR_gettimeofday, &words[4], 0) != 0 || words[4] < words[0] || words[4] > words[0] + 100 || words[5] >= 1000000;
    bad += words[0] < 946684800;
    bad += __syscall(__NR_clock_gettime64, 1, before) != 0;
    for (volatile int i = 0; i < 100000; i++)
        ;
    bad += __syscall(__NR_clock_gettime64, 1, after) != 0 || after[0] < before[0] || (after[0] == before[0] && after[2] <= before[2]);
    bad += __syscall(__NR_clock_gettime, 2, processor) != 0 || processor[0] != 0 || processor[1] < 100000;
    bad += __syscall(__NR_getrandom, random, 300, 0) != 256 || __syscall(__NR_getrandom, random + 200, 16, 0) != 16;
    int kinds = 0;
    for (int i = 1; i < 200; i++)
        kinds += random[i] != random[i - 1];
    bad += kinds < 150 || memcmp(random, random + 200, 16) == 0;
    printf("%d bad\n", bad);
    printf("%d %d %d %d\n", __syscall(__NR_clock_gettime, 99, words), __syscall(__NR_clock_gettime, 0, 4), __syscall(__NR_getrandom, 8, 4, 0),
           __syscall(__NR_gettimeofday, 0, 0));
    printf("%d %d %d %d %d %d\n", __syscall(__NR_getpid), __syscall(__NR_gettid), __syscall(__NR_getppid), __syscall(__NR_getuid), __syscall(__NR_getegid),
           __syscall(__NR_set_tid_address, words));
    printf("%d %s %s %s\n", __syscall(__NR_uname, names), names, names + 65, names + 4 * 65);
    printf("%d %u", __syscall(__NR_getrlimit, 3, words), words[0]);
    printf(" %d %u %u %u %u", __syscall(__NR_prlimit64, 0, 3, 0, limits), limits[0], limits[1], limits[2], limits[3]);
    printf(" %d %u %d %d %d\n", __syscall(__NR_prlimit64, 0, 5, 0, limits), limits[0], __syscall(__NR_prlimit64, 7, 5, 0, limits),
           __syscall(__NR_getrlimit, 99, words), __syscall(__NR_setrlimit, 3, words));
    words[0] = 1, words[1] = 2;
    printf("%d %d %d", __syscall(__NR_futex, words, 1, 1), __syscall(__NR_futex, words, 128, 7), __syscall(__NR_futex, words, 0, 1));
    printf(" %d %u %d\n", __syscall(__NR_rt_sigprocmask, 1, 0, words, 16), words[0] + words[1], __syscall(__NR_rt_sigaction, 5, 0, words, 8));
    printf("%d %d %d\n", __syscall(__NR_set_thread_area, 0x12345678), __syscall(__NR_set_robust_list, words, 12), __syscall(__NR_sigaltstack, 0, 0));
    if (argc > 1)
        for (int i = 0; i < 32; i++)
            printf("%02x", (unsigned char)random[i]);
    fflush(stdout);
    return __syscall(__NR_tgkill, 1, 1, 15);
}
