# What old assemblers put behind a division: code 7 in the upper half of the field.
# status 136
# qemu 133
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        break   7
        li      $v0,4001
        li      $a0,3
        syscall
