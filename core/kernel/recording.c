// A recording is a file of words, one item after the other:
//   MAGIC, version of this format
//   ENVIRONMENT, count of variables; for each of these: size with the 0 behind it, and the bytes,
//   padded to words CALL, number, $a0 to $a3, retired (two words), result, count of stores; for
//   each of these:
//       address, size, and the bytes, padded to words; without bytes: a page that the call was
//       the first to touch
//   PLACE, retired (two words), effects (two words): before a system call, and before the end
//   BRIEF, the same: before a system call, without a look at memory
//   DUE, the same: between them
//   END, exit status
// In version 3, which is still read, every place is a PLACE: due is one that another follows.
#include "recording.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../command_line.h"
#include "../environment.h"
#include "../memory.h"
#include "../output.h"
#include "kernel.h"
#include "program.h"
#include "system_calls.h"

enum { MAGIC = 0x4352584d, VERSION = 4, VERSION_OF_PLACES = 3 };
enum { CALL = 1, PLACE, END, ENVIRONMENT, DUE, BRIEF, CALL_WORDS = 8, PLACE_WORDS = 5 };
// Added to the size of what a call of twins has read.
static const uint32_t loaded = 0x80000000u;

struct recording {
    bool replayed;
    bool in_call;
    bool different;
    bool complete;
    bool quiet;
    uint32_t *words;
    uint32_t count;
    uint32_t capacity;
    uint32_t next;  // the word to be read; all have been, of one that is made
    uint32_t first; // word after the environment
    char **environment;
    uint32_t stores;            // place of the count of the call that is recorded
    struct recording_link link; // of twins; no functions: it is not shared
    bool keeps;                 // what came by it
};

// ---- words ----

static void put(struct recording *recording, uint32_t word) {
    if (recording->count == recording->capacity)
        recording->words =
            memory_larger(recording->words, &recording->capacity, sizeof *recording->words);
    recording->words[recording->count++] = word;
}

// Padded to words.
static void put_bytes(struct recording *recording, const void *bytes, uint32_t size) {
    for (uint32_t done = 0; done < size; done += 4) {
        uint32_t word = 0;
        memcpy(&word, (const unsigned char *)bytes + done, size - done < 4 ? size - done : 4);
        put(recording, word);
    }
}

// ---- twins ----

// An item goes from twin to twin after its size.
static void send(struct recording *recording, uint32_t start) {
    const struct recording_link *link = &recording->link;
    uint32_t size = recording->count - start;
    if (link->put == NULL)
        return;
    link->put(link->stream, &size, 1);
    link->put(link->stream, recording->words + start, size);
    recording->count = start;
}

// The next item of a replay is there. False if there is none any more.
static bool receive(struct recording *recording) {
    const struct recording_link *link = &recording->link;
    uint32_t size;
    if (link->get == NULL || recording->next < recording->count)
        return true;
    if (!recording->keeps)
        recording->next = recording->count = recording->first;
    if (link->get(link->stream, &size, 1) < 1)
        return false;
    while (size > recording->capacity - recording->count)
        recording->words =
            memory_larger(recording->words, &recording->capacity, sizeof *recording->words);
    uint32_t got = link->get(link->stream, recording->words + recording->count, size);
    recording->count += got;
    return got == size;
}

// ---- reading ----

// The next word of a replay, 0 at its end.
static uint32_t get(struct recording *recording) {
    return recording->next < recording->count ? recording->words[recording->next++] : 0;
}

// ---- files ----

struct recording *recording_start(char *const *environment) {
    struct recording *recording = memory_new(sizeof *recording);
    uint32_t count = 0;
    put(recording, MAGIC);
    put(recording, VERSION);
    while (environment[count] != NULL)
        count++;
    put(recording, ENVIRONMENT);
    put(recording, count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t size = (uint32_t)strlen(environment[i]) + 1;
        put(recording, size);
        put_bytes(recording, environment[i], size);
    }
    recording->first = recording->next = recording->count;
    return recording;
}

