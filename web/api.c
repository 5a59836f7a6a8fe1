// What a page asks of the module: a thin layer over include/mixter.h. A module has one machine, and
// ends with it. Answers that are more than a number are JSON in `answer`; registers and stops are
// read from memory as they are in the header.
//
// Strings come in a block, one after the other, each with its NUL. 64-bit counts are doubles, which
// are exact up to 2^53.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/calls.h"
#include "../core/debug/backtrace.h"
#include "../core/debug/values.h"
#include "../core/isa/isa.h"
#include "../core/kernel/system_calls.h"
#include "../core/machine/page_table.h"
#include "../core/memory.h"
#include "../host/library/library.h"

#define EXPORT(name) __attribute__((export_name(#name))) name
#define IMPORT(name) __attribute__((import_module("page"), import_name(#name)))

int main(int argc, char **argv);

IMPORT(read) int page_read(double position, void *bytes, uint32_t size);
IMPORT(write) int page_write(uint32_t file, double position, const void *bytes, uint32_t size);

enum { LEVELS_MOST = 16, FRAMES_MOST = 64, VALUES_SIZE = 4096 };

static struct mixter *machine;
static struct mixter_stop stop;

// ---- answers ----

static struct {
    char *bytes;
    size_t size, capacity;
} answer;

static void start_answer(void) {
    answer.size = 0;
}

static void reserve(size_t length) {
    if (answer.size + length + 1 > answer.capacity) {
        answer.capacity = (answer.size + length + 1) * 2 + 1024;
        answer.bytes = memory_resize(answer.bytes, answer.capacity);
    }
}

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    size_t length = (size_t)vsnprintf(NULL, 0, format, arguments);
    reserve(length);
    vsnprintf(answer.bytes + answer.size, length + 1, format, again);
    answer.size += length;
    va_end(again);
    va_end(arguments);
}

static void say_text(const char *text) {
    if (text == NULL) {
        say("null");
        return;
    }
    say("\"");
    for (; *text != 0; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            say("\\%c", c);
        else if (c < ' ')
            say("\\u%04x", c);
        else {
            reserve(1);
            answer.bytes[answer.size++] = (char)c;
        }
    }
    say("\"");
}

const char *EXPORT(mx_message)(void) {
    return machine == NULL ? mixter_open_message() : mixter_message(machine);
}

// ---- memory of the page ----

void *EXPORT(mx_allocate)(uint32_t size) {
    return memory_new(size + 1);
}

void EXPORT(mx_free)(void *memory) {
    free(memory);
}

static char **split(char *block, uint32_t count) {
    char **words = memory_new((count + 1) * sizeof *words);
    for (uint32_t i = 0; i < count; i++) {
        words[i] = block;
        block += strlen(block) + 1;
    }
    return words;
}

// ---- commands ----

// A command of mixter, such as starc. exit() ends the module.
int EXPORT(mx_command)(char *block, uint32_t count) {
    int status = main((int)count, split(block, count));
    fflush(NULL);
    return status;
}

// ---- a machine ----

static int64_t read_input(void *state, uint64_t position, void *bytes, size_t size) {
    (void)state;
    return page_read((double)position, bytes, size);
}

static int64_t write_output(void *state, uint64_t position, const void *bytes, size_t size) {
    return page_write((uint32_t)(uintptr_t)state, (double)position, bytes, size);
}

// `environment`: so many strings of the block; the others are arguments. With `depth` hypervisors;
// `is_image`: the first word is only the name of what runs, which is the hypervisors' image.
int EXPORT(mx_open)(char *block, uint32_t count, uint32_t depth, uint32_t is_image,
                    uint32_t mebibytes, uint32_t isa) {
    struct mixter_options options;
    const char *const *words = (const char *const *)split(block, count);
    mixter_options_init(&options);
    options.engine = MIXTER_ENGINE_INTERPRETER;
    options.isa = (enum mixter_isa)isa;
    options.memory = (uint64_t)mebibytes << 20;
    options.files = MIXTER_FILES_READ;
    options.stop_at_calls = 1;
    options.streams[0] = (struct mixter_stream){-1, read_input, NULL, NULL};
    for (int i = 1; i <= 2; i++)
        options.streams[i] = (struct mixter_stream){-1, NULL, write_output, (void *)(uintptr_t)i};
    enum mixter_error wrong = mixter_open(&options, &machine);
    if (wrong != MIXTER_OK)
        return (int)wrong;
    if (depth > 0)
        return (int)mixter_load_tower(machine, depth, (int)count, words);
    return (int)mixter_load_file(machine, is_image ? "hypster" : words[0], (int)count, words);
}

