# A word that is no instruction.
# status 132
        .set    noreorder
        .set    noat
        .globl  __start
__start: .word 0xfc000000
