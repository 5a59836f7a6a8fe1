// cases: what docs/machine.md says of the switch, one case at a time; and what came out is what the
// page says. Here budgets; the rest in cases_*.c.
#include <stdio.h>
#include <stdlib.h>

#include "tower.h"

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
    test_faults();
    test_changes();
    test_roles();
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
