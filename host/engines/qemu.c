// qemu-mipsel as an engine for Mixter, over its port for gdb. A program of a few words is all that
// it runs by itself: it maps pages for others, by system calls that are made from here.
//
// It stops exactly after a step, and at breakpoints, which are put on system calls. In a delay slot
// it knows where the branch leads, but neither tells nor can be told. Of ll and sc, and of the
// user-local word, nothing is told either.
#define _GNU_SOURCE
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../../include/mixter-engine.h"
#include "likely.h"

enum { PACKET = 4096, REGISTERS = 73, POINTS = 4096, PAGES = 0x80000, CHUNK = 1024 };
enum { LO = 33, HI = 34, PC = 37, FPR = 38, FCSR = 70 }; // in gdb's order of registers
enum { STUB = 0x7e000000, STUB_CODE = STUB + 0x100, STUB_STACK = STUB + 0x200 };
enum { CALL_MMAP2 = 4210, CALL_MPROTECT = 4125, CALL_MUNMAP = 4091, FIXED = 0x812 };
enum { SYSCALL = 12, BREAK = 13 };
enum { CACHE = 0x2f }; // users do not have it

struct machine {
    pid_t process;
    int socket;
    char packet[PACKET + 4]; // the last answer
    size_t received, taken;
    char bytes[PACKET];
    unsigned char permissions[PAGES];
    uint32_t points[POINTS];
    uint32_t count;
    uint32_t registers[REGISTERS];
};

// ---- packets ----

static int next_byte(struct machine *machine) {
    if (machine->taken == machine->received) {
        ssize_t count = recv(machine->socket, machine->bytes, sizeof machine->bytes, 0);
        if (count <= 0)
            return -1;
        machine->received = (size_t)count;
        machine->taken = 0;
    }
    return (unsigned char)machine->bytes[machine->taken++];
}

static bool receive(struct machine *machine) {
    size_t length = 0;
    int byte;
    while ((byte = next_byte(machine)) != '$')
        if (byte < 0)
            return false;
    while ((byte = next_byte(machine)) != '#' && length < PACKET) {
        if (byte < 0)
            return false;
        machine->packet[length++] = (char)byte;
    }
    machine->packet[length] = '\0';
    next_byte(machine);
    next_byte(machine);
    return send(machine->socket, "+", 1, MSG_NOSIGNAL) == 1;
}

// Sends a request and waits for its answer.
static bool ask(struct machine *machine, const char *request) {
    char text[PACKET + 8];
    unsigned sum = 0;
    for (const char *at = request; *at != '\0'; at++)
        sum += (unsigned char)*at;
    int length = snprintf(text, sizeof text, "$%s#%02x", request, sum & 255);
    return send(machine->socket, text, (size_t)length, MSG_NOSIGNAL) == length && receive(machine);
}

static bool is_ok(struct machine *machine, const char *request) {
    return ask(machine, request) && strcmp(machine->packet, "OK") == 0;
}

static char *put_hex(char *text, const void *bytes, size_t size) {
    for (size_t i = 0; i < size; i++)
        text += sprintf(text, "%02x", ((const unsigned char *)bytes)[i]);
    return text;
}

static bool get_hex(const char *text, void *bytes, size_t size) {
    for (size_t i = 0; i < size; i++) {
        unsigned value;
        if (sscanf(text + 2 * i, "%2x", &value) != 1)
            return false;
        ((unsigned char *)bytes)[i] = (unsigned char)value;
    }
    return true;
}

static bool get_registers(struct machine *machine) {
    return ask(machine, "g") &&
           get_hex(machine->packet, machine->registers, sizeof machine->registers);
}

static bool put_registers(struct machine *machine) {
    char request[PACKET] = "G";
    put_hex(request + 1, machine->registers, sizeof machine->registers);
    return is_ok(machine, request);
}

// ---- steps ----

// Lets it go, by "s" or "c", until it stops; *number is gdb's of the signal.
static bool go(struct machine *machine, const char *how, unsigned *number) {
    return ask(machine, how) && sscanf(machine->packet, "T%2x", number) == 1 &&
           get_registers(machine);
}

// A branch likely that is not taken takes two steps: it stops at the slot, which is not executed.
static bool step(struct machine *machine, uint32_t word, unsigned *number) {
    const uint32_t *registers = machine->registers;
    uint32_t slot = registers[PC] + 4;
    bool is_skipped = skips_slot(word, (int32_t)registers[word >> 21 & 31],
                                 (int32_t)registers[word >> 16 & 31], registers[FCSR]);
    return go(machine, "s", number) &&
           (!is_skipped || registers[PC] != slot || go(machine, "s", number));
}

// ---- its system calls ----

