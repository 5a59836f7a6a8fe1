// Registers and memory, in gdb's numbers: as gdb has had them for MIPS without a description.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "debugger.h"

enum {
    NUMBER_STATUS = 32,
    NUMBER_LO,
    NUMBER_HI,
    NUMBER_BADVADDR,
    NUMBER_CAUSE,
    NUMBER_PC,
    NUMBER_FLOATING,
    NUMBER_FCSR = NUMBER_FLOATING + 32,
    NUMBER_FIR,
    NUMBERS,

    // What a program in user mode would see on hardware, if it could read coprocessor 0: user mode,
    // coprocessors 0 and 1 not usable and usable; a unit for words, doubles and singles.
    STATUS_OF_USER = 0x20000010,
    FIR_OF_UNIT = 0x00130000
};

static uint32_t *place_of(struct mixter_registers *registers, uint32_t number) {
    if (number < 32)
        return &registers->general[number];
    if (number >= NUMBER_FLOATING && number < NUMBER_FCSR)
        return &registers->floating[number - NUMBER_FLOATING];
    return number == NUMBER_LO     ? &registers->lo
           : number == NUMBER_HI   ? &registers->hi
           : number == NUMBER_PC   ? &registers->pc
           : number == NUMBER_FCSR ? &registers->fcsr
                                   : NULL;
}

static bool get(struct debugger *debugger, struct mixter_registers *registers) {
    const char *path = debugger->inferiors[debugger->general].path;
    return mixter_read_registers(debugger->machine, path, registers) == MIXTER_OK;
}

static enum mixter_error put(struct debugger *debugger, const struct mixter_registers *before,
                             struct mixter_registers *registers) {
    if (registers->pc != before->pc)
        registers->next_pc = registers->pc + 4;
    if (memcmp(before, registers, sizeof *before) == 0)
        return MIXTER_OK;
    enum mixter_error wrong = mixter_write_registers(
        debugger->machine, debugger->inferiors[debugger->general].path, registers);
    return wrong != MIXTER_OK ? wrong : history_cut(debugger->history);
}

