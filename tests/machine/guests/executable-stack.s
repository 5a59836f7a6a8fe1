# Code on the stack of a program whose PT_GNU_STACK says that it may be executed.
# status 7
# link -z execstack
        .set    noreorder
        .set    noat
        .globl  __start
__start: addiu $sp,$sp,-32
        lui     $t0,0x2404
        ori     $t0,$t0,7
        sw      $t0,0($sp)              # li $a0,7
        lui     $t1,0x0320
        ori     $t1,$t1,8
        sw      $t1,4($sp)              # jr $t9
        sw      $zero,8($sp)
        lui     $t9,%hi(1f)
        addiu   $t9,$t9,%lo(1f)
        li      $a1,12
        li      $a2,3
        move    $a0,$sp
        li      $v0,4147                # cacheflush
        syscall
        jr      $sp
        nop
1:      li      $v0,4001
        syscall
