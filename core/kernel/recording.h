// Recordings: what came into a run from outside, its environment and system calls with their
// results, and the digest of effects at every place where one is taken (digest.h). A replay gets
// the same from the recording without touching anything outside, on whatever engine, depth and
// schedule, and has to come to the same digests; where it does not, it ends.
#ifndef RECORDING_H
#define RECORDING_H

#include "digest.h"
#include "process.h"

struct recording;

struct recording *recording_start(char *const *environment);
// Reads a recording to be replayed. NULL if there is none.
struct recording *recording_read(const char *path, struct failure *failure);
struct recording *recording_of_bytes(const void *bytes, uint32_t size, struct failure *failure);
// What was recorded so far, as it is in a file. Stays until more is recorded.
const void *recording_bytes(const struct recording *recording, uint32_t *size);
// Whether it could be written, before the run.
bool recording_may_write(const char *path, struct failure *failure);
// Writes what was recorded. False if it cannot be written.
bool recording_write(const struct recording *recording, const char *path, struct failure *failure);
void recording_free(struct recording *recording);
// The environment of the program, ending with NULL. Stays as long as the recording.
char *const *recording_environment(const struct recording *recording);

// Where a run that is recorded is, for whoever goes back to a place before. From there it is as a
// replay up to where the recording ends, and goes on with that.
uint32_t recording_position(const struct recording *recording);
void recording_return(struct recording *recording, uint32_t position);
bool recording_is_behind(const struct recording *recording);
// Forgets what follows: the run is going to be another one.
void recording_cut(struct recording *recording);

// Serves a system call by `serve`, or from the recording. Returns the result.
int32_t recording_call(struct process *process, int32_t (*serve)(struct process *, uint32_t));
// The kernel stores to the process.
void recording_store(struct process *process, uint32_t address, const void *bytes, uint32_t size);
// The kernel has read from the process.
void recording_load(struct process *process, uint32_t address, const void *bytes, uint32_t size);
// The kernel is the first to read from a page of the process, which maps it.
void recording_touch(struct process *process, uint32_t page);
// Where a digest is taken: before a system call and at the end, with memory; before a system call,
// without it; and when it is due.
enum place { PLACE_FULL, PLACE_BRIEF, PLACE_DUE };
void recording_place(struct process *process, const struct digest *digest, enum place place);
// How many instructions have retired where the next digest is due, and which one is taken before
// the system call that follows: by the recording that is read, or as given.
uint64_t recording_due(const struct recording *recording, uint64_t otherwise);
enum place recording_place_of_call(const struct recording *recording, enum place otherwise);
// The process has ended.
void recording_end(struct process *process);

// A recording that twins share: what one records with it the others replay, each call when it is
// needed. Nothing is kept but by one that goes back. Bytes that calls read are compared as well.
struct recording_link {
    uint32_t (*put)(uint32_t stream, const uint32_t *words, uint32_t count);
    uint32_t (*get)(uint32_t stream, uint32_t *words, uint32_t count);
    uint32_t stream;
};
struct recording *recording_share(char *const *environment, const struct recording_link *link,
                                  bool replays, bool keeps);

// Whether a difference is to be noted.
void recording_be_quiet(struct recording *recording, bool quiet);
// How many instructions a recording that was read has, up to its last digest.
uint64_t recording_instructions(const struct recording *recording);
// Of a replay: it was the same up to its end.
bool recording_is_equal(const struct recording *recording);

#endif
