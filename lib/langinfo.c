// libcstar: what the locale "C" has.
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stddef.h>

// From ABDAY_1 on.
static const char *const of_time[] = {
    "Sun",
    "Mon",
    "Tue",
    "Wed",
    "Thu",
    "Fri",
    "Sat",
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "AM",
    "PM",
    "%a %b %e %H:%M:%S %Y",
    "%m/%d/%y",
    "%H:%M:%S",
    "%I:%M:%S %p",
};

static const char *text_of(nl_item item) {
    if (item >= ABDAY_1 && item <= T_FMT_AMPM) {
        return of_time[item - ABDAY_1];
    }
    switch (item) {
    case RADIXCHAR: return ".";
    case YESEXPR: return "^[yY]";
    case NOEXPR: return "^[nN]";
    case CRNCYSTR: return "-";
    default: return "";
    }
}

char *nl_langinfo(nl_item item) {
    if (item == CODESET) {
        return __locale_utf8 ? "UTF-8" : "ANSI_X3.4-1968";
    }
    return (char *)text_of(item);
}

char *nl_langinfo_l(nl_item item, __locale_t locale) {
    if (item == CODESET) {
        return __locale_is_utf8(locale) ? "UTF-8" : "ANSI_X3.4-1968";
    }
    return (char *)text_of(item);
}

nl_catd catopen(const char *name, int flags) {
    (void)name, (void)flags;
    errno = ENOENT;
    return (nl_catd)-1;
}

char *catgets(nl_catd catalog, int set, int number, const char *text) {
    (void)catalog, (void)set, (void)number;
    return (char *)text;
}

int catclose(nl_catd catalog) {
    (void)catalog;
    errno = EBADF;
    return -1;
}
