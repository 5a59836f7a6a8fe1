// The command is words, each with a 0 behind it: options, --, the program and its arguments. The
// calls are as twins have shared them: items after their sizes, in words (kernel/recording.c); or,
// with an engine of others, a recording.
#include "whole.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../kernel/recording.h"
#include "../memory.h"
#include "../twins.h"

enum { SCRIPT_SIZE = 0x10000, NUMBER_SIZE = 24 };

// ---- the command ----

// Options that were passed on, but for those that only say how to report, and what is outside.
static void add_passed_on(struct words *words, const struct words *passed_on) {
    for (int i = 0; i < passed_on->count; i++) {
        const char *word = passed_on->words[i];
        if (strcmp(word, "--files") == 0)
            i++;
        else if (strcmp(word, "--json") != 0 && strcmp(word, "--stats") != 0)
            words_add(words, word);
    }
}

static struct words command_of(const struct pair_settings *pair,
                               const struct verification *verification, char number[NUMBER_SIZE]) {
    const struct settings *settings = &pair->settings;
    struct words words = {0, 0, NULL};
    snprintf(number, NUMBER_SIZE, "%u", (unsigned)pair->depth);
    words_add(&words, pair->with != NULL ? "--with" : "--depth");
    words_add(&words, pair->with != NULL ? verification->slice.foreign->given : number);
    add_passed_on(&words, &settings->passed_on);
    for (int i = 0; i < verification->kept.count; i++)
        words_add(&words, verification->kept.words[i]);
    words_add(&words, "--");
    for (int i = 0; i < settings->guests[0].argc; i++)
        words_add(&words, settings->guests[0].argv[i]);
    return words;
}

static bool write_command(const struct words *words, const char *directory) {
    struct output output = directory_create(directory, "command");
    for (int i = 0; i < words->count; i++)
        directory_put(&output, words->words[i], (uint32_t)strlen(words->words[i]) + 1);
    return directory_finish(&output);
}

// The command is a comment: a word with a new line in it is shown without.
static bool write_script(const struct words *words, const char *directory) {
    static const char head[] = "#!/bin/sh\n# Runs the whole program again, on both engines, with "
                               "what system calls brought. It was:\n#   mixter verify";
    static const char tail[] = "\n# More options, which count instead: mixter verify --help\n"
                               "exec mixter replay \"$@\" \"$(dirname \"$0\")\"\n";
    char *text = memory_new(SCRIPT_SIZE);
    strcpy(text, head);
    for (int i = 0; i < words->count; i++) {
        size_t length = strlen(text);
        if (length + 2 > SCRIPT_SIZE / 2 ||
            (strcat(text, " "),
             !directory_quote(words->words[i], text + length + 1, SCRIPT_SIZE / 2 - length))) {
            strcpy(text + length, " ...");
            break;
        }
    }
    for (char *at = text + sizeof head - 1; *at != 0; at++)
        if (*at == '\n')
            *at = ' ';
    strcat(text, tail);
    bool is_written = directory_write(directory, "replay.sh", text, (uint32_t)strlen(text));
    free(text);
    return is_written;
}

// ---- the program and the calls ----

static bool write_program(const struct pair_settings *pair, const char *directory) {
    struct image image;
    const struct settings *settings = &pair->settings;
    if (!program_read_again(settings->loader, settings->guests[0].argv[0], &image))
        return false;
    bool is_written = directory_write(directory, "program", image.bytes, image.size);
    image_free(&image);
    return is_written;
}

// False if the item is not whole: there a twin has died.
static bool put_item(struct output *output, uint32_t size) {
    uint32_t *words = memory_new((size_t)size * sizeof *words);
    bool is_whole = environment_twin_get(TWIN_CALLS, words, size) == size;
    if (is_whole) {
        directory_put(output, &size, sizeof size);
        directory_put(output, words, size * 4);
    }
    free(words);
    return is_whole;
}

