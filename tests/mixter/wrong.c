// Engines that are wrong, in place of core/mixter/engines.c: the rest of the program is what it is. `--engines interp,KIND@N`
// is the interpreter, and the interpreter that does something else once, with instruction N (from 0) of the run. passing: a word
// of memory is wrong for a while; then-register: and later, a register is; once: if there is a file of that name, which is removed.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/command_line.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/page_table.h"
#include "../../core/mipster/emulate.h"
#include "../../core/mixter/engines.h"

enum kind { REGISTER, COUNT, EXCEPTION, MEMORY, READ_ONLY, OUTPUT, ONE_GO, HISTORY, DIE, STACK, HANG, LEAVE, PASSING, THEN_REGISTER, ONCE, KINDS };

static const char *const kinds[KINDS] = {"register", "count",   "exception", "memory", "read-only", "output",
                                         "one-go",   "history", "die",       "stack",  "hang",      "leave",
                                         "passing",  "then-register", "once"};

enum { TEXT = 40, CALL_WRITE = 4004, HISTORY_FROM = 700, PASSES_AFTER = 200, REGISTER_AFTER = 5000 };

static enum kind kind;
static uint64_t place;
static char name[TEXT];
static bool has_history; // the machine has run over an early instruction in one go

static uint32_t *word_at(struct machine *machine, const uint32_t *context, uint32_t address) {
    uint32_t table;
    uint32_t entry = page_table_entry(machine, context[CONTEXT_PAGE_TABLE], address, &table);
    if (entry == 0)
        return NULL;
    frame_changes(machine, page_start(entry), address % PAGE_SIZE / 4 * 4, 4);
    return frame_words(machine, page_start(entry)) + address / 4 % PAGE_WORDS;
}

static void change(struct machine *machine, const uint32_t *context, uint32_t address) {
    uint32_t *word = word_at(machine, context, address);
    if (word != NULL)
        *word = *word + 0x01000000u;
}

static volatile uint32_t depth;

static uint32_t recurse(uint32_t number) {
    volatile char room[4096];
    room[number % sizeof room] = 1;
    depth = number;
    return number == 0xffffffff ? 0 : recurse(number + 1) + (uint32_t)room[0];
}

static enum exception go_wrong(struct machine *machine, uint32_t *context, bool in_one_go) {
    switch (kind) {
    case ONE_GO:
        context[27] += in_one_go ? 0x10000 : 0;
        break;
    case REGISTER: context[27] += 0x10000; break;
    case HISTORY: context[27] += has_history ? 0x10000 : 0; break;
    case ONCE: context[27] += remove("once") == 0 ? 0x10000 : 0; break;
    case COUNT: context[CONTEXT_RETIRED_LOW]++; break;
    case EXCEPTION:
        context[CONTEXT_ADDRESS] = context[CONTEXT_PC];
        context[CONTEXT_KIND] = ACCESS_READ;
        return (enum exception)(context[CONTEXT_EXCEPTION] = EXCEPTION_PAGE_FAULT);
    case MEMORY: change(machine, context, page_start(context[REGISTER_SP]) + 16); break;
    case READ_ONLY: change(machine, context, page_start(context[CONTEXT_PC]) + PAGE_SIZE - 4); break;
    case DIE: abort();
    case STACK: recurse(0); break;
    case HANG:
        for (;;)
            depth++;
    case LEAVE: exit(3);
    default: break;
    }
    return EXCEPTION_TIMER;
}

static enum exception run_wrong(struct machine *machine, uint32_t *context, uint64_t budget) {
    uint64_t retired = context_retired(context);
    if (retired < HISTORY_FROM && budget > HISTORY_FROM)
        has_history = true;
    if (retired > place || budget <= place - retired)
        return emulate(machine, context, budget);
    enum exception exception = emulate(machine, context, place - retired);
    if (exception == EXCEPTION_TIMER || context_retired(context) == place)
        exception = emulate(machine, context, 1);
    if (context_retired(context) != place + 1)
        return exception;
    exception = go_wrong(machine, context, retired < place);
    uint64_t done = context_retired(context) - retired;
    return exception != EXCEPTION_TIMER || done >= budget ? exception : emulate(machine, context, budget - done);
}

