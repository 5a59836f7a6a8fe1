# A branch in a delay slot.
# status 132
# qemu any
        .set    noreorder
        .set    noat
        .globl  __start
__start: beq  $zero,$zero,1f
        beq     $zero,$zero,2f
        nop
1:      addiu   $a0,$zero,1
2:      addiu   $v0,$zero,4001
        syscall