// Made by the stub; the registers are what they were. Arguments beyond the fourth are on its stack.
static bool call(struct machine *machine, uint32_t number, uint32_t address, uint32_t size,
                 uint32_t permissions) {
    uint32_t saved[REGISTERS];
    unsigned stopped;
    if (!get_registers(machine))
        return false;
    memcpy(saved, machine->registers, sizeof saved);
    machine->registers[2] = number;
    machine->registers[4] = address;
    machine->registers[5] = size;
    machine->registers[6] = permissions;
    machine->registers[7] = FIXED;
    machine->registers[29] = STUB_STACK;
    machine->registers[PC] = STUB_CODE;
    bool is_done =
        put_registers(machine) && go(machine, "s", &stopped) && machine->registers[7] == 0;
    memcpy(machine->registers, saved, sizeof saved);
    return put_registers(machine) && is_done;
}

// ---- memory ----

static bool read_chunk(struct machine *machine, uint32_t address, void *bytes, size_t size) {
    char request[64];
    sprintf(request, "m%x,%x", (unsigned)address, (unsigned)size);
    return ask(machine, request) && machine->packet[0] != 'E' &&
           get_hex(machine->packet, bytes, size);
}

static int read_memory(void *machine, uint32_t address, void *bytes, size_t size) {
    for (size_t done = 0; done < size; done += CHUNK) {
        size_t part = size - done < CHUNK ? size - done : CHUNK;
        if (!read_chunk(machine, address + (uint32_t)done, (char *)bytes + done, part))
            return -1;
    }
    return 0;
}

static bool set_point(struct machine *machine, uint32_t address, bool is_set) {
    char request[64];
    sprintf(request, "%c0,%x,4", is_set ? 'Z' : 'z', (unsigned)address);
    return is_ok(machine, request);
}

// Where qemu-mipsel would do something itself.
static bool place_points(struct machine *machine, uint32_t page) {
    uint32_t words[MIXTER_ENGINE_PAGE / 4];
    for (uint32_t i = machine->count; i > 0; i--) {
        uint32_t *point = &machine->points[i - 1];
        if (*point / MIXTER_ENGINE_PAGE != page / MIXTER_ENGINE_PAGE)
            continue;
        if (!set_point(machine, *point, false))
            return false;
        *point = machine->points[--machine->count];
    }
    if ((machine->permissions[page / MIXTER_ENGINE_PAGE] & 4) == 0)
        return true;
    if (read_memory(machine, page, words, sizeof words) != 0)
        return false;
    for (uint32_t i = 0; i < MIXTER_ENGINE_PAGE / 4; i++) {
        bool is_point = words[i] >> 26 == 0 && (words[i] & 63) >> 1 == SYSCALL >> 1;
        if (is_point && (machine->count == POINTS || !set_point(machine, page + i * 4, true)))
            return false;
        if (is_point)
            machine->points[machine->count++] = page + i * 4;
    }
    return true;
}

static int map(void *state, uint32_t address, uint32_t size, uint32_t permissions) {
    struct machine *machine = state;
    for (uint32_t page = address; page != address + size; page += MIXTER_ENGINE_PAGE) {
        unsigned char *now = &machine->permissions[page / MIXTER_ENGINE_PAGE];
        if (page >= 0x80000000u || page / MIXTER_ENGINE_PAGE == STUB / MIXTER_ENGINE_PAGE)
            return -1;
        uint32_t number = permissions == 0 ? CALL_MUNMAP : *now == 0 ? CALL_MMAP2 : CALL_MPROTECT;
        if (permissions == 0 && *now == 0)
            continue;
        *now = (unsigned char)permissions;
        if ((permissions == 0 && !place_points(machine, page)) ||
            !call(machine, number, page, MIXTER_ENGINE_PAGE, permissions) ||
            (permissions != 0 && !place_points(machine, page)))
            return -1;
    }
    return 0;
}

// gdb may write what the program may.
static int write_memory(void *state, uint32_t address, const void *bytes, size_t size) {
    struct machine *machine = state;
    uint32_t page = address - address % MIXTER_ENGINE_PAGE;
    uint32_t permissions = page < 0x80000000u ? machine->permissions[page / MIXTER_ENGINE_PAGE] : 0;
    bool is_written = true;
    if (permissions == 0 ||
        ((permissions & 2) == 0 && !call(machine, CALL_MPROTECT, page, MIXTER_ENGINE_PAGE, 3)))
        return -1;
    for (size_t done = 0; done < size && is_written; done += CHUNK) {
        size_t part = size - done < CHUNK ? size - done : CHUNK;
        char request[PACKET];
        int length = sprintf(request, "M%x,%x:", (unsigned)(address + done), (unsigned)part);
        put_hex(request + length, (const char *)bytes + done, part);
        is_written = is_ok(machine, request);
    }
    if ((permissions & 2) == 0 &&
        !call(machine, CALL_MPROTECT, page, MIXTER_ENGINE_PAGE, permissions))
        return -1;
    return is_written && ((permissions & 4) == 0 || place_points(machine, page)) ? 0 : -1;
}

