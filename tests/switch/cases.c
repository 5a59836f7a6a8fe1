// cases: what docs/machine.md says of the switch, one case at a time. Each tower of hypervisors is
// run by the reference and by the fast switch with every budget up to some, and in slices, which
// have to agree in all registers and memory; and what came out is what the page says.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/isa/isa.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/page_table.h"
#include "../../core/machine/switch.h"
#include "../../core/mipster/run.h"
#include "../../core/machine/step.h"
#include "definition.h"
#include "scene.h"

// Pages of level k, as in random.c.
enum { BLOCK, DIRECTORY, TABLE, TABLE_2, CODE, ROLES, DATA = 30 };
enum { V0 = 2, A0 = 4, A1, A2, A3, T0 = 8, T1, S0 = 16, S7 = 23 };

static struct scene start, left, right;
static const char *name;
static int failures;
static int checks;
static uint32_t engine_number;

static void expect(const char *what, uint32_t is, uint32_t should_be) {
    checks++;
    if (is == should_be)
        return;
    printf("cases: %s: %s is %08x, not %08x\n", name, what, is, should_be);
    failures++;
}

static uint32_t page_of(uint32_t level, uint32_t role) {
    return level * ROLES + role;
}

static uint32_t *context_of(const struct scene *scene, uint32_t level) {
    return level == 0 ? scene->context : scene_words(scene, page_of(level, BLOCK));
}

static uint32_t *entry_of(const struct scene *scene, uint32_t level, uint32_t page) {
    uint32_t address = scene_address(level, page);
    uint32_t table = address / 0x400000u - scene_address(level, 0) / 0x400000u;
    return &scene_words(scene, page_of(level, TABLE + table))[address / PAGE_SIZE % PAGE_WORDS];
}

// ---- towers ----

static uint32_t *place; // where the next instruction goes

static void emit(uint32_t word) {
    *place++ = word;
}

static void set(uint32_t reg, int32_t value) {
    emit(isa_encode_immediate(ISA_ADDIU, reg, 0, value));
}

static void add(uint32_t reg, int32_t value) {
    emit(isa_encode_immediate(ISA_ADDIU, reg, reg, value));
}

static void load(uint32_t reg, uint32_t base, int32_t offset) {
    emit(isa_encode_immediate(ISA_LW, reg, base, offset));
}

static void store(uint32_t reg, uint32_t base, int32_t offset) {
    emit(isa_encode_immediate(ISA_SW, reg, base, offset));
}

static void back_to_start(uint32_t level) {
    emit(isa_encode_jump(ISA_J, scene_address(level, page_of(level, CODE))));
    emit(0);
}

static void start_program(uint32_t level) {
    place = scene_words(&start, page_of(level, CODE));
}

enum { SWITCH_INSTRUCTIONS = 5 };

static void emit_switch(int32_t budget) {
    emit(isa_encode_register(ISA_ADDU, A0, S7, 0));
    set(A1, budget);
    set(A2, 0);
    set(V0, CALL_switch);
    emit(isa_encode_register(ISA_SYSCALL, 0, 0, 0));
}

// All levels but the last switch to the next one for ever, with a budget; the last counts in $t0
// and on its data page.
static void make_tower(uint32_t top, int32_t budget) {
    for (uint32_t i = 0; i < SCENE_PAGES; i++) {
        frame_changes(machine, start.frames[i], 0, PAGE_SIZE);
        memset(scene_words(&start, i), 0, PAGE_SIZE);
        scene_map(&start, i, ALL);
    }
    for (uint32_t level = 0; level <= top; level++) {
        uint32_t *context = context_of(&start, level);
        for (uint32_t i = 0; i < CONTEXT_WORDS; i++) {
            if (level > 0 || i != CONTEXT_PAGE_TABLE)
                context[i] = 0;
        }
        context[CONTEXT_PC] = scene_address(level, page_of(level, CODE));
        context[CONTEXT_NEXT_PC] = context[CONTEXT_PC] + 4;
        context[S7] = scene_address(level, page_of(level + 1, BLOCK));
        context[S0] = scene_address(level, DATA + level);
        start_program(level);
        if (level < top) {
            emit_switch(budget);
        } else {
            add(T0, 1);
            store(T0, S0, 0);
        }
        back_to_start(level);
        if (level == 0)
            continue;
        context[CONTEXT_PAGE_TABLE] = scene_address(level - 1, page_of(level, DIRECTORY));
        for (uint32_t i = 0; i < 2; i++)
            scene_words(&start,
                        page_of(level, DIRECTORY))[scene_address(level, 0) / 0x400000u + i] =
                scene_address(level - 1, page_of(level, TABLE + i)) + ACCESS_READ;
        for (uint32_t i = page_of(level, CODE); i < SCENE_PAGES; i++)
            *entry_of(&start, level, i) = scene_address(level - 1, i) + ALL;
    }
}

// ---- running ----

static enum exception fast(struct machine *machine, uint32_t *context, uint64_t budget) {
    return switch_run(machine, run, context, budget);
}

