# A field that is not in the word.
# status 132
        .set    noreorder
        .set    noat
        .globl  __start
__start:
.word   0x7c08fc00
        li      $v0,4001
        li      $a0,3
        syscall
