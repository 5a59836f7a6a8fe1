// GNU attributes. Those that change the meaning of a program are collected for who declares
// something; such as are not implemented are refused by name. Unknown ones are warned of.

#include "parse.h"

#include <string.h>

// What changes what a program does or how its data are laid out.
static const char *const unsupported[] = {
    "address_space",
    "copy",
    "ifunc",
    "interrupt",
    "mips16",
    "ms_abi",
    "ms_struct",
    "naked",
    "noinit",
    "persistent",
    "scalar_storage_order",
    "symver",
    "target_clones",
    "transparent_union",
    "weakref",
};

// What only advises a compiler, a linker or a checker.
static const char *const advice[] = {
    "access",
    "alloc_align",
    "alloc_size",
    "always_inline",
    "artificial",
    "assume_aligned",
    "cold",
    "common",
    "const",
    "error",
    "externally_visible",
    "far",
    "fd_arg",
    "flatten",
    "flag_enum",
    "format_arg",
    "gcc_struct",
    "hot",
    "leaf",
    "long_call",
    "may_alias",
    "micromips",
    "near",
    "no_icf",
    "no_instrument_function",
    "no_profile_instrument_function",
    "no_reorder",
    "no_sanitize",
    "no_sanitize_address",
    "no_sanitize_thread",
    "no_sanitize_undefined",
    "no_split_stack",
    "no_stack_limit",
    "no_stack_protector",
    "noclone",
    "nocommon",
    "nocf_check",
    "noipa",
    "nomicromips",
    "nomips16",
    "nonstring",
    "noplt",
    "nothrow",
    "optimize",
    "patchable_function_entry",
    "pure",
    "retain",
    "returns_nonnull",
    "returns_twice",
    "sentinel",
    "short_call",
    "simd",
    "stack_protect",
    "target",
    "tls_model",
    "visibility",
    "warn_if_not_aligned",
    "warning",
    "zero_call_used_regs",
};

enum { UNSUPPORTED = sizeof unsupported / sizeof unsupported[0] };
enum { ADVICE = sizeof advice / sizeof advice[0] };

// `packed` is also written `__packed__`.
static bool is_named(const struct name *name, const char *text) {
    const char *start = name->text;
    size_t length = name->length;
    if (length > 4 && memcmp(start, "__", 2) == 0 && memcmp(start + length - 2, "__", 2) == 0) {
        start += 2;
        length -= 4;
    }
    return strlen(text) == length && memcmp(start, text, length) == 0;
}

static bool is_one_of(const struct name *name, const char *const *texts, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (is_named(name, texts[i]))
            return true;
    return false;
}

// ["(" constant ")"]: the value, or what there is without one.
static uint32_t parse_number(uint32_t otherwise, const char *what) {
    uint64_t value = otherwise;
    if (!parse_accept(TOKEN_LEFT_PARENTHESIS))
        return otherwise;
    if (!parse_constant(&value, NULL, 0, what))
        value = otherwise;
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    return value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
}

static struct rare_attributes *rare_of(struct attributes *attributes) {
    if (attributes->rare == NULL)
        attributes->rare = arena_allocate(&parse_arena, sizeof *attributes->rare);
    return attributes->rare;
}

static void parse_aligned(struct attributes *attributes) {
    enum { BIGGEST = 8, LIMIT = 1 << 28 };
    place_t place = token.place;
    uint32_t alignment = parse_number(BIGGEST, "requested alignment is not an integer constant");
    if (alignment == 0 || alignment > LIMIT || (alignment & (alignment - 1)) != 0)
        error_at(place, "requested alignment '%u' is not a positive power of 2",
                 (unsigned)alignment);
    else if (alignment > attributes->alignment)
        attributes->alignment = alignment;
}

// "(" string ")"
static struct name *parse_string(const char *attribute) {
    struct name *name = NULL;
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    if (token.kind == TOKEN_STRING) {
        name = name_intern(token.text, token.length);
        parse_advance();
    } else if (!parse_recovering) {
        error_at(token.place, "attribute '%s' argument not a string", attribute);
        parse_recovering = true;
    }
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    return name;
}

// "(" string ")"
static void parse_section(struct rare_attributes *rare) {
    struct name *section = parse_string("section");
    rare->has_sections = rare->section != NULL && rare->section != section;
    rare->section = section;
}

