# Parts of words have no alignment.
# status 139
        .set    noreorder
        .set    noat
        .globl  __start
__start: lui    $t0,0x8000
        lwl     $t1,5($t0)
