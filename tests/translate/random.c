// random SEED COUNT: random programs over all rows of the instruction table, run by the reference
// one instruction at a time and by the translator in slices of many lengths; after every slice all
// of context and memory is compared. The programs branch into their own delay slots, store into
// their own code through two mappings, cross pages, fault anywhere; between slices the supervisor
// changes registers and page tables. Host settings change from program to program: with and without
// windows, with a code cache that overflows, with few address spaces.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/isa/isa.h"
#include "../../core/machine/context.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/page_table.h"
#include "../../core/mipster/emulate.h"
#include "../../core/machine/step.h"
#include "../../host/translate/translate.h"
#include "../machine/world.h"

static struct translate_tuning *tuning;
static struct translate_counts *counts;
static bool has_floats, has_avx, has_rounding; // of this host

static uint32_t state;

static uint32_t random_below(uint32_t limit) {
    state = state * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)(state >> 8) * limit >> 24);
}

static uint32_t random_word(void) {
    return random_below(0x10000) * 0x10000 + random_below(0x10000);
}

// Some that the translator keeps in host registers and some that it does not; in $s0 to $s4 and $sp
// are addresses.
// Often one that has been used lately: what translated code does depends on where it still is.
static uint32_t some_register(void) {
    static const uint32_t registers[] = {0, 2, 3, 4, 7, 8, 9, 10, 24, 30, 31};
    static uint32_t recent[4];
    uint32_t number = registers[random_below(sizeof registers / sizeof registers[0])];
    uint32_t place = random_below(8);
    if (place >= 4)
        number = recent[place - 4];
    recent[place % 4] = number;
    return number;
}

static uint32_t base_register(void) {
    static const uint32_t registers[] = {16, 17, 18, 19, 20, 29};
    return random_below(30) == 0 ? some_register() : registers[random_below(6)];
}

// Mostly into the program, at times far away or exactly one slot ahead.
static uint32_t branch_distance(uint32_t index, uint32_t length) {
    uint32_t distance = random_below(length) - index - 1;
    if (random_below(8) == 0)
        distance = random_below(4) - 1;
    if (random_below(40) == 0)
        distance = random_below(0x10000);
    return distance % 0x10000;
}

static uint32_t with_field(uint32_t word, unsigned shift, uint32_t value) {
    return (word & ~(31u << shift)) + (value << shift);
}

static uint32_t with_immediate(uint32_t word, uint32_t value) {
    return word / 0x10000 * 0x10000 + value % 0x10000;
}

// The ends of what 16 bits mean, with a sign and without.
static uint32_t some_immediate(void) {
    static const uint32_t ends[] = {0, 1, 0xff, 0x100, 0x7fff, 0x8000, 0xff00, 0xffff};
    return random_below(2) == 0 ? random_below(64) - 32 : ends[random_below(8)];
}

// Fields that the row leaves open get registers, most of the time.
static uint32_t with_registers(const struct isa_row *row, uint32_t word) {
    for (unsigned shift = 11; shift <= 21; shift += 5) {
        if ((row->fixed >> shift) % 32 == 0 && (shift > 11 || row->format == ISA_FORMAT_R) &&
            random_below(20) != 0)
            word = with_field(word, shift, some_register());
    }
    return word;
}

static uint32_t subset;
static bool floating; // most is of coprocessor 1

