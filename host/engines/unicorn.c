// Unicorn as an engine for Mixter: a MIPS32 processor without MIPS16 (P5600), little-endian. It is
// told and tells no next_pc, so it declares no delay slots.
//
// Its own count of instructions is wrong at branches likely that are not taken, so instructions are
// counted here. With MIXTER_UNICORN=raw in the environment they are not: then the adapter is what
// the interface of Unicorn promises, and what there is to be found is found (docs/engines.md).
#include <stdlib.h>
#include <string.h>

#include <unicorn/unicorn.h>

#include "../../include/mixter-engine.h"
#include "likely.h"

struct machine {
    uc_engine *engine;
    uint32_t exception; // number of QEMU's, 0: none
    uint32_t address;   // of the last access that was not possible
    uint64_t budget;
    uint64_t retired; // instructions that have begun, and are not skipped
    uint32_t last;    // the address of the last one that has begun
    uint32_t slot;    // the address behind a branch that has been executed, else 1
    bool is_skipped;  // that instruction is not executed
};

static bool is_raw(void) {
    const char *mode = getenv("MIXTER_UNICORN");
    return mode != NULL && strcmp(mode, "raw") == 0;
}

static void note_exception(uc_engine *engine, uint32_t number, void *state) {
    struct machine *machine = state;
    machine->exception = number;
    uc_emu_stop(engine);
}

static bool note_access(uc_engine *engine, uc_mem_type type, uint64_t address, int size,
                        int64_t value, void *state) {
    struct machine *machine = state;
    (void)engine, (void)type, (void)size, (void)value;
    machine->address = (uint32_t)address;
    return false;
}

static int32_t general(uc_engine *engine, uint32_t number) {
    int32_t value = 0;
    uc_reg_read(engine, UC_MIPS_REG_0 + (int)number, &value);
    return value;
}

static bool is_branch(uint32_t word) {
    uint32_t opcode = word >> 26, function = word & 63;
    if (opcode == 0)
        return function == 8 || function == 9; // jr, jalr
    if (opcode == 1)
        return (word >> 18 & 3) == 0; // no trap, no synci
    return (opcode >= 2 && opcode <= 7) || (opcode >= 0x14 && opcode <= 0x17);
}

// Before each instruction.
static void count(uc_engine *engine, uint64_t address, uint32_t size, void *state) {
    struct machine *machine = state;
    uint32_t word = 0;
    bool is_slot = (uint32_t)address == machine->slot;
    (void)size;
    if (is_slot && machine->is_skipped) {
        machine->slot = 1;
        return;
    }
    if (machine->retired >= machine->budget && !is_slot) {
        uc_emu_stop(engine);
        return;
    }
    machine->retired++;
    machine->last = (uint32_t)address;
    uc_mem_read(engine, address, &word, sizeof word);
    machine->slot = is_branch(word) ? (uint32_t)address + 4 : 1;
    machine->is_skipped =
        skips_slot(word, general(engine, word >> 21 & 31), general(engine, word >> 16 & 31), 0);
}

static void *open_machine(void) {
    struct machine *machine = calloc(1, sizeof *machine);
    uc_hook hook;
    if (machine == NULL)
        return NULL;
    if (uc_open(UC_ARCH_MIPS, UC_MODE_MIPS32 | UC_MODE_LITTLE_ENDIAN, &machine->engine) == 0) {
        if (uc_ctl_set_cpu_model(machine->engine, UC_CPU_MIPS32_P5600) == 0 &&
            uc_hook_add(machine->engine, &hook, UC_HOOK_INTR, (void *)note_exception, machine, 1,
                        0) == 0 &&
            uc_hook_add(machine->engine, &hook, UC_HOOK_MEM_INVALID, (void *)note_access, machine,
                        1, 0) == 0 &&
            (is_raw() ||
             uc_hook_add(machine->engine, &hook, UC_HOOK_CODE, (void *)count, machine, 1, 0) == 0))
            return machine;
        uc_close(machine->engine);
    }
    free(machine);
    return NULL;
}

static void close_machine(void *state) {
    struct machine *machine = state;
    uc_close(machine->engine);
    free(machine);
}

static int map(void *state, uint32_t address, uint32_t size, uint32_t permissions) {
    struct machine *machine = state;
    if (permissions == 0)
        return uc_mem_unmap(machine->engine, address, size);
    if (uc_mem_protect(machine->engine, address, size, permissions) == 0)
        return 0;
    return uc_mem_map(machine->engine, address, size, permissions);
}

static int read_memory(void *state, uint32_t address, void *bytes, size_t size) {
    return uc_mem_read(((struct machine *)state)->engine, address, bytes, size);
}

static int write_memory(void *state, uint32_t address, const void *bytes, size_t size) {
    struct machine *machine = state;
    int failed = uc_mem_write(machine->engine, address, bytes, size);
    return failed ? failed : (int)uc_ctl_remove_cache(machine->engine, address, address + size);
}

