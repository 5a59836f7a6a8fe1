// The loop: a packet, its reply.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "debugger.h"

// ---- numbers ----

bool packet_is(const char **text, char expected) {
    if (**text != expected)
        return false;
    ++*text;
    return true;
}

static int digit_of(char character) {
    if (character >= '0' && character <= '9')
        return character - '0';
    character |= 0x20;
    return character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
}

bool packet_number(const char **text, uint64_t *number) {
    enum { DIGITS = 16 };
    int digits = 0;
    *number = 0;
    for (int digit; (digit = digit_of(**text)) >= 0; ++*text) {
        if (++digits > DIGITS)
            return false;
        *number = *number << 4 | (unsigned)digit;
    }
    return digits > 0;
}

size_t packet_bytes(const char *text, void *bytes, size_t size) {
    unsigned char *byte = bytes;
    size_t count = 0;
    while (count < size && digit_of(text[0]) >= 0 && digit_of(text[1]) >= 0) {
        byte[count++] = (unsigned char)(digit_of(text[0]) << 4 | digit_of(text[1]));
        text += 2;
    }
    return count;
}

// ---- replies ----

void reply_ok(struct debugger *debugger) {
    text_print(&debugger->reply, "OK");
}

void reply_error(struct debugger *debugger, enum mixter_error error) {
    enum { ERROR_FAULT = 14 };
    if (error == MIXTER_OK)
        reply_ok(debugger);
    else
        text_print(&debugger->reply, "E%02x",
                   error == MIXTER_ERROR_ADDRESS ? ERROR_FAULT : (unsigned)error);
}

void debugger_say(struct debugger *debugger, const char *bytes, size_t size) {
    enum { PIECE = WIRE_LARGEST / 4 };
    while (size > 0 && !debugger->wire.is_closed) {
        size_t piece = size < PIECE ? size : PIECE;
        struct text text = {0};
        text_print(&text, "O");
        text_hexadecimal(&text, bytes, piece);
        if (!text.is_lost)
            wire_send(&debugger->wire, text.bytes, text.size);
        text_free(&text);
        bytes += piece;
        size -= piece;
    }
}

// ---- running ----

static void run(struct debugger *debugger, enum resumption how, uint32_t inferior,
                struct range range) {
    enum mixter_error wrong = MIXTER_OK;
    bool is_forward = how == RESUME || how == RESUME_STEP || how == RESUME_RANGE;
    const char *heeded = debugger->resumed == (uint32_t)ALL_INFERIORS
                             ? NULL
                             : debugger->inferiors[debugger->resumed].path;
    wrong = history_heed(debugger->history, heeded);
    if (wrong == MIXTER_OK && !(debugger->has_ended && is_forward))
        wrong = resume(debugger, how, inferior, range);
    if (wrong == MIXTER_OK)
        stop_reply(debugger);
    else
        reply_error(debugger, wrong);
}

// vCont;ACTION[:THREAD]…: the first action for a thread decides; only one runs at a time anyway. If
// gdb means to resume one process only, it takes no stop of others, which have to run all the same.
static void run_actions(struct debugger *debugger, const char *text) {
    enum resumption how = RESUME;
    uint32_t inferior = debugger->stopped;
    struct range range = {0, 0};
    uint64_t first = 0, end = 0, signal;
    bool is_chosen = false;
    debugger->resumed = (uint32_t)ALL_INFERIORS;
    while (packet_is(&text, ';')) {
        char action = *text++;
        uint32_t whose = (uint32_t)ALL_INFERIORS;
        bool is_right = action == 'c' || action == 's' ||
                        ((action == 'C' || action == 'S') && packet_number(&text, &signal)) ||
                        (action == 'r' && packet_number(&text, &first) && packet_is(&text, ',') &&
                         packet_number(&text, &end));
        if (!is_right || (packet_is(&text, ':') && !inferior_parse(debugger, &text, &whose))) {
            reply_error(debugger, MIXTER_ERROR_ARGUMENT);
            return;
        }
        if (is_chosen && whose != debugger->resumed)
            debugger->resumed = (uint32_t)ALL_INFERIORS;
        if (is_chosen)
            continue;
        is_chosen = true;
        debugger->resumed = whose;
        if (action == 's' || action == 'S')
            how = RESUME_STEP;
        if (action == 'r')
            how = RESUME_RANGE;
        if (whose != (uint32_t)ALL_INFERIORS)
            inferior = whose;
    }
    if (how == RESUME_RANGE)
        range = (struct range){(uint32_t)first, end > UINT32_MAX ? UINT32_MAX : (uint32_t)end};
    if (!is_chosen || *text != 0)
        reply_error(debugger, MIXTER_ERROR_ARGUMENT);
    else
        run(debugger, how, inferior, range);
}

