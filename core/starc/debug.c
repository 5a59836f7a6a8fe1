// -g: where the words of a function come from, where its variables are, what its frame is.
//
// Scopes follow the places of the source text: a word belongs to a block if its place lies in it,
// and to the copy of an inlined function that its instruction was lowered for. Since words move
// into delay slots, a scope may have several ranges.
//
// Debuggers look for what holds in a caller at the byte before the return address, the last one of
// the delay slot. This byte alone stands for the time of the call: it belongs to the scope and line
// of the call, whatever is in the slot, and no variable is in a register there that calls
// overwrite.

#include "debug.h"
#include "lower.h"

#include "../isa/isa.h"

#include <string.h>

enum { WORD = 4 };

static const struct code *words;
static uint32_t frame_size;
static uint32_t *ends; // by instruction: index behind its last word, and all words before that

// ---- lines ----

bool debug_is_slot(const uint32_t *code, uint32_t index) {
    if (index == 0)
        return false;
    return isa_has_slot(isa_decode(code[index - 1]));
}

bool debug_is_call_slot(const uint32_t *code, uint32_t index) {
    return index > 0 && isa_decode(code[index - 1]) == ISA_JAL;
}

void debug_lines(struct place_in_image *image, const struct code *code) {
    struct line *lines = scratch((code->count + 1) * sizeof *lines);
    uint32_t count = 0;
    place_t place = 0;
    for (uint32_t i = 0; i < code->count; i++) {
        const struct origin *origin = &code->origins[i];
        if (origin->place == place || origin->place == 0)
            continue;
        const struct origin *before = i > 0 ? &code->origins[i - 1] : origin;
        bool is_slot = debug_is_slot(code->words, i);
        lines[count] = (struct line){.offset = i * WORD, .place = origin->place};
        lines[count].is_slot = is_slot;
        if (is_slot && origin->instruction != NO_INSTRUCTION)
            lines[count].anchor =
                origin->instruction < before->instruction ? ANCHOR_BEFORE : ANCHOR_BEHIND;
        count++;
        place = is_slot ? 0 : origin->place; // what follows belongs to neither
    }
    image->line_count = count;
    image->lines = allocate((count + 1) * sizeof *lines);
    if (count > 0)
        memcpy(image->lines, lines, count * sizeof *lines);
}

// ---- scopes ----

static struct debug_scope *scope_in(struct debug_scope *outer, struct debug_scope scope) {
    struct debug_scope *new = allocate(sizeof *new);
    struct debug_scope **link = &outer->inner;
    *new = scope;
    while (*link != NULL && (*link)->start <= scope.start)
        link = &(*link)->next;
    new->next = *link;
    *link = new;
    return new;
}

static bool contains(const struct debug_scope *scope, place_t start, place_t end) {
    return scope->callee == NULL && scope->start <= start && end <= scope->end;
}

// The innermost block in `outer` around some places.
static struct debug_scope *block_around(struct debug_scope *outer, place_t start, place_t end) {
    struct debug_scope *inner = outer->inner;
    while (inner != NULL && !contains(inner, start, end))
        inner = inner->next;
    return inner != NULL ? block_around(inner, start, end) : outer;
}

// The block of these places in `outer`, made if it is new.
static struct debug_scope *block_of(struct debug_scope *outer, place_t start, place_t end) {
    struct debug_scope new = {.copy = outer->copy, .start = start, .end = end};
    outer = block_around(outer, start, end);
    if (outer->start == start && outer->end == end)
        return outer;
    struct debug_scope *block = scope_in(outer, new), **link = &outer->inner;
    while (*link != NULL) { // what lies in it
        struct debug_scope *one = *link;
        if (one == block || !contains(block, one->start, one->end)) {
            link = &one->next;
            continue;
        }
        *link = one->next;
        one->next = NULL;
        struct debug_scope **last = &block->inner;
        while (*last != NULL)
            last = &(*last)->next;
        *last = one;
    }
    return block;
}

// ---- ranges ----

// The place of a word in a copy: its own, or that of the call whose copy it is in. 0: it is in
// another copy.
static place_t place_in_copy(const struct origin *origin, uint32_t copy) {
    place_t place = origin->place;
    uint32_t inner = origin->copy;
    while (inner != copy && inner != 0) {
        place = function.copies[inner].call;
        inner = function.copies[inner].around;
    }
    return inner == copy ? place : 0;
}

