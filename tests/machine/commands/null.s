# Reads address 0, with a stack that has been left.
.globl __start
.set noreorder
.text
__start:
    addu $sp, $zero, $zero
    lw $t0, 0($zero)
    nop
