# A division by zero that is enabled.
# status 136
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        li      $t0,0x400
        ctc1    $t0,$31
        li      $t1,1
        mtc1    $t1,$f2
        cvt.s.w $f2,$f2
        mtc1    $zero,$f0
        div.s   $f4,$f2,$f0
        li      $v0,4001
        li      $a0,3
        syscall
