# The cache instruction is for kernels elsewhere; here it does nothing.
# status 3
# qemu 132
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        cache   0,0($sp)
        li      $v0,4001
        li      $a0,3
        syscall
