# Abort: SIGABRT by kill.
# status 134
        .set    noreorder
        .set    noat
        .globl  __start
__start: addiu $v0,$zero,4020
        syscall
        addu    $a0,$v0,$zero
        addiu   $a1,$zero,6
        addiu   $v0,$zero,4037
        syscall