static bool is_in_scope(const struct origin *origin, const struct debug_scope *scope) {
    place_t place = place_in_copy(origin, scope->copy);
    if (scope->callee != NULL)
        return place != 0;
    return place >= scope->start && place < scope->end;
}

static uint32_t add_range(struct debug_range *ranges, uint32_t count, uint32_t start,
                          uint32_t end) {
    if (count > 0 && ranges[count - 1].end == start)
        ranges[count - 1].end = end;
    else
        ranges[count++] = (struct debug_range){start, end};
    return count;
}

static void find_ranges(struct debug_scope *scope) {
    struct debug_range *ranges = scratch((words->count + 1) * sizeof *ranges);
    uint32_t count = 0;
    for (uint32_t i = 0; i < words->count; i++) {
        uint32_t start = i * WORD, end = start + WORD;
        bool is_call_slot = debug_is_call_slot(words->words, i);
        if (is_in_scope(&words->origins[i], scope))
            count = add_range(ranges, count, start, is_call_slot ? end - 1 : end);
        if (is_call_slot && is_in_scope(&words->origins[i - 1], scope))
            count = add_range(ranges, count, end - 1, end);
    }
    scope->range_count = count;
    scope->ranges = allocate((count + 1) * sizeof *ranges);
    if (count > 0)
        memcpy(scope->ranges, ranges, count * sizeof *ranges);
    for (struct debug_scope *inner = scope->inner; inner != NULL; inner = inner->next)
        find_ranges(inner);
}

// ---- variables ----

static void find_ends(void) {
    ends = scratch((function.count + 1) * sizeof *ends);
    for (uint32_t i = 0; i < words->count; i++) {
        uint32_t instruction = words->origins[i].instruction;
        if (instruction != NO_INSTRUCTION)
            ends[instruction] = i + 1;
    }
    for (uint32_t i = 1; i < function.count; i++)
        if (ends[i] < ends[i - 1])
            ends[i] = ends[i - 1];
}

// Variables that get a value once, a constant: where no register has it any more, it is known.
struct constant {
    uint32_t definitions; // of the register
    uint32_t position;    // behind the one with a constant; 0: none has
    int32_t number;
    int32_t high; // of two words in one register
};
static struct constant *constants; // by register

static void find_constants(void) {
    constants = scratch((function.register_count + 1) * sizeof *constants);
    for (uint32_t i = 0; i < function.count; i++) {
        const struct ir *ir = &function.code[i];
        constants[ir->to].definitions++;
        if ((ir->operation != IR_NOP && ir->operation != IR_CONSTANT) || ir->to == 0)
            continue;
        constants[ir->to].position = 2 * i + 1;
        constants[ir->to].number = ir->number;
        constants[ir->to].high = (int32_t)ir->high;
    }
}

// Up to which word what comes before a position (allocate.c) has been done.
static uint32_t offset_of(uint32_t position) {
    return position == 0 ? 0 : ends[(position - 1) / 2] * WORD;
}

// The delay slot of a call in front of an offset; 0: there is none.
static uint32_t call_slot_before(uint32_t offset) {
    uint32_t index = offset / WORD;
    return index > 1 && debug_is_call_slot(words->words, index - 1) ? index - 1 : 0;
}

// A call overwrites it, or the delay slot does.
static bool is_lost_in_call(uint32_t slot, reg_t reg) {
    uint32_t instruction = words->origins[slot].instruction;
    reg_t to = instruction != NO_INSTRUCTION ? function.code[instruction].to : 0;
    if (to >= REGISTER_VIRTUAL)
        to = function.assignment[to - REGISTER_VIRTUAL];
    if (reg >= REGISTER_F0)
        return reg < REGISTER_F20 || (reg & ~1u) == to;
    return reg != 0 && (reg < REGISTER_S0 || reg >= REGISTER_T8 || reg == to);
}

