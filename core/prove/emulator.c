#include "emulator.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../environment.h"
#include "../kernel/kernel.h"
#include "../machine/machine.h"
#include "../mipster/emulate.h"
#include "stand.h"

enum { START_MAX = 200000000, NOWHERE = 0x7ffffff0 };

static uint32_t symbol_address(const struct image *image, const char *name) {
    for (uint32_t i = 0; i < image_symbol_count(image); i++) {
        struct symbol symbol = image_symbol(image, i);
        if (symbol.name != NULL && symbol.is_function && strcmp(symbol.name, name) == 0)
            return symbol.address;
    }
    return 0;
}

static bool read_word(void *state, uint32_t address, uint32_t *word) {
    struct process *process = state;
    return process_extent(process, address, 4, ACCESS_READ) == 4 &&
           process_load(process, address, word, 4);
}

static void find_frames(struct emulator *emulator) {
    uint32_t *frame = emulator->frames.frame;
    uint32_t entry = 0;
    read_word(emulator->state, emulator->context + CONTEXT_PAGE_TABLE * 4, &frame[GUEST_D]);
    for (unsigned i = 0; i < 2; i++) {
        read_word(emulator->state, frame[GUEST_D] + i * 4, &entry);
        frame[GUEST_T1 + i] = entry & ~(PAGE_SIZE - 1u);
    }
    for (unsigned i = 0; i < 2; i++) {
        read_word(emulator->state, frame[GUEST_T1] + i * 4, &entry);
        frame[GUEST_P1 + i] = entry & ~(PAGE_SIZE - 1u);
    }
}

const char *emulator_boot(struct emulator *emulator, const struct image *image, const char *stand,
                          const char *function) {
    char what[32];
    char *const arguments[] = {"mixter", "prove", "--stand", what, NULL};
    static char *const environment[] = {NULL};
    const struct invocation invocation = {image, "mixter", arguments, environment};
    struct failure failure;
    const char *wrong = "has no function where the proof begins: it is not mixter";
    snprintf(what, sizeof what, "%s", stand);
    memset(emulator, 0, sizeof *emulator);
    emulator->entry = symbol_address(image, function);
    emulator->and_routine = symbol_address(image, "__and");
    if (emulator->entry == 0)
        return wrong;
    struct machine *machine = machine_create(&wrong);
    if (machine == NULL)
        return wrong;
    struct kernel *kernel = kernel_create(machine, 1);
    if (kernel == NULL)
        return "out of memory";
    kernel->command = "mixter prove";
    kernel->report = process_report;
    struct process *process = process_create(kernel, &invocation, &failure);
    if (process == NULL)
        return "out of memory";
    emulator->state = process;
    emulator->read = read_word;
    uint32_t *context = process->context;
    for (uint32_t count = 0; context[CONTEXT_PC] != emulator->entry; count++) {
        if (process->ended || count > START_MAX)
            return "does not come to where the proof begins";
        if (emulate(process->machine, context, 1) != EXCEPTION_TIMER)
            process_serve(process);
    }
    memcpy(emulator->registers, context, sizeof emulator->registers);
    emulator->hi = context[CONTEXT_HI];
    emulator->lo = context[CONTEXT_LO];
    return NULL;
}

void emulator_find_guest(struct emulator *emulator) {
    emulator->context = emulator->registers[REGISTER_A1];
    find_frames(emulator);
}

// Calls the routine in the process.
static bool call_and(const struct emulator *emulator, uint32_t a, uint32_t b, uint32_t *result) {
    struct process *process = emulator->state;
    uint32_t *context = process->context;
    context[REGISTER_A0] = a;
    context[REGISTER_A1] = b;
    context[REGISTER_RA] = NOWHERE;
    context[CONTEXT_PC] = emulator->and_routine;
    context[CONTEXT_NEXT_PC] = emulator->and_routine + 4;
    while (emulate(process->machine, context, 100000) == EXCEPTION_PAGE_FAULT &&
           context[CONTEXT_PC] != NOWHERE && !process->ended)
        process_serve(process);
    *result = context[REGISTER_V0];
    return context[CONTEXT_PC] == NOWHERE;
}

const char *emulator_check_and(const struct emulator *emulator) {
    struct process *process = emulator->state;
    uint32_t before[CONTEXT_WORDS];
    if (emulator->and_routine == 0)
        return NULL;
    memcpy(before, process->context, sizeof before);
    for (uint32_t pair = 0; pair < 0x80000u; pair++) {
        uint32_t shift = pair >> 16 & 3 ? (pair >> 16 & 3) * 8 : 0;
        uint32_t around = pair >> 18 != 0 ? ~(0xffu << shift) : 0;
        uint32_t a = (pair & 0xffu) << shift | around;
        uint32_t b = (pair >> 8 & 0xffu) << shift | around;
        uint32_t result;
        if (!call_and(emulator, a, b, &result) || result != (a & b))
            return "__and of two words is wrong";
    }
    memcpy(process->context, before, sizeof before);
    return NULL;
}

void emulator_end(struct emulator *emulator) {
    struct process *process = emulator->state;
    struct machine *machine = process->machine;
    struct kernel *kernel = process->kernel;
    process_destroy(process);
    kernel_destroy(kernel);
    machine_destroy(machine);
}
