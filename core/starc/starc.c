// The compiler: what a command line asks for, and the passes in order.

#include "driver.h"
#include "dump.h"
#include "ir.h"
#include "parse.h"

#include "../environment.h"
#include "../output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options options = {
    .optimization = 1,
    .warnings = true,
    .warns_of_links = true,
#define GROUP_ALWAYS                         true
#define GROUP_USUAL                          true
#define GROUP_ALL                            false
#define GROUP_EXTRA                          false
#define GROUP_BOTH                           false
#define GROUP_PEDANTIC                       false
#define GROUP_NAMED                          false
#define WARNING(name, option, parent, group) GROUP_##group,
    .is_warned =
        {
#include "warnings.def"
        },
#undef WARNING
};

// ---- the passes ----

// Reads and parses a file of the program, of a unit whose files are known.
static void parse_file(const char *path) {
    const char *reason = NULL;
    uint32_t errors = error_count;
    if (path[0] == '\0') {
        error_at(0, "the name of an input file is empty");
        return;
    }
    struct source *source = source_read(path, &reason);
    if (source == NULL) {
        error_at(0, "%s: %s", path, reason);
        return;
    }
    bool is_preprocessed;
    if (input_is_assembly(path, &is_preprocessed))
        assembly_parse_file(source, is_preprocessed);
    else
        parse_unit(source);
    if (driver.writes_dependencies && error_count == errors)
        dependencies_write(path);
}

// What has been compiled was warned of then.
static void parse_in_program(const struct unit *unit) {
    struct options program = options;
    options = unit->options;
    options.listing = program.listing;
    options.dump = program.dump;
    options.debug = program.debug;
    options.was_compiled = unit->bundle != NULL;
    options.warnings = program.warnings && !options.was_compiled;
    options.warns_of_links = program.warnings;
    options.warnings_are_errors = program.warnings_are_errors;
    memcpy(options.is_warned, program.is_warned, sizeof options.is_warned);
    options.color = program.color;
    options.json = program.json;
    source_start_unit(unit->bundle);
    parse_file(unit->path);
    source_start_unit(NULL);
    options = program;
}

// The machine that a program needs is that of its units.
static void choose_options(void) {
    for (uint32_t i = 0; i < unit_count; i++) {
        options.debug = options.debug || units[i].options.debug;
        options.mips32 = options.mips32 || units[i].options.mips32;
        options.check_gaps = options.check_gaps || units[i].options.check_gaps;
        options.soft_float = options.soft_float || units[i].options.soft_float;
    }
}

// From units to an executable or a listing. False after errors.
static bool compile_program(struct buffer *result) {
    choose_options();
    for (uint32_t i = 0; i < unit_count; i++)
        parse_in_program(&units[i]);
    if (error_count > 0 || !link_program())
        return false;
    if (options.dump != DUMP_NONE) {
        *result = dump_text;
        return true;
    }
    elf_write(result);
    if (options.listing) {
        result->size = 0;
        list_program(result);
    }
    return error_count == 0;
}

int starc_compile_program(const char *path, unsigned char **image, uint32_t *size) {
    struct buffer result = {0};
    units_add(&(struct unit){.path = path, .options = options});
    if (!compile_program(&result))
        return 1;
    *image = result.bytes;
    *size = result.size;
    return 0;
}

bool compile_object(const char *path, struct buffer *object) {
    uint32_t errors = error_count;
    source_start_unit(NULL);
    parse_file(path);
    if (error_count == errors)
        relocatable_write(object, path, &driver.unit_words);
    object_forget_all();
    return error_count == errors;
}

// ---- output files ----

static int write_output(const char *path, uint32_t mode, const struct buffer *buffer) {
    int32_t result = output_file(path, mode, buffer->bytes, buffer->size);
    bool to_output = output_is_standard(path);
    if (to_output && result == -ERROR_PIPE)
        return STATUS_BROKEN_PIPE;
    if (result < 0)
        error_at(0, "%s: %s", to_output ? "standard output" : path, environment_error_text(result));
    return result < 0 ? failure_status : 0;
}

