#include "worlds.h"

#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/hypster/virtualize.h"
#include "../../core/isa/isa.h"
#include "../../core/machine/page_table.h"
#include "../../core/machine/step.h"
#include "../../core/machine/switch.h"
#include "../../core/memory.h"
#include "../../core/mipster/emulate.h"
#include "../../core/panic.h"
#include "mutate.h"

const char *const world_names[WORLDS] = {"step", "interp", "jit", "switch", "mixed"};

// A hypervisor in whose memory every frame is at the address of its number, so that any context of
// this machine may be its guest as it is.
enum { SUPERVISORS = 2 };

struct supervisor {
    uint32_t *context;
    uint32_t frame;
    uint32_t code; // a page with the switch
};

struct world {
    enum world_kind kind;
    struct machine *machine;
    uint32_t *context;
    uint32_t context_frame, directory;
    uint32_t frames[MEMORY_PAGES], spares[MEMORY_PAGES];
    struct mapping mapped[VIRTUAL_PAGES]; // of level 0
    struct supervisor supervisors[SUPERVISORS];
    engine *beneath;                 // runs the outermost supervisor
    uint32_t depth;                  // supervisors in use
    uint32_t slice;                  // of the outermost one; 0: all in one go
    uint8_t settings[SETTING_COUNT]; // of the translator
};

struct worlds {
    struct world worlds[WORLDS];
    uint32_t which;
    bool has_translator;
    const struct state *state;
    uint32_t pages;
    uint32_t memory[MEMORY_PAGES][PAGE_WORDS]; // at the start
    uint32_t context[CONTEXT_WORDS];
    const struct observer_of_runs *observer;
};

// ---- the machine beneath ----

static struct world *switching; // the world that asks for its switch

static void start_supervisor(struct world *world, struct supervisor *supervisor) {
    uint32_t directory = page_table_create(world->machine);
    supervisor->frame = frame_allocate(world->machine);
    supervisor->code = frame_allocate(world->machine);
    if (directory == 0 || supervisor->code == 0)
        out_of_memory();
    supervisor->context = frame_words(world->machine, supervisor->frame);
    supervisor->context[CONTEXT_PAGE_TABLE] = directory;
    uint32_t call = isa_encode_register(ISA_SYSCALL, 0, 0, 0);
    frame_store(world->machine, supervisor->code, 0, call);
    frame_store(world->machine, supervisor->code, 1, call);
    // Nothing of what follows is translated.
    frame_store(world->machine, supervisor->code, 2, 0xffffffff);
}

// Once all frames are there.
static void map_all_frames(struct world *world) {
    uint32_t last = world->supervisors[SUPERVISORS - 1].code + PAGE_SIZE * 4;
    for (uint32_t i = 0; i < SUPERVISORS; i++) {
        for (uint32_t frame = PAGE_SIZE; frame < last; frame += PAGE_SIZE)
            page_table_map(world->machine, world->supervisors[i].context[CONTEXT_PAGE_TABLE], frame,
                           frame, ALL_ACCESS);
    }
}

static void aim(struct world *world, uint32_t number, uint32_t block, uint32_t low, uint32_t high) {
    const struct supervisor *supervisor = &world->supervisors[number];
    uint32_t *context = supervisor->context;
    frame_changes(world->machine, supervisor->frame, 0, PAGE_SIZE);
    context[CONTEXT_PC] = supervisor->code;
    context[CONTEXT_NEXT_PC] = supervisor->code + 4;
    context[REGISTER_V0] = CALL_switch;
    context[REGISTER_A0] = block;
    context[REGISTER_A1] = low;
    context[REGISTER_A2] = high;
    context[REGISTER_A3] = 0;
}

