// #embed: any bytes, none, a part, in the middle of an initializer.
#include <stdio.h>

static const unsigned char all[] = {
#embed "data.bin"
};
static const unsigned char part[] = {1,
#embed "data.bin" limit(3)
                                     , 2};
static const unsigned char none[] = {
#embed </dev/null>
};
#if __has_include("data.bin") && !__has_include("other.bin")
#define NAME "data.bin"
#endif
static const char text[] = {
#embed NAME limit(5)
    , 0};

int main(void) {
    for (unsigned i = 0; i < sizeof all; i++)
        printf("%d ", all[i]);
    printf("\n%d %d %d %d %d\n", (int)sizeof part, part[0], part[3], part[4], (int)sizeof none);
    printf("%s\n", text);
    return 0;
}
