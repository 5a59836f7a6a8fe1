# An instruction of MIPS32, then none at all.
.globl __start
.set noreorder
.text
__start:
    or $t0, $a0, $a1
    .word 0xffffffff
