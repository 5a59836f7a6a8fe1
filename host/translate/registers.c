// Where the values of guest registers are while a block is translated. Some have a host register of
// their own. The others are in the context, always; but the last of them that were read or computed
// are also held in the scratch registers, until something else is put there.
#include <string.h>

#include "translate.h"

static uint8_t held[SCRATCHES]; // by scratch register: the guest register that it has, or 0
static uint32_t destination;    // of the present instruction, 0 when it has been held anew
static unsigned turn;

static void forget_changed(void) {
    for (unsigned i = 0; i < SCRATCHES; i++) {
        if (hot.changed >> i & 1)
            held[i] = 0;
    }
    hot.changed = 0;
}

void guest_forget(unsigned number) {
    for (unsigned i = 0; i < SCRATCHES; i++) {
        if (held[i] == number)
            held[i] = 0;
    }
}

// A host register has the value of a guest register, from now on.
static void hold(unsigned host, uint32_t number) {
    forget_changed();
    if (host < SCRATCHES && number != 0 && number < GUEST_HI && guest_map[number] == NO_REGISTER)
        held[host] = (uint8_t)number;
}

static unsigned find(uint32_t number) {
    forget_changed();
    for (unsigned i = 0; i < SCRATCHES; i++) {
        if (number != 0 && held[i] == number)
            return i;
    }
    return NO_REGISTER;
}

// ---- reading ----

bool guest_is_held(unsigned number) {
    return find(number) != NO_REGISTER;
}

struct place guest_source(unsigned number) {
    unsigned host = find(number);
    return host != NO_REGISTER ? in_register(host) : guest_place(number);
}

void guest_load(unsigned to, unsigned number) {
    if (number == 0)
        emit_constant(&hot, in_register(to), 0);
    else
        emit_load(&hot, to, guest_source(number));
    hold(to, number);
}

unsigned guest_read(unsigned number, unsigned scratch) {
    if (guest_map[number] != NO_REGISTER)
        return guest_map[number];
    unsigned host = find(number);
    if (host != NO_REGISTER)
        return host;
    guest_load(scratch, number);
    return scratch;
}

unsigned guest_scratch(void) {
    forget_changed();
    if (held[RCX] == 0 || held[RDX] == 0)
        return held[RCX] == 0 ? RCX : RDX;
    turn ^= 1;
    return turn ? RCX : RDX;
}

// ---- writing ----

unsigned guest_target(unsigned number, unsigned scratch) {
    return guest_map[number] != NO_REGISTER ? guest_map[number] : scratch;
}

void guest_write(unsigned number, unsigned from) {
    if (number == 0)
        return;
    emit_store(&hot, guest_place(number), from);
    guest_forget(number);
    hold(from, number);
    if (number == destination)
        destination = 0;
}

void guest_begin(uint32_t number) {
    destination = number;
}

// Whatever else has written to the destination has not held it.
void guest_end(void) {
    if (destination != 0)
        guest_forget(destination);
}

// ---- blocks and units ----

void guest_start_block(void) {
    memset(held, 0, sizeof held);
    hot.changed = 0;
    turn = 0;
}

void guest_start_unit(struct unit *unit) {
    forget_changed();
    memcpy(unit->held, held, sizeof held);
}
