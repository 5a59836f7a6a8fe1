// The engine of a checked context. Where all registers are defined translated code runs, which
// tests the shadow at each access (translate/checked.h). What does not pass is done here, one step
// of the reference at a time, with the definedness of each register and byte followed, until all
// registers are defined again. An allocator of the program runs unchecked.
#include <stddef.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/isa/isa.h"
#include "../../core/machine/page_table.h"
#include "../../core/machine/step.h"
#include "../../core/mipster/emulate.h"
#include "../../core/mipster/run.h"
#include "check.h"

// `slow` has taken over a call: another engine goes on.
enum { TAKEN_OVER = EXCEPTIONS };

// ---- instructions ----

static const struct instruction *instruction_of(struct checker *checker, uint32_t word) {
    struct instruction *instruction = &checker->instructions[(word ^ word >> 13) % INSTRUCTIONS];
    if (instruction->row != NULL && instruction->word == word)
        return instruction;
    enum isa_operation operation = isa_decode_in(word, checker->is_word ? ISA_MIPSTER : ISA_MIPS32);
    *instruction = (struct instruction){word, operation, &isa_table[operation], isa_reads(word),
                                        isa_writes(word)};
    return instruction;
}

// ---- memory ----

// The bytes that it accesses.
static struct range range_of(const struct instruction *instruction, const uint32_t *context) {
    struct step_access access;
    step_access(context, instruction->word, &access);
    uint32_t skew = access.address % 4;
    switch (instruction->operation) {
    case ISA_LWL:
    case ISA_SWL: return (struct range){access.address - skew, skew + 1};
    case ISA_LWR:
    case ISA_SWR: return (struct range){access.address, 4 - skew};
    default: return (struct range){access.address, instruction->row->size};
    }
}

static bool is_in_heap(const struct checker *checker, uint32_t address) {
    return address >= checker->break_start && address < checker->break_now;
}

// The 17 instructions reach a byte by its word, so a word is as accessible as any byte of it.
// Compilers fill up variables to whole words: there, a word that begins within one is right.
static uint32_t first_bad(const struct checker *checker, struct range range) {
    uint32_t bad = shadow_first_bad(checker, range.address, range.size);
    if (bad == range.address + range.size)
        return bad;
    if (bad != range.address && range.size == 4 && !is_in_heap(checker, bad))
        return range.address + range.size;
    if (!checker->is_word)
        return bad;
    for (uint32_t i = 0; i < range.size; i++)
        if (*shadow_at(checker, range.address + i) != SHADOW_NO_ACCESS)
            return range.address + range.size;
    return bad;
}

static bool is_aligned(struct range range, const struct instruction *instruction) {
    return range.address % instruction->row->alignment == 0;
}

static void check_access(struct checker *checker, const struct instruction *instruction,
                         struct range range) {
    uint32_t bad = first_bad(checker, range);
    bool is_store = isa_is_store(instruction->operation);
    checker->effect.is_bad = bad != range.address + range.size;
    if (!checker->effect.is_bad || !is_aligned(range, instruction) || !shadow_covers(checker, bad))
        return;
    report(checker, &(struct finding){.error = is_store ? ERROR_WRITE : ERROR_READ,
                                      .address = range.address,
                                      .size = range.size,
                                      .bad = bad});
}

static uint32_t memory_mask(const struct checker *checker, uint32_t address, uint32_t size) {
    uint32_t mask = 0;
    for (uint32_t i = 0; i < size; i++)
        mask |= shadow_mask(checker, address + i) << i * 8;
    if (checker->is_word && mask != 0xffffffffu)
        return 0;
    return mask;
}

