#include "shared.h"

inline int late(int x);
inline int only_here(int x);
inline int everywhere(int x) {
    return x + 1;
}

int late(int x) {
    return x * 3;
}

int early(int x) {
    return x * 5;
}

int other(void) {
    return late(7) + early(1) + everywhere(100) + only_here(shared(1001));
}
