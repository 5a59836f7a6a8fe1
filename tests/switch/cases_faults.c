// What is missing or wrong in the memory of hypervisors.

#include "../../core/machine/switch.h"
#include "tower.h"

// Whatever page is missing when, what comes out is the same.
static void test_missing_pages(void) {
    for (uint32_t top = 1; top <= 4; top++) {
        for (uint32_t page = 0; page < SCENE_PAGES; page++) {
            make_tower(top, 9);
            name = "a missing page";
            run_reference(150);
            struct scene whole = right;
            scene_copy(&whole, &left);
            for (uint32_t permissions = 0; permissions < ALL; permissions++) {
                scene_map(&start, page, permissions);
                run_reference(150);
                for (uint32_t i = 0; i < SCENE_PAGES; i++)
                    scene_map(&left, i, ALL);
                right = whole;
                same("page", page);
            }
        }
        for (uint32_t page = 0; page < SCENE_PAGES; page += 3) {
            make_tower(top, 9);
            for (uint32_t i = 0; i < 3 && page + i < SCENE_PAGES; i++)
                scene_map(&start, page + i, i == 1 ? ACCESS_READ : 0);
            check("missing pages", 100);
        }
    }
    for (uint32_t permissions = 0; permissions < ALL; permissions++) {
        for (uint32_t level = 1; level <= 2; level++) {
            make_tower(2, 9);
            scene_map(&start, page_of(level, BLOCK), permissions);
            check("permissions of a block", 60);
        }
    }
    make_tower(1, 10);
    scene_map(&start, page_of(1, BLOCK), ACCESS_READ);
    scene_copy(&left, &start);
    expect("exception", switch_step_run(machine, left.context, 100), EXCEPTION_PAGE_FAULT);
    expect_exception(0, EXCEPTION_PAGE_FAULT, scene_address(0, page_of(1, BLOCK)), ACCESS_WRITE);
    expect("pc", left.context[CONTEXT_PC], scene_address(0, page_of(0, CODE)) + 16);
    make_tower(1, 10);
    scene_map(&start, page_of(1, TABLE), 0);
    scene_copy(&left, &start);
    expect("exception", switch_step_run(machine, left.context, 100), EXCEPTION_PAGE_FAULT);
    expect_exception(0, EXCEPTION_PAGE_FAULT,
                     scene_address(0, page_of(1, TABLE)) +
                         scene_address(1, page_of(1, CODE)) / PAGE_SIZE % PAGE_WORDS * 4,
                     ACCESS_READ);
    make_tower(1, 10);
    scene_map(&start, DATA + 1, ACCESS_READ);
    scene_copy(&left, &start);
    expect("exception", switch_step_run(machine, left.context, 100), EXCEPTION_PAGE_FAULT);
    expect_exception(0, EXCEPTION_PAGE_FAULT, scene_address(0, DATA + 1), ACCESS_WRITE);
    expect("retired", left.context[CONTEXT_RETIRED_LOW], 5);
}

// A page that a hypervisor has not mapped for its guest, which is a hypervisor itself.
static void test_pages_of_guests(void) {
    for (uint32_t page = page_of(1, CODE); page < SCENE_PAGES; page++) {
        make_tower(3, 30);
        *entry_of(&start, 1, page) = 0;
        check("a page missing in level 1", 100);
    }
    make_tower(2, 30);
    *entry_of(&start, 1, page_of(2, TABLE)) = 0;
    check("the table of level 2 missing in level 1", 9);
    expect_result(0, EXCEPTION_PAGE_FAULT, 0, 26);
    expect_exception(1, EXCEPTION_PAGE_FAULT,
                     scene_address(1, page_of(2, TABLE)) +
                         scene_address(2, page_of(2, CODE)) / PAGE_SIZE % PAGE_WORDS * 4,
                     ACCESS_READ);
}

// ---- what is wrong ----

