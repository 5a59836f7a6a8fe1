// _Alignas on globals, locals, members.
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>

static char before = 1;
static _Alignas(64) char line[3] = "ab";
static alignas(long long) char words[5];
static char after = 2;
struct Padded { char a; alignas(8) char b; _Alignas(int) char c; char d; };
alignas(16) static struct Padded padded = {1, 2, 3, 4};

static int misaligned(const void *p, unsigned by) { return (int)((uintptr_t)p % by); }

int main(void) {
    printf("%d %d %d\n", misaligned(line, 64), misaligned(words, 8), misaligned(&padded, 16));
    alignas(8) char local[3] = "xy";
    _Alignas(8) int number = 7;
    char c = 'c';
    _Alignas(short) unsigned char bytes[2] = {1, 2};
    printf("%d %d %d\n", misaligned(local, 8), misaligned(&number, 8), misaligned(bytes, 2));
    printf("%d %d\n", (int)sizeof(struct Padded), (int)_Alignof(struct Padded));
    printf("%d %d %d %d\n", padded.a, padded.b, padded.c, padded.d);
    printf("%s %s %d %c %d %d %d\n", line, local, number, c, before, after, words[4]);
    printf("%d %d\n", (int)alignof(int), __alignas_is_defined);
    long long wide = 0;
    char *__attribute__((aligned(32))) wide_pointer = "";
    printf("%d %d %d\n", (int)_Alignof(int __attribute__((aligned(16)))), misaligned(&wide_pointer, 32), (int)sizeof wide_pointer);
    struct { char c; long long l; } s;
    printf("%d %d\n", misaligned(&wide, 8), misaligned(&s.l, 8));
    return 0;
}