static uint32_t one_instruction(uint32_t index, uint32_t start, uint32_t length) {
    uint32_t operation = random_below(subset == ISA_MIPSTER ? ISA_SYSCALL + 1 : ISA_RESERVED);
    if (random_below(6) == 0)
        operation = random_below(ISA_SYSCALL);
    if (floating && random_below(3) != 0)
        operation = ISA_ABS_D + random_below(ISA_RESERVED - ISA_ABS_D);
    if (random_below(200) == 0)
        return random_word();
    const struct isa_row *row = &isa_table[operation];
    uint32_t word = row->word + (random_word() & ~row->fixed);
    if (row->format == ISA_FORMAT_J)
        return isa_encode_jump((enum isa_operation)operation, start + random_below(length) * 4);
    if (operation == ISA_EXT || operation == ISA_INS)
        return with_field(with_field(word, 21, some_register()), 16, some_register());
    word = with_registers(row, word);
    if (row->kind == ISA_LOAD || row->kind == ISA_STORE) {
        uint32_t offset = random_below(320);
        if (random_below(16) != 0)
            offset -= offset % row->alignment;
        word = with_immediate(with_field(word, 21, base_register()), offset - 32);
    } else if (row->format == ISA_FORMAT_I && row->kind != ISA_PLAIN && row->kind != ISA_TRAP) {
        word = with_immediate(word, branch_distance(index, length));
    } else if (row->kind == ISA_JUMP && random_below(3) != 0) {
        word = with_field(word, 21, 31);
    } else if (row->format == ISA_FORMAT_I && random_below(2) == 0) {
        word = with_immediate(word, some_immediate());
    } else if (row->kind == ISA_TRAP && random_below(2) == 0) {
        return 0;
    }
    return word;
}

// What the translator does several instructions at once for, or remembers something of: the first
// of two or three instructions; the others are queued, the last one first.
static uint32_t queue[2];
static uint32_t queued;

static uint32_t compare_and_branch(uint32_t index, uint32_t start, uint32_t length) {
    static const enum isa_operation rows[] = {ISA_SLT, ISA_SLT, ISA_SLTI, ISA_SLTU, ISA_SLTIU};
    enum isa_operation row = rows[random_below(subset == ISA_MIPSTER ? 2 : 5)];
    uint32_t to = some_register();
    uint32_t branch = isa_encode_immediate(random_below(2) == 0 ? ISA_BEQ : ISA_BNE, to, 0, 0);
    if (random_below(2) == 0)
        branch = with_field(with_field(branch, 21, to), 16, 0);
    queue[1] = with_immediate(branch, branch_distance(index + 1, length));
    queue[0] = one_instruction(index + 2, start, length);
    if (random_below(2) == 0)
        queue[0] = isa_encode_immediate(random_below(2) == 0 ? ISA_LW : ISA_SW, some_register(),
                                        base_register(), (int32_t)random_below(80) * 4);
    queued = 2;
    uint32_t left = random_below(3) == 0 ? to : some_register();
    if (isa_table[row].format == ISA_FORMAT_I)
        return isa_encode_immediate(row, to, left, (int32_t)random_below(0x10000));
    return isa_encode_register(row, to, left, random_below(3) == 0 ? to : some_register());
}

static uint32_t constants(uint32_t index, uint32_t start, uint32_t length) {
    uint32_t to = some_register();
    queue[1] = isa_encode_immediate(ISA_ADDIU, some_register(), to, (int32_t)random_below(64) - 32);
    queue[0] = isa_encode_immediate(random_below(2) == 0 ? ISA_LW : ISA_SW, some_register(), to,
                                    (int32_t)random_below(16) * 4);
    if (random_below(3) == 0) {
        to = 31;
        queue[1] = isa_encode_jump(ISA_JAL, start + random_below(length) * 4);
        queue[0] = isa_encode_immediate(ISA_ADDIU, some_register(), 31, 4);
    } else if (random_below(2) == 0) {
        queue[1] = one_instruction(index + 1, start, length);
    }
    queued = 2;
    if (subset == ISA_MIPS32 && random_below(2) == 0)
        return isa_encode_immediate(ISA_LUI, to, 0, random_below(2) == 0 ? DATA / 0x10000 : 0xffff);
    return isa_encode_immediate(ISA_ADDIU, to, 0, (int32_t)random_below(0x10000) - 0x8000);
}

