// The type of x ? p : q has the qualifiers of both targets (C11 6.5.15, paragraph 6).
#include <stdio.h>

#define NAME(x)                                                                                                        \
    _Generic((x), int *: "int", const int *: "const", volatile int *: "volatile", const volatile int *: "both",         \
             const volatile void *: "void both", const void *: "void const", void *: "void")

int main(void) {
    int *plain = 0;
    const int *constant = 0;
    volatile int *changing = 0;
    void *any = plain;
    const void *any_constant = 0;
    int yes = 1;
    printf("%s %s %s %s\n", NAME(yes ? plain : constant), NAME(yes ? constant : changing), NAME(yes ? changing : plain), NAME(yes ? constant : 0));
    printf("%s %s %s %s\n", NAME(yes ? any : constant), NAME(yes ? changing : any_constant), NAME(yes ? plain : any), NAME(yes ? any_constant : any));
    return 0;
}
