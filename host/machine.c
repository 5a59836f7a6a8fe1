// The host is no MIPS machine: it has no switch, and the guest image is carried inside the
// executable.
#include <stddef.h>
#include <string.h>

#include "../core/environment.h"
#include "guest_image.h"

bool environment_is_machine(void) {
    return false;
}

int32_t environment_switch(uint32_t *block, uint32_t budget_low, uint32_t budget_high) {
    (void)block, (void)budget_low, (void)budget_high;
    return -ERROR_NOSYS;
}

int32_t environment_own_image(struct own_image *own) {
    memset(own, 0, sizeof *own);
    if (guest_image_size == 0)
        return -ERROR_NOENT;
    own->bytes = guest_image;
    own->size = own->rest_at = own->rest_end = guest_image_size;
    return 0;
}

uint32_t environment_frame_at(const void *bytes) {
    (void)bytes;
    return 0;
}
