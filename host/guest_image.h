// mixter as a guest, an executable that starc has made of PROGRAMS: carried by the host's mixter.
#ifndef GUEST_IMAGE_H
#define GUEST_IMAGE_H

#include <stdint.h>

extern const unsigned char guest_image[];
extern const uint32_t guest_image_size; // 0 in the mixter that is there to compile it

#endif
