# How programs die: CASE says how. Some instructions and pages before it.
        .set    noreorder
        .set    noat
        .globl  __start
        .bss
        .align  12
page:   .space  4096
        .text
__start:
        lui     $s0,%hi(page)
        addiu   $s0,$s0,%lo(page)
        lui     $s1,0x7fff
        ori     $s1,$s1,0xffff
        sw      $s1,0($s0)
        multu   $s1,$s1
        beq     $zero,$zero,1f
        addiu   $s2,$s0,2
1:      addiu   $t0,$zero,5
        .if     CASE == 0
        add     $t0,$s1,$s1
        .elseif CASE == 1
        addi    $t0,$s1,1
        .elseif CASE == 2
        lui     $t1,0x8000
        sub     $t0,$t1,$s1
        .elseif CASE == 3
        teq     $s1,$s1,5
        .elseif CASE == 4
        break   9
        .elseif CASE == 5
        lw      $t0,2($s0)
        .elseif CASE == 6
        lbu     $t0,0($s0)              # the page is known then
        lh      $t0,1($s0)
        .elseif CASE == 7
        sw      $t0,1($s0)
        .elseif CASE == 8
        sb      $t0,0($s0)
        sh      $t0,3($s0)
        .elseif CASE == 9
        lw      $t0,1($s1)              # 0x80000000
        .elseif CASE == 10
        sw      $t0,0($zero)
        .elseif CASE == 11
        lui     $t1,%hi(__start)
        sw      $t0,%lo(__start)($t1)   # read-only
        .elseif CASE == 12
        jr      $s0                     # no code there
        nop
        .elseif CASE == 13
        jr      $s2                     # misaligned
        nop
        .elseif CASE == 14
        .word   0x7c00003f              # reserved
        .elseif CASE == 15
        beq     $zero,$zero,1f
        beq     $zero,$zero,1f          # in a slot
        .elseif CASE == 16
        beq     $zero,$zero,1f
        lw      $t0,0($zero)            # likewise
        .elseif CASE == 17
        bnel    $zero,$s0,1f
        sb      $t0,0($zero)
        .elseif CASE == 18
        lb      $t0,0($zero)
        .elseif CASE == 19
        lwl     $t0,3($s1)              # 0x80000002
        .elseif CASE == 20
        tge     $s1,$zero,9
        .elseif CASE == 21
        tlti    $zero,1
        .elseif CASE == 22
        j       0x0ffffff0
        nop
        .elseif CASE == 23
        ll      $t0,2($s0)
        .elseif CASE == 24
        lwr     $zero,0($zero)
        .elseif CASE == 25
        lw      $zero,1($s0)
        .elseif CASE == 26
        ext     $t0,$s0,3,4
        .word   0x7e08f900              # ext of 32 bits from bit 4 on
        .elseif CASE == 27
        addiu   $t1,$zero,300
        tgei    $t1,300
        .elseif CASE == 28
        .word   0x7c08203b              # rdhwr t0,$4, which there is not
        .endif
        addiu   $t0,$t0,1
        addiu   $t0,$t0,1
1:      addiu   $v0,$zero,4001
        addiu   $a0,$zero,1
        syscall
