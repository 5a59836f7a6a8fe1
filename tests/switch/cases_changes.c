// What changes while hypervisors and their guests run: page tables, code, blocks, and what the
// kernel of level 0 does.

#include <string.h>

#include "../../core/machine/page_table.h"
#include "../../core/machine/switch.h"
#include "tower.h"

static void test_tables_change(void) {
    make_tower(1, 3);
    // Level 0 takes the guest's data page away after each slice, gives it back after the next.
    start_program(0);
    emit_switch(3);
    load(T0, S0, 0);
    load(T1, S0, 4);
    store(T1, S0, 0);
    store(T0, S0, 4);
    emit(isa_encode_register(ISA_ADDU, 24, 25, 0));
    store(T0, 24, 0);
    back_to_start(0);
    start.context[25] = scene_address(0, page_of(1, TABLE_2)) +
                        scene_address(1, DATA + 1) / PAGE_SIZE % PAGE_WORDS * 4;
    scene_words(&start, DATA)[0] = scene_address(0, DATA + 1) + ALL;
    check("a page that comes and goes", 100);
    scene_words(&start, DATA)[4 / 4] = scene_address(0, DATA + 2) + ALL;
    check("a page that changes", 100);
    scene_words(&start, DATA)[4 / 4] = scene_address(0, DATA + 1) + ACCESS_READ;
    check("a permission that changes", 100);
}

// Level 0 gives its guest, which is a hypervisor, another table, or another page table altogether:
// the guest of the guest finds another page in place of its data.
static void test_tables_of_hypervisors(void) {
    uint32_t region = scene_address(1, 0) / 0x400000u + 1;
    for (uint32_t whole = 0; whole < 2; whole++) {
        make_tower(2, 25);
        uint32_t table = page_of(3, TABLE_2);
        uint32_t directory = page_of(3, DIRECTORY);
        uint32_t *words = scene_words(&start, directory);
        memcpy(scene_words(&start, table), scene_words(&start, page_of(1, TABLE_2)), PAGE_SIZE);
        scene_words(&start, table)[scene_address(1, DATA + 2) / PAGE_SIZE % PAGE_WORDS] =
            scene_address(0, DATA + 6) + ALL;
        memcpy(words, scene_words(&start, page_of(1, DIRECTORY)), PAGE_SIZE);
        words[region] = scene_address(0, table) + ACCESS_READ;
        start_program(0);
        emit_switch(25);
        load(T0, 24, 0);
        emit(isa_encode_register(ISA_SUBU, T0, 25, T0));
        store(T0, 24, 0);
        back_to_start(0);
        if (whole == 0) {
            start.context[24] = scene_address(0, page_of(1, DIRECTORY)) + region * 4;
            start.context[25] =
                scene_address(0, table) + scene_address(0, page_of(1, TABLE_2)) + 2 * ACCESS_READ;
        } else {
            start.context[24] = start.context[S7] + CONTEXT_PAGE_TABLE * 4;
            start.context[25] =
                scene_address(0, directory) + scene_address(0, page_of(1, DIRECTORY));
        }
        check("a hypervisor with changing tables", 200);
        expect("one page", scene_words(&left, DATA + 2)[0] != 0, 1);
        expect("other page", scene_words(&left, DATA + 6)[0] != 0, 1);
    }
}

// A table that lies in the page of a block comes into use while the guest runs: the second one,
// with its data; where the code of the level is in the second one itself, the first, with other
// data.
static void test_late_table(uint32_t level) {
    enum { DATA_OF_FIRST = SCENE_PAGES / 2 - 1 };
    make_tower(level + 1, 20);
    bool is_first = page_of(level, CODE) >= SCENE_PAGES / 2;
    uint32_t page = page_of(level, is_first ? TABLE : TABLE_2);
    for (uint32_t i = 1; i <= level && is_first; i++)
        *entry_of(&start, i, DATA_OF_FIRST) = scene_address(i - 1, DATA_OF_FIRST) + ALL;
    if (is_first)
        *entry_of(&start, level + 1, DATA + level + 1) = scene_address(level, DATA_OF_FIRST) + ALL;
    memcpy(scene_words(&start, page) + 4 * CONTEXT_WORDS, context_of(&start, level + 1),
           BLOCK_SIZE);
    *entry_of(&start, level, page_of(level + 1, BLOCK)) = scene_address(level - 1, page) + ALL;
    context_of(&start, level)[S7] += 4 * BLOCK_SIZE;
    check("a table in the page of a block", level == 1 ? 10 : 60);
    if (level == 1)
        expect_result(0, ERROR_FAULT, 1, 15);
}