// The code between two positions, as far as a variable is where `location` says.
static struct debug_range range_of(const struct debug_location *location, uint32_t start,
                                   uint32_t end) {
    struct debug_range range = {offset_of(start), offset_of(end)};
    uint32_t slot = call_slot_before(range.start);
    // What the delay slot sets is there while the call lasts.
    if (slot != 0 && start % 2 != 0 && words->origins[slot].instruction == start / 2)
        range.start--;
    slot = call_slot_before(range.end);
    if (slot != 0 && (is_lost_in_call(slot, location->registers[0]) ||
                      is_lost_in_call(slot, location->registers[1])))
        range.end--;
    return range;
}

static int32_t slot_offset(uint32_t slot) {
    const struct slot *s = &function.slots[slot];
    return s->is_incoming ? s->offset : s->offset - (int32_t)frame_size;
}

static void add_location(struct debug_variable *variable, struct debug_location location) {
    struct debug_location *last = &variable->locations[variable->location_count - 1];
    if (location.range.start >= location.range.end)
        return;
    if (variable->location_count > 0 && last->range.end == location.range.start &&
        memcmp(last->registers, location.registers, sizeof last->registers) == 0 &&
        memcmp(last->offsets, location.offsets, sizeof last->offsets) == 0) {
        last->range.end = location.range.end;
        return;
    }
    variable->locations[variable->location_count++] = location;
}

// A double in the unit for floating point: both words are in the pair that one register names.
static bool is_pair(reg_t reg) {
    return function.facts[reg].class == CLASS_DOUBLE;
}

// Where the words of a variable are that lives in virtual registers.
static struct debug_location location_of(reg_t reg, uint32_t count) {
    struct debug_location location = {.count = count};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t number = (is_pair(reg) ? reg : reg + i) - REGISTER_VIRTUAL;
        uint32_t further = is_pair(reg) ? i : 0;
        reg_t machine = function.assignment[number];
        location.registers[i] = machine != 0 ? machine + further : 0;
        if (machine == 0)
            location.offsets[i] =
                slot_offset(function.spill_slot[number]) + (int32_t)(further * WORD);
    }
    return location;
}

// False if it is none.
static bool add_constant(struct debug_variable *variable, reg_t reg, uint32_t count) {
    struct debug_location location = {.count = count, .is_constant = true};
    uint32_t last = 0;
    for (uint32_t i = 0; i < count; i++) {
        bool is_high = i != 0 && is_pair(reg);
        const struct constant *constant = &constants[is_high ? reg : reg + i];
        if (constant->definitions != 1 || constant->position == 0)
            return false;
        location.offsets[i] = is_high ? constant->high : constant->number;
        last = last > constant->position ? last : constant->position;
    }
    location.range =
        (struct debug_range){range_of(&location, last, last).start, words->count * WORD};
    add_location(variable, location);
    return true;
}

// The words that an instruction copies an argument of a floating class from. False if it does not.
static bool arrives_by(struct debug_location *location, const struct ir *ir) {
    for (uint32_t i = 0; i < location->count; i++) {
        location->registers[i] = 0;
        location->offsets[i] = 0;
        if (ir->operation == IR_COPY && ir->left >= REGISTER_F0 && ir->left < REGISTER_VIRTUAL)
            location->registers[i] = ir->left + i;
        else if (ir->operation == IR_SINGLE_OF_BITS || ir->operation == IR_DOUBLE_OF_BITS)
            location->registers[i] = i == 0 ? ir->left : ir->right;
        else if (ir->operation == IR_LOAD && ir->base == BASE_SLOT &&
                 function.slots[ir->slot].is_incoming)
            location->offsets[i] = slot_offset(ir->slot) + ir->number + (int32_t)(i * WORD);
        else
            return false;
        if (location->registers[i] >= REGISTER_VIRTUAL)
            return false;
    }
    return true;
}

static void add_floating_arrival(struct debug_variable *variable, reg_t reg, uint32_t count) {
    struct debug_location location = {.count = count};
    for (uint32_t i = 0; i < function.count; i++) {
        if (function.code[i].to != reg)
            continue;
        if (arrives_by(&location, &function.code[i])) {
            location.range = range_of(&location, 0, 2 * i + 1);
            add_location(variable, location);
        }
        return;
    }
}

