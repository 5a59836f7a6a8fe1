// The engine. Translated code runs until it has to leave; the reason is handled here or by the
// interpreter, then it goes on. Each instruction is executed exactly once: what a block took from
// the budget and did not execute is given back first.
#include <stddef.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "../../core/environment.h"
#include "../../core/machine/page_table.h"
#include "../../core/mipster/emulate.h"
#include "../../core/mipster/run.h"
#include "../../core/machine/step.h"
#include "translate.h"

struct course {
    struct translator *translator;
    uint32_t *context;
    struct address_space *space;
    uint64_t left;          // of the budget
    uint64_t counted;       // what was left when the context's count was right
    uint64_t stretch;       // of the next instructions that are left to the interpreter
    uint64_t after_stretch; // what was left after the last of them
};

static void count(struct course *course) {
    uint64_t retired = course->counted - course->left;
    for (; retired > 0xffffffffu; retired -= 0xffffffffu)
        context_retire(course->context, 0xffffffffu);
    context_retire(course->context, (uint32_t)retired);
    course->counted = course->left;
}

// ---- finding code ----

static bool is_ordinary(const uint32_t *context) {
    uint32_t pc = context[CONTEXT_PC];
    return context[CONTEXT_NEXT_PC] == pc + 4 && pc % 4 == 0 && pc <= USER_LIMIT;
}

// The address of a unit, after setting what it expects in scratch registers.
static uint32_t start_unit(const struct course *course, const struct block *block,
                           const struct unit *unit) {
    for (unsigned i = 0; i < SCRATCHES; i++)
        course->translator->shared->held[i] = course->context[unit->held[i]];
    return block->run + unit->offset;
}

// The code of the block at pc, or 0 if the interpreter has to execute the next instruction.
static uint32_t find_block(const struct course *course) {
    uint32_t pc = course->context[CONTEXT_PC];
    if (!is_ordinary(course->context))
        return 0;
    uint32_t run = *cache_entry(course->space, pc);
    if (run != 0)
        return run;
    struct page *page = space_page(course->space, pc, ACCESS_EXECUTE);
    return page == NULL ? 0 : block_translate(course->space, page, pc);
}

// The same at the start of a run, where pc may well be in the middle of a block; then the rest of
// the block is taken from the budget.
static uint32_t find_start(struct course *course) {
    uint32_t pc = course->context[CONTEXT_PC];
    if (!is_ordinary(course->context) || *cache_entry(course->space, pc) != 0)
        return find_block(course);
    struct page *page = space_page(course->space, pc, ACCESS_EXECUTE);
    for (struct block *block = page == NULL ? NULL : page->blocks; block != NULL;
         block = block->next) {
        uint32_t word_index = pc / 4 % PAGE_WORDS;
        const struct unit *unit = cache_units(block->page->space->translator, block);
        for (unsigned i = 0; i < block->unit_count; i++, unit++) {
            uint32_t rest = block->count - (uint32_t)unit->index;
            if (unit->word_index != word_index || !unit->clean || course->left < rest)
                continue;
            course->left -= rest;
            return start_unit(course, block, unit);
        }
    }
    return find_block(course);
}

// ---- accesses that failed ----

// The memory access of a unit: of its first instruction, or of the last, in a delay slot.
static bool access_of_unit(const uint32_t *context, const struct block *block, uint32_t word_index,
                           uint32_t count, struct step_access *access, uint32_t *which) {
    *which = word_index;
    if (!step_access(context, block_word(block, word_index), access))
        *which = word_index + count - 1;
    return step_access(context, block_word(block, *which), access) &&
           access->address % access->alignment == 0;
}

// A store that has to be left to the interpreter, again and again, is checked one day.
static void note_store(struct block *block, uint32_t index) {
    struct page *page = block->page;
    if (page->checked == NULL)
        page->checked = calloc(PAGE_WORDS + 1, sizeof *page->checked);
    if (page->checked != NULL &&
        ++page->checked[index] == page->space->translator->tuning.checked_after)
        cache_kill_bytes(page, index * 4, 4);
}

static const struct unit *find_unit(const struct block *block, uint32_t run) {
    const struct unit *unit = cache_units(block->page->space->translator, block);
    for (unsigned i = 1; i < block->unit_count && block->run + unit[1].offset <= run; i++)
        unit++;
    return unit;
}

// True behind all units.
static bool is_in_jump(const struct block *block, uint32_t run) {
    return block->indirect != 0 && run >= block->run + block->indirect;
}