static void test_malformed(void) {
    static const uint32_t offsets[] = {1, 2, 4, 256, 511};
    make_tower(1, 10);
    for (uint32_t i = 0; i < 5; i++) {
        start.context[S7] = scene_address(0, page_of(1, BLOCK)) + offsets[i];
        check("a misaligned block", 5);
        expect_result(0, ERROR_INVAL, 1, 10);
    }
    start.context[S7] = 0x80000000u;
    check("a block out of user space", 5);
    expect_result(0, ERROR_INVAL, 1, 10);
    for (uint32_t i = CONTEXT_RESERVED; i < CONTEXT_WORDS; i++) {
        if (i >= CONTEXT_FPR && i < CONTEXT_FCSR)
            continue;
        make_tower(1, 10);
        context_of(&start, 1)[i] = 0x00040000;
        check("a reserved word, or bits of FCSR", 5);
        expect_result(0, ERROR_INVAL, 1, 10);
    }
    static const uint32_t subsets[] = {2, 3, 0x100, 0x80000000u, 0xffffffffu};
    for (uint32_t i = 0; i < 5; i++) {
        make_tower(1, 10);
        context_of(&start, 1)[CONTEXT_SUBSET] = subsets[i];
        check("a subset that does not exist", 5);
        expect_result(0, ERROR_INVAL, 1, 10);
    }
    static const uint32_t directories[] = {1, 4, 0x800, 0x80000000u, 0xfffff000u};
    for (uint32_t i = 0; i < 5; i++) {
        make_tower(1, 10);
        context_of(&start, 1)[CONTEXT_PAGE_TABLE] += directories[i];
        check("a bad page table", 5);
        if (directories[i] < 0xfffff000u)
            expect_result(0, ERROR_INVAL, 1, 10);
    }
    make_tower(1, 10);
    *entry_of(&start, 1, DATA + 1) = 0x80000000u + ALL;
    check("a frame out of user space", 6);
    expect_result(0, ERROR_FAULT, 1, 9);
    make_tower(1, 10);
    scene_words(&start, page_of(1, DIRECTORY))[scene_address(1, 0) / 0x400000u] = 0xfffff001u;
    check("a table out of user space", 5);
    expect_result(0, ERROR_FAULT, 1, 10);
    make_tower(1, 0);
    context_of(&start, 1)[0] = 77;
    check("no budget", 5);
    expect_result(0, EXCEPTION_TIMER, 0, 0);
    expect("$zero", context_of(&left, 1)[0], 0);
}

// A directory entry of exactly 1 is valid: the table is in page 0 of the level below.
static void test_table_in_page_zero(void) {
    make_tower(1, 10);
    scene_words(&start, page_of(1, DIRECTORY))[scene_address(1, 0) / 0x400000u] = ACCESS_READ;
    check("a table in page 0, which is missing", 5);
    expect("exception of level 0", left.context[CONTEXT_EXCEPTION], EXCEPTION_PAGE_FAULT);
    expect("address", left.context[CONTEXT_ADDRESS],
           scene_address(1, page_of(1, CODE)) / PAGE_SIZE % PAGE_WORDS * 4);
    make_tower(2, 50);
    uint32_t table = page_of(3, TABLE); // of level 1, for its page 0
    scene_words(&start, page_of(1, DIRECTORY))[0] = scene_address(0, table) + ACCESS_READ;
    scene_words(&start, table)[0] = scene_address(0, page_of(2, TABLE_2)) + ACCESS_READ;
    scene_words(&start, page_of(2, DIRECTORY))[scene_address(2, 0) / 0x400000u + 1] = ACCESS_READ;
    check("a table in page 0", 40);
    expect("data", scene_words(&left, DATA + 2)[0] != 0, 1);
    expect("exception of level 2", context_of(&left, 2)[CONTEXT_EXCEPTION], EXCEPTION_NONE);
}

// The guest of `level` has `page` in its last page, reads, writes or executes it.
static void reach_out(uint32_t level, uint32_t page, uint32_t how) {
    *entry_of(&start, level, SCENE_PAGES - 1) = scene_address(level - 1, page) + ALL;
    context_of(&start, level)[S0] = scene_address(level, SCENE_PAGES - 1);
    start_program(level);
    if (how == ACCESS_READ)
        load(T0, S0, 0);
    else if (how == ACCESS_WRITE)
        store(T0, S0, 8);
    else
        emit(isa_encode_register(ISA_JR, 0, S0, 0));
    emit(0);
    back_to_start(level);
}