static void load(struct checker *checker, const struct effect *effect) {
    const struct instruction *instruction = effect->instruction;
    uint32_t word_address = effect->address & ~3u;
    for (uint32_t i = 0; i < instruction->writes.count; i++) {
        uint32_t number = instruction->writes.numbers[i], mask;
        if (effect->is_bad) { // has been reported; whatever follows would say it again
            checker_set_register(checker, number, 0, 0);
            continue;
        }
        switch (instruction->operation) {
        case ISA_LB: mask = sign_extend_byte(memory_mask(checker, effect->address, 1)); break;
        case ISA_LH: mask = sign_extend_half(memory_mask(checker, effect->address, 2)); break;
        case ISA_LWL:
            mask = with_upper_bytes(checker->undefined[number],
                                    memory_mask(checker, word_address, 4), effect->address);
            break;
        case ISA_LWR:
            mask = with_lower_bytes(checker->undefined[number],
                                    memory_mask(checker, word_address, 4), effect->address);
            break;
        default:
            mask = memory_mask(checker, effect->address + i * 4,
                               instruction->row->size < 4 ? instruction->row->size : 4);
        }
        uint32_t at = shadow_first_undefined(checker, effect->range.address, effect->range.size);
        checker_set_register(checker, number, mask, mask != 0 ? origin_of_load(checker, at) : 0);
    }
}

static void store(struct checker *checker, const struct effect *effect) {
    const struct instruction *instruction = effect->instruction;
    uint32_t masks[2] = {0, 0}, address = effect->range.address, origin = 0;
    if (effect->is_bad)
        return;
    for (uint32_t i = 0, count = 0; i < instruction->reads.count && count < 2; i++) {
        uint32_t number = instruction->reads.numbers[i];
        if (number < ISA_FPR && (number != isa_rt(instruction->word) || count != 0))
            continue;
        masks[count++] = checker->undefined[number];
        origin = checker->undefined[number] != 0 ? checker->origins[number] : origin;
    }
    if (instruction->operation == ISA_SWL)
        masks[0] >>= 24 - effect->address % 4 * 8;
    for (uint32_t i = 0; i < effect->range.size; i++) {
        if (*shadow_at(checker, address + i) != SHADOW_NO_ACCESS)
            shadow_set_mask(checker, address + i, checker->is_word ? 0 : masks[i / 4] >> i % 4 * 8);
    }
    if (checker->is_word) // the register may hold a byte of the word, set just now
        checker_set_register(checker, isa_rt(instruction->word), 0, 0);
    else if (origin != 0)
        origin_stored(checker, address, origin);
    if (instruction->operation == ISA_SC)
        checker_set_register(checker, isa_rt(instruction->word), 0, 0);
}

// ---- the stack ----

// What is below the stack pointer belongs to nobody; what it moves down over has no value yet.
static void move_stack(struct checker *checker, uint32_t before, uint32_t now) {
    bool is_stack =
        before >= STACK_BOTTOM && before <= STACK_TOP && now >= STACK_BOTTOM && now <= STACK_TOP;
    if (!is_stack)
        return;
    if (now < before)
        shadow_set(checker, now, before - now, SHADOW_UNDEFINED);
    else
        shadow_set(checker, before, now - before, SHADOW_NO_ACCESS);
}

// Registers that hold nothing after a call, or before a function returns, by the conventions of
// calls.
static void forget(struct checker *checker, uint32_t registers) {
    for (uint32_t i = 1; i < 32; i++)
        if (registers >> i & 1)
            checker_set_register(checker, i, 0, 0);
    checker_set_register(checker, CONTEXT_HI, 0, 0);
    checker_set_register(checker, CONTEXT_LO, 0, 0);
}

enum { FREE_AT_CALL = 0x0100ff0e, FREE_AT_RETURN = 0x0300fffa };
// at v0 v1 t0-t8; at v1 a0-a3 t0-t9

// By what is behind the delay slot of an instruction.
static uint32_t forgotten_behind(const struct instruction *instruction) {
    if (isa_links(instruction->operation))
        return FREE_AT_CALL;
    bool returns = instruction->operation == ISA_JR && isa_rs(instruction->word) == REGISTER_RA;
    return returns ? FREE_AT_RETURN : 0;
}

// ---- one step ----

