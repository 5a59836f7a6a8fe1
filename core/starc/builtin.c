// What looks like a call but is part of the language: _Generic (C11 6.5.1.1), offsetof, the
// macros of <stdarg.h>, and system calls.

#include "parse.h"

#include <string.h>

struct association {
    struct association *next;
    struct type *type;
};

// Adds the type of an association to the earlier ones, which it must not fit.
static struct association *note_association(struct association *earlier, struct type *type,
                                            place_t place) {
    if (type == NULL || type == type_error)
        return earlier;
    for (const struct association *one = earlier; one != NULL; one = one->next) {
        if (type_compatible(one->type, type)) {
            error_at(place, "'_Generic' specifies two compatible types");
            break;
        }
    }
    struct association *association = arena_allocate(&parse_arena, sizeof(struct association));
    association->next = earlier;
    association->type = type;
    return association;
}

// generic = "_Generic" "(" assignment ("," (type-name | "default") ":" assignment)+ ")"
struct expression *parse_generic(void) {
    place_t place = token.place;
    parse_advance();
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    place = token.place;
    struct expression *control = convert_value(parse_assignment());
    struct expression *chosen = NULL;
    struct association *earlier = NULL;
    struct expression *otherwise = NULL;
    while (parse_accept(TOKEN_COMMA)) {
        struct type *type = NULL;
        place_t type_place = token.place;
        if (!parse_accept(TOKEN_DEFAULT))
            type = parse_type_name();
        parse_expect(TOKEN_COLON);
        struct expression *value = parse_assignment();
        if (parse_recovering)
            return make_error(place);
        if (type == NULL) {
            if (otherwise != NULL)
                error_at(type_place, "duplicate 'default' case in '_Generic'");
            otherwise = value;
        } else if (type_compatible(type, control->type)) {
            earlier = note_association(earlier, type, type_place);
            if (chosen != NULL && !is_error(control))
                error_at(type_place, "'_Generic' selector matches multiple associations");
            chosen = value;
        } else {
            earlier = note_association(earlier, type, type_place);
        }
    }
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    if (chosen == NULL)
        chosen = otherwise;
    if (chosen == NULL) {
        if (!is_error(control) && !parse_recovering)
            error_at(place, "'_Generic' selector of type %s is not compatible with any association",
                     type_quoted(control->type));
        return make_error(place);
    }
    return chosen;
}

// ---- floating point ----

enum floating_builtin { BUILTIN_INFINITY, BUILTIN_NAN, BUILTIN_ABSOLUTE, BUILTIN_SQUARE_ROOT };

static struct expression *make_special(enum floating_builtin builtin, struct type *type,
                                       place_t place) {
    static const uint64_t singles[] = {0x7f800000, 0x7fbfffff};
    static const uint64_t doubles[] = {0x7ff0000000000000, 0x7ff7ffffffffffff};
    return make_floating(type->size == 4 ? singles[builtin] : doubles[builtin], type, place);
}

// floating = "__builtin_" ("inf" | "huge_val" | "nan" | "fabs" | "sqrt") ["f" | "l"] arguments
struct expression *parse_floating(void) {
    enum { PREFIX = 10 };
    static const struct {
        const char *name;
        enum floating_builtin builtin;
        uint32_t argument_count;
    } builtins[] = {{"inf", BUILTIN_INFINITY, 0},
                    {"huge_val", BUILTIN_INFINITY, 0},
                    {"nan", BUILTIN_NAN, 1},
                    {"fabs", BUILTIN_ABSOLUTE, 1},
                    {"sqrt", BUILTIN_SQUARE_ROOT, 1}};
    const char *text = token.name->text;
    if (strncmp(text, "__builtin_", PREFIX) != 0)
        return NULL;
    for (uint32_t i = 0; i < sizeof builtins / sizeof builtins[0]; i++) {
        size_t length = strlen(builtins[i].name);
        const char *suffix = text + PREFIX + length;
        if (strncmp(text + PREFIX, builtins[i].name, length) != 0 ||
            (*suffix != '\0' && strcmp(suffix, "f") != 0 && strcmp(suffix, "l") != 0))
            continue;
        struct type *type = *suffix == 'f'   ? type_float
                            : *suffix == 'l' ? type_long_double
                                             : type_double;
        place_t place = token.place;
        uint32_t count;
        parse_advance();
        struct expression *argument = parse_arguments(&count);
        if (count != builtins[i].argument_count && !parse_recovering)
            error_at(place, "too %s arguments to function '%s'",
                     count < builtins[i].argument_count ? "few" : "many", text);
        if (count != builtins[i].argument_count || parse_recovering)
            return make_error(place);
        if (builtins[i].builtin <= BUILTIN_NAN)
            return make_special(builtins[i].builtin, type, place);
        argument = convert_assign(argument, type, CONVERSION_ARGUMENT, place, NULL, 1);
        if (is_error(argument))
            return argument;
        return fold_unary(builtins[i].builtin == BUILTIN_ABSOLUTE ? EXPRESSION_ABSOLUTE
                                                                  : EXPRESSION_SQUARE_ROOT,
                          argument, place);
    }
    return NULL;
}

// ---- the rest ----

