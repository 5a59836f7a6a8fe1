// mixter step: a page that shows where a program is, and keys that go forward and back. It is a
// client of host/debugger, as gdb's server is.
//
//   step.c     the command: at the terminal, or page by page from a script
//   keys.c     what keys and lines of a script do
//   move.c     lines, calls and returns, in both directions
//   event.c    exceptions, system calls, writes
//   names.c    addresses and places by their names, and the other way round
//   source.c   text of source files
//   page.c     how the page is divided
//   panes.c    what is in its parts
//   grid.c     a page as characters; screen.c: a terminal
#ifndef PAGE_H
#define PAGE_H

#include "../../core/debug/backtrace.h"
#include "../../core/debug/lines.h"
#include "../debugger/debugger.h"
#include "grid.h"

enum { POINTS_MOST = 64, MEMORY_SHOWN = 1024, MESSAGE_SIZE = 256, OUTPUT_KEPT = 4096 };

struct point_shown {
    int number; // history's
    uint32_t inferior;
    uint32_t address;
};

// What was to be seen before the last move, to mark what it has changed.
struct snapshot {
    bool is_there;
    uint32_t inferior;
    struct mixter_registers registers;
    uint32_t stack; // first address
    uint32_t memory;
    size_t stack_size;
    size_t memory_size;
    unsigned char stack_bytes[MEMORY_SHOWN];
    unsigned char memory_bytes[MEMORY_SHOWN];
};

// An instruction of a context that has been executed.
struct spot {
    uint64_t place;
    uint32_t pc;
    uint32_t stack; // stack pointer
};

// All instructions of a context between two places.
struct window {
    uint32_t inferior;
    uint64_t first;
    uint64_t end;
    struct spot *spots;
    uint32_t count;
    uint32_t capacity;
};

struct source {
    char *name; // as debugging information has it
    char *text; // NULL: cannot be read
    const char **lines;
    uint32_t count;
    struct source *next;
};

// Where code comes from.
struct location {
    const char *function; // NULL: not known
    uint32_t offset;
    const char *file; // NULL: not known
    uint32_t line;
};

struct page {
    struct debugger *debugger;
    struct grid grid;
    struct image hypervisor;           // no bytes: not needed
    uint32_t shown;                    // inferior
    uint64_t start;                    // place of the program's beginning
    struct mixter_registers registers; // of the shown context,
    bool has_registers;                // if they are there
    struct snapshot before;
    struct point_shown points[POINTS_MOST];
    uint32_t point_count;
    struct window window;
    struct source *sources;
    const char *cursor_file; // NULL: the cursor is where the program is
    uint32_t cursor_line;
    uint32_t source_top; // what is in the first row, of which file
    const char *source_file;
    uint32_t code_top;
    uint32_t memory; // address of the first row
    uint32_t word;   // the selected one
    bool shows_floating;
    bool shows_help;
    char message[MESSAGE_SIZE];
    bool is_alarm;            // the message
    char output[OUTPUT_KEPT]; // the end of what the program has written
    size_t output_size;
    uint64_t output_total;
};

// ---- names.c ----

const char *page_path(const struct page *page); // of the shown context
// The program of a context; NULL: not known.
const struct image *page_image(const struct page *page, uint32_t inferior);
struct location page_locate(const struct page *page, uint32_t inferior, uint32_t pc);
bool page_word(const struct page *page, uint32_t address, uint32_t *word);
// "items+8" or "main+0x14", if an address is of something that has a name.
bool page_name(const struct page *page, uint32_t address, char *text, size_t size);
// An address from a number, a register, a symbol, or sums of them; `*` before it: the word there.
// False after a message.
bool page_address(struct page *page, const char *text, uint32_t *address);
// The addresses at which the code of a place begins: FILE:LINE, LINE, FUNCTION, *ADDRESS; at most
// `most`. 0 after a message.
uint32_t page_code(struct page *page, const char *place, uint32_t *addresses, uint32_t most);
// The address behind the line that only makes the frame of a function.
uint32_t page_body(const struct page *page, uint32_t function);
// The functions that the shown context is in, innermost first.
uint32_t page_calls(const struct page *page, struct code_frame *frames, uint32_t most);
// The call that the shown context is in returns to an address, with a stack pointer. False if that
// is not known.
bool page_return(const struct page *page, uint32_t *address, uint32_t *stack);

// ---- source.c ----

const struct source *source_find(struct page *page, const char *name);
void sources_free(struct page *page);

// ---- move.c ----

enum distance { MOVE_INSTRUCTION, MOVE_LINE, MOVE_OVER, MOVE_OUT, MOVE_CONTINUE };

void page_message(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
void page_alarm(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
// After the machine has moved: where it is, and why it has stopped there.
void page_arrive(struct page *page);
// Before it does.
void page_leave(struct page *page);
bool page_has_stopped(const struct page *page); // for a reason of its own
void page_move(struct page *page, enum distance distance, bool is_back, uint32_t count);
// To the next of these addresses, or the last one.
void page_run_to(struct page *page, const uint32_t *addresses, uint32_t count, bool is_back);
void page_go(struct page *page, uint64_t place);
// To the last instruction of the shown context.
void page_go_to_previous(struct page *page);
bool page_may_move(struct page *page, bool is_back); // otherwise says why not
void window_free(struct window *window);

// ---- event.c ----

void page_event(struct page *page, bool is_back);
void page_write(struct page *page, uint32_t address, bool is_back);

// ---- page.c ----

void page_draw(struct page *page);

// ---- panes.c ----

void draw_title(const struct page *page, const struct area *area);
void draw_source(struct page *page, struct area area);
void draw_code(struct page *page, struct area area);
void draw_registers(const struct page *page, struct area area);
void draw_stack(const struct page *page, struct area area);
void draw_memory(const struct page *page, struct area area);
void draw_contexts(const struct page *page, struct area area);
void draw_calls(const struct page *page, struct area area);
void draw_output(const struct page *page, struct area area);

// ---- keys.c ----

enum answer { GO_ON, ASK, QUIT };

// Does what a key says, so many times. ASK: it needs an argument, and `argument` is NULL; *question
// is what for.
enum answer keys_do(struct page *page, uint32_t key, uint32_t count, const char *argument,
                    const char **question);
// A line of a script: [COUNT] KEY [ARGUMENT].
enum answer keys_line(struct page *page, const char *line);
void draw_keys(const struct area *area); // the line at the bottom
void draw_help(const struct page *page, struct area area);

#endif
