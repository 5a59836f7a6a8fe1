# Segments that overlap: of each page the one that comes last in the file counts, with all that the file has around it, as
# Linux maps them. Here a page of data and one of code are replaced; the third page of the first segment stays.
# status 42
# link --no-check-sections -T HERE/overlapping.ld
        .set    noreorder
        .set    noat
        .section .first,"ax"
        .globl  __start
__start: lui    $s0,0x41
        lw      $a0,0x1000($s0)         # 20, not 1
        lw      $t0,0x2000($s0)         # 4
        addu    $a0,$a0,$t0
        lw      $t0,0x1ffc($s0)         # 0, not 99
        addu    $a0,$a0,$t0
        jal     __start+0x3000
        nop
        li      $v0,4001
        syscall
        .org    0x1000
        .word   1
        .org    0x1ffc
        .word   99
        .org    0x2000
        .word   4
        .org    0x3000
        jr      $ra
        addiu   $a0,$a0,50
        .section .data_over,"aw"
        .word   20
        .section .code_over,"ax"
        jr      $ra
        addiu   $a0,$a0,18
