#include <stdlib.h>
#include <string.h>
struct pair { int first, second; };
int main(void) {
    struct pair pair, copy;
    pair.first = 1;
    copy = pair;
    struct pair *other = malloc(sizeof *other);
    memcpy(other, &copy, sizeof copy);
    int result = other->first == 1;
    if (other->second == 2) // !branch
        result = 1;
    free(other);
    return !result;
}
