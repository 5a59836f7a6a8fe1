// Machine registers for virtual ones.
//
// Where a register is live is a list of segments over positions: instruction i reads at 2i and
// writes at 2i + 1, so a value may take over the register of an operand that dies there. Registers
// are given in order of the use of a value per length of its life, first come, first served: each
// machine register keeps a sorted list of the segments it is taken for. What finds no register
// lives in a slot of the frame. Liveness is found for one register at a time, by walking from its
// uses back to its definitions (no sets of bits, which the 17 instructions are slow at). At -O0 all
// that is not needed (temporaries.c).

#include "assembly_statement.h"

#include <stdlib.h>
#include <string.h>

struct mention { // of a register in a block
    struct mention *next;
    uint32_t block;
};

struct live { // a register that is live at an end of a block
    struct live *next;
    reg_t reg;
};

struct block {
    uint32_t first; // instructions first … end − 1
    uint32_t end;
    struct live *live_in;
    struct live *live_out;
    struct mention *predecessors;
};

struct interval {
    struct segment *segments; // ascending
    uint32_t end_at;          // while a block is walked: end of the open segment, or 0
    bool crosses_call;
    bool is_looked_at; // whether it crosses a call is known
    uint32_t weight;   // mentions, each as often as its loops are nested
    uint32_t length;
    reg_t copied_from;
    reg_t copied_to;
    struct mention *definitions;
    struct mention *exposures; // blocks that use it before they define it
};

static struct block *blocks;
static uint32_t block_count;
static uint32_t *label_blocks;
static struct interval *intervals;
static uint32_t *depths;       // of loops, at each instruction
static uint32_t *calls_before; // by instruction, how many

static bool is_fixed(reg_t reg) {
    return reg < REGISTER_VIRTUAL && (reg == REGISTER_ZERO || reg == REGISTER_GP ||
                                      reg == REGISTER_SP || reg == REGISTER_MSB);
}

// ---- blocks ----

static void add_edge(uint32_t from, uint32_t to) {
    struct mention *edge = scratch(sizeof *edge);
    edge->block = from;
    edge->next = blocks[to].predecessors;
    blocks[to].predecessors = edge;
}

static void find_edges(void) {
    for (uint32_t b = 0; b < block_count; b++) {
        if (blocks[b].end == blocks[b].first)
            continue;
        const struct ir *last = &function.code[blocks[b].end - 1];
        if (ir_has(last, IR_JUMPS))
            add_edge(b, label_blocks[last->label]);
        if (last->operation == IR_JUMP_TABLE)
            for (uint32_t i = 0; i < last->table->count; i++)
                add_edge(b, label_blocks[last->table->labels[i]]);
        if (!ir_has(last, IR_LEAVES) && b + 1 < block_count)
            add_edge(b, b + 1);
    }
}

static void find_blocks(void) {
    uint32_t count = 1;
    calls_before = scratch((function.count + 1) * sizeof *calls_before);
    for (uint32_t i = 0; i < function.count; i++) {
        const struct ir *ir = &function.code[i];
        calls_before[i + 1] = calls_before[i] + ir_has(ir, IR_CALLS);
        count += ir->operation == IR_LABEL || ir_ends_block(ir);
    }
    blocks = scratch(count * sizeof *blocks);
    label_blocks = scratch(function.label_count * sizeof *label_blocks);
    block_count = 0;
    for (uint32_t i = 0; i < function.count;) {
        struct block *block = &blocks[block_count];
        block->first = i;
        while (i < function.count && function.code[i].operation == IR_LABEL)
            label_blocks[function.code[i++].label] = block_count;
        while (i < function.count && function.code[i].operation != IR_LABEL)
            if (ir_ends_block(&function.code[i++]))
                break;
        block->end = i;
        block_count++;
    }
    find_edges();
}

// A jump back closes a loop around all that lies between.
static void find_depths(void) {
    uint32_t depth = 0;
    depths = scratch((function.count + 1) * sizeof *depths);
    if (!function.has_loop)
        return;
    uint32_t *starts = scratch((function.count + 1) * sizeof *starts);
    uint32_t *ends = scratch((function.count + 1) * sizeof *ends);
    for (uint32_t i = 0; i < function.count; i++) {
        const struct ir *ir = &function.code[i];
        if (ir_has(ir, IR_JUMPS)) {
            uint32_t target = blocks[label_blocks[ir->label]].first;
            if (target <= i) {
                starts[target]++;
                ends[i + 1]++;
            }
        }
    }
    for (uint32_t i = 0; i < function.count; i++) {
        depth += starts[i] - ends[i];
        depths[i] = depth;
    }
}

