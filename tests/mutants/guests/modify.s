# Code that changes itself: the next instruction, one within a group that is executed at once, the
# delay slot, a page that has been executed before; from the same page and from another one, again
# and again. To be linked with -N: code can be written.
        .set    noreorder
        .set    noat
        .globl  __start
        .text
__start:
        lui     $s4,0x40                # where -N puts it
        addiu   $s0,$zero,0
        addiu   $s1,$s4,%lo(changed)
        addiu   $s2,$zero,20            # times
loop:   lw      $t0,%lo(source)($s4)
        addu    $t0,$t0,$s2             # addiu $s0,$s0,times
        sw      $t0,%lo(patch1)($s4)
patch1: addiu   $s0,$s0,0
        sw      $t0,%lo(patch2)($s4)
        addu    $t1,$s0,$s0
        addu    $t1,$t1,$s0
patch2: addu    $t1,$t1,$t1
        lw      $t2,%lo(source)($s4)
        sw      $t0,%lo(patch3)($s4)
        bne     $zero,$s1,1f
patch3: addiu   $s0,$s0,0
        addiu   $s0,$s0,1000
1:      lw      $t3,%lo(source2)($s4)
        sw      $t3,%lo(patch2)($s4)    # back again
        sw      $t0,0($s1)              # on another page
        jal     other
        nop
        addiu   $s2,$s2,-1
        bne     $s2,$zero,loop
        nop
        addiu   $a1,$s4,%lo(result)
        sw      $s0,0($a1)
        addiu   $v0,$zero,4004
        addiu   $a0,$zero,1
        addiu   $a2,$zero,4
        syscall
        addiu   $v0,$zero,4001
        addiu   $a0,$zero,5
        syscall
source: addiu   $s0,$s0,0
source2: addu   $t1,$t1,$t1
result: .word   0
        .org    __start + 0x1800
other:  addiu   $s0,$s0,2
        addiu   $s0,$s0,3
changed: addiu  $s0,$s0,0
        jr      $ra
        sw      $s0,%lo(result)($s4)
