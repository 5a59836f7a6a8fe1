// libcstar: regular expressions, compiled.
#include <ctype.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include "named_class.h"
#include "regex_program.h"

enum { MOST_REPEATED = 32767, MOST_CODE = 1 << 20 };
enum { REFERABLE = 9, NAME_SIZE = 32, UNLIMITED = -1, NO_NUMBER = -1, NOT_A_NUMBER = -2 };

enum token {
    END,
    BYTE_TOKEN,
    ANY,
    BRACKET,
    CLASS,
    ASSERT,
    REFER,
    GROUP,
    GROUP_END,
    OR,
    STAR,
    PLUS,
    QUESTION,
    BRACE,
    BRACE_END,
    LONE_BACKSLASH
};

// A group that is not closed yet. The first is the whole pattern.
struct group {
    int number;
    int begin;  // of its code
    int branch; // where the alternative begins
    int jumps;  // the last JUMP to the end of the group; its jump is the one before, -1 ends them
    int begins_empty;             // the first alternative is empty: it comes after the second
    unsigned known_before, known; // groups that can be referred to
};

struct parser {
    struct __regex_program *program;
    const unsigned char *pattern, *at;
    enum token token;
    int value; // of the token
    int error;
    int group_count;
    struct group *groups; // open ones
    int depth, space;
    int begin;    // of the code of what a repetition would repeat
    int is_group; // that is a group
    unsigned known;
};

static int is_extended(const struct parser *parser) {
    return (parser->program->flags & REG_EXTENDED) != 0;
}

static void fail(struct parser *parser, int error) {
    if (parser->error == 0) {
        parser->error = error;
    }
}

static void put(regex_set set, int c) {
    set[c / CHAR_BIT] |= (unsigned char)(1 << c % CHAR_BIT);
}

// Makes place for more instructions at the end.
static int reserve(struct parser *parser, int count) {
    struct __regex_program *program = parser->program;
    if (parser->error != 0) {
        return 0;
    }
    if (count > MOST_CODE - program->length) {
        fail(parser, REG_ESPACE);
        return 0;
    }
    if (program->length + count > program->space) {
        int space = 2 * (program->length + count);
        struct regex_instruction *code = realloc(program->code, (size_t)space * sizeof *code);
        if (code == NULL) {
            fail(parser, REG_ESPACE);
            return 0;
        }
        program->code = code;
        program->space = space;
    }
    return 1;
}

static void insert(struct parser *parser, int at, enum regex_operation operation, int value,
                   int jump) {
    struct __regex_program *program = parser->program;
    if (reserve(parser, 1)) {
        struct regex_instruction *to = program->code + at;
        memmove(to + 1, to, (size_t)(program->length - at) * sizeof *to);
        *to = (struct regex_instruction){(unsigned char)operation, 0, value, jump};
        program->length++;
    }
}

static void append(struct parser *parser, enum regex_operation operation, int value, int jump) {
    insert(parser, parser->program->length, operation, value, jump);
}

static void append_set(struct parser *parser, const regex_set set) {
    struct __regex_program *program = parser->program;
    if (program->set_count == program->set_space) {
        int space = 2 * program->set_space + 4;
        regex_set *sets = realloc(program->sets, (size_t)space * sizeof *sets);
        if (sets == NULL) {
            fail(parser, REG_ESPACE);
            return;
        }
        program->sets = sets;
        program->set_space = space;
    }
    memcpy(program->sets[program->set_count], set, sizeof(regex_set));
    append(parser, SET, program->set_count++, 0);
}

// What stands behind a backslash.
static enum token escaped(const struct parser *parser, int c) {
    int extended = is_extended(parser);
    switch (c) {
    case '|': return extended ? BYTE_TOKEN : OR;
    case '(': return extended ? BYTE_TOKEN : GROUP;
    case ')': return extended ? BYTE_TOKEN : GROUP_END;
    case '{': return extended ? BYTE_TOKEN : BRACE;
    case '}': return extended ? BYTE_TOKEN : BRACE_END;
    case '+': return extended ? BYTE_TOKEN : PLUS;
    case '?': return extended ? BYTE_TOKEN : QUESTION;
    case '<':
    case '>':
    case 'b':
    case 'B':
    case '`':
    case '\'': return ASSERT;
    case 'w':
    case 'W':
    case 's':
    case 'S': return CLASS;
    default: return c >= '1' && c <= '9' ? REFER : BYTE_TOKEN;
    }
}

