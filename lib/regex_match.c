// libcstar: regular expressions, executed. The program runs on all ways at once, in the order of
// their priority, with one record for each instruction that a way has come to: time is at most the
// length of the text times that of the program. Only back references need one way after the other.
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include "regex_program.h"

static int holds(const regex_set set, int c) {
    return set[c / CHAR_BIT] >> c % CHAR_BIT & 1;
}

static int is_word_byte(int c) {
    return isalnum(c) || c == '_';
}

// A way through the program is a record of numbers: where it is, where its match begins, what the
// groups are on it, and what they were when last one that is not empty was closed.
enum { AT, FROM, GROUPS };

struct run {
    const struct __regex_program *program;
    const unsigned char *text;
    int flags;
    int position, end;
    int group_count; // that are asked for, without the whole
    int size;        // of a record
    int *now;        // the record at work
    int *best;       // the best match, best_end -1: there is none
    int best_end;
    int *stack; // records to go on with; with references, their numbers among those seen
    int stacked, space;
    int *seen; // records, each followed by its slot
    int seen_count;
    int *slots; // numbers of records, plus 1, by their hash
    unsigned slot_count;
    int *next; // records at the next position
    int next_count;
    int *marks; // the last position, plus 1, at which a way came to an instruction
};

static int byte_at(const struct run *run, int position) {
    return regex_folded(run->program, run->text[position]);
}

static int is_line_end(const struct run *run, int position, int border, int is_barred) {
    return position == border ? !(run->flags & is_barred)
                              : run->program->flags & REG_NEWLINE && run->text[position] == '\n';
}

static int is_true(const struct run *run, int assertion) {
    int at = run->position;
    int before = at > 0 && is_word_byte(run->text[at - 1]);
    int behind = at < run->end && is_word_byte(run->text[at]);
    switch (assertion) {
    case '^': return is_line_end(run, at - 1, -1, REG_NOTBOL);
    case '$': return is_line_end(run, at, run->end, REG_NOTEOL);
    case '`': return at == 0;
    case '\'': return at == run->end;
    case '<': return !before && behind;
    case '>': return before && !behind;
    case 'b': return before != behind;
    default: return before == behind;
    }
}

static int consumes(const struct run *run, const struct regex_instruction *at) {
    if (run->position == run->end) {
        return 0;
    }
    int c = byte_at(run, run->position);
    return at->operation == CHARACTER ? c == at->value : holds(run->program->sets[at->value], c);
}

// An empty match of a group that may be left out does not replace an earlier one.
static void enter_or_leave(struct run *run, const struct regex_instruction *at) {
    int number = at->value, *groups = run->now + GROUPS, *before = groups + 2 * run->group_count;
    size_t size = 2 * (size_t)run->group_count * sizeof *groups;
    if (number == 0 || number > run->group_count) {
        return;
    }
    int *from = groups + 2 * (number - 1), *to = from + 1;
    if (at->operation == OPEN) {
        *from = run->position;
        *to = -1;
    } else if (*from < run->position) {
        *to = run->position;
        memcpy(before, groups, size);
    } else if (at->is_optional && before[2 * (number - 1)] != -1) {
        memcpy(groups, before, size);
    } else {
        *to = run->position;
    }
}

static void copy_record(const struct run *run, int *to, const int *from) {
    memcpy(to, from, (size_t)run->size * sizeof *to);
}

static void keep_match(struct run *run) {
    copy_record(run, run->best, run->now);
    run->best_end = run->position;
}

// Follows the way at work until it consumes something or ends.
static void follow(struct run *run) {
    int *now = run->now;
    for (;;) {
        const struct regex_instruction *at = run->program->code + now[AT];
        if (at->operation == JUMP) {
            now[AT] += at->jump;
            continue;
        }
        if (run->marks[now[AT]] == run->position + 1) {
            if (at->operation != LOOP) {
                return;
            }
            now[AT] += at->jump;
            continue;
        }
        run->marks[now[AT]] = run->position + 1;
        switch (at->operation) {
        case SPLIT:
        case LOOP: {
            int *other = run->stack + run->size * run->stacked++;
            copy_record(run, other, now);
            other[AT] += at->jump;
            break;
        }
        case OPEN:
        case CLOSE: enter_or_leave(run, at); break;
        case ASSERTION:
            if (!is_true(run, at->value)) {
                return;
            }
            break;
        case MATCH: keep_match(run); return;
        default:
            if (consumes(run, at)) {
                now[AT]++;
                copy_record(run, run->next + run->size * run->next_count++, now);
            }
            return;
        }
        now[AT]++;
    }
}