// A switch that is interrupted goes on from where it was; when it has completed, the second system
// call is due.
int32_t environment_switch(uint32_t *block, uint32_t low, uint32_t high) {
    struct world *world = switching;
    const struct supervisor *inner = &world->supervisors[0];
    aim(world, 0, (uint32_t)((unsigned char *)block - world->machine->memory), low, high);
    for (uint32_t i = 1; i < world->depth; i++)
        aim(world, i, world->supervisors[i - 1].frame, 0xffffffff, 0x7fffffff);
    const struct supervisor *outer = &world->supervisors[world->depth - 1];
    enum exception exception;
    do {
        uint64_t budget = world->slice == 0 ? 0x7fffffffffffffffu : world->slice;
        exception = world->beneath(world->machine, outer->context, budget);
    } while (exception == EXCEPTION_TIMER);
    if (exception != EXCEPTION_SYSTEM_CALL || inner->context[CONTEXT_PC] != inner->code + 4)
        panic("fuzz: the hypervisor has not got through its switch");
    uint32_t result = inner->context[REGISTER_V0];
    return inner->context[REGISTER_A3] == 0 ? (int32_t)result : -(int32_t)result;
}

// ---- worlds ----

static void start_world(struct world *world, enum world_kind kind) {
    const char *wrong;
    memset(world, 0, sizeof *world);
    world->kind = kind;
    memset(world->settings, 0xff, sizeof world->settings);
    world->machine = machine_create(&wrong);
    if (world->machine == NULL)
        panic(wrong);
    world->context_frame = frame_allocate(world->machine);
    world->context = frame_words(world->machine, world->context_frame);
    world->directory = page_table_create(world->machine);
    for (uint32_t i = 0; i < MEMORY_PAGES; i++)
        world->frames[i] = frame_allocate(world->machine);
    for (uint32_t i = 0; i < MEMORY_PAGES; i++)
        world->spares[i] = frame_allocate(world->machine);
    // Both tables are there, whatever is mapped.
    for (uint32_t i = 0; i < VIRTUAL_PAGES; i += VIRTUAL_PAGES - 1) {
        page_table_map(world->machine, world->directory, state_address(0, i), world->frames[0], 0);
        page_table_unmap(world->machine, world->directory, state_address(0, i));
    }
    for (uint32_t i = 0; i < SUPERVISORS; i++)
        start_supervisor(world, &world->supervisors[i]);
    map_all_frames(world);
    if (kind == WORLD_JIT || kind == WORLD_SWITCH || kind == WORLD_MIXED)
        tune_start(world->machine);
}

struct worlds *worlds_create(void) {
    struct worlds *worlds = memory_new(sizeof *worlds);
    for (uint32_t i = 0; i < WORLDS; i++)
        start_world(&worlds->worlds[i], (enum world_kind)i);
    worlds->has_translator = environment_engine(worlds->worlds[WORLD_JIT].machine) != NULL;
    worlds_choose(worlds, (1u << WORLDS) - 1);
    return worlds;
}

void worlds_destroy(struct worlds *worlds) {
    for (uint32_t i = 0; i < WORLDS; i++)
        machine_destroy(worlds->worlds[i].machine);
    free(worlds);
}

bool worlds_have_translator(const struct worlds *worlds) {
    return worlds->has_translator;
}

void worlds_choose(struct worlds *worlds, uint32_t which) {
    worlds->which = which | 1u << WORLD_STEP;
    if (!worlds->has_translator)
        worlds->which &= ~(1u << WORLD_JIT);
}

void worlds_observe(struct worlds *worlds, const struct observer_of_runs *observer) {
    worlds->observer = observer;
}

const uint32_t *worlds_context(const struct worlds *worlds) {
    return worlds->worlds[WORLD_STEP].context;
}

const uint32_t *worlds_page(const struct worlds *worlds, enum world_kind kind, uint32_t page) {
    const struct world *world = &worlds->worlds[kind];
    return frame_words(world->machine, world->frames[page]);
}

static bool code_word(const struct world *world, uint32_t address, uint32_t *word) {
    struct fault fault;
    uint32_t table;
    uint32_t frame = page_table_frame(world->machine, world->directory, address, 4, ACCESS_EXECUTE,
                                      &table, &fault);
    if (frame != 0)
        *word = frame_words(world->machine, frame)[address / 4 % PAGE_WORDS];
    return frame != 0;
}

bool worlds_code(const struct worlds *worlds, enum world_kind kind, uint32_t address,
                 uint32_t *word) {
    return code_word(&worlds->worlds[kind], address, word);
}

// ---- what a kernel does ----

static void set_word(struct world *world, uint32_t word, uint32_t value) {
    frame_store(world->machine, world->context_frame, word, value);
}

