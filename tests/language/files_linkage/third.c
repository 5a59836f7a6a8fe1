// No header here: declarations repeated by hand, and statics that would clash if they were shared.
static int helper = 4, private_value[3] = {1, 2, 3};
struct Shape { int other; };
enum { BLUE = 3 };
typedef char table_type[10];
int static_twice(void) {
    static int count = 1;
    return count *= 2;
}
int undefined_order(void) { return helper + private_value[2] + (int)sizeof(struct Shape) + (int)sizeof(table_type) + BLUE; }
