# A branch in the slot of a branch-likely that is taken.
# status 132
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        beql    $zero,$zero,1f
        b       1f
        nop
1:
        li      $v0,4001
        li      $a0,3
        syscall
