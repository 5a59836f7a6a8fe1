// Checks what proofs of translated code rest on: what core/prove/x86.c and native.c say of x86-64
// instructions. Run on an x86-64 host.
//   processor run COUNT [SEED]: so many random instructions are executed by the processor; the
//       registers, and a word of memory, have to be what the terms say
//   processor bytes COUNT [SEED] FILE: writes such instructions to the file, and prints each as
//       `objdump -M intel` does, to be compared with it
#define _GNU_SOURCE
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "../../core/prove/native.h"
#include "../../core/prove/value.h"

enum { LENGTH_MAX = 15, MEMORY = 256, COUNT_OF_REGISTERS = 16, TRIES = 1000 };

static uint64_t random_state;

static uint32_t below(uint32_t limit) {
    return (uint32_t)(random_next(&random_state) >> 20) % limit;
}

// ---- random instructions ----

static const unsigned char opcodes[] = {
    0x69, 0x01, 0x03, 0x09, 0x0b, 0x11, 0x13, 0x19, 0x1b, 0x21, 0x23, 0x29, 0x2b, 0x31, 0x33, 0x39,
    0x3b, 0x81, 0x83, 0x85, 0x88, 0x89, 0x8a, 0x8b, 0x8d, 0x99, 0xb8, 0xc1, 0xc7, 0xd3, 0xf7};
static const unsigned char escaped[] = {
    0x40, 0x42, 0x43, 0x44, 0x45, 0x46, 0x48, 0x49, 0x4c, 0x4d, 0x4e, 0x4f, 0x90, 0x92, 0x93, 0x94,
    0x95, 0x96, 0x98, 0x99, 0x9c, 0x9d, 0x9e, 0x9f, 0xaf, 0xb6, 0xb7, 0xbd, 0xbe, 0xbf, 0xc8};

// Bytes that may be an instruction, of which the decoder says how many it needs.
static bool random_instruction(unsigned char *bytes, struct x86_instruction *in) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < LENGTH_MAX; i++)
        bytes[i] = (unsigned char)random_next(&random_state);
    if (below(8) == 0)
        bytes[at++] = 0x66;
    if (below(2) == 0)
        bytes[at++] = (unsigned char)(0x40 | below(16));
    if (below(3) == 0) {
        bytes[at++] = 0x0f;
        bytes[at++] = escaped[below(sizeof escaped)] | (unsigned char)0;
    } else {
        bytes[at] = opcodes[below(sizeof opcodes)];
        if (bytes[at] == 0xb8)
            bytes[at] |= (unsigned char)below(8);
        at++;
    }
    return x86_decode(bytes, LENGTH_MAX, 0, in);
}

static bool is_in(const struct x86_operand *operand, uint8_t kind, unsigned number) {
    return operand->kind == kind && operand->number == number;
}

// Executable where registers may have any value: memory only by rbp and a small displacement, the
// stack pointer not at all.
static bool is_harmless(const struct x86_instruction *in) {
    const struct x86_operand *operands[] = {&in->to, &in->from};
    for (unsigned i = 0; i < 2; i++) {
        const struct x86_operand *operand = operands[i];
        bool is_lea = in->operation == X86_LEA && i == 1;
        if (is_in(operand, X86_IN_REGISTER, X86_RSP) || is_in(operand, X86_IN_REGISTER, X86_RBP))
            return false;
        if (operand->kind == X86_IN_MEMORY && !is_lea &&
            (operand->base != X86_RBP || operand->index != X86_NONE || operand->constant < -64 ||
             operand->constant > 64 - 8))
            return false;
        if (is_lea && (operand->base == X86_RSP || operand->index == X86_RSP))
            return false;
    }
    return in->operation != X86_JMP && in->operation != X86_JCC && in->operation != X86_JMP_TO &&
           in->operation != X86_PUSH && in->operation != X86_POP && in->operation != X86_RET &&
           in->operation != X86_POPF;
}

// ---- the processor ----

struct state {
    uint64_t registers[COUNT_OF_REGISTERS];
    unsigned char memory[MEMORY];
};

static struct state *state; // below 2 GiB
static unsigned char *code;
static uint32_t code_size;

static void put(const void *bytes, uint32_t size) {
    memcpy(code + code_size, bytes, size);
    code_size += size;
}

// mov between a register and its place in the state, which is at an absolute address.
static void put_move(unsigned opcode, unsigned number) {
    unsigned char bytes[4] = {(unsigned char)(0x48 | (number >= 8 ? 4 : 0)), (unsigned char)opcode,
                              (unsigned char)((number & 7) << 3 | 4), 0x25};
    uint32_t address = (uint32_t)(uintptr_t)&state->registers[number];
    put(bytes, 4);
    put(&address, 4);
}

