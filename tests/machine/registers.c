// registers SEED COUNT: what the instruction table says of the registers that an instruction reads
// and writes, against what the reference does: COUNT random words of every row. Nothing may change
// that is not written, or depend on what is not read; and each register that a row names is seen to
// change, or to matter, in some of its words.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/isa/isa.h"
#include "../../core/machine/context.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/step.h"
#include "../isa/generate.h"
#include "world.h"

enum { LAST = ISA_FCSR, DATA_WORDS = 64 };

static struct world world;
static uint32_t before[CONTEXT_WORDS];
static int failures;

static int is_register(uint32_t number) {
    return number != 0 && (number <= ISA_RA || number == ISA_HI || number == ISA_LO ||
                           (number >= ISA_FPR && number <= LAST));
}

static int has(struct isa_registers registers, uint32_t number) {
    for (uint32_t i = 0; i < registers.count; i++) {
        if (registers.numbers[i] == number)
            return 1;
    }
    return 0;
}

static void fill_data(void) {
    for (uint32_t i = 0; i < DATA_WORDS; i++)
        world_store(&world, world.data[0], i, i * 0x01030507u);
}

// One step from `before`; leaves the context in world.
static enum exception run(uint32_t word) {
    uint32_t directory = world.context[CONTEXT_PAGE_TABLE];
    memcpy(world.context, before, sizeof before);
    world.context[CONTEXT_PAGE_TABLE] = directory;
    world_store(&world, world.code[0], 0, word);
    return step(machine, world.context);
}

static void fail(const char *what, uint32_t word, uint32_t number) {
    char text[64];
    isa_disassemble(word, CODE, text, sizeof text);
    if (failures++ < 20)
        printf("registers: %s: %s %u\n", text, what, (unsigned)number);
}

static uint32_t stored_sum(void) {
    uint32_t sum = 0;
    for (uint32_t i = 0; i < DATA_WORDS; i++)
        sum = sum * 33 + frame_words(machine, world.data[0])[i];
    return sum;
}

static uint32_t some_offset(const struct isa_row *row) {
    return generate_below(DATA_WORDS * 4) / row->alignment * row->alignment;
}

static uint32_t random_word_of(enum isa_operation operation) {
    const struct isa_row *row = &isa_table[operation];
    struct fields fields = {.rs = generate_below(32),
                            .rt = generate_below(32),
                            .rd = generate_below(32),
                            .amount = generate_below(32),
                            .immediate = (int32_t)generate_number(),
                            .target = CODE + generate_below(64) * 4};
    if (row->kind == ISA_LOAD || row->kind == ISA_STORE)
        fields.immediate = (int32_t)some_offset(row);
    if (operation == ISA_RDHWR)
        fields.rd = generate_below(2) == 0 ? 29 : 3;
    return generate_word(operation, &fields);
}

// Doubles of which the lower half matters: equal ones, and infinity, which it makes a NaN.
static void start_pairs(uint32_t word) {
    uint32_t *first = &before[CONTEXT_FPR + isa_rd(word) / 2 * 2];
    uint32_t *second = &before[CONTEXT_FPR + isa_rt(word) / 2 * 2];
    uint32_t kind = generate_below(4);
    if (kind == 0)
        memcpy(second, first, 2 * sizeof *first);
    if (kind == 1)
        first[0] = 0, first[1] = 0x7ff00000;
    if (kind == 2)
        second[0] = 0, second[1] = 0x7ff00000;
}

static void start_context(enum isa_operation operation, uint32_t word) {
    memset(before, 0, sizeof before);
    for (uint32_t i = 1; i <= LAST; i++)
        before[i] = is_register(i) ? generate_number() : 0;
    if (generate_below(4) == 0) // equal operands
        before[isa_rs(word)] = before[isa_rt(word)];
    const struct isa_row *row = &isa_table[operation];
    if (row->kind == ISA_LOAD_INDEXED || row->kind == ISA_STORE_INDEXED)
        before[isa_rt(word)] = some_offset(row);
    if (isa_is_load(operation) || isa_is_store(operation))
        before[isa_rs(word)] = DATA;
    start_pairs(word);
    before[CONTEXT_FCSR] &= ~(uint32_t)FCSR_ZERO;
    before[0] = 0;
    before[CONTEXT_PC] = CODE;
    before[CONTEXT_NEXT_PC] = CODE + 4;
    before[CONTEXT_SUBSET] = ISA_MIPS32;
    before[CONTEXT_USER_LOCAL] = generate_number();
    before[CONTEXT_LINK] = DATA + isa_immediate(word) + 1; // half of all sc succeed
    before[CONTEXT_LINK_VALUE] = isa_immediate(word) / 4 * 0x01030507u + generate_below(2);
}

