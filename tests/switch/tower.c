#include <stdio.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "../../core/machine/frames.h"
#include "../../core/machine/step.h"
#include "../../core/machine/switch.h"
#include "../../core/mipster/run.h"
#include "definition.h"
#include "tower.h"

struct scene start, left, right;
const char *name;
int failures;
int checks;
static uint32_t engine_number;

void expect(const char *what, uint32_t is, uint32_t should_be) {
    checks++;
    if (is == should_be)
        return;
    printf("cases: %s: %s is %08x, not %08x\n", name, what, is, should_be);
    failures++;
}

uint32_t page_of(uint32_t level, uint32_t role) {
    return level * ROLES + role;
}

uint32_t *context_of(const struct scene *scene, uint32_t level) {
    return level == 0 ? scene->context : scene_words(scene, page_of(level, BLOCK));
}

uint32_t *entry_of(const struct scene *scene, uint32_t level, uint32_t page) {
    uint32_t address = scene_address(level, page);
    uint32_t table = address / 0x400000u - scene_address(level, 0) / 0x400000u;
    return &scene_words(scene, page_of(level, TABLE + table))[address / PAGE_SIZE % PAGE_WORDS];
}

// ---- towers ----

uint32_t *place; // where the next instruction goes

void back_to_start(uint32_t level) {
    emit(isa_encode_jump(ISA_J, scene_address(level, page_of(level, CODE))));
    emit(0);
}

void start_program(uint32_t level) {
    place = scene_words(&start, page_of(level, CODE));
}

void emit_switch(int32_t budget) {
    emit(isa_encode_register(ISA_ADDU, A0, S7, 0));
    set(A1, budget);
    set(A2, 0);
    set(V0, CALL_switch);
    emit(isa_encode_register(ISA_SYSCALL, 0, 0, 0));
}

// All levels but the last switch to the next one for ever, with a budget; the last counts in $t0
// and on its data page.
void make_tower(uint32_t top, int32_t budget) {
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

enum exception fast(struct machine *machine, uint32_t *context, uint64_t budget) {
    return switch_run(machine, run, context, budget);
}

static enum exception fast_by_steps(struct machine *machine, uint32_t *context, uint64_t budget) {
    return switch_run(machine, step_run, context, budget);
}

// The kernel of level 0 maps what is missing.
bool serve(struct scene *scene) {
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
void run_reference(uint64_t budget) {
    scene_copy(&left, &start);
    while (budget > 0) {
        uint64_t before = context_retired(left.context);
        switch_step_run(machine, left.context, budget);
        budget -= context_retired(left.context) - before;
        if (!serve(&left))
            break;
    }
}

void same(const char *what, uint32_t number) {
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
void check_briefly(const char *case_name, uint32_t budget) {
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
void check(const char *case_name, uint32_t budget) {
    name = case_name;
    run_all(200);
    run_reference(budget);
}

void expect_result(uint32_t level, uint32_t v0, uint32_t a3, uint32_t a1) {
    const uint32_t *context = context_of(&left, level);
    expect("$v0", context[V0], v0);
    expect("$a3", context[A3], a3);
    expect("$a1", context[A1], a1);
    expect("$a2", context[A2], 0);
    expect("pc", context[CONTEXT_PC],
           scene_address(level, page_of(level, CODE)) + 4 * SWITCH_INSTRUCTIONS);
}

void expect_exception(uint32_t level, uint32_t exception, uint32_t address, uint32_t kind) {
    const uint32_t *context = context_of(&left, level);
    expect("exception", context[CONTEXT_EXCEPTION], exception);
    expect("address", context[CONTEXT_ADDRESS], address);
    expect("kind", context[CONTEXT_KIND], kind);
}