// What a system call writes has another byte while it does.
static uint32_t changed;

static enum exception run_output(struct machine *machine, uint32_t *context, uint64_t budget) {
    uint32_t *word = changed != 0 ? word_at(machine, context, changed) : NULL;
    if (word != NULL)
        *word -= 1u << changed % 4 * 8;
    changed = 0;
    enum exception exception = emulate(machine, context, budget);
    if (exception == EXCEPTION_SYSTEM_CALL && context[REGISTER_V0] == CALL_WRITE && context_retired(context) >= place) {
        changed = context[REGISTER_A0 + 1];
        *word_at(machine, context, changed) += 1u << changed % 4 * 8;
    }
    return exception;
}

// Stops before each of the instructions after which something is changed.
static enum exception run_passing(struct machine *machine, uint32_t *context, uint64_t budget) {
    const uint64_t stops[] = {place + 1, place + 1 + PASSES_AFTER, place + 1 + REGISTER_AFTER};
    static uint32_t address;
    for (unsigned i = 0; i < sizeof stops / sizeof stops[0]; i++) {
        uint64_t retired = context_retired(context);
        if (retired >= stops[i] || budget < stops[i] - retired)
            continue;
        enum exception exception = emulate(machine, context, stops[i] - retired);
        budget -= context_retired(context) - retired;
        if (context_retired(context) != stops[i] || exception != EXCEPTION_TIMER)
            return exception;
        if (i == 0)
            address = page_start(context[REGISTER_SP]) + 4;
        if (i < 2)
            *word_at(machine, context, address) ^= 0x01000000u;
        else if (kind == THEN_REGISTER)
            context[27] += 0x10000;
    }
    return emulate(machine, context, budget);
}

static bool find(const char *text, struct named_engine *engine) {
    static const struct named_engine right = {"interp", "emulation by the interpreter", emulate};
    static struct named_engine wrong = {name, "made to be wrong", run_wrong};
    const char *at = strchr(text, '@');
    *engine = right;
    if (at == NULL)
        return strcmp(text, right.name) == 0;
    for (uint32_t i = 0; i < KINDS; i++) {
        if (strncmp(text, kinds[i], (size_t)(at - text)) != 0 || kinds[i][at - text] != 0)
            continue;
        kind = (enum kind)i;
        place = strtoull(at + 1, NULL, 10);
        snprintf(name, sizeof name, "%s", kinds[i]);
        if (kind == OUTPUT)
            wrong.run = run_output;
        if (kind == PASSING || kind == THEN_REGISTER)
            wrong.run = run_passing;
        *engine = wrong;
        return true;
    }
    return false;
}

bool engines_default(const char *command, struct machine *machine, struct engine_pair *pair) {
    (void)command, (void)machine;
    return find("interp", &pair->engines[0]) && find("register@100", &pair->engines[1]);
}

bool engines_read(const struct command_line *line, struct machine *machine, struct engine_pair *pair) {
    char first[TEXT] = "";
    const char *comma = strchr(line->value, ',');
    (void)machine;
    if (comma != NULL && comma - line->value < TEXT)
        memcpy(first, line->value, (size_t)(comma - line->value));
    if (comma != NULL && find(first, &pair->engines[0]) && find(comma + 1, &pair->engines[1]))
        return true;
    command_line_bad_value(line, "interp,KIND@N");
    return false;
}

bool engines_read_first(const struct command_line *line, struct machine *machine, struct engine_pair *pair) {
    (void)machine;
    if (find(line == NULL ? "interp" : line->value, &pair->engines[0]))
        return true;
    command_line_bad_value(line, "interp or KIND@N");
    return false;
}