// ---- liveness ----

static void add_mention(struct mention **list, uint32_t block) {
    if (*list != NULL && (*list)->block == block)
        return;
    struct mention *mention = scratch(sizeof *mention);
    mention->block = block;
    mention->next = *list;
    *list = mention;
}

static uint32_t *defined_in; // by register: last block seen to define it, +1

static void mention_use(reg_t reg, uint32_t block, uint32_t weight) {
    if (reg < REGISTER_VIRTUAL)
        return;
    struct interval *interval = &intervals[reg];
    interval->weight += weight;
    if (defined_in[reg] != block + 1)
        add_mention(&interval->exposures, block);
}

static void mention_definition(reg_t reg, uint32_t block, uint32_t weight) {
    if (reg < REGISTER_VIRTUAL)
        return;
    struct interval *interval = &intervals[reg];
    interval->weight += weight;
    if (defined_in[reg] != block + 1) {
        defined_in[reg] = block + 1;
        add_mention(&interval->definitions, block);
    }
}

static void find_mentions(void) {
    static const uint32_t weights[] = {1, 8, 64, 512, 4096};
    defined_in = scratch(function.register_count * sizeof *defined_in);
    for (uint32_t b = 0; b < block_count; b++)
        for (uint32_t i = blocks[b].first; i < blocks[b].end; i++) {
            const struct ir *ir = &function.code[i];
            uint32_t weight = weights[depths[i] < 4 ? depths[i] : 4];
            mention_use(ir->left, b, weight);
            mention_use(ir->right, b, weight);
            mention_definition(ir->to, b, weight);
            if (ir->operation == IR_COPY && ir->to != 0) {
                intervals[ir->left].copied_to = ir->to;
                intervals[ir->to].copied_from = ir->left;
            }
        }
}

static void add_live(struct live **list, reg_t reg) {
    struct live *live = scratch(sizeof *live);
    live->reg = reg;
    live->next = *list;
    *list = live;
}

// Marks where one register is live: from each block that needs it back to those that define it.
static void find_live(reg_t reg, uint32_t *defines, uint32_t *in, uint32_t *out, uint32_t *work) {
    uint32_t pending = 0;
    for (struct mention *d = intervals[reg].definitions; d != NULL; d = d->next)
        defines[d->block] = reg;
    for (struct mention *e = intervals[reg].exposures; e != NULL; e = e->next) {
        in[e->block] = reg;
        work[pending++] = e->block;
    }
    while (pending > 0) {
        uint32_t block = work[--pending];
        add_live(&blocks[block].live_in, reg);
        for (struct mention *p = blocks[block].predecessors; p != NULL; p = p->next) {
            if (out[p->block] == reg)
                continue;
            out[p->block] = reg;
            add_live(&blocks[p->block].live_out, reg);
            if (defines[p->block] != reg && in[p->block] != reg) {
                in[p->block] = reg;
                work[pending++] = p->block;
            }
        }
    }
}

static void find_liveness(void) {
    uint32_t *marks = scratch((size_t)block_count * 4 * sizeof *marks);
    for (reg_t reg = REGISTER_VIRTUAL; reg < function.register_count; reg++)
        if (intervals[reg].exposures != NULL)
            find_live(reg, marks, marks + block_count, marks + 2 * block_count,
                      marks + 3 * block_count);
}

// ---- segments ----

static void add_segment(reg_t reg, uint32_t start, uint32_t end) {
    struct interval *interval = &intervals[reg];
    struct segment *first = interval->segments;
    interval->length += end - start;
    if (first != NULL && first->start <= end) {
        first->start = start;
        if (first->end < end)
            first->end = end;
        return;
    }
    struct segment *segment = scratch(sizeof *segment);
    segment->start = start;
    segment->end = end;
    segment->next = first;
    interval->segments = segment;
}

static void read_at(reg_t reg, uint32_t i) {
    if (!is_fixed(reg) && intervals[reg].end_at == 0)
        intervals[reg].end_at = 2 * i + 1;
}

static void write_at(reg_t reg, uint32_t i) {
    if (is_fixed(reg))
        return;
    uint32_t end = intervals[reg].end_at;
    add_segment(reg, 2 * i + 1, end != 0 ? end : 2 * i + 2);
    intervals[reg].end_at = 0;
}

// Registers that a call writes only if somebody reads them.
static void write_result(reg_t reg, uint32_t i) {
    if (intervals[reg].end_at != 0)
        write_at(reg, i);
}

