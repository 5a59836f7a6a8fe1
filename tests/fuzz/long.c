#include "long.h"

#include <string.h>
#include <sys/stat.h>

#include "../../core/isa/isa.h"

// Loops count in $k0 and $k1, which nothing else writes; $s0 and $s1 have addresses of data, $gp
// that of the code; $ra only calls write. Functions call none.
enum { T8 = 24, T9, K0, K1, GP, S0 = 16, S1, SP = 29, RA = 31 };
enum { CODE_PAGES = 5, CODE_WORDS = CODE_PAGES * PAGE_WORDS, FUNCTIONS = 6 };
enum { POOL_PAGE = 7, POOL_WORDS = 64, DATA_WORDS = 512 };

struct program {
    struct chance *chance;
    uint32_t words[CODE_WORDS];
    uint32_t count, most;
    uint32_t functions[FUNCTIONS]; // where they begin
    uint32_t loops;                // that are open
    bool is_main;
};

static uint32_t below(struct program *program, uint32_t limit) {
    return chance_below(program->chance, limit);
}

static void put(struct program *program, uint32_t word) {
    program->words[program->count++] = word;
}

static uint32_t address_of(uint32_t index) {
    return state_address(0, 0) + index * 4;
}

// ---- instructions without control ----

static uint32_t source(struct program *program) {
    static const uint8_t few[] = {0, 2, 3, 4, 5, 6, 8, 9, 10, 16, 29};
    return below(program, 4) == 0 ? below(program, 32) : few[below(program, sizeof few)];
}

static uint32_t destination(struct program *program) {
    static const uint8_t few[] = {2, 3, 4, 5, 6, 8, 9, 10};
    uint32_t any = 1 + below(program, 25);
    if (below(program, 3) != 0 || any == S0 || any == S1)
        return few[below(program, sizeof few)];
    return any;
}

// Those that raise nothing, and that have the same result everywhere.
static bool is_wanted(uint32_t number) {
    const struct isa_row *row = &isa_table[number];
    switch (number) {
    case ISA_ADD:
    case ISA_ADDI:
    case ISA_SUB:
    case ISA_CACHE:
    case ISA_RDHWR:
    case ISA_LL:
    case ISA_SC:
    case ISA_RESERVED: return false;
    default:
        return !isa_is_coprocessor((enum isa_operation)number) &&
               (row->kind == ISA_PLAIN || row->kind == ISA_LOAD || row->kind == ISA_STORE);
    }
}

static uint32_t with_field(uint32_t word, unsigned shift, uint32_t value) {
    return (word & ~(31u << shift)) | value << shift;
}

static uint32_t plain(struct program *program) {
    uint32_t operation;
    do
        operation = below(program, ISA_RESERVED);
    while (!is_wanted(operation));
    const struct isa_row *row = &isa_table[operation];
    uint32_t position = below(program, 32);
    if (operation == ISA_EXT || operation == ISA_INS)
        return isa_encode_field((enum isa_operation)operation, destination(program),
                                source(program), position, 1 + below(program, 32 - position));
    uint32_t word = row->word | (chance_number(program->chance) & ~row->fixed);
    if (row->size != 0) {
        uint32_t offset = below(program, DATA_WORDS * 4) / row->alignment * row->alignment;
        word = with_field(word, 21, S0 + below(program, 2));
        word = (word & 0xffff0000u) | offset;
        return with_field(word, 16, row->kind == ISA_LOAD ? destination(program) : source(program));
    }
    // Registers: one of the fields is written, whichever the row says.
    for (unsigned shift = 11; shift <= 21; shift += 5) {
        if ((row->fixed >> shift & 31) == 0 && (shift > 11 || row->format == ISA_FORMAT_R))
            word = with_field(word, shift, source(program));
    }
    uint32_t written = isa_destination(word);
    if (written != 0)
        word = with_field(word, row->format == ISA_FORMAT_R ? 11 : 16, destination(program));
    return word;
}

static void put_plain(struct program *program, uint32_t count) {
    while (count-- > 0)
        put(program, plain(program));
}

// ---- control ----

static void put_block(struct program *program, uint32_t count);

static uint32_t some_branch(struct program *program) {
    uint32_t number;
    do
        number = below(program, ISA_RESERVED);
    while ((isa_table[number].kind != ISA_BRANCH && isa_table[number].kind != ISA_LIKELY) ||
           isa_links((enum isa_operation)number) || isa_is_coprocessor((enum isa_operation)number));
    const struct isa_row *row = &isa_table[number];
    uint32_t word = row->word;
    for (unsigned shift = 16; shift <= 21; shift += 5) {
        if ((row->fixed >> shift & 31) == 0)
            word = with_field(word, shift, source(program));
    }
    return word;
}

