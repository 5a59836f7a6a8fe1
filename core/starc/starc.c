// The command line of the compiler, and its passes in order.

#include "dump.h"
#include "ir.h"

#include "../environment.h"
#include "../output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options options = {
    .output = "a.out",
    .optimization = 1,
    .warnings = true,
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

static void compile_unit(const char *path) {
    const char *reason = NULL;
    if (path[0] == '\0') {
        error_at(0, "the name of an input file is empty");
        return;
    }
    struct source *source = source_read(path, &reason);
    if (source == NULL)
        error_at(0, "%s: %s", path, reason);
    else
        parse_unit(source);
}

// From files to an executable or a listing. False after errors.
static bool compile_program(const char **paths, uint32_t count, struct buffer *result) {
    for (uint32_t i = 0; i < count; i++)
        compile_unit(paths[i]);
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
    if (!compile_program(&path, 1, &result))
        return 1;
    *image = result.bytes;
    *size = result.size;
    return 0;
}

// ---- the output file ----

// Returns 0 or a negative error.
static int32_t write_output(const struct buffer *buffer) {
    uint32_t mode = options.listing || options.dump != DUMP_NONE ? 0666 : 0777;
    return output_file(options.output, mode, buffer->bytes, buffer->size);
}

// ---- the command line ----

static const char help[] =
    "Usage: starc [OPTION ...] FILE.c ...\n"
    "Compiles C files and what they need of libcstar to one MIPSter executable.\n"
    "\n"
    "  -o OUT       write the executable to OUT, - is standard output (default a.out)\n"
    "  -S           write a listing instead (default a.s)\n"
    "  --dump=PASS  print it after parse, lower, optimize, legalize, allocate or emit\n"
    "  -E           print the preprocessed source (to OUT if there is -o)\n"
    "  -O0, -O1     without or with optimization (default -O1; so are -O2, -O3, -Os)\n"
    "  -march=ISA   mipster (default, for all our machines) or mips32 (faster)\n"
    "  -msoft-float floating point by routines for mips32, too\n"
    "  -g           with debugging information (DWARF 4), for gdb and error messages\n"
    "  -I DIR       look for included files in DIR\n"
    "  -D NAME[=V]  define a macro\n"
    "  -U NAME      undefine a macro\n"
    "  -w           no warnings\n"
    "  -Wall, -Wextra, -pedantic\n"
    "               more warnings; -Wno-NAME, -WNAME turn one off or on\n"
    "  -Werror      warnings are errors; -Werror=NAME, -Wno-error=NAME: this one\n"
    "  -fdiagnostics-color, -fdiagnostics-format=json\n"
    "               how diagnostics are printed\n"
    "  -std=cstar   accept only the tiny language C*\n"
    "  -std=c11     accept C11 (default); c89, c99, c17, gnu89 ... mean the same\n"
    "  -std=c23     accept what of C23 is here: its keywords, constants and #embed\n"
    "  @FILE        read further arguments from FILE\n"
    "  --help, --version\n"
    "\n"
    "FILE.c may be - for standard input. Exit status: 0, or 1 after errors.\n";

struct arguments {
    const char **items;
    uint32_t count;
    uint32_t capacity;
};

