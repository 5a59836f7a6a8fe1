// libcstar: classes of wide characters, and how many columns they take. Above ASCII these are
// tables of ranges, of Unicode 15: letters of the alphabets in common use; case of Latin, Greek,
// Cyrillic and Armenian ones.
#include <ctype.h>
#include <locale.h>
#include <stddef.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

struct range {
    unsigned first, last;
};

static const struct range letters[] = {
    {0xaa, 0xaa},       {0xb5, 0xb5},       {0xba, 0xba},       {0xc0, 0xd6},
    {0xd8, 0xf6},       {0xf8, 0x2c1},      {0x370, 0x374},     {0x376, 0x377},
    {0x37a, 0x37d},     {0x37f, 0x37f},     {0x386, 0x386},     {0x388, 0x38a},
    {0x38c, 0x38c},     {0x38e, 0x3a1},     {0x3a3, 0x3f5},     {0x3f7, 0x481},
    {0x48a, 0x52f},     {0x531, 0x556},     {0x560, 0x588},     {0x5d0, 0x5ea},
    {0x620, 0x64a},     {0x66e, 0x66f},     {0x671, 0x6d3},     {0x904, 0x939},
    {0x958, 0x961},     {0x985, 0x9b9},     {0xe01, 0xe30},     {0x10a0, 0x10c5},
    {0x10d0, 0x10fa},   {0x10fc, 0x1248},   {0x13a0, 0x13f5},   {0x1e00, 0x1f15},
    {0x1f18, 0x1f1d},   {0x1f20, 0x1f45},   {0x1f48, 0x1f4d},   {0x1f50, 0x1f57},
    {0x1f5f, 0x1f7d},   {0x1f80, 0x1fb4},   {0x1fb6, 0x1fbc},   {0x2071, 0x2071},
    {0x2102, 0x2102},   {0x210a, 0x2113},   {0x2160, 0x2188},   {0x2c00, 0x2ce4},
    {0x3005, 0x3007},   {0x3031, 0x3035},   {0x3041, 0x3096},   {0x309d, 0x309f},
    {0x30a1, 0x30fa},   {0x30fc, 0x30ff},   {0x3105, 0x312f},   {0x3131, 0x318e},
    {0x3400, 0x4dbf},   {0x4e00, 0xa48c},   {0xa640, 0xa66e},   {0xa680, 0xa69d},
    {0xa722, 0xa788},   {0xac00, 0xd7a3},   {0xf900, 0xfa6d},   {0xfb00, 0xfb06},
    {0xff21, 0xff3a},   {0xff41, 0xff5a},   {0xff66, 0xffbe},   {0x10400, 0x1044f},
    {0x1d400, 0x1d6a5}, {0x20000, 0x2a6df}, {0x2a700, 0x2ebe0}, {0x30000, 0x3134a},
};

static const struct range nonspacing[] = {
    {0x300, 0x36f},     {0x483, 0x489},   {0x591, 0x5bd},   {0x5bf, 0x5bf},   {0x5c1, 0x5c2},
    {0x610, 0x61a},     {0x64b, 0x65f},   {0x670, 0x670},   {0x6d6, 0x6dc},   {0x93c, 0x93c},
    {0x941, 0x948},     {0xe31, 0xe31},   {0xe34, 0xe3a},   {0xe47, 0xe4e},   {0x1160, 0x11ff},
    {0x200b, 0x200f},   {0x202a, 0x202e}, {0x2060, 0x2064}, {0x20d0, 0x20f0}, {0x302a, 0x302d},
    {0x3099, 0x309a},   {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0001, 0xe007f},
    {0xe0100, 0xe01ef},
};

