// What is asked for, and where.
#define _GNU_SOURCE
#include "why_ask.h"

#include <stdlib.h>
#include <string.h>

#include "../../core/debug/lines.h"
#include "why_slice.h"
#include "why_story.h"

enum { TAIL = 4096 }; // instructions before a death, to see how it came

// ---- places ----

enum { STARTS_MOST = 16 };

// Where the code of a line begins: a loop may come to it in several places.
struct line_starts {
    const char *file;
    size_t file_length;
    uint32_t line;
    uint32_t end; // of the range before, if that is of the same line
    uint32_t count;
    uint32_t addresses[STARTS_MOST];
};

// A file is meant by its name, or by the last parts of its path.
static bool is_file(const char *path, const char *name, size_t length) {
    size_t size = strlen(path);
    return size >= length && memcmp(path + size - length, name, length) == 0 &&
           (size == length || path[size - length - 1] == '/');
}

static bool find_line(void *state, const struct source_line *line) {
    struct line_starts *starts = state;
    if (line->line != starts->line || line->file == NULL ||
        !is_file(line->file, starts->file, starts->file_length))
        return true;
    if (line->start != starts->end && starts->count < STARTS_MOST)
        starts->addresses[starts->count++] = line->start;
    starts->end = line->end;
    return true;
}

// Behind where the parameters are put in their places: the second line of the function.
static bool find_body(void *state, const struct source_line *line) {
    uint32_t *bounds = state; // start, end, and the address that is found
    if (line->start > bounds[0] && line->start < bounds[1] &&
        (bounds[2] == 0 || line->start < bounds[2]))
        bounds[2] = line->start;
    return true;
}

static void find_function(const struct why_run *run, const char *name, struct line_starts *starts) {
    uint32_t address;
    if (mixter_symbol(run->machine, run->path, name, &address) != MIXTER_OK)
        return;
    struct symbol symbol = image_function_at(run->image, address);
    uint32_t bounds[3] = {address, symbol.address + symbol.size, 0};
    image_lines(run->image, find_body, bounds);
    starts->addresses[starts->count++] = bounds[2] != 0 ? bounds[2] : address;
}

// FILE:LINE or FUNCTION, with :TIME behind it, which is read into *time (0: none is given).
static void find_code(const struct why_run *run, char *text, struct line_starts *starts,
                      uint64_t *time) {
    char *colon = strrchr(text, ':'), *end;
    *time = 0;
    if (colon == NULL) {
        find_function(run, text, starts);
        return;
    }
    unsigned long last = strtoul(colon + 1, &end, 10);
    if (end == colon + 1 || *end != 0)
        return;
    *colon = 0;
    char *before = strrchr(text, ':');
    if (before == NULL && strchr(text, '.') == NULL) {
        *time = last;
        find_function(run, text, starts);
        return;
    }
    if (before != NULL) {
        *time = last;
        *before = 0;
        last = strtoul(before + 1, NULL, 10);
    }
    starts->file = text;
    starts->file_length = strlen(text);
    starts->line = (uint32_t)last;
    image_lines(run->image, find_line, starts);
}

// The last time the code is reached, or that time.
static bool reach(struct why_run *run, const struct line_starts *starts, uint64_t time,
                  struct mixter_stop *stop) {
    int points[STARTS_MOST];
    uint32_t count = 0;
    enum mixter_error wrong = MIXTER_OK;
    while (count < starts->count && wrong == MIXTER_OK) {
        wrong = history_break(run->history, run->path, starts->addresses[count], &points[count]);
        count += wrong == MIXTER_OK;
    }
    if (wrong == MIXTER_OK && time == 0) {
        wrong = history_back(run->history, 0, stop);
    } else if (wrong == MIXTER_OK) {
        wrong = history_go(run->history, 0, stop);
        for (uint64_t i = 0; i < time && wrong == MIXTER_OK; i++) {
            wrong = history_run(run->history, MIXTER_NO_BUDGET, stop);
            if (stop->reason != MIXTER_STOP_BREAKPOINT)
                break;
        }
    }
    for (uint32_t i = 0; i < count; i++)
        history_remove(run->history, points[i]);
    return wrong == MIXTER_OK && stop->reason == MIXTER_STOP_BREAKPOINT;
}