// Three instructions with the same three registers, where the values of one are still held
// somewhere for the next.
static uint32_t with_few(const uint32_t *few) {
    static const enum isa_operation rows[] = {
        ISA_ADDU, ISA_SLT,  ISA_SUBU, ISA_DIVU, ISA_LW,   ISA_SW,  ISA_SW, // and of mips32
        ISA_MOVZ, ISA_MOVN, ISA_DIV,  ISA_DIV,  ISA_SLTU, ISA_MUL, ISA_SLLV, ISA_SWR};
    uint32_t count = subset == ISA_MIPSTER ? 7 : sizeof rows / sizeof rows[0];
    const struct isa_row *row = &isa_table[rows[random_below(count)]];
    uint32_t word = with_field(row->word, 16, few[random_below(3)]);
    if (row->format != ISA_FORMAT_R)
        return with_immediate(with_field(word, 21, base_register()), random_below(80) * 4);
    word = with_field(word, 21, few[random_below(3)]);
    return row->fixed >> 11 & 31 ? word : with_field(word, 11, few[random_below(3)]);
}

static uint32_t around_few(void) {
    uint32_t few[3];
    for (unsigned i = 0; i < 3; i++)
        few[i] = some_register();
    for (queued = 0; queued < 2; queued++)
        queue[queued] = with_few(few);
    return with_few(few);
}

// ---- of coprocessor 1 ----

// With registers 0 to 3, even ones where a pair is needed.
static uint32_t with_few_floats(enum isa_operation operation) {
    const struct isa_row *row = &isa_table[operation];
    uint32_t word = row->word;
    for (unsigned shift = 6; shift <= 16; shift += 5) {
        if ((row->fixed >> shift & 30) == 0 && (row->format == ISA_FORMAT_R || shift == 16))
            word |= random_below(4) << shift & ~row->fixed;
    }
    if (row->format == ISA_FORMAT_I)
        return with_immediate(with_field(word, 21, base_register()), random_below(40) * 8);
    if (operation == ISA_MTC1 || operation == ISA_MFC1)
        word = with_field(word, 16, some_register());
    return word;
}

static uint32_t around_few_floats(void) {
    static const enum isa_operation rows[] = {
        ISA_ADD_S,   ISA_SUB_S,   ISA_MUL_S,   ISA_MUL_S, ISA_ADD_D,     ISA_SUB_D,    ISA_MUL_D,
        ISA_DIV_D,   ISA_SQRT_D,  ISA_MOV_D,   ISA_MOV_S, ISA_NEG_D,     ISA_LDC1,     ISA_LDC1,
        ISA_LWC1,    ISA_SDC1,    ISA_MTC1,    ISA_MFC1,  ISA_TRUNC_W_D, ISA_C_OLT_D,  ISA_MADD_S,
        ISA_CVT_D_S, ISA_CVT_S_D, ISA_CVT_D_W, ISA_LWC1,  ISA_SWC1,      ISA_FLOOR_W_S};
    for (queued = 0; queued < 2; queued++)
        queue[queued] = with_few_floats(rows[random_below(sizeof rows / sizeof rows[0])]);
    return with_few_floats(rows[random_below(sizeof rows / sizeof rows[0])]);
}

static uint32_t float_compare_and_branch(uint32_t index, uint32_t start, uint32_t length) {
    uint32_t word = with_few_floats(random_below(2) == 0 ? ISA_C_F_S : ISA_C_F_D);
    uint32_t branch = isa_table[random_below(2) == 0 ? ISA_BC1F : ISA_BC1T].word;
    queue[1] = with_immediate(branch, branch_distance(index + 1, length));
    queue[0] = random_below(2) == 0 ? one_instruction(index + 2, start, length)
                                    : with_few_floats(ISA_LDC1);
    queued = 2;
    return (word & ~0x7c0u) | random_below(16);
}

// A word or single that is converted when it has been moved or loaded.
static uint32_t converted(void) {
    static const enum isa_operation rows[] = {ISA_CVT_D_W, ISA_CVT_S_W, ISA_CVT_D_S};
    uint32_t number = random_below(4);
    enum isa_operation operation = rows[random_below(3)];
    queue[0] = with_field(with_few_floats(operation), 11, number);
    if (operation == ISA_CVT_D_W)
        queue[0] = with_field(queue[0], 6, number & ~1u);
    queued = 1;
    if (random_below(2) == 0) {
        queue[1] = isa_encode_register(ISA_ADDU, some_register(), some_register(), some_register());
        queued = 2;
    }
    if (operation == ISA_CVT_D_S)
        return with_field(with_few_floats(ISA_LWC1), 16, number);
    return with_field(with_few_floats(ISA_MTC1), 11, number);
}

