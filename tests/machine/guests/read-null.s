# A page fault: read of address 16.
# status 139
        .set    noreorder
        .set    noat
        .globl  __start
__start: lw   $v0,16($zero)
