// text [COUNT]: prints random numbers in random formats, and what strtod and strtof make of their
// texts. The same whoever's C library it is, but for # with g, where glibc has a bug.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t seed = 1;

static uint64_t random_bits(void) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (seed >> 32) * 6364136223846793005u + (seed >> 21);
}

static unsigned random_below(unsigned limit) {
    return (unsigned)(random_bits() >> 32) % limit;
}

static double random_number(void) {
    uint64_t bits = random_bits();
    double number;
    switch (random_below(4)) {
    case 0: break;
    case 1: // near one
        bits = (bits & 0x801fffffffffffff) | (uint64_t)(1000 + random_below(60)) << 52;
        break;
    case 2: // with few digits
        return (double)(int)random_below(2000000) / (random_below(2) ? 1000 : 1024);
    default: bits &= ~(uint64_t)0xffffffff; break;
    }
    if ((bits >> 52 & 0x7ff) == 0x7ff)
        bits &= 0xfff0000000000000;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static void random_format(char *format) {
    char letter = "aAeEfFgG"[random_below(8)];
    *format++ = '%';
    for (int i = 0; i < 5; i++)
        if (random_below(4) == 0 && !(i == 4 && (letter | 32) == 'g'))
            *format++ = "+- 0#"[i];
    if (random_below(2) == 0)
        format += sprintf(format, "%u", 1 + random_below(40));
    if (random_below(3) != 0)
        format += sprintf(format, ".%u", random_below(random_below(3) == 0 ? 60 : 20));
    *format++ = letter;
    *format = '\0';
}

int main(int argc, char **argv) {
    unsigned count = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 0) : 1000;
    static char text[2000], format[40];
    for (unsigned i = 0; i < count; i++) {
        double number = random_number();
        random_format(format);
        snprintf(text, sizeof text, format, number);
        printf("%s: %s", format, text);
        printf(" %a %a", strtod(text, NULL), strtof(text, NULL));
        snprintf(text, sizeof text, "%.17g", number);
        printf(" %d\n", strtod(text, NULL) == number);
    }
}
