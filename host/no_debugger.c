// For a mixter without libmixter: the one that compiles the guest image, which libmixter carries,
// and those of tests.
#include <stdio.h>

#include "../core/kernel/supervise.h"

uint32_t environment_debug(struct settings *settings, uint32_t depth) {
    (void)depth;
    fprintf(stderr, "%s: no debugger in this build\n", settings->command);
    return STATUS_USAGE;
}

uint32_t environment_why(struct settings *settings, uint32_t depth,
                         const struct why_request *request) {
    (void)request;
    return environment_debug(settings, depth);
}

uint32_t environment_debug_here(struct settings *settings, uint32_t depth) {
    return environment_debug(settings, depth);
}

uint32_t environment_step(struct settings *settings, uint32_t depth,
                          const struct step_request *request) {
    (void)request;
    return environment_debug(settings, depth);
}
