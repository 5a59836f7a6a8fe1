// The edges of single instructions, as docs and manual have them: each program is run by the
// reference and by the emulator, and what it leaves is compared with what is written here.
#include <stdio.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "../../core/machine/context.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/page_table.h"
#include "../../core/mipster/run.h"
#include "../../core/machine/step.h"
#include "world.h"

enum { V0 = 2, V1, A0, A1, T0 = 8, T1, T2, RA = 31, HI = CONTEXT_HI, LO = CONTEXT_LO };
enum { PROGRAM_MAX = 8, SETTINGS_MAX = 4, EFFECTS_MAX = 8, END = 0xffff };

struct word_value {
    uint32_t word; // of the context; END ends the list
    uint32_t value;
};

struct edge {
    const char *name;
    uint32_t start;
    uint32_t program[PROGRAM_MAX];
    struct word_value settings[SETTINGS_MAX + 1];
    uint32_t budget;
    enum exception exception;
    struct word_value effects[EFFECTS_MAX + 1];
};

static enum exception run_edge(const struct edge *edge, struct world *world, engine *engine) {
    uint32_t start = edge->start;
    for (uint32_t i = 0; i < PROGRAM_MAX; i++) {
        uint32_t address = start + i * 4;
        if (address >= MIXED)
            world_store(world, world->mixed, address / 4 % PAGE_WORDS, edge->program[i]);
        else if (address < CODE + 2 * PAGE_SIZE)
            world_store(world, world->code[(address - CODE) / PAGE_SIZE], address / 4 % PAGE_WORDS,
                        edge->program[i]);
    }
    world->context[CONTEXT_PC] = start;
    world->context[CONTEXT_NEXT_PC] = start + 4;
    for (const struct word_value *s = edge->settings; s->word != END; s++)
        world->context[s->word] = s->value;
    return engine(machine, world->context, edge->budget);
}

static int check_edge(const struct edge *edge, engine *engine, const char *engine_name) {
    struct world world = world_create();
    enum exception exception = run_edge(edge, &world, engine);
    int failures = 0;
    if (exception != edge->exception || world.context[CONTEXT_EXCEPTION] != edge->exception) {
        printf("steps: %s: %s: exception %d, expected %d\n", edge->name, engine_name, exception,
               edge->exception);
        failures++;
    }
    for (const struct word_value *e = edge->effects; e->word != END; e++) {
        if (world.context[e->word] == e->value)
            continue;
        printf("steps: %s: %s: word %u is %08x, expected %08x\n", edge->name, engine_name, e->word,
               world.context[e->word], e->value);
        failures++;
    }
    world_destroy(&world);
    return failures;
}

// The words of instructions, by hand, so that nothing here depends on the encoder.
#define ADDIU(t, s, i) (0x24000000u + (s)*0x200000u + (t)*0x10000u + ((i)&0xffff))
#define ADDU(d, s, t)  ((s)*0x200000u + (t)*0x10000u + (d)*0x800u + 0x21)
#define SUBU(d, s, t)  ((s)*0x200000u + (t)*0x10000u + (d)*0x800u + 0x23)
#define SLT(d, s, t)   ((s)*0x200000u + (t)*0x10000u + (d)*0x800u + 0x2a)
#define MULTU(s, t)    ((s)*0x200000u + (t)*0x10000u + 0x19)
#define DIVU(s, t)     ((s)*0x200000u + (t)*0x10000u + 0x1b)
#define MFHI(d)        ((d)*0x800u + 0x10)
#define JR(s)          ((s)*0x200000u + 0x08)
#define BEQ(s, t, b)   (0x10000000u + (s)*0x200000u + (t)*0x10000u + ((b)&0xffff))
#define BNE(s, t, b)   (0x14000000u + (s)*0x200000u + (t)*0x10000u + ((b)&0xffff))
#define LW(t, i, s)    (0x8c000000u + (s)*0x200000u + (t)*0x10000u + ((i)&0xffff))
#define SW(t, i, s)    (0xac000000u + (s)*0x200000u + (t)*0x10000u + ((i)&0xffff))
#define J(a)           (0x08000000u + (a) / 4 % 0x4000000u)
#define JAL(a)         (0x0c000000u + (a) / 4 % 0x4000000u)
#define SYSCALL        0x0000000cu
#define ORI(t, s, i)   (0x34000000u + (s)*0x200000u + (t)*0x10000u + (i))
#define RETIRED(n)                                                                                 \
    { CONTEXT_RETIRED_LOW, n }
