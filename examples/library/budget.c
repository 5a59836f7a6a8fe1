// budget INSTRUCTIONS PROGRAM [ARGUMENT ...]: runs a program for exactly so many instructions, then
// prints its registers.
//     cc budget.c $(pkg-config --cflags --libs libmixter) -o budget && ./budget 1000 squares
#include <inttypes.h>
#include <mixter.h>
#include <stdio.h>
#include <stdlib.h>

static void give_up(const char *message) {
    fprintf(stderr, "budget: %s\n", message);
    exit(125);
}

int main(int argc, char **argv) {
    struct mixter *machine;
    struct mixter_stop stop;
    struct mixter_registers registers;
    struct mixter_place place;
    if (argc < 3)
        give_up("usage: budget INSTRUCTIONS PROGRAM [ARGUMENT ...]");
    if (mixter_open(NULL, &machine) != MIXTER_OK)
        give_up(mixter_open_message());
    if (mixter_load_file(machine, argv[2], argc - 2, (const char *const *)argv + 2) != MIXTER_OK ||
        mixter_run(machine, strtoull(argv[1], NULL, 0), &stop) != MIXTER_OK ||
        mixter_read_registers(machine, "0", &registers) != MIXTER_OK ||
        mixter_place(machine, "0", stop.pc, &place) != MIXTER_OK)
        give_up(mixter_message(machine));

    if (stop.reason == MIXTER_STOP_BUDGET)
        printf("%" PRIu64 " instructions, and not at the end\n", stop.retired);
    else
        printf("%" PRIu64 " instructions, status %d%s%s\n", stop.retired, stop.status,
               stop.cause != NULL ? ": " : "", stop.cause != NULL ? stop.cause : "");
    printf("pc %08" PRIx32 " in %s\n", registers.pc, place.function != NULL ? place.function : "?");
    for (int i = 0; i < 32; i++)
        printf("$%-2d %08" PRIx32 "%s", i, registers.general[i], i % 4 == 3 ? "\n" : "   ");
    printf("hi  %08" PRIx32 "   lo  %08" PRIx32 "\n", registers.hi, registers.lo);
    mixter_close(machine);
    return 0;
}
