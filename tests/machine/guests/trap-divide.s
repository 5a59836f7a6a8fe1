# What gcc puts behind a division: code 7.
# status 136
# qemu 133
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        teq     $zero,$zero,7
        li      $v0,4001
        li      $a0,3
        syscall
