// The machine beneath executes the guest's instructions: the context is a block of the switch
// (docs/machine.md) as it is, and frames are addresses of ours, which the machine translates.
#include "virtualize.h"

#include <stdio.h>
#include <stdlib.h>

#include "../command_line.h"
#include "../environment.h"
#include "../machine/machine.h"
#include "../panic.h"

enum exception virtualize(struct machine *machine, uint32_t *context, uint64_t budget) {
    if (machine->frames.lent_list != 0)
        frames_hand_over(machine);
    int32_t result = environment_switch(context, (uint32_t)(budget % 0x100000000u),
                                        (uint32_t)(budget / 0x100000000u));
    if (result >= 0)
        return (enum exception)result;
    if (result != -ERROR_NOSYS)
        panic("virtualize: the machine beneath refuses the context");
    fprintf(stderr, "hypster: the machine beneath has no switch (system call 4901)\n");
    exit(STATUS_USAGE);
}