static const struct range of_two_columns[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a},   {0x23e9, 0x23ec},
    {0x25fd, 0x25fe},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26aa, 0x26ab},
    {0x26bd, 0x26be},   {0x2705, 0x2705},   {0x270a, 0x270b},   {0x274c, 0x274c},
    {0x2753, 0x2755},   {0x2795, 0x2797},   {0x2e80, 0x303e},   {0x3041, 0x33ff},
    {0x3400, 0x4dbf},   {0x4e00, 0xa4c6},   {0xa960, 0xa97c},   {0xac00, 0xd7a3},
    {0xf900, 0xfaff},   {0xfe30, 0xfe6b},   {0xff01, 0xff60},   {0xffe0, 0xffe6},
    {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
};

// Ranges are ascending.
static int is_in(wint_t wide, const struct range *ranges, size_t count) {
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (wide > ranges[middle].last) {
            low = middle + 1;
        } else {
            count = middle;
        }
    }
    return wide >= ranges[low].first && wide <= ranges[low].last;
}

#define IS_IN(wide, ranges) is_in(wide, ranges, sizeof(ranges) / sizeof(ranges)[0] - 1)

static int is_ascii(wint_t wide) {
    return wide < 128;
}

static int is_letter(wint_t wide) {
    return __locale_utf8 && wide >= 0x80 && IS_IN(wide, letters);
}

// A character that has a meaning: no control, no surrogate, nothing beyond Unicode.
static int is_visible(wint_t wide) {
    return __locale_utf8 && wide >= 0xa0 && wide < 0x110000 && !(wide >= 0xd800 && wide < 0xe000) &&
           (wide & 0xfffe) != 0xfffe;
}

// ---- case ----

// Of capital letters from first on, every step-th one has a small one `distance` behind it.
static const struct {
    unsigned short first, last, step, distance;
} pairs[] = {
    {0xc0, 0xd6, 1, 32},     {0xd8, 0xde, 1, 32},     {0x100, 0x12e, 2, 1},
    {0x132, 0x136, 2, 1},    {0x139, 0x147, 2, 1},    {0x14a, 0x176, 2, 1},
    {0x179, 0x17d, 2, 1},    {0x1cd, 0x1db, 2, 1},    {0x1de, 0x1ee, 2, 1},
    {0x1f8, 0x21e, 2, 1},    {0x222, 0x232, 2, 1},    {0x386, 0x386, 1, 38},
    {0x388, 0x38a, 1, 37},   {0x38c, 0x38c, 1, 64},   {0x38e, 0x38f, 1, 63},
    {0x391, 0x3a1, 1, 32},   {0x3a3, 0x3ab, 1, 32},   {0x3d8, 0x3ee, 2, 1},
    {0x400, 0x40f, 1, 80},   {0x410, 0x42f, 1, 32},   {0x460, 0x480, 2, 1},
    {0x48a, 0x4be, 2, 1},    {0x4c1, 0x4cd, 2, 1},    {0x4d0, 0x52e, 2, 1},
    {0x531, 0x556, 1, 48},   {0x1e00, 0x1e94, 2, 1},  {0x1ea0, 0x1efe, 2, 1},
    {0x2160, 0x216f, 1, 16}, {0x24b6, 0x24cf, 1, 26}, {0xff21, 0xff3a, 1, 32},
};

wint_t towlower(wint_t wide) {
    if (is_ascii(wide)) {
        return (wint_t)tolower((int)wide);
    }
    if (wide == 0x178 && __locale_utf8) {
        return 0xff;
    }
    for (size_t i = 0; __locale_utf8 && i < sizeof pairs / sizeof pairs[0]; i++) {
        if (wide >= pairs[i].first && wide <= pairs[i].last &&
            (wide - pairs[i].first) % pairs[i].step == 0) {
            return wide + pairs[i].distance;
        }
    }
    return wide;
}

wint_t towupper(wint_t wide) {
    if (is_ascii(wide)) {
        return (wint_t)toupper((int)wide);
    }
    if (wide == 0xff && __locale_utf8) {
        return 0x178;
    }
    if (wide == 0xb5 && __locale_utf8) {
        return 0x39c;
    }
    if (wide == 0x3c2 && __locale_utf8) {
        return 0x3a3;
    }
    for (size_t i = 0; __locale_utf8 && i < sizeof pairs / sizeof pairs[0]; i++) {
        wint_t capital = wide - pairs[i].distance;
        if (wide > pairs[i].distance && capital >= pairs[i].first && capital <= pairs[i].last &&
            (capital - pairs[i].first) % pairs[i].step == 0) {
            return capital;
        }
    }
    return wide;
}

