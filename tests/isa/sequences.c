// sequences SEED COUNT FILE: writes a guest that executes COUNT random sequences of instructions of
// all rows, each with registers at edges, and prints what each leaves: registers, hi, lo, a sum of
// its memory. So whoever runs the guest can be compared with whoever else does, a real Linux
// included. Sequences are tried by the reference first: none raises an exception, or runs for long.
// sequences SEED COUNT -explain LEFT RIGHT: two such outputs; prints the first sequence where they
// differ, and how.
// sequences SEED COUNT -text prints what the guest is made of; -read TEXT in place of SEED COUNT
// makes it of that. sequences -reduce TEXT COMMAND leaves in TEXT only what is needed for the
// command to succeed, which finds the guest in the file `guest`.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/isa/isa.h"
#include "../../core/machine/context.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/page_table.h"
#include "../../core/machine/step.h"
#include "generate.h"

// The guest's memory. A sequence finds its own part of it through $s0, which it does not change,
// and places in its code in $t9 and $ra.
enum {
    CODE = 0x00400000,
    HEADERS = 0x1000, // bytes before the first instruction
    DATA = 0x10000000,
    WORDS = 64,              // of memory, on both sides of $s0
    INITIAL = DATA + 0x1000, // registers: 32 words, hi, lo
    RECORD = 36,             // words that a sequence leaves: 32, hi, lo, sum, 0
    INITIAL_WORDS = 34,
    CODE_WORDS_MAX = 140, // of a sequence with what is around it
    LENGTH_MAX = 24,
    COUNT_MAX = 100000,
    STEPS_MAX = 300
};

enum { AT = 1, V0, A0 = 4, A1, A2, T0 = 8, T1, T2, T3, S0 = 16, T9 = 25, RA = 31 };

// What a guest executes, one after the other.
struct sequence {
    uint32_t start, length;          // where it was made; its code depends on it
    uint32_t code[LENGTH_MAX];       //
    uint32_t initial[INITIAL_WORDS]; // registers
};

static struct sequence *sequences;
static uint32_t start_words[WORDS]; // of memory

static struct machine *machine;
static uint32_t *context;
static uint32_t count;
static uint32_t code_end;  // where the next instruction goes
static uint32_t sum_entry; // of the routine that adds up memory

static uint32_t results(void) {
    return INITIAL + count * INITIAL_WORDS * 4;
}

static uint32_t *word_at(uint32_t address) {
    struct fault fault;
    uint32_t *place =
        page_table_word(machine, context[CONTEXT_PAGE_TABLE], address, 4, ACCESS_READ, &fault);
    if (place == NULL)
        abort();
    return place;
}

static void map(uint32_t start, uint32_t end, uint32_t permissions) {
    for (uint32_t page = start; page < end; page += PAGE_SIZE) {
        uint32_t frame = frame_allocate(machine);
        if (frame == 0 ||
            !page_table_map(machine, context[CONTEXT_PAGE_TABLE], page, frame, permissions))
            abort();
    }
}

static void emit(uint32_t word) {
    *word_at(code_end) = word;
    code_end += 4;
}

static void emit_address(unsigned to, uint32_t address) {
    emit(isa_encode_immediate(ISA_LUI, to, 0, (int32_t)(address >> 16)));
    emit(isa_encode_immediate(ISA_ORI, to, to, (int32_t)(address & 0xffff)));
}

// ---- one sequence ----

static unsigned some_register(void) {
    static const unsigned registers[] = {0, 2, 3, 4, 8, 9, 10, 26, 29, 31};
    return generate_below(8) == 0 ? generate_below(32) : registers[generate_below(10)];
}

// These have results that differ from machine to machine, or end the sequence.
// Coprocessor 1 has sequences of its own (tests/float).
static int is_wanted(enum isa_operation operation) {
    return !isa_is_coprocessor(operation) && operation != ISA_SYSCALL && operation != ISA_BREAK &&
           operation != ISA_CACHE;
}

