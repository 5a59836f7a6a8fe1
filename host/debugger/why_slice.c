// The search. What is wanted are items: registers, and bytes of memory, each with the node of the
// graph that has used it. A window is searched from its end; an instruction that has written an
// item becomes a node, and what it has read becomes items. The main chain is followed to its end,
// other inputs a little way, so that it can be told which input is the interesting one.
//
// On the machine of 17 instructions bytes are parts of words: which bits matter is known from the
// divisions that take them out (masks), and why_bytes.c recognizes how one is put in.
#define _GNU_SOURCE
#include "why_slice.h"
#include "why_story.h"

#include <stdlib.h>
#include <string.h>

enum {
    FIRST_WINDOW = 1 << 16,
    LARGEST_WINDOW = 1 << 21,
    NODES_MOST = 1 << 20,
    SIDE_FUEL = 48,
    SIDE_WINDOWS = 3 // that are searched for the rest, when the main chain is complete
};

// ---- nodes ----

static uint32_t add_node(struct slice *slice, enum why_kind kind, const struct mixter_step *step) {
    struct why_answer *answer = slice->answer;
    if (answer->node_count == answer->node_capacity) {
        uint32_t capacity = answer->node_capacity * 2 + 256;
        struct why_node *larger =
            capacity > NODES_MOST ? NULL : realloc(answer->nodes, capacity * sizeof *larger);
        if (larger == NULL) {
            answer->is_out_of_memory = true;
            return NO_NODE;
        }
        answer->nodes = larger;
        answer->node_capacity = capacity;
    }
    struct why_node *node = &answer->nodes[answer->node_count];
    *node = (struct why_node){.kind = kind,
                              .step = *step,
                              .frame = slice->frame,
                              .user = NO_NODE,
                              .pointer = NO_NODE,
                              .allocated = NO_FRAME,
                              .freed = NO_FRAME,
                              .call = NO_CALL};
    return answer->node_count++;
}

static void connect_one(struct slice *slice, const struct link *link, uint32_t number) {
    struct why_node *nodes = slice->answer->nodes;
    struct why_node *user = &nodes[link->user];
    if (link->slot == POINTER_SLOT)
        user->pointer = number;
    else
        user->inputs[link->slot] = number;
    if (link->is_main) {
        nodes[number].is_main = true;
        slice->last_main = number;
    }
    if (link->is_main || nodes[number].user == NO_NODE)
        nodes[number].user = link->user;
    if (link->fuel > nodes[number].fuel)
        nodes[number].fuel = link->fuel;
}

// The node becomes the input that an item stands for, and as important as what has used it.
static void connect(struct slice *slice, const struct item *item, uint32_t number) {
    const struct link first = {item->user, item->slot, item->fuel, item->is_main, 0};
    connect_one(slice, &first, number);
    for (uint32_t i = item->links; i != 0;) {
        struct link *link = &slice->links[i - 1];
        uint32_t next = link->next;
        connect_one(slice, link, number);
        link->next = slice->free_link;
        slice->free_link = i;
        i = next;
    }
}

// ---- items ----

static void update_masks(struct slice *slice) {
    slice->low = 0;
    slice->high = 0;
    slice->words = 0;
    for (uint32_t i = 0; i < slice->item_count; i++) {
        const struct item *item = &slice->items[i];
        if (item->reg >= 64)
            slice->high |= 1u << (item->reg - 64 < 32 ? item->reg - 64 : 31);
        else if (item->reg != 0)
            slice->low |= (uint64_t)1 << item->reg;
        else
            slice->words |= word_bit(item->address) | word_bit(item->address + item->size - 1);
    }
}

static void remove_item(struct slice *slice, uint32_t number) {
    slice->items[number] = slice->items[--slice->item_count];
}

static bool is_alike(const struct item *left, const struct item *right) {
    return left->reg == right->reg && left->mask == right->mask &&
           (left->reg != 0 || (left->address == right->address && left->size == right->size));
}

// Joins an item that is wanted already. False: there is none.
static bool join(struct slice *slice, const struct item *item) {
    uint32_t number = slice->free_link;
    for (uint32_t i = 0; i < slice->item_count; i++) {
        struct item *other = &slice->items[i];
        if (!is_alike(other, item) || other->below < item->below)
            continue;
        if (number == 0 && slice->link_count == LINKS_MOST)
            return true; // one of very many
        if (number != 0)
            slice->free_link = slice->links[number - 1].next;
        else
            number = ++slice->link_count;
        slice->links[number - 1] =
            (struct link){item->user, item->slot, item->fuel, item->is_main, other->links};
        other->links = number;
        other->joins_main = other->joins_main || item->is_main;
        return true;
    }
    return false;
}

