// libcstar: comparison without regard to case.
#include <ctype.h>
#include <stdint.h>
#include <strings.h>

int strncasecmp(const char *left, const char *right, size_t size) {
    for (; size != 0; size--) {
        int one = (unsigned char)*left++;
        int two = (unsigned char)*right++;
        if (one != two) {
            one = tolower(one);
            two = tolower(two);
            if (one != two) {
                return one - two;
            }
        }
        if (one == 0) {
            return 0;
        }
    }
    return 0;
}

int strcasecmp(const char *left, const char *right) {
    return strncasecmp(left, right, SIZE_MAX);
}
