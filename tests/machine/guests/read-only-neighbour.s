# A page that may be read only, in the frame after one that may be written: a store into it dies, also after millions
# of instructions have read both. (Nobody may watch the memory here, which would take permissions away.)
# status 139
# link -T HERE/read-only-neighbour.ld
        .set    noreorder
        .globl  __start
__start:
        lui     $8,0x20
        lui     $11,0x43
        lw      $9,0($11)
        sw      $9,0($11)
        lw      $9,4096($11)
1:      lw      $9,0($11)
        lw      $10,4096($11)
        bnez    $8,1b
        addiu   $8,$8,-1
        sw      $0,4096($11)
        li      $4,77
        li      $2,4001
        syscall
        .section .rw,"aw"
        .word   5
        .space  4092
        .section .ro,"a"
        .word   6
        .space  4092
