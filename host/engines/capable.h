// What an engine of others is capable of (include/mixter-engine.h), and what that means for a
// comparison.
#ifndef CAPABLE_H
#define CAPABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "../../include/mixter-engine.h"
#include "remote.h"

// Capabilities that are about certain instructions.
enum { CAPABLE_INSTRUCTIONS = MIXTER_ENGINE_LINKS | MIXTER_ENGINE_FLOATS | MIXTER_ENGINE_HARDWARE };

// What an engine needs for this instruction.
uint32_t capable_needs(uint32_t word);
// Whether it tells this word of the context.
bool capable_tells(uint32_t word, uint32_t capabilities);
// False if it never stops at a known place.
bool capable_is_enough(const struct remote *remote, struct failure *failure);

enum { CAPABLE_TEXT = 128 };
// "exceptions, slots, ...": what it does not declare. Empty: nothing.
void capable_say_lacks(uint32_t capabilities, char text[CAPABLE_TEXT]);

#endif
