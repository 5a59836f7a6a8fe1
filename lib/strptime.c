// libcstar: dates from text, in the locale "C" (POSIX, with glibc's conversions).
#define _GNU_SOURCE 1
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { YEAR_0 = 1900 };

static const char *const days[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                   "Thursday", "Friday", "Saturday"};
static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

// What has been read besides what is in the date.
struct reading {
    struct tm *date;
    int has_12_hours, is_pm;
    int has_weekday, has_year_day, has_month, has_month_day;
    int wants_days; // the day of the week and of the year follow from the others
    int century;    // -1: none
    int wants_century;
    int week_starts; // on this day of the week: %U, %W; -1: there is no week
    int week;
};

static const char *skip_spaces(const char *text) {
    while (isspace((unsigned char)*text)) {
        text++;
    }
    return text;
}

// A number of at most so many digits, behind spaces.
static const char *read_number(const char *text, int least, int most, int digits, int *to) {
    int value = 0;
    while (*text == ' ') {
        text++;
    }
    if (!isdigit((unsigned char)*text)) {
        return NULL;
    }
    do {
        value = value * 10 + (*text++ - '0');
    } while (--digits > 0 && value * 10 <= most && isdigit((unsigned char)*text));
    *to = value;
    return value < least || value > most ? NULL : text;
}

// One of some names, whole or its first three letters.
static const char *read_name(const char *text, const char *const *names, int count, int *to) {
    for (*to = 0; *to < count; ++*to) {
        size_t length = strlen(names[*to]);
        if (strncasecmp(text, names[*to], length) == 0) {
            return text + length;
        }
    }
    for (*to = 0; *to < count; ++*to) {
        if (strncasecmp(text, names[*to], 3) == 0) {
            return text + 3;
        }
    }
    return NULL;
}

static const char *read_zone(const char *text, struct tm *date) {
    text = skip_spaces(text);
    if (*text == 'Z') {
        date->tm_gmtoff = 0;
        return text + 1;
    }
    if (*text != '+' && *text != '-') {
        return NULL;
    }
    int is_negative = *text++ == '-', digits = 0, value = 0;
    while (digits < 4 && isdigit((unsigned char)*text)) {
        value = value * 10 + (*text++ - '0');
        digits++;
        if (*text == ':' && digits == 2 && isdigit((unsigned char)text[1])) {
            text++;
        }
    }
    if (digits == 2) {
        value *= 100;
    } else if (digits != 4 || value % 100 >= 60) {
        return NULL;
    }
    long offset = (value / 100 * 60L + value % 100) * 60;
    date->tm_gmtoff = is_negative ? -offset : offset;
    return text;
}

static const char *read_seconds(const char *text, struct tm *date) {
    time_t seconds = 0;
    if (!isdigit((unsigned char)*text)) {
        return NULL;
    }
    while (isdigit((unsigned char)*text)) {
        seconds = seconds * 10 + (*text++ - '0');
    }
    return localtime_r(&seconds, date) == NULL ? NULL : text;
}

static const char *read_format(const char *text, const char *format, struct reading *to);

static const char *read_half(const char *text, struct reading *to) {
    if (strncasecmp(text, "AM", 2) != 0 && strncasecmp(text, "PM", 2) != 0) {
        return NULL;
    }
    to->is_pm = toupper((unsigned char)*text) == 'P';
    return text + 2;
}

// Conversions of the time of the day, and those that stand for several; `text` itself: none.
static const char *read_time(const char *text, int conversion, struct reading *to) {
    struct tm *date = to->date;
    switch (conversion) {
    case 'H':
    case 'k': to->has_12_hours = 0; return read_number(text, 0, 23, 2, &date->tm_hour);
    case 'I':
    case 'l':
        text = read_number(text, 1, 12, 2, &date->tm_hour);
        date->tm_hour %= 12;
        to->has_12_hours = 1;
        return text;
    case 'M': return read_number(text, 0, 59, 2, &date->tm_min);
    case 'S': return read_number(text, 0, 61, 2, &date->tm_sec);
    case 'p':
    case 'P': return read_half(text, to);
    case 's': return read_seconds(text, date);
    case 'z': return read_zone(text, date);
    case 'Z':
        text = skip_spaces(text);
        while (*text != 0 && !isspace((unsigned char)*text)) {
            text++;
        }
        return text;
    case 'c': return read_format(text, "%a %b %e %H:%M:%S %Y", to);
    case 'r': return read_format(text, "%I:%M:%S %p", to);
    case 'R': return read_format(text, "%H:%M", to);
    case 'T':
    case 'X': return read_format(text, "%H:%M:%S", to);
    case 'F': return read_format(text, "%Y-%m-%d", to);
    case 'D':
    case 'x': return read_format(text, "%m/%d/%y", to);
    default: return NULL;
    }
}