// An item without words is the end.
static bool write_calls(const struct verification *verification, const char *directory) {
    if (verification->calls != NULL) {
        uint32_t bytes;
        const void *words = recording_bytes(verification->calls, &bytes);
        return directory_write(directory, "calls", words, bytes);
    }
    struct output output = directory_create(directory, "calls");
    uint32_t size;
    environment_twin_get(TWIN_REWIND, &size, 0);
    while (environment_twin_get(TWIN_CALLS, &size, 1) == 1 && put_item(&output, size))
        ;
    size = 0;
    directory_put(&output, &size, sizeof size);
    return directory_finish(&output);
}

bool whole_write(const struct pair_settings *pair, const struct verification *verification,
                 const char *directory, struct failure *failure) {
    char number[NUMBER_SIZE];
    struct words words = command_of(pair, verification, number);
    const char *unfinished = directory_begin();
    bool is_written = write_program(pair, unfinished) && write_command(&words, unfinished) &&
                      write_calls(verification, unfinished) && write_script(&words, unfinished);
    free(words.words);
    return directory_end(directory, is_written, failure);
}

// ---- reading ----

bool whole_is(const char *directory) {
    return directory_has(directory, "calls");
}

struct words whole_command(const char *directory, char **options, int count) {
    char path[DIRECTORY_PATH];
    unsigned char *bytes;
    uint32_t size;
    struct words words = {0, 0, NULL};
    bool is_program = false;
    snprintf(path, sizeof path, "%s/command", directory);
    int32_t wrong = file_read(path, &bytes, &size);
    if (wrong != 0 || size == 0 || bytes[size - 1] != 0) {
        fprintf(stderr, "mixter replay: %s: %s\n", path,
                wrong != 0 ? environment_error_text(wrong) : "not what mixter verify has written");
        if (wrong == 0)
            free(bytes);
        return words;
    }
    words_add(&words, "mixter verify");
    for (uint32_t i = 0; i < size; i += (uint32_t)strlen((char *)bytes + i) + 1) {
        const char *word = (char *)bytes + i;
        for (int j = 0; !is_program && strcmp(word, "--") == 0 && j < count; j++)
            words_add(&words, options[j]);
        is_program = is_program || strcmp(word, "--") == 0;
        words_add(&words, word);
    }
    return words;
}

void whole_forget(struct words *words) {
    if (words->count > 1)
        free(words->words[1]); // the first of the bytes of them all
    free(words->words);
}

bool whole_program(const char *directory, struct guest *guest, struct failure *failure) {
    char path[DIRECTORY_PATH];
    snprintf(path, sizeof path, "%s/program", directory);
    return program_load(path, &guest->image, failure);
}

// How many words come before the end; false if that is not where the file ends.
static bool are_whole(const uint32_t *words, uint32_t count, uint32_t *before) {
    uint32_t at = 0;
    while (at < count && words[at] > 0 && words[at] < count - at)
        at += 1 + words[at];
    *before = at;
    return at + 1 == count && words[at] == 0;
}

bool whole_calls(const char *directory, struct failure *failure) {
    char path[DIRECTORY_PATH];
    unsigned char *bytes;
    uint32_t size;
    uint32_t count;
    snprintf(path, sizeof path, "%s/calls", directory);
    int32_t wrong = file_read(path, &bytes, &size);
    if (wrong != 0)
        return failure_set(failure, STATUS_USAGE, "%s: %s", path, environment_error_text(wrong));
    const uint32_t *words = (const uint32_t *)(const void *)bytes;
    bool is_good = size % 4 == 0 && are_whole(words, size / 4, &count);
    bool is_put = is_good && environment_twin_put(TWIN_CALLS, words, count) == count;
    free(bytes);
    return is_put || failure_set(failure, STATUS_USAGE, "%s: %s", path,
                                 is_good ? "out of memory" : "damaged");
}

struct recording *whole_recording(const char *directory, struct failure *failure) {
    char path[DIRECTORY_PATH];
    snprintf(path, sizeof path, "%s/calls", directory);
    struct recording *recording = recording_read(path, failure);
    if (recording != NULL)
        recording_be_quiet(recording, true);
    return recording;
}
