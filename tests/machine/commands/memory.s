        .set    noreorder
        .set    noat
        .globl  __start
__start:
        addu $a0,$zero,$zero
        addiu $v0,$zero,4045
        syscall
        addu $s0,$v0,$zero
1:      addiu $s1,$s0,4096
        addu $a0,$s1,$zero
        addiu $v0,$zero,4045
        syscall
        bne $v0,$s1,2f
        nop
        sw $s0,0($s0)
        beq $zero,$zero,1b
        addu $s0,$s1,$zero
2:      addiu $a0,$zero,1
        addiu $v0,$zero,4001
        syscall
