// random SEED COUNT: random towers of hypervisors, run by the reference of the switch one step at a
// time and by the fast switch in slices of many lengths; after every slice all registers and all
// memory are compared. Blocks and page tables are at times malformed, shared, cyclic, or of other
// levels; every program stores into the tables, blocks and code of its guests, and of itself;
// between slices the kernel takes pages away, makes them read-only or moves them.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/isa/isa.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/shadow.h"
#include "../../core/machine/switch.h"
#include "../../core/mipster/run.h"
#include "../../core/machine/step.h"
#include "definition.h"
#include "scene.h"

// Pages of what belongs to level k: its block, directory and tables, which are in the memory of
// level k - 1; and its program.
enum { BLOCK, DIRECTORY, DIRECTORY_2, TABLE, TABLE_2, CODE, ROLES, DATA = LEVELS_MAX * ROLES };

static uint32_t page_of(uint32_t level, uint32_t role) {
    return level * ROLES + role;
}

static uint64_t state;

// "splitmix64": neighbouring seeds have nothing in common.
static uint32_t below(uint32_t limit) {
    state += 0x9e3779b97f4a7c15u;
    uint64_t mixed = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return (uint32_t)(((mixed ^ (mixed >> 31)) >> 32) * limit >> 32);
}

static bool one_in(uint32_t n) {
    return below(n) == 0;
}

// What is out of the ordinary in a tower.
static struct {
    bool exposed;   // guests have pages that support them, or their hypervisors
    bool aliases;   // pages are mapped twice
    bool entries;   // of page tables are random
    bool directory; // likewise
    bool block;     // is malformed
    bool chaos;     // hypervisors store at random
    bool toggles;   // hypervisors have two guests in turn
    bool changes;   // hypervisors change the page tables of their guests in turn
    bool mips32;    // some contexts have all instructions
} odd;

// ---- programs ----

enum { V0 = 2, A0 = 4, T0 = 8, S0 = 16, S5 = 21, S6 = 22, S7 = 23, RA = 31 };

struct writer {
    struct scene *scene;
    uint32_t page;
    uint32_t index;
};

static void emit(struct writer *w, uint32_t word) {
    scene_store(w->scene, w->page, w->index++, word);
}

static uint32_t some_register(void) {
    static const uint32_t registers[] = {0, 2, 3, 8, 9, 10, 11, 31};
    return registers[below(8)];
}

// $s0 to $s4 point to where programs load and store.
static uint32_t base(void) {
    return S0 + below(5);
}

static int32_t offset(void) {
    if (one_in(3))
        return (int32_t)below(64) * 4; // in a block
    if (one_in(60))
        return (int32_t)below(0x10000) - 0x8000;
    return (int32_t)below(2 * SCENE_PAGES) * 4;
}

static uint32_t some_access(void) {
    static const enum isa_operation operations[] = {ISA_SB, ISA_SH,  ISA_SWL, ISA_SWR, ISA_LB,
                                                    ISA_LH, ISA_LWL, ISA_LWR, ISA_LL,  ISA_SC};
    return isa_encode_immediate(operations[below(10)], some_register(), base(),
                                offset() + (int32_t)(one_in(2) ? 0 : below(4)));
}

static uint32_t plain(void) {
    if (odd.mips32 && one_in(3))
        return some_access();
    uint32_t rd = some_register();
    uint32_t rs = some_register();
    uint32_t rt = some_register();
    switch (below(12)) {
    case 0: return isa_encode_immediate(ISA_ADDIU, rd, rs, (int32_t)below(64) - 32);
    case 1: return isa_encode_register(ISA_ADDU, rd, rs, rt);
    case 2: return isa_encode_register(ISA_SUBU, rd, rs, rt);
    case 3: return isa_encode_register(ISA_SLT, rd, rs, rt);
    case 4: return isa_encode_register(ISA_MULTU, 0, rs, rt);
    case 5: return isa_encode_register(ISA_MFLO, rd, 0, 0);
    case 6:
    case 7:
    case 8: return isa_encode_immediate(ISA_LW, rd, base(), offset());
    default: return isa_encode_immediate(ISA_SW, rt, base(), offset());
    }
}