// ---- contexts ----

static int set(void *state, const struct mixter_engine_context *context) {
    struct machine *machine = state;
    memcpy(machine->registers, context->general, sizeof context->general);
    memcpy(machine->registers + FPR, context->floating, sizeof context->floating);
    machine->registers[LO] = context->lo;
    machine->registers[HI] = context->hi;
    machine->registers[PC] = context->pc;
    machine->registers[FCSR] = context->fcsr;
    return put_registers(machine) ? 0 : -1;
}

static int get(void *state, struct mixter_engine_context *context) {
    struct machine *machine = state;
    if (!get_registers(machine))
        return -1;
    *context = (struct mixter_engine_context){.pc = machine->registers[PC],
                                              .next_pc = machine->registers[PC] + 4,
                                              .hi = machine->registers[HI],
                                              .lo = machine->registers[LO],
                                              .fcsr = machine->registers[FCSR]};
    memcpy(context->general, machine->registers, sizeof context->general);
    memcpy(context->floating, machine->registers + FPR, sizeof context->floating);
    return 0;
}

// ---- running ----

static bool is_executable(const struct machine *machine, uint32_t pc) {
    return pc < 0x80000000u && pc % 4 == 0 &&
           (machine->permissions[pc / MIXTER_ENGINE_PAGE] & 4) != 0;
}

static bool is_trap(uint32_t word) {
    uint32_t opcode = word >> 26, function = word & 63, t = word >> 16 & 31;
    return (opcode == 0 && function >= 0x30 && function <= 0x36) ||
           (opcode == 1 && t >= 8 && t <= 14);
}

// What a load or store accesses; 0 if it is none.
static uint32_t address_of(const struct machine *machine, uint32_t word) {
    uint32_t base = machine->registers[word >> 21 & 31];
    if (word >> 26 >= 0x20)
        return base + ((word & 0xffff) ^ 0x8000) - 0x8000;
    return word >> 26 == 0x13 ? base + machine->registers[word >> 16 & 31] : 0; // indexed
}

// By the signal that the program would get, gdb's number, and what it stands at.
static void explain(struct machine *machine, unsigned number, struct mixter_engine_stop *stop) {
    uint32_t pc = machine->registers[PC], word = 0;
    bool is_fetch = !is_executable(machine, pc);
    if (!is_fetch)
        read_chunk(machine, pc, &word, sizeof word);
    stop->address = is_fetch ? pc : address_of(machine, word);
    if (is_trap(word))
        stop->reason = MIXTER_ENGINE_STOP_TRAP;
    else if (number == 4)
        stop->reason = MIXTER_ENGINE_STOP_RESERVED;
    else if (number == 8)
        stop->reason = word >> 26 == 0x11 || word >> 26 == 0x13 ? MIXTER_ENGINE_STOP_FLOATING
                                                                : MIXTER_ENGINE_STOP_OVERFLOW;
    else if (number == 10 || stop->address >= 0x80000000u || (is_fetch && pc % 4 != 0))
        stop->reason = MIXTER_ENGINE_STOP_ADDRESS_ERROR;
    else if (number == 11)
        stop->reason = MIXTER_ENGINE_STOP_PAGE_FAULT;
    else
        stop->reason = MIXTER_ENGINE_STOP_UNKNOWN;
}

// Stops before what is not to be executed. False if there is nothing of that.
static bool stops_here(struct machine *machine, struct mixter_engine_stop *stop, uint32_t *word) {
    uint32_t pc = machine->registers[PC];
    if (!is_executable(machine, pc) || !read_chunk(machine, pc, word, sizeof *word))
        return false;
    if (*word >> 26 == 0 && (*word & 63) == SYSCALL)
        stop->reason = MIXTER_ENGINE_STOP_CALL;
    else if (*word >> 26 == 0 && (*word & 63) == BREAK)
        stop->reason = MIXTER_ENGINE_STOP_BREAKPOINT;
    else if (*word >> 26 == CACHE)
        stop->reason = MIXTER_ENGINE_STOP_UNKNOWN;
    else
        return false;
    return true;
}