static void execute(const unsigned char *bytes, uint32_t size) {
    static const unsigned char saved[] = {0x53, 0x55, 0x41, 0x54, 0x41,
                                          0x55, 0x41, 0x56, 0x41, 0x57};
    static const unsigned char restored[] = {0x41, 0x5f, 0x41, 0x5e, 0x41, 0x5d,
                                             0x41, 0x5c, 0x5d, 0x5b, 0xc3};
    code_size = 0;
    put(saved, sizeof saved);
    for (unsigned i = 0; i < COUNT_OF_REGISTERS; i++) {
        if (i != X86_RSP)
            put_move(0x8b, i);
    }
    put(bytes, size);
    for (unsigned i = 0; i < COUNT_OF_REGISTERS; i++) {
        if (i != X86_RSP)
            put_move(0x89, i);
    }
    put(restored, sizeof restored);
    union {
        unsigned char *address;
        void (*call)(void);
    } function = {code};
    function.call();
}

// ---- the terms ----

static term memory_terms[MEMORY];
static term frame; // rbp

static bool place_of(term address, uint64_t *place) {
    return term_is_constant(term_sub(address, frame), place) && *place + MEMORY / 2 < MEMORY;
}

static bool read_memory(void *unused, term address, unsigned size, term *value) {
    uint64_t place;
    (void)unused;
    if (!place_of(address, &place))
        return false;
    *value = memory_terms[place + MEMORY / 2];
    for (unsigned i = 1; i < size; i++)
        *value = term_concat(memory_terms[place + MEMORY / 2 + i], *value);
    return true;
}

static bool write_memory(void *unused, term address, unsigned size, term value) {
    uint64_t place;
    (void)unused;
    if (!place_of(address, &place))
        return false;
    for (unsigned i = 0; i < size; i++)
        memory_terms[place + MEMORY / 2 + i] = term_extract(value, i * 8, 8);
    return true;
}

enum { CHAIN = 3 };

// Some instructions in a row, so that flags are seen. True if they were understood.
static bool make_terms(const struct x86_instruction *in, uint32_t count,
                       struct native_processor *processor, term *fails) {
    const struct native_memory memory = {read_memory, write_memory, NULL};
    *fails = term_bool(false);
    for (uint32_t i = 0; i < count; i++) {
        struct native_way way;
        if (native_step(&in[i], processor, &memory, &way) != NULL)
            return false;
        if (way.fails != 0)
            *fails = term_or(*fails, way.fails);
    }
    return true;
}

static void start(struct native_processor *processor) {
    memset(processor, 0, sizeof *processor);
    for (unsigned i = 0; i < COUNT_OF_REGISTERS; i++) {
        char name[8];
        snprintf(name, sizeof name, "h%u", i);
        processor->registers[i] = term_variable(name, 64);
        state->registers[i] = value_of(processor->registers[i]);
    }
    frame = processor->registers[X86_RBP];
    state->registers[X86_RBP] = (uint64_t)(uintptr_t)(state->memory + MEMORY / 2);
    for (unsigned i = 0; i < MEMORY; i++) {
        char name[8];
        snprintf(name, sizeof name, "m%u", i);
        memory_terms[i] = term_variable(name, 8);
        state->memory[i] = (unsigned char)value_of(memory_terms[i]);
    }
}

// That the destination of bsr is undefined where its source is 0 is no difference.
static bool has_undefined(term t) {
    const struct term_node *node = term_node(t);
    if (node->kind == TERM_APPLY && strcmp(term_symbol(node->value), "undefined") == 0)
        return true;
    for (unsigned i = 0; i < 3; i++) {
        if (node->operand[i] != 0 && has_undefined(node->operand[i]))
            return true;
    }
    return false;
}

static uint32_t passed, failed, understood;

static void compare(const struct native_processor *processor, const unsigned char *bytes,
                    uint32_t size) {
    for (unsigned i = 0; i < COUNT_OF_REGISTERS; i++) {
        if (i == X86_RSP || has_undefined(processor->registers[i]) ||
            value_of(processor->registers[i]) == state->registers[i])
            continue;
        failed++;
        printf("FAIL register %u is 0x%" PRIx64 ", not 0x%" PRIx64 ", after", i,
               value_of(processor->registers[i]), state->registers[i]);
        for (uint32_t j = 0; j < size; j++)
            printf(" %02x", bytes[j]);
        printf("\n");
        return;
    }
    for (unsigned i = 0; i < MEMORY; i++) {
        if (has_undefined(memory_terms[i]) || value_of(memory_terms[i]) == state->memory[i])
            continue;
        failed++;
        printf("FAIL byte %u of memory, after", i);
        for (uint32_t j = 0; j < size; j++)
            printf(" %02x", bytes[j]);
        printf("\n");
        return;
    }
    passed++;
}

static void run_one(void) {
    struct x86_instruction in[CHAIN];
    unsigned char bytes[CHAIN * LENGTH_MAX];
    struct native_processor processor;
    uint32_t size = 0;
    term fails;
    for (uint32_t i = 0; i < CHAIN;) {
        unsigned char one[LENGTH_MAX];
        if (!random_instruction(one, &in[i]) || !is_harmless(&in[i]))
            continue;
        memcpy(bytes + size, one, in[i].length);
        size += in[i++].length;
    }
    value_start(random_next(&random_state));
    value_choose("h5", (uint64_t)(uintptr_t)(state->memory + MEMORY / 2));
    start(&processor);
    if (make_terms(in, CHAIN, &processor, &fails) && value_of(fails) == 0) {
        understood++;
        execute(bytes, size);
        compare(&processor, bytes, size);
    }
    term_forget_all();
}

