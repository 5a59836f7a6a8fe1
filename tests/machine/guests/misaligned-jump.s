# A jump to an address between instructions.
# Linux says SIGBUS, qemu gives up.
# status 135
# qemu 127
        .set    noreorder
        .set    noat
        .globl  __start
__start: jal  1f
        nop
1:      addiu   $ra,$ra,2
        jr      $ra
        nop
