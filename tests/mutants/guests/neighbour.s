# A page that may be written, beside one that may only be read; after enough loads from both a store to the second, of which it has to die.
    .set noreorder
    .globl __start
__start: lui $8, 0x20
    lui $11, 0x43
    lw $9, 0($11)
    sw $9, 0($11)
    lw $9, 4096($11)
1:  lw $9, 0($11)
    lw $10, 4096($11)
    bnez $8, 1b
    addiu $8, $8, -1
    sw $0, 4096($11)      # read-only page: must die, 139
    li $4, 77
    li $2, 4001
    syscall
    .section .rw, "aw"
    .word 5
    .space 4092
    .section .ro, "a"
    .word 6
    .space 4092
