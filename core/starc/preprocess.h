// What the scanner and the preprocessor share among themselves. A unit passes through these files
// from bottom to top: the parser pulls tokens from unit.c, which pulls them expanded from expand.c,
// which pulls them from the files in preprocess.c, which pulls them from scan.c.

#ifndef PREPROCESS_H
#define PREPROCESS_H

#include "starc.h"

// ---- name.c ----

// All spellings of keywords and punctuators.
struct spelling {
    const char *text;
    enum token_kind kind;
};
extern const struct spelling spellings[];
extern const uint32_t spelling_count;

void name_initialize(void); // once: keywords
void name_choose_language(void);
// The hash of a spelling is the sum over its bytes, each time 31 × the sum before.
struct name *name_find(const char *text, uint32_t length, uint32_t hash);

// ---- scan.c: text to preprocessing tokens; blank.c: what stands between them ----

// What a byte can begin. Those up to CLASS_DIGIT continue identifiers; up to CLASS_SINGLE they
// mean nothing in a skipped group.
enum character_class {
    CLASS_LETTER,
    CLASS_DIGIT,
    CLASS_BLANK,
    CLASS_SINGLE, // a punctuator that is not the beginning of another one
    CLASS_OPERATOR,
    CLASS_OTHER,
    CLASS_HIGH, // a byte of UTF-8
    CLASS_SLASH,
    CLASS_QUOTE,
    CLASS_BACKSLASH,
    CLASS_NEWLINE,
    CLASS_END
};

// The file that is being scanned. Texts end in newline and NUL, and a newline stands before them.
struct scanner {
    const unsigned char *cursor;
    const unsigned char *text;
    place_t start;           // place of text[0]
    bool in_directive;       // newlines are tokens, and the scanner stays before them
    bool is_library;         // what libcstar says is C11 always
    struct source *repeated; // its tokens are kept; NULL: they are not
    uint32_t next_kept;      // the one that is expected
};
extern struct scanner scanner;
extern uint32_t class_of[256]; // enum character_class

void scan_initialize(void);           // once: character classes
void scan_token(struct token *token); // the next preprocessing token
bool scan_text(const char *text, uint32_t length, struct token *token); // is text just one token?
bool scan_to_directive(void); // skips lines up to one with #; false at the end of the file
void scan_rest_of_line(void); // skips up to the newline
bool scan_header_name(char close, const char **text, uint32_t *length); // raw, up to close
// Behind blanks, comments and (but in directives) newlines, which are noted in the token.
const unsigned char *scan_blanks(const unsigned char *cursor, struct token *token);

// ---- unicode.c: characters beyond ASCII ----

// The character at text and its length in bytes; a byte that begins none is (uint32_t)-1.
uint32_t utf8_decode(const char *text, uint32_t *length);
bool utf8_is_inner(unsigned char byte);                // not the first one of its character
uint32_t utf8_encode(uint32_t character, char *bytes); // 1 to 4 bytes
uint32_t universal_character(const char *text, uint32_t *length); // \u or \U; 0 if it is none
bool is_name_character(uint32_t character);                       // C11 annex D

// ---- number.c: values of constants ----

uint32_t digit_value(char c);             // hexadecimal; 99 for other characters
void number_convert(struct token *token); // TOKEN_PREPROCESSING_NUMBER to NUMBER or FLOATING
// The value of an integer in #if. False if it is none.
bool number_in_condition(struct token *token, uint64_t *value, bool *is_unsigned);
void character_convert(struct token *token); // TOKEN_CHARACTER to TOKEN_NUMBER
// Joins string literals to one: bytes as the target stores them.
void string_join(struct token *result, const struct token *parts, uint32_t count);

// ---- macro.c: definitions ----

