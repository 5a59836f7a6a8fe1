// The tiny language alone (-std=cstar).

#include "parse.h"

void parse_cstar_unit(void) {
    fatal_at(token.place, "not yet");
}
