// #line, __LINE__, __FILE__, __func__, _Pragma, #pragma, null directives.
#include <stdio.h>
#include <string.h>

#pragma anything goes here
#define PRAGMA _Pragma("something else")
static int line(void) { return __LINE__; }
static const char *name(void) { return __func__; }
#define HERE __LINE__
#define PAIR(a, b) a, b

int main(void) {
    printf("%d %d %d\n", line(), __LINE__, HERE);
    printf("%d %d %d\n", __LINE__, PAIR(__LINE__, __LINE__));
    _Pragma("inside a function")
    PRAGMA
    printf("%s %s\n", name(), __func__);
    printf("%d\n", (int)sizeof __func__);
#line 1000
    printf("%d\n", __LINE__);
#line 5 "other.c"
    printf("%s %d\n", __FILE__, __LINE__);
#define NUMBER 77
#define LINE NUMBER "macro.c"
#line LINE
    printf("%s %d\n", __FILE__, __LINE__);
#
# /* null directive */
    printf("%d\
 %d\n", __LINE__, 1);
    const char *file = __FILE__;
    printf("%d %s\n", __LINE__, file);
    return 0;
}
