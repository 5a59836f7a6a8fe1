// Assembly language: directives.

#include "assembly.h"

#include <stdlib.h>
#include <string.h>

static bool is_text(const char *text, uint32_t length, const char *wanted) {
    return strlen(wanted) == length && memcmp(text, wanted, length) == 0;
}

static void skip_rest(void) {
    assembly_cursor += strlen(assembly_cursor);
}

// A name, perhaps in quotes.
static char *parse_name(void) {
    assembly_skip_space();
    if (*assembly_cursor == '"') {
        struct buffer text = {0};
        assembly_string(&text);
        char *name = allocate_text((const char *)text.bytes, text.size);
        free(text.bytes);
        return name;
    }
    uint32_t length = 0;
    while (assembly_is_word(assembly_cursor[length]) || assembly_cursor[length] == '-')
        length++;
    if (length == 0)
        assembly_error("expected a name");
    char *name = allocate_text(assembly_cursor, length);
    assembly_cursor += length;
    return name;
}

static struct assembly_symbol *parse_symbol(void) {
    const char *name = parse_name();
    return name[0] != '\0' ? assembly_symbol(name, (uint32_t)strlen(name)) : NULL;
}

// A number that is not negative and small enough for a size.
static bool parse_size(uint32_t *size) {
    int64_t number;
    if (!assembly_constant(&number))
        return false;
    if (number < 0 || number > 0x10000000) {
        assembly_error("%lld is no possible size", (long long)number);
        return false;
    }
    *size = (uint32_t)number;
    return true;
}

// ---- sections ----

static void choose_plain(const char *name) {
    int64_t number;
    assembly_skip_space();
    if (*assembly_cursor != '\0')
        assembly_constant(&number); // a subsection, which only sorts
    assembly_choose_section(name, assembly_kind_of(name, NULL));
}

// ".section" name ["," flags ["," "@" type ["," size]]]
static void parse_section(void) {
    struct buffer flags = {0};
    const char *name = parse_name();
    bool has_flags = assembly_accept(',') && assembly_string(&flags);
    buffer_append_byte(&flags, '\0');
    enum section kind = assembly_kind_of(name, has_flags ? (const char *)flags.bytes : NULL);
    assembly_skip_space();
    if (strncmp(assembly_cursor, ",@nobits", 8) == 0 && kind == SECTION_DATA)
        kind = SECTION_BSS;
    free(flags.bytes);
    skip_rest();
    if (strncmp(name, ".init_array", 11) == 0 || strncmp(name, ".fini_array", 11) == 0 ||
        strncmp(name, ".ctors", 6) == 0 || strncmp(name, ".tdata", 6) == 0 ||
        strncmp(name, ".tbss", 5) == 0)
        assembly_error("section '%s' is not supported", name);
    assembly_choose_section(name, kind);
}

// ---- symbols ----

static void parse_global(void) {
    do {
        struct assembly_symbol *symbol = parse_symbol();
        if (symbol != NULL)
            symbol->is_global = true;
    } while (assembly_accept(','));
}

static void parse_weak(void) {
    do {
        struct assembly_symbol *symbol = parse_symbol();
        if (symbol != NULL)
            symbol->is_weak = symbol->is_global = true;
    } while (assembly_accept(','));
}

static void parse_type(void) {
    struct assembly_symbol *symbol = parse_symbol();
    assembly_accept(',');
    if (*assembly_cursor == '@' || *assembly_cursor == '%' || *assembly_cursor == '#')
        assembly_cursor++;
    const char *type = parse_name();
    if (symbol != NULL)
        symbol->is_function = strcmp(type, "function") == 0 || strcmp(type, "STT_FUNC") == 0;
}

static void parse_size_of(void) {
    struct assembly_symbol *symbol = parse_symbol();
    struct assembly_value value;
    int64_t number;
    if (!assembly_accept(','))
        assembly_error("expected ','");
    else if (assembly_expression(&value) && symbol != NULL && assembly_is_number(&value, &number))
        symbol->size = (uint32_t)number;
}

// ".comm" symbol "," size ["," alignment]
static void parse_common(bool is_local) {
    struct assembly_symbol *symbol = parse_symbol();
    uint32_t size, alignment = 8;
    if (!assembly_accept(',') || !parse_size(&size) || symbol == NULL) {
        assembly_error("expected ',' and a size");
        return;
    }
    if (assembly_accept(',') && !parse_size(&alignment))
        return;
    assembly_push_section();
    assembly_choose_section(".bss", SECTION_BSS);
    assembly_align(alignment > 0 ? alignment : 1, 0, UINT32_MAX);
    assembly_define(symbol, assembly_section, assembly_offset());
    symbol->is_global = symbol->is_global || !is_local;
    symbol->size = size;
    assembly_put_zeros(size);
    assembly_pop_section();
}

