#include "step.h"

#include <stddef.h>

#include "../isa/isa.h"
#include "coprocessor.h"
#include "page_table.h"

static bool raise(struct fault *fault, enum exception exception, uint32_t code) {
    fault->exception = exception;
    fault->address = code;
    fault->kind = 0;
    return false;
}

static bool access_of(const uint32_t *context, enum isa_operation operation, uint32_t word,
                      struct step_access *access) {
    const struct isa_row *row = &isa_table[operation];
    bool is_indexed = row->kind == ISA_LOAD_INDEXED || row->kind == ISA_STORE_INDEXED;
    access->address =
        context[isa_rs(word)] + (is_indexed ? context[isa_rt(word)] : isa_immediate(word));
    access->alignment = row->alignment;
    access->kind = isa_is_load(operation) ? ACCESS_READ : ACCESS_WRITE;
    return isa_is_load(operation) || isa_is_store(operation);
}

bool step_access(const uint32_t *context, uint32_t word, struct step_access *access) {
    return access_of(context, isa_decode_in(word, context[CONTEXT_SUBSET]), word, access);
}

static uint32_t *register_at(uint32_t *context, uint32_t offset) {
    return (uint32_t *)(void *)((char *)context + offset);
}

// Defines the terms of effects (isa.def), then executes the row's. A branch in the delay slot of a
// taken branch, which next_pc shows, is unpredictable in MIPS32 (Volume I, branch delay slots);
// here it is reserved.
bool step_in(uint32_t *context, step_reach *reach, void *memory, struct fault *fault) {
    uint32_t pc = context[CONTEXT_PC];
    const uint32_t *place = reach(memory, pc, 4, ACCESS_EXECUTE, fault);
    if (place == NULL)
        return false;
    uint32_t word = *place;
    enum isa_operation operation = isa_decode_in(word, context[CONTEXT_SUBSET]);
    enum isa_kind kind = isa_table[operation].kind;
    bool in_slot = context[CONTEXT_NEXT_PC] != pc + 4;
    if (in_slot && isa_has_slot(operation))
        return raise(fault, EXCEPTION_RESERVED_INSTRUCTION, 0);

    struct isa_operands operands;
    struct step_access access;
    uint32_t *accessed = NULL;
    isa_operands(operation, word, &operands);
    if (access_of(context, operation, word, &access)) {
        accessed = reach(memory, access.address, access.alignment, access.kind, fault);
        if (accessed == NULL)
            return false;
    }

    bool taken = false;
    uint32_t target = 0;
    isa_target(operation, word, pc, &target);
    switch (operation) {
#define A                    (*register_at(context, operands.a))
#define B                    (*register_at(context, operands.b))
#define C                    (*register_at(context, operands.c))
#define N                    operands.c
#define HI                   context[CONTEXT_HI]
#define LO                   context[CONTEXT_LO]
#define RA                   context[REGISTER_RA]
#define CONTEXT              context
#define WORD                 (*accessed)
#define ADDRESS              access.address
#define TARGET               target
#define LINK                 (pc + 8)
#define NOTHING              (void)0
#define BRANCH_IF(condition) taken = condition
#define JUMP_TO(address)     taken = true, target = address
#define RAISE_IF(condition, exception, code)                                                       \
    if (condition)                                                                                 \
    return raise(fault, EXCEPTION_##exception, code)
#define COMPUTE(cause_of)                                                                          \
    uint32_t cause = cause_of;                                                                     \
    RAISE_IF(cause != 0, FLOATING_POINT, cause)
#define BREAK_CODE isa_break_code(word)
#define TRAP_CODE  isa_trap_code(word)
#define ISA(id, name, operands, format, word, fixed, subset, kind, size, alignment, reads, writes, \
            effect)                                                                                \
    case ISA_##id: {                                                                               \
        effect;                                                                                    \
        break;                                                                                     \
    }
#include "../isa/isa.def"
    case ISA_RESERVED: return raise(fault, EXCEPTION_RESERVED_INSTRUCTION, 0);
    }

    context[0] = 0;
    // A likely branch that is not taken skips its slot, which does not count as executed.
    if (kind == ISA_LIKELY && !taken)
        context[CONTEXT_NEXT_PC] = pc + 8;
    context[CONTEXT_PC] = context[CONTEXT_NEXT_PC];
    context[CONTEXT_NEXT_PC] = taken ? target : context[CONTEXT_PC] + 4;
    return true;
}

// The memory of a context of the machine itself.
struct own_memory {
    struct machine *machine;
    uint32_t directory;
};

static uint32_t *reach_own(void *memory, uint32_t address, uint32_t alignment, enum access access,
                           struct fault *fault) {
    const struct own_memory *own = memory;
    return page_table_word(own->machine, own->directory, address, alignment, access, fault);
}

enum exception step(struct machine *machine, uint32_t *context) {
    struct own_memory own = {machine, context[CONTEXT_PAGE_TABLE]};
    struct fault fault;
    if (!step_in(context, reach_own, &own, &fault))
        return context_raise(context, fault.exception, fault.address, fault.kind);
    context_retire(context, 1);
    return EXCEPTION_NONE;
}

enum exception step_run(struct machine *machine, uint32_t *context, uint64_t budget) {
    context[0] = 0;
    for (; budget > 0; budget--) {
        if (step(machine, context) != EXCEPTION_NONE)
            return (enum exception)context[CONTEXT_EXCEPTION];
    }
    return context_raise(context, EXCEPTION_TIMER, 0, 0);
}