static void put_choice(struct program *program, uint32_t count) {
    uint32_t branch = program->count;
    put(program, some_branch(program));
    put_plain(program, 1);
    put_block(program, count);
    program->words[branch] |= (program->count - branch - 1) & 0xffff;
}

static void put_loop(struct program *program, uint32_t count) {
    uint32_t counter = K0 + program->loops++;
    put(program, isa_encode_immediate(ISA_ADDIU, counter, 0, 1 + (int32_t)below(program, 12)));
    uint32_t start = program->count;
    put_block(program, count);
    put(program, isa_encode_immediate(ISA_ADDIU, counter, counter, -1));
    put(program,
        isa_encode_immediate(ISA_BNE, counter, 0, (int32_t)start - (int32_t)program->count - 1));
    put_plain(program, 1);
    program->loops--;
}

static void put_call(struct program *program) {
    uint32_t address = address_of(program->functions[below(program, FUNCTIONS)]);
    if (below(program, 2) == 0) {
        put(program, isa_encode_jump(ISA_JAL, address));
    } else {
        put(program, isa_encode_immediate(ISA_LUI, T9, 0, (int32_t)(address >> 16)));
        put(program, isa_encode_immediate(ISA_ORI, T9, T9, (int32_t)(address & 0xffff)));
        put(program, isa_encode_register(ISA_JALR, RA, T9, 0));
    }
    put_plain(program, 1);
}

// Into a table of eight pairs of instructions, by the value of a register.
static void put_computed_jump(struct program *program) {
    put(program, isa_encode_immediate(ISA_ANDI, T8, source(program), 7));
    put(program, isa_encode_shift(ISA_SLL, T8, T8, 3));
    uint32_t address = address_of(program->count + 5);
    put(program, isa_encode_immediate(ISA_LUI, T9, 0, (int32_t)(address >> 16)));
    put(program, isa_encode_immediate(ISA_ORI, T9, T9, (int32_t)(address & 0xffff)));
    put(program, isa_encode_register(ISA_ADDU, T9, T9, T8));
    put(program, isa_encode_register(ISA_JR, 0, T9, 0));
    put_plain(program, 1 + 16);
}

// A function gets another first instruction.
static void put_change(struct program *program) {
    uint32_t function = program->functions[below(program, FUNCTIONS)];
    put(program, isa_encode_immediate(ISA_LW, T8, S1,
                                      (int32_t)(PAGE_SIZE + below(program, POOL_WORDS) * 4)));
    put(program, isa_encode_immediate(ISA_SW, T8, GP, (int32_t)function * 4));
    put_call(program);
}

// A load whose address depends on data.
static void put_indexed(struct program *program) {
    put(program, isa_encode_immediate(ISA_ANDI, T8, source(program), DATA_WORDS * 4 - 4));
    put(program, isa_encode_register(ISA_ADDU, T8, T8, S0 + below(program, 2)));
    put(program, isa_encode_immediate(below(program, 3) == 0 ? ISA_SW : ISA_LW,
                                      destination(program), T8, 0));
}

static void put_block(struct program *program, uint32_t count) {
    uint32_t end = program->count + count;
    while (program->count < end && program->count + 200 < program->most) {
        uint32_t left = end - program->count;
        switch (below(program, 14)) {
        case 0:
        case 1: put_choice(program, 1 + below(program, left < 30 ? left : 30)); break;
        case 2:
            if (program->loops < 2 && program->is_main)
                put_loop(program, 1 + below(program, left < 60 ? left : 60));
            break;
        case 3:
            if (program->is_main)
                put_call(program);
            break;
        case 4: put_computed_jump(program); break;
        case 5:
            if (program->is_main && below(program, 3) == 0)
                put_change(program);
            break;
        case 6: put_indexed(program); break;
        default: put_plain(program, 1 + below(program, 8)); break;
        }
    }
}

// ---- the whole ----

static void add_words(struct state *state, uint32_t page, const uint32_t *words, uint32_t count) {
    state->pieces[state->piece_count++] = (struct piece){(uint16_t)page, 0, (uint16_t)count};
    memcpy(state->words + state->word_count, words, count * sizeof *words);
    state->word_count += count;
}

static void make_registers(struct state *state, struct chance *chance) {
    uint32_t *context = state->levels[0].context;
    for (uint32_t i = 1; i < 32; i++)
        context[i] = chance_number(chance);
    context[S0] = state_address(0, CODE_PAGES);
    context[S1] = state_address(0, CODE_PAGES + 1);
    context[GP] = state_address(0, 0);
    context[K0] = context[K1] = 0;
    context[CONTEXT_HI] = chance_number(chance);
    context[CONTEXT_LO] = chance_number(chance);
    context[CONTEXT_PC] = address_of(0);
    context[CONTEXT_NEXT_PC] = address_of(1);
    context[CONTEXT_SUBSET] = ISA_MIPS32;
}

