#include "pairs.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../command_line.h"
#include "../calls.h"
#include "../machine/frames.h"
#include "../mipster/cache.h"
#include "../output.h"
#include "../panic.h"
#include "emulator.h"
#include "facts.h"
#include "obligation.h"
#include "prove.h"
#include "rows.h"
#include "stand.h"

enum {
    PATH_LENGTH = 4096,
    QUESTIONS_OF_FILE = 16,
    FIELDS = 2,
    WORDS_MAX = GROUP_MAX + 2,
    FOLLOWERS = 5
};

// struct stand_pair and its areas, as words.
enum { PAIR_BUDGET = 3, PAIR_RETURNED, PAIR_AREA_COUNT = 6, PAIR_CODE, PAIR_AREAS };
enum { AREA_WORDS, AREA_COUNT, AREA_BEFORE, AREA_AFTER, AREA_SIZE };

// What the engines execute, from the pc of the innermost context on.
struct trial {
    char name[48];
    uint32_t words[WORDS_MAX];
    uint32_t count;
    uint32_t budget;
    bool has_no_budget; // the switch to the innermost context
};

struct counts {
    uint32_t trials, paths, obligations, asked;
    uint64_t steps;
};

struct area {
    uint32_t address[AREA_SIZE]; // of the words and their copies; AREA_COUNT is a number
};

static struct {
    const struct pairs *pairs;
    const char *what; // the stand
    struct emulator emulator;
    struct area areas[STAND_AREAS_MAX];
    uint32_t area_count;
    uint32_t code;
    // Of the present trial:
    const struct trial *trial;
    term start[STAND_AREAS_MAX][CONTEXT_WORDS];
    term covered;             // by the paths so far
    term returns[EXCEPTIONS]; // on which paths
    struct obligations obligations;
    uint32_t files, paths;
    struct counts counts;
} now;

static uint32_t read_word(uint32_t address) {
    uint32_t word = 0;
    if (!now.emulator.read(now.emulator.state, address, &word))
        panic("pairs: the stand has no memory where it should");
    return word;
}

static uint32_t pair_word(uint32_t index) {
    return read_word(now.emulator.registers[REGISTER_A0] + index * 4);
}

static void find_areas(void) {
    now.area_count = pair_word(PAIR_AREA_COUNT);
    now.code = pair_word(PAIR_CODE);
    if (now.area_count > STAND_AREAS_MAX)
        panic("pairs: the stand has too many areas");
    for (uint32_t i = 0; i < now.area_count; i++) {
        for (uint32_t j = 0; j < AREA_SIZE; j++)
            now.areas[i].address[j] = pair_word(PAIR_AREAS + i * AREA_SIZE + j);
    }
}

// ---- the state at the start ----

// The innermost context of the guests; data is in the area behind.
static uint32_t innermost(void) {
    return now.area_count - 2;
}

// Any, but for these. Where more than one instruction is executed, the first is in no delay slot:
// the second would be anywhere.
static bool is_fixed(uint32_t level, uint32_t word) {
    bool switches = level < innermost();
    return word == CONTEXT_PC || (word == CONTEXT_NEXT_PC && now.trial->budget > 1) ||
           word == CONTEXT_PAGE_TABLE || word == CONTEXT_SUBSET ||
           (switches && (word == REGISTER_V0 || word == REGISTER_A0));
}

static term start_word(uint32_t area, uint32_t word) {
    char name[48];
    char known[CONTEXT_NAME_SIZE];
    bool is_data = area == now.area_count - 1;
    uint32_t address = now.areas[area].address[AREA_WORDS] + word * 4;
    if (!is_data && is_fixed(area, word))
        return term_word(read_word(address));
    if (now.trial->has_no_budget && area + 1 == innermost() &&
        (word == REGISTER_A1 || word == REGISTER_A2))
        return term_word(0);
    bool is_call = now.trial->words[0] == isa_table[ISA_SYSCALL].word;
    if (innermost() > 0 && area == innermost() && is_call && word == REGISTER_V0)
        return term_word(CALL_exit); // no switch: its block would be anywhere
    snprintf(known, sizeof known, "r%u", (unsigned)word);
    if (word >= CONTEXT_PC)
        context_word_name(word, known);
    if (is_data || strchr(known, ' ') != NULL) // not a symbol of SMT-LIB
        snprintf(known, sizeof known, is_data ? "data%u" : "word%u", (unsigned)word);
    snprintf(name, sizeof name, "level%u_%s", (unsigned)area, known);
    return term_variable(is_data ? known : name, 32);
}

