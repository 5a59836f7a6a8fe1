// The packets of the GDB remote protocol (gdb's manual, appendix E) over two descriptors.
#ifndef WIRE_H
#define WIRE_H

#include <stdbool.h>
#include <stddef.h>

enum { WIRE_LARGEST = 0x4000 }; // bytes of a packet

// A text that grows. Out of memory it stays as it is and says so.
struct text {
    char *bytes;
    size_t size;
    size_t capacity;
    bool is_lost;
};

void text_clear(struct text *text);
void text_free(struct text *text);
void text_bytes(struct text *text, const void *bytes, size_t size);
void text_print(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_hexadecimal(struct text *text, const void *bytes, size_t size);
// As a packet has binary data, with what means something else escaped.
void text_binary(struct text *text, const void *bytes, size_t size);

struct wire {
    int in;
    int out;
    bool needs_acknowledgement;
    bool is_interrupted; // byte 3 came while nobody read
    bool is_closed;
    size_t first; // of what was received and not taken yet
    size_t end;
    unsigned char received[WIRE_LARGEST];
    char packet[WIRE_LARGEST + 1]; // the last one, and a zero
    size_t size;
};

void wire_start(struct wire *wire, int in, int out);
// Waits for the next packet. False when the connection is at its end.
bool wire_receive(struct wire *wire);
void wire_send(struct wire *wire, const char *bytes, size_t size);
// Whether an interrupt has come, or the connection has ended; does not wait.
bool wire_look(struct wire *wire);

#endif
