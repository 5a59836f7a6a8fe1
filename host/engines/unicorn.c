// Unicorn as an engine for Mixter: a MIPS32 release 2 processor (24Kf), little-endian. It is told
// and tells no next_pc, so it declares no delay slots.
#include <stdlib.h>

#include <unicorn/unicorn.h>

#include "../../include/mixter-engine.h"

struct machine {
    uc_engine *engine;
    uint32_t exception; // number of QEMU's, 0: none
    uint32_t address;   // of the last access that was not possible
};

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

static void *open_machine(void) {
    struct machine *machine = calloc(1, sizeof *machine);
    uc_hook hook;
    if (machine == NULL)
        return NULL;
    if (uc_open(UC_ARCH_MIPS, UC_MODE_MIPS32 | UC_MODE_LITTLE_ENDIAN, &machine->engine) == 0) {
        if (uc_ctl_set_cpu_model(machine->engine, UC_CPU_MIPS32_24KF) == 0 &&
            uc_hook_add(machine->engine, &hook, UC_HOOK_INTR, (void *)note_exception, machine, 1,
                        0) == 0 &&
            uc_hook_add(machine->engine, &hook, UC_HOOK_MEM_INVALID, (void *)note_access, machine,
                        1, 0) == 0)
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

static int run(void *state, uint64_t budget, struct mixter_engine_stop *stop) {
    struct machine *machine = state;
    uint32_t pc = 0;
    machine->exception = machine->address = 0;
    uc_reg_read(machine->engine, UC_MIPS_REG_PC, &pc);
    uc_err error = uc_emu_start(machine->engine, pc, UINT32_MAX, 0, budget);
    stop->address = machine->address;
    if (machine->exception != 0)
        stop->reason = reason_of(machine->exception);
    else if (error == UC_ERR_OK)
        stop->reason = MIXTER_ENGINE_STOP_BUDGET;
    else if (error == UC_ERR_INSN_INVALID)
        stop->reason = MIXTER_ENGINE_STOP_RESERVED;
    else if (error == UC_ERR_READ_UNALIGNED || error == UC_ERR_WRITE_UNALIGNED ||
             error == UC_ERR_FETCH_UNALIGNED)
        stop->reason = MIXTER_ENGINE_STOP_ADDRESS_ERROR;
    else
        stop->reason = MIXTER_ENGINE_STOP_PAGE_FAULT;
    return 0;
}

static const struct mixter_engine unicorn = {.version = MIXTER_ENGINE_VERSION,
                                             .name = "unicorn",
                                             .capabilities = MIXTER_ENGINE_BUDGETS,
                                             .open = open_machine,
                                             .close = close_machine,
                                             .map = map,
                                             .read = read_memory,
                                             .write = write_memory,
                                             .set = set,
                                             .get = get,
                                             .run = run};

const struct mixter_engine *mixter_engine(uint32_t version) {
    return version == MIXTER_ENGINE_VERSION ? &unicorn : NULL;
}
