// Checks what proofs rest on: that rewriting terms keeps their value, and that the specification
// says what step() does, which other tests compare with qemu-mipsel. Random terms, random states;
// every variable, function and page gets a value.
//   check COUNT [SEED]: so many terms, and states for each row
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/machine/machine.h"
#include "../../core/machine/step.h"
#include "../../core/prove/value.h"
#include "../../core/prove/guest.h"
#include "../../core/prove/rows.h"

static uint64_t state;
static uint64_t seed; // of the values of a state
static uint32_t passed, failed;

static uint64_t next_random(void) {
    return random_next(&state);
}

static uint64_t ones(unsigned width) {
    return width >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << width) - 1;
}

static uint64_t sign_extend(uint64_t value, unsigned width) {
    uint64_t sign = (uint64_t)1 << (width - 1);
    return (value ^ sign) - sign;
}

// ---- rewriting ----

enum { POOL = 48 };

struct sample {
    term term;
    uint64_t value;
};

static void make_operation(struct sample *out, struct sample a, struct sample b, struct sample c) {
    unsigned width = term_width(a.term);
    unsigned low = (unsigned)(next_random() % width);
    unsigned size = 1 + (unsigned)(next_random() % (width - low));
    static term (*const binary[])(term, term) = {
        term_and, term_or,     term_xor,       term_add,        term_sub,
        term_mul, term_divide, term_remainder, term_shift_left, term_shift_right};
    const uint64_t results[] = {a.value & b.value,
                                a.value | b.value,
                                a.value ^ b.value,
                                a.value + b.value,
                                a.value - b.value,
                                a.value * b.value,
                                b.value == 0 ? ~(uint64_t)0 : a.value / b.value,
                                b.value == 0 ? a.value : a.value % b.value,
                                b.value >= width ? 0 : a.value << b.value,
                                b.value >= width ? 0 : a.value >> b.value};
    unsigned which = (unsigned)(next_random() % 21);
    uint64_t k = random_word(&state) & ones(width);
    uint64_t bias = (uint64_t)1 << (size - 1);
    term number = term_constant(width, k);
    term condition = next_random() % 2 ? term_below(b.term, c.term) : term_less(b.term, c.term);
    bool holds = condition == term_below(b.term, c.term)
                     ? b.value < c.value
                     : (int64_t)sign_extend(b.value, width) < (int64_t)sign_extend(c.value, width);
    switch (which) {
    case 10:
        out->term = term_not(a.term);
        out->value = ~a.value;
        break;
    case 11: // a field, signed or not, back to the full width
        out->term = term_sign_extend(term_extract(a.term, low, size), width);
        out->value = sign_extend(a.value >> low & ones(size), size);
        break;
    case 12:
        out->term = term_zero_extend(term_extract(a.term, low, size), width);
        out->value = a.value >> low & ones(size);
        break;
    case 13:
        out->term = term_if(condition, a.term, b.term);
        out->value = holds ? a.value : b.value;
        break;
    case 14:
        condition = term_equal(a.term, c.term);
        out->term = term_if(term_not(condition), a.term, b.term);
        out->value = a.value != c.value ? a.value : b.value;
        break;
    case 15: // two parts put together
        if (size == width)
            size--;
        if (size == 0)
            size = width, low = 0;
        out->term = size == width ? a.term
                                  : term_concat(term_extract(a.term, 0, width - size),
                                                term_extract(b.term, 0, size));
        out->value = size == width ? a.value : a.value << size | (b.value & ones(size));
        break;
    case 16: // as 17 instructions extend signs, compare, and make | and ^ of &
        out->term =
            term_add(term_zero_extend(
                         term_add(term_extract(a.term, 0, size), term_constant(size, bias)), width),
                     term_constant(width, k));
        out->value = ((a.value + bias) & ones(size)) + k;
        break;
    case 17:
        condition = term_below(term_add(a.term, number), next_random() % 2 ? a.term : number);
        out->term = term_if(condition, b.term, c.term);
        out->value = ((a.value + k) & ones(width)) < a.value ? b.value : c.value;
        break;
    case 18:
        out->term = term_sub(term_add(a.term, b.term), term_and(a.term, b.term));
        out->value = a.value | b.value;
        if (k % 2 != 0) {
            out->term = term_sub(out->term, term_and(a.term, b.term));
            out->value = a.value ^ b.value;
        }
        break;
    case 19:
        condition = term_equal(term_sub(term_add(a.term, number), b.term), term_not(c.term));
        out->term = term_if(condition, a.term, b.term);
        out->value =
            ((a.value + k - b.value) & ones(width)) == (~c.value & ones(width)) ? a.value : b.value;
        break;
    case 20: // the upper part of a sum with a constant that has none below
        out->term = term_zero_extend(
            term_extract(term_add(a.term, term_constant(width, k >> low << low)), low, size),
            width);
        out->value = ((a.value + (k >> low << low)) & ones(width)) >> low & ones(size);
        break;
    default:
        out->term = binary[which](a.term, b.term);
        out->value = results[which];
        break;
    }
    out->value &= ones(width);
}

