// round_trip DEPTH …: a line for each depth, with the host time in nanoseconds of one round trip
// of the switch, from the innermost hypervisor to its guest and back. Each hypervisor does nothing but
// switch, those beneath with a budget that does not end.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../core/environment.h"
#include "../core/isa/isa.h"
#include "../core/machine/machine.h"
#include "../core/machine/page_table.h"
#include "../core/machine/switch.h"
#include "../core/mipster/run.h"

enum { DEPTH_MAX = 100, PAGES = 512, CODE = 4 * (DEPTH_MAX + 1), GUEST_INSTRUCTIONS = 2, V0 = 2, A0 = 4, S0 = 16 };

static struct machine *machine;
static uint32_t frames[PAGES];

static uint32_t address_of(uint32_t level, uint32_t page) {
    return 0x00400000u * (level + 1) + page * PAGE_SIZE;
}

// Pages 4k, 4k + 1, 4k + 2: block, directory, table of level k; CODE + k: its program.
static void make_level(uint32_t *context, uint32_t level, uint32_t depth) {
    uint32_t *code = frame_words(machine, frames[CODE + level]);
    uint32_t start = address_of(level, CODE + level);
    context[CONTEXT_PC] = start;
    context[CONTEXT_NEXT_PC] = start + 4;
    context[S0] = address_of(level, 4 * (level + 1));
    if (level < depth) {
        *code++ = isa_encode_register(ISA_ADDU, A0, S0, 0);
        bool is_innermost = level + 1 == depth;
        *code++ = isa_encode_immediate(ISA_ADDIU, A0 + 1, 0, GUEST_INSTRUCTIONS);
        *code++ = isa_encode_immediate(ISA_ADDIU, A0 + 2, 0, is_innermost ? 0 : 1);
        *code++ = isa_encode_immediate(ISA_ADDIU, V0, 0, CALL_switch);
        *code++ = isa_encode_register(ISA_SYSCALL, 0, 0, 0);
    }
    *code++ = isa_encode_jump(ISA_J, start);
    *code++ = 0;
    if (level == 0)
        return;
    uint32_t first = 4 * level;
    context[CONTEXT_PAGE_TABLE] = address_of(level - 1, first + 1);
    frame_words(machine, frames[first + 1])[address_of(level, 0) / 0x400000u] =
        address_of(level - 1, first + 2) + ACCESS_READ;
    for (uint32_t i = first + 4; i < PAGES; i++)
        frame_words(machine, frames[first + 2])[i] = address_of(level - 1, i) + 7;
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

int main(int argc, char **argv) {
    const char *wrong;
    machine = machine_create(&wrong);
    if (machine == NULL) {
        fprintf(stderr, "round_trip: %s\n", wrong);
        return 1;
    }
    for (int arg = 1; arg < argc; arg++) {
        uint32_t depth = (uint32_t)atoi(argv[arg]);
        if (depth < 1 || depth > DEPTH_MAX)
            return 1;
        uint32_t *context = frame_words(machine, frame_allocate(machine));
        uint64_t budget = 30000000;
        context[CONTEXT_PAGE_TABLE] = page_table_create(machine);
        for (uint32_t i = 0; i < PAGES; i++) {
            frames[i] = frame_allocate(machine);
            page_table_map(machine, context[CONTEXT_PAGE_TABLE], address_of(0, i), frames[i], 7);
        }
        make_level(context, 0, depth);
        for (uint32_t i = 1; i <= depth; i++)
            make_level(frame_words(machine, frames[4 * i]), i, depth);
        switch_run(machine, run, context, 10000);
        uint64_t start = now();
        switch_run(machine, run, context, budget);
        // One round trip: the guest's instructions, the switch, and six of the hypervisor.
        printf("%u %.1f\n", depth,
               (double)(now() - start) / ((double)budget / (GUEST_INSTRUCTIONS + 7)));
    }
    return 0;
}
