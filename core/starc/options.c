// The command line of the compiler: our options, and those that makefiles and habits give to gcc.

#include "driver.h"
#include "dump.h"

#include "../environment.h"
#include "../output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct driver driver;

static struct options defaults;

const char starc_help[] =
    "Usage: starc [OPTION ...] FILE ...\n"
    "Compiles C files and what they need of libcstar to one MIPSter executable.\n"
    "\n"
    "  -o OUT       write to OUT, - is standard output (default a.out)\n"
    "  -c           compile each file to an object; FILE may be one, or an archive\n"
    "  -S           write a listing instead (default a.s)\n"
    "  --dump=PASS  print it after parse, lower, optimize, legalize, allocate or emit\n"
    "  -E           print the preprocessed source (to OUT if there is -o)\n"
    "  -dM          with -E: print its macros\n"
    "  -O0, -O1     without or with optimization (default -O1; so are -O2, -O3, -Os)\n"
    "  -march=ISA   mipster (default, for all our machines) or mips32 (faster)\n"
    "  -msoft-float floating point by routines for mips32, too\n"
    "  -g           with debugging information (DWARF 4), for gdb and error messages\n"
    "  -fcheck-gaps space between variables, for mipster --check (docs/check.md)\n"
    "  -I DIR       look for included files in DIR; so -iquote, -isystem, -idirafter\n"
    "  -include F   include F first\n"
    "  -D NAME[=V]  define a macro\n"
    "  -U NAME      undefine a macro\n"
    "  -M, -MD ...  rules for make, as gcc writes them\n"
    "  -l NAME      link libNAME.a from a folder given by -L DIR\n"
    "  -w           no warnings\n"
    "  -Wall, -Wextra, -pedantic\n"
    "               more warnings; -Wno-NAME, -WNAME turn one off or on\n"
    "  -Werror      warnings are errors; -Werror=NAME, -Wno-error=NAME: this one\n"
    "  -fdiagnostics-color, -fdiagnostics-format=json\n"
    "               how diagnostics are printed\n"
    "  -std=cstar   accept only the tiny language C*\n"
    "  -std=c11     accept C11 (default); with c89, gnu89 ... not what C99 brought\n"
    "  -std=c23     accept what of C23 is here: its keywords, constants and #embed\n"
    "  @FILE        read further arguments from FILE\n"
    "  --help, --version\n"
    "\n"
    "FILE may be - for standard input. Exit status: 0, or 1 after errors.\n";

// ---- words ----

