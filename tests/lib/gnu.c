// What GNU and BSD have besides POSIX: the same as glibc's.
#define _GNU_SOURCE 1
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <errno.h>
#include <error.h>
#include <malloc.h>
#include <unistd.h>
#include <fcntl.h>
#include <time.h>
#include <wchar.h>
#include <inttypes.h>
#include <signal.h>
#include <sys/auxv.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>

static void strings(void) {
    char text[] = "find the Needle in it";
    printf("%d %d %d\n", (int)((char *)memmem(text, 21, "Needle", 6) - text), memmem(text, 10, "Needle", 6) == NULL,
           (int)((char *)memmem(text, 21, "", 0) - text));
    printf("%d %s\n", (int)((char *)rawmemchr(text, 'N') - text), strcasestr(text, "nEED"));
    printf("%d %d\n", strcasestr(text, "nothing") == NULL, (int)(strcasestr(text, "") - text));
    explicit_bzero(text, 4);
    printf("%d %d %s\n", text[0], text[3], text + 4);
    printf("%d %d %d %d %d\n", ffsl(0), ffsl(0x100), ffsll(0x100000000), ffsll(-1), ffsll(0));
    printf("%s|%s|%s|%s\n", basename("/a/b"), basename("b"), basename("/a/"), basename(""));
    wchar_t wide[8];
    wchar_t *end = wmempcpy(wide, L"abc", 4);
    printf("%d %d %d\n", (int)(end - wide), (int)(wcschrnul(wide, 'b') - wide), (int)(wcschrnul(wide, 'x') - wide));
    wchar_t *rest;
    printf("%jd %d\n", wcstoimax(L" -123456789012x", &rest, 10), *rest);
    printf("%ju\n", wcstoumax(L"0xffffffffff", NULL, 0));
}

static int by_argument(const void *left, const void *right, void *argument) {
    int order = (*(const int *)left > *(const int *)right) - (*(const int *)left < *(const int *)right);
    return *(int *)argument ? -order : order;
}

static void memory(void) {
    int down = 1, up = 0, items[] = {3, 1, 2, 5, 4};
    qsort_r(items, 5, sizeof *items, by_argument, &down);
    for (int i = 0; i < 5; i++)
        printf("%d ", items[i]);
    qsort_r(items, 5, sizeof *items, by_argument, &up);
    for (int i = 0; i < 5; i++)
        printf("%d ", items[i]);
    errno = 0;
    void *none = reallocarray(NULL, 0x10001, 0x10000);
    printf("\n%d %d\n", none == NULL, errno == ENOMEM);
    char *some = reallocarray(NULL, 3, 5);
    strcpy(some, "fourteen bytes");
    some = reallocarray(some, 30, 5);
    printf("%s\n", some);
    free(some);
    void *a = memalign(64, 10), *b = valloc(10), *c = pvalloc(10);
    printf("%d %d %d %d\n", (int)((uintptr_t)a % 64), (int)((uintptr_t)b % 4096), (int)((uintptr_t)c % 4096),
           malloc_usable_size(c) >= 4096);
    free(a);
    free(b);
    free(c);
}

static void options(void) {
    char text[] = "ro,size=10,,bad=3,size";
    char *const names[] = {"ro", "rw", "size", NULL};
    char *rest = text, *value;
    while (*rest != 0) {
        int number = getsubopt(&rest, names, &value);
        printf("%d:%s ", number, value == NULL ? "-" : value);
    }
    printf("\n%d %d %d %d\n", rpmatch("yes"), rpmatch("No"), rpmatch(""), rpmatch("?"));
    printf("%ld %ld %ld\n", a64l("/"), a64l("zzzzz1"), a64l("ab!cd"));
    printf("%s ", l64a(1));
    printf("%s ", l64a(123456789));
    printf("[%s]\n", l64a(0));
    printf("%d %d\n", secure_getenv("HOME_OF_NOBODY") == NULL, strcmp(canonicalize_file_name("/tmp/../tmp/."), "/tmp"));
}

