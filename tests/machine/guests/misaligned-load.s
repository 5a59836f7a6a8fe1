# A misaligned load.
# status 135
        .set    noreorder
        .set    noat
        .globl  __start
__start: lw   $v0,2($sp)
        addu    $a0,$zero,$zero
        addiu   $v0,$zero,4001
        syscall