// Wants one more value as an input of a node.
static void want(struct slice *slice, uint32_t user, struct item item) {
    struct why_node *node = &slice->answer->nodes[user];
    bool is_main = item.slot == 0 && node->is_main;
    uint32_t fuel = node->is_main ? SIDE_FUEL : node->fuel > 0 ? node->fuel - 1 : 0;
    if (item.slot != POINTER_SLOT) {
        if (node->input_count == INPUTS_MOST)
            return;
        item.slot = node->input_count++;
        node->inputs[item.slot] = NO_NODE;
        is_main = item.slot == 0 && node->is_main;
    }
    bool is_own = item.below != 0; // from an earlier place on
    item.user = user;
    item.is_main = is_main;
    item.fuel = is_main ? 0 : fuel;
    if (!is_own)
        item.below = node->step.total;
    if (item.mask == 0)
        item.mask = 0xffffffffu;
    if ((!is_main && fuel == 0) || (!is_own && join(slice, &item)) ||
        (!is_main && slice->item_count >= ITEMS_MOST / 2) || slice->item_count == ITEMS_MOST)
        return;
    slice->items[slice->item_count++] = item;
}

// $zero, which nothing writes.
static void want_zero(struct slice *slice, uint32_t user) {
    struct why_node *node = &slice->answer->nodes[user];
    struct mixter_step step = node->step;
    struct item item = {.user = user, .slot = node->input_count, .is_main = node->is_main};
    if (node->input_count == INPUTS_MOST)
        return;
    node->inputs[node->input_count++] = NO_NODE;
    item.is_main = item.is_main && item.slot == 0;
    step.result = 0;
    slice_origin(slice, &item, ORIGIN_CONSTANT, &step);
}

void slice_want_register(struct slice *slice, uint32_t user, uint32_t reg, uint32_t mask,
                         uint64_t below) {
    if (reg == 0) {
        want_zero(slice, user);
        return;
    }
    want(slice, user, (struct item){.reg = reg, .mask = mask, .below = below});
}

void slice_want_memory(struct slice *slice, uint32_t user, uint32_t address, uint32_t size) {
    want(slice, user, (struct item){.address = address, .size = size});
}

void slice_want_pointer(struct slice *slice, uint32_t user, uint32_t reg) {
    if (reg != 0 && reg != REGISTER_SP && reg != REGISTER_GP && reg != REGISTER_S8)
        want(slice, user, (struct item){.reg = reg, .slot = POINTER_SLOT});
}

uint32_t slice_origin(struct slice *slice, const struct item *item, enum why_origin origin,
                      const struct mixter_step *step) {
    uint32_t number = add_node(slice, WHY_ORIGIN, step);
    if (number == NO_NODE)
        return number;
    struct why_node *node = &slice->answer->nodes[number];
    node->origin = origin;
    node->reg = item->reg;
    node->address = item->address;
    node->size = item->size;
    connect(slice, item, number);
    return number;
}

// ---- words ----

static const struct why_word *word_of(struct slice *slice, uint32_t word) {
    struct why_word *known = &slice->known[(word ^ word >> 11 ^ word >> 20) % KNOWN_WORDS];
    if (known->is_known && known->word == word)
        return known;
    struct isa_registers written = isa_writes(word);
    memset(known, 0, sizeof *known);
    known->word = word;
    known->is_known = true;
    known->operation = isa_decode(word);
    for (uint32_t i = 0; i < written.count; i++) {
        if (written.numbers[i] < 64)
            known->low |= (uint64_t)1 << written.numbers[i];
        else
            known->high |= 1u << (written.numbers[i] - 64 < 32 ? written.numbers[i] - 64 : 31);
    }
    known->is_store = isa_is_store(known->operation);
    known->is_load = isa_is_load(known->operation);
    known->links = isa_links(known->operation);
    known->returns = known->operation == ISA_JR && isa_rs(word) == REGISTER_RA;
    return known;
}

const struct why_word *slice_word(struct slice *slice, uint32_t index) {
    return word_of(slice, slice->run->window[index].word);
}

// ---- frames ----

