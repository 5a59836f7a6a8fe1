# Code in a page that may be written: a store to the next instruction takes effect. qemu keeps what
# it has translated until the block ends.
# status 2
# qemu any
# link -N
        .set    noreorder
        .set    noat
        .globl  __start
__start: jal    1f
        nop
        addiu   $a0,$zero,2
1:      lw      $t0,0($ra)
        sw      $t0,16($ra)
        nop
        addiu   $a0,$zero,1
        addiu   $v0,$zero,4001
        syscall
