// A union is read as a pointer although it holds a number.
#include <stdio.h>

struct value {
    int kind;
    union {
        int number;
        const char *text;
    } as;
};

static struct value values[3];

static int first(const struct value *value) {
    return value->as.text[0];
}

int main(void) {
    values[0] = (struct value){1, {.text = "text"}};
    values[1] = (struct value){0, {.number = 12345}};
    printf("%d\n", first(&values[0]));
    printf("%d\n", first(&values[1]));
    return 0;
}