void word_list_add(struct word_list *words, const char *word) {
    words->items = array_room(words->items, &words->capacity, words->count, sizeof *words->items);
    words->items[words->count++] = word;
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// A word of a response file, in which quotes and backslashes mean what they mean to gcc.
static const char *add_quoted_word(struct word_list *arguments, const char *c) {
    char *word = allocate(strlen(c) + 1);
    size_t length = 0;
    char quote = '\0';
    for (; *c != '\0' && (quote != '\0' || !is_space(*c)); c++) {
        if (*c == quote)
            quote = '\0';
        else if (quote == '\0' && (*c == '"' || *c == '\''))
            quote = *c;
        else {
            if (*c == '\\' && c[1] != '\0')
                c++;
            word[length++] = *c;
        }
    }
    word_list_add(arguments, word);
    return c;
}

// A response file: words separated by blanks; # starts a comment that ends with the line.
static void add_file(struct word_list *arguments, const char *path) {
    const char *reason = NULL;
    const struct source *source = source_read(path, &reason);
    if (source == NULL)
        fatal_at(0, "%s: %s", path, reason);
    for (const char *c = source->text; *c != '\0';) {
        if (*c == '#')
            while (*c != '\n' && *c != '\0')
                c++;
        else if (is_space(*c))
            c++;
        else
            c = add_quoted_word(arguments, c);
    }
}

static bool is_one_of(const char *word, const char *const *words, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

#define COUNT(words)           (sizeof words / sizeof words[0])
#define IS_ONE_OF(word, words) is_one_of(word, words, COUNT(words))

// Joined for the words of a unit, and for messages.
static const char *joined(const char *first, const char *second) {
    size_t length = strlen(first), rest = strlen(second);
    char *text = allocate(length + rest + 1);
    memcpy(text, first, length);
    memcpy(text + length, second, rest + 1);
    return text;
}

// ---- what options do ----

// Each takes the value of its option and is false if that is none.

static bool set_output(const char *value) {
    driver.output = value;
    return true;
}

static bool compile_only(const char *value) {
    (void)value;
    driver.mode = MODE_COMPILE;
    return true;
}

static bool preprocess(const char *value) {
    (void)value;
    driver.mode = MODE_PREPROCESS;
    return true;
}

static bool check_syntax(const char *value) {
    (void)value;
    driver.mode = MODE_SYNTAX;
    return true;
}

static bool set_listing(const char *value) {
    (void)value;
    options.listing = true;
    return true;
}

static bool print_macros(const char *value) {
    (void)value;
    driver.prints_macros = true;
    return true;
}

static bool add_folder(const char *value) {
    word_list_add(&options.folders[FOLDER_INCLUDE], value);
    return true;
}

static bool add_quote_folder(const char *value) {
    word_list_add(&options.folders[FOLDER_QUOTE], value);
    return true;
}

static bool add_system_folder(const char *value) {
    word_list_add(&options.folders[FOLDER_SYSTEM], value);
    return true;
}

static bool add_last_folder(const char *value) {
    word_list_add(&options.folders[FOLDER_AFTER], value);
    return true;
}

static bool include_first(const char *value) {
    word_list_add(&options.included, value);
    return true;
}

static bool define(const char *value) {
    word_list_add(&options.definitions, value);
    return true;
}

static bool undefine(const char *value) {
    word_list_add(&options.definitions, joined("-", value));
    return true;
}

static bool set_threads(const char *value) {
    (void)value;
    return define("_REENTRANT");
}

static bool set_optimization(const char *level) {
    options.optimization = strcmp(level, "0") != 0;
    bool is_number = level[strspn(level, "0123456789")] == '\0';
    return is_number || strcmp(level, "fast") == 0 ||
           (strlen(level) == 1 && strchr("sgz", level[0]) != NULL);
}

static bool set_debug(const char *value) {
    options.debug = strcmp(value, "0") != 0;
    return true;
}

static bool set_standard(const char *name) {
    static const char *const c23[] = {"c2x", "c23", "gnu2x", "gnu23"};
    static const char *const c11[] = {"c11", "c1x", "gnu11", "gnu1x", "iso9899:2011"};
    static const char *const c99[] = {"c99", "c9x", "gnu99", "gnu9x", "iso9899:1999"};
    static const char *const c90[] = {"c89",   "c90",          "gnu89",
                                      "gnu90", "iso9899:1990", "iso9899:199409"};
    static const char *const standards[] = {
        "c89",          "c90",          "c99",          "c9x",   "c11",          "c1x",
        "c17",          "c18",          "gnu89",        "gnu90", "gnu99",        "gnu9x",
        "gnu11",        "gnu1x",        "gnu17",        "gnu18", "iso9899:1990", "iso9899:199409",
        "iso9899:1999", "iso9899:2011", "iso9899:2017",
    };
    options.cstar = strcmp(name, "cstar") == 0;
    options.c23 = IS_ONE_OF(name, c23);
    options.version = IS_ONE_OF(name, c11)   ? "201112L"
                      : IS_ONE_OF(name, c99) ? "199901L"
                      : IS_ONE_OF(name, c90)
                          ? (strcmp(name, "iso9899:199409") == 0 ? "199409L" : "")
                          : NULL;
    options.c90 = IS_ONE_OF(name, c90);
    options.iso = !options.cstar && strncmp(name, "gnu", 3) != 0;
    if (options.c90)
        options.gnu_inline = true;
    return options.cstar || options.c23 || IS_ONE_OF(name, standards);
}

static bool set_ansi(const char *value) {
    (void)value;
    return set_standard("c90");
}

static bool set_machine(const char *name) {
    options.mips32 = strcmp(name, "mips32") == 0;
    return options.mips32 || strcmp(name, "mipster") == 0;
}

static bool set_soft_float(const char *value) {
    (void)value;
    options.soft_float = true;
    return true;
}

static bool set_hard_float(const char *value) {
    (void)value;
    options.soft_float = false;
    return true;
}

static bool set_gnu_inline(const char *value) {
    (void)value;
    options.gnu_inline = true;
    return true;
}

static bool set_check_gaps(const char *value) {
    (void)value;
    options.check_gaps = true;
    return true;
}

static bool set_common(const char *value) {
    (void)value;
    options.common = true;
    return true;
}

static bool set_no_common(const char *value) {
    (void)value;
    options.common = false;
    return true;
}

static bool set_no_warnings(const char *value) {
    (void)value;
    options.warnings = false;
    return true;
}

static bool set_version(const char *value) {
    (void)value;
    driver.prints_version = true;
    return true;
}

static bool take(const char *value) {
    (void)value;
    return true;
}

static bool set_language(const char *name);

// ---- rules for make ----

static bool only_dependencies(const char *value) {
    (void)value;
    driver.writes_dependencies = driver.only_dependencies = true;
    return preprocess(value);
}

static bool write_dependencies(const char *value) {
    (void)value;
    driver.writes_dependencies = true;
    return true;
}

static bool add_phony_targets(const char *value) {
    (void)value;
    return driver.has_phony_targets = true;
}

static bool allow_missing(const char *value) {
    (void)value;
    return options.may_lack_headers = true;
}

static bool set_dependency_file(const char *value) {
    driver.dependency_file = value;
    return true;
}

static bool add_target(const char *value) {
    word_list_add(&driver.dependency_targets, value);
    return true;
}

static bool add_quoted_target(const char *value) {
    struct buffer text = {0};
    dependency_quote(&text, value);
    buffer_append_byte(&text, 0);
    return add_target((const char *)text.bytes);
}

// ---- linking ----

static void add_input(enum input_kind kind, const char *name) {
    driver.inputs = array_room(driver.inputs, &driver.input_capacity, driver.input_count,
                               sizeof *driver.inputs);
    driver.inputs[driver.input_count++] =
        (struct input){.kind = kind, .name = name, .is_source = driver.is_source};
}

static bool add_library(const char *name) {
    add_input(INPUT_LIBRARY, name);
    return true;
}

static bool add_library_folder(const char *folder) {
    word_list_add(&driver.library_folders, folder);
    return true;
}

static bool add_needed(const char *name) {
    word_list_add(&driver.needed, name);
    return true;
}

// What a linker would be told and changes nothing here, or changes what is linked.
static bool tell_linker(const char *word) {
    static const struct {
        const char *word;
        enum input_kind kind;
    } marks[] = {
        {"--start-group", INPUT_GROUP},   {"-(", INPUT_GROUP},
        {"--end-group", INPUT_GROUP_END}, {"-)", INPUT_GROUP_END},
        {"--whole-archive", INPUT_WHOLE}, {"--no-whole-archive", INPUT_WHOLE_END},
        {"-whole-archive", INPUT_WHOLE},  {"-no-whole-archive", INPUT_WHOLE_END},
    };
    static const char *const refused[] = {
        "-T", "--script", "--defsym", "--wrap", "-r", "-shared", "--shared", "-e", "--entry",
    };
    for (uint32_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strcmp(word, marks[i].word) == 0)
            add_input(marks[i].kind, word);
    for (uint32_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        size_t length = strlen(refused[i]);
        if (strncmp(word, refused[i], length) == 0 && strchr("=", word[length]) != NULL)
            fatal_at(0, "option '%s' of a linker is not supported", word);
    }
    if (text_starts_with(word, "-L") && word[2] != '\0')
        add_library_folder(word + 2);
    else if (text_starts_with(word, "-l") && word[2] != '\0')
        add_library(word + 2);
    return true;
}

// The words of -Wl,A,B,C to the function that takes them.
static void each_word(const char *text, bool (*tell)(const char *word)) {
    while (*text != '\0') {
        size_t length = strcspn(text, ",");
        tell(allocate_text(text, length));
        text += length + (text[length] == ',');
    }
}

static bool tell_linker_all(const char *text) {
    each_word(text, tell_linker);
    return true;
}

// -Wp,-MD,FILE, which gcc's preprocessor takes so.
static bool tell_preprocessor(const char *word) {
    if (word[0] != '-')
        return set_dependency_file(word);
    if (strcmp(word, "-MD") == 0 || strcmp(word, "-MMD") == 0)
        return write_dependencies(word);
    if (strcmp(word, "-MP") == 0)
        return add_phony_targets(word);
    if (text_starts_with(word, "-D") || text_starts_with(word, "-U")) {
        word_list_add(&driver.unit_words, word);
        return word[1] == 'D' ? define(word + 2) : undefine(word + 2);
    }
    return true;
}

static bool tell_preprocessor_all(const char *text) {
    each_word(text, tell_preprocessor);
    return true;
}

// ---- diagnostics ----

static bool set_warning(const char *name) {
    diagnose_option(name);
    return true;
}

static bool set_pedantic(const char *value) {
    (void)value;
    return set_warning("pedantic");
}

static bool set_pedantic_errors(const char *value) {
    (void)value;
    return set_warning("error=pedantic");
}

static bool set_color(const char *value) {
    options.color = strcmp(value, "") == 0 || strcmp(value, "=always") == 0 ||
                    (strcmp(value, "=auto") == 0 && environment_is_terminal(2) == 0);
    return options.color || strcmp(value, "=auto") == 0 || strcmp(value, "=never") == 0;
}

static bool set_format(const char *value) {
    options.json = strcmp(value, "json") == 0;
    return options.json || strcmp(value, "text") == 0;
}

// ---- questions about the compiler ----

// Those that configure scripts ask. NULL: it is none.
static const char *answer_to(const char *question) {
    static const struct {
        const char *question;
        const char *answer;
    } answers[] = {
        {"-dumpversion", "0.1"},
        {"-dumpfullversion", "0.1"},
        {"-dumpmachine", "mipsel-linux-gnu"},
        {"-print-multiarch", "mipsel-linux-gnu"},
        {"-print-multi-lib", ".;"},
        {"-print-multi-directory", "."},
        {"-print-multi-os-directory", "."},
        {"-print-sysroot", ""},
        {"-print-libgcc-file-name", "libgcc.a"},
        {"-print-search-dirs", "install: /\nprograms: =/\nlibraries: =/"},
    };
    for (uint32_t i = 0; i < COUNT(answers); i++)
        if (strcmp(question, answers[i].question) == 0)
            return answers[i].answer;
    if (text_starts_with(question, "-print-prog-name=") ||
        text_starts_with(question, "-print-file-name="))
        return strchr(question, '=') + 1;
    return NULL;
}

// ---- the table ----

enum form {
    FLAG,   // exactly so
    JOINED, // the value is the rest of the word
    WHOLE,  // all of it
    EITHER, // or the next word if there is no rest
    NEXT    // the next word
};

struct row {
    const char *name;
    enum form form;
    bool is_of_unit; // the meaning of a unit depends on it
    bool (*apply)(const char *value);
};

// The first one that fits.
static const struct row rows[] = {
    {"-c", FLAG, false, compile_only},
    {"-S", FLAG, false, set_listing},
    {"-E", FLAG, false, preprocess},
    {"-fsyntax-only", FLAG, false, check_syntax},
    {"-o", EITHER, false, set_output},
    {"-x", EITHER, false, set_language},
    {"-dM", FLAG, false, print_macros},
    {"-v", FLAG, false, set_version},
    {"-include", NEXT, true, include_first},
    {"-isystem", EITHER, true, add_system_folder},
    {"-iquote", EITHER, true, add_quote_folder},
    {"-idirafter", EITHER, true, add_last_folder},
    {"-I", EITHER, true, add_folder},
    {"-D", EITHER, true, define},
    {"-U", EITHER, true, undefine},
    {"-std=", JOINED, true, set_standard},
    {"-ansi", FLAG, true, set_ansi},
    {"-O", JOINED, true, set_optimization},
    {"-march=", JOINED, true, set_machine},
    {"-mips32", FLAG, false, take},
    {"-msoft-float", FLAG, true, set_soft_float},
    {"-mhard-float", FLAG, true, set_hard_float},
    {"-fgnu89-inline", FLAG, true, set_gnu_inline},
    {"-fcheck-gaps", FLAG, true, set_check_gaps},
    {"-fcommon", FLAG, true, set_common},
    {"-fno-common", FLAG, true, set_no_common},
    {"-gsplit-dwarf", FLAG, false, take},
    {"-g", JOINED, true, set_debug},
    {"-w", FLAG, false, set_no_warnings},
    {"-Wl,", JOINED, false, tell_linker_all},
    {"-Wp,", JOINED, false, tell_preprocessor_all},
    {"-Wa,", JOINED, false, take},
    {"-W", JOINED, false, set_warning},
    {"-pedantic", FLAG, false, set_pedantic},
    {"-pedantic-errors", FLAG, false, set_pedantic_errors},
    {"-fdiagnostics-color", JOINED, false, set_color},
    {"-fdiagnostics-format=", JOINED, false, set_format},
    {"-MMD", FLAG, false, write_dependencies},
    {"-MD", FLAG, false, write_dependencies},
    {"-MM", FLAG, false, only_dependencies},
    {"-MP", FLAG, false, add_phony_targets},
    {"-MG", FLAG, false, allow_missing},
    {"-MF", EITHER, false, set_dependency_file},
    {"-MT", EITHER, false, add_target},
    {"-MQ", EITHER, false, add_quoted_target},
    {"-M", FLAG, false, only_dependencies},
    {"--dump=", JOINED, false, dump_choose},
    {"-L", EITHER, false, add_library_folder},
    {"-l", EITHER, false, add_library},
    {"-u", EITHER, false, add_needed},
    {"-Xlinker", NEXT, false, tell_linker},
    {"-pthread", FLAG, true, set_threads},
    {"-f", WHOLE, false, feature_accept},
    {"-m", WHOLE, false, feature_accept_machine},
    // What changes nothing here; libtool gives options of linkers without -Wl.
    {"-rpath", NEXT, false, take},
    {"-export-dynamic", FLAG, false, take},
    {"--export-dynamic", FLAG, false, take},
    {"--param=", JOINED, false, take},
    {"--param", NEXT, false, take},
    {"-B", EITHER, false, take},
    {"-P", FLAG, false, take},
    {"-EL", FLAG, false, take},
    {"-G", EITHER, false, take},
    {"-no-pie", FLAG, false, take},
    {"-pie", FLAG, false, take},
    {"-pipe", FLAG, false, take},
    {"-rdynamic", FLAG, false, take},
    {"-s", FLAG, false, take},
    {"-save-temps", FLAG, false, take},
    {"-static", FLAG, false, take},
    {"-static-libgcc", FLAG, false, take},
};

static const char *const suggestions[] = {
    "--help",   "--version", "-std=cstar", "-std=c11", "-std=c99",
    "-std=c17", "-std=c89",  "-Werror",    "-Wall",    "-pedantic",
};

_Noreturn static void refuse_option(const char *argument) {
    if (strcmp(argument, "-shared") == 0 || strcmp(argument, "-r") == 0)
        fatal_at(0,
                 "option '%s': there are no shared libraries; programs are linked from objects "
                 "and archives",
                 argument);
    if (text_starts_with(argument, "--dump"))
        fatal_at(0,
                 "bad value of option '%s' (expected parse, lower, optimize, legalize, allocate or "
                 "emit)",
                 argument);
    if (text_starts_with(argument, "-march"))
        fatal_at(0, "bad value of option '%s' (expected mipster or mips32)", argument);
    if (text_starts_with(argument, "-f") || text_starts_with(argument, "-m"))
        fatal_at(0, "option '%s' is not supported", argument);
    const char *usual = command_line_usual(argument);
    if (usual != NULL)
        fatal_at(0, "unrecognized option '%s'; did you mean '%s'? (see starc --help)", argument,
                 usual);
    for (uint32_t i = 0; i < COUNT(suggestions); i++)
        if (command_line_similar(argument, suggestions[i]))
            fatal_at(0, "unrecognized option '%s'; did you mean '%s'? (see starc --help)", argument,
                     suggestions[i]);
    const struct command *owner = command_line_owner(argument, NULL);
    if (owner != NULL)
        fatal_at(0, "unrecognized option '%s'; that is an option of %s (see starc --help)",
                 argument, owner->name);
    fatal_at(0, "unrecognized option '%s' (see starc --help)", argument);
}

static const struct row *find_row(const char *argument) {
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        bool is_whole = rows[i].form == FLAG || rows[i].form == NEXT;
        if (is_whole ? strcmp(argument, rows[i].name) == 0
                     : text_starts_with(argument, rows[i].name))
            return &rows[i];
    }
    return NULL;
}

static const char *next_word(const struct word_list *arguments, uint32_t *index) {
    const char *argument = arguments->items[*index];
    if (*index + 1 >= arguments->count)
        fatal_at(0, "missing argument after '%s' (see starc --help)", argument);
    if (arguments->items[*index + 1][0] == '\0')
        fatal_at(0, "the argument after '%s' is empty", argument);
    return arguments->items[++*index];
}

static void parse_option(const struct word_list *arguments, uint32_t *index) {
    const char *argument = arguments->items[*index];
    const struct row *row = find_row(argument);
    if (row == NULL)
        refuse_option(argument);
    const char *value = row->form == WHOLE ? argument : argument + strlen(row->name);
    bool is_next = row->form == NEXT || (row->form == EITHER && *value == '\0');
    if (is_next)
        value = next_word(arguments, index);
    if (row->is_of_unit) {
        word_list_add(&driver.unit_words, argument);
        if (is_next)
            word_list_add(&driver.unit_words, value);
    }
    if (!row->apply(value))
        refuse_option(argument);
}

void options_of_unit(const struct word_list *words, struct options *result) {
    struct options program = options;
    struct word_list program_words = driver.unit_words;
    options = defaults;
    driver.unit_words = (struct word_list){0};
    for (uint32_t i = 0; i < words->count; i++)
        parse_option(words, &i);
    *result = options;
    options = program;
    driver.unit_words = program_words;
}

// ---- all of it ----

static bool set_language(const char *name) {
    static const char *const languages[] = {"c", "cpp-output", "c-header"};
    static const char *const assembly[] = {"assembler", "assembler-with-cpp"};
    bool is_assembly = IS_ONE_OF(name, assembly);
    driver.is_source = is_assembly || IS_ONE_OF(name, languages);
    options.language = !driver.is_source           ? SOURCE_BY_SUFFIX
                       : !is_assembly              ? SOURCE_C
                       : strchr(name, '-') != NULL ? SOURCE_PREPROCESSED_ASSEMBLY
                                                   : SOURCE_ASSEMBLY;
    if (is_assembly) { // which the suffix of an object's source may not tell
        word_list_add(&driver.unit_words, "-x");
        word_list_add(&driver.unit_words, name);
    }
    if (!driver.is_source && strcmp(name, "none") != 0)
        fatal_at(0, "language %s is not supported", name);
    return true;
}

// What ends the program with an answer.
static void inform(const char *argument) {
    const char *answer = answer_to(argument);
    if (strcmp(argument, "--help") == 0)
        printf("%s", starc_help);
    else if (strcmp(argument, "--version") == 0)
        command_line_version();
    else if (answer != NULL)
        printf("%s\n", answer);
    else
        return;
    int status = output_finish("starc");
    exit(status == STATUS_USAGE ? failure_status : status);
}

static void expand(struct word_list *arguments, int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        inform(argv[i]);
        if (argv[i][0] == '@')
            add_file(arguments, argv[i] + 1);
        else
            word_list_add(arguments, argv[i]);
    }
}

void options_parse(int argc, char **argv) {
    struct word_list arguments = {0};
    defaults = options;
    expand(&arguments, argc, argv);
    for (uint32_t i = 0; i < arguments.count; i++) {
        const char *argument = arguments.items[i];
        if (argument[0] == '-' && argument[1] != '\0')
            parse_option(&arguments, &i);
        else
            add_input(INPUT_FILE, argument);
    }
    if (driver.prints_version)
        fprintf(stderr, "starc (mixter) 0.1\nTarget: mipsel-linux-gnu\n");
}