static bool make_room(void) {
    void *data =
        mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
    code = mmap(NULL, 8192, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    state = data;
    return data != MAP_FAILED && code != MAP_FAILED;
}

// ---- as objdump prints them ----

static const char *const names64[] = {"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi",
                                      "r8",  "r9",  "r10", "r11", "r12", "r13", "r14", "r15"};
static const char *const names32[] = {"eax", "ecx", "edx",  "ebx",  "esp",  "ebp",  "esi",  "edi",
                                      "r8d", "r9d", "r10d", "r11d", "r12d", "r13d", "r14d", "r15d"};
static const char *const names16[] = {"ax",  "cx",  "dx",   "bx",   "sp",   "bp",   "si",   "di",
                                      "r8w", "r9w", "r10w", "r11w", "r12w", "r13w", "r14w", "r15w"};
static const char *const names8[] = {"al",  "cl",  "dl",   "bl",   "spl",  "bpl",  "sil",  "dil",
                                     "r8b", "r9b", "r10b", "r11b", "r12b", "r13b", "r14b", "r15b"};
static const char *const mnemonics[] = {
    "add", "or",  "adc",  "sbb", "and",  "sub",  "xor", "cmp",   "rol",   "ror",   "rcl",
    "rcr", "shl", "shr",  "shl", "sar",  "test", "mov", "movzx", "movsx", "lea",   "not",
    "neg", "mul", "imul", "div", "idiv", "imul", "set", "cmov",  "bsr",   "bswap", "cdq"};
static const char *const conditions[] = {"o", "no", "b", "ae", "e", "ne", "be", "a",
                                         "s", "ns", "p", "np", "l", "ge", "le", "g"};

static const char *register_name(unsigned number, unsigned size) {
    return size == 8   ? names64[number]
           : size == 4 ? names32[number]
           : size == 2 ? names16[number]
                       : names8[number];
}

static void print_operand(const struct x86_operand *operand, bool is_address) {
    if (operand->kind == X86_IN_REGISTER) {
        printf("%s", register_name(operand->number, operand->size));
    } else if (operand->kind == X86_CONSTANT) {
        uint64_t value = (uint64_t)(int64_t)operand->constant;
        printf("0x%" PRIx64,
               operand->size == 8 ? value : value & (((uint64_t)1 << operand->size * 8) - 1));
    } else {
        static const char *const sizes[] = {"", "BYTE PTR ", "WORD PTR ", "",          "DWORD PTR ",
                                            "", "",          "",          "QWORD PTR "};
        printf("%s", is_address ? "" : sizes[operand->size]);
        bool has_parts = operand->base != X86_NONE || operand->index != X86_NONE;
        if (!has_parts) {
            printf("ds:0x%" PRIx64, (uint64_t)(int64_t)operand->constant);
            return;
        }
        printf("[");
        if (operand->base != X86_NONE)
            printf("%s", names64[operand->base]);
        if (operand->index != X86_NONE)
            printf("%s%s*%u", operand->base != X86_NONE ? "+" : "", names64[operand->index],
                   1u << operand->scale);
        // A displacement is printed if there is one in the bytes, 0 or not.
        printf("%s0x%x]", operand->constant < 0 ? "-" : "+",
               operand->constant < 0 ? 0u - (unsigned)operand->constant
                                     : (unsigned)operand->constant);
    }
}

static void print_instruction(const struct x86_instruction *in) {
    printf("%s%s", mnemonics[in->operation],
           in->operation == X86_SETCC || in->operation == X86_CMOVCC ? conditions[in->condition]
                                                                     : "");
    if (in->to.kind != X86_NO_OPERAND) {
        printf(" ");
        print_operand(&in->to, false);
    }
    if (in->from.kind != X86_NO_OPERAND) {
        printf(",");
        print_operand(&in->from, in->operation == X86_LEA);
    }
    if (in->by.kind != X86_NO_OPERAND) {
        printf(",");
        print_operand(&in->by, false);
    }
    printf("\n");
}

static int write_bytes(uint32_t count, const char *path) {
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return 1;
    while (count > 0) {
        unsigned char bytes[LENGTH_MAX];
        struct x86_instruction in;
        if (!random_instruction(bytes, &in))
            continue;
        fwrite(bytes, 1, in.length, file);
        print_instruction(&in);
        count--;
    }
    return fclose(file) != 0;
}

int main(int argc, char **argv) {
    uint32_t count = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 0) : 0;
    random_state = (argc > 3 ? strtoull(argv[3], NULL, 0) : 1) * 0x9e3779b97f4a7c15u | 1;
    if (argc == 5 && strcmp(argv[1], "bytes") == 0)
        return write_bytes(count, argv[4]);
    if (argc < 3 || strcmp(argv[1], "run") != 0 || !make_room())
        return 2;
    for (uint32_t i = 0; i < count && failed < 10; i++)
        run_one();
    printf("%" PRIu32 " passed, %" PRIu32 " failed\n", passed, failed);
    return failed != 0 || passed < count / 10;
}
