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
    if (index < PAGE_WORDS)
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

// ---- single instructions, by their records ----

static inline void addiu(uint32_t *context, const struct decoded *d) {
    execute_addiu(word_at(context, d->a), word_at(context, d->b), d->c);
}

static inline void addu(uint32_t *context, const struct decoded *d) {
    execute_addu(word_at(context, d->a), word_at(context, d->b), word_at(context, d->c));
}

static inline bool beq(uint32_t *context, const struct decoded *d) {
    return execute_beq(word_at(context, d->a), word_at(context, d->b));
}

static inline bool bne(uint32_t *context, const struct decoded *d) {
    return execute_bne(word_at(context, d->a), word_at(context, d->b));
}

static inline void divu(uint32_t *context, const struct decoded *d) {
    execute_divu(&context[CONTEXT_HI], &context[CONTEXT_LO], *word_at(context, d->b),
                 *word_at(context, d->c));
}

// False if an exception is in the context.
static inline bool lw(struct space *space, uint32_t *context, const struct decoded *d) {
    uint32_t address = *word_at(context, d->b) + d->c;
    uint32_t slot = address / PAGE_SIZE % CACHED_PAGES;
    uint32_t index = cache_word_index(address, space->read_page[slot]);
    if (index < PAGE_WORDS) {
        execute_lw(word_at(context, d->a), space->read_words[slot] + index);
        return true;
    }
    const uint32_t *place = cache_read_word(space, context, address, 4);
    if (place == NULL)
        return false;
    execute_lw(word_at(context, d->a), place);
    return true;
}

static inline void mf(uint32_t *context, const struct decoded *d) {
    execute_mf(word_at(context, d->a), word_at(context, d->b));
}

static inline void multu(uint32_t *context, const struct decoded *d) {
    execute_multu(&context[CONTEXT_HI], &context[CONTEXT_LO], *word_at(context, d->b),
                  *word_at(context, d->c));
}

static inline void slt(uint32_t *context, const struct decoded *d) {
    execute_slt(word_at(context, d->a), word_at(context, d->b), word_at(context, d->c));
}

// False if an exception is in the context. The store may drop what is decoded here, record and all.
static inline bool sw(struct space *space, uint32_t *context, const struct decoded *d) {
    const uint32_t *from = word_at(context, d->a);
    uint32_t address = *word_at(context, d->b) + d->c;
    uint32_t slot = address / PAGE_SIZE % CACHED_PAGES;
    uint32_t index = cache_word_index(address, space->write_page[slot]);
    if (index < PAGE_WORDS) {
        execute_sw(from, space->write_words[slot] + index);
        return true;
    }
    uint32_t *place = cache_write_word(space, context, address, 4);
    if (place == NULL)
        return false;
    execute_sw(from, place);
    return true;
}

// ---- of mips32 ----

static inline uint32_t address_at(uint32_t *context, const struct decoded *d) {
    return *word_at(context, d->b) + d->c;
}

// The word that holds the address, or NULL: then an exception is in the context.
static inline uint32_t *read_place(struct space *space, uint32_t *context, uint32_t address,
                                   uint32_t alignment) {
    uint32_t slot = address / PAGE_SIZE % CACHED_PAGES;
    uint32_t distance = address - space->read_page[slot];
    if (distance < PAGE_SIZE && address % alignment == 0)
        return space->read_words[slot] + distance / 4;
    return cache_read_word(space, context, address, alignment);
}

static inline uint32_t *write_place(struct space *space, uint32_t *context, uint32_t address,
                                    uint32_t alignment) {
    uint32_t slot = address / PAGE_SIZE % CACHED_PAGES;
    uint32_t distance = address - space->write_page[slot];
    if (distance < PAGE_SIZE && address % alignment == 0)
        return space->write_words[slot] + distance / 4;
    return cache_write_word(space, context, address, alignment);
}

// False if an exception is in the context.
static bool load_part(struct space *space, uint32_t *context, const struct decoded *d) {
    uint32_t address = address_at(context, d);
    uint32_t *to = word_at(context, d->a);
    uint32_t alignment = d->operation == DECODED_LH || d->operation == DECODED_LHU ? 2 : 1;
    uint32_t *place = read_place(space, context, address, alignment);
    if (place == NULL)
        return false;
    switch (d->operation) { // ORDER ISA
    case DECODED_LB: execute_lb(to, place, address); break;
    case DECODED_LH: execute_lh(to, place, address); break;
    case DECODED_LHU: execute_lhu(to, place, address); break;
    case DECODED_LWL: execute_lwl(to, place, address); break;
    default: execute_lwr(to, place, address); break;
    }
    return true;
}

