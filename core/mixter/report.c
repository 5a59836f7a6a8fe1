#include "report.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../debug/explain.h"
#include "../debug/lines.h"
#include "../isa/isa.h"
#include "../progress.h"
#include "../twins.h"

enum { TEXT_SIZE = 64 };

static void name_word(uint32_t word, char name[CONTEXT_NAME_SIZE]) {
    if (word < CONTEXT_PC)
        snprintf(name, CONTEXT_NAME_SIZE, "%s", isa_register_names[word]);
    else
        context_word_name(word, name);
}

static void print_replay(const char *directory) {
    if (directory != NULL)
        fprintf(stderr, "  to run it again: sh %s/replay.sh\n", directory);
}

static const char *name_exception(uint32_t exception) {
    return exception < EXCEPTIONS ? exception_names[exception] : "unknown";
}

static void print_place(const struct process *process, uint32_t pc) {
    struct symbol symbol = image_function_at(&process->image, pc);
    if (symbol.name != NULL)
        fprintf(stderr, " %.60s+0x%x", symbol.name, (unsigned)(pc - symbol.address));
    struct source_line place;
    if (image_line_at(&process->image, pc, &place))
        fprintf(stderr, " %.100s:%u", place.file, (unsigned)place.line);
}

static void print_trace(const struct difference *difference, const struct process *process) {
    for (uint32_t i = 0; i < difference->trace_count; i++) {
        const struct traced_instruction *traced = &difference->trace[i];
        char text[TEXT_SIZE] = "(not mapped)";
        if (traced->readable)
            isa_disassemble(traced->word, traced->pc, text, sizeof text);
        fprintf(stderr, "%s 0x%08x: %08x  %s\t#", i + 1 == difference->trace_count ? ">" : " ",
                (unsigned)traced->pc, (unsigned)traced->word, text);
        print_place(process, traced->pc);
        fprintf(stderr, "\n");
    }
}

// All words that the instruction has changed, or that differ.
static void print_context(const struct difference *difference, const struct engine_pair *pair) {
    const uint32_t *before = difference->before;
    const uint32_t *first = difference->after[0];
    const uint32_t *second = difference->after[1];
    uint32_t equal = 0;
    fprintf(stderr, "  %-12s %-10s  %-10s  %s\n", "", "before", pair->engines[0].name,
            pair->engines[1].name);
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++) {
        char name[CONTEXT_NAME_SIZE];
        if (first[i] == second[i] && first[i] == before[i]) {
            equal++;
            continue;
        }
        name_word(i, name);
        fprintf(stderr, "  %-12s 0x%08x  0x%08x  0x%08x%s\n", name, (unsigned)before[i],
                (unsigned)first[i], (unsigned)second[i],
                first[i] != second[i] ? "  <-- differ" : "");
    }
    fprintf(stderr, "  the other %u words of the context are what they were before\n",
            (unsigned)equal);
    if (first[CONTEXT_EXCEPTION] != second[CONTEXT_EXCEPTION])
        fprintf(stderr, "  exception: %s on %s, %s on %s\n",
                name_exception(first[CONTEXT_EXCEPTION]), pair->engines[0].name,
                name_exception(second[CONTEXT_EXCEPTION]), pair->engines[1].name);
}

static void print_memory(const struct difference *difference, const struct process *process,
                         const struct engine_pair *pair) {
    for (uint32_t i = 0; i < difference->memory_count; i++) {
        const struct memory_difference *memory = &difference->memory[i];
        fprintf(stderr, "  word at 0x%08x: 0x%08x before, 0x%08x on %s, 0x%08x on %s\n",
                (unsigned)memory->address, (unsigned)memory->before, (unsigned)memory->after[0],
                pair->engines[0].name, (unsigned)memory->after[1], pair->engines[1].name);
    }
    if (difference->words > difference->memory_count)
        fprintf(stderr, "  and %" PRIu64 " more words\n",
                difference->words - difference->memory_count);
    for (unsigned i = 0; i < 2; i++) {
        if (difference->written_by_one[i] > 0)
            fprintf(stderr, "  %u pages written by %s only\n",
                    (unsigned)difference->written_by_one[i], pair->engines[i].name);
    }
    if (difference->page == 0) {
        fprintf(stderr, "  memory: equal\n");
        return;
    }
    uint32_t permissions = process_permissions(process, difference->page);
    fprintf(stderr, "  first page that differs: 0x%08x, mapped %c%c%c\n",
            (unsigned)difference->page, permissions % 2 != 0 ? 'r' : '-',
            permissions / ACCESS_WRITE % 2 != 0 ? 'w' : '-',
            permissions / ACCESS_EXECUTE % 2 != 0 ? 'x' : '-');
}