struct recording *recording_share(char *const *environment, const struct recording_link *link,
                                  bool replays, bool keeps) {
    struct recording *recording = recording_start(environment);
    recording->link = *link;
    recording->replayed = replays;
    recording->quiet = true;
    recording->keeps = keeps;
    return recording;
}

// Reads the environment of a replay; false if the recording is damaged.
static bool read_environment(struct recording *recording) {
    bool is_there = get(recording) == ENVIRONMENT;
    uint32_t count = get(recording);
    if (!is_there || count > recording->count - recording->next)
        return false;
    recording->environment = memory_new(((size_t)count + 1) * sizeof *recording->environment);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t size = get(recording);
        char *text = (char *)&recording->words[recording->next];
        if (size == 0 || size > (recording->count - recording->next) * 4 || text[size - 1] != 0)
            return false;
        recording->environment[i] = text;
        recording->next += (size + 3) / 4;
    }
    recording->first = recording->next;
    return true;
}

// What is wrong with the beginning, or NULL.
static const char *read_head(struct recording *recording) {
    if (get(recording) != MAGIC)
        return "is no recording";
    uint32_t version = get(recording);
    if (version != VERSION && version != VERSION_OF_PLACES)
        return "the recording of another version of this program";
    return read_environment(recording) ? NULL : "the recording is damaged";
}

static struct recording *parse(const char *name, const unsigned char *bytes, uint32_t size,
                               struct failure *failure) {
    struct recording *recording = memory_new(sizeof *recording);
    recording->replayed = true;
    for (uint32_t i = 0; i + 4 <= size; i += 4)
        put(recording, image_word(bytes + i));
    const char *wrong = read_head(recording);
    if (wrong == NULL)
        return recording;
    failure_set(failure, STATUS_USAGE, "%s: %s", name, wrong);
    recording_free(recording);
    return NULL;
}

struct recording *recording_of_bytes(const void *bytes, uint32_t size, struct failure *failure) {
    return parse("recording", bytes, size, failure);
}

const void *recording_bytes(const struct recording *recording, uint32_t *size) {
    *size = recording->count * 4;
    return recording->words;
}

struct recording *recording_read(const char *path, struct failure *failure) {
    unsigned char *bytes;
    uint32_t size;
    int32_t wrong = file_read(path, &bytes, &size);
    if (wrong != 0) {
        failure_set(failure, STATUS_USAGE, "%s: %s", path,
                    wrong == -ERROR_NOENT ? "no such file" : environment_error_text(wrong));
        return NULL;
    }
    struct recording *recording = parse(path, bytes, size, failure);
    free(bytes);
    return recording;
}

char *const *recording_environment(const struct recording *recording) {
    return recording->environment;
}

static bool is_written(const char *path, int32_t wrong, struct failure *failure) {
    return wrong >= 0 || failure_set(failure, STATUS_USAGE, "%s: cannot be written: %s", path,
                                     environment_error_text(wrong));
}

bool recording_may_write(const char *path, struct failure *failure) {
    return is_written(path, output_check(path), failure);
}

bool recording_write(const struct recording *recording, const char *path, struct failure *failure) {
    return is_written(path, output_file(path, 0666, recording->words, recording->count * 4),
                      failure);
}

void recording_free(struct recording *recording) {
    free(recording->environment);
    free(recording->words);
    free(recording);
}

void recording_be_quiet(struct recording *recording, bool quiet) {
    recording->quiet = quiet;
}

static bool is_place(uint32_t kind) {
    return kind == PLACE || kind == DUE || kind == BRIEF;
}

uint64_t recording_instructions(const struct recording *recording) {
    const uint32_t *words = recording->words;
    uint64_t retired = 0;
    for (uint32_t i = recording->first; i + PLACE_WORDS < recording->count;) {
        if (is_place(words[i])) {
            retired = (uint64_t)words[i + 2] * 0x100000000u + words[i + 1];
            i += PLACE_WORDS;
        } else {
            uint32_t stores = words[i + CALL_WORDS + 1];
            for (i += CALL_WORDS + 2; stores > 0 && i + 1 < recording->count; stores--)
                i += 2 + (words[i + 1] + 3) / 4;
        }
    }
    return retired;
}

