# A hardware register that does not exist.
# status 132
        .set    noreorder
        .set    noat
        .globl  __start
__start:
.word   0x7c03383b
        li      $v0,4001
        li      $a0,3
        syscall
