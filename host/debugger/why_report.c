// The answer as text and as JSON.
#define _GNU_SOURCE
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "why_words.h"

enum { LINE_BYTES = 160 };

// ---- text ----

// The text of a line of a file of the host. False: it cannot be read.
static bool read_line(const struct source_line *place, char text[LINE_BYTES]) {
    FILE *file = place->file != NULL && place->file[0] != '<' ? fopen(place->file, "r") : NULL;
    bool is_found = false;
    if (file == NULL)
        return false;
    char *line = NULL;
    size_t size = 0;
    for (uint32_t number = 1; getline(&line, &size, file) >= 0; number++) {
        if (number != place->line)
            continue;
        char *start = line + strspn(line, " \t");
        start[strcspn(start, "\r\n")] = 0;
        for (char *c = start; *c != 0; c++)
            *c = *c == '\t' ? ' ' : (unsigned char)*c < ' ' || *c == 127 ? '?' : *c;
        snprintf(text, LINE_BYTES, "%s", start);
        is_found = text[0] != 0;
        break;
    }
    free(line);
    fclose(file);
    return is_found;
}

struct printer {
    FILE *file;
    struct source_line last; // whose text was shown
};

static void print_source(struct printer *printer, const struct source_line *place) {
    char line[LINE_BYTES];
    if (place->line == printer->last.line && place->file == printer->last.file)
        return;
    printer->last = *place;
    if (read_line(place, line))
        fprintf(printer->file, "  %5u | %s\n", (unsigned)place->line, line);
}

static void print_event(struct printer *printer, const struct why_answer *answer,
                        const struct story *story, const struct event *event) {
    struct sentence text = {.length = 0};
    sentence_event(&text, answer, event);
    fprintf(printer->file, "  %s\n", text.bytes);
    print_source(printer, &event->code.place);
    if (event->repeated == 0)
        return;
    uint32_t steps = (uint32_t)(event - story->events) - event->since + 1;
    fprintf(printer->file, "  and %s ", steps == 1 ? "this" : "these steps");
    if (event->repeated == 1)
        fprintf(printer->file, "once more\n");
    else
        fprintf(printer->file, "%u times more\n", (unsigned)event->repeated);
}

void why_print(const struct why_answer *answer, FILE *file, uint32_t most) {
    struct printer printer = {file, {0, 0, NULL, 0}};
    struct story story;
    struct sentence text = {.length = 0};
    if (!story_tell(&story, answer)) {
        fprintf(file, "why: out of memory\n");
        return;
    }
    sentence_question(&text, answer);
    fprintf(file, "why: %s\n", text.bytes);
    struct code_frame code = why_code(answer->run, why_origin_pc(answer, &answer->nodes[0]));
    print_source(&printer, &code.place);
    uint32_t last = most / 3, first = most - last; // of those that are too many
    for (uint32_t i = 0; i < story.count; i++) {
        if (story.count > most && i == first) {
            fprintf(file, "  and %u steps more\n", (unsigned)(story.count - most));
            i = story.count - last;
        }
        if (i < story.count)
            print_event(&printer, answer, &story, &story.events[i]);
    }
    const struct why_node *origin = &answer->nodes[story.origin];
    text.length = 0;
    sentence_origin(&text, answer, origin);
    fprintf(file, "  origin: %s\n", text.bytes);
    uint32_t pc = why_origin_pc(answer, origin);
    code = why_code(answer->run, pc);
    if (pc != 0)
        print_source(&printer, &code.place);
    story_free(&story);
}

// ---- JSON ----

static void print_string(FILE *file, const char *text) {
    fputc('"', file);
    for (; *text != 0; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '"' || byte == '\\')
            fprintf(file, "\\%c", byte);
        else if (byte < ' ' || byte == 127)
            fprintf(file, "\\u%04x", byte);
        else
            fputc(byte, file);
    }
    fputc('"', file);
}

static void print_code(FILE *file, const struct code_frame *code) {
    fprintf(file, "\"function\": ");
    print_string(file, code->function);
    if (code->place.file != NULL) {
        fprintf(file, ", \"file\": ");
        print_string(file, code->place.file);
        fprintf(file, ", \"line\": %u", (unsigned)code->place.line);
    }
}

