# A sum of doubles.
.globl __start
.set noreorder
.text
__start:
    add.d $f2, $f4, $f6
