# CPUNum 0, user local 0, no cache to care for: SYNCI_Step 0, CCRes 1.
# status 1
# qemu any
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        rdhwr   $a0,$0
        rdhwr   $t0,$29
        addu    $a0,$a0,$t0
        rdhwr   $t0,$1
        addu    $a0,$a0,$t0
        rdhwr   $t0,$3
        addu    $a0,$a0,$t0
        li      $v0,4001
        syscall