// Returns where to go on, or 0 for the interpreter, with the context as it was before the unit.
static uint32_t serve_fault(struct course *course) {
    struct block *block = cache_find(course->translator, course->translator->shared->site);
    uint32_t *context = course->context;
    struct step_access access;
    uint32_t which;
    course->translator->counts.faults++;
    if (is_in_jump(block, course->translator->shared->site)) {
        // The jump has been made, and its target is misaligned.
        context[CONTEXT_PC] = course->translator->shared->target;
        context[CONTEXT_NEXT_PC] = course->translator->shared->target + 4;
        return 0;
    }
    const struct unit *unit = find_unit(block, course->translator->shared->site);
    context[CONTEXT_PC] = page_start(block->pc) + unit->word_index * 4u;
    context[CONTEXT_NEXT_PC] = context[CONTEXT_PC] + 4;
    bool is_last =
        unit == cache_units(block->page->space->translator, block) + block->unit_count - 1;
    uint32_t unit_size = (is_last ? block->count : unit[1].index) - (uint32_t)unit->index;
    if (!block->dead &&
        access_of_unit(context, block, unit->word_index, unit_size, &access, &which)) {
        bool allowed = space_allow(course->space, access.address, access.kind);
        if (allowed && !block->dead)
            return start_unit(course, block, unit);
        // A page fault says nothing about the next page that the store gets to.
        if (!allowed && !block->dead && access.kind == ACCESS_WRITE &&
            course->space->checked == NULL &&
            space_page(course->space, access.address, access.kind) != NULL)
            note_store(block, which);
    }
    course->left += block->count - (uint32_t)unit->index;
    return 0;
}

// ---- entering and leaving ----

// NULL if it was a jump, after all units.
static const struct unit *failed_unit(const struct translator *translator) {
    uint32_t site = translator->shared->site;
    const struct block *block = cache_find(translator, site);
    return is_in_jump(block, site) ? NULL : find_unit(block, site);
}

// Of the budget, where code is entered at an address: what a block takes is for all of its units.
static uint64_t really_left(const struct course *course, uint32_t run) {
    const struct block *block = cache_find(course->translator, run);
    return run == block->run ? course->left
                             : course->left + block->count - find_unit(block, run)->index;
}

static uint32_t unit_pc(const struct translator *translator) {
    const struct block *block = cache_find(translator, translator->shared->site);
    return page_start(block->pc) + find_unit(block, translator->shared->site)->word_index * 4u;
}

static uint32_t serve_unit(const struct course *course) {
    const struct shared *shared = course->translator->shared;
    const struct block *block = cache_find(course->translator, shared->site);
    const struct unit *unit = find_unit(block, shared->site);
    course->translator->tuning.checks->held(unit, shared->held, course->context);
    return start_unit(course, block, unit);
}

static enum leave enter(struct course *course, uint32_t run) {
    struct address_space *space = course->space;
    const struct translate_checks *checks = course->translator->tuning.checks;
    if (checks != NULL)
        checks->entered(course->context, really_left(course, run));
    uint64_t given =
        course->left < course->translator->interval ? course->left : course->translator->interval;
    course->translator->shared->context = (uint64_t)(uintptr_t)course->context + 128;
    course->translator->shared->tables = (uint64_t)(uintptr_t)space->tables;
    course->translator->shared->base = space->window == NULL ? course->translator->shared->tables
                                                             : (uint64_t)(uintptr_t)space->window;
    course->translator->shared->flat = (uint64_t)(uintptr_t)space->flat;
    course->translator->shared->budget = given;
    bool has_floats = course->translator->uses_floats && space->subset == ISA_MIPS32;
    if (has_floats)
        float_expect(course->translator->shared, course->context);
    enum leave reason = cache_enter(course->translator, run);
    if (has_floats)
        float_settle(course->translator->shared, course->context,
                     reason == LEAVE_FAULT || reason == LEAVE_UNIT ? failed_unit(course->translator)
                                                                   : NULL);
    course->left -= given - course->translator->shared->budget;
    if (reason == LEAVE_UNIT)
        course->context[CONTEXT_PC] = unit_pc(course->translator);
    course->context[CONTEXT_NEXT_PC] = course->context[CONTEXT_PC] + 4;
    course->translator->used += given - course->translator->shared->budget;
    space_adapt(space, given - course->translator->shared->budget);
    if (checks != NULL && reason != LEAVE_FAULT)
        checks->left(course->translator->machine, course->context,
                     reason == LEAVE_UNIT ? really_left(course, course->translator->shared->site)
                                          : course->left);
    return reason;
}

