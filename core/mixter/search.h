// Searches for schedules that make a difference: a program is recorded once, by emulation, and then
// replayed under random schedules, depths and percentages, which all have to reproduce the digests
// of the recording.
#ifndef SEARCH_H
#define SEARCH_H

#include "options.h"

// Returns the exit status: 0 if all of `count` schedules from number `first` on are equal, 1 if one
// is not, which is reduced to few hand-overs and reported, 125 after an error message.
uint32_t search_schedules(const struct pair_settings *pair, uint32_t first, uint32_t count,
                          bool json);

#endif
