// What gdb reads of the target besides registers and memory: qXfer, and its files, vFile. The only
// files are the executables of the contexts, so that gdb finds the symbols of all levels.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "debugger.h"

// ---- the auxiliary vector: behind the environment, where the program starts ----

static bool read_word(struct debugger *debugger, uint32_t address, uint32_t *word) {
    unsigned char bytes[4];
    if (mixter_read_memory(debugger->machine, debugger->inferiors[0].path, address, bytes, 4,
                           NULL) != MIXTER_OK)
        return false;
    *word =
        bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
    return true;
}

bool auxiliary_read(struct debugger *debugger) {
    struct mixter_registers registers;
    uint32_t word = 1;
    if (mixter_read_registers(debugger->machine, debugger->inferiors[0].path, &registers) !=
            MIXTER_OK ||
        !read_word(debugger, registers.general[29], &word))
        return false;
    uint32_t address = registers.general[29] + 4 * (word + 2); // the count, arguments, NULL
    do {
        if (!read_word(debugger, address, &word))
            return false;
        address += 4;
    } while (word != 0);
    do {
        for (uint32_t i = 0; i < 2; i++) {
            uint32_t part;
            if (!read_word(debugger, address + 4 * i, &part))
                return false;
            unsigned char bytes[4] = {(unsigned char)part, (unsigned char)(part >> 8),
                                      (unsigned char)(part >> 16), (unsigned char)(part >> 24)};
            text_bytes(&debugger->auxiliary, bytes, 4);
            word = i == 0 ? part : word;
        }
        address += 8;
    } while (word != 0);
    return true;
}

// ---- siginfo, as Linux/MIPS lays it out: number, code, error, address ----

static void describe_signal(struct debugger *debugger, struct text *text) {
    enum { SIGINFO_BYTES = 128 };
    unsigned char bytes[SIGINFO_BYTES] = {0};
    const struct mixter_stop *stop = &debugger->stop;
    const char *name = stop->signal_name != NULL ? stop->signal_name : "";
    bytes[0] = strcmp(name, "SIGSEGV") == 0   ? 11
               : strcmp(name, "SIGBUS") == 0  ? 10
               : strcmp(name, "SIGFPE") == 0  ? 8
               : strcmp(name, "SIGILL") == 0  ? 4
               : strcmp(name, "SIGABRT") == 0 ? 6
                                              : 5;
    bytes[4] = 1;
    for (int i = 0; i < 4; i++)
        bytes[12 + i] = (unsigned char)(stop->pc >> 8 * i);
    text_bytes(text, bytes, sizeof bytes);
}

// ---- qXfer:OBJECT:read:ANNEX:OFFSET,LENGTH ----

static bool make_object(struct debugger *debugger, const char *name, const char *annex,
                        size_t annex_size) {
    struct text *text = &debugger->object;
    text_clear(text);
    if (strcmp(name, "features") == 0 && annex_size == 10 && memcmp(annex, "target.xml", 10) == 0) {
        registers_describe(debugger, text);
    } else if (strcmp(name, "threads") == 0) {
        threads_describe(debugger, text);
    } else if (strcmp(name, "auxv") == 0) {
        text_bytes(text, debugger->auxiliary.bytes, debugger->auxiliary.size);
    } else if (strcmp(name, "siginfo") == 0) {
        describe_signal(debugger, text);
    } else if (strcmp(name, "memory-map") == 0) {
        text_print(text, "<?xml version=\"1.0\"?><memory-map>"
                         "<memory type=\"ram\" start=\"0x0\" length=\"0x80000000\"/></memory-map>");
    } else if (strcmp(name, "exec-file") == 0) {
        uint64_t process = 1;
        if (annex_size > 0 && (!packet_number(&annex, &process) || process == 0 ||
                               process > debugger->inferior_count))
            return false;
        const char *file = debugger->inferiors[process - 1].file;
        text_print(text, "%s", file != NULL ? file : "");
    } else {
        return false;
    }
    return true;
}

