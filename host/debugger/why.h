// Where a value came from: dynamic slices, backward. Windows of the run before a place are executed
// again with each instruction shown (mixter_trace), and searched from their ends for what has
// written the value: from a load to the store, from arithmetic to its operands, up to an origin.
//
//   why_run.c      the run: windows of it, its system calls
//   why_slice.c    the search: a graph of instructions
//   why_input.c    what an instruction has read
//   why_bytes.c    parts of words on the machine of 17 instructions
//   why_origin.c   where a search ends, and which of several inputs matters
//   why_story.c    the main chain of the graph, in steps that are worth telling
//   why_place.c    names in the code
//   why_type.c     names of what is at an address, and expressions, by their types
//   why_words.c    all that in words; why_input_words.c: what came from outside
//   why_report.c   as text and as JSON
//   why_ask.c      questions: what, and at which place
//   why_command.c  mixter why, and --why
//
// For others who have a run with a history (the checker: where did this pointer, this index come
// from?):
//
//     struct why_run *run = why_run_start(machine, history, image, "0");   // before it runs
//     history_run(history, MIXTER_NO_BUDGET, &stop);                       // as usual
//     struct why_question question = {.place = stop.total, .reg = 4};     // or .address and .size
//     struct why_answer *answer = why_find(run, &question);
//     why_print(answer, stderr, WHY_STEPS);
//     why_answer_free(answer);
//     why_run_end(run);
#ifndef WHY_H
#define WHY_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "../../core/machine/image.h"
#include "../../include/mixter.h"
#include "history.h"

// The run of one context. The image is that of the program it runs.
struct why_run;

// Begins with a machine whose run has a history and is at its beginning: from now on system calls
// of the context are noted, as the run goes forward for the first time. NULL: no memory.
struct why_run *why_run_start(struct mixter *machine, struct history *history,
                              const struct image *image, const char *path);
void why_run_end(struct why_run *run);

// A value: of a register, or of `size` bytes (1 to 8) of memory.
struct why_question {
    uint64_t place;   // before the instruction with this number (history.h)
    uint32_t reg;     // of the context, by its number in core/isa/isa.h; 0: memory,
    uint32_t address; // here
    uint32_t size;
    const char *name; // what the report calls it; NULL: by register or address
};

struct why_answer;

// Finds it out; the machine is somewhere else afterwards (history_go returns). NULL after an error:
// mixter_message has it.
struct why_answer *why_find(struct why_run *run, const struct why_question *question);
void why_answer_free(struct why_answer *answer);

enum { WHY_STEPS = 12 }; // that are printed, unless somebody wants more

void why_print(const struct why_answer *answer, FILE *file, uint32_t most);
void why_print_json(const struct why_answer *answer, FILE *file);

#endif