static void map(struct world *world, uint32_t page, uint32_t to, uint32_t permissions) {
    uint32_t address = state_address(0, page), table;
    uint32_t entry = permissions == 0 ? 0 : world->frames[to] + permissions;
    world->mapped[page] = (struct mapping){0, (uint8_t)page, (uint8_t)to, (uint8_t)permissions};
    if (page_table_entry(world->machine, world->directory, address, &table) == entry)
        return;
    if (world->kind == WORLD_MIXED && permissions != 0)
        frame_lend(world->machine, world->frames[to]); // as what mixes in a guest does
    if (permissions == 0)
        page_table_unmap(world->machine, world->directory, address);
    else
        page_table_map(world->machine, world->directory, address, world->frames[to], permissions);
}

static void copy_page(struct world *world, uint32_t frame, const uint32_t *words) {
    frame_changes(world->machine, frame, 0, PAGE_SIZE);
    memcpy(frame_words(world->machine, frame), words, PAGE_SIZE);
}

// Only what differs is stored, so that what is derived from the words around it stays.
static void restore_page(struct world *world, uint32_t frame, const uint32_t *words) {
    uint32_t *page = frame_words(world->machine, frame);
    for (uint32_t first = 0; first < PAGE_WORDS; first++) {
        uint32_t end = first;
        while (end < PAGE_WORDS && page[end] != words[end])
            end++;
        if (end == first)
            continue;
        frame_changes(world->machine, frame, first * 4, (end - first) * 4);
        memcpy(page + first, words + first, (end - first) * 4);
        first = end;
    }
}

static void move(struct world *world, uint32_t page) {
    uint32_t old = world->frames[page];
    copy_page(world, world->spares[page], frame_words(world->machine, old));
    world->frames[page] = world->spares[page];
    world->spares[page] = old;
    for (uint32_t i = 0; i < VIRTUAL_PAGES; i++) {
        if (world->mapped[i].permissions != 0 && world->mapped[i].to == page)
            map(world, i, page, world->mapped[i].permissions);
    }
}

static void restart(struct world *world, const uint32_t *context) {
    frame_changes(world->machine, world->context_frame, 0, BLOCK_SIZE);
    memcpy(world->context, context, CONTEXT_WORDS * sizeof *context);
    world->context[CONTEXT_PAGE_TABLE] = world->directory;
}

// Each page is mapped once, so that what stays is not dropped in between.
static void start_mappings(const struct worlds *worlds, struct world *world) {
    const struct state *state = worlds->state;
    const struct mapping *chosen[VIRTUAL_PAGES] = {NULL};
    for (uint32_t i = 0; i < state->mapping_count; i++) {
        if (state->mappings[i].level == 0)
            chosen[state->mappings[i].page] = &state->mappings[i];
    }
    for (uint32_t i = 0; i < VIRTUAL_PAGES; i++) {
        if (chosen[i] != NULL)
            map(world, i, chosen[i]->to % worlds->pages, chosen[i]->permissions);
        else
            map(world, i, i, i < worlds->pages ? ALL_ACCESS : 0);
    }
}

// Memory may be what it was already: then what is derived from it is kept, unless it is to be
// fresh.
static void start_state(struct worlds *worlds, struct world *world) {
    const struct state *state = worlds->state;
    bool fresh = (state->settings[SETTING_KEEP] & 1) == 0;
    for (uint32_t i = 0; i < MEMORY_PAGES; i++) {
        uint32_t first = world->frames[i] < world->spares[i] ? world->frames[i] : world->spares[i];
        world->spares[i] = first == world->frames[i] ? world->spares[i] : world->frames[i];
        world->frames[i] = first;
    }
    for (uint32_t i = 0; i < worlds->pages; i++) {
        uint32_t frame = world->frames[i];
        if (fresh)
            frame_changes(world->machine, frame, 0, PAGE_SIZE);
        if (memcmp(frame_words(world->machine, frame), worlds->memory[i], PAGE_SIZE) != 0)
            restore_page(world, frame, worlds->memory[i]);
    }
    start_mappings(worlds, world);
    if (fresh)
        frame_changes(world->machine, world->directory, 0, PAGE_SIZE);
    restart(world, worlds->context);
    tune(world->machine, state->settings, world->settings);
    world->depth = 1 + state->settings[SETTING_SLICE] % SUPERVISORS;
    world->slice = state->settings[SETTING_SLICE] / SUPERVISORS;
}

