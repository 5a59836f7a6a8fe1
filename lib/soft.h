// libcstar: what its own units share of floating point.
#ifndef __SOFT_H
#define __SOFT_H

#include "float/float.h"

union single_number {
    float number;
    unsigned bits;
};

union double_number {
    double number;
    unsigned long long bits;
};

// The compiler makes these.
unsigned __get_fcsr(void);
void __set_fcsr(unsigned __word);

#pragma library "soft.c"
struct float_environment *__soft_environment(void);
enum float_rounding __float_rounding(void); // as <fenv.h> has it

// core/float, under names that no program has.
void __decimal_add_digit(struct decimal *__decimal, unsigned __digit);
void __binary_add_digit(struct binary *__binary, unsigned __digit);
unsigned long long __decimal_to_double(const struct decimal *__decimal,
                                       struct float_environment *__environment);
unsigned __decimal_to_single(const struct decimal *__decimal,
                             struct float_environment *__environment);
unsigned long long __binary_to_double(const struct binary *__binary,
                                      struct float_environment *__environment);
unsigned __binary_to_single(const struct binary *__binary, struct float_environment *__environment);
void __decimal_from_double(struct decimal *__decimal, unsigned long long __bits);
unsigned __single_fused(unsigned __a, unsigned __b, unsigned __c,
                        struct float_environment *__environment);
unsigned long long __double_fused(unsigned long long __a, unsigned long long __b,
                                  unsigned long long __c, struct float_environment *__environment);

#endif
