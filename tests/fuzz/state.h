// The input of the differential fuzzer (docs/verify.md): a state of the whole machine, guests of
// guests included, and what happens to it. As bytes for a fuzzer that knows nothing of it; as text
// for people and for git.
#ifndef STATE_H
#define STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "../../core/machine/context.h"
#include "../../core/machine/frames.h"
#include "../../core/machine/switch.h"

// Memory: pages for code and data; then for each guest a directory, a table, and a page that has
// its block as a rule.
enum { LEVELS_MAX = 3, PLAIN_PAGES = 8, PAGES_OF_GUEST = 3 };
enum { MEMORY_PAGES = PLAIN_PAGES + PAGES_OF_GUEST * (LEVELS_MAX - 1), VIRTUAL_PAGES = 32 };
enum { GUEST_DIRECTORY, GUEST_TABLE, GUEST_BLOCK };
enum { ALL_ACCESS = ACCESS_READ + ACCESS_WRITE + ACCESS_EXECUTE };

// Of the host: nothing that a guest may notice. Each is a byte; what it means is in tune.c.
#define SETTINGS                                                                                   \
    SETTING(WINDOW, "window")       /* when an address space gets one */                           \
    SETTING(CODE, "code")           /* size of the code cache */                                   \
    SETTING(SPACES, "spaces")       /* that the translator keeps; 15 of 16: anew */                \
    SETTING(MAPPINGS, "mappings")   /* of the host, for windows */                                 \
    SETTING(CHECKED, "checked")     /* failures after which a store is checked */                  \
    SETTING(REGISTERS, "registers") /* that are in host registers: 0, the usual ones */            \
    SETTING(FLOATS, "floats")       /* the same of coprocessor 1 */                                \
    SETTING(PROCESSOR, "processor") /* bits: without AVX, without SSE4.1 */                        \
    SETTING(INTERVAL, "interval")   /* between two samples */                                      \
    SETTING(SMALL_BUDGET, "budget") /* that is left to the interpreter */                          \
    SETTING(SLICE, "slice")         /* in which the machine beneath runs; 0: in one */             \
    SETTING(KEEP, "keep")           /* 1: what is derived from the state before */                 \
    SETTING(LAZY, "lazy")           /* 1: pages that fault are mapped; else skipped */             \
    SETTING(FILL, "fill")           /* 1: plain memory is system calls where nothing is; else 0 */

enum setting {
#define SETTING(id, name) SETTING_##id,
    SETTINGS
#undef SETTING
        SETTING_COUNT
};

enum action_kind {
    ACTION_RUN,      // a: the budget; b: the engine of the mixed world
    ACTION_MAP,      // page a of level 0: to page b / 8, with permissions b % 8
    ACTION_MOVE,     // page a of memory gets another frame
    ACTION_REGISTER, // word a of the context = word
    ACTION_STORE,    // word a of page b = word
    ACTION_RESTART,  // the context as at the start
    ACTION_RESTORE,  // page a as at the start
    ACTION_FORGET,   // the translator: everything, or chooses registers anew
    ACTION_KINDS
};

struct action {
    uint8_t kind;
    uint8_t b;
    uint16_t a;
    uint32_t word;
};

struct mapping {
    uint8_t level, page, to, permissions;
};

// Words of memory from a place on; the words are in the state, those of the first piece first.
struct piece {
    uint16_t page, index, count;
};

struct level {
    uint32_t context[CONTEXT_UNUSED];
    uint32_t block; // of a guest: where in memory, page and offset
};

enum { MAPPINGS_MAX = 48, PIECES_MAX = 24, ACTIONS_MAX = 32, WORDS_MAX = 12000 };

struct state {
    uint8_t settings[SETTING_COUNT];
    uint8_t level_count, mapping_count, piece_count, action_count;
    struct level levels[LEVELS_MAX];
    struct mapping mappings[MAPPINGS_MAX];
    struct piece pieces[PIECES_MAX];
    struct action actions[ACTIONS_MAX];
    uint32_t word_count;
    uint32_t words[WORDS_MAX];
};

// Words that no piece has are left as they are.
void state_copy(struct state *to, const struct state *from);

enum { STATE_BYTES_MAX = sizeof(struct state) };

// Pages of memory that a state with so many levels uses.
uint32_t state_pages(const struct state *state);
// Where a page is in the address space of a level. The first half of the plain ones is below a
// limit between two tables.
uint32_t state_address(uint32_t level, uint32_t page);
// The page of an address in the address space of a level; VIRTUAL_PAGES: none.
uint32_t state_page(uint32_t level, uint32_t address);
// The page of memory that a guest has for something.
uint32_t state_guest_page(uint32_t level, uint32_t role);
// Memory at the start, with the blocks and page tables of guests: state_pages pages.
void state_memory(const struct state *state, uint32_t memory[][PAGE_WORDS]);
// The context of level 0 at the start, but for its page table.
void state_context(const struct state *state, uint32_t *context);

// Makes of anything a state that can be run.
void state_make_valid(struct state *state);
// Whatever the bytes are, a state comes of them that can be run.
void state_read_bytes(struct state *state, const uint8_t *bytes, size_t size);
// The number of bytes, or 0 if there is no room for them.
size_t state_write_bytes(const struct state *state, uint8_t *bytes, size_t size);

void state_write_text(FILE *file, const struct state *state);
// Into a state that is empty. NULL, or what is wrong; `line` counts on.
const char *state_read_text(FILE *file, struct state *state, unsigned *line);

const char *setting_name(enum setting setting);
void context_word_text(uint32_t word, char name[CONTEXT_NAME_SIZE]);

#endif
