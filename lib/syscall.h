// libcstar, internal: the one way to the kernel (Linux o32): the number, up to six arguments; the
// result, or -errno. An operator to starc, which knows the numbers __NR_read and so on; a function
// in start.S to others.
#ifndef SYSCALL_H
#define SYSCALL_H

#ifndef __starc__
enum {
#define CALL(number, name, effect, signature, handler) __NR_##name = number,
#include "../core/calls.def"
#undef CALL
};

int __syscall(int number, ...);
#endif

#endif
