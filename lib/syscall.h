// libcstar, internal: the one way to the kernel. starc knows __syscall itself; gcc takes it from
// start.S.
#ifndef SYSCALL_H
#define SYSCALL_H

// Linux o32: up to four arguments; the result, or -errno.
int __syscall(int number, ...);

#endif
