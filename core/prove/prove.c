// For each row of the instruction table: after the emulator's code, step(), has run on it, a
// guest's context and memory are those of the machine that has executed the instruction itself; for
// all values. What rewriting does not
// decide of that is written as files for solvers (docs/proof.md).
#include "prove.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../kernel/program.h"
#include "../output.h"
#include "blocks.h"
#include "emulator.h"
#include "facts.h"
#include "obligation.h"
#include "pairs.h"
#include "replay.h"
#include "rows.h"
#include "stand.h"

enum { PATH_LENGTH = 4096, QUESTIONS_OF_FILE = 16, FIELDS = 2 };

enum {
    OPTION_BLOCKS,
    OPTION_ENGINES,
    OPTION_REPLAY,
    OPTION_OUTPUT,
    OPTION_ROW,
    OPTION_ALL_REGISTERS,
    OPTION_STAND,
    OPTION_ASK_ALL,
    OPTION_WITHOUT_LEMMAS
};

static const struct option_row options_of_prove[] = {
    {OPTION_OUTPUT, "--output", "DIR", "where the obligations go; needed"},
    {OPTION_ROW, "--row", "NAME", "only this instruction"},
    {OPTION_ALL_REGISTERS, "--all-registers", NULL, "all combinations of registers, not some"},
    {OPTION_BLOCKS, "--blocks", NULL, "prove the code that a program is translated to"},
    {OPTION_ENGINES, "--engines", "WHAT", "prove: run, switch-1, switch-2 (docs/proof.md), or all"},
    {OPTION_REPLAY, "--replay", "FILE", "make a counterexample a program: WORD, then values"},
    {0, NULL, NULL, NULL},
};

static const struct option_row hidden_options[] = {
    {OPTION_STAND, "--stand", "WHAT", "be the program that is proved"},
    {OPTION_ASK_ALL, "--ask-all", NULL, "ask solvers what rewriting decides, too"},
    {OPTION_WITHOUT_LEMMAS, "--without-lemmas", NULL, "leave out what solvers cannot know"},
    {0, NULL, NULL, NULL},
};

struct counts {
    uint32_t words, paths, obligations, asked;
    uint64_t steps;
};

// A proof that is being made.
struct proof {
    const char *directory;
    const char *row;     // only this; NULL: all
    const char *program; // that is proved, for messages
    bool all_registers;
    bool with_lemmas;
    bool asks_all; // also what is decided by rewriting
    struct emulator emulator;

    // Of the present word:
    struct instruction instruction;
    uint32_t subset;
    struct guest_state before;
    struct guest_outcome outcome;
    term covered; // by the paths so far
    struct obligations obligations;
    uint32_t files;
    struct counts counts;
};

static const char *name_of(enum isa_operation operation) {
    return operation == ISA_RESERVED ? "reserved" : isa_table[operation].name;
}

// What there is about the present word, some questions a file, which solvers answer faster than
// many in a row: NAME-WORD-N.smt2, where the machine has only the 17 instructions
// NAME-WORD-mipster-N.smt2.
static bool write(struct proof *proof) {
    char path[PATH_LENGTH];
    char text[64];
    uint32_t word = proof->instruction.word;
    isa_disassemble(word, 0, text, sizeof text);
    for (char *c = text; *c != 0; c++)
        *c = *c == '\t' ? ' ' : *c;
    snprintf(path, sizeof path, "%s/%s-%08x%s-%u.smt2", proof->directory,
             name_of(proof->instruction.operation), (unsigned)word,
             proof->subset == ISA_MIPSTER ? "-mipster" : "", (unsigned)++proof->files);
    proof->counts.asked += proof->obligations.count;
    if (obligations_write(&proof->obligations, path, text, proof->with_lemmas))
        return true;
    fprintf(stderr, "mixter prove: %s: cannot be written\n", path);
    return false;
}

// An obligation goes to solvers unless rewriting has decided it: an assertion is false.
static void ask(struct proof *proof, const char *label, const char *expected,
                const term *assertions, uint32_t count) {
    proof->counts.obligations++;
    if (!term_is_false(assertions[count - 1]))
        obligation_add(&proof->obligations, label, expected, assertions, count);
}

// Where a path ends elsewhere than the specification: false if rewriting decides that it does not.
static term difference(const struct proof *proof, const struct path *path) {
    const struct guest_state *after = &proof->outcome.after;
    uint32_t context = proof->emulator.context;
    term different = term_not(path_keeps_registers(path));
    for (unsigned i = 0; i < CONTEXT_WORDS; i++)
        different = term_or(
            different, term_not(term_equal(path_word(path, context + i * 4), after->context[i])));
    term index = term_variable("index_of_any_word", INDEX_WIDTH);
    for (unsigned i = 0; i < 2; i++) {
        term here = path->pages[i];
        term there = after->memory[i];
        bool same = proof->asks_all ? here == there : facts_under(here) == facts_under(there);
        if (!same)
            different =
                term_or(different,
                        term_not(term_equal(term_select(here, index), term_select(there, index))));
    }
    different = term_or(
        different, term_not(term_equal(path->registers[REGISTER_V0], proof->outcome.returned)));
    if (proof->asks_all)
        return different;
    different = facts_under(different);
    return facts_exclude(different, FIELDS) ? term_bool(false) : different;
}

