// -O0: machine registers for virtual ones, without liveness.
//
// Without optimization virtual registers are temporaries: all their uses follow their definition in
// a region that is left only forward, so that they live from the first mention to the
// last. One pass finds these, a second one gives registers. What is mentioned on both sides of a
// label that is jumped back to, or finds no register, lives in a slot of the frame.

#include "assembly_statement.h"

#include <string.h>

enum { MANY_REGIONS = 0xffffffffu };

struct temporary {
    uint32_t region; // where it is mentioned, or MANY_REGIONS; 0: not yet
    uint32_t first;  // instruction that mentions it
    uint32_t last;
    uint32_t calls; // before its first mention
    uint32_t mentions;
    bool crosses_call;
    uint8_t source; // machine registers that it is copied from at first and to at last, if
    uint8_t goal;   // nobody else needs them between; or 0
};

static struct temporary *temporaries;
static uint32_t call_count;                // so far
static uint32_t *label_at;                 // instruction behind each label
static uint32_t touched[REGISTER_VIRTUAL]; // last instruction that mentions a machine register
static bool is_kept[REGISTER_VIRTUAL];     // for asm statements
static uint32_t written[REGISTER_VIRTUAL]; // last one that writes it, other than by a call

static bool is_convention(reg_t reg) { // used by calls: results and arguments
    return (reg >= REGISTER_V0 && reg < REGISTER_A0 + 4) ||
           (reg >= REGISTER_F0 && reg < REGISTER_F16);
}

// Returns whether this is the first mention.
static bool mention(struct temporary *temporary, uint32_t region, uint32_t i) {
    bool is_first = temporary->region == 0;
    if (is_first) {
        temporary->region = region;
        temporary->first = i;
        temporary->calls = call_count;
    } else if (temporary->region != region) {
        temporary->region = MANY_REGIONS;
    } else if (temporary->calls != call_count) {
        temporary->crosses_call = true;
    }
    temporary->last = i;
    temporary->mentions++;
    temporary->goal = 0;
    return is_first;
}

static void mention_operand(reg_t reg, uint32_t region, uint32_t i) {
    if (reg < REGISTER_VIRTUAL) {
        touched[reg] = i;
        return;
    }
    struct temporary *temporary = &temporaries[reg - REGISTER_VIRTUAL];
    if (mention(temporary, region, i))
        temporary->region = MANY_REGIONS; // it has no value yet
    if (written[temporary->source] > temporary->first)
        temporary->source = 0;
}

// True if an instruction jumps over a later one.
static bool jumps_over(uint32_t from, uint32_t over) {
    const struct ir *ir = &function.code[from];
    return from < over && ir->operation == IR_JUMP && label_at[ir->label] > over;
}

static void mention_target(const struct ir *ir, uint32_t region, uint32_t i) {
    if (ir->to < REGISTER_VIRTUAL) {
        if (ir->operation == IR_COPY && ir->left >= REGISTER_VIRTUAL && is_convention(ir->to)) {
            struct temporary *from = &temporaries[ir->left - REGISTER_VIRTUAL];
            if (touched[ir->to] < from->first)
                from->goal = (uint8_t)ir->to;
        }
        touched[ir->to] = written[ir->to] = i;
        return;
    }
    struct temporary *temporary = &temporaries[ir->to - REGISTER_VIRTUAL];
    if (temporary->mentions == 1 && jumps_over(temporary->last + 1, i))
        temporary->calls = call_count; // its other value, of x ? y : z, does not live here
    bool is_first = mention(temporary, region, i);
    temporary->source = 0;
    if (is_first && ir->operation == IR_COPY && is_convention(ir->left))
        temporary->source = (uint8_t)ir->left;
}

// All that a result can be in.
static void touch_results(uint32_t i) {
    for (reg_t word = 0; word < 4; word++)
        touched[REGISTER_V0 + word] = i;
    touched[REGISTER_F0] = touched[REGISTER_F0 + 2] = i;
}

static void mention_assembly(const struct assembly_code *code, uint32_t i) {
    call_count++;
    for (reg_t reg = 1; reg < REGISTER_VIRTUAL; reg++) {
        if (code->reads[reg] || code->writes[reg])
            touched[reg] = i;
        if (code->writes[reg])
            written[reg] = i;
        is_kept[reg] = is_kept[reg] || code->reads[reg] || code->writes[reg];
    }
}

// What an instruction reads and writes by convention.
static void mention_convention(const struct ir *ir, uint32_t i) {
    if (ir->operation == IR_ASSEMBLY) {
        mention_assembly(ir->assembly, i);
    } else if (ir_has(ir, IR_CALLS)) {
        call_count++;
        for (int32_t a = 0; a < ir->number; a++)
            touched[REGISTER_A0 + a] = i;
        touch_results(i);
        for (uint32_t a = 0; a < ir->width; a++)
            touched[REGISTER_F12 + 2 * a] = i;
        if (ir->operation == IR_SYSCALL)
            touched[REGISTER_A0 + 3] = i;
    } else if (ir->operation == IR_RETURN) {
        touch_results(i);
    }
}