static void print_text(FILE *file, const struct sentence *text) {
    fprintf(file, ", \"text\": ");
    print_string(file, text->bytes);
}

static void print_node(FILE *file, const struct why_node *node) {
    char instruction[64];
    if (node->step.word != 0) {
        isa_disassemble(node->step.word, node->step.pc, instruction, sizeof instruction);
        for (char *c = instruction; *c != 0; c++)
            *c = *c == '\t' ? ' ' : *c;
        fprintf(file, ", \"instruction\": ");
        print_string(file, instruction);
    }
    fprintf(file, ", \"pc\": %u", (unsigned)node->step.pc);
    if (node->size != 0)
        fprintf(file, ", \"address\": %u, \"size\": %u", (unsigned)node->address,
                (unsigned)node->size);
}

static const char *const event_names[] = {
    [EVENT_LOADED] = "loaded", [EVENT_STORED] = "stored",     [EVENT_COMPUTED] = "computed",
    [EVENT_PASSED] = "passed", [EVENT_RETURNED] = "returned", [EVENT_LIBRARY] = "library"};
static const char *const origin_names[] = {
    [ORIGIN_NONE] = "unknown",
    [ORIGIN_CONSTANT] = "constant",
    [ORIGIN_ADDRESS] = "address",
    [ORIGIN_RETURN_ADDRESS] = "return address",
    [ORIGIN_DATA] = "initialized data",
    [ORIGIN_ZERO] = "zero data",
    [ORIGIN_ZEROED] = "calloc",
    [ORIGIN_INPUT] = "input",
    [ORIGIN_ARGUMENT] = "argument",
    [ORIGIN_KERNEL] = "system call output",
    [ORIGIN_CALL] = "system call result",
    [ORIGIN_UNWRITTEN_STACK] = "uninitialized local variable",
    [ORIGIN_UNWRITTEN_HEAP] = "uninitialized heap",
    [ORIGIN_UNWRITTEN_REGISTER] = "uninitialized local variable",
    [ORIGIN_START] = "start",
    [ORIGIN_GIVEN_UP] = "unknown",
};

void why_print_json(const struct why_answer *answer, FILE *file) {
    struct story story;
    struct sentence text = {.length = 0};
    struct code_frame code = why_code(answer->run, answer->pc);
    if (!story_tell(&story, answer))
        return;
    sentence_question(&text, answer);
    fprintf(file, "{\"question\": {");
    print_code(file, &code);
    fprintf(file, ", \"count\": %" PRIu64 ", \"value\": %u", answer->question.place,
            (unsigned)answer->value);
    print_text(file, &text);
    fprintf(file, "},\n \"steps\": [");
    for (uint32_t i = 0; i < story.count; i++) {
        const struct event *event = &story.events[i];
        text.length = 0;
        sentence_event(&text, answer, event);
        fprintf(file, "%s\n  {\"kind\": \"%s\", ", i > 0 ? "," : "", event_names[event->kind]);
        print_code(file, &event->code);
        fprintf(file, ", \"count\": %" PRIu64 ", \"value\": %u", event->place,
                (unsigned)event->value);
        print_node(file, &answer->nodes[event->node]);
        if (event->repeated > 0)
            fprintf(file, ", \"repeated\": %u, \"since\": %u", (unsigned)event->repeated,
                    (unsigned)event->since);
        print_text(file, &text);
        fprintf(file, "}");
    }
    const struct why_node *origin = &answer->nodes[story.origin];
    text.length = 0;
    sentence_origin(&text, answer, origin);
    code = why_code(answer->run, why_origin_pc(answer, origin));
    fprintf(file, "],\n \"origin\": {\"kind\": \"%s\", ", origin_names[origin->origin]);
    print_code(file, &code);
    fprintf(file, ", \"count\": %" PRIu64, origin->step.total);
    print_node(file, origin);
    print_text(file, &text);
    fprintf(file, "}}\n");
    story_free(&story);
}