static void check_registers(struct checker *checker, const struct instruction *instruction,
                            const uint32_t *context) {
    uint32_t number = propagate_decides(checker, instruction, context);
    bool has_access = isa_is_load(instruction->operation) || isa_is_store(instruction->operation);
    enum error error = ERROR_BRANCH;
    if (has_access) {
        error = ERROR_ADDRESS;
        number = checker->undefined[isa_rs(instruction->word)] != 0 ? isa_rs(instruction->word) : 0;
        bool is_indexed = instruction->row->kind == ISA_LOAD_INDEXED ||
                          instruction->row->kind == ISA_STORE_INDEXED;
        if (number == 0 && is_indexed && checker->undefined[isa_rt(instruction->word)] != 0)
            number = isa_rt(instruction->word);
    } else if (instruction->row->kind == ISA_JUMP) {
        error = ERROR_ADDRESS;
    }
    if (number == 0)
        return;
    bool jumps = isa_has_slot(instruction->operation) && error == ERROR_ADDRESS;
    report(checker, &(struct finding){.error = error,
                                      .what = jumps ? "a jump" : "an address",
                                      .origin = checker->origins[number]});
    for (uint32_t i = 0; i < instruction->reads.count; i++)
        checker_set_register(checker, instruction->reads.numbers[i], 0, 0);
}

void checker_before_step(struct checker *checker, const uint32_t *context, uint32_t word) {
    struct effect *effect = &checker->effect;
    const struct instruction *instruction = instruction_of(checker, word);
    *effect = (struct effect){.instruction = instruction, .stack = context[REGISTER_SP]};
    if (instruction->operation == ISA_RESERVED || heap_is_inside(checker))
        return;
    if (checker->undefined_count > 0)
        check_registers(checker, instruction, context);
    effect->has_access =
        isa_is_load(instruction->operation) || isa_is_store(instruction->operation);
    if (effect->has_access) {
        struct step_access access;
        step_access(context, word, &access);
        effect->address = access.address;
        effect->range = range_of(instruction, context);
        check_access(checker, instruction, effect->range);
    } else if (checker->undefined_count > 0) {
        effect->result = propagate(checker, instruction, context);
    }
}

void checker_after_step(struct checker *checker, const uint32_t *context) {
    const struct effect *effect = &checker->effect;
    const struct instruction *instruction = effect->instruction;
    if (heap_is_inside(checker) || instruction->operation == ISA_RESERVED)
        return;
    if (isa_is_load(instruction->operation)) {
        load(checker, effect);
    } else if (isa_is_store(instruction->operation)) {
        store(checker, effect);
    } else if (checker->undefined_count > 0 || effect->result.mask != 0) {
        for (uint32_t i = 0; i < instruction->writes.count; i++) {
            uint32_t number = instruction->writes.numbers[i];
            bool is_high = number == ISA_HI && instruction->operation != ISA_MTHI;
            bool is_flags =
                number == ISA_FCSR && (instruction->row->word & 0x30) != 0x30; // no comparison
            if (!is_flags)
                checker_set_register(checker, number,
                                     is_high ? effect->result.high : effect->result.mask,
                                     effect->result.origin);
        }
    }
    if (checker->forgotten != 0)
        forget(checker, checker->forgotten);
    checker->forgotten = forgotten_behind(instruction);
    if (checked_is_gap(instruction->operation, instruction->word)) {
        uint32_t gap = context[REGISTER_SP] + isa_immediate(instruction->word);
        shadow_set(checker, gap, checked_gap_end(gap) - gap, SHADOW_NO_ACCESS);
    }
    if (context[REGISTER_SP] != effect->stack)
        move_stack(checker, effect->stack, context[REGISTER_SP]);
}

static enum exception step_checked(struct checker *checker, uint32_t *context) {
    struct fault fault;
    const uint32_t *place = page_table_word(checker->machine, context[CONTEXT_PAGE_TABLE],
                                            context[CONTEXT_PC], 4, ACCESS_EXECUTE, &fault);
    if (place != NULL)
        checker_before_step(checker, context, *place);
    enum exception exception = step(checker->machine, context);
    if (exception == EXCEPTION_NONE)
        checker_after_step(checker, context);
    return exception;
}