// Registers with 2147483647.5, which fits into a word in some roundings, and with two singles whose
// product is tiny before it is rounded, and not after.
enum { AT_END = 26, JUST_NORMAL = 24 };

// A word that is converted to, and moved to a general register, perhaps after something else.
static uint32_t converted_to_word(void) {
    uint32_t number = random_below(4);
    uint32_t from = random_below(2) == 0 ? AT_END : random_below(2) * 2;
    queue[1] = with_few_floats(random_below(2) == 0 ? ISA_MOV_S : ISA_LWC1);
    queue[0] = with_field(with_few_floats(ISA_MFC1), 11, number);
    queued = 2;
    return isa_table[ISA_TRUNC_W_D].word | from << 11 | number << 6;
}

// What is known to be a number is loaded, and computed with again.
static uint32_t loaded_again(void) {
    bool is_wide = random_below(2) == 0;
    uint32_t word = isa_table[is_wide ? ISA_ADD_D : ISA_ADD_S].word;
    queue[1] = with_field(with_few_floats(is_wide ? ISA_LDC1 : ISA_LWC1), 16, 0);
    queue[0] = word | 2 << 6 | 2 << 16;
    queued = 2;
    return word | 2 << 11 | 2 << 16;
}

// An odd single is computed with, then its pair is written.
static uint32_t written_as_pair(void) {
    uint32_t word = with_few_floats(random_below(2) == 0 ? ISA_ADD_S : ISA_MUL_S);
    queue[1] = with_field(with_few_floats(ISA_LDC1), 16, 0);
    if (random_below(2) == 0)
        queue[1] = isa_table[ISA_MOV_D].word | 2 << 11;
    queue[0] = with_few_floats(random_below(2) == 0 ? ISA_SDC1 : ISA_MFC1);
    queued = 2;
    return with_field(with_field(word, 6, 2 + random_below(2)), 11, 1);
}

static uint32_t some_floats(uint32_t index, uint32_t start, uint32_t length) {
    switch (random_below(10)) {
    case 0: return float_compare_and_branch(index, start, length);
    case 1: return converted();
    case 2: return converted_to_word();
    case 3: return random_below(2) == 0 ? loaded_again() : written_as_pair();
    case 4:
        return isa_table[ISA_MUL_S].word | JUST_NORMAL << 11 | (JUST_NORMAL + 1) << 16 |
               random_below(4) << 6;
    default: return around_few_floats();
    }
}

// In the last word of the first page, often: its delay slot is in the second.
static uint32_t branch_to_next_page(uint32_t index, uint32_t start, uint32_t length) {
    uint32_t to = some_register();
    switch (random_below(4)) {
    case 0: return isa_encode_jump(ISA_JAL, start + random_below(length) * 4);
    case 1: return isa_encode_register(ISA_JR, 0, 31, 0);
    default:
        return with_immediate(isa_encode_immediate(ISA_BNE, to, some_register(), 0),
                              branch_distance(index, length));
    }
}

static uint32_t random_instruction(uint32_t address, uint32_t start, uint32_t length) {
    uint32_t index = (address - start) / 4;
    if (address == CODE + PAGE_SIZE - 4 && random_below(2) == 0)
        return branch_to_next_page(index, start, length);
    if (queued > 0)
        return queue[--queued];
    if (floating && random_below(4) == 0)
        return some_floats(index, start, length);
    switch (random_below(14)) {
    case 0: return compare_and_branch(index, start, length);
    case 1: return constants(index, start, length);
    case 2:
    case 3: return around_few();
    default: return one_instruction(index, start, length);
    }
}

