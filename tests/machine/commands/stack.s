# Fills the stack.
.globl __start
.set noreorder
.text
__start:
    addiu $sp, $sp, -16
    beq $zero, $zero, __start
    sw $zero, 0($sp)
