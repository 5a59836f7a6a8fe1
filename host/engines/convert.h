// Contexts of Mixter and those of include/mixter-engine.h.
#ifndef CONVERT_H
#define CONVERT_H

#include <stdint.h>

#include "../../include/mixter-engine.h"

void convert_to_theirs(struct mixter_engine_context *to, const uint32_t *from);
// Other words stay what they are.
void convert_to_ours(uint32_t *to, const struct mixter_engine_context *from);

#endif