// Returns the code to continue with, or 0 if the caller has to decide.
static uint32_t serve(struct course *course, enum leave reason) {
    uint64_t generation = course->translator->generation;
    uint32_t field = course->translator->shared->link;
    switch (reason) {
    case LEAVE_LINK: {
        uint32_t run = find_block(course);
        if (run != 0 && generation == course->translator->generation)
            emit_patch(cache_writable(course->translator, field), field, run);
        return run;
    }
    case LEAVE_INDIRECT: return find_block(course);
    case LEAVE_FAULT: return serve_fault(course);
    case LEAVE_UNIT: return serve_unit(course);
    case LEAVE_BUDGET: {
        uint32_t run = find_block(course);
        if (run == 0 || cache_find(course->translator, run)->count > course->left)
            return 0;
        map_sample(course->translator, cache_find(course->translator, run));
        return find_block(course);
    }
    default: return 0;
    }
}

// Where accesses are checked (checked.h), by what does it slowly; EXCEPTION_NONE: go on.
static enum exception step_checked(struct course *course) {
    struct checked *checked = course->space->checked;
    count(course);
    course->translator->counts.steps++;
    uint64_t before = context_retired(course->context);
    enum exception exception = checked->slow(checked, course->context, course->left);
    course->left -= context_retired(course->context) - before;
    course->counted = course->left;
    return exception;
}

// A branch in the last word of a page is translated anew when the page of its slot has come.
static void note_slot(const struct course *course) {
    uint32_t pc = course->context[CONTEXT_PC];
    if (pc % PAGE_SIZE != PAGE_SIZE - 4)
        return;
    struct page *page = space_page(course->space, pc, ACCESS_EXECUTE);
    if (page == NULL || !page->lacks_slot ||
        space_page(course->space, pc + 4, ACCESS_EXECUTE) == NULL)
        return;
    page->lacks_slot = false;
    cache_kill_bytes(page, PAGE_SIZE - 4, 4);
}

// One instruction by the reference.
static enum exception step_one(struct course *course) {
    if (course->space->checked != NULL)
        return step_checked(course);
    count(course);
    note_slot(course);
    course->translator->counts.steps++;
    enum exception exception = step(course->translator->machine, course->context);
    if (exception == EXCEPTION_NONE)
        course->counted = --course->left;
    return exception;
}

// Some instructions of coprocessor 1 are not translated, and others trap, which takes as long as
// the interpreter takes for hundreds. Where they are dense, the interpreter takes over for a
// stretch, which is longer the less was translated since the last one.
enum { STRETCH_LEAST = 4, STRETCH_MOST = 8192, TRAP = 1000 };

// True of the next instruction, or of the one in its delay slot.
static bool is_at_coprocessor(const struct course *course) {
    uint32_t pc = course->context[CONTEXT_PC];
    const struct page *page = space_page(course->space, pc, ACCESS_EXECUTE);
    if (page == NULL || pc % 4 != 0 || course->space->subset != ISA_MIPS32)
        return false;
    const uint32_t *words = frame_words(course->translator->machine, page->frame);
    uint32_t index = pc / 4 % PAGE_WORDS;
    enum isa_operation operation = isa_decode(words[index]);
    return isa_is_coprocessor(operation) || (isa_has_slot(operation) && index + 1 < PAGE_WORDS &&
                                             isa_is_coprocessor(isa_decode(words[index + 1])));
}

static enum exception interpret_stretch(struct course *course, bool has_trapped) {
    uint64_t translated = course->after_stretch - course->left;
    if (translated > (has_trapped ? TRAP : course->stretch / 2))
        course->stretch /= 2;
    else if (course->stretch < STRETCH_MOST)
        course->stretch *= 2;
    if (course->stretch < STRETCH_LEAST)
        course->stretch = STRETCH_LEAST;
    uint64_t before = context_retired(course->context);
    uint64_t most = course->stretch < course->left ? course->stretch : course->left;
    enum exception exception = run(course->translator->machine, course->context, most);
    course->left -= context_retired(course->context) - before;
    course->counted = course->after_stretch = course->left;
    return exception == EXCEPTION_TIMER ? EXCEPTION_NONE : exception;
}

