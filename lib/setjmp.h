// ISO C11 7.13: nonlocal jumps. The compiler provides both functions; a buffer holds s0-s7, gp, sp,
// s8, ra.
#ifndef SETJMP_H
#define SETJMP_H

typedef int jmp_buf[16];

int setjmp(jmp_buf environment);
_Noreturn void longjmp(jmp_buf environment, int value);

#define setjmp(environment) setjmp(environment)

#endif