static bool store_part(struct space *space, uint32_t *context, const struct decoded *d) {
    uint32_t operation = d->operation; // the store may drop the record
    uint32_t address = address_at(context, d);
    const uint32_t *from = word_at(context, d->a);
    uint32_t *place = write_place(space, context, address, operation == DECODED_SH ? 2 : 1);
    if (place == NULL)
        return false;
    switch (operation) { // ORDER ISA
    case DECODED_SH: execute_sh(from, place, address); break;
    case DECODED_SWL: execute_swl(from, place, address); break;
    default: execute_swr(from, place, address); break;
    }
    return true;
}

// What is neither a branch nor accesses memory nor is very frequent.
static void execute_rarer(uint32_t *context, const struct decoded *d) {
    uint32_t *a = word_at(context, d->a);
    uint32_t *hi = &context[CONTEXT_HI];
    uint32_t *lo = &context[CONTEXT_LO];
    const uint32_t *b = word_at(context, d->b);
    switch (d->operation) { // ORDER ISA
    case DECODED_CLO: execute_clo(a, *b); break;
    case DECODED_CLZ: execute_clz(a, *b); break;
    case DECODED_DIV: execute_div(hi, lo, *b, *word_at(context, d->c)); break;
    case DECODED_EXT: execute_ext(a, *b, d->c / 64, d->c % 64); break;
    case DECODED_INS: execute_ins(a, *b, d->c / 64, d->c % 64); break;
    case DECODED_MADD: execute_madd(hi, lo, *b, *word_at(context, d->c)); break;
    case DECODED_MADDU: execute_maddu(hi, lo, *b, *word_at(context, d->c)); break;
    case DECODED_MOVN: execute_movn(a, b, word_at(context, d->c)); break;
    case DECODED_MOVZ: execute_movz(a, b, word_at(context, d->c)); break;
    case DECODED_MSUB: execute_msub(hi, lo, *b, *word_at(context, d->c)); break;
    case DECODED_MSUBU: execute_msubu(hi, lo, *b, *word_at(context, d->c)); break;
    case DECODED_NOR: execute_nor(a, b, *word_at(context, d->c)); break;
    case DECODED_ROTR: execute_rotr(a, b, d->c); break;
    case DECODED_ROTRV: execute_rotr(a, b, *word_at(context, d->c)); break;
    case DECODED_SLLV: execute_sll(a, b, *word_at(context, d->c)); break;
    case DECODED_SRAV: execute_sra(a, b, *word_at(context, d->c)); break;
    case DECODED_SRLV: execute_srl(a, b, *word_at(context, d->c)); break;
    default: execute_wsbh(a, *b); break;
    }
}

