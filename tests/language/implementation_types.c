// A type that the implementation chooses is the same in headers, predefined macros and the language, and gcc's.
#include <inttypes.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

#define NAME(x)                                                                                                        \
    _Generic(x, char : "char", signed char : "signed char", unsigned char : "unsigned char", short : "short",          \
             unsigned short : "unsigned short", int : "int", unsigned : "unsigned", long : "long",                     \
             unsigned long : "unsigned long", long long : "long long", unsigned long long : "unsigned long long")
#define SHOW(x) printf("%s: %s\n", #x, NAME(x))

int main(void) {
    SHOW((size_t)0), SHOW((__SIZE_TYPE__)0), SHOW(sizeof 1), SHOW(_Alignof(int));
    SHOW((ptrdiff_t)0), SHOW((__PTRDIFF_TYPE__)0), SHOW((int *)0 - (int *)0);
    SHOW((wchar_t)0), SHOW((__WCHAR_TYPE__)0), SHOW(L'a'), SHOW(*L"a");
    SHOW((__CHAR16_TYPE__)0), SHOW(u'a'), SHOW(*u"a"), SHOW((__CHAR32_TYPE__)0), SHOW(U'a'), SHOW(*U"a");
    SHOW((intptr_t)0), SHOW((__INTPTR_TYPE__)0), SHOW((uintptr_t)0), SHOW((__UINTPTR_TYPE__)0);
    SHOW((intmax_t)0), SHOW((__INTMAX_TYPE__)0), SHOW((uintmax_t)0), SHOW((__UINTMAX_TYPE__)0);
    SHOW((int8_t)0), SHOW((int16_t)0), SHOW((int32_t)0), SHOW((int64_t)0);
    SHOW((int_fast8_t)0), SHOW((int_fast16_t)0), SHOW((uint_fast8_t)0), SHOW((int_fast64_t)0);
    SHOW((int_least8_t)0), SHOW((uint_least64_t)0), SHOW((ssize_t)0), SHOW((off_t)0), SHOW((pid_t)0);
    wchar_t text[] = L"wide";
    int_fast8_t fast = 0;
    if (sscanf("-5", "%" SCNdFAST8, &fast) != 1 || fast != -5)
        return 1;
    return text[4] != 0 || WCHAR_MAX != __WCHAR_MAX__ || INT_FAST8_MAX != 127;
}
