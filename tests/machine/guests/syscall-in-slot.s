# A system call in a delay slot: its kernel goes on at the target. qemu does not.
# status 9
# qemu any
        .set    noreorder
        .set    noat
        .globl  __start
__start: addiu $v0,$zero,4020
        beq     $zero,$zero,1f
        syscall
        addiu   $a0,$zero,1
        addiu   $v0,$zero,4001
        syscall
1:      addiu   $a0,$zero,9
        addiu   $v0,$zero,4001
        syscall
