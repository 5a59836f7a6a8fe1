# Writes the instruction that is due soon: in the loop, by turns, a branch and nothing. To be linked with -N.
        .set noreorder
        .text
        .globl __start
        .ent __start
__start:
        li      $s0, 6
        lui     $s1, %hi(place)
        addiu   $s1, $s1, %lo(place)
        lw      $s2, 0($s1)
        lui     $t0, %hi(branch)
        lw      $s3, %lo(branch)($t0)
        xor     $t1, $s2, $s3
again:  sw      $s3, 0($s1)
        xor     $s3, $s3, $t1
place:  nop
        addiu   $s4, $s4, 1
        addiu   $s4, $s4, 1
        addiu   $s4, $s4, 1
over:   addiu   $s0, $s0, -1
        bnez    $s0, again
        nop
        move    $a0, $s4
        li      $v0, 4001
        syscall
branch: b       branch + 16 # from place, to over
        .end __start