static enum exception fast_by_steps(struct machine *machine, uint32_t *context, uint64_t budget) {
    return switch_run(machine, step_run, context, budget);
}

// The kernel of level 0 maps what is missing.
static bool serve(struct scene *scene) {
    uint32_t page = scene_page(scene->context[CONTEXT_ADDRESS]);
    if (scene->context[CONTEXT_EXCEPTION] == EXCEPTION_TIMER)
        return true;
    if (scene->context[CONTEXT_EXCEPTION] != EXCEPTION_PAGE_FAULT || page == SCENE_PAGES ||
        scene->permissions[page] == ALL)
        return false;
    scene_map(scene, page, ALL);
    return true;
}

// Runs `left` by the reference for exactly `budget` instructions, faults served.
static void run_reference(uint64_t budget) {
    scene_copy(&left, &start);
    while (budget > 0) {
        uint64_t before = context_retired(left.context);
        switch_step_run(machine, left.context, budget);
        budget -= context_retired(left.context) - before;
        if (!serve(&left))
            break;
    }
}

static void same(const char *what, uint32_t number) {
    char where[120];
    checks++;
    if (!scene_differs(&left, &right, where, sizeof where))
        return;
    printf("cases: %s: %s %u (engine %u): %s\n", name, what, number, engine_number, where);
    failures++;
}

// All engines, in slices of all lengths, against the reference.
static void run_all(uint32_t whole) {
    static const uint32_t slices[] = {1, 2, 3, 5, 7, 11, 64, 1000};
    static engine *const engines[] = {fast, fast_by_steps, definition_run};
    for (uint32_t e = 0; e < 3; e++) {
        engine_number = e;
        for (uint32_t i = 0; i < sizeof slices / sizeof slices[0]; i++) {
            scene_copy(&left, &start);
            scene_copy(&right, &start);
            for (uint32_t done = 0; done < whole; done += slices[i]) {
                enum exception exception = switch_step_run(machine, left.context, slices[i]);
                expect("exception", engines[e](machine, right.context, slices[i]), exception);
                same("slice", slices[i]);
                bool goes_on = serve(&left);
                if (serve(&right) != goes_on || !goes_on || failures > 20)
                    break;
            }
        }
    }
    // And with every budget at once.
    for (uint32_t budget = 0; budget <= 60 && budget <= whole; budget++) {
        run_reference(budget);
        scene_copy(&right, &start);
        for (uint64_t todo = budget; todo > 0 && failures < 20;) {
            uint64_t before = context_retired(right.context);
            fast(machine, right.context, todo);
            todo -= context_retired(right.context) - before;
            if (!serve(&right))
                break;
        }
        if (budget > 0)
            same("budget", budget);
    }
}

// For many cases that are alike: the fast switch, in two ways.
static void check_briefly(const char *case_name, uint32_t budget) {
    name = case_name;
    engine_number = 0;
    for (uint32_t slice = 7; slice < 500; slice *= 50) {
        scene_copy(&left, &start);
        scene_copy(&right, &start);
        for (uint32_t done = 0; done < budget && failures < 20; done += slice) {
            expect("exception", fast(machine, right.context, slice),
                   switch_step_run(machine, left.context, slice));
            same("slice", slice);
        }
    }
}

// What level 0 has after `budget` instructions, from the reference; all engines agree with it.
static void check(const char *case_name, uint32_t budget) {
    name = case_name;
    run_all(200);
    run_reference(budget);
}

static void expect_result(uint32_t level, uint32_t v0, uint32_t a3, uint32_t a1) {
    const uint32_t *context = context_of(&left, level);
    expect("$v0", context[V0], v0);
    expect("$a3", context[A3], a3);
    expect("$a1", context[A1], a1);
    expect("$a2", context[A2], 0);
    expect("pc", context[CONTEXT_PC],
           scene_address(level, page_of(level, CODE)) + 4 * SWITCH_INSTRUCTIONS);
}

static void expect_exception(uint32_t level, uint32_t exception, uint32_t address, uint32_t kind) {
    const uint32_t *context = context_of(&left, level);
    expect("exception", context[CONTEXT_EXCEPTION], exception);
    expect("address", context[CONTEXT_ADDRESS], address);
    expect("kind", context[CONTEXT_KIND], kind);
}

// ---- budgets ----

static void test_budgets(void) {
    for (uint32_t budget = 0; budget < 30; budget++) {
        make_tower(1, 10);
        check("budget of one guest", budget);
        uint32_t inside = budget < 4 ? 0 : budget < 14 ? budget - 4 : 10;
        const uint32_t *guest = context_of(&left, 1);
        if (budget <= 18) { // until the second switch
            expect("retired of the guest", guest[CONTEXT_RETIRED_LOW], inside);
            expect("retired of level 0", left.context[CONTEXT_RETIRED_LOW], budget);
        }
        if (budget >= 4 && budget < 15)
            expect("budget left", left.context[A1], 10 - inside);
        if (budget == 15) {
            expect_result(0, EXCEPTION_TIMER, 0, 0);
            expect_exception(1, EXCEPTION_TIMER, 0, 0);
        }
    }
}