static uint32_t add_frame(struct slice *slice, uint32_t parent) {
    struct why_answer *answer = slice->answer;
    if (answer->frame_count == answer->frame_capacity) {
        uint32_t capacity = answer->frame_capacity * 2 + 64;
        struct why_frame *larger = realloc(answer->frames, capacity * sizeof *larger);
        if (larger == NULL) {
            answer->is_out_of_memory = true;
            return 0;
        }
        answer->frames = larger;
        answer->frame_capacity = capacity;
    }
    answer->frames[answer->frame_count] =
        (struct why_frame){.parent = parent, .nodes = answer->node_count};
    return answer->frame_count++;
}

// Going back over a return: the search is in the function that returns.
static void enter_frame(struct slice *slice, uint32_t index) {
    struct why_answer *answer = slice->answer;
    slice->frame = add_frame(slice, slice->frame);
    answer->frames[slice->frame].left = slice->run->window[index].total;
    answer->frames[slice->frame].exit = slice->run->window[index > 0 ? index - 1 : 0].pc;
    slice_allocations(slice, index);
}

// Registers that a function may use as it likes have no value when it begins.
static void found_entry(struct slice *slice, const struct mixter_step *call) {
    enum { SCRATCH = 0x0100ff0e }; // $at, $v0, $v1, $t0 to $t8; $t9 has the function's address
    for (uint32_t i = slice->item_count; i-- > 0;) {
        const struct item item = slice->items[i];
        const struct why_node *user = &slice->answer->nodes[item.user];
        if (item.reg == 0 || item.reg >= 32 || (SCRATCH >> item.reg & 1) == 0 ||
            user->frame != slice->frame || slice->answer->frames[slice->frame].entry == 0)
            continue;
        struct mixter_step step = *call;
        step.pc = slice->answer->frames[slice->frame].entry;
        remove_item(slice, i);
        slice_origin(slice, &item, ORIGIN_UNWRITTEN_REGISTER, &step);
    }
}

// Over a call: it is in the function that calls. Frames in which nothing was found are forgotten.
static void leave_frame(struct slice *slice, const struct mixter_step *call, uint32_t entry) {
    struct why_answer *answer = slice->answer;
    uint32_t number = slice->frame;
    struct why_frame *frame = &answer->frames[number];
    frame->site = call->pc;
    frame->place = call->total;
    frame->entry = entry;
    found_entry(slice, call);
    slice->has_left = true;
    if (frame->parent == NO_FRAME) {
        slice->frame = add_frame(slice, NO_FRAME);
        answer->frames[number].parent = slice->frame;
        return;
    }
    slice->frame = frame->parent;
    if (answer->node_count == frame->nodes && number + 1 == answer->frame_count && !frame->is_kept)
        answer->frame_count--;
}

// ---- what happens at an instruction ----

// The node of the instruction for an item: one for all that want the same bits.
static uint32_t node_here(struct slice *slice, uint32_t index, const struct item *item) {
    const struct why_answer *answer = slice->answer;
    const struct mixter_step *step = &slice->run->window[index];
    for (uint32_t i = answer->node_count; i > slice->nodes_before; i--) {
        const struct why_node *node = &answer->nodes[i - 1];
        if (node->step.total == step->total && node->reg == item->reg && node->mask == item->mask)
            return i - 1;
    }
    uint32_t number = add_node(slice, WHY_COMPUTE, step);
    if (number == NO_NODE)
        return number;
    answer->nodes[number].reg = item->reg;
    answer->nodes[number].mask = item->mask;
    return number;
}

static bool is_written(const struct item *item, const struct why_word *word) {
    if (item->reg >= 64)
        return (word->high >> (item->reg - 64 < 32 ? item->reg - 64 : 31) & 1) != 0;
    return item->reg != 0 && (word->low >> item->reg & 1) != 0;
}

// Those of the main chain first: their inputs are followed farther.
static void found_register(struct slice *slice, uint32_t index, const struct why_word *word) {
    uint64_t total = slice->run->window[index].total;
    slice->nodes_before = slice->answer->node_count;
    for (int of_main = 1; of_main >= 0; of_main--) {
        for (uint32_t i = slice->item_count; i-- > 0;) {
            const struct item item = slice->items[i];
            if (!is_written(&item, word) || total >= item.below ||
                (of_main != 0 && !item.is_main && !item.joins_main))
                continue;
            uint32_t before = slice->answer->node_count, number = node_here(slice, index, &item);
            if (number == NO_NODE)
                return;
            remove_item(slice, i);
            connect(slice, &item, number);
            if (number == before)
                slice_inputs(slice, number, index, item.mask);
        }
    }
}

