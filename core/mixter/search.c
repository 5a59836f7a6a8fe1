#include "search.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../hypster/virtualize.h"
#include "../kernel/recording.h"
#include "../machine/machine.h"
#include "../memory.h"
#include "../progress.h"
#include "directory.h"
#include "schedule.h"

// Lists of hand-overs have to fit on a command line.
enum { HAND_OVERS = 4000, HAND_OVERS_MAX = 3 * HAND_OVERS, DIGITS = 21 };
enum { TRIALS_MAX = 300, DEFAULT_DEPTHS = 2, RECORDINGS_MAX = 1000, NAME_SIZE = 32 };

struct search {
    const struct pair_settings *pair;
    char recording[NAME_SIZE];
    uint64_t instructions; // of the program
    uint64_t hand_overs;   // of all schedules that were tried
    uint32_t depths;
    uint32_t trials;
};

// One of the schedules that are tried.
struct candidate {
    uint32_t depth;
    struct schedule schedule;
};

// ---- running ----

// Runs the program with a schedule, as text, and compares it with the recording.
static uint32_t run(const struct search *search, uint32_t depth, const char *schedule,
                    uint64_t slice, uint32_t percent) {
    struct settings settings = search->pair->settings;
    struct option_row rows[5] = {{0, "--schedule", "", ""},
                                 {0, "--slice", "", ""},
                                 {0, "--mix", "", ""},
                                 {0, "--replay", "", ""},
                                 {0, "--quiet", NULL, ""}};
    char slice_text[DIGITS];
    char percent_text[DIGITS];
    const char *values[5] = {schedule, slice_text, percent_text, search->recording, NULL};
    snprintf(slice_text, sizeof slice_text, "%" PRIu64, slice);
    snprintf(percent_text, sizeof percent_text, "%u", (unsigned)percent);
    settings.passed_on = (struct words){0, 0, NULL};
    settings.machine = NULL;
    const struct words *given = &search->pair->settings.passed_on;
    for (int i = 0; i < given->count; i++) {
        // Options that only verify has, and the environment, which is in the recording.
        if (strcmp(given->words[i], "--sample") == 0 || strcmp(given->words[i], "--env") == 0)
            i++;
        else if (strcmp(given->words[i], "--json") != 0)
            settings_pass_word(&settings, given->words[i]);
    }
    for (int i = 0; i < 5; i++) {
        settings_pass_word(&settings, rows[i].name);
        if (values[i] != NULL)
            settings_pass_word(&settings, values[i]);
    }
    uint32_t status = tower_boot(&settings, "mixter", virtualize, depth);
    free(settings.passed_on.words);
    if (settings.machine != NULL)
        machine_destroy(settings.machine);
    return status;
}

static uint32_t run_candidate(const struct search *search, const struct candidate *candidate) {
    char text[DIGITS + 8];
    snprintf(text, sizeof text, "random:%" PRIu64, candidate->schedule.seed);
    return run(search, candidate->depth, text, candidate->schedule.slice,
               candidate->schedule.percent);
}

static char *list_text(const uint64_t *hand_overs, uint32_t count) {
    char *text = memory_new((size_t)count * DIGITS + 8);
    int length = sprintf(text, "at:");
    for (uint32_t i = 0; i < count; i++)
        length += sprintf(text + length, "%s%" PRIu64, i > 0 ? "," : "", hand_overs[i]);
    return text;
}

static bool list_fails(struct search *search, uint32_t depth, const uint64_t *hand_overs,
                       uint32_t count) {
    if (count == 0 || search->trials == TRIALS_MAX)
        return false;
    search->trials++;
    char *text = list_text(hand_overs, count);
    bool fails = run(search, depth, text, 1, 0) == 1;
    free(text);
    return fails;
}

// ---- candidates ----

static struct candidate choose(const struct search *search, uint32_t number) {
    uint64_t random = schedule_random(number, 0);
    uint64_t least = search->instructions / HAND_OVERS + 1;
    uint64_t slice = least;
    // From the shortest to the whole program, log-uniform.
    for (uint64_t i = random / 0x10000 % 24; i > 0 && slice < search->instructions; i--)
        slice *= 2;
    slice += schedule_random(number, 1) % slice;
    struct candidate candidate = {.depth = (uint32_t)(random % search->depths) + 1,
                                  .schedule = {.slice = slice,
                                               .percent = 10 + (uint32_t)(random / 0x100 % 81),
                                               .random = true,
                                               .seed = number}};
    return candidate;
}

// The hand-overs of a schedule, as a list that has at most HAND_OVERS_MAX. Without any, it has one
// at the end of the run.
static uint32_t list_hand_overs(const struct search *search, const struct schedule *schedule,
                                uint64_t *hand_overs) {
    uint32_t count = 0;
    unsigned last = 0;
    for (uint64_t retired = 0; retired < search->instructions && count < HAND_OVERS_MAX;) {
        unsigned which;
        uint64_t end = schedule_slice(schedule, retired, &which);
        if (which != last)
            hand_overs[count++] = retired;
        last = which;
        retired = end;
    }
    if (count == 0)
        hand_overs[count++] = search->instructions;
    return count;
}

// ---- reducing ----

