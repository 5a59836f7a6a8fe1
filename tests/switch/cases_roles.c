// Pages that are two things at once: a block, a table, code.

#include <string.h>

#include "tower.h"

// A hypervisor executes the block of its guest: the guest's $t0, $t1, $t2 are a routine.
static void test_block_as_code(void) {
    make_tower(1, 3);
    uint32_t *guest = context_of(&start, 1);
    guest[T0] = isa_encode_immediate(ISA_ADDIU, T1, T1, 0);
    guest[T1] = isa_encode_register(ISA_JR, 0, 31, 0);
    start_program(0);
    emit_switch(3);
    emit(isa_encode_jump(ISA_JAL, scene_address(0, page_of(1, BLOCK)) + T0 * 4));
    emit(0);
    back_to_start(0);
    check("a block as code", 100);
    expect("$t1", left.context[T1] > 5, 1);
}

// A hypervisor executes the table of its guest, which is at home on two pages, one of which comes
// and goes. (A machine that makes room for the code of this page may forget what it knows of the
// table.)
static void test_table_with_code(void) {
    enum { UNUSED = 1000 };
    uint32_t page = page_of(1, TABLE_2);
    for (int32_t budget = 3; budget < 20; budget++) {
        make_tower(1, budget);
        scene_words(&start, page)[UNUSED] = isa_encode_register(ISA_JR, 0, 31, 0);
        start_program(1);
        emit(isa_encode_jump(ISA_J, scene_address(1, DATA + 4)));
        add(T0, 1);
        place = scene_words(&start, DATA + 4);
        back_to_start(1);
        start_program(0);
        emit(isa_encode_jump(ISA_JAL, scene_address(0, page) + UNUSED * 4));
        emit(0);
        emit_switch(budget);
        load(T0, 24, 0);
        emit(isa_encode_register(ISA_SUBU, T0, 25, T0));
        store(T0, 24, 0);
        emit(isa_encode_jump(ISA_J, scene_address(0, page_of(0, CODE)) + 8));
        emit(0);
        start.context[24] =
            scene_address(0, page) + scene_address(1, DATA + 4) / PAGE_SIZE % PAGE_WORDS * 4;
        start.context[25] = scene_address(0, DATA + 4) + ALL;
        check("a table with code", 100);
    }
}

// The same, while the block is in the page of its own table, so that it takes the reference to load
// an instruction of that routine, and then to raise a page fault.
static void test_table_as_code(void) {
    enum { T3 = 11 };
    make_tower(1, 3);
    uint32_t *guest = context_of(&start, 1);
    uint32_t routine = scene_address(0, page_of(1, BLOCK)) + T0 * 4;
    scene_words(&start, page_of(1, DIRECTORY))[scene_address(1, 0) / 0x400000u + 1] =
        scene_address(0, page_of(1, BLOCK)) + ACCESS_READ;
    scene_words(&start, DATA + 1)[0] = isa_encode_immediate(ISA_ADDIU, T1, T1, 100);
    start.context[24] = isa_encode_immediate(ISA_ADDIU, T1, T1, 1);
    start.context[25] = guest[CONTEXT_PC];
    start.context[26] = guest[CONTEXT_NEXT_PC];
    guest[T1] = isa_encode_register(ISA_JR, 0, 31, 0);
    guest[T3] = scene_address(0, DATA + 1) + ALL;
    guest[S0 + 1] = scene_address(1, SCENE_PAGES / 2 + 1); // its entry is $at
    start_program(1);
    load(T0, S0, 0);
    load(T0, S0 + 1, 0);
    start_program(0);
    store(24, S7, T0 * 4);
    store(25, S7, CONTEXT_PC * 4);
    store(26, S7, CONTEXT_NEXT_PC * 4);
    emit(isa_encode_jump(ISA_JAL, routine));
    emit(0);
    emit_switch(9);
    emit(isa_encode_jump(ISA_JAL, routine));
    emit(0);
    back_to_start(0);
    check("a table as code", 100);
    expect("exception", context_of(&left, 1)[CONTEXT_EXCEPTION], EXCEPTION_PAGE_FAULT);
    expect("$t1", left.context[T1] > 200, 1);
}

// A block in the page of its own table: the guest's $t3 is the entry of its data page.
static void test_register_as_entry(void) {
    enum { T3 = 11, T4 = 12 };
    make_tower(1, 20);
    uint32_t *guest = context_of(&start, 1);
    scene_words(&start, page_of(1, DIRECTORY))[scene_address(1, 0) / 0x400000u + 1] =
        scene_address(0, page_of(1, BLOCK)) + ACCESS_READ;
    expect("index", scene_address(1, DATA + 1) / PAGE_SIZE % PAGE_WORDS, T3);
    guest[T3] = scene_address(0, DATA + 1) + ALL;
    guest[T4] = PAGE_SIZE;
    start_program(1);
    add(T0, 1);
    store(T0, S0, 0);
    emit(isa_encode_register(ISA_ADDU, T3, T3, T4));
    store(T0, S0, 4);
    emit(isa_encode_register(ISA_SUBU, T3, T3, T4));
    back_to_start(1);
    check("a register that is an entry", 200);
    expect("one page", scene_words(&left, DATA + 1)[0] != 0, 1);
    expect("other page", scene_words(&left, DATA + 2)[1] != 0, 1);
}

// Two guests take turns; the block of one is in the page of a table of the other.
static void test_block_in_table(uint32_t first) {
    make_tower(1, 4);
    uint32_t table = page_of(1, TABLE_2);
    uint32_t *block = scene_words(&start, table) + 4 * CONTEXT_WORDS;
    memcpy(block, context_of(&start, 1), BLOCK_SIZE);
    block[CONTEXT_PAGE_TABLE] = scene_address(0, page_of(2, DIRECTORY));
    scene_words(&start, page_of(2, DIRECTORY))[scene_address(1, 0) / 0x400000u] =
        scene_address(0, page_of(1, TABLE)) + ACCESS_READ;
    start_program(0);
    emit_switch(4);
    store(0, 25, 2048);
    load(T0, 24, 0);
    emit(isa_encode_register(ISA_SUBU, T0, 26, T0));
    store(T0, 24, 0);
    for (uint32_t turn = 0; turn < 2; turn++) {
        emit(isa_encode_register(ISA_SUBU, S7, 27, S7));
        if (turn == 0)
            emit_switch(4);
    }
    back_to_start(0);
    start.context[27] = scene_address(0, table) + 4 * BLOCK_SIZE + start.context[S7];
    start.context[S7] = start.context[27] - start.context[S7];
    start.context[25] = scene_address(0, table);
    if (first != 0)
        start.context[S7] = start.context[27] - start.context[S7];
    start.context[24] = start.context[25] + scene_address(1, DATA + 1) / PAGE_SIZE % PAGE_WORDS * 4;
    start.context[26] = scene_address(0, DATA + 1) + scene_address(0, DATA + 2) + 2 * ALL;
    check("a block in the table of another guest", 200);
    expect("both pages",
           (scene_words(&left, DATA + 1)[0] != 0) + (scene_words(&left, DATA + 2)[0] != 0), 2);
}

void test_roles(void) {
    test_block_as_code();
    test_table_with_code();
    test_table_as_code();
    test_register_as_entry();
    test_block_in_table(0);
    test_block_in_table(1);
}
