// A machine: its memory, in frames, and everything that is cached of their contents. A machine has
// no state anywhere else, so machines never influence each other, whatever threads they run in.
// Contexts and page tables are in the frames, where their supervisor puts them.
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
    // State of modules, allocated on first use.
    struct switch_step *step;        // switch_step.c
    struct shadows *shadows;         // shadow.c
    struct interpreter *interpreter; // mipster/cache.c
    struct translator *translator;   // host/translate;
    bool has_no_translator;          // creating one has failed
    struct observer *observer;       // drives the engines (kernel/observe.h); NULL: none
};

// NULL and the reason in *wrong if there is no memory for it.
struct machine *machine_create(const char **wrong);
void machine_destroy(struct machine *machine);

static inline uint32_t *frame_words(const struct machine *machine, uint32_t frame) {
    return (uint32_t *)(void *)(machine->memory + frame);
}

#endif