// The bytes that a store writes.
static void bytes_of(const struct why_word *word, const struct mixter_step *step, uint32_t *address,
                     uint32_t *size) {
    *address = step->address;
    *size = isa_table[word->operation].size;
    if (word->operation == ISA_SWL) { // those of the word up to the address,
        *size = step->address % 4 + 1;
        *address -= step->address % 4;
    } else if (word->operation == ISA_SWR) { // or from there on
        *size = 4 - step->address % 4;
    }
}

static uint32_t bytes_mask(uint32_t size) {
    return size >= 4 ? 0xffffffffu : (1u << size * 8) - 1;
}

static uint32_t register_stored(const struct mixter_step *step, uint32_t offset) {
    struct isa_operands operands;
    isa_operands(isa_decode(step->word), step->word, &operands);
    return operands.a / 4 + offset / 4;
}

// Part of an item that a store has not written is still wanted.
static void keep_rest(struct slice *slice, struct item item, uint32_t address, uint32_t size) {
    uint32_t end = item.address + item.size, stored = address + size;
    struct item before = item, behind = item;
    before.size = address > item.address ? address - item.address : 0;
    behind.address = stored;
    behind.size = end > stored ? end - stored : 0;
    struct item *rest[] = {&before, &behind};
    for (unsigned i = 0; i < 2; i++) {
        struct why_node *user = &slice->answer->nodes[item.user];
        if (rest[i]->size == 0 || slice->item_count == ITEMS_MOST ||
            user->input_count == INPUTS_MOST)
            continue;
        rest[i]->slot = user->input_count++;
        user->inputs[rest[i]->slot] = NO_NODE;
        rest[i]->is_main = false;
        rest[i]->links = 0;
        rest[i]->fuel = SIDE_FUEL;
        slice->items[slice->item_count++] = *rest[i];
    }
}

static void found_store(struct slice *slice, uint32_t index, uint32_t item_number, uint32_t address,
                        uint32_t size) {
    const struct mixter_step *step = &slice->run->window[index];
    const struct item item = slice->items[item_number];
    uint32_t number = add_node(slice, WHY_STORE, step);
    if (number == NO_NODE)
        return;
    remove_item(slice, item_number);
    connect(slice, &item, number);
    struct why_node *node = &slice->answer->nodes[number];
    uint32_t first = item.address > address ? item.address : address;
    uint32_t end =
        item.address + item.size < address + size ? item.address + item.size : address + size;
    node->address = first;
    node->size = end - first;
    node->width = size;
    if (item.slot != POINTER_SLOT)
        keep_rest(slice, item, address, size);
    slice_want_pointer(slice, number, isa_rs(step->word));
}

// A store of a whole word on the machine of 17 instructions that changes a part of it.
static bool found_part(struct slice *slice, uint32_t index, uint32_t item_number) {
    const struct mixter_step *step = &slice->run->window[index];
    const struct item item = slice->items[item_number];
    struct part part;
    if (slice->run->image->subset != ISA_MIPSTER || !slice_part_stored(slice, index, &part))
        return false;
    uint32_t address = step->address + part.at;
    if (address >= item.address + item.size || item.address >= address + part.size)
        return true; // another part: the item is what it was
    found_store(slice, index, item_number, address, part.size);
    uint32_t number = slice->answer->node_count - 1;
    slice_want_register(slice, number, part.reg, bytes_mask(part.size), part.below);
    return true;
}

static void found_memory(struct slice *slice, uint32_t index, const struct why_word *word) {
    const struct mixter_step *step = &slice->run->window[index];
    uint32_t address, size;
    bytes_of(word, step, &address, &size);
    for (uint32_t i = slice->item_count; i-- > 0;) {
        const struct item item = slice->items[i];
        if (item.reg != 0 || step->total >= item.below || address >= item.address + item.size ||
            item.address >= address + size)
            continue;
        if (word->operation == ISA_SW && found_part(slice, index, i))
            continue;
        found_store(slice, index, i, address, size);
        uint32_t number = slice->answer->node_count - 1;
        uint32_t offset = slice->answer->nodes[number].address - address;
        uint32_t mask = bytes_mask(slice->answer->nodes[number].size) << offset % 4 * 8;
        if (word->operation == ISA_SWL)
            mask = 0xffffffffu << (4 - size) * 8;
        slice_want_register(slice, number, register_stored(step, offset), mask, 0);
    }
}

