# A page fault: jump to the stack.
# (qemu makes the stack of such an object file executable.)
# status 139
# qemu 132
        .set    noreorder
        .set    noat
        .globl  __start
__start: jr   $sp
        nop
