// Where the values of guest registers are while a block is translated. Some have a host register of
// their own. The others are in the context, always; but the last of them that were read or computed
// are also held in the scratch registers, until something else is put there.
#include <string.h>

#include "translate.h"

static void forget_changed(struct build *build) {
    for (unsigned i = 0; i < SCRATCHES; i++) {
        if (build->hot->changed >> i & 1)
            build->held[i] = 0;
    }
    build->hot->changed = 0;
}

static void forget_word(struct build *build, uint32_t word) {
    for (unsigned i = 0; i < SCRATCHES; i++) {
        if (build->held[i] == word)
            build->held[i] = 0;
    }
}

void guest_forget(struct build *build, unsigned number) {
    forget_word(build, guest_word(number));
}

void guest_forget_float(struct build *build, unsigned number) {
    forget_word(build, CONTEXT_FPR + number);
}

// Notes that a host register holds the value of a guest register.
static void hold(struct build *build, unsigned host, uint32_t number) {
    forget_changed(build);
    if (host < SCRATCHES && number != 0 && build->guest_map[number] == NO_REGISTER)
        build->held[host] = (uint8_t)guest_word(number);
}

void guest_hold_float(struct build *build, unsigned host, unsigned number) {
    forget_changed(build);
    build->held[host] = (uint8_t)(CONTEXT_FPR + number);
}

static unsigned find(struct build *build, uint32_t word) {
    forget_changed(build);
    for (unsigned i = 0; i < SCRATCHES; i++) {
        if (word != 0 && build->held[i] == word)
            return i;
    }
    return NO_REGISTER;
}

unsigned guest_held_float(struct build *build, unsigned number) {
    return find(build, CONTEXT_FPR + number);
}

// ---- reading ----

bool guest_is_held(struct build *build, unsigned number) {
    return find(build, guest_word(number)) != NO_REGISTER;
}

struct operand guest_source(struct build *build, unsigned number) {
    unsigned host = find(build, guest_word(number));
    return host != NO_REGISTER ? in_register(host) : guest_operand(build, number);
}

void guest_load(struct build *build, unsigned to, unsigned number) {
    if (number == 0)
        emit_constant(build->hot, in_register(to), 0);
    else
        emit_load(build->hot, to, guest_source(build, number));
    hold(build, to, number);
}

unsigned guest_read(struct build *build, unsigned number, unsigned scratch) {
    if (build->guest_map[number] != NO_REGISTER)
        return build->guest_map[number];
    unsigned host = find(build, guest_word(number));
    if (host != NO_REGISTER)
        return host;
    guest_load(build, scratch, number);
    return scratch;
}

unsigned guest_scratch(struct build *build) {
    forget_changed(build);
    if (build->held[RCX] == 0 || build->held[RDX] == 0)
        return build->held[RCX] == 0 ? RCX : RDX;
    build->turn ^= 1;
    return build->turn ? RCX : RDX;
}

// ---- writing ----

unsigned guest_target(struct build *build, unsigned number, unsigned scratch) {
    return build->guest_map[number] != NO_REGISTER ? build->guest_map[number] : scratch;
}

void guest_write(struct build *build, unsigned number, unsigned from) {
    if (number == 0)
        return;
    emit_store(build->hot, guest_operand(build, number), from);
    guest_forget(build, number);
    hold(build, from, number);
    if (number == build->destination)
        build->destination = 0;
}

void guest_begin(struct build *build, uint32_t number) {
    build->destination = number;
}

// If the destination was written by other means, no scratch register holds its value.
void guest_end(struct build *build) {
    if (build->destination != 0)
        guest_forget(build, build->destination);
}

// ---- blocks and units ----

void guest_start_block(struct build *build) {
    memset(build->held, 0, sizeof build->held);
    build->hot->changed = 0;
    build->turn = 0;
}

void guest_start_unit(struct build *build, struct unit *unit) {
    forget_changed(build);
    memcpy(unit->held, build->held, sizeof build->held);
}
