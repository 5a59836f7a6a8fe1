# Every instruction that computes, with each pair of ten numbers (FEW: four); all results are written
# out. With MIPS32 defined all rows of the table, else the 17.
        .set    noreorder
        .set    noat
        .globl  __start
        .set    slot, 0

        .macro  put
        sw      $t0,slot($s6)
        .set    slot, slot + 4
        .endm

        .macro  three operation         # $t0 = $s0 operation $s1
        \operation $t0,$s0,$s1
        put
        .endm

        .macro  halves operation        # to hi and lo
        \operation
        mfhi    $t0
        put
        mflo    $t0
        put
        .endm

        .macro  branch operation:vararg
        addiu   $t0,$zero,1
        \operation,1f
        addiu   $t0,$t0,2
        addiu   $t0,$t0,4
1:      put
        .endm

        .data
        .ifdef  FEW
numbers: .word  1, 0x80000000, 0xffff8000, 0x12345678
        .else
numbers: .word  0, 1, 2, 0x7fffffff, 0x80000000, 0xffffffff, 0x00008000, 0xffff8000, 0x12345678, 0x80ff7f01
        .endif
end:
        .bss
        .align  3
words:  .space  32
buffer: .space  2048

        .text
__start:
        .ifdef  MIPS32
        lui     $s2,%hi(numbers)
        .else
        addiu   $t1,$zero,0x4000
        addiu   $t2,$zero,%hi(numbers)
        multu   $t1,$t2
        mflo    $s2
        addu    $s2,$s2,$s2
        addu    $s2,$s2,$s2
        .endif
        addiu   $s5,$s2,%lo(words)
        addiu   $s6,$s2,%lo(buffer)
        addiu   $s4,$s2,%lo(end)
        addiu   $s2,$s2,%lo(numbers)
        addu    $s7,$s2,$zero
outer:  addu    $s3,$s7,$zero
inner:  lw      $s0,0($s2)
        lw      $s1,0($s3)
        sw      $s0,0($s5)
        sw      $s1,4($s5)
        three   addu
        three   subu
        three   slt
        addiu   $t0,$s0,0x7fff
        put
        addiu   $t0,$s0,-0x8000
        put
        addiu   $t0,$s0,-1
        put
        halves  "multu $s0,$s1"
        beq     $s1,$zero,1f            # divu by zero: left open by MIPS32
        nop
        halves  "divu $zero,$s0,$s1"
1:      branch  beq $s0,$s1
        branch  bne $s0,$s1
        jal     2f
        addu    $t0,$ra,$zero           # the old one
2:      subu    $t0,$ra,$t0
        addiu   $ra,$zero,0
        addu    $zero,$s0,$s1
        addu    $t0,$zero,$zero
        put
        lw      $zero,0($s5)
        addu    $t0,$zero,$s0
        put
        .ifdef  MIPS32
        three   and
        three   or
        three   xor
        three   nor
        three   sltu
        three   mul
        .irp    operation, andi, ori, xori
        \operation $t0,$s0,0x8fff
        put
        .endr
        .irp    operation, slti, sltiu
        \operation $t0,$s0,-1
        put
        \operation $t0,$s0,0x7fff
        put
        .endr
        lui     $t0,0x8001
        put
        .irp    operation, sllv, srlv, srav, rorv
        \operation $t0,$s0,$s1
        put
        .endr
        .irp    operation, sll, srl, sra, ror
        \operation $t0,$s0,1
        put
        \operation $t0,$s0,31
        put
        .endr
        .irp    operation, clz, clo, seb, seh, wsbh
        \operation $t0,$s0
        put
        .endr
        .irp    operation, movn, movz
        addu    $t0,$s7,$zero
        subu    $t0,$t0,$s7
        \operation $t0,$s0,$s1
        put
        .endr
        ext     $t0,$s0,0,32
        put
        ext     $t0,$s0,7,9
        put
        addu    $t0,$s1,$zero
        ins     $t0,$s0,3,13
        put
        addu    $t0,$s1,$zero
        ins     $t0,$s0,31,1
        put
        halves  "mult $s0,$s1"
        .irp    operation, madd, maddu, msub, msubu
        halves  "\operation $s0,$s1"
        .endr
        mthi    $s0
        mtlo    $s1
        halves  "msub $s1,$s1"
        beqz    $s1,1f
        addiu   $t0,$zero,-1
        beq     $s1,$t0,1f
        nop
        halves  "div $zero,$s0,$s1"
1:
        .irp    operation, bgez, bgtz, blez, bltz, bgezl, bgtzl, blezl, bltzl
        branch  \operation $s0
        .endr
        branch  beql $s0,$s1
        branch  bnel $s0,$s1
        .irp    operation, bgezal, bltzal, bgezall, bltzall
        addiu   $ra,$zero,0
        branch  \operation $s0
        sltu    $t0,$zero,$ra
        put
        .endr
        lui     $t1,%hi(3f)
        addiu   $t1,$t1,%lo(3f)
        jalr    $t2,$t1
        addiu   $t0,$zero,9
        addiu   $t0,$zero,10
3:      subu    $t0,$t1,$t2
        put
        .irp    offset, 0, 1, 2, 3, 5
        .irp    operation, lb, lbu
        \operation $t0,\offset($s5)
        put
        .endr
        .irp    operation, lwl, lwr
        addiu   $t0,$zero,0x1234
        \operation $t0,\offset($s5)
        put
        .endr
        .irp    operation, sb, swl, swr
        sw      $s1,8($s5)
        sw      $s1,12($s5)
        \operation $s0,8+\offset($s5)
        lw      $t0,8($s5)
        put
        lw      $t0,12($s5)
        put
        .endr
        .endr
        lb      $zero,0($s5)
        addu    $t0,$zero,$zero
        put
        beq     $s5,$s5,4f
        addu    $zero,$s0,$s1           # in a slot
        addiu   $zero,$zero,1
4:      addu    $t0,$zero,$s0
        put
        .irp    offset, 0, 2, 4, 6
        .irp    operation, lh, lhu
        \operation $t0,\offset($s5)
        put
        .endr
        sw      $s1,8($s5)
        sh      $s0,8+\offset($s5)
        lw      $t0,8($s5)
        put
        lw      $t0,12($s5)
        put
        .endr
        ll      $t1,0($s5)
        addiu   $t0,$t1,1
        sc      $t0,0($s5)
        put
        lw      $t0,0($s5)
        put
        sc      $t0,0($s5)              # no link any more
        put
        ll      $t1,4($s5)
        addiu   $t0,$t1,1
        sw      $t0,4($s5)
        sc      $t0,4($s5)              # changed meanwhile
        put
        add     $t0,$s0,$zero
        addi    $t0,$t0,0
        sub     $t0,$t0,$zero
        put
        bne     $s0,$s1,1f
        nop
        tne     $s0,$s1
        b       2f
        nop
1:      teq     $s0,$s1
2:      sync
        pref    0,0($s5)
        .endif
        # written to the kernel, which leaves hi, lo and most registers alone
        addiu   $v0,$zero,4004
        addiu   $a0,$zero,1
        addu    $a1,$s6,$zero
        addiu   $a2,$zero,slot
        syscall
        addiu   $s3,$s3,4
        bne     $s3,$s4,inner
        nop
        addiu   $s2,$s2,4
        bne     $s2,$s4,outer
        nop
        mfhi    $a0
        addiu   $v0,$zero,4001
        addiu   $a0,$zero,7
        syscall
