// libcstar: what starc calls for operations that the machine lacks.
// Only what starc lowers inline is used here: + - and comparisons of 32 and 64 bit, multiplication,
// unsigned 32-bit / and %, shifts by constants (as / and * where that is clearer), words in arrays.

#include "syscall.h"

// ---- bitwise and ----
// Base 3: a byte whose bits are read as base-3 digits. The sum of two such numbers has no carries,
// and its digits are 2 exactly where both bits are 1. So one table gives the and of two bytes from
// that sum.

enum { BYTE = 256, SUMS = 6561 };

static unsigned conjunctions[SUMS];

// Half the address of `conjunctions` plus the offset of the byte's base-3 number in it: the sum of
// two entries is the address of the answer. All zero until the first call.
static unsigned halves[BYTE];

// Calls nothing, not even to fill the tables, so that it needs no stack. Quotient and remainder of
// a word stand side by side, which makes them one division.
unsigned __and(unsigned a, unsigned b) {
    unsigned one = a % BYTE;
    a = a / BYTE;
    unsigned two = b % BYTE;
    b = b / BYTE;
    if (halves[0] == 0) {
        unsigned power = 1;
        halves[0] = (unsigned)conjunctions / 2;
        for (unsigned bit = 1; bit != BYTE; bit = bit * 2) {
            for (unsigned i = 0; i != bit; i++) {
                halves[bit + i] = halves[i] + power * sizeof(unsigned);
            }
            for (unsigned i = 0; i != power; i++) {
                conjunctions[power + i] = conjunctions[i];
                conjunctions[2 * power + i] = conjunctions[i] + bit;
            }
            power = power * 3;
        }
    }
    unsigned result = *(unsigned *)(halves[one] + halves[two]);
    if (a == 0) {
        return result;
    }
    if (b == 0) {
        return result;
    }
    one = a % BYTE;
    a = a / BYTE;
    two = b % BYTE;
    b = b / BYTE;
    result = result + *(unsigned *)(halves[one] + halves[two]) * BYTE;
    if (a == 0) {
        return result;
    }
    if (b == 0) {
        return result;
    }
    one = a % BYTE;
    a = a / BYTE;
    two = b % BYTE;
    b = b / BYTE;
    result = result + *(unsigned *)(halves[one] + halves[two]) * (BYTE * BYTE);
    return result + *(unsigned *)(halves[a] + halves[b]) * ((unsigned)BYTE * BYTE * BYTE);
}

// ---- division ----

// Linux delivers SIGFPE for a division by zero; the exit is for a kernel that does not know kill.
void __divide_error(void) {
    __syscall(__NR_kill, __syscall(__NR_getpid), 8);
    for (;;) {
        __syscall(__NR_exit_group, 136);
    }
}

int __divide(int dividend, int divisor) {
    if (divisor == 0) {
        __divide_error();
    }
    if (divisor < 0) {
        if (dividend < 0) {
            return (int)((0 - (unsigned)dividend) / (0 - (unsigned)divisor));
        }
        return (int)(0 - (unsigned)dividend / (0 - (unsigned)divisor));
    }
    if (dividend < 0) {
        return (int)(0 - (0 - (unsigned)dividend) / (unsigned)divisor);
    }
    return (int)((unsigned)dividend / (unsigned)divisor);
}

int __remainder(int dividend, int divisor) {
    if (divisor == 0) {
        __divide_error();
    }
    unsigned magnitude = (unsigned)divisor;
    if (divisor < 0) {
        magnitude = 0 - magnitude;
    }
    if (dividend < 0) {
        return (int)(0 - (0 - (unsigned)dividend) % magnitude);
    }
    return (int)((unsigned)dividend % magnitude);
}

enum { HALF = 65536 };

// The power of two that brings the top bit of `value` (not 0) to bit 31.
static unsigned normalizing_power(unsigned value) {
    unsigned power = 1;
    if (value < 0x10000u) {
        power = 0x10000u;
        value = value * 0x10000u;
    }
    if (value < 0x1000000u) {
        power = power * 256;
        value = value * 256;
    }
    if (value < 0x10000000u) {
        power = power * 16;
        value = value * 16;
    }
    if (value < 0x40000000u) {
        power = power * 4;
        value = value * 4;
    }
    if (value < 0x80000000u) {
        power = power * 2;
    }
    return power;
}

// One digit of long division in base 2^16 (Knuth, TAOCP 4.3.1, D3): (*remainder : digit) / divisor,
// where *remainder < divisor and the top bit of divisor is set.
static unsigned divide_step(unsigned *remainder, unsigned digit, unsigned divisor) {
    unsigned high = divisor / HALF;
    unsigned low = divisor % HALF;
    unsigned quotient = *remainder / high;
    unsigned rest = *remainder % high;
    while (quotient >= HALF || quotient * low > rest * HALF + digit) {
        quotient = quotient - 1;
        rest = rest + high;
        if (rest >= HALF) {
            break;
        }
    }
    *remainder = *remainder * HALF + digit - quotient * divisor;
    return quotient;
}