// Which of the registers of a row were seen to be read or written, by their position in the row.
static uint32_t read_seen, write_seen;

static void check_word(enum isa_operation operation, uint32_t word) {
    uint32_t after[CONTEXT_WORDS];
    struct isa_registers reads = isa_reads(word), writes = isa_writes(word);
    start_context(operation, word);
    fill_data();
    enum exception exception = run(word);
    uint32_t sum = stored_sum();
    memcpy(after, world.context, sizeof after);
    for (uint32_t i = 1; i <= LAST; i++) {
        if (!is_register(i) || after[i] == before[i])
            continue;
        if (!has(writes, i))
            fail("writes", word, i);
        for (uint32_t j = 0; j < writes.count; j++)
            write_seen |= (uint32_t)(writes.numbers[j] == i) << j;
    }
    for (uint32_t i = 1; i <= LAST; i++) {
        if (!is_register(i))
            continue;
        uint32_t saved = before[i];
        before[i] = generate_below(2) == 0 ? ~saved : generate_number();
        before[CONTEXT_FCSR] &= ~(uint32_t)FCSR_ZERO;
        fill_data();
        int matters = run(word) != exception || stored_sum() != sum;
        for (uint32_t j = 1; j <= LAST; j++) { // pc and next_pc too
            if (j > CONTEXT_LO && j < CONTEXT_FPR)
                continue;
            int is_written = has(writes, j) && exception == EXCEPTION_NONE;
            matters |= world.context[j] != after[j] && (j != i || is_written);
        }
        if (matters && !has(reads, i))
            fail("reads", word, i);
        for (uint32_t j = 0; j < reads.count && matters; j++)
            read_seen |= (uint32_t)(reads.numbers[j] == i) << j;
        before[i] = saved;
    }
}

// Registers: two for a letter in upper case.
static uint32_t count_of(const char *letters) {
    uint32_t count = 0;
    for (; *letters != 0; letters++)
        count += *letters >= 'A' && *letters <= 'Z' ? 2 : 1;
    return count;
}

// All registers of a row are different ones: then each has its position.
static int is_typical(enum isa_operation operation, uint32_t word) {
    return isa_reads(word).count == count_of(isa_table[operation].reads) &&
           isa_writes(word).count == count_of(isa_table[operation].writes);
}

static void check_row(enum isa_operation operation, uint32_t count) {
    const struct isa_row *row = &isa_table[operation];
    uint32_t all_reads = 0, all_writes = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t word = random_word_of(operation);
        if (isa_decode(word) != operation)
            continue;
        read_seen = write_seen = 0;
        check_word(operation, word);
        if (is_typical(operation, word)) {
            all_reads |= read_seen;
            all_writes |= write_seen;
        }
    }
    if (operation == ISA_C_F_D) // false, whatever the lower halves are
        all_reads |= 1 << 0 | 1 << 2;
    if (all_reads != (1u << count_of(row->reads)) - 1 ||
        all_writes != (1u << count_of(row->writes)) - 1) {
        printf("registers: %s: of reads \"%s\" seen %x, of writes \"%s\" seen %x\n", row->name,
               row->reads, (unsigned)all_reads, row->writes, (unsigned)all_writes);
        failures++;
    }
}

int main(int argc, char **argv) {
    if (argc != 3)
        return 2;
    generate_seed((uint32_t)strtoul(argv[1], NULL, 0));
    world_start();
    world = world_create();
    for (uint32_t operation = 0; operation < ISA_RESERVED; operation++)
        check_row((enum isa_operation)operation, (uint32_t)strtoul(argv[2], NULL, 0));
    return failures > 0;
}