static void walk_assembly(const struct assembly_code *code, uint32_t i) {
    for (reg_t reg = 1; reg < REGISTER_VIRTUAL; reg++)
        if (code->writes[reg])
            write_at(reg, i);
    for (reg_t reg = 1; reg < REGISTER_VIRTUAL; reg++)
        if (code->reads[reg])
            read_at(reg, i);
}

static void walk_instruction(uint32_t i) {
    struct ir *ir = &function.code[i];
    if (ir_is_pure(ir) && ir->to >= REGISTER_VIRTUAL && intervals[ir->to].end_at == 0) {
        // Its result is not used. The constant that a variable is matters to debuggers only.
        bool is_zero = ir->operation == IR_COPY && ir->left == REGISTER_ZERO;
        ir->number = is_zero ? 0 : ir->number;
        ir->to = is_zero || ir->operation == IR_CONSTANT ? ir->to : 0;
        ir->operation = IR_NOP;
        return;
    }
    if (ir->operation == IR_ASSEMBLY) {
        walk_assembly(ir->assembly, i);
    } else if (ir_has(ir, IR_CALLS)) {
        write_result(REGISTER_V0, i);
        write_result(ir->operation == IR_SYSCALL ? REGISTER_A0 + 3 : REGISTER_V1, i);
        for (int32_t a = ir->alignment; a < ir->number; a++)
            read_at(REGISTER_A0 + (reg_t)a, i);
        write_result(REGISTER_F0, i);
        write_result(REGISTER_F0 + 2, i);
        if (ir->operation != IR_SYSCALL) { // of a complex result
            write_result(REGISTER_A0, i);
            write_result(REGISTER_A0 + 1, i);
        }
        for (uint32_t a = 0; a < ir->width; a++)
            read_at(REGISTER_F12 + 2 * a, i);
        if (ir->operation == IR_SYSCALL)
            read_at(REGISTER_V0, i);
    }
    if (ir->operation == IR_RETURN) {
        for (reg_t word = 0; word < (reg_t)ir->number; word++)
            read_at(REGISTER_V0 + word, i);
        for (reg_t a = 0; a < ir->width; a++)
            read_at(REGISTER_F0 + 2 * a, i);
    }
    if (ir->to != 0)
        write_at(ir->to, i);
    read_at(ir->left, i);
    read_at(ir->right, i);
}

static void find_segments(void) {
    for (uint32_t b = block_count; b-- > 0;) {
        const struct block *block = &blocks[b];
        for (struct live *live = block->live_out; live != NULL; live = live->next)
            intervals[live->reg].end_at = 2 * block->end;
        for (uint32_t i = block->end; i-- > block->first;)
            walk_instruction(i);
        for (struct live *live = block->live_in; live != NULL; live = live->next) {
            uint32_t end = intervals[live->reg].end_at;
            if (end != 0)
                add_segment(live->reg, 2 * block->first, end);
            intervals[live->reg].end_at = 0;
        }
    }
    for (reg_t reg = 1; reg < REGISTER_VIRTUAL; reg++)
        if (intervals[reg].end_at != 0) // arguments, from the function's entry on
            add_segment(reg, 0, intervals[reg].end_at);
}

// ---- assignment ----

struct range {
    uint32_t start;
    uint32_t end;
};

enum { CHUNK_RANGES = 128 };

struct chunk {
    uint32_t count;
    struct range ranges[CHUNK_RANGES];
};

static struct taken { // what a machine register is taken for, ascending; none but the first is
                      // empty
    struct chunk **chunks;
    uint32_t count;
    uint32_t capacity;
} taken[REGISTER_VIRTUAL];

static void forget_taken(struct taken *t) {
    t->chunks = grow_zeroed(t->chunks, &t->capacity, 1, sizeof(struct chunk *));
    if (t->chunks[0] == NULL)
        t->chunks[0] = allocate(sizeof(struct chunk)); // the others are of one function
    t->chunks[0]->count = 0;
    t->count = 1;
}

// The first chunk with a range that ends after position; else the last one.
static uint32_t chunk_after(const struct taken *t, uint32_t position) {
    uint32_t first = 0, count = t->count;
    while (count > 1) {
        uint32_t half = count / 2;
        const struct chunk *chunk = t->chunks[first + half - 1];
        first += chunk->ranges[chunk->count - 1].end <= position ? half : 0;
        count -= half;
    }
    return first;
}