static void numbers(void) {
    static const double values[] = {0, 1, -1.5, 123.456, 0.001234, 9.9995, 1e22, 1e-7, 99994.25, 0.05};
    for (int i = 0; i < 10; i++) {
        int point, sign;
        char text[64];
        printf("%g:", values[i]);
        char *e = ecvt(values[i], 4, &point, &sign);
        printf(" %s %d %d", e, point, sign);
        char *f = fcvt(values[i], 3, &point, &sign);
        printf(" | %s %d %d", f, point, sign);
        printf(" | %s\n", gcvt(values[i], 5, text));
    }
    char text[20];
    int n = strfromd(text, sizeof text, "%.3f", 3.14159);
    printf("%d %s\n", n, text);
    n = strfromf(text, 4, "%g", 0.5f);
    printf("%d %s\n", n, text);
    n = strfroml(text, sizeof text, "%.2e", 12345.678L);
    printf("%d %s\n", n, text);
    printf("%d %d %d %d %d %d\n", (isinf)(-INFINITY), (isinf)(INFINITY), (isnan)(NAN), finite(1), isinff(1), isnanl(NAN));
}

static void random_numbers(void) {
    printf("%ld %ld %ld\n", random(), random(), random());
    srandom(42);
    printf("%ld %ld %ld\n", random(), random(), random());
    char state[256], small[8];
    char *old = initstate(7, state, 256);
    printf("%ld %ld\n", random(), random());
    initstate(9, small, 8);
    printf("%ld %ld\n", random(), random());
    setstate(state);
    printf("%ld %ld\n", random(), random());
    setstate(old);
    printf("%ld %ld\n", random(), random());
    struct random_data data = {0};
    int32_t result;
    char own[64];
    initstate_r(1, own, sizeof own, &data);
    random_r(&data, &result);
    printf("%d\n", result);
    unsigned seed = 5;
    printf("%d %d %u\n", rand_r(&seed), rand_r(&seed), seed);
    printf("%.17g %ld %ld\n", drand48(), lrand48(), mrand48());
    srand48(12345);
    printf("%.17g %ld %ld\n", drand48(), lrand48(), mrand48());
    unsigned short words[3] = {1, 2, 3}, more[7] = {1, 2, 3, 4, 5, 6, 7};
    printf("%.17g %ld %ld\n", erand48(words), nrand48(words), jrand48(words));
    unsigned short *before = seed48(words);
    printf("%u %u %u %ld\n", before[0], before[1], before[2], lrand48());
    lcong48(more);
    printf("%ld %ld\n", lrand48(), lrand48());
    struct drand48_data buffer;
    long number;
    srand48_r(99, &buffer);
    mrand48_r(&buffer, &number);
    printf("%ld\n", number);
}

static int print_list(int descriptor, const char *format, ...) {
    va_list list;
    va_start(list, format);
    int result = vdprintf(descriptor, format, list);
    va_end(list);
    return result;
}

static ssize_t write_upper(void *cookie, const char *from, size_t size) {
    *(int *)cookie += (int)size;
    for (size_t i = 0; i < size; i++)
        putchar(from[i] >= 'a' && from[i] <= 'z' ? from[i] - 32 : from[i]);
    return (ssize_t)size;
}

static void streams(void) {
    char *text;
    int length = asprintf(&text, "%d %s", 12345, "and more");
    printf("%d %s\n", length, text);
    free(text);
    fflush(stdout);
    length = print_list(1, "to %d\n", 1);
    printf("%d\n", length);
    flockfile(stdout);
    putc_unlocked('a', stdout);
    putchar_unlocked('b');
    fputs_unlocked("cd\n", stdout);
    printf("%d\n", ftrylockfile(stdout));
    funlockfile(stdout);
    funlockfile(stdout);
    FILE *file = tmpfile();
    setlinebuf(file);
    putw(0x12345678, file);
    fputs("line\n", file);
    rewind(file);
    printf("%x ", getw(file));
    char line[20];
    printf("%s", fgets_unlocked(line, sizeof line, file));
    printf("%d %d\n", getc_unlocked(file), feof_unlocked(file));
    fclose(file);
    int count = 0;
    FILE *upper = fopencookie(&count, "w", (cookie_io_functions_t){.write = write_upper});
    fprintf(upper, "shouted %d\n", 1);
    printf("%d\n", fclose(upper));
    printf("%d\n", count);
    char name[L_tmpnam];
    printf("%d %d\n", tmpnam_r(NULL) == NULL, tmpnam_r(name) == name);
    char *path = tempnam("/tmp", "pre");
    printf("%d %d\n", strncmp(path, "/tmp/pre", 8), (int)strlen(path));
    free(path);
}