// An engine of others is told where pages are mapped, and not asked.
static void print_not_compared(const struct comparison *comparison) {
    bool all = comparison->lacks[0] == 0;
    fprintf(stderr, ", %" PRIu64 " bytes of memory (mappings are not compared%s%s), ",
            comparison->bytes, all ? "" : ", nor what it does not declare: ", comparison->lacks);
}

void report_equal(const struct comparison *comparison, const struct engine_pair *pair) {
    fprintf(
        stderr,
        "mixter verify: equal on %s and %s: %" PRIu64 " slices, %" PRIu64 " instructions, %" PRIu64
        " exceptions (%" PRIu64 " system calls, %" PRIu64 " page faults), %" PRIu64 " %s",
        pair->engines[0].name, pair->engines[1].name, comparison->slices, comparison->instructions,
        comparison->exceptions, comparison->system_calls, comparison->page_faults,
        comparison->pages, comparison->checkpoints > 0 ? "pages" : "written pages");
    if (comparison->lacks == NULL)
        fprintf(stderr, " with their mappings, %" PRIu64 " bytes of memory, ", comparison->bytes);
    else
        print_not_compared(comparison);
    if (comparison->checkpoints > 0)
        fprintf(stderr, "all of it at %" PRIu64 " checkpoint%s, ", comparison->checkpoints,
                comparison->checkpoints == 1 ? "" : "s");
    if (comparison->unsampled > 0)
        fprintf(stderr, "%" PRIu64 " instructions outside of the samples not compared",
                comparison->unsampled);
    if (comparison->left_out + comparison->exceptions_out > 0)
        fprintf(stderr, "%sleft out %" PRIu64 " instructions and %" PRIu64 " exceptions",
                comparison->unsampled > 0 ? ", " : "", comparison->left_out,
                comparison->exceptions_out);
    else if (comparison->unsampled == 0)
        fprintf(stderr, "nothing skipped");
    fprintf(stderr, "\n");
}

void report_difference(const struct difference *difference, const struct process *process,
                       const struct engine_pair *pair, const char *directory) {
    const struct traced_instruction *last = &difference->trace[difference->trace_count - 1];
    fprintf(stderr, "mixter verify: DIFFERENT: %s: after %" PRIu64 " equal instructions, ",
            process->program, difference->retired);
    if (difference->once > 0)
        fprintf(stderr, "within the next %" PRIu64 " from pc 0x%08x", difference->once,
                (unsigned)last->pc);
    else
        fprintf(stderr, "at pc 0x%08x", (unsigned)last->pc);
    struct subject subject = process_subject(process);
    explain_place(&subject, last->pc);
    fprintf(stderr, "\n");
    explain_source(&subject, last->pc);
    for (unsigned i = 0; i < 2; i++)
        fprintf(stderr, "  %-6s is %s\n", pair->engines[i].name, pair->engines[i].summary);
    if (difference->only_in_one_go)
        fprintf(stderr,
                "  Only if the %" PRIu64 " instructions before it are executed in one go, from the "
                "start of the slice:\n  an engine keeps something between instructions.\n",
                difference->distance);
    if (difference->once > 0)
        fprintf(stderr, "  Only once: from the same state again, they do the same. An engine keeps "
                        "something, or it is chance.\n");
    else
        print_trace(difference, process);
    print_context(difference, pair);
    print_memory(difference, process, pair);
    print_replay(directory);
}

// ---- JSON (RFC 8259) ----

static void print_string(const char *name, const char *text) {
    fprintf(stderr, "\"%s\":\"", name);
    for (; *text != 0; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '"' || byte == '\\')
            fprintf(stderr, "\\%c", byte);
        else if (byte < 0x20)
            fprintf(stderr, "\\u%04x", byte);
        else
            fputc(byte, stderr);
    }
    fprintf(stderr, "\"");
}

static void print_number(const char *name, uint64_t number) {
    fprintf(stderr, "\"%s\":%" PRIu64 ",", name, number);
}

