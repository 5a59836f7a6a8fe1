# One by zero, and the control word wants to hear of it.
.globl __start
.set noreorder
.text
__start:
    li $t0, 0x400
    ctc1 $t0, $31
    li $t0, 1
    mtc1 $t0, $f4
    cvt.d.w $f4, $f4
    div.d $f2, $f4, $f6
