#include "stand.h"

#include <stddef.h>

#include "../environment.h"
#include "../isa/isa.h"
#include "../machine/context.h"
#include "../machine/frames.h"
#include "../machine/step.h"

enum exception prove_stand_call(uint32_t *context) {
    return step(context);
}

int prove_stand(void) {
    enum exception (*volatile call)(uint32_t *) = prove_stand_call; // not to be inlined
    uint32_t frames[6]; // D, T1, T2, P1, P2, and one for the context
    for (unsigned i = 0; i < 6; i++) {
        frames[i] = frame_allocate();
        if (frames[i] == 0)
            return 1;
    }
    for (unsigned i = 0; i < 2; i++) {
        frame_words(frames[0])[i] = frames[1 + i] + ACCESS_READ;
        frame_words(frames[1])[i] = frames[3 + i] + ACCESS_READ + ACCESS_WRITE + ACCESS_EXECUTE;
    }
    uint32_t *context = frame_words(frames[5]);
    context[CONTEXT_PAGE_TABLE] = frames[0];
    context[CONTEXT_SUBSET] = ISA_MIPS32;
    // Whatever is made at first use is made now: each instruction, once.
    for (unsigned row = 0; row < ISA_RESERVED; row++) {
        frame_words(frames[3])[0] = isa_table[row].word;
        context[CONTEXT_PC] = 0;
        context[CONTEXT_NEXT_PC] = 4;
        step(context);
    }
    return call(context) == EXCEPTION_NONE;
}
