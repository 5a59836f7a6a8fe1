# ll wants a whole word.
# status 135
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        ll      $t0,2($sp)
        li      $v0,4001
        li      $a0,3
        syscall