static void start_path(void *state, struct path *path) {
    const struct proof *proof = state;
    for (unsigned i = 0; i < CONTEXT_WORDS; i++)
        path_set_word(path, proof->emulator.context + i * 4, proof->before.context[i]);
    memcpy(path->pages, proof->before.memory, sizeof path->pages);
}

static bool finish_path(void *state, const struct path *path) {
    struct proof *proof = state;
    char what[32];
    uint32_t count = path->condition_count;
    term *assertions = malloc((count + 1) * sizeof *assertions);
    if (assertions == NULL)
        return false;
    term taken = term_bool(true);
    for (uint32_t i = 0; i < count; i++) {
        assertions[i] = path->conditions[i];
        taken = term_and(taken, assertions[i]);
    }
    proof->covered = term_or(proof->covered, taken);
    assertions[count] = difference(proof, path);
    snprintf(what, sizeof what, "path-%u", (unsigned)++proof->counts.paths);
    ask(proof, what, "unsat", assertions, count + 1);
    free(assertions);
    return proof->obligations.count < QUESTIONS_OF_FILE || write(proof);
}

// Not vacuous: every case of the specification is met by some state, if all registers are
// different.
static void add_cases(struct proof *proof) {
    for (unsigned i = 0; i < GUEST_CASES; i++) {
        if (!term_is_false(proof->outcome.cases[i]))
            ask(proof, guest_case_names[i], "sat", &proof->outcome.cases[i], 1);
    }
}

static bool prove_word(struct proof *proof, uint32_t word, uint32_t subset, bool with_cases) {
    struct execution execution = {.start = start_path, .finish = finish_path, .state = proof};
    proof->instruction = row_instruction(word);
    proof->subset = subset;
    proof->covered = term_bool(false);
    proof->counts.paths = 0;
    proof->files = 0;
    guest_start(&proof->before, &proof->emulator.frames, &proof->instruction, subset);
    guest_step(&proof->before, &proof->instruction, &proof->outcome);
    if (!execute_paths(&proof->emulator, &execution)) {
        printf("%08x: %s: UNPROVED\n", (unsigned)word,
               execution.wrong[0] != 0 ? execution.wrong : "not written");
        return false;
    }
    proof->counts.words++;
    proof->counts.steps += execution.steps;
    term missed = term_not(proof->covered);
    ask(proof, "no-path", "unsat", &missed, 1);
    if (with_cases)
        add_cases(proof);
    return write(proof);
}

static void add_counts(struct counts *to, const struct counts *from) {
    to->words += from->words;
    to->paths += from->paths;
    to->obligations += from->obligations;
    to->asked += from->asked;
    to->steps += from->steps;
}

static void print_counts(const char *name, const struct counts *counts) {
    printf("%-8s %5" PRIu32 " words %6" PRIu32 " paths %9" PRIu64 " steps %6" PRIu32
           " obligations %5" PRIu32 " for solvers",
           name, counts->words, counts->paths, counts->steps, counts->obligations, counts->asked);
}

static bool prove_row(struct proof *proof, enum isa_operation operation, struct counts *all) {
    static uint32_t words[ROW_WORDS_MAX];
    uint32_t subset = isa_table[operation].subset;
    uint32_t count = row_words(operation, proof->all_registers, words);
    uint32_t paths = 0;
    bool right = true;
    memset(&proof->counts, 0, sizeof proof->counts);
    if (!meaning_is_known(operation)) {
        printf("%-8s nothing is specified of it: UNPROVED\n", isa_table[operation].name);
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        right = prove_word(proof, words[i], subset, i == 0) && right;
        paths += proof->counts.paths;
    }
    if (subset != ISA_MIPSTER) { // which has no such instruction
        right = prove_word(proof, words[0], ISA_MIPSTER, false) && right;
        paths += proof->counts.paths;
    }
    proof->counts.paths = paths;
    print_counts(isa_table[operation].name, &proof->counts);
    printf("%s\n", right ? "" : ": UNPROVED");
    add_counts(all, &proof->counts);
    return right;
}

static bool is_row(const char *name) {
    for (unsigned row = 0; row < ISA_RESERVED && name != NULL; row++) {
        if (strcmp(name, isa_table[row].name) == 0)
            return true;
    }
    return name == NULL;
}

// The folder is there afterwards, or what is wrong has been said.
bool prove_make_folder(const char *path) {
    int32_t wrong = environment_make_directory(path, 0777);
    if (wrong == 0 || wrong == -ERROR_EXIST)
        return true;
    fprintf(stderr, "mixter prove: %s: cannot be written: %s\n", path,
            environment_error_text(wrong));
    return false;
}

