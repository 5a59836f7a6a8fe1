// The first program: starc -o hello hello.c && mipster hello
#include <stdio.h>

int main(int argc, char *argv[]) {
    printf("Hello from a MIPSter machine");
    for (int i = 1; i < argc; i++)
        printf("%s %s", i == 1 ? "," : " and", argv[i]);
    printf("!\n");
    return 0;
}
