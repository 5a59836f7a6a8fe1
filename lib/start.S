# libcstar for gcc and clang: what starc emits itself. Assembled for MIPS32 o32, non-PIC.

        .set    noreorder
        .text

# The entry point: the initial stack pointer goes to __start_arrays, on an aligned stack with home area.
        .globl  _start, __start
        .ent    _start
_start:
__start:
        lui     $gp, %hi(_gp)
        addiu   $gp, $gp, %lo(_gp)
        move    $a0, $sp
        addiu   $sp, $sp, -24
        li      $t0, -8
        and     $sp, $sp, $t0
        jal     __start_arrays
        nop
        .end    _start

# int __syscall(int number, ...): up to six arguments; the result, or -errno.
        .globl  __syscall
        .ent    __syscall
__syscall:
        lw      $t0, 20($sp)
        lw      $t1, 24($sp)
        addiu   $sp, $sp, -24
        sw      $t0, 16($sp)
        sw      $t1, 20($sp)
        move    $v0, $a0
        move    $a0, $a1
        move    $a1, $a2
        move    $a2, $a3
        lw      $a3, 40($sp)
        syscall
        addiu   $sp, $sp, 24
        beq     $a3, $zero, 1f
        nop
        subu    $v0, $zero, $v0
1:      jr      $ra
        nop
        .end    __syscall

# int setjmp(jmp_buf): s0-s7, gp, sp, s8, ra, f20-f30.
        .globl  setjmp
        .ent    setjmp
setjmp:
        sw      $s0, 0($a0)
        sw      $s1, 4($a0)
        sw      $s2, 8($a0)
        sw      $s3, 12($a0)
        sw      $s4, 16($a0)
        sw      $s5, 20($a0)
        sw      $s6, 24($a0)
        sw      $s7, 28($a0)
        sw      $gp, 32($a0)
        sw      $sp, 36($a0)
        sw      $s8, 40($a0)
        sw      $ra, 44($a0)
        sdc1    $f20, 48($a0)
        sdc1    $f22, 56($a0)
        sdc1    $f24, 64($a0)
        sdc1    $f26, 72($a0)
        sdc1    $f28, 80($a0)
        sdc1    $f30, 88($a0)
        jr      $ra
        move    $v0, $zero
        .end    setjmp

# void longjmp(jmp_buf, int): 0 becomes 1.
        .globl  longjmp
        .ent    longjmp
longjmp:
        lw      $s0, 0($a0)
        lw      $s1, 4($a0)
        lw      $s2, 8($a0)
        lw      $s3, 12($a0)
        lw      $s4, 16($a0)
        lw      $s5, 20($a0)
        lw      $s6, 24($a0)
        lw      $s7, 28($a0)
        lw      $gp, 32($a0)
        lw      $sp, 36($a0)
        lw      $s8, 40($a0)
        lw      $ra, 44($a0)
        ldc1    $f20, 48($a0)
        ldc1    $f22, 56($a0)
        ldc1    $f24, 64($a0)
        ldc1    $f26, 72($a0)
        ldc1    $f28, 80($a0)
        ldc1    $f30, 88($a0)
        bne     $a1, $zero, 1f
        move    $v0, $a1
        addiu   $v0, $zero, 1
1:      jr      $ra
        nop
        .end    longjmp

# The control register of the unit for floating point: unsigned __get_fcsr(void), void __set_fcsr(unsigned).
        .globl  __get_fcsr
        .ent    __get_fcsr
__get_fcsr:
        jr      $ra
        cfc1    $v0, $31
        .end    __get_fcsr

        .globl  __set_fcsr
        .ent    __set_fcsr
__set_fcsr:
        jr      $ra
        ctc1    $a0, $31
        .end    __set_fcsr

        .section .note.GNU-stack, "", @progbits
