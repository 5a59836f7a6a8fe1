// The policy of hypster: virtualize, always. A hypervisor needs a machine beneath it: on the host,
// hypster first boots one, mipster, and on it itself as a guest. The same way more than one
// hypervisor is put beneath the programs: each boots the next, which its own image contains.
#include "hypster.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../kernel/supervise.h"
#include "../machine/frames.h"
#include "../mipster/emulate.h"
#include "../panic.h"
#include "virtualize.h"

enum { OPTION_DEPTH = OPTIONS_SHARED };

// What a hypervisor needs besides the memory of its guests: tables for it, and some of its own.
enum { DEPTH_MAX = 1000, OWN_FRAMES = 0x4000, NUMBER_SIZE = 24 };

// ORDER OPTIONS
static const struct option_row options_of_hypster[] = {
    {"--memory", "SIZE", "memory of each guest, such as 64M (default 1G)"},
    {"--max-insns", "N", "end a guest after N instructions, with status 124"},
    {"--timeout", "SECONDS", "end everything after that time, with status 124"},
    {"--slice", "N", "run in slices of N instructions, several guests in turn"},
    {"--guest", "'PROGRAM …'", "one more guest; words are separated by blanks"},
    {"--stats", NULL, "print counts on standard error at the end, on every level"},
    {"--depth", "N", "N hypervisors, each the guest of the one before (default 1)"},
    {NULL, NULL, NULL},
};

void hypster_help(void) {
    printf("Usage: hypster [OPTION ...] PROGRAM [ARGUMENT ...]\n"
           "Runs a MIPS executable, or a .c file, which is compiled first, by virtualization.\n\n");
    command_line_help(options_of_hypster);
}

static bool read_depth(const struct command_line *line, uint64_t *depth) {
    if (!command_line_number(line, depth))
        return false;
    if (*depth == 0 || *depth > DEPTH_MAX)
        command_line_bad_value(line, "1 to 1000");
    return *depth != 0 && *depth <= DEPTH_MAX;
}

// ---- the next hypervisor ----

struct arguments {
    int count;
    char **words;
};

static void add(struct arguments *arguments, const char *text) {
    char *copy = malloc(strlen(text) + 1);
    if (copy == NULL)
        panic("add: out of memory");
    arguments->words[arguments->count++] = strcpy(copy, text);
}

static void add_number(struct arguments *arguments, const char *option, uint64_t number) {
    char text[NUMBER_SIZE];
    snprintf(text, sizeof text, "%" PRIu64, number);
    add(arguments, option);
    add(arguments, text);
}

// The words of a guest that came as --guest have no blanks in them.
static void add_guest(struct arguments *arguments, const struct guest *guest) {
    size_t size = 0;
    for (int i = 0; i < guest->argc; i++)
        size += strlen(guest->argv[i]) + 1;
    char *text = malloc(size);
    if (text == NULL)
        panic("add_guest: out of memory");
    size = 0;
    for (int i = 0; i < guest->argc; i++) {
        size_t length = strlen(guest->argv[i]);
        memcpy(text + size, guest->argv[i], length);
        size += length;
        text[size++] = i + 1 < guest->argc ? ' ' : 0;
    }
    add(arguments, "--guest");
    add(arguments, text);
    free(text);
}

// The command line of the next of `depth` hypervisors, which has to run the same guests.
static struct arguments command_for(const struct settings *settings, uint32_t depth) {
    const struct guest *last = &settings->guests[settings->guest_count - 1];
    struct arguments arguments = {0, NULL};
    uint32_t most = 16 + 2 * settings->guest_count + (uint32_t)last->argc;
    arguments.words = calloc(most, sizeof *arguments.words);
    if (arguments.words == NULL)
        panic("command_for: out of memory");
    add(&arguments, "hypster");
    add_number(&arguments, "--depth", depth);
    add_number(&arguments, "--memory", (uint64_t)settings->frames * PAGE_SIZE);
    add_number(&arguments, "--max-insns", settings->max_instructions);
    if (settings->slice != 0)
        add_number(&arguments, "--slice", settings->slice);
    if (settings->stats)
        add(&arguments, "--stats");
    for (uint32_t i = 0; i + 1 < settings->guest_count; i++)
        add_guest(&arguments, &settings->guests[i]);
    add(&arguments, "--");
    for (int i = 0; i < last->argc; i++)
        add(&arguments, last->argv[i]);
    return arguments;
}

// The memory that the first of `depth` hypervisors needs, so that guests reach their limits first.
static uint32_t frames_for(const struct settings *settings, uint32_t depth) {
    uint64_t frames = (uint64_t)settings->frames * settings->guest_count;
    for (; depth > 0 && frames < FRAME_COUNT; depth--)
        frames += frames / 16 + OWN_FRAMES;
    return frames < FRAME_COUNT ? (uint32_t)frames : FRAME_COUNT;
}

static int boot(const struct settings *settings, uint32_t depth) {
    struct arguments arguments = command_for(settings, depth);
    struct guest guest = {.argc = arguments.count, .argv = arguments.words};
    struct settings below = *settings;
    unsigned char *bytes;
    uint32_t size;
    int32_t wrong = environment_own_image(&bytes, &size);
    const char *cause = wrong == 0 ? image_read(&guest.image, bytes, size) : "cannot be read";
    if (cause != NULL) {
        fprintf(stderr, "hypster: the image of the hypervisor: %s\n", cause);
        return STATUS_USAGE;
    }
    below.frames = frames_for(settings, depth);
    below.max_instructions = 0xffffffffffffffffu;
    below.slice = 0;
    below.guests = &guest;
    below.guest_count = 1;
    if (!environment_is_machine()) {
        below.command = "mipster";
        below.engine = emulate;
    }
    return (int)supervise(&below);
}

int hypster_main(int argc, char **argv) {
    struct settings settings;
    uint64_t depth = 1;
    struct command_line line = {
        .command = "hypster", .options = options_of_hypster, .argc = argc, .argv = argv, .next = 1};
    settings_start(&settings, "hypster", virtualize);
    for (int option; (option = command_line_option(&line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG ||
            !(option == OPTION_DEPTH ? read_depth(&line, &depth)
                                     : settings_apply(&settings, &line, option)))
            return STATUS_USAGE;
    }
    if (!settings_finish(&settings, &line))
        return STATUS_USAGE;
    if (!environment_is_machine())
        return boot(&settings, (uint32_t)depth);
    return depth > 1 ? boot(&settings, (uint32_t)depth - 1) : (int)supervise(&settings);
}
