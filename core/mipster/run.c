// The emulator, fast: decoded instructions of one page at a time, pages found through the cache.
// pc and next_pc are places in the decoded page, so that delay slots need no special case: the
// next instruction is taken before the present one, perhaps a branch, replaces the one after.
#include "run.h"

#include <stdbool.h>
#include <stddef.h>

#include "cache.h"
#include "step.h"

// Where execution goes when it leaves the page. The second record is its successor.
static const struct decoded outside[2] = {{DECODED_OUTSIDE, 0, 0, 0}, {DECODED_OUTSIDE, 0, 0, 0}};

// A page in execution.
struct frontier {
    uint32_t base; // its address
    const struct decoded *code;
    uint32_t target; // the address that `outside` stands for
};

static uint32_t address_of(const struct frontier *f, const struct decoded *place) {
    if (place == outside)
        return f->target;
    if (place == outside + 1)
        return f->target + 4;
    return f->base + (uint32_t)(place - f->code) * 4;
}

static inline const struct decoded *place_of(struct frontier *f, uint32_t address) {
    uint32_t index = cache_word_index(address, f->base);
    if (index <= PAGE_WORDS) // the end of the page too, so that pc + 4 is always the next record
        return f->code + index;
    f->target = address;
    return outside;
}

static inline uint32_t jump_target(uint32_t address, uint32_t low) {
    uint32_t slot = address + 4;
    return slot - slot % 0x10000000u + low;
}

static inline uint32_t *word_at(uint32_t *context, uint32_t offset) {
    return (uint32_t *)((char *)context + offset);
}