static bool is_access(enum isa_operation operation) {
    return isa_is_load(operation) || isa_is_store(operation);
}

static void start_path(void *state, struct path *path) {
    (void)state;
    for (uint32_t area = 0; area < now.area_count; area++) {
        for (uint32_t i = 0; i < now.areas[area].address[AREA_COUNT]; i++) {
            now.start[area][i] = start_word(area, i);
            path_set_word(path, now.areas[area].address[AREA_WORDS] + i * 4, now.start[area][i]);
        }
    }
    // What follows begins no group and is in none; a jump ends the run that the interpreter
    // decodes.
    for (uint32_t i = 0; i < now.trial->count + FOLLOWERS; i++) {
        struct instruction in = row_instruction(i < now.trial->count ? now.trial->words[i]
                                                                     : isa_table[ISA_SYSCALL].word);
        bool is_any = now.trial->count == 1 && i == 0 && !is_access(in.operation);
        path_set_word(path, now.code + i * 4, is_any ? instruction_word(&in) : term_word(in.word));
    }
    path_set_word(path, now.code + (now.trial->count + FOLLOWERS) * 4,
                  term_word(isa_table[ISA_J].word));
    path_set_word(path, now.emulator.registers[REGISTER_A0] + PAIR_BUDGET * 4,
                  term_word(now.trial->budget));
}

// ---- questions ----

static void say_unwritten(const char *path) {
    fprintf(stderr, "mixter prove: %s: cannot be written\n", path);
}

static bool write(void) {
    char path[PATH_LENGTH];
    if (now.obligations.count == 0)
        return true;
    snprintf(path, sizeof path, "%s/%s-%s-%u.smt2", now.pairs->directory, now.what, now.trial->name,
             (unsigned)++now.files);
    now.counts.asked += now.obligations.count;
    if (obligations_write(&now.obligations, path, now.what, true))
        return true;
    say_unwritten(path);
    return false;
}

static void ask(const char *label, const char *expected, const term *assertions, uint32_t count) {
    now.counts.obligations++;
    if (!term_is_false(assertions[count - 1]))
        obligation_add(&now.obligations, label, expected, assertions, count);
}

// What is left as it was by a switch that ends at once: all that a context is loaded and saved
// with.
static bool is_kept(uint32_t word) {
    return word != 0 && word != CONTEXT_EXCEPTION && word != CONTEXT_ADDRESS &&
           word != CONTEXT_KIND;
}

static term differ(term a, term b) {
    return a == b ? term_bool(false) : term_not(term_equal(a, b));
}

// Where the two engines leave other states or return something else.
static term difference(const struct path *path) {
    uint32_t returned = now.emulator.registers[REGISTER_A0] + PAIR_RETURNED * 4;
    term different = differ(path_word(path, returned), path_word(path, returned + 4));
    for (uint32_t area = 0; area < now.area_count; area++) {
        const uint32_t *address = now.areas[area].address;
        for (uint32_t i = 0; i < address[AREA_COUNT]; i++) {
            term first = path_word(path, address[AREA_AFTER] + i * 4);
            different =
                term_or(different, differ(first, path_word(path, address[AREA_WORDS] + i * 4)));
            if (now.trial->has_no_budget && area == innermost() && is_kept(i))
                different = term_or(different, differ(first, now.start[area][i]));
        }
    }
    return facts_under(different);
}

static bool finish_path(void *state, const struct path *path) {
    char label[32];
    uint64_t returned;
    uint32_t count = path->condition_count;
    term *assertions = malloc((count + 1) * sizeof *assertions);
    (void)state;
    if (assertions == NULL)
        panic("pairs: out of memory");
    term taken = term_bool(true);
    for (uint32_t i = 0; i < count; i++) {
        assertions[i] = path->conditions[i];
        taken = term_and(taken, assertions[i]);
    }
    now.covered = term_or(now.covered, taken);
    term value = path_word(path, now.emulator.registers[REGISTER_A0] + PAIR_RETURNED * 4);
    if (term_is_constant(facts_under(value), &returned) && returned < EXCEPTIONS)
        now.returns[returned] = term_or(now.returns[returned], taken);
    assertions[count] = difference(path);
    if (facts_exclude(assertions[count], FIELDS))
        assertions[count] = term_bool(false);
    snprintf(label, sizeof label, "path-%u", (unsigned)++now.paths);
    ask(label, "unsat", assertions, count + 1);
    free(assertions);
    return now.obligations.count < QUESTIONS_OF_FILE || write();
}

