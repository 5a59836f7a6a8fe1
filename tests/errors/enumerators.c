// The last value of a type has no next one.
enum a { A1 = 0x7fffffff, A2 };
enum b { B1 = 0xffffffff, B2 };
enum c { C1 = 0x7fffffffffffffffLL, C2 };
enum d { D1 = 0x80000000, D2, D3 = -1, D4 }; // are good
enum e { E1 = 1LL << 40, E2 };
enum f { F1, F2 = 256 } __attribute__((mode(byte)));
enum g { G1, G2 = 255 } __attribute__((mode(byte)));

_Static_assert(sizeof(enum g) == 1, "a byte");

extern enum unknown variable;

int use(enum unknown *pointer) {
    (void)variable; // is good
    if (variable)
        return variable;
    return *pointer;
}