// "(" function ")"
static void parse_cleanup(struct attributes *attributes) {
    struct rare_attributes *rare = rare_of(attributes);
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    struct binding *binding = token.kind == TOKEN_IDENTIFIER ? token.name->ordinary : NULL;
    if (binding == NULL || binding->kind != BINDING_OBJECT ||
        binding->type->kind != TYPE_FUNCTION) {
        if (!parse_recovering)
            error_at(token.place, "'cleanup' argument not a function");
        parse_recovering = true;
        return;
    }
    rare->cleanup = binding;
    attributes->is_unused = true;
    binding->object->is_used = true;
    parse_advance();
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
}

// "(" name ")"
static void parse_mode(struct attributes *attributes) {
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    if (token.name == NULL)
        parse_syntax_error("identifier");
    rare_of(attributes)->mode = token.name;
    parse_advance();
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
}

// "(" constant ")"
static void parse_vector_size(struct rare_attributes *rare) {
    static const char not_constant[] = "'vector_size' attribute argument value is not constant";
    place_t place = token.place;
    if (rare->vector_size != 0)
        error_at(place, "invalid vector type for attribute 'vector_size'");
    rare->vector_size = parse_number(0, not_constant);
    if (rare->vector_size == 0 && !parse_recovering)
        error_at(place, "zero vector size");
}

// "(" archetype "," constant "," constant ")"
static void parse_format(struct function_facts *facts) {
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    const struct name *name = token.name;
    place_t name_place = token.place;
    if (name == NULL) {
        parse_syntax_error("identifier");
        return;
    }
    if (is_named(name, "printf") || is_named(name, "gnu_printf"))
        facts->format = FORMAT_PRINT;
    else if (is_named(name, "scanf") || is_named(name, "gnu_scanf"))
        facts->format = FORMAT_SCAN;
    parse_advance();
    uint64_t string = 0, first = 0;
    parse_expect(TOKEN_COMMA);
    parse_constant(&string, NULL, 0, "'format' attribute argument is not constant");
    parse_expect(TOKEN_COMMA);
    parse_constant(&first, NULL, 0, "'format' attribute argument is not constant");
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    if (is_named(name, "strftime") && first != 0)
        error_at(name_place, "strftime formats cannot format arguments");
    facts->string = (uint8_t)string;
    facts->first = (uint8_t)first;
    if (string == 0 || string > 255 || first > 255)
        facts->format = FORMAT_NONE;
}

// ["(" string ")"]
static void parse_deprecated(struct function_facts *facts) {
    facts->deprecated = "";
    if (token.kind != TOKEN_LEFT_PARENTHESIS)
        return;
    const struct token *text = token_peek();
    if (text->kind == TOKEN_STRING)
        facts->deprecated = allocate_text(text->text, text->length);
    parse_skip(TOKEN_LEFT_PARENTHESIS, TOKEN_RIGHT_PARENTHESIS);
}

// ["(" constant ("," constant)* ")"]: the arguments that are not null, all of them if none is
// named.
static void parse_nonnull(struct function_facts *facts) {
    if (!parse_accept(TOKEN_LEFT_PARENTHESIS)) {
        facts->not_null = UINT32_MAX;
        return;
    }
    do {
        uint64_t number;
        if (parse_constant(&number, NULL, 0, "'nonnull' attribute argument is invalid") &&
            number >= 1 && number <= 32)
            facts->not_null |= 1u << (number - 1);
    } while (parse_accept(TOKEN_COMMA));
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
}

// The type with the size that the attribute mode wants (GCC Internals, "Machine Modes").
static struct type *type_of_mode(struct type *type, const struct attributes *attributes) {
    static const struct {
        const char *name;
        struct type **types[2]; // signed and unsigned
    } modes[] = {{"QI", {&type_signed_char, &type_unsigned_char}},
                 {"byte", {&type_signed_char, &type_unsigned_char}},
                 {"HI", {&type_short, &type_unsigned_short}},
                 {"SI", {&type_int, &type_unsigned}},
                 {"word", {&type_int, &type_unsigned}},
                 {"DI", {&type_long_long, &type_unsigned_long_long}},
                 {"SF", {&type_float, NULL}},
                 {"DF", {&type_double, NULL}}};
    const struct name *name = attributes->rare->mode;
    if (type->kind == TYPE_POINTER && (is_named(name, "pointer") || is_named(name, "SI")))
        return type;
    for (uint32_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        bool is_integer = modes[i].types[1] != NULL;
        if (is_named(name, modes[i].name) &&
            (is_integer ? type_is_integer(type) : type_is_floating(type)))
            return type_qualify(*modes[i].types[is_integer && type->is_unsigned], type->qualifiers);
    }
    if (is_named(name, "pointer") && type_is_integer(type))
        return type_qualify(type->is_unsigned ? type_unsigned : type_int, type->qualifiers);
    error_at(attributes->place, "mode '%s' applied to inappropriate type", name->text);
    return type;
}

