#include "stand.h"

#include <stddef.h>

#include "../isa/isa.h"
#include "../machine/machine.h"
#include "../machine/step.h"

enum exception prove_stand_call(struct machine *machine, uint32_t *context) {
    return step(machine, context);
}

int prove_stand(void) {
    enum exception (*volatile call)(struct machine *, uint32_t *) =
        prove_stand_call; // not to be inlined
    const char *wrong;
    struct machine *machine = machine_create(&wrong);
    uint32_t frames[6]; // D, T1, T2, P1, P2, and one for the context
    if (machine == NULL)
        return 1;
    for (unsigned i = 0; i < 6; i++) {
        frames[i] = frame_allocate(machine);
        if (frames[i] == 0)
            return 1;
    }
    for (unsigned i = 0; i < 2; i++) {
        frame_words(machine, frames[0])[i] = frames[1 + i] + ACCESS_READ;
        frame_words(machine, frames[1])[i] =
            frames[3 + i] + ACCESS_READ + ACCESS_WRITE + ACCESS_EXECUTE;
    }
    uint32_t *context = frame_words(machine, frames[5]);
    context[CONTEXT_PAGE_TABLE] = frames[0];
    context[CONTEXT_SUBSET] = ISA_MIPS32;
    // Whatever is made at first use is made now: each instruction, once.
    for (unsigned row = 0; row < ISA_RESERVED; row++) {
        frame_words(machine, frames[3])[0] = isa_table[row].word;
        context[CONTEXT_PC] = 0;
        context[CONTEXT_NEXT_PC] = 4;
        step(machine, context);
    }
    return call(machine, context) == EXCEPTION_NONE;
}
