#include "convert.h"

#include <string.h>

#include "../../core/machine/context.h"

void convert_to_theirs(struct mixter_engine_context *to, const uint32_t *from) {
    memcpy(to->general, from, sizeof to->general);
    memcpy(to->floating, from + CONTEXT_FPR, sizeof to->floating);
    to->pc = from[CONTEXT_PC];
    to->next_pc = from[CONTEXT_NEXT_PC];
    to->hi = from[CONTEXT_HI];
    to->lo = from[CONTEXT_LO];
    to->user_local = from[CONTEXT_USER_LOCAL];
    to->fcsr = from[CONTEXT_FCSR];
    to->link = from[CONTEXT_LINK];
    to->link_value = from[CONTEXT_LINK_VALUE];
}

void convert_to_ours(uint32_t *to, const struct mixter_engine_context *from) {
    memcpy(to, from->general, sizeof from->general);
    memcpy(to + CONTEXT_FPR, from->floating, sizeof from->floating);
    to[CONTEXT_PC] = from->pc;
    to[CONTEXT_NEXT_PC] = from->next_pc;
    to[CONTEXT_HI] = from->hi;
    to[CONTEXT_LO] = from->lo;
    to[CONTEXT_USER_LOCAL] = from->user_local;
    to[CONTEXT_FCSR] = from->fcsr;
    to[CONTEXT_LINK] = from->link;
    to[CONTEXT_LINK_VALUE] = from->link_value;
}
