# An instruction of MIPS32 that the subset does not have.
# status 132
# qemu 1
# options --isa mipster
        .set    noreorder
        .set    noat
        .globl  __start
__start: ori  $a0,$zero,1
        addiu   $v0,$zero,4001
        syscall
