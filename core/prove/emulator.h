// The program whose emulator is proved, as a guest that has come to the call of step().
#ifndef EMULATOR_H
#define EMULATOR_H

#include "../machine/image.h"
#include "execute.h"

// Boots the image, which is mixter's, and runs it up to the call. NULL, or what is wrong.
const char *emulator_boot(struct emulator *emulator, const struct image *image);
// Runs the library's routine for AND on all pairs of bytes, at each place in the word, with zeros
// and with ones around. NULL, or what is wrong.
const char *emulator_check_and(const struct emulator *emulator);
void emulator_end(struct emulator *emulator);

#endif
