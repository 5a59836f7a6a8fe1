// ISO C11 7.13: nonlocal jumps. The compiler provides both functions; a buffer holds s0-s7, gp, sp,
// s8, ra.
#ifndef __SETJMP_H
#define __SETJMP_H

typedef int jmp_buf[16];

int setjmp(jmp_buf __environment);
_Noreturn void longjmp(jmp_buf __environment, int __value);

#define setjmp(environment) setjmp(environment)

#endif
