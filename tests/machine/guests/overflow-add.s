# The signed sum does not fit.
# status 136
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        lui     $t0,0x7fff
        ori     $t0,$t0,0xffff
        addi    $t0,$t0,1
        li      $v0,4001
        li      $a0,3
        syscall