// A frame begins: what is wanted of it has not been written since.
static void found_frame(struct slice *slice, uint32_t index) {
    const struct mixter_step *step = &slice->run->window[index];
    if (step->result >= step->first || isa_rs(step->word) != REGISTER_SP)
        return;
    for (uint32_t i = slice->item_count; i-- > 0;) {
        const struct item item = slice->items[i];
        if (item.reg != 0 || item.address < step->result || item.address >= step->first)
            continue;
        remove_item(slice, i);
        slice_origin(slice, &item, ORIGIN_UNWRITTEN_STACK, step);
    }
}

// ---- system calls ----

static void found_call(struct slice *slice, uint32_t number) {
    struct why_run *run = slice->run;
    const struct mixter_call *call = &run->calls[number];
    uint32_t address = 0, size = 0;
    bool writes = slice->words != 0 && why_call_writes(run, call, &address, &size);
    const struct mixter_step step = {
        .total = call->total, .pc = call->pc, .result = call->result, .address = address};
    for (uint32_t i = slice->item_count; i-- > 0;) {
        const struct item item = slice->items[i];
        bool is_result = item.reg == REGISTER_V0 || item.reg == REGISTER_A3;
        bool is_written = item.reg == 0 && writes && item.address < address + size &&
                          address < item.address + item.size;
        if (call->total >= item.below || (!is_result && !is_written))
            continue;
        bool is_input = call->number == 4003 || call->number == 4145;
        remove_item(slice, i);
        uint32_t node = slice_origin(slice, &item,
                                     is_result  ? ORIGIN_CALL
                                     : is_input ? ORIGIN_INPUT
                                                : ORIGIN_KERNEL,
                                     &step);
        if (node != NO_NODE)
            slice->answer->nodes[node].call = number;
    }
}

// ---- a window ----

static void search_step(struct slice *slice, uint32_t index) {
    const struct why_run *run = slice->run;
    const struct mixter_step *step = &run->window[index];
    const struct why_word word = *slice_word(slice, index); // which others may take the place of
    bool is_last = index + 1 == run->window_count;
    if (is_last && slice->has_later && word.links)
        leave_frame(slice, step, slice->later_pc);
    else if (is_last && slice->has_later && word.returns)
        enter_frame(slice, index);
    // The slot of a branch belongs to where it leads.
    const struct why_word *before = index > 0 ? slice_word(slice, index - 1) : NULL;
    if (before != NULL && before->links)
        leave_frame(slice, step - 1, is_last ? slice->later_pc : step[1].pc);
    else if (before != NULL && before->returns)
        enter_frame(slice, index);
    uint32_t nodes = slice->answer->node_count;
    if ((word.low & slice->low) != 0 || (word.high & slice->high) != 0)
        found_register(slice, index, &word);
    if (word.is_store &&
        ((word_bit(step->address) | word_bit(step->address + 4)) & slice->words) != 0)
        found_memory(slice, index, &word);
    if ((word.low >> REGISTER_SP & 1) != 0 && slice->words != 0)
        found_frame(slice, index);
    if (slice->answer->node_count != nodes)
        update_masks(slice);
}

// What a library did is told for who called it: is that known?
static bool wants_call(const struct slice *slice) {
    const struct why_answer *answer = slice->answer;
    const struct why_node *node = &answer->nodes[slice->last_main];
    uint32_t pc = node->step.pc;
    for (uint32_t i = node->frame; i != NO_FRAME; i = answer->frames[i].parent) {
        if (pc == 0 || !why_is_library(slice->run, pc))
            return false;
        pc = answer->frames[i].site;
        if (pc == 0)
            return true;
    }
    return false;
}

static void search_window(struct slice *slice) {
    const struct why_run *run = slice->run;
    uint32_t index = run->window_count;
    while ((slice->item_count > 0 || slice->wants_call) && !slice->answer->is_out_of_memory) {
        uint64_t place = index > 0 ? run->window[index - 1].total : run->window_start;
        while (slice->calls > 0 && run->calls[slice->calls - 1].total >= place) {
            found_call(slice, --slice->calls);
            update_masks(slice);
        }
        if (index == 0)
            break;
        search_step(slice, --index);
        if (slice->item_count == 0 && (slice->has_left || !slice->wants_call)) {
            slice->has_left = false;
            slice->wants_call = wants_call(slice);
        }
    }
    slice->answer->searched += run->window_count;
    slice->has_later = slice->has_later || run->window_count > 0;
    if (run->window_count > 0)
        slice->later_pc = run->window[0].pc;
}

