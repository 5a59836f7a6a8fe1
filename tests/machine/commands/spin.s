        .set    noreorder
        .set    noat
        .globl  __start
__start:
1:      beq $zero,$zero,1b
        nop