// ---- pieces ----

// Pieces of one context that follow each other are one, up to an exception.
struct piece {
    double start, end;
    double own;    // its count at the start
    uint32_t path; // number of its context
    uint32_t pc, exception, call, address, access;
};

static struct {
    struct piece *all;
    uint32_t count, capacity;
} pieces;

static struct {
    char **names;
    uint32_t count;
} paths;

static uint32_t path_number(const char *path) {
    for (uint32_t i = 0; i < paths.count; i++) {
        if (strcmp(paths.names[i], path) == 0)
            return i;
    }
    paths.names = memory_resize(paths.names, (paths.count + 1) * sizeof *paths.names);
    paths.names[paths.count] = memory_text(path);
    return paths.count++;
}

static void note_piece(void *state, const struct mixter_piece *piece) {
    uint32_t path = path_number(piece->path);
    struct piece *last = pieces.count > 0 ? &pieces.all[pieces.count - 1] : NULL;
    double start = (double)piece->start, own = (double)piece->own;
    (void)state;
    if (last != NULL && last->path == path && last->end == start &&
        last->exception == MIXTER_EXCEPTION_NONE) {
        start = last->start;
        own = last->own;
    } else {
        pieces.count++;
    }
    if (pieces.count > pieces.capacity) {
        pieces.capacity = pieces.count * 2 + 64;
        pieces.all = memory_resize(pieces.all, pieces.capacity * sizeof *pieces.all);
    }
    struct piece *now = &pieces.all[pieces.count - 1];
    now->start = start;
    now->end = (double)(piece->start + piece->retired);
    now->own = own;
    now->path = path;
    now->pc = piece->pc;
    now->exception = (uint32_t)piece->exception;
    now->call = piece->call;
    now->address = piece->address;
    now->access = piece->access;
}

void EXPORT(mx_note_pieces)(uint32_t noted) {
    mixter_visit_pieces(machine, noted ? note_piece : NULL, NULL);
}

// Those since the last call.
const struct piece *EXPORT(mx_pieces)(void) {
    return pieces.all;
}

uint32_t EXPORT(mx_piece_count)(void) {
    uint32_t count = pieces.count;
    pieces.count = 0;
    return count;
}

const char *EXPORT(mx_path)(uint32_t number) {
    return number < paths.count ? paths.names[number] : NULL;
}

// ---- running ----

// NULL: an error. Stops before each system call of level 0.
const struct mixter_stop *EXPORT(mx_run)(double budget) {
    return mixter_run(machine, (uint64_t)budget, &stop) == MIXTER_OK ? &stop : NULL;
}

double EXPORT(mx_total)(void) {
    return (double)stop.total;
}

const char *EXPORT(mx_stop)(void) {
    start_answer();
    say("{\"reason\":%d,\"total\":%.0f,\"context\":", (int)stop.reason, (double)stop.total);
    say_text(stop.context);
    say(",\"pc\":%u,\"status\":%d,\"signal\":", (unsigned)stop.pc, stop.status);
    say_text(stop.signal_name);
    say(",\"cause\":");
    say_text(stop.cause);
    say(",\"point\":%d,\"address\":%u,\"access\":%u,\"call\":%u}", stop.point,
        (unsigned)stop.address, (unsigned)stop.access, (unsigned)stop.call);
    return answer.bytes;
}

// Runs `steps` times so many instructions, and notes where a context is before each: its count, its
// pc and its stack pointer, whenever the count has changed. Ends with the program. Returns how many
// rows.
uint32_t EXPORT(mx_sample)(const char *path, uint32_t stride, uint32_t steps, double *rows) {
    struct mixter_registers registers;
    uint32_t count = 0;
    double before = -1;
    for (uint32_t i = 0; i < steps; i++) {
        if (mixter_read_registers(machine, path, &registers) == MIXTER_OK &&
            (double)registers.retired != before) {
            before = (double)registers.retired;
            rows[3 * count] = before;
            rows[3 * count + 1] = registers.pc;
            rows[3 * count + 2] = registers.general[REGISTER_SP];
            count++;
        }
        if (mixter_run(machine, stride, &stop) != MIXTER_OK || stop.reason == MIXTER_STOP_EXIT ||
            stop.reason == MIXTER_STOP_SIGNAL || stop.reason == MIXTER_STOP_LIMIT)
            break;
    }
    return count;
}

