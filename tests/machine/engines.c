// engines SEED COUNT: random programs of the instruction set, run by the reference one instruction
// at a time and by the emulator in slices of many lengths; after every slice all of context and
// memory is compared. The programs branch into their own delay slots, store into their own code
// through two mappings, cross pages, fault. Half of them have all of mips32.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/isa/isa.h"
#include "../../core/machine/context.h"
#include "../../core/machine/machine.h"
#include "../../core/mipster/run.h"
#include "../../core/machine/step.h"
#include "../isa/generate.h"
#include "world.h"

static uint32_t state;

static uint32_t random_below(uint32_t limit) {
    state = state * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)(state >> 8) * limit >> 24);
}

// Few registers, so that values flow: $zero, six that programs compute with, bases in $s0 to $s3.
static uint32_t some_register(void) {
    static const uint32_t registers[] = {0, 2, 3, 8, 9, 10, 31};
    return registers[random_below(7)];
}

static uint32_t base_register(void) {
    return 16 + random_below(5);
}

// Mostly into the program, at times far away or exactly one slot ahead.
static int32_t branch_distance(uint32_t index, uint32_t length) {
    if (random_below(8) == 0)
        return (int32_t)random_below(4) - 1;
    if (random_below(40) == 0)
        return (int32_t)random_below(0x10000) - 0x8000;
    return (int32_t)random_below(length) - (int32_t)index - 1;
}

// What the emulator executes at once, and more of the same kind: one letter for each instruction.
static const char *const idioms[] = {
    "aase0", "aasn0", "ise0", "isn0", "se0", "sn0", "aaal", "aal", "al",   "aaa",
    "aa",    "laa",   "la",   "ll",   "lmf", "mfa", "mf",   "imf", "df",   "idf",
    "aw",    "iw",    "ii",   "e0",   "n0",  "r0",  "ww",   "lw",  "aaaw", "aasne"};
static const char *idiom = "";

static uint32_t idiom_instruction(uint32_t index, uint32_t length) {
    uint32_t rd = some_register();
    uint32_t rs = some_register();
    uint32_t rt = some_register();
    int32_t offset = (int32_t)random_below(80) * 4;
    switch (*idiom++) {
    case 'a': return isa_encode_register(ISA_ADDU, rd, rs, rt);
    case 'd': return isa_encode_register(ISA_DIVU, 0, rs, rt);
    case 'e': return isa_encode_immediate(ISA_BEQ, rt, rs, branch_distance(index, length));
    case 'f': return isa_encode_register(random_below(2) == 0 ? ISA_MFHI : ISA_MFLO, rd, 0, 0);
    case 'i': return isa_encode_immediate(ISA_ADDIU, rd, rs, (int32_t)random_below(64) - 32);
    case 'l': return isa_encode_immediate(ISA_LW, rd, base_register(), offset);
    case 'm': return isa_encode_register(ISA_MULTU, 0, rs, rt);
    case 'n': return isa_encode_immediate(ISA_BNE, rt, rs, branch_distance(index, length));
    case 'r': return isa_encode_register(ISA_JR, 0, 31, 0);
    case 's': return isa_encode_register(ISA_SLT, rd, rs, rt);
    case 'w': return isa_encode_immediate(ISA_SW, rt, base_register(), offset);
    default: return 0;
    }
}

// Any row of the table.
static uint32_t any_instruction(uint32_t start, uint32_t index, uint32_t length) {
    enum isa_operation operation = (enum isa_operation)random_below(ISA_RESERVED);
    const struct isa_row *row = &isa_table[operation];
    struct fields fields = {.rs = some_register(),
                            .rt = some_register(),
                            .rd = some_register(),
                            .amount = random_below(32),
                            .immediate = (int32_t)generate_number(),
                            .target = start + random_below(length) * 4};
    if (isa_has_slot(operation))
        fields.immediate = branch_distance(index, length);
    if (row->kind == ISA_JUMP && row->format == ISA_FORMAT_R && random_below(4) != 0)
        fields.rs = 31;
    if (row->kind == ISA_LOAD || row->kind == ISA_STORE) {
        fields.rs = base_register();
        fields.immediate = (int32_t)random_below(320);
        if (random_below(16) != 0)
            fields.immediate -= fields.immediate % (int32_t)row->alignment;
    }
    if (operation == ISA_SC && random_below(4) != 0) // often where the last ll was
        fields.immediate = 8, fields.rs = 16;
    if (operation == ISA_LL && random_below(4) != 0)
        fields.immediate = 8, fields.rs = 16;
    if (operation == ISA_RDHWR && random_below(4) != 0)
        fields.rd = random_below(2) == 0 ? 29 : random_below(4);
    return generate_word(operation, &fields);
}

