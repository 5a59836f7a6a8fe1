// Linkage across files: extern, static of the same name, tentative definitions, shared types, function pointers, constants.
#include <stdio.h>
#include "shared.h"

int shared_counter;
static int private_value = 1;
int table[4] = {1, 2, 3, 4};
static int helper(void) { return private_value; }
const char *main_name = "main.c";
extern const int constants[];
extern char text[], *pointer;
extern struct Shape shapes[];

int main(void) {
    private_value += 10;
    shared_counter = 5;
    bump(3);
    printf("%d %d %d %d\n", shared_counter, helper(), other_helper(), private_value);
    printf("%d %d %d\n", table[2], sum_table(), constants[1]);
    printf("%s %s %d\n", text, pointer, shapes[1].area);
    struct Shape s = make_shape(6, 7);
    printf("%d %s\n", s.area, s.name);
    handler = helper;
    printf("%d %s %lld\n", call_handler(), name_of_main(), wide_value);
    static_twice();
    printf("%d %d\n", static_twice(), tentative_only);
    print_all("%d %s\n", 2, "variadic");
    return undefined_order();
}
