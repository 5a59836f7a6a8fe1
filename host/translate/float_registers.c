// Where the registers of coprocessor 1 are in translated code. The map says for twelve host
// registers which pair is in each, as a double (its upper single is in bits 63 to 32), or which
// single, with anything above; all others are in the context. Two more host registers keep operands
// of the last operation (float_cause.c), two are scratch registers.
#include "translate.h"

enum { SCALAR_LOAD = 0x10, SCALAR_STORE, MOVE_ALL = 0x28, TO_XMM = 0x6e, FROM_XMM = 0x7e };
enum { UNPACK = 0x62, SHUFFLE = 0x70, CONTROL = 0xae, LOAD_CONTROL = 2, STORE_CONTROL = 3 };

static unsigned prefix_of(bool is_wide) {
    return is_wide ? 0xf2 : 0xf3;
}

static struct operand in_context(unsigned number) {
    return at_base(RBP, (CONTEXT_FPR + (int32_t)number) * 4 - 128);
}

static bool holds_pair(const struct translator *translator, unsigned number) {
    return (translator->floats.pairs >> number / 2 & 1) != 0;
}

static unsigned home_of(const struct build *build, unsigned number) {
    return build->translator->floats.homes[number];
}

void float_set_constants(struct shared *shared) {
    for (unsigned i = 0; i < 4; i++) {
        shared->signs[false][i] = i == 0 ? 0x80000000u : 0;
        shared->signs[true][i] = i == 1 ? 0x80000000u : 0;
        shared->magnitudes[false][i] = ~shared->signs[false][i];
        shared->magnitudes[true][i] = ~shared->signs[true][i];
    }
    shared->single_one = 0x3f800000;
    shared->double_one = 0x3ff0000000000000;
}

// ---- the map ----

void float_map_clear(struct float_map *map) {
    map->pairs = 0;
    for (unsigned i = 0; i < FLOATS; i++)
        map->homes[i] = NO_REGISTER;
}

void float_map_add(struct float_map *map, unsigned home, unsigned number, bool is_pair) {
    map->homes[number] = (uint8_t)home;
    if (!is_pair)
        return;
    map->homes[number + 1] = (uint8_t)home;
    map->pairs |= 1u << number / 2;
}

// Emits a load or store for each host register that has one of the guest's.
static void emit_homes(const struct translator *translator, struct stream *stream,
                       unsigned opcode) {
    const struct float_map *map = &translator->floats;
    for (unsigned i = 0; i < FLOATS; i++) {
        bool is_pair = holds_pair(translator, i);
        if (map->homes[i] != NO_REGISTER && !(is_pair && i % 2 != 0))
            emit_scalar(stream, prefix_of(is_pair), opcode, map->homes[i], in_context(i));
    }
    for (unsigned i = 0; i < 2; i++)
        emit_scalar(stream, prefix_of(true), opcode, FLOAT_KEPT + i,
                    at_address(shared_address(&translator->shared->kept[i])));
}

static void emit_control(struct stream *stream, const uint32_t *store, const uint32_t *load) {
    emit_scalar(stream, 0, CONTROL, STORE_CONTROL, at_address(shared_address(store)));
    emit_scalar(stream, 0, CONTROL, LOAD_CONTROL, at_address(shared_address(load)));
}

void float_emit_enter(const struct translator *translator, struct stream *stream) {
    struct shared *shared = translator->shared;
    if (!translator->uses_floats)
        return;
    emit_control(stream, &shared->host_control, &shared->control);
    emit_homes(translator, stream, SCALAR_LOAD);
}

void float_emit_leave(const struct translator *translator, struct stream *stream) {
    struct shared *shared = translator->shared;
    if (!translator->uses_floats)
        return;
    emit_homes(translator, stream, SCALAR_STORE);
    emit_control(stream, &shared->control, &shared->host_control);
}

// ---- reading ----

void float_copy(struct build *build, unsigned to, unsigned from) {
    if (to != from)
        emit_scalar(build->hot, 0, MOVE_ALL, to, in_register(from));
}

static void emit_upper(struct build *build, unsigned to, unsigned from) {
    emit_scalar(build->hot, 0x66, SHUFFLE, to, in_register(from));
    emit_byte(build->hot, 0x55);
}

// A pair of which at least one half has a host register of its own.
static unsigned read_halves(struct build *build, unsigned even, unsigned scratch) {
    unsigned upper = home_of(build, even + 1);
    if (home_of(build, even) != NO_REGISTER)
        float_copy(build, scratch, home_of(build, even));
    else
        emit_scalar(build->hot, prefix_of(false), SCALAR_LOAD, scratch, in_context(even));
    if (upper == NO_REGISTER) {
        upper = FLOAT_SPARE;
        emit_scalar(build->hot, prefix_of(false), SCALAR_LOAD, upper, in_context(even + 1));
    }
    emit_scalar(build->hot, 0x66, UNPACK, scratch, in_register(upper));
    return scratch;
}

unsigned float_read(struct build *build, unsigned number, bool is_wide, unsigned scratch) {
    unsigned first = is_wide ? number & ~1u : number;
    unsigned home = home_of(build, first);
    bool is_pair = holds_pair(build->translator, first);
    if (is_pair && !is_wide && first % 2 != 0) {
        emit_upper(build, scratch, home);
        return scratch;
    }
    if (home != NO_REGISTER && (is_pair || !is_wide))
        return home;
    if (is_wide && (home != NO_REGISTER || home_of(build, first + 1) != NO_REGISTER))
        return read_halves(build, first, scratch);
    emit_scalar(build->hot, prefix_of(is_wide), SCALAR_LOAD, scratch, in_context(first));
    return scratch;
}