static void refuse_same_file(const char *output) {
    if (output_is_standard(output))
        return;
    for (uint32_t i = 0; i < driver.input_count; i++)
        if (driver.inputs[i].kind == INPUT_FILE &&
            environment_same_file(driver.inputs[i].name, output))
            fatal_at(0, "%s: input file is the same as the output file", output);
}

static int status_of_printing(void) {
    int status = output_finish("starc");
    return error_count > 0 || status == STATUS_USAGE ? failure_status : status;
}

// ---- -E, -M ----

static void open_preprocessed(void) {
    const char *output = driver.output;
    if (output == NULL || output_is_standard(output) || driver.only_dependencies)
        return;
    refuse_same_file(output);
    if (freopen(output, "w", stdout) == NULL)
        fatal_at(0, "%s: %s", output, strerror(errno));
}

static void preprocess_file(const char *path) {
    const char *reason = NULL;
    source_start_unit(NULL);
    struct source *source = source_read(path, &reason);
    if (source == NULL) {
        error_at(0, "%s: %s", path, reason);
        return;
    }
    if (driver.only_dependencies || driver.prints_macros)
        preprocess_skip(source);
    else
        preprocess_print(source);
    if (driver.prints_macros)
        macro_print_all();
    if (driver.writes_dependencies && error_count == 0)
        dependencies_write(path);
}

static int preprocess_files(void) {
    open_preprocessed();
    for (uint32_t i = 0; i < driver.input_count; i++)
        if (driver.inputs[i].kind == INPUT_FILE)
            preprocess_file(driver.inputs[i].name);
    return status_of_printing();
}

// ---- -c, -fsyntax-only ----

static void check_file(const char *path) {
    source_start_unit(NULL);
    parse_file(path);
    if (error_count == 0)
        link_unit();
    object_forget_all();
}

static int compile_file(const char *path) {
    struct buffer object = {0};
    const char *output = driver.output != NULL ? driver.output : object_name(path);
    refuse_same_file(output);
    if (!compile_object(path, &object))
        return failure_status;
    int status = write_output(output, 0666, &object);
    free(object.bytes);
    return status;
}

static int compile_files(void) {
    uint32_t count = 0;
    int result = 0;
    for (uint32_t i = 0; i < driver.input_count; i++)
        count += input_is_source(&driver.inputs[i]);
    if (count > 1 && driver.output != NULL && driver.mode == MODE_COMPILE)
        fatal_at(0, "cannot specify '-o' with '-c' and several files");
    for (uint32_t i = 0; i < driver.input_count; i++) {
        const struct input *input = &driver.inputs[i];
        if (!input_is_source(input)) {
            if (input->kind == INPUT_FILE)
                warning_at(0, "%s: linker input file unused because linking not done", input->name);
        } else if (driver.mode == MODE_SYNTAX) {
            check_file(input->name);
        } else {
            int status = compile_file(input->name);
            result = result != 0 ? result : status;
        }
    }
    return error_count > 0 ? failure_status : result;
}

// ---- the program ----

static int link_files(void) {
    struct buffer result = {0};
    bool is_text = options.listing || options.dump != DUMP_NONE;
    const char *output = driver.output != NULL       ? driver.output
                         : options.dump != DUMP_NONE ? "-"
                         : options.listing           ? "a.s"
                                                     : "a.out";
    refuse_same_file(output);
    units_collect();
    if (error_count > 0 || !compile_program(&result))
        return failure_status;
    return write_output(output, is_text ? 0666 : 0777, &result);
}

static int compile(int argc, char **argv) {
    options_parse(argc, argv);
    if (driver.input_count == 0 && driver.prints_version)
        return 0;
    if (driver.input_count == 0)
        fatal_at(0, "no input files (see starc --help)");
    switch (driver.mode) {
    case MODE_PREPROCESS: return preprocess_files();
    case MODE_COMPILE:
    case MODE_SYNTAX: return compile_files();
    default: return link_files();
    }
}

static int starc_main(int argc, char **argv) {
    int status = compile(argc, argv);
    diagnose_finish();
    return status;
}

const struct command starc_command = {.name = "starc",
                                      .summary = "compile C to a MIPS executable",
                                      .usage = starc_help,
                                      .run = starc_main};
