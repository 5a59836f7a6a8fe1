#nonsense
#define
#define 5
#define F(a
#define G(a, a) a
#undef
#include
#include 5
#ifdef
#endif
int main(void) { return 0; }