// An argument is in its register, or the caller's frame, until it is copied.
static void add_arrival(struct debug_variable *variable, reg_t reg, uint32_t count) {
    struct debug_location location = {.count = count};
    uint32_t found = 0, first = 0;
    if (class_is_floating(function.facts[reg].class)) {
        add_floating_arrival(variable, reg, count);
        return;
    }
    for (uint32_t i = 0; i < function.count && found < count; i++) {
        const struct ir *ir = &function.code[i];
        if (ir->to != reg + found)
            continue;
        if (ir->operation == IR_COPY && ir->left < REGISTER_T0)
            location.registers[found] = ir->left;
        else if (ir->operation == IR_LOAD && ir->base == BASE_SLOT &&
                 function.slots[ir->slot].is_incoming)
            location.offsets[found] = slot_offset(ir->slot) + ir->number;
        else
            continue;
        if (found++ == 0)
            first = i;
    }
    if (found < count)
        return;
    location.range = range_of(&location, 0, 2 * first + 1);
    add_location(variable, location);
}

static uint32_t count_segments(reg_t reg) {
    uint32_t count = 0;
    for (const struct segment *s = allocate_segments(reg); s != NULL; s = s->next)
        count++;
    return count;
}

// Two words are there where both are.
static void locate_in_registers(struct debug_variable *variable, reg_t reg, bool is_own) {
    uint32_t count = variable->object->type->size == 2 * WORD ? 2 : 1;
    reg_t upper = is_pair(reg) ? reg : reg + 1;
    uint32_t most = count_segments(reg) + (count == 2 ? count_segments(upper) : 0) + 2;
    struct debug_location location = location_of(reg, count);
    variable->locations = allocate(most * sizeof location);
    if (is_own && variable->object->is_parameter && allocate_segments(reg) != NULL)
        add_arrival(variable, reg, count);
    if (add_constant(variable, reg, count))
        return;
    for (const struct segment *s = allocate_segments(reg); s != NULL; s = s->next) {
        location.range = range_of(&location, s->start, s->end);
        if (count == 1)
            add_location(variable, location);
        for (const struct segment *t = count == 2 ? allocate_segments(upper) : NULL; t != NULL;
             t = t->next) {
            uint32_t start = s->start > t->start ? s->start : t->start;
            uint32_t end = s->end < t->end ? s->end : t->end;
            if (start >= end)
                continue;
            location.range = range_of(&location, start, end);
            add_location(variable, location);
        }
    }
}

// An argument that lives in the frame is in its registers until it is stored, as long as there are
// not too many.
static void locate_in_frame(struct debug_variable *variable, uint32_t slot, bool is_own) {
    struct debug_location arrival = {0};
    struct debug_location location = {.count = 1, .offsets = {slot_offset(slot), 0}};
    uint32_t stored = 0;
    for (uint32_t i = 0; is_own && variable->object->is_parameter && i < function.count; i++) {
        const struct ir *ir = &function.code[i];
        bool is_unit = ir->right == REGISTER_F12 || ir->right == REGISTER_F14;
        if (ir->operation != IR_STORE || ir->base != BASE_SLOT || ir->slot != slot ||
            (!is_unit && (ir->right < REGISTER_A0 || ir->right >= REGISTER_T0)))
            continue;
        if (arrival.count < 2)
            arrival.registers[arrival.count] = ir->right;
        arrival.count++;
        if (ir->class == CLASS_DOUBLE)
            arrival.registers[arrival.count++] = ir->right + 1;
        stored = i;
    }
    variable->locations = allocate(2 * sizeof *variable->locations);
    location.range.end = words->count * WORD;
    if (arrival.count > 0) {
        arrival.range = range_of(&arrival, 0, 2 * stored + 1);
        location.range.start = range_of(&location, 2 * stored + 1, 2 * stored + 1).start;
        if (arrival.count * WORD >= variable->object->type->size && arrival.count <= 2)
            add_location(variable, arrival);
    }
    add_location(variable, location);
}

static void locate(struct debug_variable *variable, uint32_t local, bool is_own) {
    const struct object *object = variable->object;
    if (object->is_global || local == 0)
        return;
    if (in_registers(object))
        locate_in_registers(variable, local, is_own);
    else if (object->alignment <= STACK_ALIGNMENT) // else it is somewhere in its slot
        locate_in_frame(variable, local, is_own);
}