struct type *attribute_type_rare(struct type *type, const struct attributes *attributes) {
    const struct rare_attributes *rare = attributes->rare;
    if (type == type_error)
        return type;
    if (rare->is_designated && type->kind != TYPE_STRUCT)
        error_at(attributes->place, "'designated_init' attribute is only valid on 'struct' type");
    if (rare->mode != NULL)
        type = type_of_mode(type, attributes);
    return rare->vector_size != 0 ? vector_type(type, rare->vector_size, attributes->place) : type;
}

// ---- advice: what its arguments can be ----

// Of malloc: what gives the memory back, which is_first says is its first argument.
static void check_deallocator(const struct token *argument, bool is_first) {
    static const char takes[] =
        "'malloc' attribute argument 1 must take a pointer type as its first argument";
    const struct binding *binding =
        argument->kind == TOKEN_IDENTIFIER ? argument->name->ordinary : NULL;
    if (argument->kind == TOKEN_IDENTIFIER && binding == NULL)
        return; // a builtin function
    if (binding == NULL || binding->kind != BINDING_OBJECT ||
        binding->type->kind != TYPE_FUNCTION) {
        error_at(argument->place, "'malloc' attribute argument 1 does not name a function");
        return;
    }
    if (!is_first)
        return;
    const struct parameter *first = binding->type->parameters;
    if (first == NULL && binding->type->is_unprototyped)
        error_at(argument->place, "%s", takes);
    else if (first == NULL || first->type->kind != TYPE_POINTER)
        error_at(argument->place, "%s; have %s", takes,
                 type_quoted(first == NULL ? type_void : first->type));
    else
        return;
    note_at(binding->place, "declared here");
}

// ["(" [function ["," constant]] ")"]
static void parse_deallocator(void) {
    if (!parse_accept(TOKEN_LEFT_PARENTHESIS) || parse_accept(TOKEN_RIGHT_PARENTHESIS))
        return;
    struct token argument = token;
    uint64_t position;
    parse_advance();
    bool is_first = !parse_accept(TOKEN_COMMA);
    if (!is_first)
        parse_constant(&position, NULL, 0, "'malloc' attribute argument 2 is invalid");
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    check_deallocator(&argument, is_first);
}

static bool is_text_of(const struct token *string, const char *const *texts, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (string->length == strlen(texts[i]) &&
            memcmp(string->text, texts[i], string->length) == 0)
            return true;
    return false;
}

static void check_advice(const struct name *name, place_t place) {
    static const char *const modes[] = {"read_only", "read_write", "write_only", "none"};
    static const char *const models[] = {"local-exec", "initial-exec", "local-dynamic",
                                         "global-dynamic"};
    static const char *const wanting[] = {"access", "alloc_align", "assume_aligned"};
    bool has_arguments =
        token.kind == TOKEN_LEFT_PARENTHESIS && token_peek()->kind != TOKEN_RIGHT_PARENTHESIS;
    if (!has_arguments) {
        if (is_one_of(name, wanting, sizeof wanting / sizeof wanting[0]))
            error_at(place, "wrong number of arguments specified for '%s' attribute", name->text);
        return;
    }
    const struct token *argument = token_peek();
    if (is_named(name, "access") && argument->name != NULL &&
        !is_one_of(argument->name, modes, sizeof modes / sizeof modes[0]))
        error_at(argument->place,
                 "attribute 'access' invalid mode '%s'; expected one of 'read_only', "
                 "'read_write', 'write_only', or 'none'",
                 argument->name->text);
    else if (is_named(name, "tls_model") && argument->kind != TOKEN_STRING)
        error_at(argument->place, "'tls_model' argument not a string");
    else if (is_named(name, "tls_model") &&
             !is_text_of(argument, models, sizeof models / sizeof models[0]))
        error_at(argument->place, "'tls_model' argument must be one of 'local-exec', "
                                  "'initial-exec', 'local-dynamic', or 'global-dynamic'");
}