// c, s, C, S and their addresses, as old gdbs send them.
static void run_plainly(struct debugger *debugger, const char *text) {
    bool is_step = text[0] == 's' || text[0] == 'S';
    uint64_t signal, address;
    debugger->resumed = (uint32_t)ALL_INFERIORS;
    text++;
    if ((text[-1] == 'C' || text[-1] == 'S') && packet_number(&text, &signal))
        packet_is(&text, ';');
    if (packet_number(&text, &address)) {
        struct mixter_registers registers;
        const char *path = debugger->inferiors[debugger->stopped].path;
        enum mixter_error wrong = mixter_read_registers(debugger->machine, path, &registers);
        registers.pc = (uint32_t)address;
        registers.next_pc = registers.pc + 4;
        if (wrong == MIXTER_OK)
            wrong = mixter_write_registers(debugger->machine, path, &registers);
        if (wrong == MIXTER_OK)
            wrong = history_cut(debugger->history);
        if (wrong != MIXTER_OK) {
            reply_error(debugger, wrong);
            return;
        }
    }
    run(debugger, is_step ? RESUME_STEP : RESUME, debugger->stopped, (struct range){0, 0});
}

static void run_back(struct debugger *debugger, const char *packet) {
    debugger->resumed = (uint32_t)ALL_INFERIORS;
    if (strcmp(packet, "bc") == 0)
        run(debugger, RESUME_BACK, debugger->stopped, (struct range){0, 0});
    else if (strcmp(packet, "bs") == 0)
        run(debugger, RESUME_STEP_BACK, debugger->general, (struct range){0, 0});
}

// ---- other packets ----

static void select_thread(struct debugger *debugger, const char *text) {
    uint32_t inferior = debugger->general;
    bool is_general = packet_is(&text, 'g');
    if (!is_general && !packet_is(&text, 'c'))
        return;
    if (!inferior_parse(debugger, &text, &inferior) || *text != 0) {
        reply_error(debugger, MIXTER_ERROR_ARGUMENT);
        return;
    }
    if (is_general)
        debugger->general = inferior;
    reply_ok(debugger);
}

static void is_alive(struct debugger *debugger, const char *text) {
    uint32_t inferior = 0;
    bool is_there = inferior_parse(debugger, &text, &inferior) &&
                    (inferior == 0 || inferior_exists(debugger, inferior));
    reply_error(debugger, is_there ? MIXTER_OK : MIXTER_ERROR_CONTEXT);
}

static void run_monitor(struct debugger *debugger, const char *hexadecimal) {
    char command[256];
    struct text answer = {0};
    size_t size = packet_bytes(hexadecimal, command, sizeof command - 1);
    command[size] = 0;
    monitor(debugger, command, &answer);
    text_hexadecimal(&debugger->reply, answer.bytes, answer.size);
    text_free(&answer);
}

static void thread_information(struct debugger *debugger, const char *text) {
    struct text words = {0};
    uint32_t inferior = 0;
    struct mixter_context context;
    if (inferior_parse(debugger, &text, &inferior)) {
        const char *path = debugger->inferiors[inferior].path;
        bool is_there = mixter_context(debugger->machine, path, &context) == MIXTER_OK;
        text_print(&words, "context %s%s", path, is_there ? "" : ", not started");
    }
    text_hexadecimal(&debugger->reply, words.bytes, words.size);
    text_free(&words);
}

static bool begins(const char **text, const char *with) {
    size_t length = strlen(with);
    if (strncmp(*text, with, length) != 0)
        return false;
    *text += length;
    return true;
}

