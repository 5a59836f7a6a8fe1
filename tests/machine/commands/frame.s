# A frame larger than the stack, in which a pointer points to the middle.
.globl __start
.set noreorder
.text
__start:
    lw $sp, address
    lw $t0, 0xf0($sp)
    nop
address:
    .word 0x7f4fff00