static uint32_t some_instruction(uint32_t index, uint32_t length, uint32_t start, int in_slot) {
    enum isa_operation operation;
    const struct isa_row *row;
    do {
        operation = (enum isa_operation)generate_below(ISA_RESERVED);
        row = &isa_table[operation];
    } while (!is_wanted(operation) || (in_slot && isa_has_slot(operation)));
    uint32_t to = generate_below(length + 1); // mostly forward
    if (to <= index && generate_below(4) != 0)
        to = index + 1 + generate_below(length - index);
    struct fields fields = {.rs = some_register(),
                            .rt = some_register(),
                            .rd = some_register(),
                            .amount = generate_below(32),
                            .immediate = (int32_t)generate_number(),
                            .target = start + to * 4};
    if (isa_has_slot(operation))
        fields.immediate = (int32_t)to - (int32_t)index - 1;
    if (row->kind == ISA_JUMP && row->format == ISA_FORMAT_R)
        fields.rs = T9;
    if (row->kind == ISA_LOAD || row->kind == ISA_STORE) {
        int32_t words = generate_below(4) == 0 ? 2 : WORDS;
        fields.rs = S0;
        fields.immediate = (int32_t)generate_below((uint32_t)words * 4) - words * 2;
        fields.immediate &= -(int32_t)row->alignment;
    }
    if (operation == ISA_LL || operation == ISA_SC)
        fields.immediate = generate_below(2) == 0 ? 4 : fields.immediate;
    if (operation == ISA_RDHWR)
        fields.rd = 29;
    return generate_word(operation, &fields);
}

// The last instruction is in no slot of a branch, and so no branch.
static uint32_t make_sequence(uint32_t start, uint32_t initial) {
    uint32_t length = 2 + generate_below(LENGTH_MAX - 1);
    int in_slot = 0;
    for (uint32_t i = 0; i < length; i++) {
        uint32_t word = some_instruction(i, length, start, in_slot || i + 1 == length);
        in_slot = isa_has_slot(isa_decode(word));
        *word_at(start + i * 4) = word;
    }
    // At times few values, so that the worst of them meet in one instruction.
    static const uint32_t worst[] = {0, 1, 0xffffffff, 0x80000000, 0x7fffffff};
    int few = generate_below(4) == 0;
    for (uint32_t i = 1; i < INITIAL_WORDS; i++)
        *word_at(initial + i * 4) = few ? worst[generate_below(5)] : generate_number();
    *word_at(initial + S0 * 4) = DATA + WORDS * 2;
    *word_at(initial + T9 * 4) = start + generate_below(length + 1) * 4;
    *word_at(initial + RA * 4) = start + generate_below(length + 1) * 4;
    return length;
}

// Executes the sequence as it will be in the guest. False if it is none for the guest.
static int try_sequence(uint32_t start, uint32_t end, uint32_t initial) {
    for (uint32_t i = 1; i < 32; i++)
        context[i] = *word_at(initial + i * 4);
    context[CONTEXT_HI] = *word_at(initial + 32 * 4);
    context[CONTEXT_LO] = *word_at(initial + 33 * 4);
    context[CONTEXT_PC] = start;
    context[CONTEXT_NEXT_PC] = start + 4;
    for (uint32_t i = 0; i < STEPS_MAX; i++) {
        if (step(machine, context) != EXCEPTION_NONE || context[S0] != DATA + WORDS * 2)
            return 0;
        // What is behind the end is no part of the sequence, nor a delay slot of it.
        if (context[CONTEXT_PC] == end)
            return context[CONTEXT_NEXT_PC] == end + 4;
        if (context[CONTEXT_PC] < start || context[CONTEXT_PC] > end)
            return 0;
    }
    return 0;
}

// ---- the guest ----