static int prove(struct proof *proof, const struct image *image) {
    struct counts all = {0};
    bool right = true;
    const char *wrong = emulator_boot(&proof->emulator, image, "step", STAND_STEP);
    if (wrong == NULL)
        wrong = emulator_check_and(&proof->emulator);
    if (wrong == NULL)
        emulator_find_guest(&proof->emulator);
    if (wrong != NULL) {
        fprintf(stderr, "mixter prove: %s: %s\n", proof->program, wrong);
        return STATUS_USAGE;
    }
    if (!prove_make_folder(proof->directory))
        return STATUS_USAGE;
    for (unsigned row = 0; row < ISA_RESERVED; row++) {
        if (proof->row != NULL && strcmp(proof->row, isa_table[row].name) != 0)
            continue;
        right = prove_row(proof, (enum isa_operation)row, &all) && right;
        term_forget_all();
    }
    emulator_end(&proof->emulator);
    print_counts("all", &all);
    printf("\n");
    int status = output_finish("mixter prove");
    return status != 0 ? status : !right;
}

static uint32_t own_image(struct image *image) {
    struct own_image own;
    const char *cause = "cannot be read";
    if (environment_own_image(&own) == 0)
        cause = image_read_running(image, &own);
    if (cause == NULL)
        return 0;
    fprintf(stderr, "mixter prove: the image of this program: %s\n", cause);
    return STATUS_USAGE;
}

static int prove_main(int argc, char **argv) {
    static struct proof proof;
    bool blocks = false;
    const char *engines = NULL;
    struct command_line line = {.command = &prove_command, .argc = argc, .argv = argv, .next = 1};
    proof.with_lemmas = true;
    for (int option; (option = command_line_option(&line)) != OPTIONS_END;) {
        switch (option) {
        case OPTION_BLOCKS: blocks = true; break;
        case OPTION_ENGINES: engines = line.value; break;
        case OPTION_REPLAY: return replay_main(line.value, argc - line.next, argv + line.next);
        case OPTION_OUTPUT: proof.directory = line.value; break;
        case OPTION_ROW: proof.row = line.value; break;
        case OPTION_ALL_REGISTERS: proof.all_registers = true; break;
        case OPTION_STAND: return prove_stand(line.value);
        case OPTION_ASK_ALL: proof.asks_all = true; break;
        case OPTION_WITHOUT_LEMMAS: proof.with_lemmas = false; break;
        default: return STATUS_USAGE;
        }
    }
    if (blocks && proof.directory != NULL && line.next < argc)
        return prove_blocks(proof.directory, argv + line.next);
    if (blocks && proof.directory != NULL) {
        fprintf(stderr, "mixter prove: --blocks needs a program (see mixter prove --help)\n");
        return STATUS_USAGE;
    }
    if (proof.directory == NULL || line.next < argc - 1) {
        fprintf(stderr, proof.directory == NULL
                            ? "mixter prove: --output is needed (see mixter prove --help)\n"
                            : "mixter prove: at most one program (see mixter prove --help)\n");
        return STATUS_USAGE;
    }
    proof.program = line.next == argc ? "the image of this program" : argv[line.next];
    if (engines != NULL && !pairs_are_known(engines)) {
        fprintf(stderr,
                "mixter prove: --engines: '%s' is none of run, switch-1, switch-2 and all\n",
                engines);
        return STATUS_USAGE;
    }
    if (!is_row(proof.row)) {
        fprintf(stderr, "mixter prove: there is no instruction '%s'\n", proof.row);
        return STATUS_USAGE;
    }
    struct image image;
    struct loader loader = {.command = "mixter prove"};
    uint32_t status =
        line.next == argc ? own_image(&image) : program_read(&loader, argv[line.next], &image);
    loader_end(&loader);
    if (status != 0)
        return (int)status;
    const struct pairs pairs = {proof.directory, proof.row, proof.program, &image, engines};
    int result = engines != NULL ? prove_pairs(&pairs) : prove(&proof, &image);
    image_free(&image);
    return result;
}

const struct command prove_command = {
    .name = "mixter prove",
    .summary = "write what has to be proved of the emulator",
    .usage = "Usage: mixter prove --output DIR [OPTION ...] [MIXTER]\n"
             "       mixter prove --output DIR --blocks PROGRAM [ARGUMENT ...]\n"
             "       mixter prove --replay FILE WORD [NAME=VALUE ...]\n"
             "Writes, as SMT-LIB 2, what has to hold for emulation to be execution, about the\n"
             "code of MIXTER, compiled by starc, or of the image that this program carries; or\n"
             "about the code that PROGRAM is translated to while it is running.\n\n",
    .tables = {options_of_prove, hidden_options},
    .hidden = 1,
    .run = prove_main};
