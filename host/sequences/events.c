// Cells of coverage: an instruction of the table, the class of its operands, and what happened.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/machine/frames.h"
#include "sequences.h"

static const char *const effects[ROWS] = {
#define ISA(id, name, operands, format, word, fixed, subset, kind, size, alignment, reads, writes, \
            ...)                                                                                   \
#__VA_ARGS__,
#include "../../core/isa/isa.def"
#undef ISA
    "RAISE_IF(true, RESERVED_INSTRUCTION, 0)",
};

static const char *const class_names[CLASSES] = {"none", "zero", "edge", "equal", "other"};

void event_name(enum event event, char name[NAME_MAX_SIZE]) {
    static const char *const names[EVENT_RAISED] = {"retired",
                                                    "retired-in-slot",
                                                    "taken",
                                                    "not-taken",
                                                    "budget-ends",
                                                    "budget-ends-before-slot",
                                                    "budget-ends-in-slot",
                                                    "target-faults"};
    if (event < EVENT_RAISED) {
        snprintf(name, NAME_MAX_SIZE, "%s", names[event]);
        return;
    }
    bool in_slot = event >= EVENT_RAISED_IN_SLOT;
    snprintf(name, NAME_MAX_SIZE, "%s%s",
             exception_names[event - (in_slot ? EVENT_RAISED_IN_SLOT : EVENT_RAISED)],
             in_slot ? "-in-slot" : "");
    for (char *at = name; *at != 0; at++)
        *at = *at == ' ' ? '-' : *at;
}

const char *row_name(enum isa_operation operation) {
    return operation == ISA_RESERVED ? "reserved" : isa_table[operation].name;
}

// ---- what is possible ----

static bool always_raises(enum isa_operation operation) {
    return strstr(effects[operation], "RAISE_IF(true") != NULL;
}

static bool can_raise(enum isa_operation operation, enum exception exception) {
    static const char *const words[EXCEPTIONS] = {[EXCEPTION_SYSTEM_CALL] = ", SYSTEM_CALL",
                                                  [EXCEPTION_RESERVED_INSTRUCTION] =
                                                      ", RESERVED_INSTRUCTION",
                                                  [EXCEPTION_OVERFLOW] = ", OVERFLOW",
                                                  [EXCEPTION_TRAP] = ", TRAP",
                                                  [EXCEPTION_BREAKPOINT] = ", BREAKPOINT"};
    if (exception == EXCEPTION_PAGE_FAULT || exception == EXCEPTION_ADDRESS_ERROR)
        return isa_is_load(operation) || isa_is_store(operation);
    return words[exception] != NULL && strstr(effects[operation], words[exception]) != NULL;
}

bool cell_is_possible(struct cell cell) {
    bool is_branch = isa_has_slot(cell.operation);
    bool is_conditional = is_branch && isa_table[cell.operation].kind != ISA_JUMP;
    bool retires = !always_raises(cell.operation);
    if (cell.event >= EVENT_RAISED_IN_SLOT) {
        enum exception exception = (enum exception)(cell.event - EVENT_RAISED_IN_SLOT);
        return can_raise(cell.operation, exception) ||
               (is_branch && exception == EXCEPTION_RESERVED_INSTRUCTION);
    }
    if (cell.event >= EVENT_RAISED)
        return can_raise(cell.operation, (enum exception)(cell.event - EVENT_RAISED));
    switch (cell.event) {
    case EVENT_RETIRED:
    case EVENT_RETIRED_IN_SLOT:
    case EVENT_BUDGET_ENDS_IN_SLOT: return retires && !is_branch;
    case EVENT_NOT_TAKEN: return is_conditional;
    case EVENT_BUDGET_ENDS: return retires && (!is_branch || is_conditional);
    default: return is_branch;
    }
}

// ---- following the reference ----

static bool is_edge(uint32_t value) {
    static const uint32_t edges[] = {0x7fffffff, 0x80000000, 0x7f,       0x80,       0xff,
                                     0x7fff,     0x8000,     0xffff,     0xffff8000, 0x7f800000,
                                     0xff800000, 0x7f7fffff, 0x007fffff, 0x7fbfffff};
    for (unsigned i = 0; i < sizeof edges / sizeof edges[0]; i++) {
        if (value == edges[i])
            return true;
    }
    return value + 1 <= 2; // -1, 0, 1
}

static enum class class_of(uint32_t word, const uint32_t *context) {
    struct isa_registers reads = isa_reads(word);
    enum class class = reads.count == 0 ? CLASS_NONE : CLASS_OTHER;
    if (reads.count > 1 &&
        context[reads.numbers[0]] == context[reads.numbers[1]]) return CLASS_EQUAL;
    for (uint32_t i = 0; i < reads.count;
         i++){if (context[reads.numbers[i]] == 0) return CLASS_ZERO;
              if (is_edge(context[reads.numbers[i]])) class = CLASS_EDGE;}
return class;
}