// All ways from a record, those that are preferred first.
static void follow_all(struct run *run, const int *record) {
    if (run->best_end >= 0 && record[FROM] > run->best[FROM]) {
        return;
    }
    copy_record(run, run->now, record);
    follow(run);
    while (run->stacked > 0) {
        copy_record(run, run->now, run->stack + run->size * --run->stacked);
        follow(run);
    }
}

static void begin_record(const struct run *run, int *record) {
    record[AT] = 0;
    record[FROM] = run->position;
    for (int i = GROUPS; i < run->size; i++) {
        record[i] = -1;
    }
}

// A record for each instruction at this position, at the next, and on the stack; three more.
static int run_all_ways(struct run *run) {
    size_t length = (size_t)run->program->length, size = (size_t)run->size;
    unsigned long long total = (3ULL * length + 3) * size + length;
    int *memory = total > REGEX_MOST_MEMORY / sizeof *memory ? NULL : calloc(total, sizeof *memory);
    if (memory == NULL) {
        return REG_ESPACE;
    }
    int *current = memory + length, *begin, count = 0;
    run->marks = memory;
    run->next = current + length * size;
    run->stack = run->next + length * size;
    run->now = run->stack + length * size;
    run->best = run->now + size;
    begin = run->best + size;
    for (;; run->position++) {
        run->next_count = 0;
        for (int i = 0; i < count; i++) {
            follow_all(run, current + i * run->size);
        }
        if (run->best_end < 0) {
            begin_record(run, begin);
            follow_all(run, begin);
        }
        if (run->position == run->end || (run->next_count == 0 && run->best_end >= 0)) {
            break;
        }
        int *free_again = current;
        current = run->next;
        count = run->next_count;
        run->next = free_again;
    }
    return run->best_end < 0 ? REG_NOMATCH : 0;
}

// With references: one way after the other, each with its own position, which is the last number of
// its record; before it stands for each loop where it began last. Ways that have been begun are
// kept: what comes to the same again can find nothing new.
enum { SEEN, NEW, NO_MEMORY };

static int *kept(const struct run *run, int number) {
    return run->seen + (size_t)number * ((size_t)run->size + 1);
}

static unsigned hash(const int *record, int size) {
    unsigned value = 2166136261;
    for (int i = 0; i < size; i++) {
        value = (value ^ (unsigned)record[i]) * 16777619;
        value ^= value >> 15;
    }
    return value;
}

// The slot for a record, which holds it already or is empty.
static unsigned slot_of(const struct run *run, const int *record) {
    size_t bytes = (size_t)run->size * sizeof *record;
    unsigned at = hash(record, run->size) & (run->slot_count - 1);
    while (run->slots[at] != 0 && memcmp(kept(run, run->slots[at] - 1), record, bytes) != 0) {
        at = (at + 1) & (run->slot_count - 1);
    }
    return at;
}

static void enter(struct run *run, int number) {
    int *record = kept(run, number);
    unsigned at = slot_of(run, record);
    run->slots[at] = number + 1;
    record[run->size] = (int)at;
}

// Place for one more record, on the stack too; at most half of the slots are used.
static int grow(struct run *run) {
    if (run->seen_count < run->space) {
        return 1;
    }
    size_t space = 2 * (size_t)run->space + 32;
    unsigned slot_count = run->slot_count == 0 ? 64 : 2 * run->slot_count;
    size_t bytes = space * ((size_t)run->size + 1) * sizeof(int);
    if (bytes > REGEX_MOST_MEMORY) {
        return 0;
    }
    while (slot_count < 2 * space) {
        slot_count *= 2;
    }
    int *seen = realloc(run->seen, bytes);
    run->seen = seen != NULL ? seen : run->seen;
    int *stack = realloc(run->stack, space * sizeof *stack);
    run->stack = stack != NULL ? stack : run->stack;
    int *slots = calloc(slot_count, sizeof *slots);
    if (seen == NULL || stack == NULL || slots == NULL) {
        free(slots);
        return 0;
    }
    free(run->slots);
    run->slots = slots;
    run->slot_count = slot_count;
    run->space = (int)space;
    for (int i = 0; i < run->seen_count; i++) {
        enter(run, i);
    }
    return 1;
}

// A way that goes on later from the jump of the instruction where the one at work is.
static int push(struct run *run) {
    if (!grow(run)) {
        return NO_MEMORY;
    }
    int *other = kept(run, run->seen_count);
    copy_record(run, other, run->now);
    other[run->size - 1] = run->position;
    if (run->slots[slot_of(run, other)] != 0) {
        return SEEN;
    }
    enter(run, run->seen_count);
    run->stack[run->stacked++] = run->seen_count++;
    return NEW;
}