// The first instruction of coprocessor 1 that is met has them translated from now on.
static enum exception interpret_floats(struct course *course, bool has_trapped) {
    struct translator *translator = course->translator;
    if (translator->uses_floats || !translator->has_floats)
        return course->space->checked != NULL ? step_checked(course)
                                              : interpret_stretch(course, has_trapped);
    map_start_floats(translator);
    return step_one(course);
}

// translator_of, without a call as a rule: short runs are many.
static inline struct translator *translator_at_hand(struct machine *machine) {
    return machine->translator != NULL ? machine->translator : translator_of(machine);
}

// The end of a budget.
static enum exception run_rest(const struct course *course) {
    struct checked *checked = course->space->checked;
    return checked != NULL ? checked->slow(checked, course->context, course->left)
                           : run(course->translator->machine, course->context, course->left);
}

static inline enum exception run_translated(struct machine *machine, uint32_t *context,
                                            uint64_t budget, struct checked *checked) {
    struct translator *translator = translator_at_hand(machine);
    struct address_space *space = NULL;
    if (translator != NULL && budget > translator->tuning.small_budget)
        space = space_of_checked(translator, context, budget, checked);
    if (space == NULL)
        return checked != NULL ? checked->slow(checked, context, budget)
                               : run(machine, context, budget);
    struct course course = {translator, context, space, budget, budget, STRETCH_LEAST, budget};
    if (checked != NULL)
        checked_enter(translator, checked);
    if (context[CONTEXT_EXCEPTION] == EXCEPTION_PAGE_FAULT)
        space_served(space, context[CONTEXT_ADDRESS], context[CONTEXT_KIND]);
    context[0] = 0;
    context[CONTEXT_EXCEPTION] = EXCEPTION_NONE;
    uint32_t code = course.left == 0 ? 0 : find_start(&course);
    for (;;) {
        enum leave reason = LEAVE_STEP;
        while (code != 0) {
            reason = enter(&course, code);
            code = serve(&course, reason);
        }
        count(&course);
        if (course.left == 0)
            return context_raise(context, EXCEPTION_TIMER, 0, 0);
        if (reason == LEAVE_SYSTEM_CALL)
            return context_raise(context, EXCEPTION_SYSTEM_CALL, 0, 0);
        if (reason == LEAVE_BUDGET)
            return run_rest(&course);
        enum exception exception = is_at_coprocessor(&course)
                                       ? interpret_floats(&course, reason == LEAVE_FAULT)
                                       : step_one(&course);
        if (exception != EXCEPTION_NONE)
            return exception;
        code = course.left == 0 ? 0 : find_block(&course);
    }
}

enum exception translated_run(struct machine *machine, uint32_t *context, uint64_t budget) {
    return run_translated(machine, context, budget, NULL);
}

enum exception translated_run_checked(struct machine *machine, uint32_t *context, uint64_t budget,
                                      struct checked *checked) {
    return run_translated(machine, context, budget, checked);
}

// Each address space reserves 4 GiB: where `ulimit -v` leaves no room for them, the rest of the
// machine needs what there is.
static bool has_address_space(void) {
    struct rlimit limit;
    return getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur / 4 > window_size;
}

// The processor has to trap misaligned accesses, which not every environment permits.
static bool start(struct translator *translator) {
    return has_address_space() && cache_start(translator) && fault_start() &&
           cache_checks_alignment(translator) && space_start(translator);
}

static struct translator *new_translator(struct machine *machine) {
    struct translator *translator = calloc(1, sizeof *translator);
    if (translator == NULL)
        return NULL;
    translator->machine = machine;
    translator->tuning = translate_tuning;
    map_start(translator);
    if (start(translator)) {
        translator->has_floats = cache_traps_floats(translator);
        translator->has_gs_base = checked_has_gs_base();
        translator->has_avx = __builtin_cpu_supports("avx") != 0;
        translator->has_rounding = __builtin_cpu_supports("sse4.1") != 0;
        return translator;
    }
    space_end(translator);
    cache_end(translator);
    free(translator);
    return NULL;
}

struct translator *translator_of(struct machine *machine) {
    if (machine->translator == NULL && !machine->has_no_translator) {
        machine->translator = new_translator(machine);
        machine->has_no_translator = machine->translator == NULL;
    }
    return machine->translator;
}

struct translate_tuning *translate_tuning_of(struct machine *machine) {
    struct translator *translator = translator_of(machine);
    return translator == NULL ? NULL : &translator->tuning;
}

engine *environment_engine(struct machine *machine) {
    return translator_at_hand(machine) != NULL ? translated_run : NULL;
}
