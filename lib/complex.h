// ISO C11 7.3: complex arithmetic.
#ifndef __COMPLEX_H
#define __COMPLEX_H

#define complex    _Complex
#define _Complex_I (__extension__ 1.0iF)
#define I          _Complex_I

#define CMPLX(x, y)  __builtin_complex((double)(x), (double)(y))
#define CMPLXF(x, y) __builtin_complex((float)(x), (float)(y))
#define CMPLXL(x, y) __builtin_complex((long double)(x), (long double)(y))

#endif