// Two guests take turns in one block.
static void test_block_reused(void) {
    make_tower(1, 4);
    uint32_t other = page_of(2, DIRECTORY);
    memcpy(scene_words(&start, other), scene_words(&start, page_of(1, DIRECTORY)), PAGE_SIZE);
    scene_words(&start, other)[scene_address(1, 0) / 0x400000u + 1] =
        scene_address(0, page_of(2, TABLE_2)) + ACCESS_READ;
    scene_words(&start, page_of(2, TABLE_2))[scene_address(1, DATA + 1) / PAGE_SIZE % PAGE_WORDS] =
        scene_address(0, DATA + 5) + ALL;
    start_program(0);
    emit_switch(4);
    load(T0, S7, CONTEXT_PAGE_TABLE * 4);
    emit(isa_encode_register(ISA_SUBU, T0, 24, T0));
    store(T0, S7, CONTEXT_PAGE_TABLE * 4);
    back_to_start(0);
    start.context[24] = scene_address(0, other) + scene_address(0, page_of(1, DIRECTORY));
    check("a block for two guests", 200);
    expect("one guest", scene_words(&left, DATA + 1)[0] != 0, 1);
    expect("other guest", scene_words(&left, DATA + 5)[0] != 0, 1);
}

// A page of code in the address spaces of several levels, changed by each of them.
static void test_code_changes(void) {
    for (uint32_t top = 1; top <= 3; top++) {
        make_tower(top, 5);
        // The innermost changes its own code, through a second mapping.
        *entry_of(&start, top, SCENE_PAGES - 1) = scene_address(top - 1, page_of(top, CODE)) + ALL;
        context_of(&start, top)[S0] = scene_address(top, SCENE_PAGES - 1);
        start_program(top);
        load(T0, S0, 12);
        add(T0, 1);
        store(T0, S0, 12);
        set(T1, 100);
        back_to_start(top);
        check("a guest changes its own code", 100);
        // Its hypervisor does.
        start_program(top - 1);
        emit_switch(5);
        load(T0, S0, 12);
        add(T0, 1);
        store(T0, S0, 12);
        back_to_start(top - 1);
        context_of(&start, top - 1)[S0] = scene_address(top - 1, page_of(top, CODE));
        check("a hypervisor changes its guest's code", 200);
        // The guest changes the switch of its hypervisor, to an instruction of no effect.
        make_tower(top, 20);
        *entry_of(&start, top, SCENE_PAGES - 1) =
            scene_address(top - 1, page_of(top - 1, CODE)) + ALL;
        for (uint32_t level = 1; level < top; level++)
            *entry_of(&start, level, page_of(level - 1, CODE)) =
                scene_address(level - 1, page_of(level - 1, CODE)) + ALL;
        context_of(&start, top)[S0] = scene_address(top, SCENE_PAGES - 1);
        start_program(top);
        add(T0, 1);
        load(T1, S0, 16);
        store(0, S0, 16);
        back_to_start(top);
        check("a guest changes its hypervisor's switch", 30);
        expect("retired of the guest", context_of(&left, top)[CONTEXT_RETIRED_LOW], 3);
    }
}

