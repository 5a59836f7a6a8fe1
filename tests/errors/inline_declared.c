inline int f(int x);
inline int unused(int x);
static inline int quiet(int x);
int main(void) { return f(1); }