// Runs until `left` instructions have retired or an exception is in the context; returns how many
// of them have not.
static uint32_t run_slice(uint32_t *context, uint32_t left) {
    struct space *space = cache_space(context[CONTEXT_PAGE_TABLE]);
    struct frontier f = {0, NULL, 0};
    struct decoded_page *page;
    const struct decoded *d; // the instruction that is being executed
    const struct decoded *at;
    const struct decoded *next;
    uint32_t address; // of a load or store, its slot in the cache, its place in the page
    uint32_t slot;
    uint32_t index;
    uint32_t *place;
    const uint32_t *from;

enter: // at context's pc and next_pc, which are in the context
    // The reference takes an instruction in a delay slot, so that all others may be assumed not to
    // be in one, unless a branch is known to be before them.
    if (context[CONTEXT_NEXT_PC] != context[CONTEXT_PC] + 4) {
    step:
        if (step_uncounted(context) != EXCEPTION_NONE)
            return left;
        if (--left == 0)
            return 0;
        goto enter;
    }
    page = cache_code_page(space, context, context[CONTEXT_PC]);
    if (page == NULL)
        return left;
    f.base = context[CONTEXT_PC] - context[CONTEXT_PC] % PAGE_SIZE;
    f.code = page->code;
    at = place_of(&f, context[CONTEXT_PC]);
    next = at + 1;

    for (; left > 0; left--) {
        d = at;
        at = next;
        next = at + 1;
        switch (d->operation) { // ORDER ISA
        case DECODED_UNKNOWN:
            cache_decode(page, (uint32_t)(d - f.code));
            next = at; // and again
            at = d;
            left++;
            break;
        case DECODED_ADDIU:
            execute_addiu(word_at(context, d->a), word_at(context, d->b), d->c);
            break;
        case DECODED_ADDU:
            execute_addu(word_at(context, d->a), word_at(context, d->b), word_at(context, d->c));
            break;
        case DECODED_BEQ:
            if (execute_beq(word_at(context, d->a), word_at(context, d->b)))
                next = f.code + d->c;
            break;
        case DECODED_BNE:
            if (execute_bne(word_at(context, d->a), word_at(context, d->b)))
                next = f.code + d->c;
            break;
        case DECODED_DIVU:
            execute_divu(&context[CONTEXT_HI], &context[CONTEXT_LO], *word_at(context, d->b),
                         *word_at(context, d->c));
            break;
        case DECODED_J: next = place_of(&f, jump_target(address_of(&f, d), d->c)); break;
        case DECODED_JAL:
            execute_jal(&context[REGISTER_RA], address_of(&f, d));
            next = place_of(&f, jump_target(address_of(&f, d), d->c));
            break;
        case DECODED_JR: next = place_of(&f, *word_at(context, d->b)); break;
        case DECODED_LW_LW:
            address = *word_at(context, d->b) + d->c;
            slot = address / PAGE_SIZE % CACHED_PAGES;
            index = cache_word_index(address, space->read_page[slot]);
            if (index < PAGE_WORDS)
                place = space->read_words[slot] + index;
            else if ((place = cache_read_word(space, context, address)) == NULL)
                goto stop;
            execute_lw(word_at(context, d->a), place);
            if (left == 1)
                break;
            left--;
            d = at;
            at = next;
            next = at + 1;
        // fall through
        case DECODED_LW:
            address = *word_at(context, d->b) + d->c;
            slot = address / PAGE_SIZE % CACHED_PAGES;
            index = cache_word_index(address, space->read_page[slot]);
            if (index < PAGE_WORDS)
                place = space->read_words[slot] + index;
            else if ((place = cache_read_word(space, context, address)) == NULL)
                goto stop;
            execute_lw(word_at(context, d->a), place);
            break;
        case DECODED_MF: execute_mf(word_at(context, d->a), word_at(context, d->b)); break;
        case DECODED_MULTU:
            execute_multu(&context[CONTEXT_HI], &context[CONTEXT_LO], *word_at(context, d->b),
                          *word_at(context, d->c));
            break;
        case DECODED_NOP: break;
        case DECODED_SLT:
            execute_slt(word_at(context, d->a), word_at(context, d->b), word_at(context, d->c));
            break;
        case DECODED_SUBU:
            execute_subu(word_at(context, d->a), word_at(context, d->b), word_at(context, d->c));
            break;
        case DECODED_SW:
            from = word_at(context, d->a); // before the store can drop what is decoded here
            address = *word_at(context, d->b) + d->c;
            slot = address / PAGE_SIZE % CACHED_PAGES;
            index = cache_word_index(address, space->write_page[slot]);
            if (index < PAGE_WORDS)
                place = space->write_words[slot] + index;
            else if ((place = cache_write_word(space, context, address)) == NULL)
                goto stop;
            execute_sw(from, place);
            break;
        case DECODED_SYSCALL: context_raise(context, EXCEPTION_SYSTEM_CALL, 0, 0); goto stop;
        case DECODED_BEQ_FAR:
            if (execute_beq(word_at(context, d->a), word_at(context, d->b)))
                next = place_of(&f, f.base + d->c);
            break;
        case DECODED_BNE_FAR:
            if (execute_bne(word_at(context, d->a), word_at(context, d->b)))
                next = place_of(&f, f.base + d->c);
            break;
        case DECODED_LW_ZERO:
            if (cache_read_word(space, context, *word_at(context, d->b) + d->c) == NULL)
                goto stop;
            break;
        case DECODED_STEP:
            context[CONTEXT_PC] = address_of(&f, d);
            context[CONTEXT_NEXT_PC] = address_of(&f, at);
            goto step;
        case DECODED_OUTSIDE:
            context[CONTEXT_PC] = address_of(&f, d);
            context[CONTEXT_NEXT_PC] = address_of(&f, at);
            goto enter;

        // Pairs. None is in a delay slot; if only one instruction is left, the second has to wait.
        case DECODED_BEQ_NOP:
            next = at + 1;
            if (execute_beq(word_at(context, d->a), word_at(context, d->b)))
                next = f.code + d->c;
            if (left == 1)
                break;
            left--;
            at = next;
            next = at + 1;
            break;
        case DECODED_BNE_NOP:
            next = at + 1;
            if (execute_bne(word_at(context, d->a), word_at(context, d->b)))
                next = f.code + d->c;
            if (left == 1)
                break;
            left--;
            at = next;
            next = at + 1;
            break;
        case DECODED_JR_NOP:
            next = place_of(&f, *word_at(context, d->b));
            if (left == 1)
                break;
            left--;
            at = next;
            next = at + 1;
            break;
        case DECODED_SLT_BEQ:
            execute_slt(word_at(context, d->a), word_at(context, d->b), word_at(context, d->c));
            if (left == 1)
                break;
            left--;
            at = next;
            next = execute_beq(word_at(context, d->a), &context[0]) ? f.code + d[1].c : at + 1;
            break;
        case DECODED_SLT_BNE:
            execute_slt(word_at(context, d->a), word_at(context, d->b), word_at(context, d->c));
            if (left == 1)
                break;
            left--;
            at = next;
            next = execute_bne(word_at(context, d->a), &context[0]) ? f.code + d[1].c : at + 1;
            break;
        case DECODED_MULTU_MF:
            execute_multu(&context[CONTEXT_HI], &context[CONTEXT_LO], *word_at(context, d->b),
                          *word_at(context, d->c));
            if (left == 1)
                break;
            left--;
            execute_mf(word_at(context, at->a), word_at(context, at->b));
            at = next;
            next = at + 1;
            break;
        case DECODED_DIVU_MF:
            execute_divu(&context[CONTEXT_HI], &context[CONTEXT_LO], *word_at(context, d->b),
                         *word_at(context, d->c));
            if (left == 1)
                break;
            left--;
            execute_mf(word_at(context, at->a), word_at(context, at->b));
            at = next;
            next = at + 1;
            break;
        }
    }
    context[CONTEXT_PC] = address_of(&f, at);
    context[CONTEXT_NEXT_PC] = address_of(&f, next);
    return 0;

stop:
    context[CONTEXT_PC] = address_of(&f, d);
    context[CONTEXT_NEXT_PC] = address_of(&f, at);
    return left;
}

enum exception run(uint32_t *context, uint64_t budget) {
    context[0] = 0;
    context[CONTEXT_EXCEPTION] = EXCEPTION_NONE;
    while (budget > 0) {
        uint32_t slice = budget < 0x40000000u ? (uint32_t)budget : 0x40000000u;
        uint32_t retired = slice - run_slice(context, slice);
        context_retire(context, retired);
        if (context[CONTEXT_EXCEPTION] != EXCEPTION_NONE)
            return (enum exception)context[CONTEXT_EXCEPTION];
        budget -= retired;
    }
    return context_raise(context, EXCEPTION_TIMER, 0, 0);
}
