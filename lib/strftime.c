// libcstar: dates as text (ISO C11 7.27.3.5), in the locale "C".
#include "time.h"

#include <stdio.h>
#include <string.h>

enum { BASE_YEAR = 1900, DAYS = 7, PIECE = 40 };

static const char *const day_names[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                        "Thursday", "Friday", "Saturday"};
static const char *const month_names[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};

// A name, or as much of it as is wanted; "?" if there is none.
static void put_name(char *piece, const char *const *names, int count, int index, int length) {
    const char *name = index >= 0 && index < count ? names[index] : "?";
    snprintf(piece, PIECE, "%.*s", length, name);
}

static int is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

// The week of ISO 8601, and the year that it belongs to: the one that its Thursday is in.
static int iso_week(const struct tm *date, int *year) {
    int weekday = (date->tm_wday + DAYS - 1) % DAYS; // Monday is 0
    int thursday = date->tm_yday - weekday + 3;
    *year = date->tm_year + BASE_YEAR;
    if (thursday < 0) {
        --*year;
        thursday += 365 + is_leap(*year);
    } else if (thursday >= 365 + is_leap(*year)) {
        thursday -= 365 + is_leap(*year);
        ++*year;
    }
    return thursday / DAYS + 1;
}

// What is made of others.
static const char *expansion(char letter) {
    switch (letter) {
    case 'c': return "%a %b %e %H:%M:%S %Y";
    case 'D':
    case 'x': return "%m/%d/%y";
    case 'F': return "%Y-%m-%d";
    case 'r': return "%I:%M:%S %p";
    case 'R': return "%H:%M";
    case 'T':
    case 'X': return "%H:%M:%S";
    default: return NULL;
    }
}

static int hour_of_twelve(int hour) {
    return hour % 12 == 0 ? 12 : hour % 12;
}

static void put_week(char *piece, char letter, const struct tm *date) {
    int year;
    int week = iso_week(date, &year);
    switch (letter) {
    case 'g': snprintf(piece, PIECE, "%02d", year % 100); break;
    case 'G': snprintf(piece, PIECE, "%d", year); break;
    case 'U': week = (date->tm_yday + DAYS - date->tm_wday) / DAYS; break;
    case 'W': week = (date->tm_yday + DAYS - (date->tm_wday + DAYS - 1) % DAYS) / DAYS; break;
    default: break;
    }
    if (letter != 'g' && letter != 'G') {
        snprintf(piece, PIECE, "%02d", week);
    }
}

static void put_piece(char *piece, char letter, const struct tm *date) {
    int year = date->tm_year + BASE_YEAR;
    switch (letter) {
    case 'a': put_name(piece, day_names, DAYS, date->tm_wday, 3); break;
    case 'A': put_name(piece, day_names, DAYS, date->tm_wday, PIECE); break;
    case 'b':
    case 'h': put_name(piece, month_names, 12, date->tm_mon, 3); break;
    case 'B': put_name(piece, month_names, 12, date->tm_mon, PIECE); break;
    case 'C': snprintf(piece, PIECE, "%02d", year / 100); break;
    case 'd': snprintf(piece, PIECE, "%02d", date->tm_mday); break;
    case 'e': snprintf(piece, PIECE, "%2d", date->tm_mday); break;
    case 'H': snprintf(piece, PIECE, "%02d", date->tm_hour); break;
    case 'I': snprintf(piece, PIECE, "%02d", hour_of_twelve(date->tm_hour)); break;
    case 'j': snprintf(piece, PIECE, "%03d", date->tm_yday + 1); break;
    case 'm': snprintf(piece, PIECE, "%02d", date->tm_mon + 1); break;
    case 'M': snprintf(piece, PIECE, "%02d", date->tm_min); break;
    case 'n': strcpy(piece, "\n"); break;
    case 'p': strcpy(piece, date->tm_hour < 12 ? "AM" : "PM"); break;
    case 'S': snprintf(piece, PIECE, "%02d", date->tm_sec); break;
    case 't': strcpy(piece, "\t"); break;
    case 'u': snprintf(piece, PIECE, "%d", date->tm_wday == 0 ? DAYS : date->tm_wday); break;
    case 'w': snprintf(piece, PIECE, "%d", date->tm_wday); break;
    case 'y': snprintf(piece, PIECE, "%02d", year % 100); break;
    case 'Y': snprintf(piece, PIECE, "%d", year); break;
    case 'z': strcpy(piece, "+0000"); break;
    case 'Z': strcpy(piece, "UTC"); break;
    case '%': strcpy(piece, "%"); break;
    default: put_week(piece, letter, date); break;
    }
}

// Appends; 0 if there is no room for it and the end.
static int add(char *text, size_t size, size_t *used, const char *piece, size_t length) {
    if (length >= size - *used) {
        return 0;
    }
    memcpy(text + *used, piece, length);
    *used += length;
    return 1;
}

size_t strftime(char *restrict text, size_t size, const char *restrict format,
                const struct tm *restrict date) {
    size_t used = 0;
    char piece[PIECE];
    for (; *format != 0; format++) {
        if (*format != '%') {
            if (!add(text, size, &used, format, 1)) {
                return 0;
            }
            continue;
        }
        format++;
        if (*format == 'E' || *format == 'O') {
            format++;
        }
        if (*format == 0) {
            break;
        }
        const char *whole = expansion(*format);
        if (whole != NULL) {
            size_t length = size > used ? strftime(text + used, size - used, whole, date) : 0;
            if (length == 0) {
                return 0;
            }
            used += length;
            continue;
        }
        put_piece(piece, *format, date);
        if (!add(text, size, &used, piece, strlen(piece))) {
            return 0;
        }
    }
    if (used >= size) {
        return 0;
    }
    text[used] = 0;
    return used;
}