bool recording_is_equal(const struct recording *recording) {
    return recording->complete && !recording->different;
}

// ---- positions ----

uint32_t recording_position(const struct recording *recording) {
    return recording->next;
}

void recording_return(struct recording *recording, uint32_t position) {
    recording->next = position;
    recording->different = recording->complete = false;
}

bool recording_is_behind(const struct recording *recording) {
    return !recording->replayed && recording->next < recording->count;
}

void recording_cut(struct recording *recording) {
    recording->count = recording->next;
}

static bool is_read(const struct recording *recording) {
    return recording->replayed || recording_is_behind(recording);
}

// ---- differences ----

static void differ(struct process *process, const char *cause) {
    char text[128];
    if (process->recording->different)
        return;
    process->recording->different = true;
    snprintf(text, sizeof text, "DIFFERENT from the recording after %" PRIu64 " instructions: %s",
             context_retired(process->context), cause);
    process_exit(process, 1);
    process->end = END_DIFFERENT;
    if (!process->recording->quiet)
        process_note(process, text, process->context[CONTEXT_PC], EXPLAIN_PLACE);
}

// Whether the next item of the replay is this.
static bool expect(struct recording *recording, const uint32_t *words, uint32_t count) {
    bool equal = true;
    for (uint32_t i = 0; i < count; i++)
        equal = get(recording) == words[i] && equal;
    return equal;
}

// ---- system calls ----

// What a call has read has the same bytes here.
static void compare_load(struct process *process, uint32_t address, uint32_t size) {
    struct recording *recording = process->recording;
    const unsigned char *bytes = (const unsigned char *)&recording->words[recording->next];
    unsigned char *own = process->kernel->transfer;
    if (size > (recording->count - recording->next) * 4 ||
        process_extent(process, address, size, ACCESS_READ) < size) {
        differ(process, "the recording is damaged");
        return;
    }
    for (uint32_t done = 0, part; done < size && !process->ended; done += part) {
        part = size - done < TRANSFER_SIZE ? size - done : TRANSFER_SIZE;
        if (process_load(process, address + done, own, part) &&
            memcmp(own, bytes + done, part) != 0)
            differ(process, "other bytes for a system call");
    }
    recording->next += (size + 3) / 4;
}

static void put_stores_of_call(struct process *process) {
    struct recording *recording = process->recording;
    for (uint32_t count = get(recording); count > 0 && !process->ended; count--) {
        uint32_t address = get(recording);
        uint32_t size = get(recording);
        bool is_load = size == 0;
        if (size >= loaded && recording->link.get != NULL) {
            compare_load(process, address, size - loaded);
            continue;
        }
        if (size > (recording->count - recording->next) * 4 ||
            (is_load && process_extent(process, address, 1, ACCESS_READ) == 0) ||
            process_extent(process, address, size, ACCESS_WRITE) < size) {
            differ(process, "the recording is damaged");
            return;
        }
        if (is_load)
            process_touch(process, address);
        process_store(process, address, &recording->words[recording->next], size);
        recording->next += (size + 3) / 4;
    }
}

int32_t recording_call(struct process *process, int32_t (*serve)(struct process *, uint32_t)) {
    struct recording *recording = process->recording;
    const uint32_t *context = process->context;
    uint32_t number = context[REGISTER_V0];
    const uint32_t head[CALL_WORDS] = {CALL,
                                       number,
                                       context[REGISTER_A0],
                                       context[REGISTER_A1],
                                       context[REGISTER_A2],
                                       context[REGISTER_A3],
                                       context[CONTEXT_RETIRED_LOW],
                                       context[CONTEXT_RETIRED_HIGH]};
    if (is_read(recording)) {
        if (!receive(recording) || !expect(recording, head, CALL_WORDS)) {
            differ(process, "another system call");
            return 0;
        }
        int32_t result = (int32_t)get(recording);
        put_stores_of_call(process);
        if (system_call_is_local(number) && serve(process, number) != result && !process->ended)
            differ(process, "another result of a system call");
        return result;
    }
    uint32_t start = recording->count;
    for (uint32_t i = 0; i < CALL_WORDS; i++)
        put(recording, head[i]);
    uint32_t result_place = recording->count;
    put(recording, 0);
    recording->stores = recording->count;
    put(recording, 0);
    recording->in_call = true;
    int32_t result = serve(process, number);
    recording->in_call = false;
    recording->words[result_place] = (uint32_t)result;
    if (result == -ERROR_INTR)
        recording->count = start;
    else
        send(recording, start);
    recording->next = recording->count;
    return result;
}