void float_read_word(struct build *build, unsigned number, unsigned to) {
    unsigned home = home_of(build, number);
    unsigned held = guest_held_float(build, number);
    if (held != NO_REGISTER || home == NO_REGISTER) {
        emit_load(build->hot, to, held != NO_REGISTER ? in_register(held) : in_context(number));
        return;
    }
    unsigned from = float_read(build, number, false, FLOAT_SCRATCH);
    emit_scalar(build->hot, 0x66, FROM_XMM, from, in_register(to));
    build->hot->changed |= 1u << to;
}

// ---- writing ----

unsigned float_target(const struct build *build, unsigned number, bool is_wide) {
    unsigned first = is_wide ? number & ~1u : number;
    bool is_whole = is_wide == holds_pair(build->translator, first);
    unsigned home = home_of(build, first);
    return is_whole && home != NO_REGISTER ? home : FLOAT_SCRATCH;
}

static void write_single(struct build *build, unsigned number, unsigned from) {
    unsigned home = home_of(build, number);
    if (home == NO_REGISTER)
        emit_scalar(build->hot, prefix_of(false), SCALAR_STORE, from, in_context(number));
    else if (!holds_pair(build->translator, number))
        float_copy(build, home, from);
    else if (number % 2 == 0)
        emit_scalar(build->hot, prefix_of(false), SCALAR_LOAD, home, in_register(from));
    else
        emit_scalar(build->hot, 0x66, UNPACK, home, in_register(from));
}

// What is written may be a NaN.
static void forget_numbers(struct build *build, unsigned number, bool is_wide) {
    unsigned even = number & ~1u;
    build->floats.number_pairs &= ~(1u << even);
    build->floats.number_singles &= ~(is_wide ? 3u << even : 1u << number);
    guest_forget_float(build, is_wide ? even : number);
    if (is_wide)
        guest_forget_float(build, even + 1);
}

void float_write(struct build *build, unsigned number, bool is_wide, unsigned from) {
    unsigned even = number & ~1u;
    forget_numbers(build, number, is_wide);
    if (!is_wide) {
        write_single(build, number, from);
    } else if (holds_pair(build->translator, even)) {
        float_copy(build, home_of(build, even), from);
    } else if (home_of(build, even) == NO_REGISTER && home_of(build, even + 1) == NO_REGISTER) {
        emit_scalar(build->hot, prefix_of(true), SCALAR_STORE, from, in_context(even));
    } else {
        emit_upper(build, FLOAT_SPARE, from);
        write_single(build, even, from);
        write_single(build, even + 1, FLOAT_SPARE);
    }
}

void float_write_word(struct build *build, unsigned number, unsigned from) {
    if (home_of(build, number) == NO_REGISTER) {
        forget_numbers(build, number, false);
        emit_store(build->hot, in_context(number), from);
        return;
    }
    unsigned to = float_target(build, number, false);
    emit_scalar(build->hot, 0x66, TO_XMM, to, in_register(from));
    float_write(build, number, false, to);
}

void float_write_pair_word(struct build *build, unsigned number, unsigned from) {
    unsigned home = home_of(build, number);
    if (home == NO_REGISTER || !holds_pair(build->translator, number)) {
        float_write_word(build, number, from);
        return;
    }
    forget_numbers(build, number, false);
    emit_scalar(build->hot, 0x66, TO_XMM, home, in_register(from));
}

// ---- operands of the last operation ----

static unsigned kept_in(const struct build *build, unsigned i) {
    unsigned number = build->floats.kept[i];
    return number == FLOAT_IN_KEPT ? FLOAT_KEPT + i : home_of(build, number);
}

void float_keep(struct build *build, unsigned i, unsigned number, bool is_wide, unsigned in) {
    unsigned first = is_wide ? number & ~1u : number;
    build->floats.kept[i] = (uint8_t)(in == FLOAT_KEPT + i ? FLOAT_IN_KEPT : first);
}

static void release_home(struct build *build, unsigned home) {
    for (unsigned i = 0; i < 2; i++) {
        if (home == NO_REGISTER || build->floats.pending < PENDING_OPERATIONS ||
            build->floats.kept[i] == FLOAT_IN_KEPT || kept_in(build, i) != home)
            continue;
        float_copy(build, FLOAT_KEPT + i, home);
        build->floats.kept[i] = FLOAT_IN_KEPT;
    }
}

void float_release(struct build *build, unsigned number, bool is_wide) {
    unsigned first = is_wide ? number & ~1u : number;
    release_home(build, home_of(build, first));
    if (is_wide)
        release_home(build, home_of(build, first + 1));
}

// ---- blocks and units ----

void float_start_block(struct build *build) {
    build->floats = (struct float_state){.pending = PENDING_INHERITED};
}

void float_start_unit(const struct build *build, struct unit *unit) {
    unit->pending = build->floats.pending;
    unit->kept[0] = build->floats.kept[0];
    unit->kept[1] = build->floats.kept[1];
    if (build->floats.pending != PENDING_INHERITED)
        unit->clean = false;
}

void float_end_block(struct build *build) {
    struct float_state *state = &build->floats;
    if (state->pending == PENDING_INHERITED)
        return;
    for (unsigned i = 0; i < 2 && state->pending >= PENDING_OPERATIONS; i++)
        float_copy(build, FLOAT_KEPT + i, kept_in(build, i));
    emit_constant_byte(build->hot, at_address(shared_address(&build->shared->pending)),
                       state->pending);
}
