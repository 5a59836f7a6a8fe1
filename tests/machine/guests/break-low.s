# The same in the lower half.
# status 136
# qemu 133
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        break   0,6
        li      $v0,4001
        li      $a0,3
        syscall