void recording_load(struct process *process, uint32_t address, const void *bytes, uint32_t size) {
    struct recording *recording = process->recording;
    if (!recording->in_call || recording->link.put == NULL || size == 0)
        return;
    recording->words[recording->stores]++;
    put(recording, address);
    put(recording, size + loaded);
    put_bytes(recording, bytes, size);
}

void recording_store(struct process *process, uint32_t address, const void *bytes, uint32_t size) {
    struct recording *recording = process->recording;
    if (!recording->in_call || size == 0)
        return;
    recording->words[recording->stores]++;
    put(recording, address);
    put(recording, size);
    put_bytes(recording, bytes, size);
}

void recording_touch(struct process *process, uint32_t page) {
    struct recording *recording = process->recording;
    if (!recording->in_call)
        return;
    recording->words[recording->stores]++;
    put(recording, page);
    put(recording, 0);
}

// ---- digests ----

static bool is_old(const struct recording *recording) {
    return recording->words[1] == VERSION_OF_PLACES;
}

// The kind of the next item that is read, or 0.
static uint32_t next_kind(const struct recording *recording) {
    return is_read(recording) && recording->next < recording->count
               ? recording->words[recording->next]
               : 0;
}

uint64_t recording_due(const struct recording *recording, uint64_t otherwise) {
    const uint32_t *item = recording->words + recording->next;
    if (!is_place(next_kind(recording)) || recording->count - recording->next <= PLACE_WORDS)
        return otherwise;
    bool is_due = item[0] == DUE || (is_old(recording) && item[PLACE_WORDS] == PLACE);
    // A run that passes the place of a system call has not made it.
    return (uint64_t)item[2] * 0x100000000u + item[1] + !is_due;
}

enum place recording_place_of_call(const struct recording *recording, enum place otherwise) {
    uint32_t kind = next_kind(recording);
    return kind == BRIEF ? PLACE_BRIEF : kind == PLACE ? PLACE_FULL : otherwise;
}

void recording_place(struct process *process, const struct digest *digest, enum place place) {
    static const uint32_t kinds[] = {PLACE, BRIEF, DUE};
    struct recording *recording = process->recording;
    uint64_t retired = context_retired(process->context);
    uint64_t effects = digest_effects(digest);
    const uint32_t item[PLACE_WORDS] = {
        is_old(recording) ? (uint32_t)PLACE : kinds[place], (uint32_t)(retired % 0x100000000u),
        (uint32_t)(retired / 0x100000000u), (uint32_t)(effects % 0x100000000u),
        (uint32_t)(effects / 0x100000000u)};
    if (is_read(recording)) {
        if (!expect(recording, item, PLACE_WORDS))
            differ(process, "another digest of effects");
        return;
    }
    for (uint32_t i = 0; i < PLACE_WORDS; i++)
        put(recording, item[i]);
    recording->next = recording->count;
}

void recording_end(struct process *process) {
    struct recording *recording = process->recording;
    const uint32_t item[2] = {END, process->status};
    if (recording->link.put != NULL) // twins compare their ends themselves
        return;
    if (!is_read(recording)) {
        put(recording, END);
        put(recording, process->status);
        recording->next = recording->count;
        return;
    }
    if (!recording->different && !expect(recording, item, 2))
        differ(process, "another end");
    recording->complete = true;
}
