// Characters beyond ASCII: UTF-8 (RFC 3629), universal character names (C11 6.4.3) and the
// characters that names may consist of (C11 annex D).

#include "preprocess.h"

static uint32_t continuation(const char *byte) {
    uint32_t value = (unsigned char)*byte;
    return value >> 6 == 2 ? value & 0x3f : 0x40;
}

uint32_t utf8_decode(const char *text, uint32_t *length) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t first = (unsigned char)text[0];
    uint32_t count = first < 0x80 ? 1 : first < 0xC0 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    uint32_t value = count == 1   ? first
                     : count == 2 ? first & 0x1f
                     : count == 3 ? first & 0x0f
                                  : first & 0x07;
    *length = 1;
    if (count == 0 || first >= 0xF8)
        return UINT32_MAX;
    for (uint32_t i = 1; i < count; i++) {
        uint32_t bits = continuation(text + i);
        if (bits == 0x40)
            return UINT32_MAX;
        value = value << 6 | bits;
    }
    if (value < least[count] || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
        return UINT32_MAX;
    *length = count;
    return value;
}

bool utf8_is_inner(unsigned char byte) {
    return byte >> 6 == 2;
}

uint32_t utf8_encode(uint32_t character, char *bytes) {
    if (character < 0x80) {
        bytes[0] = (char)character;
        return 1;
    }
    uint32_t count = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    uint32_t mark = count == 2 ? 0xC0 : count == 3 ? 0xE0 : 0xF0;
    for (uint32_t i = count - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (character & 0x3f));
        character >>= 6;
    }
    bytes[0] = (char)(mark | character);
    return count;
}

uint32_t universal_character(const char *text, uint32_t *length) {
    if (text[0] != '\\' || (text[1] != 'u' && text[1] != 'U'))
        return 0;
    uint32_t digits = text[1] == 'u' ? 4 : 8;
    uint32_t value = 0;
    for (uint32_t i = 2; i < digits + 2; i++) {
        uint32_t digit = digit_value(text[i]);
        if (digit >= 16 || value >= 0x10000000)
            return 0;
        value = value << 4 | digit;
    }
    *length = digits + 2;
    return value;
}

bool is_name_character(uint32_t character) {
    // Pairs of first and last, ascending; below 0x10000 annex D has gaps only here.
    static const uint32_t ranges[] = {
        0xA8,   0xA8,   0xAA,   0xAA,   0xAD,   0xAD,   0xAF,   0xAF,   0xB2,   0xB5,
        0xB7,   0xBA,   0xBC,   0xBE,   0xC0,   0xD6,   0xD8,   0xF6,   0xF8,   0xFF,
        0x100,  0x167F, 0x1681, 0x180D, 0x180F, 0x1FFF, 0x200B, 0x200D, 0x202A, 0x202E,
        0x203F, 0x2040, 0x2054, 0x2054, 0x2060, 0x218F, 0x2460, 0x24FF, 0x2776, 0x2793,
        0x2C00, 0x2DFF, 0x2E80, 0x2FFF, 0x3004, 0x3007, 0x3021, 0x302F, 0x3031, 0xD7FF,
        0xF900, 0xFD3D, 0xFD40, 0xFDCF, 0xFDF0, 0xFE44, 0xFE47, 0xFFFD};
    if (character >= 0x10000)
        return character < 0xF0000 && (character & 0xFFFF) < 0xFFFE;
    for (uint32_t i = 0; i < sizeof ranges / sizeof ranges[0]; i += 2)
        if (character >= ranges[i] && character <= ranges[i + 1])
            return true;
    return false;
}