#define AT(pc)                                                                                     \
    {CONTEXT_PC, pc}, {                                                                            \
        CONTEXT_NEXT_PC, (pc) + 4                                                                  \
    }
#define SLOT(pc, next)                                                                             \
    {CONTEXT_PC, pc}, {                                                                            \
        CONTEXT_NEXT_PC, next                                                                      \
    }
#define FAULT(at, kind)                                                                            \
    {CONTEXT_ADDRESS, at}, {                                                                       \
        CONTEXT_KIND, kind                                                                         \
    }

static const struct edge edges[] = {
    {"addiu wraps",
     CODE,
     {ADDIU(V0, T0, -1)},
     {{T0, 0}, {END, 0}},
     1,
     EXCEPTION_TIMER,
     {{V0, 0xffffffff}, AT(CODE + 4), RETIRED(1), {END, 0}}},
    {"addiu extends the sign",
     CODE,
     {ADDIU(V0, T0, 0x8000)},
     {{T0, 0x8000}, {END, 0}},
     1,
     EXCEPTION_TIMER,
     {{V0, 0}, {END, 0}}},
    {"addu wraps",
     CODE,
     {ADDU(V0, T0, T0)},
     {{T0, 0x80000001}, {END, 0}},
     1,
     EXCEPTION_TIMER,
     {{V0, 2}, {END, 0}}},
    {"subu wraps",
     CODE,
     {SUBU(V0, 0, T0)},
     {{T0, 0x80000000}, {END, 0}},
     1,
     EXCEPTION_TIMER,
     {{V0, 0x80000000}, {END, 0}}},
    {"slt is signed",
     CODE,
     {SLT(V0, T0, T1), SLT(V1, T1, T0), SLT(A0, T0, T0)},
     {{T0, 0x80000000}, {T1, 0x7fffffff}, {END, 0}},
     3,
     EXCEPTION_TIMER,
     {{V0, 1}, {V1, 0}, {A0, 0}, {END, 0}}},
    {"multu",
     CODE,
     {MULTU(T0, T0), MFHI(V0)},
     {{T0, 0xffffffff}, {END, 0}},
     2,
     EXCEPTION_TIMER,
     {{HI, 0xfffffffe}, {LO, 1}, {V0, 0xfffffffe}, {END, 0}}},
    {"divu",
     CODE,
     {DIVU(T0, T1)},
     {{T0, 0xffffffff}, {T1, 10}, {END, 0}},
     1,
     EXCEPTION_TIMER,
     {{HI, 5}, {LO, 429496729}, {END, 0}}},
    {"divu by zero",
     CODE,
     {DIVU(T0, 0)},
     {{T0, 77}, {HI, 9}, {END, 0}},
     1,
     EXCEPTION_TIMER,
     {{HI, 0}, {LO, 77}, RETIRED(1), {END, 0}}},
    {"$zero stays",
     CODE,
     {ADDIU(0, 0, 5), ADDU(V0, 0, 0), LW(0, 0, T0), ADDU(V1, 0, 0)},
     {{T0, CODE}, {V0, 1}, {V1, 1}, {END, 0}},
     4,
     EXCEPTION_TIMER,
     {{0, 0}, {V0, 0}, {V1, 0}, {END, 0}}},
    {"budget ends before the slot",
     CODE,
     {BEQ(0, 0, 2)},
     {{END, 0}},
     1,
     EXCEPTION_TIMER,
     {SLOT(CODE + 4, CODE + 12), RETIRED(1), {END, 0}}},
    {"slot is executed, then the target",
     CODE,
     {BEQ(0, 0, 2), ADDIU(V0, V0, 1), ADDIU(V0, V0, 10), ADDIU(V0, V0, 100)},
     {{END, 0}},
     3,
     EXCEPTION_TIMER,
     {{V0, 101}, AT(CODE + 16), RETIRED(3), {END, 0}}},
    {"branch not taken",
     CODE,
     {BNE(0, 0, 2), ADDIU(V0, V0, 1), ADDIU(V0, V0, 10)},
     {{END, 0}},
     3,
     EXCEPTION_TIMER,
     {{V0, 11}, AT(CODE + 12), {END, 0}}},
    {"branch in a slot is reserved",
     CODE,
     {BEQ(0, 0, 2), BEQ(0, 0, 2)},
     {{END, 0}},
     9,
     EXCEPTION_RESERVED_INSTRUCTION,
     {SLOT(CODE + 4, CODE + 12), RETIRED(1), {END, 0}}},
    {"jr in a slot is reserved",
     CODE,
     {J(CODE + 12), JR(RA)},
     {{RA, CODE}, {END, 0}},
     9,
     EXCEPTION_RESERVED_INSTRUCTION,
     {SLOT(CODE + 4, CODE + 12), RETIRED(1), {END, 0}}},
    {"jal in a slot leaves $ra",
     CODE,
     {J(CODE + 12), JAL(CODE)},
     {{RA, 7}, {END, 0}},
     9,
     EXCEPTION_RESERVED_INSTRUCTION,
     {{RA, 7}, RETIRED(1), {END, 0}}},
    {"branch after a branch that was not taken",
     CODE,
     {BNE(0, 0, 2), BEQ(0, 0, 1), 0, ADDIU(V0, 0, 3)},
     {{END, 0}},
     4,
     EXCEPTION_TIMER,
     {{V0, 3}, AT(CODE + 16), {END, 0}}},
    {"branch to after its slot is no branch",
     CODE,
     {BEQ(0, 0, 1), BEQ(0, 0, 1), 0, ADDIU(V0, 0, 3)},
     {{END, 0}},
     4,
     EXCEPTION_TIMER,
     {{V0, 3}, AT(CODE + 16), {END, 0}}},
    {"jal",
     CODE,
     {JAL(CODE + 16), 0, 0, 0, ADDIU(V0, RA, 0)},
     {{END, 0}},
     3,
     EXCEPTION_TIMER,
     {{RA, CODE + 8}, {V0, CODE + 8}, {END, 0}}},
    {"jr reads its register before the slot",
     CODE,
     {JR(T0), ADDIU(T0, 0, 0), 0, ADDIU(V0, 0, 1)},
     {{T0, CODE + 12}, {END, 0}},
     3,
     EXCEPTION_TIMER,
     {{V0, 1}, {T0, 0}, {END, 0}}},
    {"jr to a misaligned address",
     CODE,
     {JR(T0), ADDIU(V0, 0, 1)},
     {{T0, CODE + 2}, {END, 0}},
     9,
     EXCEPTION_ADDRESS_ERROR,
     {{V0, 1}, AT(CODE + 2), FAULT(CODE + 2, ACCESS_EXECUTE), RETIRED(2), {END, 0}}},
    {"jr to the kernel's half",
     CODE,
     {JR(T0)},
     {{T0, 0x80000000}, {END, 0}},
     9,
     EXCEPTION_ADDRESS_ERROR,
     {AT(0x80000000), FAULT(0x80000000, ACCESS_EXECUTE), {END, 0}}},
    {"jr to data",
     CODE,
     {JR(T0)},
     {{T0, DATA}, {END, 0}},
     9,
     EXCEPTION_PAGE_FAULT,
     {AT(DATA), FAULT(DATA, ACCESS_EXECUTE), RETIRED(2), {END, 0}}},
    {"fault in a slot",
     CODE,
     {BEQ(0, 0, 4), LW(V0, 0, T0)},
     {{T0, 0x10}, {END, 0}},
     9,
     EXCEPTION_PAGE_FAULT,
     {SLOT(CODE + 4, CODE + 20), FAULT(0x10, ACCESS_READ), RETIRED(1), {END, 0}}},
    {"second load of two faults",
     CODE,
     {LW(V0, 0, T0), LW(V1, 0, T1)},
     {{T0, DATA}, {T1, 0x10}, {END, 0}},
     9,
     EXCEPTION_PAGE_FAULT,
     {AT(CODE + 4), FAULT(0x10, ACCESS_READ), RETIRED(1), {END, 0}}},
    {"misaligned lw",
     CODE,
     {LW(V0, 2, T0)},
     {{T0, DATA}, {V0, 5}, {END, 0}},
     9,
     EXCEPTION_ADDRESS_ERROR,
     {{V0, 5}, FAULT(DATA + 2, ACCESS_READ), RETIRED(0), {END, 0}}},
    {"misaligned sw",
     CODE,
     {SW(V0, 1, T0)},
     {{T0, DATA}, {END, 0}},
     9,
     EXCEPTION_ADDRESS_ERROR,
     {FAULT(DATA + 1, ACCESS_WRITE), RETIRED(0), {END, 0}}},
    {"lw from the kernel's half",
     CODE,
     {LW(V0, 0, T0)},
     {{T0, 0x80000000}, {END, 0}},
     9,
     EXCEPTION_ADDRESS_ERROR,
     {FAULT(0x80000000, ACCESS_READ), {END, 0}}},
    {"lw to $zero faults too",
     CODE,
     {LW(0, 0, T0)},
     {{T0, 0x10}, {END, 0}},
     9,
     EXCEPTION_PAGE_FAULT,
     {FAULT(0x10, ACCESS_READ), {END, 0}}},
    {"sw to code that may not be written",
     CODE,
     {SW(V0, 0, T0)},
     {{T0, CODE}, {END, 0}},
     9,
     EXCEPTION_PAGE_FAULT,
     {FAULT(CODE, ACCESS_WRITE), RETIRED(0), {END, 0}}},
    {"address arithmetic wraps",
     CODE,
     {LW(V0, 4, T0)},
     {{T0, 0xfffffffc}, {END, 0}},
     9,
     EXCEPTION_PAGE_FAULT,
     {FAULT(0, ACCESS_READ), {END, 0}}},
    {"store to the next instruction",
     MIXED,
     {SW(T0, 4, T1), ADDIU(V0, 0, 1)},
     {{T0, ADDIU(V0, 0, 2)}, {T1, MIXED}, {END, 0}},
     2,
     EXCEPTION_TIMER,
     {{V0, 2}, RETIRED(2), {END, 0}}},
    {"store to an instruction executed before, by another mapping",
     CODE,
     {ADDIU(V0, V0, 1), SW(T0, 0, T1), BNE(V0, T2, -3), 0},
     {{T0, ADDIU(V0, V0, 16)}, {T1, WINDOW}, {T2, 17}, {END, 0}},
     9,
     EXCEPTION_TIMER,
     {{V0, 17}, {END, 0}}},
    {"store to the same instruction twice",
     CODE,
     {ADDIU(V0, V0, 1), SW(T0, 0, T1), ADDU(T0, T2, 0), BNE(V0, A0, -4), 0},
     {{T0, ADDIU(V0, V0, 16)}, {T1, WINDOW}, {T2, ADDIU(V0, V0, 256)}, {A0, 273}, {END, 0}},
     15,
     EXCEPTION_TIMER,
     {{V0, 273}, AT(CODE + 20), {END, 0}}},
    {"store to its own delay slot's target",
     MIXED,
     {BEQ(0, 0, 2), SW(T0, 12, T1), 0, ADDIU(V0, 0, 1)},
     {{T0, ADDIU(V0, 0, 2)}, {T1, MIXED}, {END, 0}},
     3,
     EXCEPTION_TIMER,
     {{V0, 2}, {END, 0}}},
    {"slot on the next page",
     CODE + 0xffc,
     {BEQ(0, 0, -1), ADDIU(V0, V0, 1)},
     {{END, 0}},
     6,
     EXCEPTION_TIMER,
     {{V0, 3}, AT(CODE + 0xffc), RETIRED(6), {END, 0}}},
    {"branch in a slot on the next page",
     CODE + 0xffc,
     {BEQ(0, 0, 3), JR(RA)},
     {{END, 0}},
     6,
     EXCEPTION_RESERVED_INSTRUCTION,
     {SLOT(CODE + 0x1000, CODE + 0x100c), RETIRED(1), {END, 0}}},
    {"slot on a page that is not there",
     CODE + 0x1ffc,
     {BEQ(0, 0, -1)},
     {{END, 0}},
     6,
     EXCEPTION_PAGE_FAULT,
     {SLOT(CODE + 0x2000, CODE + 0x1ffc),
      FAULT(CODE + 0x2000, ACCESS_EXECUTE),
      RETIRED(1),
      {END, 0}}},
    {"syscall",
     CODE,
     {ADDIU(V0, 0, 5), SYSCALL},
     {{END, 0}},
     9,
     EXCEPTION_SYSTEM_CALL,
     {AT(CODE + 4), FAULT(0, 0), RETIRED(1), {END, 0}}},
    {"syscall in a slot",
     CODE,
     {BEQ(0, 0, 3), SYSCALL},
     {{END, 0}},
     9,
     EXCEPTION_SYSTEM_CALL,
     {SLOT(CODE + 4, CODE + 16), RETIRED(1), {END, 0}}},
    {"outside the subset",
     CODE,
     {ORI(V0, 0, 1)},
     {{END, 0}},
     9,
     EXCEPTION_RESERVED_INSTRUCTION,
     {AT(CODE), RETIRED(0), {END, 0}}},
    {"addu with a shift amount",
     CODE,
     {ADDU(V0, 0, 0) + 0x40},
     {{END, 0}},
     9,
     EXCEPTION_RESERVED_INSTRUCTION,
     {RETIRED(0), {END, 0}}},
    {"no budget", CODE, {SYSCALL}, {{END, 0}}, 0, EXCEPTION_TIMER, {AT(CODE), {END, 0}}},
    {"budget ends before a fault",
     CODE,
     {0, SYSCALL},
     {{END, 0}},
     1,
     EXCEPTION_TIMER,
     {AT(CODE + 4), RETIRED(1), {END, 0}}},
    {"retired carries",
     CODE,
     {0, 0},
     {{CONTEXT_RETIRED_LOW, 0xffffffff}, {END, 0}},
     2,
     EXCEPTION_TIMER,
     {RETIRED(1), {CONTEXT_RETIRED_HIGH, 1}, {END, 0}}},
};

