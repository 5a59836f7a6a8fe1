// A machine: its memory, in frames, and all that is remembered of what they hold. Nothing of a
// machine is anywhere else, so that machines do not influence each other, in whatever threads they
// run. Contexts and page tables are in the frames, where their supervisor puts them.
#ifndef MACHINE_H
#define MACHINE_H

#include <stdbool.h>
#include <stdint.h>

#include "context.h"
#include "frames.h"
#include "switch.h"

struct machine {
    unsigned char *memory; // where frame 0 would be (frame_words)
    struct arena *arena;   // that frames come from (environment.h)
    struct frames frames;
    struct switching run;
    // What each part keeps, from when it is needed first to the end of the machine.
    struct switch_step *step;        // switch_step.c
    struct shadows *shadows;         // shadow.c
    struct interpreter *interpreter; // mipster/cache.c
    struct translator *translator;   // host/translate;
    bool has_no_translator;          // it was asked for, and this host cannot
    struct observer *observer;       // whose engines run on it (kernel/observe.h); NULL: nobody's
};

// NULL and the reason in *wrong if there is no memory for it.
struct machine *machine_create(const char **wrong);
void machine_destroy(struct machine *machine);

static inline uint32_t *frame_words(const struct machine *machine, uint32_t frame) {
    return (uint32_t *)(void *)(machine->memory + frame);
}

#endif
