// libcstar for gcc: what gcc calls for operations that MIPS32 lacks, and runtime.c does not have
// because starc never needs it (GCC Internals, "Routines for integer arithmetic").

enum { WORD = 32 };

static int high_word(unsigned long long value) {
    return (int)(value >> WORD);
}

int __popcountsi2(unsigned value) {
    value = value - (value >> 1 & 0x55555555u);
    value = (value & 0x33333333u) + (value >> 2 & 0x33333333u);
    value = (value + (value >> 4)) & 0x0f0f0f0fu;
    return (int)(value * 0x01010101u >> 24);
}

int __popcountdi2(unsigned long long value) {
    return __popcountsi2((unsigned)value) + __popcountsi2((unsigned)high_word(value));
}

int __paritysi2(unsigned value) {
    return __popcountsi2(value) & 1;
}

int __paritydi2(unsigned long long value) {
    return __popcountdi2(value) & 1;
}

// Of 0 undefined, as gcc wants it.
int __clzdi2(unsigned long long value) {
    unsigned high = (unsigned)high_word(value);
    return high != 0 ? __builtin_clz(high) : WORD + __builtin_clz((unsigned)value);
}

int __ctzsi2(unsigned value) {
    return WORD - 1 - __builtin_clz(value & (0 - value));
}

int __ctzdi2(unsigned long long value) {
    unsigned low = (unsigned)value;
    return low != 0 ? __ctzsi2(low) : WORD + __ctzsi2((unsigned)high_word(value));
}

int __ffssi2(unsigned value) {
    return value == 0 ? 0 : __ctzsi2(value) + 1;
}

int __ffsdi2(unsigned long long value) {
    return value == 0 ? 0 : __ctzdi2(value) + 1;
}

unsigned __bswapsi2(unsigned value) {
    return value << 24 | (value & 0xff00u) << 8 | (value >> 8 & 0xff00u) | value >> 24;
}

unsigned long long __bswapdi2(unsigned long long value) {
    return (unsigned long long)__bswapsi2((unsigned)value) << WORD |
           __bswapsi2((unsigned)high_word(value));
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
    unsigned cross = (unsigned)high_word((unsigned long long)left) * (unsigned)right +
                     (unsigned)left * (unsigned)high_word((unsigned long long)right);
    return (long long)(low + ((unsigned long long)cross << WORD));
}

long long __negdi2(long long value) {
    return (long long)(0 - (unsigned long long)value);
}