// Leaves out hand-overs, first many at once, as long as the rest still makes a difference ("Delta
// debugging", Zeller and Hildebrandt). Returns how many are left.
static uint32_t reduce(struct search *search, uint32_t depth, uint64_t *hand_overs,
                       uint32_t count) {
    uint64_t *rest = memory_new(count * sizeof *rest);
    uint32_t part = count;
    while (part > 0) {
        bool reduced = false;
        for (uint32_t start = 0; start < count;) {
            uint32_t end = start + part < count ? start + part : count;
            memcpy(rest, hand_overs, start * sizeof *rest);
            memcpy(rest + start, hand_overs + end, (count - end) * sizeof *rest);
            if (list_fails(search, depth, rest, count - (end - start))) {
                count -= end - start;
                memcpy(hand_overs, rest, count * sizeof *rest);
                reduced = true;
            } else {
                start = end;
            }
        }
        if (!reduced || part > count)
            part /= 2;
    }
    free(rest);
    return count;
}

// With the arguments, on which the run depends as well.
static void print_command(const struct search *search, uint32_t depth, uint32_t left,
                          const char *schedule) {
    const struct words *program = &search->pair->settings.program;
    fprintf(stderr,
            "  reduced to %u in %u trials; to run it again:\n  mixter --depth %u --schedule %s "
            "--replay %s --",
            (unsigned)left, (unsigned)search->trials, (unsigned)depth, schedule, search->recording);
    for (int i = 0; i < program->count; i++) {
        size_t size = 4 * strlen(program->words[i]) + 8;
        char *word = memory_new(size);
        directory_quote(program->words[i], word, size);
        fprintf(stderr, " %s", word);
        free(word);
    }
    fprintf(stderr, "\n");
}

static void report(struct search *search, const struct candidate *candidate, bool json) {
    uint64_t *hand_overs = memory_new(HAND_OVERS_MAX * sizeof *hand_overs);
    uint32_t count = list_hand_overs(search, &candidate->schedule, hand_overs);
    bool listed = list_fails(search, candidate->depth, hand_overs, count);
    uint32_t left = listed ? reduce(search, candidate->depth, hand_overs, count) : count;
    char *text = list_text(hand_overs, left);
    if (json) {
        fprintf(stderr,
                "{\"result\":\"different\",\"depth\":%u,\"seed\":%" PRIu64 ",\"slice\":%" PRIu64
                ",\"percent\":%u,\"hand_overs\":%u,\"schedule\":\"%s\",\"recording\":\"%s\"}\n",
                (unsigned)candidate->depth, candidate->schedule.seed, candidate->schedule.slice,
                (unsigned)candidate->schedule.percent, (unsigned)left, text, search->recording);
    } else {
        fprintf(stderr,
                "mixter verify: DIFFERENT: --depth %u --slice %" PRIu64
                " --mix %u --schedule random:%" PRIu64 ", which has %u hand-over%s\n",
                (unsigned)candidate->depth, candidate->schedule.slice,
                (unsigned)candidate->schedule.percent, candidate->schedule.seed, (unsigned)count,
                count == 1 ? "" : "s");
        if (listed)
            print_command(search, candidate->depth, left, text);
        else
            fprintf(stderr,
                    "  as a list of hand-overs it makes no difference; the recording is %s\n",
                    search->recording);
    }
    free(text);
    free(hand_overs);
}

// ---- the search ----

// Records the program; returns 0, or a status after an error message.
static uint32_t record(struct search *search) {
    struct settings settings = search->pair->settings;
    struct failure failure;
    int32_t taken = 0;
    for (unsigned i = 1; taken == 0 && i < RECORDINGS_MAX; i++) {
        snprintf(search->recording, NAME_SIZE, "mixter-recording-%u", i);
        taken = environment_access(search->recording, 0);
    }
    if (settings_machine(&settings) == NULL)
        return STATUS_USAGE;
    settings.driver.engine = settings_emulator(&settings);
    settings.record = search->recording;
    settings.watch = true;
    settings.slice = 0;
    uint32_t status = supervise(&settings);
    machine_destroy(settings.machine);
    if (status >= STATUS_USAGE && environment_access(search->recording, 0) != 0)
        return status;
    struct recording *recording = recording_read(search->recording, &failure);
    if (recording == NULL)
        return failure_print(&failure, settings.command);
    search->instructions = recording_instructions(recording);
    recording_free(recording);
    return 0;
}

uint32_t search_schedules(const struct pair_settings *pair, uint32_t first, uint32_t count,
                          bool json) {
    struct search search = {.pair = pair};
    search.depths = pair->depth > 1 ? (uint32_t)pair->depth : DEFAULT_DEPTHS;
    uint32_t wrong = record(&search);
    if (wrong != 0)
        return wrong;
    environment_remove_when_interrupted(search.recording);
    for (uint32_t i = 0; i < count; i++) {
        struct candidate candidate = choose(&search, first + i);
        progress_show(PROGRESS_SCHEDULES, i, count, 0);
        uint32_t status = run_candidate(&search, &candidate);
        search.hand_overs += search.instructions / candidate.schedule.slice;
        if (status == 0)
            continue;
        if (status != 1)
            environment_unlink(search.recording);
        environment_remove_when_interrupted(NULL);
        progress_end();
        if (status != 1)
            return status;
        report(&search, &candidate, json);
        return 1;
    }
    environment_unlink(search.recording);
    environment_remove_when_interrupted(NULL);
    progress_end();
    fprintf(stderr,
            json ? "{\"result\":\"equal\",\"schedules\":%u,\"slices\":%" PRIu64
                   ",\"depths\":%u,\"instructions\":%" PRIu64 "}\n"
                 : "mixter verify: equal under %u random schedules of about %" PRIu64
                   " slices, at depth 1 to %u: %" PRIu64 " instructions each\n",
            (unsigned)count, search.hand_overs, (unsigned)search.depths, search.instructions);
    return 0;
}
