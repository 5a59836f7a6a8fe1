// walk FOLDER ENGINE DEPTH SEED MOVES: a random walk through a run. Checkpoints are taken and
// freed, the run goes back to some of them and on from there, with budgets of any size; wherever it
// comes to for a second time it has to be as it was: digest, contexts, registers, output. DEPTH:
// hypervisors beneath the program.
#include "check.h"

enum { KEPT = 12, KNOWN = 4096, CONTEXTS = 8 };

static uint64_t state_of_random;

static uint64_t next(uint64_t limit) { // xorshift64*
    state_of_random ^= state_of_random >> 12;
    state_of_random ^= state_of_random << 25;
    state_of_random ^= state_of_random >> 27;
    return (state_of_random * 0x2545f4914f6cdd1du >> 16) % limit;
}

// What there is at a moment.
struct moment {
    uint64_t total;
    uint64_t digest;
    uint64_t output;
    uint32_t contexts;
    char current[64];
    uint32_t pc;
    enum mixter_reason reason;
    struct mixter_registers registers[CONTEXTS];
};

static struct files files;
static struct moment known[KNOWN];
static unsigned known_count, compared;

static void look(struct mixter *machine, const struct mixter_stop *stop, struct moment *moment) {
    memset(moment, 0, sizeof *moment);
    moment->total = stop->total;
    moment->reason = stop->reason;
    moment->digest = digest_of(machine);
    moment->output = files.output.size;
    moment->contexts = mixter_context_count(machine);
    snprintf(moment->current, sizeof moment->current, "%s", stop->context);
    moment->pc = stop->pc;
    for (uint32_t i = 0; i < moment->contexts && i < CONTEXTS; i++) {
        struct mixter_context context;
        OK(machine, mixter_context_at(machine, i, &context));
        OK(machine, mixter_read_registers(machine, context.path, &moment->registers[i]));
    }
}

static void compare(struct mixter *machine, const struct mixter_stop *stop) {
    struct moment now;
    look(machine, stop, &now);
    for (unsigned i = 0; i < known_count; i++) {
        if (known[i].total != now.total)
            continue;
        compared++;
        EQUAL(now.digest, known[i].digest);
        EQUAL(now.contexts, known[i].contexts);
        EQUAL(now.output, known[i].output);
        EQUAL(now.pc, known[i].pc);
        CHECK(strcmp(now.current, known[i].current) == 0);
        if (strcmp(now.current, known[i].current) != 0)
            printf("%s, before %s, pc %08x %08x reason %d %d\n", now.current, known[i].current,
                   now.pc, known[i].pc, now.reason, known[i].reason);
        CHECK(memcmp(now.registers, known[i].registers, sizeof now.registers) == 0);
        if (failed > 0)
            printf("after %" PRIu64 " instructions\n", now.total);
        return;
    }
    if (known_count < KNOWN)
        known[known_count++] = now;
}

int main(int argc, char **argv) {
    struct mixter_options options;
    struct mixter *machine;
    struct mixter_stop stop;
    struct mixter_checkpoint *kept[KEPT] = {NULL};
    if (argc != 6)
        return 2;
    folder = argv[1];
    uint32_t depth = (uint32_t)atoi(argv[3]);
    state_of_random = 0x9e3779b97f4a7c15u * (uint64_t)(atoi(argv[4]) + 1);
    mixter_options_init(&options);
    options.engine = (enum mixter_engine)atoi(argv[2]);
    options.files = MIXTER_FILES_ALL;
    options.memory = 64 << 20;
    use_files(&options, &files);
    const char *arguments[] = {guest_path("work"), guest_path("walk.data")};
    FILE *data =
        fopen(arguments[1], "wb"); // the program reads it: its position is part of a checkpoint
    if (data == NULL || fwrite(folder, 1, strlen(folder), data) == 0 || fclose(data) != 0)
        return 2;
    if (mixter_open(&options, &machine) != MIXTER_OK)
        return 2;
    OK(machine, depth == 0 ? mixter_load_file(machine, arguments[0], 2, arguments)
                           : mixter_load_tower(machine, depth, 2, arguments));
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET >> 1, &stop)); // to know how long it is
    EQUAL(stop.reason, MIXTER_STOP_EXIT);
    uint64_t length = stop.total;
    mixter_close(machine);
    memset(files.output.bytes, 0, sizeof files.output.bytes);
    files.output.size = 0;

    if (mixter_open(&options, &machine) != MIXTER_OK)
        return 2;
    OK(machine, depth == 0 ? mixter_load_file(machine, arguments[0], 2, arguments)
                           : mixter_load_tower(machine, depth, 2, arguments));
    OK(machine, mixter_run(machine, 0, &stop));
    OK(machine, mixter_checkpoint(machine, &kept[0]));
    compare(machine, &stop);
    for (int move = 0; move < atoi(argv[5]) && failed == 0; move++) {
        unsigned slot = (unsigned)next(KEPT);
        if (kept[slot] == NULL || (slot != 0 && next(4) == 0)) {
            mixter_checkpoint_free(kept[slot]);
            OK(machine, mixter_checkpoint(machine, &kept[slot]));
        } else if (next(3) == 0 || stop.reason == MIXTER_STOP_EXIT) {
            OK(machine, mixter_restore(machine, kept[slot]));
            OK(machine, mixter_run(machine, 0, &stop));
            EQUAL(stop.total, mixter_checkpoint_retired(kept[slot]));
            // What has been written is known by the position only.
            files.output.size = known[0].output;
            for (unsigned i = 0; i < known_count; i++) {
                if (known[i].total == stop.total)
                    files.output.size = known[i].output;
            }
        } else {
            // To a place that is known, or wherever.
            uint64_t to = known[next(known_count)].total;
            uint64_t budget = next(2) == 0 && to > stop.total ? to - stop.total
                              : next(3) == 0                  ? next(20)
                                                              : next(length / 4);
            OK(machine, mixter_run(machine, budget, &stop));
        }
        compare(machine, &stop);
    }
    OK(machine, mixter_restore(machine, kept[0]));
    OK(machine, mixter_run(machine, MIXTER_NO_BUDGET, &stop));
    EQUAL(stop.reason, MIXTER_STOP_EXIT);
    EQUAL(stop.status, 0);
    EQUAL(stop.total, length);
    CHECK(compared > 0);
    mixter_close(machine);
    for (unsigned i = 0; i < KEPT; i++)
        mixter_checkpoint_free(kept[i]);
    return finish("walk");
}
