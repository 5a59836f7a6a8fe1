// The mixter that compiles the guest image cannot carry it yet, nor libmixter, which does, too.
#include <stdio.h>

#include "../core/kernel/supervise.h"
#include "guest_image.h"

const unsigned char guest_image[1] = {0};
const uint32_t guest_image_size = 0;

uint32_t environment_debug(struct settings *settings, uint32_t depth) {
    (void)depth;
    fprintf(stderr, "%s: no debugger in this build\n", settings->command);
    return STATUS_USAGE;
}

uint32_t environment_debug_here(struct settings *settings, uint32_t depth) {
    return environment_debug(settings, depth);
}
