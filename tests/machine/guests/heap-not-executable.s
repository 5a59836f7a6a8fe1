# A page fault: code in the heap.
# status 139
# link -z noexecstack
        .set    noreorder
        .set    noat
        .globl  __start
__start: move  $a0,$zero
        li      $v0,4045
        syscall
        move    $s0,$v0
        addiu   $a0,$v0,4096
        li      $v0,4045
        syscall
        lui     $t0,0x2404
        ori     $t0,$t0,15
        sw      $t0,0($s0)              # li $a0,15
        lui     $t1,0x0320
        ori     $t1,$t1,8
        sw      $t1,4($s0)              # jr $t9
        sw      $zero,8($s0)
        lui     $t9,%hi(1f)
        addiu   $t9,$t9,%lo(1f)
        li      $a1,12
        li      $a2,3
        move    $a0,$s0
        li      $v0,4147                # cacheflush
        syscall
        jr      $s0
        nop
1:      li      $v0,4001
        syscall