static bool all_of_mips32; // the program that is being made

static uint32_t random_instruction(uint32_t address, uint32_t start, uint32_t length) {
    uint32_t rd = some_register();
    uint32_t rs = some_register();
    uint32_t rt = some_register();
    uint32_t index = (address - start) / 4;
    if (*idiom != 0)
        return idiom_instruction(index, length);
    if (all_of_mips32 && random_below(2) == 0)
        return any_instruction(start, index, length);
    switch (random_below(26)) {
    case 0:
    case 1:
    case 2: return isa_encode_immediate(ISA_ADDIU, rd, rs, (int32_t)random_below(64) - 32);
    case 3: return isa_encode_register(ISA_ADDU, rd, rs, rt);
    case 4: return isa_encode_immediate(ISA_BEQ, rt, rs, branch_distance(index, length));
    case 5: return isa_encode_immediate(ISA_BNE, rt, rs, branch_distance(index, length));
    case 6: return isa_encode_register(ISA_DIVU, 0, rs, rt);
    case 7: return isa_encode_jump(ISA_J, start + random_below(length) * 4);
    case 8: return isa_encode_jump(ISA_JAL, start + random_below(length) * 4);
    case 9: return isa_encode_register(ISA_JR, 0, random_below(4) == 0 ? rs : 31, 0);
    case 10:
    case 11:
    case 12:
        return isa_encode_immediate(ISA_LW, rd, base_register(), (int32_t)random_below(80) * 4);
    case 13: return isa_encode_register(ISA_MFHI, rd, 0, 0);
    case 14: return isa_encode_register(ISA_MFLO, rd, 0, 0);
    case 15: return isa_encode_register(ISA_MULTU, 0, rs, rt);
    case 16:
    case 17: return 0;
    case 18: return isa_encode_register(ISA_SLT, rd, rs, rt);
    case 19: return isa_encode_register(ISA_SUBU, rd, rs, rt);
    case 20:
    case 21:
        return isa_encode_immediate(ISA_SW, rt, base_register(), (int32_t)random_below(80) * 4);
    case 22:
    case 23:
    case 24:
        idiom = idioms[random_below(sizeof idioms / sizeof idioms[0])];
        return idiom_instruction(index, length);
    default: return random_below(10) == 0 ? random_below(0xffffffff) : 0;
    }
}

// The program lies at the end of the first code page and reaches into the second, or in the mixed
// page. Words of code are stored as data by chance: $t1, $t2 often hold instructions.
static void make_program(struct world *world) {
    uint32_t length = 8 + random_below(60);
    idiom = "";
    all_of_mips32 = random_below(2) == 0;
    world->context[CONTEXT_SUBSET] = random_below(8) == 0 ? !all_of_mips32 : all_of_mips32;
    world->context[CONTEXT_USER_LOCAL] = random_below(0xffffffff);
    world->context[CONTEXT_LINK] = 0;
    uint32_t start = CODE + PAGE_SIZE - 4 * (1 + random_below(length));
    if (random_below(4) == 0)
        start = MIXED + 4 * random_below(100);
    for (uint32_t i = 0; i < length; i++) {
        uint32_t address = start + i * 4;
        uint32_t frame = world->mixed;
        if (address < DATA)
            frame = world->code[(address - CODE) / PAGE_SIZE];
        world_store(world, frame, address / 4 % PAGE_WORDS,
                    random_instruction(address, start, length));
    }
    uint32_t *context = world->context;
    for (uint32_t i = 1; i < 32; i++)
        context[i] = random_below(3) == 0 ? random_below(5) : random_below(0xffffffff);
    context[9] = random_instruction(start, start, length);
    context[10] = random_instruction(start, start, length);
    context[16] = DATA + 4 * random_below(8);
    context[17] = DATA + PAGE_SIZE - 4 * random_below(40);
    context[18] = WINDOW + start % PAGE_SIZE;
    context[19] = random_below(2) == 0 ? MIXED + 4 * random_below(300) : DATA;
    context[20] = random_below(8) == 0 ? random_below(0xffffffff) : DATA;
    context[31] = start + 4 * random_below(length);
    for (uint32_t i = CONTEXT_FPR; i < CONTEXT_FCSR; i++)
        context[i] = generate_number();
    context[CONTEXT_FCSR] = generate_number() & ~(uint32_t)FCSR_ZERO;
    if (random_below(4) != 0) // mostly, nothing is enabled
        context[CONTEXT_FCSR] &= ~(uint32_t)0xf80;
    context[CONTEXT_PC] = start;
    context[CONTEXT_NEXT_PC] = random_below(8) == 0 ? start + 4 * random_below(length) : start + 4;
    context[CONTEXT_HI] = random_below(0xffffffff);
    context[CONTEXT_LO] = random_below(0xffffffff);
}

