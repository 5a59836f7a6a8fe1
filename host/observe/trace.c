// --trace: a line for each instruction that retires: its number among those that its context has
// retired, address, place, instruction, what it read, and behind a bar what it wrote.
#include <inttypes.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "../../core/machine/frames.h"
#include "../../core/machine/page_table.h"
#include "../../core/memory.h"
#include "observe.h"

enum { RANGES_MOST = 64, TEXT_SIZE = 512, COVERS_KNOWN = 4096 };

// ---- --trace-filter ----

struct range {
    const char *text; // as it was given
    size_t length;
    bool is_function;
    bool found; // the function, in some program
    uint32_t start;
    uint32_t end;
};

struct trace {
    struct sink sink;
    struct range ranges[RANGES_MOST];
    uint32_t range_count;
    struct { // by place: what has been asked before
        const struct names *names;
        uint32_t start;
        uint32_t end;
        bool covers;
    } known[COVERS_KNOWN];
    // The instruction that is executed.
    uint32_t words[CONTEXT_WORDS]; // before it
    uint32_t word;
    bool accesses;
    struct step_access access;
    uint32_t address; // of what it accesses
    uint32_t size;
    uint32_t value; // before
};

static struct trace *trace_of(const struct seen *seen) {
    return seen->contexts->watching->trace;
}

static bool read_address(const char *text, const char *end, uint32_t *address) {
    char *after;
    unsigned long long number = strtoull(text, &after, 0);
    *address = (uint32_t)number;
    return after == end && number <= 0x80000000u && text[0] >= '0' && text[0] <= '9';
}

// "0x400100-0x400200", the last not included; "0x400100"; "main".
static bool read_range(struct range *range) {
    const char *end = range->text + range->length;
    const char *dash = memchr(range->text, '-', range->length);
    if (range->length == 0)
        return false;
    range->is_function = range->text[0] < '0' || range->text[0] > '9';
    if (range->is_function)
        return true;
    if (!read_address(range->text, dash != NULL ? dash : end, &range->start))
        return false;
    range->end = range->start + 4;
    return dash == NULL || (read_address(dash + 1, end, &range->end) && range->start < range->end);
}

static bool read_filter(struct trace *trace, const char *command, const char *text) {
    const char *whole = text;
    for (;; text++) {
        struct range *range = &trace->ranges[trace->range_count];
        range->text = text;
        range->length = strcspn(text, ",");
        if (trace->range_count == RANGES_MOST - 1 || !read_range(range)) {
            fprintf(stderr,
                    "%s: bad value '%s' of option '--trace-filter' (expected functions and ranges "
                    "such as main,0x400100-0x400200)\n",
                    command, whole);
            return false;
        }
        trace->range_count++;
        text += range->length;
        if (*text == 0)
            return true;
    }
}

// Where a function of this name is in this program; several may have it.
static bool covers_function(struct range *range, const struct names *names, uint32_t start,
                            uint32_t end) {
    bool covers = false;
    for (uint32_t i = 0; i < names->function_count; i++) {
        const struct function *function = &names->functions[i];
        if (strncmp(function->name, range->text, range->length) != 0 ||
            function->name[range->length] != 0)
            continue;
        range->found = true;
        covers = covers || (start < function->end && end > function->start);
    }
    return covers;
}

static bool covers(struct trace *trace, const struct names *names, uint32_t start, uint32_t end) {
    bool covered = false;
    for (uint32_t i = 0; i < trace->range_count; i++) {
        struct range *range = &trace->ranges[i];
        if (range->is_function)
            covered = covers_function(range, names, start, end) || covered;
        else
            covered = covered || (start < range->end && end > range->start);
    }
    return covered;
}

bool trace_covers(const struct seen *seen, uint32_t start, uint32_t end) {
    struct trace *trace = trace_of(seen);
    if (trace->range_count == 0)
        return true;
    uint32_t place = (start / 4 + (end - start) / 4 * 61) % COVERS_KNOWN;
    if (trace->known[place].names != seen->names || trace->known[place].start != start ||
        trace->known[place].end != end) {
        trace->known[place].names = seen->names;
        trace->known[place].start = start;
        trace->known[place].end = end;
        trace->known[place].covers = covers(trace, seen->names, start, end);
    }
    return trace->known[place].covers;
}

// ---- one instruction ----

