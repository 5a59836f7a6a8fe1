// Routines that count and swap bits, by the names that gcc has for them (GCC Internals, "Routines
// for integer arithmetic"), and arithmetic that notices overflow: what __builtin_clz, bswap32,
// add_overflow … are where a machine has no instruction for them.

enum { WORD = 32 };

static unsigned high_word(unsigned long long value) {
    return (unsigned)(value >> WORD);
}

int __popcountsi2(unsigned value) {
    value = value - (value >> 1 & 0x55555555u);
    value = (value & 0x33333333u) + (value >> 2 & 0x33333333u);
    value = (value + (value >> 4)) & 0x0f0f0f0fu;
    return (int)(value * 0x01010101u >> 24);
}

int __popcountdi2(unsigned long long value) {
    return __popcountsi2((unsigned)value) + __popcountsi2(high_word(value));
}

int __paritysi2(unsigned value) {
    return __popcountsi2(value) & 1;
}

int __paritydi2(unsigned long long value) {
    return __popcountdi2(value) & 1;
}

// gcc leaves 0 undefined; here it has 32 leading zeros, as the instruction of MIPS32 says.
int __clzsi2(unsigned value) {
    int zeros = WORD;
    for (int half = WORD / 2; half > 0; half /= 2) {
        if (value >> half != 0) {
            value >>= half;
            zeros -= half;
        }
    }
    return zeros - (int)value;
}

int __clzdi2(unsigned long long value) {
    unsigned high = high_word(value);
    return high != 0 ? __clzsi2(high) : WORD + __clzsi2((unsigned)value);
}

int __ctzsi2(unsigned value) {
    return WORD - 1 - __clzsi2(value & (0 - value));
}

int __ctzdi2(unsigned long long value) {
    unsigned low = (unsigned)value;
    return low != 0 ? __ctzsi2(low) : WORD + __ctzsi2(high_word(value));
}

int __ffssi2(unsigned value) {
    return value == 0 ? 0 : __ctzsi2(value) + 1;
}

int __ffsdi2(unsigned long long value) {
    return value == 0 ? 0 : __ctzdi2(value) + 1;
}

// Leading bits that are as the sign, but for the sign.
int __clrsbsi2(int value) {
    return __clzsi2((unsigned)(value < 0 ? ~value : value)) - 1;
}

int __clrsbdi2(long long value) {
    return __clzdi2((unsigned long long)(value < 0 ? ~value : value)) - 1;
}

unsigned short __bswaphi2(unsigned short value) {
    return (unsigned short)(value << 8 | value >> 8);
}

unsigned __bswapsi2(unsigned value) {
    return value << 24 | (value & 0xff00u) << 8 | (value >> 8 & 0xff00u) | value >> 24;
}

unsigned long long __bswapdi2(unsigned long long value) {
    return (unsigned long long)__bswapsi2((unsigned)value) << WORD | __bswapsi2(high_word(value));
}

// ---- overflow ----

// A sign and a magnitude of 65 bits.
struct number {
    int is_negative;
    int is_large; // 2^64 more
    unsigned long long magnitude;
};

static struct number number_of(unsigned long long value, int is_signed) {
    struct number number = {is_signed && value >> 63 != 0, 0, value};
    if (number.is_negative)
        number.magnitude = 0 - value;
    return number;
}

static struct number sum_of(struct number left, struct number right) {
    if (left.is_negative == right.is_negative) {
        left.magnitude += right.magnitude;
        left.is_large = left.magnitude < right.magnitude;
    } else if (left.magnitude >= right.magnitude) {
        left.magnitude -= right.magnitude;
    } else {
        left.magnitude = right.magnitude - left.magnitude;
        left.is_negative = right.is_negative;
    }
    return left;
}

static struct number product_of(struct number left, struct number right) {
    unsigned long long a = left.magnitude, b = right.magnitude;
    unsigned long long low = (a & 0xffffffffu) * (b & 0xffffffffu);
    unsigned long long cross = (a >> WORD) * (b & 0xffffffffu);
    unsigned long long other = (a & 0xffffffffu) * (b >> WORD);
    unsigned long long middle = (low >> WORD) + (cross & 0xffffffffu) + (other & 0xffffffffu);
    unsigned long long high = (a >> WORD) * (b >> WORD);
    high += (cross >> WORD) + (other >> WORD) + (middle >> WORD);
    struct number product = {left.is_negative != right.is_negative, high != 0, a * b};
    return product;
}

// left OPERATION right in *result, modulo 2^64. how: the operation (0 add, 1 subtract, 2 multiply),
// 4: left is signed, 8: right is, 16: the result is; and above, its bits. Returns whether it does
// not fit.
int __overflow(unsigned how, unsigned long long left, unsigned long long right,
               unsigned long long *result) {
    struct number one = number_of(left, how >> 2 & 1), other = number_of(right, how >> 3 & 1);
    unsigned operation = how & 3, bits = how >> 5;
    if (operation == 1)
        other.is_negative = !other.is_negative;
    struct number number = operation == 2 ? product_of(one, other) : sum_of(one, other);
    if (number.magnitude == 0 && !number.is_large)
        number.is_negative = 0;
    *result = number.is_negative ? 0 - number.magnitude : number.magnitude;
    unsigned long long most = ~0ull >> (64 - bits);
    if (how >> 4 & 1)
        most = (most >> 1) + (unsigned long long)number.is_negative;
    else if (number.is_negative)
        return 1;
    return number.is_large || number.magnitude > most;
}