static bool prove_trial(const struct trial *trial) {
    struct execution execution = {.start = start_path, .finish = finish_path};
    char label[32];
    now.trial = trial;
    now.covered = term_bool(false);
    now.files = now.paths = 0;
    for (unsigned i = 0; i < EXCEPTIONS; i++)
        now.returns[i] = term_bool(false);
    now.counts.trials++;
    if (!execute_paths(&now.emulator, &execution)) {
        printf("%s %s: %s: UNPROVED\n", now.what, trial->name,
               execution.wrong[0] != 0 ? execution.wrong : "not written");
        return false;
    }
    now.counts.paths += now.paths;
    now.counts.steps += execution.steps;
    term missed = term_not(now.covered);
    ask("no-path", "unsat", &missed, 1);
    for (unsigned i = 0; i < EXCEPTIONS; i++) {
        snprintf(label, sizeof label, "returns-%u", i);
        if (!term_is_false(now.returns[i]))
            ask(label, "sat", &now.returns[i], 1);
    }
    bool right = write();
    term_forget_all();
    return right;
}

// ---- trials ----

// Loads and stores: a register that is 0 and these distances, of pages that may be written, only be
// read, or not at all.
enum { PLACES = 6 };
static const uint32_t places[PLACES] = {
    STAND_DATA * PAGE_SIZE,    STAND_READ_ONLY *PAGE_SIZE, STAND_UNMAPPED *PAGE_SIZE,
    STAND_DATA *PAGE_SIZE + 1, STAND_DATA *PAGE_SIZE + 2,  STAND_DATA *PAGE_SIZE + 3,
};

static bool prove_word(enum isa_operation operation, uint32_t word) {
    struct trial trial = {.words = {word}, .count = 1, .budget = 1};
    snprintf(trial.name, sizeof trial.name, "%s-%08x", isa_table[operation].name, (unsigned)word);
    return prove_trial(&trial);
}

// At most so many words of the row, or accesses to so many places.
static bool prove_row(enum isa_operation operation, uint32_t most, uint32_t most_places) {
    static uint32_t words[ROW_WORDS_MAX];
    bool right = true;
    for (unsigned i = 0; i < most_places && is_access(operation); i++)
        right = prove_word(operation, isa_table[operation].word | 8u << 16 | places[i]) && right;
    if (is_access(operation) && most > 1) // to $zero
        right = prove_word(operation, isa_table[operation].word | places[0]) && right;
    uint32_t count = is_access(operation) ? 0 : row_words(operation, false, words);
    for (uint32_t i = 0; i < count && i < most; i++)
        right = prove_word(operation, words[i]) && right;
    return right;
}

// A switch whose budget is used up: what it loads, it saves.
static bool prove_kept(void) {
    struct trial trial = {.name = "kept", .count = 1, .budget = 1, .has_no_budget = true};
    return prove_trial(&trial);
}

// ---- groups of instructions ----

enum {
    MEMBER_NONE,
#define ISA(id, name, operands, format, word, fixed, subset, kind, size, alignment, reads, writes, \
            effect)                                                                                \
    MEMBER_##id,
#include "../isa/isa.def"
#undef ISA
    MEMBER_MOVE
};

static const unsigned char groups[][GROUP_MAX] = {
#define GROUP2(a, b)    {MEMBER_##a, MEMBER_##b, MEMBER_NONE},
#define GROUP3(a, b, c) {MEMBER_##a, MEMBER_##b, MEMBER_##c},
#include "../mipster/groups_alike.def"
};

// The registers of members: each reads what the one before has written, in a group of the first
// kind; all are the same in one of the second; none is in one of the third.
enum { CHAINED, SAME, APART, KINDS };

static uint32_t member_word(unsigned member, unsigned at, unsigned kind) {
    unsigned d = kind == SAME ? 8 : 10 + at;
    unsigned s = kind == SAME ? 8 : kind == CHAINED && at > 0 ? 9 + at : 8;
    unsigned t = kind == SAME ? 8 : 9;
    if (member == MEMBER_MOVE)
        return isa_encode_register(kind == APART ? ISA_MFHI : ISA_MFLO, d, 0, 0);
    const struct isa_row *row = &isa_table[member - 1];
    uint32_t fields = s << 21 | t << 16 | d << 11 | 5 << 6;
    if (row->kind == ISA_LOAD)
        fields = d << 16 | places[kind == APART ? 2 : 0];
    else if (row->kind == ISA_STORE)
        fields = s << 16 | places[kind == APART ? 1 : 0];
    else if (row->kind == ISA_BRANCH)
        fields = s << 21 | t << 16 | 20;
    else if (row->format == ISA_FORMAT_I)
        fields = s << 21 | d << 16 | 0x7ff0;
    return row->word | (fields & ~row->fixed);
}