// A hypervisor switches from two pages in turn; its guest writes to one of them, at last over the
// switch.
static void test_two_switches(void) {
    uint32_t second = DATA + 6;
    make_tower(1, 3);
    start_program(0);
    emit_switch(3);
    emit(isa_encode_jump(ISA_J, scene_address(0, second)));
    emit(0);
    place = scene_words(&start, second);
    emit_switch(3);
    back_to_start(0);
    context_of(&start, 1)[S0] = scene_address(1, second);
    start_program(1);
    for (uint32_t i = 0; i < 10; i++)
        store(T0, S0, 400);
    store(0, S0, 16);
    back_to_start(1);
    check("two switches", 100);
    expect("the switch", scene_words(&left, second)[4], 0);
    // Now it reads while the switch is there, and writes when it is elsewhere.
    start_program(1);
    store(T0, S0, 400);
    add(T0, 1);
    add(T0, 1);
    load(T1, S0, 400);
    back_to_start(1);
    check("two switches, one page read first", 100);
    expect("$t1", context_of(&left, 1)[T1] > 2, 1);
}

// Level 0 runs three guests, in all orders: two hypervisors, whose guests are at the same address,
// but not in the same pages, and one that is none.
static void test_three_guests(void) {
    enum { GUESTS = 3, TURNS = 5, ORDERS = 243 };
    for (uint32_t order = 0; order < ORDERS; order++) {
        make_tower(2, 8);
        uint32_t *blocks = context_of(&start, 1);
        uint32_t directory = page_of(3, DIRECTORY);
        uint32_t table = page_of(3, TABLE_2);
        uint32_t region = scene_address(1, 0) / 0x400000u + 1;
        memcpy(blocks + CONTEXT_WORDS, blocks, BLOCK_SIZE);
        memcpy(blocks + 2 * CONTEXT_WORDS, blocks, BLOCK_SIZE);
        memcpy(scene_words(&start, table), scene_words(&start, page_of(1, TABLE_2)), PAGE_SIZE);
        memcpy(scene_words(&start, directory), scene_words(&start, page_of(1, DIRECTORY)),
               PAGE_SIZE);
        scene_words(&start, table)[scene_address(1, DATA + 2) / PAGE_SIZE % PAGE_WORDS] =
            scene_address(0, DATA + 6) + ALL;
        scene_words(&start, directory)[region] = scene_address(0, table) + ACCESS_READ;
        blocks[CONTEXT_WORDS + CONTEXT_PAGE_TABLE] = scene_address(0, directory);
        blocks[2 * CONTEXT_WORDS + CONTEXT_PC] = scene_address(1, DATA + 8);
        blocks[2 * CONTEXT_WORDS + CONTEXT_NEXT_PC] = scene_address(1, DATA + 8) + 4;
        place = scene_words(&start, DATA + 8);
        emit(isa_encode_immediate(ISA_BEQ, 0, 0, -1));
        add(T0, 1);
        start_program(0);
        for (uint32_t turn = 0, rest = order; turn < TURNS; turn++, rest /= GUESTS) {
            emit_switch(13);
            place[-SWITCH_INSTRUCTIONS] =
                isa_encode_immediate(ISA_ADDIU, A0, S7, (int32_t)(rest % GUESTS * BLOCK_SIZE));
        }
        back_to_start(0);
        check_briefly("three guests", 200);
    }
}