// So that programs go on after exceptions.
static void serve(struct world *world, const struct worlds *worlds) {
    uint32_t *context = world->context;
    uint32_t page = state_page(0, context[CONTEXT_ADDRESS]);
    bool is_fault = context[CONTEXT_EXCEPTION] == EXCEPTION_PAGE_FAULT;
    if (context[CONTEXT_EXCEPTION] == EXCEPTION_TIMER)
        return;
    if (is_fault && (worlds->state->settings[SETTING_LAZY] & 1) != 0 && page < worlds->pages &&
        world->mapped[page].permissions != ALL_ACCESS) {
        map(world, page, page, ALL_ACCESS);
        return;
    }
    frame_changes(world->machine, world->context_frame, 0, BLOCK_SIZE);
    if (context[CONTEXT_KIND] == ACCESS_EXECUTE) {
        context[CONTEXT_PC] = worlds->context[CONTEXT_PC];
        context[CONTEXT_NEXT_PC] = context[CONTEXT_PC] + 4;
    }
    context_complete(context);
}

static void interfere(struct world *world, const struct worlds *worlds,
                      const struct action *action) {
    uint32_t pages = worlds->pages;
    switch (action->kind) {
    case ACTION_MAP:
        map(world, action->a % VIRTUAL_PAGES, action->b / 8 % pages, action->b % 8);
        break;
    case ACTION_MOVE: move(world, action->a % pages); break;
    case ACTION_REGISTER: {
        uint32_t word = action->a % CONTEXT_PAGE_TABLE;
        if (word != 0)
            set_word(world, word, action->word);
        break;
    }
    case ACTION_STORE:
        frame_store(world->machine, world->frames[action->b % pages], action->a % PAGE_WORDS,
                    action->word);
        break;
    case ACTION_RESTART: restart(world, worlds->context); break;
    case ACTION_RESTORE:
        copy_page(world, world->frames[action->a % pages], worlds->memory[action->a % pages]);
        break;
    case ACTION_FORGET:
        memset(world->settings, 0xff, sizeof world->settings);
        tune_forget(world->machine, action->a);
        break;
    default: break;
    }
}

// ---- engines ----

static enum exception virtualize_on(struct world *world, engine *beneath, uint64_t budget) {
    switching = world;
    world->beneath = beneath;
    return virtualize(world->machine, world->context, budget);
}

static enum exception translated_or_not(struct machine *machine, uint32_t *context,
                                        uint64_t budget) {
    return environment_engine(machine) == NULL ? emulate(machine, context, budget)
                                               : emulate_translated(machine, context, budget);
}

static enum exception run_mixed(struct world *world, const struct action *action) {
    engine *const engines[] = {emulate, translated_or_not, emulate_by_steps};
    uint32_t choice = action->b % 6;
    if (choice >= 3)
        return virtualize_on(world, engines[choice - 3], action->a);
    // This level stores to what is a block of the hypervisor.
    frame_changes(world->machine, world->context_frame, 0, BLOCK_SIZE);
    return engines[choice](world->machine, world->context, action->a);
}

static enum exception run_watched(struct world *world, const struct observer_of_runs *observer,
                                  uint32_t budget) {
    uint32_t *context = world->context;
    enum exception exception = EXCEPTION_TIMER;
    uint64_t end = context_retired(context) + budget;
    while (exception == EXCEPTION_TIMER && context_retired(context) != end) {
        uint32_t word;
        if (code_word(world, context[CONTEXT_PC], &word))
            observer->retired(observer->state, context, word);
        exception = emulate_by_steps(world->machine, context, 1);
    }
    if (budget == 0)
        exception = emulate_by_steps(world->machine, context, 0);
    observer->ended(observer->state, context, exception);
    return exception;
}

static enum exception run_world(struct world *world, const struct worlds *worlds,
                                const struct action *action) {
    switch (world->kind) {
    case WORLD_STEP:
        return worlds->observer == NULL
                   ? emulate_by_steps(world->machine, world->context, action->a)
                   : run_watched(world, worlds->observer, action->a);
    case WORLD_INTERP: return emulate(world->machine, world->context, action->a);
    case WORLD_JIT: return emulate_translated(world->machine, world->context, action->a);
    case WORLD_SWITCH:
        return virtualize_on(world, action->b % 2 == 0 ? emulate : translated_or_not, action->a);
    default: return run_mixed(world, action);
    }
}