static void emit_registers(uint32_t initial) {
    emit_address(S0, initial);
    for (unsigned i = 32; i < INITIAL_WORDS; i++) {
        emit(isa_encode_immediate(ISA_LW, AT, S0, (int32_t)i * 4));
        emit(isa_encode_register(i == 32 ? ISA_MTHI : ISA_MTLO, 0, AT, 0));
    }
    for (unsigned i = 1; i < 32; i++) {
        if (i != S0)
            emit(isa_encode_immediate(ISA_LW, i, S0, (int32_t)i * 4));
    }
    emit(isa_encode_immediate(ISA_LW, S0, S0, S0 * 4));
}

static void emit_record(uint32_t record) {
    emit_address(S0, record);
    for (unsigned i = 1; i < 32; i++)
        emit(isa_encode_immediate(ISA_SW, i, S0, (int32_t)i * 4));
    emit(isa_encode_register(ISA_MFHI, AT, 0, 0));
    emit(isa_encode_immediate(ISA_SW, AT, S0, 32 * 4));
    emit(isa_encode_register(ISA_MFLO, AT, 0, 0));
    emit(isa_encode_immediate(ISA_SW, AT, S0, 33 * 4));
    emit(isa_encode_jump(ISA_JAL, sum_entry));
    emit(0);
    emit(isa_encode_immediate(ISA_SW, V0, S0, 34 * 4));
}

// $v0 = a sum over memory in which every bit and its place count.
static void emit_sum(void) {
    sum_entry = code_end;
    emit_address(T0, DATA);
    emit(isa_encode_immediate(ISA_ADDIU, T1, T0, WORDS * 4));
    emit(isa_encode_immediate(ISA_ADDIU, V0, 0, 0));
    uint32_t loop = code_end;
    emit(isa_encode_immediate(ISA_LW, T2, T0, 0));
    emit(isa_encode_register(ISA_ADDU, T3, V0, V0)); // v0 = 33 v0 + word
    for (int i = 0; i < 4; i++)
        emit(isa_encode_register(ISA_ADDU, T3, T3, T3));
    emit(isa_encode_register(ISA_ADDU, V0, V0, T3));
    emit(isa_encode_register(ISA_ADDU, V0, V0, T2));
    emit(isa_encode_immediate(ISA_ADDIU, T0, T0, 4));
    emit(isa_encode_immediate(ISA_BNE, T1, T0, ((int32_t)loop - (int32_t)code_end - 4) / 4));
    emit(0);
    emit(isa_encode_register(ISA_JR, 0, RA, 0));
    emit(0);
}

static void emit_call(uint32_t number) {
    emit(isa_encode_immediate(ISA_ADDIU, V0, 0, (int32_t)number));
    emit(isa_encode_register(ISA_SYSCALL, 0, 0, 0));
}

static void copy_memory(uint32_t *to, const uint32_t *from) {
    memcpy(to, from, WORDS * 4);
}

static void begin_guest(void) {
    code_end = CODE + HEADERS;
    emit_sum();
    *word_at(CODE + 24) = code_end; // the entry
}

static void end_guest(void) {
    emit(isa_encode_immediate(ISA_ADDIU, A0, 0, 1));
    emit_address(A1, results());
    emit_address(A2, count * RECORD * 4);
    emit_call(4004);
    emit(isa_encode_immediate(ISA_ADDIU, A0, 0, 0));
    emit_call(4001);
    copy_memory(word_at(DATA), start_words);
}