static uint32_t instruction(uint32_t level, uint32_t length) {
    uint32_t start = scene_address(level, page_of(level, CODE));
    switch (below(24)) {
    case 0:
        return isa_encode_immediate(ISA_BEQ, some_register(), some_register(),
                                    (int32_t)below(2 * length) - (int32_t)length);
    case 1:
        return isa_encode_immediate(ISA_BNE, some_register(), some_register(),
                                    (int32_t)below(length) - (int32_t)length);
    case 2: return isa_encode_jump(ISA_J, start + below(length) * 4);
    case 3: return isa_encode_register(ISA_JR, 0, RA, 0);
    case 4: return one_in(4) ? isa_encode_register(ISA_SYSCALL, 0, 0, 0) : 0;
    case 5: return one_in(8) ? below(0xffffffff) : 0;
    default: return plain();
    }
}

static void make_guest(struct scene *scene, uint32_t level) {
    struct writer w = {scene, page_of(level, CODE), 0};
    uint32_t length = 8 + below(40);
    while (w.index < length)
        emit(&w, instruction(level, length));
    emit(&w, isa_encode_jump(ISA_J, scene_address(level, page_of(level, CODE))));
    emit(&w, plain());
}

static void make_chaos(struct writer *w, uint32_t most) {
    for (uint32_t i = below(most + 1); i > 0; i--)
        emit(w, plain());
}

static void choose_oddities(void) {
    odd.exposed = one_in(2);
    odd.aliases = one_in(4);
    odd.entries = one_in(8);
    odd.directory = one_in(12);
    odd.block = one_in(12);
    odd.chaos = one_in(3);
    odd.toggles = one_in(3);
    odd.changes = one_in(3);
    odd.mips32 = one_in(3);
}

// Registers of hypervisors: the sums of two blocks, two directories, two entries; where the guest
// starts.
enum { BLOCKS = 24, DIRECTORIES = 25, ENTRIES = 26, ENTRY = 27, START = 28 };

static void toggle(struct writer *w, uint32_t sum, uint32_t pointer, uint32_t at) {
    emit(w, isa_encode_immediate(ISA_LW, T0, pointer, (int32_t)at));
    emit(w, isa_encode_register(ISA_SUBU, T0, sum, T0));
    emit(w, isa_encode_immediate(ISA_SW, T0, pointer, (int32_t)at));
}

// Switches to its guest, again and again; steps over system calls, and restarts the guest after
// other exceptions.
static void make_hypervisor(struct scene *scene, uint32_t level) {
    struct writer w = {scene, page_of(level, CODE), 0};
    uint32_t chaos = odd.chaos ? 6 : 0;
    int32_t budget = (int32_t)(one_in(4) ? below(60) : below(12));
    int32_t call = one_in(30) ? (int32_t)below(5000) : CALL_switch;
    emit(&w, isa_encode_register(ISA_ADDU, A0, S7, 0));
    emit(&w, isa_encode_immediate(ISA_ADDIU, A0 + 1, one_in(4) ? S5 : 0, budget));
    emit(&w, isa_encode_register(ISA_ADDU, A0 + 2, one_in(4) ? S6 : 0, 0));
    emit(&w, isa_encode_immediate(ISA_ADDIU, V0, 0, call));
    if (one_in(3))
        emit(&w, isa_encode_immediate(ISA_BEQ, 0, 0, 1 + (int32_t)below(2))); // the slot switches
    emit(&w, isa_encode_register(ISA_SYSCALL, 0, 0, 0));
    make_chaos(&w, chaos);
    emit(&w, isa_encode_immediate(ISA_ADDIU, T0, 0, EXCEPTION_TIMER));
    emit(&w, isa_encode_immediate(ISA_BEQ, T0, V0, 7));
    emit(&w, isa_encode_immediate(ISA_ADDIU, T0, 0, EXCEPTION_SYSTEM_CALL));
    emit(&w, isa_encode_immediate(ISA_BEQ, T0, V0, 2));
    emit(&w, isa_encode_immediate(ISA_LW, T0, S7, CONTEXT_NEXT_PC * 4));
    emit(&w, isa_encode_register(ISA_ADDU, T0, START, 0));
    emit(&w, isa_encode_immediate(ISA_SW, T0, S7, CONTEXT_PC * 4));
    emit(&w, isa_encode_immediate(ISA_ADDIU, T0, T0, 4));
    emit(&w, isa_encode_immediate(ISA_SW, T0, S7, CONTEXT_NEXT_PC * 4));
    make_chaos(&w, chaos);
    if (odd.changes && one_in(2))
        toggle(&w, DIRECTORIES, S7, CONTEXT_PAGE_TABLE * 4);
    if (odd.changes && one_in(2))
        toggle(&w, ENTRIES, ENTRY, 0);
    if (odd.toggles)
        emit(&w, isa_encode_register(ISA_SUBU, S7, BLOCKS, S7));
    emit(&w, isa_encode_jump(ISA_J, scene_address(level, page_of(level, CODE))));
    emit(&w, plain());
}

