# Traps with immediates have no code.
# status 133
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        teqi    $zero,0
        li      $v0,4001
        li      $a0,3
        syscall
