# A jump to an address between instructions beyond the user's half.
# Linux says SIGBUS, qemu does not look at the alignment.
# status 135
# qemu 139
        .set    noreorder
        .set    noat
        .globl  __start
__start: lui    $t0,0x8000
        ori     $t0,$t0,2
        jr      $t0
        nop
