// ISO C11 7.13: nonlocal jumps. The compiler provides both functions; a buffer holds s0-s7, gp, sp,
// s8, ra, f20 to f30 where there is a unit for floating point, and a mask of signals.
#ifndef __SETJMP_H
#define __SETJMP_H

typedef long long jmp_buf[15];

int setjmp(jmp_buf __environment);
_Noreturn void longjmp(jmp_buf __environment, int __value);

#define setjmp(environment) setjmp(environment)

// POSIX: with the mask of signals.
typedef jmp_buf sigjmp_buf;

#pragma library "signal.c"
void __save_mask(long long *__environment, int __is_saved);
_Noreturn void siglongjmp(sigjmp_buf __environment, int __value);

#define sigsetjmp(environment, savemask) (__save_mask(environment, savemask), setjmp(environment))
#define _setjmp(environment)             setjmp(environment)
#define _longjmp(environment, value)     longjmp(environment, value)

#endif
