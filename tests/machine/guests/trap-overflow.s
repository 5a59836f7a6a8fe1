# A trap with the code of an overflow.
# status 136
# qemu 133
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        tne     $sp,$zero,6
        li      $v0,4001
        li      $a0,3
        syscall