static bool is_right(struct sample sample) {
    const struct term_node *node = term_node(sample.term);
    return value_of(sample.term) == sample.value && (sample.value & ~node->may) == 0 &&
           (node->must & ~sample.value) == 0;
}

static void check_rewriting(uint32_t count) {
    struct sample pool[POOL];
    static const unsigned widths[] = {32, 32, 64, 10, 33, 5};
    for (uint32_t done = 0; done < count; done += POOL) {
        unsigned width = widths[next_random() % 6];
        value_start(next_random());
        for (unsigned i = 0; i < POOL; i++) {
            char name[8];
            snprintf(name, sizeof name, "v%u", i % 5);
            pool[i].term =
                i % 3 == 0 ? term_constant(width, random_word(&state)) : term_variable(name, width);
            pool[i].value = value_of(pool[i].term);
        }
        for (unsigned i = 0; i < POOL; i++) {
            struct sample *out = &pool[next_random() % POOL];
            make_operation(out, pool[next_random() % POOL], pool[next_random() % POOL],
                           pool[next_random() % POOL]);
            if (is_right(*out)) {
                passed++;
                continue;
            }
            failed++;
            printf("FAIL term %u is 0x%" PRIx64 ", not 0x%" PRIx64 "\n", (unsigned)out->term,
                   value_of(out->term), out->value);
            return;
        }
        term_forget_all();
    }
}

// ---- the specification ----

static struct machine *machine;
static struct guest_frames frames;
static uint32_t *context;

static void make_frames(void) {
    for (unsigned i = 0; i < GUEST_PAGES; i++)
        frames.frame[i] = frame_allocate(machine);
    context = frame_words(machine, frame_allocate(machine));
}

static void set_entry(enum guest_page page, uint32_t index) {
    term entry = guest_entry(&frames, page, term_constant(INDEX_WIDTH, index));
    frame_words(machine, frames.frame[page])[index] = (uint32_t)value_of(entry);
}

// The state of variables as a machine has it. Of page tables only what translates the two addresses
// that there are; the rest maps nothing.
static void set_up(const struct guest_state *before, const struct instruction *in) {
    for (unsigned i = 0; i < CONTEXT_WORDS; i++)
        context[i] = (uint32_t)value_of(before->context[i]);
    uint32_t immediate = (uint32_t)value_of(term_sign_extend(in->immediate, 32));
    uint32_t addresses[2] = {context[CONTEXT_PC], context[isa_rs(in->word)] + immediate};
    for (unsigned page = GUEST_D; page < GUEST_P1; page++)
        memset(frame_words(machine, frames.frame[page]), 0, PAGE_SIZE);
    for (unsigned i = 0; i < 2; i++) {
        set_entry(GUEST_D, addresses[i] >> 22);
        set_entry(GUEST_T1, addresses[i] >> 12 & 1023);
        set_entry(GUEST_T2, addresses[i] >> 12 & 1023);
    }
    for (uint32_t i = 0; i < PAGE_WORDS; i++) {
        for (unsigned page = 0; page < 2; page++)
            frame_words(machine, frames.frame[GUEST_P1 + page])[i] =
                (uint32_t)value_of_select(before->memory[page], i);
    }
}

