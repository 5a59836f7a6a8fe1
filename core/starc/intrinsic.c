// Routines that only machine code can express: where a program starts, calls through a pointer (the
// machine has no jalr), and jumps that leave functions.

#include "ir.h"

#include "../isa/isa.h"

#include <string.h>

enum { WORD = 4, GP_WORDS = 18, JMP_BUF_SAVED = 8 };

static uint32_t *next_word; // where the routine under construction grows

static void put_register(enum isa_operation operation, reg_t rd, reg_t rs, reg_t rt) {
    *next_word++ = isa_encode_register(operation, rd, rs, rt);
}

static void put_immediate(enum isa_operation operation, reg_t rt, reg_t rs, int32_t number) {
    *next_word++ = isa_encode_immediate(operation, rt, rs, number);
}

static void put_return(void) {
    put_register(ISA_JR, 0, REGISTER_RA, 0);
}

// $gp without lui: its upper half (less than 2^15, as guests live below 2^31) doubled 16 times.
void intrinsic_set_gp(uint32_t *start_words, uint32_t gp) {
    int32_t low = (int32_t)(gp % 0x10000);
    if (low >= 0x8000)
        low -= 0x10000;
    next_word = start_words;
    put_immediate(ISA_ADDIU, REGISTER_GP, REGISTER_ZERO, (int32_t)((gp - (uint32_t)low) / 0x10000));
    for (int i = 0; i < 16; i++)
        put_register(ISA_ADDU, REGISTER_GP, REGISTER_GP, REGISTER_GP);
    put_immediate(ISA_ADDIU, REGISTER_GP, REGISTER_GP, low);
}

// $gp and $s8, then with the initial stack pointer what link_program wants to be called before
// main, and __start_main, which does not return.
static void put_start(struct place_in_image *image) {
    enum { FRAME = 24 }; // home of the argument
    next_word += GP_WORDS;
    put_immediate(ISA_LW, REGISTER_MSB, REGISTER_GP, NEAR_POWERS + 31 * WORD);
    put_immediate(ISA_ADDIU, REGISTER_SP, REGISTER_SP, -FRAME);
    for (const char *const *name = link_start_routines; *name != NULL; name++) {
        struct relocation *jump = allocate(sizeof *jump);
        jump->offset = (uint32_t)(next_word - image->words) * WORD;
        jump->symbol = link_runtime(*name, 0);
        jump->next = image->jumps;
        image->jumps = jump;
        link_reference(jump->symbol, 0);
        *next_word++ = isa_encode_jump(ISA_JAL, 0);
        put_immediate(ISA_ADDIU, REGISTER_A0, REGISTER_SP, FRAME);
    }
}

static void put_call_indirect(struct place_in_image *image) {
    (void)image;
    put_register(ISA_JR, 0, REGISTER_T9, 0);
    put_register(ISA_NOP, 0, 0, 0);
}

// jmp_buf: $s0 to $s7, $gp, $sp, $s8, $ra, then $f20 to $f30 where there are (lib/setjmp.h).
static void put_jmp_buf(enum isa_operation operation) {
    static const reg_t rest[] = {REGISTER_GP, REGISTER_SP, REGISTER_MSB, REGISTER_RA};
    for (int32_t i = 0; i < JMP_BUF_SAVED; i++)
        put_immediate(operation, REGISTER_S0 + (reg_t)i, REGISTER_A0, i * WORD);
    for (int32_t i = 0; i < 4; i++)
        put_immediate(operation, rest[i], REGISTER_A0, (JMP_BUF_SAVED + i) * WORD);
    for (reg_t reg = REGISTER_F20; target_has_unit && reg < REGISTER_VIRTUAL; reg += 2)
        put_immediate(operation == ISA_SW ? ISA_SDC1 : ISA_LDC1, reg - REGISTER_F0, REGISTER_A0,
                      (JMP_BUF_SAVED + 4 + (int32_t)(reg - REGISTER_F20)) * WORD);
}

static void put_setjmp(struct place_in_image *image) {
    (void)image;
    put_jmp_buf(ISA_SW);
    put_return();
    put_register(ISA_ADDU, REGISTER_V0, REGISTER_ZERO, REGISTER_ZERO);
}

static void put_longjmp(struct place_in_image *image) {
    (void)image;
    put_jmp_buf(ISA_LW);
    put_immediate(ISA_BNE, REGISTER_ZERO, REGISTER_A0 + 1, 2);
    put_register(ISA_ADDU, REGISTER_V0, REGISTER_A0 + 1, REGISTER_ZERO);
    put_immediate(ISA_ADDIU, REGISTER_V0, REGISTER_ZERO, 1);
    put_return();
    put_register(ISA_NOP, 0, 0, 0);
}

// The control register of the unit for floating point.
static void put_fcsr(enum isa_operation operation, reg_t general) {
    enum { FCSR = 31 };
    put_return();
    *next_word++ = isa_table[operation].word | general << 16 | FCSR << 11;
}

static void put_get_fcsr(struct place_in_image *image) {
    (void)image;
    put_fcsr(ISA_CFC1, REGISTER_V0);
}

static void put_set_fcsr(struct place_in_image *image) {
    (void)image;
    put_fcsr(ISA_CTC1, REGISTER_A0);
}

static const struct intrinsic {
    const char *name;
    void (*put)(struct place_in_image *image);
} intrinsics[] = {
    {"_start", put_start},    {"__call_indirect", put_call_indirect}, {"setjmp", put_setjmp},
    {"longjmp", put_longjmp}, {"__get_fcsr", put_get_fcsr},           {"__set_fcsr", put_set_fcsr},
};

static const struct intrinsic *find(const char *name) {
    for (uint32_t i = 0; i < sizeof intrinsics / sizeof intrinsics[0]; i++)
        if (strcmp(intrinsics[i].name, name) == 0)
            return &intrinsics[i];
    return NULL;
}

bool intrinsic_is(const char *name) {
    return find(name) != NULL;
}

bool intrinsic_emit(struct object *object) {
    enum { CAPACITY = 64 };
    struct place_in_image *image = object->image;
    const struct intrinsic *intrinsic = object->name != NULL ? find(object->name->text) : NULL;
    if (intrinsic == NULL)
        return false;
    image->words = next_word = allocate(CAPACITY * sizeof *image->words);
    intrinsic->put(image);
    image->word_count = (uint32_t)(next_word - image->words);
    image->size = image->word_count * WORD;
    return true;
}
