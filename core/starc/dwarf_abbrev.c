// .debug_abbrev: which attributes the entries of .debug_info have (DWARF 4, sections 7.5.3, 7.5.4).

#include "debug.h"

enum {
    TAG_ARRAY = 0x01,
    TAG_ENUM = 0x04,
    TAG_PARAMETER = 0x05,
    TAG_BLOCK = 0x0b,
    TAG_MEMBER = 0x0d,
    TAG_POINTER = 0x0f,
    TAG_UNIT = 0x11,
    TAG_STRUCT = 0x13,
    TAG_SUBROUTINE = 0x15,
    TAG_TYPEDEF = 0x16,
    TAG_UNION = 0x17,
    TAG_UNSPECIFIED = 0x18,
    TAG_INLINED = 0x1d,
    TAG_SUBRANGE = 0x21,
    TAG_BASE = 0x24,
    TAG_CONST = 0x26,
    TAG_ENUMERATOR = 0x28,
    TAG_FUNCTION = 0x2e,
    TAG_VARIABLE = 0x34,
    TAG_VOLATILE = 0x35,
    TAG_RESTRICT = 0x37
};

enum {
    LOCATION = 0x02,
    NAME = 0x03,
    BYTE_SIZE = 0x0b,
    LINES = 0x10,
    LOW_PC = 0x11,
    HIGH_PC = 0x12,
    LANGUAGE = 0x13,
    CONST_VALUE = 0x1c,
    INLINE = 0x20,
    PRODUCER = 0x25,
    PROTOTYPED = 0x27,
    UPPER_BOUND = 0x2f,
    ORIGIN = 0x31,
    MEMBER_OFFSET = 0x38,
    FILE_NUMBER = 0x3a,
    LINE = 0x3b,
    DECLARATION = 0x3c,
    ENCODING = 0x3e,
    EXTERNAL = 0x3f,
    FRAME_BASE = 0x40,
    TYPE = 0x49,
    RANGES = 0x55,
    CALL_FILE = 0x58,
    CALL_LINE = 0x59
};

enum {
    ADDRESS = 0x01,
    DATA_4 = 0x06,
    DATA_1 = 0x0b,
    FLAG = 0x0c,
    SIGNED = 0x0d,
    STRING = 0x0e, // offset in .debug_str
    UNSIGNED = 0x0f,
    REFERENCE = 0x10, // offset in .debug_info
    UNIT_REFERENCE = 0x13,
    OFFSET = 0x17, // in another section
    EXPRESSION = 0x18,
    PRESENT = 0x19
};

enum { MOST_PAIRS = 20 };

struct row {
    uint8_t tag;
    bool has_children;
    uint8_t pairs[MOST_PAIRS]; // attribute, form; up to 0
};

