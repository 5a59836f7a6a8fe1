# ll wants a whole word anywhere.
# status 135
        .set    noreorder
        .set    noat
        .globl  __start
__start: lui    $t0,0x8000
        ll      $t1,2($t0)