// Conversions of days, months and years.
static const char *read_day(const char *text, int conversion, struct reading *to) {
    struct tm *date = to->date;
    int ignored;
    switch (conversion) {
    case 'a':
    case 'A': to->has_weekday = 1; return read_name(text, days, 7, &date->tm_wday);
    case 'b':
    case 'B':
    case 'h': to->has_month = to->wants_days = 1; return read_name(text, months, 12, &date->tm_mon);
    case 'd':
    case 'e':
        to->has_month_day = to->wants_days = 1;
        return read_number(text, 1, 31, 2, &date->tm_mday);
    case 'j':
        to->has_year_day = 1;
        text = read_number(text, 1, 366, 3, &date->tm_yday);
        date->tm_yday--;
        return text;
    case 'm':
        to->has_month = to->wants_days = 1;
        text = read_number(text, 1, 12, 2, &date->tm_mon);
        date->tm_mon--;
        return text;
    case 'U':
    case 'W': to->week_starts = conversion == 'W'; return read_number(text, 0, 53, 2, &to->week);
    case 'u':
        to->has_weekday = 1;
        text = read_number(text, 1, 7, 1, &date->tm_wday);
        date->tm_wday %= 7;
        return text;
    case 'w': to->has_weekday = 1; return read_number(text, 0, 6, 1, &date->tm_wday);
    case 'V': return read_number(text, 0, 53, 2, &ignored);
    case 'g': return read_number(text, 0, 99, 2, &ignored);
    case 'G': return isdigit((unsigned char)*text) ? text + strspn(text, "0123456789") : NULL;
    case 'y':
        to->wants_days = to->wants_century = 1;
        text = read_number(text, 0, 99, 2, &date->tm_year);
        date->tm_year += date->tm_year >= 69 ? 0 : 100;
        return text;
    case 'C': to->wants_days = 1; return read_number(text, 0, 99, 2, &to->century);
    case 'Y':
        to->wants_days = 1;
        to->wants_century = 0;
        to->century = -1;
        text = read_number(text, 0, 9999, 4, &date->tm_year);
        date->tm_year -= YEAR_0;
        return text;
    default: return read_time(text, conversion, to);
    }
}

static const char *read_format(const char *text, const char *format, struct reading *to) {
    for (; *format != 0; format++) {
        if (isspace((unsigned char)*format)) {
            text = skip_spaces(text);
        } else if (*format != '%') {
            if (*format != *text++) {
                return NULL;
            }
        } else {
            format += 1 + strspn(format + 1, "-_0^#");
            if (*format == 'E' || *format == 'O') {
                format++;
            }
            if (*format == 'n' || *format == 't') {
                text = skip_spaces(text);
                continue;
            }
            if (*format == '%') {
                text = *text == '%' ? text + 1 : NULL;
            } else {
                text = read_day(text, *format, to);
            }
            if (text == NULL) {
                return NULL;
            }
        }
    }
    return text;
}

static int is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_before(int month, int year) {
    static const short before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    return before[month] + (month > 1 && is_leap(year));
}

// Monday is 1; day 0 of a year is the first of January.
static int weekday(int year, int year_day) {
    int past = year - 1;
    return ((past + past / 4 - past / 100 + past / 400 + year_day + 1) % 7 + 7) % 7;
}

static void set_month(struct tm *date) {
    int year = date->tm_year + YEAR_0, month = 0;
    while (month < 11 && days_before(month + 1, year) <= date->tm_yday) {
        month++;
    }
    date->tm_mon = month;
    date->tm_mday = date->tm_yday - days_before(month, year) + 1;
}

// What follows from several of what has been read.
static void complete(struct reading *from) {
    struct tm *date = from->date;
    if (from->has_12_hours && from->is_pm) {
        date->tm_hour += 12;
    }
    if (from->century >= 0) {
        int within = from->wants_century ? date->tm_year % 100 : 0;
        date->tm_year = within + (from->century - YEAR_0 / 100) * 100;
    }
    int year = date->tm_year + YEAR_0;
    if (from->wants_days && !from->has_weekday) {
        if (!(from->has_month && from->has_month_day) && from->has_year_day) {
            set_month(date);
        }
        if ((unsigned)date->tm_mon < 12) {
            date->tm_wday = weekday(year, days_before(date->tm_mon, year) + date->tm_mday - 1);
        }
    }
    if (from->wants_days && !from->has_year_day && (unsigned)date->tm_mon < 12) {
        date->tm_yday = days_before(date->tm_mon, year) + date->tm_mday - 1;
    }
    if (from->week_starts >= 0 && from->has_weekday) {
        int first = weekday(year, 0), offset = from->week_starts;
        int saved_day = date->tm_mday, saved_month = date->tm_mon;
        date->tm_yday =
            (7 - (first - offset)) % 7 + (from->week - 1) * 7 + (date->tm_wday - offset + 7) % 7;
        if (from->has_month_day || from->has_month) {
            int had_day = from->has_month_day, had_month = from->has_month;
            set_month(date);
            date->tm_mday = had_day ? saved_day : date->tm_mday;
            date->tm_mon = had_month ? saved_month : date->tm_mon;
        } else {
            set_month(date);
        }
    }
}

char *strptime(const char *restrict text, const char *restrict format, struct tm *restrict date) {
    struct reading reading = {.date = date, .century = -1, .week_starts = -1};
    const char *rest = read_format(text, format, &reading);
    if (rest == NULL) {
        return NULL;
    }
    complete(&reading);
    return (char *)rest;
}
