#include <stdlib.h>
#include <unistd.h>
int main(void) {
    struct { char kind; int value; } *record = malloc(sizeof *record);
    record->kind = 'a';
    record->value = 0x0a0a0a0a;
    int failed = write(1, record, sizeof *record) < 0; // !memory
    free(record);
    return failed;
}
