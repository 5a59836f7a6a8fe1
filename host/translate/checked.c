// Tests of the shadow (checked.h) in translated code: the shadow begins at the base of gs, so that
// the address of an access is that of its shadow. Where all of what is stored to has no value yet,
// it is given one here, out of the way.
#define _GNU_SOURCE
#include <asm/prctl.h>
#include <stddef.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "translate.h"

// The largest frame whose shadow is set by translated code.
enum { FRAME_MOST = 256 };

static uint32_t all(enum shadow_state state) {
    return (uint32_t)state * 0x01010101u;
}

static void compare(struct stream *stream, struct operand place, uint32_t size,
                    enum shadow_state state) {
    emit_segment(stream);
    switch (size) {
    case 1: emit_compare_byte(stream, place, state); break;
    case 2: emit_compare_half(stream, place, all(state) & 0xffff); break;
    default: emit_compare_word(stream, place, all(state));
    }
}

static void set_defined(struct stream *stream, struct operand place, uint32_t size) {
    for (uint32_t i = 0; i < size; i++) {
        if (size == 4) {
            emit_segment(stream);
            emit_constant(stream, place, all(SHADOW_DEFINED));
            return;
        }
        emit_segment(stream);
        emit_constant_byte(stream, place, SHADOW_DEFINED);
        place.displacement++;
    }
}

static void emit_failure(struct build *build) {
    emit_constant(build->cold, at_address(shared_address(&build->shared->site)), build->unit_run);
    emit_jump(build->cold, cache_leave(build->translator, LEAVE_FAULT));
}

// At most 4 bytes.
static void emit_test_of(struct build *build, struct operand place, uint32_t size,
                         enum access access) {
    compare(build->hot, place, size, SHADOW_DEFINED);
    if (access == ACCESS_READ) {
        block_fail_if(build, IF_NOT_EQUAL);
        return;
    }
    uint32_t elsewhere = build->cold->run;
    emit_jump_if(build->hot, IF_NOT_EQUAL, elsewhere);
    compare(build->cold, place, size, SHADOW_UNDEFINED);
    emit_jump_if(build->cold, IF_NOT_EQUAL, build->cold->run);
    uint32_t field = build->cold->run - 4;
    set_defined(build->cold, place, size);
    emit_jump(build->cold, build->hot->run);
    emit_patch(cache_writable(build->translator, field), field, build->cold->run);
    emit_failure(build);
}

void checked_emit(struct build *build, struct operand place, uint32_t size, enum access access) {
    emit_test_of(build, place, size < 4 ? size : 4, access);
    if (size == 8) {
        place.displacement += 4;
        emit_test_of(build, place, 4, access);
    }
}

void checked_emit_part(struct build *build, struct operand place) {
    compare(build->hot, place, 4, SHADOW_DEFINED);
    block_fail_if(build, IF_NOT_EQUAL);
}

// ---- the stack ----

static bool is_small_move(enum isa_operation operation, uint32_t word) {
    int32_t by = (int32_t)isa_immediate(word);
    return operation == ISA_ADDIU && isa_rs(word) == REGISTER_SP && by % 4 == 0 &&
           by <= FRAME_MOST && by >= -FRAME_MOST;
}

bool checked_translates(const struct build *build, enum isa_operation operation, uint32_t word) {
    (void)build;
    return isa_destination(word) != REGISTER_SP || is_small_move(operation, word);
}

// What is given up is nobody's, what is taken has no value. Moves change no flags.
void checked_emit_stack(struct build *build, uint32_t word) {
    int32_t by = (int32_t)isa_immediate(word);
    unsigned pointer = guest_read(build, REGISTER_SP, RAX);
    int32_t start = by < 0 ? by : 0, end = by < 0 ? 0 : by;
    int32_t state = by < 0 ? -1 : 0; // SHADOW_UNDEFINED, SHADOW_NO_ACCESS
    for (int32_t at = start; at < end; at += 8) {
        emit_segment(build->hot);
        if (at + 4 == end)
            emit_constant(build->hot, at_base(pointer, at), (uint32_t)state);
        else
            emit_constant_wide(build->hot, at_base(pointer, at), state);
    }
}

void checked_emit_gap(struct build *build, uint32_t word) {
    int32_t at = (int32_t)isa_immediate(word), end = (int32_t)checked_gap_end((uint32_t)at);
    unsigned pointer = guest_read(build, REGISTER_SP, RAX);
    for (; at < end; at++) {
        emit_segment(build->hot);
        if (at % 8 == 0) {
            emit_constant_wide(build->hot, at_base(pointer, at), SHADOW_NO_ACCESS);
            at += 7;
        } else {
            emit_constant_byte(build->hot, at_base(pointer, at), SHADOW_NO_ACCESS);
        }
    }
}

// ---- around it ----

bool checked_is_hook(const struct build *build, uint32_t pc) {
    const struct checked *checked = build->space->checked;
    return checked != NULL && checked->is_hook(checked, pc);
}

// It is a register of the thread, which nothing else here uses.
void checked_enter(const struct translator *translator, const struct checked *checked) {
    if (translator->has_gs_base)
        __asm__ volatile("wrgsbase %0" : : "r"(checked->shadow));
    else
        syscall(SYS_arch_prctl, ARCH_SET_GS, checked->shadow);
}

// True if programs may set it themselves (Linux, arch/x86/kernel/cpu/common.c).
bool checked_has_gs_base(void) {
    return (getauxval(AT_HWCAP2) & 2) != 0;
}
