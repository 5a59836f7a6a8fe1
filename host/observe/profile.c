// --profile: what is written of the counts. Text, sorted; folded stacks, a line for each, for flame
// graphs; and the format of callgrind (valgrind's manual, "Callgrind Format Specification").
#define _GNU_SOURCE
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/memory.h"
#include "../../core/output.h"
#include "observe.h"

struct place { // an instruction that has been executed
    uint32_t pc;
    uint32_t function;
    const char *file; // NULL: not known
    uint32_t line;
    uint64_t count;
};

struct profiles { // of a machine
    FILE *out;
    const struct watching *watching;
    const char *program; // that is written about
    bool is_written;
    struct { // the source text of lines: the file that was read last
        const char *path;
        char *text;
        size_t size;
    } source;
};

// ---- places ----

static int compare_places(const void *left, const void *right) {
    const struct place *a = left;
    const struct place *b = right;
    return a->pc == b->pc ? 0 : a->pc < b->pc ? -1 : 1;
}

// All instructions that were executed, by address.
static struct place *find_places(struct seen *seen, uint32_t *count) {
    struct place *places = NULL;
    uint32_t capacity = 0;
    *count = 0;
    code_settle(&seen->code);
    for (const struct code_page *page = seen->code.pages; page != NULL; page = page->next) {
        for (uint32_t i = 0; i < 1024; i++) {
            if (page->counts[i] == 0)
                continue;
            if (*count == capacity) {
                capacity = capacity * 2 + 1024;
                places = memory_resize(places, capacity * sizeof *places);
            }
            struct place *place = &places[(*count)++];
            place->pc = page->address + i * 4;
            place->function = names_function(seen->names, place->pc);
            const struct source_line *line = names_line(seen->names, place->pc);
            place->file = line != NULL ? line->file : NULL;
            place->line = line != NULL ? line->line : 0;
            place->count = page->counts[i];
        }
    }
    if (*count > 0)
        qsort(places, *count, sizeof *places, compare_places);
    return places;
}

static double percent(uint64_t part, uint64_t whole) {
    return whole == 0 ? 0 : (double)part * 100 / (double)whole;
}

// ---- text: functions ----

struct ranked { // a function of a profile
    uint32_t number;
    const struct function_count *counts;
};

static int compare_functions(const void *left, const void *right) {
    const struct ranked *a = left;
    const struct ranked *b = right;
    if (a->counts->self != b->counts->self)
        return a->counts->self > b->counts->self ? -1 : 1;
    if (a->counts->inclusive != b->counts->inclusive)
        return a->counts->inclusive > b->counts->inclusive ? -1 : 1;
    return a->number == b->number ? 0 : a->number < b->number ? -1 : 1;
}

static void write_functions(struct profiles *profiles, const struct seen *seen) {
    const struct names *names = seen->names;
    const struct profile *profile = seen->profile;
    struct ranked *order = memory_new(names->function_count * sizeof *order);
    uint32_t count = 0;
    for (uint32_t i = 0; i < names->function_count; i++) {
        if (profile->functions[i].self == 0)
            continue;
        order[count].number = i;
        order[count++].counts = &profile->functions[i];
    }
    qsort(order, count, sizeof *order, compare_functions);
    fprintf(profiles->out, "%14s %6s %14s %6s %10s  %s\n", "instructions", "%", "inclusive", "%",
            "calls", "function");
    for (uint32_t i = 0; i < count; i++) {
        const struct function_count *counts = order[i].counts;
        const struct function *function = &names->functions[order[i].number];
        fprintf(profiles->out, "%14" PRIu64 " %6.2f %14" PRIu64 " %6.2f %10" PRIu64 "  %s",
                counts->self, percent(counts->self, profile->total), counts->inclusive,
                percent(counts->inclusive, profile->total), counts->calls, function->name);
        if (function->file != NULL)
            fprintf(profiles->out, " (%s:%u)", function->file, (unsigned)function->line);
        fputc('\n', profiles->out);
    }
    free(order);
}

// ---- text: lines ----

