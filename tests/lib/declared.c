// Library functions and variables that the program declares itself, without their headers (C11 7.1.4p2).
int puts(const char *s);
int printf(const char *format, ...);
unsigned long strlen(const char *s);
char *strcpy();
void *malloc();
extern int optind;
extern char **environ;

static int twice(void) {
    extern int atoi(const char *);
    return 2 * atoi("21");
}

int main(void) {
    char *copy = malloc(strlen("copied") + 1);
    puts(strcpy(copy, "copied"));
    printf("%d %d %d\n", twice(), optind, environ != 0);
    return printf("%d\n", abs(-3) + (int)strlen("abc")) != 2;
}