static void parse_attribute(struct attributes *attributes) {
    enum { LAST_PRIORITY = 65535 };
    struct name *name = token.name;
    place_t place = token.place;
    parse_advance();
    if (is_named(name, "noreturn")) {
        attributes->is_noreturn = true;
    } else if (is_named(name, "noinline")) {
        attributes->is_noinline = true;
    } else if (is_named(name, "packed")) {
        attributes->is_packed = true;
    } else if (is_named(name, "weak")) {
        attributes->is_weak = true;
    } else if (is_named(name, "aligned")) {
        parse_aligned(attributes);
    } else if (is_named(name, "gnu_inline")) {
        attributes->is_gnu_inline = true;
    } else if (is_named(name, "unused") || is_named(name, "used")) {
        attributes->is_unused = true;
    } else if (is_named(name, "format")) {
        parse_format(&rare_of(attributes)->facts);
    } else if (is_named(name, "nonnull")) {
        parse_nonnull(&rare_of(attributes)->facts);
    } else if (is_named(name, "warn_unused_result")) {
        rare_of(attributes)->facts.result = RESULT_KEPT;
    } else if (is_named(name, "deprecated") || is_named(name, "unavailable")) {
        rare_of(attributes)->facts.is_unavailable = is_named(name, "unavailable");
        parse_deprecated(&rare_of(attributes)->facts);
    } else if (is_named(name, "malloc")) {
        parse_deallocator();
    } else if (is_named(name, "mode")) {
        parse_mode(attributes);
    } else if (is_named(name, "vector_size")) {
        parse_vector_size(rare_of(attributes));
    } else if (is_named(name, "alias")) {
        rare_of(attributes)->alias = parse_string("alias");
    } else if (is_named(name, "section")) {
        parse_section(rare_of(attributes));
    } else if (is_named(name, "designated_init")) {
        rare_of(attributes)->is_designated = true;
    } else if (is_named(name, "fallthrough")) {
        attributes->is_fallthrough = true;
    } else if (is_named(name, "cleanup")) {
        parse_cleanup(attributes);
    } else if (is_named(name, "constructor")) {
        rare_of(attributes)->constructor = parse_number(LAST_PRIORITY, "bad priority") + 1;
        attributes->is_unused = true;
    } else if (is_named(name, "destructor")) {
        rare_of(attributes)->destructor = parse_number(LAST_PRIORITY, "bad priority") + 1;
        attributes->is_unused = true;
    } else {
        if (is_one_of(name, unsupported, UNSUPPORTED))
            error_at(place, "attribute '%s' is not supported", name->text);
        else if (is_one_of(name, advice, ADVICE))
            check_advice(name, place);
        else
            warn(WARNING_ATTRIBUTES, place, "'%s' attribute directive ignored", name->text);
        if (token.kind == TOKEN_LEFT_PARENTHESIS)
            parse_skip(TOKEN_LEFT_PARENTHESIS, TOKEN_RIGHT_PARENTHESIS);
    }
    attributes->place = place;
}

struct attributes leading_attributes;

bool attribute_starts(void) {
    return token.kind == TOKEN_ATTRIBUTE ||
           (token.kind == TOKEN_LEFT_BRACKET && token_peek()->kind == TOKEN_LEFT_BRACKET);
}

bool attribute_is_known(const struct name *name) {
    static const char *const meant[] = {
        "alias",           "aligned",     "cleanup",     "constructor",
        "destructor",      "gnu_inline",  "malloc",      "section",
        "designated_init", "fallthrough", "mode",        "noreturn",
        "packed",          "weak",        "nodiscard",   "maybe_unused",
        "unused",          "used",        "vector_size", "format",
        "nonnull",         "deprecated",  "unavailable", "warn_unused_result"};
    return is_one_of(name, meant, sizeof meant / sizeof meant[0]) ||
           is_one_of(name, advice, ADVICE);
}

// C23 6.7.12.2 to 6.7.12.5: what may stand in parentheses behind the attribute.
static void check_standard_arguments(const struct name *name) {
    const char *text = name->text;
    if (token.kind != TOKEN_LEFT_PARENTHESIS)
        return;
    const struct token *next = token_peek();
    if (is_named(name, "fallthrough") || is_named(name, "maybe_unused"))
        error_at(token.place, "'%s' attribute does not take any arguments", text);
    else if (!is_named(name, "deprecated") && !is_named(name, "nodiscard"))
        return;
    else if (next->kind == TOKEN_RIGHT_PARENTHESIS)
        error_at(next->place, "parentheses must be omitted if attribute argument list is empty");
    else if (next->kind != TOKEN_STRING)
        error_at(next->place, "expected string literal");
}

