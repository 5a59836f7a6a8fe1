# sc stores only to the address of the ll: another one with the same low half and the same word will not do.
# status 0
        .set    noreorder
        .globl  __start
__start:
        lui     $8,%hi(first)
        addiu   $8,$8,%lo(first)
        lui     $10,1
        addu    $10,$8,$10
        li      $9,7
        sw      $9,0($8)
        sw      $9,0($10)
        ll      $2,0($8)
        li      $3,9
        sc      $3,0($10)
        lw      $11,0($10)
        li      $4,1
        bne     $11,$9,end      # it has stored
        nop
        move    $4,$3
end:    li      $2,4001
        syscall
        .bss
        .align  4
first:  .space  0x10010
