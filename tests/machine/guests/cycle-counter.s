# CC counts retired instructions: 9 before the second one, system calls included.
# status 9
# qemu any
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        rdhwr   $t0,$2
        li      $v0,4020
        syscall
        b       1f
        nop
1:
        beql    $zero,$sp,1b
        nop
        nop
        nop
        nop
        rdhwr   $a0,$2
        subu    $a0,$a0,$t0
        li      $v0,4001
        syscall