// ---- contexts and page tables ----

static uint32_t some_permissions(void) {
    static const uint32_t few[] = {0, 1, 2, 3, 4, 5, 6};
    return one_in(20) ? few[below(7)] : ALL;
}

static uint32_t first_region(uint32_t level) {
    return scene_address(level, 0) / 0x400000u;
}

static uint32_t page_of_entry(uint32_t level, uint32_t page) {
    return page_of(level, TABLE + scene_address(level, page) / 0x400000u - first_region(level));
}

static uint32_t index_of_entry(uint32_t level, uint32_t page) {
    return scene_address(level, page) / PAGE_SIZE % PAGE_WORDS;
}

static void start_hypervisor(const struct scene *scene, uint32_t *context, uint32_t level) {
    uint32_t guest = level + 1;
    uint32_t page = below(SCENE_PAGES);
    uint32_t entry = scene_words(scene, page_of_entry(guest, page))[index_of_entry(guest, page)];
    context[S7] = scene_address(level, page_of(guest, BLOCK));
    if (odd.block && one_in(4))
        context[S7] = one_in(2) ? below(0xffffffff) : context[S7] + below(0x300);
    context[START] = scene_address(guest, page_of(guest, CODE));
    context[BLOCKS] = 2 * context[S7] + BLOCK_SIZE;
    context[DIRECTORIES] = scene_address(level, page_of(guest, DIRECTORY)) +
                           scene_address(level, page_of(guest, one_in(3) ? CODE : DIRECTORY_2));
    context[ENTRY] =
        scene_address(level, page_of_entry(guest, page)) + 4 * index_of_entry(guest, page);
    context[ENTRIES] = entry + (one_in(2) ? 0 : scene_address(level, below(SCENE_PAGES)) + ALL);
}

static void start_registers(const struct scene *scene, uint32_t *context, uint32_t level,
                            uint32_t top) {
    uint32_t child = level < top ? level + 1 : level;
    for (uint32_t i = 1; i < 32; i++)
        context[i] = one_in(2) ? below(6) : below(0xffffffff);
    context[S0] = scene_address(level, DATA + below(SCENE_PAGES - DATA));
    context[S0 + 1] = scene_address(level, DATA);
    context[S0 + 2] = scene_address(level, page_of(level, CODE));
    context[S0 + 3] = scene_address(level, one_in(2) ? below(SCENE_PAGES) : DATA);
    if (one_in(4)) // the program beneath
        context[S0 + 3] = scene_address(level, page_of(level > 0 ? level - 1 : 0, CODE));
    context[S0 + 4] = scene_address(level, page_of(child, below(ROLES)));
    if (one_in(2)) // entries that are in use
        context[S0 + 4] =
            scene_address(level, page_of_entry(child, 0)) + 4 * index_of_entry(child, 0);
    context[S5] = one_in(2) ? below(200) : below(0xffffffff);
    context[S6] = one_in(2) ? 0 : below(3);
    // Often entries of the tables that it may store to: they are worth a register or two.
    for (uint32_t i = 8; i < 12; i++) {
        if (one_in(2))
            context[i] = scene_address(level, below(SCENE_PAGES)) + some_permissions();
    }
    context[RA] = context[S0 + 2] + 4 * below(30);
    context[CONTEXT_PC] = context[S0 + 2];
    context[CONTEXT_NEXT_PC] = context[CONTEXT_PC] + 4;
    if (level < top)
        start_hypervisor(scene, context, level);
}