static void add_variable(struct debug_scope *scope, struct object *object, uint32_t local) {
    if (object->name == NULL)
        return;
    struct debug_scope *top = scope;
    const struct object *owner = scope->callee != NULL ? scope->callee : function.object;
    if (object->scope_start != owner->scope_start)
        scope = block_of(scope, object->scope_start, object->scope_end);
    struct debug_variable *variable = allocate(sizeof *variable), **tail = &scope->variables;
    variable->object = object;
    locate(variable, local, top->copy == 0);
    while (*tail != NULL)
        tail = &(*tail)->next;
    *tail = variable;
}

// A location that holds in the whole scope, whether it lasts longer or not.
static void find_everywhere(struct debug_scope *scope) {
    for (struct debug_variable *v = scope->variables; v != NULL; v = v->next)
        v->is_everywhere = v->location_count == 1 && scope->range_count > 0 &&
                           v->locations[0].range.start <= scope->ranges[0].start &&
                           v->locations[0].range.end >= scope->ranges[scope->range_count - 1].end;
    for (struct debug_scope *inner = scope->inner; inner != NULL; inner = inner->next)
        find_everywhere(inner);
}

static void find_scopes(struct debug_scope *top) {
    struct debug_scope **scopes = scratch((function.copy_count + 1) * sizeof(struct debug_scope *));
    scopes[0] = top;
    for (struct object *o = function.object->locals; o != NULL; o = o->next)
        add_variable(top, o, o->local);
    for (struct object *o = function.object->statics; o != NULL; o = o->next_static)
        add_variable(top, o, 0);
    for (uint32_t i = 1; i <= function.copy_count; i++) {
        const struct inlined_copy *copy = &function.copies[i];
        struct debug_scope scope = {
            .copy = i, .callee = copy->callee, .call = copy->call, .start = copy->call};
        scopes[i] = scope_in(block_around(scopes[copy->around], copy->call, copy->call + 1), scope);
        for (uint32_t v = 0; v < copy->variable_count; v++)
            add_variable(scopes[i], copy->variables[v], copy->locals[v]);
        for (struct object *o = copy->callee->statics; o != NULL; o = o->next_static)
            add_variable(scopes[i], o, 0);
    }
}

// ---- the frame ----

static void find_effects(struct debug_function *debug, uint32_t saved_offset) {
    int32_t offset = (int32_t)saved_offset - (int32_t)frame_size;
    uint32_t count = 0;
    for (reg_t reg = REGISTER_S0; reg < REGISTER_S0 + 8; reg++) {
        debug->saved[reg] = offset;
        offset += function.saves[reg] ? WORD : 0;
    }
    debug->saved[REGISTER_RA] = offset;
    offset = (int32_t)saved_offset - (int32_t)frame_size; // the unit's end there
    for (reg_t reg = REGISTER_VIRTUAL; reg > REGISTER_F20 && function.has_floating; reg -= 2) {
        if (!function.saves[reg - 2])
            continue;
        offset -= 2 * WORD;
        debug->saved[reg - 2] = offset;
    }
    debug->frame_size = frame_size;
    for (uint32_t i = 0; i < words->count; i++)
        count += words->origins[i].effect != EFFECT_NONE;
    debug->effects = allocate((count + 1) * sizeof *debug->effects);
    for (uint32_t i = 0; i < words->count; i++) {
        if (words->origins[i].effect == EFFECT_NONE)
            continue;
        struct debug_effect *effect = &debug->effects[debug->effect_count++];
        effect->offset = i * WORD;
        effect->effect = words->origins[i].effect;
        effect->is_last = i + 1 == words->count;
    }
}

void debug_describe(struct place_in_image *image, const struct code *code, uint32_t size,
                    uint32_t saved_offset) {
    struct debug_function *debug = allocate(sizeof *debug);
    words = code;
    frame_size = size;
    image->debug = debug;
    find_ends();
    find_constants();
    find_scopes(&debug->scope);
    for (struct debug_scope *inner = debug->scope.inner; inner != NULL; inner = inner->next)
        find_ranges(inner);
    debug->scope.range_count = 1;
    debug->scope.ranges = allocate(sizeof *debug->scope.ranges);
    debug->scope.ranges[0] = (struct debug_range){0, code->count * WORD};
    find_everywhere(&debug->scope);
    find_effects(debug, saved_offset);
}