static void query(struct debugger *debugger, const char *text) {
    if (begins(&text, "qSupported"))
        text_print(&debugger->reply,
                   "PacketSize=%x;QStartNoAckMode+;multiprocess+;vContSupported+;swbreak+;hwbreak+;"
                   "ReverseStep+;ReverseContinue+;qXfer:features:read+;qXfer:threads:read+;"
                   "qXfer:auxv:read+;qXfer:siginfo:read+;qXfer:memory-map:read+;"
                   "qXfer:exec-file:read+",
                   WIRE_LARGEST);
    else if (begins(&text, "qXfer:"))
        object_packet(debugger, text);
    else if (begins(&text, "qRcmd,"))
        run_monitor(debugger, text);
    else if (begins(&text, "qThreadExtraInfo,"))
        thread_information(debugger, text);
    else if (begins(&text, "qfThreadInfo"))
        threads_list(debugger);
    else if (begins(&text, "qsThreadInfo"))
        text_print(&debugger->reply, "l");
    else if (begins(&text, "qAttached"))
        text_print(&debugger->reply, "0");
    else if (begins(&text, "qSymbol"))
        reply_ok(debugger);
    else if (strcmp(text, "qC") == 0)
        text_print(&debugger->reply, "QCp%x.1", (unsigned)debugger->stopped + 1);
    else
        lldb_query(debugger, text);
}

static void start_over(struct debugger *debugger) {
    resume_at(debugger, 0);
}

static void long_packet(struct debugger *debugger, const char *text) {
    if (strcmp(text, "vCont?") == 0) {
        text_print(&debugger->reply, "vCont;c;C;s;S;r");
    } else if (begins(&text, "vCont")) {
        run_actions(debugger, text);
    } else if (begins(&text, "vFile:")) {
        file_packet(debugger, text);
    } else if (begins(&text, "vKill")) {
        reply_ok(debugger); // gdb closes the connection when it has killed all
    } else if (begins(&text, "vRun")) {
        start_over(debugger);
        stop_reply(debugger);
    }
}

static void plain_packet(struct debugger *debugger, const char *packet) {
    switch (packet[0]) {
    case '?': stop_reply(debugger); break;
    case '!': reply_ok(debugger); break;
    case 'g': registers_read(debugger); break;
    case 'G': registers_write(debugger, packet + 1); break;
    case 'p': register_read(debugger, packet + 1); break;
    case 'P': register_write(debugger, packet + 1); break;
    case 'm': memory_read_packet(debugger, packet + 1); break;
    case 'M': memory_write_packet(debugger, packet + 1, false); break;
    case 'X': memory_write_packet(debugger, packet + 1, true); break;
    case 'H': select_thread(debugger, packet + 1); break;
    case 'T': is_alive(debugger, packet + 1); break;
    case 'Z':
    case 'z': point_packet(debugger, packet); break;
    case 'c':
    case 's':
    case 'C':
    case 'S': run_plainly(debugger, packet); break;
    case 'b': run_back(debugger, packet); break;
    case 'q': query(debugger, packet); break;
    case 'v': long_packet(debugger, packet); break;
    case 'R': start_over(debugger); break;
    case 'D':
        debugger->is_over = debugger->is_detached = true;
        reply_ok(debugger);
        break;
    default: break; // empty: not supported
    }
}

static bool is_start_of_silence(struct debugger *debugger) {
    if (strcmp(debugger->wire.packet, "QStartNoAckMode") != 0)
        return false;
    wire_send(&debugger->wire, "OK", 2);
    debugger->wire.needs_acknowledgement = false;
    return true;
}

static uint32_t run_on(struct debugger *debugger) {
    points_end(debugger);
    debugger->is_console = false;
    while (!debugger->has_ended && resume(debugger, RESUME, 0, (struct range){0, 0}) == MIXTER_OK)
        continue;
    return (uint32_t)debugger->stop.status;
}

uint32_t debugger_serve(struct debugger *debugger) {
    enum { NOT_CONNECTED = 125 };
    bool was_connected = false;
    while (!debugger->is_over && wire_receive(&debugger->wire)) {
        was_connected = true;
        if (is_start_of_silence(debugger))
            continue;
        const char *packet = debugger->wire.packet;
        bool needs_no_reply = packet[0] == 'k' || packet[0] == 'R';
        text_clear(&debugger->reply);
        if (packet[0] == 'k')
            debugger->is_over = true;
        else
            plain_packet(debugger, packet);
        if (debugger->reply.is_lost) {
            text_clear(&debugger->reply);
            reply_error(debugger, MIXTER_ERROR_MEMORY);
        }
        if (!needs_no_reply)
            wire_send(&debugger->wire, debugger->reply.bytes != NULL ? debugger->reply.bytes : "",
                      debugger->reply.size);
    }
    if (debugger->is_detached)
        return run_on(debugger);
    if (!was_connected) {
        fprintf(stderr, "%s: --gdb: the connection has ended before it began\n", debugger->command);
        return NOT_CONNECTED;
    }
    return debugger->has_ended ? (uint32_t)debugger->stop.status : 0;
}
