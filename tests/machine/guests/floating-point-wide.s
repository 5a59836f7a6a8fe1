# Registers have 32 bits: a double in an odd one is none.
# status 132
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        .word   0x46262040              # add.d $f1,$f4,$f6
        li      $v0,4001
        li      $a0,3
        syscall
