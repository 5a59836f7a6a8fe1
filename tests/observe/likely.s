# Likely branches, of which the slot is executed only if they are taken; a call in the last word of a page, whose slot is in
# the next one; a system call in a slot; a call through a register, and a jump to another function.
        .set noreorder
        .text
        .globl __start
        .ent __start
__start:
        li      $s0, 5
again:  jal     leaf
        addiu   $s0, $s0, -1
        bnezl   $s0, again
        addiu   $s1, $s1, 1
        beqzl   $s1, again
        addiu   $s1, $s1, 100
        bnezl   $s1, on
        nop
        addiu   $s1, $s1, 100
on:     lui     $t9, %hi(last)
        addiu   $t9, $t9, %lo(last)
        jalr    $t9
        li      $s2, 3
        jal     leaf
        nop
        move    $a0, $s1
        b       end
        li      $v0, 4001
end:    b       after
        syscall
after:  break
        .end __start

        .ent leaf
leaf:   move    $t8, $ra
        bltzal  $zero, leaf     # never, but it links
        addiu   $v1, $v1, 1
        jr      $t8
        nop
        .end leaf

        .org 0xfec
        .ent last
last:   move    $s7, $ra
more:   addiu   $s2, $s2, -1
        bnez    $s2, more
        nop
        jal     leaf            # the last word of the page
        nop
        jr      $s7
        nop
        .end last
