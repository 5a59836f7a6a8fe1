// coverage SOURCE PROGRAM [ARGUMENT ...]: runs a program that was compiled with -g -O0, and prints
// its source with how often the code of each line was reached: # is code that never was.
#include <mixter.h>
#include <stdio.h>
#include <string.h>

enum { LINES = 10000 };

static long reached[LINES];   // of each line: how often its first instruction was executed
static unsigned first[LINES]; // address of that instruction
static int has_code[LINES];

int main(int argc, char **argv) {
    struct mixter *machine;
    struct mixter_stop stop = {.pc = 0};
    struct mixter_translation page;
    struct mixter_place place;
    char text[1000];
    FILE *source = argc > 2 ? fopen(argv[1], "r") : NULL;
    if (source == NULL || mixter_open(NULL, &machine) != MIXTER_OK ||
        mixter_load_file(machine, argv[2], argc - 2, (const char *const *)argv + 2) != MIXTER_OK)
        return 125;
    for (unsigned pc = 0x400000; mixter_translate(machine, "0", pc, &page) == MIXTER_OK; pc += 4) {
        mixter_place(machine, "0", pc, &place);
        if (place.file == NULL || strcmp(place.file, argv[1]) != 0 || place.line >= LINES)
            continue;
        if (!has_code[place.line]++)
            first[place.line] = pc;
    }
    for (unsigned line = 0; line < LINES; line++) {
        int point;
        if (has_code[line])
            mixter_break(machine, "0", first[line], &point);
    }
    while (mixter_run(machine, MIXTER_NO_BUDGET, &stop) == MIXTER_OK &&
           stop.reason == MIXTER_STOP_BREAKPOINT) {
        mixter_place(machine, "0", stop.pc, &place);
        reached[place.line]++;
    }
    for (unsigned line = 1; line < LINES && fgets(text, sizeof text, source) != NULL; line++) {
        if (has_code[line] && reached[line] == 0)
            printf("%8s  %s", "#", text);
        else if (has_code[line])
            printf("%8ld  %s", reached[line], text);
        else
            printf("%8s  %s", "", text);
    }
    mixter_close(machine);
    return stop.status;
}