// One of C23 6.7.12, or of gcc: name | "gnu" ":" ":" attribute
static void parse_standard_attribute(struct attributes *attributes) {
    static const char *const standard[] = {"deprecated",   "fallthrough",  "nodiscard",
                                           "maybe_unused", "reproducible", "unsequenced"};
    const struct name *name = token.name;
    place_t place = token.place;
    bool is_scoped = token_peek()->kind == TOKEN_COLON;
    if (is_scoped && is_named(name, "gnu")) {
        parse_advance();
        parse_advance();
        parse_expect(TOKEN_COLON);
        if (token.name != NULL)
            parse_attribute(attributes);
        return;
    }
    parse_advance();
    while (token.kind == TOKEN_COLON || (is_scoped && token.name != NULL))
        parse_advance();
    if (!is_scoped)
        check_standard_arguments(name);
    if (is_named(name, "fallthrough"))
        attributes->is_fallthrough = true;
    else if (is_named(name, "noreturn") || strcmp(name->text, "_Noreturn") == 0)
        attributes->is_noreturn = true;
    else if (is_named(name, "nodiscard"))
        rare_of(attributes)->facts.result = RESULT_KEPT;
    else if (is_named(name, "deprecated"))
        parse_deprecated(&rare_of(attributes)->facts);
    else if (is_named(name, "maybe_unused"))
        attributes->is_unused = true;
    else if (is_scoped || !is_one_of(name, standard, sizeof standard / sizeof standard[0]))
        warn(WARNING_ATTRIBUTES, place, "'%s' attribute ignored", name->text);
    if (token.kind == TOKEN_LEFT_PARENTHESIS)
        parse_skip(TOKEN_LEFT_PARENTHESIS, TOKEN_RIGHT_PARENTHESIS);
}

// brackets = "[" "[" [attribute ("," attribute)*] "]" "]"
static void parse_brackets(struct attributes *attributes) {
    parse_advance();
    parse_advance();
    while (!parse_recovering) {
        if (token.name != NULL)
            parse_standard_attribute(attributes);
        if (!parse_accept(TOKEN_COMMA))
            break;
    }
    parse_expect(TOKEN_RIGHT_BRACKET);
    parse_expect(TOKEN_RIGHT_BRACKET);
}

// attribute = "__attribute__" "(" "(" [name ["(" … ")"]] ("," …)* ")" ")"
void parse_attributes_here(struct attributes *attributes) {
    while (attribute_starts() && !parse_recovering) {
        if (token.kind == TOKEN_LEFT_BRACKET) {
            parse_brackets(attributes);
            continue;
        }
        parse_advance();
        parse_expect(TOKEN_LEFT_PARENTHESIS);
        parse_expect(TOKEN_LEFT_PARENTHESIS);
        while (!parse_recovering) {
            if (token.name != NULL)
                parse_attribute(attributes);
            if (!parse_accept(TOKEN_COMMA))
                break;
        }
        parse_expect(TOKEN_RIGHT_PARENTHESIS);
        parse_expect(TOKEN_RIGHT_PARENTHESIS);
    }
}

// Says that attributes have no meaning where they stand, but for those of types if is_type; what is
// laid out otherwise than asked for is an error.
void refuse_attributes(const struct attributes *attributes, bool is_type) {
    if (attributes->place == 0)
        return;
    static const struct rare_attributes none;
    const struct rare_attributes *rare = attributes->rare != NULL ? attributes->rare : &none;
    const char *name = attributes->is_weak      ? "weak"
                       : rare->alias != NULL    ? "alias"
                       : rare->cleanup != NULL  ? "cleanup"
                       : rare->constructor != 0 ? "constructor"
                       : rare->destructor != 0  ? "destructor"
                                                : NULL;
    if (name != NULL)
        warn(WARNING_ATTRIBUTES, attributes->place, "'%s' attribute ignored", name);
    if (!is_type && (attributes->is_packed || attributes->alignment != 0))
        error_at(attributes->place, "attribute '%s' is not supported here",
                 attributes->is_packed ? "packed" : "aligned");
}

// Where nothing is declared: behind labels, before statements. True if one is `unused`.
bool parse_attributes_of_nothing(void) {
    struct attributes attributes = {0};
    if (!attribute_starts())
        return false;
    parse_attributes(&attributes);
    refuse_attributes(&attributes, false);
    return attributes.is_unused;
}