// True if the page belongs to a context that level `level` runs on.
static bool supports(uint32_t page, uint32_t level) {
    return page >= ROLES && page < DATA && page % ROLES != CODE && page / ROLES <= level;
}

static void make_page_table(struct scene *scene, uint32_t level) {
    uint32_t first = first_region(level);
    for (uint32_t i = 0; i < SCENE_PAGES; i++) {
        uint32_t entry = scene_address(level - 1, i) + some_permissions();
        if (i < DATA && i % ROLES == CODE)
            entry =
                scene_address(level - 1, i) + (i == page_of(level, CODE) || one_in(2) ? ALL : 0);
        else if (supports(i, level) ? !odd.exposed || one_in(2) : one_in(16))
            entry = 0;
        if (odd.aliases && one_in(6))
            entry = scene_address(level - 1, below(SCENE_PAGES)) + some_permissions();
        if (odd.entries && one_in(12))
            entry = below(0xffffffff);
        scene_store(scene, page_of_entry(level, i), index_of_entry(level, i), entry);
    }
    for (uint32_t i = 0; i < 2; i++) {
        uint32_t entry = scene_address(level - 1, page_of(level, TABLE + i)) + ACCESS_READ;
        scene_store(scene, page_of(level, DIRECTORY), first + i, entry);
        scene_store(scene, page_of(level, DIRECTORY_2), first + i, i == 0 || one_in(2) ? entry : 0);
    }
    if (odd.directory) {
        uint32_t page = one_in(2) ? below(SCENE_PAGES) : page_of(level, below(ROLES));
        scene_store(scene, page_of(level, DIRECTORY), first + below(2),
                    one_in(3) ? below(0xffffffff) : scene_address(level - 1, page) + below(8));
    }
}

static void make_block(struct scene *scene, uint32_t level, uint32_t top, uint32_t at) {
    uint32_t block[CONTEXT_WORDS] = {0};
    start_registers(scene, block, level, top);
    block[0] = one_in(4) ? 0 : below(0xffffffff);
    block[CONTEXT_PAGE_TABLE] = scene_address(level - 1, page_of(level, DIRECTORY));
    for (uint32_t i = CONTEXT_FPR; i <= CONTEXT_FCSR; i++)
        block[i] = below(0xffffffff);
    block[CONTEXT_FCSR] &= ~(uint32_t)FCSR_ZERO;
    block[CONTEXT_EXCEPTION] = below(8);
    block[CONTEXT_RETIRED_LOW] = one_in(4) ? 0xffffffffu - below(100) : 0;
    block[CONTEXT_SUBSET] = odd.mips32 && !one_in(4) ? ISA_MIPS32 : ISA_MIPSTER;
    if (odd.block && one_in(3))
        block[below(CONTEXT_WORDS)] = below(0xffffffff);
    if (odd.block && one_in(3))
        block[CONTEXT_PAGE_TABLE] =
            scene_address(level - 1, one_in(2) ? below(SCENE_PAGES) : page_of(level, below(ROLES)));
    if (one_in(10))
        block[CONTEXT_NEXT_PC] += 4 * below(10);
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++)
        scene_store(scene, page_of(level, BLOCK), at + i, block[i]);
}

static void make_scene(struct scene *scene) {
    uint32_t top = 1 + below(LEVELS_MAX - 1);
    choose_oddities();
    for (uint32_t i = 0; i < SCENE_PAGES; i++) {
        frame_changes(machine, scene->frames[i], 0, PAGE_SIZE);
        memset(scene_words(scene, i), 0, PAGE_SIZE);
        scene_map(scene, i, one_in(10) ? 0 : ALL);
    }
    for (uint32_t level = 1; level <= top; level++)
        make_page_table(scene, level);
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++) {
        if (i != CONTEXT_PAGE_TABLE)
            scene->context[i] = 0;
    }
    start_registers(scene, scene->context, 0, top);
    scene->context[CONTEXT_SUBSET] = odd.mips32 ? ISA_MIPS32 : ISA_MIPSTER;
    for (uint32_t level = 0; level <= top; level++) {
        for (uint32_t i = 0; i < 2 && level > 0; i++)
            make_block(scene, level, top, i * CONTEXT_WORDS);
        if (level < top)
            make_hypervisor(scene, level);
        else
            make_guest(scene, level);
    }
}

