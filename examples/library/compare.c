// compare SLICE PROGRAM [ARGUMENT ...]: runs a program on two engines side by side, in slices of so
// many instructions, and compares the digests of both after each. Output is the first one's.
#include <inttypes.h>
#include <mixter.h>
#include <stdio.h>
#include <stdlib.h>

static int64_t swallow(void *state, uint64_t position, const void *bytes, size_t size) {
    (void)state, (void)position, (void)bytes;
    return (int64_t)size;
}

static struct mixter *start(enum mixter_engine engine, int argc, char **argv) {
    struct mixter *machine;
    struct mixter_options options;
    mixter_options_init(&options);
    options.engine = engine;
    options.streams[0].descriptor = -1; // what one reads the other would miss
    if (engine != MIXTER_ENGINE_FASTEST)
        options.streams[1].write = options.streams[2].write = swallow;
    if (mixter_open(&options, &machine) != MIXTER_OK ||
        mixter_load_file(machine, argv[0], argc, (const char *const *)argv) != MIXTER_OK) {
        fprintf(stderr, "compare: %s\n",
                machine == NULL ? mixter_open_message() : mixter_message(machine));
        exit(125);
    }
    return machine;
}

int main(int argc, char **argv) {
    uint64_t slice = argc > 2 ? strtoull(argv[1], NULL, 0) : 0, digests[2], slices = 0;
    struct mixter_stop stops[2];
    if (slice == 0) {
        fprintf(stderr, "usage: compare SLICE PROGRAM [ARGUMENT ...]\n");
        return 125;
    }
    struct mixter *machines[2] = {start(MIXTER_ENGINE_FASTEST, argc - 2, argv + 2),
                                  start(MIXTER_ENGINE_REFERENCE, argc - 2, argv + 2)};
    do {
        for (int i = 0; i < 2; i++) {
            if (mixter_run(machines[i], slice, &stops[i]) != MIXTER_OK ||
                mixter_digest(machines[i], &digests[i]) != MIXTER_OK) {
                fprintf(stderr, "compare: %s\n", mixter_message(machines[i]));
                return 125;
            }
        }
        slices++;
    } while (digests[0] == digests[1] && stops[0].reason == MIXTER_STOP_BUDGET);
    printf("%s after %" PRIu64 " instructions in %" PRIu64 " slices\n",
           digests[0] == digests[1] ? "equal" : "DIFFERENT", stops[0].total, slices);
    for (int i = 0; i < 2; i++)
        mixter_close(machines[i]);
    return digests[0] != digests[1];
}