// ".set" setting | (".set" | ".equ") symbol "," expression
static void parse_set(bool may_set) {
    assembly_skip_space();
    const char *name = assembly_cursor;
    uint32_t length = assembly_word();
    assembly_cursor += length;
    bool has_value = assembly_accept(',');
    if (!has_value) {
        if (*assembly_cursor == '=') // .set arch=mips32r2
            skip_rest();
        if (!may_set || !assembly_set(name, length))
            assembly_error("'.set %.*s' is not supported", (int)length, name);
        return;
    }
    assembly_assign(name, length);
}

// ---- data ----

static void parse_values(uint32_t size, bool is_aligned) {
    static const unsigned char zeros[8];
    assembly_skip_space();
    if (*assembly_cursor == '\0')
        return;
    if (is_aligned)
        assembly_align(size, 0, size);
    do {
        struct assembly_value value;
        if (!assembly_expression(&value))
            return;
        assembly_put_field(size, value, RELOCATION_WORD);
        assembly_put(zeros, size);
    } while (assembly_accept(','));
}

static void parse_strings(bool is_terminated) {
    do {
        struct buffer bytes = {0};
        if (!assembly_string(&bytes))
            return;
        if (is_terminated)
            buffer_append_byte(&bytes, '\0');
        assembly_put(bytes.bytes, bytes.size);
        free(bytes.bytes);
    } while (assembly_accept(','));
}

// ".space" size ["," fill]
static void parse_space(void) {
    uint32_t size;
    int64_t fill = 0;
    if (!parse_size(&size) || (assembly_accept(',') && !assembly_constant(&fill)))
        return;
    if (fill == 0) {
        assembly_put_zeros(size);
        return;
    }
    unsigned char byte = (unsigned char)fill;
    for (uint32_t i = 0; i < size; i++)
        assembly_put(&byte, 1);
}

// ".fill" count ["," size ["," value]]
static void parse_fill(void) {
    uint32_t count, size = 1;
    int64_t value = 0;
    unsigned char bytes[8];
    if (!parse_size(&count) || (assembly_accept(',') && !parse_size(&size)) ||
        (assembly_accept(',') && !assembly_constant(&value)))
        return;
    size = size > 8 ? 8 : size;
    store_number(bytes, 8, (uint64_t)value);
    for (uint32_t i = 0; i < count; i++)
        assembly_put(bytes, size);
}

// ".align" exponent | (".balign" | ".p2align") …, each with ["," fill ["," most]]
static void parse_align(bool is_exponent) {
    uint32_t number, most = UINT32_MAX;
    int64_t fill = 0;
    if (!parse_size(&number))
        return;
    if (assembly_accept(',') && *assembly_cursor != ',' && !assembly_constant(&fill))
        return;
    if (assembly_accept(',') && !parse_size(&most))
        return;
    if (is_exponent && number > 16) {
        assembly_error("alignment too large: 2^%u", (unsigned)number);
        return;
    }
    uint32_t alignment = is_exponent ? (uint32_t)1 << number : number == 0 ? 1 : number;
    if ((alignment & (alignment - 1)) != 0 || alignment > 65536)
        assembly_error("alignment %u is no power of two up to 65536", (unsigned)alignment);
    else
        assembly_align(alignment, (int)fill, most);
}

// ---- which ----

enum directive {
    IGNORED,
    ALIGN,
    ASCII,
    ASCIIZ,
    BALIGN,
    BYTE,
    COMMON,
    EQU,
    ERROR,
    FILL,
    GLOBAL,
    HALF,
    LONG_LONG,
    LOCAL_COMMON,
    POP,
    PREVIOUS,
    PUSH,
    SECTION,
    SECTION_BY_NAME,
    SET,
    SIZE,
    SPACE,
    TYPE,
    WEAK,
    WORD
};

