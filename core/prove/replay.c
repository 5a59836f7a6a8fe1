#include "replay.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../command_line.h"
#include "../environment.h"
#include "../isa/isa.h"
#include "../machine/context.h"

// ELF-32: sizes, and what stands in the headers.
enum {
    HEADER_SIZE = 52,
    PROGRAM_HEADER_SIZE = 32,
    SEGMENTS_MAX = 4,
    FLAGS = 0x70001001, // o32, MIPS32 release 2, no reordering
    FLAG_EXECUTE = 1,
    FLAG_WRITE = 2,
    FLAG_READ = 4,
    CREATE = 0x1 | 0x100 | 0x200, // O_WRONLY O_CREAT O_TRUNC of Linux/MIPS
    FILE_MODE = 0777
};

enum { REGION = 0x10000000, EXIT = 4001, DEFAULT_PC = 0x00400000 };

struct segment {
    uint32_t address;
    uint32_t flags;
    uint32_t words[PAGE_WORDS];
};

struct program {
    struct segment segments[SEGMENTS_MAX];
    uint32_t count;
};

static struct segment *add_segment(struct program *program, uint32_t address, uint32_t flags) {
    struct segment *segment = &program->segments[program->count++];
    memset(segment, 0, sizeof *segment);
    segment->address = address;
    segment->flags = flags;
    return segment;
}

static bool is_used(const struct program *program, uint32_t page) {
    for (uint32_t i = 0; i < program->count; i++) {
        if (program->segments[i].address == page)
            return true;
    }
    return false;
}

// Sets hi and lo, then all registers; the last one behind the jump.
static void write_start(const struct replay *replay, uint32_t *words) {
    for (unsigned i = REPLAY_HI; i <= REPLAY_LO; i++) {
        *words++ =
            isa_encode_immediate(ISA_LUI, REGISTER_AT, 0, (int32_t)(replay->registers[i] >> 16));
        *words++ = isa_encode_immediate(ISA_ORI, REGISTER_AT, REGISTER_AT,
                                        (int32_t)(replay->registers[i] & 0xffff));
        *words++ = isa_encode_register(i == REPLAY_HI ? ISA_MTHI : ISA_MTLO, 0, REGISTER_AT, 0);
    }
    for (unsigned i = 1; i < 32; i++) {
        *words++ = isa_encode_immediate(ISA_LUI, i, 0, (int32_t)(replay->registers[i] >> 16));
        if (i == 31)
            *words++ = isa_encode_jump(ISA_J, replay->pc);
        *words++ = isa_encode_immediate(ISA_ORI, i, i, (int32_t)(replay->registers[i] & 0xffff));
    }
}

static void put_half(unsigned char *bytes, uint32_t value) {
    bytes[0] = (unsigned char)value;
    bytes[1] = (unsigned char)(value >> 8);
}

static void put_word(unsigned char *bytes, uint32_t value) {
    put_half(bytes, value);
    put_half(bytes + 2, value >> 16);
}

static void put_headers(const struct program *program, uint32_t entry, unsigned char *bytes) {
    static const unsigned char identity[] = {0x7f, 'E', 'L', 'F', 1, 1, 1};
    memcpy(bytes, identity, sizeof identity);
    put_half(bytes + 16, 2); // executable
    put_half(bytes + 18, 8); // MIPS
    put_word(bytes + 20, 1);
    put_word(bytes + 24, entry);
    put_word(bytes + 28, HEADER_SIZE);
    put_word(bytes + 36, (uint32_t)FLAGS);
    put_half(bytes + 40, HEADER_SIZE);
    put_half(bytes + 42, PROGRAM_HEADER_SIZE);
    put_half(bytes + 44, program->count);
    for (uint32_t i = 0; i < program->count; i++) {
        unsigned char *header = bytes + HEADER_SIZE + i * PROGRAM_HEADER_SIZE;
        put_word(header, 1); // to be loaded
        put_word(header + 4, (i + 1) * PAGE_SIZE);
        put_word(header + 8, program->segments[i].address);
        put_word(header + 12, program->segments[i].address);
        put_word(header + 16, PAGE_SIZE);
        put_word(header + 20, PAGE_SIZE);
        put_word(header + 24, program->segments[i].flags);
        put_word(header + 28, PAGE_SIZE);
    }
}

static bool write_file(const struct program *program, uint32_t entry, const char *path) {
    static unsigned char bytes[(SEGMENTS_MAX + 1) * PAGE_SIZE];
    uint32_t size = (program->count + 1) * PAGE_SIZE;
    int32_t handle = environment_open(path, CREATE, FILE_MODE);
    memset(bytes, 0, sizeof bytes);
    put_headers(program, entry, bytes);
    for (uint32_t i = 0; i < program->count; i++) {
        for (uint32_t j = 0; j < PAGE_WORDS; j++)
            put_word(bytes + (i + 1) * PAGE_SIZE + j * 4, program->segments[i].words[j]);
    }
    if (handle < 0)
        return false;
    uint32_t done = 0;
    while (done < size) {
        int32_t written = environment_write(handle, bytes + done, size - done);
        if (written <= 0)
            break;
        done += (uint32_t)written;
    }
    return environment_close(handle) >= 0 && done == size;
}