struct text {
    char text[TEXT_SIZE];
    size_t length;
};

static void append(struct text *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    size_t room = sizeof text->text - text->length;
    int length = vsnprintf(text->text + text->length, room, format, arguments);
    va_end(arguments);
    text->length += length < 0 ? 0 : (size_t)length < room ? (size_t)length : room - 1;
}

static uint32_t value_at(const struct seen *seen, uint32_t address, uint32_t size) {
    const uint32_t *word = seen_word(seen, address, ACCESS_READ);
    if (word == NULL)
        word = seen_word(seen, address, ACCESS_WRITE);
    if (word == NULL)
        return 0;
    uint32_t value = *word >> address % 4 * 8;
    return size == 4 ? value : value & (size == 1 ? 0xffu : 0xffffu);
}

static uint32_t instruction_at(const struct seen *seen, uint32_t pc) {
    const uint32_t *word = pc % 4 == 0 ? seen_word(seen, pc, ACCESS_EXECUTE) : NULL;
    return word != NULL ? *word : 0;
}

void trace_before(struct seen *seen, const uint32_t *context) {
    struct trace *trace = trace_of(seen);
    memcpy(trace->words, context, sizeof trace->words);
    trace->words[0] = 0;
    trace->word = instruction_at(seen, context[CONTEXT_PC]);
    trace->accesses = step_access(trace->words, trace->word, &trace->access);
    if (!trace->accesses)
        return;
    trace->size = isa_table[isa_decode(trace->word)].size;
    trace->address = trace->access.address;
    if (trace->size == 4) // or a part of the word
        trace->address -= trace->address % 4;
    trace->value = value_at(seen, trace->address, trace->size);
}

static const char *register_name(uint32_t number, char name[CONTEXT_NAME_SIZE]) {
    if (number <= ISA_RA)
        return isa_register_names[number];
    context_word_name(number, name);
    return name;
}

static void append_read(struct text *text, const uint32_t *before, uint32_t number) {
    char name[CONTEXT_NAME_SIZE];
    append(text, " %s=0x%x", register_name(number, name), (unsigned)before[number]);
}

static void append_sources(struct text *text, const uint32_t *before, uint32_t word) {
    struct isa_registers read = isa_reads(word);
    for (uint32_t i = 0; i < read.count; i++)
        append_read(text, before, read.numbers[i]);
}

// All that has changed, and what was written with the value that it had.
static void append_results(struct text *text, const uint32_t *before, const uint32_t *after,
                           uint32_t word) {
    char name[CONTEXT_NAME_SIZE];
    for (uint32_t i = 1; i <= ISA_FCSR; i++) {
        bool is_register = i <= ISA_RA || i == ISA_HI || i == ISA_LO || i >= ISA_FPR;
        if (is_register && (before[i] != after[i] || isa_is_written(word, i)))
            append(text, " %s 0x%x -> 0x%x", register_name(i, name), (unsigned)before[i],
                   (unsigned)after[i]);
    }
}

static void append_head(struct text *text, const struct seen *seen, const char *number,
                        uint32_t pc) {
    char place[256];
    names_place(seen->names, pc, place, sizeof place);
    if (seen->contexts->watching->choice.several)
        append(text, "%s ", seen->path);
    append(text, "%8s 0x%08x %-20.200s ", number, (unsigned)pc, place);
}

static void write_line(struct sink *sink, struct text *text) {
    if (sink->failed)
        return;
    size_t length = text->length < sizeof text->text - 1 ? text->length : sizeof text->text - 2;
    while (length > 0 && text->text[length - 1] == ' ')
        length--;
    text->text[length] = '\n';
    fwrite(text->text, 1, length + 1, sink->file);
    sink_check(sink);
}

static bool is_jump(uint32_t word) {
    return isa_table[isa_decode(word)].kind == ISA_JUMP;
}

