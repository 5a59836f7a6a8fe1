# Writes its arguments and environment; $sp is a multiple of 8, the vector has the page size.
# status 0
        .set    noreorder
        .set    noat
        .globl  __start
__start: addu $s0,$sp,$zero
        addiu   $t0,$zero,8
        divu    $zero,$sp,$t0
        mfhi    $a0
        bne     $a0,$zero,9f
        lw      $s1,0($s0)
        addiu   $s0,$s0,4
        jal     3f
        nop
        jal     3f
        nop
1:      lw      $t0,0($s0)
        addiu   $t1,$zero,6
        beq     $t0,$zero,9f
        addiu   $a0,$zero,2
        bne     $t0,$t1,1b
        addiu   $s0,$s0,8
        lw      $a0,-4($s0)
        addiu   $a0,$a0,-4096
9:      addiu   $v0,$zero,4001
        syscall
3:      lw      $a1,0($s0)
        addiu   $s0,$s0,4
        beq     $a1,$zero,4f
        nop
        lw      $t0,0($s0)
        addiu   $a0,$zero,1
        addiu   $a2,$zero,3
        addiu   $v0,$zero,4004
        syscall
        beq     $zero,$zero,3b
        nop
4:      jr      $ra
        nop