// In a body, number tells what to do with a token, and value is its parameter.
enum body_operation { BODY_TOKEN, BODY_PARAMETER, BODY_STRINGIFY, BODY_PASTE };
enum macro_kind {
    MACRO_OBJECT,
    MACRO_FUNCTION,
    MACRO_FILE, // the rest: __FILE__ and so on
    MACRO_LINE,
    MACRO_COUNTER,
    MACRO_PRAGMA,
    MACRO_QUERY // __has_include and so on: only in conditions
};
struct macro {
    enum macro_kind kind;
    bool is_variadic;
    bool is_disabled; // its expansion is being read
    bool has_paste;
    place_t place;
    place_t *body_places; // of the tokens of the body; made when it is first expanded
    struct token *body;
    uint32_t body_count;
    struct name **parameters;
    uint32_t parameter_count;
};

void macro_start(void); // forgets all macros, defines __FILE__ and so on
void macro_keep(void);  // those that there are now are predefined
void macro_forget_kept(void);
bool macro_start_kept(void);                 // defines what has been kept; false: nothing
void macro_define(const struct token *name); // reads the rest of #define
void macro_push(struct name *name);          // #pragma push_macro
void macro_pop(struct name *name);

// ---- predefined.c ----

extern const char predefined_text[]; // directives

// ---- unit.c: -E ----

extern bool preprocess_is_printing;
void preprocess_print_pragma(const char *text); // up to the newline

// ---- preprocess.c: files ----

struct inclusion {
    struct source *source;
    struct scanner includer; // where to go on afterwards
    place_t place;           // of the #include
    uint32_t first_condition;
    const unsigned char *first_directive; // behind its #, if nothing stands before it
    struct name *guard;                   // #ifndef of it came first
};

extern bool preprocess_is_of_assembly; // the file is in assembly language
extern uint32_t unit_number;
extern uint32_t file_arguments; // not 0: arguments are read, a file's end is their end

void preprocess_open(struct source *source); // defines predefined macros; a program's: -D, -U
struct inclusion *file_current(void);
enum token_kind file_peek(void); // kind of the next token; no directive is done
void file_forget_peeked(void);
void file_take_peeked(struct token *token);
void file_pass(struct token *token); // what is no directive, and no end of an included file
extern bool file_is_peeked_at;       // the next token has been scanned

// The next token of the file, directives done.
static inline void file_token(struct token *token) {
    if (file_is_peeked_at)
        file_take_peeked(token);
    else
        scan_token(token);
    if (token->kind == TOKEN_HASH || token->kind == TOKEN_END)
        file_pass(token);
}

void include_do(bool is_next);    // the rest of #include or #include_next
bool include_query(bool is_next); // behind __has_include "(": is there such a file?
void embed_do(void);              // #embed
void preprocess_print_includes(const struct source *source); // "In file included from", to stderr

// ---- expand.c ----

void expansion_start(void);                // of a unit
void expansion_forget(void);               // at the end of a directive
void expansion_token(struct token *token); // the next one, from the macros being read if there are
void expansion_begin(struct token *token); // of a macro: what it becomes begins with another token

extern uint32_t expansion_depth;   // macros being read, in which the next tokens are; 0: the file
extern uint32_t expansion_carried; // what an empty expansion passes on to the next token
enum { CARRIES_LINE = 1, CARRIES_SPACE = 2 };

static inline bool token_is_macro(const struct token *token) {
    return token->name != NULL && token->name->macro != NULL && !token->no_expand;
}

// The next token, macros not expanded; TOKEN_NEWLINE ends a directive.
static inline void raw_token(struct token *token) {
    if ((expansion_depth | expansion_carried) != 0)
        expansion_token(token);
    else
        file_token(token);
}

static inline void expanded_token(struct token *token) {
    raw_token(token);
    if (token_is_macro(token))
        expansion_begin(token);
}

// ---- directive.c ----

void directive_initialize(void);
void directive_do(const struct token *hash); // all of the line
void directive_expect_end(const char *directive);
void directive_end(void);                            // skips the rest of the line
uint32_t conditions_open(void);                      // count of them
void conditions_forget(void);                        // of the unit before
void conditions_check(const struct inclusion *file); // at its end none may be open

// ---- pragma.c ----

void pragma_start(void);                          // of a unit
void pragma_do(void);                             // the rest of #pragma
void pragma_operator(const struct token *string); // _Pragma

// ---- condition.c ----

bool condition_evaluate(place_t place); // the expression of #if

#endif
