// Declared inline here and defined elsewhere, before and after; C11 6.7.4.
#include <stdio.h>

#include "shared.h"

inline int early(int x);
inline int late(int x);
inline int everywhere(int x);
inline int unused(int x);
int (*pointer)(int) = late;

inline int everywhere(int x) {
    return x + 1;
}

int other(void);

int main(void) {
    printf("%d %d %d %d %d %d\n", early(1), late(2), pointer(3), everywhere(4), other(), shared(1));
    return 0;
}