// A single, or half of a double.
static uint32_t some_number(void) {
    static const uint32_t edges[] = {0,          0x80000000, 0x7f800000, 0x7ff00000, 0x7fbfffff,
                                     0x7ff7ffff, 0x7fc00000, 0x7ff80000, 0x7f7fffff, 0x7fefffff,
                                     0x00800000, 0x00100000, 0x4effffff, 0x41dfffff};
    switch (random_below(8)) {
    case 0:
    case 1: return random_word();
    case 2: return edges[random_below(sizeof edges / sizeof edges[0])];
    case 3: return 0x3ff00000 + random_below(3);
    default: return 0x3f000000 + (random_word() & 0x80ffffff);
    }
}

// The program lies at the end of the first code page and reaches into the second, or in the mixed
// page.
static uint32_t window_page; // of the code, where it is written

static void make_program(struct world *world) {
    uint32_t length = 4 + random_below(70);
    uint32_t start = CODE + PAGE_SIZE - 4 * (1 + random_below(length));
    uint32_t *context = world->context;
    subset = random_below(4) == 0 ? ISA_MIPSTER : ISA_MIPS32;
    floating = subset == ISA_MIPS32 && random_below(3) == 0;
    if (random_below(4) == 0)
        start = MIXED + 4 * random_below(100);
    for (uint32_t i = 0; i < length; i++) {
        uint32_t address = start + i * 4;
        uint32_t frame = address < DATA ? world->code[(address - CODE) / PAGE_SIZE] : world->mixed;
        world_store(world, frame, address / 4 % PAGE_WORDS,
                    random_instruction(address, start, length));
    }
    for (uint32_t i = 1; i < 32; i++) {
        context[i] = random_below(3) == 0 ? random_below(5) - 2 : random_word();
        if (random_below(8) == 0)
            context[i] = 0x80000000u - random_below(2);
    }
    context[9] = random_instruction(start, start, length);
    context[10] = random_instruction(start, start, length);
    context[16] = DATA + 4 * random_below(8) + 32;
    context[17] = DATA + PAGE_SIZE - 4 * random_below(40);
    window_page = random_below(2);
    context[18] = WINDOW + (window_page == 0 ? start % PAGE_SIZE : 4 * random_below(8));
    context[19] = random_below(2) == 0 ? MIXED + 4 * random_below(300) : DATA + 32;
    context[20] = random_below(8) == 0 ? random_word() : DATA + 32;
    context[29] = DATA + PAGE_SIZE / 2;
    if (random_below(8) != 0)
        context[31] = start + 4 * random_below(length);
    queued = 0;
    for (uint32_t i = CONTEXT_FPR; i < CONTEXT_FCSR; i++)
        context[i] = some_number();
    context[CONTEXT_FPR + JUST_NORMAL] = 0x20000001;
    context[CONTEXT_FPR + JUST_NORMAL + 1] = 0x1ffffffe;
    context[CONTEXT_FPR + AT_END] = 0xffe00000;
    context[CONTEXT_FPR + AT_END + 1] = 0x41dfffff;
    context[CONTEXT_FCSR] = random_word() & ~(uint32_t)FCSR_ZERO;
    if (random_below(8) != 0) // mostly, nothing is enabled
        context[CONTEXT_FCSR] &= ~(uint32_t)0xf80;
    if (random_below(8) != 0) // nor flushed to zero
        context[CONTEXT_FCSR] &= ~(uint32_t)0x01000000;
    context[CONTEXT_PC] = start;
    context[CONTEXT_NEXT_PC] = random_below(8) == 0 ? start + 4 * random_below(length) : start + 4;
    context[CONTEXT_HI] = random_word();
    context[CONTEXT_LO] = random_word();
    context[CONTEXT_USER_LOCAL] = random_word();
    context[CONTEXT_RETIRED_LOW] = random_below(4) == 0 ? 0xffffffffu - random_below(200) : 0;
    context[CONTEXT_SUBSET] = subset;
}

// ---- settings of the host ----

