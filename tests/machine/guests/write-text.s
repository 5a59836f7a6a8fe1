# A page fault: write to code.
# status 139
        .set    noreorder
        .set    noat
        .globl  __start
__start: jal  1f
        nop
1:      sw      $zero,0($ra)