void *EXPORT(mx_checkpoint)(void) {
    struct mixter_checkpoint *checkpoint;
    return mixter_checkpoint(machine, &checkpoint) == MIXTER_OK ? checkpoint : NULL;
}

double EXPORT(mx_checkpoint_size)(const struct mixter_checkpoint *checkpoint) {
    return (double)mixter_checkpoint_size(checkpoint);
}

int EXPORT(mx_restore)(const struct mixter_checkpoint *checkpoint) {
    return (int)mixter_restore(machine, checkpoint);
}

void EXPORT(mx_checkpoint_free)(struct mixter_checkpoint *checkpoint) {
    mixter_checkpoint_free(checkpoint);
}

int EXPORT(mx_break)(const char *path, uint32_t address) {
    int point;
    return mixter_break(machine, path, address, &point) == MIXTER_OK ? point : 0;
}

int EXPORT(mx_watch)(const char *path, uint32_t address, uint32_t size, uint32_t access) {
    int point;
    return mixter_watch(machine, path, address, size, access, &point) == MIXTER_OK ? point : 0;
}

void EXPORT(mx_remove)(int point) {
    mixter_remove(machine, point);
}

// ---- looking ----

const char *EXPORT(mx_digest)(void) {
    uint64_t digest;
    start_answer();
    if (mixter_digest(machine, &digest) != MIXTER_OK)
        return "";
    say("%08x%08x", (unsigned)(digest >> 32), (unsigned)digest);
    return answer.bytes;
}

const char *EXPORT(mx_contexts)(void) {
    struct mixter_context context;
    struct mixter_registers registers;
    uint32_t count = mixter_context_count(machine);
    start_answer();
    say("[");
    for (uint32_t i = 0; i < count; i++) {
        if (mixter_context_at(machine, i, &context) != MIXTER_OK)
            break;
        memset(&registers, 0, sizeof registers);
        say("%s{\"path\":", i > 0 ? "," : "");
        say_text(context.path);
        bool is_there = mixter_read_registers(machine, context.path, &registers) == MIXTER_OK;
        say(",\"level\":%u,\"retired\":%.0f,\"current\":%d,\"block\":%u,\"there\":%d,\"pc\":%u,"
            "\"v0\":%u,\"a0\":%u}",
            (unsigned)context.level, (double)context.retired, context.is_current,
            (unsigned)context.block, is_there, (unsigned)registers.pc,
            (unsigned)registers.general[REGISTER_V0], (unsigned)registers.general[REGISTER_A0]);
    }
    say("]");
    return answer.bytes;
}

const struct mixter_registers *EXPORT(mx_registers)(const char *path) {
    static struct mixter_registers registers;
    return mixter_read_registers(machine, path, &registers) == MIXTER_OK ? &registers : NULL;
}

double EXPORT(mx_retired)(const char *path) {
    struct mixter_registers registers;
    return mixter_read_registers(machine, path, &registers) == MIXTER_OK ? (double)registers.retired
                                                                         : -1;
}

// How many bytes there are.
uint32_t EXPORT(mx_read)(const char *path, uint32_t address, void *bytes, uint32_t size) {
    size_t done = 0;
    mixter_read_memory(machine, path, address, bytes, size, &done);
    return (uint32_t)done;
}

int EXPORT(mx_write)(const char *path, uint32_t address, const void *bytes, uint32_t size) {
    return (int)mixter_write_memory(machine, path, address, bytes, size, NULL);
}

// ---- page tables ----

// The entries for an address in a table whose pages are in the memory of a context.
static bool entries_of(const char *parent, uint32_t directory, uint32_t address,
                       uint32_t entries[2]) {
    entries[0] = entries[1] = 0;
    if (mixter_read_memory(machine, parent, directory + (address >> 22) * 4, &entries[0], 4,
                           NULL) != MIXTER_OK)
        return false;
    return entries[0] != 0 &&
           mixter_read_memory(machine, parent, page_start(entries[0]) + (address >> 12 & 1023) * 4,
                              &entries[1], 4, NULL) == MIXTER_OK;
}