static const char *go_to(struct why_run *run, const struct mixter_stop *end, const char *text,
                         uint64_t *place) {
    char *rest;
    *place = end->total;
    if (text == NULL || strcmp(text, "end") == 0 || strcmp(text, "death") == 0)
        return NULL;
    if (text[0] >= '0' && text[0] <= '9') {
        *place = strtoull(text, &rest, 10);
        return *rest != 0 || *place > end->total ? "the run does not come to this place" : NULL;
    }
    char *copy = strdup(text);
    uint64_t time = 0;
    struct mixter_stop stop = {0};
    if (copy == NULL)
        return "out of memory";
    struct line_starts starts = {.count = 0};
    find_code(run, copy, &starts, &time);
    free(copy);
    if (starts.count == 0)
        return "there is no such line with code, nor a function of this name";
    if (!reach(run, &starts, time, &stop))
        return "the run does not come to this place";
    *place = stop.total;
    return NULL;
}

// ---- what a program died of ----

static bool is_mapped(struct why_run *run, uint32_t address) {
    struct mixter_translation translation;
    return mixter_translate(run->machine, run->path, address, &translation) == MIXTER_OK;
}

// The last instruction of a kind of jump by a register, and where it was.
static bool last_jump(struct why_run *run, uint64_t end, struct why_question *question) {
    if (why_window(run, end, TAIL) != MIXTER_OK)
        return false;
    for (uint32_t i = run->window_count; i-- > 0;) {
        const struct mixter_step *step = &run->window[i];
        enum isa_operation operation = isa_decode(step->word);
        if (operation != ISA_JR && operation != ISA_JALR)
            continue;
        question->reg = isa_rs(step->word);
        question->place = step->total;
        return true;
    }
    return false;
}

// A program of starc compares divisors with 0, and kills itself: the register of the branch before
// it asks who it is.
static bool last_division(struct why_run *run, struct why_question *question) {
    enum { CALL_GETPID = 4020, NEAR = 16 };
    uint32_t number = run->call_count;
    while (number > 0 && run->calls[number - 1].number != CALL_GETPID)
        number--;
    if (number == 0 || why_window(run, run->calls[number - 1].total, TAIL) != MIXTER_OK)
        return false;
    for (uint32_t i = run->window_count, steps = 0; i > 0 && steps < NEAR; i--, steps++) {
        const struct mixter_step *step = &run->window[i - 1];
        enum isa_operation operation = isa_decode(step->word);
        if ((operation != ISA_BEQ && operation != ISA_BNE) || step->first != step->second ||
            isa_rs(step->word) * isa_rt(step->word) != 0)
            continue;
        question->reg = isa_rs(step->word) + isa_rt(step->word);
        question->place = step->total;
        question->name = "the divisor";
        return true;
    }
    return false;
}

// The machine of 17 instructions accesses bytes by their words: the pointer is what was aligned.
static void find_aligned(struct why_run *run, uint64_t end, struct why_question *question) {
    uint32_t reg;
    uint64_t place;
    if (run->image->subset != ISA_MIPSTER || why_window(run, end, TAIL) != MIXTER_OK ||
        !slice_aligned(run, question->reg, &reg, &place))
        return;
    question->reg = reg;
    question->place = place;
}

