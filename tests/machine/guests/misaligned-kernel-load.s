# Misaligned and beyond the user's half: that it is misaligned is found first.
# status 135
        .set    noreorder
        .set    noat
        .globl  __start
__start: lui    $t0,0x8000
        lw      $t1,1($t0)
