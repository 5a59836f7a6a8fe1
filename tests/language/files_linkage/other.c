#include "shared.h"
#include <stdarg.h>
#include <stdio.h>

static int private_value = 100;
static int helper(void) { return private_value++; }
extern const char *main_name;
int (*handler)(void);
long long wide_value = -(1LL << 40);
int tentative_only;
const int constants[] = {7, 8, 9};
char text[] = "text", *pointer = text + 1;
struct Shape shapes[2] = {{1, "one"}, {22, "two"}};

void bump(int by) { shared_counter += by + in_header(0); }
int other_helper(void) { return helper() + helper(); }
int sum_table(void) {
    int total = 0;
    for (int i = 0; i < 4; i++) total += table[i];
    return total;
}
struct Shape make_shape(int width, int height) { return (struct Shape){width * height, main_name, 0}; }
int call_handler(void) { return handler ? handler() : -1; }
const char *name_of_main(void) { return main_name; }
void print_all(const char *format, ...) {
    va_list ap;
    va_start(ap, format);
    vprintf(format, ap);
    va_end(ap);
}
