// libcstar, internal: the one way to the kernel (Linux o32): the number, up to four arguments; the
// result, or -errno. An operator to starc; a function in start.S to others.
#ifndef SYSCALL_H
#define SYSCALL_H

#ifndef __starc__
int __syscall(int number, ...);
#endif

#endif
