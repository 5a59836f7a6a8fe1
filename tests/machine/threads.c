// threads SEED ROUNDS [interp]: machines in threads of one process do not influence each other.
// Each runs a random program, with stores into its own code and pages that come and go; what it
// leaves has to be what the same run has left alone, on every engine the same. At the end nothing
// may be left of the machines.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/isa/isa.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/page_table.h"
#include "../../core/machine/step.h"
#include "../../core/mipster/emulate.h"
#include "../../core/mipster/run.h"

enum { CODE = 0x00400000, DATA = 0x10000000, PAGES = 4, RESTARTS = 300, SLICE = 997, THREADS = 2 };
enum { ALL = ACCESS_READ + ACCESS_WRITE + ACCESS_EXECUTE };

struct job {
    uint32_t seed;
    engine *engine;
    uint64_t digest; // of what the run has left
    uint64_t retired;
    bool failed;
};

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static uint32_t random_instruction(uint32_t *state) {
    uint32_t rd = 8 + next_random(state) % 8, rs = 8 + next_random(state) % 8;
    uint32_t rt = 8 + next_random(state) % 8;
    int32_t offset = (int32_t)(next_random(state) % 2000) * 4;
    switch (next_random(state) % 12) {
    case 0:
    case 1: return isa_encode_immediate(ISA_ADDIU, rd, rs, (int32_t)next_random(state) % 999);
    case 2: return isa_encode_register(ISA_ADDU, rd, rs, rt);
    case 3: return isa_encode_register(ISA_MUL, rd, rs, rt);
    case 4: return isa_encode_register(ISA_XOR, rd, rs, rt);
    case 5:
    case 6: return isa_encode_immediate(ISA_LW, rd, 16, offset);
    case 7:
    case 8: return isa_encode_immediate(ISA_SW, rt, 16, offset);
    case 9: return isa_encode_immediate(ISA_SW, rt, 17, (int32_t)(next_random(state) % 900) * 4);
    case 10: return isa_encode_immediate(ISA_BNE, rt, rs, -(int32_t)(next_random(state) % 20));
    default: return isa_encode_immediate(ISA_BEQ, rt, rs, (int32_t)(next_random(state) % 20));
    }
}

static void mix(struct job *job, const uint32_t *words, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        job->digest = (job->digest ^ words[i]) * 0x100000001b3u + (job->digest >> 29);
}

static uint32_t map(struct machine *machine, uint32_t directory, uint32_t address) {
    uint32_t frame = frame_allocate(machine);
    if (frame == 0 || !page_table_map(machine, directory, address, frame, ALL))
        abort();
    return frame;
}

// From wherever the program stands to RESTARTS exceptions or slices later. A page that is missing
// is mapped, one is taken away, code is made anew.
static void run_program(struct job *job, struct machine *machine, uint32_t *context,
                        uint32_t *frames) {
    uint32_t state = job->seed;
    uint32_t directory = context[CONTEXT_PAGE_TABLE];
    for (uint32_t i = 0; i < RESTARTS; i++) {
        enum exception exception = job->engine(machine, context, SLICE);
        if (exception != EXCEPTION_TIMER) {
            context[CONTEXT_PC] = CODE + next_random(&state) % 256 * 4;
            context[CONTEXT_NEXT_PC] = context[CONTEXT_PC] + 4;
        }
        mix(job, context, CONTEXT_PAGE_TABLE);
        uint32_t page = DATA + i % PAGES * PAGE_SIZE;
        if (i % 7 == 0 && frames[i % PAGES] != 0) {
            mix(job, frame_words(machine, frames[i % PAGES]), PAGE_WORDS);
            frame_free(machine, page_table_unmap(machine, directory, page));
            frames[i % PAGES] = 0;
        } else if (frames[i % PAGES] == 0) {
            frames[i % PAGES] = map(machine, directory, page);
        }
        frame_store(machine, frames[PAGES], next_random(&state) % PAGE_WORDS,
                    random_instruction(&state));
        for (uint32_t j = 8; j < 16; j++)
            context[j] += next_random(&state);
    }
    mix(job, frame_words(machine, frames[PAGES]), PAGE_WORDS);
    job->retired = context_retired(context);
}

static void *run_job(void *argument) {
    struct job *job = argument;
    const char *wrong;
    uint32_t state = job->seed * 2654435761u;
    uint32_t frames[PAGES + 1];
    struct machine *machine = machine_create(&wrong);
    job->digest = 0;
    job->failed = machine == NULL;
    if (job->failed)
        return NULL;
    uint32_t *context = frame_words(machine, frame_allocate(machine));
    context[CONTEXT_PAGE_TABLE] = page_table_create(machine);
    for (uint32_t i = 0; i < PAGES; i++)
        frames[i] = map(machine, context[CONTEXT_PAGE_TABLE], DATA + i * PAGE_SIZE);
    frames[PAGES] = map(machine, context[CONTEXT_PAGE_TABLE], CODE);
    for (uint32_t i = 0; i < PAGE_WORDS; i++)
        frame_words(machine, frames[PAGES])[i] = random_instruction(&state);
    context[CONTEXT_SUBSET] = ISA_MIPS32;
    context[CONTEXT_PC] = CODE;
    context[CONTEXT_NEXT_PC] = CODE + 4;
    context[16] = DATA;
    context[17] = CODE;
    run_program(job, machine, context, frames);
    machine_destroy(machine);
    return NULL;
}

static enum exception translated(struct machine *machine, uint32_t *context, uint64_t budget) {
    engine *engine = environment_engine(machine);
    return engine == NULL ? EXCEPTION_NONE : engine(machine, context, budget);
}

static enum exception with_switch(struct machine *machine, uint32_t *context, uint64_t budget) {
    return switch_run(machine, translated, context, budget);
}

static int compare(uint32_t seed, engine *first, engine *second, const char *name) {
    struct job alone[THREADS], together[THREADS];
    pthread_t threads[THREADS];
    int failures = 0;
    for (uint32_t i = 0; i < THREADS; i++) {
        alone[i] = together[i] = (struct job){.seed = seed + i, .engine = step_run};
        together[i].engine = i == 0 ? first : second;
        run_job(&alone[i]);
    }
    for (uint32_t i = 0; i < THREADS; i++) {
        if (pthread_create(&threads[i], NULL, run_job, &together[i]) != 0)
            return 1;
    }
    for (uint32_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        if (!together[i].failed && together[i].digest == alone[i].digest &&
            together[i].retired == alone[i].retired && alone[i].retired > RESTARTS)
            continue;
        printf("threads: seed %u, %s, thread %u: not what it is alone\n", seed, name, i);
        failures++;
    }
    return failures;
}

int main(int argc, char **argv) {
    uint32_t seed = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 0) : 1;
    uint32_t rounds = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 0) : 10;
    int failures = 0;
    const char *wrong;
    struct machine *machine = machine_create(&wrong);
    bool has_translator = argc < 4 && machine != NULL && environment_engine(machine) != NULL;
    if (machine != NULL)
        machine_destroy(machine);
    for (uint32_t i = 0; i < rounds && failures == 0; i++, seed += THREADS) {
        failures += compare(seed, run, run, "interp and interp");
        failures += compare(seed, switch_step_run, run, "reference of the switch and interp");
        if (!has_translator)
            continue;
        failures += compare(seed, translated, translated, "jit and jit");
        failures += compare(seed, translated, run, "jit and interp");
        failures += compare(seed, with_switch, with_switch, "switch and switch");
    }
    printf("threads: %u rounds, %d failures\n", rounds, failures);
    return failures != 0;
}