// In a basic expression "$" is an anchor only where an alternative ends.
static int is_end_anchor(const struct parser *parser) {
    const unsigned char *next = parser->at + 1;
    return is_extended(parser) || *next == 0 ||
           (*next == '\\' && (next[1] == ')' || next[1] == '|'));
}

static enum token unescaped(const struct parser *parser, int c, int begins) {
    int extended = is_extended(parser);
    switch (c) {
    case '*': return STAR;
    case '.': return ANY;
    case '[': return BRACKET;
    case '^': return begins || extended || parser->at == parser->pattern ? ASSERT : BYTE_TOKEN;
    case '$': return is_end_anchor(parser) ? ASSERT : BYTE_TOKEN;
    case '|': return extended ? OR : BYTE_TOKEN;
    case '(': return extended ? GROUP : BYTE_TOKEN;
    case ')': return extended ? GROUP_END : BYTE_TOKEN;
    case '{': return extended ? BRACE : BYTE_TOKEN;
    case '}': return extended ? BRACE_END : BYTE_TOKEN;
    case '+': return extended ? PLUS : BYTE_TOKEN;
    case '?': return extended ? QUESTION : BYTE_TOKEN;
    default: return BYTE_TOKEN;
    }
}

// `begins`: in a basic expression "^" is an anchor here.
static void next_token(struct parser *parser, int begins) {
    int c = *parser->at;
    parser->value = c;
    if (c == 0) {
        parser->token = END;
        return;
    }
    if (c != '\\') {
        parser->token = unescaped(parser, c, begins);
        parser->at++;
        return;
    }
    c = *++parser->at;
    parser->value = c;
    if (c == 0) {
        parser->token = LONE_BACKSLASH;
        return;
    }
    parser->token = escaped(parser, c);
    parser->at++;
}

// All letters are in a class of capitals or of small ones if case does not count.
static int put_class(regex_set set, const char *name, int is_folded) {
    int (*test)(int) = __named_class(name, strlen(name));
    if (is_folded && (test == isupper || test == islower)) {
        test = isalpha;
    }
    for (int c = 0; test != NULL && c < REGEX_BYTE; c++) {
        if (test(c)) {
            put(set, c);
        }
    }
    return test != NULL;
}

// One element of a bracket: its character, or -1 if it is a class, which is then in the set.
static int bracket_element(struct parser *parser, regex_set set) {
    int c = *parser->at++, kind = *parser->at;
    if (c != '[' || (kind != '.' && kind != '=' && kind != ':')) {
        return regex_folded(parser->program, c);
    }
    char name[NAME_SIZE + 1];
    size_t size = 0;
    for (parser->at++; parser->at[0] != kind || parser->at[1] != ']'; parser->at++) {
        if (*parser->at == 0 || size == NAME_SIZE) {
            fail(parser, REG_EBRACK);
            return 0;
        }
        name[size++] = (char)*parser->at;
    }
    name[size] = 0;
    parser->at += 2;
    if (kind == ':') {
        if (!put_class(set, name, parser->program->flags & REG_ICASE)) {
            fail(parser, REG_ECTYPE);
        }
        return -1;
    }
    if (size != 1) {
        fail(parser, REG_ECOLLATE);
        return 0;
    }
    c = regex_folded(parser->program, (unsigned char)name[0]);
    if (kind == '=') {
        put(set, c);
        return -1;
    }
    return c;
}

