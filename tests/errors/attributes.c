int unknown_attribute __attribute__((nonsense(1, 2), unused));
int in_section __attribute__((section(".data.x")));
typedef int quad __attribute__((mode(DI)));
int alias_of_nothing __attribute__((alias("nothing")));
int real = 1;
int defined_twice __attribute__((alias("real"))) = 1;
int not_a_function __attribute__((constructor));
enum __attribute__((packed)) small { SMALL };
struct weak_type { int x; } __attribute__((weak));
int odd __attribute__((aligned(3)));
struct packed_pointer { char c; int *__attribute__((packed)) p; };
int (__attribute__((aligned(8))) parenthesis);
int main(void) {
    int local __attribute__((cleanup(real)));
    return 0;
}
