// #include: guards, by macro, of the same file with different definitions, from another directory, relative to the includer.
#include <stdio.h>
#include "guarded.h"
#include "guarded.h"
#define HEADER "template.h"
#define TYPE int
#define NAME ints
#include HEADER
#undef TYPE
#undef NAME
#define TYPE long long
#define NAME longs
#include HEADER
#define STRINGIFY(x) #x
#define FILE_OF(x) STRINGIFY(x.h)
#include FILE_OF(sub/outer)
#define SYSTEM <limits.h>
#include SYSTEM
static const int table[] = {
#include "table.inc"
};
#include "no_newline.h"
#include "x_macro.h"
#include "x_macro.h"

int main(void) {
    printf("%d %d\n", GUARDED, guarded());
    ints_type a = {3, 4};
    longs_type b = {1LL << 40, 5};
    printf("%d %lld %d %d\n", ints_sum(a), longs_sum(b), (int)sizeof a, (int)sizeof b);
    printf("%d %d %d\n", outer(), INT_MAX, included_line);
    printf("%d %d\n", (int)(sizeof table / sizeof *table), table[3]);
    printf("%s %d %s\n", __FILE__ + sizeof __FILE__ - 7, __LINE__, inner_file() + 0);
    printf("%d %d\n", no_newline, after_no_newline);
    return 0;
}
