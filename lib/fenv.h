// ISO C11 7.6: the floating-point environment. With a unit it is that of the unit, else that of
// libcstar's routines.
#ifndef __FENV_H
#define __FENV_H

#define FE_INEXACT    0x04
#define FE_UNDERFLOW  0x08
#define FE_OVERFLOW   0x10
#define FE_DIVBYZERO  0x20
#define FE_INVALID    0x40
#define FE_ALL_EXCEPT 0x7c

#define FE_TONEAREST  0
#define FE_TOWARDZERO 1
#define FE_UPWARD     2
#define FE_DOWNWARD   3

typedef unsigned fenv_t;
typedef unsigned short fexcept_t;

#define FE_DFL_ENV ((const fenv_t *)-1)

#pragma library "fenv.c"
int feclearexcept(int __exceptions);
int fegetexceptflag(fexcept_t *__flags, int __exceptions);
int feraiseexcept(int __exceptions);
int fesetexceptflag(const fexcept_t *__flags, int __exceptions);
int fetestexcept(int __exceptions);
int fegetround(void);
int fesetround(int __mode);
int fegetenv(fenv_t *__environment);
int feholdexcept(fenv_t *__environment);
int fesetenv(const fenv_t *__environment);
int feupdateenv(const fenv_t *__environment);

#endif
