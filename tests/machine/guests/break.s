# The heap: grows, is zero, shrinks, is zero again; the page above is not there.
# (qemu keeps the page that the heap gave back.)
# status 139
# qemu 5
        .set    noreorder
        .set    noat
        .globl  __start
__start: addu $a0,$zero,$zero
        addiu   $v0,$zero,4045
        syscall
        addu    $s0,$v0,$zero
        addiu   $a0,$s0,16384
        addiu   $v0,$zero,4045
        syscall
        addiu   $t0,$s0,16384
        bne     $v0,$t0,2f
        addiu   $a0,$zero,1
        lw      $t0,8192($s0)
        bne     $t0,$zero,2f
        addiu   $a0,$zero,2
        sw      $s0,8192($s0)
        addiu   $a0,$s0,4096
        addiu   $v0,$zero,4045
        syscall
        addiu   $a0,$s0,12288
        addiu   $v0,$zero,4045
        syscall
        lw      $t0,8192($s0)
        bne     $t0,$zero,2f
        addiu   $a0,$zero,3
        lw      $t0,12284($s0)
        addiu   $a0,$zero,-4
        addiu   $v0,$zero,4045
        syscall
        addiu   $t0,$s0,12288
        bne     $v0,$t0,2f
        addiu   $a0,$zero,4
        lw      $t0,12288($s0)
        addiu   $a0,$zero,5
2:      addiu   $v0,$zero,4001
        syscall
