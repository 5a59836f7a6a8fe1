        .set    noreorder
        .set    noat
        .globl  __start
__start:
1:      addiu $a0,$zero,1
        addu $a1,$sp,$zero
        addiu $a2,$zero,64
        addiu $v0,$zero,4004
        syscall
        beq $a3,$zero,1b
        addu $a0,$v0,$zero
        addiu $v0,$zero,4001
        syscall
