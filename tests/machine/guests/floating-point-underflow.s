# A product just below the least normal number, which is what it is rounded to: underflow, since it was tiny,
# and the more so as the flag of inexact results is set before.
# status 3
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        li      $t0,4
        ctc1    $t0,$31
        lui     $t1,0x001f
        ori     $t1,$t1,0xffff
        mtc1    $t1,$f3
        li      $t1,-1
        mtc1    $t1,$f2
        lui     $t1,0x3fe0              # times one half
        mtc1    $t1,$f5
        mtc1    $zero,$f4
        mul.d   $f6,$f2,$f4
        cfc1    $a0,$31
        srl     $a0,$a0,12
        li      $v0,4001
        syscall
