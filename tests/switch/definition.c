#include "definition.h"

#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../core/machine/machine.h"
#include "scene.h"

enum { PAGE = 4096, LEVELS = 40, TOUCHES = 4000, CALL = 4901, TOP = 0x7fffffff };

// Where the step leaves when it cannot go on: `level` raises the exception; or if that is 0, the
// switch of `level` returns the error.
static jmp_buf leave;
static struct { uint32_t level, exception, error, address, kind; } outcome;

static uint32_t *contexts[LEVELS];

// Pages that this step has touched: in the memory of a level, or as support of a level.
struct touch {
    uintptr_t page;
    uint32_t level;
    bool support;
};
static struct touch touches[TOUCHES];
static uint32_t touch_count;

static void raise_exception(uint32_t level, uint32_t exception, uint32_t address, uint32_t kind) {
    outcome.level = level;
    outcome.exception = exception;
    outcome.address = address;
    outcome.kind = kind;
    longjmp(leave, 1);
}

static void return_error(uint32_t level, uint32_t error) {
    outcome.level = level;
    outcome.exception = 0;
    outcome.error = error;
    longjmp(leave, 1);
}

static void note_touch(const uint32_t *word, uint32_t level, bool support) {
    uintptr_t page = (uintptr_t)word / PAGE;
    uint32_t offended = LEVELS;
    for (uint32_t i = 0; i < touch_count; i++) {
        const struct touch *t = &touches[i];
        if (t->page == page && t->level == level && t->support == support)
            return;
        if (t->page != page || t->support == support)
            continue;
        uint32_t supported = support ? level : t->level;
        uint32_t accessed = support ? t->level : level;
        if (accessed >= supported && supported < offended)
            offended = supported;
    }
    if (offended < LEVELS)
        return_error(offended - 1, 14);
    if (touch_count == TOUCHES)
        abort();
    touches[touch_count++] = (struct touch){page, level, support};
}

static uint32_t *touch(uint32_t level, uint32_t address, uint32_t kind);

// A word in the memory of the hypervisor of `level`.
static uint32_t *touch_below(uint32_t level, uint32_t address, uint32_t kind) {
    if (address > TOP)
        return_error(level - 1, 14);
    return touch(level - 1, address, kind);
}

static uint32_t entry_for(uint32_t level, uint32_t address, uint32_t kind) {
    uint32_t directory = contexts[level][CONTEXT_PAGE_TABLE];
    uint32_t first = address >> 22;
    uint32_t second = address >> 12 & 1023;
    if (level == 0) {
        uint32_t table = frame_words(machine, directory)[first] & ~4095u;
        return table == 0 ? 0 : frame_words(machine, table)[second];
    }
    uint32_t *word = touch_below(level, directory + first * 4, ACCESS_READ);
    note_touch(word, level, true);
    if (!(*word & 1))
        raise_exception(level, EXCEPTION_PAGE_FAULT, address, kind);
    word = touch_below(level, (*word & ~4095u) + second * 4, ACCESS_READ);
    note_touch(word, level, true);
    return *word;
}

// The word at an address of a level, on the host.
static uint32_t *touch(uint32_t level, uint32_t address, uint32_t kind) {
    uint32_t entry = entry_for(level, address, kind);
    if (!(entry & kind))
        raise_exception(level, EXCEPTION_PAGE_FAULT, address, kind);
    uint32_t *word;
    uint32_t below = (entry & ~4095u) + (address & 4095);
    if (level == 0)
        word = frame_words(machine, entry & ~4095u) + (address & 4095) / 4;
    else
        word = touch_below(level, below, kind == ACCESS_EXECUTE ? ACCESS_READ : kind);
    note_touch(word, level, false);
    return word;
}

static uint32_t *touch_for_program(uint32_t level, uint32_t address, uint32_t kind) {
    if (address > TOP || address & 3)
        raise_exception(level, EXCEPTION_ADDRESS_ERROR, address, kind);
    return touch(level, address, kind);
}

