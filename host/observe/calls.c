// Call trees. A call is a jump that leaves a return address; it is over when something jumps there.
// What jumps into another function without leaving one, at its end, is called by the one that it
// leaves, and returns with it. longjmp and the like are known by the stack pointer: calls that were
// made further down than it points now are over.
#include <stddef.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "../../core/memory.h"
#include "observe.h"

enum { BUCKETS = 4096, TREE_DEPTH = 512 };

struct call {
    uint32_t function;
    uint32_t back;    // the return address
    uint32_t pointer; // stack pointer when it was made
    bool is_tail;     // made by a plain jump
    bool is_outermost;
    struct node *node;
    struct edge *edge;
    uint64_t entered;
};

static struct profile *profile_of(struct seen *seen) {
    if (seen->profile == NULL) {
        struct profile *profile = memory_new(sizeof *profile);
        profile->functions = memory_new(seen->names->function_count * sizeof *profile->functions);
        profile->edge_buckets = memory_new(BUCKETS * sizeof *profile->edge_buckets);
        seen->profile = profile;
    }
    return seen->profile;
}

// ---- tree and edges ----

static struct node *child_of(struct node *parent, uint32_t function) {
    struct node *node = parent->children;
    while (node != NULL && node->function != function)
        node = node->next;
    if (node == NULL) {
        node = memory_new(sizeof *node);
        node->parent = parent;
        node->function = function;
        node->next = parent->children;
        parent->children = node;
    }
    return node;
}

static struct edge *edge_of(struct profile *profile, uint32_t caller, uint32_t site,
                            uint32_t callee) {
    struct edge **bucket = &profile->edge_buckets[(site / 4 + callee * 31) % BUCKETS];
    struct edge *edge = *bucket;
    while (edge != NULL && (edge->site != site || edge->callee != callee || edge->caller != caller))
        edge = edge->bucket_next;
    if (edge == NULL) {
        edge = memory_new(sizeof *edge);
        edge->caller = caller;
        edge->site = site;
        edge->callee = callee;
        edge->bucket_next = *bucket;
        *bucket = edge;
        edge->next = profile->edges;
        profile->edges = edge;
    }
    return edge;
}

// ---- calls ----

static struct call *top_of(const struct profile *profile) {
    return &profile->calls[profile->depth - 1];
}

static void push(struct profile *profile, uint32_t function, uint32_t back, uint32_t pointer,
                 uint32_t site, bool is_tail) {
    if (profile->depth == profile->capacity) {
        profile->capacity = profile->capacity * 2 + 64;
        profile->calls = memory_resize(profile->calls, profile->capacity * sizeof *profile->calls);
    }
    struct call *call = &profile->calls[profile->depth++];
    struct function_count *count = &profile->functions[function];
    memset(call, 0, sizeof *call);
    call->function = function;
    call->back = back;
    call->pointer = pointer;
    call->is_tail = is_tail;
    call->entered = profile->total;
    call->is_outermost = count->active++ == 0;
    if (call->is_outermost)
        count->entered = profile->total;
    if (profile->depth == 1) {
        call->node = memory_new(sizeof *call->node);
        call->node->function = function;
        profile->root = call->node;
        return;
    }
    // Below the deepest level of the tree, all calls share one node.
    uint32_t parent = profile->depth - 2;
    profile->left_out += parent >= TREE_DEPTH;
    call->node =
        child_of(profile->calls[parent < TREE_DEPTH ? parent : TREE_DEPTH - 1].node, function);
    call->edge = edge_of(profile, profile->calls[parent].function, site, function);
    call->edge->calls++;
    count->calls++;
}

static void pop(struct profile *profile) {
    const struct call *call = top_of(profile);
    struct function_count *count = &profile->functions[call->function];
    if (--count->active == 0)
        count->inclusive += profile->total - count->entered;
    if (call->is_outermost && call->edge != NULL)
        call->edge->inclusive += profile->total - call->entered;
    profile->depth--;
}

