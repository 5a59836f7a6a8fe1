#include "blocks.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../command_line.h"
#include "../environment.h"
#include "../kernel/kernel.h"
#include "../kernel/program.h"
#include "../machine/machine.h"
#include "../mipster/emulate.h"
#include "../output.h"
#include "block.h"
#include "obligation.h"
#include "prove.h"
#include "ways.h"

enum {
    PATH_LENGTH = 4096,
    QUESTIONS_OF_FILE = 64,
    TERMS_MAX = 1 << 20,
    REASONS_MAX = 64,
    REASON_SIZE = 120,
    ASKED_SLOTS = 1 << 16,
    WAYS_BYTES = 1024, // there are fewer
    REPLAYS_MAX = 10
};

// Instructions that are executed at once; and how often more once a block is wrong, for what is
// executed then is another program, which may not end.
enum { BUDGET = 1 << 20, RUNS_OF_WRONG_CODE = 16 };

// The run of a program whose code is proved.
struct run {
    const char *directory;
    struct block_proof proof;
    struct obligations obligations;
    uint32_t files, questions;
    uint32_t replays; // programs that show a counterexample
    struct replay replay;
    bool is_written;          // all files so far
    uint64_t blocks[3];       // by verdict
    uint64_t instructions[3]; // of the guest, in them
    uint32_t milliseconds;
    uint64_t ways[3]; // into code and out of it, by verdict; each time that they are made anew
    char ways_reason[WAYS_REASON_SIZE];
    uint64_t ways_digest; // of those that were proved last
    struct {
        char text[REASON_SIZE];
        uint32_t count;
    } reasons[REASONS_MAX]; // of blocks that are not modelled
    uint32_t reason_count;
    uint64_t asked[ASKED_SLOTS]; // questions, by digest: each is asked once
};

static void write_questions(struct run *run) {
    char path[PATH_LENGTH];
    if (run->obligations.count == 0)
        return;
    snprintf(path, sizeof path, "%s/blocks-%u.smt2", run->directory, (unsigned)++run->files);
    if (!obligations_write(&run->obligations, path, "translated code", true)) {
        fprintf(stderr, "mixter prove: %s: cannot be written\n", path);
        run->is_written = false;
    }
}

static void ask(void *state, const char *label, const char *expected, term claim) {
    struct run *run = state;
    char what[32];
    uint64_t digest = term_node(claim)->digest ^ (expected[0] == 's');
    uint32_t slot = (uint32_t)(digest >> 32) % ASKED_SLOTS;
    if (run->asked[slot] == digest)
        return;
    run->asked[slot] = digest;
    snprintf(what, sizeof what, "%u-", (unsigned)++run->questions);
    for (uint32_t at = (uint32_t)strlen(what); *label != 0 && at + 1 < sizeof what; label++) {
        what[at++] = *label == ' ' ? '-' : *label;
        what[at] = 0;
    }
    obligation_add(&run->obligations, what, expected, &claim, 1);
    if (run->obligations.count == QUESTIONS_OF_FILE)
        write_questions(run);
}

static void count_reason(struct run *run) {
    const char *text = strstr(run->proof.reason, ": ");
    const char *rest = text == NULL ? NULL : strstr(text + 2, ": ");
    uint32_t i = 0;
    text = rest != NULL ? rest + 2 : text != NULL ? text + 2 : run->proof.reason;
    while (i < run->reason_count && strncmp(run->reasons[i].text, text, REASON_SIZE - 1) != 0)
        i++;
    if (i == REASONS_MAX)
        return;
    if (i == run->reason_count) {
        snprintf(run->reasons[i].text, REASON_SIZE, "%.*s", REASON_SIZE - 1, text);
        run->reason_count++;
    }
    run->reasons[i].count++;
}

static void tell_refuted(struct run *run, const struct translated_block *block) {
    char path[PATH_LENGTH];
    fprintf(stderr, "block 0x%08x: REFUTED: %s\n", (unsigned)block->pc, run->proof.reason);
    if (run->replays == REPLAYS_MAX || run->replay.pc == 0)
        return;
    snprintf(path, sizeof path, "%s/refuted-%u", run->directory, (unsigned)++run->replays);
    if (replay_write(&run->replay, path) == NULL)
        fprintf(stderr, "    to see it: mixter verify --depth 0 %s\n", path);
}

static void report(const struct run *run) {
    static const char *const verdicts[] = {"proved", "REFUTED", "not modelled"};
    uint64_t blocks = 0;
    for (unsigned i = 0; i < 3; i++) {
        blocks += run->blocks[i];
        fprintf(stderr, "%s%" PRIu64 " blocks of %" PRIu64 " instructions %s", i == 0 ? "" : ", ",
                run->blocks[i], run->instructions[i], verdicts[i]);
    }
    fprintf(stderr,
            "\n%" PRIu64 " units, %" PRIu64 " obligations, %" PRIu64
            " left to solvers: %u questions in %u files; %u ms, %u blocks a second\n",
            run->proof.units, run->proof.obligations, run->proof.asked, (unsigned)run->questions,
            (unsigned)run->files, (unsigned)run->milliseconds,
            (unsigned)(blocks * 1000 / (run->milliseconds + 1)));
    fprintf(stderr,
            "%" PRIu64 " ways into code and out proved, %" PRIu64 " REFUTED, %" PRIu64
            " not modelled%s%s\n",
            run->ways[WAYS_PROVED], run->ways[WAYS_REFUTED], run->ways[WAYS_NOT_MODELLED],
            run->ways_reason[0] != 0 ? ": " : "", run->ways_reason);
    for (uint32_t i = 0; i < run->reason_count; i++)
        fprintf(stderr, "not modelled, %u blocks: %s\n", (unsigned)run->reasons[i].count,
                run->reasons[i].text);
}

