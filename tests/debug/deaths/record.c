// A member far in a record, through a null pointer in a global variable, in a store.
#include <stddef.h>
struct record {
    char name[20];
    int value;
};
struct record *current;
static void set(int value) { current->value = value; }
int main(void) {
    set(7);
    return 0;
}
