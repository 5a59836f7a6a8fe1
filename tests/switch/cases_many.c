// More contexts and page tables than the machine remembers.

#include <string.h>

#include "../../core/machine/page_table.h"
#include "../../core/mipster/run.h"
#include "tower.h"

// Many contexts one after the other, in the same and in other places: memory stays flat.
void test_many(uint32_t count) {
    name = "many contexts";
    make_tower(2, 1);
    scene_copy(&right, &start);
    uint32_t directories = scene_address(0, page_of(1, DIRECTORY));
    uint32_t frame = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t place = page_of(1, BLOCK);
        uint32_t *block = scene_words(&right, place) + i % 8 * CONTEXT_WORDS;
        if (i == count / 2)
            frame = environment_new_frame(machine->arena);
        memcpy(block, context_of(&start, 1), CONTEXT_WORDS * 4);
        // Another page table now and then, and another program.
        if (i % 3 == 0) {
            scene_move(&right, page_of(1, TABLE_2));
            scene_move(&right, page_of(2, BLOCK));
        }
        right.context[CONTEXT_PC] = scene_address(0, page_of(0, CODE));
        right.context[CONTEXT_NEXT_PC] = right.context[CONTEXT_PC] + 4;
        right.context[S7] = scene_address(0, place) + i % 8 * BLOCK_SIZE;
        block[CONTEXT_PAGE_TABLE] = directories;
        fast(machine, right.context, 4 + i % 8);
    }
    expect("frames that have been added", environment_new_frame(machine->arena) - frame, PAGE_SIZE);
}

// More page tables than the interpreter has spaces for, with the same two pages, of code and of
// data: each has its turn again and again, and what has changed in between counts.
enum { TABLES = 50, CODE_ADDRESS = 0x1000, DATA_ADDRESS = 0x2000 };

static uint32_t contexts[TABLES][CONTEXT_WORDS];

static void go(uint32_t number, uint32_t address, uint32_t subset, uint32_t exception) {
    uint32_t *context = contexts[number];
    context[CONTEXT_PC] = address;
    context[CONTEXT_NEXT_PC] = address + 4;
    context[CONTEXT_SUBSET] = subset;
    expect("exception", run(machine, context, 1), exception);
}

static void go_all(uint32_t address, uint32_t subset, uint32_t exception) {
    for (uint32_t i = 0; i < TABLES && failures < 20; i++)
        go(i, address, subset, exception);
}

void test_page_tables(void) {
    uint32_t code = frame_allocate(machine);
    uint32_t data = frame_allocate(machine);
    for (uint32_t i = 0; i < TABLES; i++) {
        uint32_t directory = page_table_create(machine);
        page_table_map(machine, directory, CODE_ADDRESS, code, ACCESS_READ + ACCESS_EXECUTE);
        page_table_map(machine, directory, DATA_ADDRESS, data, ALL);
        contexts[i][CONTEXT_PAGE_TABLE] = directory;
        contexts[i][T0] = DATA_ADDRESS;
        contexts[i][T1] = isa_encode_immediate(ISA_ADDIU, S0, S0, 1);
    }
    frame_store(machine, code, 0, isa_encode_immediate(ISA_SW, T1, T0, 0));
    frame_store(machine, code, 1, isa_encode_immediate(ISA_ORI, S7, 0, 1));
    name = "many page tables: a page that is stored to becomes code";
    go(0, DATA_ADDRESS, ISA_MIPS32, EXCEPTION_TIMER);
    for (uint32_t round = 0; round < 3; round++)
        go_all(CODE_ADDRESS, ISA_MIPS32, EXCEPTION_TIMER);
    for (uint32_t i = 0; i < TABLES && failures < 20; i++) {
        go(0, DATA_ADDRESS, ISA_MIPS32, EXCEPTION_TIMER);
        contexts[i][T1] = isa_encode_immediate(ISA_ADDIU, S0, S0, 100);
        go(i, CODE_ADDRESS, ISA_MIPS32, EXCEPTION_TIMER);
        contexts[i][T1] = isa_encode_immediate(ISA_ADDIU, S0, S0, 1);
        go(0, DATA_ADDRESS, ISA_MIPS32, EXCEPTION_TIMER);
        expect("what was executed", contexts[0][S0], (i + 1) * 101);
        go(0, CODE_ADDRESS, ISA_MIPS32, EXCEPTION_TIMER);
    }
    name = "many page tables: another instruction set";
    for (uint32_t round = 0; round < 3; round++)
        go_all(CODE_ADDRESS + 4, ISA_MIPS32, EXCEPTION_TIMER);
    go_all(CODE_ADDRESS + 4, ISA_MIPSTER, EXCEPTION_RESERVED_INSTRUCTION);
    name = "many page tables: a page that is there no more";
    for (uint32_t i = 0; i < TABLES; i++)
        page_table_unmap(machine, contexts[i][CONTEXT_PAGE_TABLE], CODE_ADDRESS);
    go_all(CODE_ADDRESS, ISA_MIPS32, EXCEPTION_PAGE_FAULT);
    for (uint32_t i = 0; i < TABLES; i++)
        page_table_destroy(machine, contexts[i][CONTEXT_PAGE_TABLE], false);
    frame_free(machine, code);
    frame_free(machine, data);
}