static void print_words(const char *name, const uint32_t *words, uint32_t count) {
    fprintf(stderr, "\"%s\":[", name);
    for (uint32_t i = 0; i < count; i++)
        fprintf(stderr, "%s%u", i > 0 ? "," : "", (unsigned)words[i]);
    fprintf(stderr, "],");
}

static void print_json_difference(const struct difference *difference,
                                  const struct process *process, const char *directory) {
    const struct traced_instruction *last = &difference->trace[difference->trace_count - 1];
    char text[TEXT_SIZE] = "";
    if (last->readable)
        isa_disassemble(last->word, last->pc, text, sizeof text);
    fprintf(stderr, "\"difference\":{");
    print_number("retired", difference->retired);
    print_number("pc", last->pc);
    print_number("word", last->word);
    print_string("instruction", text);
    fprintf(stderr, ",");
    struct symbol symbol = image_function_at(&process->image, last->pc);
    if (symbol.name != NULL) {
        print_string("function", symbol.name);
        fprintf(stderr, ",");
    }
    struct source_line place;
    if (image_line_at(&process->image, last->pc, &place)) {
        print_string("file", place.file);
        fprintf(stderr, ",");
        print_number("line", place.line);
    }
    if (difference->once > 0)
        print_number("within", difference->once);
    fprintf(stderr, "\"only_in_one_go\":%s,", difference->only_in_one_go ? "true" : "false");
    print_words("before", difference->before, CONTEXT_WORDS);
    print_words("first", difference->after[0], CONTEXT_WORDS);
    print_words("second", difference->after[1], CONTEXT_WORDS);
    fprintf(stderr, "\"memory\":[");
    for (uint32_t i = 0; i < difference->memory_count; i++) {
        const struct memory_difference *memory = &difference->memory[i];
        fprintf(stderr, "%s{\"address\":%u,\"before\":%u,\"first\":%u,\"second\":%u}",
                i > 0 ? "," : "", (unsigned)memory->address, (unsigned)memory->before,
                (unsigned)memory->after[0], (unsigned)memory->after[1]);
    }
    fprintf(stderr, "],");
    print_number("written_by_first_only", difference->written_by_one[0]);
    print_number("written_by_second_only", difference->written_by_one[1]);
    print_number("words", difference->words);
    print_string("reproducer", directory != NULL ? directory : "");
    fprintf(stderr, "},");
}

static void print_counts(const struct comparison *comparison) {
    print_number("slices", comparison->slices);
    print_number("instructions", comparison->instructions);
    print_number("exceptions", comparison->exceptions);
    print_number("system_calls", comparison->system_calls);
    print_number("page_faults", comparison->page_faults);
    print_number("pages", comparison->pages);
    print_number("bytes", comparison->bytes);
    if (comparison->checkpoints > 0)
        print_number("checkpoints", comparison->checkpoints);
    if (comparison->lacks != NULL) {
        print_number("left_out", comparison->left_out);
        print_number("exceptions_left_out", comparison->exceptions_out);
        print_string("not_declared", comparison->lacks);
        fprintf(stderr, ",");
    }
    fprintf(stderr, "\"not_compared\":%" PRIu64 "}\n", comparison->unsampled);
}

void report_json(const struct comparison *comparison, const struct difference *difference,
                 const struct process *process, const struct engine_pair *pair,
                 const char *directory) {
    fprintf(stderr, "{\"result\":\"%s\",",
            difference != NULL       ? "different"
            : comparison->slices > 0 ? "equal"
                                     : "nothing compared");
    fprintf(stderr, "\"engines\":[\"%s\",\"%s\"],", pair->engines[0].name, pair->engines[1].name);
    if (difference != NULL)
        print_json_difference(difference, process, directory);
    print_counts(comparison);
}

// ---- deaths ----

static void print_death_as_json(const struct death *death) {
    fprintf(stderr, "\"death\":{");
    print_string("engine", death->engine);
    fprintf(stderr, ",");
    print_string("cause", death->cause);
    if (death->is_located) {
        fprintf(stderr, ",");
        print_number("retired", death->done);
        fprintf(stderr, "\"budget\":%" PRIu64, death->budget);
    }
}

