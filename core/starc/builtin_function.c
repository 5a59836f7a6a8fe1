// Calls of __builtin_… that are functions of libcstar, most of them under another name
// (builtins.def); those of bits.c are folded.

#include "parse.h"

#include <string.h>

// ---- functions ----

struct function {
    const char *name;
    const char *routine; // what it is called in the library
    const char *signature;
    bool is_routine; // of bits.c
};

static const struct function functions[] = {
#define LIBRARY(name, signature)          {#name, #name, signature, false},
#define ROUTINE(name, routine, signature) {#name, #routine, signature, true},
#include "builtins.def"
#undef LIBRARY
#undef ROUTINE
};

static struct type *type_of(char letter) {
    switch (letter) {
    case 'v': return type_void;
    case 'i': return type_int;
    case 'u': return type_unsigned;
    case 'h': return type_unsigned_short;
    case 'l': return type_long;
    case 'm': return type_unsigned_long;
    case 'L': return type_long_long;
    case 'U': return type_unsigned_long_long;
    case 'd': return type_double;
    case 'f': return type_float;
    case 'e': return type_long_double;
    case 'p': return type_pointer(type_void);
    case 'P': return type_pointer(type_qualify(type_void, QUALIFIER_CONST));
    case 'S': return type_pointer(type_qualify(type_char, QUALIFIER_CONST));
    default: return type_char_pointer; // s, V
    }
}

static struct type *signature_type(const char *signature) {
    struct type *type = type_function(type_of(*signature));
    struct parameter **tail = &type->parameters;
    for (const char *c = signature + 1; *c != '\0'; c++) {
        if (*c == '.') {
            type->is_variadic = true;
            break;
        }
        *tail = allocate(sizeof(struct parameter));
        (*tail)->type = type_of(*c);
        tail = &(*tail)->next;
    }
    return type;
}

struct expression *make_builtin_function(const char *text, const char *signature, bool is_routine,
                                         place_t place) {
    struct name *name = name_intern(text, (uint32_t)strlen(text));
    bool is_named = strncmp(text, "__", 2) == 0;
    struct object *object =
        object_builtin(name, signature_type(signature), is_routine && is_named ? "bits.c" : NULL);
    const struct binding *binding = name->ordinary;
    bool is_declared = binding != NULL && binding->object == object;
    return make_variable(object, is_declared ? binding->type : object->type, place);
}

// ---- folding ----

static uint32_t count_ones(uint64_t value) {
    uint32_t count = 0;
    for (; value != 0; value &= value - 1)
        count++;
    return count;
}

static uint32_t leading_zeros(uint64_t value, uint32_t bits) {
    uint32_t zeros = bits;
    for (; value != 0; value >>= 1)
        zeros--;
    return zeros;
}

static uint64_t swapped(uint64_t value, uint32_t bytes) {
    uint64_t result = 0;
    for (uint32_t i = 0; i < bytes; i++, value >>= 8)
        result = result << 8 | (value & 0xff);
    return result;
}

// Of a routine of bits.c, named as gcc names it, with a constant as its argument.
static bool fold_bits(const char *routine, uint64_t value, uint32_t bits, uint64_t *result) {
    uint64_t all = UINT64_MAX >> (64 - bits);
    uint64_t sign = value >> (bits - 1) & 1;
    value &= all;
    bool is_zero = value == 0;
    if (text_starts_with(routine, "__popcount"))
        *result = count_ones(value);
    else if (text_starts_with(routine, "__parity"))
        *result = count_ones(value) & 1;
    else if (text_starts_with(routine, "__clrsb"))
        *result = leading_zeros(sign != 0 ? ~value & all : value, bits) - 1;
    else if (text_starts_with(routine, "__ffs"))
        *result = is_zero ? 0 : leading_zeros(0, bits) - leading_zeros(value & (0 - value), bits);
    else if (text_starts_with(routine, "__clz"))
        *result = leading_zeros(value, bits);
    else if (text_starts_with(routine, "__ctz"))
        *result = bits - 1 - leading_zeros(value & (0 - value), bits);
    else
        *result = swapped(value, bits / 8);
    return !is_zero || (!text_starts_with(routine, "__clz") && !text_starts_with(routine, "__ctz"));
}

static struct expression *fold_call(struct expression *call, const char *routine) {
    struct expression *argument = call->arguments;
    uint64_t result;
    if (argument == NULL || argument->next != NULL || argument->kind != EXPRESSION_NUMBER ||
        !fold_bits(routine, argument->value, type_width(argument->type), &result))
        return call;
    return make_number(number_reduce(result, call->type), call->type, call->place);
}

// strlen of a literal is a constant.
static struct expression *fold_length(struct expression *call) {
    struct expression *text = call->arguments;
    if (text != NULL && text->kind == EXPRESSION_ADDRESS && text->left->kind == EXPRESSION_STRING &&
        text->type->base->size == 1)
        return make_number(strlen(text->left->object->text), call->type, call->place);
    return call;
}

static struct expression *parse_call(const struct function *function, place_t place) {
    struct expression *callee =
        make_builtin_function(function->routine, function->signature, function->is_routine, place);
    bool is_bits = function->is_routine && function->routine[0] == '_';
    bool is_length = strcmp(function->name, "strlen") == 0;
    if (strcmp(function->routine, "abort") == 0 || strcmp(function->routine, "exit") == 0)
        callee->object->is_noreturn = true;
    if (token.kind != TOKEN_LEFT_PARENTHESIS && function->is_routine) {
        error_at(place, "built-in function '__builtin_%s' must be directly called", function->name);
        return make_error(place);
    }
    if (token.kind != TOKEN_LEFT_PARENTHESIS || (!is_bits && !is_length))
        return callee;
    uint32_t count;
    struct expression *arguments = parse_arguments(&count);
    if (parse_recovering)
        return make_error(place);
    if (count != 1) {
        error_at(place, "too %s arguments to function '__builtin_%s'", count < 1 ? "few" : "many",
                 function->name);
        return make_error(place);
    }
    struct expression *call = operator_call(callee, arguments, place);
    if (is_error(call))
        return call;
    return is_length ? fold_length(call) : fold_call(call, function->routine);
}

static const struct function *find_function(const char *name) {
    for (uint32_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
        if (strcmp(functions[i].name, name) == 0)
            return &functions[i];
    return NULL;
}

bool builtin_is_function(const char *name) {
    return find_function(name) != NULL;
}

struct expression *parse_builtin_function(const char *name, place_t place) {
    const struct function *function = find_function(name);
    if (function == NULL)
        return NULL;
    parse_advance();
    return parse_call(function, place);
}
