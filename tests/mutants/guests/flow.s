# Delay slots: with loads and stores that fault, on the next page, taken and not; jumps across
# pages, backwards and far; hi and lo over system calls; the heap, grown and given back.
        .set    noreorder
        .set    noat
        .globl  __start
        .bss
        .align  12
pages:  .space  0x20000
        .text
        .align  12
__start:
        lw      $s7,address
        addu    $s6,$s7,$zero
        addiu   $s0,$zero,0             # the sum
        addiu   $s1,$zero,16            # pages
        b       loop
        addiu   $s0,$s0,3
        .space  4096-64-40
far:    bne     $s2,$zero,next          # the slot is on the next page
        .org    __start + 4092
last:   j       2f                      # from the last word of a page
        addiu   $s0,$s0,5
        addiu   $s0,$s0,7
2:      addiu   $s2,$s1,-5
        bne     $s2,$zero,3f
        lw      $t0,4($s6)              # faults in the slot, mapped or not
        addiu   $s0,$s0,11
3:      addu    $s0,$s0,$t0
        beq     $s2,$zero,4f
        sw      $s0,4092($s6)
        addiu   $s0,$s0,13
4:      jal     function
        sw      $s0,0x1000($s6)         # on the page after that
        lw      $t1,4092($s6)
        addu    $s0,$s0,$t1
        addiu   $s6,$s6,0x1000
        addiu   $s6,$s6,0x1000
        addiu   $s1,$s1,-1
        bne     $s1,$zero,loop
        addiu   $s0,$s0,17
        b       heap
        nop
loop:   b       last
        addiu   $s0,$s0,19
next:   addiu   $s0,$s0,23
function:
        multu   $s0,$s0
        addu    $s3,$ra,$zero
        jal     leaf
        addiu   $v0,$zero,4020          # getpid
        mfhi    $t2
        mflo    $t3
        addu    $s0,$s0,$t2
        addu    $s0,$s0,$t3
        jr      $s3
        addiu   $s0,$s0,29
        .org    __start + 8188
leaf:   jr      $ra
        syscall                         # in the slot
heap:   addiu   $v0,$zero,4045
        addiu   $a0,$zero,0
        syscall
        addu    $s4,$v0,$zero
        addiu   $s5,$zero,3
again:  addiu   $a0,$s4,0x4000
        addiu   $v0,$zero,4045
        syscall
        lw      $t0,0x3000($s4)         # is zero again
        addu    $s0,$s0,$t0
        sw      $s0,0x3000($s4)
        sw      $s0,0($s4)
        addiu   $a0,$s4,0x2000
        addiu   $v0,$zero,4045
        syscall
        addiu   $s5,$s5,-1
        bne     $s5,$zero,again
        lw      $t0,0($s4)
        addu    $s0,$s0,$t0
        sw      $s0,0($s7)
        addiu   $v0,$zero,4004
        addiu   $a0,$zero,1
        addu    $a1,$s7,$zero
        addiu   $a2,$zero,4
        syscall
        addiu   $v0,$zero,4001
        addiu   $a0,$zero,42
        syscall
        .align  2
address: .word  pages
