# A signal that does nothing (SIGCHLD), another with its MIPS number (SIGBUS).
# status 135
        .set    noreorder
        .set    noat
        .globl  __start
__start: addiu $v0,$zero,4020
        syscall
        addu    $s0,$v0,$zero
        addu    $a0,$s0,$zero
        addiu   $a1,$zero,18
        addiu   $v0,$zero,4037
        syscall
        addu    $a0,$s0,$zero
        addiu   $a1,$zero,10
        addiu   $v0,$zero,4037
        syscall
