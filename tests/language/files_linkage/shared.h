#ifndef SHARED_H
#define SHARED_H
struct Shape { int area; const char *name; long long padding; };
extern int shared_counter, table[];
extern int (*handler)(void);
extern long long wide_value;
extern int tentative_only;
void bump(int by);
int other_helper(void), sum_table(void), call_handler(void), undefined_order(void), static_twice(void);
struct Shape make_shape(int width, int height);
const char *name_of_main(void);
void print_all(const char *format, ...);
static inline int in_header(int x) { static int calls; return x + calls++; }
#endif