// What kernels do to a context that has raised an exception, where the retired count has a carry.
static int check_counts(void) {
    static const uint32_t lows[] = {0, 1, 0x7fffffff, 0xfffffffe, 0xffffffff};
    static const uint32_t more[] = {0, 1, 0x80000000, 0xffffffff};
    int failures = 0;
    for (size_t i = 0; i < sizeof lows / sizeof lows[0]; i++) {
        uint32_t context[CONTEXT_WORDS] = {0};
        uint64_t before = 0x700000000u + lows[i];
        context[CONTEXT_RETIRED_LOW] = lows[i];
        context[CONTEXT_RETIRED_HIGH] = 7;
        context[CONTEXT_PC] = CODE;
        context[CONTEXT_NEXT_PC] = DATA;
        context_complete(context);
        failures += context_retired(context) != before + 1 || context[CONTEXT_PC] != DATA ||
                    context[CONTEXT_NEXT_PC] != DATA + 4;
        for (size_t j = 0; j < sizeof more / sizeof more[0]; j++) {
            context[CONTEXT_RETIRED_LOW] = lows[i];
            context[CONTEXT_RETIRED_HIGH] = 7;
            context_retire(context, more[j]);
            failures += context_retired(context) != before + more[j];
        }
    }
    if (failures > 0)
        printf("steps: %d counts of retired instructions are wrong\n", failures);
    return failures;
}

int main(void) {
    world_start();
    int failures = check_counts();
    size_t count = sizeof edges / sizeof edges[0];
    for (size_t i = 0; i < count; i++) {
        failures += check_edge(&edges[i], step_run, "step");
        failures += check_edge(&edges[i], run, "run");
    }
    printf("steps: %u edges on two engines, %d failures\n", (unsigned)count, failures);
    machine_destroy(machine);
    return failures != 0;
}
