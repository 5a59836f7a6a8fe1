# The bugs of patches/planted, one by CASE: straight on to `trigger`, where it is, and on.
        .set    noreorder
        .set    noat
        .globl  __start
        .globl  trigger
        .globl  page
        .bss
        .align  12
page:   .space  16384
        .text
__start:
        lui     $s0,%hi(page)
        addiu   $s0,$s0,%lo(page)
        lui     $s1,0x5eed
        ori     $s1,$s1,CASE
        lui     $s2,0x5eed
        ori     $s2,$s2,0x800c
        lw      $t1,0($s0)
        sw      $s2,4($s0)
        sw      $s2,0x1000($s0)
        lw      $t1,0x2000($s0)
        addiu   $t2,$zero,77
        multu   $t2,$t2
        .rept   40
        addu    $t0,$t2,$s2
        addiu   $t0,$t0,3
        sw      $t0,8($s0)
        lw      $t2,8($s0)
        .endr
        .if     CASE == 11
        addu    $t4,$s1,$zero
        .rept   20
        addiu   $t0,$t0,3
        .endr
        .endif
trigger:
        .if     CASE == 1
        addu    $t3,$s1,$t2
        .elseif CASE == 2
        sw      $s1,12($s0)
        .elseif CASE == 3
        multu   $t2,$s1
        .elseif CASE == 4
        sw      $s1,0x2004($s0)
        .elseif CASE == 5
        slt     $t3,$s1,$t2
        .elseif CASE == 6
        subu    $t3,$s1,$t2
        .elseif CASE == 7
        lw      $t3,0($s1)
        .elseif CASE == 10
        sw      $s1,0x1ffc($s0)
        .elseif CASE == 11
        subu    $t3,$s2,$t2
        .endif
        .rept   30
        addiu   $t0,$t0,3
        addu    $t0,$t0,$t0
        .endr
        addiu   $v0,$zero,4001
        addiu   $a0,$zero,9
        syscall