static uint64_t digest_of_ways(const struct translation *t) {
    uint64_t digest = 0;
    for (unsigned i = 0; i < TRANSLATION_REGISTERS; i++)
        digest = (digest ^ t->map[i]) * 0x9e3779b97f4a7c15u;
    for (uint32_t i = t->enter - t->code_run; i < t->code_size && i < WAYS_BYTES; i++)
        digest = (digest ^ t->code[i]) * 0x9e3779b97f4a7c15u;
    return digest ^ digest >> 29;
}

// They are made anew with each map of registers.
static void prove_ways(struct run *run, const struct translation *translation) {
    char reason[WAYS_REASON_SIZE];
    uint64_t digest = digest_of_ways(translation);
    if (digest == run->ways_digest)
        return;
    run->ways_digest = digest;
    enum ways_verdict verdict = ways_prove(translation, reason);
    run->ways[verdict] += WAYS;
    if (verdict != WAYS_PROVED)
        snprintf(run->ways_reason, sizeof run->ways_reason, "%s", reason);
    if (verdict != WAYS_REFUTED)
        return;
    fprintf(stderr, "ways into code and out: REFUTED: %s\n", reason);
    write_questions(run);
    report(run);
    exit(1); // who enters may not come back
}

static void watch(void *state, const struct translation *translation) {
    struct run *run = state;
    uint32_t start = environment_milliseconds();
    run->proof.translation = translation;
    prove_ways(run, translation);
    for (uint32_t i = 0; i < translation->block_count; i++) {
        const struct translated_block *block = &translation->blocks[i];
        enum block_verdict verdict = block_prove(&run->proof, block);
        run->blocks[verdict]++;
        run->instructions[verdict] += block->count;
        if (verdict == BLOCK_REFUTED)
            tell_refuted(run, block);
        else if (verdict == BLOCK_NOT_MODELLED)
            count_reason(run);
    }
    if (term_count() > TERMS_MAX) {
        write_questions(run);
        block_forget_terms();
    }
    run->milliseconds += environment_milliseconds() - start;
}

static const char *run_program(struct run *run, const struct image *image, char **argv) {
    const struct invocation invocation = {image, argv[0], argv, environment_variables()};
    const struct driver driver = {emulate_translated, NULL, NULL};
    struct failure failure;
    const char *wrong = "out of memory";
    struct machine *machine = machine_create(&wrong);
    struct kernel *kernel = machine == NULL ? NULL : kernel_create(machine, 1);
    if (kernel == NULL)
        return wrong;
    kernel->command = "mixter prove";
    kernel->report = process_report;
    struct process *process = process_create(kernel, &invocation, &failure);
    if (process == NULL)
        return "its arguments are too long, or there is no memory";
    if (!environment_watch_translation(machine, watch, run))
        return "--blocks: this host has no translator";
    for (uint32_t wrong_runs = 0; !process->ended && wrong_runs < RUNS_OF_WRONG_CODE;) {
        process_advance(process, &driver, BUDGET);
        wrong_runs += run->blocks[BLOCK_REFUTED] != 0;
    }
    process_conclude(process);
    process_destroy(process);
    kernel_destroy(kernel);
    machine_destroy(machine);
    return NULL;
}

int prove_blocks(const char *directory, char **argv) {
    static struct run run;
    struct image image;
    struct loader loader = {.command = "mixter prove"};
    uint32_t status = program_read(&loader, argv[0], &image);
    loader_end(&loader);
    if (status != 0)
        return (int)status;
    if (!prove_make_folder(directory))
        return STATUS_USAGE;
    run.directory = directory;
    run.is_written = true;
    run.proof.ask = ask;
    run.proof.state = &run;
    run.proof.replay = &run.replay;
    const char *wrong = run_program(&run, &image, argv);
    if (wrong != NULL) {
        fprintf(stderr, "mixter prove: %s: %s\n", argv[0], wrong);
        return STATUS_USAGE;
    }
    write_questions(&run);
    report(&run);
    image_free(&image);
    int finished = output_finish("mixter prove");
    if (finished != 0 || !run.is_written)
        return finished != 0 ? finished : STATUS_USAGE;
    return run.blocks[BLOCK_REFUTED] + run.blocks[BLOCK_NOT_MODELLED] + run.ways[WAYS_REFUTED] +
               run.ways[WAYS_NOT_MODELLED] !=
           0;
}