static const char *ask_of_death(struct why_run *run, const struct mixter_stop *end,
                                const struct mixter_registers *registers,
                                struct why_question *question) {
    uint32_t word = 0;
    bool has_code = registers->pc % 4 == 0 && why_read_word(run, registers->pc, &word);
    enum isa_operation operation = isa_decode(word);
    const char *signal = end->signal_name != NULL ? end->signal_name : "";
    if (end->reason != MIXTER_STOP_SIGNAL)
        return "the program did not die: say what is asked for (--of)";
    if (strcmp(signal, "SIGFPE") == 0 && has_code && operation == ISA_TEQ) {
        question->reg = isa_rt(word) != 0 ? isa_rt(word) : isa_rs(word);
        if (registers->general[question->reg] != 0)
            question->reg = isa_rs(word);
        return NULL;
    }
    if (strcmp(signal, "SIGFPE") == 0 && last_division(run, question))
        return NULL;
    if (strcmp(signal, "SIGSEGV") != 0 && strcmp(signal, "SIGBUS") != 0)
        return "no value has ended the program: say which is asked for (mixter why --of)";
    bool is_access = has_code && (isa_is_load(operation) || isa_is_store(operation));
    if (!is_access)
        return last_jump(run, end->total, question) ? NULL : "nothing is known of this death";
    enum isa_kind kind = isa_table[operation].kind;
    bool is_indexed = kind == ISA_LOAD_INDEXED || kind == ISA_STORE_INDEXED;
    question->reg = isa_rs(word);
    if (question->reg == 0 ||
        (is_indexed && isa_rt(word) != 0 && is_mapped(run, registers->general[question->reg])))
        question->reg = isa_rt(word);
    if (isa_table[operation].alignment == 4)
        find_aligned(run, end->total, question);
    return question->reg != 0 ? NULL : "the address is in the instruction itself";
}

// ---- what ----

static bool read_address(const char *text, struct why_question *question) {
    char *end;
    if (text[0] < '0' || text[0] > '9')
        return false;
    unsigned long address = strtoul(text, &end, 0);
    question->address = (uint32_t)address;
    question->size = 4;
    if (*end == ':')
        question->size = (uint32_t)strtoul(end + 1, &end, 10);
    return *end == 0 && question->size >= 1 && question->size <= 8 && address <= USER_LIMIT;
}

static bool read_register(const char *text, struct why_question *question) {
    char *end;
    for (uint32_t i = 1; i < 32; i++) {
        if (strcmp(text, isa_register_names[i]) == 0)
            question->reg = i;
    }
    if (strcmp(text, "hi") == 0)
        question->reg = ISA_HI;
    if (strcmp(text, "lo") == 0)
        question->reg = ISA_LO;
    if (text[0] == 'f' && text[1] >= '0' && text[1] <= '9') {
        unsigned long number = strtoul(text + 1, &end, 10);
        if (*end == 0 && number < 32)
            question->reg = ISA_FPR + (uint32_t)number;
    }
    return question->reg != 0;
}

const char *why_ask(struct why_run *run, const struct mixter_stop *end,
                    const struct why_text *asked, struct why_question *question,
                    const char **text) {
    struct mixter_registers registers;
    *question = (struct why_question){0};
    *text = asked->place != NULL ? asked->place : "end";
    const char *wrong = go_to(run, end, asked->place, &question->place);
    if (wrong != NULL)
        return wrong;
    *text = asked->what != NULL ? asked->what : "why";
    if (why_go(run, question->place) != MIXTER_OK ||
        mixter_read_registers(run->machine, run->path, &registers) != MIXTER_OK)
        return mixter_message(run->machine);
    if (asked->what == NULL && question->place != end->total)
        return "say what is asked for (--of), if it is not what the program died of";
    if (asked->what == NULL)
        return ask_of_death(run, end, &registers, question);
    if (asked->what[0] == '$')
        return read_register(asked->what + 1, question) ? NULL : "there is no such register";
    if (asked->what[0] >= '0' && asked->what[0] <= '9')
        return read_address(asked->what, question) ? NULL
                                                   : "an address and 1 to 8 bytes: 0x404000:4";
    question->name = asked->what;
    return why_evaluate(run, &registers, asked->what, question);
}
