// libcstar: strings with numbers in them, by the values of the numbers.
#include <ctype.h>
#include <stddef.h>
#include <string.h>

static size_t digits(const char *text) {
    size_t count = 0;
    while (isdigit((unsigned char)text[count])) {
        count++;
    }
    return count;
}

// Where texts differ within digits, these are a number, of which the longer one is larger; or, if
// they begin with zeros, decimals, where more of the zeros come first.
int strverscmp(const char *left, const char *right) {
    size_t at = 0, start = 0;
    while (left[at] == right[at] && left[at] != 0) {
        at++;
        if (!isdigit((unsigned char)left[at - 1])) {
            start = at;
        }
    }
    int difference = (unsigned char)left[at] - (unsigned char)right[at];
    size_t left_digits = digits(left + start), right_digits = digits(right + start);
    if (difference == 0 || left_digits == 0 || right_digits == 0) {
        return difference;
    }
    if (left[start] != '0' && right[start] != '0') {
        return left_digits != right_digits ? (left_digits < right_digits ? -1 : 1) : difference;
    }
    if (start + strspn(left + start, "0") >= at && start < at) { // zeros only are in common
        int left_ends = !isdigit((unsigned char)left[at]);
        int right_ends = !isdigit((unsigned char)right[at]);
        if (left_ends != right_ends) {
            return left_ends ? 1 : -1;
        }
    }
    return difference;
}