// Each group, with every budget up to its length; and up to that of its run, so that it is executed
// as a group: one that ends without a branch is followed by a jump.
static bool prove_groups(void) {
    bool right = true;
    for (unsigned i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        for (unsigned kind = 0; kind < KINDS; kind++) {
            struct trial trial = {.budget = 1};
            while (trial.count < GROUP_MAX && groups[i][trial.count] != MEMBER_NONE) {
                trial.words[trial.count] = member_word(groups[i][trial.count], trial.count, kind);
                trial.count++;
            }
            if (!isa_has_slot(isa_decode(trial.words[trial.count - 2]))) {
                trial.words[trial.count++] = isa_table[ISA_J].word;
                trial.words[trial.count++] = isa_table[ISA_NOP].word;
            }
            for (; trial.budget <= trial.count; trial.budget++) {
                snprintf(trial.name, sizeof trial.name, "group-%u-%u-%u", i, kind,
                         (unsigned)trial.budget);
                right = prove_trial(&trial) && right;
            }
        }
    }
    return right;
}

// ---- stands ----

static void print_counts(const char *what) {
    printf("%-8s %5" PRIu32 " words %6" PRIu32 " paths %9" PRIu64 " steps %6" PRIu32
           " obligations %5" PRIu32 " for solvers\n",
           what, now.counts.trials, now.counts.paths, now.counts.steps, now.counts.obligations,
           now.counts.asked);
}

static bool is_wanted(enum isa_operation operation) {
    const char *row = now.pairs->row;
    return meaning_is_known(operation) &&
           (row == NULL || strcmp(row, isa_table[operation].name) == 0);
}

// The interpreter: all words and groups. The switch: a word of each row, or of some.
static bool prove_stand_trials(unsigned levels) {
    static const enum isa_operation some[] = {ISA_ADDU, ISA_BEQ, ISA_LW, ISA_SW, ISA_SYSCALL};
    bool right = true;
    if (levels == 0 && now.pairs->row == NULL)
        right = prove_groups();
    if (levels > 0 && now.pairs->row == NULL)
        right = prove_kept();
    for (unsigned row = 0; row < ISA_RESERVED && levels < 2; row++) {
        if (is_wanted((enum isa_operation)row))
            right = prove_row((enum isa_operation)row, levels == 0 ? ROW_WORDS_MAX : 1,
                              levels == 0 ? PLACES : 3) &&
                    right;
        term_forget_all();
    }
    for (unsigned i = 0; i < sizeof some / sizeof some[0] && levels == 2; i++) {
        if (is_wanted(some[i]))
            right = prove_row(some[i], 1, 1) && right;
    }
    return right;
}

static const char *boot(const char *what) {
    now.what = what;
    memset(&now.counts, 0, sizeof now.counts);
    const char *wrong = emulator_boot(&now.emulator, now.pairs->image, what, STAND_PAIR);
    if (wrong != NULL)
        return wrong;
    now.emulator.stores_anywhere = true;
    find_areas();
    return NULL;
}

enum { STANDS = 3 };
static const char *const stands[STANDS] = {"run", "switch-1", "switch-2"}; // by levels

static bool is_chosen(const char *what, unsigned stand) {
    return strcmp(what, "all") == 0 || strcmp(what, stands[stand]) == 0;
}

bool pairs_are_known(const char *what) {
    bool known = false;
    for (unsigned i = 0; i < STANDS; i++)
        known = known || is_chosen(what, i);
    return known;
}

int prove_pairs(const struct pairs *pairs) {
    bool right = true;
    now.pairs = pairs;
    if (!prove_make_folder(pairs->directory))
        return STATUS_USAGE;
    for (unsigned i = 0; i < STANDS; i++) {
        if (!is_chosen(pairs->what, i))
            continue;
        const char *wrong = boot(stands[i]);
        if (wrong != NULL) {
            fprintf(stderr, "mixter prove: %s: %s\n", pairs->program, wrong);
            return STATUS_USAGE;
        }
        right = prove_stand_trials(i) && right;
        print_counts(stands[i]);
        emulator_end(&now.emulator);
    }
    int status = output_finish("mixter prove");
    return status != 0 ? status : !right;
}
