#include "unit.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../machine/machine.h"
#include "../machine/page_table.h"
#include "facts.h"

struct way {
    const struct translation *translation;
    unit_end *end;
    void *state;
    char *reason;
    uint32_t reason_size;
};

term unit_memory(void) {
    return term_variable("memory", 32);
}

bool unit_fetch(const struct translation *translation, uint32_t pc, uint32_t *word) {
    uint32_t table;
    struct fault fault;
    uint32_t frame = page_table_frame(translation->machine, translation->directory, pc, 4,
                                      ACCESS_EXECUTE, &table, &fault);
    if (frame == 0 || pc > USER_LIMIT)
        return false;
    *word = frame_words(translation->machine, frame)[pc / 4 % PAGE_WORDS];
    return true;
}

static bool fail(const struct way *way, uint32_t pc, const char *what, const char *name) {
    snprintf(way->reason, way->reason_size, "the instruction at 0x%08x: %s%s", (unsigned)pc, what,
             name);
    return false;
}

static struct processor processor_of(const struct unit_guest *guest) {
    struct processor p;
    for (unsigned i = 0; i < 32; i++)
        p.registers[i] = facts_under(guest->registers[i]);
    p.hi = facts_under(guest->registers[UNIT_HI]);
    p.lo = facts_under(guest->registers[UNIT_LO]);
    p.pc = guest->pc;
    p.next_pc = guest->next_pc;
    p.user_local = guest->user_local;
    // What the context has of these is not up to date while translated code is running.
    p.retired_low = term_variable("retired_so_far", 32);
    p.link = term_variable("link_so_far", 32);
    p.link_value = term_variable("link_value_so_far", 32);
    return p;
}

static void raise_if(struct unit_guest *guest, term condition) {
    guest->raises = term_or(guest->raises, condition);
}

static bool transfer(const struct way *way, struct unit_guest *guest, const struct instruction *in,
                     struct effect *effect, uint32_t pc) {
    term address = facts_under(effect->address);
    term aligned = term_concat(term_extract(address, 2, 30), term_constant(2, 0));
    term before = guest->registers[isa_rt(in->word)];
    if (effect->sets_link || effect->stores_if != 0)
        return fail(way, pc, "ll and sc are not expected here", "");
    if (guest->word.address != 0 && guest->word.address != aligned)
        return fail(way, pc, "a second access to memory", "");
    if (guest->word.address == 0) {
        guest->word.address = aligned;
        guest->word.value = unit_memory();
    }
    for (unsigned bit = 0; 1u << bit < effect->alignment; bit++)
        raise_if(guest, term_equal(term_extract(address, bit, 1), term_constant(1, 1)));
    if (effect->transfer == TRANSFER_LOAD) {
        guest->needs_read = true;
        effect->value = meaning_loaded(in, guest->word.value, before, address);
    } else {
        guest->needs_write = guest->word.is_stored = true;
        guest->word.value = meaning_stored(in, guest->word.value, before, address);
    }
    return true;
}

// Where execution goes on after a branch; the slot may be left out.
static void branch(struct unit_guest *guest, const struct effect *effect, term *next,
                   term *following) {
    if (effect->is_likely) {
        term behind = term_add(guest->pc, term_word(8));
        *next = term_if(effect->taken, *next, behind);
        *following = term_add(behind, term_word(4));
    }
    *following = term_if(effect->taken, effect->target, *following);
}

static bool step(const struct way *way, struct unit_guest *guest, uint32_t pc) {
    uint32_t word;
    struct effect effect;
    if (!unit_fetch(way->translation, pc, &word))
        return fail(way, pc, "it cannot be fetched", "");
    struct instruction in = instruction_of(word);
    if (in.operation == ISA_RESERVED || isa_table[in.operation].subset > way->translation->subset)
        return fail(way, pc, "it is reserved", "");
    struct processor p = processor_of(guest);
    meaning_of(&in, &p, &effect);
    if (!effect.is_specified)
        return fail(way, pc, "nothing is specified of ", isa_table[in.operation].name);
    term next = guest->next_pc;
    term following = term_add(next, term_word(4));
    if (effect.is_reserved)
        raise_if(guest, term_bool(true));
    if (effect.raises != 0)
        raise_if(guest, effect.raises);
    if (effect.transfer != TRANSFER_NONE && !transfer(way, guest, &in, &effect, pc))
        return false;
    if (effect.is_branch) {
        raise_if(guest, term_not(term_equal(next, term_word(pc + 4))));
        branch(guest, &effect, &next, &following);
    }
    if (effect.destination != 0)
        guest->registers[effect.destination] = facts_under(effect.value);
    if (effect.hi != 0)
        guest->registers[UNIT_HI] = facts_under(effect.hi);
    if (effect.lo != 0)
        guest->registers[UNIT_LO] = facts_under(effect.lo);
    guest->pc = next;
    guest->next_pc = following;
    return true;
}

static bool execute(const struct way *way, struct unit_guest guest, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        uint64_t pc;
        guest.pc = facts_under(guest.pc);
        guest.next_pc = facts_under(guest.next_pc);
        if (!term_is_constant(guest.pc, &pc)) {
            const struct term_node choice = *term_node(guest.pc);
            if (choice.kind != TERM_IF)
                return fail(way, 0, "it may be anywhere", "");
            bool right = true;
            for (unsigned value = 0; value < 2 && right; value++) {
                uint32_t mark = facts_mark();
                facts_know(choice.operand[0], value != 0);
                right = execute(way, guest, count - i);
                facts_forget(mark);
            }
            return right;
        }
        if (!step(way, &guest, (uint32_t)pc))
            return false;
    }
    return way->end(way->state, &guest);
}

bool unit_execute(const struct translation *translation, const struct unit_guest *start,
                  uint32_t count, unit_end *end, void *state, char *reason, uint32_t reason_size) {
    struct way way = {translation, end, state, reason, reason_size};
    return execute(&way, *start, count);
}