// Any pairs and singles in host registers; first none, as at the start.
static void choose_floats(struct translator *translator) {
    struct float_map *map = &translator->next_floats;
    float_map_clear(map);
    translator->has_floats = has_floats && random_below(16) != 0;
    translator->uses_floats =
        translator->has_floats && (translator->uses_floats || random_below(8) == 0);
    for (unsigned i = 0; translator->uses_floats && i < FLOATS_MAPPED; i++) {
        unsigned number = random_below(random_below(2) == 0 ? 4 : FLOATS);
        bool is_pair = random_below(2) == 0;
        unsigned first = is_pair ? number / 2 * 2 : number;
        if (map->homes[first] == NO_REGISTER && (!is_pair || map->homes[first + 1] == NO_REGISTER))
            float_map_add(map, FLOAT_FIRST + i, first, is_pair);
    }
}

static void choose_tuning(void) {
    space_release_all(machine->translator);
    choose_floats(machine->translator);
    cache_flush(machine->translator);
    tuning->small_budget = 0;
    tuning->window_after = random_below(3) == 0 ? 0 : random_below(2) == 0 ? 300 : 1000000;
    tuning->code_bytes = random_below(2) == 0 ? 0x1000000 : 0x21000 + random_below(0x3000);
    tuning->spaces = 1 + random_below(3);
    tuning->host_mappings = random_below(4) == 0 ? random_below(10) : 1000;
    tuning->checked_after = 1 + random_below(3);
    machine->translator->has_avx = has_avx && random_below(2) == 0;
    machine->translator->has_rounding = has_rounding && random_below(4) != 0;
}

// ---- two worlds in step ----

static struct world start, reference, world;

static int report(uint32_t seed, uint32_t slice, const char *what, uint32_t where) {
    printf("random: seed %u, slice %u: %s %u differs: pc %08x and %08x, retired %u and %u\n", seed,
           slice, what, where, reference.context[CONTEXT_PC], world.context[CONTEXT_PC],
           reference.context[CONTEXT_RETIRED_LOW], world.context[CONTEXT_RETIRED_LOW]);
    return 1;
}

static void map_both(uint32_t address, uint32_t left, uint32_t right, uint32_t permissions) {
    page_table_map(machine, reference.context[CONTEXT_PAGE_TABLE], address, left, permissions);
    page_table_map(machine, world.context[CONTEXT_PAGE_TABLE], address, right, permissions);
}

static void map_as_ever(void) {
    enum { READ_WRITE = ACCESS_READ + ACCESS_WRITE, READ_EXECUTE = ACCESS_READ + ACCESS_EXECUTE };
    for (uint32_t i = 0; i < 2; i++) {
        map_both(CODE + i * PAGE_SIZE, reference.code[i], world.code[i], READ_EXECUTE);
        map_both(DATA + i * PAGE_SIZE, reference.data[i], world.data[i], READ_WRITE);
    }
    map_both(MIXED, reference.mixed, world.mixed, READ_WRITE + ACCESS_EXECUTE);
    map_both(WINDOW, reference.code[window_page], world.code[window_page], READ_WRITE);
}

// Another instruction where the second page begins, which may be a delay slot.
static void change_slot(void) {
    uint32_t number = some_register();
    uint32_t word = isa_encode_immediate(ISA_ADDIU, number, number, (int32_t)random_below(100));
    world_store(&reference, reference.code[1], 0, word);
    world_store(&world, world.code[1], 0, word);
}

// What a supervisor may do between two slices.
static void interfere(void) {
    uint32_t number = 1 + random_below(31);
    switch (random_below(16)) {
    case 0: reference.context[number] = world.context[number] = random_below(16); break;
    case 1: map_both(MIXED, reference.mixed, world.mixed, random_below(8)); break;
    case 2: map_both(DATA, reference.data[1], world.data[1], random_below(8)); break;
    case 3: map_both(WINDOW, reference.code[1], world.code[1], random_below(8)); break;
    case 4: map_both(CODE, reference.code[0], world.code[0], 4 + random_below(4)); break;
    case 5: map_both(CODE, reference.code[1], world.code[1], 4 + random_below(4)); break;
    case 6: map_as_ever(); break;
    case 7: change_slot(); break;
    case 8: map_both(CODE + PAGE_SIZE, reference.mixed, world.mixed, random_below(8)); break;
    case 9: map_both(DATA + PAGE_SIZE, reference.data[1], world.data[1], random_below(8)); break;
    default: break;
    }
}

