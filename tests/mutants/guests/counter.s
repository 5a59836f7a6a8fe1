# Reads its own count of instructions: after branches, faults, system calls, within what is executed at once.
        .set    noreorder
        .set    noat
        .globl  __start
        .bss
        .align  12
pages:  .space  0x8000
        .text
__start:
        lui     $s0,%hi(pages)
        addiu   $s0,$s0,%lo(pages)
        addiu   $s1,$zero,30
loop:   rdhwr   $t0,$2
        sw      $t0,0($s0)
        addu    $t1,$t0,$t1
        addu    $t1,$t1,$t1
        addu    $t1,$t1,$t1
        lw      $t2,1024($s0)
        rdhwr   $t0,$2
        sw      $t0,4($s0)
        bne     $s1,$zero,1f
        rdhwr   $t0,$2
1:      sw      $t0,8($s0)
        multu   $t0,$t1
        mflo    $t1
        addu    $t1,$t1,$t0
        rdhwr   $t3,$29
        rdhwr   $t3,$3
        rdhwr   $t3,$1
        addiu   $v0,$zero,4020
        syscall
        rdhwr   $t0,$2
        sw      $t0,12($s0)
        addiu   $s0,$s0,1040
        addiu   $s1,$s1,-1
        bne     $s1,$zero,loop
        nop
        addiu   $v0,$zero,4001
        addiu   $a0,$zero,3
        syscall