// ---- comparing ----

static bool same_context(const struct world *reference, const struct world *world,
                         struct difference *difference) {
    if (memcmp(reference->context, world->context, CONTEXT_WORDS * 4) == 0)
        return true;
    uint32_t word = 0;
    while (reference->context[word] == world->context[word])
        word++;
    difference->is_memory = false;
    difference->word = word;
    difference->values[0] = reference->context[word];
    difference->values[1] = world->context[word];
    return false;
}

static bool same_memory(const struct worlds *worlds, const struct world *world,
                        struct difference *difference) {
    for (uint32_t page = 0; page < worlds->pages; page++) {
        const uint32_t *expected = worlds_page(worlds, WORLD_STEP, page);
        const uint32_t *words = frame_words(world->machine, world->frames[page]);
        if (memcmp(expected, words, PAGE_SIZE) == 0)
            continue;
        uint32_t word = 0;
        while (expected[word] == words[word])
            word++;
        *difference = (struct difference){
            .is_memory = true, .page = page, .word = word, .values = {expected[word], words[word]}};
        return false;
    }
    return true;
}

static bool run_action(struct worlds *worlds, uint32_t number, bool with_memory,
                       struct difference *difference) {
    const struct action *action = &worlds->state->actions[number];
    struct world *reference = &worlds->worlds[WORLD_STEP];
    uint32_t before[CONTEXT_WORDS];
    memcpy(before, reference->context, sizeof before);
    uint64_t retired = context_retired(before);
    enum exception expected = run_world(reference, worlds, action);
    for (uint32_t i = WORLD_STEP + 1; i < WORLDS; i++) {
        struct world *world = &worlds->worlds[i];
        if ((worlds->which >> i & 1) == 0)
            continue;
        enum exception exception = run_world(world, worlds, action);
        if (same_context(reference, world, difference) && exception == expected &&
            (!with_memory || same_memory(worlds, world, difference)))
            continue;
        difference->world = (enum world_kind)i;
        difference->action = number;
        difference->budget = action->a;
        difference->exceptions[0] = expected;
        difference->exceptions[1] = exception;
        difference->retired = context_retired(reference->context) - retired;
        memcpy(difference->before, before, sizeof before);
        memcpy(difference->after[0], reference->context, sizeof before);
        memcpy(difference->after[1], world->context, sizeof before);
        return false;
    }
    return true;
}

bool worlds_run(struct worlds *worlds, const struct state *state, bool closely,
                struct difference *difference) {
    memset(difference, 0, sizeof *difference);
    difference->world = WORLDS;
    worlds->state = state;
    worlds->pages = state_pages(state);
    state_memory(state, worlds->memory);
    state_context(state, worlds->context);
    for (uint32_t i = 0; i < WORLDS; i++) {
        if ((worlds->which >> i & 1) != 0)
            start_state(worlds, &worlds->worlds[i]);
    }
    uint32_t last = 0;
    for (uint32_t i = 0; i < state->action_count; i++) {
        if (state->actions[i].kind == ACTION_RUN)
            last = i;
    }
    for (uint32_t number = 0; number < state->action_count; number++) {
        const struct action *action = &state->actions[number];
        if (action->kind == ACTION_RUN &&
            !run_action(worlds, number, closely || number == last, difference))
            return false;
        for (uint32_t i = 0; i < WORLDS; i++) {
            if ((worlds->which >> i & 1) == 0)
                continue;
            if (action->kind == ACTION_RUN)
                serve(&worlds->worlds[i], worlds);
            else
                interfere(&worlds->worlds[i], worlds, action);
        }
    }
    return true;
}

bool worlds_run_varied(struct worlds *worlds, struct state *state, struct difference *difference) {
    struct chance chance = state_chance(state);
    bool equal = worlds_run(worlds, state, false, difference);
    for (uint32_t i = 0; i < VARIANTS && equal; i++) {
        state_vary(state, &chance);
        equal = worlds_run(worlds, state, false, difference);
    }
    return equal;
}
