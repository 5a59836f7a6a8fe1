#include <stdio.h>
struct command { const char *name; void (*run)(const char *); };
static void hello(const char *who) { printf("hello %s\n", who); }
static struct command commands[] = {{"hello", hello}, {"bye", NULL}};
static void execute(int i) {
    commands[i].run("you");
}
int main(void) {
    execute(0);
    execute(1);
    return 0;
}