static void test_page_rule(void) {
    static const uint32_t roles[] = {BLOCK, DIRECTORY, TABLE};
    for (uint32_t how = 1; how <= 4; how *= 2) {
        for (uint32_t i = 0; i < 3; i++) {
            // To execute a page needs the table that it is in, not that of the program.
            uint32_t role = how == ACCESS_EXECUTE && i == 2 ? TABLE_2 : roles[i];
            make_tower(1, 10);
            reach_out(1, page_of(1, role), how);
            check("a guest reaches what it runs from", how == 4 ? 7 : 5);
            expect_result(0, ERROR_FAULT, 1, how == 4 ? 8 : 10);
            make_tower(2, 10);
            reach_out(2, page_of(2, role), how);
            check("a guest of a guest reaches what it runs from", how == 4 ? 11 : 9);
            expect_result(1, ERROR_FAULT, 1, how == 4 ? 8 : 10);
            make_tower(2, 20);
            *entry_of(&start, 1, DATA) = scene_address(0, page_of(1, roles[i])) + ALL;
            reach_out(2, DATA, how);
            check("a guest of a guest reaches what its hypervisor runs from", how == 4 ? 11 : 9);
            expect_result(0, ERROR_FAULT, 1, how == 4 ? 14 : 16);
        }
    }
    // The last table is read by no step that reads the guest's program only: it is a page like any
    // other until it is needed.
    make_tower(1, 10);
    reach_out(1, page_of(1, TABLE_2), ACCESS_WRITE);
    *entry_of(&start, 1, page_of(1, BLOCK)) = scene_address(0, page_of(1, TABLE_2)) + ALL;
    context_of(&start, 1)[S0] = scene_address(1, page_of(1, BLOCK));
    check("a guest writes to a table that it does not need", 6);
    expect("retired of the guest", context_of(&left, 1)[CONTEXT_RETIRED_LOW], 2);
    // A context that is its own guest; and one whose page table is its program.
    make_tower(2, 10);
    *entry_of(&start, 1, page_of(2, BLOCK)) = scene_address(0, page_of(1, BLOCK)) + ALL;
    check("a context as its own guest", 9);
    expect_result(0, ERROR_FAULT, 1, 6);
    make_tower(2, 10);
    *entry_of(&start, 1, page_of(2, DIRECTORY)) = scene_address(0, page_of(1, DIRECTORY)) + ALL;
    check("a page table of two levels", 9);
    expect_result(0, ERROR_FAULT, 1, 6);
}

static void test_cycles(void) {
    for (uint32_t role = DIRECTORY; role <= CODE; role++) {
        make_tower(1, 10);
        context_of(&start, 1)[CONTEXT_PAGE_TABLE] = scene_address(0, page_of(1, role));
        check("a directory that is something else", 50);
        make_tower(2, 10);
        context_of(&start, 2)[CONTEXT_PAGE_TABLE] = scene_address(1, page_of(2, role));
        check("a directory that is something else", 50);
        for (uint32_t i = 0; i < 2 * (LEVELS_MAX - 1); i++) {
            uint32_t level = 1 + i / 2;
            make_tower(level, 10 * (int32_t)level);
            scene_words(&start,
                        page_of(level, DIRECTORY))[scene_address(level, 0) / 0x400000u + i % 2] =
                scene_address(level - 1, page_of(level, role)) + ALL;
            check("a table that is something else", 50);
        }
    }
    make_tower(1, 10);
    context_of(&start, 1)[CONTEXT_PAGE_TABLE] = scene_address(0, page_of(1, BLOCK));
    check("a directory in the page of the block", 50);
}

void test_faults(void) {
    test_missing_pages();
    test_pages_of_guests();
    test_malformed();
    test_table_in_page_zero();
    test_page_rule();
    test_cycles();
}