// Of context 0, whose table is in frames.
static void entries_of_program(uint32_t address, uint32_t entries[2]) {
    uint32_t directory = machine->process->context[CONTEXT_PAGE_TABLE];
    entries[0] = frame_words(machine->machine, directory)[address >> 22];
    entries[1] = entries[0] == 0
                     ? 0
                     : frame_words(machine->machine, page_start(entries[0]))[address >> 12 & 1023];
}

// The way of an address down to the memory of this module.
const char *EXPORT(mx_walk)(const char *path, uint32_t address) {
    char own[64], parent[64];
    start_answer();
    say("[");
    snprintf(own, sizeof own, "%s", path);
    for (bool is_first = true;; is_first = false) {
        struct mixter_context context;
        struct mixter_translation translation = {0};
        uint32_t entries[2] = {0, 0}, directory = 0;
        if (mixter_context(machine, own, &context) != MIXTER_OK)
            break;
        snprintf(parent, sizeof parent, "%s", own);
        char *slash = strrchr(parent, '/');
        bool is_mapped = mixter_translate(machine, own, address, &translation) == MIXTER_OK;
        if (slash != NULL) {
            *slash = 0;
            mixter_read_memory(machine, parent, context.block + CONTEXT_PAGE_TABLE * 4, &directory,
                               4, NULL);
            entries_of(parent, directory, address, entries);
        } else {
            entries_of_program(address, entries);
        }
        say("%s{\"path\":", is_first ? "" : ",");
        say_text(own);
        say(",\"address\":%u,\"directory\":%u,\"table\":%u,\"mapped\":%d,\"touched\":%d,"
            "\"permissions\":%u,\"below\":%u}",
            (unsigned)address, (unsigned)entries[0], (unsigned)entries[1], is_mapped,
            translation.is_touched, (unsigned)translation.permissions, (unsigned)translation.below);
        if (slash == NULL || !is_mapped || !translation.is_touched)
            break;
        snprintf(own, sizeof own, "%s", parent);
        address = translation.below;
    }
    say("]");
    return answer.bytes;
}

static int say_page(void *state, uint32_t address, const struct mixter_translation *translation) {
    bool *is_first = state;
    say("%s[%u,%u,%u]", *is_first ? "" : ",", (unsigned)address, (unsigned)translation->permissions,
        (unsigned)translation->below);
    *is_first = false;
    return 0;
}

const char *EXPORT(mx_pages)(const char *path) {
    bool is_first = true;
    start_answer();
    say("[");
    mixter_visit_pages(machine, path, say_page, &is_first);
    say("]");
    return answer.bytes;
}

// ---- code ----

static struct image program; // that the page shows, whoever runs it

int EXPORT(mx_program)(const char *path) {
    unsigned char *bytes;
    uint32_t size;
    if (file_read(path, &bytes, &size) != 0)
        return -1;
    return image_read(&program, bytes, size) == NULL ? 0 : -1;
}

static const struct image *image_of(const char *path) {
    uint32_t level = 0;
    for (const char *c = path; *c != 0; c++)
        level += *c == '/';
    bool is_tower = machine != NULL && machine->depth > 0;
    bool is_hypervisor = machine != NULL && level < machine->depth;
    return is_tower && is_hypervisor ? &machine->image : &program;
}

// {"function":…,"offset":…,"file":…,"line":…}
const char *EXPORT(mx_place)(const char *path, uint32_t address, uint32_t of_program) {
    const struct image *image = of_program ? &program : image_of(path);
    struct code_frame frame = {0};
    struct symbol symbol = {0};
    if (image->bytes != NULL && image_segment_at(image, address) != NULL) {
        image_frames_at(image, address, &frame, 1);
        symbol = image_function_at(image, address);
    }
    start_answer();
    say("{\"function\":");
    say_text(frame.function != NULL ? frame.function : symbol.name);
    say(",\"offset\":%u,\"file\":", symbol.name != NULL ? (unsigned)(address - symbol.address) : 0);
    say_text(frame.place.file);
    say(",\"line\":%u}", (unsigned)frame.place.line);
    return answer.bytes;
}

const char *EXPORT(mx_disassemble)(uint32_t word, uint32_t address) {
    static char text[128];
    isa_disassemble(word, address, text, sizeof text);
    return text;
}

// 0: there is none.
uint32_t EXPORT(mx_symbol)(const char *name) {
    for (uint32_t i = 0; i < image_symbol_count(&program); i++) {
        struct symbol symbol = image_symbol(&program, i);
        if (symbol.name != NULL && strcmp(symbol.name, name) == 0)
            return symbol.address;
    }
    return 0;
}

