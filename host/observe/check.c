// --check: each context that is chosen has a checker of its memory (host/check) from its first
// instruction on.
#include <stddef.h>
#include <stdlib.h>

#include "../../core/memory.h"
#include "../../core/mipster/run.h"
#include "../check/check.h"
#include "observe.h"

struct checking {
    struct check_run run;
};

bool checking_start(struct watching *watching) {
    const struct observe_request *request = &watching->request;
    watching->checking = memory_new(sizeof *watching->checking);
    watching->checking->run.options =
        (struct check_options){.command = request->command,
                               .status = (uint32_t)request->check_status,
                               .suppressions = request->suppressions,
                               .json = request->check_json,
                               .files = request->files,
                               .root = request->root};
    return check_start(&watching->checking->run);
}

static void begin(struct seen *seen, const uint32_t *context) {
    struct watching *watching = seen->contexts->watching;
    seen_name(seen);
    if (seen->names->image.bytes == NULL) {
        fprintf(stderr, "%s: --check: context %s: its program is not found\n",
                watching->request.command, seen->path);
        exit(STATUS_USAGE);
    }
    seen->checker =
        checker_create(&watching->checking->run, seen->machine, seen->names->program,
                       watching->choice.several ? seen->path : NULL, &seen->names->image, context);
    if (seen->checker == NULL)
        exit(STATUS_USAGE);
}

enum exception checking_run(struct seen *seen, engine *engine, uint32_t *context, uint64_t budget) {
    if (seen->checker == NULL)
        begin(seen, context);
    return checker_run(seen->checker, context, budget, engine != run);
}

void checking_before_step(struct seen *seen, uint32_t *words, uint32_t word) {
    if (seen->checker == NULL)
        begin(seen, words);
    checker_set_context(seen->checker, words);
    checker_before_step(seen->checker, words, word);
}

void checking_after_step(struct seen *seen, const uint32_t *words) {
    checker_after_step(seen->checker, words);
}

void checking_waits(struct seen *seen) {
    if (seen->checker != NULL)
        calls_begin(seen->checker, seen->words);
}

void checking_completed(struct seen *seen, const uint32_t *context) {
    if (seen->checker != NULL)
        calls_complete(seen->checker, seen->words, context);
}

void checking_ended(struct seen *seen) {
    if (seen->checker != NULL)
        checker_end(seen->checker);
    seen->checker = NULL;
}

uint32_t checking_finish(struct watching *watching, uint32_t status) {
    return check_end(&watching->checking->run, status);
}