static int compare_lines(const void *left, const void *right) {
    const struct place *a = left;
    const struct place *b = right;
    int files = strcmp(a->file, b->file);
    if (files != 0)
        return files;
    return a->line == b->line ? 0 : a->line < b->line ? -1 : 1;
}

static int compare_counts(const void *left, const void *right) {
    const struct place *a = left;
    const struct place *b = right;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return compare_lines(left, right);
}

static void read_source(struct profiles *profiles, const char *path) {
    const struct observe_request *request = &profiles->watching->request;
    free(profiles->source.text);
    profiles->source.path = path;
    profiles->source.text = NULL;
    profiles->source.size = 0;
    int32_t handle = path[0] == '<'
                         ? -ERROR_NOENT
                         : open_source(request->files, request->root, profiles->program, path);
    FILE *file = handle >= 0 ? fdopen(handle, "r") : NULL;
    if (file == NULL)
        return;
    size_t got;
    do {
        profiles->source.text =
            memory_resize(profiles->source.text, profiles->source.size + 0x10000);
        got = fread(profiles->source.text + profiles->source.size, 1, 0x10000, file);
        profiles->source.size += got;
    } while (got > 0 && profiles->source.size < 0x4000000);
    fclose(file);
}

static void write_source(struct profiles *profiles, const char *path, uint32_t line,
                         int indentation) {
    enum { WIDTH = 60 };
    if (profiles->source.path == NULL || strcmp(profiles->source.path, path) != 0)
        read_source(profiles, path);
    const char *text = profiles->source.text;
    const char *end = text + profiles->source.size;
    for (uint32_t i = 1; text != NULL && i < line; i++) {
        text = memchr(text, '\n', (size_t)(end - text));
        text = text == NULL ? NULL : text + 1;
    }
    while (text != NULL && text < end && (*text == ' ' || *text == '\t'))
        text++;
    for (int i = 0; text != NULL && text < end && *text != '\n' && i < WIDTH; i++, text++) {
        unsigned char byte = (unsigned char)*text;
        if (i == 0)
            fprintf(profiles->out, "%*s", indentation, "");
        fputc(byte == '\t' ? ' ' : byte < ' ' || byte == 127 ? '?' : byte, profiles->out);
    }
}

static void write_lines(struct profiles *profiles, const struct seen *seen,
                        const struct place *places, uint32_t count) {
    struct place *lines = memory_new((count + 1) * sizeof *lines);
    uint64_t total = seen->profile->total;
    uint64_t unknown = 0;
    uint32_t used = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (places[i].file == NULL)
            unknown += places[i].count;
        else
            lines[used++] = places[i];
    }
    if (used == 0) {
        fprintf(profiles->out, "\nNo lines are known (compile with -g).\n");
        free(lines);
        return;
    }
    qsort(lines, used, sizeof *lines, compare_lines);
    uint32_t merged = 0;
    for (uint32_t i = 1; i < used; i++) {
        if (compare_lines(&lines[merged], &lines[i]) == 0)
            lines[merged].count += lines[i].count;
        else
            lines[++merged] = lines[i];
    }
    qsort(lines, merged + 1, sizeof *lines, compare_counts);
    fprintf(profiles->out, "\n%14s %6s  %s\n", "instructions", "%", "line");
    for (uint32_t i = 0; i <= merged; i++) {
        fprintf(profiles->out, "%14" PRIu64 " %6.2f  ", lines[i].count,
                percent(lines[i].count, total));
        int width = fprintf(profiles->out, "%s:%u", lines[i].file, (unsigned)lines[i].line);
        write_source(profiles, lines[i].file, lines[i].line, width < 20 ? 22 - width : 2);
        fputc('\n', profiles->out);
    }
    if (unknown > 0)
        fprintf(profiles->out, "%14" PRIu64 " %6.2f  not known\n", unknown,
                percent(unknown, total));
    free(lines);
}

static void write_text(struct profiles *profiles, struct seen *seen, bool is_first) {
    uint32_t count;
    struct place *places = find_places(seen, &count);
    fprintf(profiles->out, "%s%s, context %s: %" PRIu64 " instructions\n", is_first ? "" : "\n",
            seen->names->program, seen->path, seen->profile->total);
    if (seen->elsewhere > 0)
        fprintf(profiles->out,
                "and %" PRIu64 " more that its supervisor emulated, which are not counted here\n",
                seen->elsewhere);
    fputc('\n', profiles->out);
    profiles->program = seen->names->program;
    write_functions(profiles, seen);
    write_lines(profiles, seen, places, count);
    free(places);
}

