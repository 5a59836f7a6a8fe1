// The outermost part of the compiler: what the command line asks for, and the files that it names.
#ifndef DRIVER_H
#define DRIVER_H

#include "starc.h"

// ---- options.c: the command line ----

enum driver_mode {
    MODE_LINK,       // to an executable, or a listing or dump of a whole program
    MODE_COMPILE,    // -c: each source file to an object
    MODE_PREPROCESS, // -E, -M
    MODE_SYNTAX      // -fsyntax-only
};

struct input {
    enum input_kind {
        INPUT_FILE,
        INPUT_LIBRARY, // -l
        INPUT_GROUP,   // -Wl,--start-group
        INPUT_GROUP_END,
        INPUT_WHOLE, // -Wl,--whole-archive
        INPUT_WHOLE_END
    } kind;
    const char *name;
    bool is_source; // by -x
};

struct driver {
    enum driver_mode mode;
    const char *output; // -o; NULL: named after the input
    struct input *inputs;
    uint32_t input_count;
    uint32_t input_capacity;
    struct word_list library_folders; // -L
    bool is_source;                   // the files that follow, by -x
    bool has_archives;                // or objects, so that units are needed in this form
    struct word_list needed;          // -u: symbols that archives are searched for
    struct word_list unit_words;      // the options that the meaning of a unit depends on
    bool prints_macros;               // -dM
    bool prints_version;              // -v
    // -M …: rules for make
    bool writes_dependencies;
    bool only_dependencies;              // -M, -MM: instead of the preprocessed text
    bool has_phony_targets;              // -MP
    const char *dependency_file;         // -MF
    struct word_list dependency_targets; // -MT, -MQ: as they are written
};
extern struct driver driver;

extern const char starc_help[];
void options_parse(int argc, char **argv); // into driver and options; ends after --help and others
// The options of one unit, from what driver.unit_words were when it was compiled.
void options_of_unit(const struct word_list *words, struct options *result);

// ---- features.c: options with -f and -m that are not ours; false: not supported ----

bool feature_accept(const char *option);
bool feature_accept_machine(const char *option);

// ---- bundle.c: a unit with all its files, in an object ----

struct unit {
    const char *path;      // of its main file
    struct bundle *bundle; // NULL: its files are read
    struct options options;
};

// Appends the unit that was parsed last, from the file at path.
void bundle_write(struct buffer *out, const char *path, const struct word_list *words);
// The units in `size` bytes. False if they are damaged.
bool bundle_read(const unsigned char *bytes, uint32_t size, void (*add)(const struct unit *unit));

// ---- relocatable.c: objects ----

extern const char bundle_section[];
void relocatable_write(struct buffer *out, const char *path, const struct word_list *words);

// ---- inputs.c: what a program is linked from ----

extern struct unit *units;
extern uint32_t unit_count;
void units_collect(void); // from driver.inputs
void units_add(const struct unit *unit);
bool input_is_source(const struct input *input);
bool input_is_assembly(const char *path, bool *is_preprocessed); // by its suffix

// ---- starc.c ----

// Compiles a file to an object. False after errors.
bool compile_object(const char *path, struct buffer *object);

// ---- depend.c ----

// Appends a name as make reads it as a target.
void dependency_quote(struct buffer *text, const char *name);
// The rule of the unit that was parsed last, from the file at path. False after an error.
bool dependencies_write(const char *path);
const char *object_name(const char *path); // of a file

#endif
