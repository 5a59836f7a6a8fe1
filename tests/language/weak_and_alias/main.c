// Attributes weak and alias over two files.
#include <stdio.h>

int real = 7;
extern int other_name __attribute__((alias("real")));
static int function(int x) { return x * 2; }
int doubled(int x) __attribute__((alias("function")));
static int alias_of_static(int) __attribute__((alias("function")));

__attribute__((weak)) int hook(void);
extern int __attribute__((weak)) missing;
__attribute__((weak)) int replaced(void) { return 1; }
int __attribute__((weak)) value = 11;
int kept(void) { return 3; }
int tentative __attribute__((weak));

int elsewhere(int x);
static int (*const pointer)(void) = hook;
static int *const pointers[] = {&missing, &other_name};

int main(void) {
    other_name++;
    real += 10;
    printf("%d %d %d\n", other_name, real, &other_name == &real);
    printf("%d %d %d\n", doubled(4), alias_of_static(5), doubled == (int (*)(int))function);
    if (hook)
        hook();
    if (&missing != NULL)
        missing++;
    printf("%d %d %d\n", pointer == NULL, pointers[0] == NULL, *pointers[1]);
    printf("%d %d %d %d\n", replaced(), value, kept(), tentative);
    printf("%d\n", elsewhere(6));
    return 0;
}