static void print(struct text *text, struct mixter_registers *registers, uint32_t number) {
    const uint32_t *place = place_of(registers, number);
    uint32_t word = place != NULL             ? *place
                    : number == NUMBER_STATUS ? STATUS_OF_USER
                    : number == NUMBER_FIR    ? FIR_OF_UNIT
                                              : 0;
    unsigned char bytes[4];
    for (int i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(word >> 8 * i);
    text_hexadecimal(text, bytes, 4);
}

static uint32_t word_of(const unsigned char *bytes) {
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

void registers_read(struct debugger *debugger) {
    struct mixter_registers registers;
    bool is_there = get(debugger, &registers);
    for (uint32_t i = 0; i < NUMBERS; i++) {
        if (is_there)
            print(&debugger->reply, &registers, i);
        else
            text_print(&debugger->reply, "xxxxxxxx"); // gdb: unavailable
    }
}

void registers_write(struct debugger *debugger, const char *hexadecimal) {
    struct mixter_registers before, registers;
    unsigned char bytes[NUMBERS * 4];
    size_t size = packet_bytes(hexadecimal, bytes, sizeof bytes);
    if (!get(debugger, &before)) {
        reply_error(debugger, MIXTER_ERROR_CONTEXT);
        return;
    }
    registers = before;
    for (uint32_t i = 1; i < size / 4; i++) {
        uint32_t *place = place_of(&registers, i);
        if (place != NULL)
            *place = word_of(bytes + 4 * i);
    }
    reply_error(debugger, put(debugger, &before, &registers));
}

void register_read(struct debugger *debugger, const char *arguments) {
    struct mixter_registers registers;
    uint64_t number;
    if (!packet_number(&arguments, &number) || number >= NUMBERS)
        reply_error(debugger, MIXTER_ERROR_ARGUMENT);
    else if (get(debugger, &registers))
        print(&debugger->reply, &registers, (uint32_t)number);
    else
        text_print(&debugger->reply, "xxxxxxxx");
}

void register_write(struct debugger *debugger, const char *arguments) {
    struct mixter_registers before, registers;
    unsigned char bytes[4];
    uint64_t number;
    if (!packet_number(&arguments, &number) || number >= NUMBERS || !packet_is(&arguments, '=') ||
        packet_bytes(arguments, bytes, sizeof bytes) != sizeof bytes || !get(debugger, &before)) {
        reply_error(debugger, MIXTER_ERROR_ARGUMENT);
        return;
    }
    registers = before;
    uint32_t *place = place_of(&registers, (uint32_t)number);
    if (place != NULL && number != 0)
        *place = word_of(bytes);
    reply_error(debugger, put(debugger, &before, &registers));
}

// ---- memory ----

void memory_read_packet(struct debugger *debugger, const char *arguments) {
    uint64_t address, size;
    unsigned char bytes[WIRE_LARGEST / 2];
    size_t done = 0;
    if (!packet_number(&arguments, &address) || !packet_is(&arguments, ',') ||
        !packet_number(&arguments, &size) || address > UINT32_MAX) {
        reply_error(debugger, MIXTER_ERROR_ARGUMENT);
        return;
    }
    if (size > sizeof bytes)
        size = sizeof bytes;
    enum mixter_error wrong =
        mixter_read_memory(debugger->machine, debugger->inferiors[debugger->general].path,
                           (uint32_t)address, bytes, (size_t)size, &done);
    if (wrong != MIXTER_OK && done == 0)
        reply_error(debugger, wrong);
    else
        text_hexadecimal(&debugger->reply, bytes, done);
}

void memory_write_packet(struct debugger *debugger, const char *arguments, bool is_binary) {
    uint64_t address, size;
    unsigned char decoded[WIRE_LARGEST / 2];
    const void *bytes = decoded;
    const char *end = debugger->wire.packet + debugger->wire.size;
    bool is_right = packet_number(&arguments, &address) && packet_is(&arguments, ',') &&
                    packet_number(&arguments, &size) && packet_is(&arguments, ':') &&
                    address <= UINT32_MAX;
    if (is_right && is_binary) {
        bytes = arguments;
        is_right = size <= (size_t)(end - arguments);
    } else if (is_right) {
        is_right = size <= sizeof decoded && packet_bytes(arguments, decoded, size) == size;
    }
    if (!is_right) {
        reply_error(debugger, MIXTER_ERROR_ARGUMENT);
        return;
    }
    const char *path = debugger->inferiors[debugger->general].path;
    enum mixter_error wrong =
        mixter_write_memory(debugger->machine, path, (uint32_t)address, bytes, (size_t)size, NULL);
    if (size > 0 && wrong != MIXTER_ERROR_ARGUMENT) { // a part may have been written
        enum mixter_error cut = history_cut(debugger->history);
        wrong = wrong != MIXTER_OK ? wrong : cut;
    }
    reply_error(debugger, wrong);
}

// ---- their description ----

static void describe_registers(struct text *text, const char *names, uint32_t number,
                               const char *attributes) {
    while (*names != 0) {
        size_t length = strcspn(names, " ");
        text_print(text, "<reg name=\"%.*s\" bitsize=\"32\" regnum=\"%u\"%s/>", (int)length, names,
                   (unsigned)number++, attributes);
        names += length + (names[length] != 0);
    }
}

// The architecture is the file's, so that gdb finds no contradiction (ELF header: e_flags).
void registers_describe(const struct debugger *debugger, struct text *text) {
    enum { FLAGS_AT = 36, ARCHITECTURE_MIPS32R2 = 7 };
    const unsigned char *file = debugger->inferiors[0].bytes;
    bool is_release_2 = file[FLAGS_AT + 3] >> 4 == ARCHITECTURE_MIPS32R2;
    text_print(text,
               "<?xml version=\"1.0\"?><!DOCTYPE target SYSTEM \"gdb-target.dtd\"><target>"
               "<architecture>mips:isa32%s</architecture><feature name=\"org.gnu.gdb.mips.cpu\">",
               is_release_2 ? "r2" : "");
    for (uint32_t i = 0; i < 32; i++)
        text_print(text, "<reg name=\"r%u\" altname=\"%s\" bitsize=\"32\" regnum=\"%u\"/>",
                   (unsigned)i, isa_register_names[i], (unsigned)i);
    describe_registers(text, "lo hi", NUMBER_LO, "");
    describe_registers(text, "pc", NUMBER_PC, "");
    text_print(text, "</feature><feature name=\"org.gnu.gdb.mips.cp0\">");
    describe_registers(text, "status", NUMBER_STATUS, "");
    describe_registers(text, "badvaddr cause", NUMBER_BADVADDR, "");
    text_print(text, "</feature><feature name=\"org.gnu.gdb.mips.fpu\">");
    for (uint32_t i = 0; i < 32; i++)
        text_print(text, "<reg name=\"f%u\" bitsize=\"32\" type=\"ieee_single\" regnum=\"%u\"/>",
                   (unsigned)i, (unsigned)(NUMBER_FLOATING + i));
    describe_registers(text, "fcsr fir", NUMBER_FCSR, " group=\"float\"");
    text_print(text, "</feature></target>");
}
