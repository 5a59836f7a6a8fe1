// The program whose emulator is proved, as a guest that has come to where the proof begins.
#ifndef EMULATOR_H
#define EMULATOR_H

#include "../machine/image.h"
#include "execute.h"

// Boots the image, which is mixter's, as a stand (stand.h), and runs it up to the function. NULL,
// or what is wrong.
const char *emulator_boot(struct emulator *emulator, const struct image *image, const char *stand,
                          const char *function);
// At the call of step(): where its context and the guest's pages are.
void emulator_find_guest(struct emulator *emulator);
// Runs the library's routine for AND on all pairs of bytes, at each place in the word, with zeros
// and with ones around. NULL, or what is wrong.
const char *emulator_check_and(const struct emulator *emulator);
void emulator_end(struct emulator *emulator);

#endif
