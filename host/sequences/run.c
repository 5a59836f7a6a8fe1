// A sequence on each engine: by the reference, the interpreter and the translator; and as a guest
// of a context that asks the machine beneath, which is any of them, for the switch.
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/page_table.h"
#include "../../core/mipster/emulate.h"
#include "sequences.h"

// The address space of the hypervisor.
enum {
    SUPERVISOR_CODE = 0x00400000,
    SUPERVISOR_BLOCK = 0x00500000,
    SUPERVISOR_DIRECTORY = 0x00600000,
    SUPERVISOR_TABLE = 0x00601000,
    GUEST_CODE = 0x00700000,
    GUEST_DATA = 0x00701000,
    SWITCH = 4901
};

const char *const engine_names[ENGINE_KINDS] = {"step", "interp", "jit", "switch"};
const char *const mode_names[MODES] = {"in one run", "in runs of one instruction", "in two runs"};

static struct machine *machine;
static uint32_t *context, *supervisor, *block;
static uint32_t code_frame, data_frame, page_table, block_frame;
static engine *translated;

static uint32_t map(uint32_t directory, uint32_t address, uint32_t frame, uint32_t permissions) {
    if (frame == 0 || !page_table_map(machine, directory, address, frame, permissions)) {
        fprintf(stderr, "mixter-sequences: no memory\n");
        exit(125);
    }
    return frame;
}

// Words of the hypervisor's page are written before it runs, so nothing is derived from them.
static uint32_t *map_page(uint32_t directory, uint32_t address, uint32_t permissions) {
    return frame_words(machine, map(directory, address, frame_allocate(machine), permissions));
}

static void start_supervisor(void) {
    uint32_t directory = page_table_create(machine);
    uint32_t entry = VECTOR_CODE >> 22;
    supervisor = frame_words(machine, frame_allocate(machine));
    uint32_t *code =
        map_page(directory, SUPERVISOR_CODE, ACCESS_READ + ACCESS_WRITE + ACCESS_EXECUTE);
    uint32_t *guest = map_page(directory, SUPERVISOR_DIRECTORY, ACCESS_READ + ACCESS_WRITE);
    uint32_t *table = map_page(directory, SUPERVISOR_TABLE, ACCESS_READ + ACCESS_WRITE);
    block_frame =
        map(directory, SUPERVISOR_BLOCK, frame_allocate(machine), ACCESS_READ + ACCESS_WRITE);
    block = frame_words(machine, block_frame);
    map(directory, GUEST_CODE, code_frame, ACCESS_READ + ACCESS_WRITE);
    map(directory, GUEST_DATA, data_frame, ACCESS_READ + ACCESS_WRITE);
    code[0] = isa_encode_register(ISA_SYSCALL, 0, 0, 0);
    code[1] = isa_encode_register(ISA_BREAK, 0, 0, 0);
    guest[entry] = SUPERVISOR_TABLE + 1;
    table[VECTOR_CODE >> 12 & 1023] = GUEST_CODE + ACCESS_READ + ACCESS_EXECUTE;
    table[VECTOR_DATA >> 12 & 1023] = GUEST_DATA + ACCESS_READ + ACCESS_WRITE;
    supervisor[CONTEXT_PAGE_TABLE] = directory;
}

void run_start(void) {
    const char *wrong = "";
    environment_start();
    machine = machine_create(&wrong);
    if (machine == NULL) {
        fprintf(stderr, "mixter-sequences: %s\n", wrong);
        exit(125);
    }
    context = frame_words(machine, frame_allocate(machine));
    page_table = page_table_create(machine);
    code_frame =
        map(page_table, VECTOR_CODE, frame_allocate(machine), ACCESS_READ + ACCESS_EXECUTE);
    data_frame = map(page_table, VECTOR_DATA, frame_allocate(machine), ACCESS_READ + ACCESS_WRITE);
    start_supervisor();
    translated = environment_engine(machine);
}

bool run_has(enum engine_kind kind) {
    return kind != ENGINE_JIT || translated != NULL;
}

// ---- one run ----

static void fill(uint32_t frame, const uint32_t *words) {
    frame_changes(machine, frame, 0, PAGE_SIZE);
    memset(frame_words(machine, frame), 0, PAGE_SIZE);
    memcpy(frame_words(machine, frame), words, VECTOR_WORDS * 4);
}

