// libcstar: numbers as text by BSD's functions and those of ISO/IEC TS 18661.
#define _GNU_SOURCE 1
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 17, TEXT = 400 }; // of a double: those that tell; with all before the point

// Infinities and NaNs as they print, without sign.
static int convert_special(double value, int *point, int *is_negative, char *text, size_t size) {
    if (isfinite(value)) {
        return 0;
    }
    *point = 0;
    *is_negative = signbit(value) != 0;
    snprintf(text, size, "%s", isnan(value) ? "nan" : "inf");
    return 1;
}

int ecvt_r(double value, int count, int *restrict point, int *restrict is_negative,
           char *restrict text, size_t size) {
    char scientific[TEXT];
    if (convert_special(value, point, is_negative, text, size)) {
        return 0;
    }
    *is_negative = signbit(value) != 0;
    *point = value == 0;
    if (count <= 0) {
        *text = 0;
        *point = 0;
        return 0;
    }
    snprintf(scientific, sizeof scientific, "%.*e", (count < DIGITS ? count : DIGITS) - 1,
             fabs(value));
    char *exponent = strchr(scientific, 'e');
    if (value != 0) {
        *point = atoi(exponent + 1) + 1;
    }
    if ((size_t)(exponent - scientific) >= size) {
        return -1;
    }
    *exponent = 0;
    size_t length = 0;
    for (const char *digit = scientific; *digit != 0; digit++) {
        if (*digit != '.') {
            text[length++] = *digit;
        }
    }
    text[length] = 0;
    return 0;
}

// The digits before the point, and `count` behind it; leading zeros move the point instead.
int fcvt_r(double value, int count, int *restrict point, int *restrict is_negative,
           char *restrict text, size_t size) {
    char fixed[TEXT];
    if (convert_special(value, point, is_negative, text, size)) {
        return 0;
    }
    *is_negative = signbit(value) != 0;
    int precision = count < 0 ? 0 : count < DIGITS ? count : DIGITS;
    snprintf(fixed, sizeof fixed, "%.*f", precision, fabs(value));
    char *dot = strchrnul(fixed, '.');
    *point = (int)(dot - fixed);
    if (*dot != 0) {
        memmove(dot, dot + 1, strlen(dot));
    }
    const char *from = fixed;
    if (*from == '0' && value != 0) {
        for (; *from == '0'; from++) {
            --*point;
        }
    }
    if (strlen(from) >= size) {
        return -1;
    }
    strcpy(text, from);
    return 0;
}

static char digits[TEXT];

char *ecvt(double value, int count, int *restrict point, int *restrict is_negative) {
    ecvt_r(value, count, point, is_negative, digits, sizeof digits);
    return digits;
}

char *fcvt(double value, int count, int *restrict point, int *restrict is_negative) {
    fcvt_r(value, count, point, is_negative, digits, sizeof digits);
    return digits;
}

char *gcvt(double value, int count, char *text) {
    sprintf(text, "%.*g", count < DIGITS ? count : DIGITS, value);
    return text;
}

// ---- "%", a precision, and one of a, e, f, g ----

int strfromd(char *restrict text, size_t size, const char *restrict format, double value) {
    const char *at = format;
    if (*at++ == '%') {
        if (*at == '.') {
            at += 1 + strspn(at + 1, "0123456789");
        }
        if (*at != 0 && strchr("aAeEfFgG", *at) != NULL && at[1] == 0) {
            return snprintf(text, size, format, value);
        }
    }
    abort();
}

int strfromf(char *restrict text, size_t size, const char *restrict format, float value) {
    return strfromd(text, size, format, (double)value);
}

int strfroml(char *restrict text, size_t size, const char *restrict format, long double value) {
    return strfromd(text, size, format, (double)value);
}