// ---- many ----

static bool is_hook(const struct checked *checked, uint32_t pc) {
    const struct checker *checker =
        (const struct checker *)(const void *)((const char *)checked -
                                               offsetof(struct checker, checked));
    return checker_hook(checker, pc) != NULL;
}

// True if something was taken over; an exception is in *exception then, or none.
static bool intercept(struct checker *checker, uint32_t *context, enum exception *exception) {
    uint32_t pc = context[CONTEXT_PC];
    if (context[CONTEXT_NEXT_PC] != pc + 4 ||
        (pc != RETURN_ADDRESS && checker_hook(checker, pc) == NULL))
        return false;
    context[CONTEXT_EXCEPTION] = EXCEPTION_NONE;
    bool done = heap_intercept(checker, context);
    *exception = (enum exception)context[CONTEXT_EXCEPTION];
    return done;
}

static bool can_be_fast(const struct checker *checker, const uint32_t *context, bool translates) {
    return translates && checker->undefined_count == 0 &&
           checker_hook(checker, context[CONTEXT_PC]) == NULL;
}

// Up to `budget` instructions, as long as something is undefined if translated code can go on then.
static enum exception run_slowly(struct checker *checker, uint32_t *context, uint64_t budget,
                                 bool translates) {
    enum exception exception;
    while (budget > 0) {
        if (intercept(checker, context, &exception)) {
            if (exception != EXCEPTION_NONE)
                return exception;
            if (heap_is_inside(checker))
                return (enum exception)TAKEN_OVER;
            if (can_be_fast(checker, context, translates))
                return EXCEPTION_NONE;
            continue;
        }
        exception = step_checked(checker, context);
        if (exception != EXCEPTION_NONE)
            return exception;
        budget--;
        if (can_be_fast(checker, context, translates))
            return EXCEPTION_NONE;
    }
    return EXCEPTION_NONE;
}

static enum exception slow(struct checked *checked, uint32_t *context, uint64_t budget) {
    struct checker *checker =
        (struct checker *)(void *)((char *)checked - offsetof(struct checker, checked));
    return run_slowly(checker, context, budget, true);
}

void checker_start_engine(struct checker *checker) {
    checker->checked = (struct checked){checker->shadow, slow, is_hook};
}

// The allocator has returned to where nothing is.
static bool has_returned(const uint32_t *context) {
    return context[CONTEXT_EXCEPTION] == EXCEPTION_PAGE_FAULT &&
           context[CONTEXT_PC] == RETURN_ADDRESS && context[CONTEXT_ADDRESS] == RETURN_ADDRESS;
}

static enum exception run_some(struct checker *checker, uint32_t *context, uint64_t budget,
                               bool translates) {
    engine *plain = translates ? environment_engine(checker->machine) : run;
    if (heap_is_inside(checker) && context[CONTEXT_PC] != RETURN_ADDRESS)
        return plain(checker->machine, context, budget);
    if (translates && checker->undefined_count == 0 && !heap_is_inside(checker))
        return translated_run_checked(checker->machine, context, budget, &checker->checked);
    return run_slowly(checker, context, budget, translates);
}

enum exception checker_run(struct checker *checker, uint32_t *context, uint64_t budget,
                           bool translates) {
    checker->context = context;
    checker->directory = context[CONTEXT_PAGE_TABLE];
    context[0] = 0;
    context[CONTEXT_EXCEPTION] = EXCEPTION_NONE;
    while (budget > 0) {
        uint64_t before = context_retired(context);
        enum exception exception = run_some(checker, context, budget, translates);
        budget -= context_retired(context) - before;
        bool goes_on = exception == EXCEPTION_NONE || exception == EXCEPTION_TIMER ||
                       exception == (enum exception)TAKEN_OVER ||
                       (heap_is_inside(checker) && has_returned(context));
        if (!goes_on)
            return exception;
    }
    return context_raise(context, EXCEPTION_TIMER, 0, 0);
}
