// A function pointer that text was written over.
#include <stdio.h>
#include <string.h>

static struct {
    char title[8];
    void (*action)(void);
} menu;

static void save(void) {
    puts("saved");
}

int main(void) {
    menu.action = save;
    for (int i = 0; i < 12; i++)
        menu.title[i] = "menu of filesystem"[i];
    menu.action();
    return 0;
}