// ---- running ----

static enum exception fast(struct machine *machine, uint32_t *context, uint64_t budget) {
    return switch_run(machine, run, context, budget);
}

static enum exception fast_by_steps(struct machine *machine, uint32_t *context, uint64_t budget) {
    return switch_run(machine, step_run, context, budget);
}

static engine *some_engine(void) {
    switch (below(8)) {
    case 0:
    case 1: return fast_by_steps;
    case 2: return odd.mips32 ? fast : definition_run;
    default: return fast;
    }
}

// What a kernel would do. False if the program cannot go on.
static bool serve(struct scene *scene) {
    uint32_t *context = scene->context;
    uint32_t page;
    switch (context[CONTEXT_EXCEPTION]) {
    case EXCEPTION_TIMER: return true;
    case EXCEPTION_PAGE_FAULT:
        page = scene_page(context[CONTEXT_ADDRESS]);
        if (page == SCENE_PAGES || scene->permissions[page] == ALL)
            break;
        scene_map(scene, page, ALL);
        return true;
    default: break;
    }
    context_complete(context);
    return true;
}

static uint64_t retired_in_all;
static uint64_t slices_in_all;

// The kernel takes pages away, the same of both.
static void disturb(struct scene *left, struct scene *right) {
    uint32_t page = below(SCENE_PAGES);
    uint32_t permissions = one_in(2) ? 0 : ACCESS_READ;
    bool move = one_in(3);
    for (uint32_t i = 0; i < 2; i++) {
        struct scene *scene = i == 0 ? left : right;
        if (move)
            scene_move(scene, page);
        else
            scene_map(scene, page, permissions);
    }
}

static int compare(const struct scene *start, struct scene *left, struct scene *right,
                   uint32_t slice, engine *engine, uint32_t seed) {
    char where[120];
    uint32_t whole = slice < 5 ? 300 : 1500;
    uint32_t trouble = one_in(2) ? 0 : 1 + below(12);
    scene_copy(left, start);
    scene_copy(right, start);
    for (uint32_t done = 0; done < whole; done += slice) {
        uint64_t before = context_retired(left->context);
        enum exception expected = switch_step_run(machine, left->context, slice);
        enum exception exception = engine(machine, right->context, slice);
        retired_in_all += context_retired(left->context) - before;
        slices_in_all++;
        if (expected != exception) {
            printf("random: seed %u, slice %u, after %u: exception %u, %u\n", seed, slice, done,
                   expected, exception);
            return 1;
        }
        if (scene_differs(left, right, where, sizeof where)) {
            printf("random: seed %u, slice %u, after %u: %s\n", seed, slice, done, where);
            return 1;
        }
        if (!serve(left) || !serve(right))
            break;
        if (trouble != 0 && one_in(trouble))
            disturb(left, right);
    }
    return 0;
}

int main(int argc, char **argv) {
    static const uint32_t slices[] = {1, 2, 3, 5, 7, 11, 64, 1000, 5000};
    uint32_t seed = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 0) : 1;
    uint32_t count = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 0) : 100;
    struct scene start, left, right;
    int failures = 0;
    scene_start();
    scene_create(&start);
    scene_create(&left);
    scene_create(&right);
    for (uint32_t i = 0; i < count && failures < 10; i++, seed++) {
        state = (uint64_t)seed << 32;
        make_scene(&start);
        for (uint32_t j = 0; j < sizeof slices / sizeof slices[0]; j++)
            failures += compare(&start, &left, &right, slices[j], some_engine(), seed);
        if (one_in(8)) {
            scene_destroy(&right);
            scene_create(&right);
        }
    }
    scene_destroy(&start);
    scene_destroy(&left);
    scene_destroy(&right);
    printf("random: %u towers, %llu instructions in %llu slices, %u frames left, %d failures\n",
           count, (unsigned long long)retired_in_all, (unsigned long long)slices_in_all,
           frame_in_use(machine), failures);
    failures += frame_in_use(machine) != 0;
    machine_destroy(machine);
    return failures != 0;
}