// The first range that ends after position, or their count.
static uint32_t index_after(const struct chunk *chunk, uint32_t position) {
    const struct range *ranges = chunk->ranges;
    uint32_t first = 0, count = chunk->count;
    if (count > 0 && ranges[count - 1].end <= position)
        return count;
    while (count > 1) {
        uint32_t half = count / 2;
        first = ranges[first + half - 1].end <= position ? first + half : first;
        count -= half;
    }
    return first;
}

static bool is_taken(reg_t machine, uint32_t start, uint32_t end) {
    const struct taken *t = &taken[machine];
    const struct chunk *chunk = t->chunks[chunk_after(t, start)];
    uint32_t at = index_after(chunk, start);
    return at < chunk->count && chunk->ranges[at].start < end;
}

// Moves half of a chunk into one behind it.
static void split_chunk(struct taken *t, uint32_t index) {
    enum { HALF = CHUNK_RANGES / 2 };
    struct chunk *upper = scratch(sizeof *upper);
    memcpy(upper->ranges, t->chunks[index]->ranges + HALF, sizeof upper->ranges / 2);
    upper->count = t->chunks[index]->count = HALF;
    t->chunks = array_room(t->chunks, &t->capacity, t->count, sizeof(struct chunk *));
    struct chunk **behind = t->chunks + index + 1;
    memmove(behind + 1, behind, (t->count - index - 1) * sizeof *behind);
    *behind = upper;
    t->count++;
}

static void take(reg_t machine, const struct segment *segments) {
    struct taken *t = &taken[machine];
    for (const struct segment *s = segments; s != NULL; s = s->next) {
        uint32_t index = chunk_after(t, s->start);
        if (t->chunks[index]->count == CHUNK_RANGES) {
            split_chunk(t, index);
            index = chunk_after(t, s->start);
        }
        struct chunk *chunk = t->chunks[index];
        uint32_t at = index_after(chunk, s->start);
        struct range *range = chunk->ranges + at;
        memmove(range + 1, range, (chunk->count - at) * sizeof *range);
        *range = (struct range){s->start, s->end};
        chunk->count++;
    }
}

// Calls overwrite registers where they write: at 2i + 1. A value that a call itself defines begins
// there.
static bool find_crossing(const struct segment *segments) {
    const struct segment *s = segments;
    while (s != NULL && calls_before[s->start / 2] == calls_before[s->end / 2])
        s = s->next;
    return s != NULL;
}

static bool crosses_call(reg_t reg) {
    struct interval *interval = &intervals[reg];
    if (!interval->is_looked_at) {
        interval->is_looked_at = true;
        interval->crosses_call = find_crossing(interval->segments);
    }
    return interval->crosses_call;
}

static bool is_free(reg_t machine, const struct segment *segments) {
    const struct segment *s = segments;
    while (s != NULL && !is_taken(machine, s->start, s->end))
        s = s->next;
    return s == NULL;
}

static bool is_allocatable(reg_t machine) {
    return (machine >= REGISTER_V0 && machine <= REGISTER_T8) ||
           (machine >= REGISTER_F0 && machine < REGISTER_VIRTUAL && machine != REGISTER_F16 &&
            machine != REGISTER_F18);
}

static reg_t machine_of(reg_t reg) {
    if (reg < REGISTER_VIRTUAL)
        return reg;
    return function.assignment[reg - REGISTER_VIRTUAL];
}

// The first register that is free where an interval and its partner live; 0: none. To save and
// restore a register costs two instructions a call.
static reg_t first_free(const struct interval *interval, bool crosses, bool is_floating,
                        const struct segment *partner) {
    static const uint8_t general[] = {8, 9, 10, 11, 12, 13, 14, 15, 24, 3,  2, 7,
                                      6, 5, 4,  16, 17, 18, 19, 20, 21, 22, 23};
    static const uint8_t floating[] = {34, 36, 38, 40, 42, 32, 46, 44, 52, 54, 56, 58, 60, 62};
    const uint8_t *order = is_floating ? floating : general;
    uint32_t count = is_floating ? sizeof floating : sizeof general;
    for (uint32_t i = 0; i < count; i++) {
        if (is_saved(order[i]) ? !function.saves[order[i]] && interval->weight <= 2 : crosses)
            continue;
        if (is_free(order[i], interval->segments) && is_free(order[i], partner))
            return order[i];
    }
    return 0;
}

