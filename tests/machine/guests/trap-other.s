# A trap with a code of no meaning.
# status 133
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        tgeu    $sp,$zero,1023
        li      $v0,4001
        li      $a0,3
        syscall
