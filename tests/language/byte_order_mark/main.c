#include "marked.h"
#include <stdio.h>

int main(void) {
    puts(TEXT);
    return __LINE__ - 6;
}
