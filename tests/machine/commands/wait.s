        .set    noreorder
        .set    noat
        .globl  __start
__start:
        addu $a0,$zero,$zero
        addu $a1,$sp,$zero
        addiu $a2,$zero,4
        addiu $v0,$zero,4003
        syscall
        addu $a0,$zero,$zero
        addiu $v0,$zero,4001
        syscall