// Sequences follow each other in code, memory and link go on from one to the next.
static void make_guest(void) {
    uint32_t *memory = word_at(DATA);
    uint32_t kept[WORDS];
    uint32_t link[2];
    for (uint32_t i = 0; i < WORDS; i++)
        memory[i] = generate_number();
    copy_memory(start_words, memory);
    begin_guest();
    for (uint32_t i = 0; i < count; i++) {
        struct sequence *sequence = &sequences[i];
        uint32_t initial = INITIAL + i * INITIAL_WORDS * 4;
        copy_memory(kept, memory);
        memcpy(link, &context[CONTEXT_LINK], sizeof link);
        emit_registers(initial);
        sequence->start = code_end;
        for (;;) {
            sequence->length = make_sequence(code_end, initial);
            if (try_sequence(code_end, code_end + sequence->length * 4, initial))
                break;
            copy_memory(memory, kept);
            memcpy(&context[CONTEXT_LINK], link, sizeof link);
        }
        for (uint32_t k = 0; k < sequence->length; k++, code_end += 4)
            sequence->code[k] = *word_at(code_end);
        for (uint32_t k = 0; k < INITIAL_WORDS; k++)
            sequence->initial[k] = *word_at(initial + k * 4);
        emit_record(results() + i * RECORD * 4);
    }
    end_guest();
}

// ---- the same of what is given ----

static uint32_t moved(const struct sequence *sequence, uint32_t address, uint32_t start) {
    uint32_t offset = address - sequence->start;
    return offset <= sequence->length * 4 ? start + offset : address;
}

static void emit_sequence(struct sequence *sequence, uint32_t initial) {
    emit_registers(initial);
    uint32_t start = code_end;
    for (uint32_t i = 0; i < sequence->length; i++) {
        uint32_t word = sequence->code[i];
        const struct isa_row *row = &isa_table[isa_decode(word)];
        if (row->kind == ISA_JUMP && row->format == ISA_FORMAT_J) {
            uint32_t target = (start & 0xf0000000u) | (word & 0x3ffffff) << 2;
            word = (word & 0xfc000000u) | (moved(sequence, target, start) >> 2 & 0x3ffffff);
        }
        sequence->code[i] = word;
        emit(word);
    }
    sequence->initial[T9] = moved(sequence, sequence->initial[T9], start);
    sequence->initial[RA] = moved(sequence, sequence->initial[RA], start);
    for (uint32_t i = 0; i < INITIAL_WORDS; i++)
        *word_at(initial + i * 4) = sequence->initial[i];
    sequence->start = start;
}

static void build_guest(void) {
    begin_guest();
    for (uint32_t i = 0; i < count; i++) {
        emit_sequence(&sequences[i], INITIAL + i * INITIAL_WORDS * 4);
        emit_record(results() + i * RECORD * 4);
    }
    end_guest();
}

static void write_words(FILE *file, const char *name, const uint32_t *words, uint32_t size) {
    fprintf(file, "%s", name);
    for (uint32_t i = 0; i < size; i++)
        fprintf(file, " %x", (unsigned)words[i]);
    fprintf(file, "\n");
}

static void write_text(FILE *file) {
    fprintf(file, "sequences %u\n", (unsigned)count);
    write_words(file, "memory", start_words, WORDS);
    for (uint32_t i = 0; i < count; i++) {
        fprintf(file, "sequence %x %u\n", (unsigned)sequences[i].start,
                (unsigned)sequences[i].length);
        write_words(file, "registers", sequences[i].initial, INITIAL_WORDS);
        write_words(file, "code", sequences[i].code, sequences[i].length);
    }
}

static void wrong_text(const char *path) {
    fprintf(stderr, "sequences: %s: this is not what -text prints\n", path);
    exit(2);
}

static void read_words(FILE *file, const char *path, const char *name, uint32_t *words,
                       uint32_t size) {
    char found[16];
    if (fscanf(file, "%15s", found) != 1 || strcmp(found, name) != 0)
        wrong_text(path);
    for (uint32_t i = 0; i < size; i++) {
        if (fscanf(file, "%x", &words[i]) != 1)
            wrong_text(path);
    }
}