// ---- folded stacks ----

struct stack {
    char *text;
    size_t capacity;
};

static size_t put(struct stack *stack, size_t length, const char *text) {
    size_t size = strlen(text);
    if (length + size + 2 > stack->capacity) {
        stack->capacity = (length + size) * 2 + 256;
        stack->text = memory_resize(stack->text, stack->capacity);
    }
    memcpy(stack->text + length, text, size + 1);
    return length + size;
}

static void write_node(struct profiles *profiles, const struct seen *seen, const struct node *node,
                       struct stack *stack, size_t length) {
    if (length > 0)
        length = put(stack, length, ";");
    length = put(stack, length, seen->names->functions[node->function].name);
    if (node->self > 0)
        fprintf(profiles->out, "%.*s %" PRIu64 "\n", (int)length, stack->text, node->self);
    for (const struct node *child = node->children; child != NULL; child = child->next)
        write_node(profiles, seen, child, stack, length);
}

static void write_folded(struct profiles *profiles, const struct seen *seen) {
    struct stack stack = {NULL, 0};
    size_t length = 0;
    if (seen->contexts->watching->choice.several) {
        length = put(&stack, 0, "[");
        length = put(&stack, length, seen->path);
        length = put(&stack, length, "]");
    }
    write_node(profiles, seen, seen->profile->root, &stack, length);
    free(stack.text);
}

// ---- callgrind ----

static int compare_edges(const void *left, const void *right) {
    const struct edge *a = *(const struct edge *const *)left;
    const struct edge *b = *(const struct edge *const *)right;
    if (a->caller != b->caller)
        return a->caller < b->caller ? -1 : 1;
    if (a->site != b->site)
        return a->site < b->site ? -1 : 1;
    return a->callee == b->callee ? 0 : a->callee < b->callee ? -1 : 1;
}

static const char *file_name(const char *file) {
    return file != NULL ? file : "???";
}

static void write_function_name(struct profiles *profiles, const char *key, const struct seen *seen,
                                uint32_t number) {
    fprintf(profiles->out, "%s=", key);
    if (seen->contexts->watching->choice.several)
        fprintf(profiles->out, "[%s] ", seen->path);
    fprintf(profiles->out, "%s\n", seen->names->functions[number].name);
}

static void write_calls(struct profiles *profiles, const struct seen *seen, const struct edge *edge,
                        const char **file) {
    const struct function *callee = &seen->names->functions[edge->callee];
    const struct source_line *line = names_line(seen->names, edge->site);
    const char *now_in = line != NULL ? line->file : NULL;
    if (strcmp(file_name(now_in), file_name(*file)) != 0)
        fprintf(profiles->out, "fi=%s\n", file_name(now_in));
    *file = now_in;
    fprintf(profiles->out, "cfi=%s\n", file_name(callee->file));
    write_function_name(profiles, "cfn", seen, edge->callee);
    fprintf(profiles->out, "calls=%" PRIu64 " 0x%x %u\n0x%x %u %" PRIu64 "\n", edge->calls,
            (unsigned)callee->start, (unsigned)callee->line, (unsigned)edge->site,
            line != NULL ? (unsigned)line->line : 0, edge->inclusive);
}

static int compare_by_function(const void *left, const void *right) {
    const struct place *a = left;
    const struct place *b = right;
    if (a->function != b->function)
        return a->function < b->function ? -1 : 1;
    return compare_places(left, right);
}

