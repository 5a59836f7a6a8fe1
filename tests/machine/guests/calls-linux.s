# As calls.s, what Linux does and qemu does not: transfers up to the first page that is not there,
# the end of a file before a bad address, positions beyond 31 bits.
# status 0
# qemu any
        .set    noreorder
        .set    noat
        .globl  __start
__start: addiu  $sp,$sp,-32
        sw      $zero,16($sp)
        jal     1f
        nop
        .word   table, end, result
1:      lw      $s0,0($ra)
        lw      $s1,4($ra)
        lw      $s2,8($ra)
2:      lw      $v0,0($s0)
        lw      $a0,4($s0)
        lw      $a1,8($s0)
        lw      $a2,12($s0)
        lw      $a3,16($s0)
        syscall
        sw      $v0,0($s2)
        sw      $a3,4($s2)
        addiu   $v0,$zero,4004
        addiu   $a0,$zero,1
        addu    $a1,$s2,$zero
        addiu   $a2,$zero,8
        syscall
        addiu   $s0,$s0,20
        bne     $s0,$s1,2b
        nop
        addiu   $v0,$zero,4001
        addu    $a0,$zero,$zero
        syscall
        .rdata
missing: .asciz "missing"
file:   .asciz  "file"
other:  .asciz  "other"
here:   .asciz  "."
under:  .asciz  "file/under"
folder: .asciz  "folder"
self:   .asciz  "/proc/self/exe"
zero:   .asciz  "/dev/zero"
null:   .asciz  "/dev/null"
full:   .asciz  "/dev/full"
empty:  .asciz  ""
text:   .ascii  "some text that is written"
        .align  2
table:  .word   4005, file, 0x101, 0x1b6, 0     # create: 3
        .word   4004, 3, pageend, 100, 0        # part of it
        .word   4019, 3, 0, 1, 0
        .word   4019, 3, 0x7fffffff, 0, 0
        .word   4019, 3, 1, 1, 0                # beyond 31 bits
        .word   4006, 3, 0, 0, 0
        .word   4005, file, 0, 0, 0
        .word   4003, 3, pageend, 25, 0         # all there is
        .word   4003, 3, 0x10, 4, 0             # end first
        .word   4006, 3, 0, 0, 0
        .word   4005, self, 0, 0, 0
        .word   4003, 3, pageend, 25, 0         # part of it
        .word   4003, 3, 0x10, 4, 0
        .word   4019, 3, 0, 1, 0
        .word   4140, 3, 0, 5, buffer           # 5th argument 0
        .word   4019, 3, 0, 1, 0
        .word   4006, 3, 0, 0, 0
        .word   4005, null, 2, 0, 0
        .word   4003, 3, 0x10, 100, 0
        .word   4004, 3, 0x10, 100, 0
end:
long:   .fill   5000, 1, 'x'
        .byte   0
        .bss
result: .space  8
        .align  12
buffer: .space  16384
        .align  12
        .space  4086
pageend: .space 10
