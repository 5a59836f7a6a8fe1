# Coprocessor 1: arithmetic, a comparison, branches on it, flags.
# status 45
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        li      $t0,9
        mtc1    $t0,$f4
        cvt.d.w $f6,$f4
        mul.d   $f8,$f6,$f6
        sqrt.d  $f10,$f8
        c.eq.d  $fcc2,$f10,$f6
        bc1f    $fcc2,wrong
        li      $t1,4
        bc1tl   $fcc2,right
        addiu   $t1,$t1,1
wrong:
        li      $a0,1
        b       end
        nop
right:
        mtc1    $t1,$f12
        cvt.d.w $f12,$f12
        mul.d   $f12,$f12,$f6
        cvt.w.d $f14,$f12
        mfc1    $a0,$f14
        cfc1    $t2,$31
        addu    $a0,$a0,$t2             # + 0x02000000, the condition
end:
        li      $v0,4001
        syscall
        nop
