// An address that becomes a wider integer is extended as a signed one, as by gcc, whatever the integer is.
#include <stdint.h>
int printf(const char *, ...);
int object;
static const long long constant = (long long)(char *)-5;
static unsigned long long wide(const void *pointer) { return (unsigned long long)pointer; }
int main(void) {
    char *high = (char *)0x80000000u;
    printf("%llx %llx %lld", wide(high), (unsigned long long)(char *)-1, constant);
    printf(" %llx %d\n", (unsigned long long)(uintptr_t)high, (long long)&object == (int)&object);
    return 0;
}