// The outer budget ends before, with, and after the inner one.
static void test_nested_budgets(void) {
    for (int32_t outer = 0; outer < 20; outer++) {
        make_tower(2, 7);
        start_program(0);
        emit_switch(outer);
        uint32_t whole = SWITCH_INSTRUCTIONS + (uint32_t)outer;
        check("nested budgets", whole);
        expect_result(0, EXCEPTION_TIMER, 0, 0);
        uint32_t inside = outer < 4 ? 0 : outer < 11 ? (uint32_t)outer - 4 : 7;
        if (outer < 16) {
            const uint32_t *inner = context_of(&left, 2);
            expect("retired of the innermost", inner[CONTEXT_RETIRED_LOW], inside);
        }
        expect("retired of level 1", context_of(&left, 1)[CONTEXT_RETIRED_LOW], (uint32_t)outer);
        if (outer >= 4 && outer <= 11)
            expect("budget of level 1", context_of(&left, 1)[A1], 7 - inside);
        if (outer == 12)
            expect_result(1, EXCEPTION_TIMER, 0, 0);
        expect("exception of level 2", context_of(&left, 2)[CONTEXT_EXCEPTION],
               outer < 12 ? EXCEPTION_NONE : EXCEPTION_TIMER);
    }
}

static void test_large_budget(void) {
    make_tower(1, -1); // $a1 = 2^32 - 1
    scene_words(&start, page_of(0, CODE))[2] = isa_encode_immediate(ISA_ADDIU, A2, 0, -1);
    check("a budget of 2^64 - 1", 54);
    expect("$a1", left.context[A1], 0xffffffffu - 50);
    expect("$a2", left.context[A2], 0xffffffffu);
    make_tower(1, 3);
    scene_words(&start, page_of(0, CODE))[2] = isa_encode_immediate(ISA_ADDIU, A2, 0, 1);
    check("a budget of 2^32 + 3", 14);
    expect("$a1", left.context[A1], 3u - 10);
    expect("$a2", left.context[A2], 0);
    make_tower(2, 20);
    scene_words(&start, page_of(1, CODE))[1] = isa_encode_immediate(ISA_ADDIU, A1, 0, -1);
    scene_words(&start, page_of(1, CODE))[2] = isa_encode_immediate(ISA_ADDIU, A2, 0, -1);
    check("a budget of 2^64 - 1 out of one of 20", 90);
}

static void test_delay_slot(void) {
    for (uint32_t top = 1; top <= 3; top++) {
        make_tower(top, 5);
        for (uint32_t level = 0; level < top; level++) {
            start_program(level);
            emit_switch(5);
            place[-1] = isa_encode_immediate(ISA_BEQ, 0, 0, 3);
            emit(isa_encode_register(ISA_SYSCALL, 0, 0, 0));
            set(T0, 1);
            set(T0, 2);
            set(T0, 3);
            back_to_start(level);
        }
        check("a switch in a delay slot", 12);
        if (top == 1) {
            expect("$t0", left.context[T0], 3);
            expect("pc", left.context[CONTEXT_PC],
                   scene_address(0, page_of(0, CODE)) + 4 * (SWITCH_INSTRUCTIONS + 4));
        }
    }
}

// ---- missing pages ----

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

// ---- changes ----

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

// Many contexts one after the other, in the same and in other places: memory stays flat.
static void test_many(uint32_t count) {
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

static void test_page_tables(void) {
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

int main(int argc, char **argv) {
    uint32_t many = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 0) : 20000;
    scene_start();
    test_page_tables();
    scene_create(&start);
    scene_create(&left);
    scene_create(&right);
    test_budgets();
    test_nested_budgets();
    test_large_budget();
    test_delay_slot();
    test_missing_pages();
    test_pages_of_guests();
    test_malformed();
    test_table_in_page_zero();
    test_page_rule();
    test_cycles();
    test_tables_change();
    test_tables_of_hypervisors();
    for (uint32_t level = 1; level < LEVELS_MAX - 1; level++)
        test_late_table(level);
    test_block_reused();
    test_code_changes();
    test_two_switches();
    test_kernel_table();
    test_block_as_code();
    test_table_as_code();
    test_table_with_code();
    test_register_as_entry();
    test_block_in_table(0);
    test_block_in_table(1);
    test_three_guests();
    test_block_moves();
    test_permissions();
    test_other_context();
    test_kernel_bytes();
    test_kernel_page();
    test_two_processes();
    test_kernel_changes();
    test_many(many);
    scene_destroy(&start);
    scene_destroy(&left);
    scene_destroy(&right);
    name = "the end";
    expect("frames in use", frame_in_use(machine), 0);
    printf("cases: %d checks, %d failures\n", checks, failures);
    machine_destroy(machine);
    return failures != 0;
}