// (high : low) / divisor for high < divisor: the quotient fits a word.
static unsigned divide_two_words(unsigned high, unsigned low, unsigned divisor,
                                 unsigned *remainder) {
    unsigned quotient;
    if (divisor < HALF) {
        unsigned upper = high * HALF + low / HALF;
        unsigned lower = upper % divisor * HALF + low % HALF;
        *remainder = lower % divisor;
        return upper / divisor * HALF + lower / divisor;
    }
    unsigned power = normalizing_power(divisor);
    unsigned long long scaled = (unsigned long long)low * power;
    low = (unsigned)scaled;
    unsigned rest = high * power + (unsigned)(scaled >> 32);
    divisor = divisor * power;
    quotient = divide_step(&rest, low / HALF, divisor) * HALF;
    quotient = quotient + divide_step(&rest, low % HALF, divisor);
    *remainder = rest / power;
    return quotient;
}

// The quotient of a division whose divisor is at least 2^32, so that the quotient fits a word. An
// estimate from the upper word of the normalized divisor is at most one too large after halving the
// dividend (Warren, Hacker's Delight, 9-5).
static unsigned divide_by_two_words(unsigned long long dividend, unsigned long long divisor) {
    unsigned power = normalizing_power((unsigned)(divisor >> 32));
    unsigned upper = (unsigned)((divisor * power) >> 32);
    unsigned long long half = dividend >> 1;
    unsigned rest;
    unsigned estimate = divide_two_words((unsigned)(half >> 32), (unsigned)half, upper, &rest);
    unsigned quotient = (unsigned)(((unsigned long long)estimate * power) >> 31);
    if (quotient != 0) {
        quotient = quotient - 1;
    }
    if (dividend - quotient * divisor >= divisor) {
        quotient = quotient + 1;
    }
    return quotient;
}

unsigned long long __udivdi3(unsigned long long dividend, unsigned long long divisor) {
    unsigned high = (unsigned)(dividend >> 32);
    unsigned low = (unsigned)dividend;
    unsigned by = (unsigned)divisor;
    unsigned rest;
    if ((unsigned)(divisor >> 32) != 0) {
        return divisor > dividend ? 0 : divide_by_two_words(dividend, divisor);
    }
    if (by == 0) {
        __divide_error();
    }
    if (high == 0) {
        return low / by;
    }
    if (high < by) {
        return divide_two_words(high, low, by, &rest);
    }
    unsigned upper = high / by;
    unsigned lower = divide_two_words(high % by, low, by, &rest);
    return ((unsigned long long)upper << 32) + lower;
}

unsigned long long __umoddi3(unsigned long long dividend, unsigned long long divisor) {
    unsigned high = (unsigned)(dividend >> 32);
    unsigned low = (unsigned)dividend;
    unsigned by = (unsigned)divisor;
    unsigned rest;
    if ((unsigned)(divisor >> 32) != 0) {
        if (divisor > dividend) {
            return dividend;
        }
        return dividend - divide_by_two_words(dividend, divisor) * divisor;
    }
    if (by == 0) {
        __divide_error();
    }
    if (high == 0) {
        return low % by;
    }
    divide_two_words(high % by, low, by, &rest);
    return rest;
}

long long __divdi3(long long dividend, long long divisor) {
    unsigned long long a = (unsigned long long)dividend;
    unsigned long long b = (unsigned long long)divisor;
    if (divisor < 0) {
        b = 0 - b;
    }
    if (dividend < 0) {
        a = 0 - a;
    }
    unsigned long long quotient = __udivdi3(a, b);
    if ((dividend < 0) != (divisor < 0)) {
        quotient = 0 - quotient;
    }
    return (long long)quotient;
}

long long __moddi3(long long dividend, long long divisor) {
    unsigned long long a = (unsigned long long)dividend;
    unsigned long long b = (unsigned long long)divisor;
    if (divisor < 0) {
        b = 0 - b;
    }
    if (dividend < 0) {
        a = 0 - a;
    }
    unsigned long long remainder = __umoddi3(a, b);
    if (dividend < 0) {
        remainder = 0 - remainder;
    }
    return (long long)remainder;
}

// ---- 64-bit shifts by variables ----

static const unsigned powers[32] = {
    1u << 0,  1u << 1,  1u << 2,  1u << 3,  1u << 4,  1u << 5,  1u << 6,  1u << 7,
    1u << 8,  1u << 9,  1u << 10, 1u << 11, 1u << 12, 1u << 13, 1u << 14, 1u << 15,
    1u << 16, 1u << 17, 1u << 18, 1u << 19, 1u << 20, 1u << 21, 1u << 22, 1u << 23,
    1u << 24, 1u << 25, 1u << 26, 1u << 27, 1u << 28, 1u << 29, 1u << 30, 1u << 31,
};

unsigned long long __ashldi3(unsigned long long value, int count) {
    unsigned places = (unsigned)count % 64;
    if (places >= 32) {
        return (unsigned long long)((unsigned)value * powers[places - 32]) << 32;
    }
    return value * powers[places];
}

unsigned long long __lshrdi3(unsigned long long value, int count) {
    unsigned places = (unsigned)count % 64;
    unsigned high = (unsigned)(value >> 32);
    if (places >= 32) {
        return high / powers[places - 32];
    }
    if (places == 0) {
        return value;
    }
    unsigned power = powers[places];
    unsigned low = (unsigned)value / power + high % power * powers[32 - places];
    return ((unsigned long long)(high / power) << 32) + low;
}

// The complement (-1 - value) of a negative number is not negative: shift that.
long long __ashrdi3(long long value, int count) {
    if (value < 0) {
        unsigned long long complement = 0 - (unsigned long long)value - 1;
        return (long long)(0 - __lshrdi3(complement, count) - 1);
    }
    return (long long)__lshrdi3((unsigned long long)value, count);
}
