# An address error: jump beyond the user's half.
# status 139
        .set    noreorder
        .set    noat
        .globl  __start
__start: addiu $t0,$zero,-4
        jr      $t0
        nop
