#include "tuning.h"

const struct translate_tuning translate_tuning = {
    .small_budget = 200,
    .window_after = 3000000,
    .window_faults = 12,
    .code_bytes = 16 << 20, // a quarter of the default of --code-cache
    .spaces = 4096,
    .host_mappings = 40000,
    .checked_after = 8,
    .spaces_after = 100000,
};
