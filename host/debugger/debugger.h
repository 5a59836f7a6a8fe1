// A server of the GDB remote protocol for one machine, a client of libmixter. Each context of the
// machine is a process of gdb's, with one thread: process 1 is the program, the others are its
// hypervisors, the outermost first, and whatever other guests there are.
#ifndef DEBUGGER_H
#define DEBUGGER_H

#include <stdbool.h>
#include <stdint.h>

#include "../../core/machine/image.h"
#include "../../include/mixter.h"
#include "history.h"
#include "wire.h"

enum { FILES_OPEN = 8, ALL_INFERIORS = -1 };

struct inferior {
    char *path;       // of the context
    bool is_gone;     // gdb has been told that it has ended
    const char *file; // that gdb asks for, and its bytes
    const void *bytes;
    size_t size;
};

// Which engine runs, and when.
struct engines {
    const struct mixture *mixture; // NULL: one engine all the time
    enum mixter_engine now;
    uint64_t executed[MIXTER_ENGINES]; // instructions, also those that were executed again
};

struct point_set {
    uint32_t type; // of the packet Z
    uint32_t address;
    uint32_t size;
    uint32_t inferior;
    int number; // history's
    struct point_set *next;
};

struct debugger {
    const char *command; // for messages
    struct wire wire;
    struct mixter *machine;
    struct history *history;
    struct image image; // of the program
    struct text reply;
    struct inferior *inferiors; // [0]: process 1
    uint32_t inferior_count;
    uint32_t general; // whose registers and memory packets mean
    struct point_set *points;
    uint32_t files[FILES_OPEN]; // whose, from 1; 0: free
    struct text object;         // the last one that qXfer has read
    struct mixter_stop stop;    // where the machine is
    uint32_t stopped;           // whose instruction is next
    uint32_t resumed;           // whose stops gdb takes, or ALL_INFERIORS
    bool is_at_start;           // it went back as far as it goes
    bool has_ended;             // the program, at this place,
    bool is_end_told;           // which gdb has been told as a stop
    bool is_console;            // output of the program goes to gdb
    bool is_over;               // the session
    bool is_detached;           // the program goes on without gdb
    struct text auxiliary;      // the vector, as it is when the program starts
    struct engines engines;
    bool (*look)(struct debugger *debugger); // whether what runs is interrupted
    void *front;                             // whose that is, if it is not the wire's
    uint64_t start;                          // place where the program begins
};

// ---- server.c ----

// Serves the connection until it ends. Returns the exit status.
uint32_t debugger_serve(struct debugger *debugger);
// Shows text in gdb's console.
void debugger_say(struct debugger *debugger, const char *bytes, size_t size);

// ---- packets: each writes debugger->reply; what it leaves empty is not supported ----

void reply_ok(struct debugger *debugger);
void reply_error(struct debugger *debugger, enum mixter_error error);

// registers.c
void registers_read(struct debugger *debugger);
void registers_write(struct debugger *debugger, const char *hexadecimal);
void register_read(struct debugger *debugger, const char *arguments);
void register_write(struct debugger *debugger, const char *arguments);
void registers_describe(const struct debugger *debugger, struct text *text); // target.xml
void memory_read_packet(struct debugger *debugger, const char *arguments);
void memory_write_packet(struct debugger *debugger, const char *arguments, bool is_binary);

// inferiors.c
bool inferiors_start(struct debugger *debugger, uint32_t depth);
void inferiors_update(struct debugger *debugger); // finds contexts that are new
void inferiors_end(struct debugger *debugger);
uint32_t inferior_of(struct debugger *debugger, const char *path);
bool inferior_exists(struct debugger *debugger, uint32_t inferior);
// Reads p1.1, p1.-1, p1, -1 or 0; -1 and 0 leave *inferior. False if it is none of those.
bool inferior_parse(const struct debugger *debugger, const char **text, uint32_t *inferior);
void threads_list(struct debugger *debugger);
void threads_describe(struct debugger *debugger, struct text *text);

// points.c
void point_packet(struct debugger *debugger, const char *packet);
void points_end(struct debugger *debugger);
const struct point_set *point_find(const struct debugger *debugger, int number);

// resume.c
enum resumption { RESUME, RESUME_STEP, RESUME_RANGE, RESUME_BACK, RESUME_STEP_BACK };
struct range {
    uint32_t first;
    uint32_t end; // exclusive
};
enum mixter_error resume(struct debugger *debugger, enum resumption how, uint32_t inferior,
                         struct range range);
enum mixter_error resume_at(struct debugger *debugger, uint64_t place);
// Back to a place, or to the last before this one where a point stops the run.
enum mixter_error resume_back_to(struct debugger *debugger, uint64_t place);
// So many instructions of the machine.
enum mixter_error resume_for(struct debugger *debugger, uint64_t instructions);
// To the next or last time that a context is at an address. Other stops come first.
enum mixter_error resume_to(struct debugger *debugger, uint32_t inferior, uint32_t address,
                            bool is_back);
void stop_reply(struct debugger *debugger);

// objects.c
void object_packet(struct debugger *debugger, const char *arguments); // after qXfer:
void file_packet(struct debugger *debugger, const char *arguments);   // after vFile:
bool auxiliary_read(struct debugger *debugger);

// lldb.c
void lldb_query(struct debugger *debugger, const char *text);

// engines.c
void engines_start(struct debugger *debugger, enum mixter_engine wanted,
                   const struct mixture *mixture);
// For history: the engine of a place, and where it ends.
uint64_t engines_schedule(void *debugger, uint64_t place);
void engines_ran(void *debugger, uint64_t retired);
// The name of the engine that executes the instruction at a place; the slice that it is in, from
// *first up to *end, which is UINT64_MAX if there are no slices.
const char *engines_at(const struct debugger *debugger, uint64_t place, uint64_t *first,
                       uint64_t *end);
// The name of an engine, by number from 0, and how much it has executed. NULL: there are no more.
const char *engines_count(const struct debugger *debugger, uint32_t number, uint64_t *executed);
// From now on one engine, by its name. False if there is none.
bool engines_choose(struct debugger *debugger, const char *name);

// monitor.c
void monitor(struct debugger *debugger, const char *command, struct text *answer);

// ---- numbers in packets ----

// Hexadecimal; moves *text behind it. False if there is none, or more than 64 bits.
bool packet_number(const char **text, uint64_t *number);
bool packet_is(const char **text, char expected); // moves *text behind the character
// Bytes from hexadecimal digits, at most `size`; returns how many there were.
size_t packet_bytes(const char *text, void *bytes, size_t size);

#endif