// Words of the program's file from an address on. Returns how many there are, at most `count`.
uint32_t EXPORT(mx_code)(uint32_t address, uint32_t *words, uint32_t count) {
    const struct segment *segment = image_segment_at(&program, address);
    uint32_t done = 0;
    for (; segment != NULL && done < count; done++) {
        uint32_t at = address + 4 * done - segment->address;
        if (at + 4 > segment->file_size)
            break;
        memcpy(&words[done], program.bytes + segment->offset + at, 4);
    }
    return done;
}

static bool say_line(void *state, const struct source_line *line) {
    bool *is_first = state;
    if (line->end <= line->start || line->file == NULL)
        return true;
    say("%s[%u,%u,%u,", *is_first ? "" : ",", (unsigned)line->start, (unsigned)line->end,
        (unsigned)line->line);
    say_text(line->file);
    say("]");
    *is_first = false;
    return true;
}

// The program's line table, its functions and its code.
const char *EXPORT(mx_lines)(void) {
    bool is_first = true;
    start_answer();
    say("[");
    image_lines(&program, say_line, &is_first);
    say("]");
    return answer.bytes;
}

const char *EXPORT(mx_functions)(void) {
    bool is_first = true;
    start_answer();
    say("[");
    for (uint32_t i = 0; i < image_symbol_count(&program); i++) {
        struct symbol symbol = image_symbol(&program, i);
        if (symbol.name == NULL)
            continue;
        say("%s[%u,%u,", is_first ? "" : ",", (unsigned)symbol.address, (unsigned)symbol.size);
        say_text(symbol.name);
        say("]");
        is_first = false;
    }
    say("]");
    return answer.bytes;
}

const char *EXPORT(mx_call_name)(uint32_t number) {
    const struct system_call *call = system_call_find(number);
    return call != NULL ? call->name : NULL;
}

// ---- the stack ----

struct level {
    struct subject subject;
    uint32_t words[CONTEXT_WORDS];
};

// The context as the subject of an explanation, with all beneath it. NULL: it is not there.
static const struct subject *subject_of(const char *path) {
    static struct level levels[LEVELS_MOST];
    uint32_t level = 0;
    for (const struct seen *seen = contexts_find(machine, path); seen != NULL; seen = seen->parent)
        level++;
    if (level == 0 || level > LEVELS_MOST)
        return NULL;
    const struct seen *seen = contexts_find(machine, path);
    for (uint32_t i = level; i-- > 0; seen = seen->parent) {
        struct level *at = &levels[i];
        if (!contexts_words(machine, seen, at->words))
            return NULL;
        at->subject = process_subject(machine->process);
        at->subject.context = at->words;
        at->subject.below = i > 0 ? &levels[i - 1].subject : NULL;
        at->subject.image = image_of(seen->path);
        if (i > 0)
            at->subject.break_start = at->subject.break_now = 0;
    }
    return &levels[level - 1].subject;
}

// Frames, innermost first. Variables are printed to standard error, frame by frame, each followed
// by a line with a form feed.
const char *EXPORT(mx_stack)(const char *path) {
    const struct subject *subject = subject_of(path);
    start_answer();
    say("[");
    if (subject != NULL && subject->image->bytes != NULL) {
        struct stack_frame frame = backtrace_innermost(subject);
        for (uint32_t i = 0; i < FRAMES_MOST; i++) {
            bool is_known = backtrace_unwind(subject, &frame);
            struct code_frame code = {0};
            image_frames_at(subject->image, frame.pc, &code, 1);
            say("%s{\"pc\":%u,\"sp\":%u,\"caller\":%u,\"function\":", i > 0 ? "," : "",
                (unsigned)frame.pc, (unsigned)frame.pointer, (unsigned)frame.caller);
            say_text(code.function != NULL ? code.function : frame.function);
            say(",\"file\":");
            say_text(code.place.file);
            say(",\"line\":%u}", (unsigned)code.place.line);
            values_print(subject, &frame);
            fprintf(stderr, "\f\n");
            if (!is_known || (i > 0 && !frame.saves_return) ||
                !backtrace_is_call(subject, frame.return_address - 8))
                break;
            backtrace_leave(subject, &frame);
        }
    }
    say("]");
    fflush(stderr);
    return answer.bytes;
}