static void descriptors(void) {
    char path[] = "/tmp/tXXXXXX.c", other[] = "/tmp/tXXXXXX";
    int file = mkostemps(path, 2, O_CLOEXEC);
    printf("%d %d\n", file >= 0, strcmp(path + 12, ".c"));
    int copy = dup3(file, file + 10, O_CLOEXEC);
    printf("%d\n", copy == file + 10);
    errno = 0;
    printf("%d %d\n", dup3(file, file, 0), errno == EINVAL);
    unlink(path);
    file = mkostemp(other, O_APPEND);
    printf("%d\n", file >= 0);
    unlink(other);
    int ends[2];
    printf("%d\n", pipe2(ends, O_CLOEXEC));
}

static void show(const char *text, const char *format) {
    struct tm date = {.tm_gmtoff = 0};
    char *rest = strptime(text, format, &date);
    if (rest == NULL) {
        printf("%s: no\n", format);
        return;
    }
    printf("%s: %d-%d-%d %d:%d:%d %d %d %ld [%s]\n", format, date.tm_year, date.tm_mon, date.tm_mday, date.tm_hour,
           date.tm_min, date.tm_sec, date.tm_wday, date.tm_yday, date.tm_gmtoff, rest);
}

static void dates(void) {
    show("2024-02-29 13:14:15 rest", "%Y-%m-%d %H:%M:%S");
    show("2024-02-29T13:14:15+0130", "%FT%T%z");
    show("Thu, 29 Feb 2024 01:02:03 GMT x", "%a, %d %b %Y %I:%M:%S %Z");
    show("12/31/99", "%D");
    show("12/31/68", "%x");
    show("11:05:06 PM", "%r");
    show("12:05:06 am", "%r");
    show("2023 100", "%Y %j");
    show("20 24 3 5", "%C %y %m %d");
    show("1700000000", "%s");
    show("2024 5 3", "%Y %U %w");
    show("2024 5 3", "%Y %W %w");
    show("  7", " %e");
    show("march 3", "%B %d");
    show("Mar3", "%b%d");
    show("99", "%H");
    show("x", "y");
    show("10%", "%H%%");
    show("Sat Feb  3 04:05:06 2001", "%c");
    show("2021 5 W", "%G %V W");
    show("23:5", "%R");
    show("5 7", "%u %w");
    show("123", "%1");
    show("-0200", "%z");
    show("Z!", "%z");
    struct tm date = {.tm_year = 100, .tm_mday = 1};
    printf("%ld\n", (long)timelocal(&date));
}

int main(int argc, char **argv) {
    (void)argc;
    printf("%d %d\n", program_invocation_name == argv[0], strcmp(program_invocation_short_name, basename(argv[0])));
    printf("%lu %lu\n", getauxval(AT_PAGESZ), getauxval(12345));
    strings();
    memory();
    options();
    numbers();
    random_numbers();
    streams();
    descriptors();
    dates();
    program_invocation_name = "named";
    fflush(stdout);
    dup2(1, 2);
    psignal(SIGSEGV, "what");
    psignal(SIGHUP, NULL);
    printf("before ");
    error(0, ENOENT, "%s %d", "failed", 3);
    error_at_line(0, 0, "file.c", 12, "wrong");
    error_one_per_line = 1;
    error_at_line(0, 0, "file.c", 13, "wrong");
    error_at_line(0, 0, "file.c", 13, "wrong again");
    error_at_line(0, EINVAL, NULL, 14, "nowhere");
    printf("%u\n", error_message_count);
    setbuffer(stdout, NULL, 0);
    fcloseall();
    error(7, 0, "the end");
}