void profile_close(struct profile *profile) {
    while (profile->depth > 0)
        pop(profile);
}

// ---- how control goes on ----

// Calls made further down than the stack pointer is are over, except for one of this function.
static void unwind(struct profile *profile, uint32_t function) {
    while (profile->depth > 1) {
        const struct call *top = top_of(profile);
        if (top->pointer > profile->pointer ||
            (top->pointer == profile->pointer && top->function == function))
            break;
        pop(profile);
    }
}

// Enters another function neither by a call nor by a return.
static void arrive(struct profile *profile, uint32_t function, uint32_t site) {
    while (profile->depth > 1 && top_of(profile)->pointer < profile->pointer)
        pop(profile);
    uint32_t depth = profile->depth;
    while (depth > 1 && profile->calls[depth - 1].is_tail &&
           profile->calls[depth - 1].function != function)
        depth--;
    if (profile->calls[depth - 1].function == function) {
        while (profile->depth > depth)
            pop(profile);
        return;
    }
    const struct call *top = top_of(profile);
    push(profile, function, top->back, top->pointer, site, true);
}

// Ends the innermost call that was no tail call, if execution goes on at its return address.
static bool return_to(struct profile *profile, uint32_t pc) {
    uint32_t depth = profile->depth;
    while (depth > 1 && profile->calls[depth - 1].is_tail)
        depth--;
    if (depth <= 1 || profile->calls[depth - 1].back != pc)
        return false;
    while (profile->depth >= depth)
        pop(profile);
    return true;
}

// A branch and its slot are done.
static void transfer(struct seen *seen, uint32_t branch, enum flow flow, const uint32_t *context) {
    struct profile *profile = seen->profile;
    uint32_t pc = context[CONTEXT_PC];
    if (flow == FLOW_ON)
        return;
    uint32_t function = names_function(seen->names, pc);
    if (flow == FLOW_CALL) {
        if (function != top_of(profile)->function || pc == seen->names->functions[function].start)
            push(profile, function, branch + 8, profile->pointer, branch, false);
    } else if (!return_to(profile, pc) && pc == context[REGISTER_RA]) {
        unwind(profile, function);
    }
}

static void count_code(struct seen *seen, struct block *block, uint32_t pc, uint32_t count) {
    if (block != NULL && count == block->count) {
        block->executed++;
        return;
    }
    struct code_page *page = code_page(seen, pc);
    for (uint32_t i = 0; i < count; i++)
        page->counts[pc / 4 % 1024 + i]++;
}

static bool is_branch(uint32_t word) {
    return isa_has_slot(isa_decode(word));
}

void profile_retired(struct seen *seen, struct block *block, uint32_t pc, uint32_t word,
                     uint32_t count, const uint32_t *context) {
    struct profile *profile = profile_of(seen);
    uint32_t function = block != NULL ? block->function : names_function(seen->names, pc);
    count_code(seen, block, pc, count);
    if (profile->depth == 0)
        push(profile, function, 0, 0xffffffffu, 0, false);
    if (profile->elsewhere) {
        profile->branches = false;
        unwind(profile, function);
    }
    profile->elsewhere = false;
    if (function != top_of(profile)->function)
        arrive(profile, function, profile->branch);
    profile->total += count;
    profile->functions[function].self += count;
    top_of(profile)->node->self += count;
    profile->pointer = context[REGISTER_SP];

    bool was_branch = profile->branches;
    profile->branches = false;
    if (was_branch) { // this was its slot
        transfer(seen, profile->branch, profile->flow, context);
        return;
    }
    uint32_t place = block != NULL ? block->branch : is_branch(word) ? 0 : NO_BRANCH;
    profile->branch = pc + (place < count ? place : count - 1) * 4;
    if (place >= count)
        return;
    profile->flow = block != NULL ? block->flow : flow_of(word);
    if (count == place + 2)
        transfer(seen, profile->branch, profile->flow, context);
    else // unless it has left its slot out
        profile->branches = context[CONTEXT_PC] == profile->branch + 4;
}