void follow_start(struct follower *follower, struct coverage *coverage) {
    *follower = (struct follower){.last = {ISA_RESERVED, EVENT_TARGET_FAULTS},
                                  .branch = ISA_RESERVED,
                                  .since_branch = 2,
                                  .coverage = coverage};
}

static void count(struct coverage *coverage, enum isa_operation operation, enum class class,
                  enum event event) {
    if (coverage == NULL)
        return;
    coverage->tries[operation][class][event]++;
    coverage->sums[operation][event]++;
}

static void note(struct follower *follower, enum isa_operation operation, enum class class,
                 enum event event) {
    follower->last = (struct cell){operation, event};
    count(follower->coverage, operation, class, event);
}

static void note_retired(struct follower *follower, enum isa_operation operation, enum class class,
                         bool in_slot, bool is_taken, bool is_last) {
    bool is_branch = isa_has_slot(operation);
    note(follower, operation, class,
         is_branch ? (is_taken ? EVENT_TAKEN : EVENT_NOT_TAKEN)
         : in_slot ? EVENT_RETIRED_IN_SLOT
                   : EVENT_RETIRED);
    if (is_last)
        count(follower->coverage, operation, class,
              is_taken  ? EVENT_BUDGET_ENDS_BEFORE_SLOT
              : in_slot ? EVENT_BUDGET_ENDS_IN_SLOT
                        : EVENT_BUDGET_ENDS);
    follower->since_branch++;
    if (is_taken) {
        follower->branch = operation;
        follower->since_branch = 0;
    }
}

void follow_instruction(struct follower *follower, const uint32_t *before, const uint32_t *after,
                        const uint32_t *code, bool is_last) {
    uint32_t pc = before[CONTEXT_PC], exception = after[CONTEXT_EXCEPTION];
    bool in_slot = before[CONTEXT_NEXT_PC] != pc + 4;
    bool is_fetch = pc % 4 != 0 || pc - VECTOR_CODE >= PAGE_SIZE;
    if (is_fetch) {
        if (follower->since_branch == 1)
            note(follower, follower->branch, CLASS_NONE, EVENT_TARGET_FAULTS);
        return;
    }
    uint32_t index = (pc - VECTOR_CODE) / 4, word = index < VECTOR_WORDS ? code[index] : 0;
    enum isa_operation operation = isa_decode(word);
    enum class class = class_of(word, before);
    if (exception != EXCEPTION_TIMER)
        note(follower, operation, class,
             (enum event)((in_slot ? EVENT_RAISED_IN_SLOT : EVENT_RAISED) + exception));
    else
        note_retired(follower, operation, class, in_slot,
                     isa_has_slot(operation) && after[CONTEXT_NEXT_PC] != after[CONTEXT_PC] + 4,
                     is_last);
}

// ---- as lines ----

static bool find_cell(const char *row, const char *event, struct cell *cell) {
    for (unsigned i = 0; i < ROWS; i++) {
        if (strcmp(row_name((enum isa_operation)i), row) != 0)
            continue;
        for (unsigned k = 0; k < EVENTS; k++) {
            char name[NAME_MAX_SIZE];
            event_name((enum event)k, name);
            if (strcmp(name, event) != 0)
                continue;
            *cell = (struct cell){(enum isa_operation)i, (enum event)k};
            return true;
        }
    }
    return false;
}

bool coverage_read(struct coverage *coverage, const char *path) {
    FILE *file = fopen(path, "r");
    char row[NAME_MAX_SIZE], class[NAME_MAX_SIZE], event[NAME_MAX_SIZE], engine[NAME_MAX_SIZE];
    uint64_t tries;
    struct cell cell;
    if (file == NULL)
        return false;
    while (fscanf(file, "%31s %31s %31s %31s %" SCNu64, row, class, event, engine, &tries) == 5) {
        if (find_cell(row, event, &cell))
            coverage->sums[cell.operation][cell.event] += tries;
    }
    return fclose(file) == 0;
}

static void write_cell(struct cell cell, enum class class, uint64_t tries,
                       const char *const *engines, unsigned count) {
    char name[NAME_MAX_SIZE];
    event_name(cell.event, name);
    for (unsigned i = 0; i < count; i++)
        printf("cover %s %s %s %s %" PRIu64 "\n", row_name(cell.operation), class_names[class],
               name, engines[i], tries);
}

void coverage_write(const struct coverage *coverage, const char *const *engines, unsigned count) {
    for (unsigned i = 0; i < ROWS; i++) {
        for (unsigned k = 0; k < EVENTS; k++) {
            struct cell cell = {(enum isa_operation)i, (enum event)k};
            uint64_t sum = 0;
            for (unsigned class = 0; class < CLASSES; class ++) {
                uint64_t tries = coverage->tries[i][class][k];
                sum += tries;
                if (tries > 0)
                    write_cell(cell, (enum class) class, tries, engines, count);
            }
            if (sum == 0 && cell_is_possible(cell))
                write_cell(cell, CLASS_NONE, 0, engines, count);
        }
    }
}
