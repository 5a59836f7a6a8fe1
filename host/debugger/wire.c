#define _GNU_SOURCE
#include "wire.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { INTERRUPT = 3 };

// ---- texts ----

void text_clear(struct text *text) {
    text->size = 0;
    text->is_lost = false;
}

void text_free(struct text *text) {
    free(text->bytes);
    memset(text, 0, sizeof *text);
}

static char *text_room(struct text *text, size_t size) {
    if (text->size + size + 1 > text->capacity) {
        size_t capacity = (text->size + size + 1) * 2;
        char *larger = realloc(text->bytes, capacity);
        if (larger == NULL) {
            text->is_lost = true;
            return NULL;
        }
        text->bytes = larger;
        text->capacity = capacity;
    }
    text->bytes[text->size + size] = 0;
    return text->bytes + text->size;
}

void text_bytes(struct text *text, const void *bytes, size_t size) {
    char *room = text_room(text, size);
    if (room == NULL)
        return;
    memcpy(room, bytes, size);
    text->size += size;
}

void text_print(struct text *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *room = size < 0 ? NULL : text_room(text, (size_t)size);
    if (room == NULL)
        return;
    va_start(arguments, format);
    vsnprintf(room, (size_t)size + 1, format, arguments);
    va_end(arguments);
    text->size += (size_t)size;
}

void text_hexadecimal(struct text *text, const void *bytes, size_t size) {
    static const char digits[] = "0123456789abcdef";
    const unsigned char *byte = bytes;
    char *room = text_room(text, 2 * size);
    if (room == NULL)
        return;
    for (size_t i = 0; i < size; i++) {
        room[2 * i] = digits[byte[i] >> 4];
        room[2 * i + 1] = digits[byte[i] & 15];
    }
    text->size += 2 * size;
}

void text_binary(struct text *text, const void *bytes, size_t size) {
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < size; i++) {
        char escaped[2] = {'}', (char)(byte[i] ^ 0x20)};
        if (byte[i] == '#' || byte[i] == '$' || byte[i] == '}' || byte[i] == '*')
            text_bytes(text, escaped, 2);
        else
            text_bytes(text, byte + i, 1);
    }
}

// ---- receiving ----

void wire_start(struct wire *wire, int in, int out) {
    memset(wire, 0, sizeof *wire);
    wire->in = in;
    wire->out = out;
    wire->needs_acknowledgement = true;
}

static bool fill(struct wire *wire) {
    ssize_t size;
    if (wire->is_closed)
        return false;
    do
        size = read(wire->in, wire->received, sizeof wire->received);
    while (size < 0 && errno == EINTR);
    wire->first = 0;
    wire->end = size > 0 ? (size_t)size : 0;
    wire->is_closed = size <= 0;
    return size > 0;
}

static int next_byte(struct wire *wire) {
    return wire->first < wire->end || fill(wire) ? wire->received[wire->first++] : -1;
}

static void put(struct wire *wire, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t written = write(wire->out, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            wire->is_closed = true;
            return;
        }
        bytes += written;
        size -= (size_t)written;
    }
}

static int digit(int byte) {
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

enum received { RECEIVED, DAMAGED, ENDED };

// What follows a $, to the checksum; escapes are resolved.
static enum received receive_body(struct wire *wire) {
    unsigned sum = 0;
    bool is_escaped = false, is_long = false;
    int byte;
    wire->size = 0;
    while ((byte = next_byte(wire)) != '#') {
        if (byte < 0)
            return ENDED;
        if (byte == '$') { // the last one was cut off
            wire->size = sum = 0;
            is_escaped = is_long = false;
            continue;
        }
        sum += (unsigned)byte;
        if (byte == '}' && !is_escaped) {
            is_escaped = true;
            continue;
        }
        is_long = is_long || wire->size == WIRE_LARGEST;
        if (!is_long)
            wire->packet[wire->size++] = (char)(is_escaped ? byte ^ 0x20 : byte);
        is_escaped = false;
    }
    wire->packet[wire->size] = 0;
    int high = next_byte(wire), low = next_byte(wire);
    if (high < 0 || low < 0)
        return ENDED;
    bool is_right = digit(high) >= 0 && digit(low) >= 0 &&
                    (unsigned)(digit(high) << 4 | digit(low)) == (sum & 0xff);
    return is_right && !is_long && !is_escaped ? RECEIVED : DAMAGED;
}

bool wire_receive(struct wire *wire) {
    int byte;
    while ((byte = next_byte(wire)) >= 0) {
        if (byte != '$') // also an interrupt: nothing runs
            continue;
        enum received received = receive_body(wire);
        if (received == ENDED)
            return false;
        if (wire->needs_acknowledgement)
            put(wire, received == RECEIVED ? "+" : "-", 1);
        if (received == RECEIVED)
            return true;
    }
    return false;
}

bool wire_look(struct wire *wire) {
    struct pollfd waiting = {.fd = wire->in, .events = POLLIN};
    do { // what came together with the last packet, too
        while (wire->first < wire->end && wire->received[wire->first] != '$') {
            if (wire->received[wire->first++] == INTERRUPT)
                wire->is_interrupted = true;
        }
    } while (!wire->is_closed && wire->first == wire->end && poll(&waiting, 1, 0) > 0 &&
             fill(wire));
    bool is_due = wire->is_interrupted || wire->is_closed;
    wire->is_interrupted = false;
    return is_due;
}

// ---- sending ----

void wire_send(struct wire *wire, const char *bytes, size_t size) {
    enum { ATTEMPTS = 3 };
    struct text frame = {0};
    unsigned sum = 0;
    for (size_t i = 0; i < size; i++)
        sum += (unsigned char)bytes[i];
    text_print(&frame, "$");
    text_bytes(&frame, bytes, size);
    text_print(&frame, "#%02x", sum & 0xff);
    for (int i = 0; i < ATTEMPTS && !wire->is_closed; i++) {
        put(wire, frame.bytes, frame.is_lost ? 0 : frame.size);
        int byte = wire->needs_acknowledgement ? next_byte(wire) : '+';
        while (byte >= 0 && byte != '+' && byte != '-' && byte != '$')
            byte = next_byte(wire);
        if (byte == '$')
            wire->first--; // it has gone on
        if (byte != '-')
            break;
    }
    text_free(&frame);
}