static bool has_main_item(const struct slice *slice) {
    for (uint32_t i = 0; i < slice->item_count; i++) {
        if (slice->items[i].is_main)
            return true;
    }
    return false;
}

static enum mixter_error search(struct slice *slice, uint64_t end) {
    uint64_t size = FIRST_WINDOW;
    uint32_t more = SIDE_WINDOWS;
    while (end > 0 && (slice->item_count > 0 || slice->wants_call) &&
           !slice->answer->is_out_of_memory) {
        if (!has_main_item(slice) && more-- == 0)
            break;
        enum mixter_error wrong = why_window(slice->run, end, size);
        if (wrong != MIXTER_OK)
            return wrong;
        search_window(slice);
        end = slice->run->window_start;
        size = size * 4 > LARGEST_WINDOW ? LARGEST_WINDOW : size * 4;
    }
    // What is still wanted nothing has written; or it is too far.
    const struct mixter_step start = {.total = end};
    while (slice->item_count > 0) {
        const struct item item = slice->items[--slice->item_count];
        slice_initial(slice, &item, end == 0 ? &start : NULL);
    }
    return MIXTER_OK;
}

// ---- questions ----

static bool read_value(struct why_run *run, struct why_answer *answer) {
    struct mixter_registers registers;
    const struct why_question *question = &answer->question;
    if (mixter_read_registers(run->machine, run->path, &registers) != MIXTER_OK)
        return false;
    answer->pc = registers.pc;
    if (question->reg == 0) {
        unsigned char bytes[8] = {0};
        uint32_t size = question->size < 4 ? question->size : 4;
        if (!why_read(run, question->address, bytes, size))
            return false;
        answer->value = image_word(bytes);
        return true;
    }
    answer->value = question->reg < 32          ? registers.general[question->reg]
                    : question->reg == ISA_HI   ? registers.hi
                    : question->reg == ISA_LO   ? registers.lo
                    : question->reg == ISA_FCSR ? registers.fcsr
                    : question->reg >= ISA_FPR  ? registers.floating[question->reg - ISA_FPR]
                                                : 0;
    return true;
}

static void ask(struct slice *slice, struct why_answer *answer) {
    const struct why_question *question = &answer->question;
    const struct mixter_step here = {
        .total = question->place, .pc = answer->pc, .result = answer->value};
    slice->frame = add_frame(slice, NO_FRAME);
    slice->later_pc = answer->pc;
    uint32_t number = add_node(slice, WHY_QUESTION, &here);
    if (number == NO_NODE)
        return;
    answer->nodes[number].is_main = true;
    answer->nodes[number].reg = question->reg;
    answer->nodes[number].address = question->address;
    answer->nodes[number].size = question->size;
    if (question->reg == 0)
        slice_want_memory(slice, number, question->address, question->size);
    else
        slice_want_register(slice, number, question->reg, 0xffffffffu, 0);
    update_masks(slice);
}

struct why_answer *why_find(struct why_run *run, const struct why_question *question) {
    struct why_answer *answer = calloc(1, sizeof *answer);
    struct slice *slice = calloc(1, sizeof *slice);
    bool is_done = answer != NULL && slice != NULL && why_go(run, question->place) == MIXTER_OK;
    if (is_done) {
        answer->run = run;
        answer->question = *question;
        answer->name = question->name != NULL ? strdup(question->name) : NULL;
        slice->run = run;
        slice->answer = answer;
        slice->calls = run->call_count;
        while (slice->calls > 0 && run->calls[slice->calls - 1].total >= question->place)
            slice->calls--;
        why_note_pages(run);
        is_done = read_value(run, answer);
    }
    if (is_done) {
        slice_find_allocators(slice);
        ask(slice, answer);
        is_done = answer->node_count > 0 && search(slice, question->place) == MIXTER_OK;
    }
    if (is_done)
        slice_choose(answer);
    free(slice);
    if (is_done)
        return answer;
    why_answer_free(answer);
    return NULL;
}

void why_answer_free(struct why_answer *answer) {
    if (answer == NULL)
        return;
    free(answer->name);
    free(answer->nodes);
    free(answer->frames);
    free(answer);
}
