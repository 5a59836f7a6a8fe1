#include "capable.h"

#include <stdio.h>
#include <string.h>

#include "../../core/command_line.h"
#include "../../core/isa/isa.h"
#include "../../core/machine/context.h"

uint32_t capable_needs(uint32_t word) {
    enum isa_operation operation = isa_decode(word);
    if (operation == ISA_LL || operation == ISA_SC)
        return MIXTER_ENGINE_LINKS;
    if (operation == ISA_RDHWR)
        return MIXTER_ENGINE_HARDWARE;
    return isa_is_coprocessor(operation) ? MIXTER_ENGINE_FLOATS : 0;
}

bool capable_tells(uint32_t word, uint32_t capabilities) {
    if (word == CONTEXT_LINK || word == CONTEXT_LINK_VALUE)
        return capabilities & MIXTER_ENGINE_LINKS;
    if (word >= CONTEXT_FPR && word <= CONTEXT_FCSR)
        return capabilities & MIXTER_ENGINE_FLOATS;
    if (word == CONTEXT_USER_LOCAL)
        return capabilities & MIXTER_ENGINE_HARDWARE;
    return (word > 0 && word < CONTEXT_USER_LOCAL);
}

bool capable_is_enough(const struct remote *remote, struct failure *failure) {
    uint32_t stops = MIXTER_ENGINE_BUDGETS | MIXTER_ENGINE_STEPS | MIXTER_ENGINE_EXCEPTIONS;
    return (remote->capabilities & stops) != 0 ||
           failure_set(failure, STATUS_USAGE,
                       "%s: it declares none of budgets, steps and exceptions, so there is no "
                       "place to compare at",
                       remote->given);
}

void capable_say_lacks(uint32_t capabilities, char text[CAPABLE_TEXT]) {
    // Whoever has budgets does not need steps.
    uint32_t all = MIXTER_ENGINE_BUDGETS | MIXTER_ENGINE_SLOTS | MIXTER_ENGINE_LINKS |
                   MIXTER_ENGINE_FLOATS | MIXTER_ENGINE_EXCEPTIONS | MIXTER_ENGINE_ADDRESSES |
                   MIXTER_ENGINE_HARDWARE;
    size_t length = 0;
    text[0] = '\0';
    for (uint32_t bit = 1; bit <= all; bit <<= 1) {
        if ((all & ~capabilities & bit) != 0)
            length += (size_t)snprintf(text + length, CAPABLE_TEXT - length, "%s%s",
                                       length > 0 ? ", " : "", protocol_capability_name(bit));
    }
}