// ---- classes ----

int iswupper(wint_t wide) {
    return is_ascii(wide) ? isupper((int)wide) : towlower(wide) != wide;
}

int iswlower(wint_t wide) {
    return is_ascii(wide) ? islower((int)wide)
                          : towupper(wide) != wide || (is_letter(wide) && wide == 0xdf);
}

int iswdigit(wint_t wide) {
    return wide - '0' < 10;
}

int iswxdigit(wint_t wide) {
    return is_ascii(wide) && isxdigit((int)wide);
}

int iswalpha(wint_t wide) {
    return is_ascii(wide) ? isalpha((int)wide) : is_letter(wide);
}

int iswalnum(wint_t wide) {
    return iswalpha(wide) || iswdigit(wide);
}

int iswblank(wint_t wide) {
    return wide == ' ' || wide == '\t' ||
           (__locale_utf8 &&
            (wide == 0x1680 || (wide >= 0x2000 && wide <= 0x200a && wide != 0x2007) ||
             wide == 0x205f || wide == 0x3000));
}

int iswspace(wint_t wide) {
    return iswblank(wide) || wide - '\t' < 5 ||
           (__locale_utf8 && (wide == 0x2028 || wide == 0x2029 || wide == 0x85));
}

int iswcntrl(wint_t wide) {
    return wide < 32 || wide == 127 ||
           (__locale_utf8 && ((wide >= 0x80 && wide < 0xa0) || wide == 0x2028 || wide == 0x2029));
}

int iswprint(wint_t wide) {
    return is_ascii(wide) ? isprint((int)wide) : is_visible(wide) && !iswcntrl(wide);
}

int iswgraph(wint_t wide) {
    return iswprint(wide) && !iswspace(wide);
}

int iswpunct(wint_t wide) {
    return iswgraph(wide) && !iswalnum(wide);
}

// ---- by name ----

static const struct {
    const char *name;
    int (*is)(wint_t wide);
} classes[] = {
    {"alnum", iswalnum}, {"alpha", iswalpha}, {"blank", iswblank}, {"cntrl", iswcntrl},
    {"digit", iswdigit}, {"graph", iswgraph}, {"lower", iswlower}, {"print", iswprint},
    {"punct", iswpunct}, {"space", iswspace}, {"upper", iswupper}, {"xdigit", iswxdigit},
};

wctype_t wctype(const char *name) {
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        if (strcmp(name, classes[i].name) == 0) {
            return (wctype_t)i + 1;
        }
    }
    return 0;
}

int iswctype(wint_t wide, wctype_t class) {
    return class != 0 && classes[class - 1].is(wide);
}

static const int to_lower, to_upper;

wctrans_t wctrans(const char *name) {
    return strcmp(name, "tolower") == 0   ? &to_lower
           : strcmp(name, "toupper") == 0 ? &to_upper
                                          : NULL;
}

wint_t towctrans(wint_t wide, wctrans_t mapping) {
    return mapping == &to_lower ? towlower(wide) : mapping == &to_upper ? towupper(wide) : wide;
}

// ---- columns ----

int wcwidth(wchar_t wide) {
    wint_t value = (wint_t)wide;
    if (value == 0) {
        return 0;
    }
    if (!iswprint(value)) {
        return -1;
    }
    if (is_ascii(value)) {
        return 1;
    }
    return IS_IN(value, nonspacing) ? 0 : IS_IN(value, of_two_columns) ? 2 : 1;
}

int wcswidth(const wchar_t *text, size_t count) {
    int columns = 0;
    for (size_t i = 0; i < count && text[i] != 0; i++) {
        int width = wcwidth(text[i]);
        if (width < 0) {
            return -1;
        }
        columns += width;
    }
    return columns;
}