static void write_instruction(const struct seen *seen, const uint32_t *before,
                              const uint32_t *after, uint32_t word) {
    struct trace *trace = trace_of(seen);
    struct text text = {.length = 0};
    char number[24];
    char disassembly[64];
    snprintf(number, sizeof number, "%" PRIu64, context_retired(before));
    append_head(&text, seen, number, before[CONTEXT_PC]);
    isa_disassemble(word, before[CONTEXT_PC], disassembly, sizeof disassembly);
    for (char *c = disassembly; *c != 0; c++)
        *c = *c == '\t' ? ' ' : *c;
    append(&text, "%-24s", disassembly);
    size_t start = text.length;
    if (isa_decode(word) == ISA_SYSCALL) {
        for (uint32_t i = REGISTER_V0; i <= REGISTER_A3; i += i == REGISTER_V0 ? 2 : 1)
            append_read(&text, before, i);
    } else {
        append_sources(&text, before, word);
    }
    if (trace->accesses && trace->access.kind == ACCESS_READ)
        append(&text, " [0x%x]=0x%x", (unsigned)trace->address, (unsigned)trace->value);
    append(&text, " |");
    size_t bar = text.length;
    append_results(&text, before, after, word);
    if (trace->accesses && trace->access.kind == ACCESS_WRITE)
        append(&text, " [0x%x] 0x%x -> 0x%x", (unsigned)trace->address, (unsigned)trace->value,
               (unsigned)value_at(seen, trace->address, trace->size));
    if (is_jump(word) || (before[CONTEXT_NEXT_PC] == before[CONTEXT_PC] + 4 &&
                          after[CONTEXT_NEXT_PC] != after[CONTEXT_PC] + 4))
        append(&text, " to 0x%x", (unsigned)after[CONTEXT_NEXT_PC]);
    if (text.length == bar)
        text.length = bar == start + 2 ? start : bar - 2;
    write_line(&trace->sink, &text);
}

void trace_after(struct seen *seen, const uint32_t *context) {
    const struct trace *trace = trace_of(seen);
    write_instruction(seen, trace->words, context, trace->word);
}

void trace_completed(struct seen *seen, const uint32_t *context) {
    seen_name(seen);
    if (!trace_covers(seen, seen->words[CONTEXT_PC], seen->words[CONTEXT_PC] + 4))
        return;
    trace_of(seen)->accesses = false;
    write_instruction(seen, seen->words, context != NULL ? context : seen->words,
                      isa_encode_register(ISA_SYSCALL, 0, 0, 0));
}

// It has not retired: no number.
void trace_exception(struct seen *seen, enum exception exception, uint32_t address, uint32_t kind) {
    struct text text = {.length = 0};
    uint32_t pc = seen->words[CONTEXT_PC];
    char disassembly[64] = "";
    bool has_address = exception == EXCEPTION_PAGE_FAULT || exception == EXCEPTION_ADDRESS_ERROR;
    seen_name(seen);
    if (!trace_covers(seen, pc, pc + 4))
        return;
    append_head(&text, seen, "-", pc);
    const uint32_t *word = pc % 4 == 0 ? seen_word(seen, pc, ACCESS_EXECUTE) : NULL;
    if (word != NULL)
        isa_disassemble(*word, pc, disassembly, sizeof disassembly);
    for (char *c = disassembly; *c != 0; c++)
        *c = *c == '\t' ? ' ' : *c;
    append(&text, "%-24s ! %s", disassembly, exception_names[exception]);
    if (has_address)
        append(&text, ": %s 0x%x",
               kind == ACCESS_READ    ? "read"
               : kind == ACCESS_WRITE ? "write"
                                      : "execute",
               (unsigned)address);
    write_line(&trace_of(seen)->sink, &text);
}

// ---- from beginning to end ----

bool trace_start(struct watching *watching) {
    const struct observe_request *request = &watching->request;
    watching->trace = memory_new(sizeof *watching->trace);
    return (request->trace_filter == NULL ||
            read_filter(watching->trace, request->command, request->trace_filter)) &&
           sink_prepare(watching, "--trace", request->trace_file);
}

bool trace_begin(struct watching *watching) {
    return sink_open(&watching->trace->sink, watching, "--trace", watching->request.trace_file);
}

void trace_flush(struct watching *watching) {
    sink_flush(&watching->trace->sink);
}

bool trace_finish(struct watching *watching) {
    struct trace *trace = watching->trace;
    bool written = sink_close(&trace->sink);
    for (uint32_t i = 0; i < trace->range_count; i++) {
        if (!trace->ranges[i].is_function || trace->ranges[i].found)
            continue;
        fprintf(stderr,
                "%s: --trace-filter: no function '%.*s' in what was observed (is it inlined?)\n",
                watching->request.command, (int)trace->ranges[i].length, trace->ranges[i].text);
        written = false;
    }
    return written;
}
