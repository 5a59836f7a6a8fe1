# The same for a half word, which may be at any even address.
# status 135
        .set    noreorder
        .set    noat
        .globl  __start
__start: lui    $t0,0xffff
        sh      $t1,3($t0)
