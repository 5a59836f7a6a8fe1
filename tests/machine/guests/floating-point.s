# There is no floating point yet.
# status 132
# qemu 3
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        add.d   $f0,$f0,$f0
        li      $v0,4001
        li      $a0,3
        syscall
