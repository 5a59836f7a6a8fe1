// printf: every combination of flags that ISO C defines, with widths, precisions and lengths.
// Lines show a part of the combinations; a hash covers all of them.
#include <stdio.h>
#include <string.h>

static unsigned hash = 5381;
static unsigned lines;

static void show(const char *format, const char *text, int result, int visible) {
    for (const char *at = text; *at != 0; at++) {
        hash = hash * 33 + (unsigned char)*at;
    }
    hash = hash * 33 + (unsigned)result;
    lines++;
    if (visible) {
        printf("%-12s [%s] %d\n", format, text, result);
    }
}

static const char *const widths[] = {"", "1", "7", "20"};
static const char *const precisions[] = {"", ".", ".0", ".1", ".5", ".18"};

static void flags_of(char *to, const char *flags, unsigned set) {
    for (; *flags != 0; flags++) {
        if (set % 2 != 0) {
            *to++ = *flags;
        }
        set = set / 2;
    }
    *to = 0;
}

static void one(const char *format, const char *length, int visible) {
    static const long long values[] = {0,
                                       1,
                                       -1,
                                       8,
                                       255,
                                       -128,
                                       32767,
                                       65536,
                                       1000000007,
                                       -2147483647 - 1,
                                       4294967295LL,
                                       1234567890123456789LL,
                                       -9223372036854775807LL - 1};
    char text[64];
    for (unsigned i = 0; i < sizeof values / sizeof *values; i++) {
        int result;
        int shown = visible && (i < 3 || i == 8 || i == 12);
        if (strcmp(length, "ll") == 0 || strcmp(length, "j") == 0) {
            result = sprintf(text, format, values[i]);
        } else {
            result = sprintf(text, format, (int)values[i]);
        }
        show(format, text, result, shown);
    }
}

static void integers(char specifier, const char *flags, const char *length) {
    char format[32];
    char chosen[8];
    for (unsigned set = 0; set < 1u << strlen(flags); set++) {
        flags_of(chosen, flags, set);
        for (unsigned w = 0; w < 4; w++) {
            for (unsigned p = 0; p < 6; p++) {
                sprintf(format, "%%%s%s%s%s%c", chosen, widths[w], precisions[p], length,
                        specifier);
                int visible = (w == 0 || w == 2) && (p == 0 || p == 2 || p == 4) &&
                              (*length == 0 || (set == 0 && w == 0 && p == 0));
                one(format, length, visible);
            }
        }
    }
}

static void texts(void) {
    static const char *const strings[] = {"", "a", "hello", "a longer text, 26 letters!"};
    char format[32];
    char text[128];
    for (int left = 0; left < 2; left++) {
        for (unsigned w = 0; w < 4; w++) {
            for (unsigned p = 0; p < 6; p++) {
                sprintf(format, "%%%s%s%ss", left ? "-" : "", widths[w], precisions[p]);
                for (unsigned i = 0; i < 4; i++) {
                    int result = sprintf(text, format, strings[i]);
                    show(format, text, result, 1);
                }
            }
            sprintf(format, "%%%s%sc", left ? "-" : "", widths[w]);
            int result = sprintf(text, format, 'x');
            show(format, text, result, 1);
            sprintf(format, "%%%s%sp", left ? "-" : "", widths[w]);
            result = sprintf(text, format, (void *)0x12ab);
            show(format, text, result, 1);
        }
    }
}

int main(void) {
    static const char *const lengths[] = {"", "hh", "h", "l", "ll", "j", "z", "t"};
    for (unsigned i = 0; i < 8; i++) {
        integers('d', "-+ 0", lengths[i]);
        integers('i', "-+ 0", lengths[i]);
        integers('u', "-0", lengths[i]);
        integers('o', "-#0", lengths[i]);
        integers('x', "-#0", lengths[i]);
        integers('X', "-#0", lengths[i]);
        printf("length \"%s\": %u lines, hash %08x\n", lengths[i], lines, hash);
    }
    texts();
    printf("%u lines, hash %08x\n", lines, hash);
    printf("%'d %'10d|%-'8u|%0'9d\n", 1234567, -1234, 99u, 12345);
    return 0;
}