// The register of what it is copied from or to, so that the copy is none; or one that this can have
// later.
static reg_t choose(reg_t reg, bool is_floating) {
    const struct interval *interval = &intervals[reg];
    bool crosses = crosses_call(reg);
    const reg_t partners[2] = {interval->copied_from, interval->copied_to};
    reg_t machine = 0;
    for (int i = 0; i < 2; i++) {
        machine = machine_of(partners[i]);
        if (is_allocatable(machine) && !(crosses && !is_saved(machine)) &&
            is_free(machine, interval->segments))
            return machine;
    }
    for (int i = 0; i < 2; i++) {
        const struct segment *segments = intervals[partners[i]].segments;
        if (partners[i] < REGISTER_VIRTUAL || machine_of(partners[i]) != 0 || segments == NULL ||
            crosses != crosses_call(partners[i]))
            continue;
        machine = first_free(interval, crosses, is_floating, segments);
        if (machine != 0)
            return machine;
    }
    return first_free(interval, crosses, is_floating, NULL);
}

struct candidate {
    reg_t reg;
    uint32_t priority;
};

static uint32_t lesser(uint32_t left, uint32_t right) {
    return left < right ? left : right;
}

// By priority, those of the same as they come: runs are merged from one array into the other.
static struct candidate *sort_candidates(struct candidate *from, uint32_t count) {
    struct candidate *to = scratch((count + 1) * sizeof *to);
    for (uint32_t length = 1; length < count; length *= 2) {
        for (uint32_t start = 0; start < count; start += 2 * length) {
            uint32_t middle = lesser(start + length, count);
            uint32_t end = lesser(middle + length, count);
            uint32_t left = start, right = middle, i = start;
            while (left < middle && right < end) { // without branches, which nobody can predict
                bool is_left = from[left].priority >= from[right].priority;
                to[i++] = from[is_left ? left : right];
                left += is_left;
                right += !is_left;
            }
            while (left < middle)
                to[i++] = from[left++];
            while (right < end)
                to[i++] = from[right++];
        }
        struct candidate *sorted = to;
        to = from;
        from = sorted;
    }
    return from;
}

static uint32_t find_candidates(struct candidate *candidates) {
    uint32_t count = 0;
    for (reg_t reg = REGISTER_VIRTUAL; reg < function.register_count; reg++) {
        const struct interval *interval = &intervals[reg];
        if (interval->segments == NULL)
            continue;
        uint32_t weight = interval->weight < 1000000 ? interval->weight : 1000000;
        candidates[count].reg = reg;
        candidates[count++].priority = weight * 1024 / (interval->length + 4);
    }
    return count;
}

static void assign_registers(void) {
    uint32_t virtual_count = function.register_count - REGISTER_VIRTUAL;
    struct candidate *candidates = scratch((virtual_count + 1) * sizeof *candidates);
    uint32_t count = find_candidates(candidates);
    candidates = sort_candidates(candidates, count);
    bool has_unit = function.has_floating && target_has_unit;
    for (reg_t machine = 0; machine < (has_unit ? REGISTER_VIRTUAL : REGISTER_F0); machine++) {
        forget_taken(&taken[machine]);
        take(machine, intervals[machine].segments);
    }
    if (function.is_dynamic)
        take(REGISTER_FRAME, &(struct segment){.end = UINT32_MAX});
    for (uint32_t i = 0; i < count; i++) {
        reg_t reg = candidates[i].reg;
        bool is_floating = has_unit && class_is_floating(function.facts[reg].class);
        reg_t machine = choose(reg, is_floating);
        function.assignment[reg - REGISTER_VIRTUAL] = (uint8_t)machine;
        if (machine == 0) {
            function.spill_slot[reg - REGISTER_VIRTUAL] = slot_of_register(reg);
            continue;
        }
        take(machine, intervals[reg].segments);
        if (is_saved(machine))
            function.saves[machine] = true;
    }
}

const struct segment *allocate_segments(reg_t reg) {
    return intervals[reg].segments;
}

bool allocate_is_free(reg_t machine, uint32_t instruction) {
    if (machine == REGISTER_AT || machine == REGISTER_T9)
        return true;
    if (!is_allocatable(machine) || is_saved(machine))
        return false;
    return !is_taken(machine, 2 * instruction, 2 * instruction + 1);
}

uint32_t allocate_label_index(uint32_t label) {
    return blocks[label_blocks[label]].first;
}

void allocate_registers(void) {
    uint32_t virtual_count = function.register_count - REGISTER_VIRTUAL;
    function.assignment = scratch(virtual_count + 1);
    function.spill_slot = scratch((virtual_count + 1) * sizeof *function.spill_slot);
    if (options.optimization == 0) {
        allocate_temporaries();
        return;
    }
    intervals = scratch(function.register_count * sizeof *intervals);
    find_blocks();
    find_depths();
    find_mentions();
    find_liveness();
    find_segments();
    assign_registers();
}
