// Standard input by all functions that read, to its end and beyond.
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
    char line[64];
    printf("%s", fgets(line, sizeof line, stdin));
    int c = getchar();
    printf("%c", c);
    ungetc(c, stdin);
    int d = 0;
    printf(" %d", scanf("%*s%d", &d));
    printf(" %d\n", d);
    printf("%zu", fread(line, 3, 4, stdin));
    printf(" [%.12s]\n", line);
    int count = 0, sum = 0;
    while ((c = getc(stdin)) != EOF) {
        count++;
        sum += c;
    }
    printf("%d %d\n", count, sum);
    printf("%d %d %d\n", feof(stdin) != 0, ferror(stdin) != 0, getchar());
    printf("%d %zu\n", fgets(line, sizeof line, stdin) == NULL, fread(line, 1, 5, stdin));
    clearerr(stdin);
    printf("%d", feof(stdin) != 0);
    printf(" %d\n", (int)read(0, line, 5));
    puts("done");
    return 0;
}
