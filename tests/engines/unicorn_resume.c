// What is left of unicorn #1411 and #1749 in version 2.0.1: a stop by count is put off until the
// slot has been executed, but an exception in the slot is not, and then the branch is forgotten.
// Prints the pc after the slot, executed again with its page mapped: the target, or what follows.
#include <stdio.h>

#include <unicorn/unicorn.h>

int main(void) {
    // b 0x400010; lw v0, 0(v1)
    static const uint32_t code[] = {0x10000003, 0x8c620000, 0, 0, 0, 0};
    uint32_t address = 0x500000, pc = 0;
    uc_engine *engine;
    if (uc_open(UC_ARCH_MIPS, UC_MODE_MIPS32 | UC_MODE_LITTLE_ENDIAN, &engine) != UC_ERR_OK ||
        uc_mem_map(engine, 0x400000, 4096, UC_PROT_READ | UC_PROT_EXEC) != UC_ERR_OK ||
        uc_mem_write(engine, 0x400000, code, sizeof code) != UC_ERR_OK ||
        uc_reg_write(engine, UC_MIPS_REG_3, &address) != UC_ERR_OK)
        return 1;
    uc_err fault = uc_emu_start(engine, 0x400000, UINT32_MAX, 0, 2);
    uc_reg_read(engine, UC_MIPS_REG_PC, &pc);
    printf("fault %d at %x, ", fault == UC_ERR_READ_UNMAPPED, (unsigned)pc);
    if (uc_mem_map(engine, address, 4096, UC_PROT_READ) != UC_ERR_OK ||
        uc_emu_start(engine, pc, UINT32_MAX, 0, 1) != UC_ERR_OK)
        return 1;
    uc_reg_read(engine, UC_MIPS_REG_PC, &pc);
    printf("then %x\n", (unsigned)pc);
    return 0;
}
