// What is asked for, and where.
#define _GNU_SOURCE
#include "why_ask.h"

#include <stdlib.h>
#include <string.h>

#include "../../core/debug/lines.h"
#include "why_story.h"

enum { TAIL = 4096 }; // instructions before a death, to see how it came

// ---- places ----

struct wanted_line {
    const char *file;
    size_t file_length;
    uint32_t line;
    uint32_t address; // the lowest; 0: not found
};

// A file is meant by its name, or by the last parts of its path.
static bool is_file(const char *path, const char *name, size_t length) {
    size_t size = strlen(path);
    return size >= length && memcmp(path + size - length, name, length) == 0 &&
           (size == length || path[size - length - 1] == '/');
}

static bool find_line(void *state, const struct source_line *line) {
    struct wanted_line *wanted = state;
    if (line->line == wanted->line && line->file != NULL &&
        is_file(line->file, wanted->file, wanted->file_length) &&
        (wanted->address == 0 || line->start < wanted->address))
        wanted->address = line->start;
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

static uint32_t function_address(const struct why_run *run, const char *name) {
    uint32_t address;
    if (mixter_symbol(run->machine, run->path, name, &address) != MIXTER_OK)
        return 0;
    struct symbol symbol = image_function_at(run->image, address);
    uint32_t bounds[3] = {address, symbol.address + symbol.size, 0};
    image_lines(run->image, find_body, bounds);
    return bounds[2] != 0 ? bounds[2] : address;
}

// FILE:LINE or FUNCTION, without the :TIME, which is read into *time (0: none is given).
static uint32_t code_address(const struct why_run *run, char *text, uint64_t *time) {
    char *colon = strrchr(text, ':'), *end;
    *time = 0;
    if (colon == NULL)
        return function_address(run, text);
    unsigned long last = strtoul(colon + 1, &end, 10);
    if (end == colon + 1 || *end != 0)
        return 0;
    *colon = 0;
    char *before = strrchr(text, ':');
    if (before == NULL && strchr(text, '.') == NULL) {
        *time = last;
        return function_address(run, text);
    }
    if (before != NULL) {
        *time = last;
        *before = 0;
        last = strtoul(before + 1, NULL, 10);
    }
    struct wanted_line wanted = {text, strlen(text), (uint32_t)last, 0};
    image_lines(run->image, find_line, &wanted);
    return wanted.address;
}

// The last time the address is reached, or that time.
static bool reach(struct why_run *run, uint32_t address, uint64_t time, struct mixter_stop *stop) {
    int point;
    if (history_break(run->history, run->path, address, &point) != MIXTER_OK)
        return false;
    enum mixter_error wrong = MIXTER_OK;
    if (time == 0) {
        wrong = history_back(run->history, stop);
    } else {
        wrong = history_go(run->history, 0, stop);
        for (uint64_t i = 0; i < time && wrong == MIXTER_OK; i++) {
            wrong = history_run(run->history, MIXTER_NO_BUDGET, stop);
            if (stop->reason != MIXTER_STOP_BREAKPOINT)
                break;
        }
    }
    bool is_there = wrong == MIXTER_OK && stop->reason == MIXTER_STOP_BREAKPOINT;
    history_remove(run->history, point);
    return is_there;
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
    uint32_t address = code_address(run, copy, &time);
    free(copy);
    if (address == 0)
        return "there is no such line with code, nor a function of this name";
    if (!reach(run, address, time, &stop))
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

// The divisor of the routine that divides for machines which do not trap.
static bool last_division(struct why_run *run, uint64_t end, struct why_question *question) {
    if (why_window(run, end, TAIL) != MIXTER_OK)
        return false;
    for (uint32_t i = run->window_count; i-- > 0;) {
        struct symbol symbol = image_function_at(run->image, run->window[i].pc);
        if (symbol.name == NULL ||
            (strcmp(symbol.name, "__divide") != 0 && strcmp(symbol.name, "__remainder") != 0))
            continue;
        while (i > 0 && run->window[i].pc != symbol.address)
            i--;
        question->reg = REGISTER_A0 + 1;
        question->place = run->window[i].total;
        question->name = "the divisor";
        return true;
    }
    return false;
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
    if (strcmp(signal, "SIGFPE") == 0 && last_division(run, end->total, question))
        return NULL;
    if (strcmp(signal, "SIGSEGV") != 0 && strcmp(signal, "SIGBUS") != 0)
        return "no value has ended the program: say which is asked for (--of)";
    bool is_access = has_code && (isa_is_load(operation) || isa_is_store(operation));
    if (!is_access)
        return last_jump(run, end->total, question) ? NULL : "nothing is known of this death";
    enum isa_kind kind = isa_table[operation].kind;
    bool is_indexed = kind == ISA_LOAD_INDEXED || kind == ISA_STORE_INDEXED;
    question->reg = isa_rs(word);
    if (question->reg == 0 ||
        (is_indexed && isa_rt(word) != 0 && is_mapped(run, registers->general[question->reg])))
        question->reg = isa_rt(word);
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