// Runs until `left` instructions have retired or an exception is in the context; returns how many
// of them have not, and counts the others.
static uint32_t run_slice(uint32_t *context, uint32_t left) {
    struct space *space = cache_space(context[CONTEXT_PAGE_TABLE], context[CONTEXT_SUBSET]);
    uint32_t counted = left; // those that are left, or have not been counted
    struct frontier f = {0, NULL, 0};
    struct decoded_page *page;
    const struct decoded *d; // the instruction that is being executed
    const struct decoded *at;
    const struct decoded *next;

enter: // at context's pc and next_pc, which are in the context
    // The reference takes an instruction in a delay slot, so that all others may be assumed not to
    // be in one, unless a branch is known to be before them.
    if (context[CONTEXT_NEXT_PC] != context[CONTEXT_PC] + 4) {
    step:
        context_retire(context, counted - left);
        counted = left;
        if (step(context) != EXCEPTION_NONE)
            return left;
        counted = --left;
        if (left == 0)
            return 0;
        goto enter;
    }
    page = cache_code_page(space, context, context[CONTEXT_PC]);
    if (page == NULL) {
        context_retire(context, counted - left);
        return left;
    }
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
        case DECODED_ADDIU: addiu(context, d); break;
        case DECODED_ADDU: addu(context, d); break;
        case DECODED_BEQ:
            if (beq(context, d))
                next = f.code + d->c;
            break;
        case DECODED_BNE:
            if (bne(context, d))
                next = f.code + d->c;
            break;
        case DECODED_DIVU: divu(context, d); break;
        case DECODED_J: next = place_of(&f, jump_target(address_of(&f, d), d->c)); break;
        case DECODED_JAL:
            execute_jal(&context[REGISTER_RA], address_of(&f, d));
            next = place_of(&f, jump_target(address_of(&f, d), d->c));
            break;
        case DECODED_JR:
            next = place_of(&f, *word_at(context, d->b));
            break;
        load:
        case DECODED_LW:
            if (!lw(space, context, d))
                goto stop;
            break;
        case DECODED_MF: mf(context, d); break;
        case DECODED_MULTU: multu(context, d); break;
        case DECODED_NOP: break;
        case DECODED_SLT: slt(context, d); break;
        case DECODED_SUBU:
            execute_subu(word_at(context, d->a), word_at(context, d->b), word_at(context, d->c));
            break;
        store:
        case DECODED_SW:
            if (!sw(space, context, d))
                goto stop;
            break;
        case DECODED_SYSCALL: context_raise(context, EXCEPTION_SYSTEM_CALL, 0, 0); goto stop;
        case DECODED_BEQ_FAR:
            if (beq(context, d))
                next = place_of(&f, f.base + d->c);
            break;
        case DECODED_BNE_FAR:
            if (bne(context, d))
                next = place_of(&f, f.base + d->c);
            break;
        case DECODED_LW_ZERO:
            if (cache_read_word(space, context, *word_at(context, d->b) + d->c, 4) == NULL)
                goto stop;
            break;
        step_here:
        case DECODED_STEP:
            context[CONTEXT_PC] = address_of(&f, d);
            context[CONTEXT_NEXT_PC] = address_of(&f, at);
            goto step;
        case DECODED_OUTSIDE:
            context[CONTEXT_PC] = address_of(&f, d);
            context[CONTEXT_NEXT_PC] = address_of(&f, at);
            goto enter;

        // Of mips32.
        case DECODED_AND:
            execute_and(word_at(context, d->a), word_at(context, d->b), *word_at(context, d->c));
            break;
        case DECODED_ANDI: execute_and(word_at(context, d->a), word_at(context, d->b), d->c); break;
        case DECODED_BEQL:
            if (!execute_beq(word_at(context, d->a), word_at(context, d->b)))
                goto skip_slot;
            goto branch;
        case DECODED_BGEZ:
            if (execute_bgez(word_at(context, d->a)))
                goto branch;
            break;
        case DECODED_BGEZL:
            if (!execute_bgez(word_at(context, d->a)))
                goto skip_slot;
            goto branch;
        case DECODED_BGTZ:
            if (execute_bgtz(word_at(context, d->a)))
                goto branch;
            break;
        case DECODED_BGTZL:
            if (!execute_bgtz(word_at(context, d->a)))
                goto skip_slot;
            goto branch;
        case DECODED_BLEZ:
            if (execute_blez(word_at(context, d->a)))
                goto branch;
            break;
        case DECODED_BLEZL:
            if (!execute_blez(word_at(context, d->a)))
                goto skip_slot;
            goto branch;
        case DECODED_BLTZ:
            if (execute_bltz(word_at(context, d->a)))
                goto branch;
            break;
        case DECODED_BLTZL:
            if (!execute_bltz(word_at(context, d->a)))
                goto skip_slot;
            goto branch;
        case DECODED_BNEL:
            if (!execute_bne(word_at(context, d->a), word_at(context, d->b)))
                goto skip_slot;
            goto branch;
        branch: // of mips32, taken
            next = place_of(&f, f.base + d->c);
            break;
        skip_slot: // of a likely branch that is not
            at += 1;
            next = at + 1;
            break;
        case DECODED_JALR:
            next = place_of(&f, *word_at(context, d->b));
            execute_jal(word_at(context, d->a), address_of(&f, d));
            break;
        case DECODED_LBU: {
            uint32_t address = address_at(context, d);
            uint32_t *place = read_place(space, context, address, 1);
            if (place == NULL)
                goto stop;
            execute_lbu(word_at(context, d->a), place, address);
            break;
        }
        case DECODED_LUI: *word_at(context, d->a) = d->c; break;
        case DECODED_MUL:
            execute_mul(word_at(context, d->a), word_at(context, d->b), word_at(context, d->c));
            break;
        case DECODED_MULT:
            execute_mult(&context[CONTEXT_HI], &context[CONTEXT_LO], *word_at(context, d->b),
                         *word_at(context, d->c));
            break;
        case DECODED_OR:
            execute_or(word_at(context, d->a), word_at(context, d->b), *word_at(context, d->c));
            break;
        case DECODED_ORI: execute_or(word_at(context, d->a), word_at(context, d->b), d->c); break;
        case DECODED_SB: {
            const uint32_t *from = word_at(context, d->a);
            uint32_t address = address_at(context, d);
            uint32_t *place = write_place(space, context, address, 1);
            if (place == NULL)
                goto stop;
            execute_sb(from, place, address);
            break;
        }
        case DECODED_SEB: execute_seb(word_at(context, d->a), *word_at(context, d->b)); break;
        case DECODED_SEH: execute_seh(word_at(context, d->a), *word_at(context, d->b)); break;
        case DECODED_SLL: execute_sll(word_at(context, d->a), word_at(context, d->b), d->c); break;
        case DECODED_SLTI:
            execute_slti(word_at(context, d->a), word_at(context, d->b), d->c);
            break;
        case DECODED_SLTIU:
            execute_sltu(word_at(context, d->a), word_at(context, d->b), d->c);
            break;
        case DECODED_SLTU:
            execute_sltu(word_at(context, d->a), word_at(context, d->b), *word_at(context, d->c));
            break;
        case DECODED_SRA: execute_sra(word_at(context, d->a), word_at(context, d->b), d->c); break;
        case DECODED_SRL: execute_srl(word_at(context, d->a), word_at(context, d->b), d->c); break;
        case DECODED_TEQ:
            if (*word_at(context, d->b) == *word_at(context, d->c))
                goto step_here;
            break;
        case DECODED_XOR:
            execute_xor(word_at(context, d->a), word_at(context, d->b), *word_at(context, d->c));
            break;
        case DECODED_XORI: execute_xor(word_at(context, d->a), word_at(context, d->b), d->c); break;
        case DECODED_LB:
        case DECODED_LH:
        case DECODED_LHU:
        case DECODED_LWL:
        case DECODED_LWR:
            if (!load_part(space, context, d))
                goto stop;
            break;
        case DECODED_SH:
        case DECODED_SWL:
        case DECODED_SWR:
            if (!store_part(space, context, d))
                goto stop;
            break;
        case DECODED_CLO:
        case DECODED_CLZ:
        case DECODED_DIV:
        case DECODED_EXT:
        case DECODED_INS:
        case DECODED_MADD:
        case DECODED_MADDU:
        case DECODED_MOVN:
        case DECODED_MOVZ:
        case DECODED_MSUB:
        case DECODED_MSUBU:
        case DECODED_NOR:
        case DECODED_ROTR:
        case DECODED_ROTRV:
        case DECODED_SLLV:
        case DECODED_SRAV:
        case DECODED_SRLV:
        case DECODED_WSBH: execute_rarer(context, d); break;

        // Groups. None is in a delay slot. Where the budget ends within one, the reference goes on.
        case DECODED_BEQ_NOP:
            if (left < 2)
                goto step_here;
            left -= 1;
            at = beq(context, d + 0) ? f.code + d[0].c : d + 2;
            next = at + 1;
            break;
        case DECODED_SLT_BEQ_NOP:
            if (left < 3)
                goto step_here;
            slt(context, d);
            left -= 2;
            at = beq(context, d + 1) ? f.code + d[1].c : d + 3;
            next = at + 1;
            break;
        case DECODED_ADDIU_SLT_BEQ_NOP:
            if (left < 4)
                goto step_here;
            addiu(context, d);
            slt(context, d + 1);
            left -= 3;
            at = beq(context, d + 2) ? f.code + d[2].c : d + 4;
            next = at + 1;
            break;
        case DECODED_ADDU_ADDU_SLT_BEQ_NOP:
            if (left < 5)
                goto step_here;
            addu(context, d);
            addu(context, d + 1);
            slt(context, d + 2);
            left -= 4;
            at = beq(context, d + 3) ? f.code + d[3].c : d + 5;
            next = at + 1;
            break;
        case DECODED_BNE_NOP:
            if (left < 2)
                goto step_here;
            left -= 1;
            at = bne(context, d + 0) ? f.code + d[0].c : d + 2;
            next = at + 1;
            break;
        case DECODED_SLT_BNE_NOP:
            if (left < 3)
                goto step_here;
            slt(context, d);
            left -= 2;
            at = bne(context, d + 1) ? f.code + d[1].c : d + 3;
            next = at + 1;
            break;
        case DECODED_ADDIU_SLT_BNE_NOP:
            if (left < 4)
                goto step_here;
            addiu(context, d);
            slt(context, d + 1);
            left -= 3;
            at = bne(context, d + 2) ? f.code + d[2].c : d + 4;
            next = at + 1;
            break;
        case DECODED_ADDU_ADDU_SLT_BNE_NOP:
            if (left < 5)
                goto step_here;
            addu(context, d);
            addu(context, d + 1);
            slt(context, d + 2);
            left -= 4;
            at = bne(context, d + 3) ? f.code + d[3].c : d + 5;
            next = at + 1;
            break;
        case DECODED_JR_NOP:
            if (left < 2)
                goto step_here;
            left -= 1;
            at = place_of(&f, *word_at(context, d->b));
            next = at + 1;
            break;
        case DECODED_ADDU_ADDU:
            if (left < 2)
                goto step_here;
            addu(context, d);
            addu(context, d + 1);
            left -= 1;
            at = d + 2;
            next = at + 1;
            break;
        case DECODED_ADDU_ADDU_ADDU:
            if (left < 3)
                goto step_here;
            addu(context, d);
            addu(context, d + 1);
            addu(context, d + 2);
            left -= 2;
            at = d + 3;
            next = at + 1;
            break;
        case DECODED_ADDU_LW:
            if (left < 2)
                goto step_here;
            addu(context, d);
            left -= 1;
            d += 1;
            at = d + 1;
            next = d + 2;
            goto load;
        case DECODED_ADDU_ADDU_LW:
            if (left < 3)
                goto step_here;
            addu(context, d);
            addu(context, d + 1);
            left -= 2;
            d += 2;
            at = d + 1;
            next = d + 2;
            goto load;
        case DECODED_ADDU_ADDU_ADDU_LW:
            if (left < 4)
                goto step_here;
            addu(context, d);
            addu(context, d + 1);
            addu(context, d + 2);
            left -= 3;
            d += 3;
            at = d + 1;
            next = d + 2;
            goto load;
        case DECODED_ADDU_SW:
            if (left < 2)
                goto step_here;
            addu(context, d);
            left -= 1;
            d += 1;
            at = d + 1;
            next = d + 2;
            goto store;
        case DECODED_ADDIU_SW:
            if (left < 2)
                goto step_here;
            addiu(context, d);
            left -= 1;
            d += 1;
            at = d + 1;
            next = d + 2;
            goto store;
        case DECODED_ADDIU_ADDIU:
            if (left < 2)
                goto step_here;
            addiu(context, d);
            addiu(context, d + 1);
            left -= 1;
            at = d + 2;
            next = at + 1;
            break;
        case DECODED_LW_LW:
            if (left < 2)
                goto step_here;
            if (!lw(space, context, d))
                goto stop;
            left -= 1;
            d += 1;
            at = d + 1;
            next = d + 2;
            goto load;
        case DECODED_LW_ADDU:
            if (left < 2)
                goto step_here;
            if (!lw(space, context, d))
                goto stop;
            addu(context, d + 1);
            left -= 1;
            at = d + 2;
            next = at + 1;
            break;
        case DECODED_LW_ADDU_ADDU:
            if (left < 3)
                goto step_here;
            if (!lw(space, context, d))
                goto stop;
            addu(context, d + 1);
            addu(context, d + 2);
            left -= 2;
            at = d + 3;
            next = at + 1;
            break;
        case DECODED_LW_MULTU_MF:
            if (left < 3)
                goto step_here;
            if (!lw(space, context, d))
                goto stop;
            multu(context, d + 1);
            mf(context, d + 2);
            left -= 2;
            at = d + 3;
            next = at + 1;
            break;
        case DECODED_MULTU_MF:
            if (left < 2)
                goto step_here;
            multu(context, d);
            mf(context, d + 1);
            left -= 1;
            at = d + 2;
            next = at + 1;
            break;
        case DECODED_MULTU_MF_ADDU:
            if (left < 3)
                goto step_here;
            multu(context, d);
            mf(context, d + 1);
            addu(context, d + 2);
            left -= 2;
            at = d + 3;
            next = at + 1;
            break;
        case DECODED_ADDIU_MULTU_MF:
            if (left < 3)
                goto step_here;
            addiu(context, d);
            multu(context, d + 1);
            mf(context, d + 2);
            left -= 2;
            at = d + 3;
            next = at + 1;
            break;
        case DECODED_DIVU_MF:
            if (left < 2)
                goto step_here;
            divu(context, d);
            mf(context, d + 1);
            left -= 1;
            at = d + 2;
            next = at + 1;
            break;
        case DECODED_ADDIU_DIVU_MF:
            if (left < 3)
                goto step_here;
            addiu(context, d);
            divu(context, d + 1);
            mf(context, d + 2);
            left -= 2;
            at = d + 3;
            next = at + 1;
            break;
        }
    }
    context_retire(context, counted);
    context[CONTEXT_PC] = address_of(&f, at);
    context[CONTEXT_NEXT_PC] = address_of(&f, next);
    return 0;

stop:
    context_retire(context, counted - left);
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
        if (context[CONTEXT_EXCEPTION] != EXCEPTION_NONE)
            return (enum exception)context[CONTEXT_EXCEPTION];
        budget -= retired;
    }
    return context_raise(context, EXCEPTION_TIMER, 0, 0);
}