static void read_text(const char *path) {
    FILE *file = fopen(path, "r");
    if (file == NULL || fscanf(file, "sequences %u", &count) != 1 || count > COUNT_MAX)
        wrong_text(path);
    sequences = calloc(count + 1, sizeof *sequences);
    read_words(file, path, "memory", start_words, WORDS);
    for (uint32_t i = 0; i < count; i++) {
        struct sequence *sequence = &sequences[i];
        if (fscanf(file, " sequence %x %u", &sequence->start, &sequence->length) != 2 ||
            sequence->length > LENGTH_MAX)
            wrong_text(path);
        read_words(file, path, "registers", sequence->initial, INITIAL_WORDS);
        read_words(file, path, "code", sequence->code, sequence->length);
    }
    fclose(file);
}

static void write_segment(uint32_t place, uint32_t start, uint32_t offset, uint32_t file_size,
                          uint32_t memory_size, uint32_t flags) {
    const uint32_t words[8] = {1, offset, start, start, file_size, memory_size, flags, PAGE_SIZE};
    for (uint32_t i = 0; i < 8; i++)
        *word_at(place + i * 4) = words[i];
}

static int write_guest(const char *path) {
    static const uint32_t header[13] = {0x464c457f, 0x00010101, 0,          0, 0x00080002, 1, 0, 52,
                                        0,          0x70001000, 0x00200034, 2, 0};
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return 2;
    uint32_t entry = *word_at(CODE + 24);
    for (uint32_t i = 0; i < 13; i++)
        *word_at(CODE + i * 4) = header[i];
    *word_at(CODE + 24) = entry;
    uint32_t size = (code_end - CODE + PAGE_SIZE - 1) / PAGE_SIZE * PAGE_SIZE;
    uint32_t data = results() - DATA;
    write_segment(CODE + 52, CODE, 0, size, size, 5);
    write_segment(CODE + 84, DATA, size, data, data + count * RECORD * 4, 6);
    for (uint32_t i = 0; i < size; i += 4)
        fwrite(word_at(CODE + i), 4, 1, file);
    for (uint32_t i = 0; i < data; i += 4)
        fwrite(word_at(DATA + i), 4, 1, file);
    return fclose(file) == 0 ? 0 : 2;
}

// ---- two outputs ----

static uint32_t *read_records(const char *path) {
    uint32_t *records = calloc(count * RECORD, 4);
    FILE *file = fopen(path, "rb");
    if (file == NULL || records == NULL)
        exit(2);
    size_t got = fread(records, 4, count * RECORD, file);
    if (got != count * RECORD)
        printf("%s: only %u of %u sequences\n", path, (unsigned)(got / RECORD), (unsigned)count);
    fclose(file);
    return records;
}

static int explain(const char *left_path, const char *right_path) {
    const uint32_t *left = read_records(left_path);
    const uint32_t *right = read_records(right_path);
    uint32_t number = 0;
    while (number < count &&
           memcmp(left + number * RECORD, right + number * RECORD, RECORD * 4) == 0)
        number++;
    if (number == count)
        return 0;
    printf("sequence %u:\n", (unsigned)number);
    for (uint32_t i = 0; i < sequences[number].length; i++) {
        uint32_t address = sequences[number].start + i * 4;
        char text[64];
        const uint32_t *code = &sequences[number].code[i];
        if (i > 0 && code[0] == 0 && code[-1] == 0) // what has been reduced is mostly this
            continue;
        isa_disassemble(*code, address, text, sizeof text);
        printf("  %x:\t%s\n", (unsigned)address, text);
    }
    for (uint32_t i = 0; i < RECORD; i++) {
        uint32_t initial = i < INITIAL_WORDS ? sequences[number].initial[i] : 0;
        uint32_t l = left[number * RECORD + i];
        uint32_t r = right[number * RECORD + i];
        const char *names[] = {"hi", "lo", "memory", ""};
        if (l != r || initial != l)
            printf("  %-6s %08x -> %08x%s", i < 32 ? isa_register_names[i] : names[i - 32],
                   (unsigned)initial, (unsigned)l, l == r ? "\n" : "");
        if (l != r)
            printf(" and %08x\n", (unsigned)r);
    }
    return 1;
}