// ORDER ABBREVIATION
static const struct row rows[ABBREV_COUNT] = {
    [ABBREV_UNIT] = {TAG_UNIT,
                     true,
                     {PRODUCER, STRING, LANGUAGE, DATA_1, NAME, STRING, LOW_PC, ADDRESS, RANGES,
                      OFFSET, LINES, OFFSET}},
    [ABBREV_BASE_TYPE] = {TAG_BASE, false, {NAME, STRING, BYTE_SIZE, UNSIGNED, ENCODING, DATA_1}},
    [ABBREV_POINTER] = {TAG_POINTER, false, {BYTE_SIZE, DATA_1, TYPE, UNIT_REFERENCE}},
    [ABBREV_POINTER_VOID] = {TAG_POINTER, false, {BYTE_SIZE, DATA_1}},
    [ABBREV_CONST] = {TAG_CONST, false, {TYPE, UNIT_REFERENCE}},
    [ABBREV_CONST_VOID] = {TAG_CONST, false, {0}},
    [ABBREV_VOLATILE] = {TAG_VOLATILE, false, {TYPE, UNIT_REFERENCE}},
    [ABBREV_VOLATILE_VOID] = {TAG_VOLATILE, false, {0}},
    [ABBREV_RESTRICT] = {TAG_RESTRICT, false, {TYPE, UNIT_REFERENCE}},
    [ABBREV_TYPEDEF] = {TAG_TYPEDEF, false, {NAME, STRING, TYPE, UNIT_REFERENCE}},
    [ABBREV_TYPEDEF_VOID] = {TAG_TYPEDEF, false, {NAME, STRING}},
    [ABBREV_STRUCT] = {TAG_STRUCT, true, {NAME, STRING, BYTE_SIZE, UNSIGNED}},
    [ABBREV_STRUCT_ANONYMOUS] = {TAG_STRUCT, true, {BYTE_SIZE, UNSIGNED}},
    [ABBREV_STRUCT_DECLARED] = {TAG_STRUCT, false, {NAME, STRING, DECLARATION, PRESENT}},
    [ABBREV_UNION] = {TAG_UNION, true, {NAME, STRING, BYTE_SIZE, UNSIGNED}},
    [ABBREV_UNION_ANONYMOUS] = {TAG_UNION, true, {BYTE_SIZE, UNSIGNED}},
    [ABBREV_UNION_DECLARED] = {TAG_UNION, false, {NAME, STRING, DECLARATION, PRESENT}},
    [ABBREV_MEMBER] = {TAG_MEMBER,
                       false,
                       {NAME, STRING, TYPE, UNIT_REFERENCE, MEMBER_OFFSET, UNSIGNED}},
    [ABBREV_MEMBER_ANONYMOUS] = {TAG_MEMBER,
                                 false,
                                 {TYPE, UNIT_REFERENCE, MEMBER_OFFSET, UNSIGNED}},
    [ABBREV_ENUM] = {TAG_ENUM, true, {NAME, STRING, BYTE_SIZE, UNSIGNED, TYPE, UNIT_REFERENCE}},
    [ABBREV_ENUM_ANONYMOUS] = {TAG_ENUM, true, {BYTE_SIZE, UNSIGNED, TYPE, UNIT_REFERENCE}},
    [ABBREV_ENUMERATOR] = {TAG_ENUMERATOR, false, {NAME, STRING, CONST_VALUE, SIGNED}},
    [ABBREV_ARRAY] = {TAG_ARRAY, true, {TYPE, UNIT_REFERENCE}},
    [ABBREV_DIMENSION] = {TAG_SUBRANGE, false, {UPPER_BOUND, UNSIGNED}},
    [ABBREV_DIMENSION_UNKNOWN] = {TAG_SUBRANGE, false, {0}},
    [ABBREV_SUBROUTINE] = {TAG_SUBROUTINE, true, {PROTOTYPED, FLAG, TYPE, UNIT_REFERENCE}},
    [ABBREV_SUBROUTINE_VOID] = {TAG_SUBROUTINE, true, {PROTOTYPED, FLAG}},
    [ABBREV_PARAMETER_TYPE] = {TAG_PARAMETER, false, {TYPE, UNIT_REFERENCE}},
    [ABBREV_UNSPECIFIED] = {TAG_UNSPECIFIED, false, {0}},
    [ABBREV_FUNCTION] = {TAG_FUNCTION,
                         true,
                         {NAME, STRING, EXTERNAL, FLAG, FILE_NUMBER, UNSIGNED, LINE, UNSIGNED,
                          PROTOTYPED, FLAG, LOW_PC, ADDRESS, HIGH_PC, DATA_4, FRAME_BASE,
                          EXPRESSION, TYPE, UNIT_REFERENCE}},
    [ABBREV_FUNCTION_VOID] = {TAG_FUNCTION,
                              true,
                              {NAME, STRING, EXTERNAL, FLAG, FILE_NUMBER, UNSIGNED, LINE, UNSIGNED,
                               PROTOTYPED, FLAG, LOW_PC, ADDRESS, HIGH_PC, DATA_4, FRAME_BASE,
                               EXPRESSION}},
    [ABBREV_ABSTRACT] = {TAG_FUNCTION,
                         true,
                         {NAME, STRING, EXTERNAL, FLAG, FILE_NUMBER, UNSIGNED, LINE, UNSIGNED,
                          PROTOTYPED, FLAG, INLINE, DATA_1, TYPE, UNIT_REFERENCE}},
    [ABBREV_ABSTRACT_VOID] = {TAG_FUNCTION,
                              true,
                              {NAME, STRING, EXTERNAL, FLAG, FILE_NUMBER, UNSIGNED, LINE, UNSIGNED,
                               PROTOTYPED, FLAG, INLINE, DATA_1}},
    [ABBREV_PARAMETER] = {TAG_PARAMETER,
                          false,
                          {NAME, STRING, FILE_NUMBER, UNSIGNED, LINE, UNSIGNED, TYPE,
                           UNIT_REFERENCE}},
    [ABBREV_PARAMETER_AT] = {TAG_PARAMETER,
                             false,
                             {NAME, STRING, FILE_NUMBER, UNSIGNED, LINE, UNSIGNED, TYPE,
                              UNIT_REFERENCE, LOCATION, EXPRESSION}},
    [ABBREV_PARAMETER_LIST] = {TAG_PARAMETER,
                               false,
                               {NAME, STRING, FILE_NUMBER, UNSIGNED, LINE, UNSIGNED, TYPE,
                                UNIT_REFERENCE, LOCATION, OFFSET}},
    [ABBREV_VARIABLE] = {TAG_VARIABLE,
                         false,
                         {NAME, STRING, FILE_NUMBER, UNSIGNED, LINE, UNSIGNED, TYPE,
                          UNIT_REFERENCE}},
    [ABBREV_VARIABLE_AT] = {TAG_VARIABLE,
                            false,
                            {NAME, STRING, FILE_NUMBER, UNSIGNED, LINE, UNSIGNED, TYPE,
                             UNIT_REFERENCE, LOCATION, EXPRESSION}},
    [ABBREV_VARIABLE_LIST] = {TAG_VARIABLE,
                              false,
                              {NAME, STRING, FILE_NUMBER, UNSIGNED, LINE, UNSIGNED, TYPE,
                               UNIT_REFERENCE, LOCATION, OFFSET}},
    [ABBREV_INLINED] = {TAG_INLINED,
                        true,
                        {ORIGIN, REFERENCE, CALL_FILE, UNSIGNED, CALL_LINE, UNSIGNED, LOW_PC,
                         ADDRESS, HIGH_PC, DATA_4}},
    [ABBREV_INLINED_RANGES] = {TAG_INLINED,
                               true,
                               {ORIGIN, REFERENCE, CALL_FILE, UNSIGNED, CALL_LINE, UNSIGNED, RANGES,
                                OFFSET}},
    [ABBREV_COPIED_PARAMETER] = {TAG_PARAMETER, false, {ORIGIN, REFERENCE}},
    [ABBREV_COPIED_PARAMETER_AT] = {TAG_PARAMETER,
                                    false,
                                    {ORIGIN, REFERENCE, LOCATION, EXPRESSION}},
    [ABBREV_COPIED_PARAMETER_LIST] = {TAG_PARAMETER, false, {ORIGIN, REFERENCE, LOCATION, OFFSET}},
    [ABBREV_COPIED_VARIABLE] = {TAG_VARIABLE, false, {ORIGIN, REFERENCE}},
    [ABBREV_COPIED_VARIABLE_AT] = {TAG_VARIABLE, false, {ORIGIN, REFERENCE, LOCATION, EXPRESSION}},
    [ABBREV_COPIED_VARIABLE_LIST] = {TAG_VARIABLE, false, {ORIGIN, REFERENCE, LOCATION, OFFSET}},
    [ABBREV_BLOCK] = {TAG_BLOCK, true, {LOW_PC, ADDRESS, HIGH_PC, DATA_4}},
    [ABBREV_BLOCK_RANGES] = {TAG_BLOCK, true, {RANGES, OFFSET}},
    [ABBREV_GLOBAL] = {TAG_VARIABLE,
                       false,
                       {NAME, STRING, EXTERNAL, FLAG, FILE_NUMBER, UNSIGNED, LINE, UNSIGNED, TYPE,
                        UNIT_REFERENCE, LOCATION, EXPRESSION}},
};

void dwarf_abbreviations(void) {
    struct buffer *to = &dwarf[DWARF_ABBREV];
    for (uint32_t i = 1; i < ABBREV_COUNT; i++) {
        dwarf_uleb(to, i);
        dwarf_uleb(to, rows[i].tag);
        buffer_append_byte(to, rows[i].has_children);
        for (uint32_t p = 0; p < MOST_PAIRS && rows[i].pairs[p] != 0; p++)
            dwarf_uleb(to, rows[i].pairs[p]);
        buffer_append_byte(to, 0);
        buffer_append_byte(to, 0);
    }
    buffer_append_byte(to, 0);
}

void dwarf_entry(enum dwarf_abbreviation abbreviation) {
    dwarf_uleb(&dwarf[DWARF_INFO], abbreviation);
}
