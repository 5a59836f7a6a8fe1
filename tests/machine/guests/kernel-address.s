# An address error: beyond the user's half.
# status 139
        .set    noreorder
        .set    noat
        .globl  __start
__start: addiu $t0,$zero,-4
        lw      $v0,0($t0)
