// ISO C11 7.13: nonlocal jumps. The compiler provides both functions; a buffer holds s0-s7, gp, sp,
// s8, ra, and f20 to f30 where there is a unit for floating point.
#ifndef __SETJMP_H
#define __SETJMP_H

typedef long long jmp_buf[12];

int setjmp(jmp_buf __environment);
_Noreturn void longjmp(jmp_buf __environment, int __value);

#define setjmp(environment) setjmp(environment)

// POSIX: there is no mask of signals to save.
typedef jmp_buf sigjmp_buf;

#define sigsetjmp(environment, savemask) setjmp(environment)
#define siglongjmp(environment, value)   longjmp(environment, value)
#define _setjmp(environment)             setjmp(environment)
#define _longjmp(environment, value)     longjmp(environment, value)

#endif
