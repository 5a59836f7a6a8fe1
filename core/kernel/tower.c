// Towers: this program as a guest of itself. A hypervisor or a mixter needs a machine beneath it;
// on the host the command boots one, mipster, and on it itself, from the image that it carries. In
// the same way more than one hypervisor is put beneath the programs: each boots the next, which its
// own image contains, with the same options but a smaller depth.
#include "supervise.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../machine/machine.h"
#include "program.h"

enum { NUMBER_SIZE = 24 };

void settings_pass_word(struct settings *settings, const char *word) {
    words_add(&settings->passed_on, word);
}

void settings_pass_on(struct settings *settings, const struct command_line *line) {
    words_add(&settings->passed_on, line->option->name);
    if (line->option->value != NULL)
        words_add(&settings->passed_on, line->value);
}

uint32_t tower_boot(struct settings *settings, const char *name, engine *engine, uint32_t depth) {
    struct settings below;
    struct loader none = {.command = environment_is_machine() ? "hypster" : "mipster"};
    struct words command = {0, 0, NULL};
    struct guest guest = {0};
    char number[NUMBER_SIZE];
    struct own_image own;
    int32_t wrong = environment_own_image(&own);
    const char *cause = wrong == -ERROR_NOMEM   ? "out of memory"
                        : wrong == -ERROR_MFILE ? FILES_TOO_FEW
                                                : "cannot be read";
    if (wrong == 0)
        cause = image_read_running(&guest.image, &own);
    if (cause != NULL) {
        fprintf(stderr, "%s: the image of this program: %s\n", settings->command, cause);
        return STATUS_USAGE;
    }
    if (settings_machine(settings) == NULL || settings_emulator(settings) == NULL)
        return STATUS_USAGE;
    settings_start(&below, &none, environment_is_machine() ? engine : settings->emulator);
    snprintf(number, sizeof number, "%u", (unsigned)depth);
    words_add(&command, name);
    words_add(&command, "--depth");
    words_add(&command, number);
    for (int i = 0; i < settings->passed_on.count; i++)
        words_add(&command, settings->passed_on.words[i]);
    words_add(&command, "--");
    for (int i = 0; i < settings->program.count; i++)
        words_add(&command, settings->program.words[i]);
    guest.argc = command.count;
    guest.argv = command.words;
    below.machine = settings->machine;
    below.emulator = settings->emulator;
    below.timeout = settings->timeout;
    below.status_file = settings->status_file;
    below.tower = settings;
    below.tower_depth = depth;
    below.stats = settings->stats;
    below.observer = settings->observer;
    below.frames = tower_frames((uint64_t)settings->frames * settings->guest_count, depth);
    below.guests = &guest;
    below.guest_count = 1;
    uint32_t status = supervise(&below);
    free(command.words);
    return status;
}