// ---- reducing ----

// Whether the guest of what is left still makes the command succeed.
static int is_still(const char *command) {
    build_guest();
    if (write_guest("guest") != 0) {
        perror("sequences: guest");
        exit(2);
    }
    return system(command) == 0;
}

static void without_sequences(const char *command) {
    for (uint32_t chunk = count / 2 > 0 ? count / 2 : 1; chunk > 0; chunk /= 2) {
        for (uint32_t at = 0; at < count && count > 1;) {
            uint32_t size = at + chunk <= count ? chunk : count - at, before = count;
            struct sequence *kept = calloc(count, sizeof *kept);
            memcpy(kept, sequences, count * sizeof *kept);
            memmove(sequences + at, sequences + at + size, (count - at - size) * sizeof *kept);
            count -= size;
            if (count == 0 || !is_still(command)) {
                count = before;
                memcpy(sequences, kept, count * sizeof *kept);
                at += size;
            }
            free(kept);
        }
    }
}

// Words become 0 as far as they may, many at once first.
static void without_words(uint32_t *words, uint32_t size, uint32_t first, const char *command) {
    uint32_t kept[WORDS];
    for (uint32_t chunk = size; chunk > 0; chunk /= 2) {
        for (uint32_t at = first; at < size; at += chunk) {
            int is_other = 0;
            memcpy(kept, words, size * sizeof *kept);
            for (uint32_t i = at; i < at + chunk && i < size; i++) {
                is_other |= words[i] != 0 && i != S0;
                words[i] = i == S0 && first > 0 ? words[i] : 0;
            }
            if (is_other && !is_still(command))
                memcpy(words, kept, size * sizeof *kept);
        }
    }
}

static int reduce(const char *path, const char *command) {
    if (!is_still(command))
        return 1;
    without_sequences(command);
    for (uint32_t i = 0; i < count; i++) {
        without_words(sequences[i].code, sequences[i].length, 0, command);
        without_words(sequences[i].initial, INITIAL_WORDS, 1, command);
    }
    without_words(start_words, WORDS, 0, command);
    if (!is_still(command)) // leaves the guest as it is now
        return 1;
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return 2;
    write_text(file);
    return fclose(file) == 0 ? 0 : 2;
}

static void create_machine(void) {
    const char *wrong;
    machine = machine_create(&wrong);
    if (machine == NULL) {
        fprintf(stderr, "sequences: %s\n", wrong);
        exit(2);
    }
    context = frame_words(machine, frame_allocate(machine));
    context[CONTEXT_PAGE_TABLE] = page_table_create(machine);
    context[CONTEXT_SUBSET] = ISA_MIPS32;
    map(CODE, CODE + HEADERS + (count + 1) * CODE_WORDS_MAX * 4, ACCESS_READ + ACCESS_EXECUTE);
    map(DATA, results() + count * RECORD * 4, ACCESS_READ + ACCESS_WRITE);
}

int main(int argc, char **argv) {
    if (argc < 4)
        return 2;
    int is_read = strcmp(argv[1], "-read") == 0, is_reduce = strcmp(argv[1], "-reduce") == 0;
    if (is_read || is_reduce) {
        read_text(argv[2]);
        create_machine();
        build_guest();
    } else {
        generate_seed((uint32_t)strtoul(argv[1], NULL, 0));
        count = (uint32_t)strtoul(argv[2], NULL, 0);
        sequences = calloc(count + 1, sizeof *sequences);
        create_machine();
        make_guest();
    }
    if (is_reduce)
        return reduce(argv[2], argv[3]);
    if (argc == 6)
        return explain(argv[4], argv[5]);
    if (strcmp(argv[3], "-text") == 0) {
        write_text(stdout);
        return 0;
    }
    return write_guest(argv[3]);
}