static void forget(struct run *run) {
    for (; run->seen_count > 0; run->seen_count--) {
        run->slots[kept(run, run->seen_count - 1)[run->size]] = 0;
    }
    run->stacked = 0;
}

static int repeats_group(struct run *run, int number) {
    const int *group = run->now + GROUPS + 2 * (number - 1);
    if (group[0] < 0 || group[1] < 0 || group[1] - group[0] > run->end - run->position) {
        return 0;
    }
    for (int from = group[0]; from < group[1]; from++) {
        if (byte_at(run, from) != byte_at(run, run->position + from - group[0])) {
            return 0;
        }
    }
    run->position += group[1] - group[0];
    return 1;
}

// The way at work goes one step: NEW if it goes on, SEEN if it ends.
static int step(struct run *run) {
    int *now = run->now;
    const struct regex_instruction *at = run->program->code + now[AT];
    int *began = now + GROUPS + 4 * run->group_count + at->value; // of a loop
    int is_on = NEW, jump = 1;
    switch (at->operation) {
    case JUMP: jump = at->jump; break;
    case SPLIT: is_on = push(run); break;
    case LOOP:
        if (*began == run->position) {
            *began = -1;
            jump = at->jump;
            break;
        }
        *began = -1;
        is_on = push(run);
        *began = run->position;
        break;
    case OPEN:
    case CLOSE: enter_or_leave(run, at); break;
    case ASSERTION: is_on = is_true(run, at->value); break;
    case REFERENCE: is_on = repeats_group(run, at->value); break;
    case MATCH:
        if (run->position > run->best_end) {
            keep_match(run);
        }
        is_on = SEEN;
        break;
    default:
        is_on = consumes(run, at);
        run->position += is_on;
        break;
    }
    now[AT] += jump;
    return is_on;
}

static int run_each_way(struct run *run) {
    size_t size = (size_t)run->size;
    run->marks = size > REGEX_MOST_MEMORY / 2 / sizeof(int) ? NULL : calloc(2 * size, sizeof(int));
    if (run->marks == NULL) {
        return REG_ESPACE;
    }
    run->now = run->marks;
    run->best = run->now + size;
    int status = NEW;
    for (int from = run->position; from <= run->end && run->best_end < 0; from++) {
        run->position = from;
        begin_record(run, run->now);
        status = push(run);
        while (status != NO_MEMORY && run->stacked > 0 && run->best_end < run->end) {
            copy_record(run, run->now, kept(run, run->stack[--run->stacked]));
            run->now[AT] += run->program->code[run->now[AT]].jump;
            run->position = run->now[run->size - 1];
            do {
                status = step(run);
            } while (status == NEW);
        }
        if (status == NO_MEMORY) {
            break;
        }
        forget(run);
    }
    free(run->stack);
    free(run->seen);
    free(run->slots);
    if (status == NO_MEMORY) {
        return REG_ESPACE;
    }
    return run->best_end < 0 ? REG_NOMATCH : 0;
}

static void deliver(const struct run *run, size_t count, regmatch_t *matches) {
    for (size_t i = 0; i < count; i++) {
        matches[i] = (regmatch_t){-1, -1};
        if (i == 0) {
            matches[i] = (regmatch_t){run->best[FROM], run->best_end};
        } else if (i <= (size_t)run->group_count) {
            const int *group = run->best + GROUPS + 2 * (i - 1);
            matches[i] = (regmatch_t){group[0], group[1]};
        }
    }
}

int regexec(const regex_t *restrict compiled, const char *restrict text, size_t count,
            regmatch_t *restrict matches, int flags) {
    const struct __regex_program *program = compiled->__program;
    struct run run = {.program = program, .text = (const unsigned char *)text, .flags = flags};
    if (flags & REG_STARTEND) {
        run.position = matches[0].rm_so;
        run.end = matches[0].rm_eo;
    } else {
        run.end = (int)strlen(text);
    }
    if (program->flags & REG_NOSUB) {
        count = 0;
    }
    size_t groups = compiled->re_nsub;
    if (!program->has_references && groups >= count) {
        groups = count == 0 ? 0 : count - 1;
    }
    run.group_count = (int)groups;
    run.size = GROUPS + 4 * run.group_count;
    run.best_end = -1;
    if (program->has_references) {
        run.size += program->loop_count + 1;
    }
    int status = program->has_references ? run_each_way(&run) : run_all_ways(&run);
    if (status == 0) {
        deliver(&run, count, matches);
    }
    free(run.marks);
    return status;
}
