# A page fault: jump to the stack.
# status 139
# link -z noexecstack
        .set    noreorder
        .set    noat
        .globl  __start
__start: jr   $sp
        nop
