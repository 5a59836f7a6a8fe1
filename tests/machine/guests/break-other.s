# A breakpoint with codes of no meaning.
# status 133
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        break   3,7
        li      $v0,4001
        li      $a0,3
        syscall
