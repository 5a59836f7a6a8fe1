// libcstar for gcc: what gcc calls for operations that MIPS32 lacks, and runtime.c and bits.c do
// not have because starc never needs it (GCC Internals, "Routines for integer arithmetic").

enum { WORD = 32 };

static unsigned high_word(unsigned long long value) {
    return (unsigned)(value >> WORD);
}

// 0, 1, 2: less, equal, greater.
int __cmpdi2(long long left, long long right) {
    return left < right ? 0 : left == right ? 1 : 2;
}

int __ucmpdi2(unsigned long long left, unsigned long long right) {
    return left < right ? 0 : left == right ? 1 : 2;
}

long long __muldi3(long long left, long long right) {
    unsigned long long low = (unsigned long long)(unsigned)left * (unsigned)right;
    unsigned cross = high_word((unsigned long long)left) * (unsigned)right +
                     (unsigned)left * high_word((unsigned long long)right);
    return (long long)(low + ((unsigned long long)cross << WORD));
}

long long __negdi2(long long value) {
    return (long long)(0 - (unsigned long long)value);
}