// ---- one instruction that is no switch ----

static void go(uint32_t *c, uint32_t after) {
    c[0] = 0;
    c[CONTEXT_PC] = c[CONTEXT_NEXT_PC];
    c[CONTEXT_NEXT_PC] = after;
}

static void branch(uint32_t level, bool taken, uint32_t target) {
    uint32_t *c = contexts[level];
    if (c[CONTEXT_NEXT_PC] != c[CONTEXT_PC] + 4)
        raise_exception(level, EXCEPTION_RESERVED_INSTRUCTION, 0, 0);
    go(c, taken ? target : c[CONTEXT_PC] + 8);
}

static void reserved(uint32_t level) {
    raise_exception(level, EXCEPTION_RESERVED_INSTRUCTION, 0, 0);
}

static void run_special(uint32_t level, uint32_t word) {
    uint32_t *c = contexts[level];
    uint32_t rs = word >> 21 & 31, rt = word >> 16 & 31, rd = word >> 11 & 31, six = word & 0x7ff;
    uint32_t s = rs == 0 ? 0 : c[rs], t = rt == 0 ? 0 : c[rt];
    uint64_t product = (uint64_t)s * t;
    bool only_rd = rs == 0 && rt == 0, no_rd = rd == 0;
    if (word == 0)
        ;
    else if (six == 0x21)
        c[rd] = s + t;
    else if (six == 0x23)
        c[rd] = s - t;
    else if (six == 0x2a)
        c[rd] = (int32_t)s < (int32_t)t;
    else if (six == 0x10 && only_rd)
        c[rd] = c[CONTEXT_HI];
    else if (six == 0x12 && only_rd)
        c[rd] = c[CONTEXT_LO];
    else if (six == 0x19 && no_rd) {
        c[CONTEXT_LO] = (uint32_t)product;
        c[CONTEXT_HI] = (uint32_t)(product >> 32);
    } else if (six == 0x1b && no_rd) {
        c[CONTEXT_LO] = t == 0 ? s : s / t;
        c[CONTEXT_HI] = t == 0 ? 0 : s % t;
    } else if (six == 8 && no_rd && rt == 0) {
        branch(level, true, s);
        return;
    } else if ((word & 63) == 12)
        raise_exception(level, EXCEPTION_SYSTEM_CALL, 0, 0);
    else
        reserved(level);
    go(c, c[CONTEXT_NEXT_PC] + 4);
}

static void run_instruction(uint32_t level, uint32_t word) {
    uint32_t *c = contexts[level];
    uint32_t rs = word >> 21 & 31, rt = word >> 16 & 31;
    uint32_t s = rs == 0 ? 0 : c[rs], t = rt == 0 ? 0 : c[rt];
    uint32_t immediate = (uint32_t)(int32_t)(int16_t)(word & 0xffff);
    uint32_t slot = c[CONTEXT_PC] + 4;
    uint32_t far = (slot & 0xf0000000u) | (word & 0x3ffffff) << 2;
    uint32_t value;
    switch (word >> 26) {
    case 0: run_special(level, word); return;
    case 2: branch(level, true, far); return;
    case 3:
        branch(level, true, far);
        c[REGISTER_RA] = slot + 4;
        return;
    case 4: branch(level, s == t, slot + immediate * 4); return;
    case 5: branch(level, s != t, slot + immediate * 4); return;
    case 9: c[rt] = s + immediate; break;
    case 0x23:
        value = *touch_for_program(level, s + immediate, ACCESS_READ);
        c[rt] = value;
        break;
    case 0x2b: *touch_for_program(level, s + immediate, ACCESS_WRITE) = t; break;
    default: reserved(level);
    }
    go(c, c[CONTEXT_NEXT_PC] + 4);
}

// ---- the step ----

