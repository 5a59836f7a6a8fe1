// A twin: one of two processes that run a guest side by side, each on one engine, in the state that
// it is in otherwise: ordinary page tables, no page write-protected. The one that leads serves
// system calls and tells the other; the other compares.
#ifndef TWIN_H
#define TWIN_H

#include "../twins.h"
#include "verify.h"

// Runs the programs of the settings as a twin, on one of the engines of the verification. Returns
// the exit status.
uint32_t twin_run(struct settings *settings, struct verification *verification,
                  enum twin_role role);

// As the third one, which finds the place where they differ, as it has been requested.
uint32_t twin_locate(struct settings *settings, struct verification *verification);

// How twins share system calls.
extern const struct recording_link twin_link;

// Fills in verdict and counts, and puts it.
void twin_put_result(uint32_t *words, enum twin_verdict verdict,
                     const struct comparison *comparison);
void twin_get_counts(const uint32_t *words, struct comparison *comparison);
void twin_put_counts(uint32_t *words, const struct comparison *comparison);

#endif