void report_death(const struct slice *slice, uint64_t budget, const struct comparison *comparison,
                  const char *directory, bool json) {
    const struct named_engine *dead = &slice->pair.engines[slice->dead];
    const struct named_engine *other = &slice->pair.engines[1 - slice->dead];
    uint64_t done = context_retired(slice->start);
    uint32_t pc = slice->start[CONTEXT_PC];
    const struct death death = {slice->is_beneath ? "the machine beneath, an engine of the host,"
                                                  : dead->name,
                                slice->death, true, done, budget};
    if (json) {
        fprintf(stderr, "{\"result\":\"died\",\"engines\":[\"%s\",\"%s\"],",
                slice->pair.engines[0].name, slice->pair.engines[1].name);
        print_death_as_json(&death);
        fprintf(stderr, ",");
        print_number("pc", pc);
        print_string("reproducer", directory != NULL ? directory : "");
        fprintf(stderr, "},");
        print_counts(comparison);
        return;
    }
    fprintf(stderr,
            "mixter verify: DIFFERENT: %s: %s %s after %" PRIu64 " equal instructions, within the "
            "next %" PRIu64 " from pc 0x%08x",
            slice->process->program, death.engine, slice->death, done, budget, (unsigned)pc);
    struct subject subject = process_subject(slice->process);
    explain_place(&subject, pc);
    fprintf(stderr, "\n");
    explain_source(&subject, pc);
    fprintf(stderr, "  %-6s is %s\n", dead->name, dead->summary);
    if (slice->dead == 1 || slice->copies != NULL)
        fprintf(stderr, "  %s retired %" PRIu64 " of them, then: %s\n", other->name,
                context_retired(slice->ends[1 - slice->dead]) - done,
                name_exception(slice->ends[1 - slice->dead][CONTEXT_EXCEPTION]));
    print_replay(directory);
}

// ---- twins ----

void report_states(const uint32_t *first, const uint32_t *second, uint64_t from, uint64_t within,
                   const char *program, const struct engine_pair *pair, const char *directory,
                   bool json) {
    char name[CONTEXT_NAME_SIZE];
    if (json) {
        fprintf(stderr, "{\"result\":\"different\",\"engines\":[\"%s\",\"%s\"],\"difference\":{",
                pair->engines[0].name, pair->engines[1].name);
        print_number("after", from);
        print_number("within", within);
        print_string("reproducer", directory != NULL ? directory : "");
        fprintf(stderr, ",\"located\":false}}\n");
        return;
    }
    fprintf(stderr,
            "mixter verify: DIFFERENT: %s: after %" PRIu64 " equal instructions, within the next "
            "%" PRIu64 "\n  Only side by side: run again, one after the other, the engines do the "
            "same.\n  %-12s %-10s  %s\n",
            program, from, within, "", pair->engines[0].name, pair->engines[1].name);
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++) {
        if (first[i] == second[i])
            continue;
        name_word(i, name);
        fprintf(stderr, "  %-12s 0x%08x  0x%08x\n", name, (unsigned)first[i], (unsigned)second[i]);
    }
    if (memcmp(first + TWIN_MEMORY, second + TWIN_MEMORY, 2 * sizeof *first) != 0)
        fprintf(stderr, "  memory differs\n");
    if (first[TWIN_EVENT] != second[TWIN_EVENT] ||
        first[TWIN_STATUS + 1] != second[TWIN_STATUS + 1])
        fprintf(stderr, "  one has ended, or with another status\n");
    print_replay(directory);
}

void report_other_run(uint64_t retired) {
    progress_end();
    fprintf(stderr,
            "mixter verify: after %" PRIu64 " instructions the run that was recorded ends, or goes "
            "another way: compared up to there\n",
            retired);
}

void report_death_beneath(const struct death *death, const char *program, const char *directory,
                          bool json) {
    if (json) {
        fprintf(stderr, "{\"result\":\"died\",");
        print_death_as_json(death);
        fprintf(stderr, ",");
        print_string("reproducer", directory != NULL ? directory : "");
        fprintf(stderr, "}}\n");
        return;
    }
    fprintf(stderr, "mixter verify: DIFFERENT: %s: %s %s", program, death->engine, death->cause);
    if (death->is_located)
        fprintf(stderr, " after %" PRIu64 " equal instructions, within the next %" PRIu64,
                death->done, death->budget);
    fprintf(stderr, "\n");
    print_replay(directory);
}
