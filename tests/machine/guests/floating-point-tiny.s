# With underflow enabled, an exact tiny result raises it, as the manual says; qemu looks at inexact ones only.
# status 136
# qemu 3
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        li      $t0,0x100
        ctc1    $t0,$31
        lui     $t1,0x0010              # the least normal number
        mtc1    $t1,$f3
        mtc1    $zero,$f2
        lui     $t1,0x3fe0              # times one half
        mtc1    $t1,$f5
        mtc1    $zero,$f4
        mul.d   $f6,$f2,$f4
        li      $v0,4001
        li      $a0,3
        syscall