static const struct {
    const char *name;
    enum directive directive;
} directives[] = {
    {".2byte", HALF},
    {".4byte", WORD},
    {".8byte", LONG_LONG},
    {".abicalls", IGNORED},
    {".addrsig", IGNORED},
    {".align", ALIGN},
    {".ascii", ASCII},
    {".asciiz", ASCIIZ},
    {".asciz", ASCIIZ},
    {".balign", BALIGN},
    {".bss", SECTION_BY_NAME},
    {".byte", BYTE},
    {".cfi_", IGNORED},
    {".comm", COMMON},
    {".cpload", IGNORED},
    {".cprestore", IGNORED},
    {".data", SECTION_BY_NAME},
    {".dword", LONG_LONG},
    {".end", IGNORED},
    {".ent", IGNORED},
    {".equ", EQU},
    {".equiv", EQU},
    {".err", ERROR},
    {".extern", IGNORED},
    {".file", IGNORED},
    {".fill", FILL},
    {".fmask", IGNORED},
    {".frame", IGNORED},
    {".global", GLOBAL},
    {".globl", GLOBAL},
    {".gnu_attribute", IGNORED},
    {".half", HALF},
    {".hidden", IGNORED},
    {".hword", HALF},
    {".ident", IGNORED},
    {".insn", IGNORED},
    {".int", WORD},
    {".internal", IGNORED},
    {".lcomm", LOCAL_COMMON},
    {".loc", IGNORED},
    {".local", IGNORED},
    {".long", WORD},
    {".mask", IGNORED},
    {".module", IGNORED},
    {".nan", IGNORED},
    {".option", IGNORED},
    {".p2align", ALIGN},
    {".popsection", POP},
    {".previous", PREVIOUS},
    {".protected", IGNORED},
    {".pushsection", PUSH},
    {".quad", LONG_LONG},
    {".rdata", SECTION_BY_NAME},
    {".rodata", SECTION_BY_NAME},
    {".sdata", SECTION_BY_NAME},
    {".section", SECTION},
    {".set", SET},
    {".short", HALF},
    {".size", SIZE},
    {".skip", SPACE},
    {".space", SPACE},
    {".string", ASCIIZ},
    {".text", SECTION_BY_NAME},
    {".type", TYPE},
    {".weak", WEAK},
    {".weakext", WEAK},
    {".word", WORD},
    {".zero", SPACE},
};

static bool is_named(const char *name, uint32_t length, const char *directive) {
    bool is_prefix = strcmp(directive, ".cfi_") == 0;
    return is_prefix ? length > 5 && memcmp(name, directive, 5) == 0
                     : is_text(name, length, directive);
}

static void run(enum directive directive, const char *name) {
    switch (directive) {
    case IGNORED: skip_rest(); break;
    case ALIGN: parse_align(true); break;
    case ASCII: parse_strings(false); break;
    case ASCIIZ: parse_strings(true); break;
    case BALIGN: parse_align(false); break;
    case BYTE: parse_values(1, false); break;
    case COMMON: parse_common(false); break;
    case EQU: parse_set(false); break;
    case ERROR: assembly_error("'.err' is reached"); break;
    case FILL: parse_fill(); break;
    case GLOBAL: parse_global(); break;
    case HALF: parse_values(2, name[1] == 'h' || name[1] == 's'); break;
    case LONG_LONG: parse_values(8, name[1] == 'd'); break;
    case LOCAL_COMMON: parse_common(true); break;
    case POP:
        if (!assembly_pop_section())
            assembly_error("'.popsection' without '.pushsection'");
        break;
    case PREVIOUS: assembly_previous_section(); break;
    case PUSH:
        assembly_push_section();
        parse_section();
        break;
    case SECTION: parse_section(); break;
    case SECTION_BY_NAME: choose_plain(name); break;
    case SET: parse_set(true); break;
    case SIZE: parse_size_of(); break;
    case SPACE: parse_space(); break;
    case TYPE: parse_type(); break;
    case WEAK: parse_weak(); break;
    case WORD: parse_values(4, name[1] != '4'); break;
    }
}

static bool is_for_function(enum directive directive) {
    static const enum directive possible[] = {IGNORED, ALIGN,     BALIGN, BYTE,   EQU,
                                              HALF,    LONG_LONG, SET,    SIZE,   SPACE,
                                              TYPE,    WORD,      ASCII,  ASCIIZ, FILL};
    for (uint32_t i = 0; i < sizeof possible / sizeof possible[0]; i++)
        if (possible[i] == directive)
            return true;
    return false;
}

bool assembly_directive(const char *name, uint32_t length) {
    for (uint32_t i = 0; i < sizeof directives / sizeof directives[0]; i++) {
        if (!is_named(name, length, directives[i].name))
            continue;
        assembly_skip_space();
        if (assembly_is_in_function && !is_for_function(directives[i].directive))
            assembly_error("'%s' is possible only outside of functions", directives[i].name);
        else
            run(directives[i].directive, directives[i].name);
        return true;
    }
    return false;
}
