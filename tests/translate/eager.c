// Linked instead of host/translate/tuning.c: the translator does everything it can, with little
// room.
#include "../../host/translate/tuning.h"

const struct translate_tuning translate_tuning = {
    .small_budget = 0,
    .window_after = 500,
    .window_faults = 12,
    .code_bytes = 0x40000,
    .spaces = 3,
    .host_mappings = 100,
    .checked_after = 2,
};
