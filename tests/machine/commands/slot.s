# A jump in the delay slot of a branch.
.globl __start
.set noreorder
.text
__start:
    beq $zero, $zero, __start
    j __start
    nop