// What a kernel would do, so that programs go on after an exception. False if they cannot.
static int serve(uint32_t *context, uint32_t at) {
    switch (context[CONTEXT_EXCEPTION]) {
    case EXCEPTION_TIMER: return 1;
    case EXCEPTION_PAGE_FAULT:
    case EXCEPTION_ADDRESS_ERROR:
        if (context[CONTEXT_KIND] == ACCESS_EXECUTE) {
            context[CONTEXT_PC] = at;
            context[CONTEXT_NEXT_PC] = at + 4;
            return 1;
        }
        context_complete(context);
        return 1;
    default: context_complete(context); return 1;
    }
}

static int compare(uint32_t seed, uint32_t slice, int meddle) {
    uint32_t limit = slice < 64 ? 300 : 3000;
    map_as_ever();
    world_copy(&reference, &start);
    world_copy(&world, &start);
    for (uint32_t done = 0, length; done < limit; done += length + 1) {
        length = slice != 0 ? slice : random_below(40);
        enum exception expected = step_run(machine, reference.context, length);
        uint32_t control = __builtin_ia32_stmxcsr();
        enum exception exception = translated_run(machine, world.context, length);
        if (__builtin_ia32_stmxcsr() != control)
            return report(seed, slice, "control of the host's floating point", 0);
        uint32_t where = 0;
        const char *what = world_difference(&reference, &world, &where);
        if (what == NULL && exception != expected)
            what = "exception";
        if (what != NULL)
            return report(seed, slice, what, where);
        if (!serve(reference.context, start.context[CONTEXT_PC]) ||
            !serve(world.context, start.context[CONTEXT_PC]))
            break;
        if (meddle)
            interfere();
    }
    return 0;
}

int main(int argc, char **argv) {
    static const uint32_t slices[] = {0, 1, 2, 3, 5, 7, 11, 13, 64, 1000, 3000};
    uint32_t seed = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 0) : 1;
    uint32_t count = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 0) : 1000;
    uint64_t retired = 0;
    int failures = 0;
    world_start();
    struct translator *translator = translator_of(machine);
    if (translator == NULL) {
        printf("random: this host has no translator\n");
        return 2;
    }
    tuning = &translator->tuning;
    counts = &translator->counts;
    has_floats = translator->has_floats;
    has_avx = translator->has_avx;
    has_rounding = translator->has_rounding;
    start = world_create();
    reference = world_create();
    world = world_create();
    for (uint32_t i = 0; i < 2 * PAGE_WORDS; i++)
        frame_words(machine, start.data[i / PAGE_WORDS])[i % PAGE_WORDS] =
            random_below(16) == 0  ? 0x7ff80000 // half of a signaling NaN
            : random_below(2) == 0 ? random_word()
                                   : some_number();
    for (uint32_t i = 0; i < count && failures <= 10; i++, seed++) {
        state = (seed ^ seed << 16) * 2654435761u + 1;
        for (unsigned k = 0; k < 8; k++)
            random_word();
        choose_tuning();
        make_program(&start);
        for (size_t j = 0; j < sizeof slices / sizeof slices[0]; j++) {
            failures += compare(seed, slices[j], 0);
            failures += compare(seed, slices[j], 1);
            retired += context_retired(world.context) - context_retired(start.context);
        }
    }
    printf(
        "random: %u programs, %u instructions each, %llu blocks, %llu faults, %llu flushes, %llu "
        "windows, %d failures\n",
        count, (unsigned)(retired / (count > 0 ? count : 1)), (unsigned long long)counts->blocks,
        (unsigned long long)counts->faults, (unsigned long long)counts->flushes,
        (unsigned long long)counts->windows, failures);
    machine_destroy(machine);
    return failures != 0;
}