static void write_callgrind(struct profiles *profiles, struct seen *seen) {
    uint32_t count;
    uint32_t edge_count = 0;
    struct place *places = find_places(seen, &count);
    for (struct edge *edge = seen->profile->edges; edge != NULL; edge = edge->next)
        edge_count++;
    struct edge **edges = memory_new((edge_count + 1) * sizeof *edges);
    edge_count = 0;
    for (struct edge *edge = seen->profile->edges; edge != NULL; edge = edge->next)
        edges[edge_count++] = edge;
    if (edge_count > 0)
        qsort(edges, edge_count, sizeof *edges, compare_edges);
    if (count > 0)
        qsort(places, count, sizeof *places, compare_by_function);
    fprintf(profiles->out, "\nob=%s\n", seen->names->program);
    for (uint32_t i = 0, next_edge = 0; i < count;) {
        uint32_t function = places[i].function;
        const char *file = seen->names->functions[function].file;
        fprintf(profiles->out, "\nfl=%s\n", file_name(file));
        write_function_name(profiles, "fn", seen, function);
        for (; i < count && places[i].function == function; i++) {
            if (strcmp(file_name(places[i].file), file_name(file)) != 0)
                fprintf(profiles->out, "fi=%s\n", file_name(places[i].file));
            file = places[i].file;
            fprintf(profiles->out, "0x%x %u %" PRIu64 "\n", (unsigned)places[i].pc,
                    (unsigned)places[i].line, places[i].count);
        }
        for (; next_edge < edge_count && edges[next_edge]->caller <= function; next_edge++)
            if (edges[next_edge]->caller == function)
                write_calls(profiles, seen, edges[next_edge], &file);
    }
    free(edges);
    free(places);
}

static void write_callgrind_head(struct profiles *profiles, const struct contexts *contexts,
                                 uint64_t total) {
    const char *program = "?";
    for (const struct seen *seen = contexts->first; seen != NULL; seen = seen->next) {
        if (seen->profile != NULL)
            program = seen->names->program;
    }
    fprintf(profiles->out,
            "# callgrind format\nversion: 1\ncreator: mixter\npid: 1\ncmd: %s\npart: 1\n", program);
    fprintf(profiles->out, "positions: instr line\nevents: Ir\nsummary: %" PRIu64 "\n", total);
}

// ---- from beginning to end ----

bool profile_start(struct watching *watching) {
    watching->profiles = memory_new(sizeof *watching->profiles);
    watching->profiles->watching = watching;
    return sink_prepare(watching, "--profile", watching->request.profile);
}

static void write_all(const struct watching *watching) {
    struct profiles *profiles = watching->profiles;
    enum profile_format format = watching->request.format;
    uint64_t total = 0;
    bool is_first = true;
    for (struct seen *seen = watching->contexts.first; seen != NULL; seen = seen->next) {
        if (seen->profile == NULL)
            continue;
        profile_close(seen->profile);
        total += seen->profile->total;
    }
    if (format == PROFILE_CALLGRIND)
        write_callgrind_head(profiles, &watching->contexts, total);
    for (struct seen *seen = watching->contexts.first; seen != NULL; seen = seen->next) {
        if (seen->profile == NULL)
            continue;
        if (format == PROFILE_TEXT)
            write_text(profiles, seen, is_first);
        else if (format == PROFILE_FOLDED)
            write_folded(profiles, seen);
        else
            write_callgrind(profiles, seen);
        is_first = false;
    }
    if (format == PROFILE_CALLGRIND)
        fprintf(profiles->out, "\ntotals: %" PRIu64 "\n", total);
}

bool profile_finish(struct watching *watching) {
    struct profiles *profiles = watching->profiles;
    const char *path = watching->request.profile;
    char *text = NULL;
    size_t size = 0;
    if (profiles->is_written || watching->contexts.first == NULL) // or nothing has begun
        return true;
    profiles->is_written = true;
    profiles->out = open_memstream(&text, &size);
    if (profiles->out == NULL)
        return false;
    write_all(watching);
    fclose(profiles->out);
    int32_t wrong =
        size <= 0xffffffffu ? output_file(path, 0666, text, (uint32_t)size) : -ERROR_NOMEM;
    free(text);
    bool is_standard = output_is_standard(path);
    if (is_standard && wrong == -ERROR_PIPE) // nobody wants it
        return true;
    if (wrong < 0)
        fprintf(stderr, "%s: --profile: %s: %s\n", watching->request.command,
                is_standard ? "standard output" : path, environment_error_text(wrong));
    return wrong >= 0;
}