// Elements and ranges up to "]". A "-" that is neither first nor last nor between two elements is
// refused.
static void bracket_list(struct parser *parser, regex_set set) {
    const unsigned char *first = parser->at;
    while (parser->error == 0 && (*parser->at != ']' || parser->at == first)) {
        if (*parser->at == 0) {
            fail(parser, REG_EBRACK);
            return;
        }
        if (*parser->at == '-' && parser->at != first && parser->at[1] != ']') {
            fail(parser, REG_ERANGE);
            return;
        }
        int low = bracket_element(parser, set), high = low;
        if (low < 0 || parser->error != 0) {
            continue;
        }
        if (parser->at[0] == '-' && parser->at[1] == 0) {
            fail(parser, REG_EBRACK);
            return;
        }
        if (parser->at[0] == '-' && parser->at[1] != ']') {
            parser->at++;
            high = bracket_element(parser, set);
            if (high < low) {
                fail(parser, REG_ERANGE);
            }
        }
        for (int c = low; c <= high; c++) {
            put(set, c);
        }
    }
}

static void invert(regex_set set) {
    for (size_t i = 0; i < sizeof(regex_set); i++) {
        set[i] = (unsigned char)~set[i];
    }
}

static void bracket(struct parser *parser) {
    regex_set set = {0};
    int is_inverted = *parser->at == '^';
    parser->at += is_inverted;
    if (is_inverted && parser->program->flags & REG_NEWLINE) {
        put(set, '\n');
    }
    if (*parser->at == 0) {
        fail(parser, REG_BADPAT);
    }
    bracket_list(parser, set);
    if (is_inverted) {
        invert(set);
    }
    append_set(parser, set);
    parser->at += parser->error == 0;
}

// Any character but the one that ends a text.
static void any(struct parser *parser) {
    regex_set set = {0};
    put(set, 0);
    if (parser->program->flags & REG_NEWLINE) {
        put(set, '\n');
    }
    invert(set);
    append_set(parser, set);
}

static void class_of_escape(struct parser *parser) {
    regex_set set = {0};
    put_class(set, tolower(parser->value) == 'w' ? "alnum" : "space", 0);
    if (tolower(parser->value) == 'w') {
        put(set, '_');
    }
    if (isupper(parser->value)) {
        invert(set);
    }
    append_set(parser, set);
}

static void refer(struct parser *parser) {
    int number = parser->value - '0';
    if (!(parser->known >> number & 1)) {
        fail(parser, REG_ESUBREG);
    }
    parser->program->has_references = 1;
    append(parser, REFERENCE, number, 0);
}

static void open_group(struct parser *parser, int number) {
    if (parser->depth == parser->space) {
        int space = 2 * parser->space + 8;
        struct group *groups = realloc(parser->groups, (size_t)space * sizeof *groups);
        if (groups == NULL) {
            fail(parser, REG_ESPACE);
            return;
        }
        parser->groups = groups;
        parser->space = space;
    }
    int begin = parser->program->length;
    append(parser, OPEN, number, 0);
    parser->groups[parser->depth++] =
        (struct group){number, begin, parser->program->length, -1, 0, parser->known, 0};
    next_token(parser, 1);
}

static void end_alternative(struct parser *parser, struct group *group) {
    int size = parser->program->length - group->branch;
    if (group->begins_empty && size > 0) {
        insert(parser, group->branch, SPLIT, 0, size + 1);
    }
    group->begins_empty = 0;
    group->known |= parser->known;
    parser->known = group->known_before;
}

static void next_alternative(struct parser *parser) {
    struct group *group = &parser->groups[parser->depth - 1];
    int begins_empty =
        group->jumps < 0 && !group->begins_empty && parser->program->length == group->branch;
    end_alternative(parser, group);
    if (begins_empty) {
        group->begins_empty = 1;
    } else {
        insert(parser, group->branch, SPLIT, 0, parser->program->length - group->branch + 2);
        append(parser, JUMP, 0, group->jumps);
        group->jumps = parser->program->length - 1;
        group->branch = parser->program->length;
    }
    next_token(parser, 1);
}

static void close_group(struct parser *parser) {
    struct group *group = &parser->groups[--parser->depth];
    end_alternative(parser, group);
    struct regex_instruction *code = parser->program->code;
    for (int at = group->jumps; at >= 0;) {
        int before = code[at].jump;
        code[at].jump = parser->program->length - at;
        at = before;
    }
    append(parser, CLOSE, group->number, 0);
    parser->known = group->known;
    if (group->number <= REFERABLE) {
        parser->known |= 1U << group->number;
    }
    parser->begin = group->begin;
    parser->is_group = 1;
}