// Mostly the word that sc finds is the one that ll has loaded.
static void choose_link_value(const struct instruction *in) {
    uint32_t immediate = (uint32_t)value_of(term_sign_extend(in->immediate, 32));
    uint32_t address = context[isa_rs(in->word)] + immediate;
    uint32_t table = frame_words(machine, frames.frame[GUEST_D])[address >> 22] & ~(PAGE_SIZE - 1u);
    uint32_t entry = table == 0 ? 0 : frame_words(machine, table)[address >> 12 & 1023];
    if (entry == 0 || next_random() % 4 == 0)
        return;
    uint32_t word = frame_words(machine, entry & ~(PAGE_SIZE - 1u))[address >> 2 & 1023];
    context[CONTEXT_LINK_VALUE] = word;
    value_choose("link_value", word);
}

static bool is_same(const struct guest_outcome *outcome, enum exception exception) {
    uint32_t wrong = (uint32_t)value_of(outcome->returned) != exception;
    for (unsigned i = 0; i < CONTEXT_WORDS; i++)
        wrong += context[i] != (uint32_t)value_of(outcome->after.context[i]);
    for (uint32_t i = 0; i < PAGE_WORDS; i++) {
        for (unsigned page = 0; page < 2; page++)
            wrong += frame_words(machine, frames.frame[GUEST_P1 + page])[i] !=
                     (uint32_t)value_of_select(outcome->after.memory[page], i);
    }
    return wrong == 0;
}

// Mostly such that the instruction retires: pc and the address of an access are in order, it is in
// no delay slot, and the link of sc is there.
static void choose_values(const struct guest_state *before, const struct instruction *in) {
    static char base[8];
    seed = next_random();
    value_start(seed);
    uint64_t pc = value_of(before->context[CONTEXT_PC]);
    if (next_random() % 16 != 0)
        pc &= 0x7ffffffcu;
    uint32_t immediate = (uint32_t)value_of(term_sign_extend(in->immediate, 32));
    uint32_t address = (uint32_t)next_random() & (next_random() % 8 != 0 ? 0x7ffffffcu : ~0u);
    value_choose("pc", pc);
    if (next_random() % 8 != 0)
        value_choose("next_pc", (uint32_t)(pc + 4));
    if (isa_table[in->operation].alignment > 0 && isa_rs(in->word) != 0) {
        snprintf(base, sizeof base, "r%u", (unsigned)isa_rs(in->word));
        value_choose(base, address - immediate);
    }
    if (next_random() % 2 != 0)
        value_choose("link", address + 1);
}

static void check_row(enum isa_operation operation, uint32_t count) {
    static uint32_t words[ROW_WORDS_MAX];
    uint32_t word_count = row_words(operation, false, words);
    for (uint32_t i = 0; i < count; i++) {
        struct instruction in = row_instruction(words[next_random() % word_count]);
        struct guest_state before;
        struct guest_outcome outcome;
        uint32_t subset = next_random() % 8 == 0 ? ISA_MIPSTER : ISA_MIPS32;
        guest_start(&before, &frames, &in, subset);
        choose_values(&before, &in);
        set_up(&before, &in);
        if (in.operation == ISA_SC)
            choose_link_value(&in);
        guest_step(&before, &in, &outcome);
        enum exception exception = step(machine, context);
        if (is_same(&outcome, exception)) {
            passed++;
        } else {
            failed++;
            printf("FAIL %s: word 0x%08x, values by 0x%" PRIx64 "\n", isa_table[operation].name,
                   (unsigned)in.word, seed);
        }
        term_forget_all();
    }
}

int main(int argc, char **argv) {
    uint32_t count = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 0) : 100;
    state = (argc > 2 ? strtoull(argv[2], NULL, 0) : 1) * 0x9e3779b97f4a7c15u | 1;
    const char *wrong;
    machine = machine_create(&wrong);
    if (machine == NULL) {
        printf("check: %s\n", wrong);
        return 1;
    }
    make_frames();
    check_rewriting(count * 1000);
    for (unsigned row = 0; row < ISA_RESERVED; row++) {
        if (meaning_is_known((enum isa_operation)row))
            check_row((enum isa_operation)row, count);
    }
    printf("%" PRIu32 " passed, %" PRIu32 " failed\n", passed, failed);
    return failed != 0;
}