void object_packet(struct debugger *debugger, const char *arguments) {
    char name[16];
    uint64_t offset, size;
    size_t length = strcspn(arguments, ":");
    if (length >= sizeof name)
        return;
    memcpy(name, arguments, length);
    name[length] = 0;
    arguments += length;
    if (strncmp(arguments, ":read:", 6) != 0)
        return;
    const char *annex = arguments + 6;
    size_t annex_size = strcspn(annex, ":");
    const char *rest = annex + annex_size;
    if (!packet_is(&rest, ':') || !packet_number(&rest, &offset) || !packet_is(&rest, ',') ||
        !packet_number(&rest, &size)) {
        reply_error(debugger, MIXTER_ERROR_ARGUMENT);
        return;
    }
    // What gdb reads in pieces is what it was at the first.
    if (offset == 0 && !make_object(debugger, name, annex, annex_size)) {
        text_print(&debugger->reply, "E00");
        return;
    }
    const struct text *object = &debugger->object;
    size_t left = offset < object->size ? object->size - (size_t)offset : 0;
    size_t piece = size < left ? (size_t)size : left;
    if (piece > WIRE_LARGEST / 4)
        piece = WIRE_LARGEST / 4;
    text_print(&debugger->reply, "%c", piece < left ? 'm' : 'l');
    if (piece > 0)
        text_binary(&debugger->reply, object->bytes + offset, piece);
}

// ---- vFile ----

enum { FILE_NOT_FOUND = 2, FILE_BAD = 9, FILE_TOO_MANY = 24 }; // error numbers of the protocol

static void file_error(struct debugger *debugger, unsigned number) {
    text_print(&debugger->reply, "F-1,%x", number);
}

static void file_open(struct debugger *debugger, const char *arguments) {
    char name[4096];
    size_t size = packet_bytes(arguments, name, sizeof name - 1);
    name[size] = 0;
    for (uint32_t i = 0; i < debugger->inferior_count; i++) {
        const struct inferior *inferior = &debugger->inferiors[i];
        if (inferior->file == NULL || strcmp(inferior->file, name) != 0)
            continue;
        for (unsigned j = 0; j < FILES_OPEN; j++) {
            if (debugger->files[j] != 0)
                continue;
            debugger->files[j] = i + 1;
            text_print(&debugger->reply, "F%x", j);
            return;
        }
        file_error(debugger, FILE_TOO_MANY);
        return;
    }
    file_error(debugger, FILE_NOT_FOUND);
}

static void file_read(struct debugger *debugger, const struct inferior *file, uint64_t size,
                      uint64_t offset) {
    size_t left = offset < file->size ? file->size - (size_t)offset : 0;
    size_t piece = size < left ? (size_t)size : left;
    if (piece > WIRE_LARGEST / 4)
        piece = WIRE_LARGEST / 4;
    text_print(&debugger->reply, "F%x;", (unsigned)piece);
    text_binary(&debugger->reply, (const unsigned char *)file->bytes + (piece > 0 ? offset : 0),
                piece);
}

// struct stat of the protocol: big-endian, of which gdb needs the kind and the size.
static void file_status(struct debugger *debugger, const struct inferior *file) {
    enum { BYTES = 64, MODE_AT = 8, SIZE_AT = 28, ORDINARY = 0100444 };
    unsigned char bytes[BYTES] = {0};
    for (int i = 0; i < 4; i++)
        bytes[MODE_AT + i] = (unsigned char)(ORDINARY >> (24 - 8 * i));
    for (int i = 0; i < 8; i++)
        bytes[SIZE_AT + i] = (unsigned char)((uint64_t)file->size >> (56 - 8 * i));
    text_print(&debugger->reply, "F%x;", (unsigned)BYTES);
    text_binary(&debugger->reply, bytes, sizeof bytes);
}

void file_packet(struct debugger *debugger, const char *arguments) {
    uint64_t number, size, offset;
    if (strncmp(arguments, "setfs:", 6) == 0) {
        text_print(&debugger->reply, "F0");
        return;
    }
    if (strncmp(arguments, "open:", 5) == 0) {
        file_open(debugger, arguments + 5);
        return;
    }
    const char *text = strchr(arguments, ':');
    if (text == NULL)
        return;
    text++;
    bool is_read = strncmp(arguments, "pread:", 6) == 0;
    bool is_status = strncmp(arguments, "fstat:", 6) == 0;
    if (!is_read && !is_status && strncmp(arguments, "close:", 6) != 0) {
        file_error(debugger, FILE_NOT_FOUND);
    } else if (!packet_number(&text, &number) || number >= FILES_OPEN ||
               debugger->files[number] == 0) {
        file_error(debugger, FILE_BAD);
    } else if (is_status) {
        file_status(debugger, &debugger->inferiors[debugger->files[number] - 1]);
    } else if (!is_read) {
        debugger->files[number] = 0;
        text_print(&debugger->reply, "F0");
    } else if (packet_is(&text, ',') && packet_number(&text, &size) && packet_is(&text, ',') &&
               packet_number(&text, &offset)) {
        file_read(debugger, &debugger->inferiors[debugger->files[number] - 1], size, offset);
    } else {
        file_error(debugger, FILE_BAD);
    }
}