static int number(struct parser *parser) {
    int number = NO_NUMBER;
    for (;;) {
        next_token(parser, 0);
        if (parser->token == END || parser->token == LONE_BACKSLASH) {
            return NOT_A_NUMBER;
        }
        if (parser->token == BRACE_END || parser->value == ',') {
            return number;
        }
        if (parser->token != BYTE_TOKEN || !isdigit(parser->value) || number == NOT_A_NUMBER) {
            number = NOT_A_NUMBER;
            continue;
        }
        number = 10 * (number == NO_NUMBER ? 0 : number) + parser->value - '0';
        if (number > MOST_REPEATED) {
            number = MOST_REPEATED + 1;
        }
    }
}

static void bounds(struct parser *parser, int *low, int *high) {
    int is_comma, is_end;
    *low = number(parser);
    is_comma = parser->token == BYTE_TOKEN && parser->value == ',';
    if (*low == NO_NUMBER) {
        if (!is_comma) {
            fail(parser, REG_BADBR);
            return;
        }
        *low = 0;
    }
    *high = *low;
    if (*low != NOT_A_NUMBER && parser->token != BRACE_END) {
        *high = is_comma ? number(parser) : NOT_A_NUMBER;
    }
    is_end = parser->token == END || parser->token == LONE_BACKSLASH;
    if (*low == NOT_A_NUMBER || *high == NOT_A_NUMBER) {
        fail(parser, is_end ? REG_EBRACE : REG_BADBR);
    } else if ((*high != UNLIMITED && *low > *high) || parser->token != BRACE_END) {
        fail(parser, REG_BADBR);
    } else if ((*high == UNLIMITED ? *low : *high) > MOST_REPEATED) {
        fail(parser, REG_ESIZE);
    }
}

// Appends copies of the code from `begin` on. In them no group counts as one that may be left out,
// as it is in glibc.
static void copy(struct parser *parser, int begin, int size, int count) {
    if (count <= 0 || size == 0) {
        return;
    }
    if (count > MOST_CODE / size) {
        fail(parser, REG_ESPACE);
        return;
    }
    if (reserve(parser, size * count)) {
        struct __regex_program *program = parser->program;
        for (int i = 0; i < size * count; i++) {
            program->code[program->length] = program->code[begin + i % size];
            program->code[program->length++].is_optional = 0;
        }
    }
}

static void repeat(struct parser *parser, int low, int high) {
    int begin = parser->begin, size = parser->program->length - begin, count = high - low;
    if (size == 0 || high == 0) {
        parser->program->length = begin;
        parser->is_group = 0;
        return;
    }
    copy(parser, begin, size, low - 1);
    if (low == high || parser->error != 0) {
        parser->is_group &= low == 1;
        return;
    }
    if (low > 0) {
        begin = parser->program->length;
        copy(parser, parser->begin, size, 1);
    }
    if (parser->error != 0) {
        return;
    }
    if (parser->is_group) {
        parser->program->code[parser->program->length - 1].is_optional = 1;
    }
    parser->is_group = 0;
    if (high == UNLIMITED) {
        insert(parser, begin, LOOP, 0, size + 2);
        append(parser, JUMP, 0, -size - 1);
        return;
    }
    copy(parser, begin, size, count - 1);
    int splits = parser->program->length;
    copy(parser, begin, 1, count);
    if (parser->error ==
        0) { // The splits, n of them, come before the copies: from each behind one.
        struct regex_instruction *code = parser->program->code;
        memmove(code + begin + count, code + begin, (size_t)(splits - begin) * sizeof *code);
        for (int i = 0; i < count; i++) {
            code[begin + i] =
                (struct regex_instruction){SPLIT, 0, 0, count - i + (count - i) * size};
        }
    }
}

static void repetitions(struct parser *parser) {
    while (parser->error == 0 && parser->token >= STAR && parser->token <= BRACE) {
        int low = parser->token == PLUS, high = parser->token == QUESTION ? 1 : UNLIMITED;
        if (parser->token == BRACE) {
            bounds(parser, &low, &high);
        }
        if (parser->error != 0) {
            return;
        }
        next_token(parser, 0);
        repeat(parser, low, high);
        if (!is_extended(parser) && (parser->token == STAR || parser->token == BRACE)) {
            fail(parser, REG_BADRPT);
        }
    }
}