static void count(uint32_t *c, int32_t retired, bool of_budget) {
    uint64_t all = (uint64_t)c[CONTEXT_RETIRED_HIGH] << 32 | c[CONTEXT_RETIRED_LOW];
    uint64_t left = (uint64_t)c[REGISTER_A2] << 32 | c[REGISTER_A1];
    all += (uint32_t)retired;
    c[CONTEXT_RETIRED_LOW] = (uint32_t)all;
    c[CONTEXT_RETIRED_HIGH] = (uint32_t)(all >> 32);
    if (of_budget) {
        c[REGISTER_A1] = (uint32_t)(left - 1);
        c[REGISTER_A2] = (uint32_t)((left - 1) >> 32);
    }
    c[0] = 0;
}

static uint32_t *find_block(uint32_t level) {
    uint32_t address = contexts[level][REGISTER_A0];
    if (address > TOP)
        return_error(level, 22);
    touch(level, address, ACCESS_WRITE);
    uint32_t *block = touch(level, address, ACCESS_READ);
    note_touch(block, level + 1, true);
    bool good = address % 512 == 0;
    for (uint32_t i = 46; i < 128; i++)
        good = good && (block[i] == 0 || (i >= 64 && i <= 96));
    good = good && (block[96] & 0x007c0000) == 0;
    good = good && block[CONTEXT_PAGE_TABLE] % PAGE == 0 && block[CONTEXT_PAGE_TABLE] <= TOP;
    good = good && block[CONTEXT_SUBSET] < 2;
    if (!good)
        return_error(level, 22);
    return block;
}

// The context retires an instruction, or one of its guests does, or something is raised.
static void step(uint32_t level) {
    uint32_t *c = contexts[level];
    uint32_t word = *touch_for_program(level, c[CONTEXT_PC], ACCESS_EXECUTE);
    if ((word & 0xfc00003f) == 12 && c[2] == CALL) {
        if (level + 1 == LEVELS)
            abort();
        contexts[level + 1] = find_block(level);
        if (c[REGISTER_A1] == 0 && c[REGISTER_A2] == 0)
            raise_exception(level + 1, EXCEPTION_TIMER, 0, 0);
        step(level + 1);
        count(c, 1, true);
        return;
    }
    run_instruction(level, word);
    count(c, 1, false);
}

static void complete(uint32_t level, uint32_t result, uint32_t wrong) {
    uint32_t *c = contexts[level];
    c[2] = result;
    c[REGISTER_A3] = wrong;
    go(c, c[CONTEXT_NEXT_PC] + 4);
    for (uint32_t i = 0; i <= level; i++)
        count(contexts[i], 1, i < level);
}

// EXCEPTION_NONE if level 0 has retired an instruction.
static enum exception one_step(uint32_t *context) {
    contexts[0] = context;
    touch_count = 0;
    if (setjmp(leave) == 0) {
        step(0);
        return EXCEPTION_NONE;
    }
    uint32_t level = outcome.level;
    uint32_t *c = contexts[level];
    if (outcome.exception == 0) {
        complete(level, outcome.error, 1);
        return EXCEPTION_NONE;
    }
    c[0] = 0;
    c[CONTEXT_EXCEPTION] = outcome.exception;
    c[CONTEXT_ADDRESS] = outcome.address;
    c[CONTEXT_KIND] = outcome.kind;
    if (level == 0)
        return (enum exception)outcome.exception;
    complete(level - 1, outcome.exception, 0);
    return EXCEPTION_NONE;
}

enum exception definition_run(struct machine *of, uint32_t *context, uint64_t budget) {
    (void)of;
    for (; budget > 0; budget--) {
        enum exception exception = one_step(context);
        if (exception != EXCEPTION_NONE)
            return exception;
    }
    context[CONTEXT_EXCEPTION] = EXCEPTION_TIMER;
    context[CONTEXT_ADDRESS] = context[CONTEXT_KIND] = 0;
    return EXCEPTION_TIMER;
}
