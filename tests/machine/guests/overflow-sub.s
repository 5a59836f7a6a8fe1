# The signed difference does not fit; in a delay slot.
# status 136
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        lui     $t0,0x8000
        b       1f
        sub     $t0,$t0,$sp
1:
        li      $v0,4001
        li      $a0,3
        syscall
