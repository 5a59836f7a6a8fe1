# A breakpoint without a code.
# status 133
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        break
        li      $v0,4001
        li      $a0,3
        syscall