// One piece of an alternative, up to what repeats it.
static void piece(struct parser *parser) {
    parser->begin = parser->program->length;
    parser->is_group = 0;
    switch (parser->token) {
    case GROUP: open_group(parser, ++parser->group_count); return;
    case ASSERT: // It is not repeated: what would do that begins something.
        append(parser, ASSERTION, parser->value, 0);
        next_token(parser, 0);
        return;
    case ANY: any(parser); break;
    case BRACKET: bracket(parser); break;
    case CLASS: class_of_escape(parser); break;
    case REFER: refer(parser); break;
    case LONE_BACKSLASH: fail(parser, REG_EESCAPE); break;
    case STAR:
    case PLUS:
    case QUESTION:
    case BRACE:
        if (is_extended(parser) || parser->token == BRACE) {
            fail(parser, REG_BADRPT);
        }
        append(parser, CHARACTER, parser->value, 0);
        break;
    case GROUP_END:
        if (parser->depth > 1) {
            close_group(parser);
            break;
        }
        if (!is_extended(parser)) {
            fail(parser, REG_EPAREN);
        }
        append(parser, CHARACTER, parser->value, 0);
        break;
    default: append(parser, CHARACTER, regex_folded(parser->program, parser->value), 0); break;
    }
    if (parser->error == 0) {
        next_token(parser, 0);
        repetitions(parser);
    }
}

static void pattern(struct parser *parser) {
    open_group(parser, 0);
    while (parser->error == 0 && parser->token != END) {
        if (parser->token == OR) {
            next_alternative(parser);
        } else {
            piece(parser);
        }
    }
    if (parser->depth > 1) {
        fail(parser, REG_EPAREN);
    }
    if (parser->error == 0) {
        close_group(parser);
        append(parser, MATCH, 0, 0);
    }
}

static void release(struct __regex_program *program) {
    if (program != NULL) {
        free(program->code);
        free(program->sets);
        free(program);
    }
}

int regcomp(regex_t *restrict compiled, const char *restrict text, int flags) {
    struct parser parser = {.pattern = (const unsigned char *)text};
    parser.at = parser.pattern;
    compiled->__program = NULL;
    compiled->re_nsub = 0;
    parser.program = calloc(1, sizeof *parser.program);
    if (parser.program == NULL) {
        return REG_ESPACE;
    }
    parser.program->flags = flags;
    pattern(&parser);
    free(parser.groups);
    if (parser.error != 0) {
        release(parser.program);
        return parser.error;
    }
    for (int i = 0; parser.program->has_references && i < parser.program->length; i++) {
        if (parser.program->code[i].operation == LOOP) {
            parser.program->code[i].value = parser.program->loop_count++;
        }
    }
    compiled->__program = parser.program;
    compiled->re_nsub = (size_t)parser.group_count;
    return 0;
}

void regfree(regex_t *compiled) {
    release(compiled->__program);
    compiled->__program = NULL;
}

size_t regerror(int error, const regex_t *restrict compiled, char *restrict text, size_t size) {
    static const char *const messages[] = {"Success",
                                           "No match",
                                           "Invalid regular expression",
                                           "Invalid collation character",
                                           "Invalid character class name",
                                           "Trailing backslash",
                                           "Invalid back reference",
                                           "Unmatched [, [^, [:, [., or [=",
                                           "Unmatched ( or \\(",
                                           "Unmatched \\{",
                                           "Invalid content of \\{\\}",
                                           "Invalid range end",
                                           "Memory exhausted",
                                           "Invalid preceding regular expression",
                                           "Premature end of regular expression",
                                           "Regular expression too big",
                                           "Unmatched ) or \\)"};
    const int known = sizeof messages / sizeof messages[0];
    const char *message = error >= 0 && error < known ? messages[error] : "Unknown error";
    size_t needed = strlen(message) + 1;
    (void)compiled;
    if (size > 0) {
        size_t copied = needed < size ? needed : size;
        memcpy(text, message, copied - 1);
        text[copied - 1] = 0;
    }
    return needed;
}