// Finds the labels and marks those that are jumped back to.
static void find_loops(bool *is_loop) {
    label_at = scratch(function.label_count * sizeof *label_at);
    const struct ir *ir = function.code;
    for (uint32_t i = 0; i < function.count; i++, ir++) {
        if (ir->operation == IR_LABEL) {
            label_at[ir->label] = i + 1;
        } else if (ir_has(ir, IR_JUMPS)) {
            is_loop[ir->label] = label_at[ir->label] != 0;
        } else if (ir->operation == IR_JUMP_TABLE) {
            for (uint32_t entry = 0; entry < ir->table->count; entry++) {
                uint32_t label = ir->table->labels[entry];
                is_loop[label] = label_at[label] != 0;
            }
        }
    }
}

static void find_temporaries(void) {
    uint32_t region = 1;
    bool *is_loop = scratch(function.label_count);
    find_loops(is_loop);
    call_count = 0;
    memset(touched, 0, sizeof touched);
    memset(written, 0, sizeof written);
    memset(is_kept, 0, sizeof is_kept);
    const struct ir *ir = function.code;
    for (uint32_t i = 0; i < function.count; i++, ir++) {
        if (ir->operation == IR_LABEL && is_loop[ir->label])
            region++;
        mention_operand(ir->left, region, i);
        mention_operand(ir->right, region, i);
        if (ir->to != 0)
            mention_target(ir, region, i);
        if (ir_has(ir, IR_CALLS | IR_LEAVES))
            mention_convention(ir, i);
    }
}

// A machine register that is free from the first to the last mention, or 0. needed_until says for
// each one when it will be.
static reg_t choose_temporary(const struct temporary *temporary, bool is_floating,
                              const uint32_t *needed_until) {
    enum { GENERAL = 9, FLOATING = 5 };
    static const uint8_t order[] = {8, 9, 10, 11, 12, 13, 14, 15, 24, 34, 36, 38, 40, 42};
    uint32_t first = temporary->first;
    if (temporary->region == MANY_REGIONS)
        return 0;
    if (temporary->crosses_call) {
        reg_t saved = is_floating ? REGISTER_F20 : REGISTER_S0, step = is_floating ? 2 : 1;
        for (reg_t reg = saved; reg < (is_floating ? REGISTER_VIRTUAL : saved + 8); reg += step)
            if (needed_until[reg] <= first && (function.saves[reg] || temporary->mentions > 2))
                return reg;
        return 0;
    }
    if (temporary->goal != 0 && needed_until[temporary->goal] <= first)
        return temporary->goal;
    if (temporary->source != 0 && needed_until[temporary->source] <= first)
        return temporary->source;
    uint32_t start = is_floating ? GENERAL : 0, count = is_floating ? FLOATING : GENERAL;
    for (uint32_t i = start; i < start + count; i++)
        if (needed_until[order[i]] <= first)
            return order[i];
    return 0;
}

static void assign_temporary(uint32_t number, uint32_t *needed_until) {
    const struct temporary *temporary = &temporaries[number];
    if (function.assignment[number] != 0 || function.spill_slot[number] != 0)
        return;
    bool is_floating =
        target_has_unit && class_is_floating(function.facts[number + REGISTER_VIRTUAL].class);
    reg_t machine = choose_temporary(temporary, is_floating, needed_until);
    function.assignment[number] = (uint8_t)machine;
    if (machine == 0) {
        function.spill_slot[number] = slot_of_register(number + REGISTER_VIRTUAL);
    } else {
        needed_until[machine] = temporary->last;
        function.saves[machine] = is_saved(machine);
    }
}

void allocate_temporaries(void) {
    uint32_t needed_until[REGISTER_VIRTUAL] = {0};
    temporaries = scratch((function.register_count - REGISTER_VIRTUAL) * sizeof *temporaries);
    find_temporaries();
    for (reg_t reg = 0; reg < REGISTER_VIRTUAL; reg++)
        if (is_kept[reg] && !is_convention(reg))
            needed_until[reg] = UINT32_MAX;
    if (function.is_dynamic)
        needed_until[REGISTER_FRAME] = UINT32_MAX;
    for (uint32_t i = 0; i < function.count; i++) {
        reg_t to = function.code[i].to;
        if (to >= REGISTER_VIRTUAL)
            assign_temporary(to - REGISTER_VIRTUAL, needed_until);
    }
}