// The first words jump over the functions.
static void make_code(struct program *program) {
    program->most = CODE_WORDS;
    program->count = 2;
    for (uint32_t i = 0; i < FUNCTIONS; i++) {
        program->functions[i] = program->count;
        put_plain(program, 1);
        put_block(program, 4 + below(program, 40));
        put(program, isa_encode_register(ISA_JR, 0, RA, 0));
        put_plain(program, 1);
    }
    program->words[0] = isa_encode_jump(ISA_J, address_of(program->count));
    program->words[1] = plain(program);
    program->is_main = true;
    put_block(program, 1000 + below(program, 3000));
    // Where the program has ended it stays.
    put(program, isa_encode_register(ISA_SYSCALL, 0, 0, 0));
    put(program, isa_encode_jump(ISA_J, address_of(program->count - 1)));
    put(program, 0);
}

void state_make_long(struct state *state, struct chance *chance) {
    static struct program program;
    uint32_t words[PAGE_WORDS];
    memset(state, 0, offsetof(struct state, words));
    memset(&program, 0, sizeof program);
    program.chance = chance;
    make_code(&program);
    state->level_count = 1;
    make_registers(state, chance);
    for (uint32_t at = 0; at < program.count; at += PAGE_WORDS)
        add_words(state, at / PAGE_WORDS, program.words + at,
                  program.count - at < PAGE_WORDS ? program.count - at : PAGE_WORDS);
    for (uint32_t page = CODE_PAGES; page < POOL_PAGE; page++) {
        for (uint32_t i = 0; i < DATA_WORDS + 2; i++)
            words[i] = chance_number(chance);
        add_words(state, page, words, DATA_WORDS + 2);
    }
    for (uint32_t i = 0; i < POOL_WORDS; i++)
        words[i] = plain(&program);
    add_words(state, POOL_PAGE, words, POOL_WORDS);
    // In pieces of every length, then to the end.
    while (state->action_count < ACTIONS_MAX) {
        uint32_t budget = state->action_count % 3 != 0 || state->action_count > 20
                              ? 0xffff
                              : chance_below(chance, 3000);
        state->actions[state->action_count++] =
            (struct action){ACTION_RUN, (uint8_t)chance_below(chance, 256), (uint16_t)budget, 0};
    }
}

// ---- as an executable ----

enum { BOOT = 0x01000000, HEADER_SIZE = PAGE_SIZE, RECORD_AT = 0x800, VALUES_AT = 0x400 };

static uint32_t *put_load_address(uint32_t *at, uint32_t to, uint32_t address) {
    *at++ = isa_encode_immediate(ISA_LUI, to, 0, (int32_t)(address >> 16));
    *at++ = isa_encode_immediate(ISA_ORI, to, to, (int32_t)(address & 0xffff));
    return at;
}

static uint32_t *put_write(uint32_t *at, uint32_t address, uint32_t size) {
    at = put_load_address(at, REGISTER_A1, address);
    at = put_load_address(at, REGISTER_A2, size);
    *at++ = isa_encode_immediate(ISA_ADDIU, REGISTER_A0, 0, 1);
    *at++ = isa_encode_immediate(ISA_ADDIU, REGISTER_V0, 0, 4004);
    *at++ = isa_encode_register(ISA_SYSCALL, 0, 0, 0);
    return at;
}

// True of registers that the executable needs for itself, and records as 0.
static bool is_own(uint32_t number) {
    return number == K0 || number == K1 || number == 0;
}

