// Streams, memory, time and sorting of glibc.
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int compare(const void *left, const void *right) {
    double x = *(const double *)left, y = *(const double *)right;
    return x < y ? -1 : x > y;
}

static void lines(void) {
    char line[100], *end;
    FILE *file = tmpfile();
    fprintf(file, "%g and %s\n", 1.5, "a line");
    rewind(file);
    while (fgets(line, sizeof line, file) != NULL)
        fputs(line, stdout);
    fclose(file);
    while (fgets(line, sizeof line, stdin) != NULL) {
        double number = strtod(line, &end);
        printf("%.3f %d|%s", sqrt(number), toupper((unsigned char)*end), line);
    }
}

static void memory(void) {
    enum { COUNT = 60 };
    unsigned char *blocks[COUNT], *large = malloc(3000000);
    unsigned sum = 0;
    for (int i = 0; i < COUNT; i++)
        blocks[i] = memset(malloc((size_t)i * 3000 + 1), i, (size_t)i * 3000 + 1);
    for (int i = 0; i < COUNT; i += 2)
        free(blocks[i]);
    for (int i = 1; i < COUNT; i += 2)
        sum += blocks[i][i * 3000];
    large = realloc(large, 5000000);
    memset(large, 1, 5000000);
    printf("%u %d\n", sum, large[4999999]);
    free(large);
}

int main(int argc, char **argv) {
    static double numbers[500];
    double sum = 0;
    char text[40];
    time_t seconds = 86400 * 400;
    for (int i = 0; i < 500; i++)
        numbers[i] = sin(i) * exp(i / 100.0);
    qsort(numbers, 500, sizeof *numbers, compare);
    for (int i = 0; i < 500; i++)
        sum += numbers[i] * (i % 7);
    printf("%d %s %.17g %a\n", argc, argv[1], sum, numbers[250]);
    lines();
    memory();
    strftime(text, sizeof text, "%Y-%m-%d %j", gmtime(&seconds));
    puts(text);
    fprintf(stderr, "%s\n", getenv("NOT_THERE") == NULL ? "none" : "one");
    return 3;
}