// One step, or without exact end up to an exception.
static int run(void *state, uint64_t budget, struct mixter_engine_stop *stop) {
    struct machine *machine = state;
    uint32_t word = 0;
    unsigned number = 0;
    if (!get_registers(machine))
        return -1;
    uint32_t pc = machine->registers[PC];
    stop->retired = 0;
    if (stops_here(machine, stop, &word))
        return 0;
    if (budget == 1 ? !step(machine, word, &number) : !go(machine, "c", &number))
        return -1;
    bool is_trapped = is_trap(word) && machine->registers[PC] == pc;
    if (budget != 1)
        stop->retired = MIXTER_ENGINE_NOT_TOLD;
    if (budget == 1 && number == 5 && !is_trapped) {
        stop->reason = MIXTER_ENGINE_STOP_BUDGET;
        stop->retired = 1;
    } else if (number != 5 || !stops_here(machine, stop, &word)) {
        explain(machine, number, stop);
    }
    return 0;
}

// ---- its process ----

// An executable of one page: a system call, and what it takes from the stack.
static bool write_stub(const char *path) {
    unsigned char bytes[MIXTER_ENGINE_PAGE] = {0x7f, 'E', 'L', 'F', 1, 1, 1};
    // Doubles are in pairs of registers.
    const unsigned char floats[24] = {[2] = 32, [3] = 2, [4] = 1, [5] = 1, [7] = 1};
    const uint32_t header[] = {8 << 16 | 2, 1, STUB_CODE, 52, 0, 0x70001007, 32 << 16 | 52, 2};
    const uint32_t segments[] = {
        1,          0,    STUB,        STUB,        sizeof bytes,  sizeof bytes,
        7,          4096, // PT_LOAD, and PT_MIPS_ABIFLAGS:
        0x70000003, 0x80, STUB + 0x80, STUB + 0x80, sizeof floats, sizeof floats,
        4,          8};
    const uint32_t code[] = {SYSCALL, 0, 0x1000fffd, 0}; // syscall; nop; b to it; nop
    const uint32_t arguments[] = {0xffffffff, 0};
    memcpy(bytes + 16, header, sizeof header);
    memcpy(bytes + 52, segments, sizeof segments);
    memcpy(bytes + 0x80, floats, sizeof floats);
    memcpy(bytes + (STUB_CODE - STUB), code, sizeof code);
    memcpy(bytes + (STUB_STACK - STUB) + 16, arguments, sizeof arguments);
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return false;
    bool is_written = fwrite(bytes, sizeof bytes, 1, file) == 1;
    return fclose(file) == 0 && is_written && chmod(path, 0755) == 0;
}

static bool reach(struct machine *machine, const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    machine->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    for (int i = 0; i < 500 && waitpid(machine->process, NULL, WNOHANG) == 0; i++) {
        if (connect(machine->socket, (const struct sockaddr *)&address, sizeof address) == 0)
            return ask(machine, "qSupported") && ask(machine, "?");
        nanosleep(&(struct timespec){0, 20000000}, NULL);
    }
    return false;
}

static void close_machine(void *state) {
    struct machine *machine = state;
    if (machine->process > 0) {
        kill(machine->process, SIGKILL);
        waitpid(machine->process, NULL, 0);
    }
    close(machine->socket);
    free(machine);
}

static void *open_machine(void) {
    char folder[] = "/tmp/mixter-qemu-XXXXXX", stub[64], path[64];
    const char *command = getenv("MIXTER_QEMU");
    struct machine *machine = calloc(1, sizeof *machine);
    if (machine == NULL || mkdtemp(folder) == NULL)
        return NULL;
    snprintf(stub, sizeof stub, "%s/stub", folder);
    snprintf(path, sizeof path, "%s/gdb", folder);
    bool is_ready = write_stub(stub) && (machine->process = fork()) >= 0;
    if (is_ready && machine->process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        execlp(command != NULL ? command : "qemu-mipsel", "qemu-mipsel", "-g", path, stub,
               (char *)NULL);
        _exit(127);
    }
    is_ready = is_ready && reach(machine, path);
    unlink(stub);
    unlink(path);
    rmdir(folder);
    if (is_ready)
        return machine;
    close_machine(machine);
    return NULL;
}

static const struct mixter_engine qemu = {
    .version = MIXTER_ENGINE_VERSION,
    .name = "qemu",
    .capabilities = MIXTER_ENGINE_STEPS | MIXTER_ENGINE_EXCEPTIONS | MIXTER_ENGINE_FLOATS,
    .open = open_machine,
    .close = close_machine,
    .map = map,
    .read = read_memory,
    .write = write_memory,
    .set = set,
    .get = get,
    .run = run};

const struct mixter_engine *mixter_engine(uint32_t version) {
    return version == MIXTER_ENGINE_VERSION ? &qemu : NULL;
}