static void set_context(uint32_t *to, const struct vector *vector, uint32_t directory) {
    memcpy(to, vector->before, sizeof vector->before);
    to[0] = 0;
    to[CONTEXT_SUBSET] = ISA_MIPS32;
    to[CONTEXT_PAGE_TABLE] = directory;
}

static void set_memory(const struct vector *vector) {
    fill(code_frame, vector->code);
    fill(data_frame, vector->data);
}

static void set_supervisor(const struct vector *vector) {
    frame_changes(machine, block_frame, 0, PAGE_SIZE);
    set_context(block, vector, SUPERVISOR_DIRECTORY);
    memset(supervisor, 0, 32 * sizeof *supervisor);
    supervisor[REGISTER_V0] = SWITCH;
    supervisor[REGISTER_A0] = SUPERVISOR_BLOCK;
    supervisor[REGISTER_A1] = vector->budget;
    supervisor[CONTEXT_PC] = SUPERVISOR_CODE;
    supervisor[CONTEXT_NEXT_PC] = SUPERVISOR_CODE + 4;
    supervisor[CONTEXT_SUBSET] = ISA_MIPS32;
}

// Uses a budget as the mode says. What is used before an exception counts.
static enum exception use(engine *run, uint32_t *of, uint32_t budget, enum mode mode) {
    uint32_t first = mode == MODE_WHOLE ? budget : mode == MODE_STEPS ? 1 : budget / 2;
    enum exception exception = EXCEPTION_TIMER;
    for (uint32_t used = 0; used < budget && exception == EXCEPTION_TIMER;) {
        uint32_t next = first == 0 || (mode == MODE_CUT && used > 0) ? budget - used : first;
        exception = run(machine, of, next);
        used += next;
    }
    return exception;
}

// The hypervisor retires its own instruction when the switch is complete, and then breaks.
static const uint32_t *run_switch(const struct vector *vector, enum mode mode) {
    set_supervisor(vector);
    engine *beneath = vector->budget % 2 == 0 && translated != NULL ? emulate_translated : emulate;
    enum exception exception = use(beneath, supervisor, vector->budget, mode);
    while (exception == EXCEPTION_TIMER)
        exception = beneath(machine, supervisor, vector->budget + 2);
    if (exception != EXCEPTION_BREAKPOINT)
        block[CONTEXT_EXCEPTION] = EXCEPTIONS + exception; // the hypervisor itself is wrong
    return block;
}

struct reference run_reference(struct vector *vector, struct coverage *coverage) {
    struct reference reference = {.stays_inside = true};
    uint32_t before[CONTEXT_WORDS];
    const uint32_t *data = frame_words(machine, data_frame);
    struct follower follower;
    enum exception exception = EXCEPTION_TIMER;
    follow_start(&follower, coverage);
    set_memory(vector);
    set_context(context, vector, page_table);
    for (uint32_t i = 0; i < vector->budget && exception == EXCEPTION_TIMER; i++) {
        memcpy(before, context, sizeof before);
        exception = emulate_by_steps(machine, context, 1);
        follow_instruction(&follower, before, context, vector->code, i + 1 == vector->budget);
    }
    memcpy(vector->after, context, sizeof vector->after);
    vector->after[CONTEXT_SUBSET] = vector->after[CONTEXT_PAGE_TABLE] = 0;
    memcpy(vector->left, data, sizeof vector->left);
    for (uint32_t i = VECTOR_WORDS; i < PAGE_WORDS; i++) {
        if (data[i] != 0)
            reference.stays_inside = false;
    }
    reference.last = follower.last;
    return reference;
}

bool run_equal(const struct vector *vector, enum engine_kind kind, enum mode mode, uint32_t *word,
               uint32_t *found) {
    const uint32_t *data = frame_words(machine, data_frame), *end = context;
    set_memory(vector);
    set_context(context, vector, page_table);
    if (kind == ENGINE_SWITCH)
        end = run_switch(vector, mode);
    else
        use(kind == ENGINE_STEP     ? emulate_by_steps
            : kind == ENGINE_INTERP ? emulate
                                    : emulate_translated,
            context, vector->budget, mode);
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++) {
        if (i == CONTEXT_SUBSET || i == CONTEXT_PAGE_TABLE || end[i] == vector->after[i])
            continue;
        *word = i;
        *found = end[i];
        return false;
    }
    for (uint32_t i = 0; i < PAGE_WORDS; i++) {
        if (data[i] == (i < VECTOR_WORDS ? vector->left[i] : 0))
            continue;
        *word = CONTEXT_WORDS + i;
        *found = data[i];
        return false;
    }
    return true;
}