// offsetof = "__builtin_offsetof" "(" type-name "," identifier ("." identifier | "[" … "]")* ")"
struct expression *parse_offsetof(void) {
    place_t place = token.place;
    parse_advance();
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    struct type *type = parse_type_name();
    parse_expect(TOKEN_COMMA);
    struct expression *part =
        operator_dereference(make_number(0, type_pointer(type), place), place);
    bool is_first = true;
    while (!parse_recovering) {
        place_t part_place = token.place;
        if (is_first || parse_accept(TOKEN_DOT)) {
            if (token.kind != TOKEN_IDENTIFIER) {
                parse_syntax_error("identifier");
                break;
            }
            part = operator_member(part, token.name, false, token.place);
            parse_advance();
        } else if (parse_accept(TOKEN_LEFT_BRACKET)) {
            part = operator_subscript(part, parse_expression(), part_place);
            parse_expect(TOKEN_RIGHT_BRACKET);
        } else {
            break;
        }
        is_first = false;
    }
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    if (is_error(part) || parse_recovering)
        return make_error(place);
    if (is_bit_field(part)) {
        error_at(part->place, "attempt to take address of bit-field structure member '%s'",
                 member_text(part));
        return make_error(place);
    }
    return convert_to(operator_address(part, place), type_unsigned);
}

static struct expression *parse_va_list(const char *builtin) {
    struct expression *list = parse_assignment();
    if (is_error(list))
        return list;
    if (!list->is_lvalue || list->type->kind != TYPE_POINTER ||
        list->type->base->kind != TYPE_CHAR) {
        error_at(list->place, "incompatible type for argument 1 of '%s'", builtin);
        return make_error(list->place);
    }
    return list;
}

// va-start = "__builtin_va_start" "(" assignment "," identifier ")"
struct expression *parse_va_start(void) {
    struct expression *start = make_expression(EXPRESSION_VA_START, type_void, token.place);
    parse_advance();
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    start->left = parse_va_list("va_start");
    parse_expect(TOKEN_COMMA);
    place_t place = token.place;
    struct expression *last = parse_assignment();
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    if (is_error(start->left) || is_error(last) || parse_recovering)
        return make_error(place);
    if (current_function == NULL || !current_function->type->is_variadic) {
        error_at(start->place, "'va_start' used in function with fixed arguments");
        return make_error(place);
    }
    struct object *parameter = current_function->parameters;
    while (parameter->next_parameter != NULL)
        parameter = parameter->next_parameter;
    mark_read(start->left);
    mark_read(last);
    if (last->kind != EXPRESSION_VARIABLE || last->object != parameter)
        warning_at(place, "second parameter of 'va_start' not last named argument");
    start->object = parameter;
    return start;
}

// va-arg = "__builtin_va_arg" "(" assignment "," type-name ")"
struct expression *parse_va_arg(void) {
    place_t place = token.place;
    parse_advance();
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    struct expression *list = parse_va_list("va_arg");
    parse_expect(TOKEN_COMMA);
    place_t type_place = token.place;
    struct type *type = parse_type_name()->unqualified;
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    if (is_error(list) || type == type_error || parse_recovering)
        return make_error(place);
    if (!type_is_complete(type) || type->kind == TYPE_FUNCTION || type->kind == TYPE_ARRAY) {
        error_at(type_place, "second argument to 'va_arg' is of incomplete type %s",
                 type_quoted(type));
        return make_error(place);
    }
    if ((type_is_integer(type) && type->size < 4) || type == type_float)
        warning_at(place, "%s is promoted to '%s' when passed through '...'", type_quoted(type),
                   type == type_float ? "double" : "int");
    mark_read(list);
    struct expression *argument = make_expression(EXPRESSION_VA_ARG, type, place);
    argument->left = list;
    return argument;
}

// va-end = "__builtin_va_end" "(" assignment ")"
struct expression *parse_va_end(void) {
    place_t place = token.place;
    parse_advance();
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    struct expression *list = parse_va_list("va_end");
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    (void)place;
    return is_error(list) ? list : convert_to(convert_value(list), type_void);
}

// va-copy = "__builtin_va_copy" "(" assignment "," assignment ")"
struct expression *parse_va_copy(void) {
    place_t place = token.place;
    parse_advance();
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    struct expression *to = parse_va_list("va_copy");
    parse_expect(TOKEN_COMMA);
    struct expression *from = parse_assignment();
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    return convert_to(operator_assign(to, from, place), type_void);
}

// The number of a system call that this machine serves, as __NR_read and its like; 0 if it is none.
uint32_t call_number(const struct name *name) {
    static const char prefix[] = "__NR_";
    static const struct {
        const char *name;
        uint32_t number;
    } numbers[] = {
#define CALL(number, name, effect, signature, handler) {#name, number},
#include "../calls.def"
#undef CALL
    };
    if (strncmp(name->text, prefix, sizeof prefix - 1) != 0)
        return 0;
    for (uint32_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        if (strcmp(numbers[i].name, name->text + sizeof prefix - 1) == 0)
            return numbers[i].number;
    }
    return 0;
}

// syscall = "__syscall" arguments: the number and up to six words
struct expression *parse_syscall(void) {
    place_t place = token.place;
    parse_advance();
    uint32_t count;
    struct expression *call = make_expression(EXPRESSION_SYSCALL, type_int, place);
    call->arguments = parse_arguments(&count);
    if (count < 1 || count > 1 + SYSTEM_CALL_ARGUMENTS) {
        if (!parse_recovering)
            error_at(place, "too %s arguments to function '__syscall'", count < 1 ? "few" : "many");
        return make_error(place);
    }
    for (struct expression **argument = &call->arguments; *argument != NULL;
         argument = &(*argument)->next) {
        struct expression *next = (*argument)->next;
        (*argument)->next = NULL;
        struct expression *value = convert_value(*argument);
        if (!is_error(value) && !type_is_integer(value->type) &&
            value->type->kind != TYPE_POINTER) {
            error_at(value->place, "incompatible type for an argument of '__syscall'");
            value = make_error(place);
        }
        if (is_error(value))
            return value;
        if (type_is_integer(value->type))
            value = convert_to(convert_promote(value), type_int);
        value->next = next;
        *argument = value;
    }
    return call;
}
