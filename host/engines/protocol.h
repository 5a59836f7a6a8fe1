// The lines that an engine in a process of its own is asked and answers (docs/engines.md). All
// numbers are hexadecimal, without prefix; bytes are pairs of digits, in the order of memory.
#ifndef PROTOCOL_H
#define PROTOCOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../core/machine/context.h"

// Lines that say everything of a context or of a page are shorter.
enum { PROTOCOL_LINE = 16384, PROTOCOL_PAGE = 4096 };

// "mixter-engine 1 NAME CAPABILITY ...": the first line of an engine.
#define PROTOCOL_GREETING "mixter-engine 1 "

// Capabilities (include/mixter-engine.h) by name; 0 if there is none of this name.
uint32_t protocol_capability(const char *name, size_t length);
// Of exactly one capability.
const char *protocol_capability_name(uint32_t capability);

// Reasons to stop (include/mixter-engine.h), by number from 1 on.
enum { PROTOCOL_REASONS = 11 };
extern const char *const protocol_reasons[PROTOCOL_REASONS];

// Appends to a text of PROTOCOL_LINE bytes, which has room.
size_t protocol_put_bytes(char *text, size_t length, const unsigned char *bytes, size_t size);
// " NAME=VALUE" for each word that is not 0.
size_t protocol_put_context(char *text, size_t length, const uint32_t *context);

// Each moves *at behind what it has read, and the blank after it. False if it is something else.
bool protocol_number(const char **at, uint64_t most, uint64_t *number);
bool protocol_bytes(const char **at, unsigned char *bytes, size_t size);
// Words that are not named are 0.
bool protocol_context(const char **at, uint32_t *context);

#endif