static int report(uint32_t seed, uint32_t slice, const char *what, uint32_t where,
                  const struct world *reference, const struct world *world) {
    printf("engines: seed %u, slice %u: %s %u differs: pc %08x and %08x, retired %u and %u\n", seed,
           slice, what, where, reference->context[CONTEXT_PC], world->context[CONTEXT_PC],
           reference->context[CONTEXT_RETIRED_LOW], world->context[CONTEXT_RETIRED_LOW]);
    return 1;
}

// What a kernel would do, so that programs go on after an exception.
static int serve(struct world *world) {
    switch (world->context[CONTEXT_EXCEPTION]) {
    case EXCEPTION_TIMER: return 1;
    case EXCEPTION_SYSTEM_CALL: context_complete(world->context); return 1;
    default: return 0;
    }
}

static int compare(uint32_t seed, const struct world *start, struct world *reference,
                   struct world *world, uint32_t slice) {
    world_copy(reference, start);
    world_copy(world, start);
    for (uint32_t done = 0; done < (slice < 64 ? 300 : 3000); done += slice) {
        enum exception expected = step_run(machine, reference->context, slice);
        enum exception exception = run(machine, world->context, slice);
        uint32_t where = 0;
        const char *what = world_difference(reference, world, &where);
        if (what == NULL && exception != expected)
            what = "exception";
        if (what != NULL)
            return report(seed, slice, what, where, reference, world);
        if (!serve(reference) || !serve(world))
            break;
    }
    return 0;
}

// One page in two contexts, which have the same pages but other instructions.
static int compare_subsets(struct world *world) {
    static const enum exception expected[] = {EXCEPTION_TIMER, EXCEPTION_RESERVED_INSTRUCTION};
    int failures = 0;
    for (uint32_t i = 0; i < 8; i++)
        world_store(world, world->code[0], i, isa_encode_immediate(ISA_ORI, 2, 0, 5));
    for (uint32_t i = 0; i < 4; i++) {
        world->context[CONTEXT_PC] = CODE;
        world->context[CONTEXT_NEXT_PC] = CODE + 4;
        world->context[CONTEXT_SUBSET] = i % 2 == 0 ? ISA_MIPS32 : ISA_MIPSTER;
        if (run(machine, world->context, 8) != expected[i % 2])
            failures++;
    }
    if (failures != 0)
        printf("engines: a page is executed as it was decoded for other instructions\n");
    return failures;
}

int main(int argc, char **argv) {
    static const uint32_t slices[] = {1, 2, 3, 5, 7, 11, 13, 64, 1000, 3000};
    uint32_t seed = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 0) : 1;
    uint32_t count = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 0) : 1000;
    world_start();
    struct world start = world_create();
    struct world reference = world_create();
    struct world world = world_create();
    uint64_t retired = 0;
    int failures = 0;
    for (uint32_t i = 0; i < count; i++, seed++) {
        generate_seed(seed);
        state = seed * 2654435761u + 1;
        make_program(&start);
        for (size_t j = 0; j < sizeof slices / sizeof slices[0]; j++)
            failures += compare(seed, &start, &reference, &world, slices[j]);
        retired += context_retired(world.context) - context_retired(start.context);
        if (failures > 10)
            break;
    }
    failures += compare_subsets(&world);
    printf("engines: %u programs, %u instructions each on average, %d failures\n", count,
           (unsigned)(retired / (count > 0 ? count : 1)), failures);
    machine_destroy(machine);
    return failures != 0;
}