// The hypervisor's hypervisor moves the page of the guest's block to others: to that of its table,
// its directory, its program, or of its hypervisor's program.
static void test_block_moves(void) {
    const uint32_t pages[] = {page_of(2, TABLE_2), page_of(2, TABLE), page_of(2, DIRECTORY),
                              page_of(2, CODE),    page_of(1, CODE),  DATA + 2};
    for (uint32_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        make_tower(2, 20);
        uint32_t index = 4 * CONTEXT_WORDS;
        memcpy(scene_words(&start, page_of(2, BLOCK)) + index, context_of(&start, 2), BLOCK_SIZE);
        memcpy(scene_words(&start, pages[i]) + index, context_of(&start, 2), BLOCK_SIZE);
        context_of(&start, 1)[S7] += 4 * BLOCK_SIZE;
        start_program(0);
        emit_switch(20);
        load(T0, 24, 0);
        emit(isa_encode_register(ISA_SUBU, T0, 25, T0));
        store(T0, 24, 0);
        back_to_start(0);
        uint32_t address = scene_address(1, page_of(2, BLOCK));
        *entry_of(&start, 1, page_of(2, BLOCK)) = scene_address(0, page_of(2, BLOCK)) + ALL;
        start.context[24] = scene_address(0, page_of(1, TABLE + address / 0x400000u -
                                                            scene_address(1, 0) / 0x400000u)) +
                            address / PAGE_SIZE % PAGE_WORDS * 4;
        start.context[25] =
            scene_address(0, page_of(2, BLOCK)) + scene_address(0, pages[i]) + 2 * ALL;
        check("a block that moves", 200);
    }
}

// What a guest may do with a page that its hypervisor has in another way, and that hypervisor's
// hypervisor again in another: it reads, writes and executes it in all orders.
static void test_permissions(void) {
    static const uint32_t orders[][3] = {{1, 2, 4}, {2, 1, 4}, {4, 2, 1}, {4, 1, 2}};
    for (uint32_t number = 0; number < 8 * 8 * 4; number++) {
        make_tower(2, 30);
        *entry_of(&start, 1, DATA + 2) = scene_address(0, DATA + 2) + number % 8;
        *entry_of(&start, 2, DATA + 2) = scene_address(1, DATA + 2) + number / 8 % 8;
        scene_words(&start, DATA + 2)[0] = isa_encode_register(ISA_JR, 0, 31, 0);
        start_program(2);
        for (uint32_t i = 0; i < 3; i++) {
            if (orders[number / 64][i] == ACCESS_READ)
                load(T1, S0, 4);
            else if (orders[number / 64][i] == ACCESS_WRITE)
                store(T0, S0, 8);
            else {
                emit(isa_encode_jump(ISA_JAL, scene_address(2, DATA + 2)));
                add(T0, 1);
            }
        }
        back_to_start(2);
        check_briefly("permissions", 100);
    }
}

// Level 0 goes on from another place, with the same page table.
static void test_other_context(void) {
    name = "another context with the same page table";
    make_tower(1, 30);
    scene_copy(&left, &start);
    scene_copy(&right, &start);
    uint32_t frame = frame_allocate(machine);
    uint32_t *other = frame_words(machine, frame);
    for (uint32_t slice = 0; slice < 10; slice++) {
        switch_step_run(machine, left.context, 7);
        memcpy(other, right.context, CONTEXT_WORDS * 4);
        memset(right.context, 0xaa, CONTEXT_WORDS * 4);
        fast(machine, other, 7);
        memcpy(right.context, other, CONTEXT_WORDS * 4);
        same("slice", slice);
        switch_step_run(machine, left.context, 7);
        fast(machine, right.context, 7);
        same("slice", slice);
    }
    frame_free(machine, frame);
}

// Two processes of level 0 are the same towers at the same addresses, and take turns.
static void test_two_processes(void) {
    struct scene other;
    name = "two processes";
    scene_create(&other);
    for (uint32_t top = 1; top <= 4; top++) {
        make_tower(top, 20);
        scene_copy(&left, &start);
        scene_copy(&right, &start);
        scene_copy(&other, &start);
        for (uint32_t slice = 1; slice < 40; slice += 3) {
            switch_step_run(machine, left.context, slice);
            fast(machine, right.context, slice);
            fast(machine, other.context, slice);
            same("slice", slice);
            struct scene first = right;
            right = other;
            same("slice of the second", slice);
            right = first;
        }
    }
    scene_destroy(&other);
}

