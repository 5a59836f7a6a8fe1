# A half word beyond the user's half, not at a multiple of 4 but aligned.
# status 139
        .set    noreorder
        .set    noat
        .globl  __start
__start: lui    $t0,0x8000
        lhu     $t1,2($t0)