static int set(void *state, const struct mixter_engine_context *context) {
    uc_engine *engine = ((struct machine *)state)->engine;
    int failed = 0;
    for (int i = 0; i < 32; i++)
        failed |= uc_reg_write(engine, UC_MIPS_REG_0 + i, &context->general[i]);
    return failed | uc_reg_write(engine, UC_MIPS_REG_HI, &context->hi) |
           uc_reg_write(engine, UC_MIPS_REG_LO, &context->lo) |
           uc_reg_write(engine, UC_MIPS_REG_PC, &context->pc);
}

static int get(void *state, struct mixter_engine_context *context) {
    uc_engine *engine = ((struct machine *)state)->engine;
    int failed = 0;
    *context = (struct mixter_engine_context){.pc = 0};
    for (int i = 0; i < 32; i++)
        failed |= uc_reg_read(engine, UC_MIPS_REG_0 + i, &context->general[i]);
    failed |= uc_reg_read(engine, UC_MIPS_REG_HI, &context->hi) |
              uc_reg_read(engine, UC_MIPS_REG_LO, &context->lo) |
              uc_reg_read(engine, UC_MIPS_REG_PC, &context->pc);
    context->next_pc = context->pc + 4;
    return failed;
}

// Numbers of target/mips/cpu.h, as the hook gets them.
static uint32_t reason_of(uint32_t exception) {
    switch (exception) {
    case 12:
    case 13: return MIXTER_ENGINE_STOP_ADDRESS_ERROR;
    case 17: return MIXTER_ENGINE_STOP_CALL;
    case 18: return MIXTER_ENGINE_STOP_BREAKPOINT;
    case 20: return MIXTER_ENGINE_STOP_RESERVED;
    case 21: return MIXTER_ENGINE_STOP_OVERFLOW;
    case 22: return MIXTER_ENGINE_STOP_TRAP;
    default: return MIXTER_ENGINE_STOP_UNKNOWN;
    }
}

static uint32_t reason_of_error(uc_err error) {
    switch (error) {
    case UC_ERR_OK: return MIXTER_ENGINE_STOP_BUDGET;
    case UC_ERR_INSN_INVALID: return MIXTER_ENGINE_STOP_RESERVED;
    case UC_ERR_READ_UNALIGNED:
    case UC_ERR_WRITE_UNALIGNED:
    case UC_ERR_FETCH_UNALIGNED: return MIXTER_ENGINE_STOP_ADDRESS_ERROR;
    default: return MIXTER_ENGINE_STOP_PAGE_FAULT;
    }
}

static int run(void *state, uint64_t budget, struct mixter_engine_stop *stop) {
    struct machine *machine = state;
    uint32_t pc = 0;
    machine->exception = machine->address = 0;
    machine->budget = budget;
    machine->retired = 0;
    machine->slot = 1;
    uc_reg_read(machine->engine, UC_MIPS_REG_PC, &pc);
    uc_err error = uc_emu_start(machine->engine, pc, UINT32_MAX, 0, is_raw() ? budget : 0);
    stop->address = machine->address;
    stop->reason = machine->exception != 0 ? reason_of(machine->exception) : reason_of_error(error);
    if (is_raw())
        return 0;
    // The instruction that raises an exception has begun, if it could be fetched. Where that was,
    // Unicorn may have forgotten.
    bool is_fetch = error == UC_ERR_FETCH_UNMAPPED || error == UC_ERR_FETCH_PROT ||
                    error == UC_ERR_FETCH_UNALIGNED;
    if (stop->reason != MIXTER_ENGINE_STOP_BUDGET && !is_fetch)
        machine->retired--;
    if (machine->exception != 0)
        uc_reg_write(machine->engine, UC_MIPS_REG_PC, &machine->last);
    if (is_fetch && machine->retired == budget)
        stop->reason = MIXTER_ENGINE_STOP_BUDGET;
    // Its processor is in kernel mode, where the upper half is only not mapped; and it looks for
    // the page before it looks at the alignment.
    if (stop->reason == MIXTER_ENGINE_STOP_PAGE_FAULT &&
        (stop->address >= 0x80000000u || (is_fetch && stop->address % 4 != 0)))
        stop->reason = MIXTER_ENGINE_STOP_ADDRESS_ERROR;
    stop->retired = machine->retired;
    return 0;
}

static struct mixter_engine unicorn = {.version = MIXTER_ENGINE_VERSION,
                                       .name = "unicorn",
                                       .capabilities =
                                           MIXTER_ENGINE_BUDGETS | MIXTER_ENGINE_EXCEPTIONS,
                                       .open = open_machine,
                                       .close = close_machine,
                                       .map = map,
                                       .read = read_memory,
                                       .write = write_memory,
                                       .set = set,
                                       .get = get,
                                       .run = run};

const struct mixter_engine *mixter_engine(uint32_t version) {
    if (is_raw())
        unicorn.capabilities |= MIXTER_ENGINE_SLOTS;
    return version == MIXTER_ENGINE_VERSION ? &unicorn : NULL;
}