// The kernel of level 0 stores single bytes into the table of a guest.
static void test_kernel_bytes(void) {
    name = "the kernel changes bytes of a table";
    make_tower(2, 50);
    scene_copy(&left, &start);
    scene_copy(&right, &start);
    for (uint32_t slice = 0; slice < 20; slice++) {
        uint32_t level = 1 + slice % 2;
        for (uint32_t i = 0; i < 2; i++) {
            struct scene *scene = i == 0 ? &left : &right;
            uint32_t *entry = entry_of(scene, level, DATA + 2);
            uint32_t frame = scene->frames[page_of(level, TABLE_2)];
            uint32_t offset = (uint32_t)(entry - frame_words(machine, frame)) * 4;
            // Permissions are in the lowest byte.
            frame_changes(machine, frame, offset, 1);
            *(unsigned char *)entry = (unsigned char)(slice % 3 == 0 ? ACCESS_READ : ALL);
            (i == 0 ? switch_step_run : fast)(machine, scene->context, 31);
        }
        same("slice", slice);
    }
}

// The kernel of level 0 takes a page away while a hypervisor or a guest uses it, and gives it back.
static void test_kernel_page(void) {
    name = "the kernel takes a page away";
    for (uint32_t page = 0; page < SCENE_PAGES; page++) {
        for (uint32_t permissions = 1; permissions <= ALL; permissions++) {
            make_tower(2, 50);
            scene_copy(&left, &start);
            scene_copy(&right, &start);
            for (uint32_t slice = 0; slice < 12; slice++) {
                scene_map(&left, page, slice % 2 == 0 ? permissions : 0);
                scene_map(&right, page, slice % 2 == 0 ? permissions : 0);
                switch_step_run(machine, left.context, 31);
                fast(machine, right.context, 31);
                same("page", page);
            }
        }
    }
}

// The kernel of level 0 puts another table in place.
static void test_kernel_table(void) {
    name = "the kernel changes a table";
    make_tower(2, 50);
    scene_copy(&left, &start);
    scene_copy(&right, &start);
    for (uint32_t i = 0; i < 2; i++) {
        struct scene *scene = i == 0 ? &left : &right;
        engine *engine = i == 0 ? switch_step_run : fast;
        uint32_t directory = scene->context[CONTEXT_PAGE_TABLE];
        uint32_t index = scene_address(0, DATA) / 0x400000u;
        uint32_t old = frame_words(machine, directory)[index];
        uint32_t table = frame_allocate(machine);
        engine(machine, scene->context, 30);
        frame_store(machine, directory, index, table + ACCESS_READ);
        expect("exception", engine(machine, scene->context, 30), EXCEPTION_PAGE_FAULT);
        frame_store(machine, directory, index, old);
        engine(machine, scene->context, 30);
        frame_free(machine, table);
    }
    same("slice", 30);
}

// What level 0 changes while a guest stands at its own switch.
static void test_kernel_changes(void) {
    for (uint32_t top = 1; top <= 4; top++) {
        for (uint32_t page = 0; page < SCENE_PAGES; page++) {
            make_tower(top, 50);
            name = "the kernel moves a page";
            scene_copy(&left, &start);
            scene_copy(&right, &start);
            for (uint32_t slice = 0; slice < 20 && failures < 20; slice++) {
                switch_step_run(machine, left.context, 7);
                fast(machine, right.context, 7);
                same("slice", slice);
                serve(&left);
                serve(&right);
                if (slice % 3 == 0) {
                    scene_move(&right, page);
                } else {
                    scene_map(&left, page, slice % 3 == 1 ? 0 : ACCESS_READ);
                    scene_map(&right, page, slice % 3 == 1 ? 0 : ACCESS_READ);
                }
            }
        }
    }
}

void test_changes(void) {
    test_tables_change();
    test_tables_of_hypervisors();
    for (uint32_t level = 1; level < LEVELS_MAX - 1; level++)
        test_late_table(level);
    test_block_reused();
    test_code_changes();
    test_two_switches();
    test_three_guests();
    test_block_moves();
    test_permissions();
    test_other_context();
    test_two_processes();
    test_kernel_bytes();
    test_kernel_page();
    test_kernel_table();
    test_kernel_changes();
}