// By address, as the program header table has to be.
static void sort(struct program *program) {
    static struct segment moved;
    for (uint32_t i = 1; i < program->count; i++) {
        for (uint32_t j = i;
             j > 0 && program->segments[j].address < program->segments[j - 1].address; j--) {
            moved = program->segments[j];
            program->segments[j] = program->segments[j - 1];
            program->segments[j - 1] = moved;
        }
    }
}

const char *replay_write(const struct replay *replay, const char *path) {
    static struct program program;
    uint32_t code = page_start(replay->pc);
    program.count = 0;
    if (replay->pc % 4 != 0 || replay->pc > USER_LIMIT - 0x1000000u || replay->pc < PAGE_SIZE)
        return "no program has its code there";
    for (uint32_t i = 0; i < replay->code_pages; i++)
        memcpy(add_segment(&program, code + i * PAGE_SIZE, FLAG_READ | FLAG_WRITE | FLAG_EXECUTE)
                   ->words,
               replay->code[i], PAGE_SIZE);
    uint32_t page = page_start(replay->address);
    if (replay->address != 0 && !is_used(&program, page) && page >= PAGE_SIZE &&
        page < USER_LIMIT - 0x1000000u)
        add_segment(&program, page, FLAG_READ | FLAG_WRITE)
            ->words[replay->address / 4 % PAGE_WORDS] = replay->word;
    uint32_t start = (code & ~(REGION - 1u)) + 0x300000;
    while (is_used(&program, start))
        start += PAGE_SIZE;
    write_start(replay, add_segment(&program, start, FLAG_READ | FLAG_EXECUTE)->words);
    sort(&program);
    return write_file(&program, start, path) ? NULL : "it cannot be written";
}

// ---- the command ----

static bool read_number(const char *text, uint32_t *value) {
    char *end;
    unsigned long long number = strtoull(text, &end, 0);
    *value = (uint32_t)number;
    return *text != 0 && *end == 0 && (number <= 0xffffffffu || *text == '-');
}

// rN, hi, lo, pc, or an address of memory.
static bool read_value(struct replay *replay, const char *text) {
    uint32_t value, number;
    char name[16];
    const char *equals = strchr(text, '=');
    if (equals == NULL || (size_t)(equals - text) >= sizeof name ||
        !read_number(equals + 1, &value))
        return false;
    memcpy(name, text, (size_t)(equals - text));
    name[equals - text] = 0;
    if (name[0] == 'r' && read_number(name + 1, &number) && number > 0 && number < 32)
        replay->registers[number] = value;
    else if (strcmp(name, "hi") == 0 || strcmp(name, "lo") == 0)
        replay->registers[name[0] == 'h' ? REPLAY_HI : REPLAY_LO] = value;
    else if (strcmp(name, "pc") == 0)
        replay->pc = value;
    else if (read_number(name, &number) && number % 4 == 0 && number != 0)
        replay->address = number, replay->word = value;
    else
        return false;
    return true;
}

int replay_main(const char *path, int argc, char **argv) {
    static struct replay replay;
    uint32_t word;
    replay.pc = DEFAULT_PC;
    replay.code_pages = 1;
    if (argc < 1 || !read_number(argv[0], &word)) {
        fprintf(stderr, "mixter prove: --replay needs the word of an instruction, such as "
                        "0x0109502a (see mixter prove --help)\n");
        return STATUS_USAGE;
    }
    for (int i = 1; i < argc; i++) {
        if (!read_value(&replay, argv[i])) {
            fprintf(stderr,
                    "mixter prove: '%s' is no value, such as r8=0x80000000, hi=1, pc=0x400000 or "
                    "0x10000000=7\n",
                    argv[i]);
            return STATUS_USAGE;
        }
    }
    uint32_t at = replay.pc / 4 % PAGE_WORDS;
    if (at + 4 <= PAGE_WORDS) { // behind it, and a slot that does nothing, exit
        replay.code[0][at] = word;
        replay.code[0][at + 2] = isa_encode_immediate(ISA_ADDIU, REGISTER_V0, 0, EXIT);
        replay.code[0][at + 3] = isa_encode_register(ISA_SYSCALL, 0, 0, 0);
    }
    const char *wrong =
        at + 4 <= PAGE_WORDS ? replay_write(&replay, path) : "no program has its code there";
    if (wrong == NULL)
        return 0;
    fprintf(stderr, "mixter prove: %s: %s\n", path, wrong);
    return STATUS_USAGE;
}