static void arguments_add(struct arguments *arguments, const char *item) {
    arguments->items = array_room(arguments->items, &arguments->capacity, arguments->count,
                                  sizeof *arguments->items);
    arguments->items[arguments->count++] = item;
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// A response file: words separated by blanks; # starts a comment that ends with the line.
static void arguments_add_file(struct arguments *arguments, const char *path) {
    const char *reason = NULL;
    const struct source *source = source_read(path, &reason);
    if (source == NULL)
        fatal_at(0, "%s: %s", path, reason);
    for (const char *c = source->text; *c != '\0';) {
        const char *start = c;
        if (*c == '#')
            while (*c != '\n' && *c != '\0')
                c++;
        else if (is_space(*c))
            c++;
        else {
            while (*c != '\0' && !is_space(*c))
                c++;
            arguments_add(arguments, allocate_text(start, (size_t)(c - start)));
        }
    }
}

static bool preprocess_only;
static const char *output_name;

// The value of an option like -o OUT or -oOUT.
static const char *option_value(const struct arguments *arguments, uint32_t *index) {
    const char *argument = arguments->items[*index];
    if (argument[2] != '\0')
        return argument + 2;
    if (*index + 1 >= arguments->count)
        fatal_at(0, "missing argument after '%s' (see starc --help)", argument);
    if (arguments->items[*index + 1][0] == '\0')
        fatal_at(0, "the argument after '%s' is empty", argument);
    return arguments->items[++*index];
}

// ---- options ----

// What habits and makefiles give to other compilers and makes no difference here.
static const char *const without_effect[] = {
    "-fno-diagnostics-color",
    "-fno-diagnostics-show-caret",
    "-pipe",
    "-static",
    "-ansi",
    "-fno-builtin",
    "-ffreestanding",
};

static const char *const standards[] = {
    "c89", "c90", "c99", "c11", "c17", "c18", "gnu89", "gnu90", "gnu99", "gnu11", "gnu17", "gnu18",
};

static const char *const suggestions[] = {
    "--help",   "--version", "-std=cstar", "-std=c11", "-std=c99",
    "-std=c17", "-std=c89",  "-Werror",    "-Wall",    "-pedantic",
};

enum { WITHOUT_EFFECT = sizeof without_effect / sizeof without_effect[0] };
enum { STANDARDS = sizeof standards / sizeof standards[0] };
enum { SUGGESTIONS = sizeof suggestions / sizeof suggestions[0] };

static bool is_one_of(const char *word, const char *const *words, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

static bool starts_with(const char *text, const char *start) {
    return strncmp(text, start, strlen(start)) == 0;
}

// -Wl,… -Wa,… -Wp,… hand something to a linker, an assembler, a preprocessor.
static bool is_warning(const char *argument) {
    return starts_with(argument, "-W") && strchr(argument, ',') == NULL;
}

// -fdiagnostics-…: false if it is none that is known.
static bool parse_diagnostics(const char *option) {
    if (strcmp(option, "color") == 0 || strcmp(option, "color=always") == 0)
        options.color = true;
    else if (strcmp(option, "color=auto") == 0)
        options.color = environment_is_terminal(2) == 0;
    else if (strcmp(option, "color=never") == 0)
        options.color = false;
    else if (strcmp(option, "format=json") == 0 || strcmp(option, "format=text") == 0)
        options.json = option[7] == 'j';
    else
        return false;
    return true;
}

static bool parse_standard(const char *name) {
    static const char *const c23[] = {"c2x", "c23", "gnu2x", "gnu23"};
    options.cstar = strcmp(name, "cstar") == 0;
    options.c23 = is_one_of(name, c23, sizeof c23 / sizeof c23[0]);
    return options.cstar || options.c23 || is_one_of(name, standards, STANDARDS);
}

static bool parse_optimization(const char *level) {
    options.optimization = strcmp(level, "0") != 0;
    return strlen(level) <= 1 && strchr("0123sgz", level[0]) != NULL; // "-O" is one of them
}

_Noreturn static void refuse_option(const char *argument) {
    if (strcmp(argument, "-c") == 0)
        fatal_at(0,
                 "option '-c': there are no object files; name all C files of a program at once");
    if (starts_with(argument, "-l") || starts_with(argument, "-L"))
        fatal_at(0, "option '%s': there are no libraries but libcstar, which is always there",
                 argument);
    if (starts_with(argument, "--dump"))
        fatal_at(0,
                 "bad value of option '%s' (expected parse, lower, optimize, legalize, allocate or "
                 "emit)",
                 argument);
    if (starts_with(argument, "-march"))
        fatal_at(0, "bad value of option '%s' (expected mipster or mips32)", argument);
    const char *usual = command_line_usual(argument);
    if (usual != NULL)
        fatal_at(0, "unrecognized option '%s'; did you mean '%s'? (see starc --help)", argument,
                 usual);
    for (uint32_t i = 0; i < SUGGESTIONS; i++)
        if (command_line_similar(argument, suggestions[i]))
            fatal_at(0, "unrecognized option '%s'; did you mean '%s'? (see starc --help)", argument,
                     suggestions[i]);
    const struct command *owner = command_line_owner(argument, NULL);
    if (owner != NULL)
        fatal_at(0, "unrecognized option '%s'; that is an option of %s (see starc --help)",
                 argument, owner->name);
    fatal_at(0, "unrecognized option '%s' (see starc --help)", argument);
}

static const char *undefinition(const char *name) {
    size_t length = strlen(name);
    char *text = allocate(length + 2);
    text[0] = '-';
    memcpy(text + 1, name, length);
    return text;
}

static void parse_option(const struct arguments *arguments, uint32_t *index,
                         struct arguments *definitions, struct arguments *folders) {
    const char *argument = arguments->items[*index];
    if (strncmp(argument, "-o", 2) == 0)
        output_name = option_value(arguments, index);
    else if (strncmp(argument, "-I", 2) == 0)
        arguments_add(folders, option_value(arguments, index));
    else if (strncmp(argument, "-D", 2) == 0)
        arguments_add(definitions, option_value(arguments, index));
    else if (strncmp(argument, "-U", 2) == 0)
        arguments_add(definitions, undefinition(option_value(arguments, index)));
    else if (strcmp(argument, "-S") == 0)
        options.listing = true;
    else if (strcmp(argument, "-E") == 0)
        preprocess_only = true;
    else if (starts_with(argument, "-O") && parse_optimization(argument + 2))
        ;
    else if (strcmp(argument, "-march=mips32") == 0 || strcmp(argument, "-march=mipster") == 0)
        options.mips32 = strcmp(argument, "-march=mips32") == 0;
    else if (strcmp(argument, "-msoft-float") == 0 || strcmp(argument, "-mhard-float") == 0)
        options.soft_float = argument[2] == 's';
    else if (starts_with(argument, "--dump=") && dump_choose(argument + 7))
        ;
    else if (strcmp(argument, "-g") == 0)
        options.debug = true;
    else if (strcmp(argument, "-fgnu89-inline") == 0)
        options.gnu_inline = true;
    else if (strcmp(argument, "-w") == 0)
        options.warnings = false;
    else if (is_warning(argument))
        diagnose_option(argument + 2);
    else if (strcmp(argument, "-pedantic") == 0 || strcmp(argument, "-pedantic-errors") == 0)
        diagnose_option(argument[9] == '\0' ? "pedantic" : "error=pedantic");
    else if (starts_with(argument, "-fdiagnostics-") && parse_diagnostics(argument + 14))
        ;
    else if (starts_with(argument, "-std=") && parse_standard(argument + 5))
        ;
    else if (!is_one_of(argument, without_effect, WITHOUT_EFFECT))
        refuse_option(argument);
}

static void parse_arguments(const struct arguments *arguments, struct arguments *files) {
    struct arguments definitions = {0}, folders = {0};
    for (uint32_t i = 0; i < arguments->count; i++) {
        const char *argument = arguments->items[i];
        if (argument[0] == '-' && argument[1] != '\0')
            parse_option(arguments, &i, &definitions, &folders);
        else
            arguments_add(files, argument);
    }
    options.definitions = definitions.items;
    options.definition_count = definitions.count;
    options.include_folders = folders.items;
    options.include_folder_count = folders.count;
    options.output = options.dump != DUMP_NONE ? "-" : options.listing ? "a.s" : "a.out";
    if (output_name != NULL)
        options.output = output_name;
}

static void preprocess_files(const struct arguments *files) {
    for (uint32_t i = 0; i < files->count; i++) {
        const char *reason = NULL;
        struct source *source = source_read(files->items[i], &reason);
        if (source == NULL)
            error_at(0, "%s: %s", files->items[i], reason);
        else
            preprocess_print(source);
    }
}

static int status_of_output(int32_t result) {
    bool to_output = output_is_standard(options.output);
    if (to_output && result == -ERROR_PIPE)
        return STATUS_BROKEN_PIPE;
    if (result < 0)
        error_at(0, "%s: %s", to_output ? "standard output" : options.output,
                 environment_error_text(result));
    return result < 0 ? failure_status : 0;
}

static int status_of_printing(void) {
    int status = output_finish("starc");
    return error_count > 0 || status == STATUS_USAGE ? failure_status : status;
}

static void refuse_same_file(const struct arguments *files) {
    if (output_is_standard(options.output))
        return;
    for (uint32_t i = 0; i < files->count; i++)
        if (environment_same_file(files->items[i], options.output))
            fatal_at(0, "%s: input file is the same as the output file", options.output);
}

static void open_preprocessed(const struct arguments *files) {
    if (output_name == NULL || output_is_standard(output_name))
        return;
    refuse_same_file(files);
    if (freopen(output_name, "w", stdout) == NULL)
        fatal_at(0, "%s: %s", output_name, strerror(errno));
}

static int compile(int argc, char **argv) {
    struct arguments arguments = {0}, files = {0};
    struct buffer result = {0};
    for (int i = 1; i < argc; i++) {
        bool is_help = strcmp(argv[i], "--help") == 0;
        if (is_help || strcmp(argv[i], "--version") == 0) {
            if (is_help)
                command_line_help(&starc_command);
            else
                command_line_version();
            return status_of_printing();
        }
        if (argv[i][0] == '@')
            arguments_add_file(&arguments, argv[i] + 1);
        else
            arguments_add(&arguments, argv[i]);
    }
    parse_arguments(&arguments, &files);
    if (files.count == 0)
        fatal_at(0, "no input files (see starc --help)");
    if (preprocess_only) {
        open_preprocessed(&files);
        preprocess_files(&files);
        return status_of_printing();
    }
    refuse_same_file(&files);
    if (!compile_program(files.items, files.count, &result))
        return failure_status;
    return status_of_output(write_output(&result));
}

static int starc_main(int argc, char **argv) {
    int status = compile(argc, argv);
    diagnose_finish();
    return status;
}

const struct command starc_command = {
    .name = "starc", .summary = "compile C to a MIPS executable", .usage = help, .run = starc_main};