// Sets the registers and jumps to the code. Returns where it goes on when the program has ended.
static uint32_t make_boot(uint32_t *boot, const uint32_t *context) {
    uint32_t *at = put_load_address(boot, K0, BOOT + VALUES_AT);
    for (uint32_t i = 0; i < 2; i++) {
        *at++ = isa_encode_immediate(ISA_LW, K1, K0, (int32_t)(32 + i) * 4);
        *at++ = isa_encode_register(i == 0 ? ISA_MTHI : ISA_MTLO, 0, K1, 0);
    }
    for (uint32_t i = 1; i < 32; i++) {
        if (!is_own(i))
            *at++ = isa_encode_immediate(ISA_LW, i, K0, (int32_t)i * 4);
    }
    *at++ = isa_encode_register(ISA_ADDU, K1, 0, 0);
    *at++ = isa_encode_jump(ISA_J, context[CONTEXT_PC]);
    *at++ = isa_encode_register(ISA_ADDU, K0, 0, 0);
    uint32_t end = BOOT + (uint32_t)(at - boot) * 4;
    at = put_load_address(at, K0, BOOT + RECORD_AT);
    for (uint32_t i = 1; i < 32; i++) {
        if (!is_own(i))
            *at++ = isa_encode_immediate(ISA_SW, i, K0, (int32_t)i * 4);
    }
    for (uint32_t i = 0; i < 2; i++) {
        *at++ = isa_encode_register(i == 0 ? ISA_MFHI : ISA_MFLO, K1, 0, 0);
        *at++ = isa_encode_immediate(ISA_SW, K1, K0, (int32_t)(32 + i) * 4);
    }
    at = put_write(at, BOOT + RECORD_AT, LONG_RECORD * 4);
    at = put_write(at, state_address(0, 0), PLAIN_PAGES * PAGE_SIZE);
    *at++ = isa_encode_immediate(ISA_ADDIU, REGISTER_A0, 0, 0);
    *at++ = isa_encode_immediate(ISA_ADDIU, REGISTER_V0, 0, 4001);
    *at++ = isa_encode_register(ISA_SYSCALL, 0, 0, 0);
    memcpy(boot + VALUES_AT / 4, context, 32 * 4);
    boot[VALUES_AT / 4 + 32] = context[CONTEXT_HI];
    boot[VALUES_AT / 4 + 33] = context[CONTEXT_LO];
    return end;
}

// The words that end the program are the only system call.
static uint32_t end_of(uint32_t memory[][PAGE_WORDS]) {
    uint32_t call = isa_encode_register(ISA_SYSCALL, 0, 0, 0), at = 0;
    while (memory[at / PAGE_WORDS][at % PAGE_WORDS] != call)
        at++;
    return at;
}

static bool write_all(const char *path, const void *first, size_t first_size, const void *second,
                      size_t second_size) {
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return false;
    bool good = fwrite(first, 1, first_size, file) == first_size &&
                fwrite(second, 1, second_size, file) == second_size;
    return fclose(file) == 0 && good;
}

bool long_write_executable(const char *path, const struct state *state) {
    static uint32_t memory[MEMORY_PAGES][PAGE_WORDS];
    static uint32_t front[2][PAGE_WORDS]; // headers, and what runs before and after the program
    enum { LOAD = 1, READ_WRITE_EXECUTE = 7, SEGMENTS = 2 };
    memset(front, 0, sizeof front);
    state_memory(state, memory);
    uint32_t end = make_boot(front[1], state->levels[0].context);
    const uint32_t header[] = {0x464c457f, 0x00010101, 0,          0,          0x00080002, 1, BOOT,
                               52,         0,          0x70001000, 0x00200034, SEGMENTS,   0};
    const uint32_t places[SEGMENTS] = {BOOT, state_address(0, 0)};
    const uint32_t sizes[SEGMENTS] = {PAGE_SIZE, PLAIN_PAGES * PAGE_SIZE};
    memcpy(front[0], header, sizeof header);
    for (uint32_t i = 0, offset = HEADER_SIZE; i < SEGMENTS; offset += sizes[i], i++) {
        const uint32_t segment[] = {LOAD,     offset,   places[i],          places[i],
                                    sizes[i], sizes[i], READ_WRITE_EXECUTE, PAGE_SIZE};
        memcpy(front[0] + sizeof header / 4 + i * 8, segment, sizeof segment);
    }
    uint32_t at = end_of(memory);
    memory[at / PAGE_WORDS][at % PAGE_WORDS] = isa_encode_jump(ISA_J, end);
    memory[(at + 1) / PAGE_WORDS][(at + 1) % PAGE_WORDS] = 0;
    return write_all(path, front, sizeof front, memory, PLAIN_PAGES * (size_t)PAGE_SIZE) &&
           chmod(path, 0755) == 0;
}

bool long_write_expected(const char *path, const struct state *state, const uint32_t *context,
                         const uint32_t *const pages[PLAIN_PAGES]) {
    static uint32_t memory[PLAIN_PAGES][PAGE_WORDS];
    uint32_t record[LONG_RECORD];
    for (uint32_t i = 0; i < 32; i++)
        record[i] = is_own(i) ? 0 : context[i];
    record[32] = context[CONTEXT_HI];
    record[33] = context[CONTEXT_LO];
    for (uint32_t i = 0; i < PLAIN_PAGES; i++)
        memcpy(memory[i], pages[i], PAGE_SIZE);
    // As in the executable, the program ends by a jump.
    uint32_t at = end_of(memory), boot[PAGE_WORDS] = {0};
    uint32_t end = make_boot(boot, state->levels[0].context);
    memory[at / PAGE_WORDS][at % PAGE_WORDS] = isa_encode_jump(ISA_J, end);
    memory[(at + 1) / PAGE_WORDS][(at + 1) % PAGE_WORDS] = 0;
    return write_all(path, record, sizeof record, memory, sizeof memory);
}
